//! Review: what is wrong, worst first; people, pairs and households; decisions and their taking back; who gets what.

use super::Desk;
use crate::error::IpcResult;
use desk::casefile::id::{DecisionId, PersonId};
use desk::casefile::ruling::PastDecision;
use desk::roster::{GuardianFilter, GuardianPage, PersonDetail, PersonPage, PersonQuery, PersonRow, Roster};
use desk::stage::review::breakdown::MailingBreakdown;
use desk::stage::review::decide::{self, DecisionInput, DecisionReport, RowSelection};
use desk::stage::review::duplicates::{self, DuplicatePair, GivenAnswer, PairAnswer as Told};
use desk::stage::review::findings::{self, FindingCount, FindingQuery};
use desk::stage::review::households::{self, AddressHousehold};
use serde::Serialize;

/// People at one address.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Household {
    /// People who live there.
    pub members: Vec<PersonRow>,
    /// True if all children among them have one guardian by name.
    pub one_guardian: bool,
}

impl Household {
    fn of(family: &AddressHousehold, roster: &Roster) -> Self {
        let rows = family.members.iter().filter_map(|member| roster.row_at(&member.list, member.line));
        Self { members: rows.map(|row| roster.person_row(row)).collect(), one_guardian: family.one_guardian }
    }
}

/// Kinds of findings with how many rows have each, worst first.
#[tauri::command]
pub async fn finding_kinds(desk: Desk<'_>) -> IpcResult<Vec<FindingCount>> {
    desk.with(|desk, case| {
        Ok(findings::findings(case, &FindingQuery::default(), &desk.command(), &mut |_| {})?.findings)
    })
    .await
}

/// A page of people.
#[tauri::command]
pub async fn people_page(desk: Desk<'_>, query: PersonQuery) -> IpcResult<PersonPage> {
    desk.looking(move |_, roster| Ok(roster.page(&query))).await
}

/// One row with its cells.
#[tauri::command]
pub async fn person_detail(desk: Desk<'_>, row: u32) -> IpcResult<PersonDetail> {
    desk.looking(move |_, roster| roster.person_detail(row)).await
}

/// Decides about one person or a group.
#[tauri::command]
pub async fn decide_about(
    desk: Desk<'_>,
    whom: RowSelection,
    decision: DecisionInput,
    by: String,
    reason: String,
) -> IpcResult<DecisionReport> {
    desk.with(move |desk, case| decide::decide(case, &whom, &decision, &by, &reason, &desk.command(), &mut |_| {}))
        .await
}

/// Returns the decisions about one person, oldest first.
#[tauri::command]
pub async fn decisions_about(desk: Desk<'_>, person: PersonId) -> IpcResult<Vec<PastDecision>> {
    desk.with(move |_, case| case.decisions_about(person)).await
}

/// Pairs of rows that may be one person, about which nobody has decided.
#[tauri::command]
pub async fn open_pairs(desk: Desk<'_>) -> IpcResult<Vec<DuplicatePair>> {
    desk.with(|desk, case| duplicates::pairs(case, true, &desk.command(), &mut |_| {})).await
}

/// Says of a pair whether it is one person; the answer is the number by which it is taken back.
#[tauri::command]
pub async fn answer_pair(desk: Desk<'_>, people: [PersonId; 2], same: bool, by: String) -> IpcResult<DecisionId> {
    let told = if same { Told::Same } else { Told::Apart };
    desk.with(move |_, case| Ok(duplicates::answer(case, people, told, &by)?.decision)).await
}

/// Takes an answer back.
#[tauri::command]
pub async fn undo_pair_answer(desk: Desk<'_>, decision: DecisionId, person: PersonId, by: String) -> IpcResult<()> {
    desk.with(move |_, case| duplicates::undo_answer(case, GivenAnswer { decision, person }, &by)).await
}

/// A page of children beside their guardians.
#[tauri::command]
pub async fn guardian_pairs(
    desk: Desk<'_>,
    wanted: GuardianFilter,
    offset: u32,
    limit: u32,
) -> IpcResult<GuardianPage> {
    desk.looking(move |_, roster| roster.guardian_page(wanted, offset, limit)).await
}

/// People who share an address.
#[tauri::command]
pub async fn list_households(desk: Desk<'_>) -> IpcResult<Vec<Household>> {
    desk.with(|desk, case| {
        let families = households::list_households(case, &desk.command(), &mut |_| {})?;
        let roster = desk.laid_out(case)?;
        Ok(families.iter().map(|family| Household::of(family, &roster)).collect())
    })
    .await
}

/// Returns the breakdown of the mailing.
#[tauri::command]
pub async fn mailing_breakdown(desk: Desk<'_>) -> IpcResult<MailingBreakdown> {
    desk.with_or_last(
        |last| &last.breakdown,
        |desk, case| {
            let roster = desk.laid_out(case)?;
            MailingBreakdown::of(case, &roster, &desk.command())
        },
    )
    .await
}
