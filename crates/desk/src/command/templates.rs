//! `templates`: what counsel edits, compiled, listed and shown.

use super::prepare::templates;
use crate::{Refused, embedded, source};
use notice::finding::{Private, Refusal};
use notice::letter::{Catalog, Draft, Facts};
use notice::party::{
    Addressee, DataElement, Elements, Family, Incident, Jurisdiction, Language, Slot, SlotValues, Standing, Variant,
};
use notice::routing::RuleBook;
use serde::Serialize;
use std::path::Path;

/// One jurisdiction with its law.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// Two letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Citation.
    pub statute: String,
    /// How far it was checked.
    pub verified: String,
    /// Day of the newest source.
    pub as_of: String,
    /// What is in doubt.
    pub uncertain: Vec<String>,
}

/// All jurisdictions, in order of code.
pub fn list(folder: Option<&Path>) -> Result<Vec<Listed>, Refused> {
    let book = RuleBook::load(&templates(folder)?)?;
    Ok(book
        .rules()
        .map(|rule| Listed {
            code: rule.code.to_string(),
            name: rule.name.clone(),
            statute: rule.statute.clone(),
            verified: format!("{:?}", rule.verified).to_lowercase(),
            as_of: rule.as_of.to_string(),
            uncertain: rule.uncertain.clone(),
        })
        .collect())
}

/// What to show.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// State or territory.
    pub jurisdiction: &'a str,
    /// Which letter.
    pub standing: Standing,
    /// Incident file; the sample where absent.
    pub incident: Option<&'a Path>,
    /// Words of the vocabulary; all where empty.
    pub elements: &'a [String],
}

/// The letter of an invented person as plain text, the address block first.
pub fn show(folder: Option<&Path>, wanted: &Wanted<'_>) -> Result<String, Refused> {
    let templates = templates(folder)?;
    let incident = match wanted.incident {
        Some(path) => Incident::parse(&path.display().to_string(), &source::text(path)?)?,
        None => sample_incident()?,
    };
    let book = RuleBook::load(&templates)?;
    let rule = Jurisdiction::parse(wanted.jurisdiction).and_then(|code| book.rule(code)).ok_or_else(|| {
        Refused::input("There is no rule for this jurisdiction.", "See noticepress templates list for the codes.")
    })?;
    let mut elements = Elements::NONE;
    for word in wanted.elements {
        elements.insert(DataElement::parse(word.trim()).ok_or_else(|| {
            Refused::input(
                "A word after --elements is not in the vocabulary of the incident file.",
                format!("Choose from: {}.", DataElement::ALL.iter().map(|e| e.word()).collect::<Vec<_>>().join(", ")),
            )
        })?);
    }
    if elements.is_empty() {
        elements = all_elements();
    }
    let variant = variants_of(rule.code, rule.letter_family, elements)
        .into_iter()
        .find(|v| v.standing == wanted.standing && v.family == rule.family(elements))
        .ok_or_else(|| Refused::input("There is no such letter.", "See noticepress templates list."))?;
    let catalog = Catalog::compile(&templates, &incident, &book)?;
    let draft = catalog.draft(&variant, &Facts { residents: 9, union: &[] })?;
    let mut values = SlotValues::default();
    values.set(Slot::Person, Private::new("Robin Q. Invented".to_owned()));
    values.set(Slot::Addressee, Private::new("Alex Invented".to_owned()));
    let mut text = String::new();
    for line in draft.lead_in(&values) {
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str("100 Invented Street\nAnytown ");
    text.push_str(rule.code.code());
    text.push_str(" 00000\n\n");
    text.push_str(&plain(&draft, &values));
    Ok(text)
}

/// The letter block by block, with a blank line between blocks and list labels beside their items.
fn plain(draft: &Draft, values: &SlotValues) -> String {
    let mut out = String::new();
    let mut label = false;
    for text in draft.texts(values) {
        if !out.is_empty() {
            out.push_str(if label { " " } else { "\n\n" });
        }
        label = is_label(&text);
        out.push_str(&text);
    }
    out
}

/// Whether a text is the bullet or number of a list item.
fn is_label(text: &str) -> bool {
    text == "•" || text.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

pub(super) fn all_elements() -> Elements {
    DataElement::ALL.iter().copied().collect()
}

pub(super) fn sample_incident() -> Result<Incident, Refused> {
    let bytes = embedded::sample("incident.toml").unwrap_or_default();
    let name = "sample-data/incident.toml";
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Refusal::of_file(name, "The file is not UTF-8 text.", "Save it as UTF-8."))?;
    Ok(Incident::parse(name, text)?)
}

/// Every letter of a jurisdiction, for these elements.
pub(super) fn variants_of(jurisdiction: Jurisdiction, family: Family, elements: Elements) -> Vec<Variant> {
    const LETTERS: [(Standing, Addressee); 7] = [
        (Standing::Adult, Addressee::Person),
        (Standing::Adult, Addressee::Either),
        (Standing::Minor, Addressee::ParentOrGuardian),
        (Standing::Minor, Addressee::NamedGuardian),
        (Standing::Deceased, Addressee::NextOfKin),
        (Standing::Deceased, Addressee::NamedNextOfKin),
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
    };
    families.into_iter().flat_map(|family| LETTERS.map(|l| letter(family, l))).collect()
}
