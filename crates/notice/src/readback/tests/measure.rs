//! Packages beyond all measure: they are refused, and soon.

use super::package::{FIRST, MANIFEST, Package, SUMS, TOTALS, WHOLE};
use crate::line::verify;
use crate::readback::PackageFiles;
use std::cell::Cell;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// A package that counts how often its files of letters are opened, and the bytes that are read of one file without an end.
struct Counted {
    package: Package,
    opened: AtomicU64,
    endless: Option<(&'static str, &'static [u8])>,
    read: AtomicU64,
}

impl Counted {
    fn new(package: Package, endless: Option<(&'static str, &'static [u8])>) -> Self {
        Self { package, opened: AtomicU64::new(0), endless, read: AtomicU64::new(0) }
    }

    fn said(&self) -> Vec<String> {
        verify(self, 1).problems.iter().map(ToString::to_string).collect()
    }
}

struct Endless<'c> {
    part: &'static [u8],
    at: Cell<usize>,
    read: &'c AtomicU64,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = self.part[self.at.get()];
            self.at.set((self.at.get() + 1) % self.part.len());
        }
        self.read.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        Ok(buffer.len())
    }
}

impl PackageFiles for Counted {
    fn names(&self) -> io::Result<Vec<String>> {
        self.package.names()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        if name.ends_with(".pdf") {
            self.opened.fetch_add(1, Ordering::Relaxed);
        }
        match self.endless {
            Some((endless, part)) if endless == name => {
                Ok(Box::new(Endless { part, at: Cell::new(0), read: &self.read }))
            }
            _ => self.package.open(name),
        }
    }
}

#[test]
fn sums_without_end_are_left_unread() {
    let package = WHOLE.clone();
    let digest = "5".repeat(64);
    let missing: &'static str = format!("{digest}  far.pdf\n").leak();
    for (part, most, words) in [
        (&b"x"[..], 1 << 20, "longer than a digest"),
        (b"\n", 3 << 20, "too many lines"),
        (b"x\n", 3 << 20, "too many lines"),
        (missing.as_bytes(), 300 << 20, "larger than any of its kind"),
    ] {
        let hostile = Counted::new(package.clone(), Some((SUMS, part)));
        let said = hostile.said();
        assert!(said.iter().any(|line| line.starts_with(SUMS) && line.contains(words)), "{said:?}");
        assert!(said.len() < 1_100, "{}", said.len());
        assert!(hostile.read.load(Ordering::Relaxed) <= most, "{words}");
    }
}

#[test]
fn sums_of_files_that_are_not_there_are_counted_and_not_kept() {
    let package = WHOLE.clone();
    let mut text = package.text(SUMS);
    (0..5_000).for_each(|n| text.push_str(&format!("{}  missing-{n}.pdf\n", "5".repeat(64))));
    let mut other = package;
    other.0.insert(SUMS.to_owned(), text.into_bytes());
    let said = other.said();
    assert_eq!(said.len(), 1_001, "{:?}", said.last());
    assert!(said.contains(&format!("{SUMS}: 4000 more lines list files that are missing")), "{:?}", said.last());
}

#[test]
fn figures_of_more_values_than_any_package_has_are_not_taken_in() {
    let package = WHOLE.clone();
    let hostile = Counted::new(package.clone(), Some((TOTALS, b"0,")));
    let said = hostile.said();
    assert!(said.iter().any(|line| line.starts_with(TOTALS) && line.contains("larger")), "{said:?}");
    let mut many = package;
    let values = format!("{{\"sums\": [{}0]}}", "0,".repeat(3_000_000));
    many.0.insert(TOTALS.to_owned(), values.into_bytes());
    let said = many.summed().said();
    assert!(said.iter().any(|line| line.starts_with(TOTALS) && line.contains("not JSON, or is larger")), "{said:?}");
}

#[test]
fn a_file_of_letters_is_read_once_however_often_the_manifest_names_it() {
    let package = WHOLE.clone();
    let (text, sound) = (package.text(MANIFEST), Counted::new(package.clone(), None));
    assert_eq!(sound.said(), Vec::<String>::new());
    let (head, rows) = text.split_once('\n').unwrap();
    let mut other = package.clone();
    other.0.insert(MANIFEST.to_owned(), format!("{head}\n{}", rows.repeat(300)).into_bytes());
    let repeated = Counted::new(other.summed(), None);
    let said = repeated.said();
    assert!(said.iter().any(|line| line.contains("the file had ended before")), "{said:?}");
    assert_eq!(repeated.opened.load(Ordering::Relaxed), sound.opened.load(Ordering::Relaxed));
    // The same within one file: the rows ask for the same pages again and again.
    let first: Vec<&str> = rows.lines().take_while(|row| row.contains(FIRST)).collect();
    let mut within = package;
    within.0.insert(MANIFEST.to_owned(), format!("{head}\n{}", (first.join("\n") + "\n").repeat(300)).into_bytes());
    let said = within.summed().said();
    assert!(said.iter().any(|line| line.starts_with(FIRST) && line.contains("far more pages than it")), "{said:?}");
}
