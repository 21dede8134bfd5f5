//! Parents of a child who are written to, chosen for the child in the place of the rule of the file of guardians.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::row_record::RowRecord;
use crate::casefile::ruling::DecisionKind;
use crate::session::Session;
use crate::snapshot::MailingScope;
use crate::task::CommandContext;
use notice::intake::ParentRule;
use notice::line::people;
use std::collections::BTreeSet;

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// The choice for these rows, each bound to the parents whom the file names now.
///
/// # Errors
/// A row of which the file of guardians names nobody, or one of whom nothing asks for a look.
pub(super) fn chosen_parents(
    case: &mut Session,
    rule: ParentRule,
    chosen: &[&RowRecord],
    command: &CommandContext,
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let decided = case.decide(MailingScope::Everyone, command, &mut |_| {})?;
    let (sources, entries) = (decided.sources(), &decided.decision.entries);
    let wanted: BTreeSet<PersonId> = chosen.iter().map(|record| record.person).collect();
    let rows: Vec<u32> = (0..entries.len() as u32).filter(|row| wanted.contains(&decided.person(*row))).collect();
    let mut verdicts = Vec::with_capacity(rows.len());
    for strip in rows.chunks(STRIDE) {
        for (&row, child) in strip.iter().zip(&people(&decided.snapshot.setup.context, &sources, entries, strip)?) {
            let entry = &entries[row as usize];
            let file = sources[usize::from(entry.file)].decisions.guardians.as_ref();
            let Some(of) = file.and_then(|file| file.digest_for(child)) else {
                let message = format!("The guardian file gives no choice for person {}.", decided.person(row));
                return Err(CommandError::input(
                    message,
                    "Leave this person out, or list the parents in the guardian file.",
                ));
            };
            verdicts.push((decided.person(row), DecisionKind::Parents { rule, of: format!("{of:016x}") }));
        }
    }
    Ok(verdicts)
}
