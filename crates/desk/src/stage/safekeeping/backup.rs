//! `backup` and `backups`: copies of a case, made when asked, and by themselves in a second place that the practice chose.

use super::older::find_older_file;
use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::head::Head;
use crate::casefile::id::ActId;
use crate::casefile::key::Secret;
use crate::io::clock;
use crate::machine::place;
use crate::machine::recent::{self, LastBackup};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use notice::finding::{FaceProblem, Problem};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Number of the newest backups that are kept.
const NEWEST: usize = 10;

/// Number of days for which the newest backup of each day is kept.
const DAYS: u64 = 30;

/// The ending of a backup of a case whose own name has none.
const ENDING: &str = "noticecase";

/// `backup`: a copy of the case as it is now, which may be in use meanwhile. In a folder it gets a name of its own.
pub fn backup(case: &Case, out: &Path, secret: &Secret) -> Result<PathBuf, CommandError> {
    let target = if out.is_dir() { out.join(Name::of(case, &case.head()?).text()) } else { out.to_owned() };
    case.copy_to(&target, secret)?;
    Ok(target)
}

/// Folder of the backups of a case, and the last one made.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct BackupStatus {
    /// The chosen folder.
    pub to: Option<PathBuf>,
    /// Time of the last backup, in UTC.
    pub last: Option<String>,
    /// The last action in it.
    pub last_head: Option<Head>,
    /// Remark about the chosen folder.
    pub note: Option<String>,
}

/// Returns the folder of the backups of a case and the last one made; nothing without a folder of the program's own.
pub fn backup_status(case: &Case, home: Option<&Path>) -> Result<BackupStatus, CommandError> {
    let known = home.map(|home| recent::of(home, case)).transpose()?.flatten().unwrap_or_default();
    Ok(BackupStatus {
        note: known.backups_to.as_deref().and_then(|to| remark(case, to)),
        to: known.backups_to,
        last: known.backup.as_ref().map(|backup| backup.at.clone()),
        last_head: known.backup.map(|backup| backup.head),
    })
}

/// Chooses the folder for backups, which must be there, and makes the first one; or none any longer.
pub fn choose_folder(case: &mut Case, to: Option<&Path>, home: Option<&Path>) -> Result<BackupStatus, CommandError> {
    let home = home.ok_or_else(|| {
        let message = "The program has no folder where it can save the backup setting.";
        let advice = FaceProblem::HomeUnknown;
        CommandError::Environment(Problem::of_file("", message, advice))
    })?;
    let to = match to {
        Some(to) => {
            let folder = to.canonicalize().map_err(|e| CommandError::disk(to, "Opening the folder", &e))?;
            if !folder.is_dir() {
                let advice = "Choose a folder, preferably on another drive.";
                return Err(Problem::of_file(to.display().to_string(), "This is not a folder.", advice).into());
            }
            Some(folder)
        }
        None => None,
    };
    if let Some(folder) = &to {
        // A folder that takes no backup is not chosen.
        make(case, folder, home)?;
    }
    recent::on(home, case, |own| own.backups_to = to)?;
    backup_status(case, Some(home))
}

/// Makes a backup of a case in the chosen folder, if one was chosen and something was done since the last. The new file.
pub fn back_up_if_due(case: &Case, home: &Path) -> Result<Option<PathBuf>, CommandError> {
    let Some(known) = recent::of(home, case)? else { return Ok(None) };
    let Some(to) = known.backups_to else { return Ok(None) };
    let head = case.head()?;
    if known.backup.is_some_and(|backup| backup.head == head) {
        return Ok(None);
    }
    make(case, &to, home).map(Some).map_err(|why| missed(&to, &why))
}

/// Returns the error for a backup that could not be made.
fn missed(to: &Path, why: &CommandError) -> CommandError {
    let reason = why.reasons().first().map(|reason| reason.message.clone()).unwrap_or_default();
    let message = format!("The case could not be backed up. {reason}");
    let advice = FaceProblem::BackupMissed;
    CommandError::Environment(Problem::of_file(to.display().to_string(), message, advice))
}

