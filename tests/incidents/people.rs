//! Addressees of letters: standing, guardian, household, repetition.

use super::{HEAD, Row, adults, fates, list, manifest, package, readable, table, verify};
use crate::case::sample;
use crate::casefile::Desk;
use std::collections::{BTreeMap, BTreeSet};

/// Saint Alphonsus 2021: a merge took a status from the wrong row, and the living were addressed as dead or as children.
#[test]
fn i01_a_status_that_slipped_makes_nobody_dead_and_nobody_a_child() {
    let desk = Desk::empty();
    let names = ["Ada", "Bram", "Cleo", "Dov", "Edda", "Finn"];
    // The vendor's own status column slipped by one row against the persons.
    let truth = ["Living", "Living", "Minor", "Deceased", "Living", "Minor"];
    let row = |n: usize, status: &str| {
        let born = if truth[n] == "Minor" { "03/04/2016" } else { "03/04/1970" };
        let died = if truth[n] == "Deceased" { "01/02/2020" } else { "" };
        format!("R{n},{},Carver,{born},{died},,,,{} Invented Way,Austin,TX,78745,{status}", names[n], 10 + n)
    };
    let slipped: Vec<_> = (0..6).map(|n| row(n, truth[(n + 1) % 6])).collect();
    let path = list(&desk, "slipped.csv", &format!("{HEAD},patient_status"), &slipped);
    let rows = fates(&desk, &path);
    for (n, row) in rows.iter().enumerate() {
        let standing = match truth[n] {
            "Minor" => "minor",
            "Deceased" => "deceased",
            _ => "adult",
        };
        assert_eq!(row["standing"], standing, "the dates say it, not the column");
        // Whoever the column calls dead gets no letter until a person has looked.
        assert_eq!(row["disposition"] == "held", truth[(n + 1) % 6] == "Deceased", "{n}");
    }
    // The deceased flag itself slipped: it says yes of whoever stands next to the dead.
    let flags: Vec<_> = (0..6)
        .map(|n| {
            let (died, flag) = (if n == 3 { "01/02/2020" } else { "" }, if n == 2 { "yes" } else { "" });
            format!("R{n},{},Carver,03/04/1970,{died},{flag},,,{} Invented Way,Austin,TX,78745,", names[n], 10 + n)
        })
        .collect();
    let path = list(&desk, "flag.csv", &format!("{HEAD},note"), &flags);
    let rows = fates(&desk, &path);
    let held: Vec<_> = (0..6).filter(|&n| rows[n]["disposition"] == "held").collect();
    assert_eq!(held, [2, 3], "whoever the flag hit and whoever it missed: {rows:?}");
    assert!(rows[3]["codes"].contains("death_slipped"));
    // A flag that says the opposite of a date is no evidence either.
    let flags: Vec<_> = (0..6).map(|n| row(n, "").replace("01/02/2020,,", "01/02/2020,no,")).collect();
    let path = list(&desk, "against.csv", &format!("{HEAD},note"), &flags);
    assert_eq!(fates(&desk, &path)[3]["disposition"], "held");
}

/// Utah DHHS 2023: letters were grouped into the envelope of another household.
#[test]
fn i09_a_household_is_never_put_into_one_envelope() {
    let desk = Desk::empty();
    let child = |n: usize, first: &str, born: &str| {
        format!("R{n},{first},Okafor,{born},,,Grace,Okafor,12 Invented Way,Austin,TX,78745")
    };
    let rows = [
        child(1, "Ada", "03/04/2014"),
        child(2, "Bim", "03/04/2014"),
        child(3, "Chi", "06/07/2018"),
        "R4,Grace,Okafor,01/02/1985,,,,,12 Invented Way,Austin,TX,78745".to_owned(),
    ];
    let path = list(&desk, "family.csv", HEAD, &rows);
    let package = package(&desk, &path);
    let pieces = manifest(&package);
    assert_eq!(pieces.len(), 4, "twins, a sibling and their mother: four people, four pieces");
    assert_eq!(pieces.iter().map(|row| &row["piece_id"]).collect::<BTreeSet<_>>().len(), 4);
    let pages: BTreeSet<_> = pieces.iter().map(|row| (&row["pdf_file"], &row["page_start"])).collect();
    assert_eq!(pages.len(), 4, "each on pages of its own");
    assert_eq!(verify(&package).0, 0);
}

/// Washington DSHS 2013: codes went to addresses where people had lived before.
#[test]
fn i11_an_older_address_is_never_written_to() {
    let desk = Desk::empty();
    let rows: Vec<_> = adults(&[("Ada", "Abernathy"), ("Bram", "Bolton")])
        .into_iter()
        .map(|row| format!("{row},7 Former Street,Dallas,TX,75201"))
        .collect();
    let head = format!("{HEAD},previous_address,previous_city,previous_state,previous_zip");
    let package = package(&desk, &list(&desk, "moved.csv", &head, &rows));
    assert_eq!(manifest(&package).len(), 2);
    for (name, text) in readable(&package) {
        assert!(!text.contains("Former Street"), "{name}");
    }
    // Two rows of one person that give two addresses: nobody guesses which one is today's.
    let twice = [
        "R1,Ada,Abernathy,05/01/1970,,,,,12 Invented Way,Austin,TX,78745",
        "R1,Ada,Abernathy,05/01/1970,,,,,7 Former Street,Dallas,TX,75201",
    ];
    for row in fates(&desk, &list(&desk, "twice.csv", HEAD, &twice.map(str::to_owned))) {
        assert!(row["disposition"] == "held" && row["codes"].contains("duplicate_address_conflict"), "{row:?}");
    }
}

