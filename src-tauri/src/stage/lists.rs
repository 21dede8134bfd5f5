//! The page Lists: a list is looked at, its columns are named, and it comes in.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use desk::stage::lists::guardians::{self, GuardianReport};
use desk::stage::lists::import::{self, ImportReport, ImportRequest};
use desk::stage::lists::inspect::{self, ColumnAssignment, ColumnUseWord, ListInspection};
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
}

impl Named {
    fn mapping(&self) -> String {
        inspect::mapping(&self.columns, &self.date_order, self.headed)
    }
}

/// Returns the meanings that a column can have.
#[tauri::command]
pub async fn column_uses() -> IpcResult<Vec<ColumnUseWord>> {
    Ok(inspect::column_uses())
}

/// Looks at a list; nothing comes in.
#[tauri::command]
pub async fn inspect_list(desk: Desk<'_>, list: Token, named: Option<Named>) -> IpcResult<ListInspection> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    let mapping = named.map(|named| named.mapping());
    desk.with(move |desk, case| inspect::inspect_list(case, &path, mapping.as_deref(), &desk.command())).await
}

/// Brings a list in. `amends` names the list in whose place it stands; `adds` keeps it beside all others.
#[tauri::command]
pub async fn import_list(
    desk: Desk<'_>,
    list: Token,
    named: Option<Named>,
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
        let arrival = ImportRequest { lists: vec![path], mapping, answers: Vec::new(), amends, adds, by };
        import::import(case, &arrival, &command, &mut report_to(told))
    })
    .await
}

/// Joins a file of guardians by record number, if the join is proved.
#[tauri::command]
pub async fn join_guardians(
    desk: Desk<'_>,
    list: Token,
    by: String,
    told: Channel<ProgressUpdate>,
) -> IpcResult<GuardianReport> {
    let path = desk.grants.path(&list, Use::ReadList)?;
    desk.with(move |desk, case| guardians::guardians(case, &path, &by, &desk.command(), &mut report_to(told))).await
}
