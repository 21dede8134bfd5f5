//! One row of a provider's answer, and how like two addresses are.

use super::request::to_one_line;
use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::io::csv_lines::RecordLines;
use notice::finding::{Problem, ProblemCode};
use notice::party::PostalAddress;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the answer, as it stands there.
#[derive(Clone, Default)]
pub(super) struct ProviderAnswer {
    pub(super) id: PersonId,
    /// Line of the file.
    pub(super) line: u32,
    pub(super) line_1: String,
    pub(super) line_2: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
    pub(super) move_type: String,
    pub(super) return_code: String,
    pub(super) effective: String,
    /// Delivery point validation of the provider: `Y`, `S`, `D` or `N`; empty where the provider says nothing.
    pub(super) dpv: String,
}

/// Codes of `NCOALink` that say that somebody moved and to where: a match, and one without its secondary number.
const FOUND: [&str; 3] = ["A", "91", "92"];
/// Of these, matches for which a flat number had to be left aside.
const LOOSE: [&str; 2] = ["91", "92"];
/// Codes that say that somebody moved to where nobody can follow: abroad, no new address, a box that was closed; a
/// spreadsheet takes the zero away.
const LOST: [&str; 6] = ["01", "02", "03", "1", "2", "3"];

/// Columns that must be there, and those that may be.
const NEEDED: [&str; 5] = ["id", "address_1", "city", "state", "zip"];
const ALSO: [&str; 6] = ["address_2", "zip4", "move_type", "return_code", "effective", "dpv"];
/// The same column under the name that a provider may give it.
const ALIASES: [(&str, &str); 2] = [("ncoa_code", "return_code"), ("dpv_code", "dpv")];

impl ProviderAnswer {
    pub(super) fn cells(&self) -> [String; 5] {
        [&self.line_1, &self.line_2, &self.city, &self.state, &self.zip].map(Clone::clone)
    }

    /// Returns true if the provider gives no address at all.
    pub(super) fn is_blank(&self) -> bool {
        self.cells().iter().all(String::is_empty)
    }

    /// Returns true if the provider says that nobody knows where the person went.
    pub(super) fn is_lost(&self) -> bool {
        LOST.contains(&self.return_code.as_str()) || (self.is_blank() && self.says_moved())
    }

    /// Returns true if the match was made without a flat number.
    pub(super) fn is_loose(&self) -> bool {
        LOOSE.contains(&self.return_code.as_str())
    }

    /// Returns true if the provider says that the person moved.
    pub(super) fn says_moved(&self) -> bool {
        !self.move_type.is_empty() || FOUND.contains(&self.return_code.as_str())
    }
}

/// Reads an answer. Headings are taken without regard to case, in any order; other columns are left alone.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<ProviderAnswer>, CommandError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let columns = columns(name, &mut reader, &NEEDED)?;
    let mut places = RecordLines::of(bytes);
    let mut answers: Vec<ProviderAnswer> = Vec::new();
    let (mut lines, mut reasons) = (BTreeMap::new(), Vec::new());
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(name, &error))?;
        let line = places.start(&row);
        let cell =
            |heading: &str| columns.get(heading).and_then(|&at| row.get(at)).unwrap_or_default().trim().to_owned();
        let Ok(id) = cell("id").parse::<PersonId>() else {
            let message = "The ID is not a number.";
            reasons.push(Problem::of_file(name, message, ProblemCode::AnswerIdsMissing).at(line, 0));
            continue;
        };
        if let Some(first) = lines.insert(id, line) {
            let message = format!("Person {id} is listed twice; the first is line {first}.");
            reasons.push(Problem::of_file(name, message, ProblemCode::AnswerTwice).at(line, 0));
            continue;
        }
        let (mut zip, four) = (cell("zip"), cell("zip4"));
        if !four.is_empty() && zip.len() == 5 {
            zip = format!("{zip}-{four}");
        }
        answers.push(ProviderAnswer {
            id,
            line,
            line_1: cell("address_1"),
            line_2: cell("address_2"),
            city: cell("city"),
            state: cell("state"),
            zip,
            move_type: cell("move_type").to_uppercase(),
            return_code: cell("return_code").to_uppercase(),
            effective: cell("effective"),
            dpv: cell("dpv").to_uppercase(),
        });
    }
    if reasons.is_empty() { Ok(answers) } else { Err(CommandError::Input(reasons)) }
}

