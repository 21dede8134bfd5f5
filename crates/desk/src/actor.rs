//! Names under which actions stand in the audit.

use crate::error::CommandError;
use notice::finding::{FaceProblem, NamedAs, is_unprintable};

/// The most characters of a name.
const LONGEST: usize = 80;

/// The name of whoever acts, as they name themselves: one line, which the audit can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor<'a>(&'a str);

impl<'a> Actor<'a> {
    /// Nobody: what the program does of itself, or where nobody was asked.
    pub const NOBODY: Self = Self("");

    /// The name of somebody who acts.
    ///
    /// # Errors
    /// No name, a name of several lines, and one that is too long.
    pub fn parse(name: &'a str) -> Result<Self, CommandError> {
        Self::parse_as(NamedAs::Actor, name)
    }

    /// A name of somebody who does something else than to act.
    ///
    /// # Errors
    /// As [`Actor::parse`].
    pub fn parse_as(named_as: NamedAs, name: &'a str) -> Result<Self, CommandError> {
        let name = name.trim();
        if name.is_empty() || name.chars().any(char::is_control) || name.chars().count() > LONGEST {
            return Err(CommandError::input(
                if named_as == NamedAs::Actor {
                    "Your name has characters that cannot be used."
                } else {
                    "The name has characters that cannot be used."
                },
                FaceProblem::NameNotPlain { named_as, longest: LONGEST },
            ));
        }
        Ok(Self(name))
    }

    /// The name of somebody who acts where nobody need name themselves.
    ///
    /// # Errors
    /// As [`Actor::parse`], but that there may be no name.
    pub fn parse_optional(name: &'a str) -> Result<Self, CommandError> {
        if name.trim().is_empty() { Ok(Self::NOBODY) } else { Self::parse(name) }
    }

    /// A name that stands in the case already, under an action that this one goes on with.
    pub(crate) const fn recorded(name: &'a str) -> Self {
        Self(name)
    }

    /// The name; empty for nobody.
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// True where nobody named themselves.
    pub const fn is_nobody(self) -> bool {
        self.0.is_empty()
    }
}

/// The most characters of a reason, a remark, and whatever else somebody says in words of their own.
const LONGEST_WORDS: usize = 1_000;

/// Words of somebody's own, such as a reason, on one line; `noun` is what they are.
///
/// # Errors
/// Words of several lines or with characters that cannot be printed, and more of them than anybody reads.
pub fn plain_words<'a>(noun: &str, words: &'a str) -> Result<&'a str, CommandError> {
    let words = words.trim();
    if words.chars().any(is_unprintable) {
        let message = format!("The {noun} has a line break, or a control, private-use, or invisible character.");
        return Err(CommandError::input(message, "Enter it on one line; if you pasted it, type it instead."));
    }
    if words.chars().count() > LONGEST_WORDS {
        let message = format!("The {noun} is longer than {LONGEST_WORDS} characters.");
        return Err(CommandError::input(message, "Shorten it to a few sentences."));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::{Actor, plain_words};

    #[test]
    fn words_are_one_line_of_bounded_length() {
        assert_eq!(plain_words("reason", " the post said so ").expect("a reason"), "the post said so");
        for (words, told) in [("a\nb", "line break"), ("a\u{1b}[2J", "control"), ("a\u{202e}b", "invisible")] {
            let why = plain_words("reason", words).expect_err(words).to_string();
            assert!(why.contains("The reason") && why.contains(told) && !why.contains("[2J"), "{why}");
        }
        let why = plain_words("remark", &"é".repeat(1_001)).expect_err("long").to_string();
        assert!(why.contains("longer than 1000 characters"), "{why}");
        assert!(plain_words("remark", &"é".repeat(1_000)).is_ok());
    }

    #[test]
    fn a_name_is_one_line_of_at_most_eighty_characters() {
        let longest = "é".repeat(80);
        for (name, is_one) in [("A. Clerk", true), (" A. Clerk ", true), (longest.as_str(), true)].into_iter().chain([
            ("", false),
            ("  ", false),
            ("A.\nClerk", false),
            ("A.\u{1b}[2J", false),
        ]) {
            assert_eq!(Actor::parse(name).is_ok(), is_one, "{name:?}");
        }
        assert!(Actor::parse(&format!("{longest}x")).is_err());
        assert_eq!(Actor::parse(" A. Clerk ").expect("a name").as_str(), "A. Clerk");
        assert!(Actor::parse_optional(" ").expect("nobody").is_nobody());
        assert!(Actor::parse_optional("A.\nClerk").is_err());
    }
}
