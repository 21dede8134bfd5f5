//! `audit`: every user action in order; verified, exported. And the end of a case.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::act::Act;
use crate::casefile::id::ActId;
use crate::io::access;
use crate::io::clock::{now, today};
use crate::io::outbox::{FileKind, SingleFile};
use crate::policy::retention::retention_end;
use crate::session::Session;
use crate::task::CommandContext;
use notice::finding::{FaceProblem, Problem};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// All acts in order; with `verify` only after the whole file and the chain of acts were found sound.
pub fn audit(case: &Case, verify: bool) -> Result<Vec<Act>, CommandError> {
    if verify {
        case.verify_audit()?;
    }
    case.acts()
}

/// Writes all acts as a file, one a line, as the script in `docs` verifies them.
pub fn export(case: &Case, out: &Path, command: &CommandContext) -> Result<PathBuf, CommandError> {
    let file = SingleFile::new(FileKind::Audit, out).force(command.force).except(&command.inputs).except([case.path()]);
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
pub fn signed_pages(case: &Case, out: &Path, command: &CommandContext) -> Result<Vec<PathBuf>, CommandError> {
    let pages = case.signed_pages()?;
    if pages.is_empty() {
        return Err(CommandError::input("This case has no signed pages.", FaceProblem::SignedPageMissing));
    }
    access::create_folder(out).map_err(|error| CommandError::disk(out, "Making", &error))?;
    let mut files = Vec::with_capacity(pages.len());
    for page in pages {
        let file = out.join(format!("action-{}-{}", page.act, page.name));
        let spared = SingleFile::new(FileKind::SignedPage, &file).force(command.force).except(&command.inputs);
        spared.except([case.path()]).put(&page.bytes)?;
        files.push(file);
    }
    Ok(files)
}

/// Report of `purge`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PurgeReport {
    /// The case file that is gone.
    pub case: PathBuf,
    /// Copies and traces that remain elsewhere, in plain words.
    pub remains: Vec<&'static str>,
}

/// Days after the last action from which the clock may be wrong as well as right.
const FAR: i64 = 400;

/// Returns a warning, in plain words, if the clock is before the last action of a case.
pub fn early_clock(case: &Case, now: &str) -> Result<Option<String>, CommandError> {
    Ok(case.acts()?.pop().filter(|last| *now < *last.at).map(|last| {
        format!("This computer's clock says {now}, which is before the latest action in the case ({}).", last.at)
    }))
}

/// Returns the same warning, or one if the clock is so far after that action that it may be wrong.
fn odd_clock(case: &Case, now: &str) -> Result<Option<String>, CommandError> {
    if let Some(early) = early_clock(case, now)? {
        return Ok(Some(early));
    }
    let Some(last) = case.acts()?.pop() else { return Ok(None) };
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    let (Some(then), Some(today)) = (day(&last.at), day(now)) else { return Ok(None) };
    let days = (today - then).num_days();
    Ok((days > FAR).then(|| {
        format!("This computer's clock says {today}, {days} days after the latest action in the case ({then}).")
    }))
}

/// Acts that are dated before the one that they follow: the clock went back.
pub fn dated_back(acts: &[Act]) -> Vec<ActId> {
    acts.windows(2).filter(|two| two[1].at < two[0].at).map(|two| two[1].seq).collect()
}

/// Refuses to end a case whose proof must still be kept, unless it may go before its time.
pub fn ensure_may_purge(case: &mut Session, command: &CommandContext, early: bool) -> Result<(), CommandError> {
    may_go_on(case, command, early, early)
}

/// The same, with somebody's word that the clock, by which the time is counted, is right.
fn may_go_on(
    case: &mut Session,
    command: &CommandContext,
    early: bool,
    clock_is_right: bool,
) -> Result<(), CommandError> {
    let summary = case.refresh(command, &mut |_| {})?;
    let until = retention_end(&summary);
    if let Some(until) = until.filter(|until| *until >= today() && !early) {
        return Err(Problem::of_file(
            case.path().display().to_string(),
            format!("This case is your record of the notification and must be kept until {until}."),
            FaceProblem::CaseKept,
        )
        .into());
    }
    if let Some(odd) = odd_clock(case, &now())?.filter(|_| !clock_is_right) {
        return Err(Problem::of_file(
            case.path().display().to_string(),
            format!("{odd} That clock decides whether the case may be deleted."),
            FaceProblem::ClockOdd,
        )
        .into());
    }
    Ok(())
}

/// `purge`: removes a case whose proof need not be kept any longer.
pub fn purge(case: Session, command: &CommandContext, early: bool) -> Result<PurgeReport, CommandError> {
    purge_on(case, command, early, early)
}

/// The same, with somebody's word that the clock is right.
pub fn purge_on(
    mut case: Session,
    command: &CommandContext,
    early: bool,
    clock_is_right: bool,
) -> Result<PurgeReport, CommandError> {
    may_go_on(&mut case, command, early, clock_is_right)?;
    let path = case.path().to_owned();
    case.into_case().close()?;
    Case::erase(&path)?;
    Ok(PurgeReport {
        case: path,
        remains: vec![
            "exported packages and their practice-only folders",
            "backups, files that a restore kept as NAME.replaced-…, and copies in this computer's own backups",
            "the original lists, outside the case",
            "what you gave to the vendor and to regulators",
            "deleted data on the drive: an encrypted case cannot be recovered from it, an unencrypted one might be",
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::{dated_back, odd_clock};
    use crate::actor::Actor;
    use crate::casefile::ActKind;
    use crate::casefile::id::ActId;
    use crate::casefile::key::Secret;
    use crate::casefile::{Access, Case};

    #[test]
    fn a_clock_that_went_back_or_far_ahead_is_odd() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.case");
        Case::create(&path, &Secret::Plain, |case| {
            case.transact(ActKind::New, Actor::NOBODY, |_, _| Ok(((), serde_json::json!({}))))
        })
        .expect("made");
        let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opens");
        let mut acts = case.acts().expect("acts");
        let year: i32 = acts[0].at[..4].parse().expect("a year");
        let on = |year: i32| odd_clock(&case, &format!("{year}{}", &acts[0].at[4..])).expect("read");
        assert_eq!(on(year), None);
        assert!(on(year - 20).is_some_and(|odd| odd.contains("before the latest action")));
        assert!(on(year + 20).is_some_and(|odd| odd.contains("days after the latest action")));
        let mut next = acts[0].clone();
        (next.seq, next.at) = (ActId::new(2), format!("{}{}", year - 1, &acts[0].at[4..]));
        acts.push(next);
        assert_eq!(dated_back(&acts), [ActId::new(2)]);
    }
}
