//! `guardians`: guardians from a second file, joined by record number; and whether families' names bear the join out.

use super::ledger::{current, settled};
use super::new::base;
use super::release::named;
use crate::Refused;
use crate::case::Case;
use crate::case::audit::hex;
use crate::case::fact::{self, Fact, GUARDIANS};
use crate::case::ledger::Families;
use crate::clock::Progress;
use crate::source;
use crate::working::{Means, NOW, Wave, Working};
use notice::finding::{Code, Refusal};
use notice::intake::{Guardians, shift};
use notice::line::{Decision, Disposition, Kinship, people};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// What `guardians` reports.
#[derive(Debug, Serialize)]
pub struct Joined {
    /// Record numbers in the file.
    pub guardians: u64,
    /// Children who have a guardian by it.
    pub joined: u64,
    /// Numbers of the file that no row of the case has.
    pub strangers: u64,
    /// Families' names beside each other, over the whole case.
    pub families: Families,
}

/// Joins a file of guardians to the case, if the join is proved.
///
/// # Errors
/// A file that joins by names, one number with two guardians or two people, and guardians whose family names are so seldom
/// the children's that a column must have slipped; the first such row is named.
pub fn guardians(
    case: &mut Case,
    file: &Path,
    by: &str,
    means: &Means,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Joined, Refused> {
    let by = named(by)?;
    settled(case)?;
    let bytes = source::text(file)?.into_bytes();
    let name = base(file);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let table = Guardians::parse(&name, &text)?;
    let fact = Fact { role: GUARDIANS.into(), name: name.clone(), bytes };
    let mut working = Working::open(case, means, NOW, Wave::Everybody)?;
    working.give_guardians(Some(&fact))?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage)))?;
    let (joined, strangers) = prove(&working, &rolls, &decision, &table)?;
    let families = families(&decision);
    let told = json!({
        "file": hex(&Sha256::digest(&fact.bytes)), "guardians": table.len(), "joined": joined, "strangers": strangers,
        "families": families,
    });
    drop((decision, rolls));
    case.act("guardians", by, |step, act| {
        fact::add(step, act, &[fact])?;
        Ok(((), told))
    })?;
    current(case, means, progress)?;
    Ok(Joined { guardians: table.len() as u64, joined, strangers, families })
}

/// Families' names over the rows that get a letter or are held.
pub fn families(decision: &Decision<'_>) -> Families {
    let mut families = Families::default();
    for entry in decision.entries.iter().filter(|e| matches!(e.disposition, Disposition::Letter | Disposition::Held)) {
        match entry.guardian {
            Kinship::Same => families.same += 1,
            Kinship::Other => families.other += 1,
            Kinship::Unknown => {}
        }
    }
    families
}

/// A child of the case beside the line of its guardian in the file.
struct Pair {
    line: u32,
    row: u32,
    other: bool,
}

/// Holds the file against the case: children who are joined, and numbers that nobody has.
fn prove(
    working: &Working,
    rolls: &[notice::line::Roll<'_>],
    decision: &Decision<'_>,
    table: &Guardians,
) -> Result<(u64, u64), Refused> {
    let entries = &decision.entries;
    let rows: Vec<u32> = (0u32..)
        .zip(entries)
        .filter(|(_, e)| matches!(e.disposition, Disposition::Letter | Disposition::Held))
        .map(|(row, _)| row)
        .collect();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut wrong = Vec::new();
    let mut of_line: BTreeMap<u32, u32> = BTreeMap::new();
    for strip in rows.chunks(STRIDE) {
        for (&row, person) in strip.iter().zip(&people(&working.laid.kit, rolls, entries, strip)?) {
            let Some(line) = table.line_for(person) else { continue };
            let entry = &entries[row as usize];
            if of_line.insert(line, row).is_some() || entry.codes.contains(Code::RecordIdShared) {
                let at = &working.sheets[usize::from(entry.file)].row.name;
                let message = format!(
                    "The record number of this row is that of several people of the case; one stands in {at}, line {}.",
                    entry.extent.line
                );
                let advice = "Correct the record numbers, or leave the row out: no guardian is guessed.";
                wrong.push(Refusal::of_file(table.file(), message, advice).at(line, 0));
            }
            pairs.push(Pair { line, row, other: entry.guardian == Kinship::Other });
        }
    }
    if !wrong.is_empty() {
        wrong.truncate(100);
        return Err(Refused::Input(wrong));
    }
    if pairs.is_empty() {
        let message = "No record number of the file is that of anybody in the case.";
        let advice = "See that both were exported with the same numbers.";
        return Err(Refusal::of_file(table.file(), message, advice).into());
    }
    pairs.sort_unstable_by_key(|pair| pair.line);
    let others: Vec<bool> = pairs.iter().map(|pair| pair.other).collect();
    let all = others.iter().filter(|other| **other).count() as u64;
    let families = Families { same: pairs.len() as u64 - all, other: all };
    let first = if families.in_doubt() {
        others.iter().position(|other| *other)
    } else {
        shift::sorted_alone(&others).first().map(|block| block.start)
    };
    if let Some(first) = first {
        let pair = &pairs[first];
        let entry = &entries[pair.row as usize];
        let message = format!(
            "From here on guardians and children seldom have one family name ({all} of {} have none in common), as if the \
             rows had slipped; the child stands in {}, line {}.",
            pairs.len(),
            working.sheets[usize::from(entry.file)].row.name,
            entry.extent.line
        );
        let advice = "Compare the file with its source; export it again with each guardian beside the child's number.";
        return Err(Refusal::of_file(table.file(), message, advice).at(pair.line, 0).into());
    }
    Ok((pairs.len() as u64, (table.len() - of_line.len()) as u64))
}
