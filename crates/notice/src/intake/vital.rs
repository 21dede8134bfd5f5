//! Death told by a value in any column: by words of the person, and not of somebody else or of a thing that ends.

use super::lexicon::{DEATH, clauses_of, tokens};
use super::nothing::is_nothing;

/// The words of a heading that its values are judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is found in the heading for itself")]
pub(super) struct VitalHeading {
    /// The column is about something else that ends or dies: a policy, a relative, a problem.
    pub(super) is_elsewhere: bool,
    /// The column is about somebody else who may die, or about what a person suffers from.
    of_others: bool,
    /// The column is about some status, so that a letter alone can be a code.
    pub(super) is_status: bool,
    /// The column holds marks or codes, so that a short word can be one.
    is_code: bool,
    /// The column is about life itself and not about some status.
    is_vital: bool,
    /// The column asks whether the person is alive, so that a no means death.
    asks_life: bool,
    /// The column names who settles the estate of the person, so that anything in it means death.
    names_executor: bool,
    /// Numbers that a program defines as death under this heading.
    numbers: Option<&'static rustc_hash::FxHashSet<String>>,
}

impl VitalHeading {
    /// The heading of a column that may stand in the block of somebody else.
    pub(super) fn beside(self, is_foreign: bool) -> Self {
        Self { is_elsewhere: self.is_elsewhere || is_foreign, ..self }
    }

    /// Returns true if values of the column can say that the person lives.
    pub(super) fn tells_life(self) -> bool {
        !self.is_elsewhere && (self.is_vital || self.asks_life)
    }

    /// Judges a heading.
    pub(super) fn of(heading: &str) -> Self {
        let words = super::heading::words(heading);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        Self {
            of_others: words.iter().any(|word| DEATH.headings_of_others.contains(word)),
            is_code: has(&[
                "flag",
                "flags",
                "code",
                "category",
                "group",
                "indicator",
                "tag",
                "tags",
                "alert",
                "alerts",
                "recall",
            ]),
            is_elsewhere: words.iter().any(|word| DEATH.headings.contains(word))
                && !has(&["vital", "living", "patient", "pt"]),
            is_status: has(&[
                "status",
                "vital",
                "living",
                "disposition",
                "stat",
                "state",
                "type",
                "reason",
                "title",
                "prefix",
                "salutation",
                "class",
                "mortality",
                "exit",
            ]),
            is_vital: has(&["vital", "living", "alive", "mortality"]),
            asks_life: has(&["alive", "living"])
                && !has(&[
                    "arrangement",
                    "arrangements",
                    "situation",
                    "will",
                    "with",
                    "status",
                    "address",
                    "c",
                    "stat",
                ]),
            names_executor: has(&["executor", "executrix", "estate"]) && !has(&["real", "street", "address"]),
            numbers: DEATH.numbers.get(words.concat().as_str()),
        }
    }
}

/// Sign of life or death that a value gives of the person of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VitalSign {
    /// Nothing, or that the person lives.
    None,
    /// Perhaps that the person is dead: a death is denied, doubted or asked about.
    Doubted,
    /// That the person is dead.
    Dead,
}

/// Judges what a value says of the life of the person of the row.
pub(super) fn judge(cell: &str, heading: VitalHeading) -> VitalSign {
    if !tells_death(cell, heading) {
        return VitalSign::None;
    }
    let words = tokens(cell);
    let is_doubted = words.len() > 1 && (cell.contains('?') || words.iter().any(|word| DEATH.doubts.contains(word)));
    if is_doubted && !heading.asks_life { VitalSign::Doubted } else { VitalSign::Dead }
}

/// Finds the word or phrase by which a note tells of a death, as the vocabulary has it.
pub(super) fn find_word(note: &str) -> Option<&'static str> {
    let words = tokens(note);
    let by_phrase = DEATH.phrases.find_all(&words).first().map(|found| found.shown);
    by_phrase.or_else(|| words.iter().find_map(|word| DEATH.words.get(word)).map(String::as_str))
}

/// Returns true if a value says in so many words that the person of the row lives. "Active" says it of a chart.
pub(super) fn says_alive(cell: &str, heading: VitalHeading) -> bool {
    if heading.is_elsewhere {
        return false;
    }
    let asked = heading.asks_life && matches!(super::flag::flag(cell), super::flag::Flag::Yes);
    asked || (cell.len() < 16 && DEATH.alive.contains(&tokens(cell).join(" ")))
}

/// Returns whether a value has words of the person's death, in doubt or not.
fn tells_death(cell: &str, heading: VitalHeading) -> bool {
    if heading.numbers.is_some_and(|numbers| numbers.contains(cell)) {
        return true;
    }
    if heading.is_elsewhere {
        // A payer or appointment of the name "Deceased" is a mark, and so is a mail address of that name; a mother's is not.
        let name = cell.split('@').next().unwrap_or_default();
        return !heading.of_others && DEATH.certain.contains(&tokens(name).join(" "));
    }
    if heading.names_executor && !is_nothing(cell) && !matches!(super::flag::flag(cell), super::flag::Flag::No) {
        return true;
    }
    if heading.asks_life && matches!(super::flag::flag(cell), super::flag::Flag::No) {
        return true;
    }
    if cell.len() < 3 && !heading.is_status {
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
            || heading.is_status
            || heading.is_code;
    }
    if (heading.is_status || (heading.is_code && whole.len() > 2)) && DEATH.codes.contains(&whole) {
        return true;
    }
    if heading.is_status && words.len() < 6 && has_status_word(&words) {
        return true;
    }
    // `Expired 3/2/2019`, and nothing else.
    let first = words.first().map_or("", String::as_str);
    if matches!(first, "expired" | "dead" | "died") || (matches!(first, "exp" | "passed" | "dod") && words.len() > 1) {
        let rest = words.iter().skip(1);
        if rest.clone().all(|w| w == "on" || w == "in" || w.bytes().any(|b| b.is_ascii_digit()) || is_month(w)) {
            return true;
        }
    }
    clauses_of(cell)
        .flat_map(|clause| clause.split(['(', ')', '[', ']']))
        .any(|clause| tells_of_person(&tokens(clause)))
}

