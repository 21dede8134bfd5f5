//! A package in memory, whole and with one thing wrong: what is said of it.

use super::Sample;
use crate::digest::Digest;
use crate::line::verify;
use crate::mailing::{
    Attestation, ControlTotals, FileSum, Lines, Mailpiece, Manifest, PieceRow, RateTable, RecordKind, RowEquation,
    SheetList, Ticket, Totals, VendorProfile, sha256sums,
};
use crate::party::{Edition, Jurisdiction, PieceId, PostalAddress, Standing, TypeSize, Zip};
use crate::press::tests::sample;
use crate::press::{Plate, PressScratch};
use crate::readback::{PackageFiles, Report};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::LazyLock;

pub(super) const MANIFEST: &str = "20_manifest.csv";
pub(super) const SHEETS: &str = "30_sheets.csv";
pub(super) const TICKET: &str = "00_job_ticket.json";
pub(super) const TOTALS: &str = "40_control_totals.json";
pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const FIRST: &str = "10_letters_0001.pdf";
pub(super) const SECOND: &str = "10_letters_0002.pdf";

/// A package in memory.
#[derive(Clone)]
pub(super) struct Package(pub(super) BTreeMap<String, Vec<u8>>);

impl PackageFiles for Package {
    fn names(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        let bytes = self.0.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

impl Package {
    /// With the digests of the files as they are.
    pub(super) fn summed(mut self) -> Self {
        self.0.remove(SUMS);
        let sums: Vec<_> = self.0.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect();
        self.0.insert(SUMS.to_owned(), sha256sums(&sums));
        self
    }

    pub(super) fn text(&self, name: &str) -> String {
        String::from_utf8(self.0[name].clone()).unwrap()
    }

    /// With a part of a text file as something else, and every digest made true again.
    pub(super) fn with(&self, name: &str, from: &str, to: &str) -> Self {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        let mut other = self.clone();
        other.0.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
        other.summed()
    }

    pub(super) fn without(&self, name: &str) -> Self {
        let mut other = self.clone();
        assert!(other.0.remove(name).is_some());
        other
    }

    pub(super) fn said(&self) -> Vec<String> {
        verify(self, 1).problems.iter().map(ToString::to_string).collect()
    }

    /// A cell of the manifest's row of a piece as something else.
    pub(super) fn cell(&self, piece: usize, column: &str, to: &str) -> Self {
        let text = self.text(MANIFEST);
        let mut lines: Vec<Vec<String>> =
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let at = lines[0].iter().position(|name| name == column).unwrap();
        to.clone_into(&mut lines[piece][at]);
        let text: String = lines.iter().map(|line| line.join(",") + "\r\n").collect();
        let mut other = self.clone();
        other.0.insert(MANIFEST.to_owned(), text.into_bytes());
        other.summed()
    }
}

/// Parts of a package.
#[derive(Clone, Copy)]
pub(super) struct Made {
    pub(super) proof: bool,
    /// At most five.
    pub(super) pieces: u32,
    /// The first piece that is a seed; none is in a package of proofs.
    pub(super) seeds: u32,
    /// True if each piece also has a file of its own.
    pub(super) singles: bool,
}

/// Five letters, the last of them a seed.
pub(super) const PLAIN: Made = Made { proof: false, pieces: 5, seeds: 5, singles: true };

/// Five letters, and the press that makes files of them.
pub(super) struct Letters {
    sample: Sample,
    plate: Plate,
}

impl Letters {
    pub(super) fn new(proof: bool) -> Self {
        let sample = Sample::new(Edition::Print, proof, &[1, 2, 3, 4, 5]);
        let (imprint, used) = (sample::imprint(Edition::Print, proof), sample::used(&sample.letters));
        let plate = sample::plate(&imprint, &used, &sample::letterhead(|_, _| {}));
        Self { sample, plate }
    }

    /// A file with these letters, one after the other.
    pub(super) fn file(&self, numbers: &[u32]) -> Vec<u8> {
        let mut scratch = PressScratch::default();
        let mut file = self.plate.open(&mut scratch);
        for number in numbers {
            let letter = &self.sample.letters[*number as usize - 1];
            file.add(&sample::piece(letter, *number, self.sample.proof)).unwrap();
        }
        file.finish()
    }
}

fn mailing_date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 10, 14).unwrap()
}

