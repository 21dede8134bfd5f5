//! `proofs`: the letters that somebody should look at before any is mailed, with the reason for each.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::PersonId;
use crate::casefile::{ActKind, LATEST};
use crate::io::outbox::{Outbox, RealDisk};
use crate::package::{dispositions, identify_case, same_files};
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::line::{Decision, Disposition, Job, JobPress, PackageSink, PieceSource, Plan, Risk, risky};
use notice::mailing::Attestation;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The part of a job that no package has, so that an id of these proofs is never one of another package's.
const PROOFS: u16 = u16::MAX - 1;

/// Report of `proofs`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ProofReport {
    /// The folder.
    pub folder: PathBuf,
    /// Letters of the run.
    pub letters: u64,
    /// Copies of the run for further parents of children.
    pub copies: u64,
    /// Letters that were picked.
    pub picked: u64,
    /// Seed by which some of them were picked by chance.
    pub seed: u64,
    /// Number of letters picked for each reason.
    pub reasons: BTreeMap<&'static str, u64>,
    /// Every letter that was picked, as the index has it.
    pub index: Vec<ProofEntry>,
}

/// A letter that was picked. It names the row and not the person.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ProofEntry {
    /// Its number among the proofs.
    pub proof: u32,
    /// Its piece id.
    pub piece_id: String,
    /// The file in which it is.
    pub pdf_file: String,
    /// Its first page there.
    pub page_start: String,
    /// Its last.
    pub page_end: String,
    /// The person's list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// The person's number.
    pub person: PersonId,
    /// The variant.
    pub variant: String,
    /// Reasons why it was picked.
    pub reasons: String,
    /// Its number among the copies for the child, from 1; nothing of a letter.
    pub copy: Option<u8>,
}

