use super::{Elements, Jurisdiction, Language, Standing};
use crate::finding::Private;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Addressee of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// The affected person.
    Person,
    /// The parent or guardian of the person, without a name.
    ParentOrGuardian,
    /// A guardian by name.
    NamedGuardian,
    /// The next of kin, without a name.
    NextOfKin,
    /// The next of kin or personal representative by name.
    NamedNextOfKin,
    /// The parents of a child who has died, without a name.
    ParentOfDeceased,
    /// Whoever the practice names for a child who has died.
    NamedForDeceasedChild,
    /// Whoever acts for the person, by name.
    Representative,
    /// No birth date: the person, or the parent or guardian of the person.
    Either,
}

impl Addressee {
    /// Returns whether the letter is to somebody by a name of their own, other than the affected person.
    pub fn is_named(self) -> bool {
        matches!(self, Self::NamedGuardian | Self::NamedNextOfKin | Self::NamedForDeceasedChild | Self::Representative)
    }

    /// Returns whether the letter is about a child who has died.
    pub fn is_for_deceased_child(self) -> bool {
        matches!(self, Self::ParentOfDeceased | Self::NamedForDeceasedChild)
    }
}

/// Families of letters with a shape of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// The HIPAA letter plus the state's items.
    Standard,
    /// Prescribed title, headings and type size.
    California,
    /// No nature of the breach, no number of residents.
    Massachusetts,
}

/// Everything that decides the words of a letter, apart from the few values that are a person's own. Two people
/// with equal variants get the same letter but for their [`Slot`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Variant {
    /// The law of residence.
    pub jurisdiction: Jurisdiction,
    /// Kind of letter, one of four.
    pub standing: Standing,
    /// Addressee of the letter.
    pub addressee: Addressee,
    /// The family that the rule and the person's own elements choose.
    pub family: Family,
    /// Language of the letter.
    pub language: Language,
    /// The elements of this person that were exposed.
    pub elements: Elements,
    /// True if an enrolment code of the person's own is printed.
    pub code: bool,
    /// True if a letter went out before and came back, which this one then says.
    pub second_copy: bool,
}

impl Variant {
    /// The name of the template of its letter: the word of the standing, or `deceased-child`.
    pub fn letter(&self) -> &'static str {
        if self.addressee.is_for_deceased_child() { "deceased-child" } else { self.standing.word() }
    }

    /// The name under which counsel approves it and under which it is counted: elements do not enter it.
    /// For example `TX-minor-en`, `MA-adult-en-massachusetts`, `NY-minor-named-es`, `TX-deceased-child-en`,
    /// `TX-adult-en-second` for a second copy.
    pub fn id(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.jurisdiction, self.standing.word())?;
        match self.addressee {
            Addressee::NamedGuardian | Addressee::NamedNextOfKin => f.write_str("-named")?,
            Addressee::Either => f.write_str("-either")?,
            Addressee::ParentOfDeceased => f.write_str("-child")?,
            Addressee::NamedForDeceasedChild => f.write_str("-child-named")?,
            Addressee::Person | Addressee::ParentOrGuardian | Addressee::NextOfKin | Addressee::Representative => {}
        }
        write!(f, "-{}", self.language.tag())?;
        match self.family {
            Family::Massachusetts => f.write_str("-massachusetts")?,
            Family::Standard | Family::California => {}
        }
        if self.second_copy { f.write_str("-second") } else { Ok(()) }
    }
}

/// A person's own value in a letter's text. Templates can place a slot but never look into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Slot {
    /// The affected person's full name.
    Person,
    /// The name of the guardian, next of kin or representative who is written to.
    Addressee,
    /// The person's own enrolment code.
    Code,
}

impl Slot {
    /// All slots.
    pub const ALL: [Self; 3] = [Self::Person, Self::Addressee, Self::Code];
}

/// The values of one person for the slots; a slot that the letter uses and the person lacks is a fault.
#[derive(Clone, Debug, Default)]
pub struct SlotValues([Option<Private<String>>; 3]);

impl SlotValues {
    /// Sets a value.
    pub fn set(&mut self, slot: Slot, value: Private<String>) {
        self.0[slot as usize] = Some(value);
    }

    /// The value, where there is one.
    pub fn get(&self, slot: Slot) -> Option<&Private<String>> {
        self.0[slot as usize].as_ref()
    }
}
