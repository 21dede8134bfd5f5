//! Every letter as text, against `tests/letters/<jurisdiction>/*.txt`: every rule file, every standing, every language
//! that there is, and the cases that have a wording of their own. `UPDATE=1` writes the files anew; a file that no letter
//! belongs to fails.

// The pipeline itself may not touch disk, environment or clock; a test that keeps its expectations in files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::finding::Private;
use notice::letter::{BlockKind, Catalog, Draft, Facts, Span, Style};
use notice::party::incident::{MassachusettsDescription, Spanish};
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Slot, SlotValues, Standing, Templates,
    Variant,
};
use notice::routing::RuleBook;
use repository::{incident, root, templates};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

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
        second_copy: false,
    }
}

const STANDINGS: [(Standing, Addressee); 4] = [
    (Standing::Adult, Addressee::Person),
    (Standing::Minor, Addressee::ParentOrGuardian),
    (Standing::Deceased, Addressee::NextOfKin),
    (Standing::Represented, Addressee::Representative),
];

const ADDRESSEES: [(Standing, Addressee); 5] = [
    (Standing::Minor, Addressee::NamedGuardian),
    (Standing::Deceased, Addressee::NamedNextOfKin),
    (Standing::Deceased, Addressee::ParentOfDeceased),
    (Standing::Deceased, Addressee::NamedForDeceasedChild),
    (Standing::Adult, Addressee::Either),
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
            BlockKind::Tagline(_) => writeln!(out, "{text}"),
            // The ends of a box, and whatever else has no words of its own.
            kind => writeln!(out, "[{kind:?}]"),
        }
        .unwrap();
    }
    out
}

/// A letter and the golden file that it is held to.
struct Case {
    /// Below `tests/letters`, for example `tx/minor-named-en.txt`.
    file: String,
    /// Counsel's choice for Massachusetts.
    choice: MassachusettsDescription,
    variant: Variant,
}

impl Case {
    fn new(variant: Variant, choice: MassachusettsDescription, more: &str) -> Self {
        let name = variant.id();
        let (place, rest) = name.split_once('-').unwrap();
        let rest = rest.strip_suffix("-massachusetts").unwrap_or(rest);
        Self { file: format!("{}/{rest}{more}.txt", place.to_lowercase()), choice, variant }
    }
}

/// Every jurisdiction, standing and language, and what has a wording of its own: Massachusetts without description and
/// without elements that its law is about, named and doubtful addressees, enrolment codes.
fn cases(book: &RuleBook, languages: &[Language]) -> Vec<Case> {
    use MassachusettsDescription::{HipaaMinimum, Omit};
    let all: Elements = DataElement::ALL.iter().copied().collect();
    let mut cases = Vec::new();
    for &language in languages {
        let of = |state: Jurisdiction, (standing, addressee), family| Variant {
            language,
            elements: all,
            ..variant(state.code(), standing, addressee, family, false)
        };
        for rule in book.rules() {
            let family = rule.family(all);
            for letter in STANDINGS {
                cases.push(Case::new(of(rule.code, letter, family), HipaaMinimum, ""));
                if family == Family::Massachusetts {
                    cases.push(Case::new(of(rule.code, letter, family), Omit, "-omit"));
                    let health = Elements::from_iter([DataElement::Name, DataElement::MedicalRecord]);
                    let plain = Variant { elements: health, ..of(rule.code, letter, rule.family(health)) };
                    cases.push(Case::new(plain, HipaaMinimum, "-health-only"));
                }
            }
        }
        let texas = Jurisdiction::parse("TX").unwrap();
        for (standing, addressee) in ADDRESSEES {
            let code = standing != Standing::Deceased;
            let named = Variant { code, ..of(texas, (standing, addressee), Family::Standard) };
            cases.push(Case::new(named, HipaaMinimum, ""));
        }
    }
    cases
}

/// The languages that the templates speak; Spanish alone, as the bilingual piece is two of these letters.
fn languages(catalog: &Catalog) -> Vec<Language> {
    [Language::En, Language::Es].into_iter().filter(|language| catalog.speaks(*language)).collect()
}

