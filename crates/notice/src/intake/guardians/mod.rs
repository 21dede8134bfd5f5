//! Guardians from a second file, joined to the children of the lists by the practice's own number and by nothing else. A child may
//! have several: one gets the letter, and the others, where the practice says so, copies of it at addresses of their own.

mod file;
mod named_child;
mod parent;
mod recipients;
mod rule;
#[cfg(test)]
mod tests;

pub use file::LeftOut;
pub use parent::{addressee_key, is_same_address, may_be_same};
pub use rule::{AddresseeAddress, ChildDecisions, ParentChoice, ParentRule, WrittenTo};

use crate::finding::{Code, Private, Problem};
use crate::party::{Gazetteer, Person, PersonName};
use chrono::NaiveDate;
use parent::{Bar, Custody, Home, Parent, record_key};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Guardians by record number. `Debug` shows how many numbers there are.
#[derive(PartialEq, Eq)]
pub struct Guardians {
    /// The file's name.
    file: String,
    by_record: FxHashMap<String, Vec<Parent>>,
    /// Rows that name nobody who is written to about a child, by reason.
    left_out: LeftOut,
    /// Rule for children who have several.
    rule: Option<ParentRule>,
}

impl std::fmt::Debug for Guardians {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guardians({})", self.by_record.len())
    }
}

/// A piece of mail that a parent gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceivedPiece {
    /// The letter itself.
    Letter,
    /// A copy of it.
    Copy,
}

/// One parent of a child as whoever decides sees them.
#[derive(Clone, Debug)]
pub struct ParentView {
    /// Line of the file.
    pub line: u32,
    /// Whole name.
    pub name: Private<String>,
    /// Who it is to the child, as the file says.
    pub relation: String,
    /// The lines of their own address; none where the file has no whole one.
    pub address: Private<Vec<String>>,
    /// The piece of mail that they get, of a child as it is written to; nothing where they get none.
    pub receives: Option<ReceivedPiece>,
    /// True if the file says that they have custody, false if it says that they do not; `None` where it says nothing clear.
    pub custody: Option<bool>,
    /// True if a mark says that they are not to be written to.
    pub is_barred: bool,
}

impl Guardians {
    /// Reads a table of guardians: a record number and a guardian's name in every row, and an address, a relation and marks of
    /// custody where the file has them; or a FHIR bulk file of related people, as they are on the mailing date.
    ///
    /// # Errors
    /// No column of record numbers, so that only names could join; a column of names that does not say whose; rows without a number or a
    /// name, where they are more than two in five. Every such row is told.
    pub fn parse(file: &str, text: &str, gazetteer: &Gazetteer, mailing: NaiveDate) -> Result<Self, Vec<Problem>> {
        let file::GuardianRows { rows, left_out } = file::read(file, text, gazetteer, mailing)?;
        let mut by_record: FxHashMap<String, Vec<Parent>> = FxHashMap::default();
        for (record, parent) in rows {
            let parents = by_record.entry(record).or_default();
            let is_same =
                |before: &&mut Parent| before.is_named(parent.name.disclose()) && before.child == parent.child;
            match parents.iter_mut().find(is_same) {
                // One parent on several rows: what the first does not say is taken from the others.
                Some(before) => before.complete(parent),
                None => parents.push(parent),
            }
        }
        for parents in by_record.values_mut() {
            bar_other_spellings(parents);
        }
        Ok(Self { file: file.to_owned(), by_record, left_out, rule: None })
    }

    /// The same file with a rule for children who have several guardians.
    #[must_use]
    pub fn with_rule(self, rule: Option<ParentRule>) -> Self {
        Self { rule, ..self }
    }

    /// Number of record numbers that have a guardian.
    pub fn len(&self) -> usize {
        self.by_record.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_record.is_empty()
    }

    /// Returns whether a person has several.
    pub fn has_several(&self, person: &Person) -> bool {
        self.of(person).is_some_and(|parents| parents.len() > 1)
    }

