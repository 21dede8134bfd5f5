//! The process that reads: takes one file, answers, and ends.

use super::book;
use super::budget::Budget;
use super::document;
use super::enclose::enclose;
use super::refusal::damaged;
use super::wire::{self, FrameKind, Reason, Request, RequestHead};
use notice::composition::Reader;
use notice::finding::Problem;
use notice::press::ReadHere;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// True if `main` has asked [`serve_if_asked`], so that this program can be started again to read.
static SERVES: AtomicBool = AtomicBool::new(false);

/// Returns true if this program can be started again to read.
pub fn serves() -> bool {
    SERVES.load(Ordering::Relaxed)
}

/// Reads a file for the program where this process was started for that, and gives the code to end with; else nothing. The
/// first thing that every `main` does.
pub fn serve_if_asked() -> Option<ExitCode> {
    SERVES.store(true, Ordering::Relaxed);
    let mut given = std::env::args_os().skip(1);
    if given.next().is_none_or(|first| first != wire::ARGUMENT) || given.next().is_some() {
        return None;
    }
    // A panic may hold values of the file, and nobody reads what this process says beside its answer.
    panic::set_hook(Box::new(|_| {}));
    let served = panic::catch_unwind(|| serve(&mut io::stdin().lock(), &mut io::stdout().lock()));
    Some(if matches!(served, Ok(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn serve(from: &mut impl io::Read, to: &mut impl Write) -> io::Result<()> {
    let head = wire::take_head(from)?;
    let layers = enclose(&Budget::of(head.request, head.length));
    wire::send(to, FrameKind::Layers, &wire::pack(&layers)?)?;
    to.flush()?;
    let bytes = wire::take(from, head.length)?;
    answer(&head, &bytes, to)?;
    to.flush()
}

/// The answer to one request, part by part.
pub fn answer(head: &RequestHead, bytes: &[u8], to: &mut impl Write) -> io::Result<()> {
    let answered = panic::catch_unwind(AssertUnwindSafe(|| read(head, bytes, to)));
    let answered = answered.unwrap_or_else(|_| Ok(Err(damaged(head.request, &head.file))));
    match answered? {
        Ok(()) => wire::send(to, FrameKind::Done, &[]),
        Err(refusal) => wire::send(to, FrameKind::Refused, &wire::pack(&Reason::from(refusal))?),
    }
}

fn read(head: &RequestHead, bytes: &[u8], to: &mut impl Write) -> io::Result<Result<(), Problem>> {
    let file = head.file.as_str();
    let packed = match head.request {
        Request::Workbook(pick) => {
            return book::answer(file, bytes, pick, &mut |part| wire::send(to, FrameKind::Part, part));
        }
        Request::Document => document::answer(file, bytes).map(|document| wire::pack(&document)),
        Request::Logo => ReadHere.logo(file, bytes).map(|logo| wire::pack(&logo)),
        Request::Signature => ReadHere.signature(file, bytes).map(|picture| wire::pack(&picture)),
        Request::Letterhead(maker) => ReadHere.letterhead(file, bytes, maker).map(|sheet| wire::pack(&sheet)),
    };
    match packed {
        Ok(packed) => packed.and_then(|packed| wire::send(to, FrameKind::Part, &packed)).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}
