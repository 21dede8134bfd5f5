//! The law as letters need it: the view of the rule book that templates can name.

use crate::party::Jurisdiction;
use crate::routing::{Addendum, Contact, DeceasedFreeze, Federal, Forbidden, LetterItem, Rule, RuleBook};
use serde::Serialize;
use std::collections::BTreeMap;

/// Facts of law for every jurisdiction, and the agencies that every letter names.
#[derive(Clone, Debug)]
pub struct Law {
    /// One entry for each jurisdiction that has a rule.
    pub states: BTreeMap<Jurisdiction, State>,
    /// The agencies.
    pub contacts: PrintedContacts,
    /// Freezes and fraud alerts.
    pub credit: Credit,
}

/// A jurisdiction as letters see it.
#[derive(Clone, Debug)]
pub struct State {
    /// Its rule: the items that it owes, its names.
    pub rule: Rule,
    /// The agency that its people turn to, where the rule names one for letters.
    pub addendum: Option<Agency>,
    /// The first regulator that is told of the breach, for states whose rule names no agency for letters.
    pub regulator: Option<Agency>,
}

impl State {
    /// Returns whether its letters may not say how many people were affected.
    pub fn count_forbidden(&self) -> bool {
        self.rule.letter_must_not_include.contains(&Forbidden::NumberOfResidents)
    }

    /// Returns whether its letters have to say how many people were affected.
    pub fn count_owed(&self) -> bool {
        self.rule.may_owe(LetterItem::NumberOfResidents)
    }

    /// The office that its people turn to: the one that the rule names for letters, else the regulator.
    pub fn office(&self) -> Option<&Agency> {
        self.addendum.as_ref().or(self.regulator.as_ref())
    }
}

/// An agency as it is printed. What is unknown is empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agency {
    /// Name.
    pub name: String,
    /// Postal address, line by line; the last line is city, state and ZIP.
    pub address: Vec<String>,
    /// Telephone, toll-free where there is such a number.
    pub phone: String,
    /// Web site.
    pub website: String,
    /// A second agency that the letter has to name (New York).
    pub second: Option<Box<Agency>>,
}

/// Numbers of federal law about freezes and fraud alerts.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Credit {
    /// Years that a first fraud alert lasts.
    pub alert_years: u8,
    /// Years that the alert of a victim of identity theft lasts.
    pub victim_alert_years: u8,
    /// Business days until a freeze that was asked for online or by telephone is placed.
    pub freeze_days_by_phone: u8,
    /// Business days until a freeze that was asked for by mail is placed.
    pub freeze_days_by_mail: u8,
    /// Years of addresses that the bureaus ask for.
    pub address_years: u8,
    /// Age below which a parent or guardian asks for the freeze.
    pub child_freeze_age: u8,
    /// True if the bureaus let everybody see their reports online every week.
    pub weekly_reports: bool,
}

/// Rights under the Fair Credit Reporting Act, and the place where they are summed up.
#[derive(Clone, Debug, Serialize)]
pub struct CreditReporting {
    /// Name of the summary.
    pub name: String,
    /// Web site.
    pub website: String,
    /// The rights, each as the end of a sentence.
    pub rights: Vec<String>,
}

/// A credit bureau.
#[derive(Clone, Debug, Serialize)]
pub struct Bureau {
    /// Name.
    pub name: String,
    /// Toll-free number.
    pub phone: String,
    /// The address at which a fraud alert is asked for.
    pub fraud_alert_address: Vec<String>,
    /// The address at which a freeze is asked for.
    pub freeze_address: Vec<String>,
    /// The address at which a parent or representative asks for a freeze, if not at `freeze_address`.
    pub minor_or_representative_freeze_address: Vec<String>,
    /// The address to which a death certificate is sent.
    pub deceased_address: Vec<String>,
    /// True if the bureau says that it does not freeze the file of a person who has died.
    pub refuses_deceased_freeze: bool,
    /// Web site.
    pub website: String,
}

/// An office that every letter can name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PrintedOffice {
    /// Name.
    pub name: String,
    /// Postal address, line by line.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: String,
    /// Web site.
    pub website: String,
    /// Web sites, the main one first.
    pub websites: Vec<String>,
}