/// Makes a backup in a folder, remembers it, and takes away those that are not kept any longer.
fn make(case: &Case, folder: &Path, home: &Path) -> Result<PathBuf, CommandError> {
    let head = case.head()?;
    let name = Name::of(case, &head);
    let target = folder.join(name.text());
    // Its name tells moment and last action: one that is there is this one.
    if !target.is_file() {
        case.copy_as_is(&target)?;
    }
    // What came after the head of an older file may be in these backups alone: nothing goes before somebody has looked.
    let is_older = find_older_file(case, home)?.is_some();
    let known = recent::of(home, case)?.unwrap_or_default();
    let mut made: Vec<String> = known.made.into_iter().filter(|made| *made != name.text()).collect();
    made.push(name.text());
    if !is_older {
        let gone: BTreeSet<String> = superseded(&made, &name, clock::today()).into_iter().collect();
        made.retain(|made| {
            let path = folder.join(made);
            // One in which somebody has worked since is a case of its own, and stays.
            let worked_in = name.moment_of(made).is_some_and(|at| was_changed_after(&path, at));
            !gone.contains(made) || !(worked_in || remove(&path))
        });
    }
    recent::on(home, case, |own| {
        own.backup = Some(LastBackup { at: clock::now(), head });
        own.made = made;
    })?;
    Ok(target)
}

/// Returns true if a file was written to after the moment at which it was made, which takes some seconds.
fn was_changed_after(path: &Path, made: NaiveDateTime) -> bool {
    let changed = fs::metadata(path).and_then(|about| about.modified());
    changed.is_ok_and(|changed| clock::utc(changed) > made + TimeDelta::minutes(2))
}

/// Removes a backup; returns true if it is gone. One that cannot be removed now is tried again with the next.
fn remove(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        // What somebody put there under its name is not ours.
        Ok(about) if !about.is_file() => true,
        Ok(_) => fs::remove_file(path).is_ok(),
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    }
}

/// The name of a backup: name of the case, moment in UTC, last action with the first digits of its hash, ending.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    stem: String,
    at: NaiveDateTime,
    act: ActId,
    prefix: String,
    ending: String,
}

impl Name {
    /// Makes the name of a backup that is made now.
    fn of(case: &Case, head: &Head) -> Self {
        let part = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        Self {
            stem: part(case.path().file_stem()).unwrap_or_default(),
            at: clock::this_second(),
            act: head.act,
            prefix: head.prefix(),
            ending: part(case.path().extension()).unwrap_or_else(|| ENDING.to_owned()),
        }
    }

    fn text(&self) -> String {
        let Self { stem, at, act, prefix, ending } = self;
        format!("{stem}-{}-action-{act}-{prefix}.{ending}", at.format("%Y%m%d-%H%M%S"))
    }

    /// Reads the moment out of a name of the same case, if it is exactly of this form.
    fn moment_of(&self, text: &str) -> Option<NaiveDateTime> {
        let rest = text.strip_prefix(&self.stem)?.strip_prefix('-')?;
        let rest = rest.strip_suffix(&self.ending)?.strip_suffix('.')?;
        let (at, rest) = rest.split_at_checked(15)?;
        let (act, prefix) = rest.strip_prefix("-action-")?.split_once('-')?;
        let at = NaiveDateTime::parse_from_str(at, "%Y%m%d-%H%M%S").ok()?;
        let own = Self { at, act: act.parse().ok()?, prefix: prefix.to_owned(), ..self.clone() };
        let is_hex = prefix.len() == 12 && prefix.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (is_hex && own.text() == text).then_some(at)
    }
}

/// The backups that are not kept any longer: neither among the newest nor the newest of one of the last days. Names of another
/// form are never among them, nor is the new one.
fn superseded(made: &[String], new: &Name, today: NaiveDate) -> Vec<String> {
    let mut all: Vec<(NaiveDateTime, &String)> =
        made.iter().filter_map(|name| Some((new.moment_of(name)?, name))).collect();
    all.sort();
    let first_day = today.checked_sub_days(Days::new(DAYS)).unwrap_or_default();
    let mut days = BTreeSet::new();
    let gone = all.iter().rev().enumerate().filter(|(nth, (at, name))| {
        let is_newest_of_day = days.insert(at.date()) && at.date() > first_day;
        !(*nth < NEWEST || is_newest_of_day || **name == new.text())
    });
    gone.map(|(_, (_, name))| (*name).clone()).collect()
}

