//! The file as numbered objects: tables of objects old and new, object streams.

use super::error::{Maybe, ReadError};
use super::inflate::{Inflater, OBJECTS};
use super::lexer::{Lexer, Token, is_blank};
use super::object::{Dict, Object, object};
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::Arc;

/// Object numbers that a file may have.
const NUMBERS: usize = 4_000_000;
/// Tables that may follow each other (a file that was changed in place has several).
const TABLES: usize = 32;
/// Inflated object streams that are kept; pages stand in order, so few are needed.
const KEPT: usize = 4;

/// The place of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Nowhere,
    At(u32),
    In { stream: u32, index: u32 },
}

struct Packed {
    bytes: Vec<u8>,
    /// Object numbers and where they start.
    index: Vec<(u32, usize)>,
}

/// The objects of a file.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    places: Vec<Place>,
    trailer: Dict,
    packed: FxHashMap<u32, Arc<Packed>>,
    recent: VecDeque<u32>,
    pub(super) inflater: Inflater,
}

impl<'a> Container<'a> {
    /// Reads the tables of objects.
    pub(super) fn open(bytes: &'a [u8]) -> Maybe<Self> {
        if !bytes.starts_with(b"%PDF-") || u32::try_from(bytes.len()).is_err() {
            return Err(ReadError::NotPdf);
        }
        let tail = bytes.len().saturating_sub(1024);
        let end = memmem::rfind(&bytes[tail..], b"startxref").ok_or(ReadError::NotPdf)? + tail;
        let mut lexer = Lexer::new(bytes, end + b"startxref".len());
        let mut next = whole(&mut lexer);
        if lexer.next() != Ok(None) || memmem::find(&bytes[end..], b"%%EOF").is_none() {
            return Err(ReadError::NotPdf);
        }
        let mut file = Self {
            bytes,
            places: Vec::new(),
            trailer: Dict::default(),
            packed: FxHashMap::default(),
            recent: VecDeque::new(),
            inflater: Inflater::new(),
        };
        let mut known = Vec::new();
        let mut tables = 0;
        while let Some(at) = next {
            tables += 1;
            if tables > TABLES {
                return Err(ReadError::Table);
            }
            let trailer = file.table(at, &mut known).map_err(|wrong| match wrong {
                ReadError::Object => ReadError::Table,
                other => other,
            })?;
            next = match trailer.get(b"Prev") {
                None => None,
                Some(before) => Some(before.size().ok_or(ReadError::Table)?),
            };
            if tables == 1 {
                file.trailer = trailer;
            }
        }
        if tables == 0 {
            return Err(ReadError::Table);
        }
        if file.trailer.get(b"Encrypt").is_some() {
            return Err(ReadError::Encrypted);
        }
        Ok(file)
    }

    /// The trailer of the newest table.
    pub(super) fn trailer(&self) -> &Dict {
        &self.trailer
    }

    fn table(&mut self, at: usize, known: &mut Vec<bool>) -> Maybe<Dict> {
        let mut lexer = Lexer::new(self.bytes, at);
        match lexer.next()? {
            Some(Token::Word(b"xref")) => self.old_table(lexer, known),
            Some(Token::Number(_)) => self.new_table(at, known),
            _ => Err(ReadError::Table),
        }
    }

    /// A newer table hides what an older one says about a number.
    fn note(&mut self, number: usize, place: Place, known: &mut Vec<bool>) -> Maybe<()> {
        if number >= NUMBERS {
            return Err(ReadError::TooLarge);
        }
        if number >= self.places.len() {
            self.places.resize(number + 1, Place::Nowhere);
            known.resize(number + 1, false);
        }
        if !std::mem::replace(&mut known[number], true) {
            self.places[number] = place;
        }
        Ok(())
    }

