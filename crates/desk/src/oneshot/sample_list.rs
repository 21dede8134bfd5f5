//! `sample-list`: exactly as many invented rows as asked for.

use crate::CommandError;
use crate::io::embedded;
use crate::io::outbox::{FileKind, SingleFile, Writing};
use crate::task::{CommandContext, TaskControl};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes `people` invented rows to `out`, or to standard output.
pub fn sample_list(people: u64, seed: u64, out: Option<&Path>, command: &CommandContext) -> Result<(), CommandError> {
    let templates = embedded::templates();
    let table = templates.text("zip3-state.csv")?;
    match out {
        None => {
            let stdout = io::stdout().lock();
            write(people, seed, table, BufWriter::new(stdout)).or_else(|e| match e.kind() {
                // Whoever reads our output has seen enough.
                io::ErrorKind::BrokenPipe => Ok(()),
                _ => Err(CommandError::disk(Path::new("standard output"), "Writing", &e)),
            })
        }
        Some(path) => {
            let mut writing = SingleFile::new(FileKind::SampleList, path).force(command.force).begin()?;
            write(
                people,
                seed,
                table,
                BufWriter::with_capacity(1 << 16, Heeding { out: &mut writing, reins: &command.control }),
            )
            .map_err(|e| {
                // Whoever stopped it hears that, and not that the disk failed.
                command.control.checkpoint().err().unwrap_or_else(|| CommandError::disk(path, "Writing", &e))
            })?;
            writing.finish()
        }
    }
}

/// A file that ends to grow where the work is stopped.
struct Heeding<'a> {
    out: &'a mut Writing,
    reins: &'a TaskControl,
}

impl Write for Heeding<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.reins.checkpoint().map_err(|_| io::Error::other("stopped"))?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn write(people: u64, seed: u64, table: &str, mut out: impl Write) -> io::Result<()> {
    notice::specimen::sample_list(people, seed, table, &mut out)?;
    out.flush()
}
