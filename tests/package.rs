//! The package as the vendor gets it, and everything that `verify` must find and name.

use crate::case::{folder, noticepress, outcome, package, sample, say};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const APPROVED: &[&str] = &["--approved-by", "Test Counsel"];

/// A list of a few hundred invented people with holds, families and several sheet counts.
fn list(folder: &Path, people: &str) -> String {
    let path = folder.join("list.csv").display().to_string();
    let (code, _, stderr) = outcome(&say(&["sample-list", "--people", people, "--seed", "11", "--out", &path]));
    assert_eq!(code, 0, "{stderr}");
    path
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a package")
        .flatten()
        .map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).expect("readable")))
        .collect()
}

fn verify(folder: &Path) -> (i32, String) {
    let (code, stdout, stderr) = outcome(&say(&["verify", folder.to_str().expect("a path")]));
    assert!(!stderr.contains("panicked"), "{stderr}");
    (code, stdout)
}

/// Makes the sums agree again, as a forger would after changing a file.
fn forge_sums(folder: &Path) {
    let mut text = String::new();
    for (name, bytes) in files(folder) {
        if name != "SHA256SUMS" {
            for byte in Sha256::digest(&bytes) {
                text += &format!("{byte:02x}");
            }
            text += &format!("  {name}\n");
        }
    }
    fs::write(folder.join("SHA256SUMS"), text).expect("written");
}

fn manifest(folder: &Path) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(folder.join("20_manifest.csv")).expect("manifest");
    reader.records().map(|r| r.expect("a row")).collect()
}

fn column(folder: &Path, name: &str) -> usize {
    let mut reader = csv::Reader::from_path(folder.join("20_manifest.csv")).expect("manifest");
    let headers = reader.headers().expect("a header").clone();
    headers.iter().position(|h| h == name).unwrap_or_else(|| panic!("the column {name}"))
}

/// A tool from the Debian packages that `cargo xtask test` installs.
fn tool(name: &str, arguments: &[&str]) -> std::process::Output {
    Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|e| panic!("{name} is needed (cargo xtask test installs it): {e}"))
}

/// The copy of a finished package, so that each forgery starts from the whole one.
fn copy(from: &Path, to: &Path) -> PathBuf {
    let target = to.join(from.file_name().expect("a name"));
    fs::create_dir_all(&target).expect("made");
    for (name, bytes) in files(from) {
        fs::write(target.join(name), bytes).expect("copied");
    }
    target
}

#[test]
fn same_bytes_with_any_threads_on_any_path() {
    let folder = folder();
    let list = list(folder.path(), "700");
    let mut seen = None;
    for (place, threads) in [("a", "1"), ("another folder", "2"), ("b/c/d", "5")] {
        let out = folder.path().join(place);
        let package = package(&list, &out, &["--approved-by", "Test Counsel", "--threads", threads]);
        assert_eq!(verify(&package).0, 0);
        let (name, now) = (package.file_name().map(ToOwned::to_owned), files(&package));
        if let Some((first_name, first)) = &seen {
            assert_eq!(first_name, &name);
            assert!(first == &now, "{threads} threads");
        }
        seen = Some((name, now));
    }
}

#[test]
fn a_run_repeated_is_the_same_run_and_success() {
    let folder = folder();
    let list = list(folder.path(), "60");
    let out = folder.path().join("out");
    let first = package(&list, &out, APPROVED);
    let before = files(&first);
    let second = package(&list, &out, APPROVED);
    assert_eq!(first, second);
    assert!(before == files(&second));
    // A folder of the same name that holds something else is not touched.
    fs::write(first.join("SHA256SUMS"), b"something else").expect("written");
    let incident = sample("incident.toml");
    let shown = out.display().to_string();
    let (code, _, stderr) =
        outcome(&say(&["run", &list, "--incident", &incident, "--out", &shown, "--approved-by", "Test Counsel"]));
    assert_eq!(code, 2, "{stderr}");
    assert_eq!(fs::read(first.join("SHA256SUMS")).expect("still there"), b"something else");
}

