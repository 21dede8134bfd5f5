//! One look at the whole list before any row is read: what its columns hold, the order of its dates, columns that are not
//! what their heading says, rows that questions concern, and where its last person stands.

use super::ages::{AgePlaces, Ages};
use super::bytes::ListBytes;
use super::chunk::{Cursor, ListShape, Stop};
use super::columns::ColumnUse;
use super::cut::LongCells;
use super::date::{self, DateOrder, DateReading};
use super::flag::{self, Flag};
use super::profile::ProfileCount;
use super::question::Concerned;
use super::recipe::CellRules;
use super::report_line::ReportLines;
use super::section::{GroupColumn, SectionCount, SectionSign, Sections};
use super::vital::{self, VitalHeading, VitalSign};
use super::votes::{DateVotes, FlagVotes};
use super::word_groups::Weight;
use super::workbook_marks::MarkColumn;
use super::{
    Field, address, damage, fhir, heading, heading_kind, line_shape, nothing, report_line, text, warning,
    workbook_marks,
};
use crate::finding::Private;
use crate::party::Gazetteer;
use chrono::NaiveDate;
use csv::ByteRecord;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A value that says that a minor consented to care alone.
const OWN_CONSENT: warning::Warning = warning::Warning { weight: Weight::Consent, phrase: "consent by the minor" };

/// Rows whose states are judged.
const STATES: u64 = 2_000;

/// A column that is not used, with what its values say.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is found in the heading or the cells for itself")]
pub(super) struct UnusedColumn {
    pub(super) at: u16,
    /// Its heading, as far as life and death are told under it; `None` where they are never looked for.
    pub(super) vital: Option<VitalHeading>,
    pub(super) death: Concerned,
    /// True if a death is denied or doubted somewhere.
    pub(super) is_doubted: bool,
    /// True if its cells can be notes.
    pub(super) may_warn: bool,
    /// True if its cells say who consented to care.
    pub(super) tells_consent: bool,
    /// True if its heading sounds like a part of the address.
    pub(super) may_be_address: bool,
    pub(super) lines: Concerned,
    pub(super) no_lines: u64,
    /// Its cells, as far as they are filled only where the value changes.
    group: GroupColumn,
}

/// Cells of names and addresses with damaged letters.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// The way back is certain.
    pub(super) twisted: Concerned,
    last_twisted: Option<u32>,
    pub(super) lost: u64,
    /// The first different ones of these cells, as they stand and as they were before.
    pub(super) repairs: Vec<Repair>,
}

/// A cell with damaged letters as it stands, and as it was before.
pub type Repair = (Private<String>, Private<String>);

/// Repairs that are kept as examples.
const REPAIRS: usize = 5;

impl Letters {
    /// Counts a damaged cell; what it was before, where that is certain.
    fn count(&mut self, cell: &str, before: Option<String>, line: u32) {
        let Some(before) = before else {
            self.lost += 1;
            return;
        };
        // Several cells of a row are one row.
        if self.last_twisted != Some(line) {
            self.twisted.add(line);
        }
        self.last_twisted = Some(line);
        if self.repairs.len() < REPAIRS && self.repairs.iter().all(|(own, _)| own.disclose() != cell) {
            self.repairs.push((Private::new(cell.to_owned()), Private::new(before)));
        }
    }
}

