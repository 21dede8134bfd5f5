//! Clean lists, mangled in every manner that programs and people have: nobody gets a wrong letter, and nothing is printed
//! that is no name or place. Everybody is invented; each list follows from its seed.

use super::*;
use crate::party::{Death, Person};

/// Lists that are made.
const LISTS: u64 = 2_000;

const HEADINGS: [&str; 14] = [
    "MRN",
    "Last Name",
    "First Name",
    "Middle Name",
    "Suffix",
    "DOB",
    "Address 1",
    "Address 2",
    "City",
    "State",
    "Zip",
    "Date of Death",
    "Status",
    "Comments",
];

/// Fates that a row may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// A letter to the person, or to the parent of a child.
    Letter,
    /// A letter to the living, or a hold.
    Perhaps,
    /// A letter to next of kin, or a hold; never one to the living.
    Dead,
    /// A hold.
    Held,
}

struct MadeRow {
    cells: Vec<String>,
    fate: Fate,
}

/// A chance of its own that follows from the seed alone.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A list without a fault: adults and children in Texas, some with a second line and some with a harmless note.
fn clean_list(chance: &mut Chance) -> Vec<MadeRow> {
    let people = 6 + chance.below(20);
    (0..people)
        .map(|n| {
            let last = chance.pick(&[
                "Abernathy",
                "Blackthorn",
                "O'Dwyer",
                "Núñez",
                "Decker",
                "Ashe-Birch",
                "Expiratus",
                "Null",
                "Zzyzx",
                "de la Rosa",
                "Boyd",
            ]);
            let first = chance.pick(&["Ada", "Bram", "Calla", "Dorian", "Zoë", "Xavier", "Girlene", "Nancy", "Jo"]);
            let year = if chance.below(3) == 0 { 2009 + chance.below(12) } else { 1935 + chance.below(60) };
            let birth = format!("{year}-{:02}-{:02}", 1 + chance.below(12), 2 + chance.below(26));
            let street = chance.pick(&[
                "Paper Mill Rd",
                "Old Ledger St",
                "Mother Lode Ln",
                "Call Rd",
                "Inkwell Ct",
                "Quillback Hollow",
            ]);
            let second = chance.pick(&["", "", "", "Apt 3", "Unit 12B", "#4", "Bldg C", "Rear", "2nd Floor"]);
            let status = chance.pick(&["Active", "Inactive", "Active", "Moved", ""]);
            let note = chance.pick(&[
                "",
                "",
                "prefers mornings",
                "allergic to latex",
                "mother deceased 2015",
                "policy expired",
                "Dr. Foster",
                "needs x-ray",
            ]);
            let address = format!("{} {street}", 10 + n);
            let cells = [
                &format!("K{n:04}"),
                last,
                first,
                "",
                "",
                &birth,
                &address,
                second,
                "Austin",
                "TX",
                "78731",
                "",
                status,
                note,
            ];
            MadeRow { cells: cells.map(str::to_owned).to_vec(), fate: Fate::Letter }
        })
        .collect()
}

const FIRST: usize = 2;
const LAST: usize = 1;
const MIDDLE: usize = 3;
const SUFFIX: usize = 4;
const BIRTH: usize = 5;
const STREET: usize = 6;
const SECOND: usize = 7;
const DEATH: usize = 11;
const STATUS: usize = 12;
const NOTES: usize = 13;

fn worse(row: &mut MadeRow, fate: Fate) {
    // What must be held, or is dead, stays so whatever else is done to the row.
    row.fate = match (row.fate, fate) {
        (Fate::Held, _) | (_, Fate::Held) => Fate::Held,
        (Fate::Dead, _) | (_, Fate::Dead) => Fate::Dead,
        (Fate::Perhaps, _) | (_, Fate::Perhaps) => Fate::Perhaps,
        _ => Fate::Letter,
    };
}

/// Mangles a list in one manner.
fn mangle(rows: &mut [MadeRow], kind: usize, chance: &mut Chance) {
    let at = chance.below(rows.len());
    match kind {
        0..=4 => mangle_life(rows, at, kind, chance),
        5..=11 => mangle_person(&mut rows[at], kind, chance),
        12..=17 => mangle_letters(rows, at, kind),
        _ => mangle_notes(&mut rows[at], kind, chance),
    }
}

