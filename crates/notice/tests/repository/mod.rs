//! The repository's own templates and sample case, for tests that run on them.

#![allow(dead_code, reason = "each test program uses a part of it")]

use notice::party::{Incident, Templates};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Returns the templates that counsel edits, without pictures and typefaces.
pub fn templates() -> Templates {
    Templates::new(
        files().into_iter().filter(|(path, _)| path.ends_with(".hbs") || path.ends_with(".toml")).collect::<Vec<_>>(),
    )
}

/// Everything below `templates/`, by its path there.
pub fn files() -> Vec<(String, Vec<u8>)> {
    fn gather(base: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(base, &path, files);
            } else {
                let name = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    let base = root().join("templates");
    let mut files = Vec::new();
    gather(&base, &base, &mut files);
    files
}

/// The text of the sample incident file.
pub fn incident_text() -> String {
    fs::read_to_string(root().join("sample-data/incident.toml")).unwrap()
}

/// The sample case.
pub fn incident() -> Incident {
    Incident::parse("incident.toml", &incident_text()).unwrap()
}
