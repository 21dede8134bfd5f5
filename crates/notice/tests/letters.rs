//! Every letter as text, against `tests/letters/*.txt`. `UPDATE=1` writes the files anew; a file that no letter
//! belongs to fails.

// The pipeline itself may not touch disk, environment or clock; a test that keeps its expectations in files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

use notice::finding::Private;
use notice::letter::{BlockKind, Catalog, Draft, Facts, Span, Style};
use notice::party::incident::MassachusettsDescription;
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Slot, SlotValues, Standing, Templates,
    Variant,
};
use notice::routing::RuleBook;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn templates() -> Templates {
    fn gather(base: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(base, &path, files);
            } else if path.extension().is_some_and(|e| e == "hbs" || e == "toml") {
                let name = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    let base = root().join("templates");
    let mut files = Vec::new();
    gather(&base, &base, &mut files);
    Templates::new(files)
}

fn incident() -> Incident {
    Incident::parse("incident.toml", &fs::read_to_string(root().join("sample-data/incident.toml")).unwrap()).unwrap()
}

fn catalog(templates: &Templates, incident: &Incident) -> Catalog {
    let book = RuleBook::load(templates).unwrap();
    Catalog::compile(templates, incident, &book).unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"))
    })
}

fn variant(state: &str, standing: Standing, addressee: Addressee, family: Family, code: bool) -> Variant {
    use DataElement::{DateOfBirth, HealthInsurance, Images, MedicalRecord, Name, Ssn};
    Variant {
        jurisdiction: Jurisdiction::parse(state).unwrap(),
        standing,
        addressee,
        family,
        language: Language::En,
        elements: Elements::from_iter([Name, DateOfBirth, Ssn, MedicalRecord, Images, HealthInsurance]),
        code,
    }
}

const STANDINGS: [(Standing, Addressee); 4] = [
    (Standing::Adult, Addressee::Person),
    (Standing::Minor, Addressee::ParentOrGuardian),
    (Standing::Deceased, Addressee::NextOfKin),
    (Standing::Represented, Addressee::Representative),
];

const NAMED: [(&str, Standing, Addressee); 3] = [
    ("named", Standing::Minor, Addressee::NamedGuardian),
    ("named", Standing::Deceased, Addressee::NamedNextOfKin),
    ("either", Standing::Adult, Addressee::Either),
];

fn values() -> SlotValues {
    let mut values = SlotValues::default();
    values.set(Slot::Person, Private::new("Ada **Byron** Jr.".to_owned()));
    values.set(Slot::Addressee, Private::new("Grace O'Brien".to_owned()));
    values.set(Slot::Code, Private::new("QX7P-22MK".to_owned()));
    values
}

fn marked(spans: &[Span], values: &SlotValues) -> String {
    let mut out = String::new();
    for span in spans {
        let (style, text) = match span {
            Span::Text(style, text) => (*style, text.as_str()),
            Span::Slot(style, slot) => (*style, values.get(*slot).unwrap().disclose().as_str()),
            Span::Break => (Style::Plain, "\n"),
        };
        let mark = match style {
            Style::Plain => "",
            Style::Strong => "*",
            Style::Emphasis => "/",
        };
        write!(out, "{mark}{text}{mark}").unwrap();
    }
    out
}

/// A letter as a person reads a golden file: address block, then blocks with a hint of what they are.
fn print(draft: &Draft, values: &SlotValues) -> String {
    let mut out = String::new();
    for line in draft.lead_in(values) {
        writeln!(out, "| {line}").unwrap();
    }
    let mut in_list = false;
    for block in &draft.blocks {
        let item = matches!(block.kind, BlockKind::Item { .. });
        if !(item && in_list) {
            out.push('\n');
        }
        in_list = item;
        let text = marked(&block.spans, values);
        match block.kind {
            BlockKind::Title => writeln!(out, "# {text}"),
            BlockKind::Heading(level) => writeln!(out, "{} {text}", "#".repeat(level.into())),
            BlockKind::Paragraph => writeln!(out, "{text}"),
            BlockKind::Item { item, numbered: true, .. } => writeln!(out, "{}. {text}", item + 1),
            BlockKind::Item { .. } => writeln!(out, "• {text}"),
            BlockKind::Signature => writeln!(out, "[signature]"),
            BlockKind::PageBreak => writeln!(out, "[page break]"),
            BlockKind::BoxStart => writeln!(out, "[box]"),
            BlockKind::BoxEnd => writeln!(out, "[end of box]"),
            BlockKind::Language(language) => writeln!(out, "[{}]", language.tag()),
            BlockKind::Tagline(_) => writeln!(out, "{text}"),
        }
        .unwrap();
    }
    out
}

