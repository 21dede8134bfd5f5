//! Decisions of named people about people of the lists. Rulings are never taken back by deleting: a later one ends an
//! earlier one, and both stay.

use super::id::{ActId, DecisionId, PersonId, RunId};
use super::{Case, LATEST};
use crate::CommandError;
use chrono::NaiveDate;
use notice::finding::{Code, CodeSet, Private};
use notice::intake::{AddresseeAddress, CellCorrection, ParentChoice, ParentRule};
use notice::line::{NewAddress, RowDecision};
use notice::party::{Jurisdiction, PersonName, PostalAddress, Zip};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One decision about one person, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DecisionKind {
    /// No letter.
    Exclude,
    /// A letter again.
    Include,
    /// Held.
    Hold,
    /// These findings hold the person no longer.
    End {
        /// Words of the findings.
        codes: Vec<String>,
    },
    /// The letter goes there.
    Address(StoredAddress),
    /// The letter goes where the list says.
    ListAddress,
    /// The letter is addressed to this person.
    Addressee(StoredName),
    /// The person is called so.
    Name(StoredName),
    /// The person was born on this day.
    Born {
        /// The day.
        day: NaiveDate,
    },
    /// A cell of the list is read otherwise.
    Cell(StoredCell),
    /// The same person as another.
    Same {
        /// The other.
        person: PersonId,
    },
    /// Somebody else than another, however alike.
    Apart {
        /// The other.
        person: PersonId,
    },
    /// A new letter, as the one before came back.
    SecondCopy {
        /// The run of the letter before.
        run: RunId,
        /// Its number in the run.
        sequence: u32,
    },
    /// A copy for a parent again, as the one before came back.
    CopyAgain {
        /// The run of the copy before.
        run: RunId,
        /// Its number in the run.
        sequence: u32,
        /// The address, with the parent whose it is.
        address: StoredAddress,
    },
    /// These parents of the child get a letter.
    Parents {
        /// The rule.
        rule: ParentRule,
        /// Digest of the parents whom the file of guardians named then, in hexadecimal.
        of: String,
    },
    /// A newer list says something else of the person: holds that were ended on what the older said hold again.
    Changed,
    /// An earlier ruling counts no more.
    Undo {
        /// Its number.
        ruling: DecisionId,
    },
}

/// An address as it is stored, inside the encrypted case alone.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct StoredAddress {
    /// Street line.
    pub line_1: String,
    /// Second line.
    #[serde(default)]
    pub line_2: String,
    /// Puerto Rican urbanization.
    #[serde(default)]
    pub urbanization: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP code.
    pub zip: String,
    /// Source: `decided`, `returned`, or the provider of the correction.
    pub source: String,
    /// True if the person lives there now.
    pub moved: bool,
    /// The key of the addressee for whom it was given, in hexadecimal; nothing where it is the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

impl std::fmt::Debug for StoredAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<private>")
    }
}

/// A cell that was mended, as it is stored, inside the encrypted case alone.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct StoredCell {
    /// Heading of the column.
    pub heading: String,
    /// Text of the cell in the list.
    pub was: String,
    /// Text in its place.
    pub now: String,
}

impl std::fmt::Debug for StoredCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<private>")
    }
}

/// A name as it is stored, inside the encrypted case alone.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, ts_rs::TS)]
#[ts(rename = "NameInput")]
pub struct StoredName {
    /// Given name.
    pub first: String,
    /// Family name.
    pub last: String,
}

impl std::fmt::Debug for StoredName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<private>")
    }
}

/// A ruling with its place in the case.
#[derive(Clone, Debug)]
pub struct DecisionRow {
    /// Number.
    pub id: DecisionId,
    /// The act.
    pub act: ActId,
    /// The person.
    pub person: PersonId,
    /// The decision.
    pub verdict: DecisionKind,
}

/// Adds decisions; gives their ids in the same order.
pub(crate) fn add(
    db: &Connection,
    act: ActId,
    rulings: &[(PersonId, DecisionKind)],
) -> rusqlite::Result<Vec<DecisionId>> {
    let mut ids = Vec::with_capacity(rulings.len());
    let mut put = db.prepare("INSERT INTO ruling (act, person, kind, detail) VALUES (?, ?, ?, ?)")?;
    for (person, verdict) in rulings {
        let detail = serde_json::to_value(verdict).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
        let kind = detail["kind"].as_str().unwrap_or_default().to_owned();
        ids.push(DecisionId::new(put.insert(params![act, person, kind, detail.to_string()])?));
    }
    Ok(ids)
}

/// Keeps why an act was done.
pub(crate) fn add_reason(db: &Connection, act: ActId, words: &str) -> rusqlite::Result<()> {
    db.execute("INSERT INTO reason (act, words) VALUES (?, ?)", params![act, words])?;
    Ok(())
}

