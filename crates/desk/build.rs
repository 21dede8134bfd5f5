//! Builds the templates and the sample case into the program, so that it runs with nothing beside it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded.rs");
    let mut text = String::new();
    for (name, folder) in [("TEMPLATES", "templates"), ("SAMPLE", "sample-data")] {
        let top = root.join(folder).canonicalize()?;
        println!("cargo:rerun-if-changed={}", top.display());
        let mut files = Vec::new();
        collect(&top, &mut files)?;
        files.sort();
        let _ = writeln!(text, "pub(crate) static {name}: &[(&str, &[u8])] = &[");
        for file in files {
            let below = file.strip_prefix(&top).map_err(io::Error::other)?;
            let key: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            let _ = writeln!(text, "    ({:?}, include_bytes!({:?})),", key.join("/"), file.display().to_string());
        }
        text.push_str("];\n");
    }
    fs::write(out, text)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        println!("cargo:rerun-if-changed={}", path.display());
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
