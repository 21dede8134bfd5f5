use super::error::{Maybe, ReadError};
use super::object::{Dict, Object};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Bytes that one page's content may have.
pub(super) const CONTENT: usize = 8 << 20;
/// Bytes that an object stream or the table of objects may have.
pub(super) const OBJECTS: usize = 32 << 20;

/// Decompresses into one buffer that is kept. The checksum at the end of every part is checked.
pub(super) struct Inflater {
    state: Box<DecompressorOxide>,
    out: Vec<u8>,
}

impl Inflater {
    pub(super) fn new() -> Self {
        Self { state: Box::default(), out: vec![0; 64 << 10] }
    }

    /// The bytes of a stream after its filters, at most `limit`.
    pub(super) fn decode<'s>(&'s mut self, dict: &Dict, data: &'s [u8], limit: usize) -> Maybe<&'s [u8]> {
        let filter = match dict.get(b"Filter") {
            Some(Object::Array(filters)) if filters.len() < 2 => filters.first(),
            Some(Object::Array(_)) => return Err(ReadError::Filter),
            other => other,
        };
        match filter {
            None | Some(Object::Null) if data.len() <= limit => Ok(data),
            None | Some(Object::Null) => Err(ReadError::TooLarge),
            Some(Object::Name(name)) if **name == *b"FlateDecode" => {
                let length = self.inflate(data, limit)?;
                let parms = match dict.get(b"DecodeParms") {
                    Some(Object::Array(parms)) => parms.first(),
                    other => other,
                };
                let length = match parms {
                    Some(Object::Dict(parms)) => unpredict(&mut self.out[..length], parms)?,
                    _ => length,
                };
                Ok(&self.out[..length])
            }
            _ => Err(ReadError::Filter),
        }
    }

    fn inflate(&mut self, data: &[u8], limit: usize) -> Maybe<usize> {
        let (mut from, mut to) = (0, 0);
        self.state.init();
        loop {
            let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
            let (status, read, written) = decompress(&mut self.state, &data[from..], &mut self.out, to, flags);
            from += read;
            to += written;
            match status {
                TINFLStatus::Done if to <= limit => return Ok(to),
                TINFLStatus::HasMoreOutput if self.out.len() <= limit => {
                    let wanted = (self.out.len() * 2).min(limit + 1);
                    self.out.resize(wanted, 0);
                }
                TINFLStatus::Done | TINFLStatus::HasMoreOutput => return Err(ReadError::TooLarge),
                _ => return Err(ReadError::Compressed),
            }
        }
    }
}

/// Undoes the PNG row predictors in place (ISO 32000-1, 7.4.4.4); gives the length that is left.
fn unpredict(data: &mut [u8], parms: &Dict) -> Maybe<usize> {
    let number = |key: &[u8], default| parms.get(key).map_or(Some(default), Object::size).ok_or(ReadError::Filter);
    if number(b"Predictor", 1)? == 1 {
        return Ok(data.len());
    }
    let (columns, colors, bits) = (number(b"Columns", 1)?, number(b"Colors", 1)?, number(b"BitsPerComponent", 8)?);
    // Only tables of objects are predicted in our files; pictures are never decoded.
    if number(b"Predictor", 1)? < 10 || colors != 1 || bits != 8 || columns == 0 || columns > 64 {
        return Err(ReadError::Filter);
    }
    if !data.len().is_multiple_of(columns + 1) {
        return Err(ReadError::Compressed);
    }
    let rows = data.len() / (columns + 1);
    for row in 0..rows {
        let (from, to) = (row * (columns + 1), row * columns);
        let kind = data[from];
        if kind > 2 {
            return Err(ReadError::Filter);
        }
        for column in 0..columns {
            let before = match kind {
                1 if column > 0 => data[to + column - 1],
                2 if row > 0 => data[to + column - columns],
                _ => 0,
            };
            data[to + column] = data[from + 1 + column].wrapping_add(before);
        }
    }
    Ok(rows * columns)
}
