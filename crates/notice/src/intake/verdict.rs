//! Verdicts for each row, from the look at the whole list and the answers to its questions.

use super::columns::ColumnUse;
use super::question::{Concerned, Question, QuestionKind, shown_day};
use super::section::Sections;
use super::survey::{Survey, UnusedColumn};
use super::vital::VitalHeading;
use super::{Field, heading_kind};
use chrono::NaiveDate;
use rustc_hash::FxHashSet;

/// How a question stands: what the rows that it concerns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AnswerState {
    /// There is no such question.
    #[default]
    Nothing,
    /// Nobody has answered: the rows are held.
    Open,
    /// The answer of this word.
    Answered(&'static str),
}

impl AnswerState {
    fn of(question: &Question) -> Self {
        match question.answer {
            Some(word) if word != "hold" => Self::Answered(word),
            _ => Self::Open,
        }
    }

    /// Returns whether the answer is this word.
    pub(super) fn is(self, word: &str) -> bool {
        matches!(self, Self::Answered(own) if own == word)
    }
}

/// An unused column in which death is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct DeathColumn {
    pub(super) at: u16,
    pub(super) heading: VitalHeading,
    pub(super) verdict: AnswerState,
}

/// Days of a column of dates about which there is a question.
#[derive(Clone, Debug, Default)]
pub(super) struct AskedDays {
    pub(super) days: Vec<NaiveDate>,
    pub(super) verdict: AnswerState,
}

/// Everything that rows are read by beside their columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdicts {
    pub(super) deaths: Vec<DeathColumn>,
    /// Unused columns that can say that the person lives.
    pub(super) lives: Vec<(u16, VitalHeading)>,
    /// Unused columns of ages.
    pub(super) ages: Vec<u16>,
    /// Unused columns that say who consented to care.
    pub(super) consents: Vec<u16>,
    /// Unused columns whose cells can be notes.
    pub(super) notes: Vec<u16>,
    pub(super) soft: AnswerState,
    /// Care to which minors consented alone.
    pub(super) consent: AnswerState,
    /// Records that 42 CFR Part 2 protects.
    pub(super) part2: AnswerState,
    /// Words that stand once and speak of many rows.
    pub(super) sections: Sections,
    /// The people below a line about death.
    pub(super) section_deaths: AnswerState,
    /// The people below a line of which nobody knows what it says.
    pub(super) section_unknown: AnswerState,
    /// The rows below a cell about death, by column.
    pub(super) below_deaths: Vec<(u16, AnswerState)>,
    pub(super) death_days: AskedDays,
    /// The columns of death dates or of the dead are filled for most people.
    pub(super) death_most: AnswerState,
    pub(super) birth_days: AskedDays,
    pub(super) century: AnswerState,
    /// Years of age below which a child without a guardian is in doubt.
    pub(super) century_age: i32,
    pub(super) newborn: AnswerState,
    /// Adults of whom the list names a guardian.
    pub(super) adult_guardian: AnswerState,
    /// Years of age from which on they are asked about.
    pub(super) adult_guardian_age: Option<u32>,
    /// Unused columns that say whether the person is a minor.
    pub(super) minors: Vec<u16>,
    /// Unused columns of birth dates.
    pub(super) births: Vec<u16>,
    /// Unused columns of the state of a record.
    pub(super) records: Vec<u16>,
    /// Letters that were encoded twice are repaired.
    pub(super) repairs: bool,
    /// Columns that may be parts of the address.
    pub(super) address_parts: Vec<(u16, AnswerState)>,
    /// The column of marks of a sheet of a workbook.
    pub(super) marks: Option<u16>,
    /// Rows that were hidden in the workbook.
    pub(super) hidden: AnswerState,
    /// Words for nothing that the list writes, in its own letters: nobody's name in it.
    pub(super) null_words: FxHashSet<String>,
}

