//! An older file in the place of a newer one: told as long as nobody has said that it was put there on purpose, and
//! acknowledged once, by name.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::head::Head;
use crate::casefile::ruling::add_reason;
use crate::casefile::{ActKind, Case};
use crate::io::digest::hex;
use crate::machine::recent;
use notice::finding::{FaceProblem, ProblemCode};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// A case whose file does not hold the last action that this computer knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OlderFile {
    /// The last action that this computer knows of.
    pub known: Head,
    /// The last action in the file.
    pub now: Head,
    /// Problem, in plain words.
    pub message: String,
}

/// Returns both heads and a message if the file of a case is older than what this computer knows of it; else nothing.
pub fn find_older_file(case: &Case, home: &Path) -> Result<Option<OlderFile>, CommandError> {
    let Some(known) = recent::of(home, case)?.and_then(|own| own.head) else { return Ok(None) };
    if case.holds(&known)? {
        return Ok(None);
    }
    let now = case.head()?;
    let message = format!(
        "This is an older version of the case file, or another copy of it. This computer has seen {known}, but this file ends with {now}. Later changes are missing: letters may have been mailed that are not recorded here, and people could be mailed twice."
    );
    Ok(Some(OlderFile { known, now, message }))
}

/// Report of `acknowledge`.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct OlderFileReport {
    /// Name of the person who put the older file there.
    pub by: String,
    /// The last action that this computer knew of.
    pub known: Head,
    /// The last action of the case now, which is that it was acknowledged.
    pub head: Head,
}

/// Records who put the older file there and why; from then on it is the case.
pub fn acknowledge(
    case: &mut Case,
    by: &str,
    reason: &str,
    home: Option<&Path>,
) -> Result<OlderFileReport, CommandError> {
    let by = Actor::parse(by)?;
    let reason = plain_words("reason", reason)?;
    if reason.is_empty() {
        return Err(CommandError::input("No reason was given.", FaceProblem::OlderFileUnexplained));
    }
    let none = || {
        CommandError::input(
            "There is nothing to acknowledge: the file has every action this computer has seen.",
            ProblemCode::OlderFileUnknown,
        )
    };
    let home = home.ok_or_else(none)?;
    let OlderFile { known, now, .. } = find_older_file(case, home)?.ok_or_else(none)?;
    // The reason is somebody's own words; it stays in the case and out of the audit.
    let told = json!({ "known_act": known.act, "known_hash": hex(known.hash), "file_act": now.act });
    case.transact(ActKind::OlderFileAcknowledged, by, |step, act| {
        add_reason(step, act, reason)?;
        Ok(((), told))
    })?;
    // It is recorded; that it cannot be remembered has it told again.
    let _ = recent::follow(home, case);
    Ok(OlderFileReport { by: by.as_str().to_owned(), known, head: case.head()? })
}
