//! `preview`: one row's letter as a PDF, marked PROOF.

use super::inputs::{Inputs, prepare};
use crate::CommandError;
use crate::io::outbox::{FileKind, SingleFile};
use crate::package::identify_files;
use notice::finding::FaceProblem;
use notice::line::proof_of;
use notice::party::Language;
use std::path::Path;

/// The part of a job that no package has, so that a preview's id is never that of a piece in a package of proofs.
const PREVIEW: u16 = u16::MAX;

/// Writes the letter of the row that starts on physical line `line` of the first list, in `language` where that is
/// given, whatever the list says.
pub fn preview(inputs: &Inputs, line: u32, language: Option<Language>, out: &Path) -> Result<(), CommandError> {
    if out.is_dir() {
        return Err(CommandError::input("The name is a folder.", FaceProblem::PreviewFolder));
    }
    let file = SingleFile::new(FileKind::Preview, out).force(inputs.force).except(inputs.files());
    file.check()?;
    let mut prepared = prepare(inputs)?;
    let context = &mut prepared.context;
    if language == Some(Language::Es) && !(context.catalog.speaks(Language::Es) && context.incident.event.es.is_some())
    {
        return Err(CommandError::input(
            "There is no Spanish letter: the templates or the incident file have no Spanish text.",
            FaceProblem::SpanishMissing,
        ));
    }
    context.language = language;
    let sources = prepared.sources();
    let id = identify_files(&prepared.ingredients, prepared.edition, prepared.type_size, true, PREVIEW);
    let bytes = proof_of(&prepared.context, &sources, line, id, prepared.edition)?;
    inputs.reins.checkpoint()?;
    file.put(&bytes)
}