/// The result of a look at the whole list.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// By column, for columns of dates.
    pub(super) dates: Vec<(u16, Field, DateVotes)>,
    /// By column, for columns that may ask yes or no.
    pub(super) flags: Vec<(u16, FlagVotes)>,
    /// Cells under "deceased" that say yes with a one.
    dead_ones: u64,
    /// Rows of which the column of the dead says yes, by that column.
    pub(super) dead: BTreeMap<u16, Concerned>,
    /// Cells of the state column that are states, and that are not.
    pub(super) states: (u64, u64),
    pub(super) unused: Vec<UnusedColumn>,
    pub(super) ages: Ages,
    /// The most people that a line of the report tells of, and the number that were seen.
    pub(super) told_people: u64,
    /// Its line; 0 above the headings.
    pub(super) told_line: u32,
    pub(super) people: u64,
    pub(super) letters: Letters,
    /// Notes that ask for a manner of contact, by phrase.
    pub(super) soft: Concerned,
    /// Notes of care to which minors consented alone, by phrase.
    pub(super) consent: Concerned,
    /// Notes of records that 42 CFR Part 2 protects, by phrase.
    pub(super) part2: Concerned,
    /// Words for nothing that stand in columns that may be empty, in the letters of the list.
    pub(super) null_words: FxHashSet<String>,
    pub(super) profiles: Vec<ProfileCount>,
    /// The longest cells of each column.
    pub(super) long: Vec<LongCells>,
    /// True if the last row has too few cells for one that is whole.
    pub(super) ends_short: bool,
    /// Rows by column, with codes that the recipe of the list does not know.
    pub(super) unknown_codes: BTreeMap<u16, u64>,
    /// The marks of a list that was a sheet of a workbook.
    pub(super) marks: Option<MarkColumn>,
    /// Rows that stand below a line about death, and the sections of the list.
    pub(super) section_deaths: Concerned,
    pub(super) section_unknown: Concerned,
    pub(super) sections: Sections,
    /// The columns of the dead, as far as they are filled only where their value changes.
    groups: Vec<GroupColumn>,
    /// Rows below cells about death of columns that are filled only where their value changes, by column.
    pub(super) below_deaths: BTreeMap<u16, Concerned>,
    /// The line of a second heading row, whose columns stand in another order.
    pub(super) second_headings: Option<u32>,
    /// Behind the last row that is a person's.
    pub(super) end: u64,
    /// Rows up to there.
    pub(super) rows: u64,
}

impl Survey {
    /// Returns whether a zero stands for an empty cell even where it might be an answer, as under "deceased": the dates of the
    /// list have such zeros, and nobody in it is said to be dead by a one.
    pub(super) fn zeros_are_blank(&self) -> bool {
        self.dead_ones == 0 && self.dates.iter().any(|(_, _, votes)| votes.zeros > 0)
    }
}

/// The columns that a look asks for by name.
struct Places {
    state: Option<usize>,
    dead: Vec<usize>,
    people: AgePlaces,
    death: Vec<usize>,
    may_be_empty: Vec<usize>,
    printed: Vec<usize>,
}

impl Places {
    fn of(columns: &[ColumnUse]) -> Self {
        let all = |fields: &[Field]| -> Vec<usize> {
            let is = |column: &ColumnUse| column.field.or(column.spare).is_some_and(|field| fields.contains(&field));
            columns.iter().enumerate().filter(|(_, column)| is(column)).map(|(at, _)| at).collect()
        };
        let one = |field| all(&[field]).first().copied();
        Self {
            state: one(Field::State),
            dead: all(&[Field::Deceased]),
            people: AgePlaces {
                birth: one(Field::DateOfBirth),
                first: one(Field::FirstName),
                last: one(Field::LastName),
                guardians: all(&[Field::GuardianName, Field::GuardianFirst, Field::GuardianLast]),
            },
            death: all(&[Field::DateOfDeath]),
            may_be_empty: all(&[
                Field::Suffix,
                Field::Address2,
                Field::GuardianName,
                Field::DateOfDeath,
                Field::Deceased,
                Field::Email,
                Field::Phone,
            ]),
            printed: all(&[
                Field::FullName,
                Field::FirstName,
                Field::MiddleName,
                Field::LastName,
                Field::Address,
                Field::Address1,
                Field::Address2,
                Field::Address3,
                Field::City,
                Field::CityStateZip,
            ]),
        }
    }
}

