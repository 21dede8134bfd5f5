//! To whom letters about children are addressed, as keys of names: a decided address belongs to the addressee for whom it was given,
//! and a parent who was written to is known again by it.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::snapshot::CaseSnapshot;
use notice::finding::Code;
use notice::line::{Decision, Disposition, Entry, PieceSource, SourceList, addressee_of_piece, people};
use notice::party::Standing;
use std::collections::{BTreeMap, HashMap};

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// The addressees of pieces about children; 0 where a letter names nobody.
pub fn addressees_of_pieces(
    snapshot: &CaseSnapshot,
    sources: &[SourceList<'_>],
    decision: &Decision,
    pieces: impl Iterator<Item = PieceSource>,
) -> Result<HashMap<PieceSource, u64>, CommandError> {
    let entries = &decision.entries;
    let mut of_row: BTreeMap<u32, Vec<PieceSource>> = BTreeMap::new();
    for piece in pieces.filter(|piece| entries[piece.row as usize].standing == Some(Standing::Minor)) {
        of_row.entry(piece.row).or_default().push(piece);
    }
    let rows: Vec<u32> = of_row.keys().copied().collect();
    let mut found = HashMap::new();
    for strip in rows.chunks(STRIDE) {
        for (row, child) in strip.iter().zip(&people(&snapshot.setup.context, sources, entries, strip)?) {
            for piece in of_row.get(row).into_iter().flatten() {
                found.insert(*piece, addressee_of_piece(child, piece.copy));
            }
        }
    }
    Ok(found)
}

/// The addressees of the letters about these people, where they are children of whom it is settled.
pub fn addressees_of_people(
    snapshot: &CaseSnapshot,
    sources: &[SourceList<'_>],
    decision: &Decision,
    wanted: impl Fn(PersonId) -> bool,
) -> Result<HashMap<PersonId, u64>, CommandError> {
    let person = |entry: &Entry| snapshot.person(entry.file, entry.extent.line).unwrap_or_default();
    let is_open = |entry: &Entry| {
        [Code::ParentsUndecided, Code::ParentsChanged].iter().any(|code| entry.codes.contains(*code))
            || !matches!(entry.disposition, Disposition::Letter | Disposition::Held)
    };
    let rows = (0u32..).zip(&decision.entries);
    let rows = rows.filter(|(_, entry)| wanted(person(entry)) && !is_open(entry));
    let letters = rows.map(|(row, _)| PieceSource { row, copy: None });
    let found = addressees_of_pieces(snapshot, sources, decision, letters)?;
    let named = found.into_iter().filter(|(_, key)| *key != 0);
    Ok(named.map(|(piece, key)| (person(&decision.entries[piece.row as usize]), key)).collect())
}
