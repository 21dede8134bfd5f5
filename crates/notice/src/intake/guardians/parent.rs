//! One guardian of one child, as a file names them.

use super::super::flag::eq_fold;
use super::super::keys::{fold_address, fold_name};
use super::super::lexicon::GUARDIANS;
use super::named_child::NamedChild;
use crate::finding::Private;
use crate::party::{PersonName, PostalAddress};
use sha2::{Digest, Sha256};

/// Custody as the file tells it of one parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Custody {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// This parent alone has it.
    Sole,
    /// This parent has it; whether another has it too is not said.
    Held,
    /// Several share it.
    Shared,
    /// This parent does not have it.
    Without,
    /// Something that is none of these.
    Unclear,
}

/// Bar to writing to a parent, as marks and notes of the file tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bar {
    /// Nothing speaks against it.
    #[default]
    Open,
    /// A note, or a relation that is none of a parent or guardian, asks for a look.
    Doubtful,
    /// A mark says that they are not to be written to, or that they have died.
    Barred,
}

/// One guardian of one child.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Parent {
    pub(super) line: u32,
    pub(super) name: Private<PersonName>,
    /// Who it is to the child, as the file says; empty where it does not.
    pub(super) relation: String,
    /// House number and ZIP code, where the file has both.
    pub(super) home: Option<Private<Home>>,
    /// A whole address of their own.
    pub(super) address: Option<Private<PostalAddress>>,
    pub(super) custody: Custody,
    pub(super) bar: Bar,
    /// The child as the row tells it, beside its number.
    pub(super) child: NamedChild,
}

/// The parts of an address that stay the same however it is spelled: the house number and the five digits of the ZIP code.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Home {
    number: String,
    five: u32,
}

impl Custody {
    /// Joins what two columns say.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, Self::Unsaid) | (Self::Unsaid, one) => one,
            (Self::Without, _) | (_, Self::Without) => Self::Without,
            (one, other) if one == other => one,
            (Self::Held, one) | (one, Self::Held) => one,
            _ => Self::Unclear,
        }
    }
}

impl Home {
    fn of(street: &str, five: u32) -> Option<Self> {
        let number = street.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let number = number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        Some(Self { number, five })
    }

    pub(super) fn of_address(address: &PostalAddress) -> Option<Self> {
        Self::of(&address.line_1, address.zip?.five())
    }

    /// From cells; a spreadsheet takes zeros from the front of a ZIP code.
    pub(super) fn read(street: &str, zip: &str) -> Option<Self> {
        let five = zip.split('-').next().unwrap_or_default().trim();
        let whole = (3..=5).contains(&five.len()) && five.bytes().all(|b| b.is_ascii_digit());
        Self::of(street, five.parse().ok().filter(|_| whole)?)
    }
}

impl Parent {
    pub(super) fn may_be_written_to(&self) -> bool {
        self.bar != Bar::Barred && self.custody != Custody::Without
    }

    /// Returns true if nothing asks for a look before this parent is written to.
    pub(super) fn is_plain(&self) -> bool {
        self.bar == Bar::Open && !matches!(self.custody, Custody::Without | Custody::Unclear)
    }

    /// Returns true if an address is theirs, street, unit and ZIP code.
    pub(super) fn lives_exactly_at(&self, address: &PostalAddress) -> bool {
        self.address.as_ref().is_some_and(|own| is_same_address(own.disclose(), address))
    }

    pub(super) fn lives_at(&self, home: Option<&Home>) -> Option<bool> {
        Some(self.home.as_ref()?.disclose() == home?)
    }

    pub(super) fn is_named(&self, name: &PersonName) -> bool {
        eq_fold(&self.name.disclose().full, &name.full)
    }

    /// Returns whether a name may be theirs in another spelling.
    pub(super) fn may_be(&self, name: &PersonName) -> bool {
        may_be_same(self.name.disclose(), name)
    }

    /// Takes from another row about the same parent what this one does not say. A mark of either counts.
    pub(super) fn complete(&mut self, other: Self) {
        self.bar = self.bar.max(other.bar);
        self.custody = self.custody.and(other.custody);
        if self.address.is_none() {
            (self.home, self.address) = (self.home.take().or(other.home), other.address);
        }
        if self.relation.is_empty() {
            self.relation = other.relation;
        }
    }
}

/// Returns whether two addresses are one: street, unit and ZIP code, however they are spelled.
pub fn is_same_address(one: &PostalAddress, other: &PostalAddress) -> bool {
    let folded = |address: &PostalAddress| {
        let mut out = String::new();
        fold_address(address, &mut out);
        out
    };
    folded(one) == folded(other)
}

/// Returns whether two names may be of one person: the first and the last word are the same, without titles and initials.
pub fn may_be_same(one: &PersonName, other: &PersonName) -> bool {
    let (one, other) = (ends(one), ends(other));
    one.is_some() && one == other
}

/// The first and the last word of a name, without titles and initials.
fn ends(name: &PersonName) -> Option<(String, String)> {
    let words = name.full.split([' ', '.', ',']).map(record_key);
    let words: Vec<String> = words.filter(|word| word.len() > 1 && !GUARDIANS.titles.contains(word)).collect();
    Some((words.first()?.clone(), words.last()?.clone()))
}

/// A number by which an addressee is known again, however the name is spelled: the same for names that
/// [may be of one person](may_be_same), and never 0.
pub fn addressee_key(name: &PersonName) -> u64 {
    let (first, last) = ends(name).unwrap_or_else(|| (record_key(&name.full), String::new()));
    let digest = Sha256::new().chain_update(first).chain_update([0]).chain_update(last).finalize();
    digest.iter().take(8).fold(0, |short, byte| short << 8 | u64::from(*byte)).max(1)
}

/// A record number as it is compared: small letters and digits alone.
pub(super) fn record_key(record: &str) -> String {
    let mut out = String::new();
    fold_name(record, &mut out);
    out
}
