//! Federal law and the contact blocks that letters print.

use super::rule::Rule;
use super::word::{Channel, ClockStart, DeadlineStandard, Forbidden, HipaaDeemed, LetterItem, Verified};
use crate::party::{DataElement, Elements, Family};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Remarks for counsel, by key; the program takes nothing from them.
pub type Remarks = BTreeMap<String, toml::Value>;

/// The HIPAA breach rule and the federal law beside it (`templates/hipaa/rule.toml`). What the program counts with
/// is typed; what only people read stays in [`Remarks`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Federal {
    /// Name of the rule.
    pub name: String,
    /// Citations.
    pub citations: Vec<String>,
    /// The source in which counsel checks.
    pub official_url: String,
    /// Pages that were read.
    pub source_urls: Vec<String>,
    /// The state of checking.
    pub verified: Verified,
    /// The sources that were read.
    pub verified_scope: String,
    /// The day on which the whole file was last compared with its sources.
    pub reviewed_on: NaiveDate,
    /// Outer limit for letters in calendar days.
    pub individual_deadline_days: u16,
    /// Citation of that limit.
    pub individual_citation: String,
    /// The event that starts the clock.
    pub deadline_from: ClockStart,
    /// The meaning of discovery.
    pub discovery_meaning: String,
    /// The limit in words.
    pub standard: String,
    /// The presumption of a breach.
    pub presumption: String,
    /// True if plain language is owed.
    pub plain_language_required: bool,
    /// The way in which letters are sent.
    pub delivery: String,
    /// Rule for cases in which more than a letter is owed.
    pub urgent_notice: String,
    /// Days for a business associate to tell the practice.
    pub business_associate_deadline_days: u16,
    /// Rule on the duty and the discovery of a business associate.
    pub business_associate_note: String,
    /// The items (A) to (E) and remarks on them.
    pub content: BTreeMap<String, String>,
    /// Notice to people who cannot be reached by letter.
    pub substitute_notice: SubstituteNotice,
    /// Notice to the media.
    pub media_notice: MediaNotice,
    /// Notice to HHS.
    pub hhs_notice: HhsNotice,
    /// The dead.
    pub deceased: Remarks,
    /// Children and people for whom somebody acts.
    pub minors_and_incapacitated: Remarks,
    /// Delay of letters at the request of police.
    pub law_enforcement_delay: LawEnforcementDelay,
    /// The records that must be kept, and for how long.
    pub proof_and_retention: Remarks,
    /// Substance use disorder records.
    pub part2: Remarks,
    /// Kinds of information by which the law of a state comes to apply.
    pub covered_information: CoveredInformation,
    /// Freezes for minors.
    pub minor_credit_freeze: MinorFreeze,
    /// Freezes for everybody.
    pub security_freeze_free: SecurityFreeze,
    /// Language assistance.
    pub section_1557: Remarks,
    /// Effective communication.
    pub disability_access: Remarks,
    /// The vocabulary of the rule files.
    pub meta: Remarks,
    /// The words of the rule files and what they mean.
    pub vocabulary: Vocabulary,
}

/// Kinds of information by which the law of a state comes to apply. Those in no list are covered everywhere, so that a letter
/// rather says more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredInformation {
    /// Covered where a rule lists them under `also_covered`.
    pub identifying: Vec<DataElement>,
    /// Covered where a rule says `medical_info_covered`.
    pub medical: Vec<DataElement>,
    /// Covered where a rule says `health_insurance_covered`.
    pub health_insurance: Vec<DataElement>,
}

impl CoveredInformation {
    /// The kinds of information that make the law of a rule apply.
    pub(super) fn of(&self, rule: &Rule) -> Elements {
        let is_covered = |element: &DataElement| {
            let (medical, insurance) = (self.medical.contains(element), self.health_insurance.contains(element));
            rule.also_covered.contains(element)
                || (medical && rule.medical_info_covered)
                || (insurance && rule.health_insurance_covered)
                || !(medical || insurance || self.identifying.contains(element))
        };
        DataElement::ALL.iter().copied().filter(is_covered).collect()
    }
}

