//! Files that are not lists of pieces to be printed again or booked: what the program wrote itself, what a vendor tells of
//! every piece, and lists that are too long to be meant. Each is refused before anything is done; files of the real shapes go
//! through.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case};
use desk::stage::mail::reprint;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Result that is expected of a file.
#[derive(Clone, Copy)]
enum Then {
    /// It is taken.
    Taken,
    /// It is refused with these words.
    Refused(&'static str),
}
use Then::{Refused, Taken};

/// A case of which the sample list is out.
struct Mailed {
    desk: Desk,
    package: PathBuf,
    /// Letters to people, in the order of the manifest.
    ids: Vec<String>,
}

impl Mailed {
    fn new() -> Self {
        let desk = Desk::empty();
        let made = desk.run("new", &["--plain", "--incident", &sample("incident.toml")]);
        assert_eq!(outcome(&made).0, 0, "{}", outcome(&made).2);
        desk.json("import", &[&sample("patients.csv")]);
        desk.signed_and_released();
        let package = desk.export("out");
        let mut reader = csv::Reader::from_path(package.join("20_manifest.csv")).expect("a manifest");
        let rows = reader.records().map(|row| row.expect("a row"));
        let ids: Vec<String> = rows.filter(|row| &row[5] == "live").map(|row| row[3].to_owned()).collect();
        assert!(ids.len() > 100, "{} letters", ids.len());
        Self { desk, package, ids }
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.desk.path(name), text).expect("written");
        self.desk.path(name).display().to_string()
    }

    fn out(&self) -> String {
        self.desk.path("again").display().to_string()
    }

    /// Returns the message with which a command refuses a file.
    fn refused(&self, command: &str, file: &str) -> String {
        let out = self.out();
        let more: &[&str] = match command {
            "reprint" => &["--pieces", file, "--out", &out],
            "returns" => &[file, "--by", "A. Clerk"],
            _ => &["--pieces", file, "--by", "A. Clerk", "--reason", "the post"],
        };
        self.desk.refused(command, more)
    }

    /// Nothing was printed again and nothing booked.
    fn untouched(&self) {
        let status = self.desk.json("status", &[]);
        assert_eq!(status["runs"].as_array().map(Vec::len), Some(1));
        assert_eq!(status["returned"], 0);
        assert!(!Path::new(&self.out()).exists());
    }

    /// A file as the cases below write it: `{n}` stands for the id of a letter.
    fn text(&self, pattern: &str) -> String {
        (0..10).fold(pattern.to_owned(), |text, n| text.replace(&format!("{{{n}}}"), &self.ids[n * 11]))
    }

    /// Returns an error with the reason where `reprint` would not take a file; nothing is printed.
    fn reprint_takes(&self, file: &str) -> Result<(), String> {
        let case = Case::open(&self.desk.case(), &Secret::Plain, Access::Exclusive).expect("the case opens");
        let asked = reprint::large(&case, Path::new(file));
        case.close().expect("closed");
        match asked {
            Ok(None) => Ok(()),
            Ok(Some(large)) => Err(format!("asked about {large:?}")),
            Err(refused) => Err(refused.to_string()),
        }
    }
}

/// The columns of a table, by number, joined again with another delimiter.
fn rewritten(table: &str, columns: &[usize], delimiter: char, heading: impl Fn(&str) -> String) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut out = csv::WriterBuilder::new().delimiter(delimiter as u8).from_writer(Vec::new());
    for (at, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let cells = columns.iter().map(|&n| if at == 0 { heading(&row[n]) } else { row[n].to_owned() });
        out.write_record(cells.collect::<Vec<_>>()).expect("written");
    }
    String::from_utf8(out.into_inner().expect("in memory")).expect("text")
}

