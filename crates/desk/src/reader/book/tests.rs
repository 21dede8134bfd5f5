//! Workbooks of every kind, read sheet by sheet. Everybody is invented.

use super::made::{SHEET, packed, rows, xlsx};
use super::{SheetAnswer, SheetSummary, SheetVisibility, answer, split_tail};
use crate::reader::wire::{self, SheetPick};
use notice::finding::Problem;
use std::io::{Cursor, Write as _};

const HEAD: [&str; 5] = ["MRN", "Full Name", "Address", "City", "Zip"];
fn ask(bytes: &[u8], pick: SheetPick) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let mut take = |part: &[u8]| {
        out.extend_from_slice(part);
        Ok(())
    };
    answer("book", bytes, pick, &mut take).expect("written").map(|()| out)
}

/// The CSV of a sheet, and what is said of it.
fn sheet(bytes: &[u8], pick: SheetPick) -> (String, SheetAnswer) {
    let mut out = ask(bytes, pick).expect("read");
    let tail = split_tail(&mut out).expect("an end");
    (String::from_utf8(out).expect("text"), tail)
}

fn only(bytes: &[u8]) -> String {
    let (csv, tail) = sheet(bytes, SheetPick::Only);
    assert!(matches!(&tail, SheetAnswer::Read(facts) if facts.is_only), "{tail:?}");
    csv
}

fn summaries(bytes: &[u8]) -> Vec<SheetSummary> {
    wire::unpack(&ask(bytes, SheetPick::Summaries).expect("read")).expect("summaries")
}

fn refusal(bytes: &[u8]) -> String {
    let refused = ask(bytes, SheetPick::Only).expect_err("refused");
    assert!(!refused.advice().is_empty());
    refused.to_string()
}

const ADA: &[&str] = &["1", "Ada Quillon", "1 Mill Run", "Austin", "78701"];
const BEN: &[&str] = &["2", "Ben Quillon", "2 Mill Run", "Austin", "78702"];
const CAL: &[&str] = &["3", "Cal Quillon", "3 Mill Run", "Austin", "78703"];

