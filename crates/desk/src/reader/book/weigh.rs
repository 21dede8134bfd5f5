//! Sizes of everything in a packed workbook, asked before any of it is unpacked, and packed files that are no workbooks.

use super::super::xml::Parts;
use super::limits::{ANEW, unreadable};
use notice::finding::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most files in a workbook.
const MOST_MEMBERS: usize = 4_096;
/// Bytes that every workbook may hold unpacked: 64 MiB.
const UNPACKED: u64 = 64 << 20;
/// Largest ratio of unpacked to packed bytes, beyond that.
const RATIO: u64 = 200;

/// A packed workbook that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackedKind {
    /// An Excel workbook.
    Xlsx,
    /// An `OpenDocument` sheet.
    Ods,
}

/// Opens the parts, if they are of a size that a list can need.
pub(super) fn weigh<'a>(file: &str, bytes: &'a [u8]) -> Result<(Parts<'a>, PackedKind), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    if archive.len() > MOST_MEMBERS {
        let message = format!("The workbook is made of {} files, far more than a workbook has.", archive.len());
        return Err(Problem::of_file(file, message, ANEW));
    }
    let kind = kind(file, &mut archive)?;
    let (mut unpacked, mut strings) = (0u64, None);
    for at in 0..archive.len() {
        let member = archive.by_index_raw(at).map_err(|_| unreadable(file))?;
        unpacked = unpacked.saturating_add(member.size());
        let is_strings = |name: &[u8]| name.to_ascii_lowercase().ends_with(b"sharedstrings.xml");
        // A name may stand twice in the file, and differently.
        if is_strings(member.name_raw()) || member.name().is_ok_and(|name| is_strings(name.as_bytes())) {
            strings = Some(at);
        }
    }
    if unpacked > UNPACKED.max(RATIO * bytes.len() as u64) {
        let message = "The workbook unpacks to far more than a list needs.";
        return Err(Problem::of_file(file, message, ANEW));
    }
    if let Some(at) = strings {
        let mut member = archive.by_index(at).map_err(|_| unreadable(file))?;
        let size = member.size();
        let mut head = Vec::new();
        (&mut member).take(4 << 10).read_to_end(&mut head).map_err(|_| unreadable(file))?;
        // Each text takes at least `<si/>`; the reader makes room for as many as are announced.
        if announced(&head).is_some_and(|count| count > size / 5 + 1) {
            let message = "The workbook is damaged: texts are missing.";
            return Err(Problem::of_file(file, message, ANEW));
        }
    }
    Ok((archive, kind))
}

/// The kind of a packed workbook; a file that is packed as one is and is none that is read here is refused by its name.
fn kind(file: &str, archive: &mut Parts<'_>) -> Result<PackedKind, Problem> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let has_below = |folder: &str| archive.file_names().flatten().any(|name| name.starts_with(folder));
    let (name, advice) = if has("xl/workbook.bin") {
        ("a binary Excel workbook (.xlsb)", "Open it in Excel and save it as an Excel workbook (.xlsx).")
    } else if has_below("xl/") {
        return Ok(PackedKind::Xlsx);
    } else if has("word/document.xml") {
        ("a Word document", "Copy the table into a new workbook and save it as .xlsx.")
    } else if has("ppt/presentation.xml") {
        ("a presentation", "Ask for the list as an Excel workbook or as CSV.")
    } else if has("Index.zip") || has_below("Index/") {
        ("an Apple Numbers document", "In Numbers, export it to Excel (.xlsx) or to CSV.")
    } else if has("mimetype") && has("content.xml") {
        let mut mime = String::new();
        let read = archive.by_name("mimetype").map(|member| member.take(200).read_to_string(&mut mime));
        if read.is_ok() && mime.trim() == "application/vnd.oasis.opendocument.spreadsheet" {
            return Ok(PackedKind::Ods);
        }
        (
            "an OpenDocument file that is not a spreadsheet (.ods)",
            "Copy the table into a new workbook and save it as .xlsx.",
        )
    } else if archive.file_names().flatten().any(|name| name.to_ascii_lowercase().ends_with(".csv")) {
        ("a compressed file with lists in it", "Unpack it and choose the lists in it.")
    } else {
        return Ok(PackedKind::Xlsx);
    };
    Err(Problem::of_file(file, format!("This is {name}, not a list that can be read."), advice))
}

/// Returns the number of texts that the head of the shared texts announces; `None` where it announces none.
fn announced(head: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(head);
    let (_, after) = text.split_once("uniqueCount")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let digits: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
    // More digits than a number has are more than any workbook holds.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}