#[test]
fn tables_that_the_program_wrote_print_nothing_and_book_nothing() {
    let mailed = Mailed::new();
    let read = |path: PathBuf| std::fs::read_to_string(path).expect("a table");
    let manifest = read(mailed.package.join("20_manifest.csv"));
    let practice = PathBuf::from(format!("{}-practice-only", mailed.package.display()));
    let records = mailed.desk.path("records.csv").display().to_string();
    let checked = crate::case::say(&[
        "check",
        &sample("patients.csv"),
        "--incident",
        &sample("incident.toml"),
        "--records",
        &records,
    ]);
    assert!(outcome(&checked).0 < 2);
    let asked = mailed.desk.path("ask.csv").display().to_string();
    mailed.desk.json("addresses", &["--out", &asked]);
    let all: Vec<usize> = (0..37).collect();
    let turned: Vec<usize> = (0..37).rev().collect();
    let as_it_is = str::to_owned;
    let spaced = |heading: &str| format!(" {} ", heading.replace('_', " ").to_uppercase());
    let tables = [
        ("20_manifest.csv", manifest.clone(), "manifest"),
        ("reprint.csv", manifest.clone(), "manifest"),
        ("turned.csv", rewritten(&manifest, &turned, ',', as_it_is), "manifest"),
        ("semicolons.csv", format!("\u{feff}{}", rewritten(&manifest, &all, ';', as_it_is)), "manifest"),
        ("tabs.txt", rewritten(&manifest, &all, '\t', spaced), "manifest"),
        ("pipes.txt", rewritten(&manifest, &all, '|', as_it_is), "manifest"),
        ("some.csv", rewritten(&manifest, &[3, 2, 8, 9, 10, 13, 24], ',', as_it_is), "manifest"),
        ("letters.csv", rewritten(&manifest, &[3, 18, 19, 20, 24, 29, 30, 31], ';', spaced), "manifest"),
        ("no-ids.csv", rewritten(&manifest, &[0, 2, 5, 8, 9, 10], ',', as_it_is), "manifest"),
        ("blank-reasons.csv", manifest.replace("\r\n", ",\r\n").replacen(",\r\n", ",reason\r\n", 1), "manifest"),
        ("30_sheets.csv", read(mailed.package.join("30_sheets.csv")), "sheets"),
        ("50_exceptions.csv", read(practice.join("50_exceptions.csv")), "exceptions"),
        ("records.csv", read(records.into()), "check --records"),
        ("ask.csv", read(asked.into()), "addresses --out"),
    ];
    for (name, text, word) in &tables {
        let file = mailed.file(name, text);
        for command in ["reprint", "returns", "remail"] {
            let said = mailed.refused(command, &file);
            assert!(said.contains(word) && said.lines().count() == 1, "{command} {name}: {said}");
            for id in &mailed.ids[..3] {
                assert!(!said.contains(id.as_str()), "{command} {name} quotes a cell: {said}");
            }
        }
    }
    mailed.untouched();
}

