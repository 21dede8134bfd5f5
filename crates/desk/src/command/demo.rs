//! `demo`: the sample case from end to end.

use super::prepare::Inputs;
use super::run::{Outcome, run};
use super::verify::verify;
use crate::clock::Progress;
use crate::{Refused, embedded, outbox};
use notice::finding::Refusal;
use notice::readback::Report;
use std::path::Path;

/// Who attests in the demo; invented, as everything in the sample case.
const ATTESTED_BY: &str = "Jordan A. Ellery (sample)";

/// The files of the sample case that the demo needs beside each other.
const CASE: [&str; 4] = ["incident.toml", "patients.csv", "logo.svg", "signature.png"];

/// Writes the sample case into `out`, runs it, and verifies the package.
pub fn demo(out: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(Outcome, Report), Refused> {
    let case = out.join("sample-case");
    std::fs::create_dir_all(&case).map_err(|e| Refused::disk(&case, "Making the folder", &e))?;
    for name in CASE {
        let bytes = embedded::sample(name).ok_or_else(|| {
            Refusal::of_file(
                format!("sample-data/{name}"),
                "The program was built without this file.",
                "Build it again.",
            )
        })?;
        outbox::put_file(&case.join(name), bytes)?;
    }
    let inputs =
        Inputs { lists: vec![case.join("patients.csv")], incident: case.join("incident.toml"), ..Inputs::default() };
    let outcome = run(&inputs, out, Some(ATTESTED_BY), progress)?;
    let report = verify(&outcome.package, None)?;
    Ok((outcome, report))
}