/// Five letters in two files: a child's in Texas, then adults'.
pub(super) fn made(how: Made) -> Package {
    let Made { proof, pieces, seeds, singles } = how;
    let second: Vec<u32> = (4..=pieces).collect();
    let letters = Letters::new(proof);
    let read = letters.sample.read(&letters.sample.bytes).unwrap();
    let job = sample::job(proof);
    let mut files =
        BTreeMap::from([(FIRST.to_owned(), letters.file(&[1, 2, 3])), (SECOND.to_owned(), letters.file(&second))]);
    let rates = include_str!("../../../../../templates/rates/usps-2025-07-13.toml");
    let rates = RateTable::parse("rates.toml", rates).unwrap();
    let (mut manifest, mut sheets, mut totals) = (Manifest::new(), SheetList::new(), Totals::default());
    for (at, read) in read.iter().enumerate().take(pieces as usize) {
        let number = at as u32 + 1;
        let id = PieceId { job, sequence: number };
        if singles {
            files.insert(format!("{id}.pdf"), letters.file(&[number]));
        }
        let lines = [format!("PERSON NUMBER {number}"), format!("{number} MAIN STREET"), "WACO TX 76701".to_owned()];
        let address = PostalAddress {
            line_1: format!("{number} MAIN STREET"),
            line_2: String::new(),
            urbanization: String::new(),
            city: "WACO".into(),
            state: Jurisdiction::parse("TX").unwrap(),
            zip: Zip::parse("76701"),
            region: String::new(),
            country: String::new(),
        };
        let ounces = rates.ounces("24 lb bond", "10-double", 2).unwrap();
        let row = PieceRow {
            piece: id,
            run: 1,
            supersedes: None,
            kind: match number {
                _ if proof => RecordKind::Proof,
                _ if number >= seeds => RecordKind::Seed,
                _ => RecordKind::Live,
            },
            version: if at == 0 { "TX-minor-en" } else { "TX-adult-en" },
            standing: if at == 0 { Standing::Minor } else { Standing::Adult },
            pdf_file: if at < 3 { FIRST } else { SECOND },
            page_start: (if at < 3 { at } else { at - 3 }) as u32 * 4 + 1,
            pages: 4,
            blank_pages: 1,
            sheets: 2,
            duplex: true,
            stock: "24 lb bond",
            envelope: "10-double",
            lines: Lines::new(lines.iter().map(String::as_str)).unwrap(),
            name: &format!("PERSON NUMBER {number}"),
            address: &address,
            ounces,
            postage: rates.price(mailing_date(), Mailpiece { ounces, foreign: false }, 5),
            page_hash: read.page_hash,
        };
        manifest.row(&row);
        sheets.piece(id, 2);
        totals.absorb(&row);
    }
    files.insert(MANIFEST.to_owned(), [Manifest::heading(), manifest.into_bytes()].concat());
    files.insert(SHEETS.to_owned(), [SheetList::heading(), sheets.into_bytes()].concat());
    with_figures(files, how, &totals, &rates)
}

/// With ticket, totals and sums.
fn with_figures(mut files: BTreeMap<String, Vec<u8>>, how: Made, totals: &Totals, rates: &RateTable) -> Package {
    let Made { proof, pieces, seeds, .. } = how;
    let (job, day) = (sample::job(proof), mailing_date());
    let profile = include_str!("../../../../../templates/vendors/default.toml");
    let profile = VendorProfile::parse("vendor.toml", profile).unwrap();
    let one = Attestation::One { name: "A. Practice".into(), mailing: day };
    let attestation = if proof { Attestation::Proof } else { one };
    let ticket = Ticket {
        job,
        run: 1,
        engine: "0",
        practice: "Bluebonnet Pediatric Orthopedics",
        contact: &[],
        mailing_date: day,
        mail_by: None,
        profile: &profile,
        edition: Edition::Print,
        type_size: TypeSize::Regular,
        duplex: true,
        tallest_block: None,
        return_address: &[],
        attestation: &attestation,
        totals,
    };
    files.insert(TICKET.to_owned(), ticket.json());
    files.insert("00_job_ticket.pdf".to_owned(), b"a page for people".to_vec());
    let sums: Vec<FileSum> = files
        .iter()
        .map(|(name, bytes)| FileSum { name: name.clone(), bytes: bytes.len() as u64, sha256: Digest::of(bytes) })
        .collect();
    let letters = u64::from(if proof { pieces } else { seeds - 1 });
    let rows =
        RowEquation { rows: letters + 6, letters, held: 3, merged: 2, excluded: 1, held_by_reason: BTreeMap::new() };
    let control = ControlTotals {
        job,
        run: 1,
        part: (1, 1),
        mailing_date: day,
        attestation: &attestation,
        totals,
        rows: &rows,
        rates,
        sums: &sums,
    };
    files.insert(TOTALS.to_owned(), control.json());
    files.insert("40_control_totals.pdf".to_owned(), b"a page for people".to_vec());
    Package(files).summed()
}

