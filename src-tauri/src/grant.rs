//! Places of the disk that the pages may name. A page never says where something lies: the program gives it a token for a file
//! or a folder that somebody chose in the system's own chooser, let go over the window or opened before, or that the program
//! itself made. A token serves the one use for which it was given, so that a page that is no longer ours (words of a list that
//! became a script) can neither read a file that nobody chose nor write where nobody wanted it.

use crate::dialog::DialogKind;
use desk::CommandError;
use notice::finding::escape_line;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Number of tokens that are known at once; of more, the oldest are forgotten.
const MOST: usize = 256;

/// Use for which a file or a folder was chosen, and the only one that is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A case is opened, restored from a backup, or taken off the list of cases.
    OpenCase,
    /// A case is made there.
    MakeCase,
    /// A copy of the open case is made there.
    CopyCase,
    /// A backup is read, to take the place of a case.
    ReadBackup,
    /// An incident file is read, and the files that it names.
    ReadIncident,
    /// A list of people, guardians or pieces is read.
    ReadList,
    /// A vendor's profile is read.
    ReadVendor,
    /// A picture, a letterhead or codes are read.
    ReadPicture,
    /// A page that counsel signed is read.
    ReadSignedPage,
    /// Counsel's pack is read.
    ReadPack,
    /// A package that was made here is read.
    ReadPackage,
    /// Folders and files of the program's making are put into a folder.
    FillFolder,
    /// Backups are put into a folder.
    KeepBackups,
    /// The acts of the case are written as a file.
    WriteActs,
    /// A letter is written as a file.
    WriteLetter,
    /// The wording is written as a file.
    WriteWording,
    /// A document with edited wording is read.
    ReadWording,
}

impl From<DialogKind> for Use {
    fn from(wanted: DialogKind) -> Self {
        match wanted {
            DialogKind::Case => Self::OpenCase,
            DialogKind::NewCase => Self::MakeCase,
            DialogKind::Copy => Self::CopyCase,
            DialogKind::Backup => Self::ReadBackup,
            DialogKind::Incident => Self::ReadIncident,
            DialogKind::List => Self::ReadList,
            DialogKind::Vendor => Self::ReadVendor,
            DialogKind::Picture => Self::ReadPicture,
            DialogKind::SignedPage => Self::ReadSignedPage,
            DialogKind::CounselPack => Self::ReadPack,
            DialogKind::Folder => Self::FillFolder,
            DialogKind::BackupFolder => Self::KeepBackups,
            DialogKind::NewFile => Self::WriteActs,
            DialogKind::NewDocx => Self::WriteLetter,
            DialogKind::NewWording => Self::WriteWording,
            DialogKind::EditedWording => Self::ReadWording,
        }
    }
}

/// A word of chance that stands for a place of the disk. A page can keep it and send it back, and make none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Token(String);

impl Token {
    /// 128 bits of chance in hexadecimal digits.
    fn new() -> Result<Self, CommandError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| {
            CommandError::input("This computer gave no random numbers.", "Restart the computer and try again.")
        })?;
        Ok(Self(bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })))
    }
}

/// A file or a folder as the pages have it: the token to send back, and words to show, which are never taken back.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Chosen {
    /// Token that the pages send back.
    pub token: Token,
    /// Its name without the folder.
    pub name: String,
    /// Its path, with its name.
    pub place: String,
}

#[derive(Debug)]
struct Grant {
    token: Token,
    path: PathBuf,
    of: Use,
}

/// Every token that counts.
#[derive(Debug, Default)]
pub struct Grants(Mutex<VecDeque<Grant>>);

impl Grants {
    /// Gives a token for a use of a place. The same place for the same use has one token.
    pub fn give(&self, path: &Path, of: Use) -> Result<Chosen, CommandError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.iter().position(|own| own.of == of && own.path == path).and_then(|at| all.remove(at));
        let token = known.map_or_else(Token::new, |own| Ok(own.token))?;
        all.push_back(Grant { token: token.clone(), path: path.clone(), of });
        while all.len() > MOST {
            all.pop_front();
        }
        let shown = |path: &Path| escape_line(&path.to_string_lossy()).into_owned();
        let name = path.file_name().map(|name| shown(Path::new(name))).unwrap_or_default();
        Ok(Chosen { token, name, place: shown(&path) })
    }

    /// The place that a token stands for, if it was given for just this use.
    pub fn path(&self, token: &Token, of: Use) -> Result<PathBuf, CommandError> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        at(&all, token, of).map(|at| all[at].path.clone())
    }

    /// Refuses a token that does not serve a use, before anything is done for it.
    pub fn check(&self, token: &Token, of: Use) -> Result<(), CommandError> {
        self.path(token, of).map(drop)
    }

    /// The place of a token that may be missing.
    pub fn path_if(&self, token: Option<&Token>, of: Use) -> Result<Option<PathBuf>, CommandError> {
        token.map(|token| self.path(token, of)).transpose()
    }

    /// The places of files that are each named by a key.
    pub fn paths(&self, files: Vec<(String, Token)>, of: Use) -> Result<Vec<(String, PathBuf)>, CommandError> {
        files.into_iter().map(|(key, token)| Ok((key, self.path(&token, of)?))).collect()
    }

    /// Does something once: a token for a new file is used up when the file is there. Whoever chose it was asked once whether
    /// a file that stands there may go.
    pub fn once<T>(
        &self,
        token: &Token,
        of: Use,
        work: impl FnOnce(&Path) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let grant = {
            let mut all = lock();
            let at = at(&all, token, of)?;
            all.remove(at).ok_or_else(unknown)?
        };
        let done = work(&grant.path);
        if done.is_err() {
            lock().push_back(grant);
        }
        done
    }

    /// Ends every token that was for the case that was closed. Cases themselves can be opened again.
    pub fn end_case(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|own| own.of == Use::OpenCase);
    }
}

