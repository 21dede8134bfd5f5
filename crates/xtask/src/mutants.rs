//! Mutants: the program with one thing wrong in it, which a test of the room must notice.

use crate::machine;
use crate::step::{Step, quiet};
use std::fs;
use std::path::Path;

/// The tool and its version.
const TOOL: (&str, &str) = ("cargo-mutants", "27.1.0");
/// Seed with which the order of the mutants is shuffled. Whoever changes it begins anew.
const SEED: u64 = 20_261_130;
/// Number of mutants of a room that are tried where nobody says how many.
const COUNT: usize = 30;

/// Files from which mutants are made, and the package whose own tests must notice them.
struct Room {
    name: &'static str,
    package: &'static str,
    files: &'static [&'static str],
    /// The tests of the package that are the room's.
    tests: &'static [&'static str],
}

/// Unit tests of the package.
const UNIT_TESTS: &[&str] = &["--lib"];

const ROOMS: [Room; 6] = [
    Room { name: "routing", package: "notice", files: &["crates/notice/src/routing/*.rs"], tests: UNIT_TESTS },
    Room {
        name: "chain",
        package: "desk",
        files: &[
            "crates/desk/src/casefile/content.rs",
            "crates/desk/src/casefile/pages.rs",
            "crates/desk/src/casefile/seal.rs",
            "crates/desk/src/casefile/soundness.rs",
            "crates/desk/src/casefile/audit.rs",
        ],
        tests: UNIT_TESTS,
    },
    Room {
        name: "checklist",
        package: "notice",
        files: &["crates/notice/src/letter/checklist/*.rs"],
        // It is held against finished letters, which a test of the package makes.
        tests: &["--test", "checklist"],
    },
    Room {
        name: "window",
        package: "notice",
        files: &["crates/notice/src/composition/window.rs", "crates/notice/src/composition/envelope.rs"],
        tests: UNIT_TESTS,
    },
    Room {
        name: "totals",
        package: "notice",
        files: &["crates/notice/src/mailing/totals.rs", "crates/notice/src/mailing/figures.rs"],
        tests: UNIT_TESTS,
    },
    Room {
        name: "verify",
        package: "notice",
        files: &["crates/notice/src/line/verify.rs", "crates/notice/src/readback/package/*.rs"],
        tests: UNIT_TESTS,
    },
];

/// Tries mutants of one room or of all, in an order that a seed gives, so that it can be gone on with.
pub fn mutants(arguments: &[String]) -> Result<(), String> {
    let Wanted { room, count, skip } = Wanted::read(arguments)?;
    machine::can_build()?;
    install()?;
    println!(
        "| room | mutants | tried | caught | unviable | timed out | missed |\n| --- | --- | --- | --- | --- | --- | --- |"
    );
    let mut missed = Vec::new();
    for room in ROOMS.iter().filter(|known| room.is_none_or(|room| known.name == room)) {
        let all = ordered(&listed(room)?);
        let chosen: Vec<&String> = all.iter().skip(skip).take(count).collect();
        let out = machine::target().join("mutants").join(room.name);
        let outcomes = try_all(room, &chosen, &out)?;
        let [caught, unviable, timed_out, alive] = &outcomes;
        println!(
            "| {} | {} | {} | {} | {} | {} | {} |",
            room.name,
            all.len(),
            outcomes.iter().map(Vec::len).sum::<usize>(),
            caught.len(),
            unviable.len(),
            timed_out.len(),
            alive.len()
        );
        missed.extend(alive.iter().cloned());
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("no test noticed:\n  {}", missed.join("\n  "))) }
}

struct Wanted<'a> {
    room: Option<&'a str>,
    count: usize,
    skip: usize,
}

impl<'a> Wanted<'a> {
    fn read(arguments: &'a [String]) -> Result<Self, String> {
        let mut wanted = Self { room: None, count: COUNT, skip: 0 };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut number = || words.next().and_then(|number| number.parse().ok());
            match word.as_str() {
                "--count" => wanted.count = number().ok_or("--count takes a number")?,
                "--skip" => wanted.skip = number().ok_or("--skip takes a number")?,
                known if ROOMS.iter().any(|room| room.name == known) => wanted.room = Some(known),
                other => {
                    let names = ROOMS.map(|room| room.name).join(", ");
                    return Err(format!("there is no room {other:?}; there are: {names}"));
                }
            }
        }
        Ok(wanted)
    }
}

/// Brings the tool into a folder of the workspace.
fn install() -> Result<(), String> {
    let (name, version) = TOOL;
    let told = quiet("cargo", &["mutants", "--version"]).unwrap_or_default();
    if told.trim().ends_with(version) {
        return Ok(());
    }
    let home = machine::target().join("tools").join("cargo");
    Step::new("cargo").args(["install", name, "--version", version, "--locked", "--root"]).arg(&home).run()
}

