//! Tables as spreadsheet programs save them: what parts the cells, and the line on which a record starts.

/// The character that parts the cells of a table, by its heading; the comma where the heading has one column.
pub fn find_delimiter(heading: &str) -> u8 {
    // The last of equals wins.
    let marks = *b"|\t;,";
    marks.into_iter().max_by_key(|&mark| heading.bytes().filter(|&byte| byte == mark).count()).unwrap_or(b',')
}

/// Counts the lines of a table as its records come, one after the other.
pub struct RecordLines<'a> {
    text: &'a [u8],
    line: u32,
    counted: usize,
}

impl<'a> RecordLines<'a> {
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
        // A line ends with LF, with CRLF, and, as spreadsheets on an old Macintosh write it, with CR alone.
        let single = passed.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
        let pairs = passed.windows(2).filter(|pair| pair == b"\r\n").count();
        self.line += (single - pairs) as u32;
        self.counted = at + ends;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::RecordLines;

    #[test]
    fn records_start_on_their_lines_however_lines_end() {
        for (text, lines) in [
            ("a\n1\n2\n", vec![2, 3]),
            ("a\r\n1\r\n\r\n2\r\n", vec![2, 4]),
            ("a\r1\r2\r\r3", vec![2, 3, 5]),
            ("a\n\r1\n2\r3\r\n4", vec![3, 4, 5, 6]),
            ("a\n\"1\n1\"\n2", vec![2, 4]),
        ] {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            assert!(reader.headers().is_ok());
            let mut places = RecordLines::of(text.as_bytes());
            let found: Vec<u32> = reader.records().map(|record| places.start(&record.expect("a record"))).collect();
            assert_eq!(found, lines, "{text:?}");
        }
    }
}