/// The agencies that every letter names. Source and date of each stand in `contacts.toml`.
#[derive(Clone, Debug)]
pub struct PrintedContacts {
    /// Credit bureau.
    pub equifax: Bureau,
    /// Credit bureau.
    pub experian: Bureau,
    /// Credit bureau.
    pub transunion: Bureau,
    /// Free yearly credit reports.
    pub annual_credit_report: PrintedOffice,
    /// Federal Trade Commission.
    pub ftc: PrintedOffice,
    /// Internal Revenue Service, identity protection.
    pub irs: PrintedOffice,
    /// Department of Health and Human Services, Office for Civil Rights.
    pub hhs_ocr: PrintedOffice,
    /// Social Security Administration.
    pub ssa: PrintedOffice,
    /// Department of State, passports.
    pub passport: PrintedOffice,
    /// Rights under the Fair Credit Reporting Act.
    pub fcra: CreditReporting,
}

impl From<&RuleBook> for Law {
    fn from(book: &RuleBook) -> Self {
        let contacts = book.contacts();
        Self {
            states: book.rules().map(|rule| (rule.code, State::from(rule))).collect(),
            contacts: PrintedContacts {
                equifax: (&contacts.equifax).into(),
                experian: (&contacts.experian).into(),
                transunion: (&contacts.transunion).into(),
                annual_credit_report: (&contacts.annual_credit_report).into(),
                ftc: (&contacts.ftc).into(),
                irs: (&contacts.irs).into(),
                hhs_ocr: (&contacts.hhs_ocr).into(),
                ssa: contacts.ssa.as_ref().map(PrintedOffice::from).unwrap_or_default(),
                passport: contacts.passport.as_ref().map(PrintedOffice::from).unwrap_or_default(),
                fcra: CreditReporting {
                    name: contacts.cfpb_fcra_summary.name.clone(),
                    website: contacts.cfpb_fcra_summary.website.clone(),
                    rights: contacts.cfpb_fcra_summary.fcra_rights_to_list.clone(),
                },
            },
            credit: Credit {
                weekly_reports: contacts.annual_credit_report.weekly_since.is_some(),
                ..Credit::from(book.hipaa())
            },
        }
    }
}

impl From<&Rule> for State {
    fn from(rule: &Rule) -> Self {
        let regulator = rule.regulators.iter().find(|r| !r.address.is_empty());
        Self {
            rule: rule.clone(),
            addendum: rule.state_addendum.as_ref().map(Agency::from),
            regulator: regulator.map(|r| Agency {
                name: r.name.clone(),
                address: r.address.clone(),
                phone: r.phone.clone(),
                website: r.website.clone(),
                second: None,
            }),
        }
    }
}

impl From<&Federal> for Credit {
    fn from(federal: &Federal) -> Self {
        let freeze = &federal.security_freeze_free;
        Self {
            alert_years: freeze.initial_alert_years,
            victim_alert_years: freeze.extended_alert_years,
            freeze_days_by_phone: freeze.frozen_by_phone_business_days,
            freeze_days_by_mail: freeze.frozen_by_mail_business_days,
            address_years: freeze.address_history_years,
            child_freeze_age: federal.minor_credit_freeze.protected_consumer_under_age,
            weekly_reports: false,
        }
    }
}

impl From<&Addendum> for Agency {
    fn from(office: &Addendum) -> Self {
        let mut address = office.address_lines.clone();
        address.push(format!("{}, {} {}", office.city, office.state, office.zip));
        let second = (!office.second_agency.is_empty()).then(|| {
            Box::new(Self {
                name: office.second_agency.clone(),
                address: office.second_address.clone(),
                phone: office.second_phone.clone(),
                website: office.second_website.clone(),
                second: None,
            })
        });
        let (phone, website) = (office.phone.clone(), office.website.clone());
        Self { name: office.agency.clone(), address, phone, website, second }
    }
}

impl From<&Contact> for Bureau {
    fn from(bureau: &Contact) -> Self {
        Self {
            name: bureau.name.clone(),
            phone: bureau.phone.clone(),
            fraud_alert_address: bureau.fraud_alert_address.clone(),
            freeze_address: bureau.freeze_address.clone(),
            minor_or_representative_freeze_address: bureau.minor_or_representative_freeze_address.clone(),
            deceased_address: bureau.deceased_address.clone(),
            refuses_deceased_freeze: bureau.deceased_freeze == Some(DeceasedFreeze::NotOffered),
            website: bureau.website.clone(),
        }
    }
}

impl From<&Contact> for PrintedOffice {
    fn from(office: &Contact) -> Self {
        Self {
            name: office.name.clone(),
            address: office.address.clone(),
            phone: office.phone.clone(),
            website: office.website.clone(),
            websites: office.websites.clone(),
        }
    }
}
