//! Words that stand once and speak of many rows: a line between rows ("Deceased patients"), a title, the name of a sheet, and a cell that
//! is filled on the first row of a group alone.

use super::columns::ColumnUse;
use super::flag::{self, Flag};
use super::heading;
use super::lexicon::{DEATH, REPORT_LINES, tokens};
use super::question::Concerned;
use super::text::clean;
use super::vital::{self, VitalHeading, VitalSign};
use super::warning::{self, NoteMarks};
use super::{Field, workbook_marks};
use csv::ByteRecord;

/// The longest line that can be one of a section, in bytes.
const LONGEST_LINE: usize = 200;

/// The longest value that a question shows, in bytes.
const LONGEST_VALUE: usize = 40;

/// The most words of a value of a group.
const MOST_WORDS: usize = 4;

/// The most stretches of a column that are kept.
const MOST_GROUPS: usize = 100_000;

/// Signs that a line gives of everybody below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SectionSign {
    /// Death of theirs, or a doubt about it.
    pub(super) death: Option<VitalSign>,
    pub(super) notes: NoteMarks,
    /// The word of death, as the vocabulary has it.
    pub(super) word: &'static str,
    /// True for a line with a word that may bar those below it: `Restricted`, `Test patients`. Somebody is asked.
    pub(super) is_unknown: bool,
}

impl SectionSign {
    fn is_empty(self) -> bool {
        self.death.is_none() && self.notes == NoteMarks::default() && !self.is_unknown
    }
}

/// A line from which on a sign holds, up to the next one.
#[derive(Clone, Copy, Debug)]
struct Section {
    line: u32,
    sign: SectionSign,
    /// True if nothing but the line itself stands on it, so that it is nobody's row.
    is_line: bool,
}

/// The sections of a list, and the groups of rows below a cell about death.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections {
    lines: Vec<Section>,
    /// Lines of rows of which a remark below or above them speaks, and whether of a death.
    remarked: Vec<(u32, bool)>,
    /// Signs of which a legend says what they mean.
    marks_of_legends: Vec<String>,
    /// True if a legend says what a mark means that cannot be read: it may stand on any row.
    has_legend: bool,
    /// First and last lines of rows without a cell of their own, by column.
    groups: Vec<(u16, Vec<(u32, u32)>)>,
}

impl Sections {
    /// Returns true if nothing stands once for many rows.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
            && self.groups.is_empty()
            && self.remarked.is_empty()
            && !self.has_legend
            && self.marks_of_legends.is_empty()
    }

    /// Returns whether a remark in a line of its own speaks of the row on a line, and whether of a death.
    pub(super) fn remark_on(&self, line: u32) -> Option<bool> {
        let found = self.remarked.binary_search_by_key(&line, |(own, _)| *own);
        found.ok().map(|at| self.remarked[at].1)
    }

    /// Returns true if a cell begins or ends with a sign of which a legend says what it means.
    pub(super) fn is_marked(&self, cell: &str) -> bool {
        self.marks_of_legends.iter().any(|mark| cell.starts_with(mark.as_str()) || cell.ends_with(mark.as_str()))
    }

    /// Returns true if there is a legend of such signs.
    pub(super) fn has_marks(&self) -> bool {
        !self.marks_of_legends.is_empty()
    }

    /// Returns whether a line is one of which it is asked what it says of those below it.
    pub(super) fn has_unknown_line(&self, line: u32) -> bool {
        let found = self.lines.binary_search_by_key(&line, |section| section.line);
        line > 0 && found.is_ok_and(|at| self.lines[at].sign.is_unknown)
    }

    /// Returns whether nobody knows what stands above the row on a line, or in a legend.
    pub(super) fn is_unknown_at(&self, line: u32) -> bool {
        self.has_legend || self.at(line).is_unknown
    }

    /// The sign that holds on a line.
    pub(super) fn at(&self, line: u32) -> SectionSign {
        let behind = self.lines.partition_point(|section| section.line <= line);
        behind.checked_sub(1).map(|at| self.lines[at].sign).unwrap_or_default()
    }

    /// Returns whether a line is one of a section, and nobody's row.
    pub(super) fn has_line(&self, line: u32) -> bool {
        let found = self.lines.binary_search_by_key(&line, |section| section.line);
        found.is_ok_and(|at| self.lines[at].is_line)
    }

    /// Returns whether the row on a line stands below a cell of a column that says that somebody is dead.
    pub(super) fn is_below_death(&self, at: u16, line: u32) -> bool {
        let own = self.groups.iter().find(|(column, _)| *column == at).map_or(&[][..], |(_, groups)| groups);
        let behind = own.partition_point(|(_, last)| *last < line);
        own.get(behind).is_some_and(|(first, _)| *first <= line)
    }
}

