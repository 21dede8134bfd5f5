//! Commands over what opens a case, and its end.

use crate::case::tell;
use crate::say;
use crate::secret::{Door, from_file};
use crate::watched::Watched;
use desk::CommandError;
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case, strength};
use desk::machine::keyring;
use desk::session::Session;
use desk::stage::audit;
use desk::stage::start::create::NewCase;
use desk::task::CommandContext;
use serde::Serialize;
use std::path::Path;
use zeroize::Zeroizing;

/// A case that was made, with the passphrase that was made for it.
#[derive(Serialize)]
pub struct MadeWith<'a> {
    #[serde(flatten)]
    pub made: &'a NewCase,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passphrase: Option<&'a str>,
}

impl MadeWith<'_> {
    /// Describes the case that was made, with its passphrase and its recovery key where they are shown.
    pub fn said(&self) -> String {
        let made = self.made;
        let mut text = format!("The case is {}.", say::path(&made.case));
        if made.plain {
            text.push_str("\nIt is NOT encrypted: anyone who has the file can read it.");
        }
        if let Some(words) = self.passphrase {
            text.push_str(&shown_once(words));
        }
        if let Some(key) = &made.recovery_key {
            text.push_str(&format!(
                "\n\nRecovery key, shown only once. Print it and lock it away; it opens the case if the passphrase is forgotten:\n\n    {key}"
            ));
        }
        text
    }
}

fn shown_once(words: &str) -> String {
    format!("\n\nPassphrase, shown only once and not saved anywhere. Write it down and lock it away:\n\n    {words}")
}

/// A passphrase that is made, where one is wanted.
pub fn generated(wanted: bool) -> Result<Option<Zeroizing<String>>, CommandError> {
    wanted.then(strength::generate).transpose()
}

/// Gives an open case the passphrase of a file, or one that is made. The number is the exit code.
pub fn change_passphrase(case: &mut Case, file: Option<&Path>, json: bool) -> Result<u8, CommandError> {
    let made = generated(file.is_none())?;
    let words = match (file, &made) {
        (Some(file), _) => from_file(file)?,
        (None, made) => made.clone().unwrap_or_default(),
    };
    let old = *case.salt();
    let key = case.rekey(&Secret::Passphrase(words).locked())?;
    let mut report = serde_json::json!({ "recovery_key": *key });
    if let Some(words) = &made {
        report["passphrase"] = words.as_str().into();
    }
    tell(json, &report, |_| {
        format!(
            "The passphrase was changed. The old recovery key no longer works; the new one is:\n\n    {}\n\nEarlier backups still open with the old passphrase.{}",
            *key,
            made.as_ref().map(|words| shown_once(words)).unwrap_or_default()
        )
    });
    // What the keyring has opens nothing any more.
    if keyring::has(&old) {
        keyring::forget_salt(&old)?;
    }
    Ok(0)
}

/// Has the keyring remember what opens a case. The number is the exit code.
pub fn remember(door: &Door, json: bool) -> Result<u8, CommandError> {
    // Whoever has it remembered can open it.
    let secret = door.secret()?;
    Watched::begin(&Case::open(&door.case, &secret, Access::Shared)?).told();
    keyring::remember(&door.case, &secret)?;
    tell(json, &serde_json::json!({ "remembered": true }), |_| "This computer now remembers the passphrase.".into());
    Ok(0)
}

/// Has the keyring forget what opens a case. The number is the exit code.
pub fn forget(case: &Path, json: bool) -> Result<u8, CommandError> {
    let forgotten = keyring::forget(case)?;
    tell(json, &serde_json::json!({ "forgotten": forgotten }), |_| {
        if forgotten {
            "This computer no longer remembers the passphrase."
        } else {
            "This computer did not remember the passphrase."
        }
        .into()
    });
    Ok(0)
}

/// Removes a case for good. The number is the exit code.
pub fn purge(
    door: &Door,
    context: &CommandContext,
    (early, clock_is_right): (bool, bool),
    json: bool,
) -> Result<u8, CommandError> {
    let case = door.open()?;
    let watched = Watched::begin(&case).told();
    let report = audit::purge_on(Session::new(case), context, early, early || clock_is_right)?;
    watched.forget(&report.case);
    tell(json, &report, |report| {
        format!("{} was deleted. Still stored elsewhere: {}.", say::path(&report.case), report.remains.join("; "))
    });
    Ok(0)
}
