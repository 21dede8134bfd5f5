//! Files that a single file is never written over, whatever is said: cases, incident files, what the command reads, and
//! whatever is no regular file.

use crate::CommandError;
use notice::finding::Problem;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Suffixes of the names of cases.
const CASES: [&str; 2] = [".case", ".noticecase"];

/// First bytes of every plain `SQLite` file.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// The size of the pages of a case.
const PAGE: usize = 4096;

/// Tables of an incident file; a file with two of them is one.
const TABLES: [&str; 3] = ["practice", "incident", "mailing"];

/// Longer than any incident file.
const LONGEST: u64 = 4 << 20;

/// Refuses a path that must not be written over. Gives what stands there, if anything does.
pub(super) fn refuse(path: &Path, inputs: &[PathBuf]) -> Result<Option<Metadata>, CommandError> {
    let refused =
        |message: &str, advice: &str| Err(Problem::of_file(path.display().to_string(), message, advice).into());
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return refused("This is not a file name.", "Choose a file name.");
    };
    if inputs.iter().any(|input| is_same(path, input)) {
        return refused("This file is one of the inputs and would be overwritten.", "Choose another file name.");
    }
    let lower = name.to_lowercase();
    if CASES.iter().any(|ending| lower.ends_with(ending)) {
        return refused(
            "This is the name of a case file.",
            "Choose another file name; a case file is never overwritten.",
        );
    }
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CommandError::disk(path, "Writing", &error)),
    };
    if about.is_dir() {
        return refused("This is a folder.", "Choose a file name.");
    }
    if about.is_symlink() {
        return refused("This is a link to another place; links are not followed.", "Choose the file itself.");
    }
    if !about.is_file() {
        return refused("This is a device or a pipe.", "Choose a file name.");
    }
    if is_case(path, &name, about.len())? {
        let advice = "Choose another file name. If it is not a case, move it first.";
        return refused(
            "This file is a case, or another encrypted file or database, and is never overwritten.",
            advice,
        );
    }
    if is_incident(path, about.len())? {
        return refused("This is an incident file, and is never overwritten.", "Choose another file name.");
    }
    Ok(Some(about))
}

/// Returns true if both paths are one file: by the file itself where both are there, so that a second name of it counts
/// too, and otherwise by folder and name. A file in a folder of inputs is one of them.
fn is_same(path: &Path, input: &Path) -> bool {
    match (fs::metadata(path), fs::metadata(input)) {
        (Ok(_), Ok(folder)) if folder.is_dir() => {
            matches!((path.canonicalize(), input.canonicalize()), (Ok(path), Ok(input)) if path.starts_with(&input))
        }
        (Ok(one), Ok(other)) => {
            is_one(&one, &other) || matches!((place(path), place(input)), (Some(a), Some(b)) if a == b)
        }
        _ => matches!((place(path), place(input)), (Some(a), Some(b)) if a == b),
    }
}

#[cfg(unix)]
fn is_one(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.ino() == other.ino() && one.dev() == other.dev()
}

/// The standard library tells no identity of files here.
#[cfg(not(unix))]
fn is_one(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Folder and name of a file that may not be there yet; without regard to capitals where the disk has none.
fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = path.canonicalize() {
        return Some(place);
    }
    let absolute = std::path::absolute(path).ok()?;
    let name = absolute.file_name()?.to_str()?;
    let name = if cfg!(any(windows, target_os = "macos")) { name.to_lowercase() } else { name.to_owned() };
    Some(absolute.parent()?.canonicalize().ok()?.join(name))
}

/// Returns true if a file is a case, or could be one. A plain case begins as every database does. An encrypted one has
/// no mark: it is whole pages in which every byte is as frequent as any other, which no text, table, picture or
/// document is.
fn is_case(path: &Path, name: &str, length: u64) -> Result<bool, CommandError> {
    let beside = |name: String| fs::symlink_metadata(path.with_file_name(name)).is_ok();
    if beside(format!(".{name}.lock")) || beside(format!("{name}-wal")) {
        return Ok(true);
    }
    let head = head(path, PAGE as u64)?;
    Ok(head.starts_with(DATABASE) || length > 0 && length.is_multiple_of(PAGE as u64) && is_random(&head))
}

/// Returns true if the bytes of a page look random: the chi-square of their counts lies within seven deviations of its
/// mean. Of a thousand million encrypted pages less than one lies outside.
fn is_random(page: &[u8]) -> bool {
    let mut counts = [0_u32; 256];
    for byte in page {
        counts[usize::from(*byte)] += 1;
    }
    let expected = page.len() as f64 / 256.0;
    let chi: f64 = counts.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
    page.len() == PAGE && chi < 255.0 + 7.0 * 510_f64.sqrt()
}

