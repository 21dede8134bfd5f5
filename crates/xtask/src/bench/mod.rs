//! Times the line on a list of full size and, beside it, what one would use instead. Prints Markdown for
//! `docs/benchmarks.md`.

mod case;
mod counts;
mod loading;
mod meter;
mod ours;
mod peers;
mod session;

use crate::machine::{self, Profile};
use crate::step::quiet;
use std::fs;
use std::path::{Path, PathBuf};

/// Measurements that were asked for. Everything is measured in one run, so that ratios are of the same machine in the
/// same hour; parts can be left out.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    people: u64,
    threads: Option<String>,
    parts: Vec<Part>,
}

/// A part of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Line,
    Case,
    Loading,
    Peers,
    Callgrind,
}

impl Wanted {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let parts = vec![Part::Line, Part::Case, Part::Loading, Part::Peers, Part::Callgrind];
        let mut wanted = Self { people: 140_121, threads: None, parts };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut leave_out = |part| wanted.parts.retain(|other| *other != part);
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--people" => wanted.people = value()?.parse().map_err(|_| "--people needs a number".to_owned())?,
                "--threads" => wanted.threads = Some(value()?.clone()),
                "--no-line" => leave_out(Part::Line),
                "--no-case" => leave_out(Part::Case),
                "--no-loading" => leave_out(Part::Loading),
                "--no-callgrind" => leave_out(Part::Callgrind),
                "--no-peers" => leave_out(Part::Peers),
                other => return Err(format!("there is no option {other}")),
            }
        }
        Ok(wanted)
    }

    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

/// Runs the measurements.
pub fn bench(arguments: &[String]) -> Result<(), String> {
    let wanted = Wanted::read(arguments)?;
    let program = machine::program(Profile::Ship)?;
    let work = work()?;
    println!("{}", machine_line());
    let rate = if wanted.has(Part::Line) {
        Some(ours::measure_all(&program, &work, wanted.people, wanted.threads.as_deref())?)
    } else {
        None
    };
    if wanted.has(Part::Case) {
        case::measure_all(&program, &work, wanted.people)?;
        session::measure_all(&work, wanted.people)?;
    }
    if wanted.has(Part::Loading) {
        loading::measure()?;
    }
    // The peers stand right behind our own line: the ratio is of one and the same hour.
    if wanted.has(Part::Peers) {
        let letter = specimen(&program)?;
        peers::measure_all(&work, &letter, rate)?;
    }
    if wanted.has(Part::Callgrind)
        && let Err(why) = counts::measure(&program, &work)
    {
        // A machine without valgrind still has all the other figures.
        println!("Skipped: {}\n", peers::in_a_cell(&why));
        eprintln!("instruction counts are skipped: {why}");
    }
    Ok(())
}

/// An empty folder for everything that is written.
fn work() -> Result<PathBuf, String> {
    let work = machine::target().join("bench");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(|e| format!("cannot empty {}: {e}", work.display()))?;
    }
    fs::create_dir_all(&work).map_err(|e| format!("cannot make {}: {e}", work.display()))?;
    Ok(work)
}

/// The letter that everybody sets: our own wording for a child in Texas.
fn specimen(program: &Path) -> Result<String, String> {
    let text = crate::step::Step::new(program)
        .args(["templates", "show", "--jurisdiction", "TX", "--standing", "minor", "--text"])
        .read()?;
    if text.split_whitespace().count() < 100 {
        return Err("`templates show --text` printed no letter".to_owned());
    }
    Ok(text)
}

/// Day, processor and versions: what a figure is worth nothing without.
fn machine_line() -> String {
    let day = quiet("date", &["-u", "+%Y-%m-%d"]).unwrap_or_default();
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|l| l.strip_prefix("model name")?.split_once(':')).map_or("unknown", |m| m.1.trim());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?");
    let rustc = quiet("rustc", &["--version"]).unwrap_or_default();
    let commit = quiet("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_default();
    format!(
        "Measured {} at {}, {model}, {} threads, load {load} before, {}\n",
        day.trim(),
        commit.trim(),
        machine::cores(),
        rustc.trim()
    )
}

#[cfg(test)]
mod tests {
    use super::{Part, Wanted};

    fn read(words: &[&str]) -> Result<Wanted, String> {
        Wanted::read(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn everything_is_measured_unless_it_is_left_out() {
        let all = read(&[]).expect("no options");
        assert_eq!((all.people, all.parts.len()), (140_121, 5));
        let some =
            read(&["--no-peers", "--no-case", "--no-callgrind", "--people", "500", "--threads", "1"]).expect("options");
        assert_eq!(some.parts, [Part::Line, Part::Loading]);
        assert_eq!((some.people, some.threads.as_deref()), (500, Some("1")));
        assert!(read(&["--callgrind"]).is_err() && read(&["--people"]).is_err() && read(&["--people", "x"]).is_err());
    }
}
