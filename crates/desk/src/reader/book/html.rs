//! Tables of HTML pages, which programs call `.xls`: each table with something in it is a sheet.

use super::book_sheet::{BookSheet, SheetVisibility};
use super::cells::{CellKind, TableBook, TableCells};
use super::limits::{ANEW, MOST_SHEETS, SHEET};
use super::text;
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use notice::finding::Problem;
use std::cell::RefCell;

/// Bytes of the page that are given to the tokenizer at once.
const STRIDE: usize = 1 << 20;
/// Tables within tables.
const DEPTH: usize = 32;

/// Opens a page.
pub(super) fn open(file: &str, bytes: Vec<u8>) -> Result<TableBook<'_>, Problem> {
    let text = text::decode(bytes);
    let tokenizer = Tokenizer::new(PageSink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let mut end = rest.len().min(STRIDE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        queue.push_back(StrTendril::from_slice(&rest[..end]));
        rest = &rest[end..];
        // Whoever runs scripts is asked in between; nobody does.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    }
    tokenizer.end();
    let page = tokenizer.sink.page.into_inner();
    if page.is_endless {
        return Err(Problem::of_file(file, "The page has more tables than a list needs.", ANEW));
    }
    if !page.open.is_empty() {
        let message = "The page ends in the middle of a table; people may be missing.";
        return Err(Problem::of_file(file, message, "Export it again; the file was cut off."));
    }
    let found = page.found.into_iter().filter(|table| table.is_filled).enumerate();
    let sheet = |at: usize| BookSheet { name: format!("Table {}", at + 1), visibility: SheetVisibility::Visible };
    let tables: Vec<_> = found.map(|(at, table)| (sheet(at), table.cells)).collect();
    if tables.is_empty() {
        return Err(Problem::of_file(file, "The page holds no table.", ANEW));
    }
    Ok(TableBook::new(file, tables))
}

/// Takes the tokens of a page.
#[derive(Default)]
struct PageSink {
    page: RefCell<Page>,
}

/// A page while it is read.
#[derive(Default)]
struct Page {
    /// Every table, in the order in which they begin.
    found: Vec<PageTable>,
    /// Numbers of the tables around this place.
    open: Vec<usize>,
    is_endless: bool,
}

/// A table while it is read.
#[derive(Default)]
struct PageTable {
    cells: TableCells,
    is_filled: bool,
    row: u32,
    column: u32,
    defined: u32,
    /// True between the beginning of a row and its end.
    in_row: bool,
    in_cell: bool,
    across: u32,
    value: String,
    /// By column, the last row that a cell above takes.
    taken: Vec<(u32, u32)>,
}

impl TokenSink for PageSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let is_start = tag.kind == TagKind::StartTag;
                match (is_start, tag.name.as_ref()) {
                    (true, "script") => return TokenSinkResult::RawData(RawKind::ScriptData),
                    (true, "style" | "xml" | "noscript" | "iframe") => {
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                    (true, "title" | "textarea") => return TokenSinkResult::RawData(RawKind::Rcdata),
                    (true, "table") => page.begin_table(),
                    (false, "table") => page.end_table(),
                    (is_start, name) => {
                        if let Some(table) = page.table() {
                            if is_start { table.begin(name, &tag) } else { table.end(name) }
                        }
                    }
                }
            }
            Token::CharacterTokens(text) => {
                if let Some(table) = page.table() {
                    table.say(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn table(&mut self) -> Option<&mut PageTable> {
        self.open.last().and_then(|at| self.found.get_mut(*at))
    }

    fn begin_table(&mut self) {
        self.is_endless |= self.open.len() >= DEPTH || self.found.len() >= 10 * MOST_SHEETS;
        if self.is_endless {
            return;
        }
        self.open.push(self.found.len());
        self.found.push(PageTable::default());
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table() {
            table.end_row();
        }
        self.open.pop();
    }
}

impl PageTable {
    fn begin(&mut self, name: &str, tag: &Tag) {
        match name {
            "tr" => {
                self.end_row();
                self.in_row = true;
                if is_out_of_sight(tag) {
                    self.cells.marks.hide_rows(self.row, self.row);
                }
            }
            "td" | "th" => {
                self.end_cell();
                (self.in_row, self.in_cell) = (true, true);
                while self.taken.iter().any(|(column, last)| *column == self.column && *last >= self.row) {
                    self.column += 1;
                }
                self.across = span(tag, "colspan").min(SHEET.1);
                let last = self.row.saturating_add(span(tag, "rowspan").min(SHEET.0) - 1);
                if last > self.row {
                    self.taken.retain(|(_, last)| *last >= self.row);
                    self.taken
                        .extend((self.column..self.column.saturating_add(self.across)).map(|column| (column, last)));
                    self.cells.marks.merge(self.row, last, self.column);
                }
            }
            "col" => {
                let count = span(tag, "span").min(SHEET.1);
                if is_out_of_sight(tag) {
                    self.cells.marks.hidden_columns.push((self.defined, self.defined + count - 1));
                }
                self.defined = self.defined.saturating_add(count).min(SHEET.1);
            }
            "br" | "p" | "div" | "li" => self.say(" "),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.in_cell {
            self.value.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        if !self.in_cell {
            return;
        }
        self.in_cell = false;
        let words: Vec<&str> = self.value.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()).collect();
        let value = words.join(" ");
        self.value.clear();
        self.is_filled |= !value.is_empty();
        self.cells.push((self.row, self.column), CellKind::Text, &value);
        self.column = self.column.saturating_add(self.across);
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.in_row {
            self.row += 1;
            self.column = 0;
        }
        self.in_row = false;
    }
}

/// Number of columns or rows that a cell takes.
fn span(tag: &Tag, name: &str) -> u32 {
    let value = tag.attrs.iter().find(|own| own.name.local.as_ref() == name);
    value.and_then(|own| own.value.trim().parse().ok()).unwrap_or(1).max(1)
}

/// Returns whether a row or column is not shown.
fn is_out_of_sight(tag: &Tag) -> bool {
    tag.attrs.iter().any(|own| match own.name.local.as_ref() {
        "hidden" => true,
        "style" => {
            let style: String =
                own.value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            ["display:none", "visibility:hidden", "visibility:collapse"].iter().any(|words| style.contains(words))
        }
        _ => false,
    })
}
