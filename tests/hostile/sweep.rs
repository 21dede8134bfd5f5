//! Every kind of input, damaged in every way of a list, given to a command that takes it: the program ends by itself within
//! five seconds of the processor, with an exit code of its own, without a panic, and says no value of anybody. A part of the
//! list is tried at a time; `NOTICEPRESS_HOSTILE=all` tries the whole.

use super::made::{packed, pdf, png, svg, workbook};
use super::{CLOCK, PROCESSOR};
use crate::case::{limit_processor, noticepress, outcome, sample};
use crate::casefile::Desk;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

/// Of how many trials one is made where not all are wanted.
const ONE_OF: usize = 9;

/// A passage that a case may have in words of its own.
const CLOSING: &str = "templates/passages/closing.md.hbs";

/// A name, a street and a record number that stand in seeds and may stand in no message.
const VALUES: [&str; 3] = ["Qwyxora", "Jukwimble", "KQ7X91"];

/// A place in which the commands find everything they need, with one run mailed.
struct Place {
    desk: Desk,
    package: PathBuf,
    pieces: Vec<String>,
}

impl Place {
    fn new() -> Self {
        let desk = Desk::empty();
        for name in ["incident.toml", "logo.svg", "signature.png", "patients.csv", "odd-headings.csv"] {
            fs::copy(sample(name), desk.path(name)).expect("copied");
        }
        let (code, _, err) = outcome(&desk.run("new", &["--plain", "--incident", &sample("incident.toml")]));
        assert_eq!(code, 0, "{err}");
        desk.json("import", &[&sample("patients.csv")]);
        desk.signed_and_released();
        let package = desk.export("out");
        let mut reader = csv::Reader::from_path(package.join("20_manifest.csv")).expect("a manifest");
        let pieces: Vec<String> = reader.records().take(3).map(|row| row.expect("a row")[3].to_owned()).collect();
        fs::write(desk.path("back.csv"), format!("piece_id\n{}\n", pieces[0])).expect("written");
        desk.json("returns", &[&desk.path("back.csv").display().to_string(), "--by", "A. Clerk"]);
        crate::counsel::copy(&crate::counsel::root().join("templates"), &desk.path("templates"));
        Self { desk, package, pieces }
    }

    fn text(&self, name: &str) -> String {
        self.desk.path(name).display().to_string()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.desk.path(name)).expect("read")
    }

    fn kind(&self, name: &str, healthy: &[u8], commands: &[String]) -> Kind {
        Kind {
            file: self.text(name),
            healthy: healthy.to_vec(),
            commands: commands.iter().map(|line| words(line)).collect(),
        }
    }
}

