//! A letter as a .docx file, to read and to mark up: its words and their order, with an invented person's values. It is no
//! page as it is printed, and says so at its head.

use crate::CommandError;
use crate::docx::{package, paragraph, run};
use notice::letter::{Block, BlockKind, Draft, Span, Style};
use notice::party::{Language, Slot};

/// Sentence at the head of every such file.
const HEAD: &str = "For reading only. The printed letter is in the proofs; changes made here do not change any letter.";

/// The file. `value` gives the invented person's value of a slot.
///
/// # Errors
/// Only where memory ends.
pub fn docx(draft: &Draft, title: &str, value: &dyn Fn(Slot) -> String) -> Result<Vec<u8>, CommandError> {
    let mut body = String::new();
    paragraph(&mut body, "", "", draft.language, &run(HEAD, Style::Emphasis));
    paragraph(&mut body, "", "", draft.language, &run(title, Style::Emphasis));
    let mut language = draft.language;
    let mut boxed = false;
    for block in &draft.blocks {
        match block.kind {
            BlockKind::Language(next) => language = next,
            BlockKind::BoxStart => boxed = true,
            BlockKind::BoxEnd => boxed = false,
            BlockKind::PageBreak => paragraph(&mut body, "", "", language, r#"<w:r><w:br w:type="page"/></w:r>"#),
            BlockKind::Signature => paragraph(&mut body, "", "", language, &run("[signature]", Style::Emphasis)),
            _ => written(&mut body, block, boxed, language, value),
        }
    }
    package(&body, None)
}

/// A block with words.
fn written(body: &mut String, block: &Block, boxed: bool, language: Language, value: &dyn Fn(Slot) -> String) {
    let style = match block.kind {
        BlockKind::Title => "Title",
        BlockKind::Heading(2) => "Heading1",
        BlockKind::Heading(_) => "Heading2",
        BlockKind::Item { .. } => "ListParagraph",
        _ => "",
    };
    let frame =
        if boxed { r#"<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="666666"/></w:pBdr>"# } else { "" };
    let mut runs = String::new();
    if let Some(label) = block.label() {
        runs.push_str(&run(&format!("{label}\t"), Style::Plain));
    }
    for span in &block.spans {
        match span {
            Span::Text(style, words) => runs.push_str(&run(words, *style)),
            Span::Slot(style, slot) => runs.push_str(&run(&value(*slot), *style)),
            Span::Break => runs.push_str("<w:r><w:br/></w:r>"),
        }
    }
    paragraph(body, style, frame, language, &runs);
}

#[cfg(test)]
mod tests {
    use super::docx;
    use notice::letter::{Block, BlockKind, Draft, Span, Style};
    use notice::party::{Language, Slot};
    use std::io::{Cursor, Read};

    fn block(kind: BlockKind, spans: Vec<Span>) -> Block {
        Block { kind, spans, keep_together: false, keep_with_next: false }
    }

    #[test]
    fn every_word_stands_in_it_and_the_same_letter_is_the_same_file() {
        let text = |words: &str| Span::Text(Style::Plain, words.to_owned());
        let item = BlockKind::Item { list: 0, item: 1, numbered: true };
        let draft = Draft {
            language: Language::En,
            address_lines: Vec::new(),
            blocks: vec![
                block(BlockKind::Title, vec![text("Notice & <more>")]),
                block(BlockKind::Paragraph, vec![text("Dear "), Span::Slot(Style::Strong, Slot::Person), Span::Break]),
                block(item, vec![text("Call us.")]),
            ],
        };
        let make = || docx(&draft, "TX-adult-en", &|_| "Robin Q. Invented".to_owned()).expect("made");
        let bytes = make();
        assert_eq!(bytes, make());
        let mut file = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut document = String::new();
        file.by_name("word/document.xml").expect("a document").read_to_string(&mut document).expect("text");
        for words in ["Notice &amp; &lt;more&gt;", "Dear ", "Robin Q. Invented", "2.", "Call us.", "For reading only."]
        {
            assert!(document.contains(words), "{words}: {document}");
        }
        assert_eq!(document.matches("<w:p>").count(), document.matches("</w:p>").count());
    }
}