/// Four live letters and a seed, each also in a file of its own.
pub(super) static WHOLE: LazyLock<Package> = LazyLock::new(|| made(PLAIN));

/// Asserts that something is said of a file with these words.
pub(super) fn says(package: &Package, file: &str, words: &str) {
    let said = package.said();
    assert!(said.iter().any(|one| one.starts_with(file) && one.contains(words)), "no {words} of {file}: {said:#?}");
}

#[test]
fn a_whole_package_is_told_by_its_figures_and_nothing_else() {
    for threads in [1, 2] {
        let report = verify(&*WHOLE, threads);
        assert_eq!(report, Report { problems: Vec::new(), pieces: 5, pages: 20, sheets: 10, files: 2 });
    }
}

#[test]
fn proofs_and_packages_without_files_of_one_letter_are_whole_too() {
    let even = Made { pieces: 4, seeds: 3, ..PLAIN };
    for how in [Made { proof: true, ..PLAIN }, Made { singles: false, ..PLAIN }, even] {
        assert_eq!(made(how).said(), Vec::<String>::new());
    }
    // As many seeds as letters are pieces as well.
    says(&made(even).with(TICKET, "24 lb bond", "20 lb bond"), TICKET, "paper.weight");
}

#[test]
fn a_manifest_that_contradicts_itself_is_told_by_its_row() {
    let whole = &*WHOLE;
    for (piece, column, to, words) in [
        (2, "job_id", "BN0", "piece_id"),
        (2, "seq", "3", "piece_id"),
        (2, "run", "2", "another job or run"),
        (2, "piece_id", "x", "not an id"),
        (2, "supersedes", "x", "not an id"),
        (2, "record_kind", "other", "record_kind is not"),
        (2, "record_kind", "proof", "not that of the job"),
        (2, "recipient_kind", "nobody", "recipient_kind is not"),
        (2, "recipient_kind", "minor", "one standing"),
        (2, "version", "TX-minor-en", "one standing"),
        (2, "duplex", "X", "duplex is not"),
        (2, "duplex", "S", "contradict each other"),
        (2, "page_start", "0", "contradict each other"),
        (2, "page_start", "6", "contradict each other"),
        (2, "page_end", "4", "contradict each other"),
        (2, "page_end", "4294967295", "no file has"),
        (2, "pages", "3", "contradict each other"),
        (2, "pages", "x", "pages is not a number"),
        (2, "blank_pages", "2", "contradict each other"),
        (2, "sheets", "1", "contradict each other"),
        (2, "sheets", "200", "contradict each other"),
        (2, "insert_codes", "A", "insert"),
        (2, "addr2", "", "no address block"),
        (2, "addr3", "", "no address block"),
        (2, "name", "", "name is not"),
        (2, "name", "Another", "name is not"),
        (2, "company", "Another", "company is not"),
        (2, "address1", "", "address1 is not"),
        (2, "address1", "9 Elm Street", "address1 is not"),
        (2, "address2", "Apt 9", "address2 is not"),
        (2, "urbanization", "Urb", "urbanization is not"),
        (2, "country", "CANADA", "country is not"),
        (2, "city", "AUSTIN", "city, state or ZIP"),
        (2, "state", "OK", "city, state or ZIP"),
        (2, "zip5", "76702", "city, state or ZIP"),
        (2, "zip5", "7670", "no ZIP code"),
        (2, "zip5", "", "city, state or country"),
        (2, "zip4", "1234", "city, state or ZIP"),
        (2, "weight_oz", "heavy", "not a number"),
        (2, "weight_oz", "0.58", "four decimals"),
        (2, "weight_oz", "-0.5840", "four decimals"),
        (2, "weight_oz", "32000.0001", "four decimals"),
        (2, "weight_oz", "0.5841", "other pieces"),
        (2, "page_hash", "00", "not a SHA-256 digest"),
        (2, "page_hash", &"0".repeat(64), "page hash"),
        (2, "envelope", "other", "mixes"),
        (2, "postage_class", "other", "mixes"),
        (2, "stock", "other", "paper.weight"),
    ] {
        let other = whole.cell(piece, column, to);
        let said = other.said();
        let row = said.iter().any(|one| {
            one.contains(words) && (one.contains("line 3") || one.contains("piece ") || one.starts_with(TICKET))
        });
        assert!(row, "{column} = {to}: {said:#?}");
    }
}

