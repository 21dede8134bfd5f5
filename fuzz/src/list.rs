//! Lists of people: dialect and decoding, rows, dates, addresses.

use crate::law;
use chrono::NaiveDate;
use desk::io::embedded;
use libfuzzer_sys::Corpus;
use notice::finding::Severity;
use notice::intake::{GivenAddress, List, Mapping, RecipeBook, Row};
use notice::party::{Gazetteer, Incident};
use notice::routing::RuleBook;
use std::sync::LazyLock;

/// Data with which lists are read.
pub struct Ground {
    /// States and prefixes of ZIP codes, as they are built in.
    pub gazetteer: Gazetteer,
    /// The sample incident.
    pub incident: Incident,
    /// Recipes, as they are built in.
    pub recipes: RecipeBook,
}

/// The built-in ground.
pub static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let templates = embedded::templates();
    let book = RuleBook::load(&templates).expect("built-in rules");
    let gazetteer = book.gazetteer(&templates).expect("a built-in table");
    let incident = desk::templates::sample::sample_incident().expect("the sample");
    let recipes = RecipeBook::load(&templates).expect("built-in recipes");
    Ground { gazetteer, incident, recipes }
});

/// The headings of lists of which only the rows are random.
const HEAD: &str = "Record ID,First Name,Middle Name,Last Name,Suffix,DOB,Address 1,Address 2,City,State,ZIP,Country,\
                    Guardian Name,Next of Kin,Representative,Rep Type,DOD,Deceased,Language,Hold,Custody,SSN,\
                    Passport (Y/N),Urbanization";

/// Opens a list and reads all of it twice: row by row, and each row by its place.
pub fn read(data: &[u8], mapping: Option<&Mapping>) -> Vec<Row> {
    let Ground { gazetteer, incident, recipes } = &*GROUND;
    let list = match List::open(0, "list.csv", &data, mapping, recipes, gazetteer, incident) {
        Ok(list) => list,
        Err(refusal) => {
            // What is wrong with a mapping is told of its own file.
            if refusal.place.file == "list.csv" {
                law::hold_one(&refusal, data);
            }
            return Vec::new();
        }
    };
    assert_eq!(list.headings().len(), list.columns().len(), "a heading is a column");
    let mut all = Vec::new();
    for chunk in list.chunks(&data) {
        let chunk = chunk.expect("bytes in memory");
        let cells = list.cells(&chunk);
        let rows = list.read(&chunk, gazetteer, incident);
        assert_eq!((rows.len(), cells.len()), (chunk.len(), chunk.len()), "a row is a row however it is read");
        for (row, cells) in rows.iter().zip(&cells) {
            let extent = row.extent;
            assert!(extent.offset + u64::from(extent.len) <= data.len() as u64, "a row lies within its list");
            assert_eq!(row.extent.line, row.person.at.line);
            let person = &row.person;
            let whole = person.name.is_some() && person.address.is_some() && person.residence.is_some();
            assert!(whole || person.codes.worst() >= Some(Severity::Hold), "a row that is not held is whole");
            if all.len() < 64 {
                let alone = list.fetch(&data, &[extent]).expect("bytes in memory");
                assert_eq!(list.cells(&alone), std::slice::from_ref(cells), "by its place a row has the same cells");
                assert_eq!(list.read(&alone, gazetteer, incident)[0].keys, row.keys, "and is the same person");
            }
        }
        all.extend(rows);
    }
    assert_eq!(all.len() as u64, list.rows(), "no row is lost or made");
    assert!(all.windows(2).all(|two| two[0].extent.offset < two[1].extent.offset), "rows stand in their order");
    all
}

/// Any bytes as a list.
pub fn list(data: &[u8]) -> Corpus {
    read(data, None);
    Corpus::Keep
}

/// Any bytes as rows below headings that are known.
pub fn row(data: &[u8]) -> Corpus {
    let known = b"1,Ann,,Smith,,12/31/1980,1 Oak St,,Austin,TX,78701,,,,,,,,,,,,Y,\n";
    read(&[HEAD.as_bytes(), b"\n", known, data].concat(), None);
    Corpus::Keep
}

/// A list of one person with this date of birth.
fn born(cell: &str) -> Vec<Row> {
    let cell = cell.replace('"', "\"\"");
    let text =
        format!("First Name,Last Name,DOB,Address,City,State,ZIP\nAnn,Smith,\"{cell}\",1 Oak St,Austin,TX,78701\n");
    read(text.as_bytes(), None)
}

/// Any text as a date of birth. A day that was read is read again in every form in which lists write days.
pub fn date(data: &[u8]) -> Corpus {
    law::text(data, |cell| {
        if cell.contains('\0') {
            return;
        }
        let rows = born(cell);
        let Some(birth) = rows.first().and_then(|row| row.person.birth.as_ref()) else { return };
        let day = *birth.disclose();
        assert!(day <= GROUND.incident.mailing.date, "born after the mailing");
        assert!(GROUND.incident.mailing.date.years_since(day).is_some_and(|age| age <= 120));
        for form in ["%Y-%m-%d", "%B %-d, %Y", "%d-%b-%Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT00:00:00Z"] {
            let again = born(&day.format(form).to_string());
            let again: Option<NaiveDate> = again[0].person.birth.as_ref().map(|birth| *birth.disclose());
            assert_eq!(again, Some(day), "{form}");
        }
    })
}

/// Six lines as an address. One that is accepted is accepted again, word for word.
pub fn address(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        let mut cells = text.split('\n');
        let mut next = || cells.next().unwrap_or_default();
        let given = GivenAddress {
            line_1: next(),
            line_2: next(),
            urbanization: next(),
            city: next(),
            state: next(),
            zip: next(),
        };
        let gazetteer = &GROUND.gazetteer;
        let Ok(address) = given.read(gazetteer) else { return };
        assert!(!address.line_1.is_empty() && !address.city.is_empty());
        assert!(address.country.is_empty() != address.zip.is_none(), "an address at home has a ZIP code");
        if address.country.is_empty() {
            let zip = address.zip.map(|zip| zip.to_string()).unwrap_or_default();
            let again = GivenAddress {
                line_1: &address.line_1,
                line_2: &address.line_2,
                urbanization: &address.urbanization,
                city: &address.city,
                state: address.state.code(),
                zip: &zip,
            };
            assert_eq!(again.read(gazetteer).as_ref(), Ok(&address));
        }
    })
}