/// Reads a table of ids with `yes` or `no`: of whom a person takes the answer, and of whom not. A cell that is empty says
/// nothing.
pub(super) fn read_yes(name: &str, bytes: &[u8]) -> Result<BTreeMap<PersonId, bool>, CommandError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let columns = columns(name, &mut reader, &["id", "answer"])?;
    let mut places = RecordLines::of(bytes);
    let (mut said, mut reasons) = (BTreeMap::new(), Vec::new());
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(name, &error))?;
        let line = places.start(&row);
        let cell = |heading: &str| columns.get(heading).and_then(|&at| row.get(at)).unwrap_or_default().trim();
        let yes = match cell("answer").to_lowercase().as_str() {
            "yes" | "y" => Some(true),
            "no" | "n" => Some(false),
            "" => continue,
            _ => None,
        };
        let (Ok(id), Some(yes)) = (cell("id").parse::<PersonId>(), yes) else {
            let advice = "Enter the ID as a number and yes or no under answer.";
            reasons.push(Problem::of_file(name, "This is not a valid answer.", advice).at(line, 0));
            continue;
        };
        if said.insert(id, yes).is_some_and(|before| before != yes) {
            let message = format!("Person {id} has both yes and no.");
            reasons.push(Problem::of_file(name, message, ProblemCode::Repeated).at(line, 0));
        }
    }
    if reasons.is_empty() { Ok(said) } else { Err(CommandError::Input(reasons)) }
}

/// Returns the position of each known column.
fn columns(
    name: &str,
    reader: &mut csv::Reader<&[u8]>,
    needed: &[&'static str],
) -> Result<BTreeMap<&'static str, usize>, CommandError> {
    let headings = reader.headers().map_err(|error| unreadable(name, &error))?;
    let mut found = BTreeMap::new();
    for known in needed.iter().chain(&ALSO) {
        let places: Vec<usize> = headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| canonical(heading).eq_ignore_ascii_case(known))
            .map(|(at, _)| at)
            .collect();
        match places.as_slice() {
            [] if needed.contains(known) => {
                let advice = format!(
                    "The first line must name the columns: {}; and, if known, {}.",
                    needed.join(", "),
                    ALSO.join(", ")
                );
                return Err(Problem::of_file(name, format!("There is no column {known}."), advice).at(1, 0).into());
            }
            [] => {}
            [at] => drop(found.insert(*known, *at)),
            _ => {
                let message = format!("There are several columns {known}.");
                return Err(Problem::of_file(name, message, ProblemCode::Repeated).at(1, 0).into());
            }
        }
    }
    Ok(found)
}

/// The heading by which a column is known here.
fn canonical(heading: &str) -> &str {
    let heading = heading.trim();
    ALIASES.iter().find(|(alias, _)| heading.eq_ignore_ascii_case(alias)).map_or(heading, |(_, known)| known)
}

fn unreadable(name: &str, error: &csv::Error) -> CommandError {
    let line = error.position().map_or(0, |at| at.line() as u32);
    let advice = "Save it as CSV (UTF-8), one row per person, with the same number of cells in every row.";
    Problem::of_file(name, "This row of the table cannot be read.", advice).at(line, 0).into()
}

/// The door of the fuzzer to answers of providers.
#[cfg(fuzzing)]
pub mod fuzz {
    use crate::CommandError;
    use crate::casefile::id::PersonId;
    use std::collections::BTreeMap;

    /// Reads an answer; gives the id and the line of each row.
    pub fn rows(bytes: &[u8]) -> Result<Vec<(PersonId, u32)>, CommandError> {
        Ok(super::read("answer.csv", bytes)?.into_iter().map(|row| (row.id, row.line)).collect())
    }

    /// Reads a table of yes and no.
    pub fn yes(bytes: &[u8]) -> Result<BTreeMap<PersonId, bool>, CommandError> {
        super::read_yes("yes.csv", bytes)
    }
}

/// Likeness of two addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same but for case, blanks and points.
    Same,
    /// The same house, spelled otherwise.
    Spelling,
    /// Another house, as far as can be seen.
    Other,
}

