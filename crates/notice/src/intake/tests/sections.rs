//! Reports in groups: lines between rows, titles, and cells that are filled on the first row of a group alone.

use super::*;
use crate::intake::QuestionKind;
use crate::party::Death;

const HEAD: &str = "Acct,Last Name,First Name,DOB,Address,City,State,ZIP";

fn person(n: u32) -> String {
    format!("{n},Alder{n},Tom,01/13/1970,{n} Oak St,Austin,TX,78701\n")
}

fn report(lines: &[&str]) -> String {
    let mut text = format!("{HEAD}\n");
    let mut n = 0;
    for line in lines {
        match line.parse::<u32>() {
            Ok(people) => (0..people).for_each(|_| {
                n += 1;
                text += &person(n);
            }),
            Err(_) => text += &format!("{line}\n"),
        }
    }
    text
}

/// The numbers of the people who get a letter of their own.
fn mailed(rows: &[Row]) -> Vec<String> {
    let is_own = |row: &&Row| !is_held(row) && row.person.death == Death::Alive && row.person.name.is_some();
    rows.iter().filter(is_own).map(|row| row.person.record_id.as_ref().expect("a number").disclose().clone()).collect()
}

/// The key of the only question, which is of this kind.
fn key(list: &List, kind: QuestionKind) -> String {
    let [question] = list.questions() else { panic!("{:?}", list.questions()) };
    assert!(question.kind == kind && question.holds(), "{question:?}");
    question.key.clone()
}

fn answered(text: &str, key: &str, word: &str) -> Vec<Row> {
    rows(text.as_bytes(), Some(&format!("[answers]\n\"{key}\" = \"{word}\"\n"))).1
}

#[test]
fn people_below_a_line_about_death_are_asked_about() {
    for line in [
        "Deceased patients,,,,,,,",
        "Deceased patients",
        ",DECEASED,,,,,,",
        "Deceased (2),,,,,,,",
        "Deceased Patients,2,,,,,,",
        "Status: Deceased",
        "Patient Status:,Deceased,,,,,,",
        "Deceased: Yes,,,,,,,",
        "*** Expired Patients ***,,,,,,,",
        "Decedents",
        "Dec.",
        ">> Deceased <<",
        "• Deceased",
        "Patients who died",
        "Living: No",
        "Vital status - dead",
        "Pacientes fallecidos",
        "Deceased,Deceased,Deceased,Deceased,Deceased,Deceased,Deceased,Deceased",
    ] {
        let text = report(&["Active patients,,,,,,,", "2", line, "2", "Inactive,,,,,,,", "1"]);
        let (list, rows) = rows(text.as_bytes(), None);
        assert_eq!(mailed(&rows), ["1", "2", "5"], "{line}: {:?}", rows.iter().map(codes).collect::<Vec<_>>());
        let key = key(&list, QuestionKind::DeathSection);
        assert_eq!(list.questions()[0].people, 2, "{line}");
        assert_eq!(list.questions()[0].lines, [6, 7], "{line}");
        let dead = answered(&text, &key, "dead");
        assert_eq!(dead.iter().filter(|row| matches!(row.person.death, Death::Dead(None))).count(), 2, "{line}");
        assert_eq!(mailed(&answered(&text, &key, "alive")).len(), 5, "{line}");
        // The line itself is nobody's.
        assert_eq!(codes(&rows[3]), [Code::PageLine], "{line}");
    }
}

#[test]
fn a_line_that_says_nothing_ends_no_section() {
    let text = report(&["1", "Deceased", "1", "Provider: Dr. Ames", "1", "Active", "1"]);
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!(mailed(&rows), ["1", "4"]);
    let key = key(&list, QuestionKind::DeathSection);
    // Whoever stands behind a line that nobody knows is looked at one by one.
    let dead = answered(&text, &key, "dead");
    assert!(matches!(dead[2].person.death, Death::Dead(None)) && is_held(&dead[4]));
}

#[test]
fn totals_and_lines_about_others_are_no_sections() {
    for line in [
        "Total deceased: 4,,,,,,,",
        "Not deceased,,,,,,,",
        "Provider: Dr. Dedrick,,,,,,,",
        "December 2024,,,,,,,",
        "Living,,,,,,,",
        "Dr. Ames,,,,,,,",
        "Patients,,,,,,,",
        "* = deceased,,,,,,,",
        "D,,,,,,,",
        "Main Campus,,,,,,,",
        "Self-Pay,,,,,,,",
        "Unrestricted,,,,,,,",
        "Notes: prefers mornings,,,,,,,",
        "Guardian: self,,,,,,,",
    ] {
        let text = report(&["2", line, "2"]);
        let (list, rows) = rows(text.as_bytes(), None);
        assert!(list.questions().is_empty(), "{line}: {:?}", list.questions());
        assert_eq!(mailed(&rows).len(), 4, "{line}");
    }
    // Behind the last person a line is about nobody.
    let (list, all) = rows(report(&["3", "Deceased: 1,,,,,,,"]).as_bytes(), None);
    assert!(list.questions().is_empty() && mailed(&all).len() == 3);
    // A name beside the word is somebody's row.
    let (list, all) = rows(report(&["1", "9,ALDER JO DECEASED,,,,,,", "2"]).as_bytes(), None);
    assert!(list.questions().is_empty() && mailed(&all).len() == 3);
}

