//! Names of files.

use std::path::Path;

/// A name without folders, so that a case does not tell on whose machine it was made.
pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