/// Judges the list. `answers` are pairs of a key and the word of a choice.
pub(super) fn judge(
    survey: &mut Survey,
    columns: &[ColumnUse],
    answers: &[(String, String)],
) -> (Verdicts, Vec<Question>) {
    let mut verdicts = Verdicts { null_words: std::mem::take(&mut survey.null_words), ..Verdicts::default() };
    let mut questions = Vec::new();
    let heading = |at: u16| columns.get(usize::from(at)).map_or("", |column| column.heading.as_str());
    let mut ask = |kind, columns: Vec<u16>, concerned: Concerned| -> AnswerState {
        let heading = columns.first().map_or("", |at| heading(*at));
        let question = Question::new(kind, columns, heading, concerned, answers);
        let verdict = AnswerState::of(&question);
        questions.push(question);
        verdict
    };
    for column in &mut survey.unused {
        let UnusedColumn { at, vital, death, is_doubted, may_warn, tells_consent, lines, no_lines, .. } = column;
        verdicts.lives.extend(vital.filter(|judged| judged.tells_life()).map(|judged| (*at, judged)));
        verdicts.consents.extend(tells_consent.then_some(*at));
        if *may_warn {
            verdicts.notes.push(*at);
        }
        if let Some(judged) = vital
            && (death.people > 0 || *is_doubted)
        {
            let verdict = match death.people {
                0 => AnswerState::Nothing,
                _ => ask(QuestionKind::Death, vec![*at], std::mem::take(death)),
            };
            verdicts.deaths.push(DeathColumn { at: *at, heading: *judged, verdict });
        }
        if lines.people > *no_lines {
            let verdict = ask(QuestionKind::AddressPart, vec![*at], std::mem::take(lines));
            verdicts.address_parts.push((*at, verdict));
        }
    }
    judge_sections(survey, &mut verdicts, &mut ask);
    verdicts.sections = std::mem::take(&mut survey.sections);
    let is_age = |column: &&UnusedColumn| heading_kind::is_age(heading(column.at));
    verdicts.ages = survey.unused.iter().filter(is_age).map(|column| column.at).collect();
    let of_kind = |is: &dyn Fn(&str) -> bool| -> Vec<u16> {
        let own = survey.unused.iter().filter(|column| !columns[usize::from(column.at)].foreign);
        own.map(|column| column.at).filter(|&at| is(heading(at))).collect()
    };
    verdicts.minors = of_kind(&heading_kind::is_minor_flag);
    verdicts.births = of_kind(&heading_kind::is_birth);
    let is_record = |column: &&UnusedColumn| heading_kind::is_record_state(heading(column.at));
    verdicts.records = survey.unused.iter().filter(is_record).map(|column| column.at).collect();
    let rows = survey.rows;
    for (at, field, votes) in &survey.dates {
        let is_death = *field == Field::DateOfDeath;
        let days = if is_death { votes.death_peaks(survey.rows) } else { votes.birth_peaks() };
        let of_peaks: u64 = days.iter().filter_map(|day| votes.days.get(day)).map(|n| u64::from(*n)).sum();
        if !days.is_empty() {
            let mut concerned = Concerned { people: of_peaks, ..Concerned::default() };
            days.iter().for_each(|day| concerned.show(&shown_day(*day)));
            let kind = if is_death { QuestionKind::DeathDay } else { QuestionKind::BirthDay };
            let asked = AskedDays { verdict: ask(kind, vec![*at], concerned), days };
            if is_death { verdicts.death_days = asked } else { verdicts.birth_days = asked }
        }
        if is_death && rows >= 5 && (votes.filled - of_peaks.min(votes.filled)) * 10 >= rows * 6 {
            let concerned = Concerned { people: votes.filled, ..Concerned::default() };
            verdicts.death_most = ask(QuestionKind::DeathMost, vec![*at], concerned);
        }
    }
    for (at, dead) in std::mem::take(&mut survey.dead) {
        if rows >= 5 && dead.people * 10 >= rows * 6 && verdicts.death_most == AnswerState::Nothing {
            verdicts.death_most = ask(QuestionKind::DeathMost, vec![at], dead);
        }
    }
    judge_ages(survey, &mut verdicts, &mut ask);
    if survey.ages.guarded_adults.people > 0 {
        verdicts.adult_guardian_age = survey.ages.guarded_from;
        let at = columns.iter().position(|column| column.field.is_some_and(heading_kind::is_guardian));
        let columns = at.map(|at| at as u16).into_iter().collect();
        verdicts.adult_guardian =
            ask(QuestionKind::AdultGuardian, columns, std::mem::take(&mut survey.ages.guarded_adults));
    }
    if survey.ages.newborn.people > 0 {
        verdicts.newborn = ask(QuestionKind::Newborn, Vec::new(), std::mem::take(&mut survey.ages.newborn));
    }
    if survey.soft.people > 0 {
        verdicts.soft = ask(QuestionKind::Notes, Vec::new(), std::mem::take(&mut survey.soft));
    }
    if survey.consent.people > 0 {
        verdicts.consent = ask(QuestionKind::MinorConsent, Vec::new(), std::mem::take(&mut survey.consent));
    }
    if survey.part2.people > 0 {
        verdicts.part2 = ask(QuestionKind::Part2, Vec::new(), std::mem::take(&mut survey.part2));
    }
    if survey.letters.twisted.people > 0 {
        let proved = survey.letters.twisted.people >= survey.letters.lost;
        let verdict = ask(QuestionKind::Letters, Vec::new(), std::mem::take(&mut survey.letters.twisted));
        verdicts.repairs = verdict.is("repair") || (proved && verdict == AnswerState::Open);
        let kept = questions.last().is_some_and(|question| question.answer == Some("hold"));
        verdicts.repairs &= !kept;
    }
    questions.extend(judge_marks(survey, &mut verdicts, answers));
    (verdicts, questions)
}

