//! The items about the incident: what happened, when, to which information, what was done and what can be done.

use super::check::Outcome;
use super::letter_review::{LetterReview, is_heading};
use super::reading::LetterLine;
use crate::letter::draft::BlockKind;
use crate::letter::required_phrases::{any, spelt};
use crate::letter::text_match::{fold, holds};
use crate::party::DataElement;
use crate::routing::LetterItem;

const OMITTED: &str = "Omitted, as counsel chose (massachusetts_description = \"omit\").";

pub(super) fn description(case: &LetterReview<'_>) -> Outcome {
    if case.left_out_by_counsel() {
        return Outcome::Doubt(OMITTED.to_owned());
    }
    let heading = &case.wording.headings.what_happened;
    if case.nature_barred() {
        let found = case.with_under(heading, &[case.date(case.incident.event.discovered)]);
        return case.found_or(found, || format!("There is no sentence with the day of discovery under “{heading}”."));
    }
    let mut owed = vec![case.prose().0];
    owed.extend(Some(case.phrases.nature(&case.incident.event)).filter(|nature| !nature.is_empty()));
    case.found_or(case.with_under(heading, &owed), || {
        format!(
            "No paragraph under “{heading}” has what_happened of the incident file and the sentence for its nature."
        )
    })
}

pub(super) fn date_of_breach(case: &LetterReview<'_>) -> Outcome {
    if case.left_out_by_counsel() {
        return Outcome::Doubt(OMITTED.to_owned());
    }
    let (heading, dates) = (&case.wording.headings.what_happened, case.breach_dates());
    if dates.is_empty() {
        let groups = &case.wording.unknown_date;
        let found = case.reading.under(heading).find(|line| case.meets(&line.folded, groups));
        return case.found_or(found, || {
            format!("The day of the breach is unknown, and no paragraph under “{heading}” says so: {}.", spelt(groups))
        });
    }
    let found = case.with_under(heading, &dates);
    case.found_or(found, || format!("No paragraph under “{heading}” has {}.", dates.join(" and ")))
}

pub(super) fn date_of_discovery(case: &LetterReview<'_>) -> Outcome {
    if case.left_out_by_counsel() {
        return Outcome::Doubt(OMITTED.to_owned());
    }
    let date = case.date(case.incident.event.discovered);
    let folded = fold(&date);
    let groups = case.wording.item(LetterItem::DateOfDiscovery);
    // In one sentence: the day of discovery can also be one of the days of the breach.
    let told = |line: &&LetterLine| {
        line.folded.split(". ").any(|sentence| holds(sentence, &folded) && case.meets(sentence, groups))
    };
    let heading = &case.wording.headings.what_happened;
    let found = case.reading.under(heading).find(told);
    case.found_or(found, || format!("No sentence under “{heading}” has {date} together with: {}.", spelt(groups)))
}

pub(super) fn time_frame(case: &LetterReview<'_>) -> Outcome {
    let mut dates = case.breach_dates();
    dates.push(case.date(case.incident.event.discovered));
    case.found_or(case.with(&dates), || format!("No single paragraph has {}.", dates.join(", ")))
}

pub(super) fn notice_date(case: &LetterReview<'_>) -> Outcome {
    let date = case.date(case.incident.mailing.date);
    let folded = fold(&date);
    // A line of its own, perhaps with a place before it.
    let alone = |line: &&LetterLine| {
        let short = line.folded.len() < folded.len() + 30;
        line.section.is_none() && !is_heading(line) && short && holds(&line.folded, &folded)
    };
    let found = case.lines().iter().find(alone);
    case.found_or(found, || format!("No line of its own before the first heading has {date}."))
}

pub(super) fn elements(case: &LetterReview<'_>) -> Outcome {
    let heading = &case.wording.headings.what_information;
    let lines = case.reading.under(heading);
    let items: Vec<&LetterLine> = lines.filter(|line| matches!(line.kind, BlockKind::Item { .. })).collect();
    for &element in DataElement::ALL {
        let words = fold(case.phrases.element(element));
        let printed = items.iter().any(|line| line.folded == words);
        let word = element.word();
        match (case.variant.elements.contains(element), printed) {
            (true, false) => return Outcome::Fault(format!("{word} was exposed and is not listed under “{heading}”.")),
            (false, true) => return Outcome::Fault(format!("{word} is listed under “{heading}” and was not exposed.")),
            _ => {}
        }
    }
    if items.len() != case.variant.elements.iter().count() {
        return Outcome::Fault(format!("The list under “{heading}” has lines that are not a kind of information."));
    }
    Outcome::Found(format!("Found under “{heading}”: each kind that was exposed, and no other."))
}

