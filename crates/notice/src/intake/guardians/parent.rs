//! One guardian of one child, as a file names them.

use super::super::flag::eq_fold;
use super::super::keys::fold_name;
use crate::finding::Private;
use crate::party::{PersonName, PostalAddress};

/// Custody as the file tells it of one parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Custody {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// This parent alone has it.
    Sole,
    /// Several share it.
    Shared,
    /// This parent does not have it.
    Without,
    /// Something that is none of these.
    Unclear,
}

/// One guardian of one child.
#[derive(PartialEq, Eq)]
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
    /// A mark says that this parent is not to be written to.
    pub(super) is_barred: bool,
}

/// The parts of an address that stay the same however it is spelled: the house number and the five digits of the ZIP code.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Home {
    number: String,
    five: u32,
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
        !self.is_barred && self.custody != Custody::Without
    }

    pub(super) fn lives_at(&self, home: Option<&Home>) -> Option<bool> {
        Some(self.home.as_ref()?.disclose() == home?)
    }

    pub(super) fn is_named(&self, name: &PersonName) -> bool {
        eq_fold(&self.name.disclose().full, &name.full)
    }

    /// Takes from another row about the same parent what this one does not say. A mark of either counts.
    pub(super) fn complete(&mut self, other: Self) {
        self.is_barred |= other.is_barred;
        if self.custody != other.custody && other.custody != Custody::Unsaid {
            self.custody = if self.custody == Custody::Unsaid { other.custody } else { Custody::Unclear };
        }
        if self.address.is_none() {
            (self.home, self.address) = (self.home.take().or(other.home), other.address);
        }
        if self.relation.is_empty() {
            self.relation = other.relation;
        }
    }
}

/// A record number as it is compared: small letters and digits alone.
pub(super) fn record_key(record: &str) -> String {
    let mut out = String::new();
    fold_name(record, &mut out);
    out
}