fn is_incident(path: &Path, length: u64) -> Result<bool, CommandError> {
    if length > LONGEST {
        return Ok(false);
    }
    let Ok(text) = String::from_utf8(head(path, LONGEST)?) else { return Ok(false) };
    let tables = match text.parse::<toml_edit::DocumentMut>() {
        Ok(file) => TABLES.iter().filter(|name| file.get(name).is_some_and(toml_edit::Item::is_table_like)).count(),
        // One that somebody is still writing has a mistake in it, and its headings all the same.
        Err(_) => TABLES
            .iter()
            .filter(|name| text.lines().any(|line| line.trim_start().starts_with(&format!("[{name}]"))))
            .count(),
    };
    Ok(tables >= 2)
}

/// The first bytes of a file.
pub(super) fn head(path: &Path, length: u64) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut bytes));
    read.map_err(|error| CommandError::disk(path, "Reading the existing file", &error))?;
    Ok(bytes)
}

/// The files that an incident file names: logo, signature, letterhead, codes. None where it cannot be read; the command
/// itself says why.
pub fn named_in(incident: &Path) -> Vec<PathBuf> {
    let Ok(text) = crate::io::read::settings(incident) else { return Vec::new() };
    let Ok(file) = text.parse::<toml_edit::DocumentMut>() else { return Vec::new() };
    let mut named = Vec::new();
    words(file.as_table(), &mut |word| {
        let path = incident.with_file_name(word);
        if path.is_file() {
            named.push(path);
        }
    });
    named
}

fn words(table: &dyn toml_edit::TableLike, told: &mut dyn FnMut(&str)) {
    for (_, item) in table.iter() {
        if let Some(table) = item.as_table_like() {
            words(table, told);
        } else if let Some(word) = item.as_str().filter(|word| !word.is_empty() && word.len() < 256) {
            told(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_random, refuse};
    use std::fs;
    use std::path::PathBuf;

    #[test]
    fn only_pages_of_chance_look_encrypted() {
        for _ in 0..200 {
            let mut page = vec![0; 4096];
            getrandom::fill(&mut page).expect("random bytes");
            assert!(is_random(&page));
        }
        let text = include_str!("never.rs").as_bytes();
        assert!(!is_random(&text[..4096]) && !is_random(&[0; 4096]) && !is_random(&[]));
    }

    #[test]
    fn cases_incident_files_and_inputs_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).expect("written");
            path
        };
        let mut page = vec![0; 8192];
        getrandom::fill(&mut page).expect("random bytes");
        let list = put("list.csv", b"a,b\n");
        let (used, waiting) = (put("used", b"x"), put("waiting", b"x"));
        put(".used.lock", b"");
        put("waiting-wal", b"");
        let refused = [
            put("encrypted", &page),
            put("plain", b"SQLite format 3\0 and so on"),
            put("incident.toml", b"[practice]\nname = \"A\"\n[mailing]\ndate = 2025-03-21\n"),
            put("broken.toml", b"[practice]\nname = \n[incident]\n"),
            put("dotted.toml", b"practice.name = \"A\"\nincident.kind = \"B\"\n"),
            folder.path().join("new.case"),
            folder.path().join("NEW.NOTICECASE"),
            folder.path().to_owned(),
            PathBuf::from("/"),
            list.clone(),
            used,
            waiting,
        ];
        for path in refused {
            assert!(refuse(&path, std::slice::from_ref(&list)).is_err(), "{}", path.display());
        }
        let fine =
            [put("notes.toml", b"a = 1\n"), put("old.csv", b"a,b\n"), folder.path().join("new.csv"), put("none", b"")];
        for path in fine {
            assert!(refuse(&path, std::slice::from_ref(&list)).is_ok(), "{}", path.display());
        }
        assert!(refuse(&folder.path().join("old.csv"), &[folder.path().to_owned()]).is_err(), "in a folder of inputs");
        // What is made by the same command is not there yet.
        let made = folder.path().join("x.db");
        assert!(refuse(&made, std::slice::from_ref(&made)).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_are_refused_and_a_second_name_is_the_same_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (list, second, link) =
            (folder.path().join("list.csv"), folder.path().join("second.csv"), folder.path().join("link.csv"));
        fs::write(&list, "a,b\n").expect("written");
        fs::hard_link(&list, &second).expect("a second name");
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).expect("a link");
        assert!(refuse(&second, std::slice::from_ref(&list)).is_err());
        assert!(refuse(&second, &[]).is_ok());
        assert!(refuse(&link, &[]).is_err());
        assert!(refuse("/dev/null".as_ref(), &[]).is_err());
    }
}
