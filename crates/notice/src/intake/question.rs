//! Questions about a list: what was seen, how many people it concerns, the choices, and what holds until one is taken.

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Lines of a list that a question names.
const LINES: usize = 5;
/// Values that a question shows.
const SEEN: usize = 5;

/// Subject of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Values of a column that is not used say that people are dead.
    Death,
    /// A line between the rows, or a title, says that the people below it are dead.
    DeathSection,
    /// Lines between the rows of which nobody knows what they say of the people below them.
    ReportSection,
    /// A column is filled only where its value changes, and a value says that people are dead.
    DeathGroup,
    /// One day stands on many rows of the column of death dates.
    DeathDay,
    /// The column of death dates or of the dead is filled for most people.
    DeathMost,
    /// One first of January stands on many rows of the column of birth dates.
    BirthDay,
    /// Small children without a guardian among adults: years of two digits.
    BirthCentury,
    /// Children whose name is a placeholder.
    Newborn,
    /// Adults of whom the list names a guardian.
    AdultGuardian,
    /// Letters that were encoded twice.
    Letters,
    /// Notes that ask for a manner of contact.
    Notes,
    /// Notes of care to which minors consented alone.
    MinorConsent,
    /// Notes of records that 42 CFR Part 2 protects. Nobody is held for them.
    Part2,
    /// A column that looks like a part of the address and is not used.
    AddressPart,
    /// Rows that were hidden or filtered in the workbook.
    HiddenRows,
}

/// A way to answer a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Choice {
    /// The word of the answer.
    pub word: &'static str,
    /// Effect on the rows concerned.
    pub effect: &'static str,
}

/// A question about a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Question {
    /// The key by which it is answered. It changes with what was seen, so that an answer is void for a list that looks
    /// different.
    pub key: String,
    /// Its subject.
    pub kind: QuestionKind,
    /// The columns, from 1.
    pub columns: Vec<u16>,
    /// The values that decide, where they are codes, words or days and nobody's own.
    pub seen: Vec<String>,
    /// Rows concerned.
    pub people: u64,
    /// The first lines concerned.
    pub lines: Vec<u32>,
    /// The choices.
    pub choices: &'static [Choice],
    /// The choice that was taken; without one the rows concerned are held.
    pub answer: Option<&'static str>,
}

/// Rows that a question concerns, while they are counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Concerned {
    pub(super) people: u64,
    pub(super) lines: Vec<u32>,
    pub(super) seen: Vec<String>,
}

impl Concerned {
    /// Counts a row.
    pub(super) fn add(&mut self, line: u32) {
        self.people += 1;
        if self.lines.len() < LINES {
            self.lines.push(line);
        }
    }

    /// Shows a line beside which nothing is counted.
    pub(super) fn show_line(&mut self, line: u32) {
        if self.lines.len() < LINES && self.lines.last() != Some(&line) && line > 0 {
            self.lines.push(line);
        }
    }

    /// Keeps a value that is shown.
    pub(super) fn show(&mut self, value: &str) {
        let known = self.seen.iter().any(|seen| seen == value);
        if self.seen.len() < SEEN && !known {
            self.seen.push(value.to_owned());
        }
    }
}

const HOLD: Choice = Choice { word: "hold", effect: "These rows stay held." };

/// Choices of people below a line about death.
const DEATH_SECTION: &[Choice] = &[
    Choice {
        word: "dead",
        effect: "Letters for everyone below the line go to the next of kin or personal representative.",
    },
    Choice { word: "alive", effect: "The line means something else; the letters go to the people themselves." },
    HOLD,
];

/// Choices of people below a line that may bar them.
const REPORT_SECTION: &[Choice] = &[
    Choice {
        word: "headings",
        effect: "The lines are plain headings of the report; everyone below them gets the usual letter.",
    },
    HOLD,
];

/// Choices of rows below a cell about death.
const DEATH_GROUP: &[Choice] = &[
    Choice {
        word: "dead",
        effect: "Letters for the rows below go to the next of kin or personal representative, too.",
    },
    Choice {
        word: "alive",
        effect: "The value applies to its own row only; the letters below go to the people themselves.",
    },
    HOLD,
];

/// Choices of adults with a guardian.
const ADULT_GUARDIAN: &[Choice] = &[
    Choice { word: "guardian", effect: "The letters go to the guardian as the personal representative of the adult." },
    Choice { word: "self", effect: "The letters go to the adults themselves." },
    HOLD,
];

