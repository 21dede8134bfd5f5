//! Readers of what comes from outside, under libFuzzer.

use crate::machine;
use crate::step::{Step, Tally};
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::thread;

/// The crates that are built for the fuzzer.
const OURS: [&str; 3] = ["notice", "desk", "noticepress-fuzz"];
/// Settings of their build: overflow and broken assumptions are noticed, and the build does not take minutes.
const SETTINGS: [&str; 4] = ["opt-level=1", "debug-assertions=true", "overflow-checks=true", "codegen-units=16"];
/// Seconds of each target where nobody says how many.
const SECONDS: u64 = 60;
/// Seconds of each target among all tests.
const SECONDS_OF_TESTS: u64 = 3;
/// The most bytes of an input that made a fault which are shown.
const SHOWN: usize = 2_048;

/// A target of `fuzz/src/main.rs`.
struct Target {
    name: &'static str,
    /// The longest input.
    longest: u32,
    /// Files and folders with first inputs, beside `fuzz/seeds/NAME`. Of a folder, files with the ending are taken.
    seeds: &'static [(&'static str, &'static str)],
    /// Words of the format, in `fuzz/dict`.
    words: Option<&'static str>,
}

const fn target(
    name: &'static str,
    longest: u32,
    seeds: &'static [(&'static str, &'static str)],
    words: Option<&'static str>,
) -> Target {
    Target { name, longest, seeds, words }
}

const LISTS: &[(&str, &str)] = &[("sample-data", "csv"), ("sample-data", "txt"), ("sample-data", "tsv")];

const TARGETS: [Target; 23] = [
    target("list", 8_192, LISTS, Some("list")),
    target("row", 4_096, &[], Some("list")),
    target("date", 64, &[], Some("date")),
    target("address", 256, &[], Some("address")),
    target(
        "mapping",
        2_048,
        &[("sample-data/no-header.toml", ""), ("sample-data/odd-headings.toml", "")],
        Some("toml"),
    ),
    target("incident", 8_192, &[("sample-data/incident.toml", "")], Some("toml")),
    target("vendor", 4_096, &[("templates/vendors", "toml")], Some("toml")),
    target("rates", 4_096, &[("templates/rates", "toml")], Some("toml")),
    target("rule", 8_192, &[("templates/jurisdictions/tx/rule.toml", "")], Some("toml")),
    target("template", 2_048, &[("templates/passages", "hbs")], Some("template")),
    target("markup", 2_048, &[], Some("template")),
    target("pdf", 16_384, &[], Some("pdf")),
    target("package", 8_192, &[], None),
    target("letterhead", 16_384, &[], Some("pdf")),
    target("picture", 8_192, &[("sample-data", "svg"), ("sample-data", "png")], Some("svg")),
    target("document", 8_192, &[], None),
    target("workbook", 16_384, &[], Some("workbook")),
    target("wire", 4_096, &[], None),
    target("pieces", 4_096, &[], Some("pieces")),
    target("corrections", 4_096, &[], Some("pieces")),
    target("guardians", 4_096, &[], Some("list")),
    target("codes", 2_048, &[], None),
    target("head", 4_096, &[], Some("head")),
];

/// Result of a target.
struct Outcome {
    executions: u64,
    coverage: u64,
    features: u64,
    /// Fault that was found, as libFuzzer reported it.
    fault: Option<String>,
}