/// Sections while a list is looked at.
#[derive(Debug, Default)]
pub(super) struct SectionCount {
    lines: Vec<Section>,
    current: SectionSign,
    /// Columns of names: whatever stands there alone may be somebody's name.
    names: Vec<usize>,
    marks: Option<usize>,
    width: usize,
    /// The last row of somebody.
    last_row: Option<u32>,
    /// The remark that speaks of the next row too: whether of a death.
    next_remarked: Option<bool>,
    remarked: Vec<(u32, bool)>,
    marks_of_legends: Vec<String>,
    has_legend: bool,
    /// Rows below lines of which it is asked what they say, with the lines themselves.
    pub(super) unknown: Concerned,
}

impl SectionCount {
    /// Begins with the lines above the headings and the name of the list.
    pub(super) fn new(titles: &[String], name: &str, columns: &[ColumnUse]) -> Self {
        let is_name = |column: &ColumnUse| {
            let field = column.field.or(column.spare);
            field.is_some_and(|field| matches!(field, Field::FullName | Field::FirstName | Field::LastName))
        };
        let mut count = Self {
            names: columns.iter().enumerate().filter(|(_, column)| is_name(column)).map(|(at, _)| at).collect(),
            marks: columns.iter().position(|column| workbook_marks::is_heading(&column.heading)),
            width: columns.len(),
            ..Self::default()
        };
        for title in titles {
            count.title(title);
        }
        let (file, sheet) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).unwrap_or((name, ""));
        let file = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let stem = heading::words(stem).join(" ");
        // A file called after deaths may be about how they are written; one of dead patients says who is in it.
        if tokens(&stem).iter().any(|word| REPORT_LINES.section_people.contains(word)) && is_plain(&stem, "") {
            count.title(&stem);
        }
        count.title(&heading::words(sheet).join(" "));
        count
    }

    fn title(&mut self, title: &str) {
        let words = tokens(title);
        let is_mixed = words.iter().any(|word| REPORT_LINES.section_mixed.contains(word));
        if title.len() > LONGEST_LINE || is_mixed || self.take_legend(title) {
            return;
        }
        let has = |list: &rustc_hash::FxHashSet<String>| words.iter().any(|word| list.contains(word));
        let is_of_people = has(&REPORT_LINES.section_people) && !has(&REPORT_LINES.section_excludes);
        let mut sign = sign_of(title, VitalHeading::default());
        sign.is_unknown = sign.death.is_none() && is_of_people && is_plain(title, "") && bars(&words);
        // Many titles warn of the paper on which they stand.
        if !sign.notes.warning.is_some_and(|found| is_plain(title, found.phrase)) {
            sign.notes = NoteMarks::default();
        }
        if !sign.is_empty() {
            self.current = sign;
            self.lines = vec![Section { line: 0, sign, is_line: false }];
        }
    }

    /// Takes a row that may be a line of a section. Returns true if it is one, and nobody's row.
    pub(super) fn take(&mut self, record: &ByteRecord, line: u32) -> bool {
        let Some((at, text)) = self.line_of(record) else { return false };
        // A letter alone divides a list by the alphabet.
        if text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            return false;
        }
        if self.take_legend(&text) {
            self.lines.push(Section { line, sign: self.current, is_line: true });
            return true;
        }
        let words = tokens(&text);
        let mut sign = line_sign(&text);
        let phrase = sign.notes.warning.map_or("", |found| found.phrase);
        let is_line = is_plain(&text, phrase);
        // What stands in the column of names with other words beside it may be somebody's row.
        if !is_line && record.len() == self.width && self.names.contains(&at) {
            return false;
        }
        let is_indented = record.get(at).is_some_and(|cell| cell.starts_with(b" "));
        if let Some(remark) = remark_of(&text, sign, is_indented) {
            self.remarked.extend(self.last_row.map(|row| (row, remark.is_death)));
            self.next_remarked = remark.is_about_next.then_some(remark.is_death);
            self.lines.push(Section { line, sign: self.current, is_line: false });
            return true;
        }
        if remark_label(&text).is_some() {
            return false;
        }
        if sign.is_empty() {
            let ends = ends_section(&text, &words);
            match self.current.death {
                // Nobody knows whether the people below such a line still belong to the section.
                Some(_) if !ends => sign = SectionSign { death: Some(VitalSign::Doubted), ..self.current },
                _ if bars(&words) && !ends_by_its_beginning(&text, &words) => sign.is_unknown = true,
                _ if ends => {}
                _ if self.current.is_empty() => return false,
                _ => sign = self.current,
            }
        }
        self.current = sign;
        self.lines.push(Section { line, sign, is_line });
        true
    }

    /// Takes a line that says what a mark means, if it is one.
    fn take_legend(&mut self, line: &str) -> bool {
        match legend_of(line) {
            Some(Legend::Mark(mark)) => self.marks_of_legends.push(mark),
            Some(Legend::Unread) => self.has_legend = true,
            None => return false,
        }
        true
    }

    /// Notes a row that is no line of a report.
    pub(super) fn note_row(&mut self, line: u32) {
        self.last_row = Some(line);
        self.remarked.extend(self.next_remarked.take().map(|is_death| (line, is_death)));
        if self.current.is_unknown {
            self.unknown.people += 1;
            let section = self.lines.last().map_or(0, |section| section.line);
            self.unknown.show_line(section);
        }
    }

    /// The signs of the line above a row.
    pub(super) fn sign(&self) -> SectionSign {
        self.current
    }

    /// The sections that were found, with groups of columns.
    pub(super) fn finish(self, groups: Vec<(u16, Vec<(u32, u32)>)>) -> Sections {
        let Self { lines, mut remarked, marks_of_legends, has_legend, .. } = self;
        remarked.sort_unstable();
        Sections { lines, remarked, marks_of_legends, has_legend, groups }
    }

    /// Returns whether a legend says what a mark means that is not read.
    pub(super) fn has_legend(&self) -> bool {
        self.has_legend
    }

    /// The place and the text of the only cell of a row; a second one may hold the number of rows, or the value of the first, and all
    /// cells may hold the same.
    fn line_of(&self, record: &ByteRecord) -> Option<(usize, String)> {
        let cells = record.iter().enumerate().filter(|(at, _)| Some(*at) != self.marks);
        let mut filled = cells.map(|(at, cell)| (at, cell.trim_ascii())).filter(|(_, cell)| !cell.is_empty());
        let (at, first) = filled.next()?;
        if first.len() > LONGEST_LINE || !first.iter().any(|byte| !byte.is_ascii_digit()) {
            return None;
        }
        let first = String::from_utf8_lossy(first);
        let first = clean(&first);
        let Some((_, second)) = filled.next() else { return Some((at, first.into_owned())) };
        let second = String::from_utf8_lossy(second);
        let second = clean(&second);
        let is_same = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(|cell| clean(cell) == first);
        if second == first && filled.clone().all(|(_, cell)| is_same(cell)) {
            // A merged cell, filled into all columns, is no name.
            return Some((usize::MAX, first.into_owned()));
        }
        if filled.next().is_some() {
            return None;
        }
        let is_number = second.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let is_label = first.ends_with([':', '=']);
        (is_number || is_label).then(|| (at, format!("{first} {second}")))
    }
}