impl QuestionKind {
    /// The word of the kind, with which keys begin.
    pub fn word(self) -> &'static str {
        match self {
            Self::Death => "death",
            Self::DeathSection => "death-section",
            Self::ReportSection => "report-section",
            Self::DeathGroup => "death-group",
            Self::DeathDay => "death-day",
            Self::DeathMost => "death-most",
            Self::BirthDay => "birth-day",
            Self::BirthCentury => "birth-century",
            Self::Newborn => "newborn",
            Self::AdultGuardian => "adult-guardian",
            Self::Letters => "letters",
            Self::Notes => "notes",
            Self::MinorConsent => "minor-consent",
            Self::Part2 => "part2",
            Self::AddressPart => "address-part",
            Self::HiddenRows => "hidden-rows",
        }
    }

    /// The question in plain words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Death => "Values in this column say that people are deceased. Are they?",
            Self::DeathSection => {
                "A line above these rows, a title or the name of the list says that the people below it are deceased. Are they?"
            }
            Self::ReportSection => {
                "Lines between the rows, or a title, may say that the people below them get no ordinary letter (restricted, test, excluded). Are they plain headings?"
            }
            Self::DeathGroup => {
                "This column is filled in only where its value changes, and one value says deceased. Does it apply to the rows below, too?"
            }
            Self::DeathDay => "Many rows have this date of death, or programs enter it for a blank. Is it a blank?",
            Self::DeathMost => "This column says that most people on the list are deceased. Are they?",
            Self::BirthDay => "Many rows have the same January 1 as the date of birth. Is it their real date of birth?",
            Self::BirthCentury => {
                "Young children without a guardian are listed among adults, as if two-digit years had been read as 20xx. Are they children?"
            }
            Self::Newborn => "Children have a placeholder name (baby boy). How is the letter addressed?",
            Self::AdultGuardian => {
                "The list names a guardian for people who have long been adults. Does the guardian act for them today?"
            }
            Self::Letters => "Characters in names or addresses are damaged. Repair them?",
            Self::Notes => "Notes in columns that are not used say how to contact people. May letters be mailed?",
            Self::MinorConsent => {
                "Notes say that minors consented to their own care. May their letters go to the parent or guardian?"
            }
            Self::Part2 => {
                "Notes mention substance use disorder treatment (42 CFR Part 2). Were such records of these people exposed?"
            }
            Self::AddressPart => {
                "This column looks like part of the address but is not used. Does it belong on the envelope?"
            }
            Self::HiddenRows => {
                "Rows of this sheet are hidden or filtered in the workbook. Do these people get a letter?"
            }
        }
    }

    /// The choices; `hold` is always one of them.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Death => &[
                Choice { word: "dead", effect: "The letters go to the next of kin or personal representative." },
                Choice {
                    word: "alive",
                    effect: "The values mean something else; the letters go to the people themselves.",
                },
                HOLD,
            ],
            Self::DeathSection => DEATH_SECTION,
            Self::ReportSection => REPORT_SECTION,
            Self::DeathGroup => DEATH_GROUP,
            Self::DeathDay => &[
                Choice { word: "blank", effect: "The date is a blank; these people are living." },
                Choice { word: "dead", effect: "These people died on that date." },
                HOLD,
            ],
            Self::DeathMost => &[
                Choice { word: "dead", effect: "The column is about death, and these people are deceased." },
                Choice { word: "other", effect: "The column is about something else and is not used." },
                HOLD,
            ],
            Self::BirthDay => &[
                Choice { word: "known", effect: "The date is their date of birth." },
                Choice { word: "blank", effect: "The date is a blank; the date of birth is missing." },
                HOLD,
            ],
            Self::BirthCentury => &[
                Choice { word: "children", effect: "The birth years are right." },
                Choice { word: "adults", effect: "These people were born 100 years earlier." },
                HOLD,
            ],
            Self::Newborn => &[
                Choice {
                    word: "guardian",
                    effect: "The letter goes to the parent or guardian of Baby with the last name.",
                },
                HOLD,
            ],
            Self::AdultGuardian => ADULT_GUARDIAN,
            Self::Letters => &[
                Choice {
                    word: "repair",
                    effect: "The original characters are restored; this is done unless you choose otherwise.",
                },
                HOLD,
            ],
            Self::Notes => &[Choice { word: "send", effect: "The notes do not affect mailed letters." }, HOLD],
            Self::MinorConsent => &[
                Choice { word: "guardian", effect: "The letters go to the parent or guardian, as for other children." },
                HOLD,
            ],
            Self::Part2 => &[
                Choice {
                    word: "exposed",
                    effect: "The letters to these people list such records among what was exposed.",
                },
                Choice {
                    word: "other",
                    effect: "The letters list what the incident and the list say, as for everyone.",
                },
            ],
            Self::AddressPart => &[
                Choice { word: "add", effect: "The value goes on address line 2." },
                Choice { word: "ignore", effect: "The column is not part of the address." },
                HOLD,
            ],
            Self::HiddenRows => &[
                Choice { word: "mail", effect: "These rows are treated like all others." },
                Choice {
                    word: "leave-out",
                    effect: "These rows are excluded and counted; these people get no letter.",
                },
                HOLD,
            ],
        }
    }
}

