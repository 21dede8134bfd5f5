//! Kinds of columns that no field takes, by the words of their headings.

use super::Field;
use super::heading::{names_other, words};
use super::lexicon::{COLUMNS, tokens};
use super::vital::VitalHeading;
use rustc_hash::FxHashSet;

fn has(heading: &[String], list: &FxHashSet<String>) -> bool {
    heading.iter().any(|word| list.contains(word))
}

/// Returns whether a heading sounds like a part of an address of the person.
pub(super) fn looks_like_address(heading: &str) -> bool {
    let words = words(heading);
    has(&words, &COLUMNS.address) && !names_other(&words) && !has(&words, &COLUMNS.no_address)
}

/// Returns whether a heading speaks of some status: alive or not, among others.
pub(super) fn is_status(heading: &str) -> bool {
    words(heading).iter().any(|w| matches!(w.as_str(), "status" | "vital" | "disposition" | "living"))
}

/// Returns whether a heading speaks of somebody's death.
pub(super) fn speaks_of_death(heading: &str) -> bool {
    let is = |w: &String| {
        matches!(
            w.as_str(),
            "deceased" | "death" | "dead" | "died" | "expired" | "dod" | "decd" | "decedent" | "demise"
        )
    };
    words(heading).iter().any(is)
}

/// Returns whether a heading sounds like a hold, custody, safety or death flag.
pub(super) fn looks_like_flag(heading: &str) -> bool {
    let words = words(heading);
    let all = words.concat();
    let opts_out = all.contains("optout") || all.contains("optedout");
    // `Do Not Call` and `Statement Hold` say nothing about a letter.
    let is_other = has(&words, &COLUMNS.channels);
    let is_wish = |sign: &str| matches!(sign, "hold" | "onhold" | "donot");
    COLUMNS.flags_whole.contains(&all)
        || words.iter().any(|word| COLUMNS.flags.contains(word) && !(is_other && is_wish(word)))
        || COLUMNS.flags_joined.iter().any(|sign| all.contains(sign.as_str()) && !(is_other && is_wish(sign)))
        || (opts_out && !is_other)
}

/// Returns true if a heading asks whether mail may be sent: `Mail OK`, `OK to Mail`.
pub(super) fn permits_mail(heading: &str) -> bool {
    let words = words(heading);
    !has(&words, &COLUMNS.channels) && COLUMNS.permissions.is_in(&words)
}

/// Returns true if a heading names a relative, who may die.
pub(super) fn names_relative(heading: &str) -> bool {
    has(&words(heading), &COLUMNS.relatives)
}

/// Returns true if a column holds the ages of the people.
pub(super) fn is_age(heading: &str) -> bool {
    COLUMNS.ages.contains(&words(heading).concat())
}

/// Years of age from which on a guardian is no longer left over from childhood: under a plain heading, and under one that speaks of the
/// law.
const GROWN_UP: (u32, u32) = (26, 21);

/// Returns whether a field names a guardian.
pub(super) fn is_guardian(field: Field) -> bool {
    matches!(field, Field::GuardianName | Field::GuardianFirst | Field::GuardianLast)
}

/// Years of age from which on a guardian of an adult is asked about, where the list has a column of guardians that is not one of parents.
/// `headings` are those of the columns of guardians.
pub(super) fn adult_guardian_age<'h>(headings: impl Iterator<Item = &'h str>) -> Option<u32> {
    let headings: Vec<Vec<String>> = headings.map(words).collect();
    if headings.is_empty() || headings.iter().any(|heading| has(heading, &COLUMNS.parents)) {
        return None;
    }
    let is_legal = headings.iter().any(|heading| has(heading, &COLUMNS.legal));
    Some(if is_legal { GROWN_UP.1 } else { GROWN_UP.0 })
}

/// Returns true if a column says whether the person is a minor.
pub(super) fn is_minor_flag(heading: &str) -> bool {
    COLUMNS.minors.contains(&words(heading).concat())
}

/// Returns true if a heading is one of birth dates.
pub(super) fn is_birth(heading: &str) -> bool {
    matches!(super::heading::field_of(heading), Some((Field::DateOfBirth, _)))
}

/// Returns true if a column may tell the state of the record of the person.
pub(super) fn is_record_state(heading: &str) -> bool {
    let words = words(heading);
    has(&words, &COLUMNS.records) && !names_other(&words) && !VitalHeading::of(heading).is_elsewhere
}

/// Returns true if a cell of such a column says that the record is nobody's of its own.
pub(super) fn is_gone(cell: &str) -> bool {
    if cell.is_empty() || cell.len() > 60 {
        return false;
    }
    let words = tokens(cell);
    COLUMNS.records_gone_whole.contains(&words.join(" "))
        || (words.len() <= 4 && words.iter().any(|word| COLUMNS.records_gone.contains(word)))
}
