//! Contents of an envelope, and the parts of them that can be seen through it.

use super::{HEAD, adults, fates, list, manifest, package, readable, verify};
use crate::case::{outcome, sample, say};
use crate::casefile::Desk;
use std::path::Path;

/// Michigan Medicine 2018: what was inside did not belong to the envelope.
#[test]
fn i05_the_address_in_the_window_is_that_of_the_letter_behind_it() {
    let desk = Desk::empty();
    let path = list(&desk, "list.csv", HEAD, &adults(&[("Ada", "Abernathy"), ("Bram", "Bolton"), ("Cleo", "Carver")]));
    let package = package(&desk, &path);
    let pieces = manifest(&package);
    let letters = readable(&package);
    for piece in &pieces {
        let (_, text) = letters.iter().find(|(name, _)| *name == piece["pdf_file"]).expect("its file");
        let pages: Vec<&str> = text.split('\u{c}').collect();
        let first: usize = piece["page_start"].parse().expect("a page");
        let last: usize = piece["page_end"].parse().expect("a page");
        let page = pages[first - 1];
        assert!(page.contains(&piece["address1"]) && page.contains(&piece["name"]), "one source for both");
        for page in (first..=last).step_by(2) {
            assert!(pages[page - 1].contains(&piece["piece_id"]), "every sheet tells whose it is");
        }
    }
    // Two people are swapped in the manifest: what is printed says otherwise.
    let file = package.join("20_manifest.csv");
    let text = std::fs::read_to_string(&file).expect("a manifest");
    let swapped =
        text.replace("Ada Abernathy", "\u{1}").replace("Bram Bolton", "Ada Abernathy").replace('\u{1}', "Bram Bolton");
    std::fs::write(&file, swapped).expect("written");
    assert_eq!(verify(&package).0, 2);
}

/// Aetna 2017: what the letter was about could be read through the window.
#[test]
fn i07_nothing_but_the_address_can_slide_into_the_window() {
    let desk = Desk::empty();
    let long = "A Street Name That Runs On And On Past The Edge Of Any Window ".repeat(6);
    let rows = [
        adults(&[("Ada", "Abernathy")])[0].clone(),
        format!("R2,Bram,Bolton,05/02/1970,,,,,\"101 {long}\",Austin,TX,78745"),
    ];
    let path = list(&desk, "long.csv", HEAD, &rows);
    let rows = fates(&desk, &path);
    assert_eq!(rows[0]["disposition"], "letter");
    assert!(rows[1]["disposition"] == "held" && rows[1]["codes"].contains("address_fit"), "{:?}", rows[1]);
    // The window can show an inch more when the sheet slides; what is printed there is the address alone.
    let package = package(&desk, &path);
    let letters = package.join("10_letters_0001.pdf").display().to_string();
    // A window of 1 inch by 4, of which the sheet can slide 3/16 of an inch up and down and an inch sideways.
    let zone = ["-f", "1", "-l", "1", "-x", "0", "-y", "139", "-W", "370", "-H", "87", "-layout", &letters, "-"];
    let text = std::process::Command::new("pdftotext").args(zone).output().expect("pdftotext is there").stdout;
    let text = String::from_utf8_lossy(&text);
    let shown: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert!(shown.iter().any(|line| line.contains("Ada Abernathy")), "{shown:?}");
    for word in ["breach", "incident", "medical", "patient", "Notice"] {
        assert!(!text.to_lowercase().contains(&word.to_lowercase()), "{word}: {shown:?}");
    }
}

/// Emblem Health 2016: a number made of the Social Security number stood on the mail piece.
#[test]
fn i08_no_number_of_a_person_leaves_with_the_letters() {
    let desk = Desk::empty();
    let head = format!("{HEAD},ssn,passport_number");
    let rows: Vec<_> = adults(&[("Ada", "Abernathy"), ("Bram", "Bolton")])
        .into_iter()
        .enumerate()
        .map(|(n, row)| {
            let ssn = format!("900-5{n}-123{n}");
            format!("{},{ssn},X90{n}77123", row.replacen(&format!("R00{n}"), &ssn, 1))
        })
        .collect();
    let package = package(&desk, &list(&desk, "numbers.csv", &head, &rows));
    for (name, text) in readable(&package) {
        for n in 0..2 {
            let forms = [format!("900-5{n}-123{n}"), format!("9005{n}123{n}"), format!("X90{n}77123")];
            assert!(forms.iter().all(|form| !text.contains(form)), "{name}");
            assert!(!text.contains(&format!("05/0{}/1970", n + 1)), "{name}: a birth date");
        }
    }
    assert!(manifest(&package).iter().all(|row| !row["piece_id"].contains("900")), "ids are of the run");
}

