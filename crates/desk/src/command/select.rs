//! Lists of pieces that come in as a file: for a reprint, of returned mail, with new addresses. Every line that cannot be
//! used is told, with its number, before anything is done.

use crate::Refused;
use crate::case::Case;
use crate::case::run::{PieceRecord, Run};
use crate::command::new::base;
use crate::lines::Lines;
use crate::source;
use notice::finding::Refusal;
use notice::party::{JobId, PieceId};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// The column that every such file has.
const PIECE: &str = "piece_id";

/// The longest reason that is kept.
const LONGEST_REASON: usize = 200;

/// A file of pieces, as it was written.
pub(super) struct Select {
    /// Its name, without folders.
    pub(super) name: String,
    columns: HashMap<String, usize>,
    lines: Vec<(u32, csv::StringRecord)>,
}

/// A piece that a line of the file names.
pub(super) struct Chosen<'r> {
    /// The line.
    pub(super) line: u32,
    /// Its id.
    pub(super) id: PieceId,
    /// As the case has it.
    pub(super) piece: &'r PieceRecord,
    /// Whose letter it is.
    pub(super) person: i64,
    /// The other cells of the line.
    cells: &'r csv::StringRecord,
    columns: &'r HashMap<String, usize>,
}

impl Chosen<'_> {
    /// A cell of the line; empty where the file has no such column.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|&at| self.cells.get(at)).unwrap_or_default()
    }

    /// The reason that the line gives, in one line of bounded length.
    pub(super) fn reason(&self) -> String {
        let words = self.cell("reason").split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect()
    }
}

impl Select {
    /// Reads a file of pieces. Commas, semicolons or tabs part its cells; `needed` are columns that it must have beside the
    /// ids.
    pub(super) fn read(path: &Path, needed: &[&str]) -> Result<Self, Refused> {
        let name = base(path);
        let text = source::text(path)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let most = |marks: [char; 3]| marks.into_iter().max_by_key(|&c| heading.matches(c).count()).unwrap_or(',');
        // The last of equals wins, so that a heading of one column is read with commas.
        let delimiter = most(['\t', ';', ',']) as u8;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let unreadable = |line: u64| {
            Refusal::of_file(&name, "This line cannot be read as a row of a table.", "Save the file as CSV again.")
                .at(u32::try_from(line).unwrap_or(0), 0)
        };
        let headings = reader.headers().map_err(|_| unreadable(1))?;
        let columns: HashMap<String, usize> =
            headings.iter().enumerate().map(|(at, head)| (head.to_lowercase().replace(' ', "_"), at)).collect();
        let missing: Vec<&str> =
            std::iter::once(&PIECE).chain(needed).copied().filter(|name| !columns.contains_key(*name)).collect();
        if !missing.is_empty() || columns.len() != headings.len() {
            let wanted: Vec<&str> = std::iter::once(PIECE).chain(needed.iter().copied()).collect();
            let (message, advice) = if missing.is_empty() {
                ("Two columns of the file have one heading.".to_owned(), "Leave one of them out.".to_owned())
            } else {
                (
                    format!("The file has no heading {}.", missing.join(", ")),
                    format!("Give it a first row with the headings {}.", wanted.join(",")),
                )
            };
            return Err(Refusal::of_file(name, message, advice).at(1, 0).into());
        }
        let mut lines = Vec::new();
        let mut places = Lines::of(text.as_bytes());
        for record in reader.records() {
            let record = record.map_err(|e| unreadable(e.position().map_or(0, csv::Position::line)))?;
            let line = places.start(&record);
            if record.iter().any(|cell| !cell.is_empty()) {
                lines.push((line, record));
            }
        }
        if lines.is_empty() {
            return Err(Refusal::of_file(name, "The file names no piece.", "Write one piece id a line.").into());
        }
        Ok(Self { name, columns, lines })
    }

    /// A refusal of a line.
    pub(super) fn refuse(&self, line: u32, message: impl Into<String>, advice: &str) -> Refusal {
        Refusal::of_file(&self.name, message, advice).at(line, 0)
    }

    /// The pieces that the lines name: letters to people, made and not superseded, each named once. What is wrong about a
    /// line is put to the refusals; `judge` says what else may be.
    pub(super) fn choose<'r>(
        &'r self,
        register: &'r Register,
        mut judge: impl FnMut(&Chosen<'r>) -> Option<(String, &'static str)>,
    ) -> Result<Vec<Chosen<'r>>, Refused> {
        let mut refusals = Vec::new();
        let mut seen: HashMap<PieceId, u32> = HashMap::new();
        let mut chosen = Vec::new();
        for (line, cells) in &self.lines {
            let cell = self.columns.get(PIECE).and_then(|&at| cells.get(at)).unwrap_or_default();
            let found = register.find(cell).and_then(|(id, piece, person)| {
                if let Some(before) = seen.insert(id, *line) {
                    return Err((
                        format!("The piece is named on line {before} too."),
                        "Leave one of the two lines out.",
                    ));
                }
                let one = Chosen { line: *line, id, piece, person, cells, columns: &self.columns };
                judge(&one).map_or(Ok(one), Err)
            });
            match found {
                Ok(one) => chosen.push(one),
                Err((message, advice)) => refusals.push(self.refuse(*line, message, advice)),
            }
        }
        if refusals.is_empty() { Ok(chosen) } else { Err(Refused::Input(refusals)) }
    }
}

