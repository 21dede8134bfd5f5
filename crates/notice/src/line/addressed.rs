//! To whom the pieces about a person go, held against what it was before; and the key of an addressee.

use super::entry::Entry;
use crate::intake::{addressee_key, is_same_address, may_be_same};
use crate::party::{Person, PersonName, PostalAddress, Standing};

/// Change after which a piece does not go as it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressedChange {
    /// The letter would be another one.
    Standing,
    /// The person is called otherwise.
    Name,
    /// Whoever it was addressed to gets no piece any more.
    Addressee,
    /// It goes to another address.
    Address,
}

/// The key of the addressee of a piece about a child, the letter or the copy of a number; 0 where it names nobody.
pub fn addressee_of_piece(child: &Person, copy: Option<u8>) -> u64 {
    let name = match copy {
        None => child.guardian.as_ref(),
        Some(number) => child.copies.get(usize::from(number)).map(|copy| &copy.name),
    };
    name.map_or(0, |name| addressee_key(name.disclose()))
}

/// The parts of a person that say to whom letters go and about whom.
pub struct Addressed {
    standing: Option<Standing>,
    name: Option<PersonName>,
    /// Everybody who gets a piece: the name to which it is addressed, where it names another than the person, and the address.
    recipients: Vec<Recipient>,
}

struct Recipient {
    name: Option<PersonName>,
    address: Option<PostalAddress>,
}

impl Addressed {
    /// The parts of a person of a row, as the line hands them out.
    pub fn of(entry: &Entry, person: &Person) -> Self {
        let of_letter = match entry.standing {
            Some(Standing::Minor) => person.guardian.as_ref(),
            Some(Standing::Deceased) => person.next_of_kin.as_ref(),
            Some(Standing::Represented) => person.representative.as_ref(),
            Some(Standing::Adult) | None => None,
        };
        let letter = Recipient {
            name: of_letter.map(|name| name.disclose().clone()),
            address: person.address.as_ref().map(|address| address.disclose().clone()),
        };
        let copies = person.copies.iter().map(|copy| Recipient {
            name: Some(copy.name.disclose().clone()),
            address: Some(copy.address.disclose().clone()),
        });
        Self {
            standing: entry.standing,
            name: person.name.as_ref().map(|name| name.disclose().clone()),
            recipients: std::iter::once(letter).chain(copies).collect(),
        }
    }

    /// Returns what changed since a piece was made: the letter, or the copy of a number. Nothing where it would go as it went.
    pub fn change_since(&self, then: &Self, copy: Option<u8>) -> Option<AddressedChange> {
        let Some(to) = then.recipients.get(copy.map_or(0, |number| 1 + usize::from(number))) else {
            return Some(AddressedChange::Addressee);
        };
        if self.standing != then.standing {
            return Some(AddressedChange::Standing);
        }
        if !is_one(self.name.as_ref(), then.name.as_ref()) {
            return Some(AddressedChange::Name);
        }
        // A letter to nobody by name goes where the letter goes.
        let mut same =
            self.recipients.iter().filter(|now| to.name.is_none() || is_one(now.name.as_ref(), to.name.as_ref()));
        let own = same.clone().next().is_some();
        let stays = same.any(|now| match (&now.address, &to.address) {
            (Some(now), Some(then)) => is_same_address(now, then),
            _ => false,
        });
        match (own, stays) {
            (false, _) => Some(AddressedChange::Addressee),
            (true, false) => Some(AddressedChange::Address),
            (true, true) => None,
        }
    }
}

fn is_one(one: Option<&PersonName>, other: Option<&PersonName>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.full == other.full || may_be_same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}
