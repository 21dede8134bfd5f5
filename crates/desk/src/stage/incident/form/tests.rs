use super::{FieldKind, blank, for_new, lines, parse_form, set};
use crate::io::embedded;
use notice::party::{DataElement, Incident};

fn sample() -> String {
    String::from_utf8_lossy(embedded::sample("incident.toml").expect("built in")).into_owned()
}

fn value(text: &str, key: &str) -> String {
    let sheet = parse_form(text);
    sheet.groups.iter().flat_map(|group| &group.fields).find(|field| field.key == key).expect("a line").value.clone()
}

#[test]
fn the_sample_is_sound_and_every_value_is_on_the_sheet() {
    let sheet = parse_form(&sample());
    assert!(sheet.sound, "{:?}", sheet.faults);
    assert_eq!(value(&sample(), "practice.signatory.name"), "Jordan A. Ellery");
    assert_eq!(value(&sample(), "mailing.date"), "2025-03-21");
    assert_eq!(value(&sample(), "exposed.elements"), "name\ndate_of_birth\nmedical_record\nhealth_insurance");
    assert_eq!(value(&sample(), "incident.law_enforcement.notified"), "true");
}

#[test]
fn what_is_entered_is_read_back_and_remarks_stay() {
    let mut text = sample();
    for (key, entered) in [
        ("practice.name", "Another \"Practice\""),
        ("mailing.date", "2025-03-24"),
        ("incident.people_total", "7"),
        ("incident.law_enforcement.notified", "false"),
        ("exposed.elements", "name\nssn"),
        ("practice.address", "1 Invented Way\nAustin, TX 78701"),
        ("monitoring.adult.months", "12"),
    ] {
        text = set(&text, key, entered).expect("set");
        assert_eq!(value(&text, key), entered, "{text}");
    }
    assert!(Incident::parse("made", &text).is_ok(), "{:?}", Incident::parse("made", &text).err());
    assert!(text.contains("# as patients know it"), "{text}");
}

#[test]
fn a_fault_stands_at_its_own_line() {
    let text = set(&sample(), "mailing.date", "2024-01-01").expect("set");
    let sheet = parse_form(&text);
    assert!(!sheet.sound);
    let faulty: Vec<_> =
        sheet.groups.iter().flat_map(|group| &group.fields).filter(|field| !field.faults.is_empty()).collect();
    assert!(faulty.iter().any(|field| field.key == "mailing.date"), "{:?}", sheet.faults);
}

#[test]
fn an_empty_sheet_asks_for_everything_and_a_full_one_is_a_case() {
    let empty = blank();
    assert!(!empty.sound && !empty.text.contains('#'), "{}", empty.text);
    assert!(empty.faults.is_empty(), "every fault has a line: {:?}\n{}", empty.faults, empty.text);
    let mut text = empty.text;
    let full = parse_form(&sample());
    for field in full.groups.iter().flat_map(|group| &group.fields) {
        text = set(&text, field.key, &field.value).expect("set");
    }
    assert!(
        parse_form(&text).sound,
        "{:?}\n{text}",
        parse_form(&text).groups.iter().flat_map(|g| &g.fields).flat_map(|f| &f.faults).collect::<Vec<_>>()
    );
}

#[test]
fn every_element_can_be_chosen() {
    let elements = lines().find(|line| line.key == "exposed.elements").expect("a line");
    let FieldKind::Many { choices } = &elements.kind else { panic!("a list") };
    assert!(choices.iter().map(|choice| choice.word).eq(DataElement::ALL.iter().map(|element| element.word())));
}

#[test]
fn only_files_that_the_incident_file_names_itself_are_read_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case/incident.toml");
    std::fs::create_dir(folder.path().join("case")).expect("made");
    let text = set(&sample(), "practice.logo", "own.svg").expect("set");
    let text =
        ["practice.letterhead", "practice.signatory.signature", "monitoring.adult.codes", "monitoring.minor.codes"]
            .iter()
            .fold(text, |text, key| set(&text, key, "").expect("set"));
    std::fs::write(&path, &text).expect("written");
    for name in ["case/own.svg", "case/other.svg", "secret.svg"] {
        std::fs::write(folder.path().join(name), name).expect("written");
    }
    let read = |text: &str| {
        let facts = for_new(text, &[], Some(&path));
        facts.map(|facts| facts.into_iter().find(|fact| fact.role == "logo").map(|fact| fact.bytes))
    };
    assert_eq!(read(&text).expect("read"), Some(b"case/own.svg".to_vec()));
    let secret = folder.path().join("secret.svg").display().to_string();
    for other in ["other.svg", "../secret.svg", &secret] {
        assert!(read(&set(&text, "practice.logo", other).expect("set")).is_err(), "{other}");
    }
    // Nor under another key than the one of the file.
    let moved = set(&set(&text, "practice.logo", "").expect("set"), "monitoring.adult.codes", "own.svg").expect("set");
    assert!(read(&moved).is_err());
}
