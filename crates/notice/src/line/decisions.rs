//! Decisions of people about the rows of a list. They come from the case; the line only carries them out.

use crate::finding::{Code, CodeSet, Position, Private};
use crate::intake::{
    AddresseeAddress, CellCorrection, ChildDecisions, Guardians, ParentChoice, WrittenTo, addressee_key,
};
use crate::party::{Death, Jurisdiction, Person, PersonName, PostalAddress};
use crate::routing::PriorNotices;
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Everything decided about the rows of one list. A row is named by the physical line on which it starts.
#[derive(Clone, Debug, Default)]
pub struct ListDecisions {
    /// The only rows of the list that still count, where a newer list has taken the place of the others. They are gone
    /// from the newer list, and are held until somebody says what that means.
    pub gone: Option<FxHashSet<u32>>,
    /// Rows whose person has been written to.
    pub mailed: FxHashSet<u32>,
    /// Enrolment codes that people have for life.
    pub codes: FxHashMap<u32, DealtCodes>,
    /// Guardians from a second file.
    pub guardians: Option<Arc<Guardians>>,
    /// Decisions about single rows.
    pub rulings: FxHashMap<u32, RowDecision>,
    /// Notices that offices were given, the same for all lists: letters to states whose office must be told first wait.
    /// Absent where nothing waits: in a check, a proof or a count of everybody.
    pub prior_notices: Option<Arc<PriorNotices>>,
}

/// An enrolment code that a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealtCodes {
    /// True if the code is of the minors' pool.
    pub minors: bool,
    /// Its place in the pool.
    pub place: u32,
}

/// Decisions about one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each was decided for itself and stands for itself")]
pub struct RowDecision {
    /// Taken out of the mailing.
    pub taken_out: bool,
    /// Held by somebody, whatever the list says.
    pub kept_back: bool,
    /// Findings whose hold was ended.
    pub ended: CodeSet,
    /// Name of the addressee in the person's place.
    pub addressee: Option<Private<PersonName>>,
    /// The person's name, in the place of the list's.
    pub name: Option<Private<PersonName>>,
    /// The person's birth date, in the place of the list's.
    pub birth: Option<Private<NaiveDate>>,
    /// Address of the letter, in the place of the list's.
    pub address: Option<NewAddress>,
    /// A newer list has changed the row since the address was decided.
    pub address_outdated: bool,
    /// Cells that were mended.
    pub cells: Vec<CellCorrection>,
    /// The row is the same person as the one at this place.
    pub same_as: Option<Position>,
    /// Rows that are other people, however alike they look.
    pub apart_from: Vec<Position>,
    /// A letter was sent before and came back; the new one says so.
    pub second_copy: bool,
    /// Parents of the child who get a letter, in the place of the rule of the file of guardians.
    pub parents: Option<ParentChoice>,
    /// Addresses of single parents of the child, to whom copies go.
    pub parent_addresses: Vec<AddresseeAddress>,
    /// Parents of the child who were written to before; `None` where nobody was, or it is not known who.
    pub written: Option<WrittenTo>,
}

/// An address that takes the place of the list's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAddress {
    /// The address.
    pub address: Private<PostalAddress>,
    /// The state in which it lies.
    pub residence: Option<Jurisdiction>,
    /// True if the person lives there now; else the law stays that of the list's address, where that is known.
    pub moved: bool,
    /// The [key](addressee_key) of the addressee for whom it was given; for another it does not count. `None` where it is the
    /// person's own, or it is not known for whom.
    pub of: Option<u64>,
}

/// Findings about the list's address, which say nothing about another one.
const OF_ADDRESS: [Code; 16] = [
    Code::AddressNote,
    Code::AddressDamaged,
    Code::AddressMissing,
    Code::AddressPlaceholder,
    Code::AddressFormula,
    Code::AddressLong,
    Code::CityMissing,
    Code::StateFilled,
    Code::StateMissing,
    Code::StateUnknown,
    Code::ZipMissing,
    Code::ZipInvalid,
    Code::ZipUnassigned,
    Code::ZipStateConflict,
    Code::CountryUnknown,
    Code::ConfidentialAddressIncomplete,
];

/// Findings about the list's name, which say nothing about another one.
const OF_NAME: [Code; 8] = [
    Code::NameMarked,
    Code::NameDamaged,
    Code::NameMissing,
    Code::NamePlaceholder,
    Code::NameFormula,
    Code::NameUnusual,
    Code::NameLong,
    Code::NameOrderAssumed,
];

/// Findings about the list's birth date.
const OF_BIRTH: [Code; 7] = [
    Code::BirthAgeConflict,
    Code::BirthMoved,
    Code::BirthUnreadable,
    Code::BirthFuture,
    Code::BirthImpossible,
    Code::BirthAmbiguous,
    Code::BirthTwoDigitYear,
];

impl ListDecisions {
    /// Returns true if the row on this line still counts.
    pub fn counts(&self, line: u32) -> bool {
        self.gone.as_ref().is_none_or(|gone| gone.contains(&line))
    }

