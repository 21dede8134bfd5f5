use std::fmt;

/// A person's name as the list has it. Letters print it exactly so: no case is changed, nothing is guessed.
/// Its `Debug` shows nothing.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// Given name, or empty.
    pub first: String,
    /// Middle name or initial, or empty.
    pub middle: String,
    /// Family name, or empty where the list had one full name that could not be split.
    pub last: String,
    /// Jr., III and the like, or empty.
    pub suffix: String,
    /// The whole name as it is printed, in the order first, middle, last, suffix.
    pub full: String,
}

impl PersonName {
    /// A name from its parts; empty parts are left out of the printed form.
    pub fn from_parts(first: &str, middle: &str, last: &str, suffix: &str) -> Self {
        let mut full = String::with_capacity(first.len() + middle.len() + last.len() + suffix.len() + 3);
        for part in [first, middle, last, suffix] {
            if !part.is_empty() {
                if !full.is_empty() {
                    full.push(' ');
                }
                full.push_str(part);
            }
        }
        Self { first: first.into(), middle: middle.into(), last: last.into(), suffix: suffix.into(), full }
    }

    /// Returns whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<private>")
    }
}