/// Words for nothing, blanks of dates, and deaths told by words.
fn mangle_life(rows: &mut [MadeRow], at: usize, kind: usize, chance: &mut Chance) {
    match kind {
        0 => {
            let word = chance.pick(&[
                "NULL",
                "N/A",
                "None",
                "nan",
                "\\N",
                "#REF!",
                "(blank)",
                "Not on file",
                "undefined",
                "--",
                "[NULL]",
            ]);
            for row in rows.iter_mut() {
                for cell in [MIDDLE, SUFFIX, SECOND, DEATH] {
                    if row.cells[cell].is_empty() {
                        word.clone_into(&mut row.cells[cell]);
                    }
                }
                // Whoever is called as the word is written may be asked about.
                if row.cells[LAST] == word || row.cells[FIRST] == word {
                    worse(row, Fate::Perhaps);
                }
            }
        }
        1 => {
            let blank = chance.pick(&[
                "0001-01-01 00:00:00",
                "1900-01-01",
                "1753-01-01",
                "1899-12-30",
                "9999-12-31",
                "2099-12-31",
                "0000-00-00",
                "Invalid date",
            ]);
            for row in rows.iter_mut().filter(|row| row.cells[DEATH].is_empty()) {
                blank.clone_into(&mut row.cells[DEATH]);
            }
        }
        2 => {
            let day = chance.pick(&["1970-01-01", "2025-03-01", "2025-02-14"]);
            for row in rows.iter_mut().filter(|row| row.cells[DEATH].is_empty()) {
                day.clone_into(&mut row.cells[DEATH]);
                worse(row, Fate::Perhaps);
            }
        }
        3 => {
            chance
                .pick(&["Inactive - Deceased", "DECEASED_PATIENT", "Expired", "Dec'd", "dead", "Inactive: passed away"])
                .clone_into(&mut rows[at].cells[STATUS]);
            worse(&mut rows[at], Fate::Dead);
        }
        4 => {
            chance
                .pick(&["pt passed away 3/2/2021", "patient expired", "deceased per obituary", "Died 2019"])
                .clone_into(&mut rows[at].cells[NOTES]);
            worse(&mut rows[at], Fate::Dead);
        }
        _ => {}
    }
}

/// Marks in names and notes in addresses of one person.
fn mangle_person(row: &mut MadeRow, kind: usize, chance: &mut Chance) {
    match kind {
        5 => {
            let mark = chance.pick(&[" (DEC'D)", " DECD", ", Estate of", " (deceased)", " EXPIRED"]);
            row.cells[LAST].push_str(mark);
            worse(row, Fate::Held);
        }
        6 => {
            let front = chance.pick(&["zzz", "ZZ-", "xx", "zz "]);
            row.cells[LAST].insert_str(0, front);
            worse(row, Fate::Held);
        }
        7 => {
            let mark =
                chance.pick(&[" - DO NOT USE", " (merged)", " *dup*", " [inactive]", " & Jones", " (test patient)"]);
            row.cells[LAST].push_str(mark);
            worse(row, Fate::Held);
        }
        8 => {
            chance
                .pick(&["Boy1", "Girl A", "Annikasgirl", "BABY BOY", "BG", "Twin B"])
                .clone_into(&mut row.cells[FIRST]);
            "2024-05-01".clone_into(&mut row.cells[BIRTH]);
            worse(row, Fate::Held);
        }
        9 => {
            let note = chance.pick(&[
                "call mother first 555-0100",
                "(moved 2019)",
                "ONCOLOGY PT",
                "returned mail 3/21",
                "5-Jan",
                "lives with aunt",
                "hospice",
                "owes $40",
                "512-555-0100",
                "women's shelter",
                "1/5/2025",
                "see notes",
            ]);
            note.clone_into(&mut row.cells[SECOND]);
            worse(row, Fate::Held);
        }
        10 => {
            let tail = chance.pick(&[
                " ::: 12 Slate Rd",
                " (moved 2019)",
                " call first",
                "; 9 Elm St",
                " 512-555-0100",
                " BAD ADDRESS",
            ]);
            row.cells[STREET].push_str(tail);
            worse(row, Fate::Held);
        }
        11 => {
            chance.pick(&["NFA", "no fixed abode", "HOMELESS", "5-Jan", "unknown"]).clone_into(&mut row.cells[STREET]);
            worse(row, Fate::Held);
        }
        _ => {}
    }
}

/// Letters and cells of the whole list that are damaged or guarded.
fn mangle_letters(rows: &mut [MadeRow], at: usize, kind: usize) {
    match kind {
        12 => {
            "Austin, TX 78731".clone_into(&mut rows[at].cells[SECOND]);
        }
        13 => {
            for row in rows.iter_mut() {
                for cell in [LAST, FIRST, STREET] {
                    row.cells[cell] = row.cells[cell]
                        .replace('\'', "&#39;")
                        .replace('ñ', "&ntilde;")
                        .replace('ú', "&#250;")
                        .replace('ë', "&euml;");
                }
            }
        }
        14 => {
            for row in rows.iter_mut() {
                for cell in [LAST, FIRST] {
                    if !row.cells[cell].is_ascii() {
                        let twisted: String = row.cells[cell].bytes().map(char::from).collect();
                        row.cells[cell] = encoding_rs::WINDOWS_1252
                            .decode(&row.cells[cell].bytes().collect::<Vec<_>>())
                            .0
                            .into_owned();
                        assert_ne!(twisted, "");
                        worse(row, Fate::Perhaps);
                    }
                }
            }
        }
        15 => {
            for row in rows.iter_mut().filter(|row| !row.cells[LAST].is_ascii() || !row.cells[FIRST].is_ascii()) {
                for cell in [LAST, FIRST] {
                    row.cells[cell] = row.cells[cell].chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
                }
                // A lost letter at the end of a name is a doubt.
                worse(row, if row.cells[LAST].contains('?') { Fate::Held } else { Fate::Perhaps });
            }
        }
        16 => {
            for row in rows.iter_mut() {
                let birth = chrono::NaiveDate::parse_from_str(&row.cells[BIRTH], "%Y-%m-%d");
                let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
                if let Ok(birth) = birth {
                    row.cells[BIRTH] = (birth - first).num_days().to_string();
                }
            }
        }
        17 => {
            for row in rows.iter_mut() {
                for cell in &mut row.cells {
                    *cell = format!("=\"{cell}\"");
                }
            }
        }
        _ => {}
    }
}

