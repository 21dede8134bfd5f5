//! Fonts as far as reading needs them: codes to text.

use super::error::{Maybe, ReadError};
use super::fold::folded;
use super::lexer::{Lexer, Token, unhex};
use crate::digest::Digest;

/// Bytes of text that one code may stand for (a ligature of four letters at most).
const TEXT: usize = 15;

/// A short text in place.
#[derive(Clone, Copy, Default)]
struct Short {
    bytes: [u8; TEXT],
    length: u8,
}

impl Short {
    fn of(text: &str) -> Maybe<Self> {
        let mut short = Self::default();
        short.bytes.get_mut(..text.len()).ok_or(ReadError::Font)?.copy_from_slice(text.as_bytes());
        short.length = text.len() as u8;
        Ok(short)
    }

    #[inline]
    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

/// The text that a code prints: as it is, and folded.
#[derive(Clone, Copy, Default)]
struct Entry {
    plain: Short,
    folded: Short,
    known: bool,
}

/// A font of a page.
pub(super) enum Font {
    /// A composite font with two-byte codes and a map back to text.
    Readable {
        /// Name without the subset's tag.
        name: Vec<u8>,
        /// By code.
        codes: CodeMap,
    },
    /// Any other font; nothing but its digest is known.
    Opaque(Digest),
}

/// The map from codes to text.
pub(super) struct CodeMap(Vec<Entry>);

impl CodeMap {
    /// Reads a `ToUnicode` map: `bfchar` and `bfrange` with two-byte codes.
    pub(super) fn parse(cmap: &[u8]) -> Maybe<Self> {
        let mut codes = Self(Vec::new());
        let mut lexer = Lexer::new(cmap, 0);
        let mut strings: Vec<&[u8]> = Vec::new();
        // Where in `strings` an array of a range starts, or none.
        let mut array: Vec<(usize, usize)> = Vec::new();
        while let Some(token) = lexer.next()? {
            match token {
                Token::Hex(hex) => strings.push(hex),
                Token::ArrayOpen => array.push((strings.len(), usize::MAX)),
                Token::ArrayClose => array.last_mut().ok_or(ReadError::Font)?.1 = strings.len(),
                Token::Word(b"beginbfchar" | b"beginbfrange" | b"begincodespacerange") => {
                    strings.clear();
                    array.clear();
                }
                Token::Word(b"endbfchar") => {
                    if !strings.len().is_multiple_of(2) {
                        return Err(ReadError::Font);
                    }
                    for pair in strings.chunks_exact(2) {
                        codes.set(code(pair[0])?, &text(pair[1], 0)?)?;
                    }
                }
                Token::Word(b"endbfrange") => codes.ranges(&strings, &array)?,
                _ => {}
            }
        }
        Ok(codes)
    }

    fn ranges(&mut self, strings: &[&[u8]], arrays: &[(usize, usize)]) -> Maybe<()> {
        let (mut at, mut arrays) = (0, arrays.iter().peekable());
        while at < strings.len() {
            let (Some(first), Some(last)) = (strings.get(at), strings.get(at + 1)) else { return Err(ReadError::Font) };
            let (first, last) = (code(first)?, code(last)?);
            at += 2;
            let array = arrays.next_if(|(start, _)| *start == at);
            let listed = match array {
                Some((start, end)) => Some(strings.get(*start..*end).ok_or(ReadError::Font)?),
                None => None,
            };
            for (step, code) in (first..=last).enumerate() {
                let text = match listed {
                    Some(listed) => text(listed.get(step).ok_or(ReadError::Font)?, 0)?,
                    None => text(strings.get(at).ok_or(ReadError::Font)?, step as u16)?,
                };
                self.set(code, &text)?;
            }
            at = array.map_or(at + 1, |(_, end)| *end);
        }
        Ok(())
    }

    fn set(&mut self, code: u16, text: &str) -> Maybe<()> {
        let place = usize::from(code);
        if place >= self.0.len() {
            self.0.resize(place + 1, Entry::default());
        }
        let folded: String = text.chars().filter_map(folded).collect();
        self.0[place] = Entry { plain: Short::of(text)?, folded: Short::of(&folded)?, known: true };
        Ok(())
    }

    /// Appends what the codes print; `plain` as it is, `folded` folded.
    #[inline]
    pub(super) fn read(&self, codes: &[u8], plain: &mut Vec<u8>, folded: &mut Vec<u8>) -> Maybe<()> {
        let pairs = codes.chunks_exact(2);
        if !pairs.remainder().is_empty() {
            return Err(ReadError::Content);
        }
        for pair in pairs {
            let code = usize::from(pair[0]) << 8 | usize::from(pair[1]);
            let entry = self.0.get(code).filter(|entry| entry.known).ok_or(ReadError::Glyph)?;
            plain.extend_from_slice(entry.plain.as_bytes());
            folded.extend_from_slice(entry.folded.as_bytes());
        }
        Ok(())
    }
}

fn code(hex: &[u8]) -> Maybe<u16> {
    let mut bytes = Vec::with_capacity(2);
    unhex(hex, &mut bytes)?;
    let bytes: [u8; 2] = bytes.try_into().map_err(|_| ReadError::Font)?;
    Ok(u16::from_be_bytes(bytes))
}

/// UTF-16 text whose last unit is moved on by a step.
fn text(hex: &[u8], step: u16) -> Maybe<String> {
    let mut bytes = Vec::with_capacity(hex.len() / 2);
    unhex(hex, &mut bytes)?;
    let mut units: Vec<u16> = bytes.chunks(2).map(|b| b.iter().fold(0, |v, b| v << 8 | u16::from(*b))).collect();
    if bytes.len() % 2 == 1 {
        return Err(ReadError::Font);
    }
    if let Some(last) = units.last_mut() {
        *last = last.checked_add(step).ok_or(ReadError::Font)?;
    }
    String::from_utf16(&units).map_err(|_| ReadError::Font)
}

/// A font's name without the six letters that tell subsets apart.
pub(super) fn untagged(name: &[u8]) -> Vec<u8> {
    match name {
        [tag @ .., _] if tag.len() > 6 && name[6] == b'+' && name[..6].iter().all(u8::is_ascii_uppercase) => {
            name[7..].to_vec()
        }
        _ => name.to_vec(),
    }
}
