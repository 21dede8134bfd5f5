//! The verdicts about the whole list, carried out on a row: questions that hold it, answers that change it, notes that warn.

use super::cells::Cells;
use super::date::{self, DateReading, age};
use super::flag::{Flag, flag};
use super::name_marks::{self, SMALL};
use super::nothing::is_nothing;
use super::text::clean;
use super::verdict::{AnswerState, Verdicts};
use super::vital::{VitalHeading, VitalSign};
use super::word_groups::Weight;
use super::workbook_marks::RowMarks;
use super::{Field, heading_kind, section, vital, warning};
use crate::finding::{Code, Private};
use crate::party::{DataElement, Death, Person, PersonName};
use chrono::{Months, NaiveDate};
use std::borrow::Cow;

/// Carries out verdicts about dates, death and names.
pub(super) fn apply(verdicts: &Verdicts, mailing: NaiveDate, cells: &Cells<'_>, person: &mut Person) {
    if matches!(person.death, Death::Dead(_)) {
        match verdicts.death_most {
            AnswerState::Open => {
                person.codes.insert(Code::QuestionOpen);
            }
            verdict if verdict.is("other") => person.death = Death::Alive,
            _ => {}
        }
    }
    for column in &verdicts.deaths {
        let sign = vital::judge(clean(&cells.at(column.at)).as_ref(), column.heading);
        if sign == VitalSign::None {
            continue;
        }
        match column.verdict {
            _ if sign == VitalSign::Doubted => {
                person.codes.insert(Code::ColumnLooksLikeFlag);
            }
            verdict if verdict.is("alive") => {}
            verdict if verdict.is("dead") => {
                if person.death == Death::Alive {
                    person.death = Death::Dead(None);
                }
            }
            // Who is dead by a date is dead whatever the answer is.
            _ if matches!(person.death, Death::Dead(Some(_))) => {}
            _ => {
                person.codes.insert(Code::ColumnLooksLikeFlag);
            }
        }
    }
    if !verdicts.sections.is_empty() {
        below_lines(verdicts, cells, person);
    }
    let lives = |(at, heading): &(u16, VitalHeading)| vital::says_alive(clean(&cells.at(*at)).as_ref(), *heading);
    if matches!(person.death, Death::Dead(_)) && verdicts.lives.iter().any(lives) {
        person.codes.insert(Code::DeathUnclear);
        person.death = Death::Unclear;
    }
    births(verdicts, mailing, cells, person);
    names(verdicts, mailing, cells, person);
}

/// Carries out what stands once, above the row, and speaks of it too.
fn below_lines(verdicts: &Verdicts, cells: &Cells<'_>, person: &mut Person) {
    let line = person.at.line;
    let is_blank = |at: u16| {
        let cell = cells.at(at);
        let cell = clean(&cell);
        is_nothing(&cell) || section::is_ditto(&cell)
    };
    let is_below = |at: u16| is_blank(at) && verdicts.sections.is_below_death(at, line);
    let of_columns = verdicts.below_deaths.iter().filter(|(at, _)| is_below(*at)).map(|(_, verdict)| *verdict);
    let sign = verdicts.sections.at(line).death;
    let of_section = (sign == Some(VitalSign::Dead)).then_some(verdicts.section_deaths);
    for verdict in of_columns.chain(of_section) {
        match verdict {
            _ if person.death != Death::Alive => {}
            AnswerState::Open => {
                person.codes.insert(Code::QuestionOpen);
            }
            verdict if verdict.is("dead") => person.death = Death::Dead(None),
            _ => {}
        }
    }
    if verdicts.section_unknown == AnswerState::Open && verdicts.sections.is_unknown_at(line) {
        person.codes.insert(Code::QuestionOpen);
    }
    let remark = verdicts.sections.remark_on(line);
    if remark == Some(false) {
        person.codes.insert(Code::WarningNoted);
    }
    let names = [Field::RecordId, Field::FirstName, Field::LastName, Field::FullName];
    let is_marked = verdicts.sections.has_marks()
        && names.iter().any(|&field| verdicts.sections.is_marked(clean(&cells.get(field)).as_ref()));
    if (remark == Some(true) || is_marked || sign == Some(VitalSign::Doubted)) && person.death == Death::Alive {
        person.codes.insert(Code::DeathUnclear);
        person.death = Death::Unclear;
    }
}

