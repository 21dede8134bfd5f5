//! Lines of reports among people, lists and cells that were cut, and backslashes before quotation marks.

use super::*;
use crate::party::Death;

const HEAD: &str = "Acct,Last Name,First Name,DOB,Address,City,State,ZIP";

fn person(n: u32) -> String {
    format!("{n},Alder{n},Tom,01/13/1970,{n} Oak St,Austin,TX,78701\n")
}

fn excluded(rows: &[Row]) -> Vec<u32> {
    rows.iter().filter(|row| codes(row) == [Code::PageLine]).map(|row| row.extent.line).collect()
}

#[test]
fn lines_of_a_report_are_rows_and_nobodys() {
    let text = format!(
        "Elm Clinic - Patients,,,,,,,\nPrinted 03/01/2025\n{HEAD}\n{}Page 1 of 3,,,,,,,\nElm Clinic - Patients\n{}\n{}Subtotal,2,,,,,,\n,,,03/01/2025 10:22 AM,,,,\nPage 2 of 3\n03/01/2025,,,,,,,\n{HEAD}\n{},,,,,,,\nTotal Patients: 3,,,,,,,\n",
        person(1),
        HEAD.replace("DOB", " dob ").replace("ZIP", "Zip"),
        person(2),
        person(3),
    );
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!(list.dialect().header_row, Some(3));
    assert_eq!(list.rows(), 11);
    assert_eq!(excluded(&rows), [5, 6, 7, 9, 11, 12, 13], "{:?}", rows.iter().map(codes).collect::<Vec<_>>());
    let letters: Vec<u32> =
        rows.iter().filter(|row| !is_held(row) && row.person.name.is_some()).map(|r| r.extent.line).collect();
    assert_eq!(letters, [4, 8, 14]);
    // A day in the column of births may be all that is known of somebody.
    assert!(is_held(&rows[6]), "{:?}", codes(&rows[6]));
}

#[test]
fn whoever_is_named_and_has_an_address_is_somebody() {
    let head = "Name,Address\n";
    for (line, is_row_of_somebody) in [
        ("Page 3,\"1 Oak St, Austin, TX 78701\"", true),
        ("Total Smith,\"1 Oak St, Austin, TX 78701\"", true),
        ("Page Smith,", true),
        ("Countess Ash,", true),
        ("Page 3,", false),
        (",Page 3", false),
    ] {
        let text =
            format!("{head}Ann Elm,\"1 Oak St, Austin, TX 78701\"\n{line}\nBo Elm,\"2 Oak St, Austin, TX 78701\"\n");
        let (_, rows) = rows(text.as_bytes(), None);
        assert_eq!(rows.len(), 3);
        assert_eq!(excluded(&rows).is_empty(), is_row_of_somebody, "{line}: {:?}", codes(&rows[1]));
    }
}

#[test]
fn headings_that_stand_again_do_not_change_what_columns_are() {
    let head = "Last Name,First Name,DOB,Address,City,State,ZIP,SSN Exposed";
    let mut text = format!("{head}\n");
    for n in 0..6 {
        text += &format!("Alder{n},Tom,01/13/1970,{n} Oak St,Austin,TX,78701,Y\n{head}\n");
    }
    text += "Birch,Ann,01/13/1970,9 Oak St,Austin,TX,78701,N\n";
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!((list.rows(), excluded(&rows).len()), (13, 6));
    assert!(rows.iter().filter(|row| row.person.name.is_some()).all(|row| !is_held(row)));
}

fn list_codes(list: &List) -> Vec<Code> {
    list.findings().iter().map(|finding| finding.code).collect()
}

#[test]
fn a_list_as_long_as_a_sheet_may_be_cut() {
    let line = person(1);
    for (rows, is_cut) in [(65_535, true), (65_536, true), (65_534, false), (65_537, false)] {
        let text = format!("{HEAD}\n{}", line.repeat(rows));
        let list = open(text.as_bytes(), None).expect("a list");
        assert_eq!(list_codes(&list).contains(&Code::ListCut), is_cut, "{rows}");
    }
    let titled = format!("Elm Clinic\n\n{HEAD}\n{}", line.repeat(65_533));
    assert!(list_codes(&open(titled.as_bytes(), None).expect("a list")).contains(&Code::ListCut));
}