#[test]
fn proofs_can_never_be_taken_for_live_pieces() {
    let folder = folder();
    let list = list(folder.path(), "40");
    let live = package(&list, &folder.path().join("live"), APPROVED);
    let proof = package(&list, &folder.path().join("proof"), &[]);
    let name = |p: &Path| p.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name(&proof).contains("PROOF") && !name(&live).contains("PROOF"));
    let id = column(&live, "piece_id");
    let live_ids: Vec<_> = manifest(&live).iter().map(|r| r[id].to_owned()).collect();
    for row in manifest(&proof) {
        assert!(!live_ids.contains(&row[id].to_owned()));
        assert_eq!(&row[column(&proof, "record_kind")], "proof");
    }
    assert_eq!(verify(&proof).0, 0);
    let letters = proof.join("10_letters_0001.pdf").display().to_string();
    let text = String::from_utf8_lossy(&tool("pdftotext", &["-raw", &letters, "-"]).stdout).into_owned();
    for page in text.split('\u{c}').filter(|page| !page.trim().is_empty()) {
        // Letters that stand askew come one by one.
        let page: String = page.split_whitespace().collect();
        assert!(page.contains("PROOF"), "PROOF stands on every page");
    }
}

#[test]
fn verify_finds_and_names_every_forgery() {
    let folder = folder();
    let list = list(folder.path(), "90");
    let whole = package(&list, &folder.path().join("out"), APPROVED);
    assert_eq!(verify(&whole).0, 0);
    let letters = "10_letters_0001.pdf";
    let forge = |name: &str, change: &dyn Fn(&Path)| {
        let copy = copy(&whole, &folder.path().join(name));
        change(&copy);
        let (code, said) = verify(&copy);
        assert_eq!(code, 2, "{name}: {said}");
        said
    };

    let said = forge("one altered byte", &|package| {
        let path = package.join(letters);
        let mut bytes = fs::read(&path).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("written");
    });
    assert!(said.contains(letters), "{said}");

    let rows = manifest(&whole);
    let at = |name: &str| column(&whole, name);
    let (id, file, start, end) = (at("piece_id"), at("pdf_file"), at("page_start"), at("page_end"));
    let (first, second) = (&rows[0], &rows[1]);
    assert_eq!((&first[file], &second[file]), (letters, letters));
    let range = |row: &csv::StringRecord| format!("{}-{}", &row[start], &row[end]);

    let said = forge("a swapped pair of letters", &|package| {
        let path = package.join(letters).display().to_string();
        let order = format!("{},{},{}-z", range(second), range(first), second[end].parse::<u32>().expect("a page") + 1);
        let out = package.join("new.pdf").display().to_string();
        assert!(tool("qpdf", &[&path, "--pages", &path, &order, "--", &out]).status.success());
        fs::rename(out, path).expect("renamed");
        forge_sums(package);
    });
    assert!(said.contains(&first[id]) || said.contains(&second[id]), "{said}");

    let said = forge("a missing page", &|package| {
        let path = package.join(letters).display().to_string();
        let order = "1,3-z".to_string();
        let out = package.join("new.pdf").display().to_string();
        assert!(tool("qpdf", &[&path, "--pages", &path, &order, "--", &out]).status.success());
        fs::rename(out, path).expect("renamed");
        forge_sums(package);
    });
    assert!(said.contains(letters), "{said}");

    let said = forge("a duplicated piece", &|package| {
        let path = package.join("20_manifest.csv");
        let text = fs::read_to_string(&path).expect("readable");
        let mut lines: Vec<_> = text.split_inclusive('\n').collect();
        lines.insert(2, lines[1]);
        fs::write(path, lines.concat()).expect("written");
        forge_sums(package);
    });
    assert!(said.contains(&first[id]) && said.contains("20_manifest.csv"), "{said}");

    for (name, cell) in
        [("an edited address", "addr1"), ("an edited range", "page_start"), ("an edited hash", "page_hash")]
    {
        let said = forge(name, &|package| {
            let path = package.join("20_manifest.csv");
            let mut reader = csv::Reader::from_path(&path).expect("manifest");
            let header = reader.headers().expect("header").clone();
            let rows: Vec<_> = reader.records().map(|r| r.expect("a row")).collect();
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            writer.write_record(&header).expect("written");
            for (n, row) in rows.iter().enumerate() {
                let changed: Vec<_> = row
                    .iter()
                    .enumerate()
                    .map(|(i, value)| match (n, i == at(cell)) {
                        (1, true) if cell == "page_start" => "1".to_owned(),
                        (1, true) if cell == "page_hash" => value.chars().rev().collect(),
                        (1, true) => "SOMEBODY ELSE".to_owned(),
                        _ => value.to_owned(),
                    })
                    .collect();
                writer.write_record(&changed).expect("written");
            }
            fs::write(path, writer.into_inner().expect("bytes")).expect("written");
            forge_sums(package);
        });
        assert!(said.contains(&second[id]), "{name}: {said}");
    }

    let said = forge("a file too many", &|package| fs::write(package.join("notes.txt"), b"?").expect("written"));
    assert!(said.contains("notes.txt"), "{said}");
    let said = forge("a missing file", &|package| fs::remove_file(package.join("30_sheets.csv")).expect("removed"));
    assert!(said.contains("30_sheets.csv"), "{said}");
}

