//! Cases that this computer knows: where they lie and what they are called, the last action that it knows of each, and
//! where backups of them go. It never holds who is in them. It is kept in the program's own folder, for the window and
//! the command line alike.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::fact::INCIDENT;
use crate::casefile::head::Head;
use crate::io::access;
use crate::io::clock::now;
use notice::party::Incident;
use serde::{Deserialize, Serialize};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Number of cases that are shown; of others only what keeps them safe is remembered.
const SHOWN: usize = 12;

/// Most cases that are remembered at all.
const MOST: usize = 1000;

/// A case that was open on this computer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KnownCase {
    /// Path of the case file.
    pub path: PathBuf,
    /// Its name without the folder.
    pub name: String,
    /// The practice.
    pub practice: String,
    /// Title of the incident, as the letters have it.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// Time when it was opened last, in UTC.
    pub opened: String,
    /// The folder of the last export.
    #[serde(default)]
    pub out: Option<PathBuf>,
    /// True if the file is there.
    #[serde(default)]
    pub there: bool,
    /// Id of the case and its copies; empty where an earlier version of the program remembered it.
    #[serde(default)]
    pub case: String,
    /// The last action that this computer knows of.
    #[serde(default)]
    pub head: Option<Head>,
    /// The folder that was chosen for backups.
    #[serde(default)]
    pub backups_to: Option<PathBuf>,
    /// The last backup.
    #[serde(default)]
    pub backup: Option<LastBackup>,
    /// Names of the backups that this computer made there, oldest first: only these are ever deleted.
    #[serde(default)]
    pub made: Vec<String>,
    /// The salt of the case whose key was put into the keyring of this computer, in hexadecimal digits; empty where nobody asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remembered: String,
    /// Taken off the list; what keeps the case safe stays.
    #[serde(default)]
    pub hidden: bool,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// Time in UTC.
    pub at: String,
    /// The last action in it.
    pub head: Head,
}

/// The cases that are shown as recent, newest first.
pub fn all(home: &Path) -> Vec<KnownCase> {
    let mut all = read(home);
    all.retain(|one| !one.hidden);
    all.truncate(SHOWN);
    for one in &mut all {
        one.there = one.path.is_file();
    }
    all
}

/// Returns the entry of a case; `None` where it is not known.
pub fn of(home: &Path, case: &Case) -> Result<Option<KnownCase>, CommandError> {
    let id = case.id()?;
    Ok(find(&read(home), case.path(), &id).cloned())
}

/// Puts a case first, as it is now. An older file than the one that is known does not change what is known.
pub fn note(home: &Path, case: &Case) -> Result<(), CommandError> {
    let (id, head) = (case.id()?, case.head()?);
    let before = find(&read(home), case.path(), &id).cloned();
    let known = before.and_then(|own| own.head);
    let is_older = known.map(|known| case.holds(&known)).transpose()? == Some(false);
    let incident = case.input_files(head.act)?.into_iter().find(|fact| fact.role == INCIDENT);
    let incident = incident.and_then(|fact| Incident::parse("", &String::from_utf8_lossy(&fact.bytes)).ok());
    let of = |pick: &dyn Fn(&Incident) -> String| incident.as_ref().map(pick).unwrap_or_default();
    let path = shown(case.path());
    change(home, |all| {
        let before = position(all, case.path(), &id).map(|at| all.remove(at)).unwrap_or_default();
        // Another case that lay here is remembered, and no longer shown.
        all.iter_mut().filter(|own| same(&own.path, case.path())).for_each(|own| own.hidden = true);
        let own = KnownCase {
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            path,
            practice: of(&|incident| incident.practice.name.clone()),
            title: of(&|incident| incident.event.title.clone()),
            mailing: of(&|incident| incident.mailing.date.to_string()),
            opened: now(),
            case: id,
            head: if is_older { known } else { Some(head) },
            hidden: false,
            ..before
        };
        all.insert(0, own);
    })
}

