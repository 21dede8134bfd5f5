//! The page Proofs and sign-off: counsel signs texts, the practice releases the run.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use desk::roster::{PersonRow, Roster};
use desk::stage::signoff::approve::{self, ApprovalReport, ApprovalRequest};
use desk::stage::signoff::counsel_pack::{self, CounselPack};
use desk::stage::signoff::label::DocumentLabel;
use desk::stage::signoff::memos::{self, MemoFolder};
use desk::stage::signoff::open_points::{self, OpenPoint};
use desk::stage::signoff::proofs::{self, ProofEntry, ProofReport};
use desk::stage::signoff::reasons::AcceptanceReasons;
use desk::stage::signoff::release::{self, ReleaseReport, ReleaseRequest};
use serde::Serialize;
use tauri::ipc::Channel;

/// Proofs with the people whose letters they are.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ProofsMade {
    /// Report of the proofs.
    pub made: ProofReport,
    /// The person behind each letter of the index, in its order.
    pub people: Vec<Option<PersonRow>>,
}

impl ProofsMade {
    fn of(made: ProofReport, roster: &Roster) -> Self {
        let person = |own: &ProofEntry| roster.row_at(&own.list, own.line).map(|row| roster.person_row(row));
        Self { people: made.index.iter().map(person).collect(), made }
    }
}

/// Makes proofs of letters in which something can go wrong, and of some by chance.
#[tauri::command]
pub async fn make_proofs(
    desk: Desk<'_>,
    out: Token,
    random: usize,
    seed: u64,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ProofsMade> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |desk, case| {
        let made = proofs::proofs(case, &out, random, seed, &command, &mut report_to(told))?;
        Ok(ProofsMade::of(made, &*desk.laid_out(case)?))
    })
    .await
}

/// Makes counsel's pack.
#[tauri::command]
pub async fn make_pack(
    desk: Desk<'_>,
    out: Token,
    labels: Vec<DocumentLabel>,
    told: Channel<ProgressUpdate>,
) -> IpcResult<CounselPack> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |_, case| counsel_pack::pack(case, &out, &labels, &command, &mut report_to(told))).await
}

/// Makes memos to the file, one for each version that letters need.
#[tauri::command]
pub async fn make_memos(
    desk: Desk<'_>,
    out: Token,
    labels: Vec<DocumentLabel>,
    told: Channel<ProgressUpdate>,
) -> IpcResult<MemoFolder> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    let command = desk.means_of_work();
    desk.with(move |_, case| memos::make_memos(case, &out, &[], &labels, &command, &mut report_to(told))).await
}

/// Lists the open points of versions that are to be approved.
#[tauri::command]
pub async fn list_open_points(desk: Desk<'_>, variants: Vec<String>) -> IpcResult<Vec<OpenPoint>> {
    desk.with(move |desk, case| open_points::list_open_points(case, &variants, &desk.command())).await
}

/// Counsel signs texts; all that letters need where none is named.
#[tauri::command]
pub async fn approve_texts(
    desk: Desk<'_>,
    by: String,
    recorded_by: String,
    variants: Vec<String>,
    from: Option<Token>,
    pack: Option<Token>,
    reasons: AcceptanceReasons,
) -> IpcResult<ApprovalReport> {
    let from = desk.grants.path_if(from.as_ref(), Use::ReadSignedPage)?;
    let pack = desk.grants.path_if(pack.as_ref(), Use::ReadPack)?;
    let signing = ApprovalRequest { by, recorded_by, variants, from, pack, reasons };
    desk.with(move |desk, case| approve::approve(case, &signing, &desk.command(), &mut |_| {})).await
}

/// The practice releases the run, for the vendor whose profile the case has.
#[tauri::command]
pub async fn release_run(
    desk: Desk<'_>,
    by: String,
    families: Option<String>,
    without_waiting: Vec<String>,
    reason: Option<String>,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ReleaseReport> {
    desk.with(move |desk, case| {
        let request = ReleaseRequest {
            by: &by,
            vendor: None,
            families: families.as_deref(),
            without_waiting: &without_waiting,
            why_not_waiting: reason.as_deref(),
        };
        release::release(case, &request, &desk.command(), &mut report_to(told))
    })
    .await
}