#[test]
fn one_sheet_needs_no_choice_and_several_are_named() {
    let list = rows(&[("", &HEAD), ("", ADA), (r#"hidden="1""#, BEN), ("", CAL)]);
    let cover = rows(&[("", &["Prepared for counsel"])]);
    let book = xlsx(&[("Only", "visible", ["", &list, ""]), ("Empty", "visible", ["", "", ""])], &[]);
    assert_eq!(
        only(&book),
        "MRN,Full Name,Address,City,Zip,\"Workbook marks\"\n1,Ada Quillon,1 Mill Run,Austin,78701,\n\
         2,Ben Quillon,2 Mill Run,Austin,78702,hidden row\n3,Cal Quillon,3 Mill Run,Austin,78703,\n"
    );
    let filter = r#"<autoFilter ref="A1:E4"><filterColumn colId="0"/></autoFilter>"#;
    let book =
        xlsx(&[("Cover", "visible", ["", &cover, ""]), ("Adults &amp; all", "veryHidden", ["", &list, filter])], &[]);
    let (csv, tail) = sheet(&book, SheetPick::Only);
    let SheetAnswer::Choose(sheets) = tail else { panic!("somebody must choose") };
    assert!(csv.is_empty() && sheets == summaries(&book));
    let told: Vec<_> = sheets.iter().map(|own| (own.name.as_str(), own.rows, own.hidden_rows)).collect();
    assert_eq!(told, [("Cover", 1, 0), ("Adults & all", 4, 1)]);
    assert!(!sheets[0].looks_like_list && sheets[1].looks_like_list && sheets[1].is_filtered);
    assert_eq!(sheets[1].visibility, SheetVisibility::VeryHidden);
    assert!(sheet(&book, SheetPick::Number(1)).0.contains("hidden row"));
    let book = xlsx(&[("Kept back", "hidden", ["", &list, ""])], &[]);
    assert!(matches!(sheet(&book, SheetPick::Only).1, SheetAnswer::Choose(sheets) if sheets.len() == 1));
}

#[test]
fn hidden_columns_are_told_under_the_headings() {
    let list = rows(&[("", &["List of people"]), ("", &HEAD), ("", ADA)]);
    let columns = r#"<cols><col min="4" max="4" width="9" hidden="1"/><col min="7" max="99" hidden="1"/></cols>"#;
    let csv = only(&xlsx(&[("S", "visible", [columns, &list, ""])], &[]));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "List of people,,,,,");
    assert_eq!(lines[1], "MRN,Full Name,Address,City,Zip,\"Workbook marks: hidden columns 4\"");
    assert_eq!(lines[2], "1,Ada Quillon,1 Mill Run,Austin,78701,");
}

#[test]
fn merged_cells_stand_in_every_row_that_they_take() {
    let list = rows(&[("", &HEAD), ("", ADA), ("", &["2", "Ben Quillon", "", "", ""]), ("", CAL), ("", &[""])]);
    let merged = r#"<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="D2:D3"/><mergeCell ref="E2:E3"/><mergeCell ref="A4:B4"/></mergeCells>"#;
    let csv = only(&xlsx(&[("S", "visible", ["", &list, merged])], &[]));
    assert!(csv.contains("\n2,Ben Quillon,1 Mill Run,Austin,78701,filled from merged cells\n"), "{csv}");
    assert_eq!(csv.matches("filled from").count(), 1);
}

#[test]
fn zeros_of_a_format_are_kept_and_errors_are_words() {
    let styles = format!(
        r#"<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#
    );
    let list = rows(&[
        ("", &HEAD),
        ("", &["<><v>1</v></c>", "Dee Quillon", "1 Mill Run", "Portland", r#"<s="1"><v>4101</v></c>"#]),
        ("", &["<><v>2</v></c>", "Eli Quillon", r#"<t="e"><v>#N/A</v></c>"#, "Portland", "<><v>4101</v></c>"]),
    ]);
    let csv = only(&xlsx(&[("S", "visible", ["", &list, ""])], &[("xl/styles.xml", &styles)]));
    assert!(csv.contains("\n1,Dee Quillon,1 Mill Run,Portland,04101\n"), "{csv}");
    assert!(csv.contains("\n2,Eli Quillon,#N/A,Portland,4101\n"), "{csv}");
}

#[test]
fn formulas_without_values_are_refused_and_with_values_read() {
    let formula = |value: &str| rows(&[("", &HEAD), ("", &["1", value, "1 Mill Run", "Austin", "78701"])]);
    for empty in ["<><f>A1</f><v></v></c>", "<><f>A1</f></c>", "<><f>A1</f><v/></c>"] {
        let list = formula(empty);
        let told = refusal(&xlsx(&[("S", "visible", ["", &list, ""])], &[]));
        assert!(told.contains("B2") && told.contains("calculated"), "{told}");
    }
    let list = formula(r#"<t="str"><f>A1</f><v>Fay Quillon</v></c>"#);
    assert!(only(&xlsx(&[("S", "visible", ["", &list, ""])], &[])).contains("Fay Quillon"));
    let list = formula(r#"<t="str"><f>A1</f><v></v></c>"#);
    assert!(only(&xlsx(&[("S", "visible", ["", &list, ""])], &[])).contains("1,,1 Mill Run"));
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml", "<manifest:manifest/>".into()),
        ("content.xml", content),
    ])
}

#[test]
fn an_open_document_sheet_is_read_with_what_is_hidden() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let line = |attributes: &str, cells: &[&str], zip: &str| {
        let cells: String = cells[..4].iter().map(|text| cell(text)).collect();
        format!("<table:table-row{attributes}>{cells}{zip}</table:table-row>")
    };
    let number =
        r#"<table:table-cell office:value-type="float" office:value="4101"><text:p>04101</text:p></table:table-cell>"#;
    let list = [
        r#"<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>"#
            .to_owned(),
        line("", &HEAD, &cell("Zip")),
        line("", ADA, number),
        line(r#" table:visibility="filter""#, BEN, &cell("78702")),
        "<table:table-row-group table:display=\"false\">".to_owned(),
        line("", CAL, &cell("78703")),
        "</table:table-row-group>".to_owned(),
        r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>"#.to_owned(),
    ];
    let book = ods(&format!(r#"<table:table table:name="People">{}</table:table>"#, list.concat()));
    let csv = only(&book);
    assert_eq!(
        csv,
        "MRN,Full Name,Address,City,Zip,\"Workbook marks: hidden columns 3\"\n1,Ada Quillon,1 Mill Run,Austin,04101,\n\
         2,Ben Quillon,2 Mill Run,Austin,78702,hidden row\n3,Cal Quillon,3 Mill Run,Austin,78703,hidden row\n"
    );
    assert!(summaries(&book)[0].is_filtered);
}

#[test]
fn an_old_workbook_is_read_with_what_is_hidden() {
    let book = include_bytes!("tests/people.xls");
    let told: Vec<_> = summaries(book).into_iter().map(|own| (own.name, own.rows, own.looks_like_list)).collect();
    assert_eq!(told, [("Cover".to_owned(), 1, false), ("People".to_owned(), 4, true)]);
    let (csv, _) = sheet(book, SheetPick::Number(1));
    assert_eq!(
        csv,
        "MRN,Last Name,First Name,DOB,Address,City,State,Zip,Status,\"Workbook marks: hidden columns 9\"\n\
         Q1,Marlowe,Tabitha,1951-03-04,1 Quarry Bend,Portland,ME,04101,Active,\n\
         Q2,Nettle,Osric,1962-05-06,2 Quarry Bend,Portland,ME,04101,Active,hidden row\n\
         Q3,Oakum,Perpetua,1973-07-08,3 Quarry Bend,Portland,ME,04101,Active,filled from merged cells\n"
    );
    assert!(refusal(include_bytes!("tests/formulas.xls")).contains("D2"));
}

#[test]
fn a_workbook_in_xml_is_read_with_what_is_hidden() {
    let cells = |cells: &[&str]| -> String {
        let cell = |text: &&str| format!(r#"<Cell><Data ss:Type="String">{text}</Data></Cell>"#);
        cells.iter().map(cell).collect::<Vec<_>>().concat()
    };
    let text = format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style></Styles>
<Worksheet ss:Name="Cover"><Table/></Worksheet>
<Worksheet ss:Name="People"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row>{}</Row>
<Row ss:Index="3" ss:Hidden="1"><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="String">Ada &amp; Co</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="String">1 Mill Run</Data></Cell><Cell ss:Index="5" ss:StyleID="z"><Data ss:Type="Number">4101</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="DateTime">1970-02-03T00:00:00.000</Data></Cell></Row>
</Table><WorksheetOptions><Visible>SheetVisible</Visible></WorksheetOptions></Worksheet></Workbook>"#,
        cells(&HEAD)
    );
    let wide: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.into_bytes(), wide] {
        assert_eq!(
            only(&bytes),
            "MRN,Full Name,Address,City,Zip,\"Workbook marks: hidden columns 3\"\n,,,,,\n1,Ada & Co,1 Mill Run,,04101,hidden row\n\
             2,1970-02-03,1 Mill Run,,,filled from merged cells\n"
        );
    }
}

#[test]
fn tables_of_a_page_are_sheets() {
    let page = "<html><head><style>td{color:red}<table><tr><td>no</td></tr></table></style></head><body>\
        <table><tr><td>&nbsp;</td></tr></table>\
        <TABLE border=1><tr><th>MRN<th>Full&nbsp;Name<th>Address<th>City<th>Zip</tr>\
        <tr style='height:0; display: none'><td>1<td>Ada &amp; Ben<br>Quillon</td><td rowspan=2>1 Mill  Run<td>Austin<td>04101</tr>\
        <tr><td>2</td><td>Cal Quillon</td><td colspan=1>Austin</td><td>78702</td></TABLE></body></html>";
    let csv = only(page.as_bytes());
    assert_eq!(
        csv,
        "MRN,Full Name,Address,City,Zip,\"Workbook marks\"\n1,Ada & Ben Quillon,1 Mill Run,Austin,04101,hidden row\n\
         2,Cal Quillon,1 Mill Run,Austin,78702,filled from merged cells\n"
    );
    assert!(refusal(b"<html><body>nothing</body></html>").contains("no table"));
    let deep = "<table><tr><td>".repeat(5_000);
    assert!(refusal(deep.as_bytes()).contains("more tables"));
}

#[test]
fn files_of_other_kinds_are_named() {
    let zip = |names: &[&str]| packed(&names.iter().map(|name| (*name, String::new())).collect::<Vec<_>>());
    for (bytes, words) in [
        (zip(&["xl/workbook.bin"]), ".xlsb"),
        (zip(&["Index/Document.iwa"]), "Numbers"),
        (zip(&["word/document.xml"]), "Word"),
        (zip(&["list.csv"]), "compressed"),
        (b"PK\x03\x04".to_vec(), "cannot be read"),
        (vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], "cannot be read"),
        (b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".to_vec(), "cannot be read"),
        (Vec::new(), "cannot be read"),
    ] {
        let told = refusal(&bytes);
        assert!(told.contains(words), "{told}");
    }
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    locked.create_stream("EncryptedPackage").expect("a stream").write_all(b"x").expect("written");
    assert!(refusal(&locked.into_inner().into_inner()).contains("password"));
}