impl Question {
    /// A question about a column (from 0), with the answer that was given.
    pub(super) fn new(
        kind: QuestionKind,
        columns: Vec<u16>,
        heading: &str,
        concerned: Concerned,
        answers: &[(String, String)],
    ) -> Self {
        let mut digest = Sha256::new();
        for part in [kind.word(), heading].into_iter().chain(concerned.seen.iter().map(String::as_str)) {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        if concerned.seen.is_empty() {
            digest.update(concerned.people.to_be_bytes());
        }
        let digest: [u8; 32] = digest.finalize().into();
        let place = columns.first().map_or(String::new(), |at| format!("-{}", at + 1));
        let key = format!("{}{place}-{:02x}{:02x}", kind.word(), digest[0], digest[1]);
        let choices = kind.choices();
        let said = answers.iter().find(|(own, _)| *own == key).map(|(_, word)| word);
        let answer = said.and_then(|word| choices.iter().find(|choice| choice.word == word)).map(|choice| choice.word);
        Self {
            key,
            kind,
            columns: columns.into_iter().map(|at| at + 1).collect(),
            seen: concerned.seen,
            people: concerned.people,
            lines: concerned.lines,
            choices,
            answer,
        }
    }

    /// Returns whether somebody is to answer it.
    pub fn is_open(&self) -> bool {
        self.answer.is_none_or(|word| word == "hold") && self.kind != QuestionKind::Letters
    }

    /// Returns whether rows are held until it is answered.
    pub fn holds(&self) -> bool {
        self.is_open() && self.kind != QuestionKind::Part2
    }
}

/// A day as a question shows it.
pub(super) fn shown_day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::{Concerned, Question, QuestionKind};

    fn seen(values: &[&str]) -> Concerned {
        let mut concerned = Concerned::default();
        for (line, value) in (2..).zip(values) {
            concerned.add(line);
            concerned.show(value);
        }
        concerned
    }

    #[test]
    fn an_answer_is_void_for_a_list_that_looks_different() {
        let first = Question::new(QuestionKind::Death, vec![3], "Status", seen(&["Deceased"]), &[]);
        assert!(first.is_open() && first.key.starts_with("death-4-"));
        let answers = [(first.key.clone(), "dead".to_owned())];
        let again = Question::new(QuestionKind::Death, vec![3], "Status", seen(&["Deceased"]), &answers);
        assert!(!again.is_open() && again.answer == Some("dead"));
        for other in [
            Question::new(QuestionKind::Death, vec![3], "Status", seen(&["Deceased", "Expired"]), &answers),
            Question::new(QuestionKind::Death, vec![3], "State", seen(&["Deceased"]), &answers),
        ] {
            assert!(other.is_open());
        }
    }

    #[test]
    fn every_question_has_choices_that_differ_and_one_that_holds() {
        use QuestionKind::*;
        let holding = [
            Death,
            DeathSection,
            DeathGroup,
            ReportSection,
            DeathDay,
            DeathMost,
            BirthDay,
            BirthCentury,
            Newborn,
            AdultGuardian,
            Letters,
            Notes,
            MinorConsent,
            AddressPart,
            HiddenRows,
        ];
        for kind in holding.into_iter().chain([Part2]) {
            let words: std::collections::BTreeSet<_> = kind.choices().iter().map(|choice| choice.word).collect();
            assert!(words.len() == kind.choices().len() && kind.text().ends_with('?'));
            assert_eq!(words.contains("hold"), holding.contains(&kind));
            assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.word());
        }
    }
}
