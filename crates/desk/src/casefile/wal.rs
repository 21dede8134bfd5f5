//! The file beside an open case, `NAME-wal`: whether what is in it belongs to the case that lies there. The database takes in
//! whatever it finds under that name.
//!
//! Shape, from the documents of `SQLite`: a head of 32 bytes (mark, version, size of a page, number, two salts, two sums), then
//! frames of 24 bytes (page, size of the database, the two salts, two sums) and a page each. Numbers are big-endian.

use super::beside::beside;
use super::id::ActId;
use super::key::{Key, Salt};
use super::pages::Layout;
use super::seal::Seal;
use super::{failure, medium};
use crate::CommandError;
use std::fs::File;
use std::io::Read;
use std::path::Path;

const HEAD: usize = 32;
const FRAME: usize = 24;

/// Content of the file beside a case.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Nothing, or no file.
    Nothing,
    /// Something that no database wrote, or less than one page.
    Junk,
    /// Changes of these pages.
    Pages(Vec<u32>),
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// Returns true if the checksums of the head are right.
fn is_head(head: &[u8]) -> bool {
    let mark = number(head, 0);
    if mark & !1 != 0x377f_0682 {
        return false;
    }
    let word = |at: usize| if mark & 1 == 1 { number(head, at) } else { number(head, at).swap_bytes() };
    let (mut one, mut two) = (0u32, 0u32);
    for at in (0..24).step_by(8) {
        one = one.wrapping_add(word(at)).wrapping_add(two);
        two = two.wrapping_add(word(at + 4)).wrapping_add(one);
    }
    (one, two) == (number(head, 24), number(head, 28))
}

/// Looks into the file beside a case.
fn look(path: &Path) -> Found {
    let Ok(mut file) = File::open(beside(path, "-wal")) else { return Found::Nothing };
    let length = file.metadata().map_or(0, |about| about.len());
    if length == 0 {
        return Found::Nothing;
    }
    let mut head = [0; HEAD];
    if file.read_exact(&mut head).is_err() || !is_head(&head) {
        return Found::Junk;
    }
    let step = FRAME as u64 + u64::from(number(&head, 8));
    if length < HEAD as u64 + step {
        return Found::Junk;
    }
    let mut pages = Vec::new();
    let mut frame = [0; FRAME];
    for at in (HEAD as u64..).step_by(usize::try_from(step).unwrap_or(usize::MAX)).take_while(|at| at + step <= length)
    {
        // Frames behind those of the head's own salts are of an earlier round, and count no more.
        if crate::io::read::read_exact_at(&file, &mut frame, at).is_err() || frame[8..16] != head[16..24] {
            break;
        }
        pages.push(number(&frame, 0));
    }
    pages.sort_unstable();
    pages.dedup();
    Found::Pages(pages)
}

/// Refuses a file beside the case that does not belong to it, or that is missing although the case was not closed.
///
/// Only the case file itself counts, without the changes that wait beside it. If it was closed, nothing but the mark
/// that it is opened may wait. If it was not closed, there must be changes that a database has written.
pub(super) fn must_belong(path: &Path, key: Option<&Key>, salt: &Salt) -> Result<(), CommandError> {
    let found = look(path);
    let alone = medium::connect_alone(path).and_then(|db| {
        super::database::unlock(&db, key, salt)?;
        let seal = Seal::read(&db)?;
        let layout = seal.as_ref().map(|_| Layout::of(&db, key.is_none())).transpose()?;
        let acts = db.query_row("SELECT coalesce(max(seq), 0) FROM act", [], |row| row.get::<_, ActId>(0))?;
        Ok((seal, layout, acts))
    });
    // Whatever else is wrong is told by opening it.
    let Ok((Some(seal), Some(layout), acts)) = alone else { return Ok(()) };
    match (seal.open, found) {
        (true, Found::Nothing | Found::Junk) => Err(failure::separated(path, acts)),
        // The database takes nothing in from junk: a program that was killed while it began leaves that.
        (true, Found::Pages(_)) | (false, Found::Nothing | Found::Junk) => Ok(()),
        (false, Found::Pages(pages)) if pages.iter().all(|&page| u64::from(page) == layout.apart) => Ok(()),
        (false, Found::Pages(_)) => Err(failure::foreign_wal(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, look};
    use rusqlite::Connection;

    #[test]
    fn a_file_of_changes_is_known_and_junk_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        let db = Connection::open(&path).expect("a database");
        db.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE a (b); INSERT INTO a VALUES (1);").expect("written");
        assert!(matches!(look(&path), Found::Pages(pages) if pages == [1, 2]));
        let wal = folder.path().join("x-wal");
        let whole = std::fs::read(&wal).expect("there");
        let random = vec![7; 20_000];
        for junk in [&whole[..100], &random, &whole[..3000]] {
            std::fs::write(folder.path().join("y-wal"), junk).expect("written");
            assert_eq!(look(&folder.path().join("y")), Found::Junk);
        }
        assert_eq!(look(&folder.path().join("z")), Found::Nothing);
    }
}