/// Notice to people who cannot be reached by letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubstituteNotice {
    /// Citation.
    pub citation: String,
    /// The duty for few people.
    pub fewer_than_10: String,
    /// The duty for more.
    pub ten_or_more: String,
    /// Days for which a web posting stays.
    pub web_posting_days: u16,
    /// Days for which the toll-free number is staffed.
    pub toll_free_active_days: u16,
    /// Unreachable people from which posting or media and the number are owed.
    pub toll_free_required_from_persons: u64,
    /// The people who are counted.
    pub count_rule: String,
    /// People to whom it is not owed.
    pub not_owed_for: String,
    /// Time limit in words.
    pub timing: String,
}

/// Notice to the media.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaNotice {
    /// Citation.
    pub citation: String,
    /// Smallest number of residents of one state.
    pub threshold_residents: u64,
    /// The threshold in words.
    pub threshold_text: String,
    /// Calendar days.
    pub deadline_days: u16,
    /// The event that starts the clock.
    pub deadline_from: ClockStart,
    /// Remarks.
    pub note: String,
}

/// Notice to HHS.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HhsNotice {
    /// Citation.
    pub citation: String,
    /// People in total from which the notice is due with the letters.
    pub large_threshold_persons: u64,
    /// The rule for many.
    pub large_rule: String,
    /// Calendar days after the end of the year of discovery, for fewer.
    pub small_deadline_days: u16,
    /// The rule for few.
    pub small_rule: String,
    /// The date in words.
    pub small_deadline_note: String,
    /// The way in which it is filed.
    pub submission: Channel,
    /// The form.
    pub portal: String,
    /// True if it is published.
    pub public_posting: bool,
    /// The place.
    pub public_posting_note: String,
    /// Remarks on what is easily confused.
    pub trap: String,
}

/// Delay of letters at the request of police.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawEnforcementDelay {
    /// Citation.
    pub citation: String,
    /// The rule in words.
    pub rule: String,
    /// Calendar days for which a spoken request delays at most.
    pub oral_delay_max_days: u16,
}

/// Freezes for minors.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinorFreeze {
    /// Citation.
    pub citation: String,
    /// The rule in words.
    pub rule: String,
    /// Age in years below which a representative asks for the freeze.
    pub protected_consumer_under_age: u8,
    /// Remarks.
    pub note: String,
    /// The state of checking.
    pub verified: Verified,
}

/// Freezes and fraud alerts for everybody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityFreeze {
    /// Citation.
    pub citation: String,
    /// The rule about freezes in words.
    pub rule: String,
    /// The rule about fraud alerts in words.
    pub fraud_alert: String,
    /// Business days in which a freeze is placed that was asked for by telephone or online.
    pub frozen_by_phone_business_days: u8,
    /// Hours in which it is lifted when asked for in that way.
    pub lifted_by_phone_hours: u8,
    /// Business days in which a freeze is placed that was asked for by mail.
    pub frozen_by_mail_business_days: u8,
    /// Years that a first fraud alert lasts.
    pub initial_alert_years: u8,
    /// Years that the alert of a victim of identity theft lasts.
    pub extended_alert_years: u8,
    /// Years of addresses that the bureaus ask for.
    pub address_history_years: u8,
    /// The state of checking.
    pub verified: Verified,
}

/// The words of the rule files and what they mean.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Items of a letter.
    pub letter_items: BTreeMap<LetterItem, String>,
    /// Bans.
    pub letter_must_not_include: BTreeMap<Forbidden, String>,
    /// Starts of clocks.
    pub deadline_from: BTreeMap<ClockStart, String>,
    /// The extent to which HIPAA satisfies a state.
    pub hipaa_deemed_compliant: BTreeMap<HipaaDeemed, String>,
    /// Kinds of limit.
    pub individual_deadline_standard: BTreeMap<DeadlineStandard, String>,
    /// Families of letters.
    pub letter_family: BTreeMap<Family, String>,
}

impl Vocabulary {
    /// The first word of the program that the file does not explain, after the table where it belongs.
    pub(super) fn unexplained(&self) -> Option<(&'static str, &'static str)> {
        fn first<W: Ord + Copy>(
            table: &'static str,
            all: &[W],
            explained: &BTreeMap<W, String>,
            word: fn(W) -> &'static str,
        ) -> Option<(&'static str, &'static str)> {
            all.iter().find(|w| !explained.contains_key(w)).map(|&w| (table, word(w)))
        }
        let standards = &self.individual_deadline_standard;
        first("[vocabulary.letter_items]", LetterItem::ALL, &self.letter_items, LetterItem::word)
            .or_else(|| {
                let table = "[vocabulary.letter_must_not_include]";
                first(table, Forbidden::ALL, &self.letter_must_not_include, Forbidden::word)
            })
            .or_else(|| first("[vocabulary.deadline_from]", ClockStart::ALL, &self.deadline_from, ClockStart::word))
            .or_else(|| {
                let table = "[vocabulary.hipaa_deemed_compliant]";
                first(table, HipaaDeemed::ALL, &self.hipaa_deemed_compliant, HipaaDeemed::word)
            })
            .or_else(|| {
                let table = "[vocabulary.individual_deadline_standard]";
                first(table, DeadlineStandard::ALL, standards, DeadlineStandard::word)
            })
    }
}

