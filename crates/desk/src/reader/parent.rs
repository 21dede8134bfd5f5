//! The program's side: starts the process that reads, gives it the file, takes its answer, and ends it when its time is up.

use super::budget::Budget;
use super::enclose::Layer;
use super::refusal::{beyond, damaged};
use super::wire::{self, ARGUMENT, FrameKind, Reason, Request, RequestHead};
use crate::CommandError;
use crate::process::signals;
use notice::finding::{Problem, ProblemCode};
use sha2::{Digest as _, Sha256};
use std::collections::VecDeque;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Layers that the system was found to lack, one bit each.
static MISSING: AtomicU8 = AtomicU8::new(0);

/// The last answers about pictures and letterheads, by the digest of what was asked.
static KNOWN: Mutex<VecDeque<(notice::digest::Digest, Vec<u8>)>> = Mutex::new(VecDeque::new());
/// Number of answers that are kept: logo, signature and letterhead of two cases.
const MOST_KNOWN: usize = 6;
/// The largest answer that is kept.
const KEPT: usize = 4 << 20;

/// Interval at which somebody who waits looks whether the work was stopped.
const LOOK: Duration = Duration::from_millis(100);

/// Sets the program that is started to read, once for this process. Without it a program whose `main` begins with
/// [`super::serve_if_asked`] starts itself; any other, such as one of tests, starts the `noticepress` that lies in its
/// folder or in the one above.
pub fn start_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Returns what this system does not do for the process that reads; empty where it lacks no layer, or nothing was read.
pub fn missing_layers() -> Vec<&'static str> {
    let missing = MISSING.load(Ordering::Relaxed);
    Layer::ALL.into_iter().filter(|layer| missing >> *layer as u8 & 1 == 1).map(Layer::lack).collect()
}

fn program() -> io::Result<PathBuf> {
    if let Some(program) = PROGRAM.get() {
        return Ok(program.clone());
    }
    // The very program that runs, also after another was installed in its place.
    let own = PathBuf::from("/proc/self/exe");
    let own = if cfg!(target_os = "linux") && own.exists() { own } else { std::env::current_exe()? };
    if super::serve::serves() {
        return Ok(own);
    }
    let own = std::env::current_exe()?;
    let name = format!("noticepress{}", std::env::consts::EXE_SUFFIX);
    let mut near = own.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    near.find(|program| program.is_file()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// The answer about a file; of a file that this process has asked about already the same one. A command lays the paper out
/// before and after what it does: the second time nothing can fail that did not fail the first.
pub fn ask(request: Request, file: &str, bytes: &[u8]) -> Result<Vec<u8>, CommandError> {
    // A list is read once, and is too large to be kept.
    if matches!(request, Request::Workbook(_)) {
        return read_whole(request, file, bytes);
    }
    let digest = Sha256::new_with_prefix(wire::pack(&(request, file)).unwrap_or_default()).chain_update(bytes);
    let digest = notice::digest::Digest::from(digest);
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, answer)) = known().iter().find(|(of, _)| *of == digest) {
        return Ok(answer.clone());
    }
    let answer = read_whole(request, file, bytes)?;
    if answer.len() <= KEPT {
        let mut known = known();
        if known.len() == MOST_KNOWN {
            known.pop_front();
        }
        known.push_back((digest, answer.clone()));
    }
    Ok(answer)
}

fn read_whole(request: Request, file: &str, bytes: &[u8]) -> Result<Vec<u8>, CommandError> {
    let mut answer = Vec::new();
    let mut take = |part: Vec<u8>| {
        if answer.is_empty() {
            answer = part;
        } else {
            answer.extend_from_slice(&part);
        }
        Ok(())
    };
    ask_in_parts(request, file, bytes, &mut take)?;
    Ok(answer)
}

/// The answer about a file, part by part as it comes. Parts of an answer that is refused in the end count for nothing. A process that did
/// not begin is started once more.
pub fn ask_in_parts(
    request: Request,
    file: &str,
    bytes: &[u8],
    take: &mut dyn FnMut(Vec<u8>) -> io::Result<()>,
) -> Result<(), CommandError> {
    match read_once(request, file, bytes, take) {
        Err(CommandError::Environment(_)) => read_once(request, file, bytes, take),
        answered => answered,
    }
}