/// The tool, wherever it lies.
fn tool() -> Step {
    let own = machine::target().join("tools/cargo/bin/cargo-mutants");
    Step::new(if own.is_file() { own } else { TOOL.0.into() }).args(["mutants", "--package"])
}

/// All mutants of a room by name.
fn listed(room: &Room) -> Result<Vec<String>, String> {
    let step = tool().arg(room.package).args(["--list", "--no-config"]);
    let step = room.files.iter().fold(step, |step, file| step.args(["--file", file]));
    Ok(step.read()?.lines().map(str::to_owned).collect())
}

/// In the order of the seed. Lines move when a file is edited, so that the order is by what is changed, and by its place only
/// where the same is changed twice.
fn ordered(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort_by_cached_key(|name| {
        let (place, what) = name.split_once(": ").unwrap_or(("", name));
        let file = place.split(':').next().unwrap_or_default();
        (hashed(file, what), place.to_owned())
    });
    names
}

/// FNV-1a over the seed and two texts.
fn hashed(file: &str, what: &str) -> u64 {
    let bytes = SEED.to_be_bytes().into_iter().chain(file.bytes()).chain([0]).chain(what.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Tries mutants; gives those caught, not built, too slow, and missed.
fn try_all(room: &Room, chosen: &[&String], out: &Path) -> Result<[Vec<String>; 4], String> {
    if out.exists() {
        fs::remove_dir_all(out).map_err(|e| format!("cannot empty {}: {e}", out.display()))?;
    }
    fs::create_dir_all(out).map_err(|e| format!("cannot make {}: {e}", out.display()))?;
    let build = format!("CARGO_TARGET_DIR={}", machine::target().join("mutants/build").display());
    let step = tool().arg(room.package).args(["--no-config", "--jobs", "1", "--colors", "never", "--output"]).arg(out);
    let step = room.files.iter().fold(step, |step, file| step.args(["--file", file]));
    let step = chosen.iter().fold(step, |step, name| step.arg("--re").arg(format!("^{}$", escaped(name))));
    // Dependencies as the tests have them, our own code unoptimised and a piece at a time: the build is what takes the time.
    let ours =
        ["notice", "desk"].map(|name| format!("--cargo-arg=--config=profile.release.package.{name}.opt-level=0"));
    let step = step.args(["--profile", "release"]).args(ours).arg("--").args(room.tests);
    let mut command = step.command();
    let (name, value) = build.split_once('=').unwrap_or_default();
    command.env(name, value).env("CARGO_INCREMENTAL", "1");
    // That some were missed is no failure of the tool.
    command.status().map_err(|e| format!("cannot run {}: {e}", TOOL.0))?;
    let told = |file: &str| -> Result<Vec<String>, String> {
        let path = out.join("mutants.out").join(file);
        let text = fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    Ok([told("caught.txt")?, told("unviable.txt")?, told("timeout.txt")?, told("missed.txt")?])
}

/// A name as a regular expression that means itself.
fn escaped(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, c| {
        if c.is_ascii_punctuation() {
            text.push('\\');
        }
        text.push(c);
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{ROOMS, Wanted, escaped, ordered};
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_of_a_room_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the root of the workspace");
        for room in &ROOMS {
            for file in room.files {
                let (folder, name) = file.rsplit_once('/').expect("a folder and a file");
                let there = match name.strip_prefix('*') {
                    Some(ending) => fs::read_dir(root.join(folder)).is_ok_and(|mut entries| {
                        entries
                            .any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with(ending)))
                    }),
                    None => root.join(file).is_file(),
                };
                assert!(there, "{}: there is no {file}", room.name);
            }
        }
    }

    #[test]
    fn the_order_does_not_hang_on_lines() {
        let names = |lines: [u32; 3]| {
            let what = ["replace a -> b with c", "replace < with <=", "replace + with -"];
            lines.iter().zip(what).map(|(line, what)| format!("x.rs:{line}:5: {what}")).collect::<Vec<_>>()
        };
        let plain = |names: Vec<String>| {
            names.into_iter().map(|n| n.split_once(": ").map(|n| n.1.to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(plain(ordered(&names([1, 2, 3]))), plain(ordered(&names([70, 50, 60]))));
    }

    #[test]
    fn a_name_means_itself() {
        assert_eq!(escaped("a.rs:1: b -> c"), r"a\.rs\:1\: b \-\> c");
        let words = ["routing", "--count", "7"].map(str::to_owned);
        let wanted = Wanted::read(&words).expect("a room");
        assert_eq!((wanted.room, wanted.count, wanted.skip), (Some("routing"), 7, 0));
        assert!(Wanted::read(&["nothing".to_owned()]).is_err() && Wanted::read(&["--skip".to_owned()]).is_err());
    }
}
