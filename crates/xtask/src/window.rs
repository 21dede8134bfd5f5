//! The window: its pages, the program around them, its tests, its installer.

use crate::machine::{self, Profile};
use crate::step::{Step, Tally};
use std::fs;
use std::path::Path;

/// Debian packages with which the window is built.
pub const BUILD: &[&str] =
    &["libwebkit2gtk-4.1-dev", "libgtk-3-dev", "librsvg2-dev", "pkg-config", "file", "fonts-dejavu-core"];

/// Debian packages with which tests drive the window.
pub const DRIVE: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "dbus", "at-spi2-core"];

/// The oldest Node that the pages are built with.
const NODE: u32 = 20;

/// A step in the folder of the pages.
fn in_pages(step: Step) -> Step {
    step.within(machine::root().join("ui"))
}

/// Makes sure of Node, and of the packages of the pages as the lock file has them.
pub fn packages(folder: &Path) -> Result<(), String> {
    let version = crate::step::quiet("node", &["--version"]).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(format!("the pages are built with Node {NODE} or newer, and npm; please install them"));
    }
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.package-lock.json");
    let age = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).ok();
    if age(&installed).is_some() && age(&installed) >= age(&lock) {
        return Ok(());
    }
    Step::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).within(folder.to_owned()).run()
}

/// Builds the pages into `ui/dist`, which is built into the program.
pub fn pages() -> Result<(), String> {
    packages(&machine::root().join("ui"))?;
    in_pages(Step::new("npm").args(["run", "--silent", "build"])).run()
}

/// The lints of the pages, those of accessibility among them.
pub fn page_lints() -> Result<(), String> {
    in_pages(Step::new("npm").args(["run", "--silent", "lint"])).run()
}

/// The tests of the pages alone.
pub fn page_tests() -> Result<(), String> {
    in_pages(Step::new("npm").args(["test", "--silent"])).run()
}

/// The tests of the pages that stand on changed files.
pub fn changed_page_tests() -> Result<(), String> {
    in_pages(Step::new("npx").args(["vitest", "run", "--changed", "--passWithNoTests"])).run()
}

/// Builds the pages and the window, and opens it.
pub fn app(arguments: &[String]) -> Result<(), String> {
    machine::can_build()?;
    machine::debian(BUILD)?;
    pages()?;
    Step::new("cargo")
        .args(["run", "--release", "--locked", "--package", "noticepress-app", "--"])
        .args(arguments)
        .run()
}

/// The tests of the real window, under a screen of their own. Pictures of what it showed stay in `target/window`.
pub fn tests(tally: &mut Tally) {
    tally.check("the window", || {
        machine::debian(BUILD)?;
        machine::debian(DRIVE)?;
        let built = machine::programs(Profile::Release, &["--features", "noticepress-app/e2e"])?;
        let named = |name: &str| machine::one(built.clone(), name);
        let pictures = machine::target().join("window");
        fs::create_dir_all(&pictures).map_err(|e| format!("{}: {e}", pictures.display()))?;
        drive(&named("noticepress-app")?, &named("noticepress")?, &pictures)
    });
}

/// Runs the tests of the window.
fn drive(app: &Path, cli: &Path, pictures: &Path) -> Result<(), String> {
    let set = |name: &str, value: &Path| format!("{name}={}", value.display());
    Step::new("env")
        .arg(set("NOTICEPRESS_APP", app))
        .arg(set("NOTICEPRESS_CLI", cli))
        .arg(set("NOTICEPRESS_PICTURES", pictures))
        .args(["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--"])
        .args([
            "node",
            "--test",
            "--test-concurrency=1",
            "tests/desktop/window.test.mjs",
            "tests/desktop/keep.test.mjs",
            "tests/desktop/word.test.mjs",
        ])
        .run()
}

/// Times the window; prints Markdown for `docs/benchmarks.md`.
pub fn measure() -> Result<(), String> {
    machine::can_build()?;
    machine::debian(BUILD)?;
    machine::debian(DRIVE)?;
    pages()?;
    let built = machine::programs(Profile::Ship, &["--features", "noticepress-app/e2e"])?;
    let set = |name: &str, value: &Path| format!("{name}={}", value.display());
    Step::new("env")
        .arg(set("NOTICEPRESS_APP", &machine::one(built.clone(), "noticepress-app")?))
        .arg(set("NOTICEPRESS_CLI", &machine::one(built, "noticepress")?))
        .args(["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--"])
        .args(["node", "tests/desktop/measure.mjs"])
        .run()
}