/// Columns that no field takes. One of another person tells nothing of life and death, and one that holds marks has its own rule.
fn unused(shape: ListShape, columns: &[ColumnUse]) -> Vec<UnusedColumn> {
    // Somebody may have written into the column of another thing that the person is dead.
    let is_beside = |column: &ColumnUse| matches!(column.field, Some(Field::Email | Field::Phone | Field::Ssn));
    let is_told = |column: &ColumnUse| {
        workbook_marks::is_heading(&column.heading)
            || (!shape.is_delimited() && fhir::CODES.contains(&column.heading.as_str()))
    };
    let is_free = |column: &ColumnUse| is_beside(column) || (column.is_ignored() && !column.looks_like_flag);
    let free = (0u16..).zip(columns).filter(|(_, column)| is_free(column) && !is_told(column));
    free.map(|(at, column)| {
        let judged = VitalHeading::of(&column.heading);
        UnusedColumn {
            at,
            // A heading that stands twice, and here in the block of somebody else, tells of them.
            vital: (!column.foreign || heading::owner_of(&column.heading).is_some())
                .then_some(judged.beside(column.foreign)),
            may_warn: !is_beside(column) && warning::may_warn(&column.heading),
            tells_consent: !column.foreign && warning::tells_consent(&column.heading),
            may_be_address: !column.foreign
                && !is_beside(column)
                && !column.ignored_by_mapping
                && heading_kind::looks_like_address(&column.heading),
            group: GroupColumn::new(at),
            ..UnusedColumn::default()
        }
    })
    .collect()
}

/// The terms by which a list is looked at.
#[derive(Clone, Copy)]
pub(super) struct LookTerms<'a> {
    pub(super) columns: &'a [ColumnUse],
    pub(super) report_lines: &'a ReportLines,
    /// The name of the list and the lines above its headings, which may say who is in it.
    pub(super) name: &'a str,
    pub(super) titles: &'a [String],
    /// Codes and blanks of the recipe of the list.
    pub(super) rules: &'a CellRules,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) mailing: NaiveDate,
}

/// Reads every row once.
pub(super) fn look(
    shape: ListShape,
    bytes: &dyn ListBytes,
    start: Cursor,
    terms: &LookTerms<'_>,
) -> Result<Survey, Stop> {
    let LookTerms { columns, report_lines, rules, gazetteer, mailing, .. } = *terms;
    let mut survey = Survey { end: start.offset, unused: unused(shape, columns), ..Survey::default() };
    survey.profiles.resize_with(columns.len(), ProfileCount::default);
    survey.long.resize_with(columns.len(), LongCells::default);
    survey.marks = MarkColumn::find(columns);
    for (at, column) in (0u16..).zip(columns) {
        match column.field {
            Some(field @ (Field::DateOfBirth | Field::DateOfDeath)) => {
                survey.dates.push((at, field, DateVotes::default()));
            }
            Some(Field::Element(_) | Field::Ssn) => survey.flags.push((at, FlagVotes::default())),
            _ => {}
        }
    }
    let places = Places::of(columns);
    survey.ages.guarded_from = heading_kind::adult_guardian_age(
        columns
            .iter()
            .filter(|column| column.field.is_some_and(heading_kind::is_guardian))
            .map(|column| column.heading.as_str()),
    );
    survey.told_people =
        terms.titles.iter().filter_map(|title| report_line::read_total(title)).max().unwrap_or_default();
    survey.groups = places.dead.iter().map(|&at| GroupColumn::new(at as u16)).collect();
    let mut sections = shape.is_delimited().then(|| SectionCount::new(terms.titles, terms.name, columns));
    let mut cursor = start;
    let mut block = Vec::new();
    let mut rows = 0;
    while let Some(chunk) = shape.next_chunk(bytes, &mut cursor, bytes.len(), &mut block)? {
        let ends: Vec<(u64, u32)> = chunk.extents().map(|e| (e.offset + u64::from(e.len), e.line)).collect();
        shape.records(&chunk, |n, record, _| {
            rows += 1;
            let is_whole = record.len() == columns.len();
            let is_short = || record.iter().filter(|c| !c.is_empty()).take(3).count() < 3;
            let may_be_nobodys = shape.is_delimited() && (!is_whole || is_short());
            let is_trailer = may_be_nobodys && report_line::is_trailer(record.iter());
            let is_page_line = report_lines.has(record);
            let is_section = !is_page_line && sections.as_mut().is_some_and(|own| own.take(record, ends[n].1));
            if shape.is_delimited() && survey.second_headings.is_none() && report_lines.is_other_headings(record) {
                survey.second_headings = Some(ends[n].1);
            }
            if !is_trailer {
                (survey.end, survey.rows) = (ends[n].0, rows);
            }
            survey.ends_short = record.len() < columns.len() && !is_trailer && !is_page_line;
            // Cells of a row of another width stand under other headings.
            if (is_trailer || is_page_line)
                && let Some(told) = report_line::total_of(record).filter(|told| *told > survey.told_people)
            {
                (survey.told_people, survey.told_line) = (told, ends[n].1);
            }
            if !is_trailer && !is_page_line && !is_section {
                survey.people += 1;
                if let Some(sections) = &mut sections {
                    sections.note_row(ends[n].1);
                }
            }
            if !is_whole || may_be_nobodys || is_page_line || is_section {
                return;
            }
            let place = RowPlace {
                number: rows,
                line: ends[n].1,
                section: sections.as_ref().map_or(SectionSign::default(), SectionCount::sign),
            };
            survey.count_unknown_codes(rules, record);
            survey.count(&places, record, rules, place, gazetteer, mailing);
        });
    }
    survey.marks = survey.marks.filter(MarkColumn::is_one);
    survey.finish_sections(sections);
    Ok(survey)
}

