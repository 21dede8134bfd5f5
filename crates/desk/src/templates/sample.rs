//! Parts that the commands over templates share: the sample case and every letter of a jurisdiction.

use crate::CommandError;
use crate::io::embedded;
use notice::finding::{Problem, ProblemCode};
use notice::party::{Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Standing, Variant};

/// Every word of the vocabulary, so that every passage with a condition prints.
pub fn all_elements() -> Elements {
    DataElement::ALL.iter().copied().collect()
}

/// The sample case that is built in.
pub fn sample_incident() -> Result<Incident, CommandError> {
    let bytes = embedded::sample("incident.toml").unwrap_or_default();
    let name = "sample-data/incident.toml";
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::of_file(name, "The file is not UTF-8 text.", ProblemCode::EncodingWrong))?;
    Ok(Incident::parse(name, text)?)
}

/// Every letter of a jurisdiction, for these elements.
pub(crate) fn variants_of(jurisdiction: Jurisdiction, family: Family, elements: Elements) -> Vec<Variant> {
    const LETTERS: [(Standing, Addressee); 9] = [
        (Standing::Adult, Addressee::Person),
        (Standing::Adult, Addressee::Either),
        (Standing::Minor, Addressee::ParentOrGuardian),
        (Standing::Minor, Addressee::NamedGuardian),
        (Standing::Deceased, Addressee::NextOfKin),
        (Standing::Deceased, Addressee::NamedNextOfKin),
        (Standing::Deceased, Addressee::ParentOfDeceased),
        (Standing::Deceased, Addressee::NamedForDeceasedChild),
        (Standing::Represented, Addressee::Representative),
    ];
    let families = if family == Family::Massachusetts { vec![family, Family::Standard] } else { vec![family] };
    let letter = |family, (standing, addressee)| Variant {
        jurisdiction,
        standing,
        addressee,
        family,
        language: Language::En,
        elements,
        code: false,
        second_copy: false,
    };
    families.into_iter().flat_map(|family| LETTERS.map(|l| letter(family, l))).collect()
}