/// Name of golden file, counsel's choice, variant.
fn cases() -> Vec<(String, Option<MassachusettsDescription>, Variant)> {
    let minimum = Some(MassachusettsDescription::HipaaMinimum);
    let mut cases = Vec::new();
    for state in ["TX", "ME", "CA", "MA", "NY", "RI", "MD", "NC", "DC", "OR", "VT"] {
        let family = if state == "CA" { Family::California } else { Family::Standard };
        for (standing, addressee) in STANDINGS {
            let v = variant(state, standing, addressee, family, false);
            cases.push((format!("{v}"), minimum, v));
        }
    }
    for (word, choice) in [("minimum", minimum), ("omit", Some(MassachusettsDescription::Omit))] {
        for (standing, addressee) in STANDINGS {
            let v = variant("MA", standing, addressee, Family::Massachusetts, false);
            cases.push((format!("{v}-{word}"), choice, v));
        }
    }
    for (_, standing, addressee) in NAMED {
        let v = variant("TX", standing, addressee, Family::Standard, standing != Standing::Deceased);
        cases.push((format!("{v}"), minimum, v));
    }
    cases
}

#[test]
fn letters_read_as_expected() {
    let templates = templates();
    let folder = root().join("tests/letters");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for (name, choice, variant) in cases() {
        let mut incident = incident();
        incident.counsel.massachusetts_description = choice;
        let draft = catalog(&templates, &incident).draft(&variant, &Facts { residents: 1204, union: &[] });
        let text = print(&draft.unwrap_or_else(|refusal| panic!("{refusal}")), &values());
        let path = folder.join(format!("{name}.txt"));
        if update {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            wrong.push(name.clone());
        }
        known.insert(format!("{name}.txt"));
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !known.contains(&file) {
            if update {
                fs::remove_file(&path).unwrap();
            } else {
                wrong.push(format!("{file} belongs to no letter"));
            }
        }
    }
    assert!(wrong.is_empty(), "not as expected (UPDATE=1 writes anew): {wrong:#?}");
}

fn plain(draft: &Draft) -> String {
    draft.texts(&values()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_marker_survives_and_no_word_is_out_of_place() {
    let (templates, incident) = (templates(), incident());
    let catalog = catalog(&templates, &incident);
    for (name, _, variant) in cases() {
        let draft = catalog.draft(&variant, &Facts { residents: 1, union: &[] }).unwrap();
        for mark in ["{{", "}}", "<<", ">>", "[INSERT", "XX", "____", "Sample", "  ", "\u{FFFD}"] {
            assert!(!plain(&draft).contains(mark), "{name} holds {mark:?}");
        }
        let reserved = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
        assert!(!plain(&draft).contains(reserved), "{name}");
        let headings = draft.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_) | BlockKind::Title));
        for heading in headings {
            let text = marked(&heading.spans, &values()).to_lowercase();
            assert!(!text.contains("your"), "{name}: {text}");
        }
        let own = ["your information", "your credit file", "your Social Security", "your medical", "your name"];
        if variant.standing != Standing::Adult {
            assert!(own.iter().all(|words| !plain(&draft).contains(words)), "{name}");
        }
        let offered = plain(&draft).contains("Larkspur");
        assert_eq!(offered, variant.standing != Standing::Deceased, "{name}");
        assert!(!plain(&draft).contains("XX") && draft.address_lines.len() <= 2, "{name}");
    }
}

#[test]
fn states_get_what_they_ask_for() {
    let (templates, mut incident) = (templates(), incident());
    let catalog_minimum = catalog(&templates, &incident);
    let text = |state, family| {
        let v = variant(state, Standing::Adult, Addressee::Person, family, false);
        plain(&catalog_minimum.draft(&v, &Facts { residents: 1204, union: &[] }).unwrap())
    };
    assert!(text("RI", Family::Standard).contains("1,204 Rhode Island residents"));
    for state in ["IL", "TX", "MA"] {
        assert!(!text(state, Family::Standard).contains("1,204"));
    }
    let massachusetts = text("MA", Family::Massachusetts);
    for word in ["ransomware", "unauthorized", "copied", "1,204", "endpoint"] {
        assert!(!massachusetts.contains(word), "{word}");
    }
    for word in ["police report", "freeze", "free", "617-727-8400"] {
        assert!(massachusetts.contains(word), "{word}");
    }
    let california = text("CA", Family::California);
    let headings = [
        "Notice of Data Breach",
        "What Happened",
        "What Information Was Involved",
        "What We Are Doing",
        "What You Can Do",
        "For More Information",
    ];
    let places: Vec<_> = headings.iter().map(|h| california.find(&format!("{h}\n")).unwrap()).collect();
    assert!(places.is_sorted() && places[0] == 0);
    incident.counsel.massachusetts_description = None;
    let v = variant("MA", Standing::Adult, Addressee::Person, Family::Massachusetts, false);
    let refusal = catalog(&templates, &incident).draft(&v, &Facts::default()).unwrap_err();
    assert!(refusal.message.contains("counsel has not chosen"), "{refusal}");
}