#[test]
fn manifest_carries_no_fact_that_a_mailing_does_not_need() {
    let folder = folder();
    let list = list(folder.path(), "300");
    let package = package(&list, &folder.path().join("out"), APPROVED);
    let manifest = fs::read_to_string(package.join("20_manifest.csv")).expect("manifest");
    let mut reader = csv::Reader::from_path(&list).expect("the list");
    let headers = reader.headers().expect("header").clone();
    let place = |name: &str| headers.iter().position(|h| h == name).expect("a column of the sample list");
    for row in reader.records().map(|r| r.expect("a row")) {
        let birth = &row[place("date_of_birth")];
        if birth.len() >= 8 {
            assert!(!manifest.contains(birth), "a birth date");
        }
        let record = &row[place("record_id")];
        if record.len() >= 5 {
            assert!(
                !manifest.contains(&format!("\"{record}\"")) && !manifest.contains(&format!(",{record},")),
                "a record number"
            );
        }
    }
    for (name, bytes) in files(&package) {
        assert!(!String::from_utf8_lossy(&bytes).contains("ransomware") || name.ends_with(".pdf"), "{name}");
    }
}

#[test]
fn pdfs_are_sound_and_read_in_order() {
    let folder = folder();
    let list = list(folder.path(), "120");
    for edition in ["print", "accessible"] {
        let out = folder.path().join(edition);
        let package = package(&list, &out, &["--approved-by", "Test Counsel", "--edition", edition]);
        assert_eq!(verify(&package).0, 0);
        let rows = manifest(&package);
        let at = |name: &str| column(&package, name);
        for (name, _) in files(&package).into_iter().filter(|(name, _)| name.ends_with(".pdf")) {
            let path = package.join(&name).display().to_string();
            let checked = tool("qpdf", &["--check", &path]);
            assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stdout));
            let fonts = String::from_utf8_lossy(&tool("pdffonts", &[&path]).stdout).into_owned();
            for line in fonts.lines().skip(2) {
                let flags: Vec<_> = line.split_whitespace().rev().skip(2).take(3).collect();
                assert_eq!(flags.get(2), Some(&"yes"), "{name}: {line}");
            }
        }
        for file in rows.iter().map(|r| r[at("pdf_file")].to_owned()).collect::<std::collections::BTreeSet<_>>() {
            let path = package.join(&file).display().to_string();
            let text = String::from_utf8_lossy(&tool("pdftotext", &[&path, "-"]).stdout).into_owned();
            let pages: Vec<String> =
                text.split('\u{c}').map(|p| p.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            for row in rows.iter().filter(|r| r[at("pdf_file")] == file) {
                let start = row[at("page_start")].parse::<usize>().expect("a page");
                let page = &pages[start - 1];
                let mut from = 0;
                for n in 1..=6 {
                    let line = row[at(&format!("addr{n}"))].split_whitespace().collect::<Vec<_>>().join(" ");
                    let found = page[from..].find(&line);
                    assert!(found.is_some(), "{edition} {file} page {start}: address line {n} in reading order");
                    from += found.unwrap_or(0);
                }
            }
        }
    }
}

