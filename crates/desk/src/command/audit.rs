//! `audit`: every user action in order; verified, exported. And the end of a case.

use super::ledger::current;
use super::status::keep_until;
use crate::case::Case;
use crate::case::audit::Act;
use crate::clock::today;
use crate::outbox::{Kind, Single};
use crate::working::Means;
use crate::{Refused, access};
use notice::finding::Refusal;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// All acts in order; with `verify` only after the whole file and the chain of acts were found sound.
pub fn audit(case: &Case, verify: bool) -> Result<Vec<Act>, Refused> {
    if verify {
        case.verify_audit()?;
    }
    case.acts()
}

/// Writes all acts as a file, one a line, as the script in `docs` verifies them.
pub fn export(case: &Case, out: &Path, means: &Means) -> Result<PathBuf, Refused> {
    let file = Single::new(Kind::Audit, out).force(means.force).sparing(&means.inputs).sparing([case.path()]);
    file.check()?;
    let mut text = String::new();
    for act in audit(case, true)? {
        text.push_str(&serde_json::to_string(&act).unwrap_or_default());
        text.push('\n');
    }
    file.put(text.as_bytes())?;
    Ok(out.to_owned())
}

/// Writes every page that counsel signed elsewhere, as it came in, and gives the files.
pub fn signed_pages(case: &Case, out: &Path, means: &Means) -> Result<Vec<PathBuf>, Refused> {
    let pages = case.signed_pages()?;
    if pages.is_empty() {
        return Err(Refused::input("The case has no signed page.", "approve --from FILE puts one in."));
    }
    access::create_folder(out).map_err(|error| Refused::disk(out, "Making", &error))?;
    let mut files = Vec::with_capacity(pages.len());
    for page in pages {
        let file = out.join(format!("action-{}-{}", page.act, page.name));
        let spared = Single::new(Kind::SignedPage, &file).force(means.force).sparing(&means.inputs);
        spared.sparing([case.path()]).put(&page.bytes)?;
        files.push(file);
    }
    Ok(files)
}

/// What `purge` reports.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Purged {
    /// The case file that is gone.
    pub case: PathBuf,
    /// What remains elsewhere, in plain words.
    pub remains: Vec<&'static str>,
}

/// Refuses to end a case whose proof must still be kept, unless it may go before its time.
pub fn may_go(case: &mut Case, means: &Means, early: bool) -> Result<(), Refused> {
    let summary = current(case, means, &mut |_| {})?;
    let until = keep_until(&summary);
    if let Some(until) = until.filter(|until| *until >= today() && !early) {
        return Err(Refusal::of_file(
            case.path().display().to_string(),
            format!("This case is the proof of what was done, and must be kept until {until}."),
            "Keep it. If counsel says in writing that it may go, say --before-its-time.",
        )
        .into());
    }
    Ok(())
}

/// `purge`: removes a case whose proof need not be kept any longer.
pub fn purge(mut case: Case, means: &Means, early: bool) -> Result<Purged, Refused> {
    may_go(&mut case, means, early)?;
    let path = case.path().to_owned();
    case.close()?;
    Case::erase(&path)?;
    Ok(Purged {
        case: path,
        remains: vec![
            "packages that were exported, and their practice-only folders",
            "copies made with backup, files that restore kept as NAME.replaced-…, and copies that the machine's own backup made",
            "the lists as they came in, outside the case",
            "what the vendor and the authorities were given",
            "blocks of the disk that were freed: an encrypted case cannot be read from them, a plain one perhaps can",
        ],
    })
}
