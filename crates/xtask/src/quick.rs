//! Format, lints and unit tests of what changed, in the development profile, which builds again only what changed.

use crate::step::{Step, Tally, quiet};
use crate::window;
use std::collections::{BTreeMap, BTreeSet};

/// Runs the checks of what differs from the last commit, or of the last commit where nothing differs.
pub fn quick() -> Result<(), String> {
    let files = changed();
    let mut tally = Tally::default();
    tally.check("format", || Step::new("cargo").args(["fmt", "--all", "--check"]).run());
    let crates = crates_of(&files);
    if !crates.is_empty() {
        let packages: Vec<&str> = crates.keys().flat_map(|name| ["--package", name]).collect();
        tally.check("lints", || {
            let targets = ["--lib", "--bins", "--no-deps", "--locked", "--quiet", "--", "--deny", "warnings"];
            Step::new("cargo").arg("clippy").args(packages).args(targets).run()
        });
    }
    for (name, modules) in crates {
        // The window has no unit tests that go without its own libraries, and the command line none of its own but these.
        let targets = if matches!(name, "notice" | "desk") { "--lib" } else { "--bins" };
        tally.check(&format!("unit tests of {name}"), || {
            Step::new("cargo")
                .args(["test", "--quiet", "--locked", "--package", name, targets, "--"])
                .args(modules)
                .run()
        });
    }
    if files.iter().any(|file| file.starts_with("ui/")) {
        tally.check("lints of the pages", window::page_lints);
        tally.check("tests of the pages", window::changed_page_tests);
    }
    tally.close()
}

/// The files that differ from the last commit, or those of the last commit.
fn changed() -> BTreeSet<String> {
    let files = |arguments: &[&str]| -> BTreeSet<String> {
        quiet("git", arguments).unwrap_or_default().lines().map(str::to_owned).collect()
    };
    let mut own = files(&["diff", "--name-only", "HEAD"]);
    own.extend(files(&["ls-files", "--others", "--exclude-standard"]));
    if own.is_empty() { files(&["diff", "--name-only", "HEAD~1", "HEAD"]) } else { own }
}

/// The crates to which files belong, each with the modules whose unit tests are run; none for a crate as a whole.
fn crates_of(files: &BTreeSet<String>) -> BTreeMap<&'static str, BTreeSet<String>> {
    const FOLDERS: [(&str, &str); 4] = [
        ("crates/notice/src/", "notice"),
        ("crates/desk/src/", "desk"),
        ("crates/xtask/src/", "xtask"),
        ("src/", "noticepress"),
    ];
    let mut crates: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let own = FOLDERS.iter().find_map(|(folder, name)| Some((*name, file.strip_prefix(folder)?)));
        let Some((name, path)) = own else { continue };
        crates.entry(name).or_default().insert(module_of(path));
    }
    for modules in crates.values_mut() {
        if modules.contains("") {
            modules.clear();
        }
    }
    crates
}

/// The module whose tests are run for a file: its room, with the folder in it where there is one. Nothing for a file of the whole crate.
fn module_of(path: &str) -> String {
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
    let folders: Vec<&str> = folders.into_iter().rev().take(2).filter(|folder| *folder != "words").collect();
    folders.iter().flat_map(|folder| [*folder, "::"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{crates_of, module_of};

    #[test]
    fn files_belong_to_the_tests_of_their_room() {
        for (path, module) in [
            ("intake/survey.rs", "intake::"),
            ("intake/words/death.toml", "intake::"),
            ("intake/guardians/file.rs", "intake::guardians::"),
            ("stage/mail/piece_list/dispositions.txt", "stage::mail::"),
            ("lib.rs", ""),
        ] {
            assert_eq!(module_of(path), module, "{path}");
        }
    }

    #[test]
    fn a_file_of_the_whole_crate_runs_all_of_its_tests() {
        let files = ["crates/notice/src/lib.rs", "crates/notice/src/intake/row.rs", "src/say.rs", "docs/case.md"];
        let crates = crates_of(&files.map(str::to_owned).into());
        assert_eq!(crates.keys().copied().collect::<Vec<_>>(), ["notice", "noticepress"]);
        assert!(crates.values().all(std::collections::BTreeSet::is_empty));
    }
}
