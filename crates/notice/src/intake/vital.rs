//! Death told by a value in any column: by words of the person, and not of somebody else or of a thing that ends.

use super::lexicon::{DEATH, tokens};

/// The words of a heading that its values are judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct VitalHeading {
    /// The column is about something else that ends or dies: a policy, a relative, a problem.
    pub(super) is_elsewhere: bool,
    /// The column is about some status, so that a letter alone can be a code.
    pub(super) is_status: bool,
    /// Numbers that a program defines as death under this heading.
    numbers: Option<&'static rustc_hash::FxHashSet<String>>,
}

impl VitalHeading {
    /// Judges a heading.
    pub(super) fn of(heading: &str) -> Self {
        let words = super::heading::words(heading);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        Self {
            is_elsewhere: words.iter().any(|word| DEATH.headings.contains(word))
                && !has(&["vital", "living", "patient", "pt"]),
            is_status: has(&["status", "vital", "living", "disposition", "stat", "state", "type", "reason"]),
            numbers: DEATH.numbers.get(words.concat().as_str()),
        }
    }
}

/// Returns whether a value says that the person of the row is dead.
pub(super) fn tells_death(cell: &str, heading: VitalHeading) -> bool {
    if heading.numbers.is_some_and(|numbers| numbers.contains(cell)) {
        return true;
    }
    if heading.is_elsewhere || cell.len() < 3 && !heading.is_status {
        return false;
    }
    let bare = cell.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || bare.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let words = tokens(cell);
    let whole = words.join(" ");
    if DEATH.whole.contains(&whole) {
        return whole != "exp" && whole != "dec" && whole != "late" && whole != "passed" && whole != "estate"
            || heading.is_status;
    }
    if heading.is_status && DEATH.codes.contains(&whole) {
        return true;
    }
    // `Expired 3/2/2019`, and nothing else.
    if matches!(words.first().map(String::as_str), Some("expired" | "dead" | "died")) {
        let rest = words.iter().skip(1);
        if rest.clone().all(|w| w == "on" || w == "in" || w.bytes().any(|b| b.is_ascii_digit()) || is_month(w)) {
            return true;
        }
    }
    let near_other = |at: usize| {
        let from = at.saturating_sub(5);
        words[from..at].iter().any(|word| DEATH.others.contains(word))
    };
    let by_word = words
        .iter()
        .enumerate()
        .any(|(at, word)| DEATH.words.contains(word) && !near_other(at) && !is_of_other(&words, at));
    by_word
        || DEATH.phrases.find_all(&words).iter().any(|found| !near_other(found.from) && !is_of_other(&words, found.to))
}

/// `deceased mother`, `death of wife`: the next word says whose death it is.
fn is_of_other(words: &[String], at: usize) -> bool {
    words.iter().skip(at + 1).take(2).any(|word| DEATH.others.contains(word) && word != "not" && word != "never")
}

fn is_month(word: &str) -> bool {
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .iter()
        .any(|m| word.starts_with(m))
}

#[cfg(test)]
mod tests {
    use super::{VitalHeading, tells_death};

    #[test]
    fn a_word_of_death_counts_of_the_person_alone() {
        let status = VitalHeading::of("Patient Status");
        for cell in [
            "Deceased",
            "DECEASED_PATIENT",
            "Inactive - Deceased",
            "Inactive: Dec'd",
            "D",
            "Expired",
            "dead",
            "Patient expired 3/2/2019",
        ] {
            assert!(tells_death(cell, status), "{cell}");
        }
        for cell in ["Active", "Inactive", "Decker", "A", "I", "Deceased guarantor", "Moved", "Discharged", "Patient"] {
            assert!(!tells_death(cell, status), "{cell}");
        }
        let notes = VitalHeading::of("Notes");
        for cell in ["pt passed away 2019", "Died 4/2021", "patient is deceased", "Obituary seen", "expired 01/02/2020"]
        {
            assert!(tells_death(cell, notes), "{cell}");
        }
        for cell in [
            "mother deceased",
            "father died in May",
            "policy expired",
            "insurance card expired 2024",
            "dead tooth #14",
            "deceased father's policy",
            "lost wife who died last year",
            "D",
            "not deceased",
            "battery died",
            "consent expired",
            "Dr. Decker",
            "late",
        ] {
            assert!(!tells_death(cell, notes), "{cell}");
        }
        assert!(!tells_death("Expired", VitalHeading::of("Policy Status")));
    }
}
