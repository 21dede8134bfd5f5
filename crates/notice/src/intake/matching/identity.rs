//! One person's true values, in the form in which they are compared.

use crate::finding::{Code, Private};
use crate::intake::keys::{fold_address, fold_name, folded};
use crate::party::{Death, Person};
use chrono::NaiveDate;

/// The values on which rows are compared.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) last: String,
    pub(super) suffix: String,
    pub(super) birth: Option<NaiveDate>,
    pub(super) address: Option<String>,
    pub(super) ssn: Option<String>,
    pub(super) record: Option<String>,
    /// True if the row has to be held for its own sake.
    pub(super) held: bool,
    status: Status,
}

/// The values that must agree before rows of one person are joined.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Status {
    death: u8,
    marks: u16,
    /// Representative, guardian, next of kin; empty where the row names none.
    acting: [String; 3],
}

/// The comparison of two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// Given name.
    FirstName,
    /// Middle name.
    MiddleName,
    /// Family name.
    LastName,
    /// Jr., Sr., III.
    Suffix,
    /// Birth date.
    BirthDate,
    /// Address.
    Address,
    /// Social Security number, or its end.
    Ssn,
    /// The practice's own number.
    RecordId,
    /// Death, marks, and whoever acts for the person.
    Status,
}

impl Trait {
    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::FirstName => "first name",
            Self::MiddleName => "middle name",
            Self::LastName => "last name",
            Self::Suffix => "suffix",
            Self::BirthDate => "birth date",
            Self::Address => "address",
            Self::Ssn => "Social Security number",
            Self::RecordId => "record number",
            Self::Status => "marks, death, or who acts",
        }
    }
}

impl Identity {
    /// The values that are known of both: the same ones, and those that differ.
    pub(super) fn beside(&self, other: &Self) -> (Vec<Trait>, Vec<Trait>) {
        let text = |a: &str, b: &str| (!a.is_empty() && !b.is_empty()).then(|| a == b);
        let maybe = |a: &Option<String>, b: &Option<String>| Some(a.as_ref()? == b.as_ref()?);
        let known = [
            (Trait::FirstName, text(&self.first, &other.first)),
            (Trait::MiddleName, text(&self.middle, &other.middle)),
            (Trait::LastName, text(&self.last, &other.last)),
            (Trait::Suffix, text(&self.suffix, &other.suffix)),
            (Trait::BirthDate, self.birth.and_then(|birth| Some(birth == other.birth?))),
            (Trait::Address, maybe(&self.address, &other.address)),
            (Trait::Ssn, maybe(&self.ssn, &other.ssn)),
            (Trait::RecordId, maybe(&self.record, &other.record)),
            (Trait::Status, Some(!self.other_status(other))),
        ];
        let of = |same| known.iter().filter(move |(_, is)| *is == Some(same)).map(|(what, _)| *what).collect();
        (of(true), of(false))
    }

    pub(super) fn of(person: &Person) -> Self {
        let fold = |text: &str| {
            let mut out = String::new();
            fold_name(text, &mut out);
            out
        };
        let name = person.name.as_ref().map(Private::disclose);
        let (first, last) = name.map(folded).unwrap_or_default();
        let marks = [
            Code::HoldMarked,
            // What somebody decided about one row is not lost by joining it with another.
            Code::HoldDecided,
            Code::ExcludedDecided,
            Code::HiddenLeftOut,
            Code::CustodyMarked,
            Code::SafeAddressMarked,
            Code::DoNotContactMarked,
            Code::ColumnLooksLikeFlag,
            Code::WarningNoted,
            Code::ConfidentialAddressUsed,
            Code::ConfidentialAddressIncomplete,
            Code::RepresentativeUnclear,
        ];
        Self {
            first,
            last,
            middle: name.map(|n| fold(&n.middle)).unwrap_or_default(),
            suffix: name.map(|n| fold(&n.suffix)).unwrap_or_default(),
            birth: person.birth.as_ref().map(|b| *b.disclose()),
            address: person.address.as_ref().map(|a| {
                let mut out = String::new();
                fold_address(a.disclose(), &mut out);
                out
            }),
            ssn: person.ssn.as_ref().map(|s| s.disclose().clone()),
            record: person.record_id.as_ref().map(|r| fold(r.disclose())),
            held: person.codes.worst() >= Some(crate::finding::Severity::Hold),
            status: Status {
                death: match person.death {
                    Death::Alive => 0,
                    Death::Dead(_) => 1,
                    Death::Unclear => 2,
                },
                marks: (0..).zip(marks).map(|(bit, code)| u16::from(person.codes.contains(code)) << bit).sum(),
                acting: [&person.representative, &person.guardian, &person.next_of_kin]
                    .map(|other| other.as_ref().map(|name| fold(&name.disclose().full)).unwrap_or_default()),
            },
        }
    }

