//! FHIR bulk files: `Patient.ndjson` as a list whose rows are lines of JSON, `RelatedPerson.ndjson` as a table of guardians.
//!
//! Every line of patients becomes a row of fixed columns ([`COLUMNS`]), so that whatever comes behind (survey, questions, checks,
//! corrections, exceptions) is what it is for any list. The record number of a patient is `Patient.id`, which is there in every bulk
//! file and which other resources refer to; the medical record number is told beside it and not used. Versions R4, R4B and R5 are
//! read, and of older ones whatever has the same names.

mod choice;
mod json;
mod patient;
mod related;
#[cfg(test)]
mod tests;

pub(super) use patient::{CODES, COLUMNS, read};
pub(super) use related::{HEADINGS, guardian_table};

use crate::finding::Problem;
use json::Text;
use serde::Deserialize;

/// The headings of the columns of a list of patients.
pub(super) fn headings() -> Vec<String> {
    COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).collect()
}

/// Lines from the front of a file that are looked at.
const LINES: usize = 50;

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow, rename = "resourceType")]
    resource_type: Text<'a>,
}

/// Returns whether a file begins as one of JSON does: `{"` or `[{`, after blanks. The headings of a list may begin with a bracket.
pub(super) fn begins_as_json(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").or_else(|| start.strip_prefix(b"\xFF\xFE")).unwrap_or(start);
    let start = start.strip_prefix(b"\xFE\xFF").unwrap_or(start);
    // In UTF-16 every second byte of such signs is a NUL.
    let mut signs = start.iter().filter(|b| !b.is_ascii_whitespace() && **b != 0);
    matches!(
        (signs.next(), signs.next()),
        (Some(b'{'), Some(b'"' | b'}') | None) | (Some(b'['), Some(b'{' | b']') | None)
    )
}

/// Refuses the front of a file of JSON whose lines are no patients, by what it is.
///
/// # Errors
/// JSON that is no FHIR, another resource, and JSON over several lines.
pub(super) fn refuse_others(name: &str, front: &str) -> Result<(), Problem> {
    // The lines of an array are its values, and not resources of their own.
    let most = if front.trim_start().starts_with('[') { 0 } else { LINES };
    let lines = front.lines().map(str::trim).filter(|line| !line.is_empty()).take(most);
    let mut other: Option<String> = None;
    for line in lines {
        let Ok(resource) = serde_json::from_str::<Resource<'_>>(line) else { continue };
        match resource.resource_type.get() {
            "Patient" => return Ok(()),
            kind => other = other.or_else(|| Some(kind.to_owned())),
        }
    }
    let is_in_lines = other.is_some();
    let kind = other.or_else(|| find_type(front)).unwrap_or_default();
    // A name of a resource is one word in letters; anything else is not repeated.
    let kind = if kind.len() <= 40 && kind.bytes().all(|b| b.is_ascii_alphabetic()) { kind.as_str() } else { "" };
    let (message, advice) = match kind {
        "" => (
            "This is JSON, and not a FHIR bulk file of patients.".to_owned(),
            "Export the patients as FHIR NDJSON (Patient.ndjson, one patient a line), or as CSV.",
        ),
        "RelatedPerson" if is_in_lines => (
            "This file holds RelatedPerson resources, which are parents, guardians and others, and no patients."
                .to_owned(),
            "Give it as the file of guardians, and the file Patient.ndjson of the same export as the list.",
        ),
        "Patient" | "RelatedPerson" => (
            format!("This is one JSON text over several lines ({kind}), and not one resource a line."),
            "Export it as FHIR NDJSON, one patient a line.",
        ),
        "Bundle" => (
            "This is a FHIR Bundle: one JSON text that holds all resources.".to_owned(),
            "Export it as FHIR NDJSON, one patient a line (a bulk export gives Patient.ndjson).",
        ),
        kind => (
            format!("This file holds FHIR resources of the type {kind}, and no patients."),
            "Use the file Patient.ndjson of the same export.",
        ),
    };
    Err(Problem::of_file(name, message, advice))
}

/// The first type of a resource that is named anywhere in a text.
fn find_type(text: &str) -> Option<String> {
    let key = "\"resourceType\"";
    let behind = text.get(text.find(key)? + key.len()..)?;
    let value = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split('"').next().map(str::to_owned)
}
