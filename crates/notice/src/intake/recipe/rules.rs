//! Codes and blanks of the columns of one list, as they are read.

use super::super::flag::{Flag, flag};
use super::super::{Field, nothing};
use super::meaning::CodeMeaning;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The code of a recipe that stands for every code that it does not list.
const ANY_OTHER: &str = "*";
/// Codes are seldom longer, in bytes.
const SHORT: usize = 48;

/// The rules by which cells of a list are read otherwise than they stand, by column. Without a recipe there are none.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct CellRules {
    columns: Vec<Option<ColumnRule>>,
}

/// Codes and blanks of one column.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct ColumnRule {
    /// Meanings by code, in small letters. A blank means nothing.
    meanings: FxHashMap<Box<str>, CodeMeaning>,
    /// Meaning of every code that is not listed, where the recipe has one.
    others: Option<CodeMeaning>,
    /// True if a code that is not listed may decide about standing or a hold.
    is_closed: bool,
    /// True if numbers behind the letters of a cell are no part of it.
    drops_numbers: bool,
    /// Meanings of yes and no, where the column has no other codes.
    yes_no: [Option<CodeMeaning>; 2],
    /// The field that the column feeds.
    field: Option<Field>,
}

/// Reading of a cell by a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum RuledCell<'r> {
    /// The cell is read as it stands.
    AsItStands,
    /// It has this meaning.
    Means(&'r CodeMeaning),
    /// It decides about standing or a hold, and the recipe does not know it.
    Unknown,
}

impl ColumnRule {
    /// The rule of a column that feeds this field.
    pub(super) fn new(
        field: Option<Field>,
        codes: impl Iterator<Item = (String, CodeMeaning)>,
        blanks: impl Iterator<Item = String>,
        drops_numbers: bool,
    ) -> Self {
        let mut rule = Self { drops_numbers, field, ..Self::default() };
        for (code, meaning) in codes {
            rule.is_closed |= meaning.decides();
            if code == ANY_OTHER {
                rule.others = Some(meaning);
            } else {
                rule.meanings.insert(code.to_lowercase().into(), meaning);
            }
        }
        rule.yes_no = rule.meanings_of_yes_and_no();
        rule.meanings.extend(blanks.map(|blank| (blank.to_lowercase().into(), CodeMeaning::Nothing)));
        rule
    }

    /// The meanings of yes and of no, where all codes are words for these: programs write them in many ways.
    fn meanings_of_yes_and_no(&self) -> [Option<CodeMeaning>; 2] {
        let is_question = self.meanings.keys().all(|code| matches!(flag(code), Flag::Yes | Flag::No));
        let one = |wanted: Flag| {
            let mut found = self.meanings.iter().filter(|(code, _)| flag(code) == wanted).map(|(_, meaning)| meaning);
            let first = found.next()?;
            found.all(|other| other == first).then(|| first.clone())
        };
        if is_question { [one(Flag::Yes), one(Flag::No)] } else { [None, None] }
    }

    /// Returns whether the column feeds the field of the dead, so that a dead person is told by it.
    pub(super) fn feeds_deceased(&self) -> bool {
        self.field == Some(Field::Deceased)
    }

    /// Reads a cell.
    fn read(&self, cell: &str) -> RuledCell<'_> {
        let cell = cell.trim();
        if cell.is_empty() {
            return RuledCell::AsItStands;
        }
        let [yes, no] = &self.yes_no;
        let as_question = || match flag(cell) {
            Flag::Yes => yes.as_ref(),
            Flag::No => no.as_ref(),
            Flag::Blank | Flag::Other => None,
        };
        match self.find(cell).or_else(|| self.find(whole_number(cell)?)).or_else(as_question) {
            Some(meaning) => RuledCell::Means(meaning),
            None if nothing::is_nothing(cell) => RuledCell::AsItStands,
            None => match &self.others {
                Some(meaning) => RuledCell::Means(meaning),
                None if self.is_closed => RuledCell::Unknown,
                None => RuledCell::AsItStands,
            },
        }
    }

    /// The cell without numbers behind its letters, where they are no part of it.
    fn without_numbers<'c>(&self, cell: &'c str) -> &'c str {
        let bare = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        if self.drops_numbers && bare.ends_with(char::is_alphabetic) { bare } else { cell }
    }

    fn find(&self, code: &str) -> Option<&CodeMeaning> {
        let mut small = [0u8; SHORT];
        if code.is_ascii() && code.len() <= SHORT {
            let small = &mut small[..code.len()];
            small.copy_from_slice(code.as_bytes());
            small.make_ascii_lowercase();
            return self.meanings.get(std::str::from_utf8(small).ok()?);
        }
        self.meanings.get(code.to_lowercase().as_str())
    }
}

