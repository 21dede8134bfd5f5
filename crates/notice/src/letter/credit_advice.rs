//! The credit advice of a letter: what was taken, and what the state asks, decide what is printed.

use super::legal_facts::Law;
use crate::party::{DataElement, Family, Variant};
use crate::routing::LetterItem;
use serde::Serialize;

/// The kinds of information with which somebody can open or use credit in another's name.
pub(super) const ELEMENTS: [DataElement; 4] =
    [DataElement::Ssn, DataElement::TaxpayerId, DataElement::FinancialAccount, DataElement::PaymentCard];

/// The credit advice that is printed: where a Social Security number or an account was taken, and where the state asks.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a template asks")]
pub(super) struct CreditAdvice {
    report: bool,
    alert: bool,
    freeze: bool,
    bureaus: bool,
    /// The bureaus that do not freeze the file of a person who has died.
    no_deceased_freeze: Vec<String>,
}

impl CreditAdvice {
    /// The credit advice for a reader. No credit scare where neither number nor account was taken, but for what a state's
    /// law asks.
    pub(super) fn of(variant: &Variant, owed: &[LetterItem], law: &Law) -> Self {
        let credit = ELEMENTS.iter().any(|&element| variant.elements.contains(element));
        let owes = |items: &[LetterItem]| items.iter().any(|item| owed.contains(item));
        let sources = LetterItem::SourcesFreezeFraudAlert;
        let report = credit || owes(&[LetterItem::FreeCreditReport]);
        let alert = credit || owes(&[LetterItem::FraudAlertInfo, sources]);
        // Massachusetts has the freeze in its own paragraph, which points to the list of bureaus.
        let massachusetts = variant.family == Family::Massachusetts;
        let freeze =
            !massachusetts && (credit || owes(&[LetterItem::SecurityFreezeInfo, LetterItem::NoFeeFreeze, sources]));
        let bureaus = massachusetts
            || report
            || alert
            || freeze
            || owes(&[LetterItem::CraContacts, LetterItem::CraWebsites, LetterItem::RemediationServices]);
        let all = [&law.contacts.equifax, &law.contacts.experian, &law.contacts.transunion];
        let refusing = all.into_iter().filter(|bureau| bureau.refuses_deceased_freeze);
        Self { report, alert, freeze, bureaus, no_deceased_freeze: refusing.map(|b| b.name.clone()).collect() }
    }
}
