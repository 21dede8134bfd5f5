//! `preview`: one row's letter as a PDF, marked PROOF.

use super::prepare::{Inputs, prepare, spare_inputs};
use super::run::identify;
use crate::{Refused, outbox};
use notice::line::proof_of;
use notice::party::Language;
use std::path::Path;

/// The part of a job that no package has, so that a preview's id is never that of a piece in a package of proofs.
const PREVIEW: u16 = u16::MAX;

/// Writes the letter of the row that starts on physical line `line` of the first list.
pub fn preview(
    inputs: &Inputs,
    line: u32,
    language: Option<Language>,
    large_print: bool,
    out: &Path,
) -> Result<(), Refused> {
    if large_print {
        return Err(Refused::input("There is no 18-point edition yet.", "Leave out --large-print."));
    }
    if language == Some(Language::Es) {
        return Err(Refused::input("There are no letters in Spanish yet.", "Leave out --language."));
    }
    if out.is_dir() {
        return Err(Refused::input("The name after --out is a folder.", "Name the PDF file to write."));
    }
    spare_inputs(inputs, out)?;
    let prepared = prepare(inputs)?;
    let rolls = prepared.rolls();
    let bytes = proof_of(&prepared.kit, &rolls, line, identify(&prepared, true, PREVIEW), prepared.edition)?;
    outbox::put_file(out, &bytes)
}
