//! `30_sheets.csv` beside the manifest: the sheets of every piece, in the same order, and no others.

use super::row::ManifestRow;
use super::sums::Digesting;
use super::{Few, PackageFault, PackageFiles, SHEETS, Sums};

const COLUMNS: [&str; 7] =
    ["piece_id", "sheet_no", "sheets_in_piece", "first_sheet", "last_sheet", "insert_feeders", "divert"];

/// The sheet list, read in step with the manifest.
pub(super) struct SheetRows<'f> {
    reader: Option<csv::Reader<Digesting<'f>>>,
    record: csv::StringRecord,
    /// The line that was read last.
    line: u64,
    problems: Few,
    /// Once the lists have parted, every further row would be a difference.
    parted: bool,
}

impl<'f> SheetRows<'f> {
    pub(super) fn open(files: &'f dyn PackageFiles, sums: &Sums) -> Self {
        let mut problems = Few::default();
        let mut reader = None;
        if sums.has(SHEETS) {
            match files.open(SHEETS) {
                Ok(file) => {
                    let mut opened = csv::ReaderBuilder::new().flexible(true).from_reader(Digesting::new(file));
                    if !opened.headers().is_ok_and(|heads| heads.iter().eq(COLUMNS)) {
                        problems.push(PackageFault::of(SHEETS, "the columns are not those of a sheet list").at(1));
                    }
                    reader = Some(opened);
                }
                Err(error) => problems.push(PackageFault::unreadable(SHEETS, &error)),
            }
        }
        let parted = !problems.is_empty();
        Self { reader, record: csv::StringRecord::new(), line: 1, problems, parted }
    }

    /// Reads the sheets of the next piece of the manifest.
    pub(super) fn piece(&mut self, row: &ManifestRow) {
        let Some(reader) = self.reader.as_mut().filter(|_| !self.parted) else { return };
        let id = row.id.to_string();
        for sheet in 1..=row.sheets {
            self.line += 1;
            let read = reader.read_record(&mut self.record);
            let cell = |n: usize| self.record.get(n).unwrap_or_default();
            let flag = |on: bool| if on { "1" } else { "0" };
            let same = matches!(read, Ok(true))
                && cell(0) == id
                && cell(1).parse() == Ok(sheet)
                && cell(2).parse() == Ok(row.sheets)
                && cell(3) == flag(sheet == 1)
                && cell(4) == flag(sheet == row.sheets)
                && cell(5).is_empty()
                && cell(6) == "0";
            if !same {
                let message = format!("this is not sheet {sheet} of {}, which the manifest has next", row.sheets);
                self.problems.push(PackageFault::of(SHEETS, message).at(self.line).about(row.id));
                self.parted = true;
                return;
            }
        }
    }

    /// Ends the list: nothing may be left, and its digest must be the one claimed.
    pub(super) fn finish(mut self, sums: &Sums) -> Vec<PackageFault> {
        if let Some(mut reader) = self.reader {
            if !self.parted && !matches!(reader.read_record(&mut self.record), Ok(false)) {
                self.problems.push(PackageFault::of(
                    SHEETS,
                    "there are sheets left over that belong to no piece of the manifest",
                ));
            }
            match reader.into_inner().finish() {
                Ok(digest) => sums.hold(SHEETS, &digest).into_iter().for_each(|p| self.problems.push(p)),
                Err(error) => self.problems.push(PackageFault::unreadable(SHEETS, &error)),
            }
        }
        self.problems.into_vec()
    }
}
