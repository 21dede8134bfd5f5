//! Facts that a letter may print: those of the incident file, of the rules and of `contacts.toml`. What is left of a
//! line when they are struck out is the words of templates, and those hold no number, address or date.

use super::letter_review::{LetterReview, address};
use super::reading::{LetterLine, SPECIMEN};
use crate::letter::text_match::{fold, places};
use crate::party::incident::Addenda;
use crate::routing::{Contact, Rule};

/// The mark in place of a fact that was struck out.
const STRUCK: &str = "·";

/// Every fact that this letter may print, folded, longest first.
pub(super) fn facts(case: &LetterReview<'_>) -> Vec<String> {
    let mut known: Vec<String> = SPECIMEN.iter().map(|(_, name)| (*name).to_owned()).collect();
    practice(case, &mut known);
    dates(case, &mut known);
    let contacts = case.book.contacts();
    let fcra = &contacts.cfpb_fcra_summary;
    for office in contacts
        .bureaus()
        .into_iter()
        .chain([&contacts.annual_credit_report, &contacts.ftc, &contacts.irs, &contacts.hhs_ocr, fcra])
        .chain(&contacts.ssa)
        .chain(&contacts.passport)
    {
        contact(office, &mut known);
    }
    state(case.rule, &mut known);
    let numbers = |known: &mut Vec<String>, rule: &Rule, residents: u64| {
        if !rule.forbids(crate::routing::Forbidden::NumberOfResidents, case.variant.elements) {
            known.push(case.phrases.number(residents));
        }
    };
    numbers(&mut known, case.rule, case.facts.residents);
    if case.incident.mailing.addenda == Addenda::Union {
        for (place, residents) in case.facts.union {
            if let Some(rule) = case.book.rule(*place) {
                state(rule, &mut known);
                numbers(&mut known, rule, *residents);
            }
        }
    }
    folded(&known)
}

/// Names and ways to reach somebody, folded, longest first: what they say is no telling of the incident, whatever words
/// they are made of.
fn names(case: &LetterReview<'_>) -> Vec<String> {
    let practice = &case.incident.practice;
    let mut known = vec![practice.name.clone(), practice.legal_name.clone(), practice.parent_company.clone()];
    known.extend([practice.signatory.name.clone(), practice.signatory.title.clone()]);
    known.extend(practice.address.iter().chain(&case.incident.contact.postal).cloned());
    known.extend([case.incident.contact.email.clone(), case.incident.contact.website.clone()]);
    if let Some(product) = case.product() {
        known.extend([&product.provider, &product.product, &product.url].map(Clone::clone));
    }
    folded(&known)
}

impl LetterReview<'_> {
    /// The lines of the letter, folded, one under the other, without the names and addresses of those who write it.
    pub(super) fn without_names(&self) -> &str {
        self.struck.names.get_or_init(|| strike(self.lines(), &names(self)))
    }

    /// The same without the practice's own telling of the incident either.
    pub(super) fn without_names_and_prose(&self) -> &str {
        self.struck.names_and_prose.get_or_init(|| strike(self.lines(), &names_and_prose(self)))
    }
}

/// Those names and the practice's own telling of the incident, folded, longest first.
fn names_and_prose(case: &LetterReview<'_>) -> Vec<String> {
    let (happened, steps) = case.prose();
    let mut known = names(case);
    known.push(happened.to_owned());
    known.push(case.incident.event.title.clone());
    known.extend(steps.all().cloned());
    folded(&known)
}

fn folded(facts: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = facts.iter().map(|fact| fold(fact)).filter(|fact| !fact.is_empty()).collect();
    folded.sort_by_key(|fact| std::cmp::Reverse(fact.len()));
    folded.dedup();
    folded
}

/// Folded lines without their facts, one under the other. To search all as one text is what keeps it fast.
pub(super) fn strike(lines: &[LetterLine], facts: &[String]) -> String {
    let mut left = lines.iter().map(|line| line.folded.as_str()).collect::<Vec<_>>().join("\n");
    for fact in facts {
        let struck: Vec<usize> = places(&left, fact).collect();
        for at in struck.into_iter().rev() {
            left.replace_range(at..at + fact.len(), STRUCK);
        }
    }
    left
}

fn practice(case: &LetterReview<'_>, known: &mut Vec<String>) {
    let practice = &case.incident.practice;
    known.extend([&practice.name, &practice.legal_name, &practice.parent_company].map(Clone::clone));
    known.extend([practice.signatory.name.clone(), practice.signatory.title.clone()]);
    known.extend(practice.address.iter().cloned());
    let event = &case.incident.event;
    let (happened, steps) = case.prose();
    known.extend([event.title.clone(), happened.to_owned(), event.law_enforcement.agency.clone()]);
    known.extend(steps.all().cloned());
    if let Some(es) = case.spanish() {
        let own = [&es.title, &es.hours, &es.adult_product, &es.minor_product, &es.signatory_title];
        known.extend(own.map(Clone::clone));
    }
    known.extend(event.vendor.as_ref().map(|vendor| vendor.name.clone()));
    let contact = &case.incident.contact;
    known
        .extend([&contact.toll_free, &contact.tty, &contact.hours, &contact.email, &contact.website].map(Clone::clone));
    known.extend(contact.postal.iter().cloned());
    if let Some(product) = case.product() {
        known.extend([&product.provider, &product.product, &product.url, &product.phone].map(Clone::clone));
    }
}

fn dates(case: &LetterReview<'_>, known: &mut Vec<String>) {
    let event = &case.incident.event;
    let mut dates = vec![event.discovered, case.incident.mailing.date];
    dates.extend(event.occurred.range().into_iter().flat_map(|range| [range.from, range.to]));
    dates.extend(event.vendor.as_ref().and_then(|vendor| vendor.told_us));
    dates.extend(
        [
            event.determined,
            event.review_completed,
            event.law_enforcement.delayed_until,
            case.product().map(|p| p.enroll_by),
        ]
        .into_iter()
        .flatten(),
    );
    known.extend(dates.into_iter().map(|date| case.date(date)));
}

fn contact(office: &Contact, known: &mut Vec<String>) {
    known.extend(
        [&office.name, &office.phone, &office.website, &office.breach_portal, &office.complaint_portal]
            .map(Clone::clone),
    );
    known.push(office.ftc_page.clone());
    known.extend(office.fcra_rights_to_list.iter().cloned());
    let lists = [&office.address, &office.fraud_alert_address, &office.freeze_address, &office.deceased_address];
    known.extend(
        lists.into_iter().chain([&office.minor_or_representative_freeze_address, &office.websites]).flatten().cloned(),
    );
}

fn state(rule: &Rule, known: &mut Vec<String>) {
    known.extend([rule.name.clone(), rule.name_es.clone()]);
    for office in &rule.regulators {
        known.extend([&office.name, &office.portal, &office.email, &office.phone, &office.website].map(Clone::clone));
        known.extend(office.address.iter().cloned());
    }
    if let Some(office) = &rule.state_addendum {
        known.extend(address(office));
        known.extend(office.second_address.iter().cloned());
        known.extend([&office.agency, &office.phone, &office.website, &office.alternate_phone].map(Clone::clone));
        known.extend([&office.second_agency, &office.second_phone, &office.second_website].map(Clone::clone));
        known.push(office.alternate_website.clone());
    }
}
