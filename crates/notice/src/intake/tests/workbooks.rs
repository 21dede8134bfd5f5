//! Lists that were sheets of workbooks: marks of hidden rows and columns, and of merged cells. Everybody is invented.

use super::{codes, is_held, open, rows};
use crate::finding::Code;
use crate::intake::QuestionKind;
use crate::intake::workbook_marks::write_heading;

const MARKS: [&str; 4] = ["", "hidden row", "filled from merged cells", "hidden row; filled from merged cells"];

fn list(heading: &str, marks: &[&str]) -> String {
    let mut text = format!("MRN,First Name,Last Name,DOB,Address,City,State,Zip,{heading}\n");
    for (n, mark) in (1..).zip(marks) {
        text += &format!("K{n},Ada{n},Quillon{n},1970-02-0{n},{n} Mill Run,Austin,TX,78701,{mark}\n");
    }
    text
}

/// The key of the one question about a list.
fn key(text: &str, mapping: Option<&str>) -> String {
    let list = open(text.as_bytes(), mapping).expect("a list");
    let [question] = list.questions() else { panic!("one question: {:?}", list.questions()) };
    assert!(question.kind == QuestionKind::HiddenRows && question.people == 2 && question.lines == [3, 5]);
    question.key.clone()
}

#[test]
fn hidden_rows_wait_for_an_answer() {
    let text = list(&write_heading(&[]), &MARKS);
    let key = key(&text, None);
    let of = |answer: Option<&str>| {
        let mapping = answer.map(|word| format!("[answers]\n\"{key}\" = \"{word}\"\n"));
        rows(text.as_bytes(), mapping.as_deref()).1
    };
    for open in [None, Some("hold")] {
        let rows = of(open);
        let held: Vec<bool> = rows.iter().map(is_held).collect();
        assert_eq!(held, [false, true, false, true]);
        assert_eq!(codes(&rows[3])[..2], [Code::QuestionOpen, Code::CellsMerged]);
    }
    assert!(of(Some("mail")).iter().all(|row| !is_held(row) && !codes(row).contains(&Code::HiddenLeftOut)));
    let left: Vec<bool> = of(Some("leave-out")).iter().map(|row| codes(row).contains(&Code::HiddenLeftOut)).collect();
    assert_eq!(left, [false, true, false, true]);
}

#[test]
fn an_answer_is_void_for_other_hidden_rows() {
    let marks = ["hidden row", "", "", "hidden row"];
    let other = list(&write_heading(&[]), &marks);
    let other = open(other.as_bytes(), None).expect("a list").questions()[0].key.clone();
    assert_ne!(key(&list(&write_heading(&[]), &MARKS), None), other);
}

#[test]
fn no_mapping_takes_the_marks_away() {
    let heading = write_heading(&[]);
    key(&list(&heading, &MARKS), Some(&format!("[ignore]\ncolumns = [\"{heading}\"]\n")));
    // Where nobody knew the headings, they stand in some row or nowhere.
    let text = list("", &MARKS);
    let mapping =
        "[columns]\nfirst_name = 2\nlast_name = 3\ndate_of_birth = 4\naddress_1 = 5\ncity = 6\nstate = 7\nzip = 8\n";
    let bare = text.split_once('\n').expect("lines").1;
    let mapping = format!("[file]\nheader = false\n{mapping}");
    let list = open(bare.as_bytes(), Some(&mapping)).expect("a list");
    assert!(list.questions().iter().any(|question| question.kind == QuestionKind::HiddenRows && question.people == 2));
}

#[test]
fn hidden_columns_are_found_and_the_marks_are_no_column_of_the_list() {
    let (list, _) = rows(list(&format!("\"{}\"", write_heading(&[1, 4])), &["", ""]).as_bytes(), None);
    let found: Vec<_> = list.findings().iter().map(|finding| (finding.code, finding.at.column)).collect();
    assert!(found.contains(&(Code::ColumnHidden, 1)) && found.contains(&(Code::ColumnHidden, 4)), "{found:?}");
    assert!(!found.contains(&(Code::ColumnIgnored, 9)));
}

#[test]
fn a_list_without_marks_is_what_it_was() {
    for last in [["", "Hidden Valley"], ["", "yes"]] {
        let list = open(list("Clinic", &last).as_bytes(), None).expect("a list");
        assert!(list.questions().is_empty());
    }
}
