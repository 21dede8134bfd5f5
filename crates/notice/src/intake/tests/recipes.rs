//! Lists that are read by recipes: which one, what it makes of columns and cells, and what is joined.

use super::*;
use crate::intake::{RecipeBook, RecipeChoice};
use crate::party::{Death, Language, Templates};
use proptest::prelude::*;

/// A recipe of an invented program.
const KITE: &str = r#"
name = "kite"
title = "Kite patients"
system = "Kite"

[[sources]]
url = "https://example.org/kite"
date = "2026-11-30"

[known_by]
headings = ["KiteNo", "Sur", "Chr", "Stat"]

[columns]
record_id = "KiteNo"
last_name = "Sur"
first_name = "Chr"
date_of_birth = "Born"
deceased = "Stat"
address_1 = "Way"
city = "Place"
state = "Reg"
zip = "Post"
language = "Tongue"

[other_columns]
state = ["Region", "RegionCode"]

[codes.Stat]
"0" = "nothing"
"4" = "deleted"
"5" = "dead"

[codes.Tongue]
"7" = "es"

[blanks]
Born = ["1111-11-11"]

[[joins]]
column = "Carer"
to = "KiteNo"
gives = "guardian_name"
why = "The manual says that the carer decides about care."

[[joins]]
column = "Guarantor"
to = "KiteNo"
gives = "nothing"
why = "The guarantor pays."

[sample]
headings = ["KiteNo", "Sur", "Chr", "Born", "Stat", "Way", "Place", "Reg", "Post", "Tongue", "Carer", "Guarantor"]
"#;

const KITE_HEAD: &str = "KiteNo,Sur,Chr,Born,Stat,Way,Place,Reg,Post,Tongue,Carer,Guarantor";

fn book(recipes: &[(&str, String)]) -> Result<RecipeBook, Problem> {
    let files = recipes.iter().map(|(name, text)| (format!("recipes/{name}.toml"), text.clone().into_bytes()));
    RecipeBook::load(&Templates::new(files))
}

