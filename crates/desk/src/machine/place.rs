//! Location of a case: a folder that a program synchronises with other places, or another computer. Such places are
//! told and never refused.

use serde::Serialize;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// A place that is not this computer's own disk alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "CasePlace")]
pub struct CaseLocation {
    /// Kind of place.
    pub kind: LocationKind,
    /// Name of the program that synchronises, or kind of share.
    pub name: String,
    /// Risk of the place, in plain words.
    pub message: String,
    /// Advice on what to do.
    pub advice: String,
}

/// Kinds of places that are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LocationKind {
    /// A folder that a program copies to an online service and to other computers.
    Synchronised,
    /// A folder on another computer.
    Share,
}

/// Pattern by which the name of a folder is recognised.
#[derive(Clone, Copy)]
enum Name {
    /// It is this, whatever the case of its letters.
    Is(&'static str),
    /// It begins so.
    Begins(&'static str),
}

/// Folders by which a program that synchronises is known.
const SYNCHRONISED: &[(Name, &str)] = &[
    (Name::Is("OneDrive"), "OneDrive"),
    (Name::Begins("OneDrive - "), "OneDrive"),
    (Name::Begins("OneDrive-"), "OneDrive"),
    (Name::Is("SkyDrive"), "OneDrive"),
    (Name::Is("Dropbox"), "Dropbox"),
    (Name::Begins("Dropbox ("), "Dropbox"),
    (Name::Begins("Dropbox-"), "Dropbox"),
    (Name::Is("iCloud Drive"), "iCloud Drive"),
    (Name::Is("iCloudDrive"), "iCloud Drive"),
    (Name::Is("Mobile Documents"), "iCloud Drive"),
    (Name::Is("com~apple~CloudDocs"), "iCloud Drive"),
    (Name::Is("Google Drive"), "Google Drive"),
    (Name::Is("GoogleDrive"), "Google Drive"),
    (Name::Begins("GoogleDrive-"), "Google Drive"),
    (Name::Is("My Drive"), "Google Drive"),
    (Name::Is("Shared drives"), "Google Drive"),
    (Name::Is("DriveFS"), "Google Drive"),
    (Name::Is("Box"), "Box"),
    (Name::Is("Box Sync"), "Box"),
    (Name::Is("Box-Box"), "Box"),
    (Name::Is("Nextcloud"), "Nextcloud"),
    (Name::Is("ownCloud"), "ownCloud"),
    (Name::Is("CloudStorage"), "an online service"),
];

/// Files and folders that such a program puts into the folder that it copies.
const MARKERS: &[(&str, &str)] = &[
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_journal.db", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];

/// Variables of the environment that name such a folder.
const VARIABLES: &[(&str, &str)] =
    &[("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive")];

/// Types of file systems that lie on another computer, as Linux and macOS call them.
const SHARES: &[&str] = &[
    "9p",
    "afpfs",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "davfs2",
    "fuse.afp",
    "fuse.ceph",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.gcsfuse",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "orangefs",
    "smb3",
    "smbfs",
    "webdav",
];

/// The same where only the beginning is known.
const SHARES_BEGIN: &[&str] = &["fuse.gvfsd"];

/// Facts about the machine on which a path lies.
struct Surroundings<'a> {
    /// Mount points of file systems, and their types; empty where the system does not tell.
    mounts: &'a [(PathBuf, String)],
    /// Asks the environment.
    variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Returns true if something stands at a path.
    stands: &'a dyn Fn(&Path) -> bool,
}

/// Recognises the place of a file; none where it lies on this computer's own disk, as far as can be known.
pub fn classify(file: &Path) -> Option<CaseLocation> {
    let real = file.canonicalize();
    let mounts = mounts();
    let around = Surroundings {
        mounts: &mounts,
        variable: &|name| std::env::var_os(name),
        stands: &|path| std::fs::symlink_metadata(path).is_ok(),
    };
    // A link into such a folder leads there, and so does the name of the link.
    real.ok().and_then(|real| recognise_in(&real, &around)).or_else(|| recognise_in(file, &around))
}

fn recognise_in(file: &Path, around: &Surroundings<'_>) -> Option<CaseLocation> {
    synchronised(file, around)
        .map(|name| CaseLocation::of(LocationKind::Synchronised, name))
        .or_else(|| share(file, around).map(|name| CaseLocation::of(LocationKind::Share, &name)))
}

/// The program that synchronises the folder of a file.
fn synchronised(file: &Path, around: &Surroundings<'_>) -> Option<&'static str> {
    let folder = file.parent()?;
    let variable = VARIABLES.iter().find(|(name, _)| {
        (around.variable)(name).map(PathBuf::from).is_some_and(|root| root.is_absolute() && folder.starts_with(root))
    });
    if let Some((_, program)) = variable {
        return Some(program);
    }
    let marker = folder.ancestors().find_map(|above| {
        MARKERS.iter().find(|(name, _)| {
            // Whoever uses Dropbox has a folder `.dropbox` at home, where the program keeps its own things.
            let is_home = || (around.variable)("HOME").is_some_and(|home| Path::new(&home) == above);
            (around.stands)(&above.join(name)) && !(*name == ".dropbox" && is_home())
        })
    });
    if let Some((_, program)) = marker {
        return Some(program);
    }
    // The nearest folder names it best: `CloudStorage` of a Mac holds those of several programs.
    folders(file).into_iter().rev().find_map(|name| {
        let known = SYNCHRONISED.iter().find(|(known, _)| match known {
            Name::Is(whole) => name.eq_ignore_ascii_case(whole),
            Name::Begins(start) => name.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
        });
        known.map(|(_, program)| *program)
    })
}

/// The names of the folders above a file; a path of Windows is read on every system.
fn folders(file: &Path) -> Vec<String> {
    let parts = file.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let mut names: Vec<String> =
        parts.flat_map(|name| name.split('\\').map(str::to_owned).collect::<Vec<_>>()).collect();
    names.pop();
    names
}

/// The kind of share on which a file lies.
fn share(file: &Path, around: &Surroundings<'_>) -> Option<String> {
    let text = file.to_string_lossy();
    let verbatim = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(r"\\?\UNC\"));
    if verbatim || (text.starts_with(r"\\") && !text.starts_with(r"\\?\") && !text.starts_with(r"\\.\")) {
        return Some("a Windows share".to_owned());
    }
    let (at, kind) = mount_of(file, around.mounts)?;
    // A container or a virtual machine may have its own root from its host by such a file system.
    let known = SHARES.contains(&kind.as_str()) || SHARES_BEGIN.iter().any(|start| kind.starts_with(start));
    (known && at != Path::new("/")).then(|| kind.clone())
}

/// The mount that holds a file, with its type: the deepest one, and of several at one place the last.
fn mount_of<'m>(file: &Path, mounts: &'m [(PathBuf, String)]) -> Option<&'m (PathBuf, String)> {
    mounts.iter().filter(|(at, _)| file.starts_with(at)).max_by_key(|(at, _)| at.components().count())
}

/// The mounts of this machine. Windows needs none: a drive of a share has the share's name when links are followed.
fn mounts() -> Vec<(PathBuf, String)> {
    if cfg!(target_os = "macos") {
        let told = std::process::Command::new("/sbin/mount").output().map(|told| told.stdout).unwrap_or_default();
        mounts_of_macos(&String::from_utf8_lossy(&told))
    } else {
        mounts_of_linux(&std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default())
    }
}

/// Reads `/proc/self/mountinfo`: "36 35 98:0 /root /at options optional… - type source options".
fn mounts_of_linux(text: &str) -> Vec<(PathBuf, String)> {
    let line = |line: &str| {
        let (left, right) = line.split_once(" - ")?;
        Some((PathBuf::from(unescaped(left.split(' ').nth(4)?)), right.split(' ').next()?.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// Reads what `mount` says on macOS: "//a@server/share on /Volumes/share (smbfs, nodev, nosuid)".
fn mounts_of_macos(text: &str) -> Vec<(PathBuf, String)> {
    let line = |line: &str| {
        let (left, right) = line.rsplit_once(" (")?;
        Some((PathBuf::from(left.split_once(" on ")?.1), right.split([',', ')']).next()?.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// A path of the table of mounts: blanks and the like stand there as a backslash and three octal digits.
fn unescaped(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((&first, after)) = rest.split_first() {
        let octal = (first == b'\\').then(|| after.get(..3)).flatten();
        let octal = octal.and_then(|digits| std::str::from_utf8(digits).ok());
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[3..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl CaseLocation {
    fn of(kind: LocationKind, name: &str) -> Self {
        let message = match kind {
            LocationKind::Synchronised => format!(
                "This case is in a folder that {name} syncs. The file can be uploaded in the middle of a change, two computers can change it at once, a sync conflict can replace it with an older file, and the online copy may be visible to others."
            ),
            LocationKind::Share => format!(
                "This case is on a network drive ({name}). Two computers can change the file at once, a lost connection can leave a change unsaved, and others with access to the drive can copy or replace the file."
            ),
        };
        let advice = "Keep the case on this computer's own drive, and save backups to the shared place instead.";
        Self { kind, name: name.to_owned(), message, advice: advice.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{LocationKind, Surroundings, mounts_of_linux, mounts_of_macos, recognise_in};
    use std::path::Path;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
23 22 0:40 / /mnt/server rw shared:5 - cifs //server/share rw
24 22 0:41 / /mnt/with\\040blank rw - nfs4 server:/x rw
25 22 0:42 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
26 22 0:43 / /users/a/remote rw - fuse.sshfs a@b: rw
27 22 8:2 / /mnt/server/own rw - ext4 /dev/sdb1 rw
";

    fn told(path: &str, set: &[(&str, &str)], there: &[&str], mounts: &str) -> Option<(LocationKind, String)> {
        let around = Surroundings {
            mounts: &mounts_of_linux(mounts),
            variable: &|name| set.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into()),
            stands: &|path| there.iter().any(|own| Path::new(own) == path),
        };
        recognise_in(Path::new(path), &around).map(|place| (place.kind, place.name))
    }

    #[test]
    fn folders_are_known_by_their_names() {
        let table = [
            ("/users/a/OneDrive/x.case", "OneDrive"),
            ("/users/a/OneDrive - Riverbend Clinic/Cases/x.case", "OneDrive"),
            (r"C:\Users\a\OneDrive - Riverbend Clinic\x.case", "OneDrive"),
            (r"\\?\C:\Users\a\onedrive\x.case", "OneDrive"),
            ("/Users/a/Library/CloudStorage/OneDrive-Personal/x.case", "OneDrive"),
            ("/users/a/Dropbox/x.case", "Dropbox"),
            ("/users/a/Dropbox (Riverbend)/x.case", "Dropbox"),
            ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x.case", "iCloud Drive"),
            (r"C:\Users\a\iCloudDrive\x.case", "iCloud Drive"),
            ("/Users/a/Library/CloudStorage/GoogleDrive-a@example.com/My Drive/x.case", "Google Drive"),
            (r"G:\My Drive\x.case", "Google Drive"),
            ("/users/a/Box/x.case", "Box"),
            ("/users/a/Nextcloud/x.case", "Nextcloud"),
            ("/users/a/ownCloud/deep/below/x.case", "ownCloud"),
            ("/Users/a/Library/CloudStorage/Other/x.case", "an online service"),
        ];
        for (path, program) in table {
            let expected = (LocationKind::Synchronised, program.to_owned());
            assert_eq!(told(path, &[], &[], MOUNTS), Some(expected), "{path}");
        }
        // A case may be called as it likes, and a name that only holds such a word is another.
        for path in ["/users/a/Dropbox", "/users/a/Inbox/x.case", "/users/a/Boxes/x.case", "/users/a/Drive/x.case"] {
            assert_eq!(told(path, &[], &[], MOUNTS), None, "{path}");
        }
    }

    #[test]
    fn folders_are_known_by_what_stands_in_them_and_by_the_environment() {
        let of = |there: &str| told("/data/cases/2026/x.case", &[("HOME", "/users/a")], &[there], MOUNTS);
        for (there, program) in [
            ("/data/cases/.stfolder", "Syncthing"),
            ("/data/.dropbox.cache", "Dropbox"),
            ("/data/cases/2026/.dropbox", "Dropbox"),
            ("/data/cases/.sync_journal.db", "Nextcloud"),
        ] {
            assert_eq!(of(there), Some((LocationKind::Synchronised, program.to_owned())), "{there}");
        }
        assert_eq!(of("/data/other/.stfolder"), None);
        // What Dropbox keeps at home for itself is no mark of the folder.
        assert_eq!(told("/users/a/cases/x.case", &[("HOME", "/users/a")], &["/users/a/.dropbox"], MOUNTS), None);
        let set = [("OneDriveCommercial", "/data/files")];
        let expected = Some((LocationKind::Synchronised, "OneDrive".to_owned()));
        assert_eq!(told("/data/files/cases/x.case", &set, &[], MOUNTS), expected);
        assert_eq!(told("/data/other/x.case", &set, &[], MOUNTS), None);
        assert_eq!(told("/data/files/x.case", &[("OneDrive", "")], &[], MOUNTS), None);
    }

    #[test]
    fn shares_are_known_by_their_mounts_and_names() {
        let table = [
            ("/mnt/server/cases/x.case", Some("cifs")),
            ("/mnt/with blank/x.case", Some("nfs4")),
            ("/run/user/1000/gvfs/smb-share:server=a/x.case", Some("fuse.gvfsd-fuse")),
            ("/users/a/remote/x.case", Some("fuse.sshfs")),
            (r"\\server\share\x.case", Some("a Windows share")),
            (r"\\?\UNC\server\share\x.case", Some("a Windows share")),
            (r"\\?\C:\cases\x.case", None),
            ("/mnt/server/own/x.case", None),
            ("/mnt/serverless/x.case", None),
            ("/users/a/x.case", None),
        ];
        for (path, kind) in table {
            let expected = kind.map(|kind| (LocationKind::Share, kind.to_owned()));
            assert_eq!(told(path, &[], &[], MOUNTS), expected, "{path}");
        }
        assert_eq!(
            told("/users/a/x.case", &[], &[], "22 1 0:1 / / rw - 9p host rw\n"),
            None,
            "the root of a container"
        );
        assert_eq!(told("/users/a/x.case", &[], &[], "nothing that can be read"), None);
        let macos = mounts_of_macos("/dev/disk3s1 on / (apfs, local)\n//a@b/c on /Volumes/c d (smbfs, nodev)\n");
        assert_eq!(macos, [("/".into(), "apfs".into()), ("/Volumes/c d".into(), "smbfs".into())]);
    }
}
