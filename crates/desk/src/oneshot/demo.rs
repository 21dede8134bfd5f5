//! `demo`: the sample case from end to end.

use super::inputs::Inputs;
use super::run::{RunReport, run};
use crate::CommandError;
use crate::io::outbox::{FileKind, SingleFile};
use crate::io::{access, embedded};
use crate::package::verify::verify;
use crate::task::{CommandContext, Progress};
use notice::finding::{Problem, ProblemCode};
use notice::readback::Report;
use std::path::Path;

/// Name of the person who attests in the demo; invented, as everything in the sample case.
const ATTESTED_BY: &str = "Jordan A. Ellery (sample)";

/// The files of the sample case that the demo needs beside each other.
const CASE: [&str; 4] = ["incident.toml", "patients.csv", "logo.svg", "signature.png"];

/// Writes the sample case into `out`, runs it, and verifies the package.
pub fn demo(
    out: &Path,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<(RunReport, Report), CommandError> {
    let case = out.join("sample-case");
    access::create_folder(&case).map_err(|e| CommandError::disk(&case, "Creating the folder", &e))?;
    for name in CASE {
        let bytes = embedded::sample(name).ok_or_else(|| {
            Problem::of_file(
                format!("sample-data/{name}"),
                "The program was built without this file.",
                ProblemCode::BuildIncomplete,
            )
        })?;
        let path = case.join(name);
        // The demo may be repeated; its incident file is no reason against it where it is the very same.
        let length = bytes.len() as u64;
        let same = path.symlink_metadata().is_ok_and(|about| about.is_file() && about.len() == length)
            && std::fs::read(&path).is_ok_and(|standing| standing == bytes);
        if !same {
            SingleFile::new(FileKind::Sample, &path).force(command.force).put(bytes)?;
        }
    }
    let inputs = Inputs {
        lists: vec![case.join("patients.csv")],
        incident: case.join("incident.toml"),
        reins: command.control.clone(),
        ..Inputs::default()
    };
    let outcome = run(&inputs, out, Some(ATTESTED_BY), progress)?;
    command.control.checkpoint()?;
    let report = verify(&outcome.package, None)?;
    Ok((outcome, report))
}
