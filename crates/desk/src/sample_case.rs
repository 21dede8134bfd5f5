//! The sample case of invented people.

use crate::CommandError;
use crate::casefile::input_files::{NAME, read_enclosed};
use crate::casefile::key::Secret;
use crate::casefile::{Access, Case};
use crate::io::outbox::put_file;
use crate::io::{access, embedded};
use crate::session::Session;
use crate::stage::lists::import::{self, ImportRequest};
use crate::stage::start::create::create_from_files;
use crate::task::CommandContext;
use notice::finding::{Problem, ProblemCode};
use std::path::Path;

/// The name of the sample case below the program's own folder.
const SAMPLE: &str = "Sample case.noticecase";

/// The sample case, open: invented people, and plain, so that nobody need remember a passphrase. It is made where there is
/// none, or anew where that is wanted.
pub fn open(home: &Path, anew: bool, command: &CommandContext) -> Result<Case, CommandError> {
    let path = home.join(SAMPLE);
    if anew && path.exists() {
        // Only a case that nobody else works on is taken away.
        Case::open(&path, &Secret::Plain, Access::Exclusive)?.close()?;
        Case::erase(&path)?;
    }
    if !path.exists() {
        access::create_folder(home).map_err(|e| CommandError::disk(home, "Creating the folder", &e))?;
        let built_in = |name: &str| {
            embedded::sample(name).map(<[u8]>::to_vec).ok_or_else(|| {
                Problem::of_file(name, "The program was built without this file.", ProblemCode::BuildIncomplete).into()
            })
        };
        let text = String::from_utf8_lossy(&built_in("incident.toml")?).into_owned();
        let facts = read_enclosed((NAME, NAME), &text, &mut |_, _, name| built_in(name))?;
        create_from_files(&path, &Secret::Plain, &facts, command)?;
        let list = home.join("patients.csv");
        put_file(&list, &built_in("patients.csv")?)?;
        let arrival = ImportRequest { lists: vec![list.clone()], by: "Sample".into(), ..ImportRequest::default() };
        let mut case = Session::new(Case::open(&path, &Secret::Plain, Access::Exclusive)?);
        let came = import::import(&mut case, &arrival, command, &mut |_| {});
        let _ = std::fs::remove_file(&list);
        came?;
        return Ok(case.into_case());
    }
    Case::open(&path, &Secret::Plain, Access::Exclusive)
}