#[test]
fn an_address_abroad_has_its_country_in_the_last_line() {
    let cells = [
        ("addr3", "TORONTO ON M5V 2T6"),
        ("addr4", "CANADA"),
        ("city", "TORONTO"),
        ("state", "ON M5V 2T6"),
        ("zip5", ""),
        ("country", "CANADA"),
    ];
    let abroad = cells.iter().fold(WHOLE.clone(), |package, (column, to)| package.cell(5, column, to));
    says(&abroad, MANIFEST, "domestic and foreign");
    assert!(!abroad.said().iter().any(|one| one.contains("is not what the address block says")));
    says(&abroad.cell(5, "country", "CHILE"), MANIFEST, "country is not what the address block says");
    for (column, to) in [("city", "OTTAWA"), ("state", "QC M5V 2T6")] {
        says(&abroad.cell(5, column, to), MANIFEST, "city, state or country is not what the address block says");
    }
    let nowhere = abroad.cell(5, "addr4", "").cell(5, "country", "");
    says(&nowhere, MANIFEST, "city, state or country is not what the address block says");
}

#[test]
fn rows_that_do_not_follow_each_other_are_told() {
    let whole = &*WHOLE;
    let text = whole.text(MANIFEST);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let put = |lines: &[&str]| {
        let mut other = whole.clone();
        other.0.insert(MANIFEST.to_owned(), lines.concat().into_bytes());
        other.summed()
    };
    let [head, one, two, three, four, five] = lines[..] else { panic!("six lines: {lines:?}") };
    says(
        &put(&[head, one, three, four, five]),
        MANIFEST,
        "pieces are missing before this one: the row before has number 1",
    );
    says(&put(&[head, one, three, four, five]), MANIFEST, "page_start is 9, but the pages before it end at 4");
    says(&put(&[head, two, three, four, five]), MANIFEST, "the first piece does not have number 1");
    says(&put(&[head, one, two, two, three, four, five]), MANIFEST, "the piece was there before");
    says(&put(&[head, one, two, four, five, three]), MANIFEST, "the file had ended before");
    says(&put(&[head, one, two, three, "x,y\r\n", four, five]), MANIFEST, "more or fewer cells");
    says(&put(&[one, two, three, four, five]), MANIFEST, "the columns are not those of a manifest");
    let reprint = whole.cell(2, "supersedes", &PieceId { job: sample::job(false), sequence: 9 }.to_string());
    says(&reprint, MANIFEST, "only a reprint supersedes");
    // A row that cannot be read is the only one that is named, and its number is taken.
    let said = whole.cell(2, "duplex", "X").said();
    assert_eq!(said.iter().filter(|one| one.starts_with(MANIFEST)).count(), 2, "{said:#?}");
    assert!(!said.iter().any(|one| one.contains("pieces are missing")), "{said:#?}");
}

