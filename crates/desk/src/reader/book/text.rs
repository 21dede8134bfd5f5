//! Text of files that say themselves how they are encoded: XML and HTML.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes within which a file says how it is encoded.
const SAYS: usize = 1 << 10;

/// Decodes the front of a file, which may end within a letter.
pub(super) fn decode_front(head: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(head).map(|(encoding, _)| encoding).or_else(|| without_mark(head));
    encoding.unwrap_or(UTF_8).decode_with_bom_removal(head).0
}

/// Decodes a whole file: as its mark or its first line says, else as UTF-8, else as Windows-1252.
pub(super) fn decode(bytes: Vec<u8>) -> String {
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding).or_else(|| without_mark(&bytes));
    if marked.is_none() && std::str::from_utf8(&bytes).is_ok() {
        return String::from_utf8(bytes).unwrap_or_default();
    }
    let told = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAYS)]).to_ascii_lowercase();
        let after = ["encoding=", "charset="]
            .iter()
            .find_map(|word| head.split_once(word).map(|(_, after)| after.to_owned()))?;
        let label: String = after
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        // What says so in single bytes is none of two.
        Encoding::for_label(label.as_bytes()).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding))
    };
    let encoding = marked.or_else(told).unwrap_or(WINDOWS_1252);
    encoding.decode_with_bom_removal(&bytes).0.into_owned()
}

/// UTF-16 of which the mark is missing: every other byte of what begins with a sign of XML is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_file_is_decoded_as_it_says() {
        let wide = |mark: &str| format!("{mark}<a>\u{e9}</a>").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(wide("\u{FEFF}")), "<a>\u{e9}</a>");
        assert_eq!(decode(wide("")), "<a>\u{e9}</a>");
        assert_eq!(decode("<a>\u{e9}</a>".into()), "<a>\u{e9}</a>");
        assert_eq!(decode(b"<a>\xe9</a>".to_vec()), "<a>\u{e9}</a>");
        let greek = decode(b"<?xml version=\"1.0\" encoding=\"ISO-8859-7\"?><a>\xe1</a>".to_vec());
        assert!(greek.ends_with("<a>\u{3b1}</a>"));
    }
}