impl Case {
    /// All rulings up to an act, in order.
    pub fn decisions(&self, as_of: ActId) -> Result<Vec<DecisionRow>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT id, act, person, detail FROM ruling WHERE act <= ? ORDER BY id")?;
            let rulings = ask.query_map([as_of], |row| {
                let detail: String = row.get(3)?;
                let verdict = serde_json::from_str(&detail)
                    .map_err(|e| rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, e.into()))?;
                Ok(DecisionRow { id: row.get(0)?, act: row.get(1)?, person: row.get(2)?, verdict })
            })?;
            rulings.collect()
        })
    }
}

/// A decision about one person as it is shown to whoever works on the case.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PastDecision {
    /// Its number.
    pub decision: DecisionId,
    /// Time in UTC.
    pub at: String,
    /// Name of the person who decided.
    pub by: String,
    /// Reason, in their words.
    pub why: String,
    /// Decision, in plain words.
    pub what: String,
    /// True if it was taken back, or takes another one back.
    pub undone: bool,
}

impl Case {
    /// Everything that was decided about one person, oldest first, without what only takes something back.
    pub fn decisions_about(&self, person: PersonId) -> Result<Vec<PastDecision>, CommandError> {
        let all = self.decisions(LATEST)?;
        let undone = undone(&all);
        let own =
            all.into_iter().filter(|row| row.person == person && !matches!(row.verdict, DecisionKind::Undo { .. }));
        self.read(|db| {
            let mut ask = db.prepare(
                "SELECT act.at, act.by, coalesce(reason.words, '') FROM act LEFT JOIN reason ON reason.act = act.seq
                 WHERE act.seq = ?",
            )?;
            own.map(|row| {
                ask.query_row([row.act], |act| {
                    Ok(PastDecision {
                        decision: row.id,
                        at: act.get(0)?,
                        by: act.get(1)?,
                        why: act.get(2)?,
                        what: row.verdict.in_words(),
                        undone: undone.contains(&row.id),
                    })
                })
            })
            .collect()
        })
    }
}

impl DecisionKind {
    /// Returns it in words, with the address or the name in them: for whoever works on the case, and nobody else.
    fn in_words(&self) -> String {
        match self {
            Self::Exclude => "Excluded.".into(),
            Self::Include => "Included again.".into(),
            Self::Hold => "Held.".into(),
            Self::End { codes } => {
                let what: Vec<&str> = codes.iter().filter_map(|word| code(word)).map(Code::message).collect();
                format!("Hold released: {}", what.join(" "))
            }
            Self::Address(to) => format!("Address changed to: {}.", to.in_words()),
            Self::CopyAgain { address, .. } => {
                format!(
                    "Copy for a parent mailed again, because the earlier one came back, to: {}.",
                    address.in_words()
                )
            }
            Self::ListAddress => "The letter goes to the address on the list.".into(),
            Self::Addressee(name) => format!("Addressed to: {} {}.", name.first, name.last),
            Self::Name(name) => format!("Name: {} {}.", name.first, name.last),
            Self::Born { day } => format!("Date of birth: {day}."),
            Self::Cell(cell) => format!("{}: “{}” corrected to “{}”.", cell.heading, cell.was, cell.now),
            Self::Same { person } => format!("The same person as number {person}."),
            Self::Apart { person } => format!("Not the same person as number {person}."),
            Self::SecondCopy { .. } => "Remail, because the earlier letter came back.".into(),
            Self::Parents { rule, .. } => match rule {
                ParentRule::Both => "Every parent gets a letter.".into(),
                ParentRule::First => "The first parent listed in the guardian file gets the letter.".into(),
                ParentRule::Second => "The second parent listed in the guardian file gets the letter.".into(),
                ParentRule::Custody => "The parent who has custody gets the letter.".into(),
            },
            Self::Changed => "A newer list differs for this person.".into(),
            Self::Undo { ruling } => format!("Decision {ruling} undone."),
        }
    }
}

/// Numbers of the rulings that count no more.
fn undone(rulings: &[DecisionRow]) -> BTreeSet<DecisionId> {
    let of = |row: &DecisionRow| if let DecisionKind::Undo { ruling } = row.verdict { Some(ruling) } else { None };
    rulings.iter().filter_map(of).collect()
}

/// Decisions in force for one person.
#[derive(Clone, Debug, Default)]
pub struct EffectiveDecisions {
    /// The decisions as the line carries them out; pairs are put in when places are known.
    pub ruling: RowDecision,
    /// The person with whom this one is the same.
    pub same_as: Option<PersonId>,
    /// People who are others.
    pub apart_from: BTreeSet<PersonId>,
    /// Letters before, as run and number, that came back and are to be sent again.
    pub second_copies: Vec<(RunId, u32)>,
}