#[test]
fn sums_say_what_the_folder_must_hold() {
    let whole = &*WHOLE;
    says(&whole.without(SECOND), SECOND, "it is missing");
    says(&whole.without(SECOND).summed(), SECOND, "which is not in the package");
    says(&whole.without(SUMS), SUMS, "the file is missing");
    let mut other = whole.clone();
    other.0.insert("notes.txt".to_owned(), b"x".to_vec());
    says(&other, "notes.txt", "but not in SHA256SUMS");
    says(&other.summed(), "notes.txt", "no row of the manifest has a piece in this file");
    for name in [TICKET, "00_job_ticket.pdf", MANIFEST, SHEETS, TOTALS, "40_control_totals.pdf"] {
        says(&whole.without(name).summed(), name, "which every package has");
    }
    let sums = whole.text(SUMS);
    let with = |text: String| {
        let mut other = whole.clone();
        other.0.insert(SUMS.to_owned(), text.into_bytes());
        other
    };
    for name in [FIRST, MANIFEST, SHEETS, TICKET, "00_job_ticket.pdf"] {
        let line = sums.lines().find(|line| line.ends_with(&format!("  {name}"))).unwrap();
        let digit = if line.starts_with('0') { "1" } else { "0" };
        says(&with(sums.replace(line, &format!("{digit}{}", &line[1..]))), name, "its SHA-256 is not the one");
        says(&with(sums.clone() + line + "\n"), SUMS, "is named twice");
    }
    for wrong in ["x", "00  a", "../a", ".a", "A"] {
        let line = format!("{}  {wrong}\n", if wrong == "A" { "F".repeat(64) } else { "0".repeat(64) });
        let line = if wrong == "x" { "x\n".to_owned() } else { line };
        let plain = wrong == "00  a";
        let said = with(sums.clone() + &line).said();
        assert_eq!(said.iter().any(|one| one.contains("not a digest, two blanks")), !plain, "{wrong}: {said:#?}");
    }
    // A file of nothing but wrong lines is told by the first of them and their number.
    let said = with(sums + &"\n".repeat(100_000)).said();
    assert!(said.len() < 30 && said.iter().any(|one| one.contains("and 99980 more")), "{said:#?}");
}

#[test]
fn ticket_and_totals_have_the_figures_of_the_manifest() {
    let whole = &*WHOLE;
    let job = format!("\"job_id\": \"{}", sample::job(false));
    for (name, from, to, words) in [
        (TICKET, job.as_str(), "\"job_id\": \"B", "job_id is not what"),
        (TICKET, "\"run\": 1", "\"run\": 2", "run is not what"),
        (TICKET, "\"pieces\": 5", "\"pieces\": 6", "counts.pieces"),
        (TICKET, "\"letters\": 4", "\"letters\": 5", "counts.letters"),
        (TICKET, "\"seeds\": 1", "\"seeds\": 0", "counts.seeds"),
        (TICKET, "\"pages\": 20", "\"pages\": 21", "counts.pages"),
        (TICKET, "\"blank_pages\": 5", "\"blank_pages\": 4", "counts.blank_pages"),
        (TICKET, "\"sheets\": 10", "\"sheets\": 11", "counts.sheets"),
        (TICKET, "\"files\": 2", "\"files\": 3", "counts.files"),
        (TICKET, "\"pages\": 12", "\"pages\": 13", "files is not what"),
        (TICKET, "\"proof\": false", "\"proof\": true", "proof is not what"),
        (TICKET, "-r1\"", "-r2\"", "package is not what"),
        (TICKET, "\"Attested by", "\"PROOF by", "attestation is not what"),
        (TICKET, "24 lb bond", "20 lb bond", "paper.weight"),
        (TICKET, "\"duplex\": true", "\"duplex\": false", "duplex is not what"),
        (TICKET, "10-double", "9-double", "envelope.id"),
        (TICKET, "{", "[", "not JSON"),
        (TOTALS, job.as_str(), "\"job_id\": \"B", "job_id is not what"),
        (TOTALS, "\"all\": 5", "\"all\": 6", "pieces is not what"),
        (TOTALS, "\"live\": 4", "\"live\": 5", "pieces is not what"),
        (TOTALS, "\"proof\": 0", "\"proof\": 1", "pieces is not what"),
        (TOTALS, "\n  \"pages\": 20", "\n  \"pages\": 21", "pages is not what"),
        (TOTALS, "\n  \"sheets\": 10", "\n  \"sheets\": 11", "sheets is not what"),
        (TOTALS, "TX-minor-en", "TX-minor-es", "by_version"),
        (TOTALS, "\"zip5_hash_total\": 383505", "\"zip5_hash_total\": 1", "zip5_hash_total"),
        (TOTALS, "\"weight_lb\": \"0.1825\"", "\"weight_lb\": \"0.1826\"", "weight_lb"),
        (TOTALS, "\"first_piece\": \"", "\"first_piece\": \"X", "files is not what"),
        (TOTALS, "\"closes\": true", "\"closes\": false", "rows.closes"),
        (TOTALS, "\"held\": 3", "\"held\": 4", "does not close"),
        (TOTALS, "\"merged\": 2", "\"merged\": 18446744073709551615", "does not close"),
        (TOTALS, "\"rows\": 10", "\"rows\": 11", "does not close"),
        (TOTALS, "\"letters\": 4,\n    \"merged\"", "\"letters\": 3,\n    \"merged\"", "does not close"),
        (TOTALS, "\"name\": \"00_job_ticket.json\"", "\"name\": \"x\"", "the digest of x is not"),
        (TOTALS, "{", "[", "not JSON"),
    ] {
        says(&whole.with(name, from, to), name, words);
    }
    // Rows that close over another number of letters.
    let text = whole.text(TOTALS);
    let rows = text.find("\"rows\": {").unwrap();
    let moved = text[rows..].replacen("\"letters\": 4", "\"letters\": 3", 1).replacen("\"held\": 3", "\"held\": 4", 1);
    let mut other = whole.clone();
    other.0.insert(TOTALS.to_owned(), (text[..rows].to_owned() + &moved).into_bytes());
    says(&other.summed(), TOTALS, "rows.letters is not the number");
}