/// Returns true if a cell holds a day on which somebody can have died.
fn is_day_of_death(cell: &str, mailing: NaiveDate) -> bool {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1);
    matches!(date::read(cell, DateOrder::Month), DateReading::Day(day)
        if !date::is_no_day(day, true) && Some(day) != epoch && day <= mailing)
}

/// A row by its number among the rows and by its line.
#[derive(Clone, Copy)]
struct RowPlace {
    number: u64,
    line: u32,
    /// Sign of the line above it.
    section: SectionSign,
}

impl Survey {
    fn count(
        &mut self,
        places: &Places,
        record: &ByteRecord,
        rules: &CellRules,
        row: RowPlace,
        gazetteer: &Gazetteer,
        mailing: NaiveDate,
    ) {
        let raw = |at: usize| record.get(at).and_then(|c| std::str::from_utf8(c).ok()).unwrap_or_default();
        let cell = |at: usize| rules.text(at, nothing::bare(raw(at)));
        if let Some(marks) = &mut self.marks {
            marks.count(raw(usize::from(marks.at)), row.line);
        }
        for (at, profile) in self.profiles.iter_mut().enumerate() {
            profile.count(cell(at).trim(), row.number, gazetteer);
        }
        for (at, long) in self.long.iter_mut().enumerate() {
            long.count(raw(at).trim());
        }
        for (at, field, votes) in &mut self.dates {
            votes.count(cell(usize::from(*at)).trim(), mailing, *field == Field::DateOfDeath);
        }
        let is_dead = self.count_deaths(places, &cell, row, mailing);
        for (at, votes) in &mut self.flags {
            match flag::flag(cell(usize::from(*at)).trim()) {
                Flag::Yes | Flag::No => votes.yes_no += 1,
                Flag::Other => votes.other += 1,
                Flag::Blank => {}
            }
        }
        if let Some(at) = places.state.filter(|_| row.number <= STATES) {
            let cell = text::clean(cell(at));
            if !nothing::is_nothing(&cell) && !address::is_own_number(&cell) {
                let known = gazetteer.state(&cell).is_some();
                self.states.0 += u64::from(known);
                self.states.1 += u64::from(!known);
            }
        }
        let is_minor = self.ages.count(&places.people, &cell, row.line, mailing);
        for &at in &places.printed {
            let cell = cell(at);
            if !cell.is_ascii() && damage::is_damaged(cell) {
                self.letters.count(cell, damage::untwist(cell), row.line);
            }
        }
        for &at in &places.may_be_empty {
            let cell = cell(at).trim();
            if nothing::is_null_word(cell) && !self.null_words.contains(cell) {
                self.null_words.insert(cell.to_owned());
            }
        }
        let lighter = |found: &warning::Warning| found.weight != Weight::Hard;
        let mut asks = row.section.notes.warning.filter(lighter);
        let mut part2 = row.section.notes.part2;
        for column in &mut self.unused {
            let cell = cell(usize::from(column.at)).trim();
            if cell.is_empty() {
                column.group.count(cell, false, row.line);
                continue;
            }
            let sign = column.vital.filter(|_| !is_dead).map_or(VitalSign::None, |judged| vital::judge(cell, judged));
            column.group.count(cell, is_dead || sign == VitalSign::Dead, row.line);
            if sign != VitalSign::None {
                // What is doubted is looked at one by one, whatever the answer about the others is.
                if sign == VitalSign::Doubted {
                    column.is_doubted = true;
                } else {
                    column.death.add(row.line);
                    if cell.len() <= 40 && cell.split_whitespace().count() <= 6 {
                        column.death.show(cell);
                    } else if let Some(word) = vital::find_word(cell) {
                        // A long note may name somebody; its word of death does not.
                        column.death.show(word);
                    }
                }
            }
            if is_minor && column.tells_consent && warning::is_own_consent(cell) {
                asks = asks.max(Some(OWN_CONSENT));
            }
            if column.may_warn {
                let found = warning::find(cell);
                asks = asks.max(found.warning.filter(lighter));
                part2 = part2.or(found.part2);
            }
            if column.may_be_address && !nothing::is_nothing(cell) {
                if line_shape::is_note_on_second(cell) { column.no_lines += 1 } else { column.lines.add(row.line) }
            }
        }
        if let Some(found) = asks {
            let group = if found.weight == Weight::Consent { &mut self.consent } else { &mut self.soft };
            group.add(row.line);
            group.show(found.phrase);
        }
        if let Some(phrase) = part2 {
            self.part2.add(row.line);
            self.part2.show(phrase);
        }
    }