/// Returns a remark about a folder for backups: it is allowed, and does not help against everything.
fn remark(case: &Case, to: &Path) -> Option<String> {
    if case.path().parent().is_some_and(|folder| to.starts_with(folder)) {
        let message = "Backups are in the same folder as the case; you could lose both together.";
        return Some(format!("{message} Choose a folder on another drive."));
    }
    if is_one_disk(case.path(), to) {
        let message = "Backups are on the same drive as the case; if the drive fails, you lose both.";
        return Some(format!("{message} Choose a folder on another drive."));
    }
    // There copies are what the place is for; whether it may hold them is for the practice to know.
    let place = place::classify(&to.join("backup"))?;
    let asked = "Make sure that it may store patient data.";
    Some(format!("Backups leave this computer by {}. {asked}", place.name))
}

/// Returns true if both paths are on one disk, as far as the system tells.
#[cfg(unix)]
fn is_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((fs::metadata(one), fs::metadata(other)), (Ok(one), Ok(other)) if one.dev() == other.dev())
}

/// Returns true if both paths are on one disk: the same drive.
#[cfg(not(unix))]
fn is_one_disk(one: &Path, other: &Path) -> bool {
    let drive = |path: &Path| {
        path.canonicalize().ok().and_then(|path| path.components().next().map(|c| c.as_os_str().to_owned()))
    };
    matches!((drive(one), drive(other)), (Some(one), Some(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::{ActId, DAYS, NEWEST, Name, superseded};
    use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

    fn name(at: NaiveDateTime) -> Name {
        Name {
            stem: "Spring, 2026-03".into(),
            at,
            act: ActId::new(12),
            prefix: "3f9ac01b77aa".into(),
            ending: "case".into(),
        }
    }

    fn noon(day: NaiveDate) -> NaiveDateTime {
        day.and_hms_opt(12, 0, 0).expect("a time")
    }

    #[test]
    fn a_name_is_read_only_where_it_is_exactly_of_the_form() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day");
        let own = name(noon(day));
        assert_eq!(own.text(), "Spring, 2026-03-20260321-120000-action-12-3f9ac01b77aa.case");
        assert_eq!(own.moment_of(&own.text()), Some(noon(day)));
        for other in [
            "Spring, 2026-03.case",
            "Spring, 2026-03-20260321-120000-action-12-3f9ac01b77aa.case.bak",
            "Spring, 2026-03-20260321-120000-action-12-3f9ac01b77a.case",
            "Spring, 2026-03-20260321-120000-action-+12-3f9ac01b77aa.case",
            "Spring, 2026-03-20260399-120000-action-12-3f9ac01b77aa.case",
            "Spring, 2026-03-20260321-120000-action-12-3F9AC01B77AA.case",
            "Other-20260321-120000-action-12-3f9ac01b77aa.case",
            "Spring, 2026-03-20260321-12000é-action-12-3f9ac01b77aa.case",
        ] {
            assert_eq!(own.moment_of(other), None, "{other}");
        }
    }

    #[test]
    fn the_newest_and_the_newest_of_each_day_are_kept() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day");
        let mut made = vec!["letter to the vendor.txt".to_owned()];
        for back in (0..60).rev() {
            let day = today.checked_sub_days(Days::new(back)).expect("a day");
            made.extend((0..3).map(|hour| name(noon(day) + TimeDelta::hours(hour)).text()));
        }
        let new = name(noon(today) + TimeDelta::hours(2));
        let gone = superseded(&made, &new, today);
        let kept: Vec<&String> = made.iter().filter(|name| !gone.contains(name)).collect();
        // Three days and one of the fourth fill the ten; of the days before, one each.
        assert_eq!(kept.len(), 1 + NEWEST + (DAYS as usize - 4));
        assert!(kept.contains(&&new.text()) && kept[0] == "letter to the vendor.txt");
        let of = |back: u64, hour: i64| {
            name(noon(today.checked_sub_days(Days::new(back)).expect("a day")) + TimeDelta::hours(hour)).text()
        };
        assert!(kept.contains(&&of(29, 2)) && !kept.contains(&&of(29, 1)) && !kept.contains(&&of(30, 2)));
    }

    #[test]
    fn the_new_one_is_kept_though_its_clock_goes_wrong() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day");
        let mut made: Vec<String> = (0..20).map(|hour| name(noon(today) + TimeDelta::hours(hour)).text()).collect();
        let new = name(noon(NaiveDate::from_ymd_opt(2006, 1, 1).expect("a day")));
        made.push(new.text());
        assert!(!superseded(&made, &new, new.at.date()).contains(&new.text()));
    }
}
