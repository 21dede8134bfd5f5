//! Fields that headings name, in the words that real lists use.

use super::Field;
use crate::party::DataElement;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The list of synonyms; data, not program.
static SYNONYMS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
    include_str!("words/headings.txt")
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(word, synonyms)| Some((Field::parse(word)?, synonyms)))
        .flat_map(|(field, synonyms)| synonyms.split_whitespace().map(move |synonym| (synonym, field)))
        .collect()
});

/// Words before a heading that say whose column it is and mean the affected person.
const OWNERS: &[&str] = &[
    "patient",
    "pat",
    "pt",
    "member",
    "mbr",
    "client",
    "individual",
    "indiv",
    "person",
    "affected",
    "impacted",
    "recipient",
    "consumer",
    "current",
    "mailing",
    "mail",
    "home",
    "primary",
    "legal",
    "permanent",
    "residential",
    "residence",
    "physical",
    "correspondence",
    "demographic",
    "demographics",
    "is",
    "has",
    "child",
    "childs",
    "patients",
    "members",
    "minor",
    "resident",
    "victim",
    "subject",
    "mem",
    "str",
    "txt",
    "vch",
];

/// Words that say that the column is about somebody else: no letter goes there.
const OTHERS: &[&str] = &[
    "guarantor",
    "guar",
    "responsible",
    "resp",
    "subscriber",
    "policyholder",
    "insured",
    "provider",
    "physician",
    "doctor",
    "dr",
    "employer",
    "emergency",
    "facility",
    "practice",
    "hospital",
    "payer",
    "payor",
    "attorney",
    "billing",
    "bill",
    "spouse",
    "clinic",
    "referring",
    "pharmacy",
    "school",
    "rp",
    "empr",
    "emp",
    "ins",
    "previous",
    "prior",
    "former",
    "old",
];

/// Words after a heading that make it a yes-or-no question about exposure.
const EXPOSED: &[&str] =
    &["exposed", "impacted", "involved", "compromised", "affected", "accessed", "breached", "disclosed"];

/// Words after a heading that make it a yes-or-no question.
const YES_NO: &[&str] = &["flag", "indicator", "ind", "yn", "y", "n", "yes", "no", "present", "found", "or"];

/// Rank of a heading by the address or name it means, to choose where several columns feed one field. Lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Mailing,
    Plain,
    Other,
}

/// The small-letter words of a heading: `PT_LName2` is `pt`, `l`, `name`, `2`.
pub(super) fn words(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in heading.chars() {
        // An apostrophe joins: driver's is drivers.
        if matches!(c, '\'' | '’') {
            continue;
        }
        if c.is_alphanumeric() {
            let new = !before.is_alphanumeric()
                || (c.is_uppercase() && before.is_lowercase())
                || (c.is_numeric() != before.is_numeric());
            if new {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase().map(plain_letter));
            }
        }
        before = c;
    }
    words
}

/// Spanish headings with and without accents are the same.
fn plain_letter(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ñ' => 'n',
        c => c,
    }
}

/// The field that a heading names, and how well.
pub(super) fn field_of(heading: &str) -> Option<(Field, Rank)> {
    let mut words = words(heading);
    // `(mm/dd/yyyy)` says how a date is written.
    words.retain(|w| !matches!(w.as_str(), "mm" | "dd" | "yyyy" | "yy" | "mmddyyyy" | "yyyymmdd" | "ddmmyyyy"));
    let rank = if words.iter().any(|w| matches!(w.as_str(), "mailing" | "mail" | "correspondence")) {
        Rank::Mailing
    } else if words
        .iter()
        .any(|w| matches!(w.as_str(), "home" | "residential" | "residence" | "physical" | "permanent"))
    {
        Rank::Other
    } else {
        Rank::Plain
    };
    let foreign = words.iter().any(|w| OTHERS.contains(&w.as_str()));
    let exact = look_up(&words);
    // "Billing information" is an element; the billing address is somebody else's.
    // and a power of attorney is no attorney.
    if let Some(field) = exact.filter(|f| !foreign || matches!(f, Field::Element(_) | Field::Representative)) {
        return Some((field, rank));
    }
    if foreign {
        return None;
    }
    let mut rest = words.as_slice();
    let mut exposed = false;
    let mut yes_no = false;
    while let [before @ .., tail] = rest {
        if EXPOSED.contains(&tail.as_str()) {
            exposed = true;
        } else if YES_NO.contains(&tail.as_str()) {
            yes_no = true;
        } else {
            break;
        }
        rest = before;
    }
    loop {
        if let Some(field) = look_up(rest) {
            return as_question(field, exposed, yes_no).map(|field| (field, rank));
        }
        match rest {
            [owner, after @ ..] if !after.is_empty() && OWNERS.contains(&owner.as_str()) => rest = after,
            // `patientdob`, written together.
            [only] => return without_owner(only).map(|field| (field, rank)),
            _ => return None,
        }
    }
}

