//! A list and the same list after a spreadsheet had it: the same people, the same letters, the same holds.

use crate::case::{folder, outcome, sample, say};
use crate::casefile::Desk;
use std::collections::BTreeMap;
use std::path::Path;

/// Returns a list as a spreadsheet saves it after it opened it as a table in another country: semicolons, days and
/// months without zeros, ZIP codes and numbers without zeros, zeros where there was nothing.
fn mangled(list: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(list.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let headings = &rows[0];
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
    writer.write_record(headings).expect("written");
    for row in &rows[1..] {
        let whole = row.len() == headings.len();
        let zip = |at: usize| headings.get(at).is_some_and(|heading| heading.contains("zip"));
        let cells = row.iter().enumerate().map(|(at, cell)| match cell {
            "" if whole => "0".to_owned(),
            cell if zip(at) && cell.bytes().all(|b| b.is_ascii_digit()) => short(cell),
            cell => match cell.split('/').collect::<Vec<_>>()[..] {
                [month, day, year] if year.len() == 4 && cell.len() == 10 => {
                    format!("{}/{}/{year}", short(month), short(day))
                }
                _ => cell.to_owned(),
            },
        });
        writer.write_record(cells.collect::<Vec<_>>()).expect("written");
    }
    String::from_utf8(writer.into_inner().expect("a list")).expect("text")
}

fn short(number: &str) -> String {
    number.trim_start_matches('0').to_owned()
}

type Fate = BTreeMap<String, String>;

/// Returns the outcome of each row.
fn fates(list: &Path) -> Vec<Fate> {
    let records = list.with_extension("records");
    let (shown, list) = (records.display().to_string(), list.display().to_string());
    let (code, _, err) = outcome(&say(&["check", &list, "--incident", &sample("incident.toml"), "--records", &shown]));
    assert!(code < 2, "{err}");
    let mut reader = csv::Reader::from_path(records).expect("records");
    reader.deserialize().map(|row| row.expect("a record")).collect()
}

/// The list, its mangled twin, and what becomes of their rows.
fn pair(folder: &Path, list: &str) -> (Vec<Fate>, Vec<Fate>) {
    let (clean, twin) = (folder.join("clean.csv"), folder.join("mangled.csv"));
    std::fs::write(&clean, list).expect("written");
    std::fs::write(&twin, mangled(list)).expect("written");
    (fates(&clean), fates(&twin))
}

fn same_but_for_restored_zeros(clean: &[Fate], mangled: &[Fate], list: &str) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(list.as_bytes());
    let zip = reader.headers().expect("headings").iter().position(|heading| heading == "zip").expect("a ZIP column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(clean.len() == mangled.len() && clean.len() == rows.len());
    let mut restored = 0;
    for ((clean, mangled), row) in clean.iter().zip(mangled).zip(&rows) {
        let line = &clean["line"];
        for column in ["line", "disposition", "standing", "jurisdiction", "variant"] {
            assert_eq!(clean[column], mangled[column], "line {line}, {column}");
        }
        if clean["disposition"] == "letter" {
            assert_eq!(clean["zip"], mangled["zip"], "line {line}");
            let lost = row.get(zip).is_some_and(|zip| zip.starts_with('0') && !zip.contains('-'));
            let told = mangled["codes"].split(' ').any(|code| code == "zip_restored");
            assert!(told || !lost, "line {line}: a zero that was put back is told");
            restored += usize::from(told);
        }
        let at_home = !matches!(row.get(zip + 1), Some(country) if !country.is_empty());
        if row.get(zip).is_some_and(str::is_empty) && at_home && mangled["disposition"] != "merged" {
            assert!(
                mangled["disposition"] == "held" || mangled["codes"].contains("confidential_address_used"),
                "line {line}: a ZIP that was never there is no ZIP"
            );
        }
    }
    restored
}

#[test]
fn a_spreadsheet_changes_nobody_and_no_letter() {
    let folder = folder();
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let (clean, mangled) = pair(folder.path(), &list);
    assert!(same_but_for_restored_zeros(&clean, &mangled, &list) > 15);

    let long = folder.path().join("long.csv").display().to_string();
    assert_eq!(outcome(&say(&["sample-list", "--people", "4000", "--seed", "23", "--out", &long])).0, 0);
    let list = std::fs::read_to_string(&long).expect("the list");
    let (clean, mangled) = pair(folder.path(), &list);
    assert!(same_but_for_restored_zeros(&clean, &mangled, &list) > 15);
}

#[test]
fn the_dead_stay_dead_and_the_living_alive_where_zeros_stand_for_nothing() {
    let folder = folder();
    let head = "record_id,first_name,last_name,date_of_birth,date_of_death,deceased,address_1,city,state,zip\n";
    let place = "12 Invented Way,Portland,ME,04101";
    for (dead, alive) in [("", ""), ("yes", "no"), ("Y", "")] {
        let list = format!(
            "{head}0071,Ada,Abernathy,03/04/1950,01/02/2020,{dead},{place}\n0072,Bram,Bolton,03/04/1960,,{alive},{place}\n\
             0073,Cleo,Carver,03/04/2016,,{alive},{place}\n"
        );
        let (clean, mangled) = pair(folder.path(), &list);
        same_but_for_restored_zeros(&clean, &mangled, &list);
        let standings: Vec<_> = mangled.iter().map(|row| row["standing"].as_str()).collect();
        assert_eq!(standings, ["deceased", "adult", "minor"], "{dead}/{alive}");
    }
    // Where a one says dead, a zero says alive, and a date of death against it is a contradiction.
    let list = format!(
        "{head}0071,Ada,Abernathy,3/4/1950,1/2/2020,0,{place}\n0072,Bram,Bolton,3/4/1960,0,0,{place}\n\
         0073,Cleo,Carver,3/4/1940,0,1,{place}\n"
    );
    let path = folder.path().join("ones.csv");
    std::fs::write(&path, list).expect("written");
    let rows = fates(&path);
    assert!(rows[0]["codes"].contains("death_unclear") && rows[0]["disposition"] == "held");
    assert_eq!((&*rows[1]["standing"], &*rows[2]["standing"]), ("adult", "deceased"));
}

#[test]
fn a_mangled_list_is_the_list_again() {
    let desk = Desk::new();
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    // The last two rows are ragged; what cannot be read is known by its bytes alone.
    let whole: Vec<&str> = list.lines().filter(|line| !line.starts_with("HC9")).collect();
    let list = whole.join("\n") + "\n";
    let (clean, twin) = (desk.path("clean.csv"), desk.path("twin.csv"));
    std::fs::write(&clean, &list).expect("written");
    std::fs::write(&twin, mangled(&list)).expect("written");
    let first = desk.json("import", &[&clean.display().to_string()]);
    let second = desk.json("import", &[&twin.display().to_string()]);
    assert_eq!((&second["new"], &second["gone"], &second["changed"]), (&0.into(), &0.into(), &0.into()));
    assert_eq!(second["unchanged"], first["new"]);
    for count in ["letters", "held", "merged", "case_rows"] {
        assert_eq!(second[count], first[count], "{count}");
    }
}