    fn old_table(&mut self, mut lexer: Lexer<'a>, known: &mut Vec<bool>) -> Maybe<Dict> {
        loop {
            let first = match lexer.next()?.ok_or(ReadError::Table)? {
                Token::Word(b"trailer") => break,
                Token::Number(first) if first >= 0.0 && first.fract() == 0.0 => first as usize,
                _ => return Err(ReadError::Table),
            };
            let count = whole(&mut lexer).ok_or(ReadError::Table)?;
            for number in first..first.saturating_add(count) {
                let offset = whole(&mut lexer).ok_or(ReadError::Table)?;
                whole(&mut lexer).ok_or(ReadError::Table)?;
                let place = match lexer.next()? {
                    Some(Token::Word(b"n")) => Place::At(u32::try_from(offset).map_err(|_| ReadError::Table)?),
                    Some(Token::Word(b"f")) => Place::Nowhere,
                    _ => return Err(ReadError::Table),
                };
                self.note(number, place, known)?;
            }
        }
        match object(&mut lexer)? {
            Object::Dict(trailer) => Ok(trailer),
            _ => Err(ReadError::Table),
        }
    }

    fn new_table(&mut self, at: usize, known: &mut Vec<bool>) -> Maybe<Dict> {
        let Object::Stream(dict, range) = self.at(at, None)? else { return Err(ReadError::Table) };
        let widths: [usize; 3] = {
            let widths: [f64; 3] = dict.get(b"W").and_then(Object::numbers).ok_or(ReadError::Table)?;
            widths.map(|w| w as usize)
        };
        let row = widths.iter().sum::<usize>();
        if widths.iter().any(|w| *w > 8) || row == 0 {
            return Err(ReadError::Table);
        }
        let size = dict.get(b"Size").and_then(Object::size).ok_or(ReadError::Table)?;
        let sections: Vec<usize> = match dict.get(b"Index") {
            None => vec![0, size],
            Some(index) => {
                let numbers = index.array().ok_or(ReadError::Table)?;
                numbers.iter().map(|n| n.size().ok_or(ReadError::Table)).collect::<Maybe<_>>()?
            }
        };
        let rows = self.inflater.decode(&dict, &self.bytes[range], OBJECTS)?.to_vec();
        // A file says how many numbers it has; only as many as there are rows are believed.
        let more = size.min(rows.len() / row).saturating_sub(self.places.len());
        self.places.reserve_exact(more);
        known.reserve_exact(more);
        let mut rows = rows.chunks_exact(row);
        for section in sections.chunks_exact(2) {
            for number in section[0]..section[0].saturating_add(section[1]) {
                let fields = rows.next().ok_or(ReadError::Table)?;
                let (kind, rest) = fields.split_at(widths[0]);
                let (second, third) = rest.split_at(widths[1]);
                let second = u32::try_from(big_endian(second)).map_err(|_| ReadError::Table)?;
                let third = u32::try_from(big_endian(third)).map_err(|_| ReadError::Table)?;
                let place = match if kind.is_empty() { 1 } else { big_endian(kind) } {
                    1 => Place::At(second),
                    2 => Place::In { stream: second, index: third },
                    _ => Place::Nowhere,
                };
                self.note(number, place, known)?;
            }
        }
        Ok(dict)
    }

    /// The object of a number.
    pub(super) fn load(&mut self, id: u32) -> Maybe<Object> {
        match self.places.get(id as usize).copied().unwrap_or(Place::Nowhere) {
            Place::Nowhere => Err(ReadError::Object),
            Place::At(at) => self.at(at as usize, Some(id)),
            Place::In { stream, index } => {
                let packed = self.packed(stream)?;
                let &(number, start) = packed.index.get(index as usize).ok_or(ReadError::Object)?;
                if number != id {
                    return Err(ReadError::Object);
                }
                object(&mut Lexer::new(&packed.bytes, start))
            }
        }
    }

    /// The object itself, or the one that it refers to.
    pub(super) fn resolve(&mut self, object: &Object) -> Maybe<Object> {
        match object {
            Object::Reference(id) => match self.load(*id)? {
                Object::Reference(_) => Err(ReadError::Object),
                loaded => Ok(loaded),
            },
            direct => Ok(direct.clone()),
        }
    }

