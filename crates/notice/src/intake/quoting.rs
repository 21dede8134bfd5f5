//! Quotation marks within quoted cells: written twice, or with a backslash before them, decided on the whole list.

use super::bytes::{ListBytes, read_block};
use super::chunk::{Cursor, ListShape};
use super::split::{Quoting, Width};
use std::io;

/// Bytes that are looked at in one go.
const BLOCK: usize = 1 << 20;

/// Place of a reading within the cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Unquoted,
    Quoted,
    /// Behind a backslash in a quoted cell.
    Escape,
    /// Behind a quotation mark that closes a cell, or is the first of two.
    Closed,
}

/// A reading of a list in one manner of quoting.
struct Reading {
    quoting: Quoting,
    place: Place,
    /// Closing quotation marks that do not stand before a delimiter or the end of a row.
    improper: u64,
}

impl Reading {
    fn new(quoting: Quoting) -> Self {
        Self { quoting, place: Place::Start, improper: 0 }
    }

    fn take(&mut self, unit: u16, delimiter: u16, quote: u16) {
        let is_end = unit == delimiter || unit == u16::from(b'\n') || unit == u16::from(b'\r');
        self.place = match self.place {
            Place::Start if unit == quote => Place::Quoted,
            Place::Quoted if unit == quote => Place::Closed,
            Place::Quoted if unit == u16::from(b'\\') && self.quoting == Quoting::Escaped => Place::Escape,
            Place::Quoted | Place::Escape => Place::Quoted,
            Place::Closed if unit == quote && self.quoting == Quoting::Doubled => Place::Quoted,
            Place::Start | Place::Unquoted | Place::Closed if is_end => Place::Start,
            Place::Start | Place::Unquoted => Place::Unquoted,
            Place::Closed => {
                self.improper += 1;
                Place::Unquoted
            }
        };
    }

    fn finish(self) -> u64 {
        self.improper + u64::from(matches!(self.place, Place::Quoted | Place::Escape))
    }
}

/// Decides how a list quotes. A backslash counts only where it stands before a quotation mark somewhere, where quotation marks read as
/// doubled ones close cells in the middle of a text, and where read as escaped ones hardly any does: a cell that ends with a
/// backslash (`C:\`) is no evidence.
pub(super) fn detect(bytes: &dyn ListBytes, shape: ListShape, start: Cursor) -> io::Result<Quoting> {
    if !has_escape(bytes, shape, start.offset)? {
        return Ok(Quoting::Doubled);
    }
    let (delimiter, quote) = (u16::from(shape.delimiter), u16::from(shape.quote));
    let mut readings = [Reading::new(Quoting::Doubled), Reading::new(Quoting::Escaped)];
    let mut block = Vec::new();
    let mut offset = start.offset;
    while offset < bytes.len() {
        read_block(bytes, offset, BLOCK, &mut block)?;
        offset += block.len() as u64;
        let mut take = |unit: u16| readings.iter_mut().for_each(|reading| reading.take(unit, delimiter, quote));
        match shape.encoding.width() {
            Width::One => block.iter().for_each(|&byte| take(u16::from(byte))),
            Width::TwoLittle => block.as_chunks().0.iter().for_each(|pair| take(u16::from_le_bytes(*pair))),
            Width::TwoBig => block.as_chunks().0.iter().for_each(|pair| take(u16::from_be_bytes(*pair))),
        }
    }
    let [doubled, escaped] = readings.map(Reading::finish);
    Ok(if doubled > 0 && escaped.saturating_mul(10) <= doubled { Quoting::Escaped } else { Quoting::Doubled })
}

/// Returns whether a backslash stands before a quotation mark anywhere.
fn has_escape(bytes: &dyn ListBytes, shape: ListShape, from: u64) -> io::Result<bool> {
    let sign: Vec<u8> = match shape.encoding.width() {
        Width::One => vec![b'\\', shape.quote],
        Width::TwoLittle => vec![b'\\', 0, shape.quote, 0],
        Width::TwoBig => vec![0, b'\\', 0, shape.quote],
    };
    let finder = memchr::memmem::Finder::new(&sign);
    let mut block = Vec::new();
    let mut offset = from;
    while offset < bytes.len() {
        read_block(bytes, offset, BLOCK, &mut block)?;
        if finder.find(&block).is_some() {
            return Ok(true);
        }
        // A sign across the end of the block is found with the next one.
        let is_last = offset + block.len() as u64 == bytes.len();
        offset += (block.len() - if is_last { 0 } else { sign.len() - 1 }) as u64;
    }
    Ok(false)
}
