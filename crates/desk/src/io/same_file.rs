//! Tests of whether two files are one.

use std::fs::{File, Metadata};
use std::path::Path;

/// Returns true if both are one file, by device and inode.
#[cfg(unix)]
pub fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Returns true: an open case can be neither renamed nor deleted here, so both are one file.
#[cfg(not(unix))]
pub fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Returns true if the open file is the one that stands at the path.
#[cfg(unix)]
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    matches!((file.metadata(), std::fs::symlink_metadata(path)), (Ok(one), Ok(other)) if is_same(&one, &other))
}

/// Returns true: an open file cannot be removed here, so it is the one that stands at the path.
#[cfg(not(unix))]
pub(crate) fn is_at(_: &File, _: &Path) -> bool {
    true
}
