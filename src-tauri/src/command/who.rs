//! The page Who gets what: states, variants, clocks, who turns of age.

use super::Desk;
use crate::said::Answer;
use crate::seen::Spread;

/// Who gets what.
#[tauri::command]
pub async fn spread(desk: Desk<'_>) -> Answer<Spread> {
    desk.with_or_last(|last| &last.spread, Spread::of).await
}