fn births(verdicts: &Verdicts, mailing: NaiveDate, cells: &Cells<'_>, person: &mut Person) {
    let Some(birth) = person.birth.as_ref().map(|birth| *birth.disclose()) else { return };
    let differs = |at: &u16| {
        let told: Option<i32> = clean(&cells.at(*at)).parse().ok().filter(|years| (0..130).contains(years));
        let own = age(birth, mailing);
        // A list may be a year or two old.
        told.is_some_and(|told| (told >= 18) != (own >= 18) && (told - own).abs() > 2)
    };
    if verdicts.ages.iter().any(differs) {
        person.codes.insert(Code::BirthAgeConflict);
    }
    let is_minor = age(birth, mailing) < 18;
    let says_otherwise = |&at: &u16| match flag(&clean(&cells.at(at))) {
        Flag::Yes => !is_minor,
        Flag::No => is_minor,
        _ => false,
    };
    let is_other_day = |&at: &u16| {
        let other = date::read(&clean(&cells.at(at)), date::DateOrder::Month);
        matches!(other, DateReading::Day(day) if (age(day, mailing) < 18) != is_minor)
    };
    if verdicts.minors.iter().any(says_otherwise) || verdicts.births.iter().any(is_other_day) {
        person.codes.insert(Code::BirthAgeConflict);
    }
    if verdicts.birth_days.days.contains(&birth) {
        match verdicts.birth_days.verdict {
            AnswerState::Open => {
                person.codes.insert(Code::QuestionOpen);
            }
            verdict if verdict.is("blank") => person.birth = None,
            _ => {}
        }
    }
    let guardians = [Field::GuardianName, Field::GuardianFirst, Field::GuardianLast];
    let is_alone = || guardians.iter().all(|&field| is_nothing(&clean(&cells.get(field))));
    if verdicts.century != AnswerState::Nothing && age(birth, mailing) < verdicts.century_age && is_alone() {
        match verdicts.century {
            AnswerState::Open => {
                person.codes.insert(Code::QuestionOpen);
            }
            verdict if verdict.is("adults") => {
                person.birth = birth.checked_sub_months(Months::new(1_200)).map(Private::new);
            }
            _ => {}
        }
    }
}

fn names(verdicts: &Verdicts, mailing: NaiveDate, cells: &Cells<'_>, person: &mut Person) {
    let is_small = person.birth.as_ref().is_some_and(|birth| age(*birth.disclose(), mailing) < SMALL);
    let Some(name) = person.name.as_ref().map(Private::disclose) else { return };
    if name_marks::is_newborn(&name.first, is_small) {
        if verdicts.newborn.is("guardian") && is_small && !name.last.is_empty() {
            let (last, suffix) = (name.last.clone(), name.suffix.clone());
            person.name = Some(Private::new(PersonName::from_parts("Baby", "", &last, &suffix)));
            person.codes.remove([Code::NamePlaceholder, Code::NameUnusual].into_iter().collect());
            return;
        }
        person.codes.insert(Code::NamePlaceholder);
    }
    if !verdicts.null_words.is_empty() {
        let fields = [Field::FirstName, Field::LastName, Field::FullName];
        if fields.iter().any(|&field| verdicts.null_words.contains(clean(&cells.get(field)).as_ref())) {
            person.codes.insert(Code::NamePlaceholder);
        }
    }
}

/// The third line with what stands in columns that were said to belong to the address.
pub(super) fn with_parts<'c>(verdicts: &Verdicts, cells: &Cells<'c>, line: Cow<'c, str>) -> Cow<'c, str> {
    let mut line = line;
    for (at, _) in verdicts.address_parts.iter().filter(|(_, verdict)| verdict.is("add")) {
        let cell = cells.at(*at);
        let part = clean(&cell);
        if is_nothing(&part) {
            continue;
        }
        line = if is_nothing(&clean(&line)) {
            Cow::Owned(part.into_owned())
        } else {
            Cow::Owned(format!("{line}, {part}"))
        };
    }
    line
}

/// Notes of columns that are not used, and parts of the address about which nobody has answered.
pub(super) fn mark(verdicts: &Verdicts, mailing: NaiveDate, cells: &Cells<'_>, person: &mut Person) {
    let above = verdicts.sections.at(person.at.line).notes;
    for found in verdicts.notes.iter().map(|&column| warning::find(&cells.at(column))).chain([above]) {
        match found.warning.map(|warning| warning.weight) {
            Some(Weight::Hard) => person.codes.insert(Code::WarningNoted),
            Some(Weight::Consent) if !verdicts.consent.is("guardian") => person.codes.insert(Code::MinorConsentNoted),
            Some(Weight::Soft) if !verdicts.soft.is("send") => person.codes.insert(Code::ContactNoted),
            _ => {}
        }
        if found.part2.is_some() && verdicts.part2.is("exposed") {
            person.elements.insert(DataElement::SubstanceUseRecords);
        }
    }
    if verdicts.records.iter().any(|&at| heading_kind::is_gone(&clean(&cells.at(at)))) {
        person.codes.insert(Code::HoldMarked);
    }
    let is_minor = || person.birth.as_ref().is_some_and(|birth| age(*birth.disclose(), mailing) < 18);
    let own = |&at: &u16| warning::is_own_consent(&clean(&cells.at(at)));
    if !verdicts.consent.is("guardian") && verdicts.consents.iter().any(own) && is_minor() {
        person.codes.insert(Code::MinorConsentNoted);
    }
    if let Some(at) = verdicts.marks {
        let marks = RowMarks::read(&cells.at(at));
        if marks.merged {
            person.codes.insert(Code::CellsMerged);
        }
        match verdicts.hidden {
            AnswerState::Open if marks.hidden => person.codes.insert(Code::QuestionOpen),
            answer if marks.hidden && answer.is("leave-out") => person.codes.insert(Code::HiddenLeftOut),
            _ => {}
        }
    }
    for (at, verdict) in &verdicts.address_parts {
        if *verdict == AnswerState::Open && !is_nothing(&clean(&cells.at(*at))) {
            person.codes.insert(Code::QuestionOpen);
        }
    }
}
