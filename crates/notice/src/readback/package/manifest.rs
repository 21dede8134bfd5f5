//! The manifest, read once from top to bottom: every row for itself, beside the row before, and beside the sheet list.

use super::figures::Figures;
use super::letters::{LetterFile, single_name};
use super::row::{COLUMNS, ManifestRow};
use super::sheets::SheetRows;
use super::sums::Digesting;
use super::{Few, MANIFEST, NEEDED, PackageFault, PackageFiles, Report, SHEETS, Sums, TICKET, TOTALS};
use crate::party::PieceId;
use crate::readback::proofreader::Symbols;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The manifest on its way to the letters: an iterator over files of letters with their rows.
pub struct ManifestReader<'f> {
    reader: Option<csv::Reader<Digesting<'f>>>,
    record: csv::StringRecord,
    /// The line that was read last.
    line: u64,
    sheets: SheetRows<'f>,
    figures: Figures,
    problems: Few,
    /// The first row of the next file.
    ahead: Option<ManifestRow>,
    /// Files whose rows have been seen, and files of one piece that belong to a row.
    seen: BTreeSet<String>,
    singles: u64,
    last: Option<(PieceId, u32)>,
    /// Weight by sheets and envelope.
    weights: BTreeMap<(u16, String), Decimal>,
}

impl<'f> ManifestReader<'f> {
    /// Opens manifest and sheet list.
    pub fn open(files: &'f dyn PackageFiles, sums: &Sums) -> Self {
        let mut problems = Few::default();
        let mut reader = None;
        if sums.has(MANIFEST) {
            match files.open(MANIFEST) {
                Ok(file) => {
                    let mut opened = csv::ReaderBuilder::new().from_reader(Digesting::new(file));
                    if opened.headers().is_ok_and(|heads| heads.iter().eq(COLUMNS.iter().copied())) {
                        reader = Some(opened);
                    } else {
                        problems.push(PackageFault::of(MANIFEST, "the columns are not those of a manifest").at(1));
                        sums.check(files, MANIFEST).into_iter().for_each(|p| problems.push(p));
                    }
                }
                Err(error) => problems.push(PackageFault::unreadable(MANIFEST, &error)),
            }
        }
        Self {
            reader,
            record: csv::StringRecord::new(),
            line: 1,
            sheets: SheetRows::open(files, sums),
            figures: Figures::default(),
            problems,
            ahead: None,
            seen: BTreeSet::new(),
            singles: 0,
            last: None,
            weights: BTreeMap::new(),
        }
    }

