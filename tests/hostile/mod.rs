//! Files of some kilobytes that would take all memory or never end: each is refused within five seconds of the processor and
//! one gibibyte, by every command that takes such a file, with the name of the file and what to do. Healthy ones are taken as
//! ever.

pub mod made;
mod sweep;

use crate::case::{folder, limit_processor, noticepress, outcome, sample};
use crate::casefile::{Desk, PASSPHRASE};
use made::{cell, packed, pdf, png, svg, workbook};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Seconds of the processor that a refusal may take.
const PROCESSOR: u64 = 5;
/// Most time that a refusal may take by the clock, on a machine that does other things too.
const CLOCK: Duration = Duration::from_mins(1);

/// The most memory that any program took of those that this one started, in KiB. What this one has itself when it starts them
/// counts too, so that the files made here are small.
#[cfg(unix)]
fn peak() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("what was used").max_rss()
}

#[cfg(not(unix))]
fn peak() -> i64 {
    0
}

/// Refused in time, within the memory, with the name of the file, in plain words.
fn refused(program: Command, file: &str, words: &str) {
    let begun = Instant::now();
    let (code, _, err) = outcome(&limit_processor(program, PROCESSOR).output().expect("the program starts"));
    let took = begun.elapsed();
    assert_eq!(code, 2, "{file}: {err}");
    assert!(took < CLOCK, "{file}: {took:?}");
    assert!(peak() < 1 << 20, "{file}: {} KiB", peak());
    // On a machine that does other things too, time runs out before memory does.
    let told = err.contains(words) || err.contains("more time than");
    assert!(err.contains(file) && told, "{file}: {err}");
    for word in ["panicked", "backtrace", "overflow", "allocation"] {
        assert!(!err.contains(word), "{file}: {err}");
    }
}

fn over_case(desk: &Desk, command: &str, more: &[&str]) -> Command {
    let mut program = noticepress();
    program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).arg(command).arg(desk.case()).args(more);
    program
}

/// The sample incident with a file of one kind: `logo`, `letterhead` or `signature`.
fn incident(folder: &Path, kind: &str, file: &str, bytes: &[u8]) -> String {
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    let other = match kind {
        "signature" => text.replace("signature = \"signature.png\"", &format!("signature = \"{file}\"")),
        _ => text.replace("logo = \"logo.svg\"", &format!("{kind} = \"{file}\"")),
    };
    assert_ne!(text, other, "the sample names a logo and a signature");
    for kept in ["logo.svg", "signature.png"] {
        fs::copy(sample(kept), folder.join(kept)).expect("copied");
    }
    fs::write(folder.join(file), bytes).expect("written");
    let path = folder.join("incident.toml");
    fs::write(&path, other).expect("written");
    path.display().to_string()
}

/// Every command that takes an incident file refuses it because of the file that it names.
fn refused_everywhere(kind: &str, file: &str, bytes: &[u8], words: &str, all: bool) {
    let place = folder();
    let incident = incident(place.path(), kind, file, bytes);
    let (list, out) = (sample("patients.csv"), place.path().join("out").display().to_string());
    let (case, page) = (place.path().join("n.case"), place.path().join("page.pdf"));
    let (case, page) = (case.display().to_string(), page.display().to_string());
    let commands: [&[&str]; 4] = [
        &["check", &list, "--incident", &incident],
        &["run", &list, "--incident", &incident, "--out", &out],
        &["preview", &list, "--incident", &incident, "--row", "2", "--out", &page],
        &["new", &case, "--plain", "--incident", &incident],
    ];
    for arguments in &commands[..if all { 4 } else { 1 }] {
        let mut program = noticepress();
        program.args(*arguments);
        refused(program, file, words);
    }
    for left in [&out, &page, &case] {
        assert!(!Path::new(left).exists(), "{file} left {left}");
    }
}

