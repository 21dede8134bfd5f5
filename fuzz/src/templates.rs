//! Words that counsel edits: a passage among the built-in ones, and any source alone.

use crate::law;
use crate::list::GROUND;
use desk::io::embedded;
use libfuzzer_sys::Corpus;
use notice::letter::{Catalog, Facts, Span, fuzz};
use notice::party::incident::Spanish;
use notice::party::{Addressee, DataElement, Family, Incident, Jurisdiction, Language, Standing, Templates, Variant};
use notice::routing::RuleBook;
use std::sync::LazyLock;

/// The passage that is random.
const PASSAGE: &str = "passages/closing.md.hbs";
/// States whose rules are compiled; each more makes every input slower.
const STATES: [&str; 2] = ["tx", "ri"];

/// English letters of a few states, and what they are compiled with.
static GROUNDWORK: LazyLock<(Templates, RuleBook, Incident)> = LazyLock::new(|| {
    let all = embedded::templates();
    let is_of_state = |path: &str| STATES.iter().any(|state| path.starts_with(&format!("jurisdictions/{state}/")));
    let kept = all.iter().filter(|(path, _)| {
        !path.starts_with("es/")
            && !path.starts_with("fonts/")
            && *path != "taglines.toml"
            && (!path.starts_with("jurisdictions/") || is_of_state(path))
    });
    let templates = Templates::new(kept.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())));
    let book = RuleBook::load(&templates).expect("built-in rules");
    let mut incident = GROUND.incident.clone();
    incident.mailing.spanish = Spanish::Spanish;
    incident.counsel.section_1557_taglines = false;
    Catalog::compile(&templates, &incident, &book).expect("built-in letters");
    (templates, book, incident)
});

/// The built-in templates of few states.
pub fn few() -> &'static Templates {
    &GROUNDWORK.0
}

/// Any bytes as the closing passage of every letter.
pub fn template(data: &[u8]) -> Corpus {
    compile(data);
    Corpus::Keep
}

/// Any text as the source of a template and as Markdown, without all letters around it. What is wrong stands in the text.
pub fn markup(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        if let Err(refusal) = fuzz::source(text) {
            law::hold_one(&refusal, data);
        }
        match fuzz::markdown(text) {
            Ok(blocks) => {
                assert!(blocks.len() <= text.len(), "a block has a sign at least");
                let words: usize = blocks.iter().map(|block| Span::weight(&block.spans)).sum();
                assert!(words <= 1_024 + 256 * text.len(), "words are those of the text");
            }
            Err((line, _)) => assert!(line as usize <= text.lines().count() + 1, "line {line}"),
        }
    })
}

fn compile(data: &[u8]) {
    let (templates, book, incident) = &*GROUNDWORK;
    let templates = templates.clone().with([(PASSAGE.to_owned(), data.to_vec())]);
    let catalog = match Catalog::compile(&templates, incident, book) {
        Ok(catalog) => catalog,
        Err(refusals) => return law::hold(&refusals, data),
    };
    for (state, standing, addressee) in [
        ("TX", Standing::Adult, Addressee::Person),
        ("RI", Standing::Minor, Addressee::ParentOrGuardian),
        ("TX", Standing::Deceased, Addressee::NamedNextOfKin),
    ] {
        let variant = Variant {
            jurisdiction: Jurisdiction::parse(state).expect("a code"),
            standing,
            addressee,
            family: Family::Standard,
            language: Language::En,
            elements: [DataElement::Ssn].into_iter().collect(),
            code: false,
            second_copy: false,
        };
        let facts = Facts { residents: 1_204, union: &[] };
        match catalog.draft(&variant, &facts) {
            Ok(draft) => {
                assert_eq!(catalog.draft(&variant, &facts).as_ref(), Ok(&draft), "a letter is the same each time");
                assert!(draft.blocks.len() < 1 << 20, "a letter is bounded");
            }
            Err(refusal) => assert!(!refusal.message.is_empty() && refusal.code.advice() != Some("")),
        }
    }
}
