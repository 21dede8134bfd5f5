//! One file of letters beside its rows of the manifest.

use super::contents::PackageContents;
use super::row::ManifestRow;
use super::{Few, PackageFault, PackageFiles, Sums};
use crate::digest::Digest;
use crate::readback::error::Flaw;
use crate::readback::proofreader::{Expected, Proofreader, Read, Symbols, Wanted};
use std::collections::HashSet;
use std::io::{self, Read as _};

/// A file of letters and what the manifest says of it.
pub struct LetterFile {
    pub(super) name: String,
    pub(super) rows: Vec<ManifestRow>,
    /// True if no row before these was in the file.
    pub(super) is_new: bool,
}

/// So many times the pages of a file are read for its rows, and a few more. Rows that want more overlap each other.
const TIMES: u64 = 4;

/// The most places of a piece that are named.
const PLACES: usize = 20;

/// Pages that may still be read for the rows of a file.
struct Budget(u64);

impl Budget {
    fn of(reader: &Proofreader<'_>) -> Self {
        Self(TIMES * reader.pages() as u64 + 400)
    }

    /// Takes the pages of a piece; false where too few are left.
    fn take(&mut self, row: &ManifestRow) -> bool {
        let left = self.0.checked_sub(u64::from(row.pages()));
        self.0 = left.unwrap_or_default();
        left.is_some()
    }
}

/// The outcome of reading a file of letters.
pub struct Proved {
    /// Its problems.
    pub problems: Vec<PackageFault>,
}

impl ManifestRow {
    fn expected(&self) -> Expected<'_> {
        Expected {
            id: self.id,
            pages: self.pages(),
            sheets: self.sheets,
            duplex: self.duplex,
            address: &self.lines,
            text: &[],
        }
    }

    /// Holds what was read of the piece against its row.
    fn differs(&self, read: &Read) -> Option<&'static str> {
        if read.page_hash != self.hash {
            Some("its pages have changed since the package was created (page hash)")
        } else if read.blank_pages != self.blank {
            Some("the count of its blank backs is not that of the manifest")
        } else {
            None
        }
    }
}

impl LetterFile {
    /// Reads every piece of the file back. `symbols` says which marks live sheets carry.
    pub fn prove(&self, files: &dyn PackageFiles, sums: &Sums, symbols: Symbols) -> Proved {
        let mut few = Few::default();
        if !self.is_new {
            // What is wrong with it was said of the manifest.
        } else if sums.has(&self.name) {
            match read(files, &self.name) {
                Ok(bytes) => {
                    sums.hold(&self.name, &Digest::of(&bytes)).into_iter().for_each(|p| few.push(p));
                    self.pieces(&bytes, symbols, &mut few);
                }
                Err(error) => few.push(PackageFault::unreadable(&self.name, &error)),
            }
        } else if let Some(first) = self.rows.first() {
            few.push(
                PackageFault::of(&self.name, "the manifest has pieces in this file, which is not in the package")
                    .about(first.id),
            );
        }
        self.singles(files, sums, symbols, &mut few);
        Proved { problems: few.into_vec() }
    }

    fn pieces(&self, bytes: &[u8], symbols: Symbols, few: &mut Few) {
        let mut reader = match open(bytes, symbols) {
            Ok(reader) => reader,
            Err(flaw) => return few.push(PackageFault::of(&self.name, flaw.to_string())),
        };
        let mut astray: Vec<(&ManifestRow, Flaw)> = Vec::new();
        let mut budget = Budget::of(&reader);
        for row in &self.rows {
            if !budget.take(row) {
                let message = "the rows of this file have far more pages than it; it was not read from this piece on";
                return few.push(PackageFault::of(&self.name, message).about(row.id));
            }
            match reader.piece(&row.expected(), row.first as usize - 1, Wanted::Anything) {
                Ok(read) => {
                    if let Some(what) = row.differs(&read) {
                        few.push(PackageFault::of(&self.name, what).about(row.id));
                    }
                }
                Err(flaw) => astray.push((row, flaw)),
            }
        }
        let (has, wanted) = (reader.pages(), self.rows.last().map_or(0, |row| row.last as usize));
        if has != wanted {
            few.push(PackageFault::of(&self.name, format!("the file has {has} pages, the manifest {wanted}")));
        }
        if !astray.is_empty() || has != wanted {
            self.explain(&mut reader, &astray, &mut budget, few);
        }
    }

