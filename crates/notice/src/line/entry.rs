//! Entries kept of every row between the sweeps: keys and decisions, never a name.

use crate::finding::{Code, CodeSet, Severity};
use crate::intake::Extent;
use crate::party::{Elements, Jurisdiction, Standing, Zip};
use serde::Serialize;

/// Outcome of a row. Every row has exactly one, which is what makes the row equation close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// A letter is mailed.
    Letter,
    /// No letter until a person decides.
    Held,
    /// The same person as an earlier row.
    Merged,
    /// Taken out by a recorded decision.
    Excluded,
}

impl Disposition {
    /// The word in files and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Held => "held",
            Self::Merged => "merged",
            Self::Excluded => "excluded",
        }
    }
}

/// No variant, no code, no primary row.
pub const NONE: u32 = u32::MAX;

/// One row, in at most 80 bytes, so that a million of them fit in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Everything found about the row.
    pub codes: CodeSet,
    /// Place of its bytes in the list.
    pub extent: Extent,
    /// Digest of its bytes, checked whenever they are read again.
    pub seal: u64,
    /// Elements of the person, united over merged rows.
    pub elements: Elements,
    /// The row that this one was joined with, or [`NONE`].
    pub primary: u32,
    /// The next of the rows that were joined with a child's row, or [`NONE`]: their numbers have parents, too.
    pub joined: u32,
    /// Index into the variant names, or [`NONE`].
    pub variant: u32,
    /// Index into the pool of enrolment codes, or [`NONE`].
    pub code: u32,
    /// Accepted ZIP.
    pub zip: Option<Zip>,
    /// Index of its list, from 0.
    pub file: u16,
    /// Pages of the letter, without a blank back.
    pub pages: u16,
    /// Law of residence, where known.
    pub jurisdiction: Option<Jurisdiction>,
    /// Standing, where known.
    pub standing: Option<Standing>,
    /// Outcome of the row.
    pub disposition: Disposition,
    /// Comparison of the guardian's family name with the child's.
    pub guardian: FamilyNameMatch,
}

/// Comparison of a guardian's family name with the child's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FamilyNameMatch {
    /// No guardian, or a name that is not known.
    #[default]
    Unknown,
    /// One name in common.
    Same,
    /// None.
    Other,
}

const _: () = assert!(size_of::<Entry>() <= 80);

impl Entry {
    /// Adds a finding; a hold takes the letter away.
    pub fn find(&mut self, code: Code) {
        self.codes.insert(code);
        self.settle();
    }

    /// Adds findings; a hold takes the letter away.
    pub fn find_all(&mut self, codes: CodeSet) {
        self.codes.extend(codes);
        self.settle();
    }

    fn settle(&mut self) {
        if self.disposition == Disposition::Letter && self.codes.worst() >= Some(Severity::Hold) {
            self.disposition = Disposition::Held;
        }
    }

    /// A held row gets its letter back where nothing holds it any more.
    pub fn resettle(&mut self) {
        if self.disposition == Disposition::Held && self.codes.worst() < Some(Severity::Hold) {
            self.disposition = Disposition::Letter;
        }
    }

    /// Takes the row apart from the one that it was joined with.
    pub fn stand_alone(&mut self) {
        self.codes.remove([Code::Merged].into_iter().collect());
        self.primary = NONE;
        self.disposition = Disposition::Letter;
        self.settle();
    }

    /// Joins the row with an earlier one.
    pub fn merge_into(&mut self, primary: u32) {
        self.codes.insert(Code::Merged);
        self.primary = primary;
        self.disposition = Disposition::Merged;
    }
}