/// Runs one target or all of them and prints how far each came. Inputs that led somewhere new are kept under `target/fuzz`.
pub fn fuzz(arguments: &[String]) -> Result<(), String> {
    let (name, seconds) = wanted(arguments)?;
    let program = build()?;
    println!("| target | s | executions | edges | features |\n| --- | --- | --- | --- | --- |");
    let mut faults = Vec::new();
    for target in TARGETS.iter().filter(|target| name.is_none_or(|name| target.name == name)) {
        let outcome = run(&program, target, seconds, true)?;
        let Outcome { executions, coverage, features, fault } = outcome;
        println!("| {} | {seconds} | {executions} | {coverage} | {features} |", target.name);
        faults.extend(fault.map(|fault| format!("{}: {fault}", target.name)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Runs every target for some seconds, each from its seeds alone.
pub fn tests(tally: &mut Tally) {
    let mut program = PathBuf::new();
    tally.check("targets of the fuzzer", || {
        program = build()?;
        Ok(())
    });
    if program.as_os_str().is_empty() {
        return;
    }
    let queue = Mutex::new(TARGETS.iter().collect::<VecDeque<_>>());
    let done = Mutex::new(Vec::new());
    // Each is a process of its own, so that a machine with several cores runs several.
    thread::scope(|scope| {
        for _ in 0..machine::cores() {
            scope.spawn(|| {
                while let Some(target) = queue.lock().ok().and_then(|mut queue| queue.pop_front()) {
                    let outcome = run(&program, target, SECONDS_OF_TESTS, false);
                    if let Ok(mut done) = done.lock() {
                        done.push((target.name, outcome));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(name, _)| *name);
    for (name, outcome) in done {
        tally.check(&format!("fuzz {name}"), || {
            let outcome = outcome?;
            eprintln!("{} executions, {} edges", outcome.executions, outcome.coverage);
            outcome.fault.map_or(Ok(()), Err)
        });
    }
}

fn wanted(arguments: &[String]) -> Result<(Option<&str>, u64), String> {
    let (mut name, mut seconds) = (None, SECONDS);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => {
                let number = words.next().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
                seconds = number.ok_or("--seconds takes a number above zero")?;
            }
            known if TARGETS.iter().any(|target| target.name == known) => name = Some(known),
            other => {
                let names = TARGETS.map(|target| target.name).join(", ");
                return Err(format!("there is no target {other:?}; there are: {names}"));
            }
        }
    }
    Ok((name, seconds))
}

/// The folder for everything that fuzzing makes.
fn folder() -> PathBuf {
    machine::target().join("fuzz")
}

/// Builds the program that holds all targets. Crates of others are those of the tests, so that only ours are built anew: the
/// whole workspace is named, as what is named decides with which features they were built.
fn build() -> Result<PathBuf, String> {
    machine::can_build()?;
    machine::debian(&["g++"])?;
    let wrapper = machine::root().join("fuzz").join("rustc.sh");
    let mut settings = vec![format!("RUSTC_WORKSPACE_WRAPPER={}", wrapper.display())];
    if let Some(built) = openssl() {
        // Minutes are saved where the tests have built it already.
        let lies = format!("OPENSSL_DIR={}", built.display());
        settings.extend(["OPENSSL_NO_VENDOR=1".to_owned(), "OPENSSL_STATIC=1".to_owned(), lies]);
    }
    let profile = OURS.iter().flat_map(|package| {
        SETTINGS.iter().map(move |setting| format!("--config=profile.release.package.{package}.{setting}"))
    });
    let step = Step::new("env")
        .args(settings)
        .args(["cargo", "build", "--release", "--locked", "--workspace", "--bin", "noticepress-fuzz"])
        .args(["--features", "noticepress-fuzz/run"])
        .args(profile);
    eprintln!("  $ {}", step.line());
    let told = step.arg("--message-format=json-render-diagnostics").told()?;
    machine::one(machine::executables(&told), "noticepress-fuzz")
}

/// OpenSSL as the workspace has built it.
fn openssl() -> Option<PathBuf> {
    let built = machine::target().join("release").join("build");
    let folders = fs::read_dir(built).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let ours = folders.filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("openssl-sys-")));
    ours.map(|path| path.join("out/openssl-build/install")).find(|path| path.join("lib/libcrypto.a").is_file())
}

/// Runs a target. What it keeps is kept for the next time, or thrown away.
fn run(program: &Path, target: &Target, seconds: u64, keep: bool) -> Result<Outcome, String> {
    let name = target.name;
    let corpus = folder().join(if keep { "corpus" } else { "once" }).join(name);
    if !keep {
        empty(&corpus)?;
    }
    let (seeds, found) = (folder().join("seeds").join(name), folder().join("found"));
    for path in [&corpus, &found] {
        fs::create_dir_all(path).map_err(|e| format!("cannot make {}: {e}", path.display()))?;
    }
    sow(target, &seeds)?;
    let mut step = Step::new(program)
        .args(["-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-artifact_prefix={}/{name}-", found.display()));
    if let Some(words) = target.words {
        step = step.arg(format!("-dict=fuzz/dict/{words}.dict"));
    }
    let step = step.arg(&corpus).arg(&seeds);
    let mut command = step.command();
    command.env("NOTICEPRESS_FUZZ", name).stdin(Stdio::null());
    let out = command.output().map_err(|e| format!("cannot run {}: {e}", program.display()))?;
    let told = String::from_utf8_lossy(&out.stderr);
    let (executions, coverage, features) = figures(&told);
    let fault = (!out.status.success()).then(|| fault(&told));
    if !keep {
        empty(&corpus)?;
    }
    Ok(Outcome { executions, coverage, features, fault })
}

fn empty(folder: &Path) -> Result<(), String> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(|e| format!("cannot empty {}: {e}", folder.display()))
}

/// Brings the first inputs of a target into one folder.
fn sow(target: &Target, into: &Path) -> Result<(), String> {
    let cannot = |path: &Path, error: &std::io::Error| format!("cannot copy {}: {error}", path.display());
    empty(into)?;
    fs::create_dir_all(into).map_err(|e| cannot(into, &e))?;
    let own = format!("fuzz/seeds/{}", target.name);
    let mut files = Vec::new();
    for (place, ending) in target.seeds.iter().copied().chain([(own.as_str(), "")]) {
        let place = machine::root().join(place);
        if place.is_file() {
            files.push(place);
        } else if let Ok(entries) = fs::read_dir(&place) {
            let ends = |path: &PathBuf| ending.is_empty() || path.extension().is_some_and(|own| own == ending);
            files.extend(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(ends));
        }
    }
    for file in files {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, into.join(name)).map_err(|e| cannot(&file, &e))?;
    }
    Ok(())
}

/// Executions, edges and features, as libFuzzer tells them.
fn figures(told: &str) -> (u64, u64, u64) {
    let last = |word: &str| {
        let after = told.lines().rev().find_map(|line| line.split_once(word).map(|(_, after)| after));
        after.and_then(|after| after.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    };
    (last("stat::number_of_executed_units:"), last(" cov: "), last(" ft: "))
}

/// Returns the report of libFuzzer at the end and the input that caused it, with everything escaped that could steer a
/// terminal.
fn fault(told: &str) -> String {
    let lines: Vec<&str> = told.lines().collect();
    // What a panic said stands before the report.
    let report = lines.iter().position(|line| line.starts_with("==")).unwrap_or(lines.len());
    let from = report.saturating_sub(4);
    let until = lines.iter().position(|line| line.starts_with("stat::")).unwrap_or(lines.len());
    let mut text = lines.get(from..until).unwrap_or_default().iter().take(30).fold(String::new(), |text, line| {
        let shown: String = line.chars().flat_map(char::escape_debug).collect();
        text + "  " + &shown + "\n"
    });
    if let Some(path) = told.split_once("Test unit written to ").and_then(|(_, after)| after.lines().next()) {
        let bytes = fs::read(path).unwrap_or_default();
        let shown = bytes.get(..SHOWN).unwrap_or(&bytes).escape_ascii();
        text += &format!("the input of {} bytes is {path}:\n  {shown}\n", bytes.len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{TARGETS, Target, fault, figures, wanted};
    use crate::machine;
    use std::fs;

    #[test]
    fn figures_are_those_of_the_end() {
        let told = "#2\tINITED cov: 3 ft: 4 corp: 1/1b\n#99\tDONE   cov: 1200 ft: 3456 corp: 9/99b exec/s: 9 rss: 60Mb\n\
                    stat::number_of_executed_units: 99\n";
        assert_eq!(figures(told), (99, 1_200, 3_456));
        assert_eq!(figures(""), (0, 0, 0));
    }

    #[test]
    fn a_fault_is_shown_without_anything_that_steers_a_terminal() {
        let told = "#1 READ\nthe row is \u{1b}[2J lost\n==7== ERROR: libFuzzer: deadly signal\nstat::x: 1\n";
        let shown = fault(told);
        assert!(shown.contains("lost") && shown.contains("deadly signal") && !shown.contains('\u{1b}'), "{shown}");
        assert!(!shown.contains("stat::"));
    }

    #[test]
    fn targets_are_those_of_the_program_and_have_their_words() {
        let root = machine::root();
        let main = fs::read_to_string(root.join("fuzz/src/main.rs")).expect("the program");
        let named = main.lines().filter(|line| line.trim_start().starts_with("(\"")).count();
        assert_eq!(named, TARGETS.len());
        for Target { name, seeds, words, .. } in &TARGETS {
            assert!(main.contains(&format!("(\"{name}\", ")), "{name}");
            assert!(words.is_none_or(|words| root.join(format!("fuzz/dict/{words}.dict")).is_file()), "{name}");
            assert!(seeds.iter().all(|(place, _)| root.join(place).exists()), "{name}");
        }
        let asked = |words: &[&str]| wanted(&words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>()).map(|w| w.1);
        assert_eq!((asked(&[]), asked(&["date", "--seconds", "5"])), (Ok(60), Ok(5)));
        assert!(asked(&["nothing"]).is_err() && asked(&["--seconds", "0"]).is_err());
    }
}
