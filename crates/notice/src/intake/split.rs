//! The ends of rows: a small machine over raw bytes that agrees with the `csv` crate on quoting.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

const CR: u16 = b'\r' as u16;
const LF: u16 = b'\n' as u16;
const BACKSLASH: u16 = b'\\' as u16;

/// Number and order of the bytes that make a unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// One byte: UTF-8 and Windows-1252, where delimiters and line ends are never part of another character.
    One,
    /// Two bytes, the low one first.
    TwoLittle,
    /// Two bytes, the high one first.
    TwoBig,
}

/// Manner in which cells are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    /// A quotation mark within a quoted cell is doubled.
    Doubled,
    /// A backslash stands before it, and before a backslash.
    Escaped,
    /// Nothing is quoted: every line end ends a row.
    None,
}

/// The characters that separate and quote cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Splitter {
    pub(super) width: Width,
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) quoting: Quoting,
}

/// The same as text units.
#[derive(Clone, Copy)]
struct Signs {
    delimiter: u16,
    quote: u16,
    quoting: Quoting,
}

/// One row, as byte positions in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// First byte.
    pub(super) start: usize,
    /// First byte after the row, without its line end.
    pub(super) end: usize,
    /// The place where the next row can start.
    pub(super) next: usize,
    /// Empty lines before the row.
    pub(super) lines_before: u32,
    /// Physical lines that the row takes, its line end included.
    pub(super) lines: u32,
}

/// A finding of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SplitStep {
    /// A whole row.
    Row(Cut),
    /// Nothing but empty lines up to the end of the list.
    End,
    /// The block ends within a row.
    More,
}

impl Splitter {
    /// The row at or after `from`. `last` says that the list ends with the block.
    pub(super) fn step(self, block: &[u8], from: usize, last: bool) -> SplitStep {
        let signs = self.signs();
        match self.width {
            Width::One => step(&Bytes(block), from, last, signs),
            Width::TwoLittle | Width::TwoBig => {
                let pairs = Pairs { bytes: block, big: self.width == Width::TwoBig };
                match step(&pairs, from / 2, last, signs) {
                    SplitStep::Row(cut) => SplitStep::Row(Cut {
                        start: cut.start * 2,
                        // Half a unit at the end of the list stays with the last row, which cannot be decoded.
                        end: if cut.end == pairs.len() && last { block.len() } else { cut.end * 2 },
                        next: if cut.next == pairs.len() && last { block.len() } else { cut.next * 2 },
                        ..cut
                    }),
                    step => step,
                }
            }
        }
    }

    fn signs(self) -> Signs {
        Signs { delimiter: u16::from(self.delimiter), quote: u16::from(self.quote), quoting: self.quoting }
    }

    /// The position after `count` physical lines, or `None` where the block has fewer.
    pub(super) fn skip_lines(self, block: &[u8], count: u32) -> Option<usize> {
        fn skip<U: Units>(units: &U, count: u32) -> Option<usize> {
            let mut at = 0;
            for _ in 0..count {
                at = loop {
                    match (units.get(at)?, units.get(at + 1)) {
                        (CR, Some(LF)) => break at + 2,
                        (CR | LF, _) => break at + 1,
                        _ => at += 1,
                    }
                };
            }
            Some(at)
        }
        match self.width {
            Width::One => skip(&Bytes(block), count),
            width => skip(&Pairs { bytes: block, big: width == Width::TwoBig }, count).map(|at| at * 2),
        }
    }
}

/// A block as text units; positions count units.
trait Units {
    fn len(&self) -> usize;
    fn get(&self, at: usize) -> Option<u16>;
    /// The next unit that ends an unquoted cell.
    fn find_stop(&self, from: usize, delimiter: u16) -> Option<usize>;
    fn find(&self, from: usize, unit: u16) -> Option<usize>;
    /// The next of two units.
    fn find_either(&self, from: usize, one: u16, other: u16) -> Option<usize>;
    /// Line ends between two positions; CR LF is one.
    fn line_ends(&self, from: usize, to: usize) -> u32;
}

struct Bytes<'a>(&'a [u8]);