#[test]
fn the_title_of_a_list_speaks_of_everybody_in_it() {
    for (title, asks) in [
        ("Deceased Patients", true),
        ("Elm Clinic - Deceased Patient List as of 3/1/2025", true),
        ("Patient Status: Deceased", true),
        ("Patients excluding deceased", false),
        ("Patients (no deceased)", false),
        ("All patients incl. deceased", false),
        ("Patient List (deceased patients excluded)", false),
        ("Test report", false),
        ("Patients by status (active, inactive, deceased)", false),
        ("Active patients", false),
        ("Death Valley Clinic", false),
    ] {
        let text = format!("{title}\n{}", report(&["3"]));
        let (list, rows) = rows(text.as_bytes(), None);
        assert_eq!(list.questions().iter().any(|asked| asked.kind == QuestionKind::DeathSection), asks, "{title}");
        assert_eq!(mailed(&rows).len(), if asks { 0 } else { 3 }, "{title}");
    }
}

#[test]
fn a_list_called_after_the_dead_is_asked_about() {
    let text = report(&["3"]);
    let open = |name: &str| {
        List::open(0, name, &text.as_bytes(), None, &RecipeBook::default(), &gazetteer(), &incident()).expect("a list")
    };
    for name in ["Deceased Patients.csv", "cases/patients_deceased_2025.csv", "patients.xlsx (Deceased)"] {
        key(&open(name), QuestionKind::DeathSection);
    }
    for name in ["deceased.csv", "death-by-status.csv", "Patients and Deceased.csv", "Deceased/patients.csv"] {
        assert!(open(name).questions().is_empty(), "{name}");
    }
}

#[test]
fn people_below_a_line_that_warns_are_held() {
    for (line, code) in [
        ("Do Not Contact,,,,,,,", Code::WarningNoted),
        ("DO NOT MAIL", Code::WarningNoted),
        ("Patients under court order", Code::WarningNoted),
        ("Portal only,,,,,,,", Code::ContactNoted),
        ("Restricted,,,,,,,", Code::QuestionOpen),
        ("Test patients,,,,,,,", Code::QuestionOpen),
        ("Merged charts", Code::QuestionOpen),
        ("Incompetent adults,,,,,,,", Code::QuestionOpen),
        (">> Do not contact <<,,,,,,,", Code::WarningNoted),
        ("Represented,,,,,,,", Code::QuestionOpen),
    ] {
        let text = report(&["2", line, "2", "Active", "1"]);
        let (list, rows) = rows(text.as_bytes(), None);
        assert_eq!(mailed(&rows), ["1", "2", "5"], "{line}");
        if code == Code::QuestionOpen {
            let key = key(&list, QuestionKind::ReportSection);
            assert_eq!((list.questions()[0].people, list.questions()[0].lines.as_slice()), (2, &[4][..]), "{line}");
            assert_eq!(mailed(&answered(&text, &key, "headings")).len(), 5, "{line}");
            assert_eq!(codes(&rows[2]), [code], "{line}");
        }
        assert!(rows[3..5].iter().all(|row| codes(row).contains(&code)), "{line}: {:?}", codes(&rows[3]));
    }
}

#[test]
fn a_status_that_is_filled_where_it_changes_is_asked_about() {
    let list_of = |cells: &[&str]| {
        let mut text = format!("{HEAD},Status\n");
        for (n, cell) in (1..).zip(cells) {
            text += &person(n).replace('\n', &format!(",{cell}\n"));
        }
        text
    };
    let text = list_of(&["Active", "", "", "Deceased", "", "", "Inactive", ""]);
    let (list, all) = rows(text.as_bytes(), None);
    assert_eq!(mailed(&all), ["1", "2", "3", "7", "8"]);
    let [own, below] = list.questions() else { panic!("{:?}", list.questions()) };
    assert!(own.kind == QuestionKind::Death && own.people == 1);
    assert!(below.kind == QuestionKind::DeathGroup && below.people == 2 && below.lines == [6, 7]);
    let answers = format!("[answers]\n\"{}\" = \"dead\"\n\"{}\" = \"dead\"\n", own.key, below.key);
    let (_, dead) = rows(text.as_bytes(), Some(&answers));
    assert_eq!(dead.iter().filter(|row| matches!(row.person.death, Death::Dead(None))).count(), 3);
    // A mark that stands on some rows alone speaks of those.
    for cells in [
        &["", "", "Deceased", "", "", "Deceased", "", ""][..],
        &["Active", "Active", "Deceased", "Active", "", "Active"],
        &["Deceased", "", "", "", "Deceased", ""],
        &["prefers to come in the mornings", "", "Deceased 2/3/24", "", "", ""],
    ] {
        let (list, _) = rows(list_of(cells).as_bytes(), None);
        assert!(list.questions().iter().all(|asked| asked.kind != QuestionKind::DeathGroup), "{cells:?}");
    }
}

