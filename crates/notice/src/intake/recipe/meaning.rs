//! Meanings that a recipe gives to the codes of a column.

use super::super::Field;
use crate::finding::Code;

/// Meaning of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) enum CodeMeaning {
    /// Nothing follows from it.
    Nothing,
    /// The person lives.
    Alive,
    /// The person is dead.
    Dead,
    /// Somebody must say whether the person lives.
    Unclear,
    /// The row is held under this code until a person decides.
    Held(Code),
    /// Its word in the language of lists: `es`, `TX`, `yes`.
    Word(Box<str>),
}

/// Words of records that get no letter before somebody has looked, and the code of each.
const HELD: [(&str, Code); 10] = [
    ("merged", Code::HoldMarked),
    ("duplicate", Code::HoldMarked),
    ("deleted", Code::HoldMarked),
    ("test", Code::HoldMarked),
    ("not-a-person", Code::HoldMarked),
    ("restricted", Code::HoldMarked),
    ("hold", Code::HoldMarked),
    ("custody", Code::CustodyMarked),
    ("safe-address", Code::SafeAddressMarked),
    ("do-not-contact", Code::DoNotContactMarked),
];

impl CodeMeaning {
    /// Reads a meaning of a column that feeds this field.
    ///
    /// # Errors
    /// The words that may stand there, for an advice.
    pub(super) fn parse(word: &str, field: Option<Field>) -> Result<Self, String> {
        if word == "nothing" {
            return Ok(Self::Nothing);
        }
        if let Some((_, code)) = HELD.iter().find(|(own, _)| *own == word) {
            return Ok(Self::Held(*code));
        }
        let is_yes_or_no = |field: Field| {
            field.is_mark() && field != Field::Deceased || matches!(field, Field::EmailConsent | Field::Element(_))
        };
        let as_word = || Ok(Self::Word(word.into()));
        let more = match field {
            Some(Field::Deceased) | None => match word {
                "alive" => return Ok(Self::Alive),
                "dead" => return Ok(Self::Dead),
                "unclear" => return Ok(Self::Unclear),
                _ => "alive, dead, unclear",
            },
            Some(Field::Language) => match word.len() {
                2 | 3 if word.bytes().all(|b| b.is_ascii_lowercase()) => return as_word(),
                _ => "a language of two or three small letters (en, es)",
            },
            Some(Field::State) => match word.len() {
                2 if word.bytes().all(|b| b.is_ascii_uppercase()) => return as_word(),
                _ => "a state of two capital letters (TX)",
            },
            Some(Field::Country) => match word {
                "" => "the English name of a country",
                _ => return as_word(),
            },
            Some(field) if is_yes_or_no(field) => match word {
                "yes" | "no" => return as_word(),
                _ => "yes, no",
            },
            _ => "no others, as the column feeds no field that has codes",
        };
        let held: Vec<&str> = HELD.iter().map(|(word, _)| *word).collect();
        Err(format!("nothing, {}; here too: {more}", held.join(", ")))
    }

    /// The word that is read in the place of the code.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Nothing | Self::Held(_) => "",
            Self::Alive => "alive",
            Self::Dead => "deceased",
            Self::Unclear => "unclear",
            Self::Word(word) => word,
        }
    }

    /// Returns whether it is about standing or a hold, so that another code of the column cannot be passed over.
    pub(super) fn decides(&self) -> bool {
        matches!(self, Self::Alive | Self::Dead | Self::Unclear | Self::Held(_))
    }
}