/// Compiled once for each of counsel's choices.
fn catalogs() -> (RuleBook, BTreeMap<&'static str, Catalog>) {
    let templates = templates();
    let compiled = |choice| {
        let mut incident = incident();
        incident.counsel.massachusetts_description = Some(choice);
        incident.mailing.spanish = Spanish::Spanish;
        catalog(&templates, &incident)
    };
    let choices = [MassachusettsDescription::HipaaMinimum, MassachusettsDescription::Omit];
    (RuleBook::load(&templates).unwrap(), choices.map(|choice| (word(choice), compiled(choice))).into_iter().collect())
}

fn word(choice: MassachusettsDescription) -> &'static str {
    match choice {
        MassachusettsDescription::HipaaMinimum => "minimum",
        MassachusettsDescription::Omit => "omit",
    }
}

/// The first line in which two texts differ, with both lines.
fn difference(expected: &str, found: &str) -> String {
    let pairs = expected.lines().map(Some).chain(std::iter::repeat(None)).zip(found.lines().map(Some).chain([None]));
    let line = |line: Option<&str>| line.map_or("(the file ends)".to_owned(), |line| format!("{line:?}"));
    match (1..).zip(pairs).find(|(_, (before, now))| before != now) {
        Some((number, (before, now))) => format!("line {number}: expected {}, found {}", line(before), line(now)),
        None => "the line ends differ".to_owned(),
    }
}

#[test]
fn the_first_different_line_is_named() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\nc\n"), "line 2: expected \"b\", found \"x\"");
    assert_eq!(difference("a\n", "a\nb\n"), "line 2: expected (the file ends), found \"b\"");
    assert_eq!(difference("a\nb\n", "a\n"), "line 2: expected \"b\", found (the file ends)");
}

#[test]
fn letters_read_as_expected() {
    let folder = root().join("tests/letters");
    let update = std::env::var_os("UPDATE").is_some();
    let mut standing = BTreeMap::new();
    gather(&folder, "", &mut standing);
    let (book, catalogs) = catalogs();
    let mut wrong = Vec::new();
    for Case { file, choice, variant } in cases(&book, &languages(&catalogs["minimum"])) {
        let facts = Facts { residents: 1204, union: &[] };
        let draft = catalogs[word(choice)].draft(&variant, &facts).unwrap_or_else(|refusal| panic!("{refusal}"));
        let text = print(&draft, &values());
        let before = standing.remove(&file);
        if before.as_deref() == Some(&text) {
            continue;
        }
        if update {
            let path = folder.join(&file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        } else {
            let how = before.map_or("there is no such file".to_owned(), |before| difference(&before, &text));
            wrong.push(format!("{file}: {how}"));
        }
    }
    for file in standing.into_keys() {
        if update {
            fs::remove_file(folder.join(&file)).unwrap();
        } else {
            wrong.push(format!("{file}: belongs to no letter"));
        }
    }
    let shown = wrong.len().min(20);
    let first = wrong[..shown].join("\n");
    assert!(wrong.is_empty(), "{} files not as expected (UPDATE=1 writes them anew):\n{first}", wrong.len());
}

/// Every file below a folder with its text; names have forward slashes.
fn gather(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            gather(&path, &format!("{below}{name}/"), files);
        } else {
            files.insert(format!("{below}{name}"), fs::read_to_string(path).unwrap_or_default());
        }
    }
}

fn plain(draft: &Draft) -> String {
    draft.texts(&values()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_marker_survives_and_no_word_is_out_of_place() {
    let (book, catalogs) = catalogs();
    for Case { file: name, choice, variant } in cases(&book, &languages(&catalogs["minimum"])) {
        let draft = catalogs[word(choice)].draft(&variant, &Facts { residents: 1, union: &[] }).unwrap();
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
    let english = templates.iter().filter(|(path, _)| !path.starts_with("es/"));
    let english = Templates::new(english.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())));
    let english = catalog(&english, &incident);
    assert!(!english.speaks(Language::Es) && english.draft(&none, &Facts::default()).is_err());
    incident.event.what_happened = "a".repeat(1 << 20);
    none.language = Language::En;
    let long = catalog(&templates, &incident).draft(&none, &Facts::default()).unwrap_err();
    assert!(long.message.contains("cannot be written"), "{long}");
}
