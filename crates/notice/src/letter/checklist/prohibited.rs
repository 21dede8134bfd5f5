//! The items that the law bars from a letter: the count of people, and in some states the nature of the breach.

use super::check::{Check, Outcome};
use super::letter_review::LetterReview;
use super::{required, template_location};
use crate::letter::required_phrases::any;
use crate::letter::text_match::{fold, says};
use crate::routing::Forbidden;

pub(super) fn checks(case: &LetterReview<'_>, checks: &mut Vec<Check>) {
    let words = &case.book.hipaa().vocabulary.letter_must_not_include;
    for &banned in Forbidden::ALL.iter().filter(|&&what| case.rule.forbids(what, case.variant.elements)) {
        let (outcome, look_at) = match banned {
            Forbidden::NumberOfResidents => (count(case), template_location::addendum(case)),
            Forbidden::NatureOfBreach => (nature(case), template_location::passage(case, "what-happened")),
        };
        let asks = words.get(&banned).map_or("", String::as_str);
        checks.push(required::check(&format!("no_{}", banned.word()), asks, look_at, outcome));
    }
}

/// A number of people. One in the prose of the incident file may count other people than those of the state, so counsel
/// decides about it; one that a passage prints is a fault.
fn count(case: &LetterReview<'_>) -> Outcome {
    let told = |left: &str| {
        let line = case.lines().iter().zip(left.split('\n')).find(|(_, left)| counts_people(case, left));
        line.map(|(line, _)| case.reading.place(line))
    };
    match (told(case.without_names_and_prose()), told(case.without_names())) {
        (Some(place), _) => Outcome::Fault(format!("A number of people is printed {place}.")),
        (None, Some(place)) => {
            Outcome::Doubt(format!("The incident text mentions a number of people {place}; counsel decides."))
        }
        (None, None) => Outcome::Found("No number of people is printed.".to_owned()),
    }
}

/// Returns whether a folded text has a number, in digits or words, with at most three words between it and people.
fn counts_people(case: &LetterReview<'_>, text: &str) -> bool {
    let count = &case.wording.count;
    let state = fold(case.state_name());
    let tokens: Vec<&str> = text.split(' ').collect();
    for (at, token) in tokens.iter().enumerate() {
        let people = |from: usize, most: usize| {
            let rest = tokens[from..].iter().take(most + 1);
            // A sentence that ends in between parts number and people.
            let mut ended = false;
            rest.into_iter().any(|word| {
                let hit = !ended && any(word, &count.people);
                ended |= word.ends_with(['.', ';', ':', '!', '?']);
                hit
            })
        };
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = bare.starts_with(|c: char| c.is_ascii_digit())
            && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let ends = token.ends_with(['.', ';', ':', '!', '?']);
        let state_first = || {
            let after = tokens[at + 1..].join(" ");
            let rest = after.strip_prefix(&state).and_then(|rest| rest.split_whitespace().next());
            rest.is_some_and(|word| any(word, &count.people))
        };
        let one = count.one.iter().any(|w| w == bare) && (people(at + 1, 0) || state_first());
        if !ends && (one || ((digits || any(bare, &count.numbers)) && people(at + 1, 3))) {
            return true;
        }
    }
    false
}

/// Words of the incident file that tell the nature, its sentence, and the list of telling words.
fn nature(case: &LetterReview<'_>) -> Outcome {
    let (happened, steps) = case.prose();
    let mut told: Vec<String> =
        happened.split_inclusive(". ").chain(steps.all().map(String::as_str)).map(fold).collect();
    told.push(fold(case.phrases.nature(&case.incident.event)));
    told.retain(|words| words.len() > 3);
    for (line, left) in case.lines().iter().zip(case.without_names().split('\n')) {
        if told.iter().any(|words| line.folded.contains(words.trim_end_matches('.'))) {
            return Outcome::Fault(format!(
                "Incident wording about the nature of the breach appears {}.",
                case.reading.place(line)
            ));
        }
        if let Some(word) = case.wording.nature.words.iter().find(|word| says(left, word)) {
            return Outcome::Fault(format!("The word “{word}” appears {}.", case.reading.place(line)));
        }
    }
    Outcome::Found("The nature of the breach is not mentioned.".to_owned())
}
