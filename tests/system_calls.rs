//! Requests of the program to the system (Linux): no connection, no file beside those that it was told to write, and no
//! value of anybody's outside of package and case. Every command runs under `strace` with a list of people whose names
//! stand nowhere else.
#![cfg(target_os = "linux")]

use crate::case::{folder, sample};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PASSPHRASE: &str = "four plain words here";

/// Words that stand in the list and nowhere else: names, streets, record numbers, reasons.
const CANARIES: [&str; 7] = ["Qwyxora", "Zvelkrin", "Jukwimble", "Brulvanek", "KQ7X91", "Oxymbrelle", "Wuzfandel"];

/// Folders of the room in which a command may write.
const WRITABLE: [&str; 3] = ["out", "cases", "home"];

/// Calls that reach out of the machine, or to another program of it.
const CONNECTIONS: [&str; 6] = ["socket(", "connect(", "bind(", "listen(", "sendto(", "sendmsg("];

/// A room with inputs, and a folder for each kind of thing that is written.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self { folder: folder() };
        for name in ["in", "out", "cases", "home", "tmp", "user", "started-in"] {
            fs::create_dir(room.path(name)).expect("made");
        }
        for name in ["incident.toml", "logo.svg", "signature.png"] {
            fs::copy(sample(name), room.path("in").join(name)).expect("copied");
        }
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes an input and gives its path.
    fn input(&self, name: &str, text: &str) -> String {
        let path = self.path("in").join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    /// Runs a command under `strace`, looks through every call, and gives what it said on standard output.
    fn run(&self, words: &[&str]) -> String {
        let (trace, said, told) = (self.path("trace"), self.path("said"), self.path("told"));
        let file = |path: &Path| fs::File::create(path).expect("made");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-y", "--seccomp-bpf", "-s", "16777216", "-o"]).arg(&trace);
        strace.args(["-e", "trace=%network,%file,write,pwrite64,writev,pwritev,sendfile,copy_file_range,splice"]);
        strace.arg(env!("CARGO_BIN_EXE_noticepress")).args(words).env_clear();
        strace.env("LC_ALL", "C").env("TZ", "UTC").env("NOTICEPRESS_PASSPHRASE", PASSPHRASE);
        let folders = [("XDG_DATA_HOME", "home"), ("TMPDIR", "tmp"), ("HOME", "user")];
        for (name, folder) in folders {
            strace.env(name, self.path(folder));
        }
        let ended = strace.current_dir(self.path("started-in")).stdout(file(&said)).stderr(file(&told)).status();
        let code = ended.expect("strace starts: install strace").code();
        let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("read")).into_owned();
        let (out, err) = (read(&said), read(&told));
        assert!(matches!(code, Some(0 | 1)), "{words:?}: {code:?}: {err}");
        for canary in CANARIES {
            assert!(!out.contains(canary) && !err.contains(canary), "{words:?} said {canary}");
        }
        self.look_through(&read(&trace), words);
        fs::remove_file(&trace).expect("removed");
        out
    }

    /// Holds every call against what a command may do.
    fn look_through(&self, trace: &str, words: &[&str]) {
        assert!(trace.contains("execve("), "{words:?}: nothing was traced");
        for line in trace.lines() {
            // The number of the process stands before the call.
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            let shown = &call[..call.floor_char_boundary(200)];
            assert!(!CONNECTIONS.iter().any(|name| call.starts_with(name)), "{words:?} connects: {shown}");
            if changes_files(call) {
                for path in quoted(call) {
                    assert!(self.may_write(path), "{words:?} writes {path}: {shown}");
                    assert!(!CANARIES.iter().any(|canary| path.contains(canary)), "{words:?} names {path}");
                }
            }
            if let Some(to) = written_to(call) {
                let kept = to.starts_with("pipe:") || Path::new(to).starts_with(self.path("out"));
                for canary in CANARIES {
                    let wide = canary.chars().fold(String::new(), |wide, letter| wide + &letter.to_string() + "\\0");
                    let seen = call.contains(canary) || call.contains(&wide);
                    assert!(kept || !seen, "{words:?} writes {canary} to {to}");
                }
            }
        }
    }

    fn may_write(&self, path: &str) -> bool {
        let path = self.path("started-in").join(path);
        let device = ["/dev/null", "/dev/tty", "/proc/self/mem"].iter().any(|name| path == Path::new(name));
        device || WRITABLE.iter().any(|name| path.starts_with(self.path(name)))
    }
}

