//! `families`: people who share an address, side by side. Nothing is joined by it: everybody has an envelope of their own.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::session::Session;
use crate::snapshot::MailingScope;
use crate::task::{CommandContext, Progress};
use notice::line::households;
use serde::Serialize;

/// People at one address.
#[derive(Debug, Serialize)]
pub struct AddressHousehold {
    /// People who live there.
    pub members: Vec<HouseholdMember>,
    /// True if all children among them have one guardian by name.
    pub one_guardian: bool,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct HouseholdMember {
    /// Number of the person.
    pub person: PersonId,
    /// Their list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// Standing, or `unknown`.
    pub standing: &'static str,
    /// Disposition of the row.
    pub disposition: &'static str,
    /// The variant of the letter, or empty.
    pub variant: String,
}

/// Families in the order of the lists.
pub fn list_households(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<AddressHousehold>, CommandError> {
    case.refresh(command, progress)?;
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let (snapshot, sources, decision) = (&decided.snapshot, decided.sources(), &decided.decision);
    let homes = households(&snapshot.setup.context, &sources, decision)?;
    let member = |row: u32| {
        let entry = &decision.entries[row as usize];
        HouseholdMember {
            person: snapshot.person(entry.file, entry.extent.line).unwrap_or_default(),
            list: snapshot.lists[usize::from(entry.file)].row.name.clone(),
            line: entry.extent.line,
            standing: entry.standing.map_or("unknown", notice::party::Standing::word),
            disposition: entry.disposition.word(),
            variant: decision.variants.get(entry.variant as usize).cloned().unwrap_or_default(),
        }
    };
    let family = |home: &notice::line::Household| AddressHousehold {
        members: home.rows.iter().map(|&row| member(row)).collect(),
        one_guardian: home.one_guardian,
    };
    Ok(homes.iter().map(family).collect())
}
