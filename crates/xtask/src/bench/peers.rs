//! Programs that a practice or its lawyer would use instead, on the same wording and in the same run. Each is given a
//! sample that it can finish in seconds; its start counts, as it does for us.

use super::meter::measure;
use crate::machine;
use crate::step::Step;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Each needs seconds on a machine of its own; the limit is only for one that hangs.
const LIMIT: Duration = Duration::from_mins(4);

/// Source from which a peer is installed.
enum Source {
    /// A package of the Python index, with Debian packages that it stands on.
    Python(&'static str, &'static [&'static str]),
    /// Debian packages.
    Debian(&'static [&'static str]),
    /// An example program of this workspace.
    Cargo(&'static str),
}

struct Peer {
    name: &'static str,
    source: Source,
    /// Script under `crates/xtask/peers`, and its first argument; none for our own example program.
    script: Option<(&'static str, &'static str)>,
    letters: u64,
}

const PEERS: &[Peer] = &[
    Peer { name: "printpdf, plain", source: Source::Cargo("plain_printpdf"), script: None, letters: 1_000 },
    Peer {
        name: "ReportLab, one file",
        source: Source::Python("reportlab==5.1.0", &[]),
        script: Some(("reportlab_letters.py", "")),
        letters: 1_000,
    },
    Peer {
        name: "Typst, one file",
        source: Source::Python("typst==0.15.2", &[]),
        script: Some(("typst_letters.py", "")),
        letters: 200,
    },
    Peer {
        name: "WeasyPrint, one file",
        source: Source::Python(
            "weasyprint==70.0",
            &["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"],
        ),
        script: Some(("weasyprint_letters.py", "")),
        letters: 100,
    },
    Peer {
        name: "Chromium, headless, one file",
        source: Source::Debian(&["chromium", "fonts-dejavu-core"]),
        script: Some(("chromium_letters.py", "")),
        letters: 100,
    },
    Peer {
        name: "LibreOffice, one document a person",
        source: Source::Debian(&["libreoffice-writer-nogui", "fonts-dejavu-core"]),
        script: Some(("libreoffice_letters.py", "each")),
        letters: 20,
    },
    Peer {
        name: "LibreOffice, all in one document",
        source: Source::Debian(&["libreoffice-writer-nogui", "fonts-dejavu-core"]),
        script: Some(("libreoffice_letters.py", "all")),
        letters: 200,
    },
];

/// Times every peer that can be had; `ours` is our own letters per second.
pub fn measure_all(work: &Path, letter: &str, ours: Option<f64>) -> Result<(), String> {
    let text = work.join("letter.txt");
    fs::write(&text, letter).map_err(|e| format!("cannot write {}: {e}", text.display()))?;
    println!("## Beside others, on the same wording ({} words)\n", letter.split_whitespace().count());
    println!("| program | letters | wall s | CPU s | letters/s | bytes a letter | we are faster by |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for peer in PEERS {
        match time(peer, work, &text) {
            Ok((wall, cpu, bytes)) => {
                let rate = peer.letters as f64 / wall;
                let ratio = ours.map_or_else(String::new, |ours| format!("{:.0} times", ours / rate));
                let each = bytes / peer.letters;
                println!("| {} | {} | {wall:.2} | {cpu:.2} | {rate:.1} | {each} | {ratio} |", peer.name, peer.letters);
            }
            Err(why) => {
                println!("| {} | {} | skipped: {} | | | | |", peer.name, peer.letters, in_a_cell(&why));
                eprintln!("{} is skipped: {why}", peer.name);
            }
        }
    }
    println!();
    Ok(())
}

/// A reason on one short line, as a cell of a table can hold it.
pub fn in_a_cell(why: &str) -> String {
    let words = why.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "/");
    let mut shown: String = words.chars().take(160).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}

fn time(peer: &Peer, work: &Path, text: &Path) -> Result<(f64, f64, u64), String> {
    let out = work.join("peer");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|e| format!("cannot empty {}: {e}", out.display()))?;
    }
    fs::create_dir_all(&out).map_err(|e| format!("cannot make {}: {e}", out.display()))?;
    let program = install(peer)?;
    let mut step = Step::new(program);
    if let Some((script, kind)) = peer.script {
        step = step.arg(format!("crates/xtask/peers/{script}"));
        if !kind.is_empty() {
            step = step.arg(kind);
        }
    }
    let step = step.arg(text).arg(peer.letters.to_string()).arg(&out);
    eprintln!("  $ {}", step.line());
    let cost = measure(&step, work, LIMIT)?;
    if cost.code != 0 {
        return Err(format!("{} ended with {}\n{}{}", step.line(), cost.code, cost.out, cost.err));
    }
    let entries = fs::read_dir(&out).map_err(|e| format!("cannot read {}: {e}", out.display()))?;
    let pdfs = entries.filter_map(Result::ok).filter(|e| e.path().extension().is_some_and(|x| x == "pdf"));
    let bytes: u64 = pdfs.filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum();
    if bytes == 0 { Err("it wrote no PDF".to_owned()) } else { Ok((cost.wall, cost.cpu, bytes)) }
}

/// Brings the peer onto the machine; gives the program that runs its script.
fn install(peer: &Peer) -> Result<PathBuf, String> {
    match peer.source {
        Source::Python(package, below) => {
            machine::debian(below)?;
            let name = package.split("==").next().unwrap_or(package);
            machine::python(name, &[package])
        }
        Source::Debian(packages) => {
            machine::debian(packages)?;
            Ok("/usr/bin/python3".into())
        }
        Source::Cargo(example) => machine::example(example),
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_cell;

    #[test]
    fn a_reason_fits_a_cell() {
        assert_eq!(in_a_cell("no such\n  program | here"), "no such program / here");
        assert_eq!(in_a_cell(&"é".repeat(200)).chars().count(), 161);
    }
}