/// A mark of which a legend says that it is about death, or bars somebody.
#[derive(PartialEq, Eq)]
enum Legend {
    /// A sign before or behind names or numbers.
    Mark(String),
    /// A color, capitals, a letter: nothing that can be read.
    Unread,
}

/// `* = deceased`, `Red: do not mail`, `Names in capitals are deceased`: a line that says what a mark means.
fn legend_of(line: &str) -> Option<Legend> {
    let words = tokens(line);
    let text = line.trim_start_matches(['(', ' ']);
    let is_label = |(label, _): &(&str, &str)| REPORT_LINES.legends.contains(&tokens(label).concat());
    let text = text.split_once(':').filter(is_label).map_or(text, |(_, rest)| rest.trim());
    let (mark, rest) = text.split_at(text.find([' ', '=']).unwrap_or(text.len()));
    let rest = rest.trim_start();
    let is_sign =
        !mark.is_empty() && mark.len() <= 6 && mark.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '-' | '='));
    let means =
        rest.starts_with('=') || tokens(rest).first().is_some_and(|word| REPORT_LINES.legend_verbs.contains(word));
    let says = |text: &str| {
        let sign = line_sign(text.trim_start_matches(['=', '-', ':', ' ']));
        sign.death.is_some() || sign.notes.warning.is_some() || bars(&tokens(text))
    };
    if is_sign && means && says(rest) {
        return Some(Legend::Mark(mark.to_owned()));
    }
    let is_color = words.first().is_some_and(|word| REPORT_LINES.legend_marks.contains(word)) && means;
    let is_told = words.iter().any(|word| REPORT_LINES.legend_marks.contains(word)) && words.len() > 3;
    let is_letter = !is_sign && mark.chars().count() <= 2 && rest.starts_with('=');
    ((is_color || is_told || is_letter) && says(&line.replacen(mark, " ", 1))).then_some(Legend::Unread)
}

