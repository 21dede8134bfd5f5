//! The items about help that is offered: monitoring, and all help together.

use super::check::Outcome;
use super::letter_review::LetterReview;
use super::offices;
use crate::letter::required_phrases::spelt;
use crate::letter::text_match::{fold, holds};
use crate::routing::{LetterItem, shortfall};

pub(super) fn monitoring(case: &LetterReview<'_>) -> Outcome {
    if case.dead() {
        return Outcome::Found("Nothing is offered to people who have died.".to_owned());
    }
    let Some(product) = case.product() else {
        return Outcome::Doubt("The incident has no offer for this recipient type.".to_owned());
    };
    let groups = case.wording.item(LetterItem::CreditMonitoringOffer);
    let Some(line) = case.saying(groups) else {
        return Outcome::Fault(format!("No paragraph offers it. One has to hold all of: {}.", spelt(groups)));
    };
    for fact in [product.url.clone(), product.phone.clone(), case.date(product.enroll_by)] {
        let folded = fold(&fact);
        if !case.lines().iter().any(|line| line.boxed && holds(&line.folded, &folded)) {
            return Outcome::Fault(format!("{fact} is not in the enrollment box."));
        }
    }
    match shortfall(case.rule, case.incident, case.variant.standing, case.variant.elements) {
        Some(short) => Outcome::Doubt(format!(
            "{} months are offered; {} requires {}.",
            short.offered, case.rule.name, short.asked
        )),
        None => case.found(line),
    }
}

/// The bureaus, the state's office and what is offered, each with number and web site.
pub(super) fn remediation(case: &LetterReview<'_>) -> Outcome {
    let bureaus = case.book.contacts().bureaus();
    let mut owed: Vec<Vec<String>> =
        bureaus.map(|bureau| vec![bureau.name.clone(), bureau.phone.clone(), bureau.website.clone()]).into();
    if let Some(office) = case.office() {
        owed.push(vec![office.name.to_owned(), office.phone.to_owned(), office.website.to_owned()]);
    }
    if let Some(product) = case.product() {
        owed.extend([&product.provider, &product.phone, &product.url].map(|fact| vec![fact.clone()]));
    }
    offices::each(case, &owed)
}

/// The promise to pay for a credit report, which is one of the practice and not of the law: it is in doubt until the incident file
/// says that the practice has agreed.
pub(super) fn credit_report(case: &LetterReview<'_>) -> Outcome {
    match case.worded(LetterItem::FreeCreditReport) {
        Outcome::Found(_) if !case.incident.counsel.pays_for_credit_report => Outcome::Doubt(
            "The letter promises that the practice pays for a credit report where none is free. Say pays_for_credit_report = true \
             under [counsel] once the practice has agreed and the call center knows."
                .to_owned(),
        ),
        other => other,
    }
}
