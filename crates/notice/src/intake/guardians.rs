//! Guardians from a second file, joined to the children of the lists by the practice's own number and by nothing else.

use super::field::Field;
use super::heading::field_of;
use super::keys::fold_name;
use super::name::{NameCells, other};
use crate::finding::{CodeSet, Private, Problem};
use crate::party::{Person, PersonName};
use rustc_hash::FxHashMap;

/// Guardians by record number. `Debug` shows how many there are.
#[derive(PartialEq, Eq)]
pub struct Guardians {
    /// The file's name.
    file: String,
    by_record: FxHashMap<String, Guardian>,
}

#[derive(PartialEq, Eq)]
struct Guardian {
    line: u32,
    name: Private<PersonName>,
    /// House number and ZIP code, where the file has both.
    home: Option<Private<Home>>,
}

/// The parts of an address that stay the same however it is spelled: the house number and the five digits of the ZIP code.
#[derive(Clone, PartialEq, Eq)]
struct Home {
    number: String,
    five: u32,
}

impl Home {
    fn of(street: &str, five: u32) -> Option<Self> {
        let number = street.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let number = number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        Some(Self { number, five })
    }

    /// From cells; a spreadsheet takes zeros from the front of a ZIP code.
    fn read(street: &str, zip: &str) -> Option<Self> {
        let five = zip.split('-').next().unwrap_or_default().trim();
        let whole = (3..=5).contains(&five.len()) && five.bytes().all(|b| b.is_ascii_digit());
        Self::of(street, five.parse().ok().filter(|_| whole)?)
    }
}

impl std::fmt::Debug for Guardians {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guardians({})", self.by_record.len())
    }
}

/// Columns by what they hold.
#[derive(Default)]
struct Columns {
    record: Option<usize>,
    full: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    street: Option<usize>,
    zip: Option<usize>,
}

impl Guardians {
    /// Reads a table of guardians: a record number and a guardian's name in every row, and an address where the file has one.
    ///
    /// # Errors
    /// No column of record numbers, so that only names could join; a column of names that does not say whose; a row
    /// without a number or a name; one number with two guardians. Every such row is told.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let heading = text.lines().next().unwrap_or_default();
        let delimiter =
            [b'\t', b';', b','].into_iter().max_by_key(|&mark| heading.bytes().filter(|&b| b == mark).count());
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(b','))
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let refuse = |line: u32, message: &str, advice: &str| Problem::of_file(file, message, advice).at(line, 0);
        let unreadable = || vec![refuse(0, "The file cannot be read as a table.", "Save it as CSV in UTF-8.")];
        let headings = reader.headers().map_err(|_| unreadable())?.clone();
        let columns = columns(&headings, &refuse)?;
        let mut guardians = Self { file: file.to_owned(), by_record: FxHashMap::default() };
        let mut wrong = Vec::new();
        let (mut line, mut counted) = (1, 0);
        for row in reader.records() {
            let row = row.map_err(|_| unreadable())?;
            // A record's position lies before the ends of lines that precede it.
            let at = row.position().map_or(0, |at| at.byte() as usize).min(text.len());
            let at = text.len() - text[at..].trim_start_matches(['\r', '\n']).len();
            line += ends(&text[counted..at]);
            counted = at;
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
            if row.iter().all(str::is_empty) {
                continue;
            }
            if row.len() != headings.len() {
                wrong.push(refuse(line, "The row has more or fewer cells than the heading.", "Mend the row."));
                continue;
            }
            let record = folded(cell(columns.record));
            let cells = NameCells {
                full: cell(columns.full),
                first: cell(columns.first),
                last: cell(columns.last),
                ..NameCells::default()
            };
            let mut codes = CodeSet::EMPTY;
            let name = other(cells, &mut codes);
            match name {
                _ if record.is_empty() => {
                    wrong.push(refuse(line, "The row has no record number.", "A guardian without one joins nobody."));
                }
                None => {
                    wrong.push(refuse(
                        line,
                        "The row has no guardian's name.",
                        "Write the name, or leave the row out.",
                    ));
                }
                Some(name) => {
                    let home = Home::read(cell(columns.street), cell(columns.zip)).map(Private::new);
                    let guardian = Guardian { line, name: Private::new(name), home };
                    if let Some(before) = guardians.by_record.get(&record) {
                        if before.name.disclose().full != guardian.name.disclose().full {
                            let message =
                                format!("The record number of this row has another guardian on line {}.", before.line);
                            wrong.push(refuse(
                                line,
                                &message,
                                "One child has one guardian here: leave one of the two.",
                            ));
                        }
                    } else {
                        guardians.by_record.insert(record, guardian);
                    }
                }
            }
        }
        if wrong.is_empty() && guardians.by_record.is_empty() {
            wrong.push(refuse(1, "The file names no guardian.", "Give one row for each child."));
        }
        if wrong.is_empty() { Ok(guardians) } else { Err(wrong) }
    }

    /// Number of record numbers that have a guardian.
    pub fn len(&self) -> usize {
        self.by_record.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_record.is_empty()
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line of the file on which the guardian of a person stands.
    pub fn line_for(&self, person: &Person) -> Option<u32> {
        self.of(person).map(|guardian| guardian.line)
    }

    /// Gives a person the guardian of their record number, where the list names none.
    pub fn join(&self, person: &mut Person) {
        if person.guardian.is_none() {
            person.guardian = self.of(person).map(|guardian| guardian.name.clone());
        }
    }

    /// Returns whether a person has a family name in common with the guardian whom the file gives them. `None` where the file gives
    /// none or a name is not known.
    pub fn is_kin(&self, person: &Person) -> Option<bool> {
        let guardian = self.of(person)?;
        one_family(person.name.as_ref()?.disclose(), guardian.name.disclose())
    }

    /// Returns whether the list gives a person another guardian than the file does. `None` where one of the two gives none.
    pub fn agrees(&self, person: &Person) -> Option<bool> {
        let (own, other) = (person.guardian.as_ref()?.disclose(), self.of(person)?.name.disclose());
        Some(own.full.to_lowercase() == other.full.to_lowercase())
    }

    /// Returns whether the guardian of a person lives where the person does. `None` where the file or the list does not say.
    pub fn lives_with(&self, person: &Person) -> Option<bool> {
        let guardian = self.of(person)?.home.as_ref()?;
        let address = person.address.as_ref()?.disclose();
        let own = Home::of(&address.line_1, address.zip?.five())?;
        Some(own == *guardian.disclose())
    }

    fn of(&self, person: &Person) -> Option<&Guardian> {
        self.by_record.get(&folded(person.record_id.as_ref()?.disclose()))
    }
}

