//! Who of the parents of a child gets the letter, at which address, and who a copy.

use super::parent::{Home, Parent, addressee_key, is_same_address};
use super::rule::{ChildDecisions, ParentChoice, WrittenTo, choose};
use super::{Guardians, digest_of};
use crate::finding::{Code, Private};
use crate::party::{CopyRecipient, Person, PersonName, PostalAddress};

/// Parents who were chosen: whom the letter names, where that is not for the list to say, and who gets a copy.
struct Chosen<'p> {
    first: Option<&'p Parent>,
    others: Vec<&'p Parent>,
}

impl Guardians {
    /// Chooses who of the parents of a child gets the letter, at which address, and who a copy. Whoever chose an addressee has decided
    /// that, and an address that was decided for the addressee stays. Where nobody can tell, and where the letter or a copy would
    /// reach somebody who may not be written to, the child is held. Of a child that was written to before, whoever got nothing yet
    /// gets a copy, and nobody else.
    pub fn choose_parents(&self, child: &mut Person, decisions: &ChildDecisions<'_>) {
        let Some(parents) = self.of(child) else { return };
        if child.addressee_decided {
            return;
        }
        let done = match &parents[..] {
            [only] if only.is_plain() => {
                if is_named_as_child(only, child)
                    && child.guardian.as_ref().is_some_and(|own| only.is_named(own.disclose()))
                {
                    Err(Code::GuardianIsChild)
                } else {
                    Ok(())
                }
            }
            parents => self.choose_among(parents, child, decisions),
        };
        if let Err(code) = done {
            // It would reach whoever may not be written to, or nobody knows whom.
            child.copies.clear();
            child.codes.remove([Code::ParentCopy].into_iter().collect());
            child.codes.insert(code);
        } else if let Some(written) = decisions.written {
            leave_out_written(&parents, child, written);
        }
    }

    /// The name to which the letter about a child is addressed, as far as it can be told.
    pub fn addressee(&self, child: &Person, choice: Option<ParentChoice>) -> Option<Private<PersonName>> {
        let Some(parents) = self.of(child) else { return child.guardian.clone() };
        match &parents[..] {
            [only] if only.is_plain() => child.guardian.clone(),
            parents => {
                let chosen = self.chosen(parents, child, choice).ok()?;
                chosen.first.map_or_else(|| child.guardian.clone(), |first| Some(first.name.clone()))
            }
        }
    }

    /// The parents who are written to by the rule or the choice for this child.
    fn chosen<'p>(&self, parents: &'p [Parent], child: &Person, own: Option<ParentChoice>) -> Result<Chosen<'p>, Code> {
        if own.is_some_and(|own| own.of != digest_of(parents)) {
            return Err(Code::ParentsChanged);
        }
        let own = own.map(|own| own.rule);
        let chosen = choose(parents, own.or(self.rule), own.is_some()).ok_or(Code::ParentsUndecided)?;
        // Whom the list itself names gets the letter where the list says.
        let own_guardian = child.guardian.as_ref().map(Private::disclose);
        let in_list = own_guardian.and_then(|own| chosen.iter().position(|parent| parent.is_named(own)));
        if own_guardian.is_some_and(|own| parents.iter().all(|parent| !parent.is_named(own))) {
            return Ok(Chosen { first: None, others: chosen });
        }
        let at = in_list.unwrap_or(0);
        let first = chosen.get(at).copied();
        let others = chosen.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, parent)| *parent).collect();
        Ok(Chosen { first, others })
    }

    fn choose_among(&self, parents: &[Parent], child: &mut Person, decisions: &ChildDecisions<'_>) -> Result<(), Code> {
        let Chosen { first, others } = self.chosen(parents, child, decisions.choice)?;
        if first.iter().chain(&others).any(|parent| is_named_as_child(parent, child)) {
            return Err(Code::GuardianIsChild);
        }
        // A confidential address was asked for by one parent, and nobody knows by which.
        if child.codes.contains(Code::ConfidentialAddressUsed) {
            return Err(Code::ParentsUndecided);
        }
        let barred: Vec<&Parent> = parents.iter().filter(|parent| !parent.may_be_written_to()).collect();
        let own_guardian = child.guardian.as_ref().map(Private::disclose);
        if first.is_none() && own_guardian.is_some_and(|own| barred.iter().any(|parent| parent.may_be(own))) {
            return Err(Code::ParentsUndecided);
        }
        if let Some(first) = first {
            child.guardian = Some(first.name.clone());
            address_letter(parents, first, child, decisions)?;
        }
        give_copies(child, &others, decisions);
        let reaches = |address: &Private<PostalAddress>| {
            let home = Home::of_address(address.disclose());
            barred.iter().any(|parent| parent.lives_at(home.as_ref()) == Some(true))
        };
        let places = child.address.iter().chain(child.copies.iter().map(|copy| &copy.address));
        if places.into_iter().any(reaches) { Err(Code::ParentsUndecided) } else { Ok(()) }
    }
}