/// Goes through rulings in order and gives what counts in the end, by person.
pub fn effective_decisions(rulings: &[DecisionRow]) -> BTreeMap<PersonId, EffectiveDecisions> {
    let undone = undone(rulings);
    let mut people: BTreeMap<PersonId, EffectiveDecisions> = BTreeMap::new();
    for DecisionRow { id, person, verdict, .. } in rulings {
        if undone.contains(id) {
            continue;
        }
        let standing = people.entry(*person).or_default();
        let ruling = &mut standing.ruling;
        match verdict {
            DecisionKind::Exclude => ruling.taken_out = true,
            DecisionKind::Include => ruling.taken_out = false,
            DecisionKind::Hold => ruling.kept_back = true,
            DecisionKind::End { codes } => {
                ruling.ended.extend(codes.iter().filter_map(|word| code(word)).collect());
                ruling.kept_back &= !codes.iter().any(|word| word == Code::HoldDecided.word());
            }
            DecisionKind::Address(address) => {
                ruling.address = address.as_new();
                ruling.address_outdated = false;
            }
            DecisionKind::ListAddress => ruling.address = None,
            DecisionKind::Addressee(name) => {
                ruling.addressee = Some(Private::new(PersonName::from_parts(&name.first, "", &name.last, "")));
            }
            DecisionKind::Name(name) => {
                ruling.name = Some(Private::new(PersonName::from_parts(&name.first, "", &name.last, "")));
            }
            DecisionKind::Cell(cell) => {
                ruling.cells.retain(|own| *own.heading != *cell.heading || *own.was.disclose() != cell.was);
                if cell.was != cell.now {
                    ruling.cells.push(CellCorrection {
                        heading: cell.heading.as_str().into(),
                        was: Private::new(cell.was.clone()),
                        now: Private::new(cell.now.clone()),
                    });
                }
            }
            DecisionKind::Born { day } => ruling.birth = Some(Private::new(*day)),
            DecisionKind::Same { person } => {
                standing.apart_from.remove(person);
                standing.same_as = Some(*person);
            }
            DecisionKind::Apart { person } => {
                standing.same_as = standing.same_as.filter(|same| same != person);
                standing.apart_from.insert(*person);
            }
            DecisionKind::SecondCopy { run, sequence } => {
                ruling.second_copy = true;
                standing.second_copies.push((*run, *sequence));
            }
            DecisionKind::CopyAgain { run, sequence, address } => {
                standing.second_copies.push((*run, *sequence));
                if let (Some(of), Some(new)) = (address.key(), address.as_new()) {
                    ruling.parent_addresses.retain(|own| own.of != of);
                    ruling.parent_addresses.push(AddresseeAddress { of, address: new.address });
                }
            }
            DecisionKind::Parents { rule, of } => {
                // What cannot be read names no parents that are there.
                let of = u64::from_str_radix(of, 16).unwrap_or_default();
                ruling.parents = Some(ParentChoice { rule: *rule, of });
            }
            DecisionKind::Changed => {
                ruling.ended = CodeSet::EMPTY;
                ruling.address_outdated = ruling.address.is_some();
                // What was mended is what the newer list may have mended, too; where it has not, it is held again.
                (ruling.name, ruling.birth) = (None, None);
            }
            DecisionKind::Undo { .. } => {}
        }
    }
    people
}

/// The finding with this word.
pub fn code(word: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.word() == word)
}

impl StoredAddress {
    /// The same address, given for an addressee.
    #[must_use]
    pub fn for_addressee(self, key: Option<u64>) -> Self {
        Self { of: key.map(|key| format!("{key:016x}")), ..self }
    }

    fn key(&self) -> Option<u64> {
        u64::from_str_radix(self.of.as_deref()?, 16).ok()
    }

    fn in_words(&self) -> String {
        let parts = [&self.line_1, &self.line_2, &self.urbanization, &self.city, &self.state, &self.zip];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    /// Returns the address as the line takes it; `None` where state or ZIP are none, which intake does not let in.
    fn as_new(&self) -> Option<NewAddress> {
        let state = Jurisdiction::parse(&self.state)?;
        let address = PostalAddress {
            line_1: self.line_1.clone(),
            line_2: self.line_2.clone(),
            urbanization: self.urbanization.clone(),
            city: self.city.clone(),
            state,
            region: String::new(),
            country: String::new(),
            zip: Some(Zip::parse(&self.zip)?),
        };
        Some(NewAddress { address: Private::new(address), residence: Some(state), moved: self.moved, of: self.key() })
    }
}
