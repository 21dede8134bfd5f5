//! Reasons why a command failed, and the exit code that the caller should give.

use notice::finding::{FaceProblem, Problem, ProblemCode};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A command that was not carried out.
#[derive(Debug)]
pub enum CommandError {
    /// An input cannot be used as it is, or the command was used wrongly: everything that is wrong, in order.
    Input(Vec<Problem>),
    /// The machine could not do it: disk, permission.
    Environment(Problem),
    /// Somebody stopped it.
    Stopped(Problem),
}

/// The most reasons that are told one by one.
const MOST_TOLD: usize = 100;

impl CommandError {
    /// One reason in the input.
    pub fn input(message: impl Into<String>, advice: impl Into<ProblemCode>) -> Self {
        Self::Input(vec![Problem::of_file("", message, advice)])
    }

    /// The work was stopped by whoever waited for it.
    pub fn stopped() -> Self {
        let advice = "Unfinished files were removed. You can start again.";
        Self::Stopped(Problem::of_file("", "Stopped.", advice))
    }

    /// The same after an action was recorded in a case.
    pub fn stopped_after_recording() -> Self {
        let advice = FaceProblem::StoppedAfterRecording;
        Self::Stopped(Problem::of_file("", "Stopped after part of it was saved in the case.", advice))
    }

    /// A failure of disk or permission at a path. Paths name files that the user chose, never people.
    pub fn disk(path: &Path, doing: &str, error: &io::Error) -> Self {
        if let Some((fault, advice)) = path_fault(error) {
            let shown = shorten(&path.display().to_string());
            return Self::Environment(Problem::of_file(shown, format!("{doing} failed: {fault}."), advice));
        }
        let advice = match error.kind() {
            io::ErrorKind::PermissionDenied => "Choose a folder where you can save files, or change its permissions.",
            io::ErrorKind::StorageFull => "Free some space on the drive, or choose another one.",
            io::ErrorKind::NotFound => "Check that the path is right.",
            io::ErrorKind::ReadOnlyFilesystem => "Choose a folder on a drive that is not read-only.",
            _ => "Check the drive and try again.",
        };
        let message = format!("{doing} failed: {}.", plain(error));
        Self::Environment(Problem::of_file(path.display().to_string(), message, advice))
    }

    /// The same for an input: a path that can name nothing is wrong use.
    pub fn unreadable(path: &Path, doing: &str, error: &io::Error) -> Self {
        match path_fault(error) {
            Some((fault, advice)) => {
                let shown = shorten(&path.display().to_string());
                Problem::of_file(shown, format!("File not found: {fault}."), advice).into()
            }
            None => Self::disk(path, doing, error),
        }
    }

    /// The reasons as they are told: all of them, or the first hundred and how many more there are. A table of half a million
    /// wrong lines has as many reasons, which nobody reads.
    pub fn told_reasons(&self) -> Vec<Problem> {
        let all = self.reasons();
        let mut told = all[..all.len().min(MOST_TOLD)].to_vec();
        if let Some(next) = all.get(MOST_TOLD) {
            let message = format!("{} more problems like these.", all.len() - MOST_TOLD);
            told.push(Problem::of_file(
                next.place.file.clone(),
                message,
                "Correct the ones above first, then try again.",
            ));
        }
        told
    }

    /// The same with every reason changed.
    #[must_use]
    pub fn map(self, change: impl Fn(Problem) -> Problem) -> Self {
        match self {
            Self::Input(reasons) => Self::Input(reasons.into_iter().map(change).collect()),
            Self::Environment(reason) => Self::Environment(change(reason)),
            Self::Stopped(reason) => Self::Stopped(change(reason)),
        }
    }

    /// The same, with files named by the paths that somebody gave, where they are named otherwise: by their name alone, as a
    /// case keeps it, or by the whole path of a file that was opened.
    #[must_use]
    pub fn as_given(self, given: &[PathBuf]) -> Self {
        self.map(|mut reason| {
            let told = Path::new(&reason.place.file);
            let is_told = |path: &&PathBuf| {
                path.file_name().is_some_and(|name| name == told.as_os_str())
                    || told.is_absolute() && path.canonicalize().is_ok_and(|real| real == told)
            };
            if !given.iter().any(|path| path.as_os_str() == told.as_os_str()) {
                let mut found: Vec<&PathBuf> = given.iter().filter(is_told).collect();
                found.dedup();
                if let [path] = found[..] {
                    reason.place.file = path.display().to_string();
                }
            }
            reason
        })
    }

