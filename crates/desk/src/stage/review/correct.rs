//! A cell of a list that a named person mends. The list stays as it came; the correction is kept beside it.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::row_record::RowRecord;
use crate::casefile::ruling::{DecisionKind, StoredCell};
use crate::session::{DecidedCase, Session};
use crate::snapshot::MailingScope;
use crate::task::CommandContext;
use notice::finding::{Code, Problem};
use notice::intake::{ColumnUse, List};
use notice::line::cells;
use serde::Deserialize;
use std::sync::Arc;

/// Longest text of a cell, in characters.
const LONGEST: usize = 4_000;

/// A cell to be mended.
#[derive(Clone, Deserialize, ts_rs::TS)]
pub struct CellInput {
    /// Heading of the column.
    pub heading: String,
    /// Text in its place; may be empty.
    pub text: String,
}

impl std::fmt::Debug for CellInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<private>")
    }
}

/// Returns the decisions that mend a cell in the rows of one person.
pub(super) fn mended(
    case: &mut Session,
    input: &CellInput,
    chosen: &[&RowRecord],
    command: &CommandContext,
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let text = input.text.trim();
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(CommandError::input(
            "The value is too long or has characters that cannot be printed.",
            "Enter it again on one line of at most 4,000 characters.",
        ));
    }
    let decided = case.decide(MailingScope::Everyone, command, &mut |_| {})?;
    let mut decisions = Vec::new();
    let mut is_known = false;
    for record in chosen {
        let Some((list, row)) = find_row(&decided, record) else { continue };
        let Some(at) = list.headings().iter().position(|heading| *heading == input.heading) else { continue };
        is_known = true;
        if !list.columns().get(at).is_some_and(ColumnUse::is_correctable) {
            let message =
                "Values in this column cannot be corrected: letters do not use it, or it marks people to be held.";
            return Err(Problem::of_file("", message, "Decide about the person instead.").into());
        }
        let was = cells(&decided.sources(), &decided.decision.entries, &[row])?;
        let own: Vec<String> = was.into_iter().flatten().collect();
        if own.len() != list.headings().len() {
            continue;
        }
        let was = own[at].clone();
        let cell = StoredCell { heading: input.heading.clone(), was, now: text.to_owned() };
        let decision = (record.person, DecisionKind::Cell(cell));
        if !decisions.contains(&decision) {
            decisions.push(decision);
        }
    }
    if !is_known {
        let message = "This person's list has no column with this heading.";
        return Err(CommandError::input(message, "Enter a heading exactly as it is in the list."));
    }
    if decisions.is_empty() {
        let message = "The row has different columns than its list, so its values cannot be corrected.";
        return Err(CommandError::input(message, Code::RowRagged.advice()));
    }
    Ok(decisions)
}

/// The list and the place of a row that was decided about.
fn find_row<'d>(decided: &'d Arc<DecidedCase>, record: &RowRecord) -> Option<(&'d List, u32)> {
    let file = decided.snapshot.lists.iter().position(|list| list.row.id == record.list)?;
    let at = |entry: &notice::line::Entry| (usize::from(entry.file), entry.extent.line);
    let row = decided.decision.entries.binary_search_by_key(&(file, record.line), at).ok()?;
    Some((&decided.snapshot.lists[file].list, row as u32))
}
