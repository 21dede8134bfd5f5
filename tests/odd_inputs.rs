//! Inputs that newcomers and attackers give: each is refused in plain words, under the name that it was given by, and nothing is
//! left behind.

use crate::case::{folder, noticepress, outcome, sample, say};
use crate::casefile::{Desk, PASSPHRASE};
use std::fs;
use std::path::Path;

/// Runs a command with an environment of its own in a folder.
fn run_in(folder: &Path, passphrase: Option<&std::ffi::OsStr>, arguments: &[&str]) -> (i32, String, String) {
    let mut program = noticepress();
    program.current_dir(folder).args(arguments).stdin(std::process::Stdio::null());
    if let Some(words) = passphrase {
        program.env("NOTICEPRESS_PASSPHRASE", words);
    }
    outcome(&program.output().expect("the program starts"))
}

fn refused_in(folder: &Path, arguments: &[&str], words: &str) -> String {
    let (code, _, err) = run_in(folder, Some(PASSPHRASE.as_ref()), arguments);
    assert!(code == 2 && err.contains(words), "{arguments:?}: exit {code}, not {words}: {err}");
    err
}

#[test]
fn a_passphrase_is_one_line_of_what_people_type() {
    let desk = Desk::new();
    let case = desk.case().display().to_string();
    for words in ["four plain\nwords here", "four plain words here\u{7}", "four\rplain words here"] {
        let (code, _, err) = run_in(desk.folder.path(), Some(words.as_ref()), &["status", &case]);
        assert!(code == 2 && err.contains("NOTICEPRESS_PASSPHRASE has a line break"), "{err}");
        assert!(!err.contains("four"), "{err}");
    }
    let (code, _, err) = run_in(desk.folder.path(), Some("four plain words here\n".as_ref()), &["status", &case]);
    assert!(code < 2, "an end of line at the end is none of it: {err}");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let raw = std::ffi::OsStr::from_bytes(b"four \xff words");
        let (code, _, err) = run_in(desk.folder.path(), Some(raw), &["status", &case]);
        assert!(code == 2 && err.contains("not UTF-8"), "{err}");
    }
    let file = desk.path("words.txt").display().to_string();
    for text in ["four plain\0words here\n", "four plain words here\rand more\rof an old file", "four\u{1b}[2J\n"] {
        fs::write(&file, text).expect("written");
        let (code, _, err) = run_in(desk.folder.path(), None, &["status", &case, "--passphrase-file", &file]);
        assert!(code == 2 && err.contains("words.txt, line 1: The first line of the file has"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_passphrase_file_that_is_no_file_is_refused_at_once() {
    let desk = Desk::new();
    let (case, here) = (desk.case().display().to_string(), desk.folder.path());
    let fifo = desk.path("fifo").display().to_string();
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let workbook = desk.path("words.xlsx");
    fs::write(&workbook, crate::hostile::made::workbook("<row r=\"1\"/>", &[])).expect("written");
    for (file, words) in [
        (fifo.as_str(), "not a regular file"),
        ("/dev/zero", "not a regular file"),
        ("/dev/null", "not a regular file"),
        ("/proc/self/environ", "not a regular file"),
        (&here.display().to_string(), "This is a folder"),
        (&workbook.display().to_string(), "not UTF-8"),
        ("missing.txt", "File not found"),
    ] {
        for option in ["--passphrase-file", "--recovery-file"] {
            let (code, _, err) = run_in(here, None, &["status", &case, option, file]);
            assert!(code == 2 && err.contains(words), "{option} {file}: exit {code}: {err}");
        }
    }
}

#[test]
fn files_of_other_programs_are_called_what_they_are() {
    let desk = Desk::new();
    for (name, members, words) in [
        ("list.docx", &["[Content_Types].xml", "word/document.xml"][..], "a Word document"),
        ("list.xlsb", &["[Content_Types].xml", "xl/workbook.bin"], "a binary Excel workbook"),
        ("list.zip", &["list.csv"], "a compressed file"),
    ] {
        let mut zip = zip::ZipWriter::new(fs::File::create(desk.path(name)).expect("made"));
        for member in members {
            zip.start_file(*member, zip::write::SimpleFileOptions::default()).expect("a file in it");
        }
        zip.finish().expect("written");
        let why = desk.refused("import", &[&desk.path(name).display().to_string()]);
        assert!(why.contains(name) && why.contains(words), "{why}");
    }
    fs::write(desk.path("list.xls"), [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 4_096]].concat())
        .expect("written");
    let why = desk.refused("import", &[&desk.path("list.xls").display().to_string()]);
    assert!(why.contains("list.xls") && why.contains("The workbook cannot be read"), "{why}");
}

#[cfg(unix)]
#[test]
fn a_path_that_can_name_nothing_is_wrong_use_and_no_fault_of_the_disk() {
    let (desk, incident, list) = (Desk::new(), sample("incident.toml"), sample("patients.csv"));
    let here = desk.folder.path();
    std::os::unix::fs::symlink("loop", desk.path("loop")).expect("a link");
    fs::write(desk.path("file"), "").expect("written");
    let case = desk.case().display().to_string();
    let long = "n".repeat(300);
    for (path, words) in [("loop", "points to itself"), ("file/below", "part of the path"), (&long, "too long")] {
        refused_in(here, &["check", path, "--incident", &incident], words);
        refused_in(here, &["check", &list, "--incident", path], words);
        refused_in(here, &["check", &list, "--incident", &incident, "--mapping", path], words);
        refused_in(here, &["check", &list, "--incident", &incident, "--vendor", path], words);
        refused_in(here, &["status", path], words);
        refused_in(here, &["import", &case, path], words);
        refused_in(here, &["status", &case, "--passphrase-file", path], words);
        for command in [
            &["check", &list, "--incident", &incident, "--templates", path][..],
            &["verify", path],
            &["restore", &case, "--from", path, "--by", "A. Clerk", "--reason", "lost"],
        ] {
            refused_in(here, command, "");
        }
        // What is to be written was wanted, and cannot be done; that nothing is wrong with the disk is told there, too.
        for command in [
            &["run", &list, "--incident", &incident, "--out", path][..],
            &["preview", &list, "--incident", &incident, "--row", "2", "--out", path],
            &["backup", &case, "--out", path],
            &["new", path, "--incident", &incident],
        ] {
            let (code, _, err) = run_in(here, Some(PASSPHRASE.as_ref()), command);
            assert!((2..=3).contains(&code) && !err.contains("Check the drive"), "{command:?}: exit {code}: {err}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_a_case_is_not_called_damaged() {
    let desk = Desk::new();
    for (name, bytes, words) in [
        ("empty.case", Vec::new(), "it is empty"),
        ("short.case", b"abc".to_vec(), "it has 3 bytes"),
        ("text.case", b"this is a letter to somebody\n".repeat(20), "it has 580 bytes"),
    ] {
        fs::write(desk.path(name), bytes).expect("written");
        for command in [&["status", name][..], &["audit", name, "--verify"], &["backup", name, "--out", "b.case"]] {
            let err = refused_in(desk.folder.path(), command, words);
            assert!(err.contains("not a case file") && !err.contains("damaged"), "{err}");
        }
    }
}

#[test]
fn a_case_that_was_cut_leaves_nothing_beside_it_when_it_is_refused() {
    for plain in [false, true] {
        let desk = Desk::empty();
        let more: &[&str] = if plain { &["--plain"] } else { &[] };
        let made = desk.run("new", &[&["--incident", &sample("incident.toml")], more].concat());
        assert_eq!(outcome(&made).0, 0);
        let whole = fs::read(desk.case()).expect("a case");
        for eighths in [1, 4, 7] {
            fs::write(desk.path("cut.case"), &whole[..whole.len() * eighths / 8]).expect("written");
            for command in ["status", "audit", "plan"] {
                refused_in(desk.folder.path(), &[command, "cut.case"], "cut.case");
                for ending in ["-wal", "-shm", "-journal"] {
                    let left = desk.path(&format!("cut.case{ending}"));
                    assert!(!left.exists(), "{command} of {eighths}/8 left {}", left.display());
                }
            }
        }
    }
}

#[test]
fn a_file_is_named_by_the_path_that_was_given() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).expect("a folder");
    let here = desk.folder.path();
    fs::write(desk.path("in/list.csv"), "a,b\n1,2\n").expect("written");
    fs::write(desk.path("in/g.csv"), "record_id,guardian_name\nR1,\n").expect("written");
    fs::write(desk.path("in/v.toml"), "name = 3\n").expect("written");
    fs::write(desk.path("in/p.csv"), "piece_id\nnone\n").expect("written");
    for command in [
        &["import", "x.case", "in/list.csv"][..],
        &["guardians", "x.case", "in/g.csv", "--by", "A. Clerk"],
        &["amend", "x.case", "--vendor", "in/v.toml"],
        &["release", "x.case", "--by", "A. Practice", "--vendor", "in/v.toml"],
        &["returns", "x.case", "in/p.csv", "--by", "A. Clerk"],
        &["remail", "x.case", "--pieces", "in/p.csv", "--by", "A. Clerk", "--reason", "post"],
        &["addresses", "x.case", "--import", "in/p.csv", "--by", "A. Clerk"],
        &["check", "in/list.csv", "--incident", &sample("incident.toml")],
    ] {
        let err = refused_in(here, command, "noticepress: in/");
        assert!(!err.lines().any(|line| line.starts_with("noticepress: /")), "{err}");
    }
    fs::write(desk.path("cut.case"), &fs::read(desk.case()).expect("a case")[..9_000]).expect("written");
    refused_in(here, &["status", "./cut.case"], "noticepress: ./cut.case");
    // A logo is named where it lies, whether it is missing or wrong.
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    fs::write(desk.path("in/i.toml"), text).expect("written");
    fs::copy(sample("signature.png"), desk.path("in/signature.png")).expect("copied");
    let check = ["check", &sample("patients.csv"), "--incident", "in/i.toml"];
    refused_in(here, &check, "noticepress: in/logo.svg");
    fs::write(desk.path("in/logo.svg"), "<svg").expect("written");
    refused_in(here, &check, "noticepress: in/logo.svg");
}

#[test]
fn a_list_that_is_not_there_cannot_be_amended() {
    let desk = Desk::new();
    let list = sample("patients.csv");
    let why = desk.refused("import", &[&list, "--amends", "nothing.csv"]);
    assert!(why.contains("no list with this name") && why.contains("no list yet"), "{why}");
    desk.json("import", &[&list]);
    let why = desk.refused("import", &[&list, "--amends", "nothing.csv"]);
    assert!(why.contains("no list with this name") && why.contains("patients.csv"), "{why}");
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_is_told() {
    let here = folder();
    let mapping = here.path().join("m.toml");
    fs::write(&mapping, "[answers]\n\"death-4-abcd\" = \"dead\"\n").expect("written");
    let (list, incident, mapping) = (sample("patients.csv"), sample("incident.toml"), mapping.display().to_string());
    for more in [&["--answer", "death-4-abcd=dead"][..], &["--mapping", &mapping]] {
        let (code, out, err) = outcome(&say(&[&["check", &list, "--incident", &incident], more].concat()));
        assert!(code < 2 && out.contains("An answer"), "{out}{err}");
    }
}

#[test]
fn a_day_out_of_range_is_told_as_that() {
    let (desk, list, incident) = (Desk::new(), sample("patients.csv"), sample("incident.toml"));
    let here = desk.folder.path();
    desk.json("import", &[&list]);
    for (day, words) in [
        ("99999-01-01", "out of range"),
        ("1066-10-14", "out of range"),
        ("2025-02-30", "does not exist"),
        ("yesterday", "not a date"),
    ] {
        refused_in(here, &["check", &list, "--incident", &incident, "--on", day], words);
        refused_in(here, &["filed", "x.case", "--authority", "HHS", "--day", day, "--by", "A. Clerk"], words);
        let decide = ["decide", "x.case", "--person", "1", "--born", day, "--by", "A. Clerk", "--reason", "told"];
        // A year in which nobody who lives was born is told as that.
        refused_in(here, &decide, if day.starts_with("1066") { "date of birth" } else { words });
    }
    let text = fs::read_to_string(&incident).expect("the sample");
    let line = text.lines().find(|line| line.starts_with("discovered = ")).expect("a day");
    for day in ["99999-01-01", "2025-02-30", "1066-10-14"] {
        fs::write(desk.path("i.toml"), text.replace(line, &format!("discovered = {day}"))).expect("written");
        let words = if day.starts_with("2025") { "does not exist" } else { "out of range" };
        refused_in(here, &["check", &list, "--incident", "i.toml"], words);
    }
}

#[test]
fn what_was_typed_is_shown_and_no_longer_than_anybody_reads() {
    let desk = Desk::new();
    let here = desk.folder.path();
    let incident = sample("incident.toml");
    let nasty = "\u{1b}[2Jword\u{202e}";
    for long in [nasty.to_owned(), "x".repeat(100_000), format!("{nasty} {}", "a b ".repeat(30_000))] {
        let option = format!("--{long}");
        for command in [
            &["status", "x.case", &option][..],
            &[&long],
            &["check", "a.csv", "--incident", &incident, "--threads", &long],
            &["check", "a.csv", "--incident", &incident, "--edition", &long],
            &["check", "a.csv", "--incident", &incident, "--answer", &long],
            &["filed", "x.case", "--authority", "HHS", "--by", "A. Clerk", "--day", &long],
            &["filed", "x.case", "--authority", &long, "--by", "A. Clerk", "--day", "2025-02-03"],
            &["findings", "x.case", "--code", &long],
            &["import", "x.case", &sample("patients.csv"), "--amends", &long],
            &["decide", "x.case", "--list", &long, "--hold", "--by", "A. Clerk", "--reason", "told"],
            &["decide", "x.case", "--person", "1", "--hold", "--by", "A. Clerk", "--reason", &long],
            &["decide", "x.case", "--person", "1", "--hold", "--by", &long, "--reason", "told"],
            &["approve", "x.case", "--by", "C. Counsel", "--variant", &long],
            &["wording", "x.case", &long],
            &["templates", "show", "--standing", "adult", "--jurisdiction", &long],
        ] {
            let (code, out, err) = run_in(here, Some(PASSPHRASE.as_ref()), command);
            let told = out + &err;
            let shown: String = told.chars().take(300).collect();
            assert!(code == 2 || command[0] == "findings", "{:?}: exit {code}: {shown}", command[0]);
            assert!(told.chars().count() < 4_000, "{:?} says {} characters: {shown}", command[0], told.chars().count());
            assert!(!told.contains('\u{1b}') && !told.contains('\u{202e}'), "{shown}");
        }
    }
    let (_, _, err) = run_in(here, None, &["status", "x.case", &format!("--{nasty}")]);
    assert!(err.contains("--\\u{1b}[2Jword\\u{202e}"), "escapes are shown: {err}");
    let (_, _, err) =
        run_in(here, None, &["check", "a.csv", "--incident", "i.toml", "--threads", "99999999999999999999"]);
    assert!(!err.contains("target type"), "{err}");
    let text = fs::read_to_string(&incident).expect("the sample");
    for key in ["\u{1}key".to_owned(), "k".repeat(100_000)] {
        let key = key.replace('\u{1}', "\\u001b[2J");
        fs::write(desk.path("i.toml"), format!("\"{key}\" = 1\n{text}")).expect("written");
        let err = refused_in(here, &["check", &sample("patients.csv"), "--incident", "i.toml"], "is not a key of");
        assert!(err.chars().count() < 600, "{err}");
        assert!(key.len() > 100 || err.contains("\\u{1b}[2Jkey"), "{err}");
    }
}

#[test]
fn words_of_ones_own_are_bounded_and_plain() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let here = desk.folder.path();
    for (words, told) in
        [("x".repeat(5_000), "longer than"), ("a\u{1b}[2Jb".to_owned(), "control"), ("a\nb".to_owned(), "line break")]
    {
        for command in [
            &["decide", "x.case", "--person", "1", "--hold", "--by", "A. Clerk", "--reason", &words][..],
            &["filed", "x.case", "--authority", "HHS", "--day", "2025-02-03", "--by", "A. Clerk", "--remark", &words],
            &["release", "x.case", "--by", "A. Practice", "--families-differ", &words],
            &["restore", "x.case", "--by", "A. Clerk", "--reason", &words],
            &["acknowledge", "x.case", "--by", "A. Clerk", "--reason", &words],
        ] {
            refused_in(here, command, told);
        }
    }
    let far = "9".repeat(100_000);
    let address = ["--readdress", "--address-1", &far, "--city", "Austin", "--state", "TX", "--zip", "78745"];
    let decide = ["decide", "x.case", "--person", "1", "--by", "A. Clerk", "--reason", "told"];
    refused_in(here, &[&decide[..], &address].concat(), "longer than 200");
    refused_in(here, &["verify", "x", "--threads", "100000"], "--threads");
    for name in ["guardian\u{1b}[2J", &"g".repeat(1 << 20)] {
        fs::write(desk.path("g.csv"), format!("record_id,guardian_name\nR1,{name}\n")).expect("written");
        refused_in(here, &["guardians", "x.case", "g.csv", "--by", "A. Clerk"], "g.csv, line 2: ");
    }
    let vendor = fs::read_to_string(crate::counsel::root().join("templates/vendors/default.toml")).expect("a profile");
    let line = vendor.lines().find(|line| line.starts_with("baa_reference")).expect("a reference");
    for (text, told) in [("R".repeat(900_000), "longer than 200"), ("R\\u001b[2J".to_owned(), "control")] {
        let own = vendor.replacen(line, &format!("baa_reference = \"{text}\""), 1);
        fs::write(desk.path("v.toml"), own).expect("written");
        refused_in(here, &["amend", "x.case", "--vendor", "v.toml"], told);
    }
}

#[test]
fn help_shows_an_option_where_it_does_something() {
    let help = |command: &[&str]| outcome(&say(&[command, &["--help"]].concat())).1;
    for (option, with, without) in [
        (
            "--force",
            &["check", "preview", "sample-list", "new", "audit"][..],
            &["verify", "run", "status", "restore"][..],
        ),
        ("--templates", &["check", "run", "preview", "status", "export"], &["verify", "backup", "restore", "forget"]),
        ("--read-only", &["status", "audit", "findings", "backup"], &["import", "decide", "restore", "release", "new"]),
    ] {
        for command in with {
            assert!(help(&[command]).contains(option), "{command} has {option}");
        }
        for command in without {
            assert!(!help(&[command]).contains(option), "{command} has no {option}");
        }
    }
    assert!(help(&["templates", "lint"]).contains("--templates") && !help(&["templates", "lint"]).contains("--force"));
    // What is not shown is taken all the same, before and behind the command.
    for command in [&["--force", "verify", "x"][..], &["verify", "x", "--force"], &["verify", "--templates", "t", "x"]]
    {
        let (code, _, err) = outcome(&say(command));
        assert!(code == 2 && err.contains("Package folder not found"), "{err}");
    }
}

#[test]
fn a_package_whose_sums_have_no_end_is_refused_soon() {
    let here = folder();
    let sums = fs::File::create(here.path().join("SHA256SUMS")).expect("a file");
    // A line of 400 MB that takes no room on the disk.
    sums.set_len(400 << 20).expect("long");
    let begun = std::time::Instant::now();
    let (code, out, _) = outcome(&say(&["verify", &here.path().display().to_string()]));
    assert!(code == 2 && out.contains("longer than a digest"), "{out}");
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}
