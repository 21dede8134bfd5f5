//! Small makers of files: workbooks, letterheads and pictures, healthy and hostile. Nothing of them is kept in the repository.

use miniz_oxide::deflate::compress_to_vec_zlib;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A cell with a text of its own.
pub fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A workbook whose only sheet has these rows, and other files beside it.
pub fn workbook(rows: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file in the workbook");
        zip.write_all(text.as_bytes()).expect("written");
    };
    let one = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    put("_rels/.rels", &one("officeDocument", "xl/workbook.xml"));
    put("xl/_rels/workbook.xml.rels", &one("worksheet", "worksheets/sheet1.xml"));
    put(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
        ),
    );
    put(
        "xl/worksheets/sheet1.xml",
        &format!(r#"<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>"#),
    );
    others.iter().for_each(|(name, text)| put(name, text));
    zip.finish().expect("a workbook").into_inner()
}

/// A list as a workbook, each text shared as spreadsheet programs write them.
pub fn list(rows: &[Vec<String>]) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut sheet = String::new();
    for (number, row) in (1..).zip(rows) {
        let _ = write!(sheet, r#"<row r="{number}">"#);
        for (column, text) in ('A'..).zip(row).filter(|(_, text)| !text.is_empty()) {
            let at = strings.iter().position(|known| known == text).unwrap_or_else(|| {
                strings.push(text);
                strings.len() - 1
            });
            let _ = write!(sheet, r#"<c r="{column}{number}" t="s"><v>{at}</v></c>"#);
        }
        sheet.push_str("</row>");
    }
    let shared = strings.iter().fold(String::new(), |shared, text| shared + "<si><t>" + text + "</t></si>");
    let shared = format!(r#"<sst xmlns="{SHEET}" uniqueCount="{}">{shared}</sst>"#, strings.len());
    workbook(&sheet, &[("xl/sharedStrings.xml", &shared)])
}

/// Data packed so many times.
pub fn packed(data: &[u8], times: usize) -> Vec<u8> {
    (0..times).fold(data.to_vec(), |data, _| compress_to_vec_zlib(&data, 6))
}

/// A page whose content has these filters, with resources and further objects from 5 on.
pub fn pdf(content: &[u8], filters: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    let stream = |entries: &str, data: &[u8]| {
        let head = format!("<<{entries}/Length {}>>stream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<{resources}>>>>");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        stream(filters, content),
    ];
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    let (mut bytes, mut xref) = (b"%PDF-1.4\n".to_vec(), String::from("0000000000 65535 f \n"));
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(xref, "{:010} 00000 n ", bytes.len());
        bytes.extend_from_slice(format!("{number} 0 obj").as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"endobj\n");
    }
    let (count, start) = (objects.len() + 1, bytes.len());
    let end = format!("xref\n0 {count}\n{xref}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    bytes.extend_from_slice(end.as_bytes());
    bytes
}

/// An SVG with these parts.
pub fn svg(parts: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{parts}</svg>"#).into_bytes()
}

/// A gray picture of one value, each row as long as it says.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    let mut stream = writer.stream_writer().expect("a stream");
    let row = vec![200; width as usize];
    (0..height).for_each(|_| stream.write_all(&row).expect("written"));
    stream.finish().expect("whole");
    drop(writer);
    bytes
}
