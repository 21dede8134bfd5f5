//! Files of another kind under the name of a table.

use crate::CommandError;
use notice::finding::Problem;

/// First bytes of files that are no text, with what they are.
const KINDS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another compressed file"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the older kind (.xls)"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3", "a database or a case"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
];

/// The text of a table, without the mark that may stand before it. What is no text is refused by its kind.
pub(super) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, CommandError> {
    const ADVICE: &str = "Open it where it was made and save it as CSV UTF-8 (comma delimited).";
    let refuse = |message: String| CommandError::from(Problem::of_file(name, message, ADVICE));
    if let Some((_, kind)) = KINDS.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Err(refuse(format!("This is {kind}, not a CSV file.")));
    }
    if bytes.contains(&0) {
        return Err(refuse("This is no text, so it cannot be a CSV file.".to_owned()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| refuse("The file is not UTF-8 text.".to_owned()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