/// Reads a file in a process of its own and gives the parts of its answer. Refused: what the reader refuses, and what takes
/// more memory or time than reading such a file may take.
fn read_once(
    request: Request,
    file: &str,
    bytes: &[u8],
    take: &mut dyn FnMut(Vec<u8>) -> io::Result<()>,
) -> Result<(), CommandError> {
    let budget = Budget::of(request, bytes.len() as u64);
    let head = RequestHead { request, file: file.to_owned(), length: bytes.len() as u64 };
    // Programs of tests of this crate cannot be started again.
    if cfg!(test) && PROGRAM.get().is_none() {
        return here(&head, bytes, take);
    }
    let mut child = start().map_err(|e| not_started(&e))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(not_started(&io::ErrorKind::BrokenPipe.into()));
    };
    let child = Mutex::new(child);
    let end = || child.lock().unwrap_or_else(PoisonError::into_inner).kill();
    let heard = thread::scope(|scope| {
        scope.spawn(move || {
            // A process that ended early is heard of by its answer.
            let _ = wire::send_head(&mut input, &head).and_then(|()| input.write_all(bytes));
        });
        let (tell, told) = mpsc::sync_channel(4);
        scope.spawn(move || {
            let mut output = BufReader::with_capacity(64 << 10, output);
            let mut left = budget.answer;
            loop {
                let part = wire::receive(&mut output, left);
                left -= part.as_ref().map_or(0, |(_, bytes)| bytes.len() as u64);
                let more = matches!(part, Ok((FrameKind::Layers | FrameKind::Part, _)));
                if tell.send(part).is_err() || !more {
                    return;
                }
            }
        });
        let heard = listen(&told, &budget, take);
        drop(told);
        if !matches!(heard, Heard::Whole | Heard::Refused(_)) {
            // Ends the threads too: both pipes close with it.
            let _ = end();
        }
        heard
    });
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    match heard {
        Heard::Whole => Ok(()),
        Heard::Refused(refusal) => Err(refusal.into()),
        Heard::TooLate => Err(beyond(request, file, "time").into()),
        Heard::TooMuch => Err(beyond(request, file, "memory").into()),
        Heard::Stopped(refused) => Err(refused),
        Heard::Nothing { begun: false } => Err(not_started(&io::ErrorKind::UnexpectedEof.into())),
        Heard::Nothing { begun: true } => Err(match status.map(cause) {
            Ok(Cause::Memory) => beyond(request, file, "memory"),
            Ok(Cause::Time) => beyond(request, file, "time"),
            Ok(Cause::Other) | Err(_) => damaged(request, file),
        }
        .into()),
    }
}

/// Result of listening to the process.
enum Heard {
    Whole,
    Refused(Problem),
    TooLate,
    TooMuch,
    Stopped(CommandError),
    Nothing { begun: bool },
}

fn listen(
    told: &Receiver<io::Result<(FrameKind, Vec<u8>)>>,
    budget: &Budget,
    take: &mut dyn FnMut(Vec<u8>) -> io::Result<()>,
) -> Heard {
    let until = Instant::now() + budget.clock;
    let reins = signals::task_control();
    let mut begun = false;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Heard::TooLate;
        }
        match told.recv_timeout(left.min(LOOK)) {
            Ok(Ok((FrameKind::Layers, layers))) => {
                let held: Vec<Layer> = wire::unpack(&layers).unwrap_or_default();
                let lacks = Layer::ALL.into_iter().filter(|layer| !held.contains(layer));
                MISSING.fetch_or(lacks.fold(0, |bits, layer| bits | 1 << layer as u8), Ordering::Relaxed);
                begun = true;
            }
            Ok(Ok((FrameKind::Part, part))) => {
                if take(part).is_err() {
                    return Heard::Nothing { begun };
                }
            }
            Ok(Ok((FrameKind::Done, _))) => return Heard::Whole,
            Ok(Ok((FrameKind::Refused, reason))) => {
                let reason = wire::unpack::<Reason>(&reason);
                return reason.map_or(Heard::Nothing { begun }, |reason| Heard::Refused(reason.into()));
            }
            Ok(Err(fault)) if fault.kind() == io::ErrorKind::FileTooLarge => return Heard::TooMuch,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Heard::Nothing { begun },
            Err(RecvTimeoutError::Timeout) => {
                if let Err(stopped) = reins.checkpoint() {
                    return Heard::Stopped(stopped);
                }
            }
        }
    }
}

fn start() -> io::Result<Child> {
    let mut command = Command::new(program()?);
    // The allocator takes its memory in small pieces, so that the limit counts what is used.
    command.arg(ARGUMENT).env_clear().env("MIMALLOC_ARENA_RESERVE", "32768").env("MIMALLOC_ARENA_EAGER_COMMIT", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A signal of the terminal is for the program, which ends its reader itself.
        command.process_group(0);
    }
    command.spawn()
}

