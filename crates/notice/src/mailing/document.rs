//! The plain page of job ticket and control totals: title, sections, labelled facts and tables, flowing over as many
//! pages as they need, with job and page number at the foot.

pub use super::drawing::Faces;
use super::drawing::{Drawing, HEIGHT, WIDTH};
use crate::composition::Face;
use crate::finding::Problem;
use chrono::NaiveDate;

/// Left and right margin.
pub(super) const MARGIN: f32 = 54.0;
const BOTTOM: f32 = HEIGHT - 60.0;
const LABEL: f32 = 122.0;
const BODY: f32 = 9.5;
const LEADING: f32 = 12.5;
const SMALL: f32 = 8.5;
const ROW: f32 = 12.0;
const PALE: f32 = 0.72;

/// A column of a table: heading, width in points, and whether it holds figures, which stand right-aligned.
pub(super) type TableColumn = (&'static str, f32, bool);

/// A document that flows down its pages.
pub(super) struct Document {
    pub(super) drawing: Drawing,
    /// The height at which the next thing goes.
    pub(super) y: f32,
    title: String,
}

impl Document {
    /// A first page with title, the line under it, and on a proof the warning.
    pub(super) fn new(faces: &Faces<'_>, title: &str, under: &str, proof: bool) -> Result<Self, Problem> {
        let mut drawing = Drawing::new(faces)?;
        drawing.page();
        let across = WIDTH - 2.0 * MARGIN;
        let mut y = 66.0;
        for (at, line) in wrap(&drawing, (Face::Bold, 19.0), title, across).iter().enumerate() {
            y += if at == 0 { 0.0 } else { 22.0 };
            drawing.text((MARGIN, y), Face::Bold, 19.0, line);
        }
        for (at, line) in wrap(&drawing, (Face::Regular, 10.5), under, across).iter().enumerate() {
            y += if at == 0 { 17.0 } else { 13.0 };
            drawing.text((MARGIN, y), Face::Regular, 10.5, line);
        }
        if proof {
            let words = "PROOF – DO NOT MAIL";
            let width = drawing.width(Face::Bold, 14.0, words);
            drawing.text((WIDTH - MARGIN - width, 66.0), Face::Bold, 14.0, words);
            drawing.frame((WIDTH - MARGIN - width - 9.0, 50.0), (width + 18.0, 23.0), 1.2, 0.0);
        }
        drawing.rule((MARGIN, y + 9.0), (WIDTH - MARGIN, y + 9.0), 1.2, 0.0);
        Ok(Self { drawing, y: y + 17.0, title: title.to_owned() })
    }

    /// Makes sure that there is room for this height, on a new page if need be.
    pub(super) fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.drawing.page();
            self.y = 60.0;
        }
    }

    /// A heading that stays with what follows it.
    pub(super) fn section(&mut self, heading: &str) {
        self.room(58.0);
        self.y += 19.0;
        self.drawing.text((MARGIN, self.y), Face::Bold, 11.0, heading);
        self.drawing.rule((MARGIN, self.y + 4.0), (WIDTH - MARGIN, self.y + 4.0), 0.5, PALE);
        self.y += 6.0;
    }

    /// A label and its value beside each other, both wrapped.
    pub(super) fn fact(&mut self, label: &str, value: &str) {
        let labels = self.wrap(label, LABEL - 8.0);
        let lines = self.wrap(value, WIDTH - 2.0 * MARGIN - LABEL);
        let rows = lines.len().max(labels.len());
        self.room(LEADING * rows as f32);
        for at in 0..rows {
            self.y += LEADING;
            for (x, face, column) in [(MARGIN, Face::Italic, &labels), (MARGIN + LABEL, Face::Regular, &lines)] {
                if let Some(line) = column.get(at) {
                    self.drawing.text((x, self.y), face, BODY, line);
                }
            }
        }
        self.y += 1.5;
    }

    /// A paragraph over the whole width.
    pub(super) fn paragraph(&mut self, text: &str) {
        for line in self.wrap(text, WIDTH - 2.0 * MARGIN) {
            self.room(LEADING);
            self.y += LEADING;
            self.drawing.text((MARGIN, self.y), Face::Regular, BODY, &line);
        }
        self.y += 2.0;
    }

    fn wrap(&self, text: &str, width: f32) -> Vec<String> {
        wrap(&self.drawing, (Face::Regular, BODY), text, width)
    }

    /// A table; its heading is repeated on every page.
    pub(super) fn table(&mut self, columns: &[TableColumn], rows: &[Vec<String>]) {
        self.room(3.0 * ROW);
        self.heading(columns);
        for row in rows {
            if self.y + ROW > BOTTOM {
                self.room(ROW);
                self.heading(columns);
            }
            self.y += ROW;
            let cells = row.iter().map(String::as_str);
            self.cells(columns, cells, Face::Regular);
            let (from, to) = ((MARGIN, self.y + 3.0), (MARGIN + total(columns), self.y + 3.0));
            self.drawing.rule(from, to, 0.25, 0.85);
        }
        self.y += 5.0;
    }

    fn heading(&mut self, columns: &[TableColumn]) {
        self.y += ROW + 2.0;
        self.cells(columns, columns.iter().map(|(heading, ..)| *heading), Face::Bold);
        self.drawing.rule((MARGIN, self.y + 3.0), (MARGIN + total(columns), self.y + 3.0), 0.6, 0.0);
        self.y += 1.0;
    }

    fn cells<'t>(&mut self, columns: &[TableColumn], cells: impl Iterator<Item = &'t str>, face: Face) {
        let mut x = MARGIN;
        for (&(_, width, figures), cell) in columns.iter().zip(cells) {
            let inset = if figures { width - 6.0 - self.drawing.width(face, SMALL, cell) } else { 0.0 };
            self.drawing.text((x + inset, self.y), face, SMALL, cell);
            x += width;
        }
    }

    /// The finished PDF with its page feet.
    pub(super) fn finish(mut self, foot: &str, date: NaiveDate) -> Result<Vec<u8>, Problem> {
        let pages = self.drawing.pages();
        for page in 0..pages {
            let number = format!("Page {} of {pages}", page + 1);
            let x = WIDTH - MARGIN - self.drawing.width(Face::Regular, 8.0, &number);
            self.drawing.text_on(page, (MARGIN, HEIGHT - 36.0), Face::Regular, 8.0, foot);
            self.drawing.text_on(page, (x, HEIGHT - 36.0), Face::Regular, 8.0, &number);
        }
        self.drawing.finish(&self.title, date)
    }
}

fn total(columns: &[TableColumn]) -> f32 {
    columns.iter().map(|(_, width, _)| width).sum()
}

/// Breaks a text into lines of a width, between words; a word that is wider alone, such as an address of the web, within it.
fn wrap(drawing: &Drawing, (face, size): (Face, f32), text: &str, width: f32) -> Vec<String> {
    let fits = |line: &str| drawing.width(face, size, line) <= width;
    let mut lines = Vec::new();
    for hard in text.split('\n') {
        let mut line = String::new();
        for word in hard.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || fits(&longer) {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
            while !fits(&line) {
                let Some(end) = line.char_indices().map(|(at, _)| at).rfind(|&at| at > 0 && fits(&line[..at])) else {
                    break;
                };
                let rest = line.split_off(end);
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line);
    }
    lines
}