/// Every piece of a case, under its id.
pub(super) struct Register {
    /// All runs.
    pub(super) runs: Vec<Run>,
    pieces: HashMap<PieceId, PieceRecord>,
    superseded: HashMap<PieceId, PieceId>,
}

/// What is wrong about an id, and what to do.
type Wrong = (String, &'static str);

impl Register {
    /// All pieces of all runs.
    pub(super) fn of(case: &Case) -> Result<Self, Refused> {
        let runs = case.runs()?;
        let jobs: HashMap<i64, JobId> =
            runs.iter().filter_map(|run| Some((run.act, JobId::parse(&run.job)?))).collect();
        let mut register = Self { runs, pieces: HashMap::new(), superseded: HashMap::new() };
        for piece in case.pieces()? {
            let Some(&job) = jobs.get(&piece.run) else { continue };
            let id = PieceId { job, sequence: piece.sequence };
            if let Some(sequence) = piece.supersedes {
                register.superseded.insert(PieceId { job, sequence }, id);
            }
            register.pieces.insert(id, piece);
        }
        Ok(register)
    }

    /// The run of a piece.
    pub(super) fn run(&self, act: i64) -> Option<&Run> {
        self.runs.iter().find(|run| run.act == act)
    }

    /// Takes the pieces of a run out again, as if it had not been begun; gives the numbers of those that they supersede.
    pub(super) fn forget(&mut self, run: i64) -> BTreeSet<u32> {
        let own: Vec<PieceId> = self.pieces.iter().filter(|(_, p)| p.run == run).map(|(id, _)| *id).collect();
        let mut old = BTreeSet::new();
        for id in own {
            old.extend(self.pieces.remove(&id).and_then(|piece| piece.supersedes));
        }
        self.superseded.retain(|_, newer| self.pieces.contains_key(newer));
        old
    }

    /// The highest number of a job.
    pub(super) fn last_sequence(&self, job: JobId) -> u32 {
        self.pieces.keys().filter(|id| id.job == job).map(|id| id.sequence).max().unwrap_or(0)
    }

    /// A letter to a person that was made and still counts.
    fn find(&self, cell: &str) -> Result<(PieceId, &PieceRecord, i64), Wrong> {
        const CHECK: &str = "Check the id against 20_manifest.csv of the package.";
        let Some(id) = PieceId::parse(&cell.to_ascii_uppercase()) else {
            return Err((
                "This is no piece id.".into(),
                "Write the twelve characters that are printed on every sheet.",
            ));
        };
        if id.job.is_proof() {
            return Err(("This is the id of a proof, which was never mailed.".into(), CHECK));
        }
        let Some(piece) = self.pieces.get(&id) else {
            return Err(("No run of this case has a piece of this id.".into(), CHECK));
        };
        let Some(person) = piece.person else {
            return Err(("This is a seed, which is nobody's letter.".into(), "Leave the line out."));
        };
        if let Some(newer) = self.superseded.get(&id) {
            return Err((
                format!("The piece was printed again; {newer} stands in its place."),
                "Name the newer piece.",
            ));
        }
        if !self.run(piece.run).is_some_and(|run| run.finished) {
            return Err(("The run of this piece is not finished.".into(), "Finish it first: run its command again."));
        }
        Ok((id, piece, person))
    }
}

#[cfg(test)]
mod tests {
    use super::Select;

    #[test]
    fn files_are_read_as_they_come() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pieces.csv");
        for (text, lines) in [
            ("piece_id\nA\nB\n", vec![2, 3]),
            ("\u{feff}Piece ID;reason\r\nA;torn\r\n\r\n;\r\nB;\r\n", vec![2, 5]),
            ("piece_id\treason\nA\t\"two\nlines\"\nB\tx", vec![2, 4]),
        ] {
            std::fs::write(&path, text).expect("written");
            let select = Select::read(&path, &[]).expect("read");
            assert_eq!(select.lines.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{text}");
        }
        for text in ["", "piece_id\n", "A\nB\n", "piece_id,piece_id\nA,B\n"] {
            std::fs::write(&path, text).expect("written");
            assert!(Select::read(&path, &[]).is_err(), "{text}");
        }
        std::fs::write(&path, "piece_id\nA\n").expect("written");
        assert!(Select::read(&path, &["zip"]).is_err_and(|refused| refused.to_string().contains("piece_id,zip")));
    }
}