/// Files in which a canary stands in any of its forms.
fn find_canaries(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(below).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find_canaries(&path, found);
            continue;
        }
        let bytes = fs::read(&path).expect("read").to_ascii_lowercase();
        let holds = |form: &[u8]| bytes.windows(form.len()).any(|part| part == form);
        let forms = |canary: &str| {
            let plain = canary.to_ascii_lowercase().into_bytes();
            let wide: Vec<u8> = plain.iter().flat_map(|&byte| [byte, 0]).collect();
            let hex: Vec<u8> = plain.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
            [plain, wide, hex]
        };
        if CANARIES.iter().flat_map(|canary| forms(canary)).any(|form| holds(&form)) {
            found.push(path);
        }
    }
}

/// Calls that make, change or remove a file, by the names in them.
fn changes_files(call: &str) -> bool {
    let opens = call.starts_with("open") || call.starts_with("creat(");
    let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag));
    let changes = [
        "mkdir",
        "rename",
        "unlink",
        "rmdir",
        "link",
        "symlink",
        "truncate",
        "chmod",
        "fchmodat",
        "utimensat",
        "mknod",
    ];
    (opens && writes && !call.contains("= -1 "))
        || changes.iter().any(|name| call.starts_with(name) && !call.starts_with("link_"))
}

/// The texts in quotes of a call: the paths that it names.
fn quoted(call: &str) -> impl Iterator<Item = &str> {
    call.split('"').skip(1).step_by(2).filter(|path| !path.is_empty())
}

/// Returns the path to which a call writes, if it writes bytes.
fn written_to(call: &str) -> Option<&str> {
    let (name, rest) = call.split_once('(')?;
    let writes = ["write", "pwrite64", "writev", "pwritev"].contains(&name);
    let (_, path) = rest.split_once('<').filter(|_| writes)?;
    path.split_once('>').map(|(path, _)| path)
}

/// A list of people who all have a canary in each of their values.
fn list() -> String {
    let mut text =
        "record_id,first_name,last_name,date_of_birth,guardian_first,guardian_last,address_1,city,state,zip\n"
            .to_owned();
    for n in 0..40 {
        let born = if n % 4 == 0 { "03/02/2016" } else { "05/14/1968" };
        let guardian = if n % 4 == 0 { "Oxymbrelle,Zvelkrin" } else { "," };
        let place = ["Austin,TX,78745", "Portland,ME,04101"][n % 2];
        text +=
            &format!("KQ7X91{n:03},Qwyxora{},Zvelkrin,{born},{guardian},{} Jukwimble St,{place}\n", letter(n), n + 100);
    }
    // Held: without an address.
    text + "KQ7X91999,Qwyxora,Brulvanek,05/14/1970,,,,,,\n"
}

/// A name of its own for each row, so that nobody is joined with anybody.
fn letter(n: usize) -> String {
    ["ab", "ec", "id", "of", "ug"][n % 5].repeat(1 + n / 5)
}

