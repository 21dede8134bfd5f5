//! A dozen letters as pages, against `tests/pages/*.txt`: every stretch of one face with its place, and every rule.
//! `UPDATE=1` writes the files anew; a file that no letter belongs to fails. Letters in Spanish
//! are among them.

// The pipeline itself may not touch disk, environment or clock; a test that keeps its expectations in files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::composition::{
    Centi, Composed, Enclosed, Galley, Ink, Item, MarksPlace, Paper, Role, Scratch, Typesetter, Zone,
};
use notice::finding::Private;
use notice::letter::{Catalog, Facts};
use notice::mailing::VendorProfile;
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Slot, SlotValues, Standing, Templates,
    TypeSize, Variant,
};
use notice::routing::RuleBook;
use repository::root;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

fn templates() -> Templates {
    Templates::new(repository::files())
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(root().join("sample-data").join(name)).unwrap()
}

/// The sample incident, with the page about language help where it is wanted.
fn incident(page: bool) -> Incident {
    let mut incident = repository::incident();
    incident.counsel.section_1557_taglines = page;
    incident
}

/// The paper of the default vendor.
fn typesetter(templates: &Templates, incident: &Incident, size: TypeSize) -> Typesetter {
    let vendor = VendorProfile::parse("default.toml", templates.text("vendors/default.toml").unwrap()).unwrap();
    let (logo, signature) = (sample("logo.svg"), sample("signature.png"));
    let enclosed =
        Enclosed { logo: Some(("logo.svg", &logo)), letterhead: None, signature: Some(("signature.png", &signature)) };
    let paper = Paper {
        envelope: &vendor.envelope,
        fold: &vendor.fold,
        endorsement: vendor.endorsement.as_deref().unwrap_or(""),
        duplex: true,
        marks: Some(MarksPlace::default()),
    };
    Typesetter::prepare(templates, size, incident, &enclosed, &paper, &notice::press::ReadHere)
        .unwrap_or_else(|refusal| panic!("{refusal}"))
        .value
}

fn catalog(templates: &Templates, incident: &Incident) -> Catalog {
    let book = RuleBook::load(templates).unwrap();
    Catalog::compile(templates, incident, &book).unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"))
    })
}

fn variant(state: &str, standing: Standing, addressee: Addressee, language: Language) -> Variant {
    use DataElement::{DateOfBirth, HealthInsurance, Images, MedicalRecord, Name, Ssn};
    let family = match state {
        "CA" => Family::California,
        "MA" => Family::Massachusetts,
        _ => Family::Standard,
    };
    let elements = Elements::from_iter([Name, DateOfBirth, Ssn, MedicalRecord, Images, HealthInsurance]);
    Variant {
        jurisdiction: Jurisdiction::parse(state).unwrap(),
        standing,
        addressee,
        family,
        language,
        elements,
        code: false,
        second_copy: false,
    }
}

struct Case {
    name: &'static str,
    variant: Variant,
    size: TypeSize,
    page: bool,
}

fn cases() -> Vec<Case> {
    use Addressee::{NamedNextOfKin, NextOfKin, ParentOrGuardian, Person, Representative};
    use Language::{En, Es};
    use Standing::{Adult, Deceased, Minor, Represented};
    use TypeSize::{Large, Regular};
    let case = |name, state, standing, addressee, language, size, page| Case {
        name,
        variant: variant(state, standing, addressee, language),
        size,
        page,
    };
    vec![
        case("TX-adult", "TX", Adult, Person, En, Regular, false),
        case("TX-minor", "TX", Minor, ParentOrGuardian, En, Regular, false),
        case("TX-deceased", "TX", Deceased, NextOfKin, En, Regular, false),
        case("TX-represented", "TX", Represented, Representative, En, Regular, false),
        case("CA-adult", "CA", Adult, Person, En, Regular, false),
        case("MA-minor", "MA", Minor, ParentOrGuardian, En, Regular, false),
        case("RI-adult", "RI", Adult, Person, En, Regular, false),
        case("NY-deceased-named", "NY", Deceased, NamedNextOfKin, En, Regular, false),
        case("WA-adult", "WA", Adult, Person, En, Regular, false),
        case("TX-minor-large-print", "TX", Minor, ParentOrGuardian, En, Large, false),
        case("TX-adult-language-help", "TX", Adult, Person, En, Regular, true),
        case("TX-minor-bilingual", "TX", Minor, ParentOrGuardian, Es, Regular, false),
        case("TX-minor-bilingual-large-print-language-help", "TX", Minor, ParentOrGuardian, Es, Large, true),
    ]
}

fn values() -> SlotValues {
    let mut values = SlotValues::default();
    values.set(Slot::Person, Private::new("Łucja Sánchez-O’Brien".to_owned()));
    values.set(Slot::Addressee, Private::new("Grace Nguyễn".to_owned()));
    values
}

/// Composes a case; `None` where the templates have no letter in its language.
fn compose(templates: &Templates, case: &Case) -> Option<(Typesetter, Composed)> {
    let incident = incident(case.page);
    let catalog = catalog(templates, &incident);
    if !catalog.speaks(case.variant.language) {
        return None;
    }
    let typesetter = typesetter(templates, &incident, case.size);
    let facts = Facts { residents: 1204, union: &[] };
    let draft = catalog.draft(&case.variant, &facts).unwrap_or_else(|refusal| panic!("{}: {refusal}", case.name));
    let layout = typesetter.lay_out(&draft).unwrap_or_else(|refusal| panic!("{}: {refusal}", case.name));
    let address = ["4812 Llano Street Apt 3".to_owned(), "Austin TX 78756-2210".to_owned()];
    let composed = typesetter.compose(&layout, &address, &values(), &mut Scratch::default());
    Some((typesetter, composed))
}