    /// Counts who is dead by a date, by a mark, or by a line above the row. Returns true if it is by a date.
    fn count_deaths<'c>(
        &mut self,
        places: &Places,
        cell: &impl Fn(usize) -> &'c str,
        row: RowPlace,
        mailing: NaiveDate,
    ) -> bool {
        // Nobody is asked about who is dead by a date.
        let is_dead = places.death.iter().any(|&at| is_day_of_death(cell(at).trim(), mailing));
        let mut is_said_dead = is_dead;
        for (&at, group) in places.dead.iter().zip(&mut self.groups) {
            let cell = cell(at).trim();
            self.dead_ones += u64::from(matches!(cell, "1" | "1.0"));
            let says_so = flag::deceased(cell) == Flag::Yes;
            if says_so {
                self.dead.entry(at as u16).or_default().add(row.line);
            }
            is_said_dead |= says_so;
            group.count(cell, says_so, row.line);
        }
        if row.section.death == Some(VitalSign::Dead) && !is_said_dead {
            self.section_deaths.add(row.line);
            self.section_deaths.show(row.section.word);
        }
        is_dead
    }

    /// Ends the look at what stands once for many rows.
    fn finish_sections(&mut self, sections: Option<SectionCount>) {
        let Some(mut sections) = sections else { return };
        self.section_unknown = std::mem::take(&mut sections.unknown);
        if sections.has_legend() {
            self.section_unknown.people = self.people;
        }
        let mut groups = Vec::new();
        // Columns that tell nothing of life have no such groups.
        let unused = self
            .unused
            .iter_mut()
            .filter(|column| column.vital.is_some_and(|heading| heading.is_status))
            .map(|column| &mut column.group);
        for group in unused.chain(&mut self.groups) {
            if let Some((below, rows)) = group.finish() {
                self.below_deaths.insert(group.at, below);
                groups.push((group.at, rows));
            }
        }
        self.sections = sections.finish(groups);
    }

    /// Counts codes that the recipe of the list does not know.
    fn count_unknown_codes(&mut self, rules: &CellRules, record: &ByteRecord) {
        for (at, _) in rules.iter() {
            let cell = record.get(usize::from(at)).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default();
            if rules.is_unknown(usize::from(at), nothing::bare(cell)) {
                *self.unknown_codes.entry(at).or_default() += 1;
            }
        }
    }
}
