//! How the case stands: what the rail and the strip at the foot show on every page.

use super::Desk;
use crate::said::Answer;
use crate::seen::Standing;

/// How the case stands now.
#[tauri::command]
pub async fn standing(desk: Desk<'_>) -> Answer<Standing> {
    desk.with_or_last(|last| &last.standing, Standing::of).await
}
