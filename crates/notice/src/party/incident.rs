//! The incident file: every fact that letters, deadlines and filings share, once. [`Incident::parse`] is the only way
//! in, so a value here has passed every check of the file.

use super::{DataElement, Jurisdiction, Standing};
use chrono::NaiveDate;

/// The whole file.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Who must tell.
    pub practice: Practice,
    /// What happened.
    pub event: Event,
    /// What was exposed, for lists without columns of their own.
    pub exposed: Exposed,
    /// When and how letters go out.
    pub mailing: Mailing,
    /// How readers ask.
    pub contact: Contact,
    /// What is offered.
    pub monitoring: Monitoring,
    /// What counsel decided.
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
    /// What shows in the return window.
    pub return_address: Vec<String>,
    /// State of the practice.
    pub state: Jurisdiction,
    /// Parent or affiliate, named in Massachusetts letters; may be empty.
    pub parent_company: String,
    /// PNG or SVG beside the incident file.
    pub logo: Option<String>,
    /// The practice's own letterhead as a one-page PDF beside the incident file, instead of a logo.
    pub letterhead: Option<String>,
    /// Who signs.
    pub signatory: Signatory,
}

/// Who signs.
#[derive(Clone, Debug)]
pub struct Signatory {
    /// Printed name.
    pub name: String,
    /// Printed title.
    pub title: String,
    /// PNG of the signature beside the incident file.
    pub signature: Option<String>,
}

/// Words for the nature of a breach; their wording is in the templates, their ban in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Files were encrypted or copied for ransom.
    Ransomware,
    /// Somebody got into an e-mail account.
    EmailAccount,
    /// Somebody got into systems.
    NetworkIntrusion,
    /// A device or paper was stolen.
    Theft,
    /// A device or paper was lost.
    Loss,
    /// A vendor was breached.
    Vendor,
    /// Mail or e-mail went to the wrong person.
    Misdirected,
    /// Somebody inside looked without need.
    Insider,
    /// Something else, told in `what_happened` alone.
    Other,
}

impl Nature {
    /// Every word.
    pub const ALL: [Self; 9] = [
        Self::Ransomware,
        Self::EmailAccount,
        Self::NetworkIntrusion,
        Self::Theft,
        Self::Loss,
        Self::Vendor,
        Self::Misdirected,
        Self::Insider,
        Self::Other,
    ];

    /// The word in the incident file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ransomware => "ransomware",
            Self::EmailAccount => "email_account",
            Self::NetworkIntrusion => "network_intrusion",
            Self::Theft => "theft",
            Self::Loss => "loss",
            Self::Vendor => "vendor",
            Self::Misdirected => "misdirected",
            Self::Insider => "insider",
            Self::Other => "other",
        }
    }
}

/// What happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Title of the letter.
    pub title: String,
    /// First day of access.
    pub occurred_from: NaiveDate,
    /// Last day of access.
    pub occurred_to: NaiveDate,
    /// HIPAA discovery.
    pub discovered: NaiveDate,
    /// The day it was clear that this was a breach; absent: the day of discovery.
    pub determined: Option<NaiveDate>,
    /// The day it was known whose information was involved; starts no clock.
    pub review_completed: Option<NaiveDate>,
    /// The nature of the breach.
    pub nature: Nature,
    /// One or two sentences in English.
    pub what_happened: String,
    /// Clauses in English that follow "we".
    pub what_we_are_doing: Vec<String>,
    /// Whether misuse was seen.
    pub evidence_of_misuse: bool,
    /// Police.
    pub law_enforcement: LawEnforcement,
    /// People as counted for filings.
    pub people_total: u64,
    /// The same prose in Spanish.
    pub es: Option<EventProse>,
}

/// The prose of the event in another language.
#[derive(Clone, Debug)]
pub struct EventProse {
    /// One or two sentences.
    pub what_happened: String,
    /// Clauses that follow "we".
    pub what_we_are_doing: Vec<String>,
    /// Title of the letter; empty: the templates have their own.
    pub title: String,
    /// Days and hours of the telephone line; empty: as in English.
    pub hours: String,
    /// What the product for adults is called; empty: as in English.
    pub adult_product: String,
    /// What the product for minors is called; empty: as in English.
    pub minor_product: String,
    /// Title of who signs; empty: as in English.
    pub signatory_title: String,
}

/// Police.
#[derive(Clone, Debug, Default)]
pub struct LawEnforcement {
    /// Whether police were told.
    pub notified: bool,
    /// Which.
    pub agency: String,
    /// Whether police asked that letters wait.
    pub delayed_notice: bool,
    /// How they asked.
    pub request: Option<DelayRequest>,
    /// When they asked.
    pub requested_on: Option<NaiveDate>,
    /// The last day for which they asked that letters wait.
    pub delayed_until: Option<NaiveDate>,
}

/// How police asked that letters wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelayRequest {
    /// In a written statement that names the time.
    Written,
    /// In words, written down by the practice.
    Oral,
}

/// What was exposed.
#[derive(Clone, Debug)]
pub struct Exposed {
    /// The elements, used where the list has no column of its own.
    pub elements: Vec<DataElement>,
}

/// When and how letters go out.
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
    /// How Spanish letters are sent.
    pub spanish: Spanish,
    /// Whose state's paragraphs are printed.
    pub addenda: Addenda,
}

/// How Spanish letters are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spanish {
    /// Both languages in one piece.
    #[default]
    Bilingual,
    /// Spanish alone.
    Spanish,
}

/// Whose state's paragraphs are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addenda {
    /// The reader's own.
    #[default]
    Own,
    /// Those of all states on the mailing.
    Union,
}

/// How readers ask.
#[derive(Clone, Debug)]
pub struct Contact {
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

/// What is offered to adults and to minors.
#[derive(Clone, Debug, Default)]
pub struct Monitoring {
    /// For adults.
    pub adult: Option<Product>,
    /// For minors.
    pub minor: Option<Product>,
}

impl Monitoring {
    /// What is offered to a standing: nothing to the dead, a child's own kind to a child.
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
    /// Who provides it.
    pub provider: String,
    /// What it is called.
    pub product: String,
    /// For how long, in months.
    pub months: u16,
    /// Where to enrol.
    pub url: String,
    /// Until when.
    pub enroll_by: NaiveDate,
    /// Telephone for enrolment.
    pub phone: String,
    /// CSV of codes beside the incident file; absent: no code is printed.
    pub codes: Option<String>,
}

/// What counsel decided.
#[derive(Clone, Debug, Default)]
pub struct Counsel {
    /// How a Massachusetts letter describes the incident; no default.
    pub massachusetts_description: Option<MassachusettsDescription>,
    /// What becomes of people without a birth date.
    pub no_birth_date: NoBirthDate,
    /// Whether guardians are named.
    pub named_guardians: bool,
    /// Whether the page with Section 1557 taglines is enclosed.
    pub section_1557_taglines: bool,
}

/// How a Massachusetts letter describes the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassachusettsDescription {
    /// What happened and what we are doing are left out.
    Omit,
    /// One neutral sentence stays, as HIPAA asks for a brief description.
    HipaaMinimum,
}

/// What becomes of people without a birth date.
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

impl Event {
    /// The day it was clear that this was a breach.
    pub fn determination(&self) -> NaiveDate {
        self.determined.unwrap_or(self.discovered)
    }
}
