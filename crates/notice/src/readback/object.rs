use super::error::{Maybe, ReadError};
use super::lexer::{Lexer, Token, name, unescape, unhex};

/// Objects inside each other; deeper nesting is an attack, not a letter.
const DEPTH: usize = 32;
/// Parts that one object may have, so that a small file cannot fill the memory.
const PARTS: usize = 500_000;

/// An object of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(Box<[u8]>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Reference(u32),
    /// Dictionary and the place of the raw data in the file.
    Stream(Dict, std::ops::Range<usize>),
}

/// A dictionary in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict(pub(super) Vec<(Box<[u8]>, Object)>);

impl Dict {
    pub(super) fn get(&self, key: &[u8]) -> Option<&Object> {
        self.0.iter().find(|(k, _)| **k == *key).map(|(_, object)| object)
    }

    pub(super) fn reference(&self, key: &[u8]) -> Option<u32> {
        match self.get(key) {
            Some(Object::Reference(id)) => Some(*id),
            _ => None,
        }
    }

    pub(super) fn is(&self, key: &[u8], value: &[u8]) -> bool {
        matches!(self.get(key), Some(Object::Name(name)) if **name == *value)
    }
}

impl Object {
    /// A whole number that is not negative.
    pub(super) fn size(&self) -> Option<usize> {
        match self {
            Object::Number(n) if *n >= 0.0 && n.fract() == 0.0 => Some(*n as usize),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// So many numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut out = [0.0; N];
        let items = self.array().filter(|items| items.len() == N)?;
        for (place, item) in out.iter_mut().zip(items) {
            let Object::Number(n) = item else { return None };
            *place = *n;
        }
        Some(out)
    }

    /// The dictionary of a dictionary or stream.
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Object::Dict(dict) | Object::Stream(dict, _) => Some(dict),
            _ => None,
        }
    }
}

/// Reads one object.
pub(super) fn object(lexer: &mut Lexer<'_>) -> Maybe<Object> {
    let first = lexer.next()?.ok_or(ReadError::Object)?;
    nested(lexer, first, 0, &mut 0)
}

fn nested(lexer: &mut Lexer<'_>, first: Token<'_>, depth: usize, parts: &mut usize) -> Maybe<Object> {
    *parts += 1;
    if depth > DEPTH || *parts > PARTS {
        return Err(ReadError::TooLarge);
    }
    Ok(match first {
        Token::Number(n) => reference(lexer, n).map_or(Object::Number(n), Object::Reference),
        Token::Name(raw) => Object::Name(name(raw).into()),
        Token::Literal(raw) => {
            let mut text = Vec::with_capacity(raw.len());
            unescape(raw, &mut text);
            Object::Text(text)
        }
        Token::Hex(raw) => {
            let mut text = Vec::with_capacity(raw.len() / 2);
            unhex(raw, &mut text)?;
            Object::Text(text)
        }
        Token::ArrayOpen => {
            let mut items = Vec::new();
            loop {
                match lexer.next()?.ok_or(ReadError::Object)? {
                    Token::ArrayClose => break Object::Array(items),
                    token => items.push(nested(lexer, token, depth + 1, parts)?),
                }
            }
        }
        Token::DictOpen => {
            let mut entries = Vec::new();
            loop {
                match lexer.next()?.ok_or(ReadError::Object)? {
                    Token::DictClose => break Object::Dict(Dict(entries)),
                    Token::Name(key) => {
                        let token = lexer.next()?.ok_or(ReadError::Object)?;
                        entries.push((name(key).into(), nested(lexer, token, depth + 1, parts)?));
                    }
                    _ => return Err(ReadError::Object),
                }
            }
        }
        Token::Word(b"null") => Object::Null,
        Token::Word(b"true") => Object::Bool(true),
        Token::Word(b"false") => Object::Bool(false),
        Token::Word(_) | Token::ArrayClose | Token::DictClose => return Err(ReadError::Object),
    })
}

/// Takes the rest of `12 0 R` where a number is its start.
fn reference(lexer: &mut Lexer<'_>, first: f64) -> Option<u32> {
    let mut ahead = lexer.clone();
    ahead.skip_blanks();
    if !ahead.rest().first()?.is_ascii_digit() || first < 0.0 || first.fract() != 0.0 || first > f64::from(u32::MAX) {
        return None;
    }
    let Ok(Some(Token::Number(_))) = ahead.next() else { return None };
    let Ok(Some(Token::Word(b"R"))) = ahead.next() else { return None };
    *lexer = ahead;
    Some(first as u32)
}