fn at(all: &VecDeque<Grant>, token: &Token, of: Use) -> Result<usize, CommandError> {
    let at = all.iter().position(|own| own.token == *token).ok_or_else(unknown)?;
    if all[at].of == of {
        return Ok(at);
    }
    Err(CommandError::input("The file or folder was chosen for something else.", "Choose the file again."))
}

fn unknown() -> CommandError {
    let message = "The file or folder was not chosen in this window, was already used, or was chosen too long ago.";
    CommandError::input(message, "Choose the file again.")
}

#[cfg(test)]
mod tests {
    use super::{Grants, MOST, Token, Use};
    use desk::CommandError;
    use std::path::Path;

    #[test]
    fn a_token_serves_its_own_use_and_no_other() {
        let grants = Grants::default();
        let list = grants.give(Path::new("/a/list.csv"), Use::ReadList).expect("given");
        assert_eq!(grants.path(&list.token, Use::ReadList).expect("known"), Path::new("/a/list.csv"));
        for other in [Use::OpenCase, Use::WriteActs, Use::ReadVendor, Use::FillFolder] {
            assert!(grants.path(&list.token, other).is_err(), "{other:?}");
        }
        for forged in ["", "/a/list.csv", "00000000000000000000000000000000"] {
            assert!(grants.path(&Token(forged.into()), Use::ReadList).is_err(), "{forged}");
        }
        assert_eq!((list.token.0.len(), list.name.as_str()), (32, "list.csv"));
    }

    #[test]
    fn what_a_name_hides_is_shown() {
        let grants = Grants::default();
        let chosen = grants.give(Path::new("/a/\u{202e}vsc.list"), Use::ReadList).expect("given");
        assert_eq!(chosen.name, "\\u{202e}vsc.list");
        assert!(chosen.place.ends_with("\\u{202e}vsc.list"));
    }

    #[test]
    fn a_new_file_is_written_once_and_again_only_after_a_failure() {
        let grants = Grants::default();
        let token = grants.give(Path::new("/a/acts.json"), Use::WriteActs).expect("given").token;
        let failed: Result<(), _> = grants.once(&token, Use::WriteActs, |_| Err(CommandError::stopped()));
        assert!(failed.is_err());
        grants.once(&token, Use::WriteActs, |_| Ok(())).expect("the first that succeeds");
        let mut ran = false;
        let again = grants.once(&token, Use::WriteActs, |_| {
            ran = true;
            Ok(())
        });
        assert!(again.is_err() && !ran);
    }

    #[test]
    fn the_table_is_bounded_and_one_place_takes_one_line() {
        let grants = Grants::default();
        let first = grants.give(Path::new("/a/first"), Use::ReadList).expect("given").token;
        for _ in 0..2 * MOST {
            let same = grants.give(Path::new("/a/same"), Use::ReadList).expect("given").token;
            assert_eq!(grants.give(Path::new("/a/same"), Use::ReadList).expect("given").token, same);
        }
        assert!(grants.path(&first, Use::ReadList).is_ok());
        for n in 0..MOST {
            grants.give(Path::new(&format!("/a/{n}")), Use::ReadList).expect("given");
        }
        assert!(grants.path(&first, Use::ReadList).is_err());
    }

    #[test]
    fn what_was_chosen_for_a_case_ends_with_it() {
        let grants = Grants::default();
        let list = grants.give(Path::new("/a/list.csv"), Use::ReadList).expect("given").token;
        let case = grants.give(Path::new("/a/a.case"), Use::OpenCase).expect("given").token;
        grants.end_case();
        assert!(grants.path(&list, Use::ReadList).is_err() && grants.path(&case, Use::OpenCase).is_ok());
    }
}