    /// Number of record numbers that have several.
    #[cfg(test)]
    fn several(&self) -> usize {
        self.by_record.values().filter(|parents| parents.len() > 1).count()
    }

    /// Rows that name nobody who is written to about a child.
    pub fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line of the file on which the guardian of a person stands: of several the one whom the letter names, else the first.
    pub fn line_for(&self, person: &Person) -> Option<u32> {
        let parents = self.of(person)?;
        let named = person.guardian.as_ref().and_then(|own| parents.iter().find(|one| one.is_named(own.disclose())));
        named.or(parents.first()).map(|parent| parent.line)
    }

    /// Gives a person the guardian of their record number, where the list names none; of several the first. Who of several is
    /// written to is [chosen](Self::choose_parents) for children alone.
    pub fn join(&self, person: &mut Person) {
        if person.guardian.is_none() {
            person.guardian = self.of(person).and_then(|parents| parents.first().map(|parent| parent.name.clone()));
        }
    }

    /// A digest of the parents of a person, by which a choice among them is known to be about the same; `None` where there is nothing
    /// to choose: the file names nobody, or one of whom nothing asks for a look.
    pub fn digest_for(&self, person: &Person) -> Option<u64> {
        let parents = self.of(person)?;
        (!matches!(&parents[..], [only] if only.is_plain())).then(|| digest_of(&parents))
    }

    /// The parents of a child in the order of the file. `child` is a person as the line hands them out.
    pub fn parents_of(&self, child: &Person) -> Vec<ParentView> {
        let open = !(child.codes.contains(Code::ParentsUndecided) || child.codes.contains(Code::ParentsChanged));
        let receives = |parent: &Parent| {
            let is_named = |name: &Private<PersonName>| parent.is_named(name.disclose());
            if child.guardian.as_ref().is_some_and(is_named) {
                Some(ReceivedPiece::Letter)
            } else {
                child.copies.iter().any(|copy| is_named(&copy.name)).then_some(ReceivedPiece::Copy)
            }
        };
        let view = |parent: &Parent| ParentView {
            line: parent.line,
            name: Private::new(parent.name.disclose().full.clone()),
            relation: parent.relation.clone(),
            address: Private::new(parent.address.as_ref().map(|own| own.disclose().lines()).unwrap_or_default()),
            receives: receives(parent).filter(|_| open),
            custody: match parent.custody {
                Custody::Sole | Custody::Held | Custody::Shared => Some(true),
                Custody::Without => Some(false),
                Custody::Unsaid | Custody::Unclear => None,
            },
            is_barred: parent.bar == Bar::Barred,
        };
        self.of(child).iter().flat_map(|parents| parents.iter()).map(view).collect()
    }

    /// Returns whether a person has a family name in common with a guardian whom the file gives them. `None` where the file gives
    /// none or no name is known.
    pub fn is_kin(&self, person: &Person) -> Option<bool> {
        let child = person.name.as_ref()?.disclose();
        any(self.of(person)?.iter().map(|parent| one_family(child, parent.name.disclose())))
    }

    /// Returns whether the list gives a person another guardian than all of the file. `None` where one of the two gives none.
    pub fn agrees(&self, person: &Person) -> Option<bool> {
        let own = person.guardian.as_ref()?.disclose();
        let parents = self.of(person)?;
        Some(parents.iter().any(|parent| own.full.to_lowercase() == parent.name.disclose().full.to_lowercase()))
    }

    /// Returns whether a guardian of a person lives where the person does. `None` where the file or the list does not say.
    pub fn lives_with(&self, person: &Person) -> Option<bool> {
        let home = Home::of_address(person.address.as_ref()?.disclose())?;
        any(self.of(person)?.iter().map(|parent| parent.lives_at(Some(&home))))
    }

