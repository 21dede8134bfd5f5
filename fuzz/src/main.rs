//! Every reader of what comes from outside, under `libFuzzer`. One program holds all targets, so that it is linked once; the
//! environment variable `NOTICEPRESS_FUZZ` names the one that runs.

// libFuzzer has the `main`.
#![no_main]

mod apart;
mod law;
mod list;
mod package;
mod pdf;
mod tables;
mod templates;
mod toml;

use libfuzzer_sys::{Corpus, fuzz_target};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{LazyLock, Mutex};

/// A target reads an input, and says whether it is worth keeping.
type Target = fn(&[u8]) -> Corpus;

const TARGETS: [(&str, Target); 23] = [
    ("list", list::list),
    ("row", list::row),
    ("date", list::date),
    ("address", list::address),
    ("mapping", toml::mapping),
    ("incident", toml::incident),
    ("vendor", toml::vendor),
    ("rates", toml::rates),
    ("rule", toml::rule),
    ("template", templates::template),
    ("markup", templates::markup),
    ("pdf", pdf::pages),
    ("package", package::package),
    ("letterhead", apart::letterhead),
    ("picture", apart::picture),
    ("document", apart::document),
    ("workbook", apart::workbook),
    ("wire", apart::wire),
    ("pieces", tables::pieces),
    ("corrections", tables::corrections),
    ("guardians", tables::guardians),
    ("codes", tables::codes),
    ("head", tables::head),
];

/// The target that was asked for.
static CHOSEN: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("NOTICEPRESS_FUZZ").unwrap_or_default();
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.map_or_else(
        || {
            let names = TARGETS.map(|(known, _)| known).join(", ");
            eprintln!("NOTICEPRESS_FUZZ names no target. There are: {names}");
            std::process::exit(2)
        },
        |(_, target)| *target,
    )
});

/// Message of the last panic. It is printed only where nobody caught the panic: the process that reads files of others
/// catches panics of their readers.
static SAID: Mutex<String> = Mutex::new(String::new());

fn prepare() {
    LazyLock::force(&CHOSEN);
    panic::set_hook(Box::new(|panic| {
        if let Ok(mut said) = SAID.lock() {
            *said = panic.to_string();
        }
    }));
}

fn run(data: &[u8]) -> Corpus {
    panic::catch_unwind(AssertUnwindSafe(|| CHOSEN(data))).unwrap_or_else(|panic| {
        if let Ok(said) = SAID.lock() {
            // What a panic says may hold characters that steer a terminal.
            eprintln!("{}", notice::finding::escape_text(&said));
        }
        panic::resume_unwind(panic)
    })
}

fuzz_target!(init: prepare(), |data: &[u8]| -> Corpus { run(data) });
