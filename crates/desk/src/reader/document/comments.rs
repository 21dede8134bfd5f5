//! Comments of a document.

use super::super::xml::{attribute, reader, resolve_reference};
use super::model::WordComment;
use quick_xml::events::Event;

/// The comments of their part; `None` where it is damaged.
pub(super) fn comments(text: &str) -> Option<Vec<WordComment>> {
    let mut xml = reader(text.as_bytes());
    let mut buffer = Vec::new();
    let mut all: Vec<WordComment> = Vec::new();
    let mut within_text = false;
    loop {
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" => all.push(WordComment {
                    id: attribute(&element, "id")?.trim().parse().ok()?,
                    by: attribute(&element, "author").unwrap_or_default(),
                    words: String::new(),
                }),
                "p" => {
                    // Paragraphs of one comment stand behind one another.
                    if let Some(comment) = all.last_mut().filter(|comment| !comment.words.is_empty()) {
                        comment.words.push(' ');
                    }
                }
                "t" => within_text = true,
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "t" => within_text = false,
            Event::Text(words) if within_text => all.last_mut()?.words.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if within_text => {
                all.last_mut()?.words.push_str(&resolve_reference(&reference)?);
            }
            Event::Eof => return Some(all),
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::comments;

    #[test]
    fn comments_have_their_number_their_writer_and_all_their_paragraphs() {
        let text = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"7\" w:author=\"C. Counsel\"><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p><w:p><w:r><w:t>See A &amp; B.</w:t></w:r></w:p></w:comment></w:comments>";
        let read = comments(text).expect("read");
        assert_eq!((read.len(), read[0].id, read[0].by.as_str()), (1, 7, "C. Counsel"));
        assert_eq!(read[0].words, "Is this so? See A & B.");
    }
}
