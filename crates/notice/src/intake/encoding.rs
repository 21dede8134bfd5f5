//! Encoding of a list, decided on all of its bytes, and their conversion to text.

use super::bytes::{ListBytes, read_block};
use super::split::Width;
use serde::Serialize;
use std::io;

/// The encodings in which lists are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Encoding {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    #[serde(rename = "windows-1252")]
    Windows1252,
    #[serde(rename = "macintosh")]
    Macintosh,
    #[serde(rename = "ibm850")]
    Ibm850,
}

/// Characters of code page 850 from 0x80 on; the letters of code page 437 stand at the same places.
const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Letters that names of the United States have beside A to Z.
const USUAL: &str = "áéíóúüñÁÉÍÓÚÜÑàèìòùâêîôûäëïöçãõåæøßÇÄÖÃÕÅØÈÀ";

/// Bytes that are read at a time.
const BLOCK: usize = 1 << 20;

impl Encoding {
    /// Reads the word of a mapping file.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "utf-8-bom" => Self::Utf8Bom,
            "utf-16le" | "utf-16" => Self::Utf16Le,
            "utf-16be" => Self::Utf16Be,
            "windows-1252" | "cp1252" => Self::Windows1252,
            "macintosh" | "macroman" => Self::Macintosh,
            "ibm850" | "cp850" | "ibm437" | "cp437" => Self::Ibm850,
            _ => return None,
        })
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Macintosh => "macintosh",
            Self::Ibm850 => "ibm850",
        }
    }

    pub(super) fn width(self) -> Width {
        match self {
            Self::Utf16Le => Width::TwoLittle,
            Self::Utf16Be => Width::TwoBig,
            Self::Utf8 | Self::Utf8Bom | Self::Windows1252 | Self::Macintosh | Self::Ibm850 => Width::One,
        }
    }

    /// A line end in this encoding.
    pub(super) fn line_end(self) -> &'static [u8] {
        match self {
            Self::Utf16Le => b"\n\0",
            Self::Utf16Be => b"\0\n",
            Self::Utf8 | Self::Utf8Bom | Self::Windows1252 | Self::Macintosh | Self::Ibm850 => b"\n",
        }
    }

    /// Appends the text of some bytes. The answer says whether all of them were text; what was not becomes the
    /// replacement character.
    pub(super) fn decode_into(self, raw: &[u8], text: &mut String) -> bool {
        let encoding = match self {
            Self::Utf8 | Self::Utf8Bom => {
                return if let Ok(good) = std::str::from_utf8(raw) {
                    text.push_str(good);
                    true
                } else {
                    text.push_str(&String::from_utf8_lossy(raw));
                    false
                };
            }
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Macintosh => encoding_rs::MACINTOSH,
            Self::Ibm850 => {
                text.extend(raw.iter().map(|&b| Self::Ibm850.char_of(b)));
                return true;
            }
        };
        let (decoded, bad) = encoding.decode_without_bom_handling(raw);
        text.push_str(&decoded);
        // The five unassigned bytes of Windows-1252 come out as C1 controls.
        let control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
        !(bad || self == Self::Windows1252 && decoded.chars().any(control))
    }
}

impl Encoding {
    /// The character of a byte, in an encoding of one byte a character.
    fn char_of(self, byte: u8) -> char {
        if byte < 0x80 {
            return char::from(byte);
        }
        match self {
            Self::Ibm850 => IBM850.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{FFFD}'),
            Self::Macintosh => {
                encoding_rs::MACINTOSH.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{FFFD}')
            }
            _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{FFFD}'),
        }
    }
}

