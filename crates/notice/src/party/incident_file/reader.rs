//! A TOML document read key by key, so that every fault is found at once and each has its line.

use crate::finding::{Problem, ProblemCode, is_unprintable, quote_parser, quote_short};
use crate::party::{DayFault, parse_day};
use chrono::NaiveDate;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table of the file while its keys are taken out of it.
pub(super) struct Table<'d, 'i> {
    /// As it is called in messages: `[practice]`.
    name: String,
    entries: &'d DeTable<'i>,
    at: usize,
    known: Vec<&'static str>,
}

/// The reader: the text, and every fault found so far. After a fault a harmless value stands in, so that reading goes
/// on; whoever ends the reading looks whether there was one.
pub(super) struct IncidentReader<'i> {
    file: &'i str,
    text: &'i str,
    /// The byte offset at which each line starts.
    lines: Vec<usize>,
    faults: Vec<(usize, Problem)>,
    /// Faults beyond [`MOST_FAULTS`].
    left_out: usize,
}

/// The most faults that are said of one file.
const MOST_FAULTS: usize = 50;
/// The most characters of one text, and of the name of a file.
const LONGEST_TEXT: usize = 4_000;
const LONGEST_NAME: usize = 200;
/// The longest line, in bytes, on which the column of a fault is counted.
const LONGEST_LINE: usize = 4_096;

/// The most faults of syntax that are said: after a few, what follows is read in the wrong way.
const MOST_SYNTAX_FAULTS: usize = 20;

/// A value and where it stands, as a byte offset.
#[derive(Clone, Copy)]
pub(super) struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub at: usize,
}

impl<'d, 'i> Table<'d, 'i> {
    /// The top of the document.
    pub fn top(document: &'d Spanned<DeTable<'i>>) -> Self {
        Self { name: "the file".to_owned(), entries: document.get_ref(), at: 0, known: Vec::new() }
    }

    /// Returns whether a key is there, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The place of the table.
    pub fn start(&self) -> usize {
        self.at
    }

    /// The place of a key's value, if it is there.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.entries.get(key).map(|value| value.span().start)
    }
}

