//! Kinds of columns that no field takes, by the words of their headings.

use super::heading::{names_other, words};
use super::lexicon::COLUMNS;
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
    words.iter().any(|word| COLUMNS.flags.contains(word) && !(is_other && is_wish(word)))
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