fn galley(item: &Item) -> Option<&Galley> {
    match &item.ink {
        Ink::Shared(galley) => Some(galley),
        Ink::Own(galley) => Some(galley),
        Ink::Letterhead | Ink::Signature { .. } => None,
    }
}

/// Hundredths of a point as points.
fn points(centi: Centi) -> String {
    format!("{}.{:02}", centi / 100, centi % 100)
}

/// Pages as a person compares them: left, baseline, face and size before each stretch of text.
fn placed(composed: &Composed) -> String {
    let mut out = String::new();
    for (n, page) in composed.pages.pages.iter().enumerate() {
        writeln!(out, "--- page {}", n + 1).unwrap();
        let mut tongue = None;
        for item in &page.items {
            let now = composed.pages.tongue(item.element).filter(|_| item.role != Role::Furniture);
            if now != tongue && item.role != Role::Furniture {
                writeln!(out, "language {now:?}").unwrap();
                tongue = now;
            }
            match &item.ink {
                Ink::Letterhead => writeln!(out, "letterhead").unwrap(),
                Ink::Signature { width, height } => {
                    let (x, y) = (points(item.x), points(item.y));
                    writeln!(out, "{x} {y} signature {} x {}", points(*width), points(*height)).unwrap();
                }
                Ink::Shared(_) | Ink::Own(_) => {}
            }
            let Some(galley) = galley(item) else { continue };
            for line in &galley.lines {
                for run in &galley.runs[line.runs.start as usize..line.runs.end as usize] {
                    let (x, y) = (points(item.x + run.x), points(item.y + line.baseline));
                    let text = &galley.text[run.text.start as usize..run.text.end as usize];
                    let face = format!("{:?}", run.face).to_lowercase();
                    writeln!(out, "{x} {y} {face} {} {}", points(run.size), text.trim_end()).unwrap();
                }
            }
            for rule in &galley.rules {
                let (x, y) = (points(item.x + rule.x), points(item.y + rule.y));
                writeln!(out, "{x} {y} rule {} x {}", points(rule.width), points(rule.height)).unwrap();
            }
        }
    }
    out
}

#[test]
fn pages_stand_as_expected() {
    let templates = templates();
    let folder = root().join("tests/pages");
    let update = std::env::var_os("UPDATE").is_some();
    let (mut wrong, mut known) = (Vec::new(), BTreeSet::new());
    for case in cases() {
        let Some((_, composed)) = compose(&templates, &case) else { continue };
        let text = placed(&composed);
        let path = folder.join(format!("{}.txt", case.name));
        if update {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            wrong.push(case.name.to_owned());
        }
        known.insert(format!("{}.txt", case.name));
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

/// Whatever the size: no letter leaves its margins, stands in a window or on another line, or lacks a glyph or its page
/// number.
#[test]
fn nothing_is_cut_or_stands_in_a_window() {
    let templates = templates();
    for case in cases() {
        let name = case.name;
        let Some((typesetter, composed)) = compose(&templates, &case) else { continue };
        let codes: Vec<_> = composed.codes.iter().map(notice::finding::Code::word).collect();
        assert!(codes.iter().all(|code| *code == "sheets_many"), "{name}: {codes:?}");
        let report = typesetter.window_report();
        assert!(report.foreign_ink.is_empty(), "{name}: {:?}", report.foreign_ink);
        let lowest = |zone: &Zone| zone.bottom * rust_decimal::Decimal::from(7_200);
        let window = lowest(&report.address.ever_visible);
        let count = composed.pages.pages.len();
        for (n, page) in composed.pages.pages.iter().enumerate() {
            let mut below = 0;
            let text = page.items.iter().filter(|item| !matches!(item.role, Role::Furniture | Role::Address));
            for (item, galley) in text.filter_map(|item| Some((item, galley(item)?))) {
                assert!(item.x >= 5_400 && item.x + galley.width <= 61_200 - 5_400, "{name}, page {}", n + 1);
                assert!(item.y + galley.height <= 79_200 - 5_760, "{name}, page {}", n + 1);
                assert!(n > 0 || rust_decimal::Decimal::from(item.y) >= window, "{name}: text in the window");
                assert!(matches!(item.role, Role::ListBody { .. }) || item.y >= below, "{name}, page {}", n + 1);
                below = if matches!(item.role, Role::ListLabel { .. }) { item.y } else { item.y + galley.height };
                let least = if case.size == TypeSize::Large { 1_800 } else { 900 };
                assert!(galley.runs.iter().all(|run| run.size >= least), "{name}: small type");
            }
            let footer = page.items.iter().filter(|item| item.role == Role::Furniture).filter_map(galley);
            let number = [format!("Page {} of {count}", n + 1), format!("Página {} de {count}", n + 1)];
            assert!(footer.map(|galley| &galley.text).any(|text| number.contains(text)), "{name}, page {}", n + 1);
        }
    }
}
