//! The incident file: every fact that letters, deadlines and filings share, once. [`Incident::parse`] is the only way
//! in, so a value here has passed every check of the file.

pub use super::event::{DateRange, DelayRequest, Event, EventProse, LawEnforcement, Nature, Occurrence};
pub use super::response::{
    Actor, Containment, Item, Progress, Relation, Reporting, Response, ReviewResult, Steps, Vendor,
};
use super::{DataElement, Jurisdiction, Standing};
use chrono::NaiveDate;

/// The whole file.
#[derive(Clone, Debug)]
pub struct Incident {
    /// The practice that must tell.
    pub practice: Practice,
    /// The event.
    pub event: Event,
    /// The exposed elements, for lists without columns of their own.
    pub exposed: Exposed,
    /// Dates and form of the mailing.
    pub mailing: Mailing,
    /// The ways in which readers ask.
    pub contact: ContactDetails,
    /// The offer.
    pub monitoring: Monitoring,
    /// Counsel's decisions.
    pub counsel: Counsel,
}

/// The practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Name as patients know it.
    pub name: String,
    /// Name in law.
    pub legal_name: String,
    /// Postal address, line by line.
    pub address: Vec<String>,
    /// The lines that show in the return window.
    pub return_address: Vec<String>,
    /// State of the practice.
    pub state: Jurisdiction,
    /// Parent or affiliate, named in Massachusetts letters; may be empty.
    pub parent_company: String,
    /// PNG or SVG beside the incident file.
    pub logo: Option<String>,
    /// The practice's own letterhead as a one-page PDF beside the incident file, instead of a logo.
    pub letterhead: Option<String>,
    /// The signatory.
    pub signatory: Signatory,
}

/// The signatory.
#[derive(Clone, Debug)]
pub struct Signatory {
    /// Printed name.
    pub name: String,
    /// Printed title.
    pub title: String,
    /// PNG of the signature beside the incident file.
    pub signature: Option<String>,
}

/// The exposed elements.
#[derive(Clone, Debug)]
pub struct Exposed {
    /// The elements, used where the list has no column of its own.
    pub elements: Vec<DataElement>,
    /// The reason for which the practice has the information, where it is the same for everybody.
    pub relation: Option<Relation>,
}

/// Dates and form of the mailing.
#[derive(Clone, Debug)]
pub struct Mailing {
    /// The day the list was made.
    pub list_date: NaiveDate,
    /// The day ages, deadlines and the letter's date are taken on.
    pub date: NaiveDate,
    /// Printed on both sides.
    pub duplex: bool,
    /// For people whose own language is not given.
    pub language: super::Language,
    /// The way in which Spanish letters are sent.
    pub spanish: Spanish,
    /// States whose paragraphs are printed.
    pub addenda: Addenda,
}

/// The way in which Spanish letters are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spanish {
    /// Both languages in one piece.
    #[default]
    Bilingual,
    /// Spanish alone.
    Spanish,
}

/// States whose paragraphs are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addenda {
    /// The reader's own.
    #[default]
    Own,
    /// Those of all states on the mailing.
    Union,
}

/// The ways in which readers ask.
#[derive(Clone, Debug)]
pub struct ContactDetails {
    /// Toll-free number.
    pub toll_free: String,
    /// TTY or relay number; may be empty.
    pub tty: String,
    /// Days and hours with the time zone.
    pub hours: String,
    /// Postal address, line by line.
    pub postal: Vec<String>,
    /// E-mail address; may be empty.
    pub email: String,
    /// Web page; may be empty.
    pub website: String,
}

/// The offer to adults and to minors.
#[derive(Clone, Debug, Default)]
pub struct Monitoring {
    /// For adults.
    pub adult: Option<Product>,
    /// For minors.
    pub minor: Option<Product>,
}

impl Monitoring {
    /// The offer to a standing: nothing to the dead, a child's own kind to a child.
    pub fn offer(&self, standing: Standing) -> Option<&Product> {
        match standing {
            Standing::Adult | Standing::Represented => self.adult.as_ref(),
            Standing::Minor => self.minor.as_ref(),
            Standing::Deceased => None,
        }
    }
}

/// A monitoring product.
#[derive(Clone, Debug)]
pub struct Product {
    /// The provider.
    pub provider: String,
    /// The name of the product.
    pub product: String,
    /// For how long, in months.
    pub months: u16,
    /// The address at which to enrol.
    pub url: String,
    /// Until when.
    pub enroll_by: NaiveDate,
    /// Telephone for enrolment.
    pub phone: String,
    /// CSV of codes beside the incident file; absent: no code is printed.
    pub codes: Option<String>,
}

/// Counsel's decisions.
#[derive(Clone, Debug, Default)]
pub struct Counsel {
    /// The description in a Massachusetts letter; no default.
    pub massachusetts_description: Option<MassachusettsDescription>,
    /// The treatment of people without a birth date.
    pub no_birth_date: NoBirthDate,
    /// True if guardians are named.
    pub named_guardians: bool,
    /// True if the page with Section 1557 taglines is enclosed.
    pub section_1557_taglines: bool,
    /// True if the practice has agreed to pay for a credit report where the law of a reader's state makes the letter promise it.
    pub pays_for_credit_report: bool,
}

/// The description of the incident in a Massachusetts letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassachusettsDescription {
    /// No word on what happened and what is being done.
    Omit,
    /// One neutral sentence stays, as HIPAA asks for a brief description.
    HipaaMinimum,
}

/// The treatment of people without a birth date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoBirthDate {
    /// They are held.
    #[default]
    Hold,
    /// "NAME, or Parent or Guardian of NAME".
    Either,
    /// They are written to as adults.
    Adult,
}
