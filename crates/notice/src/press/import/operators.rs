//! The letterhead's content, operator by operator: marked content is taken out (its marks would belong to no
//! structure tree of ours), four-colour ink and optional layers are refused.

use super::ImportFault;

/// The fault where the letterhead has ink that the job's colour space does not cover.
pub(super) fn four_colours() -> ImportFault {
    ImportFault::new(
        "The letterhead uses CMYK colours, which the archival format does not allow here.",
        "Export it in RGB or gray.",
    )
}

/// The fault where layers could be switched on and off.
pub(super) fn layers() -> ImportFault {
    ImportFault::new("The letterhead has layers that can be shown or hidden.", "Export it with its layers merged.")
}

/// The content without marked content.
pub(super) fn clean(content: &[u8]) -> Result<Vec<u8>, ImportFault> {
    let mut out = Vec::with_capacity(content.len());
    let mut tokens = Tokens { rest: content };
    // Where the operands of the next operator begin in `out`.
    let mut operands = 0;
    while let Some(token) = tokens.next() {
        if !is_operator(token) {
            out.extend_from_slice(token);
            out.push(b' ');
            continue;
        }
        match token {
            b"BMC" | b"BDC" | b"EMC" | b"MP" | b"DP" => {
                if token == b"BDC" && out[operands..].starts_with(b"/OC ") {
                    return Err(layers());
                }
                out.truncate(operands);
            }
            b"k" | b"K" => return Err(four_colours()),
            b"BI" => inline(&mut out, &mut tokens)?,
            _ => {
                out.extend_from_slice(token);
                out.push(b'\n');
            }
        }
        operands = out.len();
    }
    out.truncate(operands);
    Ok(out)
}

fn is_operator(token: &[u8]) -> bool {
    let word = token.first().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'\'' | b'"' | b'*'));
    word && !matches!(token, b"true" | b"false" | b"null")
}

/// Copies an inline image from its dictionary to its end.
fn inline(out: &mut Vec<u8>, tokens: &mut Tokens) -> Result<(), ImportFault> {
    let damaged = || ImportFault::damaged("a picture in it has no end");
    out.extend_from_slice(b"BI ");
    loop {
        let token = tokens.next().ok_or_else(damaged)?;
        match token {
            b"/CMYK" | b"/DeviceCMYK" => return Err(four_colours()),
            b"/LZW" | b"/LZWDecode" | b"/I" | b"/Interpolate" => {
                return Err(ImportFault::new(
                    "A small picture in the letterhead is stored in a way that the archival format does not allow.",
                    "Export it as PDF/A, or with the picture as PNG.",
                ));
            }
            b"ID" => break,
            _ => {
                out.extend_from_slice(token);
                out.push(b' ');
            }
        }
    }
    out.extend_from_slice(b"ID");
    // One blank belongs to ID, then come the samples; EI stands between blanks.
    let end = memchr::memmem::find_iter(tokens.rest, b"EI")
        .find(|&at| {
            at > 0
                && is_blank(tokens.rest[at - 1])
                && tokens.rest.get(at + 2).is_none_or(|&next| is_blank(next))
                && tokens.rest[at + 2..].iter().take(16).all(|&b| is_blank(b) || (b' '..=b'~').contains(&b))
        })
        .ok_or_else(damaged)?;
    out.extend_from_slice(&tokens.rest[..end]);
    out.extend_from_slice(b"EI\n");
    tokens.rest = &tokens.rest[end + 2..];
    Ok(())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The tokens of a content stream, as they stand.
struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        loop {
            let start = self.rest.iter().position(|&b| !is_blank(b))?;
            self.rest = &self.rest[start..];
            if self.rest[0] != b'%' {
                break;
            }
            let end = self.rest.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(self.rest.len());
            self.rest = &self.rest[end..];
        }
        let length = match self.rest {
            [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
            [b'<', ..] => self.rest.iter().position(|&b| b == b'>').map_or(self.rest.len(), |end| end + 1),
            [b'(', ..] => string(self.rest),
            [b'/', name @ ..] => 1 + word(name),
            [first, ..] if is_delimiter(*first) => 1,
            _ => word(self.rest),
        };
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(token)
    }
}

fn word(bytes: &[u8]) -> usize {
    bytes.iter().position(|&b| is_blank(b) || is_delimiter(b)).unwrap_or(bytes.len())
}

/// Length of a literal string with its parentheses.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{clean, four_colours, layers};

    #[test]
    fn marks_go_and_ink_stays() {
        let content = b"/P <</MCID 0>> BDC % note\nBT /F1 9 Tf (a \\) (b) BDC) Tj ET EMC /X MP 1 0 0 rg 0 0 5 5 re f*";
        let expected = b"BT\n/F1 9 Tf\n(a \\) (b) BDC) Tj\nET\n1 0 0 rg\n0 0 5 5 re\nf*\n";
        assert_eq!(clean(content).unwrap(), expected);
    }

    #[test]
    fn pictures_keep_their_samples() {
        let content = b"q BI /W 2/H 1/BPC 8/CS/G ID \x00EI\xff EI Q";
        let cleaned = clean(content).unwrap();
        assert_eq!(cleaned, b"q\nBI /W 2 /H 1 /BPC 8 /CS /G ID \x00EI\xff EI\nQ\n");
    }

    #[test]
    fn what_cannot_stand_is_refused() {
        assert_eq!(clean(b"0 0 0 1 k 0 0 1 1 re f"), Err(four_colours()));
        assert_eq!(clean(b"/OC /Layer1 BDC EMC"), Err(layers()));
        assert!(clean(b"BI /W 1 /H 1 ID xx").is_err());
        assert_eq!(clean(b"(open").unwrap(), b"");
    }
}