/// Makes proofs of the next run's letters in which something can go wrong, and of `random` others. The index names rows
/// and not people.
pub fn proofs(
    case: &mut Session,
    out: &Path,
    random: usize,
    seed: u64,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ProofReport, CommandError> {
    case.refresh(command, progress)?;
    let limit = case.runs()?.iter().filter(|run| !run.finished && run.reprints.is_none()).map(|run| run.id.act()).min();
    let decided = case.decide(MailingScope::NotMailedBefore(limit.unwrap_or(LATEST)), command, progress)?;
    let (snapshot, sources, mut decision) = (&decided.snapshot, decided.sources(), decided.decision.clone());
    let letters = decision.tally.letters;
    let copies = decision.copies.len() as u64;
    if letters + copies == 0 {
        return Err(CommandError::input(
            "No one can be mailed, so there are no letters to proof.",
            FaceProblem::LettersMissing,
        ));
    }
    let context = &snapshot.setup.context;
    let picked = risky(context, &sources, &decision, random, seed)?;
    let state = format!("{} proofs {random} {seed}", dispositions(&decision));
    let shown = copies_to_look_at(&decision, &picked, random);
    decision.keep_pieces(&|row, copy| match copy {
        None => picked.contains_key(&row),
        Some(number) => shown.contains(&(row, number)),
    });
    let id = identify_case(snapshot, &state, true, PROOFS);
    let job = Job { id, run: 1, edition: snapshot.setup.edition, attestation: &Attestation::Proof };
    let plan = Plan::proofs(context, &decision);
    let shop = JobPress::open(context, &sources, &decision, job, &plan)?;
    let mut outbox =
        Outbox::begin(&RealDisk, out, &format!("{id}-{}-PROOFS", context.incident.mailing.date.format("%Y%m%d")))?;
    let mut rows: BTreeMap<u32, [String; 4]> = BTreeMap::new();
    shop.make_all::<CommandError>(0, |made| {
        command.control.checkpoint()?;
        outbox.put(&made.name, &made.bytes)?;
        rows.extend(places(&made.manifest)?);
        Ok(())
    })?;
    let index = index(snapshot, &decision, &plan, &picked, &rows);
    outbox.put("00_proofs.csv", &table(&index)?)?;
    outbox.put("00_proofs.txt", words(letters, copies, random, seed, &index).as_bytes())?;
    outbox.existing(same_files)?;
    let folder = outbox.deliver(same_files)?;
    let mut reasons: BTreeMap<&'static str, u64> = BTreeMap::new();
    for risk in picked.values().flatten() {
        *reasons.entry(risk.words()).or_default() += 1;
    }
    let told = json!({ "job": id.to_string(), "picked": picked.len(), "random": random, "seed": seed });
    let made = case.transact(ActKind::ProofsMade, Actor::NOBODY, |_, _| Ok(((), told)));
    made.map_err(|why| why.adding("The folder itself is complete."))?;
    Ok(ProofReport { folder, letters, copies, picked: picked.len() as u64, seed, reasons, index })
}

/// The copies that are shown: those of every letter that was picked, the first of the run, and of children whose letter went before as
/// many as letters are picked by chance.
fn copies_to_look_at(
    decision: &Decision,
    picked: &BTreeMap<u32, BTreeSet<Risk>>,
    random: usize,
) -> BTreeSet<(u32, u8)> {
    let is_letter = |row: u32| decision.entries[row as usize].disposition == Disposition::Letter;
    let all = || decision.copies.iter().map(|copy| (copy.row, copy.number));
    let of_picked = all().filter(|(row, _)| picked.contains_key(row));
    let alone = all().filter(|(row, _)| !is_letter(*row)).take(random.max(1));
    of_picked.chain(all().take(1)).chain(alone).collect()
}

/// Returns the place of each piece, by its number: id, file, first and last page, as rows of a manifest tell.
fn places(manifest: &[u8]) -> Result<Vec<(u32, [String; 4])>, CommandError> {
    let lost = || Problem::of_file("20_manifest.csv", "The list of pieces cannot be read.", ProblemCode::Internal);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(manifest);
    let rows = reader.records().map(|row| {
        let row = row.map_err(|_| lost())?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let number = cell(2).parse().map_err(|_| lost())?;
        Ok((number, [cell(3), cell(8), cell(9), cell(10)]))
    });
    rows.collect::<Result<_, Problem>>().map_err(CommandError::from)
}

/// Every letter that was picked, in the order of the proofs.
fn index(
    snapshot: &CaseSnapshot,
    decision: &Decision,
    plan: &Plan,
    picked: &BTreeMap<u32, BTreeSet<Risk>>,
    rows: &BTreeMap<u32, [String; 4]>,
) -> Vec<ProofEntry> {
    let of = |(number, source): (u32, Option<PieceSource>)| {
        let PieceSource { row, copy } = source?;
        let [id, file, first, last] = rows.get(&number)?.clone();
        let entry = &decision.entries[row as usize];
        let of_copy = copy.map(|_| "copy for a further parent");
        let of_letter = picked.get(&row).into_iter().flatten().map(|risk| risk.words());
        let reasons: Vec<_> = of_copy.into_iter().chain(of_letter).collect();
        Some(ProofEntry {
            proof: number,
            piece_id: id,
            pdf_file: file,
            page_start: first,
            page_end: last,
            list: snapshot.lists[usize::from(entry.file)].row.name.clone(),
            line: entry.extent.line,
            person: snapshot.person(entry.file, entry.extent.line).unwrap_or_default(),
            variant: decision.variants.get(entry.variant as usize).cloned().unwrap_or_default(),
            reasons: reasons.join("; "),
            copy: copy.map(|number| number + 1),
        })
    };
    plan.numbered(0).filter_map(of).collect()
}

fn table(index: &[ProofEntry]) -> Result<Vec<u8>, CommandError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for line in index {
        table.serialize(line).map_err(crate::ledger::unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}

fn words(letters: u64, copies: u64, random: usize, seed: u64, index: &[ProofEntry]) -> String {
    let mut text = format!(
        "Proofs to look at: {} of {letters} letters and {copies} copies for further parents. They hold names and addresses, so they stay with the practice.\n\n\
         Picked are the first letter of every variant, the extremes, and {random} by chance (seed {seed}; the same seed \
         picks the same letters).\n\n",
        index.len()
    );
    for ProofEntry { proof, pdf_file, page_start, page_end, variant, reasons, .. } in index {
        let _ = writeln!(text, "{proof:>4}  {pdf_file}, pages {page_start} to {page_end}  {variant}: {reasons}");
    }
    text
}
