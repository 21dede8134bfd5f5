//! Pieces that may still go where they went: what the case says now of their people and of whoever they were addressed to, held
//! against what it said when they were mailed. A corrected file of guardians, a decision or a newer list may bar somebody since.

use super::piece_list::ChosenPiece;
use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::{Case, LATEST};
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::CommandContext;
use notice::finding::{CodeSet, Severity};
use notice::line::{Addressed, AddressedChange, Decision, Disposition, Entry, PieceSource, SourceList, people};
use notice::party::{JobId, PieceId};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A piece of a file that was left out of a reprint.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct LeftOutPiece {
    /// Its id.
    pub piece_id: String,
    /// The list of its person.
    pub list: String,
    /// The line on which the row of its person starts.
    pub line: u32,
    /// Why it was left out: `gone`, `held`, `excluded`, `standing`, `name`, `addressee` or `address`.
    pub why: &'static str,
    /// The same in plain words, without a name.
    pub message: String,
    /// Its number in the job.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) sequence: u32,
}

/// Change of a person since a piece about them was mailed, after which the piece is not printed again.
enum Change {
    Gone,
    Held(CodeSet),
    Excluded,
    Of(AddressedChange),
}

impl Change {
    fn word(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Held(_) => "held",
            Self::Excluded => "excluded",
            Self::Of(AddressedChange::Standing) => "standing",
            Self::Of(AddressedChange::Name) => "name",
            Self::Of(AddressedChange::Addressee) => "addressee",
            Self::Of(AddressedChange::Address) => "address",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Gone => "The person stands in no list that counts any more.".into(),
            Self::Held(codes) => {
                let holding = codes.iter().filter(|code| code.severity() >= Severity::Hold);
                let words: Vec<&str> = holding.map(notice::finding::Code::word).collect();
                format!("The person is held since the piece was mailed: {}.", words.join(", "))
            }
            Self::Excluded => "The person was taken out since the piece was mailed.".into(),
            Self::Of(AddressedChange::Standing) => {
                "The letter would be another one now: the person's standing changed.".into()
            }
            Self::Of(AddressedChange::Name) => "The person is called otherwise now.".into(),
            Self::Of(AddressedChange::Addressee) => {
                "Whoever the piece was addressed to is not written to any more.".into()
            }
            Self::Of(AddressedChange::Address) => "The letter goes to another address now.".into(),
        }
    }
}

/// Who of the people of some pieces is written to now, and how.
enum Now {
    Letter(Addressed),
    Held(CodeSet),
    Excluded,
}

/// People of pieces as the case stands now.
pub(super) struct PeopleNow {
    people: HashMap<PersonId, Now>,
}

impl PeopleNow {
    /// Decides about the case as it stands now.
    pub(super) fn of(case: &Case, command: &CommandContext, chosen: &[ChosenPiece<'_>]) -> Result<Self, CommandError> {
        let snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
        let sources = snapshot.sources();
        let decision = snapshot.decide(&sources, &mut |_| {})?;
        let entries = &decision.entries;
        let wanted: HashSet<PersonId> = chosen.iter().map(|one| one.person).collect();
        // Of a person on several rows, the row that comes to most counts.
        let mut rows: HashMap<PersonId, u32> = HashMap::new();
        for (row, entry) in (0u32..).zip(entries) {
            let Some(person) = snapshot.person(entry.file, entry.extent.line).filter(|own| wanted.contains(own)) else {
                continue;
            };
            let row = if entry.disposition == Disposition::Merged { entry.primary } else { row };
            let better = |other: &u32| rank(&entries[row as usize]) > rank(&entries[*other as usize]);
            if rows.get(&person).is_none_or(better) {
                rows.insert(person, row);
            }
        }
        let (ids, rows): (Vec<PersonId>, Vec<u32>) = rows.into_iter().unzip();
        let read = people(&snapshot.setup.context, &sources, entries, &rows)?;
        let people = ids.into_iter().zip(rows).zip(&read).map(|((id, row), person)| {
            let entry = &entries[row as usize];
            let now = match entry.disposition {
                Disposition::Letter => Now::Letter(Addressed::of(entry, person)),
                Disposition::Held => Now::Held(entry.codes),
                Disposition::Merged | Disposition::Excluded => Now::Excluded,
            };
            (id, now)
        });
        Ok(Self { people: people.collect() })
    }

    /// The pieces that are not printed again, by what the case said when they were mailed.
    pub(super) fn left_out(
        &self,
        snapshot: &CaseSnapshot,
        sources: &[SourceList<'_>],
        decision: &Decision,
        pieces: &FxHashMap<PieceSource, u32>,
        job: JobId,
    ) -> Result<Vec<LeftOutPiece>, CommandError> {
        let mut pieces: Vec<(PieceSource, u32)> =
            pieces.iter().map(|(source, sequence)| (*source, *sequence)).collect();
        pieces.sort_unstable_by_key(|(_, sequence)| *sequence);
        let rows: Vec<u32> = pieces.iter().map(|(source, _)| source.row).collect();
        let then = people(&snapshot.setup.context, sources, &decision.entries, &rows)?;
        let mut out = Vec::new();
        for ((source, sequence), person) in pieces.into_iter().zip(&then) {
            let entry = &decision.entries[source.row as usize];
            let id = snapshot.person(entry.file, entry.extent.line).unwrap_or_default();
            let then = Addressed::of(entry, person);
            let change = match self.people.get(&id) {
                None => Some(Change::Gone),
                Some(Now::Held(codes)) => Some(Change::Held(*codes)),
                Some(Now::Excluded) => Some(Change::Excluded),
                Some(Now::Letter(now)) => now.change_since(&then, source.copy).map(Change::Of),
            };
            out.extend(change.map(|change| piece(&change, snapshot, entry, job, sequence)));
        }
        Ok(out)
    }
}

fn piece(change: &Change, snapshot: &CaseSnapshot, entry: &Entry, job: JobId, sequence: u32) -> LeftOutPiece {
    LeftOutPiece {
        piece_id: PieceId { job, sequence }.to_string(),
        list: snapshot.lists[usize::from(entry.file)].row.name.clone(),
        line: entry.extent.line,
        why: change.word(),
        message: change.message(),
        sequence,
    }
}

fn rank(entry: &Entry) -> u8 {
    match entry.disposition {
        Disposition::Letter => 2,
        Disposition::Held => 1,
        Disposition::Merged | Disposition::Excluded => 0,
    }
}