/// Counts the line ends of a text: LF, CRLF, and CR alone, which spreadsheets on an old Macintosh write. The character
/// after the text must not be LF.
fn ends(text: &str) -> u32 {
    (text.matches(['\r', '\n']).count() - text.matches("\r\n").count()) as u32
}

fn columns(
    headings: &csv::StringRecord,
    refuse: &impl Fn(u32, &str, &str) -> Problem,
) -> Result<Columns, Vec<Problem>> {
    let mut columns = Columns::default();
    let mut bare = false;
    for (at, heading) in headings.iter().enumerate() {
        match field_of(heading).map(|(field, _)| field) {
            Some(Field::RecordId) => columns.record = columns.record.or(Some(at)),
            Some(Field::GuardianName) => columns.full = columns.full.or(Some(at)),
            Some(Field::GuardianFirst) => columns.first = columns.first.or(Some(at)),
            Some(Field::GuardianLast) => columns.last = columns.last.or(Some(at)),
            Some(Field::Address1) => columns.street = columns.street.or(Some(at)),
            Some(Field::Zip) => columns.zip = columns.zip.or(Some(at)),
            Some(Field::FirstName | Field::LastName | Field::FullName) => bare = true,
            _ => {}
        }
    }
    if columns.record.is_none() {
        return Err(vec![refuse(
            1,
            "The file has no column of record numbers.",
            "Guardians are joined by the practice's own number and never by a name: export the file with record_id.",
        )]);
    }
    if columns.full.is_none() && (columns.first.is_none() || columns.last.is_none()) {
        let advice = if bare {
            "A column called first_name may be the child's: call the columns guardian_first and guardian_last."
        } else {
            "Give it guardian_name, or guardian_first and guardian_last."
        };
        return Err(vec![refuse(1, "The file has no column of guardians' names.", advice)]);
    }
    Ok(columns)
}

fn folded(record: &str) -> String {
    let mut out = String::new();
    fold_name(record, &mut out);
    out
}

/// Returns whether a child and its guardian have one family name, or one in common where there are two. `None` where either is
/// not known.
pub fn one_family(child: &PersonName, guardian: &PersonName) -> Option<bool> {
    let parts = |name: &PersonName| -> Vec<String> {
        let words = name.last.split([' ', '-']).map(folded);
        words.filter(|word| word.len() > 2 || name.last.len() < 4).filter(|word| !word.is_empty()).collect()
    };
    let (child, guardian) = (parts(child), parts(guardian));
    (!child.is_empty() && !guardian.is_empty()).then(|| child.iter().any(|word| guardian.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::Guardians;

    fn lines(text: &str) -> Vec<(u32, String)> {
        let wrong = Guardians::parse("guardians.csv", text).expect_err("refused");
        wrong.iter().map(|refusal| (refusal.place.line, refusal.message.to_string())).collect()
    }

    #[test]
    fn only_a_number_joins_and_only_one_guardian() {
        let good = "record_id;guardian_first;guardian_last\nR1;Grace;Okafor\nR2;Mabel;Harrowgate\n\nR1;Grace;Okafor\n";
        assert_eq!(Guardians::parse("guardians.csv", good).expect("read").len(), 2);
        for (text, line, word) in [
            ("guardian_name,child\nGrace Okafor,Ada Okafor\n", 1, "record numbers"),
            ("record_id,first_name,last_name\nR1,Grace,Okafor\n", 1, "guardians' names"),
            ("record_id,guardian_name\nR1,Grace Okafor\nR1,Mabel Harrowgate\n", 3, "another guardian"),
            ("record_id,guardian_name\n,Grace Okafor\n", 2, "no record number"),
            ("record_id,guardian_name\nR1,\n", 2, "no guardian's name"),
            ("record_id,guardian_name\n", 1, "names no guardian"),
        ] {
            let wrong = lines(text);
            let old = lines(&text.replace('\n', "\r"));
            assert_eq!((wrong[0].0, wrong.len()), (old[0].0, old.len()), "lines that end as on an old Macintosh");
            assert!(wrong[0].0 == line && wrong[0].1.contains(word), "{wrong:?}");
            assert!(!format!("{wrong:?}").contains("Okafor"));
        }
    }
}