    /// Cells that were mended in the row on this line.
    pub(super) fn corrections(&self, line: u32) -> &[CellCorrection] {
        self.rulings.get(&line).map_or(&[], |ruling| ruling.cells.as_slice())
    }

    /// Returns true if somebody decided about any row that it is, or is not, the same person as another.
    pub(super) fn decides_pairs(&self) -> bool {
        self.rulings.values().any(RowDecision::decides_pair)
    }

    /// A person as the list has them, with what was decided about the row.
    pub fn apply(&self, line: u32, person: &mut Person) {
        if self.gone.is_some() {
            person.codes.insert(Code::GoneFromList);
        }
        if let Some(guardians) = &self.guardians {
            guardians.join(person);
        }
        if let Some(ruling) = self.rulings.get(&line) {
            let is_theirs = ruling.address_is_theirs(person, self.guardians.as_deref());
            ruling.apply(person, is_theirs);
        }
    }
}

impl ListDecisions {
    /// Chooses who of several parents of a child is written to, and where.
    pub fn choose_parents(&self, line: u32, child: &mut Person) {
        let Some(guardians) = &self.guardians else { return };
        let ruling = self.rulings.get(&line);
        let decisions = ruling.map_or_else(ChildDecisions::default, |ruling| ChildDecisions {
            choice: ruling.parents,
            keeps_address: child.codes.contains(Code::AddressDecided),
            addresses: &ruling.parent_addresses,
            written: ruling.written.as_ref(),
        });
        guardians.choose_parents(child, &decisions);
        if let Some(ruling) = ruling {
            ruling.end(&mut child.codes);
            if ruling.second_copy && ruling.written.is_none() {
                // The letter that came back is sent again, and nothing else, as nobody knows who had a copy.
                child.copies.clear();
                child.codes.remove([Code::ParentCopy, Code::CopyUnmailable].into_iter().collect());
            }
        }
    }
}

impl RowDecision {
    /// Returns true if the child was written to before, and whoever of its parents got nothing yet gets a copy.
    pub(super) fn is_written_anew(&self) -> bool {
        self.written.as_ref().is_some_and(|written| !written.letter_again)
    }

    /// Returns true if it says that the row is, or is not, the same person as another.
    pub(super) fn decides_pair(&self) -> bool {
        self.same_as.is_some() || !self.apart_from.is_empty()
    }

    /// Returns true if the address that was decided is that of whoever the letter is addressed to.
    fn address_is_theirs(&self, person: &Person, guardians: Option<&Guardians>) -> bool {
        let Some(of) = self.address.as_ref().and_then(|address| address.of) else { return true };
        let named = match (&self.addressee, guardians) {
            (Some(name), _) => Some(name.clone()),
            (None, Some(guardians)) => guardians.addressee(person, self.parents),
            (None, None) => person.guardian.clone(),
        };
        named.is_some_and(|name| addressee_key(name.disclose()) == of)
    }

    fn apply(&self, person: &mut Person, address_is_theirs: bool) {
        if self.address.is_some() && !address_is_theirs {
            person.codes.insert(Code::AddressOfAnother);
        }
        if let Some(new) = self.address.as_ref().filter(|_| address_is_theirs) {
            person.zip = new.address.disclose().zip;
            person.residence = if new.moved { new.residence } else { person.residence.or(new.residence) };
            person.address = Some(new.address.clone());
            let ended = OF_ADDRESS.into_iter().collect();
            person.codes.remove(ended);
            person.codes.insert(Code::AddressDecided);
            if self.address_outdated {
                person.codes.insert(Code::AddressOutdated);
            }
        }
        if let Some(name) = &self.name {
            person.name = Some(name.clone());
            person.codes.remove(OF_NAME.into_iter().collect());
            person.codes.insert(Code::NameDecided);
        }
        if let Some(birth) = &self.birth {
            person.birth = Some(birth.clone());
            person.codes.remove(OF_BIRTH.into_iter().collect());
            person.codes.insert(Code::BirthDecided);
            if let Death::Dead(Some(died)) = person.death {
                let before = died < *birth.disclose();
                person.codes.remove([Code::DeathBeforeBirth].into_iter().collect());
                if before {
                    person.codes.insert(Code::DeathBeforeBirth);
                }
            }
        }
        if let Some(name) = &self.addressee {
            person.addressee_decided = true;
            person.guardian = Some(name.clone());
            person.next_of_kin = Some(name.clone());
            person.codes.insert(Code::AddresseeDecided);
        }
        person.second_copy = self.second_copy;
        self.end(&mut person.codes);
        if self.kept_back {
            person.codes.insert(Code::HoldDecided);
        }
        if self.taken_out {
            person.codes.insert(Code::ExcludedDecided);
        }
    }

    /// Takes away what was ended, and says that it was.
    pub fn end(&self, codes: &mut CodeSet) {
        if codes.remove(self.ended) {
            codes.insert(Code::HoldEnded);
        }
    }
}
