//! Workbooks that tests make.

use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespace of sheets.
pub(crate) const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Packs parts as a workbook is packed.
pub(crate) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("packed").into_inner()
}

/// An Excel workbook of sheets: name, state, and what stands before, within and behind `sheetData`.
pub(crate) fn xlsx(sheets: &[(&str, &str, [&str; 3])], others: &[(&str, &str)]) -> Vec<u8> {
    let (mut names, mut relations) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, (name, state, [before, rows, behind])) in sheets.iter().enumerate() {
        names += &format!(r#"<sheet name="{name}" sheetId="{}" state="{state}" r:id="r{at}"/>"#, at + 1);
        relations += &format!(r#"<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/s{at}.xml"/>"#);
        let text = format!(r#"<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>"#);
        parts.push((format!("xl/worksheets/s{at}.xml"), text));
    }
    let workbook =
        format!(r#"<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{names}</sheets>{}</workbook>"#, "<calcPr/>");
    parts.push(("xl/workbook.xml".into(), workbook));
    let relations = format!(r#"<Relationships xmlns="{RELATIONS}">{relations}</Relationships>"#);
    parts.push(("xl/_rels/workbook.xml.rels".into(), relations));
    let root = format!(r#"<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
    parts.push(("_rels/.rels".into(), format!(r#"<Relationships xmlns="{RELATIONS}">{root}</Relationships>"#)));
    parts.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let parts: Vec<(&str, String)> = parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    packed(&parts)
}

/// Rows of texts, each with its attributes.
pub(crate) fn rows(rows: &[(&str, &[&str])]) -> String {
    let row = |(at, (attributes, cells)): (usize, &(&str, &[&str]))| {
        let cells: String = (b'A'..)
            .zip(*cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| match text.strip_prefix('<') {
                Some(own) => format!(r#"<c r="{}{}" {own}"#, char::from(column), at + 1),
                None => {
                    format!(r#"<c r="{}{}" t="inlineStr"><is><t>{text}</t></is></c>"#, char::from(column), at + 1)
                }
            })
            .collect();
        format!(r#"<row r="{}" {attributes}>{cells}</row>"#, at + 1)
    };
    rows.iter().enumerate().map(row).collect()
}
