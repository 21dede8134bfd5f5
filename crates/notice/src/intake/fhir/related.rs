//! `RelatedPerson.ndjson` as a table of guardians: who may be addressed for which patient.

use super::choice::{
    Address, AddressParts, Concept, HumanName, Period, Relation, choose_address, choose_name, is_current,
};
use super::json::{Many, Text};
use super::patient::Reference;
use crate::finding::Problem;
use serde::Deserialize;
use std::fmt;

/// The headings of a table of guardians.
pub(in crate::intake) const HEADINGS: [&str; 10] = [
    "record_id",
    "guardian_first",
    "guardian_last",
    "relation",
    "address_1",
    "address_2",
    "city",
    "state",
    "zip",
    "country",
];

/// A table of guardians in the order of the file. `Debug` shows how many rows it has.
pub(in crate::intake) struct GuardianTable {
    /// Rows with the line of the file (from 1) and cells under [`HEADINGS`]. `record_id` is the `id` of the patient.
    pub(in crate::intake) rows: Vec<(u32, Vec<String>)>,
    /// People who were left out.
    pub(in crate::intake) left_out: SkippedPeople,
}

/// People of a file who are no guardians now, by the first reason that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::intake) struct SkippedPeople {
    /// Their record is not active any more.
    pub(in crate::intake) inactive: u32,
    /// The time of the relation is over, or has not begun.
    pub(in crate::intake) out_of_time: u32,
    /// Neither a parent nor a guardian: an emergency contact, an employer, a grandmother.
    pub(in crate::intake) other_relation: u32,
}

impl fmt::Debug for GuardianTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuardianTable({}, {:?})", self.rows.len(), self.left_out)
    }
}

#[derive(Deserialize)]
struct RelatedPerson<'a> {
    #[serde(borrow, rename = "resourceType")]
    resource_type: Text<'a>,
    #[serde(borrow, default)]
    active: Text<'a>,
    #[serde(borrow, default)]
    patient: Option<Reference<'a>>,
    #[serde(borrow, default)]
    relationship: Many<Concept<'a>>,
    #[serde(borrow, default)]
    name: Many<HumanName<'a>>,
    #[serde(borrow, default)]
    address: Many<Address<'a>>,
    #[serde(borrow, default)]
    period: Option<Period<'a>>,
}

/// Reads a file of related people. `day` is the mailing date, on which names, addresses and relations must count.
///
/// # Errors
/// Every line that is no `RelatedPerson`, names no patient or no name, and a file without any guardian.
pub(in crate::intake) fn guardian_table(
    file: &str,
    text: &str,
    day: chrono::NaiveDate,
) -> Result<GuardianTable, Vec<Problem>> {
    let day = day.to_string();
    let mut table = GuardianTable { rows: Vec::new(), left_out: SkippedPeople::default() };
    let mut wrong = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, json) in (1u32..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let mut refuse = |message: &str, advice: &str| wrong.push(Problem::of_file(file, message, advice).at(line, 0));
        let person = match serde_json::from_str::<RelatedPerson<'_>>(json) {
            Ok(person) if person.resource_type.get() == "RelatedPerson" => person,
            Ok(person) if person.resource_type.get() == "Patient" => {
                refuse("The line is a Patient, not a RelatedPerson.", "Import Patient.ndjson as the list.");
                continue;
            }
            _ => {
                refuse(
                    "The line is not a FHIR RelatedPerson.",
                    "Export the file again as NDJSON, or correct the line; each holds one RelatedPerson.",
                );
                continue;
            }
        };
        if person.active.get() == "false" {
            table.left_out.inactive += 1;
            continue;
        }
        if !is_current(person.period.as_ref(), &day) {
            table.left_out.out_of_time += 1;
            continue;
        }
        let relation = Relation::of(&person.relationship);
        if !relation.may_be_addressed() {
            table.left_out.other_relation += 1;
            continue;
        }
        let patient = person.patient.as_ref().map_or("", |patient| id_of(patient.reference.get()));
        if patient.is_empty() {
            refuse(
                "The related person names no patient.",
                "A guardian without a patient cannot be matched; add the reference.",
            );
            continue;
        }
        let Some(name) = choose_name(&person.name, &day) else {
            refuse("The related person has no current name.", "Add the name, or remove the line.");
            continue;
        };
        table.rows.push((line, cells(patient, name, &person, &day)));
    }
    let left_out = table.left_out;
    if wrong.is_empty() && table.rows.is_empty() {
        let message = format!(
            "The file names no parent and no guardian ({} not active, {} at another time, {} of another relation).",
            left_out.inactive, left_out.out_of_time, left_out.other_relation
        );
        wrong.push(Problem::of_file(
            file,
            message,
            "Export the related people of these patients again, or leave the file out.",
        ));
    }
    if wrong.is_empty() { Ok(table) } else { Err(wrong) }
}

/// The cells of a guardian under [`HEADINGS`].
fn cells(patient: &str, name: &HumanName<'_>, person: &RelatedPerson<'_>, day: &str) -> Vec<String> {
    let parts = name.parts();
    // A name in one text stands under the last name alone where it cannot be told apart.
    let (first, last) = match parts.full.rsplit_once(' ') {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None if !parts.full.is_empty() => (String::new(), parts.full.to_owned()),
        None => (parts.first.to_owned(), [&*parts.last, &*parts.suffix].join(" ").trim_end().to_owned()),
    };
    let relation = person.relationship.iter().flat_map(words_first).next().unwrap_or_default();
    let place = choose_address(&person.address, day).map(Address::parts).unwrap_or_default();
    let AddressParts { line_1, line_2, line_3, city, state, zip, country, full } = place;
    let line_1 = if full.is_empty() { line_1 } else { full };
    let line_2 = if line_3.is_empty() { line_2.to_owned() } else { format!("{line_2}, {line_3}") };
    let own = [relation, line_1, &line_2, city, state, zip, country];
    [patient.to_owned(), first, last].into_iter().chain(own.map(str::to_owned)).collect()
}

/// The words of a relation, what people read before what machines do.
fn words_first<'n>(concept: &'n Concept<'_>) -> impl Iterator<Item = &'n str> {
    let displays = concept.coding.iter().map(|coding| coding.display.get());
    let codes = concept.coding.iter().map(|coding| coding.code.get());
    [concept.text.get()].into_iter().chain(displays).chain(codes).filter(|word| !word.is_empty())
}

/// The id of a patient in a reference: `Patient/123`, an address on a server, with or without a version, or `urn:uuid:…`.
fn id_of(reference: &str) -> &str {
    let reference =
        reference.strip_prefix("urn:uuid:").or_else(|| reference.strip_prefix("urn:oid:")).unwrap_or(reference);
    let whole = reference.split("/_history/").next().unwrap_or_default();
    let (kind, id) = whole.rsplit_once('/').unwrap_or(("Patient", whole));
    if kind == "Patient" || kind.ends_with("/Patient") { id.split(['?', '#']).next().unwrap_or_default() } else { "" }
}
