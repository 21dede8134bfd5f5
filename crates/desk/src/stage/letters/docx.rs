//! A letter as a .docx file, to read and to mark up: its words and their order, with an invented person's values. It is no
//! page as it is printed, and says so at its head.

use crate::CommandError;
use notice::finding::{Problem, ProblemCode};
use notice::letter::{Block, BlockKind, Draft, Span, Style};
use notice::party::{Language, Slot};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// Sentence at the head of every such file.
const HEAD: &str = "For reading only. The printed letter is in the proofs; changes made here do not change any letter.";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="25"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="500" w:hanging="300"/></w:pPr></w:style></w:styles>"#;

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
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let unwritable = || Problem::of_file("", "The file could not be made.", ProblemCode::DocumentUnwritten);
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No time stands in it, so the same letter is the same file.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/document.xml", document.as_str()),
    ] {
        file.start_file(name, options).map_err(|_| unwritable())?;
        file.write_all(text.as_bytes()).map_err(|_| unwritable())?;
    }
    Ok(file.finish().map_err(|_| unwritable())?.into_inner())
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

fn paragraph(body: &mut String, style: &str, frame: &str, language: Language, runs: &str) {
    let style = if style.is_empty() { String::new() } else { format!(r#"<w:pStyle w:val="{style}"/>"#) };
    let tag = if language == Language::Es { "es-US" } else { "en-US" };
    let runs = runs.replace("<w:rPr>", &format!(r#"<w:rPr><w:lang w:val="{tag}"/>"#));
    let _ = write!(body, "<w:p><w:pPr>{style}{frame}</w:pPr>{runs}</w:p>");
}

/// Words in one style.
fn run(words: &str, style: Style) -> String {
    let mark = match style {
        Style::Plain => "",
        Style::Strong => "<w:b/>",
        Style::Emphasis => "<w:i/>",
    };
    let mut out = String::with_capacity(words.len() + 64);
    for (at, part) in words.split('\t').enumerate() {
        let tab = if at > 0 { "<w:tab/>" } else { "" };
        let _ =
            write!(out, r#"<w:r><w:rPr>{mark}</w:rPr>{tab}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(part));
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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