#[test]
fn commands_over_lists_write_what_they_were_told_to_and_connect_to_nothing() {
    let room = Room::new();
    let list = room.input("list.csv", &list());
    let incident = room.path("in").join("incident.toml").display().to_string();
    let out = |name: &str| room.path("out").join(name).display().to_string();
    room.run(&["check", &list, "--incident", &incident, "--records", &out("records.csv")]);
    room.run(&["check", &list, "--incident", &incident, "--json"]);
    let package = room.run(&["run", &list, "--incident", &incident, "--out", &out("packages")]);
    let package = package.lines().last().expect("the package").to_owned();
    room.run(&["verify", &package]);
    room.run(&["preview", &list, "--incident", &incident, "--row", "2", "--out", &out("page.pdf")]);
    room.run(&["sample-list", "--people", "20", "--out", &out("sample.csv")]);
    room.run(&["templates", "lint"]);
    room.run(&["templates", "show", "--jurisdiction", "TX", "--standing", "adult"]);

    let mut found = Vec::new();
    let room_folder = room.folder.path().to_owned();
    find_canaries(&room_folder, &mut found);
    let stray: Vec<_> =
        found.iter().filter(|path| !path.starts_with(room.path("in")) && !path.starts_with(room.path("out"))).collect();
    assert!(stray.is_empty(), "{stray:?}");
    assert!(found.iter().any(|path| path.starts_with(&package)), "the package itself has the names");
}

#[test]
fn commands_over_a_case_write_what_they_were_told_to_and_connect_to_nothing() {
    let room = Room::new();
    let list = room.input("list.csv", &list());
    let incident = room.path("in").join("incident.toml").display().to_string();
    let out = |name: &str| room.path("out").join(name).display().to_string();
    let case = room.path("cases").join("x.noticecase").display().to_string();
    let case = case.as_str();
    room.run(&["new", case, "--incident", &incident, "--recovery-out", &out("recovery.txt")]);
    room.run(&["import", case, &list]);
    let reason = "The family Wuzfandel asked";
    room.run(&["decide", case, "--row", "list.csv:3", "--hold", "--by", "A. Practice", "--reason", reason]);
    for command in ["status", "findings", "plan", "pairs", "families", "audit"] {
        room.run(&[command, case]);
        room.run(&[command, case, "--json"]);
    }
    room.run(&["wording", case]);
    room.run(&["proofs", case, "--out", &out("proofs")]);
    room.run(&["proofs", case, "--counsel", "--out", &out("counsel")]);
    room.run(&["addresses", case, "--out", &out("addresses.csv"), "--by", "A. Practice"]);
    room.run(&["regulators", case, "--out", &out("regulators")]);
    room.run(&["approve", case, "--by", "C. Counsel", "--all"]);
    room.run(&["release", case, "--by", "A. Practice"]);
    let exported = room.run(&["export", case, "--out", &out("packages")]);
    let package = PathBuf::from(exported.lines().last().expect("the package"));
    let manifest = fs::read_to_string(package.join("20_manifest.csv")).expect("a manifest");
    let (heading, rows) = manifest.split_once('\n').expect("rows");
    let column = heading.split(',').position(|name| name == "piece_id").expect("the column of pieces");
    let piece = |row: usize| rows.lines().nth(row).and_then(|row| row.split(',').nth(column)).expect("a piece");
    let pieces = room.input("pieces.csv", &format!("piece_id\n{}\n", piece(0)));
    let back = room.input("back.csv", &format!("piece_id,reason\n{},Moved to Jukwimble St\n", piece(1)));
    room.run(&["reprint", case, "--pieces", &pieces, "--out", &out("packages"), "--by", "A. Practice"]);
    room.run(&["returns", case, &back, "--by", "A. Practice"]);
    room.run(&["filed", case, "--authority", "HHS", "--day", "2026-01-15", "--by", "A. Practice"]);
    room.run(&["backup", case, "--out", &out("copy.noticecase")]);
    room.run(&["audit", case, "--verify"]);

    let mut found = Vec::new();
    let room_folder = room.folder.path().to_owned();
    find_canaries(&room_folder, &mut found);
    let stray: Vec<_> =
        found.iter().filter(|path| !path.starts_with(room.path("in")) && !path.starts_with(room.path("out"))).collect();
    assert!(stray.is_empty(), "outside of what was exported: {stray:?}");
    assert!(!found.contains(&room.path("out").join("copy.noticecase")), "a copy of a locked case is locked");
    assert!(!found.iter().any(|path| path.starts_with(out("counsel"))), "counsel's pack has nobody's values");
    assert!(!found.iter().any(|path| path.starts_with(out("regulators"))), "nor has the folder for authorities");
}
