//! Pieces that may still go where they went: what the case says now of their people and of whoever they were addressed to, held
//! against what it said when they were mailed. A corrected file of guardians, a decision or a newer list may bar somebody since.

use super::piece_list::ChosenPiece;
use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::{Case, LATEST};
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::CommandContext;
use notice::finding::{CodeSet, Severity};
use notice::intake::{is_same_address, may_be_same};
use notice::line::{Decision, Disposition, Entry, PieceSource, SourceList, people};
use notice::party::{JobId, Person, PersonName, PieceId, PostalAddress, Standing};
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
    Standing,
    Name,
    Addressee,
    Address,
}

impl Change {
    fn word(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Held(_) => "held",
            Self::Excluded => "excluded",
            Self::Standing => "standing",
            Self::Name => "name",
            Self::Addressee => "addressee",
            Self::Address => "address",
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
            Self::Standing => "The letter would be another one now: the person's standing changed.".into(),
            Self::Name => "The person is called otherwise now.".into(),
            Self::Addressee => "Whoever the piece was addressed to is not written to any more.".into(),
            Self::Address => "The letter goes to another address now.".into(),
        }
    }
}

/// The parts of a person that say to whom letters go and about whom.
struct Addressed {
    standing: Option<Standing>,
    name: Option<PersonName>,
    /// Everybody who gets a piece: the name to which it is addressed, where it names another than the person, and the address.
    recipients: Vec<Recipient>,
}

struct Recipient {
    name: Option<PersonName>,
    address: Option<PostalAddress>,
}

impl Addressed {
    fn of(entry: &Entry, person: &Person) -> Self {
        let of_letter = match entry.standing {
            Some(Standing::Minor) => person.guardian.as_ref(),
            Some(Standing::Deceased) => person.next_of_kin.as_ref(),
            Some(Standing::Represented) => person.representative.as_ref(),
            Some(Standing::Adult) | None => None,
        };
        let letter = Recipient {
            name: of_letter.map(|name| name.disclose().clone()),
            address: person.address.as_ref().map(|address| address.disclose().clone()),
        };
        let copies = person.copies.iter().map(|copy| Recipient {
            name: Some(copy.name.disclose().clone()),
            address: Some(copy.address.disclose().clone()),
        });
        Self {
            standing: entry.standing,
            name: person.name.as_ref().map(|name| name.disclose().clone()),
            recipients: std::iter::once(letter).chain(copies).collect(),
        }
    }

    /// Returns what changed since a piece went to a recipient of `then`.
    fn differs(&self, then: &Self, to: &Recipient) -> Option<Change> {
        if self.standing != then.standing {
            return Some(Change::Standing);
        }
        if !is_one(self.name.as_ref(), then.name.as_ref()) {
            return Some(Change::Name);
        }
        // A letter to nobody by name goes where the letter goes.
        let mut same =
            self.recipients.iter().filter(|now| to.name.is_none() || is_one(now.name.as_ref(), to.name.as_ref()));
        let own = same.clone().next().is_some();
        let stays = same.any(|now| match (&now.address, &to.address) {
            (Some(now), Some(then)) => is_same_address(now, then),
            _ => false,
        });
        match (own, stays) {
            (false, _) => Some(Change::Addressee),
            (true, false) => Some(Change::Address),
            (true, true) => None,
        }
    }
}

fn is_one(one: Option<&PersonName>, other: Option<&PersonName>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.full == other.full || may_be_same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Who of the people of some pieces is written to now, and how.
enum Now {
    Letter(Addressed),
    Not(Change),
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
                Disposition::Held => Now::Not(Change::Held(entry.codes)),
                Disposition::Merged | Disposition::Excluded => Now::Not(Change::Excluded),
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
            let at = source.copy.map_or(0, |number| 1 + usize::from(number));
            let change = match (self.people.get(&id), then.recipients.get(at)) {
                (None, _) => Some(&Change::Gone),
                (_, None) => Some(&Change::Addressee),
                (Some(Now::Not(change)), _) => Some(change),
                (Some(Now::Letter(now)), Some(to)) => {
                    if let Some(change) = now.differs(&then, to) {
                        out.push(piece(&change, snapshot, entry, job, sequence));
                    }
                    None
                }
            };
            out.extend(change.map(|change| piece(change, snapshot, entry, job, sequence)));
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
