//! Lists as they were given: files of text as they lie on the disk, workbooks and tables in other clothes sheet by sheet.

use super::book::{HEAD, InputKind, SheetSummary, kind_of};
use super::workbook::{self, SheetText, shown};
use crate::CommandError;
use crate::io::path::file_name;
use crate::io::read::{self, ListFile};
use notice::digest::Digest;
use notice::finding::{FaceProblem, Problem};
use notice::intake::ListBytes;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest workbook.
const LARGEST: u64 = 128 << 20;

/// A list that was given: a file, or a sheet of one.
pub struct ListInput {
    path: PathBuf,
    sheet: Option<String>,
    bytes: Box<dyn ListBytes>,
    origin: Option<Digest>,
}

impl ListInput {
    /// The file as the user gave it, with the name of the sheet where it has several.
    pub fn name(&self) -> String {
        self.with_sheet(self.path.display().to_string())
    }

    /// The same without folders.
    pub fn short_name(&self) -> String {
        self.with_sheet(file_name(&self.path))
    }

    fn with_sheet(&self, file: String) -> String {
        match &self.sheet {
            Some(sheet) => format!("{file} ({sheet})"),
            None => file,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns whether it is a sheet of a workbook or a table in other clothes.
    pub fn is_sheet(&self) -> bool {
        self.origin.is_some()
    }

    /// The digest of the workbook, and of the name of the sheet where it has several.
    pub fn origin(&self) -> Option<Digest> {
        self.origin
    }

    /// The bytes.
    pub fn bytes(&self) -> &dyn ListBytes {
        self.bytes.as_ref()
    }

    /// The bytes, for whoever keeps them.
    pub fn into_bytes(self) -> Box<dyn ListBytes> {
        self.bytes
    }
}

impl ListBytes for ListInput {
    fn len(&self) -> u64 {
        self.bytes.len()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        self.bytes.read_at(offset, buf)
    }
}

/// Opens the lists of some files, in order. Of a workbook come the sheets of `sheets`, by name or number, or the only one that holds
/// something.
///
/// # Errors
/// A workbook of which somebody must choose sheets, a sheet that none of them has, sheets where there is no workbook, and files of other
/// kinds, by their names.
pub fn open_lists(paths: &[PathBuf], sheets: &[String]) -> Result<Vec<ListInput>, CommandError> {
    let mut lists = Vec::with_capacity(paths.len());
    let mut used = vec![false; sheets.len()];
    let mut book = None;
    for path in paths {
        match kind(path)? {
            InputKind::Text => {
                let bytes = Box::new(ListFile::open(path)?);
                lists.push(ListInput { path: path.clone(), sheet: None, bytes, origin: None });
            }
            InputKind::Other(name, advice) => return Err(other(path, name, advice)),
            InputKind::Table(_) => {
                book.get_or_insert(path);
                let shown = path.display().to_string();
                let bytes = read::whole_up_to(LARGEST, path)?;
                for SheetText { name, csv } in workbook::take_sheets(&shown, &bytes, sheets, &mut used)? {
                    let origin = origin(&bytes, name.as_deref());
                    lists.push(ListInput {
                        path: path.clone(),
                        sheet: name,
                        bytes: Box::new(csv),
                        origin: Some(origin),
                    });
                }
            }
        }
    }
    let Some(at) = used.iter().position(|used| !used) else { return Ok(lists) };
    let Some(book) = book else {
        let message = "A sheet is named, but no list is a workbook.";
        return Err(CommandError::input(message, "Leave out the sheet, or name the workbook."));
    };
    let names: Vec<String> = summaries(book)?.iter().map(|sheet| shown(&sheet.name)).collect();
    let message = format!("The workbook has no sheet named \"{}\".", shown(&sheets[at]));
    Err(Problem::of_file(book.display().to_string(), message, FaceProblem::SheetUnknown { sheets: names }).into())
}

/// Opens the one list of a file.
///
/// # Errors
/// As of [`open_lists`], and several sheets.
pub fn open_list(path: &Path, sheet: Option<&str>) -> Result<ListInput, CommandError> {
    let sheets: Vec<String> = sheet.map(str::to_owned).into_iter().collect();
    let mut lists = open_lists(&[path.to_owned()], &sheets)?;
    lists.pop().ok_or_else(|| CommandError::input("The file has no list.", "Choose another file."))
}

/// The sheets of a file that hold something; none of a list in text.
pub fn summaries(path: &Path) -> Result<Vec<SheetSummary>, CommandError> {
    match kind(path)? {
        InputKind::Text => Ok(Vec::new()),
        InputKind::Other(name, advice) => Err(other(path, name, advice)),
        InputKind::Table(_) => workbook::summaries(&path.display().to_string(), &read::whole_up_to(LARGEST, path)?),
    }
}

/// The kind of a file by its first bytes and not by its name.
fn kind(path: &Path) -> Result<InputKind, CommandError> {
    if path.is_dir() {
        // Refused where it is opened as a list.
        return Ok(InputKind::Text);
    }
    let (file, _) = read::open(path)?;
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head).map_err(|e| CommandError::unreadable(path, "Reading", &e))?;
    Ok(kind_of(&head))
}

fn other(path: &Path, name: &str, advice: &str) -> CommandError {
    let message = format!("This is {name}, not a list that can be read.");
    Problem::of_file(path.display().to_string(), message, advice).into()
}

/// The digest of a workbook; of a sheet of several, of both.
fn origin(bytes: &[u8], sheet: Option<&str>) -> Digest {
    match sheet {
        None => Digest::of(bytes),
        Some(sheet) => {
            let mut digest = Sha256::new();
            digest.update(Digest::of(bytes));
            digest.update(sheet);
            digest.into()
        }
    }
}