#[test]
fn sheets_are_those_of_the_pieces_in_their_order() {
    let whole = &*WHOLE;
    let text = whole.text(SHEETS);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    assert_eq!(lines.len(), 11);
    let put = |lines: &[&str]| {
        let mut other = whole.clone();
        other.0.insert(SHEETS.to_owned(), lines.concat().into_bytes());
        other.summed()
    };
    says(&put(&lines[..10]), SHEETS, "this is not sheet 2 of 2");
    says(&put(&[&lines[..], &lines[10..]].concat()), SHEETS, "sheets left over");
    says(&put(&[&lines[..3], &lines[4..]].concat()), SHEETS, "line 4");
    says(&put(&lines[1..]), SHEETS, "the columns are not those of a sheet list");
    let cells: Vec<&str> = lines[3].trim_end().split(',').collect();
    for (at, to) in [(0, "x"), (1, "2"), (2, "1"), (3, "0"), (4, "1"), (5, "1"), (6, "1")] {
        let mut own = cells.clone();
        own[at] = to;
        let line = own.join(",") + "\n";
        let mut lines = lines.clone();
        lines[3] = &line;
        says(&put(&lines), SHEETS, "this is not sheet 1 of 2");
    }
}

#[test]
fn letters_that_are_not_where_they_should_be_are_told() {
    let whole = &*WHOLE;
    let id = |sequence| PieceId { job: sample::job(false), sequence }.to_string();
    let put = |name: &str, bytes: &[u8]| {
        let mut other = whole.clone();
        other.0.insert(name.to_owned(), bytes.to_vec());
        other.summed()
    };
    let single = |sequence| whole.0[&format!("{}.pdf", id(sequence))].as_slice();
    let swapped = put(FIRST, &whole.0[SECOND]);
    says(&swapped, FIRST, "the file has 8 pages, the manifest 12");
    says(&swapped, FIRST, "the piece is not in the file; pages 1 to 4 hold piece");
    says(&swapped, FIRST, "the piece is not in the file; the file ends before pages 9 to 12");
    says(&swapped, FIRST, "page 1 begins a piece that the manifest does not have in this file");
    says(&put(FIRST, b"no PDF"), FIRST, "");
    let single_name = format!("{}.pdf", id(2));
    says(&put(&single_name, single(3)), &single_name, "");
    says(&put(&single_name, &whole.0[FIRST]), &single_name, "");
    says(&put(&format!("{}.pdf", id(1)), &whole.0[FIRST]), &format!("{}.pdf", id(1)), "holds more than the piece");
    let few = whole.without(&single_name).summed();
    says(&few, MANIFEST, "only some of the pieces have a file of their own");
    // Letters of a file in another order stand elsewhere, and each is told.
    let text = whole.text(MANIFEST);
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    lines[4] = lines[4].replace(SECOND, FIRST).replace(",1,4,4,", ",13,16,4,");
    let mut other = whole.clone();
    other.0.insert(MANIFEST.to_owned(), lines.concat().into_bytes());
    let other = other.summed();
    says(&other, FIRST, "the file has 12 pages, the manifest 16");
    says(&other, FIRST, "the piece is not in the file; the file ends before pages 13 to 16");
    // One more letter before its place.
    let slipped = whole.cell(5, "page_start", "9").cell(5, "page_end", "12");
    says(&slipped, SECOND, "the piece is 4 pages before its place in the manifest");
    says(&slipped, MANIFEST, "page_start is 9, but the pages before it end at 4");
}