/// Notes the last action of a case that is known, without anything else.
pub fn follow(home: &Path, case: &Case) -> Result<(), CommandError> {
    let head = case.head()?;
    on(home, case, |own| own.head = Some(head))
}

/// Changes what is known of a case. One that is not known is noted first.
pub fn on(home: &Path, case: &Case, set: impl FnOnce(&mut KnownCase)) -> Result<(), CommandError> {
    let id = case.id()?;
    if find(&read(home), case.path(), &id).is_none() {
        note(home, case)?;
    }
    change(home, |all| {
        if let Some(own) = all.iter_mut().find(|own| own.is(case.path(), &id)) {
            set(own);
        }
    })
}

/// The folder to which a case was exported last.
pub fn last_output_folder(home: &Path, case: &Case) -> Result<Option<PathBuf>, CommandError> {
    Ok(of(home, case)?.and_then(|own| own.out))
}

/// Remembers the folder of an export, so that one that was broken off is ended there.
pub fn note_output_folder(home: &Path, case: &Case, out: &Path) {
    if matches!(of(home, case), Ok(Some(_))) {
        // That it cannot be remembered is no reason not to export.
        let _ = on(home, case, |own| own.out = Some(out.to_owned()));
    }
}

/// Notes that the keyring has the key of a case.
pub fn note_remembered(home: &Path, path: &Path, salt: &str) -> Result<(), CommandError> {
    change(home, |all| {
        if !all.iter().any(|own| same(&own.path, path)) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            all.insert(0, KnownCase { path: shown(path), name, hidden: true, ..KnownCase::default() });
        }
        if let Some(own) = all.iter_mut().find(|own| same(&own.path, path)) {
            salt.clone_into(&mut own.remembered);
        }
    })
}

/// Notes that the keyring no longer has the key of a case.
pub fn note_forgotten(home: &Path, salt: &str) -> Result<(), CommandError> {
    if is_remembered(home, salt) {
        change(home, |all| all.iter_mut().filter(|own| own.remembered == salt).for_each(|own| own.remembered.clear()))?;
    }
    Ok(())
}

/// Returns true if the keyring was given the key of a case of this salt.
pub fn is_remembered(home: &Path, salt: &str) -> bool {
    read(home).iter().any(|own| own.remembered == salt)
}

/// Takes a case off the list that is shown; what keeps it safe stays.
pub fn hide(home: &Path, path: &Path) -> Result<Vec<KnownCase>, CommandError> {
    change(home, |all| all.iter_mut().filter(|own| same(&own.path, path)).for_each(|own| own.hidden = true))?;
    Ok(all(home))
}

/// Forgets a case that was removed for good.
pub fn forget(home: &Path, path: &Path) -> Result<(), CommandError> {
    change(home, |all| all.retain(|own| !same(&own.path, path)))
}

impl KnownCase {
    /// Returns true if this is the entry of a case at a path. An earlier version remembered the path alone.
    fn is(&self, path: &Path, id: &str) -> bool {
        (self.case == id || self.case.is_empty()) && same(&self.path, path)
    }
}

/// Finds the entry of a case at a path, or of the same case where it lay before it was moved.
fn find<'r>(all: &'r [KnownCase], path: &Path, id: &str) -> Option<&'r KnownCase> {
    position(all, path, id).and_then(|at| all.get(at))
}

/// The id of the case that was last opened at a path.
pub fn id_at(home: &Path, path: &Path) -> Option<String> {
    let all = read(home);
    all.iter().find(|own| same(&own.path, path) && !own.case.is_empty()).map(|own| own.case.clone())
}

fn position(all: &[KnownCase], path: &Path, id: &str) -> Option<usize> {
    let here = all.iter().position(|own| own.is(path, id));
    here.or_else(|| all.iter().position(|own| own.case == id && !own.path.exists()))
}

