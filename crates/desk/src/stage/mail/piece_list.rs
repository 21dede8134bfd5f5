//! Lists of pieces that come in as a file: for a reprint, of returned mail, with new addresses. A file of another kind is
//! refused as a whole. Every line that cannot be used is told, with its number, before anything is done.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::run::PieceRecord;
use crate::io::csv_lines::{RecordLines, find_delimiter};
use crate::io::path::file_name;
use crate::io::read;
use notice::finding::{Problem, ProblemCode};
use notice::party::PieceId;
use std::collections::HashMap;
use std::path::Path;

mod disposition;
mod kind;
mod ours;
mod purpose;
mod register;
mod vocabulary;

pub(super) use purpose::{Purpose, grouped};
pub(super) use register::Register;

use purpose::{PIECE, REASON};

/// The longest reason that is kept.
const LONGEST_REASON: usize = 200;

/// The most lines that a refusal names.
const MOST_NAMED: usize = 20;

/// A file of pieces, as it was written.
pub(super) struct PieceList {
    /// Its name, without folders.
    pub(super) name: String,
    purpose: Purpose,
    headings: csv::StringRecord,
    columns: HashMap<String, usize>,
    lines: Vec<(u32, csv::StringRecord)>,
}

/// A piece that a line of the file names.
pub(super) struct ChosenPiece<'r> {
    /// The line.
    pub(super) line: u32,
    /// Its id.
    pub(super) id: PieceId,
    /// The piece as the case has it.
    pub(super) piece: &'r PieceRecord,
    /// The person to whom the letter goes.
    pub(super) person: PersonId,
    /// The other cells of the line.
    cells: &'r csv::StringRecord,
    columns: &'r HashMap<String, usize>,
}

impl ChosenPiece<'_> {
    /// A cell of the line; empty where the file has no such column.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|&at| self.cells.get(at)).unwrap_or_default()
    }

    /// The reason that the line gives, in one line of bounded length.
    pub(super) fn reason(&self) -> String {
        let words = self.cell(REASON).split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect()
    }

    /// Returns true if the reason is made of carriers' words alone, so that it has nothing of anybody in it.
    pub(super) fn has_carriers_reason(&self) -> bool {
        vocabulary::is_carriers_reason(&self.reason())
    }
}

impl PieceList {
    /// Reads a file of pieces. Commas, semicolons, tabs or pipes part its cells. A file that is no list of pieces for this purpose
    /// is refused.
    pub(super) fn read(path: &Path, purpose: Purpose) -> Result<Self, CommandError> {
        Self::parse(file_name(path), &read::whole(path)?, purpose)
    }

    fn parse(name: String, bytes: &[u8], purpose: Purpose) -> Result<Self, CommandError> {
        let text = kind::text(&name, bytes)?;
        let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(find_delimiter(heading))
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let unreadable = |line: u64| {
            Problem::of_file(&name, "This line cannot be read as a row of a table.", ProblemCode::PieceListUnreadable)
                .at(u32::try_from(line).unwrap_or(0), 0)
        };
        let headings = reader.headers().map_err(|_| unreadable(1))?.clone();
        let mut lines = Vec::new();
        let mut places = RecordLines::of(text.as_bytes());
        for record in reader.records() {
            let record = record.map_err(|e| unreadable(e.position().map_or(0, csv::Position::line)))?;
            let line = places.start(&record);
            if record.iter().any(|cell| !cell.is_empty()) {
                lines.push((line, record));
            }
        }
        let columns: HashMap<String, usize> =
            headings.iter().enumerate().map(|(at, head)| (head.to_lowercase().replace(' ', "_"), at)).collect();
        let select = Self { name, purpose, headings, columns, lines };
        select.refuse_own_table()?;
        select.refuse_wrong_columns()?;
        select.refuse_dispositions()?;
        if select.lines.is_empty() {
            let message = "The file names no piece.";
            return Err(Problem::of_file(select.name, message, ProblemCode::PieceListCrowded).into());
        }
        Ok(select)
    }

    /// Refuses a table that the program wrote for something else. One in which every line has a reason was made by a person.
    fn refuse_own_table(&self) -> Result<(), CommandError> {
        let Some(table) = ours::own_table(self.headings.iter()) else { return Ok(()) };
        let reason = self.columns.get(REASON);
        let has_reason =
            |cells: &csv::StringRecord| reason.and_then(|&at| cells.get(at)).is_some_and(|cell| !cell.is_empty());
        if self.columns.contains_key(PIECE)
            && !self.lines.is_empty()
            && self.lines.iter().all(|(_, cells)| has_reason(cells))
        {
            return Ok(());
        }
        let message = format!("This is {}. {}", table.what, self.purpose.harm());
        Err(Problem::of_file(&self.name, message, self.purpose.advice()).into())
    }

    /// Refuses a file without the columns that are needed, or with two of one heading.
    fn refuse_wrong_columns(&self) -> Result<(), CommandError> {
        let wanted: Vec<&str> = std::iter::once(PIECE).chain(self.purpose.needed().iter().copied()).collect();
        let missing: Vec<&str> = wanted.iter().copied().filter(|name| !self.columns.contains_key(*name)).collect();
        if missing.is_empty() && self.columns.len() == self.headings.len() {
            return Ok(());
        }
        let (message, advice) = if missing.is_empty() {
            ("Two columns of the file have one heading.".to_owned(), "Leave one of them out.".to_owned())
        } else {
            (
                format!("The file has no heading {}.", missing.join(", ")),
                format!("Give it a first row with the headings {}.", wanted.join(",")),
            )
        };
        Err(Problem::of_file(&self.name, message, advice).at(1, 0).into())
    }

