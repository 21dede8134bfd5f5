use serde::{Deserialize, Serialize};

/// Kind of letter that a person gets, one of four. It follows from a named column and a date, never from a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// A living person who has reached letter age on the mailing date.
    Adult,
    /// A living person below letter age on the mailing date: the letter is to the parent or guardian.
    Minor,
    /// Known to be dead: the letter is to the next of kin or personal representative.
    Deceased,
    /// Somebody named acts for this living person.
    Represented,
}

impl Standing {
    /// All four, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Adult, Self::Minor, Self::Deceased, Self::Represented];

    /// The word in files and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Minor => "minor",
            Self::Deceased => "deceased",
            Self::Represented => "represented",
        }
    }
}

/// A language in which letters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// The language tag (BCP 47) without a region.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Spanish",
        }
    }
}

/// Kind of PDF that the press makes from the same pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// PDF/A-2b, for printing.
    #[default]
    Print,
    /// PDF/A-2a and PDF/UA-1: tagged, for reading on a screen and aloud.
    Accessible,
}

impl Edition {
    /// The word on the command line and in the vendor profile.
    pub fn word(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Accessible => "accessible",
        }
    }
}

/// Size of the type in which letters are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TypeSize {
    /// As everybody gets them.
    #[default]
    Regular,
    /// Large print, 18 points, for people who asked for it.
    Large,
}

impl TypeSize {
    /// The word in ticket and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Large => "large_print",
        }
    }
}