/// A purpose for which the practice does something (45 CFR 164.404(c)(1)(D)).
struct Purpose<'a> {
    /// The purpose in words.
    to: &'static str,
    /// Steps that the incident file gives under it.
    steps: &'a [String],
    /// True if a fact beside them tells the same.
    told: bool,
    /// Words by which a step without a purpose tells it.
    words: &'a [String],
}

/// Holds (D) against the facts of the incident file: whatever the practice does to investigate, to limit the harm and to
/// keep it from happening again. Steps without a purpose are taken by their words, as a doubt that somebody looks at.
pub(super) fn steps_taken(case: &LetterReview<'_>) -> Outcome {
    if case.left_out_by_counsel() {
        return Outcome::Doubt(OMITTED.to_owned());
    }
    let event = &case.incident.event;
    let heading = &case.wording.headings.what_we_are_doing;
    let steps = case.prose().1;
    if !case.nature_barred()
        && let Some(n) = steps.all().position(|clause| case.with_under(heading, &[clause]).is_none())
    {
        return Outcome::Fault(format!("Step {} of the incident file is not printed under “{heading}”.", n + 1));
    }
    if case.reading.under(heading).next().is_none() {
        return Outcome::Fault(format!("There is nothing under “{heading}”."));
    }
    let response = event.response.as_ref();
    let investigated = response.is_some_and(|r| r.investigated_by.is_some());
    let limited = response.is_some_and(|r| r.contained.is_some()) || case.product().is_some();
    let purposes = &case.wording.purposes;
    let mut guessed = Vec::new();
    for purpose in [
        Purpose { to: "investigate", steps: &steps.investigate, told: investigated, words: &purposes.investigate },
        Purpose { to: "limit the harm", steps: &steps.limit_harm, told: limited, words: &purposes.limit_harm },
        Purpose { to: "prevent another breach", steps: &steps.prevent, told: false, words: &purposes.prevent },
    ] {
        if !purpose.steps.is_empty() || purpose.told {
            continue;
        }
        if !steps.other.iter().any(|step| any(&fold(step), purpose.words)) {
            return Outcome::Fault(format!(
                "The incident file does not say what the practice does to {}. Fill in [incident.response].",
                purpose.to
            ));
        }
        guessed.push(purpose.to);
    }
    if guessed.is_empty() {
        return Outcome::Found(format!("Found under “{heading}”: every step, with its purpose."));
    }
    Outcome::Doubt(format!(
        "What the practice does to {} is known only from the words of what_we_are_doing. Sort the steps under \
         [incident.response].",
        guessed.join(", to ")
    ))
}

pub(super) fn protective_steps(case: &LetterReview<'_>) -> Outcome {
    let headings = &case.wording.headings;
    if case.reading.under(&headings.steps).next().is_none() {
        return Outcome::Fault(format!("There is nothing under “{}”.", headings.steps));
    }
    let (heading, groups) = (&headings.what_you_can_do, case.wording.item(LetterItem::AdviceProtectiveSteps));
    let found = case.reading.under(heading).find(|line| case.meets(&line.folded, groups));
    case.found_or(found, || format!("No paragraph under “{heading}” holds all of: {}.", spelt(groups)))
}

pub(super) fn police_delay(case: &LetterReview<'_>) -> Outcome {
    let police = &case.wording.police;
    let delayed = case.incident.event.law_enforcement.delayed_notice;
    let (owed, wrong) =
        if delayed { (&police.delayed, &police.not_delayed) } else { (&police.not_delayed, &police.delayed) };
    if case.saying(wrong).is_some() {
        return Outcome::Fault("The letter contradicts the incident about a delay by law enforcement.".to_owned());
    }
    case.found_or(case.saying(owed), || format!("No paragraph says it. One has to hold all of: {}.", spelt(owed)))
}