#[test]
fn the_practice_keeps_every_row_without_a_letter() {
    let folder = folder();
    let list = list(folder.path(), "400");
    let out = folder.path().join("out");
    let package = package(&list, &out, APPROVED);
    let practice = out.join(format!("{}-practice-only", package.file_name().expect("a name").to_string_lossy()));
    let mut exceptions = csv::Reader::from_path(practice.join("50_exceptions.csv")).expect("exceptions");
    let kept = exceptions.records().count();
    let letters = manifest(&package).len();
    assert_eq!(kept + letters, 400);
    assert!(kept > 0);
    assert!(!package.join("50_exceptions.csv").exists());
}

#[test]
fn preview_is_a_proof_of_one_row() {
    let folder = folder();
    let list = list(folder.path(), "30");
    let out = folder.path().join("letter.pdf").display().to_string();
    let incident = sample("incident.toml");
    let text = fs::read_to_string(&list).expect("the list");
    // The first row that can have a letter.
    let mut made = false;
    for line in 2..=text.lines().count() {
        let line = line.to_string();
        let output = noticepress()
            .args(["preview", &list, "--incident", &incident, "--row", &line, "--out", &out])
            .output()
            .expect("runs");
        let (code, _, stderr) = outcome(&output);
        assert!(code == 0 || code == 2, "{stderr}");
        if code == 0 {
            made = true;
            break;
        }
    }
    assert!(made);
    let text = String::from_utf8_lossy(&tool("pdftotext", &["-raw", &out, "-"]).stdout).into_owned();
    let squeezed: String = text.split_whitespace().collect();
    assert!(squeezed.contains("PROOF") && text.contains("Notice of Data Breach"), "{text}");
}