    /// A refusal of a line.
    pub(super) fn refuse(&self, line: u32, message: impl Into<String>, advice: impl Into<ProblemCode>) -> Problem {
        Problem::of_file(&self.name, message, advice).at(line, 0)
    }

    /// The first refusals of lines, and how many more there are.
    pub(super) fn first(&self, mut refusals: Vec<Problem>) -> Vec<Problem> {
        let more = refusals.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            refusals.truncate(MOST_NAMED);
            let message =
                format!("{} more {} wrong as well.", grouped(more), if more == 1 { "line is" } else { "lines are" });
            refusals.push(Problem::of_file(&self.name, message, ProblemCode::PieceListWrong));
        }
        refusals
    }

    /// The pieces that the lines name: letters to people, made and not superseded, each named once. What is wrong about a
    /// line is put to the refusals; `judge` says what else may be.
    pub(super) fn choose<'r>(
        &'r self,
        register: &'r Register,
        mut judge: impl FnMut(&ChosenPiece<'r>) -> Option<(String, ProblemCode)>,
    ) -> Result<Vec<ChosenPiece<'r>>, CommandError> {
        let mut refusals = Vec::new();
        let mut of_other_jobs = 0;
        let mut seen: HashMap<PieceId, u32> = HashMap::new();
        let mut chosen = Vec::new();
        for (line, cells) in &self.lines {
            let cell = self.columns.get(PIECE).and_then(|&at| cells.get(at)).unwrap_or_default();
            of_other_jobs += usize::from(register.is_of_another_case(cell));
            let found = register.find(cell).map_err(coded).and_then(|(id, piece, person)| {
                if let Some(before) = seen.insert(id, *line) {
                    return Err((
                        format!("The piece is named on line {before} too."),
                        ProblemCode::from("Leave one of the two lines out."),
                    ));
                }
                let one = ChosenPiece { line: *line, id, piece, person, cells, columns: &self.columns };
                let reason = disposition::of_reason(one.cell(REASON), self.purpose);
                reason.map(coded).or_else(|| judge(&one)).map_or(Ok(one), Err)
            });
            match found {
                Ok(one) => chosen.push(one),
                Err((message, advice)) => refusals.push(self.refuse(*line, message, advice)),
            }
        }
        if refusals.is_empty() {
            return Ok(chosen);
        }
        let mut told = self.first(refusals);
        if of_other_jobs == self.lines.len() {
            let message = "Every line names a piece of a job that this case never had: the file is of another case.";
            told.insert(0, Problem::of_file(&self.name, message, ProblemCode::PieceListOfOthers));
        }
        Err(CommandError::Input(told))
    }
}

/// The message, with the advice as the code of a problem.
fn coded((message, advice): (String, &str)) -> (String, ProblemCode) {
    (message, advice.into())
}

/// The door of the fuzzer to files of pieces.
#[cfg(fuzzing)]
pub mod fuzz {
    use super::{PIECE, PieceList, Purpose, disposition};
    use crate::CommandError;

    /// Reads a file of pieces as `reprint` (0), `returns` (1) or `remail` (2) does; gives for each line its number and piece, and
    /// whether what it says of the piece keeps it from being taken.
    pub fn lines(bytes: &[u8], purpose: usize) -> Result<Vec<(u32, String, bool)>, CommandError> {
        let purpose = [Purpose::Reprint, Purpose::Returns, Purpose::Remail][purpose % 3];
        let select = PieceList::parse("pieces.csv".to_owned(), bytes, purpose)?;
        let cell = |cells: &csv::StringRecord, column: &str| {
            select.columns.get(column).and_then(|&at| cells.get(at)).unwrap_or_default().to_owned()
        };
        let said = |cells| disposition::of_reason(&cell(cells, super::REASON), purpose).is_some();
        Ok(select.lines.iter().map(|(line, cells)| (*line, cell(cells, PIECE), said(cells))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{PieceList, Purpose, grouped};

    #[test]
    fn files_are_read_as_they_come() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pieces.csv");
        for (text, lines) in [
            ("piece_id\nA\nB\n", vec![2, 3]),
            ("\u{feff}Piece ID;reason\r\nA;torn\r\n\r\n;\r\nB;\r\n", vec![2, 5]),
            ("piece_id|sheet\nA|1", vec![2]),
            ("piece_id\treason\nA\t\"two\nlines\"\nB\tx", vec![2, 4]),
        ] {
            std::fs::write(&path, text).expect("written");
            let select = PieceList::read(&path, Purpose::Reprint).expect("read");
            assert_eq!(select.lines.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{text}");
        }
        for text in ["", "piece_id\n", "A\nB\n", "piece_id,piece_id\nA,B\n"] {
            std::fs::write(&path, text).expect("written");
            assert!(PieceList::read(&path, Purpose::Reprint).is_err(), "{text}");
        }
        std::fs::write(&path, "piece_id\nA\n").expect("written");
        let refused = PieceList::read(&path, Purpose::Remail);
        assert!(refused.is_err_and(|refused| refused.to_string().contains("piece_id,address_1,city,state,zip")));
        assert_eq!([7, 1_000, 99_980, 1_234_567].map(grouped), ["7", "1,000", "99,980", "1,234,567"]);
    }
}
