//! A document read here, part by part.

use super::super::refusal::{advice, damaged};
use super::super::wire::Request;
use super::super::xml::{Parts, find_part};
use super::model::WordDocument;
use super::{body, comments};
use notice::finding::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes that a document's text and its comments may each hold unpacked: 32 MiB.
const UNPACKED: u64 = 32 << 20;
/// The place of the text.
const BODY: &str = "word/document.xml";
/// The place of the comments.
const COMMENTS: &str = "word/comments.xml";

/// Reads a document here.
pub fn answer(file: &str, bytes: &[u8]) -> Result<WordDocument, Problem> {
    let unreadable =
        || Problem::of_file(file, "This is not a Word document (.docx) that can be read.", advice(Request::Document));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let body = part(file, &mut archive, BODY)?.ok_or_else(unreadable)?;
    let paragraphs = body::paragraphs(&body).ok_or_else(|| damaged(Request::Document, file))?;
    let comments = match part(file, &mut archive, COMMENTS)? {
        Some(text) => comments::comments(&text).ok_or_else(|| damaged(Request::Document, file))?,
        None => Vec::new(),
    };
    Ok(WordDocument { paragraphs, comments })
}

/// A part of the document unpacked; nothing where it has none.
fn part(file: &str, archive: &mut Parts<'_>, name: &str) -> Result<Option<String>, Problem> {
    let Some(at) = find_part(archive, name) else { return Ok(None) };
    let member = archive.by_index(at).map_err(|_| damaged(Request::Document, file))?;
    let mut text = String::new();
    member.take(UNPACKED + 1).read_to_string(&mut text).map_err(|_| damaged(Request::Document, file))?;
    if text.len() as u64 > UNPACKED {
        return Err(Problem::of_file(
            file,
            "The document unpacks to far more than letters need.",
            advice(Request::Document),
        ));
    }
    Ok(Some(text))
}
