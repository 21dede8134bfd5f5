//! On which line of a table a record starts.

/// Counts the lines of a table as its records come, one after the other.
pub struct Lines<'a> {
    text: &'a [u8],
    line: u32,
    counted: usize,
}

impl<'a> Lines<'a> {
    /// Begins before the first record.
    pub fn of(text: &'a [u8]) -> Self {
        Self { text, line: 1, counted: 0 }
    }

    /// The line on which a record starts, from 1. A reader's own position lies before the ends of lines that precede the
    /// record, so it would be a line too early after CRLF or a blank line.
    pub fn start(&mut self, record: &csv::StringRecord) -> u32 {
        let at = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0)).min(self.text.len());
        let ends = self.text[at..].iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.text[self.counted..at + ends];
        self.line += passed.split(|&byte| byte == b'\n').skip(1).count() as u32;
        self.counted = at + ends;
        self.line
    }
}