#[test]
fn a_yes_that_is_filled_where_it_changes_is_asked_about() {
    let mut text = format!("{HEAD},Deceased\n");
    for (n, cell) in (1..).zip(["N", "", "", "Y", "", "", "N", ""]) {
        text += &person(n).replace('\n', &format!(",{cell}\n"));
    }
    let (list, all) = rows(text.as_bytes(), None);
    let below = list.questions().iter().find(|asked| asked.kind == QuestionKind::DeathGroup).expect("a question");
    assert_eq!((below.people, below.columns.as_slice()), (2, &[9][..]));
    assert_eq!(mailed(&all), ["1", "2", "3", "7", "8"]);
}

#[test]
fn two_lists_in_one_file_are_refused_by_the_line_of_the_second_heading_row() {
    for second in [
        "Acct,First Name,Last Name,DOB,City,Address,State,ZIP",
        "Acct,First Name,Last Name,Address,City,State,ZIP,DOB",
        "MRN,Patient First Name,Patient Last Name,Date of Birth,Street,City,State,Zip Code",
        "Last Name,First Name,Birth Date,Address",
    ] {
        let text = format!("{HEAD}\n{}{}{second}\n5,Tom,Alder,1,1,1,1,1\n", person(1), person(2));
        let problem = open(text.as_bytes(), None).expect_err(second);
        assert!(problem.to_string().contains("second heading row"), "{second}: {problem}");
        assert_eq!(problem.place.line, 4, "{second}");
    }
    // The same headings again are those of the next page.
    let text = format!("{HEAD}\n{}{HEAD}\n{}", person(1), person(2));
    assert_eq!(mailed(&rows(text.as_bytes(), None).1).len(), 2);
}

#[test]
fn a_remark_below_a_row_speaks_of_that_row() {
    for (line, held) in [
        ("Comments: pt deceased 1/24,,,,,,,", &["2"][..]),
        ("   deceased,,,,,,,", &["2"]),
        ("Guardian: Bo Elm (conservator),,,,,,,", &["2"]),
        ("deceased 2/3/2024,,,,,,,", &["2", "3"]),
    ] {
        let (_, rows) = rows(report(&["2", line, "3"]).as_bytes(), None);
        let all = ["1", "2", "3", "4", "5"];
        let expected: Vec<&str> = all.into_iter().filter(|own| !held.contains(own)).collect();
        assert_eq!(mailed(&rows), expected, "{line}");
    }
}

#[test]
fn legends_of_marks_that_are_not_read_hold_the_list() {
    for line in [
        "Red = deceased",
        "Names in CAPS are deceased",
        "Legend: highlighted patients are deceased",
        "x = do not contact",
    ] {
        let (list, rows) = rows(report(&["3", line]).as_bytes(), None);
        assert!(mailed(&rows).is_empty(), "{line}");
        key(&list, QuestionKind::ReportSection);
    }
}

#[test]
fn sections_end_with_their_opposite() {
    for (line, end) in [
        ("Do not contact", "OK to contact"),
        ("No mail", "Mail OK"),
        ("Status: D", "Status: A"),
        ("Decedents", "Survivors"),
        ("Legal hold", "No hold"),
        ("Restricted", "Unrestricted"),
    ] {
        let (_, rows) = rows(report(&["1", line, "1", end, "2"]).as_bytes(), None);
        assert_eq!(mailed(&rows), ["1", "3", "4"], "{line}: {:?}", rows.iter().map(codes).collect::<Vec<_>>());
    }
}

#[test]
fn dittos_say_what_the_row_above_says() {
    let mut text = format!("{HEAD},Status\n");
    for (n, cell) in (1..).zip(["Active", "Deceased", "ditto", "\"\"\"\"", "Active", "Active"]) {
        text += &person(n).replace('\n', &format!(",{cell}\n"));
    }
    let (_, rows) = rows(text.as_bytes(), None);
    assert_eq!(mailed(&rows), ["1", "5", "6"]);
}

#[test]
fn a_sign_of_a_legend_holds_whoever_has_it() {
    for (name, legend) in
        [("*Alder", "* = deceased"), ("Alder^", "^ indicates deceased patient"), ("**Alder", "** = do not contact")]
    {
        for text in [
            format!("{legend}\n{HEAD}\n{}{}", person(1).replace("Alder1", name), person(2)),
            format!("{HEAD}\n{}{}{legend}\n", person(1).replace("Alder1", name), person(2)),
        ] {
            let (list, rows) = rows(text.as_bytes(), None);
            assert_eq!(mailed(&rows), ["2"], "{text}");
            assert!(list.questions().is_empty(), "{text}");
        }
    }
    let text = format!("{HEAD}\n101*{}{}* denotes deceased patient\n", &person(1)[1..], person(2));
    assert_eq!(mailed(&rows(text.as_bytes(), None).1), ["2"]);
}
