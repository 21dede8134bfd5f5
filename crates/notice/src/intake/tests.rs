//! Lists as they come, read end to end.

mod fhir;
mod furniture;
mod lists;
mod manglings;
mod matching;
mod meanings;
mod notes;
mod random;
mod recipes;
mod records;
mod sections;
mod workbooks;

use super::{Keys, List, ListBytes, Mapping, RecipeBook, Row};
use crate::finding::{Code, Problem, Severity};
use crate::party::{Gazetteer, Incident, Jurisdiction};

/// Enough of the prefix table for the tests.
pub(super) fn gazetteer() -> Gazetteer {
    let table = "zip3,state\n787,TX\n786,TX\n739,OK\n739,TX\n021,MA\n012,MA\n005,NY\n009,PR\n040,ME\n090,AE\n967,HI\n900,CA\n303,GA\n";
    let state = |code| Jurisdiction::parse(code).expect("a code");
    let names = [
        ("Texas", "TX"),
        ("Maine", "ME"),
        ("Massachusetts", "MA"),
        ("Puerto Rico", "PR"),
        ("Georgia", "GA"),
        ("California", "CA"),
    ];
    Gazetteer::new("zip3", table, names.map(|(name, code)| (name, state(code)))).expect("a table")
}

fn incident() -> Incident {
    Incident::parse("incident.toml", include_str!("../../../../sample-data/incident.toml")).expect("an incident")
}

fn open(bytes: &[u8], mapping: Option<&str>) -> Result<List, Problem> {
    let mapping = mapping.map(|text| Mapping::parse("mapping.toml", text).expect("a mapping"));
    List::open(0, "list.csv", &bytes, mapping.as_ref(), &RecipeBook::default(), &gazetteer(), &incident())
}

fn read_all(list: &List, bytes: &[u8]) -> Vec<Row> {
    let (gazetteer, incident) = (gazetteer(), incident());
    list.chunks(&bytes).flat_map(|chunk| list.read(&chunk.expect("bytes in memory"), &gazetteer, &incident)).collect()
}

fn rows(bytes: &[u8], mapping: Option<&str>) -> (List, Vec<Row>) {
    let list = open(bytes, mapping).expect("a list");
    let rows = read_all(&list, bytes);
    (list, rows)
}

/// One row under the headings of [`HEAD`], and its codes.
const HEAD: &str = "Record ID,First Name,Last Name,DOB,Address 1,Address 2,City,State,ZIP,Country,Guardian Name,Next of Kin,Representative,Rep Type,DOD,Deceased,Language,Hold,Custody,Email Consent,SSN,Passport (Y/N),Legal Hold,Urbanization";

fn one(cells: &[(&str, &str)]) -> Row {
    let mut row: Vec<&str> = HEAD
        .split(',')
        .map(|h| match h {
            "First Name" => "Ann",
            "Last Name" => "Smith",
            "DOB" => "2015-06-01",
            "Address 1" => "1 Oak St",
            "City" => "Austin",
            "State" => "TX",
            "ZIP" => "78701",
            _ => "",
        })
        .collect();
    for (heading, value) in cells {
        let at = HEAD.split(',').position(|h| h == *heading).expect("a heading");
        row[at] = value;
    }
    let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    // Further rows settle that dates are month first and that the passport column asks yes or no.
    let second = HEAD
        .split(',')
        .map(|h| match h {
            "DOB" => "12/31/1980",
            "Passport (Y/N)" => "Y",
            "Last Name" | "First Name" => "Zoe",
            _ => "",
        })
        .collect::<Vec<_>>()
        .join(",");
    let text = format!("{HEAD}\n{}\n{}", quoted.join(","), format!("{second}\n").repeat(4));
    rows(text.as_bytes(), None).1.remove(0)
}

fn codes(row: &Row) -> Vec<Code> {
    row.person.codes.iter().collect()
}

fn is_held(row: &Row) -> bool {
    row.person.codes.worst() >= Some(Severity::Hold)
}