    /// The same with further advice behind what to do.
    #[must_use]
    pub fn adding(self, advice: impl Into<ProblemCode>) -> Self {
        let advice = advice.into();
        self.map(|reason| reason.adding(advice.clone()))
    }

    /// The exit code that the command line promises: 2 refused or wrong use, 3 environment.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Stopped(_) => 2,
            Self::Environment(_) => 3,
        }
    }

    /// Every reason.
    pub fn reasons(&self) -> &[Problem] {
        match self {
            Self::Input(reasons) => reasons,
            Self::Environment(reason) | Self::Stopped(reason) => std::slice::from_ref(reason),
        }
    }
}

/// The fault of a path that can name no file, whatever the disk holds, and what to do.
fn path_fault(error: &io::Error) -> Option<(&'static str, &'static str)> {
    #[cfg(unix)]
    if error.raw_os_error() == Some(nix::errno::Errno::ELOOP as i32) {
        return Some((
            "the link points to itself, or to another that points back to it",
            "Choose the file itself, or recreate the link.",
        ));
    }
    match error.kind() {
        io::ErrorKind::InvalidFilename => Some((
            "the name is too long, or has a character that file names cannot have",
            "Check that the path is right.",
        )),
        io::ErrorKind::NotADirectory => {
            Some(("part of the path is a file instead of a folder", "Check that the path is right."))
        }
        _ => None,
    }
}

/// The most characters of a path of which nothing can be there.
const LONGEST_PATH: usize = 160;

/// A path that is shown, cut in its middle where no disk has one as long.
fn shorten(path: &str) -> String {
    let count = path.chars().count();
    if count <= LONGEST_PATH {
        return path.to_owned();
    }
    let half = LONGEST_PATH / 2;
    path.chars().take(half).chain(['…']).chain(path.chars().skip(count - half)).collect()
}

/// The operating system's words without its error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

impl From<Problem> for CommandError {
    fn from(refusal: Problem) -> Self {
        Self::Input(vec![refusal])
    }
}

impl From<Vec<Problem>> for CommandError {
    fn from(refusals: Vec<Problem>) -> Self {
        Self::Input(refusals)
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, reason) in self.reasons().iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CommandError {}

#[cfg(test)]
mod tests {
    use super::CommandError;
    use notice::finding::Problem;
    use std::io;
    use std::path::{Path, PathBuf};

    #[test]
    fn a_path_that_can_name_nothing_is_no_fault_of_the_disk() {
        for (kind, words) in [(io::ErrorKind::InvalidFilename, "too long"), (io::ErrorKind::NotADirectory, "folder")] {
            let told = CommandError::unreadable(Path::new("a/b"), "Reading", &kind.into());
            assert!(told.exit_code() == 2 && told.to_string().contains(words), "{told}");
            // What is to be written there is another matter: it was wanted, and cannot be done.
            let told = CommandError::disk(Path::new("a/b"), "Writing", &kind.into());
            assert!(told.exit_code() == 3 && told.to_string().contains(words), "{told}");
        }
        let long = "n".repeat(5_000);
        let told = CommandError::unreadable(Path::new(&long), "Reading", &io::ErrorKind::InvalidFilename.into());
        assert!(told.to_string().chars().count() < 400, "{told}");
        let told = CommandError::unreadable(Path::new("a"), "Reading", &io::ErrorKind::StorageFull.into());
        assert_eq!(told.exit_code(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_itself_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&link, &link).expect("a link");
        let error = std::fs::metadata(&link).expect_err("a loop");
        let told = CommandError::unreadable(&link, "Reading", &error);
        assert!(told.exit_code() == 2 && told.to_string().contains("points to itself"), "{told}");
    }

    #[test]
    fn a_file_is_named_as_it_was_given() {
        let folder = tempfile::tempdir().expect("a folder");
        let (here, other) = (folder.path().join("list.csv"), folder.path().join("other/list.csv"));
        std::fs::write(&here, "").expect("written");
        let named = |file: &str, given: &[PathBuf]| {
            let told = CommandError::from(Problem::of_file(file, "It is empty.", "")).as_given(given);
            told.reasons()[0].place.file.clone()
        };
        let given = [here.clone()];
        assert_eq!(named("list.csv", &given), here.display().to_string());
        assert_eq!(named("lists.csv", &given), "lists.csv");
        assert_eq!(named("", &given), "");
        // Whose of two it is, nobody can tell.
        assert_eq!(named("list.csv", &[here.clone(), other]), "list.csv");
        let real = here.canonicalize().expect("a path").display().to_string();
        let around = folder.path().join(".").join("list.csv");
        assert_eq!(named(&real, std::slice::from_ref(&around)), around.display().to_string());
    }
}