    /// The next row that can be read; a row that cannot is a problem.
    fn row(&mut self) -> Option<ManifestRow> {
        loop {
            let reader = self.reader.as_mut()?;
            // Cells hold no line ends, so rows are lines; the heading is the first.
            self.line += 1;
            let line = self.line;
            match reader.read_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.problems.push(
                        PackageFault::of(MANIFEST, "the row has more or fewer cells than there are columns").at(line),
                    );
                    // A row with too many cells does not stop the reading; a file that cannot be read does.
                    if matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. } | csv::ErrorKind::Utf8 { .. }) {
                        continue;
                    }
                    return None;
                }
            }
            match ManifestRow::parse(line, &self.record) {
                Ok(row) => return Some(row),
                Err(what) => {
                    let problem = PackageFault::of(MANIFEST, what).at(line);
                    let id = self.record.get(3).and_then(PieceId::parse);
                    self.problems.push(match id {
                        Some(id) => problem.about(id),
                        None => problem,
                    });
                    // The number of this row is taken all the same, so that only this row is named.
                    if let (Some(id), Some((last, _))) = (id, &mut self.last)
                        && id.sequence == last.sequence + 1
                    {
                        last.sequence = id.sequence;
                    }
                }
            }
        }
    }

    /// Holds a row against the row before it and counts it.
    fn take(&mut self, row: &ManifestRow, same_file: Option<&ManifestRow>) {
        let mut wrong = |what: String| self.problems.push(PackageFault::of(MANIFEST, what).at(row.line).about(row.id));
        if let Some((last, run)) = self.last {
            if row.id.job != last.job || row.run != run {
                wrong("the row is of another job or run than the rows before it".into());
            } else if row.id.sequence <= last.sequence {
                wrong("the piece was there before: numbers must rise by one from row to row".into());
            } else if row.id.sequence != last.sequence + 1 {
                wrong(format!("pieces are missing before this one: the row before has number {}", last.sequence));
            }
        } else if row.run == 1 && row.id.sequence != 1 {
            wrong("the first piece does not have number 1".into());
        }
        if (row.run == 1) == row.supersedes.is_some() {
            wrong("only a reprint supersedes another piece, and every reprint does".into());
        }
        let expected = same_file.map_or(1, |before| before.last + 1);
        if row.first != expected {
            wrong(format!("page_start is {}, but the pages before it end at {}", row.first, expected - 1));
        }
        if let Some(before) = same_file {
            let mixed = before.sheets != row.sheets
                || before.envelope != row.envelope
                || before.destination() != row.destination()
                || before.duplex != row.duplex
                || before.class != row.class;
            if mixed {
                wrong(
                    "the file mixes sheet counts, envelopes, sides, postage classes, or domestic and foreign pieces"
                        .into(),
                );
            }
        }
        let known = *self.weights.entry((row.sheets, row.envelope.clone())).or_insert(row.ounces);
        if known != row.ounces {
            wrong("weight_oz is not that of the other pieces with as many sheets".into());
        }
        self.last = Some((row.id, row.run));
        self.sheets.piece(row);
        self.figures.count(row);
    }

    /// Ends the reading: sums of the two lists, ticket, totals, and files that belong to nobody. Gives the report.
    pub fn finish(mut self, files: &dyn PackageFiles, sums: &Sums) -> Report {
        if let Some(reader) = self.reader {
            match reader.into_inner().finish() {
                Ok(digest) => sums.hold(MANIFEST, &digest).into_iter().for_each(|p| self.problems.push(p)),
                Err(error) => self.problems.push(PackageFault::unreadable(MANIFEST, &error)),
            }
        }
        let mut report = self.figures.report();
        report.problems = self.problems.into_vec();
        report.problems.extend(self.sheets.finish(sums));
        let read = [MANIFEST, SHEETS];
        for name in sums.names().filter(|name| !read.contains(name) && !self.seen.contains(*name)) {
            report.problems.extend(sums.check(files, name));
            if !NEEDED.contains(&name) {
                report.problems.push(PackageFault::of(name, "no row of the manifest has a piece in this file"));
            }
        }
        report.problems.extend(self.figures.hold_ticket(files, sums, TICKET));
        report.problems.extend(self.figures.hold_totals(files, sums, TOTALS));
        if self.singles > 0 && self.singles != report.pieces {
            report.problems.push(PackageFault::of(MANIFEST, "only some of the pieces have a file of their own"));
        }
        report
    }

    /// Returns the marks that live sheets carry, as the ticket says.
    pub fn symbols(files: &dyn PackageFiles) -> Symbols {
        Figures::symbols(files, TICKET)
    }
}

impl Iterator for ManifestReader<'_> {
    type Item = LetterFile;

    fn next(&mut self) -> Option<LetterFile> {
        let first = match self.ahead.take() {
            Some(row) => row,
            None => {
                let row = self.row()?;
                self.take(&row, None);
                row
            }
        };
        let name = first.file.clone();
        let is_new = self.seen.insert(name.clone());
        if !is_new {
            let problem = PackageFault::of(MANIFEST, "the file had ended before: its pieces do not stand together");
            self.problems.push(problem.at(first.line).about(first.id));
        }
        let mut rows = vec![first];
        while let Some(row) = self.row() {
            if row.file == name {
                self.take(&row, rows.last());
                rows.push(row);
            } else {
                self.take(&row, None);
                self.ahead = Some(row);
                break;
            }
        }
        // A file is read once, however often a manifest of others comes back to it.
        Some(LetterFile { name, rows, is_new })
    }
}

impl ManifestReader<'_> {
    /// Notes the files of single pieces that belong to these rows. One that was noted before is not read again.
    pub fn claim_singles(&mut self, file: &mut LetterFile, sums: &Sums) {
        for row in &mut file.rows {
            let name = single_name(row);
            if sums.has(&name) {
                self.singles += 1;
                row.has_single = self.seen.insert(name);
            }
        }
    }
}