#[test]
fn what_a_file_calls_good_is_neither_printed_nor_booked() {
    let mailed = Mailed::new();
    let mut wrong = Vec::new();
    for (name, pattern, reprint, returns) in FILES {
        let file = mailed.file(name, mailed.text(pattern));
        for (command, then) in [("reprint", reprint), ("returns", returns)] {
            // What `returns` takes is booked at the end, so that nothing of it is there before.
            let said = match (command, then) {
                ("reprint", _) => mailed.reprint_takes(&file).err(),
                (_, Taken) => None,
                (_, Refused(_)) => outcome(&mailed.desk.run("returns", &[&file, "--by", "A. Clerk"])).2.into(),
            };
            let is_right = match (then, &said) {
                (Refused(words), Some(said)) => said.contains(words) && !said.contains("Zqcell"),
                (Taken, None) => true,
                _ => false,
            };
            if !is_right {
                wrong.push(format!("{command} {name}: {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let status = mailed.file("status.csv", mailed.text(FILES[0].1));
    assert!(mailed.refused("reprint", &status).contains("Column 2, “status”"), "by number and heading");
    mailed.untouched();
    for (name, ..) in FILES.iter().filter(|(_, _, _, returns)| matches!(returns, Taken)) {
        let file = mailed.desk.path(name).display().to_string();
        let (code, out, err) = outcome(&mailed.desk.run("returns", &[&file, "--by", "A. Clerk"]));
        assert_eq!(code, 0, "{name}: {out}{err}");
    }
}

const DISPOSITION: Then = Refused("what became of each piece");
const GOOD: Then = Refused("good, mailed or delivered");

/// A name, what the file holds, and what `reprint` and `returns` do.
const FILES: &[(&str, &str, Then, Then)] = &[
    ("status.csv", "piece_id,status\n{0},GOOD\n{1},REPRINT\n{2},OUTSORT\n{3},MISSING\n", DISPOSITION, DISPOSITION),
    ("disposition.csv", "Piece ID;Disposition\n{0};Good\n{1};Spoiled\n", DISPOSITION, DISPOSITION),
    ("dispositions.csv", "piece_id,reason,Piece Disposition\n{0},jam,Zqcell\n", DISPOSITION, DISPOSITION),
    ("camel.csv", "piece_id,LastScan\n{0},DELIVERED\n{1},IN TRANSIT\n", DISPOSITION, DISPOSITION),
    ("scan.csv", "piece_id,last_scan,scan_date\n{0},Delivered,2026-03-02\n", DISPOSITION, DISPOSITION),
    ("result.csv", "result\tpiece_id\npass\t{0}\nfail\t{1}\n", DISPOSITION, DISPOSITION),
    ("qc.csv", "piece_id,QC\n{0},P\n{1},F\n", DISPOSITION, DISPOSITION),
    ("mailed.csv", "piece_id,mailed\n{0},Y\n{1},N\n", DISPOSITION, DISPOSITION),
    ("delivered.csv", "piece_id,Delivered?\n{0},yes\n{1},no\n", DISPOSITION, DISPOSITION),
    ("spoiled.csv", "piece_id,spoiled\n{0},0\n{1},1\n", DISPOSITION, DISPOSITION),
    ("pass-fail.csv", "piece_id,Pass/Fail\n{0},P\n{1},F\n", DISPOSITION, DISPOSITION),
    ("state-of-piece.csv", "piece_id,Piece State\n{0},3\n{1},4\n", DISPOSITION, DISPOSITION),
    ("outcome.csv", "piece_id,Outcome Code\n{0},10\n{1},11\n", DISPOSITION, DISPOSITION),
    ("reprint-flag.csv", "piece_id,reprint\n{0},\n{1},X\n", DISPOSITION, DISPOSITION),
    ("mail-date.csv", "piece_id,mailed_on\n{0},2026-03-01\n{1},\n", DISPOSITION, Taken),
    ("delivered-on.csv", "piece_id,delivered on\n{0},2026-03-01\n{1},\n", DISPOSITION, DISPOSITION),
    // Under any heading.
    ("unnamed.csv", "piece_id,x7\n{0},Good\n{1},GOOD\n{2},reprint\n", DISPOSITION, DISPOSITION),
    ("no-heading.csv", "piece_id,\n{0},stacked\n{1},stacked\n{2},outsorted\n", DISPOSITION, DISPOSITION),
    (
        "events.csv",
        "piece_id,event\n{0},\"Delivered, In/At Mailbox\"\n{1},\"Out for Delivery\"\n",
        DISPOSITION,
        DISPOSITION,
    ),
    ("pulled.csv", "piece_id,note\n{0},pulled\n{1},pulled\n{2},Zqcell\n", DISPOSITION, DISPOSITION),
    ("marked.csv", "piece_id,note\n{0},\n{1},reprint\n{2},\n", DISPOSITION, DISPOSITION),
    ("beyond.csv", "piece_id\n{0},GOOD\n{1},REPRINT\n", DISPOSITION, DISPOSITION),
    ("state.csv", "piece_id,state\n{0},GOOD\n{1},SPOILED\n", DISPOSITION, DISPOSITION),
    ("flag.csv", "piece_id,Mailed (Y/N)\n{0},Y\n{1},N\n", DISPOSITION, DISPOSITION),
    // A reason that says that nothing is wrong with the piece.
    ("reason-good.csv", "piece_id,reason\n{0},jam\n{1},Good\n{2},mailed OK\n", GOOD, GOOD),
    ("reason-delivered.csv", "piece_id,reason\n{0},DELIVERED 2026-03-02\n", GOOD, GOOD),
    ("reason-scan.csv", "piece_id,reason\n{0},\"Delivered, Left with Individual\"\n", GOOD, GOOD),
    ("reason-sent.csv", "piece_id,reason\n{0},sent on 3/2/2026\n{1},stacked\n{2},no action needed\n", GOOD, GOOD),
    ("reason-mark.csv", "piece_id,reason\n{0},\n{1},reprint\n{2},\n", Refused("marks some lines only"), Taken),
    ("reason-back.csv", "piece_id,reason\n{0},\n{1},returned\n{2},\n", Taken, Refused("marks some lines only")),
    (
        "date-back.csv",
        "piece_id,returned_on,reason\n{0},2026-03-09,\n{1},,\n",
        Refused("what became of each piece"),
        Refused("no date of return"),
    ),
    // Workbooks and other files under the name of a table.
    ("workbook.csv", "PK\u{3}\u{4}\u{14}\u{0}\u{6}\u{0}", Refused("Excel workbook"), Refused("Excel workbook")),
    ("page.csv", "%PDF-1.7\n", Refused("PDF"), Refused("PDF")),
    // What people and vendors really send.
    ("bare.csv", "piece_id\n{0}\n{1}\n", Taken, Taken),
    ("reasons.csv", "piece_id,reason\n{0},jam\n{1},damaged\n{2},\n", Taken, Taken),
    ("empty-reasons.csv", "Piece ID;Reason\r\n{0};\r\n{1};\r\n", Taken, Taken),
    (
        "operator.csv",
        "piece_id,reason,operator,shift,machine\n{0},quality,J. Good,2,OK-7\n{1},removed by operator,K,2,OK-7\n",
        Taken,
        Taken,
    ),
    (
        "words.csv",
        "piece_id,reason\n{0},printed twice\n{1},delivered to wrong address\n{2},not delivered\n{3},mailed back by addressee\n{4},good address but refused\n{5},Damaged in delivery\n",
        Taken,
        Taken,
    ),
    (
        "nixies.csv",
        "piece_id,reason\n{0},UTF\n{1},\"Not deliverable as addressed, unable to forward\"\n{2},RTS\n{3},DEC\n{4},deceased\n{5},Vacant\n{6},K\n",
        Taken,
        Taken,
    ),
    (
        "nixie-words.csv",
        "piece_id,reason\n{7},NSN\n{8},Return to sender\n{9},Undeliverable\n{6},Moved left no address\n{5},Refused\n",
        Taken,
        Taken,
    ),
    (
        "acs.csv",
        "piece_id,reason,deliverability_code,move_type,new_city,new_state\n{0},K,K,I,,\n{1},Q,Q,F,Good Hope,OK\n",
        Taken,
        Taken,
    ),
    (
        "operator-notes.csv",
        "Job;Piece ID;Reason;Envelope;Notes\n7;{0};Jam at folder;#10;good letter, torn envelope\n7;{1};outsorted;#10;reprinted cover\n",
        Taken,
        Taken,
    ),
    (
        "labels.csv",
        "piece_id,returned_on,reason,new_address1,new_city,new_state,new_zip,source\n{0},2026-03-09,ANK,,,,,label\n{1},2026-03-10,NEW,5 Elm St,Ponca City,OK,74601,ACS\n",
        DISPOSITION,
        Taken,
    ),
    ("oklahoma.csv", "piece_id,reason,City,State\n{0},UTF,Tulsa,OK\n{1},ANK,Good Hope,OK\n", Taken, Taken),
    ("causes.csv", "piece_id,cause\n{0},jam\n{1},torn\n{2},\n", Taken, Taken),
    ("returned-type.csv", "piece_id,type\n{0},returned\n{1},RTS\n", DISPOSITION, Taken),
    ("picked.csv", "piece_id,reason,pdf_file,page_start,page_end\n{0},jam,10_letters_0001.pdf,1,4\n", Taken, Taken),
];

#[test]
fn a_refusal_names_twenty_lines_and_counts_the_others() {
    let mailed = Mailed::new();
    let mut text = "piece_id\n".to_owned();
    for n in 1..=100_000 {
        let _ = writeln!(text, "777777{n:06}");
    }
    let file = mailed.file("other.csv", text);
    for command in ["reprint", "returns"] {
        let said = mailed.refused(command, &file);
        assert!(said.contains("another case") && said.contains("99,980 more"), "{command}: {said}");
        assert!(said.lines().count() <= 22, "{command}: {} lines", said.lines().count());
    }
    mailed.untouched();
}

#[test]
fn a_large_reprint_wants_a_named_yes_and_the_audit_keeps_it() {
    let mailed = Mailed::new();
    let (desk, ids) = (&mailed.desk, &mailed.ids);
    let list = |name: &str, from: usize, to: usize| {
        mailed.file(
            name,
            format!(
                "piece_id,reason\n{}",
                ids[from..to].iter().map(|id| format!("{id},jam\n")).collect::<Vec<_>>().concat()
            ),
        )
    };
    let most = ids.len() / 20;
    let (few, one) = (list("few.csv", 0, most), list("one.csv", most, most + 1));
    let all = list("all.csv", most + 1, ids.len());
    let said = mailed.refused("reprint", &all);
    assert!(said.contains("--large-by") && said.contains(&format!("of the {} letters", ids.len())), "{said}");
    mailed.untouched();
    let out = mailed.out();
    assert_eq!(desk.json("reprint", &["--pieces", &few, "--out", &out])["produced"]["pieces"], most);
    let said = mailed.refused("reprint", &one);
    assert!(said.contains(&format!("{} letters", most + 1)), "what was printed again before counts: {said}");
    let nameless = desk.refused("reprint", &["--pieces", &one, "--out", &out, "--large-by", " "]);
    assert!(nameless.contains("--large-by"), "{nameless}");
    desk.json("reprint", &["--pieces", &one, "--out", &out, "--by", "V. Vendor", "--large-by", "P. Officer"]);
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("P. Officer"), "{audit}");
    let asked: Vec<_> = audit.lines().filter(|line| line.contains("reprint begun") && line.contains("large")).collect();
    assert_eq!(asked.len(), 1, "only where it was asked: {audit}");
}

#[test]
fn most_of_a_run_does_not_come_back_in_one_file() {
    let mailed = Mailed::new();
    let list = |name: &str, to: usize| {
        let lines: Vec<String> = mailed.ids[..to].iter().map(|id| format!("{id},UTF\n")).collect();
        mailed.file(name, format!("piece_id,reason\n{}", lines.concat()))
    };
    let third = mailed.ids.len() * 3 / 10;
    let (some, all) = (list("some.csv", third), list("all.csv", mailed.ids.len()));
    let said = mailed.refused("returns", &all);
    assert!(said.contains("--large-by") && said.contains("100%"), "{said}");
    mailed.untouched();
    assert_eq!(mailed.desk.json("returns", &[&some, "--by", "A. Clerk"])["recorded"], third);
    let report = mailed.desk.json("returns", &[&all, "--by", "A. Clerk", "--large-by", "P. Officer"]);
    assert_eq!(report["returned"], mailed.ids.len());
    let (_, audit, _) = outcome(&mailed.desk.run("audit", &["--json"]));
    assert!(audit.contains("P. Officer"), "{audit}");
}
