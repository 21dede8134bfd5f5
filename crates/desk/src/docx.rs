//! Documents of Word (.docx) as this program writes them: paragraphs in a few styles, tables, a line at the head and at the foot of
//! every page.

use crate::CommandError;
use notice::finding::{Problem, ProblemCode};
use notice::letter::Style;
use notice::party::Language;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="25"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="500" w:hanging="300"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="TemplatePath"><w:name w:val="Template Path"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="888888"/></w:pBdr><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="444444"/><w:sz w:val="18"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Instruction"><w:name w:val="Instruction"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:color w:val="666666"/><w:sz w:val="17"/></w:rPr></w:style></w:styles>"#;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

const PAGE_LINE_TYPES: &str = r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

const PAGE_LINE_RELATIONS: &str = r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const PAGE_LINE_REFERENCES: &str =
    r#"<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>"#;

/// The width of the text on a page, in twentieths of a point.
const TEXT_WIDTH: u32 = 9360;

/// Lines of every page.
#[derive(Clone, Debug, Default)]
pub struct PageLines {
    /// The line above the text; none where empty.
    pub head: String,
    /// The line below it, before the number of the page.
    pub foot: String,
}

impl PageLines {
    /// The parts of the file that hold the lines, with their names.
    fn parts(&self) -> [(&'static str, String); 2] {
        let line = |tag: &str, runs: &str| {
            format!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:{tag} {NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:{tag}>"#
            )
        };
        let number = r#"<w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> of </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#;
        let foot = if self.foot.is_empty() { String::new() } else { run(&format!("{}. ", self.foot), Style::Plain) };
        [
            ("word/header1.xml", line("hdr", &run(&self.head, Style::Strong))),
            ("word/footer1.xml", line("ftr", &format!("{foot}{number}"))),
        ]
    }
}

/// Makes a file of a body in XML, with lines on every page where some are given.
///
/// # Errors
/// Only where memory ends.
pub fn package(body: &str, lines: Option<&PageLines>) -> Result<Vec<u8>, CommandError> {
    let references = if lines.is_some() { PAGE_LINE_REFERENCES } else { "" };
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{references}<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let (types, relations) = match lines {
        Some(_) => (
            TYPES.replace("</Types>", PAGE_LINE_TYPES),
            DOCUMENT_RELATIONS.replace("</Relationships>", PAGE_LINE_RELATIONS),
        ),
        None => (TYPES.to_owned(), DOCUMENT_RELATIONS.to_owned()),
    };
    let mut parts = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/document.xml", document),
    ];
    parts.extend(lines.iter().flat_map(|lines| lines.parts()));
    let unwritable = || Problem::of_file("", "The file could not be made.", ProblemCode::DocumentUnwritten);
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No time stands in it, so the same text is the same file.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        file.start_file(name, options).map_err(|_| unwritable())?;
        file.write_all(text.as_bytes()).map_err(|_| unwritable())?;
    }
    Ok(file.finish().map_err(|_| unwritable())?.into_inner())
}

/// Adds a paragraph in a style; `runs` are its words in XML.
pub fn paragraph(body: &mut String, style: &str, frame: &str, language: Language, runs: &str) {
    let style = if style.is_empty() { String::new() } else { format!(r#"<w:pStyle w:val="{style}"/>"#) };
    let tag = if language == Language::Es { "es-US" } else { "en-US" };
    let runs = runs.replace("<w:rPr>", &format!(r#"<w:rPr><w:lang w:val="{tag}"/>"#));
    let _ = write!(body, "<w:p><w:pPr>{style}{frame}</w:pPr>{runs}</w:p>");
}

/// Words in one style.
pub fn run(words: &str, style: Style) -> String {
    let mark = match style {
        Style::Plain => "",
        Style::Strong => "<w:b/>",
        Style::Emphasis => "<w:i/>",
    };
    let mut out = String::with_capacity(words.len() + 64);
    for (at, part) in words.split('\t').enumerate() {
        let tab = if at > 0 { "<w:tab/>" } else { "" };
        let _ = write!(out, r#"<w:r><w:rPr>{mark}</w:rPr>{tab}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(part));
    }
    out
}

/// Words with what was left out between `[-` and `-]` struck through, and what was put in between `{+` and `+}` underlined.
pub fn redlined(marked: &str) -> String {
    let mut runs = String::new();
    let mut rest = marked;
    while !rest.is_empty() {
        let kinds = [("[-", "-]", "<w:strike/>"), ("{+", "+}", r#"<w:u w:val="single"/>"#)];
        let next = kinds.into_iter().filter_map(|kind| Some((rest.find(kind.0)?, kind))).min_by_key(|(at, _)| *at);
        let Some((at, (start, end, mark))) = next else {
            runs.push_str(&run(rest, Style::Plain));
            break;
        };
        runs.push_str(&run(&rest[..at], Style::Plain));
        let inside = &rest[at + start.len()..];
        let length = inside.find(end).unwrap_or(inside.len());
        runs.push_str(&run(&inside[..length], Style::Plain).replace("<w:rPr>", &format!("<w:rPr>{mark}")));
        rest = inside.get(length + end.len()..).unwrap_or_default();
    }
    runs
}

/// Adds a table; each column has a heading and its share of the width, in hundredths. A first row of headings stands again on every
/// page; where all headings are empty there is none.
pub fn table(body: &mut String, columns: &[(&str, u32)], rows: &[Vec<String>]) {
    let widths: Vec<u32> = columns.iter().map(|(_, share)| TEXT_WIDTH * share / 100).collect();
    body.push_str(
        r#"<w:tbl><w:tblPr><w:tblW w:w="9360" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4" w:color="BBBBBB"/><w:bottom w:val="single" w:sz="4" w:color="BBBBBB"/><w:insideH w:val="single" w:sz="4" w:color="BBBBBB"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
    );
    for width in &widths {
        let _ = write!(body, r#"<w:gridCol w:w="{width}"/>"#);
    }
    body.push_str("</w:tblGrid>");
    if columns.iter().any(|(heading, _)| !heading.is_empty()) {
        body.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for ((heading, _), width) in columns.iter().zip(&widths) {
            cell(body, *width, &run(heading, Style::Strong));
        }
        body.push_str("</w:tr>");
    }
    for row in rows {
        body.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (words, width) in row.iter().zip(&widths) {
            cell(body, *width, &run(words, Style::Plain));
        }
        body.push_str("</w:tr>");
    }
    // Word wants a paragraph behind a table.
    body.push_str(r#"</w:tbl><w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>"#);
}

fn cell(body: &mut String, width: u32, runs: &str) {
    let _ = write!(
        body,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{runs}</w:p></w:tc>"#
    );
}

/// Escapes text for XML.
fn escape(text: &str) -> String {
    // What XML cannot hold was typed into a case before this was looked at, if ever.
    let is_sound =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(|c| is_sound(*c)).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
