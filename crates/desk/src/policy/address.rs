//! Addresses that somebody gives: typed by a person, or answered by a provider.

use crate::CommandError;
use crate::casefile::ruling::StoredAddress;
use crate::snapshot::CaseSnapshot;
use notice::finding::{Problem, ProblemCode};
use notice::intake::GivenAddress;
use serde::Deserialize;

/// An address as it was typed.
#[derive(Clone, Default, Deserialize, ts_rs::TS)]
pub struct AddressInput {
    /// Street line.
    pub line_1: String,
    /// Second line.
    pub line_2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub zip: String,
}

impl std::fmt::Debug for AddressInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<private>")
    }
}

/// The most characters of a line of an address; whether it fits into the window is found when it is set.
const LONGEST_LINE: usize = 200;

/// An address, checked as one of a list and made ready to be kept.
pub fn check_address(
    snapshot: &CaseSnapshot,
    address: &AddressInput,
    source: &str,
    moved: bool,
) -> Result<StoredAddress, CommandError> {
    let lines = [&address.line_1, &address.line_2, &address.city, &address.state, &address.zip];
    if lines.iter().any(|line| line.chars().count() > LONGEST_LINE) {
        let message = format!("An address line is longer than {LONGEST_LINE} characters.");
        return Err(CommandError::input(message, "Shorten it; an envelope has room for about 40."));
    }
    let given = GivenAddress {
        line_1: &address.line_1,
        line_2: &address.line_2,
        urbanization: "",
        city: &address.city,
        state: &address.state,
        zip: &address.zip,
    };
    let read = given.read(&snapshot.setup.context.gazetteer).map_err(|codes| {
        let reasons = codes.into_iter().map(|code| Problem::of_file("", code.message(), code.advice()));
        CommandError::Input(reasons.collect())
    })?;
    let Some(zip) = read.zip else {
        return Err(CommandError::input("The address is outside the United States.", ProblemCode::AddressAbroad));
    };
    Ok(StoredAddress {
        line_1: read.line_1,
        line_2: read.line_2,
        urbanization: read.urbanization,
        city: read.city,
        state: read.state.to_string(),
        zip: zip.to_string(),
        source: source.to_owned(),
        moved,
        of: None,
    })
}
