use super::{Elements, Jurisdiction, Language, PersonName, PostalAddress, Zip};
use crate::finding::{CodeSet, Position, Private};
use chrono::NaiveDate;

/// The death of a person, as the list tells it. Only a positive date or flag means dead; a blank means alive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Death {
    /// Nothing says that the person is dead.
    #[default]
    Alive,
    /// Dead, with the date where the list has one.
    Dead(Option<NaiveDate>),
    /// The list says something that cannot be read; the row is held.
    Unclear,
}

/// One row of a list as far as it could be read. What is missing is `None`, and the codes say why: a row whose
/// worst code is below [`crate::finding::Severity::Hold`] has a name and an address.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The start of the row.
    pub at: Position,
    /// Everything found in the row.
    pub codes: CodeSet,
    /// The practice's own number for the person.
    pub record_id: Option<Private<String>>,
    /// The numbers of further rows that were joined with this one.
    pub other_records: Vec<Private<String>>,
    /// Social Security number or its last four digits, digits only; for matching, never printed.
    pub ssn: Option<Private<String>>,
    /// The affected person.
    pub name: Option<Private<PersonName>>,
    /// The address to which the letter goes.
    pub address: Option<Private<PostalAddress>>,
    /// The state in which the person lives, known even where the address is not complete.
    pub residence: Option<Jurisdiction>,
    /// The accepted ZIP, known even where the address is not complete.
    pub zip: Option<Zip>,
    /// Birth date.
    pub birth: Option<Private<NaiveDate>>,
    /// The person's death, as far as it is known.
    pub death: Death,
    /// A guardian on the child's own row, or from a file of guardians.
    pub guardian: Option<Private<PersonName>>,
    /// Further parents to whom copies of the letter go.
    pub copies: Vec<CopyRecipient>,
    /// Next of kin or personal representative of the dead.
    pub next_of_kin: Option<Private<PersonName>>,
    /// The representative of a living person.
    pub representative: Option<Private<PersonName>>,
    /// A named person chose who is written to, which then stands in place of guardian and next of kin.
    pub addressee_decided: bool,
    /// A letter went out before and came back; the one to come says so.
    pub second_copy: bool,
    /// The elements of this person that were exposed.
    pub elements: Elements,
    /// The language in which the person is to be written to; `None`: the list does not give it.
    pub language: Option<Language>,
}

/// A further parent of a child, who gets a copy of the letter about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRecipient {
    /// Name of the parent.
    pub name: Private<PersonName>,
    /// The parent's own address.
    pub address: Private<PostalAddress>,
}

impl Person {
    /// The person as the copy of a number (from 0) is addressed; `None` where there is no such copy.
    pub fn of_copy(&self, number: usize) -> Option<Self> {
        let CopyRecipient { name, address } = self.copies.get(number)?.clone();
        let mut copy = self.clone();
        copy.zip = address.disclose().zip;
        (copy.guardian, copy.address, copy.copies) = (Some(name), Some(address), Vec::new());
        Some(copy)
    }
}