/// The number before the point, where a spreadsheet wrote a whole number as `5.0`.
fn whole_number(cell: &str) -> Option<&str> {
    let number = cell.strip_suffix(".0")?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

impl CellRules {
    /// The rules of a list of so many columns.
    pub(super) fn new(columns: usize, rules: impl Iterator<Item = (usize, ColumnRule)>) -> Self {
        let mut all = Self::default();
        for (at, rule) in rules {
            all.columns.resize_with(columns, || None);
            if let Some(slot) = all.columns.get_mut(at) {
                *slot = Some(rule);
            }
        }
        all
    }

    /// Reads a cell by the rule of its column (from 0).
    pub(in crate::intake) fn read(&self, column: usize, cell: &str) -> RuledCell<'_> {
        self.of(column).map_or(RuledCell::AsItStands, |rule| rule.read(cell))
    }

    /// The rule of a column (from 0).
    fn of(&self, column: usize) -> Option<&ColumnRule> {
        self.columns.get(column)?.as_ref()
    }

    /// Returns whether a column (from 0) has codes, so that nothing is said by its being empty.
    pub(in crate::intake) fn has_codes(&self, column: u16) -> bool {
        self.of(usize::from(column)).is_some_and(|rule| rule.is_closed)
    }

    /// Returns whether a cell decides about standing or a hold, and the recipe does not know it.
    pub(in crate::intake) fn is_unknown(&self, column: usize, cell: &str) -> bool {
        self.read(column, cell) == RuledCell::Unknown
    }

    /// The text that is read in the place of a cell; the cell itself where no rule is about it.
    pub(in crate::intake) fn text<'c>(&'c self, column: usize, cell: &'c str) -> &'c str {
        match self.read(column, cell) {
            RuledCell::AsItStands => match self.of(column) {
                Some(rule) => rule.without_numbers(cell),
                None => cell,
            },
            RuledCell::Means(meaning) => meaning.word(),
            RuledCell::Unknown => "",
        }
    }

    /// The same of a cell that may be owned.
    pub(in crate::intake) fn apply<'c>(&'c self, column: usize, cell: Cow<'c, str>) -> Cow<'c, str> {
        match self.read(column, &cell) {
            RuledCell::AsItStands => match (self.of(column), cell) {
                (Some(rule), Cow::Borrowed(cell)) => Cow::Borrowed(rule.without_numbers(cell)),
                (Some(rule), Cow::Owned(cell)) => Cow::Owned(rule.without_numbers(&cell).to_owned()),
                (None, cell) => cell,
            },
            RuledCell::Means(meaning) => Cow::Borrowed(meaning.word()),
            RuledCell::Unknown => Cow::Borrowed(""),
        }
    }

    /// The columns (from 0) that have a rule, with it.
    pub(in crate::intake) fn iter(&self) -> impl Iterator<Item = (u16, &ColumnRule)> {
        (0u16..).zip(&self.columns).filter_map(|(at, rule)| Some((at, rule.as_ref()?)))
    }

    /// Returns whether there is none.
    pub(in crate::intake) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{CellRules, CodeMeaning, ColumnRule, Field, RuledCell};
    use crate::finding::Code;

    fn rules() -> CellRules {
        let codes = [("0", CodeMeaning::Nothing), ("D", CodeMeaning::Dead), ("4", CodeMeaning::Held(Code::HoldMarked))];
        let status = ColumnRule::new(
            Some(Field::Deceased),
            codes.into_iter().map(|(code, meaning)| (code.to_owned(), meaning)),
            ["none".to_owned()].into_iter(),
            false,
        );
        let words = [("01".to_owned(), CodeMeaning::Word("es".into()))];
        let language = ColumnRule::new(Some(Field::Language), words.into_iter(), std::iter::empty(), false);
        let reasons = [("*".to_owned(), CodeMeaning::Unclear), ("error".to_owned(), CodeMeaning::Nothing)];
        let reason = ColumnRule::new(None, reasons.into_iter(), std::iter::empty(), false);
        let name = ColumnRule::new(Some(Field::LastName), std::iter::empty(), std::iter::empty(), true);
        CellRules::new(6, [(1, status), (3, language), (4, reason), (5, name)].into_iter())
    }

    #[test]
    fn codes_are_read_in_any_case_and_as_spreadsheets_write_them() {
        let rules = rules();
        for (column, cell, text) in [
            (1, "d", "deceased"),
            (1, " D ", "deceased"),
            (1, "0.0", ""),
            (1, "4", ""),
            (1, "None", ""),
            (1, "7", ""),
            (1, "", ""),
            (3, "01", "es"),
            (3, "Tagalog", "Tagalog"),
            (0, "D", "D"),
            (4, "Fever", "unclear"),
            (4, "Error", ""),
            (4, "--", "--"),
            (5, "Kite509", "Kite"),
            (5, "509", "509"),
            (5, "Kite 5", "Kite 5"),
            (9, "D", "D"),
        ] {
            assert_eq!(rules.text(column, cell), text, "{column} {cell}");
        }
    }

    #[test]
    fn only_codes_that_decide_must_be_known() {
        let rules = rules();
        assert_eq!(rules.read(1, "7"), RuledCell::Unknown);
        assert_eq!(rules.read(1, "NULL"), RuledCell::AsItStands);
        assert_eq!(rules.read(3, "99"), RuledCell::AsItStands);
        assert!(CellRules::default().is_empty() && CellRules::default().read(1, "7") == RuledCell::AsItStands);
    }
}
