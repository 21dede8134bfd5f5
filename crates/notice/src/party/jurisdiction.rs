use serde::{Serialize, Serializer};
use std::fmt;

/// The law that a person lives under: two letters, as in a postal address. Which codes have a rule is data
/// (`templates/jurisdictions`), so that a new one needs no program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Jurisdiction([u8; 2]);

impl Jurisdiction {
    /// An address outside the United States, its territories and its military post.
    pub const FOREIGN: Self = Self(*b"ZZ");

    /// Reads a code such as `TX`; case does not matter.
    pub fn parse(code: &str) -> Option<Self> {
        let &[a, b] = code.as_bytes() else {
            return None;
        };
        (a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
            .then(|| Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
    }

    /// The two capital letters.
    pub fn code(&self) -> &str {
        // Only ASCII letters are ever let in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Military post: AA, AE or AP.
    pub fn is_military(self) -> bool {
        matches!(&self.0, b"AA" | b"AE" | b"AP")
    }

    /// Outside the reach of United States postage.
    pub fn is_foreign(self) -> bool {
        self == Self::FOREIGN
    }
}

impl fmt::Debug for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Jurisdiction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Jurisdiction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom("expected a two-letter state code such as \"TX\""))
    }
}