impl Likeness {
    pub(super) fn of(old: &PostalAddress, new: &PostalAddress) -> Self {
        let five = |address: &PostalAddress| address.zip.map(notice::party::Zip::five);
        let four = |address: &PostalAddress| address.zip.and_then(notice::party::Zip::plus_four);
        let same_place =
            old.state == new.state && (five(old) == five(new) || to_one_line(&old.city) == to_one_line(&new.city));
        let alike = to_one_line(&old.line_1) == to_one_line(&new.line_1)
            && to_one_line(&old.line_2) == to_one_line(&new.line_2)
            && to_one_line(&old.city) == to_one_line(&new.city)
            && old.state == new.state
            && five(old) == five(new);
        if alike && (four(old) == four(new) || four(new).is_none()) {
            return Self::Same;
        }
        let units = |address: &PostalAddress| numbers(&format!("{} {}", address.line_1, address.line_2));
        // A house and a flat number that both stay, at one place, are one home; a flat that differs may be a neighbour's.
        if alike || (same_place && units(old) == units(new) && shared_street(old, new)) {
            Self::Spelling
        } else {
            Self::Other
        }
    }
}

/// The words with a digit in them.
fn numbers(text: &str) -> Vec<String> {
    to_one_line(text).split(' ').filter(|word| word.chars().any(|c| c.is_ascii_digit())).map(str::to_owned).collect()
}

/// Returns true if both name a street by a word that begins alike: `Main Street` and `MAIN ST`. Words that say what
/// kind of way it is, or which end of it, name none.
fn shared_street(old: &PostalAddress, new: &PostalAddress) -> bool {
    const KINDS: [&str; 24] = [
        "ST", "STR", "AVE", "RD", "ROA", "DR", "DRI", "LN", "LAN", "CT", "COU", "WAY", "PL", "PLA", "BLV", "BOU",
        "CIR", "HWY", "HIG", "TRL", "TRA", "APT", "UNI", "STE",
    ];
    let words = |address: &PostalAddress| -> BTreeSet<String> {
        let line = to_one_line(&address.line_1);
        let plain = line.split(' ').filter(|word| !word.chars().any(|c| c.is_ascii_digit()));
        let starts: BTreeSet<String> = plain.map(|word| word.chars().take(3).collect()).collect();
        let names = starts.iter().filter(|word| !KINDS.contains(&word.as_str())).cloned().collect::<BTreeSet<_>>();
        if names.is_empty() { starts } else { names }
    };
    let (old, new) = (words(old), words(new));
    (old.is_empty() && new.is_empty()) || !old.is_disjoint(&new)
}

#[cfg(test)]
mod tests {
    use super::Likeness;
    use notice::party::{Jurisdiction, PostalAddress, Zip};

    fn address(line_1: &str, line_2: &str, city: &str, zip: &str) -> PostalAddress {
        PostalAddress {
            line_1: line_1.into(),
            line_2: line_2.into(),
            urbanization: String::new(),
            city: city.into(),
            state: Jurisdiction::parse("TX").expect("a state"),
            zip: Zip::parse(zip),
            region: String::new(),
            country: String::new(),
        }
    }

    #[test]
    fn spelling_is_no_move_and_another_house_is() {
        let old = address("12 North Main Street", "Apt. 4", "Austin", "78701");
        let of = |new: PostalAddress| Likeness::of(&old, &new);
        assert_eq!(of(address("12 NORTH MAIN STREET", "APT 4", "AUSTIN", "78701")), Likeness::Same);
        assert_eq!(of(address("12 North Main Street", "Apt. 4", "Austin", "78701-1234")), Likeness::Spelling);
        assert_eq!(of(address("12 N MAIN ST APT 4", "", "AUSTIN", "78702-1234")), Likeness::Spelling);
        assert_eq!(of(address("12 North Main Street", "Apt. 5", "Austin", "78701")), Likeness::Other);
        assert_eq!(of(address("14 North Main Street", "Apt. 4", "Austin", "78701")), Likeness::Other);
        assert_eq!(of(address("12 Elm Street", "4", "Austin", "78701")), Likeness::Other);
    }
}