/// Washington child support: the address of one parent was printed on what the other one got.
#[test]
fn i12_a_custody_row_goes_only_to_whom_and_where_a_person_chose() {
    let desk = Desk::new();
    let head = format!("{HEAD},custody");
    let rows = [
        "R1,Ada,Okafor,03/04/2014,,,Grace,Okafor,12 Mother Way,Austin,TX,78745,yes".to_owned(),
        "R2,Bim,Okafor,03/04/2012,,,Grace,Okafor,12 Mother Way,Austin,TX,78745,no".to_owned(),
    ];
    desk.json("import", &[&list(&desk, "custody.csv", &head, &rows)]);
    let found = desk.json("findings", &["--code", "custody_marked"]);
    let person = found["rows"][0]["person"].to_string();
    let end = ["--person", &person, "--end-hold", "--by", "P. Officer", "--reason", "a court order was shown"];
    assert!(desk.refused("decide", &end).contains("address"), "an addressee and an address must be chosen");
    let chosen = ["--address-1", "5 Father Street", "--city", "Austin", "--state", "TX", "--zip", "78701"];
    let whom = ["--addressee-first", "Dan", "--addressee-last", "Okafor"];
    desk.json("decide", &[&end[..], &chosen[..], &whom[..]].concat());
    desk.signed_and_released();
    let package = desk.export("out");
    let piece = manifest(&package).into_iter().find(|row| row["address1"] == "5 Father Street").expect("the letter");
    let letters = readable(&package);
    let (_, text) = letters.iter().find(|(name, _)| *name == piece["pdf_file"]).expect("its file");
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let first: usize = piece["page_start"].parse().expect("a page");
    let last: usize = piece["page_end"].parse().expect("a page");
    let letter = pages[first - 1..last].join("\n");
    assert!(letter.contains("5 Father Street") && !letter.contains("Mother Way"), "one address on the piece");
}

/// Lafayette County hospital 2013: statements went to guarantors at old addresses, some for the dead.
#[test]
fn i16_whoever_pays_the_bills_is_nobodys_guardian() {
    let desk = Desk::empty();
    let head = format!("{HEAD},guarantor,guarantor_address,guarantor_city,guarantor_state,guarantor_zip");
    let payer = "Payer Quill,9 Payer Street,Waco,TX,76701";
    let rows = [
        format!("R1,Ada,Okafor,03/04/2014,,,,,12 Invented Way,Austin,TX,78745,{payer}"),
        format!("R2,Bram,Bolton,03/04/1960,01/02/2020,yes,,,14 Invented Way,Austin,TX,78745,{payer}"),
    ];
    let package = package(&desk, &list(&desk, "payers.csv", &head, &rows));
    assert_eq!(manifest(&package).len(), 2);
    for (name, text) in readable(&package) {
        assert!(!text.contains("Quill") && !text.contains("Payer Street"), "{name}");
    }
}

/// A membership program: 43,000 were asked for, and some 7,000 came out, in silence.
#[test]
fn i20_every_row_is_a_letter_held_merged_or_excluded() {
    let desk = Desk::empty();
    let package = package(&desk, &sample("patients.csv"));
    let only = std::fs::read_dir(desk.path("out")).expect("the folder").flatten();
    let only = only.map(|entry| entry.path()).find(|path| path.to_string_lossy().ends_with("-practice-only"));
    let exceptions = table(&only.expect("the practice's folder").join("50_exceptions.csv"));
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(list.as_bytes());
    assert_eq!(manifest(&package).len() + exceptions.len(), reader.records().count(), "counted by another reader");
    // A letter that is taken out of the manifest is missed.
    let path = package.join("20_manifest.csv");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    let cut = text.trim_end().rfind('\n').expect("rows");
    std::fs::write(&path, &text[..=cut]).expect("written");
    assert_eq!(verify(&package).0, 2);
}

/// Three notices to one man, because his name was written in three ways.
#[test]
fn i22_one_man_in_three_spellings_is_asked_about_or_written_to_once() {
    let desk = Desk::empty();
    let row = |n: usize, first: &str, last: &str| {
        format!("R{n},{first},{last},05/06/1970,,,,,12 Invented Way,Austin,TX,78745")
    };
    let rows = [row(1, "Robert", "O'Neil"), row(1, "ROBERT", "ONEIL"), row(3, "Róbert", "O’Neil")];
    let fates = fates(&desk, &list(&desk, "spellings.csv", HEAD, &rows));
    let count = |word: &str| fates.iter().filter(|row| row["disposition"] == word).count();
    assert_eq!((count("letter"), count("merged")), (1, 2), "{fates:?}");
    // Another name, everything else alike: both are told to look like each other.
    let rows = [row(1, "Robert", "Oneil"), row(2, "Rob", "Oneil")];
    let near: Vec<Row> = super::fates(&desk, &list(&desk, "near.csv", HEAD, &rows));
    assert!(near.iter().any(|row| row["codes"].contains("near_duplicate")), "{near:?}");
    let standing: BTreeMap<_, _> = near.iter().map(|row| (&row["line"], &row["disposition"])).collect();
    assert_eq!(standing.len(), 2);
}
