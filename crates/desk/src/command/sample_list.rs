//! `sample-list`: exactly as many invented rows as asked for.

use crate::{Refused, embedded};
use notice::finding::Refusal;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes `people` invented rows to `out`, or to standard output.
pub fn sample_list(people: u64, seed: u64, out: Option<&Path>) -> Result<(), Refused> {
    let templates = embedded::templates();
    let table = templates.text("zip3-state.csv")?;
    match out {
        None => {
            let stdout = std::io::stdout().lock();
            write(people, seed, table, BufWriter::new(stdout)).or_else(|e| match e.kind() {
                // Whoever reads our output has seen enough.
                std::io::ErrorKind::BrokenPipe => Ok(()),
                _ => Err(Refused::disk(Path::new("standard output"), "Writing", &e)),
            })
        }
        Some(path) => {
            if path.is_dir() {
                let shown = path.display().to_string();
                return Err(Refusal::of_file(shown, "This is a folder.", "Name the file to write.").into());
            }
            let staging = path.with_extension("staging");
            let written = fs::File::create(&staging)
                .and_then(|file| write(people, seed, table, BufWriter::with_capacity(1 << 18, file)))
                .and_then(|()| fs::rename(&staging, path));
            if written.is_err() {
                let _ = fs::remove_file(&staging);
            }
            written.map_err(|e| Refused::disk(path, "Writing", &e))
        }
    }
}

fn write(people: u64, seed: u64, table: &str, mut out: impl Write) -> std::io::Result<()> {
    notice::specimen::sample_list(people, seed, table, &mut out)?;
    out.flush()
}