/// Judges the marks of a sheet of a workbook; the question about hidden rows, where there are any.
fn judge_marks(survey: &mut Survey, verdicts: &mut Verdicts, answers: &[(String, String)]) -> Option<Question> {
    let marks = survey.marks.as_mut()?;
    verdicts.marks = Some(marks.at);
    if marks.hidden.people == 0 {
        return None;
    }
    let seen = marks.seen();
    let question =
        Question::new(QuestionKind::HiddenRows, vec![marks.at], &seen, std::mem::take(&mut marks.hidden), answers);
    verdicts.hidden = AnswerState::of(&question);
    Some(question)
}

/// Asks a question about columns: its kind, the columns, and the rows that it concerns.
type Ask<'a> = dyn FnMut(QuestionKind, Vec<u16>, Concerned) -> AnswerState + 'a;

/// Judges what stands once and speaks of many rows.
fn judge_sections(survey: &mut Survey, verdicts: &mut Verdicts, ask: &mut Ask<'_>) {
    if survey.section_deaths.people > 0 {
        verdicts.section_deaths =
            ask(QuestionKind::DeathSection, Vec::new(), std::mem::take(&mut survey.section_deaths));
    }
    if survey.section_unknown.people > 0 {
        verdicts.section_unknown =
            ask(QuestionKind::ReportSection, Vec::new(), std::mem::take(&mut survey.section_unknown));
    }
    for (at, below) in std::mem::take(&mut survey.below_deaths) {
        verdicts.below_deaths.push((at, ask(QuestionKind::DeathGroup, vec![at], below)));
    }
}

/// Judges children whose birth years may be a hundred years off.
fn judge_ages(survey: &mut Survey, verdicts: &mut Verdicts, ask: &mut Ask<'_>) {
    let ages = &mut survey.ages;
    let dated = ages.adults + ages.children + ages.small;
    let birth: Vec<u16> =
        survey.dates.iter().filter(|(_, field, _)| *field == Field::DateOfBirth).map(|(at, ..)| *at).take(1).collect();
    if ages.future > 0 && ages.children_alone.people > 0 && ages.adults * 2 >= dated {
        verdicts.century_age = 18;
        verdicts.century = ask(QuestionKind::BirthCentury, birth, std::mem::take(&mut ages.children_alone));
    } else if ages.small_alone.people > 0
        && ages.adults >= 4
        && ages.adults * 5 >= dated * 4
        && ages.small > ages.children
    {
        verdicts.century_age = 3;
        verdicts.century = ask(QuestionKind::BirthCentury, birth, std::mem::take(&mut ages.small_alone));
    }
}