/// The field of a heading in one word that begins with whose it is.
fn without_owner(heading: &str) -> Option<Field> {
    let owners = ["patient", "member", "client", "recipient", "pat", "pt"];
    owners.iter().find_map(|owner| SYNONYMS.get(heading.strip_prefix(owner)?).copied())
}

/// Whose column a heading is, where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The affected person.
    Person,
    /// Somebody else: a guarantor, a subscriber, a provider.
    Other,
}

/// Returns true if the words of a heading name somebody else than the person.
pub(super) fn names_other(words: &[String]) -> bool {
    words.iter().any(|word| OTHERS.contains(&word.as_str()))
}

/// The owner that a heading names.
pub(super) fn owner_of(heading: &str) -> Option<Owner> {
    let words = words(heading);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(OTHERS) {
        Some(Owner::Other)
    } else {
        has(&["patient", "pat", "pt", "member", "mbr", "client", "individual", "recipient"]).then_some(Owner::Person)
    }
}

/// The owners of headings: each that names none has the owner of the heading before it.
pub(super) fn blocks(headings: &[String]) -> Vec<Owner> {
    let mut owner = Owner::Person;
    headings
        .iter()
        .map(|heading| {
            owner = owner_of(heading).unwrap_or(owner);
            owner
        })
        .collect()
}

/// Parts of a street or unit that lists keep in columns of their own, in the order of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinePart {
    /// A house number, or the kind of a unit (`Apt`).
    First,
    /// A direction before the name of a street.
    Before,
    /// The name of a street, or the number of a unit.
    Name,
    /// The kind of a street (`Ave`).
    Kind,
    /// A direction behind it.
    Behind,
}

/// The line and part that a heading names beside the columns of whole lines.
pub(super) fn line_part(heading: &str) -> Option<(Field, LinePart)> {
    let mut words = words(heading);
    while words.len() > 1 && OWNERS.contains(&words[0].as_str()) {
        words.remove(0);
    }
    let part = match words.concat().as_str() {
        "housenumber" | "houseno" | "housenum" | "housenbr" | "streetnumber" | "streetno" | "streetnum"
        | "streetnbr" | "stnumber" | "stno" | "stnum" | "addressnumber" | "addressno" | "addrnumber" | "addrno" => {
            (Field::Address1, LinePart::First)
        }
        "predir" | "predirection" | "predirectional" | "streetpredirection" | "streetpredir" | "streetdirection"
        | "streetdir" | "stdir" | "streetprefix" => (Field::Address1, LinePart::Before),
        "streettype" | "sttype" | "streetsuffix" | "stsuffix" | "roadtype" => (Field::Address1, LinePart::Kind),
        "postdir" | "postdirection" | "postdirectional" | "streetpostdirection" | "streetpostdir" => {
            (Field::Address1, LinePart::Behind)
        }
        "unittype" | "unitdesignator" | "apttype" | "secondarytype" | "unitkind" => (Field::Address2, LinePart::First),
        _ => return None,
    };
    Some(part)
}

fn look_up(words: &[String]) -> Option<Field> {
    SYNONYMS.get(words.concat().as_str()).copied()
}

