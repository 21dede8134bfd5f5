//! Cells of other programs: relations beside names, guardians of adults, records that are nobody's, dates with remarks.

use super::*;
use crate::intake::QuestionKind;

const HEAD: &str = "MRN,First Name,Last Name,DOB,Address,City,State,ZIP";

/// Rows of people that differ in nothing that matters, each with its birth date and one further cell.
fn list_of(heading: &str, people: &[(&str, &str)]) -> String {
    let names = ["Ashe", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gum", "Hazel"];
    let mut text = format!("{HEAD},{heading}\n");
    for (n, (birth, cell)) in people.iter().enumerate() {
        text += &format!("A{n},Ida,{},\"{birth}\",{n}1 Oak St,Austin,TX,78701,\"{cell}\"\n", names[n % 8]);
    }
    text
}

#[test]
fn the_relation_beside_a_name_is_not_printed() {
    for (cell, printed) in [
        ("Ann Ash (mother)", "Ann Ash"),
        ("Ann Ash - Mother", "Ann Ash"),
        ("Mother: Ann Ash", "Ann Ash"),
        ("Ann Ash, mother", "Ann Ash"),
        ("Ash, Ann (Legal Guardian)", "Ann Ash"),
        ("Ann Mae Son", "Ann Mae Son"),
        ("Ann Ash - Grandmother", "Ann Ash"),
        ("Ann Ash-Guardian", "Ann Ash-Guardian"),
    ] {
        let (_, rows) =
            rows(list_of("Guardian Name", &[("2015-02-03", cell), ("2016-02-03", "Bo Elm")]).as_bytes(), None);
        let guardian = rows[0].person.guardian.as_ref().map(|name| name.disclose().full.clone());
        assert_eq!(guardian.as_deref(), Some(printed), "{cell}");
        assert!(!is_held(&rows[0]), "{cell}: {:?}", codes(&rows[0]));
    }
    for cell in ["Ann Ash (call first)", "Ann Ash (foster mother)", "Ann Ash - NO CONTACT"] {
        let (_, rows) = rows(list_of("Guardian Name", &[("2015-02-03", cell)]).as_bytes(), None);
        assert!(is_held(&rows[0]), "{cell}");
    }
}

#[test]
fn somebody_who_is_named_elsewhere_acts_for_the_person() {
    for (cell, is_unclear) in [
        ("on file", true),
        ("see chart", true),
        ("Scanned 3/2", true),
        ("Ann Ash (daughter)", false),
        ("Son - Bo Ash 512-555-0100", true),
        ("none on file", false),
        ("not on file", false),
        ("self", false),
    ] {
        let (_, rows) = rows(list_of("POA", &[("1950-02-03", cell), ("1960-02-03", "")]).as_bytes(), None);
        assert_eq!(codes(&rows[0]).contains(&Code::RepresentativeUnclear), is_unclear, "{cell}: {:?}", codes(&rows[0]));
    }
}

#[test]
fn guardians_of_adults_are_asked_about_once() {
    let people = [("1980-02-03", "Ann Ash"), ("1985-02-03", ""), ("2015-02-03", "Bo Elm"), ("2003-01-01", "Cy Fir")];
    for (heading, asked) in [("Legal Guardian", 2), ("Guardian Name", 1), ("Parent/Guardian", 0), ("Mother", 0)] {
        let text = list_of(heading, &people);
        let (list, own) = rows(text.as_bytes(), None);
        let question = list.questions().iter().find(|question| question.kind == QuestionKind::AdultGuardian);
        assert_eq!(question.map_or(0, |question| question.people), asked, "{heading}");
        assert_eq!(own.iter().filter(|row| is_held(row)).count() as u64, asked, "{heading}");
        let Some(question) = question else { continue };
        for (word, acts) in [("guardian", true), ("self", false)] {
            let answers = format!("[answers]\n\"{}\" = \"{word}\"\n", question.key);
            let (_, answered) = rows(text.as_bytes(), Some(&answers));
            assert!(answered.iter().all(|row| !is_held(row)));
            assert_eq!(answered[0].person.representative.is_some(), acts);
        }
    }
}

#[test]
fn records_that_were_merged_or_deleted_are_held() {
    for (heading, cell, held) in [
        ("Record Status", "Merged", true),
        ("Record Status", "Deleted", true),
        ("Status", "Inactive - Merged", true),
        ("Patient Type", "Test", true),
        ("Chart Status", "Entered in Error", true),
        ("Record Status", "Active", false),
        ("Visit Type", "Test", false),
        ("Insurance Status", "Void", false),
        ("Status", "Inactive", false),
        ("Patient Type", "Stress test patient 4", false),
        ("Active", "Void", true),
        ("Privacy", "Restricted", true),
        ("Legal Status", "Has legal guardian", true),
        ("Status", "Combined w/ 104", true),
    ] {
        let (_, rows) = rows(list_of(heading, &[("1980-02-03", cell), ("1985-02-03", "")]).as_bytes(), None);
        assert_eq!(codes(&rows[0]).contains(&Code::HoldMarked), held, "{heading}: {cell}: {:?}", codes(&rows[0]));
    }
}

#[test]
fn numbers_beside_a_name_are_no_part_of_it() {
    for (last, held) in [
        ("Alder - 4455", true),
        ("Alder 12", true),
        ("Alder #7", true),
        ("Alder*", true),
        ("Alder #", true),
        ("Alder aka Ash", true),
        ("Alder12", false),
        ("Alder 3rd", false),
    ] {
        let text = format!("{HEAD}\nA1,Una,{last},1980-02-03,1 Oak St,Austin,TX,78701\n");
        let (_, rows) = rows(text.as_bytes(), None);
        assert_eq!(is_held(&rows[0]), held, "{last}: {:?}", codes(&rows[0]));
    }
}

#[test]
fn dates_with_times_and_remarks_are_days() {
    for cell in [
        "19700113000000",
        "197001130000",
        "1970-01-13 UTC",
        "1970-01-13 00:00:00 UTC",
        "01/13/1970 (55 yrs)",
        "01/13/1970 (55)",
        "1970-01-13 (55 y.o.)",
        "19700113000000-0600",
        "1970-01-13 00:00:00 CST",
        "1970-01-13 00:00:00 America/Chicago",
        "Tuesday, January 13, 1970",
    ] {
        let (_, rows) = rows(list_of("Sex", &[(cell, "F")]).as_bytes(), None);
        let birth = rows[0].person.birth.as_ref().map(|birth| birth.disclose().to_string());
        assert_eq!(birth.as_deref(), Some("1970-01-13"), "{cell}");
    }
    for cell in ["01/13/1970 (adopted)", "99999999999999", "01/13/1970 UTC+9 or so"] {
        let (_, rows) = rows(list_of("Sex", &[(cell, "F")]).as_bytes(), None);
        assert!(rows[0].person.birth.is_none(), "{cell}");
    }
}

#[test]
fn line_ends_that_were_written_as_letters_are_line_ends() {
    let head = HEAD.split(',').map(|heading| format!("\"{heading}\"")).collect::<Vec<_>>().join(",");
    let text = format!(
        "{head}\n\"A1\",\"Ida \\\"Di\\\" May\",\"Ash\",\"1980-02-03\",\"1 Oak St\\r\\nApt 4\",\"Austin\",\"TX\",\"78701\"\n\"A2\",\"Bo\",\"C:\\\\new\",\"1980-02-03\",\"2 Oak St\",\"Austin\",\"TX\",\"78701\"\n"
    );
    let (_, rows) = rows(text.as_bytes(), None);
    assert_eq!(rows[0].person.address.as_ref().expect("an address").disclose().line_1, "1 Oak St Apt 4");
    assert!(rows[1].person.name.as_ref().expect("a name").disclose().last.contains("\\new"));
}

#[test]
fn a_list_with_fewer_people_than_it_tells_of_is_said_to_be_cut() {
    let is_cut = |list: &List| list.findings().iter().any(|finding| finding.code == Code::ListShort);
    let people = list_of("Sex", &[("1980-02-03", "F"), ("1981-02-03", "F")]);
    for (line, cut) in [
        ("Showing 1 to 2 of 5,210", true),
        ("Total Patients: 140", true),
        ("140 records", true),
        ("Total Patients: 2", false),
        ("Page 1 of 9", false),
        ("Total: 140", false),
    ] {
        let (list, rows) = rows(format!("{people}{line}\n").as_bytes(), None);
        assert_eq!((is_cut(&list), rows.len()), (cut, 2), "{line}");
    }
    let (list, _) = rows(format!("Showing 1 to 2 of 5,210 entries\n{people}").as_bytes(), None);
    assert!(is_cut(&list));
}

#[test]
fn names_that_end_at_the_width_of_a_field_are_held() {
    const STREETS: [&str; 10] = [
        "Oak",
        "Wandering Willow",
        "Cedar Hollow",
        "Sycamore Springs",
        "Mockingbird",
        "Elm",
        "Juniper Junction",
        "Old Foundry",
        "Pelican Landing",
        "Timber Ridge",
    ];
    let list_of = |width: usize| {
        let mut text = format!("{HEAD}\n");
        for n in 0..60 {
            let street: String = format!("{n}1 {} Boulevard", STREETS[n % 10]).chars().take(width).collect();
            text += &format!("A{n},Ida,Ash{n},1980-02-03,{street},Austin,TX,78701\n");
        }
        text
    };
    let held =
        |text: &str| rows(text.as_bytes(), None).1.iter().filter(|row| codes(row).contains(&Code::CellCut)).count();
    assert_eq!(held(&list_of(20)), 40);
    assert_eq!(held(&list_of(60)), 0);
}

#[test]
fn dashes_below_the_headings_are_no_row_of_somebody() {
    let people = list_of("Sex", &[("1980-02-03", "F"), ("1981-02-03", "F")]);
    let dashes = people.replacen('\n', "\n---,-----,----,----------,---,---,--,-----,--\n", 1);
    let (_, rows) = rows(dashes.as_bytes(), None);
    assert_eq!(codes(&rows[0]), [Code::PageLine]);
    assert!(!is_held(&rows[1]));
}

#[test]
fn the_number_of_a_state_in_a_program_is_no_state() {
    let text = format!(
        "{HEAD}\nA1,Ida,Ashe,1980-02-03,1 Oak St,Austin,48,78701\nA2,Bo,Elm,1980-02-03,2 Oak St,Austin,48,78701\n"
    );
    let (_, rows) = rows(text.as_bytes(), None);
    assert!(rows.iter().all(|row| !is_held(row) && codes(row) == [Code::StateFilled]), "{:?}", codes(&rows[0]));
}

#[test]
fn flags_and_notes_of_other_programs_hold() {
    for (heading, cell) in [
        ("Is Deleted", "Y"),
        ("IsTest", "1"),
        ("Deleted", "Yes"),
        ("Replaced By", "10045"),
        ("Ward of State", "Y"),
        ("Incompetent", "Y"),
        ("Consent to Contact", "Declined"),
        ("Comments", "POA on file: son Bo Ash"),
        ("Comments", "lacks capacity"),
        ("Comments", "DNC"),
        ("Comments", "pt is dec."),
        ("Minor", "Y"),
    ] {
        let (_, rows) = rows(list_of(heading, &[("1980-02-03", cell), ("1985-02-03", "")]).as_bytes(), None);
        assert!(is_held(&rows[0]), "{heading}: {cell}: {:?}", codes(&rows[0]));
    }
    for (heading, cell) in [
        ("Marital Status", "D"),
        ("Eligibility", "Expired"),
        ("Minor", "N"),
        ("Deleted", "N"),
        ("Void Payments", "1"),
        ("Deleted Appts", "3"),
        ("Replaced By Provider", "Ames"),
    ] {
        let (_, rows) = rows(list_of(heading, &[("1980-02-03", cell), ("1985-02-03", "")]).as_bytes(), None);
        assert!(!is_held(&rows[0]), "{heading}: {cell}: {:?}", codes(&rows[0]));
    }
}

#[test]
fn two_birth_dates_that_make_a_child_of_an_adult_are_a_conflict() {
    let people = [("1980-02-03", "2015-02-03"), ("1985-02-03", "02/03/1985")];
    let (_, rows) = rows(list_of("Birth Date", &people).as_bytes(), None);
    assert!(codes(&rows[0]).contains(&Code::BirthAgeConflict) && !is_held(&rows[1]), "{:?}", codes(&rows[0]));
}

#[test]
fn rows_above_the_headings_are_refused() {
    let row = "A1,Ida,Ashe,1980-02-03,1 Oak St,Austin,TX,78701\n";
    for text in [
        format!("{row}{HEAD}\n{row}"),
        format!("{HEAD}\n{row}{row}{HEAD},Deceased\n{}", row.replace('\n', ",Y\n")),
        format!("Name,DOB,Address,City,State,Zip\n\"Ash, Ida\",01/02/1955,1 Oak St,Austin,TX,78701\n{HEAD}\n{row}"),
    ] {
        let problem = open(text.as_bytes(), None).expect_err("refused");
        let says = |words: &str| problem.message.contains(words);
        assert!(says("above the heading row") || says("second heading row"), "{problem}");
    }
    for text in [
        format!("Elm Clinic,4100 Creek Drive,Austin,TX,78731\n{HEAD}\n{row}"),
        format!("Elm Clinic,Patients,01/02/2025,Austin\n{HEAD}\n{row}"),
        format!("Run date,01/02/2025,Page,1,of,9\n\n{HEAD}\n{row}"),
    ] {
        assert_eq!(rows(text.as_bytes(), None).1.len(), 1, "{text}");
    }
}
