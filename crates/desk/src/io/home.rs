//! Folder of the program's own files on this machine: the list of recent cases, the sample case, what is unfinished.

use std::ffi::OsString;
use std::path::PathBuf;

/// The identifier under which the window is known to the operating system; `src-tauri/tauri.conf.json` has the same.
const IDENTIFIER: &str = "org.noticepress.app";

/// The program's own folder, the same for the window and the command line. Nothing is made by asking. None where the
/// environment names no folder of the user.
pub fn data_folder() -> Option<PathBuf> {
    folder_for(|name| std::env::var_os(name))
}

/// The same, with an environment of the caller's choice.
fn folder_for(ask: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| ask(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let above = if cfg!(windows) {
        folder("APPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library/Application Support")
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))?
    };
    Some(above.join(IDENTIFIER))
}

#[cfg(test)]
mod tests {
    use super::{IDENTIFIER, folder_for};
    use std::path::PathBuf;

    #[test]
    fn the_folder_is_the_one_of_the_window() {
        let conf = include_str!("../../../../src-tauri/tauri.conf.json");
        assert!(conf.contains(&format!("\"identifier\": \"{IDENTIFIER}\"")));
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn the_environment_says_where_it_is() {
        let of = |set: &[(&str, &str)]| {
            folder_for(|name| set.iter().find(|(n, _)| *n == name).map(|(_, value)| value.into()))
        };
        let home = Some(PathBuf::from("/u/a/.local/share/org.noticepress.app"));
        assert_eq!(of(&[("HOME", "/u/a")]), home);
        assert_eq!(of(&[("HOME", "/u/a"), ("XDG_DATA_HOME", "relative")]), home);
        assert_eq!(of(&[("HOME", "/u/a"), ("XDG_DATA_HOME", "/d")]), Some("/d/org.noticepress.app".into()));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("HOME", "")]), None);
    }
}