fn is_named_as_child(parent: &Parent, child: &Person) -> bool {
    child.name.as_ref().is_some_and(|name| parent.is_named(name.disclose()))
}

/// The address of a parent: the one that was decided for them, else their own of the file.
fn address_of<'a>(parent: &'a Parent, decisions: &'a ChildDecisions<'_>) -> Option<&'a Private<PostalAddress>> {
    let key = addressee_key(parent.name.disclose());
    let decided = decisions.addresses.iter().find(|one| one.of == key).map(|one| &one.address);
    decided.or(parent.address.as_ref())
}

/// Gives the letter the address of whom it names.
fn address_letter(
    parents: &[Parent],
    first: &Parent,
    child: &mut Person,
    decisions: &ChildDecisions<'_>,
) -> Result<(), Code> {
    if decisions.keeps_address {
        return Ok(());
    }
    match address_of(first, decisions) {
        Some(address) => {
            let is_home = |home: &Private<PostalAddress>| is_same_address(home.disclose(), address.disclose());
            if !child.address.as_ref().is_some_and(is_home) {
                child.zip = address.disclose().zip;
                child.address = Some(address.clone());
                child.codes.insert(Code::ParentAddressUsed);
            }
            Ok(())
        }
        // Where others have an address of their own, nobody knows that this parent lives with the child.
        None if parents.iter().any(|parent| parent.address.is_some() || parent.home.is_some()) => {
            Err(Code::ParentsUndecided)
        }
        None => Ok(()),
    }
}

/// Gives a child copies of the letter for further parents: to each home one piece of mail.
fn give_copies(child: &mut Person, others: &[&Parent], decisions: &ChildDecisions<'_>) {
    let mut homes: Vec<Private<PostalAddress>> = child.address.iter().cloned().collect();
    for parent in others {
        let Some(address) = address_of(parent, decisions) else {
            child.codes.insert(Code::CopyUnmailable);
            continue;
        };
        if homes.iter().any(|home| is_same_address(home.disclose(), address.disclose())) {
            continue;
        }
        homes.push(address.clone());
        child.copies.push(CopyRecipient { name: parent.name.clone(), address: address.clone() });
        child.codes.insert(Code::ParentCopy);
    }
}

/// Leaves out whoever was written to. Where the letter itself went before, to another parent or under another file, whoever it would
/// name now gets a copy, but not in a home where somebody was written to.
fn leave_out_written(parents: &[Parent], child: &mut Person, written: &WrittenTo) {
    let was_written = |name: &PersonName| written.parents.contains(&addressee_key(name));
    child.copies.retain(|copy| !was_written(copy.name.disclose()));
    let named = child.guardian.clone().filter(|_| !written.letter_again && !written.parents.contains(&0));
    if let (Some(name), Some(address)) = (named, &child.address)
        && !was_written(name.disclose())
    {
        let of_written = parents.iter().filter(|parent| was_written(parent.name.disclose()));
        let is_home = |parent: &Parent| parent.lives_exactly_at(address.disclose());
        if !of_written.into_iter().any(is_home) {
            child.copies.insert(0, CopyRecipient { name, address: address.clone() });
        }
    }
    child.codes.remove([Code::ParentCopy].into_iter().collect());
    if !child.copies.is_empty() {
        child.codes.insert(Code::ParentCopy);
    }
}
