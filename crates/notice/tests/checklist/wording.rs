//! The files of words are read strictly: a word that nobody knows and an item without words are refused with their place.

use super::{incident, templates};
use notice::letter::Catalog;
use notice::routing::RuleBook;

const FILE: &str = "letters/checklist.toml";

#[test]
fn faults_of_the_file_are_named_with_their_place() {
    let text = templates().text(FILE).unwrap().to_owned();
    let line_of = |words: &str| text.lines().position(|line| line.starts_with(words)).unwrap() as u32 + 1;
    for (from, to, word, line) in [
        ("police_report_right = ", "police_reports = ", "police_reports", line_of("police_report_right")),
        ("fcra_rights = [[\"fair credit reporting act\"], [\"right*\"]]\n", "", "fcra_rights", line_of("[items]")),
        (
            "fraud_alert_info = ",
            "notice_date = [[\"on\"]]\nfraud_alert_info = ",
            "notice_date",
            line_of("fraud_alert_info"),
        ),
        ("[[\"toll-free\"]]", "[[]]", "empty", 0),
        ("[[\"toll-free\"]]", "[]", "contact_toll_free", line_of("contact_toll_free")),
        ("[[\"toll-free\"]]", "[[\"*\"]]", "empty", 0),
        ("[[\"toll-free\"]]", "[[\"{phone}\"]]", "phone", line_of("contact_toll_free")),
        ("[police]", "[polis]", "polis", line_of("[police]")),
        ("[[\"toll-free\"]]", "[[\"toll-free\"]", "cannot be read", 0),
    ] {
        let mut templates = templates();
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        templates.insert(FILE, changed);
        let book = RuleBook::load(&templates).unwrap();
        let faults = Catalog::compile(&templates, &incident(), &book).err().unwrap_or_default();
        let fault = faults.iter().find(|f| f.place.file.ends_with(FILE)).unwrap_or_else(|| panic!("{to}: {faults:?}"));
        assert!(fault.message.contains(word), "{to}: {fault}");
        assert!(
            fault.place.line > 0 && fault.place.column > 0 && (line == 0 || fault.place.line == line),
            "{to}: {fault}"
        );
        assert!(fault.advice().ends_with('.'), "{fault}");
    }
}

#[test]
fn a_translation_without_its_state_stops_the_catalog() {
    let mut templates = templates();
    let Ok(text) = templates.text("es/letters/calendar.toml").map(str::to_owned) else { return };
    let (_, rest) = text.split_once('\n').unwrap();
    templates.insert("es/letters/calendar.toml", rest.to_owned());
    let book = RuleBook::load(&templates).unwrap();
    let faults = Catalog::compile(&templates, &incident(), &book).err().unwrap_or_default();
    let fault = faults.iter().find(|f| f.message.contains("first line")).unwrap();
    assert_eq!((fault.place.file.as_str(), fault.place.line), ("templates/es/letters/calendar.toml", 1));
}
