//! Enrolment codes: one person, one code, never twice, and none that could be misread as another's.

use crate::digest::Digest;
use crate::finding::{Code, Private, Problem};
use sha2::{Digest as _, Sha256};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

/// The codes of one product in the order of their file. Its `Debug` shows no code.
pub struct CodePool {
    file: String,
    text: String,
    codes: Vec<Range<u32>>,
}

impl fmt::Debug for CodePool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodePool({} codes)", self.codes.len())
    }
}

/// A code as the eye may read it: O is 0, I and L are 1, case and hyphens do not count.
fn as_read(code: &str) -> impl Iterator<Item = u8> {
    code.bytes().filter(|&b| b != b'-').map(|b| match b.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    })
}

impl CodePool {
    /// Reads a CSV file with the one column `code`. Codes are 4 to 40 letters, digits and hyphens.
    ///
    /// # Errors
    /// Every line that is no code, and every code that is or looks like another one, by line; no code is shown.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let refusal = |line: u64, message: String, advice: &str| {
            Problem::of_file(file, message, advice).at(u32::try_from(line).unwrap_or(0), 0)
        };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let heading = reader.byte_headers().is_ok_and(|h| h.len() == 1 && &h[0] == b"code");
        if !heading {
            let advice = "Put the heading code on the first line, and one code on each line below it.";
            return Err(vec![refusal(1, "The file is not a list with the one column code.".into(), advice)]);
        }
        let (mut text, mut codes, mut lines, mut faults) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        let mut record = csv::ByteRecord::new();
        loop {
            let more = reader.read_byte_record(&mut record);
            if matches!(more, Ok(false)) {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let cell = (more.is_ok() && record.len() == 1).then(|| &record[0]).filter(|cell| {
                (4..=40).contains(&cell.len()) && cell.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
            });
            match cell.and_then(|cell| std::str::from_utf8(cell).ok()) {
                Some(code) => {
                    let start = text.len() as u32;
                    text.push_str(code);
                    codes.push(start..text.len() as u32);
                    lines.push(line);
                }
                None => faults.push(refusal(
                    line,
                    "This line is not one code of 4 to 40 letters, digits and hyphens.".into(),
                    "Correct the line or ask the monitoring provider for the file again.",
                )),
            }
            if more.is_err() {
                break;
            }
        }
        let pool = Self { file: file.to_owned(), text, codes };
        for (first, second) in pool.look_alikes() {
            faults.push(refusal(
                lines[second],
                format!("The code is, or looks like, the code on line {}.", lines[first]),
                "Ask the monitoring provider for a replacement code.",
            ));
        }
        if faults.is_empty() { Ok(pool) } else { Err(faults) }
    }

    /// Pairs of codes, by index, that a reader could take for each other.
    fn look_alikes(&self) -> Vec<(usize, usize)> {
        let compare = |a: u32, b: u32| as_read(self.at(a)).cmp(as_read(self.at(b)));
        let mut sorted: Vec<u32> = (0..self.codes.len() as u32).collect();
        sorted.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
        let mut pairs: Vec<_> = sorted
            .windows(2)
            .filter(|pair| compare(pair[0], pair[1]) == Ordering::Equal)
            .map(|pair| (pair[0] as usize, pair[1] as usize))
            .collect();
        pairs.sort_unstable_by_key(|&(_, second)| second);
        pairs
    }

    fn at(&self, index: u32) -> &str {
        let range = &self.codes[index as usize];
        &self.text[range.start as usize..range.end as usize]
    }

    /// Every code with its place in the pool.
    pub fn places(&self) -> impl Iterator<Item = (&str, u32)> {
        (0u32..).zip(&self.codes).map(|(place, _)| (self.at(place), place))
    }

    /// A digest of the code at a place; 0 where there is none.
    pub fn digest_at(&self, place: u32) -> u64 {
        if place as usize >= self.len() {
            return 0;
        }
        Digest::of(self.at(place)).short()
    }

    /// A digest of all codes in their order.
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new_with_prefix(&self.text);
        for range in &self.codes {
            hash.update(range.end.to_be_bytes());
        }
        hash.into()
    }

    /// Number of codes.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Makes sure that there is a code for each of `people`; gives how many stay spare.
    ///
    /// # Errors
    /// Fewer codes than people, with both numbers.
    pub fn need(&self, people: usize) -> Result<usize, Problem> {
        self.len().checked_sub(people).ok_or_else(|| {
            let message = format!("{} {} codes, {people} people.", Code::CodesDry.message(), self.len());
            Problem::of_file(&self.file, message, Code::CodesDry.advice())
        })
    }

    /// The code of the person who stands at this place among all who need one, in the order of the rows, from 0.
    pub fn deal(&self, place: usize) -> Option<Private<String>> {
        (place < self.len()).then(|| Private::new(self.at(place as u32).to_owned()))
    }
}
