//! The rules that hold for every letter, whatever the law of the reader.

use super::check::{Check, Outcome, ReadingGrade};
use super::letter_review::{LetterReview, is_heading};
use super::reading::{LetterLine, SPECIMEN};
use super::{permitted_facts, reading_grade, required, template_location};
use crate::letter::escape::is_reserved;
use crate::letter::required_phrases::any;
use crate::letter::text_match::{fold, says};
use crate::party::{Addressee, Standing};

pub(super) fn checks(case: &LetterReview<'_>, checks: &mut Vec<Check>) {
    let facts = permitted_facts::facts(case);
    let left = permitted_facts::strike(case.lines(), &facts);
    let letter = || template_location::standing(case);
    let mut add = |item, asks, look_at, outcome| checks.push(required::check(item, asks, look_at, outcome));
    add("no_marker", "No template or draft marker is left", letter(), marker(case));
    add("no_empty_paragraph", "No paragraph is empty", letter(), empty(case));
    add("no_double_space", "There are no double spaces", letter(), double_space(case));
    add("names_the_person", "The letter names the person it is about and its addressee", letter(), names(case));
    add("voice_of_standing", "No wording belongs to a letter of another recipient type", letter(), voice(case, &left));
    add("headings_without_your", "No heading addresses the reader as the patient", letter(), headings(case));
    add("no_offer_to_the_dead", "Nothing is offered to people who have died", letter(), offer_to_the_dead(case));
    add("one_language", "The letter is in one language", letter(), language(case, &left));
    let look_at = format!("{} and the passages it prints", letter());
    add("facts_from_data", "Every number, address and date comes from dated data", look_at, facts_alone(case, &left));
    let grade = reading_grade::grade(case, &left);
    let check = required::check("reading_grade", "The letter reads at grade 8 or lower", letter(), reads_easily(grade));
    checks.push(Check { grade, ..check });
}

/// The reading grade, as a doubt where it is high: what counsel or the practice wrote stops no mailing.
fn reads_easily(grade: Option<ReadingGrade>) -> Outcome {
    match grade {
        Some(grade) if grade > ReadingGrade::EASY => Outcome::Doubt(format!(
            "It reads at grade {grade}; grade {} is the most that reads easily.",
            ReadingGrade::EASY
        )),
        Some(grade) => Outcome::Found(format!("It reads at grade {grade}.")),
        None => Outcome::Doubt("The letter has no sentences.".to_owned()),
    }
}

const MARKERS: [&str; 7] = ["{{", "}}", "<<", ">>", "[insert", "__", "\u{FFFD}"];
/// Words that a draft leaves behind.
const DRAFT: [&str; 2] = ["sample", "tbd"];

/// Names of the fact sheet may hold what they like; everything else that looks left over is a fault.
fn marker(case: &LetterReview<'_>) -> Outcome {
    let everything =
        case.lines().iter().map(|line| &line.text).chain(&case.reading.lead_in).chain(&case.reading.beside);
    if everything.clone().any(|text| text.contains(is_reserved)) {
        return Outcome::Fault("A private-use character is printed.".to_owned());
    }
    let beside = case.reading.lead_in.iter().chain(&case.reading.beside).map(|text| fold(text)).collect::<Vec<_>>();
    // The practice's own text may speak of a sample of blood; a passage may not.
    let letter = (case.without_names(), case.without_names_and_prose());
    for (text, passage) in [letter].into_iter().chain(beside.iter().map(|text| (text.as_str(), text.as_str()))) {
        let mark = MARKERS.iter().find(|mark| text.contains(**mark));
        let word = DRAFT.iter().find(|word| says(passage, word));
        // Dates and numbers are left open as XX.
        let open =
            text.split(|c: char| !c.is_alphanumeric()).find(|run| run.len() > 1 && run.chars().all(|c| c == 'x'));
        if let Some(mark) = mark.or(word).copied().or(open) {
            return Outcome::Fault(format!("“{}” is printed.", mark.escape_debug()));
        }
    }
    Outcome::Found("None.".to_owned())
}

fn empty(case: &LetterReview<'_>) -> Outcome {
    match case.reading.empty {
        0 => Outcome::Found("None.".to_owned()),
        n => Outcome::Fault(format!("{n} have no words.")),
    }
}

fn double_space(case: &LetterReview<'_>) -> Outcome {
    let stray =
        |line: &&LetterLine| line.text.contains("  ") || line.text.trim() != line.text || line.text.contains(" ,");
    match case.lines().iter().find(stray) {
        None => Outcome::Found("None.".to_owned()),
        Some(line) => Outcome::Fault(format!("There is an extra space {}.", case.reading.place(line))),
    }
}

fn names(case: &LetterReview<'_>) -> Outcome {
    let named = case.variant.addressee.is_named();
    let owed = if named { &SPECIMEN[..2] } else { &SPECIMEN[..1] };
    for (_, name) in owed {
        if !case.reading.lead_in.iter().any(|line| line.contains(name)) {
            return Outcome::Fault("A name is not in the address block.".to_owned());
        }
        if case.with(&[name]).is_none() {
            return Outcome::Fault("A name is not in the letter.".to_owned());
        }
    }
    Outcome::Found("Named in the address block and in the letter.".to_owned())
}