/// Returns true if both paths name one file.
fn same(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A path as people know it: Windows writes `\\?\` before what it has followed.
fn shown(path: &Path) -> PathBuf {
    let plain = path.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    plain.filter(|text| text.as_bytes().get(1) == Some(&b':')).map_or_else(|| path.to_owned(), PathBuf::from)
}

/// Everything that is remembered; a file that is not there, or that cannot be read, has nothing.
fn read(home: &Path) -> Vec<KnownCase> {
    let text = std::fs::read_to_string(file(home)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Changes what is remembered. The window and commands may do so at once, so each waits for the other.
fn change(home: &Path, set: impl FnOnce(&mut Vec<KnownCase>)) -> Result<(), CommandError> {
    let failed = |e: &io::Error| CommandError::disk(home, "Remembering the case", e);
    access::create_folder(home).map_err(|e| failed(&e))?;
    let lock = access::options().create(true).append(true).open(home.join("recent.lock")).map_err(|e| failed(&e))?;
    // A disk that knows no locks is used without.
    let _ = lock.lock();
    let mut all = read(home);
    set(&mut all);
    all.truncate(MOST);
    let text = serde_json::to_string_pretty(&all).unwrap_or_default();
    let put = || {
        let mut file = tempfile::Builder::new().prefix(".recent.").tempfile_in(home)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_data()?;
        file.persist(self::file(home)).map_err(|e| e.error)
    };
    put().map(drop).map_err(|e| failed(&e))
}

fn file(home: &Path) -> PathBuf {
    home.join("recent.json")
}

#[cfg(test)]
mod tests {
    use super::{all, file, hide, note, of, on, shown};
    use crate::actor::Actor;
    use crate::casefile::ActKind;
    use crate::casefile::key::Secret;
    use crate::casefile::{Access, Case};
    use serde_json::json;
    use std::path::{Path, PathBuf};

    fn case(path: &Path) -> Case {
        let made = Case::create(path, &Secret::Plain, |case| {
            case.transact(ActKind::New, Actor::NOBODY, |_, _| Ok(((), json!({}))))
        });
        made.expect("made");
        Case::open(path, &Secret::Plain, Access::Exclusive).expect("opens")
    }

    #[test]
    fn what_an_earlier_version_remembered_is_taken_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("home");
        let case = case(&folder.path().join("x.case"));
        std::fs::create_dir(&home).expect("made");
        let old = json!([{
            "path": case.path(), "name": "x.case", "practice": "", "title": "", "mailing": "", "opened": "", "out": "packages",
        }]);
        std::fs::write(file(&home), old.to_string()).expect("written");
        note(&home, &case).expect("noted");
        let [own] = &all(&home)[..] else { panic!("one case") };
        assert_eq!(
            (&own.out, own.head, own.there),
            (&Some("packages".into()), Some(case.head().expect("a head")), true)
        );
    }

    #[test]
    fn a_case_that_is_taken_off_the_list_is_known_all_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("home");
        let case = case(&folder.path().join("x.case"));
        on(&home, &case, |own| own.backups_to = Some("backups".into())).expect("noted");
        assert!(hide(&home, case.path()).expect("hidden").is_empty());
        let known = of(&home, &case).expect("readable").expect("known");
        assert!(known.head.is_some() && known.backups_to == Some("backups".into()));
        note(&home, &case).expect("noted");
        assert_eq!(all(&home).len(), 1, "opened again, it is shown again");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_begun_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(file(folder.path()), "[{").expect("written");
        assert!(all(folder.path()).is_empty());
        note(folder.path(), &case(&folder.path().join("x.case"))).expect("noted");
        assert_eq!(all(folder.path()).len(), 1);
    }

    #[test]
    fn a_path_is_shown_without_the_mark_of_windows() {
        assert_eq!(shown(Path::new(r"\\?\C:\cases\x.case")), PathBuf::from(r"C:\cases\x.case"));
        for same in [r"\\?\UNC\server\x.case", "/users/a/x.case", r"\\?\"] {
            assert_eq!(shown(Path::new(same)), PathBuf::from(same));
        }
    }
}