impl<'i> IncidentReader<'i> {
    pub fn new(file: &'i str, text: &'i str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, lines, faults: Vec::new(), left_out: 0 }
    }

    /// The document, unless its syntax is broken: then nothing more can be said about it.
    pub fn document(&mut self) -> Option<Spanned<DeTable<'i>>> {
        let (document, errors) = DeTable::parse_recoverable(self.text);
        // Some faults of the parser have no place of their own; they go with the one before, or the first that has one.
        let mut at = errors.iter().find_map(toml::de::Error::span).map_or(0, |span| span.start);
        for (said, error) in errors.iter().enumerate() {
            at = error.span().map_or(at, |span| span.start);
            if said == MOST_SYNTAX_FAULTS {
                let message = format!("{} more problems of this kind follow.", errors.len() - said);
                self.fault(at, message, "Correct those above first; that may fix most of these.");
                break;
            }
            if let Some(fault) = self.date_fault(at) {
                let advice = "Enter a date such as 2025-01-25, without quotation marks.";
                self.fault(at, format!("The day {}.", fault.words()), advice);
                continue;
            }
            let message = format!("The line is not valid TOML: {}.", quote_parser(error.message()));
            self.fault(
                at,
                message,
                "Compare it with the example incident file: text is in quotation marks, dates are not.",
            );
        }
        errors.is_empty().then_some(document)
    }

    /// Returns the fault of the day that stands on a line as its value, where there is one: the parser says of it that it is no
    /// value at all.
    fn date_fault(&self, at: usize) -> Option<DayFault> {
        let start = self.text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[start..].lines().next()?;
        let value = line.get(..LONGEST_LINE).unwrap_or(line).split_once('=')?.1.split('#').next()?;
        parse_day(value).err().filter(|fault| *fault != DayFault::NotWritten)
    }

    /// Says what is wrong at a place of the text.
    pub fn fault(&mut self, at: usize, message: impl Into<String>, advice: impl Into<ProblemCode>) {
        let problem = Problem::of_file(self.file, message, advice);
        self.keep(at, problem);
    }

    fn keep(&mut self, at: usize, problem: Problem) {
        if self.faults.len() == MOST_FAULTS {
            self.left_out += 1;
            return;
        }
        let (line, column) = self.place(at);
        self.faults.push((at, problem.at(line, column)));
    }

    /// Every fault in the order of the file.
    pub fn into_faults(mut self) -> Vec<Problem> {
        self.faults.sort_by_key(|(at, _)| *at);
        let more = (self.left_out > 0).then(|| {
            let message = format!("{} more problems in this file.", self.left_out);
            Problem::of_file(self.file, message, "Correct those above first, then check the file again.")
        });
        self.faults.into_iter().map(|(_, refusal)| refusal).chain(more).collect()
    }

    /// Gives every fault that names no key the key at its place.
    pub fn name_keys(&mut self, document: &DeTable<'_>) {
        for (at, fault) in self.faults.iter_mut().filter(|(_, fault)| fault.place.field.is_empty()) {
            fault.place.field = key_at(document, "", *at).unwrap_or_default().into();
        }
    }

    fn place(&self, at: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let column = if at - start > LONGEST_LINE {
            0
        } else {
            self.text.get(start..at).map_or(0, |before| before.chars().count() as u32 + 1)
        };
        (line as u32, column)
    }

    /// A table below another that must be there.
    pub fn table<'d>(&mut self, parent: &mut Table<'d, 'i>, key: &'static str) -> Option<Table<'d, 'i>> {
        let table = self.optional_table(parent, key);
        if table.is_none() && !parent.entries.contains_key(key) {
            let name = child_name(&parent.name, key);
            self.fault(parent.at, format!("The table {name} is missing."), format!("Add {name} with its keys."));
        }
        table
    }

    /// A table below another that may be left out.
    pub fn optional_table<'d>(&mut self, parent: &mut Table<'d, 'i>, key: &'static str) -> Option<Table<'d, 'i>> {
        let entries = parent.entries;
        parent.known.push(key);
        let (name, value) = entries.get_key_value(key)?;
        let name_at = name.span().start;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Table { name: child_name(&parent.name, key), entries: table, at: name_at, known: Vec::new() });
        }
        self.wrong_kind(value.span(), key, "a table of keys", "Enter it as a table with its keys below it.");
        None
    }

    /// Says which keys of the table nobody asked for.
    pub fn close(&mut self, table: &Table<'_, 'i>) {
        for (key, _) in table.entries.iter().filter(|(key, _)| !table.known.contains(&key.get_ref().as_ref())) {
            let message = format!("`{}` is not a key of {}.", quote_short(key.get_ref()), table.name);
            let advice = format!("Remove it or correct its spelling. The keys there are {}.", table.known.join(", "));
            self.fault(key.span().start, message, advice);
        }
    }

    /// The value of a key that must be there.
    fn required<'d>(&mut self, table: &mut Table<'d, 'i>, key: &'static str) -> Option<&'d Spanned<DeValue<'i>>> {
        let value = optional(table, key);
        if value.is_none() {
            let message = format!("`{key}` is missing in {}.", table.name);
            let parent = table.name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or_default();
            let field = child_path(parent, key);
            let advice = format!("Add a line `{key} = …` there.");
            self.keep(table.at, Problem::of_file(self.file, message, advice).of_field(field));
        }
        value
    }

    /// Says that a key is missing; `field` is the fact that a form shows for it.
    pub fn missing(&mut self, table: &Table<'_, 'i>, key: &str, field: &str, advice: &str) {
        let message = format!("`{key}` is missing in {}.", table.name);
        self.keep(table.at, Problem::of_file(self.file, message, advice).of_field(field.to_owned()));
    }

    fn wrong_kind(&mut self, span: Range<usize>, key: &str, kind: &str, advice: &str) {
        self.fault(span.start, format!("`{key}` must be {kind}."), advice);
    }

    /// A text that must be there and must not be blank.
    pub fn text(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> String {
        let Some(value) = self.required(table, key) else { return String::new() };
        let text = self.string(value, key);
        if text.as_deref().is_some_and(|t| t.trim().is_empty()) {
            self.fault(value.span().start, format!("`{key}` is empty."), "Fill it in; letters and filings need it.");
        }
        text.unwrap_or_default()
    }

    /// A text that may be left out or empty.
    pub fn optional_text(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> String {
        optional(table, key).and_then(|value| self.string(value, key)).unwrap_or_default()
    }

    /// The name of a file beside the incident file, if one is named.
    pub fn beside(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<At<String>> {
        let value = optional(table, key)?;
        let name = self.string(value, key)?;
        let at = value.span().start;
        let outside = name.starts_with('/') || name.contains(['\\', ':']) || name.split('/').any(|part| part == "..");
        if name.trim().is_empty() || outside || name.len() > LONGEST_NAME {
            let message = format!("`{key}` must name a file beside the incident file.");
            self.fault(at, message, "Put the file in the same folder and enter only its name, or leave out the key.");
        }
        Some(At { value: name, at })
    }

    /// A string on one line, without characters that cannot be printed.
    fn string(&mut self, value: &Spanned<DeValue<'i>>, key: &str) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_kind(value.span(), key, "a text", "Put it in quotation marks.");
            return None;
        };
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            let message = format!("`{key}` is longer than {LONGEST_TEXT} characters.");
            self.fault(value.span().start, message, "Shorten it; a letter has room for a few sentences.");
        }
        if text.chars().any(is_unprintable) {
            let message = format!("`{key}` has a line break, or a control, private-use, or invisible character.");
            self.fault(value.span().start, message, "Enter the text on one line; if you pasted it, type it instead.");
        }
        Some(text.to_string())
    }

    /// A list of texts, of which there must be some and none blank.
    pub fn texts(&mut self, table: &mut Table<'_, 'i>, key: &'static str, most: usize) -> Vec<String> {
        let Some(value) = self.required(table, key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_kind(value.span(), key, "a list of texts", "Write it as [\"…\", \"…\"].");
            return Vec::new();
        };
        if array.is_empty() || array.len() > most {
            let message = format!("`{key}` must have between 1 and {most} lines.");
            self.fault(value.span().start, message, "Correct the number of lines.");
        }
        let mut texts = Vec::with_capacity(array.len());
        for line in array {
            let Some(text) = self.string(line, key) else { continue };
            if text.trim().is_empty() {
                self.fault(line.span().start, format!("A line of `{key}` is empty."), "Fill it in or remove it.");
            }
            texts.push(text);
        }
        texts
    }

    /// A list of texts that may be left out; where it stands, it has some and none blank.
    pub fn optional_texts(&mut self, table: &mut Table<'_, 'i>, key: &'static str, most: usize) -> Vec<String> {
        if table.has(key) {
            return self.texts(table, key, most);
        }
        table.known.push(key);
        Vec::new()
    }

    /// Yes or no that must be there.
    pub fn flag(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> bool {
        self.required(table, key).and_then(|value| self.boolean(value, key)).unwrap_or_default()
    }

    /// Yes or no; no where it is left out.
    pub fn optional_flag(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> bool {
        optional(table, key).and_then(|value| self.boolean(value, key)).unwrap_or_default()
    }

    fn boolean(&mut self, value: &Spanned<DeValue<'i>>, key: &str) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_kind(value.span(), key, "true or false", "Write true or false without quotation marks.");
        }
        flag
    }

    /// A whole number above zero that must be there.
    pub fn count(&mut self, table: &mut Table<'_, 'i>, key: &'static str, most: u64) -> u64 {
        let Some(value) = self.required(table, key) else { return 0 };
        let number = value.get_ref().as_integer().and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        match number {
            Some(number) if (1..=most).contains(&number) => number,
            _ => {
                let kind = format!("a whole number between 1 and {most}");
                self.wrong_kind(value.span(), key, &kind, "Write digits only, without quotation marks or commas.");
                0
            }
        }
    }

    /// A date that must be there.
    pub fn date(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<At<NaiveDate>> {
        let value = self.required(table, key)?;
        self.day(value, key)
    }

    /// A date that may be left out.
    pub fn optional_date(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<At<NaiveDate>> {
        let value = optional(table, key)?;
        self.day(value, key)
    }

    fn day(&mut self, value: &Spanned<DeValue<'i>>, key: &str) -> Option<At<NaiveDate>> {
        let written =
            value.get_ref().as_datetime().filter(|d| d.time.is_none() && d.offset.is_none()).and_then(|d| d.date);
        let day = written.ok_or(DayFault::NotWritten).and_then(|day| parse_day(&day.to_string()));
        if let Err(fault) = day {
            let advice = "Enter year, month, and day without quotation marks, such as 2025-01-25.";
            match fault {
                DayFault::NotWritten => self.wrong_kind(value.span(), key, "a date", advice),
                other => self.fault(value.span().start, format!("`{key}` {}.", other.words()), advice),
            }
        }
        day.ok().map(|value_day| At { value: value_day, at: value.span().start })
    }

    /// A word of a fixed list that must be there.
    pub fn word<T: Copy>(&mut self, table: &mut Table<'_, 'i>, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let value = self.required(table, key)?;
        self.choose(value, key, words)
    }

    /// A word of a fixed list that may be left out.
    pub fn optional_word<T: Copy>(
        &mut self,
        table: &mut Table<'_, 'i>,
        key: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let value = optional(table, key)?;
        self.choose(value, key, words)
    }

    /// A word of a vocabulary that may be left out.
    pub fn optional_of<T: Copy>(
        &mut self,
        table: &mut Table<'_, 'i>,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let words: Vec<_> = all.iter().map(|&one| (word(one), one)).collect();
        self.optional_word(table, key, &words)
    }

    /// Words of a fixed list, of which there must be some.
    pub fn words<T: Copy>(&mut self, table: &mut Table<'_, 'i>, key: &'static str, words: &[(&str, T)]) -> Vec<T> {
        let Some(value) = self.required(table, key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_kind(value.span(), key, "a list of words", "Write it as [\"…\", \"…\"].");
            return Vec::new();
        };
        if array.is_empty() {
            self.fault(value.span().start, format!("`{key}` is empty."), "Name at least one word of the vocabulary.");
        }
        array.iter().filter_map(|word| self.choose(word, key, words)).collect()
    }

    fn choose<T: Copy>(&mut self, value: &Spanned<DeValue<'i>>, key: &str, words: &[(&str, T)]) -> Option<T> {
        let chosen = value.get_ref().as_str().and_then(|w| words.iter().find(|(word, _)| *word == w));
        if chosen.is_none() {
            let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("`{key}` has a word that is not allowed here.");
            self.fault(value.span().start, message, format!("Use one of: {}.", all.join(", ")));
        }
        chosen.map(|(_, meaning)| *meaning)
    }

    /// A value that a function reads out of a text.
    pub fn parsed<T>(
        &mut self,
        table: &mut Table<'_, 'i>,
        key: &'static str,
        kind: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.required(table, key)?;
        let parsed = value.get_ref().as_str().and_then(parse);
        if parsed.is_none() {
            self.wrong_kind(value.span(), key, kind, "Correct the value.");
        }
        parsed
    }
}

fn optional<'d, 'i>(table: &mut Table<'d, 'i>, key: &'static str) -> Option<&'d Spanned<DeValue<'i>>> {
    let entries = table.entries;
    table.known.push(key);
    entries.get(key)
}

/// `contact.email` below a table, `contact` below the file, which has no path.
fn child_path(parent: &str, key: &str) -> String {
    if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") }
}

/// The key whose line a place of the text is on. Tables below a heading do not span their keys, so each key is looked at.
fn key_at(table: &DeTable<'_>, parent: &str, at: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let path = child_path(parent, key.get_ref());
        let within = match value.get_ref() {
            DeValue::Table(table) => key_at(table, &path, at),
            _ => None,
        };
        within.or_else(|| (key.span().start..value.span().end).contains(&at).then_some(path))
    })
}

/// `[incident]` below the file, `[incident.es]` below a table.
fn child_name(parent: &str, key: &str) -> String {
    match parent.strip_suffix(']') {
        Some(open) => format!("{open}.{key}]"),
        None => format!("[{key}]"),
    }
}