/// The standings whose words a letter may use: its own, and for somebody without a birth date the child's too.
fn voice(case: &LetterReview<'_>, left: &str) -> Outcome {
    let voices = &case.wording.voice;
    let either = case.variant.addressee == Addressee::Either;
    let child = case.variant.addressee.is_for_deceased_child();
    let may = |standing| match standing {
        // The parents of a child who has died are written to about their child; of no estate, as looked for below.
        Standing::Minor if child => true,
        Standing::Deceased => case.variant.standing == Standing::Deceased,
        standing => standing == case.variant.standing || either,
    };
    if let Some(word) = voices.never_of_deceased_child.iter().filter(|_| child).find(|word| says(left, word)) {
        let place = place(case, left, |line| says(line, word));
        return Outcome::Fault(format!("“{word}” does not belong in a letter about a child and appears {place}."));
    }
    for (standing, words) in [
        (Standing::Adult, &voices.adult),
        (Standing::Minor, &voices.minor),
        (Standing::Deceased, &voices.deceased),
        (Standing::Represented, &voices.represented),
    ] {
        if let Some(word) = words.iter().find(|word| !may(standing) && says(left, word)) {
            let (place, whose) = (place(case, left, |line| says(line, word)), standing.word());
            return Outcome::Fault(format!("“{word}” belongs to the {whose} letter and appears {place}."));
        }
    }
    Outcome::Found("None.".to_owned())
}

/// Headings of the annex are read by whoever the letter is for, so they fit everybody.
fn headings(case: &LetterReview<'_>) -> Outcome {
    let lines = case.lines().iter().filter(|line| is_heading(line));
    for line in lines.filter(|_| case.variant.standing != Standing::Adult) {
        if any(&line.folded, &case.wording.headings.patient) {
            return Outcome::Fault(format!("The heading “{}” does.", line.text));
        }
    }
    Outcome::Found("None.".to_owned())
}

fn offer_to_the_dead(case: &LetterReview<'_>) -> Outcome {
    if !case.dead() {
        return Outcome::Found("The letter is about a living person.".to_owned());
    }
    let bureaus = case.book.contacts().bureaus();
    let monitoring = &case.incident.monitoring;
    for product in [&monitoring.adult, &monitoring.minor].into_iter().flatten() {
        // A provider can be one of the bureaus that every letter names.
        let provider = Some(&product.provider).filter(|p| !bureaus.iter().any(|b| fold(&b.name) == fold(p)));
        let spanish = case.spanish().into_iter().flat_map(|es| [&es.adult_product, &es.minor_product]);
        let facts = [Some(&product.product), Some(&product.url), Some(&product.phone), provider];
        for fact in facts.into_iter().flatten().chain(spanish).filter(|fact| !fact.is_empty()) {
            if let Some(line) = case.with(&[fact]) {
                return Outcome::Fault(format!("“{fact}” is printed {}.", case.reading.place(line)));
            }
        }
    }
    if case.lines().iter().any(|line| line.boxed) {
        return Outcome::Fault("The letter has an enrollment box.".to_owned());
    }
    Outcome::Found("Nothing is offered.".to_owned())
}

fn language(case: &LetterReview<'_>, left: &str) -> Outcome {
    let tongue = &case.wording.language;
    if let Some(word) = tongue.own.iter().find(|word| !says(left, word)) {
        return Outcome::Fault(format!("The word “{word}”, which every letter has, is missing."));
    }
    if let Some(word) = tongue.foreign.iter().find(|word| says(left, word)) {
        let place = place(case, left, |line| says(line, word));
        return Outcome::Fault(format!("The word “{word}” of another language appears {place}."));
    }
    Outcome::Found("It is.".to_owned())
}

/// The place of the first line that is so.
fn place(case: &LetterReview<'_>, left: &str, is_so: impl Fn(&str) -> bool) -> String {
    let line = case.lines().iter().zip(left.split('\n')).find(|(_, left)| is_so(left));
    line.map_or_else(String::new, |(line, _)| case.reading.place(line))
}

/// Returns true if the name of a month stands beside a number: March 2, 2 de marzo. Alone it can be another word (may).
fn has_date(text: &str, months: &[String]) -> bool {
    text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).any(|(at, _)| {
        let before = text[..at].strip_suffix(' ');
        let after = text[at + 1..].strip_prefix(" de ");
        let ends = |month: &String| before.is_some_and(|text| text.ends_with(month.as_str()));
        let starts = |month: &String| after.is_some_and(|text| text.starts_with(month.as_str()));
        (before.is_some() || after.is_some()) && months.iter().any(|month| ends(month) || starts(month))
    })
}

fn facts_alone(case: &LetterReview<'_>, left: &str) -> Outcome {
    let months: Vec<String> = case.phrases.months().iter().map(|month| fold(month)).collect();
    let strange = |text: &str| {
        let digits = text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() > 2);
        let address = ["http", "www.", "@"].iter().any(|mark| text.contains(mark));
        digits || address || has_date(text, &months)
    };
    if strange(left) {
        let place = place(case, left, strange);
        return Outcome::Fault(format!("A line {place} has a number, address, or date that is not in the data files."));
    }
    Outcome::Found("They do.".to_owned())
}
