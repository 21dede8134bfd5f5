//! The parents of a child who are written to, where a file names several.

use super::parent::{Bar, Custody, Parent};
use crate::finding::Private;
use crate::party::PostalAddress;
use serde::{Deserialize, Serialize};

/// The parents, of several of one child, who get a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum ParentRule {
    /// Every parent, each at an address of their own; one letter to a home.
    Both,
    /// The first of the file.
    First,
    /// The second of the file.
    Second,
    /// The one who has custody.
    Custody,
}

impl ParentRule {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::Both, Self::First, Self::Second, Self::Custody];

    /// The word in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::First => "first",
            Self::Second => "second",
            Self::Custody => "custody",
        }
    }

    /// The rule of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }
}

/// A rule that a named person chose for one child, and a digest of the parents whom the file named then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentChoice {
    /// The rule.
    pub rule: ParentRule,
    /// Digest of the parents; the choice says nothing about others.
    pub of: u64,
}

/// An address that was decided for one parent of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddresseeAddress {
    /// The [key](super::addressee_key) of the parent.
    pub of: u64,
    /// The address.
    pub address: Private<PostalAddress>,
}

/// The parents of a child to whom pieces went already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenTo {
    /// Their [keys](super::addressee_key); 0 stands for a letter that names nobody.
    pub parents: Vec<u64>,
    /// True if the letter itself goes out again, as the one before came back.
    pub letter_again: bool,
}

/// Decisions about who of the parents of one child is written to, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChildDecisions<'d> {
    /// The choice for this child.
    pub choice: Option<ParentChoice>,
    /// True if an address was decided for whoever the letter is addressed to.
    pub keeps_address: bool,
    /// Addresses that were decided for single parents.
    pub addresses: &'d [AddresseeAddress],
    /// Parents who were written to before; `None` where nobody was, or it is not known who.
    pub written: Option<&'d WrittenTo>,
}

/// The parents to be written to, the first of them by the letter itself and the others by copies. `None` where nobody can tell:
/// no rule was given, marks of custody contradict each other, or no parent may be written to. Marks win over the rule of the
/// file, and a person's choice for this child over the marks that say who has custody; a parent who may not be written to never is.
pub(super) fn choose(parents: &[Parent], rule: Option<ParentRule>, is_own: bool) -> Option<Vec<&Parent>> {
    let is_doubtful = |parent: &Parent| parent.custody == Custody::Unclear || parent.bar == Bar::Doubtful;
    if !is_own && parents.iter().any(is_doubtful) {
        return None;
    }
    // Whom a person chose is written to or nobody is.
    if let (true, Some(ParentRule::First | ParentRule::Second)) = (is_own, rule) {
        let chosen = parents.get(usize::from(rule == Some(ParentRule::Second)))?;
        return chosen.may_be_written_to().then(|| vec![chosen]);
    }
    let open: Vec<&Parent> = parents.iter().filter(|parent| parent.may_be_written_to()).collect();
    let of = |custody| open.iter().copied().filter(|parent| parent.custody == custody).collect::<Vec<_>>();
    let (sole, shared) = (of(Custody::Sole), of(Custody::Shared));
    let held = of(Custody::Held);
    // Whoever has custody has it alone where nobody else has any.
    let sole = if sole.is_empty() && held.len() == 1 && shared.is_empty() { held.clone() } else { sole };
    match (&open[..], &sole[..]) {
        ([], _) => return None,
        ([only], _) => return Some(vec![only]),
        (_, [only]) if !is_own => return Some(vec![only]),
        (_, [_, _, ..]) if !is_own => return None,
        _ => {}
    }
    match rule? {
        ParentRule::Both => Some(open),
        ParentRule::First => open.first().map(|first| vec![*first]),
        ParentRule::Second => {
            let second = parents.get(1).filter(|second| second.may_be_written_to())?;
            Some(vec![second])
        }
        ParentRule::Custody => {
            let having = sole.into_iter().chain(held).chain(shared).next();
            having.as_ref().map(|first| vec![*first])
        }
    }
}
