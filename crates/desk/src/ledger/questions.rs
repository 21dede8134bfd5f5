//! Open questions about lists, and the rows that wait for nothing else.

use crate::snapshot::{CaseSnapshot, ListSnapshot};
use notice::finding::{Code, CodeSet, Severity};
use notice::intake::{Question, QuestionKind};
use notice::line::{Decision, Disposition};

/// Open questions about a list in whose place no other stands.
fn open(sheet: &ListSnapshot) -> impl Iterator<Item = &Question> {
    let counts = sheet.decisions.gone.is_none();
    sheet.list.questions().iter().filter(move |question| counts && question.is_open())
}

/// Number of open questions about the lists of a case.
pub(super) fn count_open(snapshot: &CaseSnapshot) -> u64 {
    snapshot.lists.iter().map(|sheet| open(sheet).count() as u64).sum()
}

/// Findings that end with the answers to the open questions about a list. A placeholder in the place of a name is not among
/// them, as other rows have it too.
fn ended(sheet: &ListSnapshot) -> CodeSet {
    let is_flagged = sheet.list.columns().iter().any(|column| column.is_ignored() && column.looks_like_flag);
    let codes = open(sheet).filter_map(|question| match question.kind {
        QuestionKind::Death if is_flagged => None,
        QuestionKind::Death => Some(Code::ColumnLooksLikeFlag),
        QuestionKind::Notes => Some(Code::ContactNoted),
        QuestionKind::MinorConsent => Some(Code::MinorConsentNoted),
        QuestionKind::Newborn | QuestionKind::Letters | QuestionKind::Part2 => None,
        QuestionKind::DeathSection
        | QuestionKind::ReportSection
        | QuestionKind::AdultGuardian
        | QuestionKind::DeathGroup
        | QuestionKind::DeathDay
        | QuestionKind::DeathMost
        | QuestionKind::BirthDay
        | QuestionKind::BirthCentury
        | QuestionKind::AddressPart
        | QuestionKind::HiddenRows => Some(Code::QuestionOpen),
    });
    codes.collect()
}

/// Number of rows that are held by open questions and by nothing else.
pub(super) fn count_held(snapshot: &CaseSnapshot, decision: &Decision) -> u64 {
    let ended: Vec<CodeSet> = snapshot.lists.iter().map(ended).collect();
    if ended.iter().all(|codes| codes.is_empty()) {
        return 0;
    }
    let waits = |entry: &&notice::line::Entry| {
        let codes = ended.get(usize::from(entry.file)).copied().unwrap_or(CodeSet::EMPTY);
        let mut holds = entry.codes.iter().filter(|code| code.severity() >= Severity::Hold);
        entry.disposition == Disposition::Held && holds.all(|code| codes.contains(code))
    };
    decision.entries.iter().filter(waits).count() as u64
}
