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
