//! A case that is opened for a command and closed after it, and how a command reports.

use crate::say;
use crate::secret::Door;
use crate::watched::Watched;
use desk::CommandError;
use desk::casefile::Case;
use desk::session::Session;

/// Opens a case, works on it and closes it, whatever came of the work. What was done is remembered outside the case, and a
/// backup is made of it where the practice chose a place.
pub fn on(door: &Door, work: impl FnOnce(&mut Session) -> Result<u8, CommandError>) -> Result<u8, CommandError> {
    on_quietly(door, |case| {
        let watched = Watched::begin(case).told();
        let outcome = work(case);
        watched.end(case);
        outcome
    })
}

/// The same for commands that only look, which a case on a disc allows, too.
pub fn look_at(door: &Door, work: impl FnOnce(&mut Session) -> Result<u8, CommandError>) -> Result<u8, CommandError> {
    in_case(door.look()?, |case| {
        let watched = Watched::begin(case).told();
        let outcome = work(case);
        watched.end(case);
        outcome
    })
}

/// Opens the case to look at it, or to work on it.
pub fn look_or_work(
    looks: bool,
    door: &Door,
    work: impl FnOnce(&mut Session) -> Result<u8, CommandError>,
) -> Result<u8, CommandError> {
    if looks { look_at(door, work) } else { on(door, work) }
}

/// The same for commands that see to older files and backups themselves.
pub fn on_quietly(
    door: &Door,
    work: impl FnOnce(&mut Session) -> Result<u8, CommandError>,
) -> Result<u8, CommandError> {
    in_case(door.open()?, work)
}

fn in_case(case: Case, work: impl FnOnce(&mut Session) -> Result<u8, CommandError>) -> Result<u8, CommandError> {
    let mut session = Session::new(case);
    let outcome = work(&mut session);
    let closed = session.into_case().close();
    let code = outcome?;
    closed.map(|()| code)
}

/// A report, for machines or for people.
pub fn tell<T: serde::Serialize>(json: bool, report: &T, text: impl FnOnce(&T) -> String) {
    if json { say::json(report) } else { say::line(&text(report)) }
}
