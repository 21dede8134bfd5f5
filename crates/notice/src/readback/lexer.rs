use super::error::{Maybe, ReadError};
use std::borrow::Cow;

/// A word of PDF syntax. Names and strings stand as they are in the file; [`name`] and [`unescape`] decode them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(&'a [u8]),
    /// Between the parentheses, escapes still in it.
    Literal(&'a [u8]),
    /// Between the angle brackets.
    Hex(&'a [u8]),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// Anything else: an operator or a keyword.
    Word(&'a [u8]),
}

/// Splits bytes into tokens.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 0x0C)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes that are left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if is_blank(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else {
                return;
            }
        }
    }

    /// The next token; `None` at the end.
    #[inline]
    pub(super) fn next(&mut self) -> Maybe<Option<Token<'a>>> {
        self.skip_blanks();
        let Some(byte) = self.peek() else { return Ok(None) };
        let start = self.at;
        self.at += 1;
        let token = match byte {
            b'0'..=b'9' | b'-' | b'+' | b'.' => {
                self.at = start;
                return self.number().map(Some);
            }
            b'(' => return self.literal().map(Some),
            b'[' => Token::ArrayOpen,
            b']' => Token::ArrayClose,
            b'<' if self.peek() == Some(b'<') => {
                self.at += 1;
                Token::DictOpen
            }
            b'<' => {
                let length = memchr::memchr(b'>', self.rest()).ok_or(ReadError::Object)?;
                let inside = &self.rest()[..length];
                self.at += length + 1;
                Token::Hex(inside)
            }
            b'>' if self.peek() == Some(b'>') => {
                self.at += 1;
                Token::DictClose
            }
            b'/' => {
                self.word();
                Token::Name(&self.bytes[start + 1..self.at])
            }
            b')' | b'>' | b'{' | b'}' => return Err(ReadError::Object),
            _ => {
                self.word();
                Token::Word(&self.bytes[start..self.at])
            }
        };
        Ok(Some(token))
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|b| !is_blank(b) && !is_delimiter(b)) {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Maybe<Token<'a>> {
        const TENTHS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
        let negative = match self.peek() {
            Some(b'-') => {
                self.at += 1;
                true
            }
            Some(b'+') => {
                self.at += 1;
                false
            }
            _ => false,
        };
        let (mut value, mut digits, mut point, mut decimals) = (0_u64, 0, false, 0);
        while let Some(byte) = self.peek() {
            match byte {
                // Fifteen digits are exact in a double, and more than any length or offset needs.
                b'0'..=b'9' if decimals < 9 && value < 100_000_000_000_000 => {
                    value = value * 10 + u64::from(byte - b'0');
                    digits += 1;
                    decimals += usize::from(point);
                }
                b'0'..=b'9' if point => digits += 1,
                b'.' if !point => point = true,
                _ => break,
            }
            self.at += 1;
        }
        let ends = self.peek().is_none_or(|b| !b.is_ascii_digit() && !matches!(b, b'.' | b'-' | b'+'));
        if digits == 0 || !ends {
            return Err(ReadError::Object);
        }
        let value = value as f64 / TENTHS[decimals];
        Ok(Token::Number(if negative { -value } else { value }))
    }

    fn literal(&mut self) -> Maybe<Token<'a>> {
        let start = self.at;
        let mut depth = 0;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth == 0 => return Ok(Token::Literal(&self.bytes[start..self.at - 1])),
                b')' => depth -= 1,
                _ => {}
            }
        }
        Err(ReadError::Object)
    }
}

/// A name with its `#` escapes decoded.
pub(super) fn name(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let (mut out, mut at) = (Vec::with_capacity(raw.len()), 0);
    while let Some(&byte) = raw.get(at) {
        let escape = (byte == b'#').then(|| Some(digit(*raw.get(at + 1)?)? << 4 | digit(*raw.get(at + 2)?)?)).flatten();
        out.push(escape.unwrap_or(byte));
        at += if escape.is_some() { 3 } else { 1 };
    }
    Cow::Owned(out)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|d| d as u8)
}

/// Appends the bytes of a hexadecimal string.
pub(super) fn unhex(raw: &[u8], out: &mut Vec<u8>) -> Maybe<()> {
    let mut high = None;
    for &byte in raw.iter().filter(|b| !is_blank(**b)) {
        let value = digit(byte).ok_or(ReadError::Object)?;
        match high.take() {
            None => high = Some(value),
            Some(high) => out.push(high << 4 | value),
        }
    }
    // A missing last digit is a zero.
    out.extend(high.map(|high| high << 4));
    Ok(())
}

/// Appends the bytes of a literal string.
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        at += 1;
        if byte == b'\r' {
            // An end of line in the file is one line feed.
            at += usize::from(raw.get(at) == Some(&b'\n'));
            out.push(b'\n');
            continue;
        }
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&escaped) = raw.get(at) else { return };
        at += 1;
        out.push(match escaped {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => continue,
            b'\r' => {
                at += usize::from(raw.get(at) == Some(&b'\n'));
                continue;
            }
            b'0'..=b'7' => {
                let mut value = u32::from(escaped - b'0');
                for _ in 0..2 {
                    let Some(octal @ b'0'..=b'7') = raw.get(at) else { break };
                    value = value * 8 + u32::from(octal - b'0');
                    at += 1;
                }
                value as u8
            }
            other => other,
        });
    }
}