/// A kind of input: where it is put, what a healthy one is, and the commands that take it.
struct Kind {
    file: String,
    healthy: Vec<u8>,
    commands: Vec<Vec<String>>,
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

/// The sample incident with another file for one of its own.
fn naming(place: &Place, from: &str, to: &str) -> String {
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    assert!(text.contains(from), "{from}");
    let name = format!("incident-{}.toml", to.split('"').nth(1).expect("a file"));
    fs::write(place.desk.path(&name), text.replace(from, to)).expect("written");
    place.text(&name)
}

fn codes_of(people: u32) -> String {
    (0..people).fold("code\n".to_owned(), |codes, n| codes + &format!("AA{:06}\n", n * 7_919 + 100_000))
}

/// Every kind of input that the program takes.
fn kinds(place: &Place) -> Vec<Kind> {
    let desk = &place.desk;
    let (case, list, incident) = (place.text("x.case"), place.text("patients.csv"), place.text("incident.toml"));
    let out = place.text("made");
    let people = "MRN,First Name,Last Name,DOB,Street,City,State,Zip\n\
                  KQ7X91,Qwyxora,Abel,1980-02-01,1 Jukwimble St,Austin,TX,78745\n";
    let rows: Vec<Vec<String>> = people.lines().map(|row| row.split(',').map(str::to_owned).collect()).collect();
    let kind = |name: &str, healthy: &[u8], commands: &[String]| place.kind(name, healthy, commands);
    let at = |name: &str| place.text(name);
    let logo = naming(place, "logo = \"logo.svg\"", "logo = \"h.svg\"");
    let mark = naming(place, "logo = \"logo.svg\"", "logo = \"h.png\"");
    let head = naming(place, "logo = \"logo.svg\"", "letterhead = \"h.pdf\"");
    let codes = naming(place, "# codes = \"codes-adult.csv\"", "codes = \"h-codes.csv\"");
    let manifest = place.package.join("20_manifest.csv");
    let template = CLOSING;
    let mapping = fs::read(sample("odd-headings.toml")).expect("the sample");
    let vendor = desk.path("templates/vendors/default.toml");
    let of_package = |name: &str| Kind {
        file: place.package.join(name).display().to_string(),
        healthy: fs::read(place.package.join(name)).expect("read"),
        commands: vec![words(&format!("verify {}", place.package.display()))],
    };
    let letters = fs::read_dir(&place.package).expect("the package").flatten();
    let letters = letters.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let letters = letters.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "pdf")).min();
    assert!(manifest.is_file());
    let mut kinds = vec![
        kind(
            "h.csv",
            people.as_bytes(),
            &[
                format!("check {} --incident {incident}", at("h.csv")),
                format!("run {} --incident {incident} --out {out}", at("h.csv")),
                format!("preview {} --incident {incident} --row 2 --out {out}.pdf", at("h.csv")),
                format!("import {case} {} --adds", at("h.csv")),
            ],
        ),
        kind(
            "h.xlsx",
            &super::made::list(&rows),
            &[
                format!("import {case} {} --adds", at("h.xlsx")),
                format!("check {} --incident {incident}", at("h.xlsx")),
            ],
        ),
        kind(
            "h-incident.toml",
            &place.bytes("incident.toml"),
            &[
                format!("check {list} --incident {}", at("h-incident.toml")),
                format!("new {}-new --plain --incident {}", case, at("h-incident.toml")),
                format!("amend {case} --incident {}", at("h-incident.toml")),
                format!("templates lint --incident {}", at("h-incident.toml")),
            ],
        ),
        kind(
            "h-mapping.toml",
            &mapping,
            &[
                format!("check {} --incident {incident} --mapping {}", at("odd-headings.csv"), at("h-mapping.toml")),
                format!("import {case} {} --adds --mapping {}", at("odd-headings.csv"), at("h-mapping.toml")),
            ],
        ),
        kind(
            "h-vendor.toml",
            &fs::read(vendor).expect("read"),
            &[
                format!("check {list} --incident {incident} --vendor {}", at("h-vendor.toml")),
                format!("amend {case} --vendor {}", at("h-vendor.toml")),
                format!("release {case} --by A.Practice --vendor {}", at("h-vendor.toml")),
            ],
        ),
        kind("h.svg", &svg(r#"<path d="M0 0h9v9z"/>"#), &[format!("check {list} --incident {logo}")]),
        kind("h.png", &png(40, 30), &[format!("check {list} --incident {mark}")]),
        kind("h.pdf", &pdf(b"0.5 g 300 750 30 9 re f", "", "", &[]), &[format!("check {list} --incident {head}")]),
        kind("h-codes.csv", codes_of(300).as_bytes(), &[format!("check {list} --incident {codes}")]),
        kind(
            template,
            &place.bytes(template),
            &[
                format!("templates lint {}", at("templates")),
                format!("check {list} --incident {incident} --templates {}", at("templates")),
            ],
        ),
        kind(
            "templates/jurisdictions/tx/rule.toml",
            &place.bytes("templates/jurisdictions/tx/rule.toml"),
            &[format!("templates lint {}", at("templates"))],
        ),
        kind(
            "h-phrase.txt",
            b"four plain words here\n",
            &[format!("status {case} --passphrase-file {}", at("h-phrase.txt"))],
        ),
        of_package("20_manifest.csv"),
        of_package("40_control_totals.json"),
        of_package("SHA256SUMS"),
        of_package(&letters.expect("a file of letters")),
    ];
    kinds.extend(kinds_about_case(place));
    kinds
}

/// Every kind of input that a command about a case takes.
fn kinds_about_case(place: &Place) -> Vec<Kind> {
    let (case, out) = (place.text("x.case"), place.text("made"));
    let (first, second) = (&place.pieces[0], &place.pieces[1]);
    let template = CLOSING;
    let at = |name: &str| place.text(name);
    let kind = |name: &str, healthy: &[u8], commands: &[String]| place.kind(name, healthy, commands);
    vec![
        kind(
            "h-pieces.csv",
            format!("piece_id,reason\n{first},Qwyxora jam\n{second},\n").as_bytes(),
            &[format!("reprint {case} --pieces {} --out {out}", at("h-pieces.csv"))],
        ),
        kind(
            "h-returns.csv",
            format!("piece_id,reason\n{first},Jukwimble\n").as_bytes(),
            &[format!("returns {case} {} --by A.Clerk", at("h-returns.csv"))],
        ),
        kind(
            "h-remail.csv",
            format!("piece_id,address_1,address_2,city,state,zip\n{first},9 Jukwimble St,,Austin,TX,78745\n")
                .as_bytes(),
            &[format!("remail {case} --pieces {} --by A.Clerk --reason found", at("h-remail.csv"))],
        ),
        kind(
            "h-answer.csv",
            b"id,address_1,address_2,city,state,zip,move_type\n1,9 Jukwimble St,,Austin,TX,78745,I\n",
            &[format!("addresses {case} --import {} --by A.Clerk", at("h-answer.csv"))],
        ),
        kind(
            "h-guardians.csv",
            b"record_id,guardian_name\nKQ7X91,Qwyxora Abel\n",
            &[format!("guardians {case} {} --by A.Clerk", at("h-guardians.csv"))],
        ),
        kind(
            "h.case",
            &place.bytes("x.case"),
            &[
                format!("status {}", at("h.case")),
                format!("audit {} --verify", at("h.case")),
                format!("backup {} --out {out}.copy", at("h.case")),
                format!("restore {case} --from {} --by A.Clerk --reason lost", at("h.case")),
            ],
        ),
        kind(
            "h-page.pdf",
            &pdf(b"0 g", "", "", &[]),
            &[format!("approve {case} --by C.Counsel --all --from {}", at("h-page.pdf"))],
        ),
        kind(
            "h-wording.md",
            &[place.bytes(template), b"\nThank you.\n".to_vec()].concat(),
            &[format!(
                "wording {case} passages/closing.md.hbs --by C.Counsel --reason better --from {}",
                at("h-wording.md")
            )],
        ),
    ]
}

/// A way to damage a file.
type Damage = (&'static str, fn(&[u8], u64) -> Vec<u8>);

fn put(bytes: &[u8], seed: u64, more: &[u8]) -> Vec<u8> {
    let at = (seed % (bytes.len() as u64 + 1)) as usize;
    [&bytes[..at], more, &bytes[at..]].concat()
}

fn cut(bytes: &[u8], of: usize) -> Vec<u8> {
    bytes[..bytes.len() * of / 8].to_vec()
}

fn text(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    change(&String::from_utf8_lossy(bytes)).into_bytes()
}

/// Every way.
const DAMAGES: [Damage; 38] = [
    ("empty", |_, _| Vec::new()),
    ("one byte", |_, seed| vec![seed as u8]),
    ("zeros", |_, _| vec![0; 70_000]),
    ("all bits", |_, _| vec![0xff; 70_000]),
    ("an eighth", |bytes, _| cut(bytes, 1)),
    ("a half", |bytes, _| cut(bytes, 4)),
    ("most of it", |bytes, _| cut(bytes, 7)),
    ("without the last byte", |bytes, _| bytes[..bytes.len().saturating_sub(1)].to_vec()),
    ("a bit", |bytes, seed| {
        let mut bytes = bytes.to_vec();
        let at = (seed % bytes.len().max(1) as u64) as usize;
        bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (seed % 8));
        bytes
    }),
    ("many bits", |bytes, seed| {
        bytes
            .iter()
            .enumerate()
            .map(|(at, byte)| if (at as u64 * 7 + seed).is_multiple_of(61) { byte ^ 0x55 } else { *byte })
            .collect()
    }),
    ("bytes reversed", |bytes, _| bytes.iter().rev().copied().collect()),
    ("twice", |bytes, _| [bytes, bytes].concat()),
    ("a thousand times", |bytes, _| bytes[..bytes.len().min(20_000)].repeat(1_000)),
    ("a zero byte", |bytes, seed| put(bytes, seed, &[0])),
    ("no UTF-8", |bytes, seed| put(bytes, seed, &[0xc3, 0x28, 0xed, 0xa0, 0x80])),
    ("an escape", |bytes, seed| put(bytes, seed, b"\x1b]0;title\x07\x1b[2J")),
    ("a direction", |bytes, seed| put(bytes, seed, "\u{202e}\u{2066}".as_bytes())),
    ("a mark before it", |bytes, _| ["\u{feff}\u{feff}".as_bytes(), bytes].concat()),
    ("half of UTF-16", |bytes, _| [&[0xff, 0xfe], bytes].concat()),
    ("UTF-16", |bytes, _| {
        let wide = String::from_utf8_lossy(bytes).encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        [vec![0xfe, 0xff], wide].concat()
    }),
    ("a long line", |bytes, seed| put(bytes, seed, &vec![b'a'; 9_000_000])),
    ("many commas", |bytes, seed| put(bytes, seed, &vec![b','; 300_000])),
    ("many lines", |bytes, seed| put(bytes, seed, &b"\n".repeat(300_000))),
    ("only carriage returns", |bytes, _| text(bytes, |text| text.replace('\n', "\r"))),
    ("a quotation mark", |bytes, seed| put(bytes, seed, b"\"")),
    ("many quotation marks", |bytes, seed| put(bytes, seed, &vec![b'"'; 99_999])),
    ("brackets", |bytes, seed| put(bytes, seed, &vec![b'['; 60_000])),
    ("braces", |bytes, seed| put(bytes, seed, &vec![b'{'; 60_000])),
    ("blocks of templates", |bytes, seed| put(bytes, seed, "{{#if a}}".repeat(9_000).as_bytes())),
    ("a template in itself", |bytes, seed| put(bytes, seed, b"{{> closing}}{{> passages/closing}}")),
    ("large numbers", |bytes, _| text(bytes, |text| text.replace(['1', '2', '7'], "99999999999999999999"))),
    ("negative numbers", |bytes, _| text(bytes, |text| text.replace("= ", "= -").replace(",1", ",-1"))),
    ("days that never were", |bytes, _| text(bytes, |text| text.replace("2025-", "9999-99-").replace("19", "0000-"))),
    ("the same names", |bytes, _| text(bytes, |text| text.replace(" = ", ".a = ").replace("Name", "DOB"))),
    ("a formula", |bytes, seed| put(bytes, seed, b"=HYPERLINK(\"http://example.com/\",1)")),
    ("paths", |bytes, _| {
        text(bytes, |text| text.replace(".svg", "/../../../../dev/zero").replace("Austin", "/etc/passwd"))
    }),
    ("a packed file", |bytes, _| {
        let zeros = packed(&vec![0; 9_000_000], 1);
        [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &zeros, bytes].concat()
    }),
    ("another kind of file", |_, seed| match seed % 3 {
        0 => workbook("<row r=\"1\"/>", &[]),
        1 => pdf(b"BT /F 9 Tf (Qwyxora) Tj ET", "", "", &[]),
        _ => png(3, 3),
    }),
];

/// Runs a command; one that does not end is ended, and counts as a hang.
fn run_within(arguments: &[String], place: &Place) -> Option<Output> {
    let mut program = noticepress();
    program.args(arguments).current_dir(place.desk.folder.path());
    program.env("NOTICEPRESS_PASSPHRASE", crate::casefile::PASSPHRASE).env("XDG_DATA_HOME", place.desk.path("home"));
    let mut program = limit_processor(program, PROCESSOR);
    program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    let drain = |mut from: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = from.read_to_end(&mut bytes);
            bytes
        })
    };
    let out = drain(Box::new(child.stdout.take().expect("a pipe")));
    let err = drain(Box::new(child.stderr.take().expect("a pipe")));
    let until = Instant::now() + CLOCK;
    let status = loop {
        match child.try_wait().expect("asked") {
            Some(status) => break status,
            None if Instant::now() > until => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    Some(Output { status, stdout: out.join().expect("read"), stderr: err.join().expect("read") })
}

/// Returns the fault with which a command ended, in words, if there is one.
fn fault(ended: Option<&Output>) -> Option<String> {
    let Some(ended) = ended else { return Some("did not end".to_owned()) };
    let (code, out, err) = outcome(ended);
    let said = out + &err;
    let shown: String = err.chars().take(300).collect();
    if !(0..=3).contains(&code) {
        return Some(format!("exit {code}: {shown}"));
    }
    // What is wrong with a package is what `verify` reports.
    if code >= 2 && said.trim().is_empty() {
        return Some(format!("exit {code} without a reason"));
    }
    let broken = ["panicked", "RUST_BACKTRACE", "Please report"].iter().find(|word| said.contains(**word));
    let value = VALUES.iter().find(|value| said.contains(**value));
    let raw = said.chars().find(|sign| {
        (sign.is_control() && !"\n\t".contains(*sign))
            || ('\u{202a}'..='\u{2069}').contains(sign) && !('\u{202f}'..='\u{2065}').contains(sign)
    });
    broken
        .map(|word| format!("{word}: {shown}"))
        .or_else(|| value.map(|value| format!("says {value}")))
        .or_else(|| raw.map(|sign| format!("says {sign:?} as it is")))
}

#[test]
fn damaged_inputs_of_every_kind_end_no_command() {
    let all = std::env::var("NOTICEPRESS_HOSTILE").is_ok_and(|wanted| wanted == "all");
    let place = Place::new();
    let kinds = kinds(&place);
    let case = place.bytes("x.case");
    let (mut tried, mut faults, mut slowest) = (0, Vec::new(), Duration::ZERO);
    for (number, kind) in kinds.iter().enumerate() {
        for (damage_number, (name, damage)) in DAMAGES.iter().enumerate() {
            let trial = number * DAMAGES.len() + damage_number;
            if !all && !trial.is_multiple_of(ONE_OF) {
                continue;
            }
            // Spreads the places of a damage over the file.
            let seed = (trial as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11;
            fs::write(&kind.file, damage(&kind.healthy, seed)).expect("written");
            let command = &kind.commands[trial / ONE_OF % kind.commands.len()];
            let begun = Instant::now();
            let ended = run_within(command, &place);
            slowest = slowest.max(begun.elapsed());
            tried += 1;
            if let Some(fault) = fault(ended.as_ref()) {
                let file = Path::new(&kind.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
                faults.push(format!("{} of {file}, {name}: {fault}", command[0]));
            }
            fs::write(&kind.file, &kind.healthy).expect("written");
            if !kind.file.ends_with("h.case") {
                fs::write(place.desk.path("x.case"), &case).expect("written");
            }
            tidy_up(&place);
        }
    }
    println!("{tried} inputs, the slowest took {slowest:?}");
    assert!(tried >= if all { 800 } else { 90 }, "{tried}");
    assert!(faults.is_empty(), "{} of {tried}: {faults:#?}", faults.len());
    // The healthy ones are taken: what was tried above was refused for what is in it.
    for kind in &kinds {
        let ended = run_within(&kind.commands[0], &place).expect("ends");
        let (code, _, err) = outcome(&ended);
        assert!(
            code < 2 || kind.commands[0][0] == "addresses" || kind.commands[0][0] == "guardians",
            "{:?}: {err}",
            kind.commands[0]
        );
        fs::write(place.desk.path("x.case"), &case).expect("written");
        tidy_up(&place);
    }
}

/// Removes what a command left, and what this computer remembers of the case, which is put back each time.
fn tidy_up(place: &Place) {
    for left in ["x.case-wal", "x.case-shm", "made.pdf", "x.case-new"] {
        let _ = fs::remove_file(place.desk.path(left));
    }
    let _ = fs::remove_dir_all(place.desk.path("home"));
}