/// `Inactive (Dec)`, `Discharged - Death`: a short word of death among the few of a status. `Dec 2020` is a month.
fn has_status_word(words: &[String]) -> bool {
    let is_number = |at: usize| words.get(at).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let is_other = words.iter().any(|word| DEATH.others.contains(word) || DEATH.denials.contains(word));
    let tells = |(at, word): (usize, &String)| {
        DEATH.status_words.contains(word) && !(word == "dec" && (is_number(at + 1) || (at > 0 && is_number(at - 1))))
    };
    !is_other && words.iter().enumerate().any(tells)
}

/// Returns whether the words of a clause tell of the death of the person of the row.
fn tells_of_person(words: &[String]) -> bool {
    let by_word = (0..words.len()).filter(|&at| DEATH.words.contains(&words[at])).map(|at| (at, at + 1));
    let by_phrase = DEATH.phrases.find_all(words).into_iter().map(|found| (found.from, found.to));
    by_word.chain(by_phrase).any(|(from, to)| !is_of_other_before(words, from) && !is_of_other_behind(words, to))
}

/// `mother deceased`, `policy expired`, `not deceased`: words before say whose end it is, or that it is none.
fn is_of_other_before(words: &[String], at: usize) -> bool {
    let near = &words[at.saturating_sub(5)..at];
    if words[at.saturating_sub(2)..at].iter().any(|word| DEATH.denials.contains(word)) {
        return true;
    }
    // `per daughter pt died`: whoever stands before the person of the row told it.
    let is_own = |own: &usize| DEATH.own.contains(&near[*own]) && (*own == 0 || near[*own - 1] != "of");
    let near = (0..near.len()).rfind(is_own).map_or(near, |own| &near[own + 1..]);
    let is_other = |(at, word): (usize, &String)| {
        let tells = |at: usize| near.get(at).is_some_and(|word| DEATH.told_by.contains(word));
        let told = tells(at + 1) || at.checked_sub(1).is_some_and(tells);
        DEATH.things.contains(word) || (DEATH.others.contains(word) && !told)
    };
    near.iter().enumerate().any(is_other)
}

/// `deceased mother`, `death of wife`: the next words say whose death it is, but not who told it.
fn is_of_other_behind(words: &[String], to: usize) -> bool {
    let behind: Vec<&String> = words.iter().skip(to).take(2).collect();
    let told = behind.first().is_some_and(|word| DEATH.told_by.contains(*word));
    !told && behind.into_iter().any(|word| DEATH.others.contains(word))
}

fn is_month(word: &str) -> bool {
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .iter()
        .any(|m| word.starts_with(m))
}

#[cfg(test)]
mod tests {
    use super::{VitalHeading, VitalSign, judge};

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
            assert_eq!(judge(cell, status), VitalSign::Dead, "{cell}");
        }
        for cell in ["Active", "Inactive", "Decker", "A", "I", "Deceased guarantor", "Moved", "Discharged", "Patient"] {
            assert_eq!(judge(cell, status), VitalSign::None, "{cell}");
        }
        let notes = VitalHeading::of("Notes");
        for cell in ["pt passed away 2019", "Died 4/2021", "patient is deceased", "Obituary seen", "expired 01/02/2020"]
        {
            assert_eq!(judge(cell, notes), VitalSign::Dead, "{cell}");
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
            assert_eq!(judge(cell, notes), VitalSign::None, "{cell}");
        }
        assert_eq!(judge("Expired", VitalHeading::of("Policy Status")), VitalSign::None);
    }

    #[test]
    fn whoever_told_of_a_death_is_not_the_dead() {
        let notes = VitalHeading::of("Notes");
        for cell in [
            "patient is deceased, wife has same ins",
            "Deceased - per daughter",
            "DECEASED (wife notified us)",
            "Patient died, husband called",
            "deceased; contact son",
            "per daughter, pt died in sleep",
            "per daughter pt died",
            "pt passed away, bill wife",
            "deceased. mother is guarantor",
            "no longer with us",
            "sympathy card sent 3/1",
            "Deceased insurance termed",
        ] {
            assert_eq!(judge(cell, notes), VitalSign::Dead, "{cell}");
        }
        for cell in ["Deceased? check", "erroneously marked deceased", "deceased (wrong chart)", "Deceased? NO"] {
            assert_eq!(judge(cell, notes), VitalSign::Doubted, "{cell}");
        }
        for cell in ["PCP deceased", "sib deceased", "boss died", "wife of pt died"] {
            assert_eq!(judge(cell, notes), VitalSign::None, "{cell}");
        }
        assert_eq!(judge("No", VitalHeading::of("Is Alive")), VitalSign::Dead);
        assert_eq!(judge("Yes", VitalHeading::of("Living")), VitalSign::None);
        assert_eq!(judge("Bob Ashe", VitalHeading::of("Executor")), VitalSign::Dead);
        assert_eq!(judge("Estate", VitalHeading::of("Title")), VitalSign::Dead);
    }
}
