//! The page Lists: a list is looked at, its columns are named, and it comes in.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use desk::casefile::id::ListId;
use desk::reader::SheetSummary;
use desk::roster::ListView;
use desk::stage::lists::answer;
use desk::stage::lists::guardians::{self, GuardianFile, GuardianReport, SeveralParents};
use desk::stage::lists::import::{self, ImportRequest};
use desk::stage::lists::inspect::{self, ColumnAssignment, ColumnUseWord, ListInspection};
use desk::stage::lists::report::ImportReport;
use notice::intake::ParentRule;
use tauri::ipc::Channel;

/// Meaning of the columns of a list, as somebody named it.
#[derive(Clone, Debug, serde::Deserialize, ts_rs::TS)]
pub struct Named {
    /// Column by column.
    pub columns: Vec<ColumnAssignment>,
    /// Order of day and month: `mdy`, `dmy`, `ymd`, or nothing.
    pub date_order: String,
    /// True if the first row holds headings; nothing where that was not asked.
    pub headed: Option<bool>,
    /// The recipe by which it is read, or `none`; nothing where that was not said.
    pub recipe: Option<String>,
}

impl Named {
    fn mapping(&self) -> String {
        inspect::mapping(&self.columns, &self.date_order, self.headed, self.recipe.as_deref())
    }
}

/// Returns the meanings that a column can have.
#[tauri::command]
pub async fn column_uses() -> IpcResult<Vec<ColumnUseWord>> {
    Ok(inspect::column_uses())
}

/// The sheets of a workbook that hold something; none of a list in text.
#[tauri::command]
pub async fn list_sheets(desk: Desk<'_>, list: Token) -> IpcResult<Vec<SheetSummary>> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    desk.with(move |_, _| inspect::list_sheets(&path)).await
}

/// Looks at a list; nothing comes in. `sheet` is the name of a sheet where the list is one of a workbook with several.
#[tauri::command]
pub async fn inspect_list(
    desk: Desk<'_>,
    list: Token,
    sheet: Option<String>,
    named: Option<Named>,
) -> IpcResult<ListInspection> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    let mapping = named.map(|named| named.mapping());
    desk.with(move |desk, case| {
        inspect::inspect_list(case, &path, sheet.as_deref(), mapping.as_deref(), &desk.command())
    })
    .await
}

/// Brings a list in. `answers` are to questions about it, by key; `amends` names the list in whose place it stands; `adds` keeps it beside all others.
#[tauri::command]
#[expect(clippy::too_many_arguments, reason = "what a page says of a list that comes in, each for itself")]
pub async fn import_list(
    desk: Desk<'_>,
    list: Token,
    sheet: Option<String>,
    named: Option<Named>,
    answers: Vec<(String, String)>,
    amends: Option<String>,
    adds: bool,
    by: String,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ImportReport> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |_, case| {
        let mapping = named.map(|named| ("what was said of the columns".to_owned(), named.mapping()));
        let arrival = ImportRequest {
            lists: vec![path],
            sheets: sheet.into_iter().collect(),
            mapping,
            recipe: None,
            answers,
            amends,
            adds,
            by,
        };
        import::import(case, &arrival, &command, &mut report_to(told))
    })
    .await
}

/// Returns each list of the case as a whole: profiles of its columns, and the questions about it.
#[tauri::command]
pub async fn list_views(desk: Desk<'_>) -> IpcResult<Vec<ListView>> {
    desk.looking(|_, roster| Ok(roster.list_views())).await
}

/// Answers questions about a list of the case, each by its key and the word of a choice.
#[tauri::command]
pub async fn answer_questions(
    desk: Desk<'_>,
    list: ListId,
    answers: Vec<(String, String)>,
    by: String,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ImportReport> {
    let command = desk.means_of_work();
    desk.with(move |_, case| answer::answer_questions(case, list, &answers, &by, &command, &mut report_to(told))).await
}

/// Joins a file of guardians by record number, if the join is proved.
#[tauri::command]
pub async fn join_guardians(
    desk: Desk<'_>,
    list: Token,
    sheet: Option<String>,
    parents: Option<ParentRule>,
    by: String,
    told: Channel<ProgressUpdate>,
) -> IpcResult<GuardianReport> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    desk.with(move |desk, case| {
        let sheets: Vec<String> = sheet.into_iter().collect();
        let file = GuardianFile { path: &path, sheets: &sheets };
        guardians::guardians(case, &file, parents, &by, &desk.command(), &mut report_to(told))
    })
    .await
}

/// Sets which parents are written to, of children who have several in the file of guardians.
#[tauri::command]
pub async fn set_parent_rule(
    desk: Desk<'_>,
    parents: ParentRule,
    by: String,
    told: Channel<ProgressUpdate>,
) -> IpcResult<SeveralParents> {
    desk.with(move |desk, case| guardians::set_parent_rule(case, parents, &by, &desk.command(), &mut report_to(told)))
        .await
}