/// The encoding that makes letters of the bytes that stand beside letters: Windows-1252, unless it makes signs of most of
/// them and another one makes usual letters of all.
fn by_letters(beside_letters: &[u64; 256]) -> Encoding {
    let all: u64 = beside_letters[0x80..].iter().sum();
    let usual = |encoding: Encoding| -> u64 {
        (0x80..=0xFFu8).filter(|&b| USUAL.contains(encoding.char_of(b))).map(|b| beside_letters[usize::from(b)]).sum()
    };
    // A typographic apostrophe stands beside letters, too.
    let good = usual(Encoding::Windows1252) + beside_letters[0x92] + beside_letters[0x96];
    let other = [Encoding::Macintosh, Encoding::Ibm850]
        .into_iter()
        .max_by_key(|encoding| (usual(*encoding), *encoding == Encoding::Ibm850));
    match other {
        Some(other) if all > 0 && good * 2 < all && usual(other) * 20 >= all * 19 => other,
        _ => Encoding::Windows1252,
    }
}

/// The encoding that the first bytes tell.
pub(super) enum Head {
    /// A mark or a pattern of NULs names the encoding; text starts after so many bytes.
    Sure(Encoding, u64),
    /// One byte a unit, UTF-8 or Windows-1252.
    Single,
    /// No text at all.
    Binary,
}

/// Judges the first bytes of a list.
pub(super) fn head(start: &[u8]) -> Head {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => return Head::Sure(Encoding::Utf8Bom, 3),
        [0xFF, 0xFE, ..] => return Head::Sure(Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => return Head::Sure(Encoding::Utf16Be, 2),
        _ => {}
    }
    let nuls = |parity: usize| start.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count() * 100;
    let half = start.len() / 2;
    let (even, odd) = (nuls(0), nuls(1));
    if half >= 8 && odd > 40 * half && even < 5 * half {
        return Head::Sure(Encoding::Utf16Le, 0);
    }
    if half >= 8 && even > 40 * half && odd < 5 * half {
        return Head::Sure(Encoding::Utf16Be, 0);
    }
    let strange = start.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if strange * 100 > 5 * start.len() { Head::Binary } else { Head::Single }
}

/// Decides whether a list of one byte a unit is UTF-8 or Windows-1252, judged on all of it. A list with more good than bad
/// multi-byte characters is UTF-8 with some damaged rows.
pub(super) fn single(bytes: &dyn ListBytes) -> io::Result<Encoding> {
    let (mut good, mut bad) = (0u64, 0u64);
    let mut beside_letters = [0u64; 256];
    let mut offset = 0;
    let mut block = Vec::new();
    while offset < bytes.len() {
        read_block(bytes, offset, BLOCK, &mut block)?;
        let last = offset + block.len() as u64 == bytes.len();
        for three in block.windows(3).filter(|three| three[1] >= 0x80) {
            if three[0].is_ascii_alphabetic() || three[2].is_ascii_alphabetic() {
                beside_letters[usize::from(three[1])] += 1;
            }
        }
        let mut rest = block.as_slice();
        let mut left = 0;
        while !rest.is_empty() {
            let (valid, wrong) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0),
                Err(error) => match error.error_len() {
                    Some(len) => (error.valid_up_to(), len),
                    // A character cut by the end of the block is read again with the next one.
                    None if !last => {
                        left = rest.len() - error.valid_up_to();
                        (error.valid_up_to(), left)
                    }
                    None => (error.valid_up_to(), rest.len() - error.valid_up_to()),
                },
            };
            if !rest[..valid].is_ascii() {
                good += rest[..valid].iter().filter(|&&b| b >= 0xC0).count() as u64;
            }
            bad += u64::from(wrong > 0 && left == 0);
            rest = &rest[valid + wrong..];
        }
        offset += (block.len() - left) as u64;
    }
    Ok(if bad > good { by_letters(&beside_letters) } else { Encoding::Utf8 })
}

/// Returns whether bytes that were taken for Windows-1252 without anybody saying so look like damage instead of letters.
pub(super) fn unlikely_1252(raw: &[u8]) -> bool {
    let mut run = 0;
    raw.iter().any(|&b| {
        run = if b >= 0x80 { run + 1 } else { 0 };
        run >= 3 || b == 0xFF
    })
}