/// The meaning of a heading once it asks a yes-or-no question.
fn as_question(field: Field, exposed: bool, yes_no: bool) -> Option<Field> {
    if !exposed && !yes_no {
        return Some(field);
    }
    let element = match field {
        Field::Ssn => DataElement::Ssn,
        Field::Element(element) => element,
        _ if !exposed => return (field.is_mark() || field == Field::EmailConsent).then_some(field),
        Field::DateOfBirth => DataElement::DateOfBirth,
        Field::FullName | Field::FirstName | Field::LastName => DataElement::Name,
        Field::Address1 => DataElement::Address,
        Field::Phone | Field::Email => DataElement::PhoneEmail,
        Field::RecordId => DataElement::MedicalRecord,
        _ => return None,
    };
    Some(Field::Element(element))
}

#[cfg(test)]
mod tests {
    use super::super::heading_kind::looks_like_flag;
    use super::{SYNONYMS, field_of};

    #[test]
    fn real_headings_are_known() {
        for (heading, word) in [
            ("Patient First Name", "first_name"),
            ("PT_LNAME", "last_name"),
            ("DOB", "date_of_birth"),
            ("Date of Birth", "date_of_birth"),
            ("BirthDate", "date_of_birth"),
            ("Mailing Address 1", "address_1"),
            ("Street", "address_1"),
            ("Addr2", "address_2"),
            ("Apt", "address_2"),
            ("City/State/ZIP", "city_state_zip"),
            ("Zip Code", "zip"),
            ("Postal Code", "zip"),
            ("Deceased", "deceased"),
            ("DOD", "date_of_death"),
            ("Death Date", "date_of_death"),
            ("Parent/Guardian Name", "guardian_name"),
            ("Next of Kin", "next_of_kin"),
            ("Personal Representative", "representative"),
            ("POA", "representative"),
            ("Power of Attorney", "representative"),
            ("Patient's First Name", "first_name"),
            ("Child's DOB", "date_of_birth"),
            ("Date of Birth (mm/dd/yyyy)", "date_of_birth"),
            ("Street Address Line 1", "address_1"),
            ("Preferred Language", "language"),
            ("MRN", "record_id"),
            ("Person ID", "record_id"),
            ("Patient ID", "record_id"),
            ("SSN", "ssn"),
            ("SSN Exposed", "element.ssn"),
            ("ssn_exposed", "element.ssn"),
            ("Passport (Y/N)", "element.passport"),
            ("X-rays/Images", "element.images"),
            ("Driver's License", "element.drivers_license"),
            ("Insurance", "element.health_insurance"),
            ("Diagnosis", "element.diagnosis"),
            ("Custody", "custody"),
            ("Custody Flag", "custody"),
            ("Safe Address", "safe_address"),
            ("Do Not Contact", "do_not_contact"),
            ("Hold", "hold"),
            ("Confidential Address 1", "confidential_address_1"),
            ("Email Consent", "email_consent"),
            ("Nombre", "full_name"),
            ("Member Last Name", "last_name"),
            ("Home Address", "address_1"),
            ("DOB Exposed", "element.date_of_birth"),
            ("record_id", "record_id"),
            ("Full Name", "full_name"),
            ("patient_name", "full_name"),
            ("Billing Information", "element.claims"),
        ] {
            assert_eq!(field_of(heading).map(|(f, _)| f.to_string()).as_deref(), Some(word), "{heading}");
        }
    }

    #[test]
    fn a_guarantor_is_never_a_guardian() {
        for heading in [
            "Guarantor",
            "Guarantor Name",
            "Responsible Party",
            "Resp Party Name",
            "Guarantor Address 1",
            "Subscriber Last Name",
            "Billing Address",
            "Provider Name",
            "Notes",
            "Gender",
            "",
        ] {
            assert_eq!(field_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn flags_are_smelled() {
        for heading in ["Legal Hold", "CourtOrder", "protected_person", "Pt Deceased?", "on_hold"] {
            assert!(looks_like_flag(heading), "{heading}");
        }
        for heading in ["Household", "Cardholder", "Threshold", "Notes", "Courtney", "Safeway", "DO-NOT-CALL"] {
            assert!(!looks_like_flag(heading), "{heading}");
        }
    }

    #[test]
    fn every_line_of_the_synonyms_is_read() {
        let listed: std::collections::BTreeSet<_> = include_str!("words/headings.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(|l| l.split_once(": ").expect("field: synonyms").1.split_whitespace())
            .collect();
        assert_eq!(SYNONYMS.len(), listed.len());
    }
}
