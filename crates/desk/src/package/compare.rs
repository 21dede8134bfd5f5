//! Packages that stand in their folder already.

use std::path::Path;

/// Compares two files of one length, a stretch at a time.
fn same_bytes(one: &Path, other: &Path) -> bool {
    use std::io::Read;
    let compare = || -> std::io::Result<bool> {
        let (mut one, mut other) = (std::fs::File::open(one)?, std::fs::File::open(other)?);
        let (mut a, mut b) = (vec![0; 1 << 18], vec![0; 1 << 18]);
        loop {
            let n = one.read(&mut a)?;
            if n == 0 {
                return Ok(true);
            }
            other.read_exact(&mut b[..n])?;
            if a[..n] != b[..n] {
                return Ok(false);
            }
        }
    };
    compare().unwrap_or(false)
}

/// Returns true if two folders hold the same files with the same bytes: a package that was damaged or added to is not
/// the one that this run makes.
pub fn same_files(staged: &Path, standing: &Path) -> bool {
    let names = |folder: &Path| -> Option<Vec<std::ffi::OsString>> {
        let mut names: Vec<_> =
            std::fs::read_dir(folder).ok()?.map(|e| e.map(|e| e.file_name())).collect::<Result<_, _>>().ok()?;
        names.sort();
        Some(names)
    };
    let same = |name: &std::ffi::OsString| {
        let size = |folder: &Path| std::fs::metadata(folder.join(name)).ok().map(|about| about.len());
        size(staged).is_some() && size(staged) == size(standing) && same_bytes(&staged.join(name), &standing.join(name))
    };
    names(staged).is_some_and(|own| Some(&own) == names(standing).as_ref() && own.iter().all(same))
}
