//! `plan`: what the next export would be, and what stands in its way.

use crate::Refused;
use crate::casefile::ledger::Summary;
use crate::casefile::release::differing;
use crate::casefile::{Case, NOW};
use crate::ledger::current;
use crate::policy::mailed::mailed;
use crate::policy::pending_export::settled;
use crate::policy::pre_notice::owed_before;
use crate::policy::release_parts::{parts, version_of, without_agreement};
use crate::policy::signatures::unsigned;
use crate::snapshot::{Wave, Working};
use crate::task::{Means, Progress};
use notice::finding::Code;
use notice::line::{Decision, Disposition, Forecast, Plan, PoolForecast};
use notice::mailing::RecordKind;
use notice::party::Standing;
use serde::Serialize;

/// What the next export would be.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct NextRun {
    /// Which wave it is: 1 for the first.
    pub wave: u64,
    /// Rows that stay held.
    pub held: u64,
    /// People who were written to before.
    pub mailed_before: u64,
    /// The mailing date.
    pub mailing: chrono::NaiveDate,
    /// The last day on which a law wants one of the letters in the mail.
    pub mail_by: Option<chrono::NaiveDate>,
    /// The envelope.
    pub envelope: String,
    /// The paper.
    pub paper: String,
    /// Printed on both sides.
    pub duplex: bool,
    /// Which edition.
    pub edition: &'static str,
    /// Files, sheets, weight, postage.
    #[serde(flatten)]
    pub forecast: Forecast,
    /// Enrolment codes for adults; nothing where the incident file names no pool.
    pub adult_codes: Option<PoolForecast>,
    /// Enrolment codes for minors.
    pub minor_codes: Option<PoolForecast>,
    /// What keeps the run from being exported, in plain words, each with what to do.
    pub in_the_way: Vec<String>,
    /// What a person should know before it goes, and what keeps nothing from going.
    pub to_know: Vec<String>,
}

/// Works out the next run without making anything.
pub fn plan(case: &mut Case, means: &Means, progress: &mut dyn FnMut(Progress<'_>)) -> Result<NextRun, Refused> {
    let unfinished = settled(case).err();
    let summary = current(case, means, progress)?;
    let runs = case.runs()?;
    let limit = runs.iter().filter(|run| !run.finished && run.reprints.is_none()).map(|run| run.act).min();
    let working = Working::open(case, means, NOW, Wave::NotBefore(limit.unwrap_or(NOW)))?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage)))?;
    let kit = &working.laid.kit;
    let forecast = Forecast::of(kit, &decision, &Plan::of(kit, &decision, RecordKind::Live))?;

    let mut in_the_way: Vec<String> = unfinished.iter().flat_map(Refused::reasons).map(ToString::to_string).collect();
    let mailed_before = mailed(case)?.len() as u64;
    if forecast.letters > 0 {
        in_the_way.extend(missing(case, &working, &decision, &summary)?);
    } else if mailed_before > 0 {
        // Nothing is missing for a run that nobody is written to by.
        in_the_way.push("Everybody who can be written to has been written to: there is nothing to export.".into());
    } else {
        in_the_way.push("There is nobody to write to: see status and findings for who is held and why.".into());
    }
    let people = summary.rows;
    let mut to_know = owed_before(case, &working, &decision)?;
    let doubted = perhaps_mailed(&decision);
    if doubted > 0 {
        to_know.push(format!(
            "{doubted} rows may be people who were written to already, under another birth date, address or number: pairs CASE \
             shows them; nobody of them gets a letter before somebody says that they are two."
        ));
    }
    let mailing = kit.incident.mailing.date;
    if mailing < crate::io::clock::today() {
        to_know.push(format!(
            "The letters are dated {mailing}, which has passed: ages, deadlines and the date on each letter are those of that day."
        ));
    }
    if forecast.unpriced > 0 {
        to_know.push(format!(
            "The rate table does not price {} pieces on the mailing date; the vendor does.",
            forecast.unpriced
        ));
    }
    if decision.tally.held > 0 {
        to_know.push(format!("{} of {people} rows stay held: findings CASE says why.", decision.tally.held));
    }
    Ok(NextRun {
        wave: 1 + runs.iter().filter(|run| run.finished && run.reprints.is_none()).count() as u64,
        held: decision.tally.held,
        mailed_before,
        mailing: kit.incident.mailing.date,
        mail_by: decision.mail_by,
        envelope: kit.vendor.envelope.id.clone(),
        paper: kit.vendor.paper.weight.clone(),
        duplex: kit.duplex(),
        edition: working.laid.edition.word(),
        adult_codes: PoolForecast::of(&kit.pools, Standing::Adult, fresh_codes(&working, &decision, false)),
        minor_codes: PoolForecast::of(&kit.pools, Standing::Minor, fresh_codes(&working, &decision, true)),
        forecast,
        in_the_way,
        to_know,
    })
}

/// What a run wants that has letters: codes, signatures, a release, an agreement with the vendor.
fn missing(case: &Case, working: &Working, decision: &Decision<'_>, summary: &Summary) -> Result<Vec<String>, Refused> {
    let mut missing: Vec<String> = decision.codes_short().iter().map(ToString::to_string).collect();
    let open = unsigned(case, summary)?;
    if !open.is_empty() {
        missing.push(format!(
            "Counsel has not signed {} of the letters that are needed, as they are now: approve CASE --by NAME.",
            open.len()
        ));
    }
    match case.last_release()? {
        None => missing.push("Nobody has released the run: release CASE --by NAME.".into()),
        Some(release) => {
            let version = version_of(&release.parts);
            let changed = differing(&parts(case, working, decision, summary, version)?, &release.parts);
            if !changed.is_empty() {
                missing.push(format!(
                    "The release is void, as this changed after it: {}. Release the run anew.",
                    changed.join(", ")
                ));
            }
        }
    }
    if without_agreement(case, working)? {
        missing.push(
            "The vendor profile names no business associate agreement: write its reference under baa_reference.".into(),
        );
    }
    Ok(missing)
}

/// Rows that may be people who were written to already.
pub(super) fn perhaps_mailed(decision: &Decision<'_>) -> u64 {
    decision.entries.iter().filter(|entry| entry.codes.contains(Code::PerhapsMailed)).count() as u64
}

/// Codes that the letters of the run take from a pool: whoever has one for life takes none.
fn fresh_codes(working: &Working, decision: &Decision<'_>, minors: bool) -> u64 {
    let takes = decision.entries.iter().filter(|entry| {
        let docket = &working.sheets[usize::from(entry.file)].docket;
        entry.disposition == Disposition::Letter
            && entry.code != notice::line::NONE
            && entry.standing.is_some_and(|standing| (standing == Standing::Minor) == minors)
            && docket.codes.get(&entry.extent.line).is_none_or(|dealt| dealt.minors != minors)
    });
    takes.count() as u64
}
