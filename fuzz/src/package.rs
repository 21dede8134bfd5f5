//! The tables of a package that comes back from a disk.

use libfuzzer_sys::Corpus;
use notice::line;
use notice::readback::PackageFiles;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io;

/// Files of which the input is made, in this order.
const TEXTS: [&str; 4] = ["20_manifest.csv", "30_sheets.csv", "00_job_ticket.json", "40_control_totals.json"];
/// Files that are there and say nothing.
const OTHERS: [&str; 3] = ["00_job_ticket.pdf", "40_control_totals.pdf", "10_letters_0001.pdf"];
/// Byte between the files of an input.
const BETWEEN: u8 = 0x1E;
const SUMS: &str = "SHA256SUMS";

/// A package in memory.
struct Package<'a> {
    texts: Vec<&'a [u8]>,
    sums: Vec<u8>,
}

impl Package<'_> {
    fn bytes(&self, name: &str) -> Option<&[u8]> {
        if name == SUMS {
            return Some(&self.sums);
        }
        let text = TEXTS.iter().position(|known| *known == name).and_then(|at| self.texts.get(at).copied());
        text.or_else(|| OTHERS.contains(&name).then_some(&b""[..]))
    }
}

impl PackageFiles for Package<'_> {
    fn names(&self) -> io::Result<Vec<String>> {
        let texts = TEXTS.iter().take(self.texts.len());
        let mut names: Vec<String> = texts.chain(&OTHERS).chain([&SUMS]).map(|name| (*name).to_owned()).collect();
        names.sort();
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn io::Read + Send + '_>> {
        self.bytes(name).map(|bytes| Box::new(bytes) as _).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Manifest, sheet list, ticket and totals; and digests, where a fifth text has them, else true ones. However a package is read,
/// the same is wrong with it.
pub fn package(data: &[u8]) -> Corpus {
    let mut parts: Vec<&[u8]> = data.split(|&byte| byte == BETWEEN).take(TEXTS.len() + 1).collect();
    let own = (parts.len() > TEXTS.len()).then(|| parts.remove(TEXTS.len()));
    let mut package = Package { texts: parts, sums: Vec::new() };
    package.sums = own.map_or_else(|| true_sums(&package).into_bytes(), <[u8]>::to_vec);
    let report = line::verify(&package, 1);
    assert!(!report.problems.is_empty(), "letters that are no PDF are no letters");
    for problem in &report.problems {
        assert!(!problem.message.is_empty() && problem.message.len() < 4_000);
        let lines = package.bytes(&problem.file).map_or(0, |bytes| bytes.split(|&b| b == b'\n' || b == b'\r').count());
        assert!(problem.line.is_none_or(|line| line as usize <= lines + 1), "{problem}");
    }
    assert_eq!(line::verify(&package, 1), report);
    Corpus::Keep
}

fn true_sums(package: &Package<'_>) -> String {
    let mut text = String::new();
    for name in package.names().unwrap_or_default().iter().filter(|name| *name != SUMS) {
        let bytes = package.bytes(name).unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}  {name}", digest(bytes));
    }
    text
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
