//! The checklist: every letter passes it, and every detector fires when what it looks for is taken away, changed or
//! put in.

// The rest of the crate may not read files, environment or clock; a test that reads the built-in templates must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

mod banned;
mod every_letter;
mod facts;
mod form;
mod owed;
#[path = "../repository/mod.rs"]
mod repository;
mod upkeep;
mod where_to_look;
mod wording;

use notice::letter::{Block, BlockKind, Catalog, Check, Checklist, Draft, Facts, Light, Span, Style};
use notice::party::incident::Spanish;
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Standing, Templates, Variant,
};
use notice::routing::RuleBook;
use repository::templates;

/// The sample incident, with Spanish letters alone.
fn incident() -> Incident {
    let mut incident = repository::incident();
    incident.mailing.spanish = Spanish::Spanish;
    incident.counsel.pays_for_credit_report = true;
    incident
}

/// Templates compiled for an incident, with the rules beside them.
struct Shop {
    catalog: Catalog,
    book: RuleBook,
}

/// Eleven points, in hundredths: what the built-in page has.
const TYPE: i32 = 1_100;
const RESIDENTS: Facts<'static> = Facts { residents: 1_204, union: &[] };

impl Shop {
    fn open(templates: &Templates, incident: &Incident) -> Self {
        let book = RuleBook::load(templates).unwrap_or_else(|refusal| panic!("{refusal}"));
        let catalog = Catalog::compile(templates, incident, &book).unwrap_or_else(|faults| {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            panic!("{}", faults.join("\n"))
        });
        Self { catalog, book }
    }

    fn draft(&self, variant: &Variant) -> Draft {
        self.catalog.draft(variant, &RESIDENTS).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    fn review(&self, variant: &Variant, draft: &Draft, least_type: i32) -> Vec<Check> {
        Checklist::new(&self.catalog, &self.book).review(variant, &RESIDENTS, draft, Some(least_type))
    }

    /// The line of an item that is asked once.
    fn check(&self, variant: &Variant, draft: &Draft, item: &str) -> Check {
        let mut lines = self.review(variant, draft, TYPE).into_iter().filter(|check| check.item == item);
        let check = lines.next().unwrap_or_else(|| panic!("{variant} is not asked for {item}"));
        assert!(lines.next().is_none(), "{item} is asked twice");
        check
    }

    /// The worst light of an item.
    fn light(&self, variant: &Variant, draft: &Draft, item: &str) -> Light {
        let checks = self.review(variant, draft, TYPE);
        let lights = checks.iter().filter(|check| check.item == item).map(|check| check.light);
        lights.max().unwrap_or_else(|| panic!("{variant} is not asked for {item}"))
    }
}

const LETTERS: [(Standing, Addressee); 9] = [
    (Standing::Adult, Addressee::Person),
    (Standing::Adult, Addressee::Either),
    (Standing::Minor, Addressee::ParentOrGuardian),
    (Standing::Minor, Addressee::NamedGuardian),
    (Standing::Deceased, Addressee::NextOfKin),
    (Standing::Deceased, Addressee::NamedNextOfKin),
    (Standing::Represented, Addressee::Representative),
    (Standing::Deceased, Addressee::ParentOfDeceased),
    (Standing::Deceased, Addressee::NamedForDeceasedChild),
];

fn variant(state: &str, (standing, addressee): (Standing, Addressee), family: Family, language: Language) -> Variant {
    use DataElement::{DateOfBirth, HealthInsurance, Images, MedicalRecord, Name, Ssn};
    Variant {
        jurisdiction: Jurisdiction::parse(state).unwrap(),
        standing,
        addressee,
        family,
        language,
        elements: Elements::from_iter([Name, DateOfBirth, Ssn, MedicalRecord, Images, HealthInsurance]),
        code: false,
        second_copy: false,
    }
}

fn adult(state: &str, language: Language) -> Variant {
    variant(state, LETTERS[0], Family::Standard, language)
}

/// The words of a block, without a person's own values.
fn words(block: &Block) -> String {
    block.spans.iter().map(|span| if let Span::Text(_, text) = span { text.as_str() } else { "" }).collect()
}

/// A block of words.
fn block(kind: BlockKind, text: &str) -> Block {
    let spans = vec![Span::Text(Style::Plain, text.to_owned())];
    Block { kind, spans, keep_together: false, keep_with_next: false }
}

/// Every stretch of a draft changed.
fn swap(draft: &mut Draft, from: &str, to: &str) {
    let mut changed = false;
    for span in draft.blocks.iter_mut().flat_map(|block| &mut block.spans) {
        if let Span::Text(_, text) = span
            && text.contains(from)
        {
            *text = text.replace(from, to);
            changed = true;
        }
    }
    assert!(changed, "the letter has no “{from}”");
}

/// Every block with some words taken out.
fn drop_blocks(draft: &mut Draft, holding: &str) {
    let before = draft.blocks.len();
    draft.blocks.retain(|block| !words(block).to_lowercase().contains(&holding.to_lowercase()));
    assert!(draft.blocks.len() < before, "no block has “{holding}”");
}
