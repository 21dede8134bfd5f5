//! Kinds of files by their first bytes, whatever they are called: workbooks, tables in other clothes, text, and files that are no lists.

use super::text;

/// Bytes by which a file is known.
pub const HEAD: usize = 4 << 10;

/// A file with tables that is no plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// A packed workbook: xlsx, ods.
    Packed,
    /// A compound file, as xls is.
    Compound,
    /// A workbook of Excel 2003 in XML.
    SpreadsheetMl,
    /// An HTML page.
    Html,
}

/// Kind of a file that was given as a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Tables that the process that reads can make lists of.
    Table(TableKind),
    /// Another kind of file: its name, and how a list is made of it.
    Other(&'static str, &'static str),
    /// Text, or anything that is not known.
    Text,
}

/// Returns the kind of a file by its first bytes.
pub fn kind_of(head: &[u8]) -> InputKind {
    if head.starts_with(b"PK\x03\x04") {
        return InputKind::Table(TableKind::Packed);
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return InputKind::Table(TableKind::Compound);
    }
    if let Some((_, name, advice)) = OTHERS.iter().find(|(start, ..)| head.starts_with(start)) {
        return InputKind::Other(name, advice);
    }
    let text = text::decode_front(head);
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    if text.starts_with("mime-version:") || text.starts_with("from: \"saved by") {
        let advice = "Open it in Excel and save it as an Excel workbook (.xlsx), or as CSV (UTF-8).";
        return InputKind::Other("a web archive (MHTML), as some programs write under the name .xls", advice);
    }
    if !text.starts_with('<') {
        return InputKind::Text;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["urn:schemas-microsoft-com:office:spreadsheet", "progid=\"excel.sheet\"", "progid='excel.sheet'"])
        && !has(&["<html"])
    {
        InputKind::Table(TableKind::SpreadsheetMl)
    } else if has(&["<html", "<table", "<!doctype html", "<head", "<body", "<meta"]) {
        InputKind::Table(TableKind::Html)
    } else {
        InputKind::Text
    }
}

/// Files of other kinds by how they begin, each with its name and how a list is made of it.
const OTHERS: [(&[u8], &str, &str); 7] = [
    (b"%PDF", "a PDF file", "Ask for the list as an Excel workbook or CSV file."),
    (
        b"\0\x01\0\0Standard",
        "an Access database",
        "Export the table from Access as an Excel workbook or as CSV (UTF-8).",
    ),
    (b"SQLite format 3", "an SQLite database", "Export the table as CSV (UTF-8)."),
    (b"{\\rtf", "a text document (RTF)", "Copy the table into a new workbook and save it as .xlsx."),
    (b"7z\xBC\xAF\x27\x1C", "a compressed file (7z)", "Unpack it and choose the list in it."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it and choose the list in it."),
    (b"\x1F\x8B", "a compressed file", "Unpack it and choose the list in it."),
];

#[cfg(test)]
mod tests {
    use super::{InputKind, TableKind, kind_of};

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let wide: Vec<u8> = "\u{FEFF}<html><body><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let kinds: [(&[u8], InputKind); 9] = [
            (b"PK\x03\x04rest", InputKind::Table(TableKind::Packed)),
            (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1], InputKind::Table(TableKind::Compound)),
            (
                b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook",
                InputKind::Table(TableKind::SpreadsheetMl),
            ),
            (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><TABLE>", InputKind::Table(TableKind::Html)),
            (&wide, InputKind::Table(TableKind::Html)),
            (b"MRN,First Name,<b>", InputKind::Text),
            (b"{\"resourceType\":\"Patient\"}", InputKind::Text),
            (b"<Patient><name/></Patient>", InputKind::Text),
            (b"", InputKind::Text),
        ];
        for (head, kind) in kinds {
            assert_eq!(kind_of(head), kind, "{}", String::from_utf8_lossy(head));
        }
        let others: [&[u8]; 4] = [b"%PDF-1.7", b"\0\x01\0\0Standard Jet DB", b"MIME-Version: 1.0\r\n", b"{\\rtf1"];
        for head in others {
            assert!(matches!(kind_of(head), InputKind::Other(..)));
        }
    }
}