/// A remark in a line of its own, below the row of which it speaks: `Comments: deceased 1/24`.
struct Remark {
    is_death: bool,
    /// True if it may be about the row behind it as well.
    is_about_next: bool,
}

fn remark_of(line: &str, sign: SectionSign, is_indented: bool) -> Option<Remark> {
    let labelled = remark_label(line);
    let has_day = line.contains('/') && line.bytes().any(|byte| byte.is_ascii_digit());
    let says = match labelled {
        Some(value) => !line_sign(value).is_empty() || bars(&tokens(value)),
        None => !sign.is_empty() && (is_indented || has_day),
    };
    let is_about_next = labelled.is_none() && !is_indented;
    says.then_some(Remark { is_death: sign.death.is_some(), is_about_next })
}

/// The value behind the label of a remark: `Comments: prefers mornings`.
fn remark_label(line: &str) -> Option<&str> {
    let (label, value) = line.split_once(':')?;
    let words = tokens(label);
    let is_label = words.len() <= 2 && words.iter().any(|word| REPORT_LINES.remarks.contains(word));
    is_label.then(|| value.trim())
}

/// Returns whether a line begins with words that deny what follows: `No hold`, `OK to contact`.
fn ends_by_its_beginning(line: &str, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    matches!(first, "no" | "not" | "non" | "without" | "ok" | "okay" | "good") || line.trim_start().starts_with("Un")
}

/// Returns whether a line ends a section: it names those who are not in it.
fn ends_section(line: &str, words: &[String]) -> bool {
    let has = |list: &rustc_hash::FxHashSet<String>| words.iter().any(|word| list.contains(word));
    // `Status: A`: a code that is none of death.
    let is_code = line.split_once([':', '=']).is_some_and(|(label, value)| {
        let heading = VitalHeading::of(label);
        (heading.is_status || matches!(heading::field_of(label), Some((Field::Deceased, _)))) && value.trim().len() <= 2
    });
    ends_by_its_beginning(line, words)
        || is_code
        || has(&REPORT_LINES.section_ends)
        || has(&DEATH.alive)
        || has(&DEATH.words)
}

/// Returns whether words say that those below are written to in no ordinary way, or are nobody.
fn bars(words: &[String]) -> bool {
    words.iter().any(|word| REPORT_LINES.section_bars.contains(word))
}

/// Finds the signs of a line among rows: a short one is what a status is.
fn line_sign(line: &str) -> SectionSign {
    let is_short = tokens(line).iter().filter(|word| !REPORT_LINES.section_fillers.contains(*word)).count() <= 3;
    sign_of(line, if is_short { VitalHeading::of("status") } else { VitalHeading::default() })
}