#[test]
fn addenda_of_all_states_are_printed_where_asked() {
    let (templates, mut incident) = (templates(), incident());
    incident.mailing.addenda = notice::party::incident::Addenda::Union;
    let union: Vec<_> = ["TX", "RI", "MA", "NY"].map(|s| (Jurisdiction::parse(s).unwrap(), 7)).to_vec();
    let v = variant("TX", Standing::Adult, Addressee::Person, Family::Standard, false);
    let text = plain(&catalog(&templates, &incident).draft(&v, &Facts { residents: 9, union: &union }).unwrap());
    assert!(text.contains("7 Rhode Island residents") && text.contains("For New York residents"));
    assert!(!text.contains("For Massachusetts residents"));
    assert_eq!(text.matches("For Texas residents").count(), 1);
}

#[test]
fn faults_of_templates_are_found_with_their_place() {
    for (path, text, line, word) in [
        ("passages/closing.md.hbs", "a\n{{nobody}}\n", 2, "Nothing is named"),
        ("passages/closing.md.hbs", "a\n{{shout practice.name}}\n", 2, "no helper"),
        ("passages/closing.md.hbs", "a\n{{#if nobody}}b{{/if}}\n", 2, "Nothing is named"),
        ("passages/closing.md.hbs", "a\n\n{{> nowhere}}\n", 3, "no passage"),
        ("passages/closing.md.hbs", "a\n\n{{> closing}}\n", 3, "prints itself"),
        ("passages/closing.md.hbs", "a\n{{#if product}}\nb\n", 0, "cannot be read"),
        ("passages/closing.md.hbs", "a\n{{{practice.name}}}\n", 2, "raw"),
        ("passages/closing.md.hbs", "a\n{{& practice.name}}\n", 2, "raw"),
        ("passages/closing.md.hbs", "a\n{{{{raw}}}}b{{{{/raw}}}}\n", 2, "raw"),
        ("passages/closing.md.hbs", "a\n{{practice.address}}\n", 2, "not a text"),
        ("passages/closing.md.hbs", "a\n{{state.residents}}\n", 2, "may not print"),
        ("passages/closing.md.hbs", "a\n{{lookup practice 'name'}}\n", 2, "no helper"),
        ("jurisdictions/tx/adendum.md.hbs", "a\n", 0, "No letter prints"),
        (
            "passages/closing.md.hbs",
            "{{#each elements}}{{#each @root.elements}}{{#each @root.elements}}{{#each @root.elements}}a{{/each}}{{/each}}{{/each}}{{/each}}",
            0,
            "beyond all bounds",
        ),
    ] {
        let mut templates = templates();
        templates.insert(path, text);
        let book = RuleBook::load(&templates).unwrap();
        let faults = Catalog::compile(&templates, &incident(), &book).err().unwrap_or_default();
        let hit = faults.iter().find(|f| f.message.contains(word)).unwrap_or_else(|| panic!("{text}: {faults:?}"));
        assert!(line == 0 || hit.line == line, "{text}: {hit}");
        assert!(hit.advice.ends_with('.') && hit.message.ends_with('.'), "{hit}");
    }
}

#[test]
fn incident_prose_prints_as_typed() {
    let templates = templates();
    let mut incident = incident();
    let prose = "# 1. *Files* were `copied` {{x}} <b>and</b> [sold](here) \\ _now_ :::box | a | & \"so\" ~on~.";
    incident.event.what_happened = prose.to_owned();
    incident.practice.name = "**Bones & Sons**".to_owned();
    let v = variant("TX", Standing::Adult, Addressee::Person, Family::Standard, false);
    let text = plain(&catalog(&templates, &incident).draft(&v, &Facts::default()).unwrap());
    assert!(text.contains(prose) && text.contains("at **Bones & Sons** are"));
}

#[test]
fn letters_that_cannot_be_true_are_refused() {
    let (templates, mut incident) = (templates(), incident());
    let texas = variant("TX", Standing::Deceased, Addressee::NextOfKin, Family::Standard, true);
    let all = catalog(&templates, &incident);
    assert!(all.draft(&texas, &Facts::default()).unwrap_err().message.contains("nothing is offered"));
    let mut none = variant("TX", Standing::Adult, Addressee::Person, Family::Standard, false);
    none.elements = Elements::NONE;
    assert!(all.draft(&none, &Facts::default()).unwrap_err().message.contains("no exposed kind"));
    none.elements = Elements::from_iter([DataElement::Name]);
    none.language = Language::Es;
    assert!(!all.speaks(Language::Es) && all.draft(&none, &Facts::default()).is_err());
    incident.event.what_happened = "a".repeat(1 << 20);
    none.language = Language::En;
    let long = catalog(&templates, &incident).draft(&none, &Facts::default()).unwrap_err();
    assert!(long.message.contains("cannot be written"), "{long}");
}