/// Pennsylvania DPW: the inserter jammed, and sheets of one packet went out with another's.
#[test]
fn i13_every_sheet_tells_its_piece_and_its_place() {
    let desk = Desk::empty();
    let package = package(&desk, &sample("patients.csv"));
    let sheets = super::table(&package.join("30_sheets.csv"));
    let pieces = manifest(&package);
    let mut at = sheets.iter();
    for piece in &pieces {
        let count: usize = piece["sheets"].parse().expect("a number");
        for n in 1..=count {
            let sheet = at.next().expect("a sheet");
            assert_eq!((&sheet["piece_id"], &*sheet["sheet_no"]), (&piece["piece_id"], &*n.to_string()));
        }
    }
    assert!(at.next().is_none(), "no sheet belongs to nobody");
    let file = package.join("30_sheets.csv");
    let text = std::fs::read_to_string(&file).expect("sheets");
    let cut = text.trim_end().rfind('\n').expect("rows");
    std::fs::write(&file, &text[..=cut]).expect("written");
    assert_eq!(verify(&package).0, 2, "a sheet that is missing is missed");
}

/// Printing errors: a letter began on the back of another one's last sheet.
#[test]
fn i14_every_letter_begins_on_a_front_side() {
    let desk = Desk::empty();
    let package = package(&desk, &sample("patients.csv"));
    for piece in manifest(&package) {
        let [first, last, sheets] =
            ["page_start", "page_end", "sheets"].map(|name| piece[name].parse::<usize>().expect("a number"));
        assert_eq!(first % 2, 1, "{}", piece["piece_id"]);
        assert_eq!(last + 1 - first, 2 * sheets, "blank backs are counted");
    }
}

/// A print vendor's merge: every file was a copy of the first; another sent one person's text to all.
#[test]
fn i19_a_letter_in_another_ones_place_is_found() {
    let desk = Desk::empty();
    let vendor = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/vendors/default.toml"));
    let one_each = vendor.expect("the profile").replace("one_pdf_per_letter = false", "one_pdf_per_letter = true");
    let profile = desk.path("vendor.toml");
    std::fs::write(&profile, one_each).expect("written");
    let path = list(&desk, "list.csv", HEAD, &adults(&[("Ada", "Abernathy"), ("Bram", "Bolton"), ("Cleo", "Carver")]));
    let profile = profile.display().to_string();
    let package =
        crate::case::package(&path, &desk.path("out"), &["--approved-by", "A. Practice", "--vendor", &profile]);
    assert_eq!(verify(&package).0, 0);
    let files = std::fs::read_dir(&package).expect("a package").flatten().map(|entry| entry.path());
    let ids: Vec<_> = manifest(&package).into_iter().map(|row| row["piece_id"].clone()).collect();
    let mut letters: Vec<_> =
        files.filter(|path| ids.iter().any(|id| path.to_string_lossy().ends_with(&format!("{id}.pdf")))).collect();
    letters.sort();
    assert_eq!(letters.len(), 3, "a file for each");
    let first = std::fs::read(&letters[0]).expect("a letter");
    for other in &letters[1..] {
        std::fs::write(other, &first).expect("written");
    }
    let (code, said) = verify(&package);
    assert!(code == 2, "{said}");
}

/// Google Workspace and Nylas: hundreds of letters came of thirty rows, with the names of others.
#[test]
fn i18_as_many_letters_as_were_released_each_with_its_own_names() {
    let desk = Desk::new();
    let names = [("Ada", "Abernathy"), ("Bram", "Bolton"), ("Cleo", "Carver"), ("Dov", "Dalton")];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &adults(&names))]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let released = desk.json("release", &["--by", "A. Practice"]);
    // More people come in after the release: it is void.
    let more = list(&desk, "more.csv", HEAD, &["R9,Edda,Eads,05/05/1970,,,,,9 Invented Way,Austin,TX,78745".into()]);
    desk.json("import", &[&more, "--adds"]);
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("void"));
    let again = desk.json("release", &["--by", "A. Practice"]);
    assert_eq!((&released["letters"], &again["letters"]), (&4.into(), &5.into()));
    let package = desk.export("out");
    let pieces = manifest(&package);
    assert_eq!(pieces.len(), 5);
    let letters = readable(&package);
    for piece in &pieces {
        let (_, text) = letters.iter().find(|(name, _)| *name == piece["pdf_file"]).expect("its file");
        let pages: Vec<&str> = text.split('\u{c}').collect();
        let first: usize = piece["page_start"].parse().expect("a page");
        let last: usize = piece["page_end"].parse().expect("a page");
        let letter = pages[first - 1..last].join("\n");
        for (given, family) in names.iter().chain(&[("Edda", "Eads")]) {
            let own = piece["name"] == format!("{given} {family}");
            assert_eq!(letter.contains(family), own, "{} in the letter of {}", family, piece["seq"]);
        }
    }
    let (code, out, err) = outcome(&say(&["verify", &package.display().to_string()]));
    assert_eq!(code, 0, "{out}{err}");
}
