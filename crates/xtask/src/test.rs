//! Every test of the project.

use crate::step::{Step, Tally, quiet};
use crate::{machine, pdf, window};

/// Debian packages of the checks on finished PDFs.
const PACKAGES: &[&str] = &[
    "qpdf",
    "poppler-utils",
    "openjdk-17-jdk-headless",
    "libjaxb-java",
    "libjaxb-api-java",
    "python3-venv",
    "faketime",
    "strace",
];

/// Runs everything, in one profile so that dependencies are built once; arguments go to `cargo test`.
pub fn test(arguments: &[String]) -> Result<(), String> {
    machine::can_build()?;
    machine::debian(PACKAGES)?;
    machine::debian(window::BUILD)?;
    component("rustfmt", "cargo-fmt")?;
    component("clippy", "cargo-clippy")?;

    let mut tally = Tally::default();
    // First of all, as the pages are built into the window.
    tally.check("pages", window::pages);
    tally.check("lints of the pages", window::page_lints);
    tally.check("tests of the pages", window::page_tests);
    tally.check("format", || Step::new("cargo").args(["fmt", "--all", "--check"]).run());
    tally.check("lints", || {
        Step::new("cargo")
            .args(["clippy", "--workspace", "--all-targets", "--release", "--locked", "--quiet"])
            .args(["--", "--deny", "warnings"])
            .run()
    });
    crates(&mut tally);
    tests(&mut tally, arguments);
    tally.check("documentation", || {
        Step::new("env")
            .args(["RUSTDOCFLAGS=--deny warnings", "cargo", "doc", "--workspace", "--no-deps", "--release"])
            .args(["--locked", "--quiet"])
            .run()
    });
    // After the tests, which build what it stands on.
    pdf::checks(&mut tally);
    window::tests(&mut tally);
    tally.close()
}

/// Makes sure of a component of the Rust toolchain.
fn component(name: &str, program: &str) -> Result<(), String> {
    if quiet(program, &["--version"]).is_some() {
        return Ok(());
    }
    if machine::found("rustup").is_some() {
        eprintln!("{name} is missing; it is added to the toolchain");
        return Step::new("rustup").args(["component", "add", name]).run();
    }
    Err(format!("{name} is missing and there is no rustup to add it; please install it beside cargo"))
}

/// Holds the crates against `deny.toml`, where cargo-deny and all that it reads are at hand; otherwise it says that it did not.
fn crates(tally: &mut Tally) {
    let metadata = ["metadata", "--locked", "--offline", "--all-features", "--format-version", "1"];
    if machine::found("cargo-deny").is_none() || quiet("cargo", &metadata).is_none() {
        eprintln!("== crates: not held against deny.toml, as cargo-deny or crates of other systems are not at hand");
        return;
    }
    tally.check("crates", || {
        Step::new("cargo")
            .args(["deny", "--workspace", "--all-features", "--locked", "--offline", "--log-level", "error"])
            .args(["check", "licenses", "bans", "sources"])
            .run()
    });
}

/// The tests of all packages, each counted.
fn tests(tally: &mut Tally, arguments: &[String]) {
    let step = Step::new("cargo")
        .args(["test", "--workspace", "--release", "--locked", "--no-fail-fast"])
        .args(if arguments.is_empty() { None } else { Some("--") })
        .args(arguments);
    eprintln!("== tests");
    let mut counts = (0, 0);
    let result = step.watch(|line| {
        if let Some((passed, failed)) = outcome(line) {
            counts.0 += passed;
            counts.1 += failed;
        }
    });
    tally.passed += counts.0;
    if counts.1 > 0 {
        tally.failed.push((format!("{} tests", counts.1), counts.1));
    } else if let Err(why) = result {
        // Nothing was counted as failed, yet cargo did not end well: the tests do not build, or one crashed.
        tally.failed.push((why, 1));
    }
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn outcome(line: &str) -> Option<(u64, u64)> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let number =
        |word: &str| rest.split(['.', ';']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u64>().ok());
    Some((number("passed")?, number("failed")?))
}

#[cfg(test)]
mod tests {
    use super::outcome;

    #[test]
    fn results_are_read() {
        assert_eq!(
            outcome("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out"),
            Some((12, 0))
        );
        assert_eq!(outcome("test result: FAILED. 3 passed; 2 failed; 0 ignored"), Some((3, 2)));
        assert_eq!(outcome("test intake::x ... ok"), None);
    }
}