#[test]
fn workbooks_that_grow_without_end_are_refused() {
    let row = |cells: &str| format!(r#"<row r="1">{cells}</row>"#);
    let shared = |count: &str, texts: &str| format!(r#"<sst uniqueCount="{count}">{texts}</sst>"#);
    let one = row(r#"<c r="A1" t="s"><v>0</v></c>"#);
    let far = row(&cell("A1", "a")) + r#"<row r="1048576">"# + &cell("XFD1048576", "b") + "</row>";
    let wide = row(&(cell("A1", "a") + &cell("XFD1", "b"))) + r#"<row r="30000">"# + &cell("A30000", "c") + "</row>";
    let cells = (1..40_000).map(|n| format!(r#"<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>"#));
    let same = cells.collect::<Vec<_>>().concat();
    let strings = "xl/sharedStrings.xml";
    let many: Vec<String> = (0..5_000).map(|n| format!("xl/{n}.xml")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
    let table: [(&str, Vec<u8>, &str); 10] = [
        ("far.xlsx", workbook(&far, &[]), "1048576 rows by 16384 columns"),
        ("wide.xlsx", workbook(&wide, &[]), "30000 rows by 16384 columns"),
        ("outside.xlsx", workbook(&row(&cell("ZZZZZZ99999999999", "a")), &[]), "workbook"),
        ("column.xlsx", workbook(&row(&cell("XFE1", "a")), &[]), "outside any sheet"),
        (
            "announced.xlsx",
            workbook(&one, &[(strings, &shared("4000000000", "<si><t>a</t></si>"))]),
            "texts are missing",
        ),
        (
            "late.xlsx",
            workbook(
                &one,
                &[(strings, &shared("4000000000", "").replace("<sst", &format!("<sst {}", " ".repeat(5_000))))],
            ),
            "more memory",
        ),
        ("bomb.xlsx", workbook(&" ".repeat(80 << 20), &[]), "unpacks"),
        (
            "shared.xlsx",
            workbook(&same, &[(strings, &shared("1", &format!("<si><t>{}</t></si>", "x".repeat(1_000_000))))]),
            "larger than 190 MiB",
        ),
        ("many.xlsx", workbook(&one, &many), "is made of"),
        ("cut.xlsx", workbook(&far, &[])[..300].to_vec(), "cannot be read"),
    ];
    let desk = Desk::new();
    let before = desk.json("status", &[]);
    for (name, bytes, words) in table {
        fs::write(desk.path(name), bytes).expect("written");
        let file = desk.path(name).display().to_string();
        refused(over_case(&desk, "import", &[&file]), name, words);
    }
    assert_eq!(desk.json("status", &[]), before, "nothing of them is in the case");
    for command in ["check", "run", "preview"] {
        let mut program = noticepress();
        program.arg(command).arg(desk.path("far.xlsx")).args(["--incident", &sample("incident.toml")]);
        let out = desk.path(command).display().to_string();
        match command {
            "check" => {}
            "run" => drop(program.args(["--out", &out])),
            _ => drop(program.args(["--row", "2", "--out", &out])),
        }
        refused(program, "far.xlsx", "");
    }
}

#[test]
fn letterheads_that_grow_without_end_are_refused() {
    let flate = "/Filter/FlateDecode";
    let white = vec![b' '; 80 << 20];
    let nested = |times: usize| format!("/Filter[{}]", "/FlateDecode".repeat(times));
    let forms: Vec<String> = (5..14)
        .map(|n| {
            let words = "/F Do ".repeat(10);
            let next = format!("/Resources<</XObject<</F {} 0 R>>>>", n + 1);
            format!("<</Type/XObject/Subtype/Form/BBox[0 0 612 792]{next}/Length 60>>stream\n{words}\nendstream")
        })
        .chain(["<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Length 12>>stream\n0 0 1 1 re f\nendstream".to_owned()])
        .collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let picture = "<</Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/ColorSpace/DeviceRGB\
                   /BitsPerComponent 8/Length 3>>stream\nabc\nendstream";
    let tiny = b"0.0001 0 0 0.0001 0 0 cm [0.1] 0 d 0 0 m 6000000 7000000 l S";
    let table: [(&str, Vec<u8>, &str); 9] = [
        ("dash.pdf", pdf(b"[0.00001] 0 d 0 0 m 600 700 l S", "", "", &[]), "dashes"),
        ("scaled.pdf", pdf(tiny, "", "", &[]), "more memory"),
        ("flate.pdf", pdf(&packed(&white, 1), flate, "", &[]), "unpacks"),
        ("nested.pdf", pdf(&packed(&white, 2), &nested(2), "", &[]), "unpacks"),
        ("deep.pdf", pdf(&packed(b"0 g", 4), &nested(4), "", &[]), "packed many times"),
        ("runs.pdf", pdf(&b"\x81 ".repeat(3_000_000), "/Filter/RunLengthDecode", "", &[]), "more memory"),
        ("picture.pdf", pdf(b"612 0 0 792 0 0 cm /I Do", "", "/XObject<</I 5 0 R>>", &[picture]), "letterhead"),
        ("forms.pdf", pdf(b"/F Do", "", "/XObject<</F 5 0 R>>", &forms), "letterhead"),
        ("heavy.pdf", pdf(&vec![b' '; 9 << 20], "", "", &[]), "larger than 8 MB"),
    ];
    for (at, (name, bytes, words)) in table.iter().enumerate() {
        refused_everywhere("letterhead", name, bytes, words, at < 2);
    }
}

#[test]
fn pictures_that_grow_without_end_are_refused() {
    let chain = |of: &str| -> String {
        let uses = |n: u32| format!(r##"<use href="#a{}"/>"##, n - 1).repeat(10);
        let groups: Vec<String> = (1..9).map(|n| format!(r#"<g id="a{n}">{}</g>"#, uses(n))).collect();
        let groups = groups.concat();
        format!(r##"<defs><g id="a0">{of}</g>{groups}</defs><use href="#a8"/>"##)
    };
    let path = r#"<path d="M0 0h9v9z"/>"#;
    let long = format!(r#"<path d="M0 0{}z"/>"#, "L90 30L0 0".repeat(300_000));
    let deep = format!("{}{path}{}", "<g>".repeat(2_000), "</g>".repeat(2_000));
    let round = format!(r##"<g id="a"><use href="#a"/>{path}</g>"##);
    let svgs: [(&str, Vec<u8>, &str); 5] = [
        ("use.svg", svg(&chain(path)), "far more parts"),
        ("long.svg", svg(&long), "far more points"),
        ("deep.svg", svg(&deep), "SVG"),
        ("round.svg", svg(&round), "refer to each other"),
        ("parts.svg", svg(&path.repeat(100_000)), "far more parts"),
    ];
    for (at, (name, bytes, words)) in svgs.iter().enumerate() {
        refused_everywhere("logo", name, bytes, words, at == 0);
    }
    for kind in ["logo", "signature"] {
        refused_everywhere(kind, "line.png", &png(39_000_000, 1), "39000000 x 1 pixels", kind == "logo");
        refused_everywhere(kind, "square.png", &png(6_000, 6_500), "6000 x 6500 pixels", false);
    }
}

#[test]
fn settings_that_are_no_settings_are_refused() {
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    let open = "[x]\na = [\n".repeat(90_000);
    let tables = (0..60_000).fold(String::new(), |text, n| text + &format!("[t{n}]\nk = 1\n"));
    let elements = text.replace("elements = [", &format!("elements = [{}", "1,".repeat(400_000)));
    let long = text.replacen("name = \"", &format!("name = \"{}", "W".repeat(900_000)), 1);
    for (name, bytes, words) in [
        ("a-thousand.toml", text.repeat(1_000), "larger than 1 MiB"),
        ("some.toml", text.repeat((1 << 20) / text.len()), "more problems of this kind"),
        ("open.toml", open, "not valid TOML"),
        ("tables.toml", tables, "more problems in this file"),
        ("elements.toml", elements, "more problems in this file"),
        ("long.toml", long, "longer than 4000 characters"),
    ] {
        let place = folder();
        let path = place.path().join(name);
        fs::write(&path, bytes).expect("written");
        for command in ["check", "new"] {
            let mut program = noticepress();
            program.arg(command);
            match command {
                "new" => program.arg(place.path().join("n.case")).arg("--plain"),
                _ => program.arg(sample("patients.csv")),
            };
            program.arg("--incident").arg(&path);
            refused(program, name, words);
        }
    }
}

#[test]
fn lists_and_mappings_beyond_measure_are_refused() {
    let place = folder();
    let wide = place.path().join("wide.csv");
    let row = |cell: &str| vec![cell; 20_000].join(",");
    fs::write(&wide, format!("MRN,First Name,Last Name,Address,City,State,Zip,{}\n{}\n", row("x"), row("1")))
        .expect("written");
    let mut program = noticepress();
    program.arg("check").arg(&wide).args(["--incident", &sample("incident.toml")]);
    refused(program, "wide.csv", "20007 columns");
    let mapping = place.path().join("m.toml");
    for ignored in ["\"x\",".repeat(150_000), "999,".repeat(250_000)] {
        fs::write(&mapping, format!("[columns]\nfirst_name = 1\n[ignore]\ncolumns = [{ignored}]\n")).expect("written");
        let mut program = noticepress();
        program
            .args(["check", &sample("patients.csv"), "--incident", &sample("incident.toml"), "--mapping"])
            .arg(&mapping);
        refused(program, "m.toml", "column");
    }
    let long = "n".repeat(5_000);
    let mut program = noticepress();
    program.args(["check", &sample("patients.csv"), "--incident", &long]);
    refused(program, "nnnn", "File not found");
}

#[test]
fn templates_of_nothing_but_marks_are_a_fault_with_a_line() {
    for (name, marks) in [("brackets", "[".repeat(60_000)), ("stars", "*a_ ".repeat(15_000))] {
        let place = folder();
        crate::counsel::copy(&crate::counsel::root().join("templates"), &place.path().join("t"));
        let closing = place.path().join("t/passages/closing.md.hbs");
        assert!(closing.is_file());
        fs::write(&closing, format!("Sincerely,\n\n{marks}\n")).expect("written");
        let mut program = noticepress();
        program.args(["templates", "lint"]).arg(place.path().join("t"));
        refused(program, "templates/passages/closing.md.hbs, line 3", name);
    }
}

#[test]
fn healthy_files_are_taken_as_ever() {
    // A list is the same whether it comes as text or in a workbook.
    let rows: Vec<Vec<String>> = ["MRN,First Name,Last Name,Date of Birth,Address,City,State,Zip"]
        .into_iter()
        .map(str::to_owned)
        .chain((1..60).map(|n| format!("H{n},Ada,Abel{n},1980-02-0{},{n} Invented Road,Austin,TX,78745", n % 9 + 1)))
        .map(|row| row.split(',').map(str::to_owned).collect())
        .collect();
    let text: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    let (as_text, as_workbook) = (Desk::new(), Desk::new());
    fs::write(as_text.path("list.csv"), text.join("\n")).expect("written");
    fs::write(as_workbook.path("list.xlsx"), made::list(&rows)).expect("written");
    let counts = |desk: &Desk, name: &str| {
        let report = desk.json("import", &[&desk.path(name).display().to_string()]);
        ["rows", "letters", "held", "merged"].map(|key| report[key].as_u64())
    };
    assert_eq!(counts(&as_workbook, "list.xlsx"), counts(&as_text, "list.csv"));
    // Letterheads and pictures of every kind go through.
    let gray = pdf(b"0.5 g 300 750 30 9 re f [3 2] 0 d 300 745 m 400 745 l S", "", "", &[]);
    let twice = pdf(&packed(b"0.5 g 300 750 30 9 re f", 2), "/Filter[/FlateDecode/FlateDecode]", "", &[]);
    let drawn = svg(r##"<defs><path id="a" d="M0 0h9v9z"/></defs><use href="#a"/><use href="#a" x="20"/>"##);
    for (kind, name, bytes) in [
        ("letterhead", "own.pdf", gray),
        ("letterhead", "twice.pdf", twice),
        ("logo", "own.svg", drawn),
        ("logo", "own.png", png(600, 200)),
        ("signature", "own.png", png(600, 200)),
    ] {
        let place = folder();
        let incident = incident(place.path(), kind, name, &bytes);
        let (code, _, err) = outcome(&crate::case::say(&["check", &sample("patients.csv"), "--incident", &incident]));
        assert!(code < 2, "{name}: {err}");
    }
}

#[test]
fn the_reader_alone_says_nothing_and_is_no_command() {
    // Started by hand it finds no request, and ends.
    let mut program = noticepress();
    let (code, out, err) = outcome(&program.arg("--read-for-the-program").output().expect("the program starts"));
    assert_eq!((code, out.as_str(), err.as_str()), (1, "", ""));
    let (code, _, _) = outcome(&crate::case::say(&["--read-for-the-program", "check"]));
    assert_eq!(code, 2, "with anything more it is wrong use");
    let (_, help, _) = outcome(&crate::case::say(&["--help"]));
    assert!(!help.contains("read-for"), "{help}");
}

/// Tests that the protection which the reading process reports is that which the system reports of it.
#[cfg(target_os = "linux")]
#[test]
fn the_process_that_reads_is_enclosed_before_it_has_the_file() {
    use std::io::{Read as _, Write as _};
    use std::process::Stdio;
    let mut program = noticepress();
    program.arg("--read-for-the-program").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    let (mut input, mut output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    // The only sheet of a workbook named x of ten bytes, which never come.
    input.write_all(&[5, 0, 0, 0, 0, 2, 1, b'x', 10]).expect("written");
    let mut head = [0; 5];
    output.read_exact(&mut head).expect("an answer");
    let mut layers = vec![0; usize::from(head[1])];
    output.read_exact(&mut layers).expect("layers");
    let told = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).expect("told by the system");
    let (status, limits) = (told("status"), told("limits"));
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {limits}"));
        line[name.len()..].split_whitespace().next().expect("a figure").to_owned()
    };
    assert!(layers[1..].contains(&0), "limits are in force: {layers:?}");
    let wanted = [("Max open files", "3"), ("Max core file size", "0"), ("Max file size", "0"), ("Max processes", "0")];
    for (name, most) in wanted {
        assert_eq!(limit(name), most, "{name}");
    }
    assert!(limit("Max address space").parse::<u64>().is_ok_and(|most| most <= 1 << 30));
    assert!(limit("Max cpu time").parse::<u64>().is_ok_and(|most| most <= 5));
    assert_eq!(status.contains("Seccomp:\t2"), layers[1..].contains(&2), "{status}");
    drop(input);
    assert_eq!(child.wait().expect("ends").code(), Some(1), "without its file it ends");
}
