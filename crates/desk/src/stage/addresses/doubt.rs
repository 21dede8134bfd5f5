//! Answers that no rule may take. A rule knows an address; it does not know whether a child went along, who of a
//! household left, or whether a move is a way to be safe from somebody at home. A person can know.

use super::answer::ProviderAnswer;
use super::request::{SentAddress, SentRows, place};
use crate::casefile::id::PersonId;
use chrono::{Datelike, NaiveDate};
use notice::party::{PostalAddress, Standing};
use std::collections::BTreeMap;

/// Returns the reason why no rule may take another spelling of the same address; `None` where one may.
pub(super) fn of_spelling(answer: &ProviderAnswer) -> Option<&'static str> {
    unconfirmed(answer)
}

/// Returns the reason why no rule may take a move; `None` where one may. `moves` says where everybody goes of whom the
/// provider says that they moved.
pub(super) fn of_move(
    answer: &ProviderAnswer,
    sent: &SentAddress,
    book: &SentRows,
    moves: &BTreeMap<PersonId, String>,
    mailing: NaiveDate,
) -> Option<&'static str> {
    match sent.standing {
        Some(Standing::Adult) => {}
        Some(Standing::Minor) => {
            return Some("the letter is about a child, who may not live at the new address.");
        }
        Some(Standing::Deceased) => return Some("the person is deceased, so someone else moved."),
        Some(Standing::Represented) => return Some("this person has a representative, who may not have moved."),
        None => return Some("it is not known which letter this person gets."),
    }
    if answer.move_type.starts_with('B') {
        return Some("a business moved, not a person.");
    }
    if !answer.says_moved() {
        return Some("the provider gives another address but reports no move.");
    }
    if answer.is_loose() {
        return Some("the provider matched the move only without the apartment number.");
    }
    match month(&answer.effective) {
        Ok(Some(month)) if month > (mailing.year(), mailing.month()) => {
            return Some("the move is after the mailing date.");
        }
        Err(()) => return Some("the date of the move cannot be read, so it may be after the mailing date."),
        Ok(_) => {}
    }
    if !together(answer.id, &sent.address, book, moves) {
        return Some("others in the case live at the old address and did not move, so it is not known who moved.");
    }
    unconfirmed(answer)
}

/// Returns a reason if the provider says that mail is not delivered there as the address is written.
fn unconfirmed(answer: &ProviderAnswer) -> Option<&'static str> {
    matches!(answer.dpv.as_str(), "N" | "D").then_some("the provider does not confirm that mail is delivered there.")
}

/// Returns true if everybody of the case who lives at the old address goes to the same new one. Providers get no names,
/// so a move of one of several may be anybody's.
fn together(id: PersonId, old: &PostalAddress, book: &SentRows, moves: &BTreeMap<PersonId, String>) -> bool {
    let to = moves.get(&id);
    book.homes.get(&place(old)).is_none_or(|home| home.iter().all(|other| moves.get(other) == to))
}

/// The month of a move: `2025-03`, `202503`, `2025-03-14`, `3/2025`, `3/14/2025`; nothing where the cell is empty.
fn month(text: &str) -> Result<Option<(i32, u32)>, ()> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month) = match parts.as_slice() {
        [] if text.trim().is_empty() => return Ok(None),
        [one] if one.len() == 6 || one.len() == 8 => one.split_at(4),
        [year, month] | [year, month, _] if year.len() == 4 => (*year, *month),
        [month, year] | [month, _, year] if year.len() == 4 => (*year, *month),
        _ => return Err(()),
    };
    let month = &month[..month.len().min(2)];
    match (year.parse(), month.parse()) {
        (Ok(year @ 1900..=2999), Ok(month @ 1..=12)) => Ok(Some((year, month))),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read_as_providers_and_spreadsheets_write_them() {
        for text in ["202503", "20250314", "2025-03", "2025-03-14", "3/2025", "03/14/2025"] {
            assert_eq!(month(text), Ok(Some((2025, 3))), "{text}");
        }
        assert_eq!(month(" "), Ok(None));
        for text in ["March", "032025", "25-03", "2025-13", "45736"] {
            assert_eq!(month(text), Err(()), "{text}");
        }
    }
}
