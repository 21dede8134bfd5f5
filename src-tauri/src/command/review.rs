//! The page Review: what is wrong, worst first; people, pairs and families; decisions and their taking back.

use super::Desk;
use crate::said::Answer;
use crate::seen::{Choice, FamilySeen, PairSeen, Whom};
use desk::casefile::ruling::PastDecision;
use desk::roster::{Kin, KinPage, Page, Query, Whole};
use desk::stage::review::decide::{self, Decided};
use desk::stage::review::duplicates::{self, Answer as Told, Given};
use desk::stage::review::findings::{self, KindCount, Wanted};
use desk::stage::review::households;

/// Kinds of findings with how many rows have each, worst first.
#[tauri::command]
pub async fn finding_kinds(desk: Desk<'_>) -> Answer<Vec<KindCount>> {
    desk.with(|desk, case| Ok(findings::findings(case, &Wanted::default(), &desk.means(), &mut |_| {})?.findings)).await
}

/// A page of people.
#[tauri::command]
pub async fn people(desk: Desk<'_>, query: Query) -> Answer<Page> {
    desk.looking(move |_, roster| Ok(roster.page(&query))).await
}

/// One row with its cells.
#[tauri::command]
pub async fn row(desk: Desk<'_>, row: u32) -> Answer<Whole> {
    desk.looking(move |_, roster| roster.whole(row)).await
}

/// Decides about one person or a group.
#[tauri::command]
pub async fn decide_about(desk: Desk<'_>, whom: Whom, choice: Choice, by: String, reason: String) -> Answer<Decided> {
    desk.with(move |desk, case| {
        let means = desk.means();
        let recorded = decide::record(case, &whom.into(), &choice.into(), &by, &reason, &means, &mut |_| {})?;
        // The ledger comes with the people, who are wanted next in any case.
        desk.laid_out(case)?;
        recorded.told(case, &means, &mut |_| {})
    })
    .await
}

/// What was decided about one person, oldest first.
#[tauri::command]
pub async fn decisions_about(desk: Desk<'_>, person: i64) -> Answer<Vec<PastDecision>> {
    desk.with(move |_, case| case.decisions_about(person)).await
}

/// Pairs of rows that may be one person, about which nobody has decided.
#[tauri::command]
pub async fn open_pairs(desk: Desk<'_>) -> Answer<Vec<PairSeen>> {
    desk.with(|desk, case| {
        let pairs = duplicates::pairs(case, true, &desk.means(), &mut |_| {})?;
        Ok(pairs.into_iter().map(PairSeen::from).collect())
    })
    .await
}

/// Says of a pair whether it is one person; the answer is the number by which it is taken back.
#[tauri::command]
pub async fn answer_pair(desk: Desk<'_>, people: [i64; 2], same: bool, by: String) -> Answer<i64> {
    let told = if same { Told::Same } else { Told::Apart };
    desk.with(move |_, case| Ok(duplicates::answer(case, people, told, &by)?.decision)).await
}

/// Takes an answer back.
#[tauri::command]
pub async fn take_back(desk: Desk<'_>, decision: i64, person: i64, by: String) -> Answer<()> {
    desk.with(move |_, case| duplicates::take_back(case, Given { decision, person }, &by)).await
}

/// A page of children beside their guardians.
#[tauri::command]
pub async fn kin(desk: Desk<'_>, wanted: Kin, offset: u32, limit: u32) -> Answer<KinPage> {
    desk.looking(move |_, roster| roster.kin(wanted, offset, limit)).await
}

/// People who share an address.
#[tauri::command]
pub async fn all_families(desk: Desk<'_>) -> Answer<Vec<FamilySeen>> {
    desk.with(|desk, case| {
        let families = households::families(case, &desk.means(), &mut |_| {})?;
        let roster = desk.laid_out(case)?;
        Ok(families.iter().map(|family| FamilySeen::of(family, &roster)).collect())
    })
    .await
}