    /// The raw bytes of a stream.
    pub(super) fn raw(&self, range: std::ops::Range<usize>) -> &'a [u8] {
        &self.bytes[range]
    }

    fn packed(&mut self, stream: u32) -> Maybe<Arc<Packed>> {
        if let Some(packed) = self.packed.get(&stream) {
            return Ok(Arc::clone(packed));
        }
        // An object stream stands in the file itself, so that no two of them can hold each other.
        let Some(Place::At(at)) = self.places.get(stream as usize).copied() else { return Err(ReadError::Object) };
        let Object::Stream(dict, range) = self.at(at as usize, Some(stream))? else { return Err(ReadError::Object) };
        let number = |key: &[u8]| dict.get(key).and_then(Object::size).ok_or(ReadError::Object);
        let (count, first) = (number(b"N")?, number(b"First")?);
        if !dict.is(b"Type", b"ObjStm") || count > 65_536 {
            return Err(ReadError::Object);
        }
        let bytes = self.inflater.decode(&dict, &self.bytes[range], OBJECTS)?.to_vec();
        let mut index = Vec::with_capacity(count);
        let mut rest = bytes.as_slice();
        for _ in 0..count {
            let number = digits(&mut rest).and_then(|n| u32::try_from(n).ok()).ok_or(ReadError::Object)?;
            let start = digits(&mut rest).ok_or(ReadError::Object)?.saturating_add(first);
            index.push((number, start));
        }
        if self.recent.len() >= KEPT
            && let Some(oldest) = self.recent.pop_front()
        {
            self.packed.remove(&oldest);
        }
        self.recent.push_back(stream);
        let packed = Arc::new(Packed { bytes, index });
        self.packed.insert(stream, Arc::clone(&packed));
        Ok(packed)
    }

    /// The object that stands at an offset, which must carry the number if one is given.
    fn at(&self, at: usize, id: Option<u32>) -> Maybe<Object> {
        let mut lexer = Lexer::new(self.bytes, at);
        let number = whole(&mut lexer).ok_or(ReadError::Object)?;
        whole(&mut lexer).ok_or(ReadError::Object)?;
        if lexer.next()? != Some(Token::Word(b"obj")) || id.is_some_and(|id| id as usize != number) {
            return Err(ReadError::Object);
        }
        let object = object(&mut lexer)?;
        match lexer.next()? {
            Some(Token::Word(b"endobj")) => Ok(object),
            Some(Token::Word(b"stream")) => {
                let Object::Dict(dict) = object else { return Err(ReadError::Object) };
                let length = match dict.get(b"Length").ok_or(ReadError::Object)? {
                    Object::Reference(id) => self.plain_number(*id)?,
                    direct => direct.size().ok_or(ReadError::Object)?,
                };
                let start = lexer.at
                    + match lexer.rest() {
                        [b'\r', b'\n', ..] => 2,
                        [b'\n', ..] => 1,
                        _ => return Err(ReadError::Object),
                    };
                let end = start.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or(ReadError::Object)?;
                let after = &self.bytes[end..];
                let blanks = after.iter().take_while(|b| is_blank(**b)).count();
                if !after[blanks..].starts_with(b"endstream") {
                    return Err(ReadError::Object);
                }
                Ok(Object::Stream(dict, start..end))
            }
            _ => Err(ReadError::Object),
        }
    }

    /// A length that stands as an object of its own, in the file itself.
    fn plain_number(&self, id: u32) -> Maybe<usize> {
        let Some(Place::At(at)) = self.places.get(id as usize).copied() else { return Err(ReadError::Object) };
        let mut lexer = Lexer::new(self.bytes, at as usize);
        let (number, _) = (whole(&mut lexer), whole(&mut lexer));
        if number != Some(id as usize) || lexer.next()? != Some(Token::Word(b"obj")) {
            return Err(ReadError::Object);
        }
        whole(&mut lexer).ok_or(ReadError::Object)
    }
}

fn whole(lexer: &mut Lexer<'_>) -> Option<usize> {
    match lexer.next() {
        Ok(Some(Token::Number(n))) if n >= 0.0 && n.fract() == 0.0 => Some(n as usize),
        _ => None,
    }
}

/// The whole number at the start, after blanks. The index of an object stream is nothing but such numbers, and long.
fn digits(rest: &mut &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
    let from = &rest[blanks..];
    let length = from.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (own, after) = from.split_at(length);
    let number = own.iter().try_fold(0usize, |n, digit| n.checked_mul(10)?.checked_add(usize::from(digit - b'0')));
    *rest = after;
    // A number ends with a blank, or nothing is known of what it is.
    number.filter(|_| length > 0 && after.first().is_none_or(|byte| is_blank(*byte)))
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}