    pub(super) fn is_named(&self) -> bool {
        !self.first.is_empty() && !self.last.is_empty()
    }

    /// Same name and birth date.
    pub(super) fn same_person_tier(&self, other: &Self) -> bool {
        self.is_named() && self.first == other.first && self.last == other.last && self.birth == other.birth
    }

    pub(super) fn same_address(&self, other: &Self) -> bool {
        self.address.is_some() && self.address == other.address
    }

    /// Both addresses are known and they differ.
    pub(super) fn moved(&self, other: &Self) -> bool {
        self.address.is_some() && other.address.is_some() && self.address != other.address
    }

    pub(super) fn same_ssn(&self, other: &Self) -> bool {
        self.ssn.is_some() && self.ssn == other.ssn
    }

    /// The whole number, not its last four digits, which ten thousand people share.
    pub(super) fn same_whole_ssn(&self, other: &Self) -> bool {
        self.same_ssn(other) && self.ssn.as_ref().is_some_and(|s| s.len() == 9)
    }

    pub(super) fn same_record(&self, other: &Self) -> bool {
        self.record.is_some() && self.record == other.record
    }

    /// Both have record numbers and they differ.
    pub(super) fn other_record(&self, other: &Self) -> bool {
        self.record.is_some() && other.record.is_some() && self.record != other.record
    }

    /// Returns whether death, marks or whoever acts differ.
    pub(super) fn other_status(&self, other: &Self) -> bool {
        let other_hands = self.status.acting.iter().zip(&other.status.acting).enumerate().any(|(n, (a, b))| {
            // A representative makes another letter of it; a guardian or kin named in one row only does not.
            a != b && (n == 0 || !(a.is_empty() || b.is_empty()))
        });
        self.status.death != other.status.death || self.status.marks != other.status.marks || other_hands
    }

    /// Returns whether something says that these are two people: first name, middle name, suffix, birth date or number.
    pub(super) fn conflicts(&self, other: &Self) -> bool {
        self.is_another(other) || !fits(&self.first, &other.first)
    }

    /// The same, but for a first name that may be a slip of the pen.
    pub(super) fn is_another(&self, other: &Self) -> bool {
        let births = matches!((self.birth, other.birth), (Some(a), Some(b)) if a != b);
        let numbers = match (&self.ssn, &other.ssn) {
            (Some(a), Some(b)) if a.len() == b.len() => a != b,
            (Some(a), Some(b)) => !(a.ends_with(b.as_str()) || b.ends_with(a.as_str())),
            _ => false,
        };
        let suffixes = !self.suffix.is_empty() && !other.suffix.is_empty() && self.suffix != other.suffix;
        births || numbers || suffixes || !fits(&self.middle, &other.middle)
    }

    /// Names that one slip of a finger, or a cut, could make equal.
    pub(super) fn alike(&self, other: &Self) -> bool {
        let near = |a: &str, b: &str| {
            a == b || one_edit(a, b) || (a.len().min(b.len()) >= 3 && (a.starts_with(b) || b.starts_with(a)))
        };
        (self.last == other.last && near(&self.first, &other.first))
            || (self.first == other.first && near(&self.last, &other.last))
    }
}

/// Equal, or one is missing, or one is the initial of the other.
fn fits(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || a.is_empty() || b.is_empty() || initial(a, b) || initial(b, a)
}

/// Returns whether one letter put in, left out, changed, or two neighbours swapped make the words equal. Words under three
/// letters are too short to tell.
pub(super) fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 3 || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    if short.len() < long.len() {
        return short[same..] == long[same + 1..];
    }
    same == short.len()
        || short[same + 1..] == long[same + 1..]
        || (same + 1 < short.len()
            && short[same] == long[same + 1]
            && short[same + 1] == long[same]
            && short[same + 2..] == long[same + 2..])
}