impl Units for Bytes<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, at: usize) -> Option<u16> {
        self.0.get(at).copied().map(u16::from)
    }

    fn find_stop(&self, from: usize, delimiter: u16) -> Option<usize> {
        memchr3(delimiter as u8, b'\r', b'\n', self.0.get(from..)?).map(|i| from + i)
    }

    fn find(&self, from: usize, unit: u16) -> Option<usize> {
        memchr(unit as u8, self.0.get(from..)?).map(|i| from + i)
    }

    fn find_either(&self, from: usize, one: u16, other: u16) -> Option<usize> {
        memchr2(one as u8, other as u8, self.0.get(from..)?).map(|i| from + i)
    }

    fn line_ends(&self, from: usize, to: usize) -> u32 {
        let part = &self.0[from..to];
        let lone = memchr_iter(b'\r', part).filter(|&i| self.0.get(from + i + 1) != Some(&b'\n')).count();
        (memchr_iter(b'\n', part).count() + lone) as u32
    }
}

struct Pairs<'a> {
    bytes: &'a [u8],
    big: bool,
}

impl Units for Pairs<'_> {
    fn len(&self) -> usize {
        self.bytes.len() / 2
    }

    fn get(&self, at: usize) -> Option<u16> {
        let pair = self.bytes.get(at * 2..at * 2 + 2)?;
        let pair = [pair[0], pair[1]];
        Some(if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }

    fn find_stop(&self, from: usize, delimiter: u16) -> Option<usize> {
        (from..self.len()).find(|&i| self.get(i).is_some_and(|unit| unit == delimiter || unit == CR || unit == LF))
    }

    fn find(&self, from: usize, unit: u16) -> Option<usize> {
        (from..self.len()).find(|&i| self.get(i) == Some(unit))
    }

    fn find_either(&self, from: usize, one: u16, other: u16) -> Option<usize> {
        (from..self.len()).find(|&i| self.get(i).is_some_and(|unit| unit == one || unit == other))
    }

    fn line_ends(&self, from: usize, to: usize) -> u32 {
        (from..to)
            .filter(|&i| match self.get(i) {
                Some(LF) => true,
                Some(CR) => self.get(i + 1) != Some(LF),
                _ => false,
            })
            .count() as u32
    }
}

/// The quotation mark that closes a cell whose text begins at a position.
fn find_close<U: Units>(units: &U, from: usize, signs: Signs) -> Option<usize> {
    if signs.quoting != Quoting::Escaped {
        return units.find(from, signs.quote);
    }
    let mut at = from;
    loop {
        at = units.find_either(at, signs.quote, BACKSLASH)?;
        if units.get(at) == Some(signs.quote) {
            return Some(at);
        }
        at += 2;
    }
}

fn step<U: Units>(units: &U, from: usize, last: bool, signs: Signs) -> SplitStep {
    let Signs { delimiter, quote, quoting } = signs;
    let mut at = from;
    let mut lines_before = 0;
    loop {
        match (units.get(at), units.get(at + 1)) {
            (Some(CR), Some(LF)) => at += 2,
            (Some(CR), None) if !last => return SplitStep::More,
            (Some(CR | LF), _) => at += 1,
            (Some(_), _) => break,
            (None, _) => return if last { SplitStep::End } else { SplitStep::More },
        }
        lines_before += 1;
    }
    let start = at;
    let mut lines = 1;
    let to_the_end = |lines| {
        let cut = Cut { start, end: units.len(), next: units.len(), lines_before, lines };
        if last { SplitStep::Row(cut) } else { SplitStep::More }
    };
    loop {
        if quoting != Quoting::None && units.get(at) == Some(quote) {
            at += 1;
            loop {
                let Some(close) = find_close(units, at, signs) else {
                    let end = units.len();
                    return to_the_end(lines + units.line_ends(at.min(end), end));
                };
                lines += units.line_ends(at, close);
                at = close + 1;
                match units.get(at) {
                    Some(unit) if unit == quote && quoting == Quoting::Doubled => at += 1,
                    None if !last => return SplitStep::More,
                    // What follows a closing quotation mark is unquoted text up to the next delimiter.
                    _ => break,
                }
            }
        }
        let Some(stop) = units.find_stop(at, delimiter) else {
            return to_the_end(lines);
        };
        let next = match (units.get(stop), units.get(stop + 1)) {
            (Some(CR), Some(LF)) => stop + 2,
            (Some(CR), None) if !last => return SplitStep::More,
            (Some(CR | LF), _) => stop + 1,
            _ => {
                at = stop + 1;
                continue;
            }
        };
        return SplitStep::Row(Cut { start, end: stop, next, lines_before, lines });
    }
}