/// A vendor profile made from the built-in one.
fn vendor(folder: &Path, changes: &[(&str, &str)]) -> String {
    let mut text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/vendors/default.toml")).expect("a profile");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let path = folder.join("vendor.toml");
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn seeds_travel_outside_the_equation() {
    let folder = folder();
    let list = list(folder.path(), "150");
    let addresses = "addresses = [\n  { name = \"Seed One\", address_1 = \"1 Control St\", city = \"Austin\", state = \"TX\", zip = \"78701\" },\n  \
                     { name = \"Seed Two\", address_1 = \"2 Control St\", city = \"Portland\", state = \"ME\", zip = \"04101\" },\n]";
    let profile =
        vendor(folder.path(), &[("count_per_variant = 0", "count_per_variant = 1"), ("addresses = []", addresses)]);
    let plain = package(&list, &folder.path().join("plain"), APPROVED);
    let out = folder.path().join("seeded");
    let seeded = package(&list, &out, &["--approved-by", "Test Counsel", "--vendor", &profile]);
    assert_eq!(verify(&seeded), (0, verify(&seeded).1));
    let kind = column(&seeded, "record_kind");
    let rows = manifest(&seeded);
    let live: Vec<_> = rows.iter().filter(|r| &r[kind] == "live").collect();
    let seeds: Vec<_> = rows.iter().filter(|r| &r[kind] == "seed").collect();
    assert_eq!(live.len(), manifest(&plain).len());
    let version = column(&seeded, "version");
    let versions: std::collections::BTreeSet<_> = live.iter().map(|r| r[version].to_owned()).collect();
    assert_eq!(seeds.len(), versions.len(), "one for every variant that is mailed");
    let name = column(&seeded, "name");
    assert!(seeds.iter().all(|r| matches!(&r[name], "Seed One" | "Seed Two")));
    let totals = fs::read(seeded.join("40_control_totals.json")).expect("totals");
    let totals: serde_json::Value = serde_json::from_slice(&totals).expect("JSON");
    assert_eq!(totals["pieces"]["seed"], seeds.len());
    assert_eq!(totals["rows"]["letters"], live.len());
}

#[test]
fn other_marks_are_read_back_as_well() {
    let folder = folder();
    let list = list(folder.path(), "40");
    for (word, module, top) in [("code39", "0.015", "0.4"), ("none", "0.02", "0.25")] {
        let changes = [
            ("top = \"0.25\"", format!("top = \"{top}\"")),
            ("symbology = \"datamatrix\"", format!("symbology = \"{word}\"")),
            ("module = \"0.02\"", format!("module = \"{module}\"")),
        ];
        let profile = vendor(folder.path(), &changes.each_ref().map(|(from, to)| (*from, to.as_str())));
        let out = folder.path().join(word);
        let package = package(&list, &out, &["--approved-by", "Test Counsel", "--vendor", &profile]);
        let (code, said) = verify(&package);
        assert_eq!(code, 0, "{word}: {said}");
        // A ticket that promises other marks than the sheets carry is found out.
        let ticket = package.join("00_job_ticket.json");
        let text = fs::read_to_string(&ticket).expect("a ticket");
        fs::write(&ticket, text.replace(&format!("\"symbology\": \"{word}\""), "\"symbology\": \"datamatrix\""))
            .expect("written");
        forge_sums(&package);
        let (code, said) = verify(&package);
        assert!(code == 2 && said.contains("mark for machines"), "{word}: {said}");
    }
}

#[test]
fn a_vendor_may_have_every_piece_in_a_file_of_its_own() {
    let folder = folder();
    let list = list(folder.path(), "30");
    let profile = vendor(folder.path(), &[("one_pdf_per_letter = false", "one_pdf_per_letter = true")]);
    let package = package(&list, &folder.path().join("out"), &["--approved-by", "Test Counsel", "--vendor", &profile]);
    assert_eq!(verify(&package).0, 0);
    let id = column(&package, "piece_id");
    let rows = manifest(&package);
    for row in &rows {
        assert!(package.join(format!("{}.pdf", &row[id])).is_file());
    }
    // One person's file under another's name.
    let [first, second] = [&rows[0][id], &rows[1][id]].map(|id| package.join(format!("{id}.pdf")));
    fs::copy(first, second).expect("copied");
    forge_sums(&package);
    let (code, said) = verify(&package);
    assert!(code == 2 && said.contains(&rows[1][id]) && !said.contains(&rows[2][id]), "{said}");
}

#[test]
fn a_long_name_is_continued_and_still_found() {
    let folder = folder();
    let path = folder.path().join("list.csv");
    let text = "first name,last name,dob,street,city,state,zip\n\
                Maximiliano Alejandro Evaristo,Montemayor de la Garza y Villarreal,06/30/2009,4800 Invented Bend,Austin,TX,78745\n";
    fs::write(&path, text).expect("written");
    let package = package(path.to_str().expect("a path"), &folder.path().join("out"), APPROVED);
    assert_eq!(verify(&package).0, 0);
    let row = &manifest(&package)[0];
    let line = |n: usize| row[column(&package, &format!("addr{n}"))].to_owned();
    assert_eq!(format!("{} {}", line(2), line(3)), row[column(&package, "name")]);
    assert_eq!(line(5), "Austin TX 78745");
}
