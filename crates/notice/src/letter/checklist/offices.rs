//! The items about those whom the reader can call, write to and look up: the practice, the bureaus, the offices of state and nation.

use super::check::Outcome;
use super::letter_review::LetterReview;
use crate::letter::required_phrases::spelt;
use crate::letter::text_match::{fold, holds};
use crate::party::Standing;
use crate::routing::{Contact, LetterItem};

pub(super) fn entity(case: &LetterReview<'_>) -> Outcome {
    let mut owed = vec![case.incident.practice.name.clone()];
    owed.extend(case.incident.contact.postal.iter().cloned());
    under_more(case, &owed)
}

pub(super) fn telephone(case: &LetterReview<'_>) -> Outcome {
    under_more(case, std::slice::from_ref(&case.incident.contact.toll_free))
}

pub(super) fn postal(case: &LetterReview<'_>) -> Outcome {
    under_more(case, &case.incident.contact.postal)
}

pub(super) fn website(case: &LetterReview<'_>) -> Outcome {
    let site = &case.incident.contact.website;
    if site.is_empty() {
        // A practice without one must be able to mail all the same; counsel weighs it.
        return Outcome::Doubt(format!("{} requires a website, and the incident has none.", case.rule.name));
    }
    under_more(case, std::slice::from_ref(site))
}

const TOLL_FREE: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];

pub(super) fn toll_free(case: &LetterReview<'_>) -> Outcome {
    let phone = &case.incident.contact.toll_free;
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let area = digits.strip_prefix('1').unwrap_or(&digits);
    if !TOLL_FREE.iter().any(|code| area.starts_with(code)) {
        return Outcome::Doubt(format!("{phone} is not a toll-free number."));
    }
    let heading = &case.wording.headings.more_information;
    let (folded, groups) = (fold(phone), case.wording.item(LetterItem::ContactTollFree));
    let mut lines = case.reading.under(heading);
    let found = lines.find(|line| holds(&line.folded, &folded) && case.meets(&line.folded, groups));
    case.found_or(found, || format!("No line under “{heading}” has {phone} together with: {}.", spelt(groups)))
}

/// The three bureaus: in one line each name, number and address, or name, number and web site.
pub(super) fn bureaus(case: &LetterReview<'_>, sites: bool) -> Outcome {
    let lists = case.book.contacts().bureaus().map(|bureau| {
        let mut owed = vec![bureau.name.clone(), bureau.phone.clone()];
        if sites {
            owed.push(bureau.website.clone());
        } else {
            owed.extend(freeze_address(bureau, case.variant.standing).iter().cloned());
        }
        owed
    });
    each(case, &lists)
}

/// The addresses at which somebody of this standing asks for a freeze by mail.
fn freeze_address(bureau: &Contact, standing: Standing) -> &[String] {
    let others = &bureau.minor_or_representative_freeze_address;
    match standing {
        Standing::Minor | Standing::Represented if !others.is_empty() => others,
        Standing::Deceased if !bureau.deceased_address.is_empty() => &bureau.deceased_address,
        _ => &bureau.freeze_address,
    }
}

pub(super) fn ftc(case: &LetterReview<'_>) -> Outcome {
    let ftc = &case.book.contacts().ftc;
    let mut owed = vec![ftc.name.clone(), ftc.phone.clone(), site(ftc)];
    owed.extend(ftc.address.iter().cloned());
    each(case, &[owed])
}

pub(super) fn attorney_general(case: &LetterReview<'_>) -> Outcome {
    let Some(office) = case.office() else {
        return Outcome::Fault("The rule names no office with an address.".to_owned());
    };
    let mut owed = vec![office.name.to_owned(), office.phone.to_owned(), office.website.to_owned()];
    owed.extend(office.address);
    each(case, &[owed])
}

/// The offices of the state and the Federal Trade Commission, each with number and web site.
pub(super) fn agencies(case: &LetterReview<'_>) -> Outcome {
    let Some(state) = &case.rule.state_addendum else {
        return Outcome::Fault("The rule has no [state_addendum] with the state's offices.".to_owned());
    };
    let ftc = &case.book.contacts().ftc;
    each(
        case,
        &[
            vec![state.agency.clone(), state.phone.clone(), state.website.clone()],
            vec![state.second_agency.clone(), state.second_phone.clone(), state.second_website.clone()],
            vec![ftc.name.clone(), ftc.phone.clone(), site(ftc)],
        ],
    )
}

/// The first of an office's web sites.
fn site(office: &Contact) -> String {
    office.websites.first().unwrap_or(&office.website).clone()
}

/// Lists of facts, each of which one line has to print as a whole. Facts that are unknown are not owed.
pub(super) fn each(case: &LetterReview<'_>, lists: &[Vec<String>]) -> Outcome {
    let mut found = None;
    for list in lists {
        let owed: Vec<&String> = list.iter().filter(|fact| !fact.is_empty()).collect();
        if owed.is_empty() {
            continue;
        }
        found = case.with(&owed);
        if found.is_none() {
            let owed: Vec<&str> = owed.into_iter().map(String::as_str).collect();
            return Outcome::Fault(format!("No line has all of: {}.", owed.join(", ")));
        }
    }
    case.found_or(found, || "The data files have nothing to print here.".to_owned())
}

/// Facts that one line of the section on how to ask has to print.
fn under_more(case: &LetterReview<'_>, owed: &[String]) -> Outcome {
    let heading = &case.wording.headings.more_information;
    case.found_or(case.with_under(heading, owed), || {
        format!("No line under “{heading}” has all of: {}.", owed.join(", "))
    })
}
