//! Tests of the letters that the law of a state asks for: items that are owed, items that are barred, a state that is
//! new, and how hard the letter is to read.

// The rest of the crate may not read files, environment or clock; a test that reads the built-in templates must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

mod grade;
mod new_state;
mod owed;
mod prose;
#[path = "../repository/mod.rs"]
mod repository;
mod union;

use notice::finding::Private;
use notice::letter::{Catalog, Draft, Facts};
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Slot, SlotValues, Standing, Templates,
    Variant,
};
use notice::routing::RuleBook;
use repository::incident;

/// The built-in templates, with the table of ZIP codes.
fn templates() -> Templates {
    Templates::new(repository::files())
}

fn compile(templates: &Templates, incident: &Incident) -> Catalog {
    let book = RuleBook::load(templates).unwrap_or_else(|refusal| panic!("{refusal}"));
    Catalog::compile(templates, incident, &book).unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"))
    })
}

fn place(code: &str) -> Jurisdiction {
    Jurisdiction::parse(code).unwrap()
}

const STANDINGS: [(Standing, Addressee); 5] = [
    (Standing::Adult, Addressee::Person),
    (Standing::Adult, Addressee::Either),
    (Standing::Minor, Addressee::ParentOrGuardian),
    (Standing::Deceased, Addressee::NextOfKin),
    (Standing::Represented, Addressee::Representative),
];

fn variant(state: &str, (standing, addressee): (Standing, Addressee), family: Family) -> Variant {
    use DataElement::{DateOfBirth, HealthInsurance, Images, MedicalRecord, Name, Ssn};
    Variant {
        jurisdiction: place(state),
        standing,
        addressee,
        family,
        language: Language::En,
        elements: Elements::from_iter([Name, DateOfBirth, Ssn, MedicalRecord, Images, HealthInsurance]),
        code: false,
        second_copy: false,
    }
}

fn draft(catalog: &Catalog, variant: &Variant, residents: u64) -> Draft {
    catalog.draft(variant, &Facts { residents, union: &[] }).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn values() -> SlotValues {
    let mut values = SlotValues::default();
    for (slot, value) in [(Slot::Person, "Ada Byron"), (Slot::Addressee, "Grace Hopper"), (Slot::Code, "QX7P-22MK")] {
        values.set(slot, Private::new(value.to_owned()));
    }
    values
}

fn plain(draft: &Draft) -> String {
    draft.texts(&values()).collect::<Vec<_>>().join("\n")
}