fn kite() -> RecipeBook {
    book(&[("kite", KITE.to_owned())]).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn open_with(recipes: &RecipeBook, text: &str, mapping: Option<&str>) -> Result<List, Problem> {
    let mapping = mapping.map(|text| Mapping::parse("mapping.toml", text).expect("a mapping"));
    List::open(0, "list.csv", &text.as_bytes(), mapping.as_ref(), recipes, &gazetteer(), &incident())
}

/// One row of the program; cells that are not named are ordinary.
fn row(number: u32, cells: &[(&str, &str)]) -> String {
    let own = number.to_string();
    let line: Vec<&str> = KITE_HEAD
        .split(',')
        .map(|heading| match cells.iter().find(|(own, _)| *own == heading) {
            Some((_, cell)) => cell,
            None => match heading {
                "KiteNo" | "Guarantor" => &own,
                "Sur" => ["Quillby", "Brambly", "Fernly", "Thistly", "Larkly"][number as usize % 5],
                "Chr" => ["Ada", "Bram", "Calla", "Dorian", "Ezra", "Fife"][number as usize % 6],
                "Born" => "1960-02-13",
                "Stat" => "0",
                "Way" => "1 Oak St",
                "Place" => "Austin",
                "Reg" => "TX",
                "Post" => "78701",
                _ => "",
            },
        })
        .collect();
    format!("{}\n", line.join(","))
}

fn list(rows: &[String]) -> String {
    format!("{KITE_HEAD}\n{}", rows.concat())
}

fn people(text: &str, mapping: Option<&str>) -> (List, Vec<Row>) {
    let list = open_with(&kite(), text, mapping).unwrap_or_else(|refusal| panic!("{refusal}"));
    let rows = read_all(&list, text.as_bytes());
    (list, rows)
}

fn guardian(row: &Row) -> Option<&str> {
    row.person.guardian.as_ref().map(|name| name.disclose().full.as_str())
}

#[test]
fn columns_codes_and_blanks_are_the_programs() {
    let text = list(&[
        row(1, &[]),
        row(2, &[("Stat", "5")]),
        row(3, &[("Stat", "4")]),
        row(4, &[("Stat", "9")]),
        row(5, &[("Born", "1111-11-11")]),
        row(6, &[("Tongue", "7"), ("Stat", "0.0")]),
    ]);
    let (list, rows) = people(&text, None);
    let used = list.recipe().expect("a recipe");
    assert_eq!((used.name.as_str(), used.chosen), ("kite", RecipeChoice::ByHeadings));
    assert_eq!(used.unknown_codes, [(5, 1)]);
    assert!(list.findings().iter().any(|found| found.code == Code::RecipeUsed));
    assert!(list.findings().iter().all(|found| found.code != Code::ColumnIgnored), "every column is understood");
    assert!(!is_held(&rows[0]) && rows[0].person.death == Death::Alive);
    assert_eq!(rows[1].person.death, Death::Dead(None));
    assert!(codes(&rows[2]).contains(&Code::HoldMarked) && rows[2].person.death == Death::Alive);
    assert!(codes(&rows[3]).contains(&Code::RecipeValueUnknown));
    assert!(rows[4].person.birth.is_none() && rows[5].person.language == Some(Language::Es));
    assert!(!is_held(&rows[5]));
    let cells = list.chunks(&text.as_bytes()).next().expect("a chunk").expect("bytes");
    assert_eq!(list.cells(&cells)[1][4], "5", "exceptions show what stands there");
}

#[test]
fn a_mapping_counts_before_a_recipe_and_can_turn_it_off() {
    let text = list(&[row(1, &[("Stat", "5"), ("Tongue", "7")]), row(2, &[])]);
    let (_, rows) = people(&text, Some("[columns]\nhold = \"Stat\"\n"));
    assert!(rows[0].person.death == Death::Alive && codes(&rows[0]).contains(&Code::HoldMarked));
    assert_eq!(rows[0].person.language, Some(Language::Es), "all else is the recipe's");
    let (_, rows) = people(&text, Some("[ignore]\ncolumns = [\"Stat\"]\n"));
    assert_eq!(rows[0].person.death, Death::Alive);
    let named = people(&text, Some("[file]\nrecipe = \"kite\"\n")).0;
    assert_eq!(named.recipe().map(|used| used.chosen), Some(RecipeChoice::ByName));
    assert!(open_with(&kite(), &text, Some("[file]\nrecipe = \"none\"\n")).is_err(), "nobody knows these headings");
}

#[test]
fn a_recipe_that_is_not_there_or_does_not_fit_is_refused() {
    let text = list(&[row(1, &[])]);
    for (wrong, mapping) in [
        ("no recipe of this name", "[file]\nrecipe = \"kitten\"\n"),
        ("no export of the program", "[file]\nheader = true\nrecipe = \"kite\"\n"),
    ] {
        let text = if wrong.contains("export") { text.replace("KiteNo", "Id") } else { text.clone() };
        let refusal = open_with(&kite(), &text, Some(mapping)).expect_err(wrong);
        assert!(refusal.message.contains(wrong), "{refusal}");
        assert_eq!(refusal.place.file, "mapping.toml");
    }
    let mapping = Mapping::default().with_recipe("kitten");
    let refusal = List::open(0, "list.csv", &text.as_bytes(), Some(&mapping), &kite(), &gazetteer(), &incident())
        .expect_err("none");
    assert_eq!(refusal.place.file, "list.csv");
}

#[test]
fn the_recipe_with_more_headings_wins_and_two_others_are_named() {
    let text = list(&[row(1, &[])]);
    let known = "headings = [\"KiteNo\", \"Sur\", \"Chr\", \"Stat\"]";
    let named = |name: &str, headings: &str| {
        let text = KITE.replace("name = \"kite\"", &format!("name = \"{name}\""));
        (name.to_owned(), text.replace(known, &format!("headings = {headings}")))
    };
    let load = |recipes: &[(String, String)]| {
        let recipes: Vec<(&str, String)> = recipes.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        book(&recipes).unwrap_or_else(|refusal| panic!("{refusal}"))
    };
    let narrow = ("kite".to_owned(), KITE.to_owned());
    let wide = named("kite-two", "[\"KiteNo\", \"Sur\", \"Chr\", \"Stat\", \"Carer\"]");
    let list = open_with(&load(&[narrow.clone(), wide.clone()]), &text, None).expect("a list");
    assert_eq!(list.recipe().map(|used| used.name.as_str()), Some("kite-two"));
    let other = named("kite-three", "[\"KiteNo\", \"Sur\", \"Tongue\", \"Guarantor\"]");
    let both = load(&[narrow, other, wide]);
    let (list, _) =
        List::peek(0, "list.csv", &text.as_bytes(), None, &both, &gazetteer(), &incident()).expect("looked at");
    assert!(list.recipe().is_none());
    assert_eq!(list.recipes_in_doubt(), ["kite-three", "kite-two"]);
    assert!(list.findings().iter().any(|found| found.code == Code::RecipesInDoubt));
    let named = open_with(&both, &text, Some("[file]\nrecipe = \"kite-three\"\n")).expect("a list");
    assert_eq!(named.recipe().map(|used| used.name.as_str()), Some("kite-three"));
}

#[test]
fn another_column_of_a_field_is_taken_where_the_first_is_missing() {
    let text = list(&[row(1, &[])]).replace(",Reg,", ",RegionCode,");
    let (list, rows) = people(&text, None);
    assert!(list.columns()[7].field == Some(crate::intake::Field::State) && !is_held(&rows[0]));
}

#[test]
fn a_guardian_is_a_living_adult_of_another_row_and_never_a_guarantor() {
    let child = |number: u32, carer: &str, more: &[(&str, &str)]| {
        row(number, &[&[("Born", "2014-05-06"), ("Carer", carer), ("Guarantor", "1")], more].concat())
    };
    let text = list(&[
        row(1, &[("Sur", "Quillby"), ("Chr", "Ada")]),
        child(2, "1", &[]),
        child(3, "", &[]),
        child(4, "4", &[]),
        child(5, "2", &[]),
        child(6, "20", &[]),
        row(20, &[("Stat", "5")]),
        child(7, "21", &[]),
        row(21, &[]),
        row(21, &[("Chr", "Zoe")]),
        child(8, "99", &[]),
        child(9, "1", &[("Sur", "Quillby"), ("Chr", "Ada")]),
        row(10, &[("Carer", "1")]),
        child(11, "22", &[]),
        row(22, &[("Stat", "4")]),
        child(12, "1.0", &[]),
    ]);
    let (_, rows) = people(&text, None);
    let of = |number: &str| {
        let is = |row: &&Row| row.person.record_id.as_ref().is_some_and(|id| id.disclose() == number);
        guardian(rows.iter().find(is).expect("a row"))
    };
    assert_eq!(of("2"), Some("Ada Quillby"));
    assert_eq!(of("12"), Some("Ada Quillby"), "a spreadsheet's number is the same number");
    for (number, why) in [
        ("3", "a guarantor is no guardian"),
        ("4", "nobody is their own guardian"),
        ("5", "a child is no guardian"),
        ("6", "the dead guard nobody"),
        ("7", "two rows have the number"),
        ("8", "nobody has the number"),
        ("9", "a guardian of the same name may be the child"),
        ("10", "an adult needs none"),
        ("11", "nothing is taken from a row that is held"),
    ] {
        assert_eq!(of(number), None, "{why}");
    }
    assert!(!format!("{:?}", people(&text, None).0).contains("Quillby"));
}

#[test]
fn faults_of_a_recipe_are_located() {
    for (from, to, line, wrong) in [
        ("name = \"kite\"", "name = \"kites\"", 2, "another name"),
        ("date = \"2026-11-30\"", "date = \"30 November\"", 8, "date of a source"),
        ("\"5\" = \"dead\"", "\"5\" = \"gone\"", 31, "meaning"),
        ("\"7\" = \"es\"", "\"7\" = \"dead\"", 34, "meaning"),
        ("first_name = \"Chr\"", "firstname = \"Chr\"", 16, "field is not recognized"),
        ("first_name = \"Chr\"", "first_name = 2", 16, "by its number"),
        ("gives = \"nothing\"", "gives = \"guardian_name\"", 48, "never a guardian"),
        ("gives = \"guardian_name\"", "gives = \"address_1\"", 42, "cannot give"),
        ("\"Tongue\", \"Carer\"", "\"Tongue\", \"Surplus\", \"Carer\"", 51, "says nothing about the column Surplus"),
        ("headings = [\"KiteNo\", \"Sur\", \"Chr\", \"Stat\"]", "headings = [\"KiteNo\", \"Sur\"]", 10, "too few"),
        ("zip = \"Post\"", "zip = \"Way\"", 51, "stands twice"),
        ("[sample]", "[simple]", 51, "cannot be read"),
        ("url = \"https://example.org/kite\"", "url = \"the manual\"", 7, "no address"),
    ] {
        let refusal = book(&[("kite", KITE.replace(from, to))]).expect_err(wrong);
        assert!(refusal.message.contains(wrong), "{wrong}: {refusal}");
        assert_eq!(refusal.place.file, "templates/recipes/kite.toml");
        // A table as a whole stands at its heading or at its first key.
        assert!((line..=line + 1).contains(&refusal.place.line), "{refusal}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands under a code, nobody is dead but by a code that says so, and a code that is not listed holds its row.
    #[test]
    fn a_code_is_never_guessed(cells in proptest::collection::vec("[0-9A-Za-z ]{0,4}", 1..12)) {
        let rows: Vec<String> = (1..).zip(&cells).map(|(n, cell)| row(n, &[("Stat", cell)])).collect();
        let (list, rows) = people(&list(&rows), None);
        let mut unknown = 0;
        for (row, cell) in rows.iter().zip(&cells) {
            let cell = cell.trim();
            let known = matches!(cell, "0" | "4" | "5") || crate::intake::nothing::is_nothing(cell);
            prop_assert_eq!(matches!(row.person.death, Death::Dead(_)), cell == "5");
            prop_assert_eq!(row.person.codes.contains(Code::RecipeValueUnknown), !known);
            unknown += u64::from(!known);
        }
        let told: u64 = list.recipe().expect("a recipe").unknown_codes.iter().map(|(_, rows)| rows).sum();
        prop_assert_eq!(told, unknown);
    }
}
