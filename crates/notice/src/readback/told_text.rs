//! Stretches of marked content that tell their text as a whole (`ActualText`), as glyphs of some scripts do not stand for
//! characters one by one.

use super::error::{Maybe, ReadError};
use super::fold::fold;
use super::lexer::{Token, name, unhex};

/// A stretch that tells its text, while it is open.
pub(super) struct ToldText {
    /// The text, folded.
    pub(super) text: String,
    /// Open marked contents around it.
    pub(super) depth: usize,
}

impl ToldText {
    /// Begins a stretch, where the operands of a marked content tell a text.
    pub(super) fn begin(operands: &[Token<'_>], depth: usize) -> Maybe<Option<Self>> {
        let told = operands.windows(2).find_map(|pair| match pair {
            [Token::Name(key), Token::Hex(raw)] if name(key).as_ref() == b"ActualText" => Some(*raw),
            _ => None,
        });
        let Some(raw) = told else { return Ok(None) };
        let mut bytes = Vec::with_capacity(raw.len() / 2);
        unhex(raw, &mut bytes)?;
        let units = bytes.strip_prefix(&[0xFE, 0xFF]).filter(|units| units.len().is_multiple_of(2));
        let units = units.ok_or(ReadError::Content)?.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
        let text = String::from_utf16(&units.collect::<Vec<_>>()).map_err(|_| ReadError::Font)?;
        Ok(Some(Self { text: fold(&text), depth }))
    }

    /// Returns true if Latin letters or digits are drawn that are not told: no name may stand behind other words.
    pub(super) fn hides(&self, drawn: &str) -> bool {
        let is_plain = |drawn: &char| *drawn < '\u{250}' && drawn.is_alphanumeric();
        drawn.chars().filter(is_plain).any(|drawn| !self.text.contains(drawn))
    }
}

#[cfg(test)]
mod tests {
    use super::ToldText;
    use crate::readback::lexer::Token;

    #[test]
    fn a_text_is_read_from_its_hexadecimal_and_nothing_else() {
        let told =
            |raw: &[u8]| ToldText::begin(&[Token::Name(b"Span"), Token::Name(b"ActualText"), Token::Hex(raw)], 3);
        let text = told(b"FEFF0915094D0020").ok().flatten().expect("a text");
        assert_eq!((text.text.as_str(), text.depth), ("\u{915}\u{94d}", 3), "without the blank");
        assert!(told(b"0915").is_err() && told(b"FEFF09").is_err() && told(b"FEFFD800").is_err());
        assert!(ToldText::begin(&[Token::Name(b"Span")], 0).is_ok_and(|told| told.is_none()));
    }

    #[test]
    fn letters_that_are_not_told_are_found() {
        let told = ToldText { text: "\u{915}1-800".to_owned(), depth: 0 };
        assert!(!told.hides("1-08\u{94d}\u{200b}"));
        assert!(told.hides("Ann") && told.hides("9"));
    }
}