/// Finds the signs of a line, by its words or by the value behind its label.
fn sign_of(line: &str, heading: VitalHeading) -> SectionSign {
    let is_no_longer = line.to_lowercase().contains("no longer");
    let excludes = !is_no_longer && tokens(line).iter().any(|word| REPORT_LINES.section_excludes.contains(word));
    let labelled =
        line.split_once([':', '=']).map(|(label, value)| (label, value.trim())).and_then(|(label, value)| {
            if matches!(heading::field_of(label), Some((Field::Deceased, _))) {
                return match flag::deceased(value) {
                    Flag::Yes => Some(VitalSign::Dead),
                    _ => None,
                };
            }
            let heading = VitalHeading::of(label);
            let asks = heading.is_status || heading.tells_life();
            asks.then(|| vital::judge(value, heading)).filter(|sign| *sign != VitalSign::None)
        });
    // `Patients who have died`: these words name nobody else.
    let words = tokens(line);
    let plain: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !REPORT_LINES.section_fillers.contains(*word)).collect();
    let plain = plain.join(" ");
    let told = || {
        Some(vital::judge(if line.contains('?') { line } else { &plain }, heading))
            .filter(|sign| *sign != VitalSign::None)
    };
    let death = labelled.or_else(|| told().filter(|_| !excludes));
    let word = vital::find_word(line).unwrap_or("dead");
    let notes = if line.len() < 4 { NoteMarks::default() } else { warning::find(line) };
    SectionSign { death, notes, word: if death.is_some() { word } else { "" }, is_unknown: false }
}

/// Returns whether a line has no words but those of sections, of death and of a phrase.
fn is_plain(line: &str, phrase: &str) -> bool {
    let of_phrase = tokens(phrase);
    tokens(line).iter().all(|word| {
        REPORT_LINES.section_people.contains(word)
            || REPORT_LINES.section_words.contains(word)
            || REPORT_LINES.section_ends.contains(word)
            || REPORT_LINES.section_fillers.contains(word)
            || REPORT_LINES.section_bars.contains(word)
            || DEATH.words.contains(word)
            || DEATH.status_words.contains(word)
            || DEATH.whole.contains(word)
            || DEATH.alive.contains(word)
            || of_phrase.contains(word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Returns true for a cell that repeats the one above it.
pub(super) fn is_ditto(cell: &str) -> bool {
    matches!(cell, "\"" | "''" | "〃" | "-\"-") || cell.eq_ignore_ascii_case("ditto") || cell.eq_ignore_ascii_case("do")
}

/// A column about life and death that may be filled only where its value changes.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is found in the cells for itself")]
pub(super) struct GroupColumn {
    pub(super) at: u16,
    rows: u64,
    filled: u64,
    last: String,
    is_first_filled: bool,
    /// True if cells say that what stands above them holds for them too.
    has_dittos: bool,
    /// True if a value stands twice, one after the other: it is written on each row that it is about.
    repeats: bool,
    is_below_death: bool,
    is_open: bool,
    groups: Vec<(u32, u32)>,
    below: Concerned,
}

impl GroupColumn {
    pub(super) fn new(at: u16) -> Self {
        Self { at, ..Self::default() }
    }

    /// Counts the cell of a row, which may say that the person is dead.
    pub(super) fn count(&mut self, cell: &str, is_death: bool, line: u32) {
        self.rows += 1;
        self.has_dittos |= is_ditto(cell);
        if self.repeats && !self.has_dittos {
            return;
        }
        if !cell.is_empty() && !is_ditto(cell) {
            self.filled += 1;
            self.is_first_filled |= self.rows == 1;
            // Whatever is longer is a note of one row.
            self.repeats |= self.last == cell || cell.split_whitespace().count() > MOST_WORDS;
            cell.clone_into(&mut self.last);
            (self.is_below_death, self.is_open) = (is_death, false);
            return;
        }
        if !self.is_below_death || self.groups.len() >= MOST_GROUPS {
            return;
        }
        self.below.add(line);
        if self.last.len() <= LONGEST_VALUE {
            self.below.show(&self.last);
        }
        match self.groups.last_mut().filter(|_| self.is_open) {
            Some((_, last)) => *last = line,
            None => self.groups.push((line, line)),
        }
        self.is_open = true;
    }

    /// The rows below cells about death, where the column is filled only where its value changes: on its first row, on less than half of
    /// them, and never twice with the same.
    pub(super) fn finish(&mut self) -> Option<(Concerned, Vec<(u32, u32)>)> {
        let is_grouped = self.is_first_filled && !self.repeats && self.filled > 1 && self.filled * 2 <= self.rows;
        let found = (is_grouped || self.has_dittos) && !self.groups.is_empty();
        found.then(|| (std::mem::take(&mut self.below), std::mem::take(&mut self.groups)))
    }
}