    /// Says of every piece that is not where it should be what became of it.
    fn explain(
        &self,
        reader: &mut Proofreader<'_>,
        astray: &[(&ManifestRow, Flaw)],
        budget: &mut Budget,
        few: &mut Few,
    ) {
        let contents = PackageContents::read(reader);
        let mut slipped: Option<(&ManifestRow, i64, u64)> = None;
        for (row, flaw) in astray {
            let own = row.first as usize - 1;
            let places = contents.places(row.id);
            let say = |what: String| PackageFault::of(&self.name, what).about(row.id);
            let message = match places {
                [] => format!("the piece is not in the file; {}", contents.instead(row)),
                [place] if *place == own => match contents.cut_short(row) {
                    Some(page) => format!("a page of the piece is missing after page {page} of the file"),
                    None => flaw.without_piece(),
                },
                [_] if !budget.take(row) => flaw.without_piece(),
                [place] => {
                    let shift = *place as i64 - own as i64;
                    match reader.piece(&row.expected(), *place, Wanted::Anything) {
                        Ok(read) if row.differs(&read).is_none() => {
                            // A page lost or added moves everything behind it: that is one thing to say, not thousands.
                            if let Some((_, same, count)) = &mut slipped
                                && *same == shift
                            {
                                *count += 1;
                            } else {
                                self.say_slipped(slipped.replace((row, shift, 1)), &contents, few);
                            }
                            continue;
                        }
                        Ok(_) => "its pages have changed since the package was created (page hash)".to_owned(),
                        Err(flaw) => flaw.without_piece(),
                    }
                }
                several => {
                    few.push(self.doubled(row, several));
                    continue;
                }
            };
            few.push(say(message));
        }
        self.say_slipped(slipped, &contents, few);
        let told: HashSet<_> = astray.iter().map(|(row, _)| row.id).collect();
        for row in self.rows.iter().filter(|row| !told.contains(&row.id)) {
            let places = contents.places(row.id);
            if places.len() > 1 {
                few.push(self.doubled(row, places));
            }
        }
        for (id, page) in contents.strangers(&self.rows) {
            let message = format!("page {} begins a piece that the manifest does not have in this file", page + 1);
            few.push(PackageFault::of(&self.name, message).about(id));
        }
    }

    fn doubled(&self, row: &ManifestRow, places: &[usize]) -> PackageFault {
        let pages: Vec<_> = places.iter().take(PLACES).map(|page| (page + 1).to_string()).collect();
        let more = if places.len() > PLACES { " and others" } else { "" };
        let message = format!("the piece is in the file {} times, from pages {}{more}", places.len(), pages.join(", "));
        PackageFault::of(&self.name, message).about(row.id)
    }

    fn say_slipped(&self, slipped: Option<(&ManifestRow, i64, u64)>, contents: &PackageContents, few: &mut Few) {
        let Some((row, shift, count)) = slipped else { return };
        let side = if shift < 0 { "before" } else { "behind" };
        let pages = shift.unsigned_abs();
        let message = match count {
            1 => format!("the piece is {pages} pages {side} its place in the manifest; {}", contents.instead(row)),
            n => format!("this and {} pieces after it are {pages} page(s) {side} their place in the manifest", n - 1),
        };
        few.push(PackageFault::of(&self.name, message).about(row.id));
    }

    /// Checks the files of single pieces, where the vendor wants them as well: each must hold the very same pages.
    fn singles(&self, files: &dyn PackageFiles, sums: &Sums, symbols: Symbols, few: &mut Few) {
        for row in self.rows.iter().filter(|row| row.has_single) {
            let name = single_name(row);
            let bytes = match read(files, &name) {
                Ok(bytes) => bytes,
                Err(error) => {
                    few.push(PackageFault::unreadable(&name, &error));
                    continue;
                }
            };
            sums.hold(&name, &Digest::of(&bytes)).into_iter().for_each(|p| few.push(p));
            let proved = open(&bytes, symbols).and_then(|mut reader| {
                let read = reader.piece(&row.expected(), 0, Wanted::Anything)?;
                Ok((reader.pages() == row.pages() as usize, row.differs(&read)))
            });
            match proved {
                Ok((true, None)) => {}
                Ok((true, Some(what))) => few.push(PackageFault::of(&name, what).about(row.id)),
                Ok((false, _)) => few.push(PackageFault::of(&name, "the file holds more than the piece").about(row.id)),
                Err(flaw) => few.push(PackageFault::of(&name, flaw.without_piece()).about(row.id)),
            }
        }
    }
}

/// The name of the file that holds one piece alone.
pub(super) fn single_name(row: &ManifestRow) -> String {
    format!("{}.pdf", row.id)
}

fn open(bytes: &[u8], symbols: Symbols) -> Result<Proofreader<'_>, Flaw> {
    let reader = Proofreader::open(bytes)?;
    Ok(reader.with_symbols(symbols))
}

/// The most bytes of a file of letters: ten thousand letters have a fifth of it.
const LARGEST: u64 = 256 << 20;

fn read(files: &dyn PackageFiles, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    files.open(name)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than any of its kind"));
    }
    Ok(bytes)
}