#[test]
fn a_list_that_ends_within_a_row_may_be_cut() {
    let whole = format!("{HEAD}\n{}{}", person(1), person(2));
    for (text, is_cut) in [
        (format!("{whole}3,Birch,Ann,01/"), true),
        (format!("{whole}3,Birch,Ann,01/\n"), false),
        (whole.trim_end().to_owned(), false),
        (format!("{whole}Total: 2"), false),
        (format!("{whole}Page 2 of 2"), false),
    ] {
        let (list, rows) = rows(text.as_bytes(), None);
        assert_eq!(list_codes(&list).contains(&Code::ListCut), is_cut, "{text}");
        assert!(!is_cut || is_held(rows.last().expect("rows")));
    }
    let patient = "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n";
    let list = open(format!("{patient}{patient}{}", &patient[..20]).as_bytes(), None).expect("a list");
    assert!(list_codes(&list).contains(&Code::ListCut));
}

#[test]
fn cells_that_end_where_programs_cut_them_are_told_and_held_where_they_are_printed() {
    let note = |n: usize| "é".repeat(n);
    let row = |n: u32, street: &str, note: &str| format!("Alder{n},Tom,01/13/1970,{street},Austin,TX,78701,{note}\n");
    let head = "Last Name,First Name,DOB,Address,City,State,ZIP,Remarks\n";
    let of = |cells: [(&str, String); 3]| {
        let lines: String = (1..).zip(cells).map(|(n, (street, note))| row(n, street, &note)).collect();
        rows(format!("{head}{lines}").as_bytes(), None)
    };
    let (list, rows) = of([("1 Oak St", note(255)), ("2 Oak St", note(255)), ("3 Oak St", note(3))]);
    assert!(list_codes(&list).contains(&Code::CellsCut));
    assert!(rows.iter().all(|row| !codes(row).contains(&Code::CellCut)), "nothing of it is printed");
    for (one, other) in [(note(255), note(256)), (note(255), note(254)), (note(100), note(100))] {
        let (list, _) = of([("1 Oak St", one), ("2 Oak St", other), ("3 Oak St", String::new())]);
        assert!(!list_codes(&list).contains(&Code::CellsCut));
    }
    let long = format!("{:<255}", "9 Oak St").replace(' ', "x");
    let (_, rows) = of([(&long, String::new()), (&long, String::new()), ("3 Oak St", String::new())]);
    let held: Vec<bool> = rows.iter().map(|row| codes(row).contains(&Code::CellCut)).collect();
    assert_eq!(held, [true, true, false]);
}

#[test]
fn a_backslash_before_quotation_marks_is_seen() {
    let head = "\"Last Name\",\"First Name\",\"DOB\",\"Address\",\"City\",\"State\",\"ZIP\",\"Deceased\",\"Remarks\"\n";
    let row = |n: u32, note: &str| {
        format!("\"Alder\",\"Tom\",\"01/13/1970\",\"{n} Oak St\",\"Austin\",\"TX\",\"78701\",\\N,{note}\n")
    };
    let escaped = format!(
        "{head}{}{}{}",
        row(1, "\"calls him \\\"Tommy\\\", always\""),
        row(2, "\"two\\\nlines, \\\\ and \\\"\""),
        row(3, "\\N")
    );
    let utf16: Vec<u8> = format!("\u{feff}{escaped}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [escaped.into_bytes(), utf16] {
        let (list, rows) = rows(&bytes, None);
        assert_eq!(list.dialect().escape, Some("\\"));
        assert_eq!(rows.iter().map(|row| row.extent.line).collect::<Vec<_>>(), [2, 3, 5]);
        assert!(rows.iter().all(|row| !is_held(row) && row.person.death == Death::Alive), "{:?}", codes(&rows[0]));
        let chunk = list.chunks(&bytes).next().expect("rows").expect("bytes in memory");
        let cells = list.cells(&chunk);
        assert_eq!(cells[0][8], "calls him \"Tommy\", always");
        assert_eq!(cells[1][8], "two\nlines, \\ and \"");
    }
    for note in ["\"share C:\\\"", "\"he said \"\"yes\"\" \\\"", "\"a \\\"\" b\"", "plain \\\" text"] {
        let text = format!("{head}{}{}", row(1, note), row(2, "\"says \"\"no\"\"\""));
        let list = open(text.as_bytes(), None).expect("a list");
        assert_eq!(list.dialect().escape, None, "{note}");
    }
}