/// The contact blocks that letters print (`templates/contacts.toml`).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// Credit bureau.
    pub equifax: Contact,
    /// Credit bureau.
    pub experian: Contact,
    /// Credit bureau.
    pub transunion: Contact,
    /// Free yearly credit reports.
    pub annual_credit_report: Contact,
    /// Federal Trade Commission.
    pub ftc: Contact,
    /// Internal Revenue Service, for identity protection numbers.
    pub irs: Contact,
    /// HHS Office for Civil Rights.
    pub hhs_ocr: Contact,
    /// Social Security Administration.
    #[serde(default)]
    pub ssa: Option<Contact>,
    /// Department of State, for passports.
    #[serde(default)]
    pub passport: Option<Contact>,
    /// The page on which rights under the Fair Credit Reporting Act are summed up.
    pub cfpb_fcra_summary: Contact,
}

impl Contacts {
    /// Every block.
    pub fn all(&self) -> impl Iterator<Item = &Contact> {
        let fixed = [&self.annual_credit_report, &self.ftc, &self.irs, &self.hhs_ocr, &self.cfpb_fcra_summary];
        self.bureaus().into_iter().chain(fixed).chain(self.ssa.as_ref()).chain(self.passport.as_ref())
    }

    /// The three nationwide credit bureaus, in the order in which letters print them.
    pub fn bureaus(&self) -> [&Contact; 3] {
        [&self.equifax, &self.experian, &self.transunion]
    }
}

/// The word of a bureau on freezing the file of a person who has died.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeceasedFreeze {
    /// It places one.
    Offered,
    /// It says that it does not.
    NotOffered,
    /// No page of its own says.
    Unknown,
}

/// One contact block; what a block lacks is empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The day on which the block was last compared with its sources.
    pub as_of: NaiveDate,
    /// Name.
    pub name: String,
    /// Postal address, line by line.
    #[serde(default)]
    pub address: Vec<String>,
    /// The address for fraud alerts, line by line.
    #[serde(default)]
    pub fraud_alert_address: Vec<String>,
    /// The address for freezes, line by line.
    #[serde(default)]
    pub freeze_address: Vec<String>,
    /// The address for freezes for minors and represented people, line by line.
    #[serde(default)]
    pub minor_or_representative_freeze_address: Vec<String>,
    /// The address to which a death certificate is sent, line by line.
    #[serde(default)]
    pub deceased_address: Vec<String>,
    /// The bureau's own word on freezing the file of a person who has died; absent: not looked up.
    #[serde(default)]
    pub deceased_freeze: Option<DeceasedFreeze>,
    /// Pages on which these were read.
    #[serde(default)]
    pub deceased_source_urls: Vec<String>,
    /// The day since which reports are free every week.
    #[serde(default)]
    pub weekly_since: Option<NaiveDate>,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Remarks about it.
    #[serde(default)]
    pub phone_note: String,
    /// Numbers that other letters print.
    #[serde(default)]
    pub phone_alternates: Vec<String>,
    /// Web site.
    #[serde(default)]
    pub website: String,
    /// Several web sites.
    #[serde(default)]
    pub websites: Vec<String>,
    /// HHS: where breaches are filed.
    #[serde(default)]
    pub breach_portal: String,
    /// HHS: where people complain.
    #[serde(default)]
    pub complaint_portal: String,
    /// FCRA: the page of the FTC.
    #[serde(default)]
    pub ftc_page: String,
    /// FCRA: the rights that a summary lists.
    #[serde(default)]
    pub fcra_rights_to_list: Vec<String>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Pages that were read.
    #[serde(default)]
    pub source_urls: Vec<String>,
    /// The state of checking.
    pub verified: Verified,
    /// Open doubts.
    #[serde(default)]
    pub uncertain: Vec<String>,
}