/// Cause of the end of a process without an answer.
enum Cause {
    Memory,
    Time,
    Other,
}

#[cfg(unix)]
fn cause(status: ExitStatus) -> Cause {
    use nix::libc;
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        // How the program ends where memory is refused to it.
        Some(libc::SIGABRT | libc::SIGSEGV) => Cause::Memory,
        Some(libc::SIGXCPU | libc::SIGKILL) => Cause::Time,
        _ => Cause::Other,
    }
}

#[cfg(not(unix))]
fn cause(_status: ExitStatus) -> Cause {
    Cause::Other
}

/// The machine did not let the process begin.
fn not_started(error: &io::Error) -> CommandError {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or_default().to_lowercase();
    let message = format!("The process that reads workbooks and pictures could not be started: {plain}.");
    CommandError::Environment(Problem::of_file("", message, ProblemCode::ReaderFailed))
}

/// Reads in this process, without limits.
fn here(head: &RequestHead, bytes: &[u8], take: &mut dyn FnMut(Vec<u8>) -> io::Result<()>) -> Result<(), CommandError> {
    let mut told = Vec::new();
    super::serve::answer(head, bytes, &mut told).map_err(|e| not_started(&e))?;
    let mut from = told.as_slice();
    loop {
        match wire::receive(&mut from, u64::MAX).map_err(|e| not_started(&e))? {
            (FrameKind::Part | FrameKind::Layers, part) => take(part).map_err(|e| not_started(&e))?,
            (FrameKind::Done, _) => return Ok(()),
            (FrameKind::Refused, reason) => {
                let reason: Reason = wire::unpack(&reason).map_err(|e| not_started(&e))?;
                return Err(Problem::from(reason).into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FrameKind, Heard, Layer, Problem, Reason, Request, listen, missing_layers, wire};
    use crate::reader::budget::Budget;
    use std::io;
    use std::sync::mpsc;
    use std::time::Duration;

    fn heard(said: Vec<io::Result<(FrameKind, Vec<u8>)>>) -> Heard {
        heard_with(said).0
    }

    fn heard_with(said: Vec<io::Result<(FrameKind, Vec<u8>)>>) -> (Heard, Vec<u8>) {
        let (tell, told) = mpsc::sync_channel(8);
        said.into_iter().for_each(|part| tell.send(part).expect("somebody listens"));
        drop(tell);
        let mut answer = Vec::new();
        let mut take = |part: Vec<u8>| {
            answer.extend(part);
            Ok(())
        };
        let heard = listen(&told, &Budget::of(Request::Logo, 10), &mut take);
        (heard, answer)
    }

    #[test]
    fn an_answer_is_whole_or_there_is_none() {
        let layers = || Ok((FrameKind::Layers, wire::pack(&Layer::ALL.to_vec()).expect("packed")));
        let part = |bytes: &[u8]| Ok((FrameKind::Part, bytes.to_vec()));
        let whole = heard_with(vec![layers(), part(b"a"), part(b"b"), Ok((FrameKind::Done, Vec::new()))]);
        assert!(matches!(whole, (Heard::Whole, answer) if answer == b"ab"));
        assert!(matches!(heard(vec![layers(), part(b"a")]), Heard::Nothing { begun: true }));
        assert!(matches!(heard(Vec::new()), Heard::Nothing { begun: false }));
        let large = io::Error::from(io::ErrorKind::FileTooLarge);
        assert!(matches!(heard(vec![layers(), Err(large)]), Heard::TooMuch));
        let reason = Reason::from(Problem::of_file("l.svg", "No.", "Do."));
        let refused = heard(vec![layers(), Ok((FrameKind::Refused, wire::pack(&reason).expect("packed")))]);
        assert!(
            matches!(refused, Heard::Refused(refusal) if refusal.place.file == "l.svg" && refusal.advice() == "Do.")
        );
    }

    #[test]
    fn whoever_says_nothing_is_too_late() {
        let (_tell, told) = mpsc::sync_channel(1);
        let budget = Budget { clock: Duration::from_millis(1), ..Budget::of(Request::Logo, 10) };
        assert!(matches!(listen(&told, &budget, &mut |_| Ok(())), Heard::TooLate));
    }

    #[test]
    fn a_layer_that_is_not_in_force_is_told() {
        let some = wire::pack(&vec![Layer::Limits]).expect("packed");
        assert!(matches!(heard(vec![Ok((FrameKind::Layers, some))]), Heard::Nothing { begun: true }));
        assert_eq!(missing_layers(), [Layer::Files.lack(), Layer::Calls.lack()]);
    }
}