    /// Lines of the file that have a person's number and tell of another child.
    pub fn of_another_child(&self, person: &Person) -> Vec<u32> {
        let own = person.record_id.as_ref().and_then(|record| self.under(record));
        own.into_iter().flatten().filter(|parent| !parent.child.is(person)).map(|parent| parent.line).collect()
    }

    /// Number of rows with a person's number that tell who the child is.
    pub fn told_of_child(&self, person: &Person) -> u64 {
        let own = person.record_id.as_ref().and_then(|record| self.under(record));
        own.into_iter().flatten().filter(|parent| parent.child.is_told()).count() as u64
    }

    /// Number of the record numbers of a person that the file has.
    pub fn numbers_of(&self, person: &Person) -> u64 {
        let all = person.record_id.iter().chain(&person.other_records);
        let keys: FxHashSet<String> = all.map(|record| record_key(record.disclose())).collect();
        keys.iter().filter(|key| self.by_record.contains_key(*key)).count() as u64
    }

    fn under(&self, record: &Private<String>) -> Option<&[Parent]> {
        self.by_record.get(&record_key(record.disclose())).map(Vec::as_slice)
    }

    /// The parents of a person under all numbers of theirs, each once; none of a row that tells of another child.
    fn of(&self, person: &Person) -> Option<Cow<'_, [Parent]>> {
        let own = person.record_id.as_ref().and_then(|record| self.under(record)).unwrap_or_default();
        if person.other_records.is_empty() && own.iter().all(|parent| parent.child.is(person)) {
            return (!own.is_empty()).then_some(Cow::Borrowed(own));
        }
        let others = person.other_records.iter().filter_map(|record| self.under(record)).flatten();
        let mut all: Vec<Parent> = Vec::new();
        for parent in own.iter().chain(others).filter(|parent| parent.child.is(person)) {
            match all.iter_mut().find(|before| before.is_named(parent.name.disclose())) {
                Some(before) => before.complete(parent.clone()),
                None => all.push(parent.clone()),
            }
        }
        bar_other_spellings(&mut all);
        (!all.is_empty()).then_some(Cow::Owned(all))
    }
}

/// Bars whoever may be the same person as somebody who may not be written to, under another spelling.
fn bar_other_spellings(parents: &mut [Parent]) {
    let barred: Vec<PersonName> = parents
        .iter()
        .filter(|parent| !parent.may_be_written_to())
        .map(|parent| parent.name.disclose().clone())
        .collect();
    for parent in parents.iter_mut().filter(|parent| parent.may_be_written_to()) {
        if barred.iter().any(|name| parent.may_be(name)) {
            parent.bar = Bar::Barred;
        }
    }
}

/// Returns whether any answer is yes; `None` where there is none.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    answers.flatten().reduce(|one, other| one || other)
}

fn digest_of(parents: &[Parent]) -> u64 {
    let mut hash = Sha256::new();
    for parent in parents {
        let name = &parent.name.disclose().full;
        let address = parent.address.as_ref().map(|address| address.disclose().lines().join("\n")).unwrap_or_default();
        for part in [name.as_str(), address.as_str()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.update([parent.custody as u8, parent.bar as u8]);
    }
    hash.finalize().iter().take(8).fold(0, |short, byte| short << 8 | u64::from(*byte))
}

/// Returns whether a child and its guardian have one family name, or one in common where there are two. `None` where either is
/// not known.
pub fn one_family(child: &PersonName, guardian: &PersonName) -> Option<bool> {
    let parts = |name: &PersonName| -> Vec<String> {
        let words = name.last.split([' ', '-']).map(record_key);
        words.filter(|word| word.len() > 2 || name.last.len() < 4).filter(|word| !word.is_empty()).collect()
    };
    let (child, guardian) = (parts(child), parts(guardian));
    (!child.is_empty() && !guardian.is_empty()).then(|| child.iter().any(|word| guardian.contains(word)))
}
