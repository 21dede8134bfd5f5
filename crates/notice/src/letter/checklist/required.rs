//! The items that the law asks of a letter: the five federal items first, then those of the state.

use super::check::{Check, Light, Outcome};
use super::letter_review::LetterReview;
use super::{form, incident_items, offer, offices, template_location};
use crate::routing::LetterItem;

/// The federal items, which every letter owes: key of the federal rule, word, and how it is looked for.
const FEDERAL: [(&str, &str, LetterItem); 7] = [
    ("A", "hipaa_what_happened", LetterItem::DescriptionOfIncident),
    ("A", "hipaa_date_of_breach", LetterItem::DateOfBreach),
    ("A", "hipaa_date_of_discovery", LetterItem::DateOfDiscovery),
    ("B", "hipaa_kinds_of_information", LetterItem::TypesOfInfo),
    ("C", "hipaa_steps_to_take", LetterItem::AdviceProtectiveSteps),
    ("D", "hipaa_what_we_are_doing", LetterItem::StepsTaken),
    ("E", "hipaa_how_to_ask", LetterItem::ContactTelephone),
];

pub(super) fn checks(case: &LetterReview<'_>, checks: &mut Vec<Check>) {
    let book = case.book.hipaa();
    for (key, word, item) in FEDERAL {
        let asks = book.content.get(key).map_or("", String::as_str);
        checks.push(check(word, asks, template_location::of(case, item), outcome(case, item)));
    }
    for item in case.rule.items(case.variant.elements, case.incident) {
        let asks = book.vocabulary.letter_items.get(&item).map_or("", String::as_str);
        checks.push(check(item.word(), asks, template_location::of(case, item), outcome(case, item)));
    }
}

/// Writes an outcome down.
pub(super) fn check(item: &str, asks: &str, look_at: String, outcome: Outcome) -> Check {
    let (light, note) = match outcome {
        Outcome::Found(note) => (Light::Green, note),
        Outcome::Doubt(note) => (Light::Amber, note),
        Outcome::Fault(note) => (Light::Red, note),
    };
    Check { item: item.to_owned(), asks: asks.trim_end_matches('.').to_owned(), light, note, grade: None, look_at }
}

/// Looks for an item.
fn outcome(case: &LetterReview<'_>, item: LetterItem) -> Outcome {
    match item {
        LetterItem::DescriptionOfIncident => incident_items::description(case),
        LetterItem::DateOfBreach => incident_items::date_of_breach(case),
        LetterItem::DateOfDiscovery => incident_items::date_of_discovery(case),
        LetterItem::TimeFrameOfExposure => incident_items::time_frame(case),
        LetterItem::NoticeDate => incident_items::notice_date(case),
        LetterItem::TypesOfInfo | LetterItem::InfoElementsSpecified => incident_items::elements(case),
        LetterItem::StepsTaken => incident_items::steps_taken(case),
        LetterItem::AdviceProtectiveSteps => incident_items::protective_steps(case),
        LetterItem::ContactEntity => offices::entity(case),
        LetterItem::ContactTelephone => offices::telephone(case),
        LetterItem::ContactTollFree => offices::toll_free(case),
        LetterItem::ContactPostal => offices::postal(case),
        LetterItem::ContactWebsite => offices::website(case),
        LetterItem::CraContacts => offices::bureaus(case, false),
        LetterItem::CraWebsites => offices::bureaus(case, true),
        LetterItem::FtcContact => offices::ftc(case),
        LetterItem::AgContact => offices::attorney_general(case),
        LetterItem::StateAgencyContact => offices::agencies(case),
        LetterItem::CreditMonitoringOffer => offer::monitoring(case),
        LetterItem::RemediationServices => offer::remediation(case),
        LetterItem::LawEnforcementDelay => incident_items::police_delay(case),
        LetterItem::TitleAndHeadings => form::title_and_headings(case),
        LetterItem::MinFontSize => form::type_size(case),
        LetterItem::PlainLanguage => form::plain_language(case),
        LetterItem::ClearAndConspicuous => form::conspicuous(case),
        LetterItem::FreeCreditReport => offer::credit_report(case),
        LetterItem::AdviceRemainVigilant
        | LetterItem::AdviceReviewBenefits
        | LetterItem::ContactWhatDataHeld
        | LetterItem::SourcesIdentityTheft
        | LetterItem::SourcesFreezeFraudAlert
        | LetterItem::FraudAlertInfo
        | LetterItem::SecurityFreezeInfo
        | LetterItem::NoFeeFreeze
        | LetterItem::PoliceReportRight
        | LetterItem::ReportToPolice
        | LetterItem::ReportToAg
        | LetterItem::ReportToFtc
        | LetterItem::NumberOfResidents
        | LetterItem::ParentCompanyName
        | LetterItem::FcraRights
        | LetterItem::AcknowledgeAcquisition
        | LetterItem::RightToRequestDataTypes => case.worded(item),
    }
}
