//! Templates in a document that came back: the lines of each, as they are with all tracked changes and as they were without.

use super::super::wording_document::{parse_end_line, parse_path_line};
use crate::CommandError;
use crate::reader::document::{Tracking, Untaken, WordDocument, WordParagraph};
use notice::finding::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes of a template: the longest that comes with the program has a twentieth of it.
const LONGEST: usize = 64 << 10;

/// A template in a document.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub(super) path: String,
    /// The start of the digest of the text of which the document was made.
    pub(super) digest: String,
    /// Its lines with all tracked changes, without empty ones.
    pub(super) accepted: Vec<String>,
    /// Bytes of these lines.
    length: usize,
    /// Its lines without tracked changes, without empty ones.
    pub(super) original: Vec<String>,
    /// Names of people whose changes are tracked.
    pub(super) authors: BTreeSet<String>,
    /// Numbers of comments, each with the line beside which it stands.
    pub(super) comments: Vec<(u32, String)>,
    /// Parts of it that are not taken.
    pub(super) lost: Vec<Untaken>,
}

/// A line of a document.
struct Line {
    text: String,
    /// The numbers of the paragraphs of which it is made.
    of: std::ops::Range<usize>,
}

/// The templates of a document, in order.
///
/// # Errors
/// A document that does not hold the lines with paths that it was made with.
pub(super) fn passages(file: &str, document: &WordDocument) -> Result<Vec<Passage>, CommandError> {
    let refuse = |message: String, advice: &str| CommandError::from(Problem::of_file(file, message, advice));
    let accepted = lines(&document.paragraphs, |tracking| !matches!(tracking, Tracking::Deleted(_)));
    let original = lines(&document.paragraphs, |tracking| !matches!(tracking, Tracking::Inserted(_)));
    let mut found: Vec<Passage> = Vec::new();
    let mut paths = BTreeSet::new();
    let mut end = None;
    for Line { text, of } in &accepted {
        if end.is_none()
            && let Some((path, digest)) = parse_path_line(text)
        {
            if !paths.insert(path) {
                let message = format!("The document holds {path} twice.");
                return Err(refuse(message, "Keep one of the two, or make the document again."));
            }
            let mut passage = Passage { path: path.to_owned(), digest: digest.to_owned(), ..Passage::default() };
            // Paragraphs above the path that are gone belong to the template before; what stands at the head of the document has none.
            let own = if found.is_empty() { 0 } else { of.end.saturating_sub(1).max(of.start) };
            if let Some(before) = found.last_mut() {
                document.paragraphs[of.start..own].iter().for_each(|paragraph| before.note(paragraph, text));
            }
            document.paragraphs[own..of.end].iter().for_each(|paragraph| passage.note(paragraph, text));
            found.push(passage);
        } else if let Some(count) = parse_end_line(text) {
            end = Some(count);
        } else if let Some(passage) = found.last_mut() {
            if end.is_some() && !text.trim().is_empty() {
                let message = "Words stand below the last line of the document.".to_owned();
                return Err(refuse(message, "Move them to the template where they belong, above that line."));
            }
            if !text.trim().is_empty() {
                passage.length += text.len();
                if passage.length > LONGEST {
                    let message = format!("The text of {} is far longer than any letter.", passage.path);
                    return Err(refuse(message, "Take out what does not belong to it."));
                }
                passage.accepted.push(text.clone());
            }
            for paragraph in &document.paragraphs[of.clone()] {
                passage.note(paragraph, text);
            }
        }
    }
    if end != Some(found.len()) || found.is_empty() {
        let message = match end {
            Some(count) => {
                format!("The document was made of {count} templates, and the paths of {} are there.", found.len())
            }
            None => "The last line of the document, which tells how many templates it holds, is missing.".to_owned(),
        };
        return Err(refuse(message, "Put the gray lines with paths back as they were, or make the document again."));
    }
    let mut before: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut path = String::new();
    for Line { text, .. } in original {
        match parse_path_line(&text) {
            Some((own, _)) => own.clone_into(&mut path),
            None if text.trim().is_empty() || parse_end_line(&text).is_some() => {}
            None => before.entry(path.clone()).or_default().push(text),
        }
    }
    for passage in &mut found {
        passage.original = before.remove(&passage.path).unwrap_or_default();
    }
    Ok(found)
}

/// The lines of paragraphs of which only some changes are read; what stands in tables and text boxes is none.
fn lines(paragraphs: &[WordParagraph], reads: impl Fn(&Tracking) -> bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut from = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if !paragraph.is_apart {
            paragraph.runs.iter().filter(|run| reads(&run.tracking)).for_each(|run| text.push_str(&run.text));
            // Without its end, a paragraph goes on in the next one.
            if !reads(&paragraph.end) {
                continue;
            }
        }
        let whole = std::mem::take(&mut text);
        // A line break is the end of a line, as an end of a paragraph is.
        for (part, line) in whole.split('\n').enumerate() {
            lines.push(Line { text: mend_tags(line), of: if part == 0 { from..at + 1 } else { at + 1..at + 1 } });
        }
        from = at + 1;
    }
    if !text.is_empty() {
        lines.push(Line { text: mend_tags(&text), of: from..paragraphs.len() });
    }
    lines
}

/// The line with straight quotes and plain spaces within braces, which word processors set otherwise by themselves.
fn mend_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    // Soft hyphens are put in by word processors alone.
    let line = line.replace('\u{ad}', "");
    let mut rest = line.as_str();
    while let Some(start) = rest.find("{{") {
        let end = rest[start..].find("}}").map_or(rest.len(), |end| start + end + 2);
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].chars().map(|c| match c {
            '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        }));
        rest = &rest[end..];
    }
    out + rest
}

impl Passage {
    /// Notes whose changes and comments stand in a paragraph, and what of it is not taken.
    fn note(&mut self, paragraph: &WordParagraph, line: &str) {
        let tracked = paragraph.runs.iter().map(|run| &run.tracking).chain([&paragraph.end]);
        self.authors.extend(tracked.filter_map(|tracking| match tracking {
            Tracking::Kept => None,
            Tracking::Inserted(by) | Tracking::Deleted(by) => Some(by.clone()),
        }));
        self.comments.extend(paragraph.comments.iter().map(|id| (*id, line.to_owned())));
        for lost in &paragraph.lost {
            if !self.lost.contains(lost) {
                self.lost.push(*lost);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mend_tags;

    #[test]
    fn quotes_within_braces_are_straight_and_others_stay() {
        let set = "A \u{201c}word\u{201d} and {{link\u{a0}\u{201c}x\u{201d}}} and {{open \u{2018}y\u{2019}";
        assert_eq!(mend_tags(set), "A \u{201c}word\u{201d} and {{link \"x\"}} and {{open 'y'");
    }
}