/// Warnings in notes, and birth dates that are none, of one person.
fn mangle_notes(row: &mut MadeRow, kind: usize, chance: &mut Chance) {
    match kind {
        18 => {
            let note = chance.pick(&[
                "foster care - do not send to mother",
                "restraining order",
                "DO NOT MAIL",
                "court order on file",
                "domestic violence",
                "mother has sole custody",
                "in prison",
                "keep address from father",
            ]);
            note.clone_into(&mut row.cells[NOTES]);
            worse(row, Fate::Held);
        }
        19 => {
            "do not call before 9".clone_into(&mut row.cells[NOTES]);
            worse(row, Fate::Perhaps);
        }
        _ => {
            row.cells[BIRTH] = chance.pick(&["0000-00-00", "0001-01-01", "", "Invalid date", "2030-01-05"]).to_owned();
            worse(row, Fate::Held);
        }
    }
}

fn written(rows: &[MadeRow]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS).expect("written");
    for row in rows {
        writer.write_record(&row.cells).expect("written");
    }
    writer.into_inner().expect("a list")
}

/// Name and address as a letter to the person would print them.
fn printed(person: &Person) -> String {
    let name = person.name.as_ref().map(|name| name.disclose().full.clone()).unwrap_or_default();
    let lines = person.address.as_ref().map(|address| address.disclose().lines().join("\n")).unwrap_or_default();
    format!("{name}\n{lines}")
}

/// Parts of cells that no letter prints.
const NEVER: &[&str] = &[
    "NULL",
    "N/A",
    "undefined",
    "(blank)",
    "#REF",
    "\\N",
    "&#",
    "&n",
    "&e",
    "Ã",
    "zzz",
    "ZZ-",
    "=\"",
    "555-0100",
    "moved",
    "ONCOLOGY",
    "returned",
    "5-Jan",
    ":::",
    "DO NOT",
    "merged",
    "DECD",
    "Boy1",
    "Girl A",
    "sgirl",
    "BG",
    "call first",
    "BAD",
    "Not on file",
    "?",
    "owes",
    "hospice",
];

#[test]
fn no_mangled_list_makes_a_wrong_letter_or_a_misprint() {
    for seed in 0..LISTS {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut made = clean_list(&mut chance);
        let kinds: Vec<usize> = (0..=chance.below(3)).map(|_| chance.below(21)).collect();
        // Guards are put on last, as programs do.
        let mut kinds = kinds;
        kinds.sort_unstable_by_key(|kind| *kind == 17);
        kinds.dedup();
        for kind in &kinds {
            mangle(&mut made, *kind, &mut chance);
        }
        let bytes = written(&made);
        let (_, rows) = rows(&bytes, None);
        assert_eq!(rows.len(), made.len());
        for (row, made) in rows.iter().zip(&made) {
            // Nobody without a birth date gets a letter either: the law of the place holds the row.
            let held = is_held(row) || row.person.birth.is_none();
            let dead = row.person.death != Death::Alive;
            let right = match made.fate {
                Fate::Letter | Fate::Perhaps => held || !dead,
                Fate::Dead => held || dead,
                Fate::Held => held,
            };
            assert!(right, "seed {seed}, {kinds:?}, {:?}: {:?} {:?}", made.fate, made.cells, codes(row));
            if !held {
                let text = printed(&row.person);
                let told = NEVER.iter().find(|part| text.contains(*part));
                assert!(told.is_none(), "seed {seed}, {kinds:?}: {text}");
            }
        }
    }
}

#[test]
fn clean_lists_hold_nobody_and_ask_at_most_one_question() {
    for seed in 0..400u64 {
        let mut chance = Chance(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1);
        let made = clean_list(&mut chance);
        let (list, rows) = rows(&written(&made), None);
        assert!(list.questions().len() <= 1, "seed {seed}: {:?}", list.questions());
        for (row, made) in rows.iter().zip(&made) {
            assert!(!is_held(row), "seed {seed}: {:?} {:?}", made.cells, codes(row));
        }
    }
}
