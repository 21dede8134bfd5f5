//! A provider's answer beside what the case has.

use super::answer::{Likeness, ProviderAnswer};
use super::request::{KnownAddress, NotSentReason, SentAddress, cells, table};
use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::ledger::unwritable;
use crate::policy::corrections::{CorrectionOutcome, word};
use crate::snapshot::CaseSnapshot;
use notice::intake::GivenAddress;
use notice::mailing::guarded;
use notice::party::{Gazetteer, PostalAddress};
use std::collections::BTreeMap;

/// An answer beside what the case has.
pub(super) struct ComparedAddress<'a> {
    pub(super) answer: &'a ProviderAnswer,
    pub(super) old: Option<&'a SentAddress>,
    pub(super) new: Option<PostalAddress>,
    pub(super) outcome: CorrectionOutcome,
    /// Reason why only a person can take it, or why nobody can.
    pub(super) note: String,
    /// Verdict on it.
    pub(super) said: ProviderVerdict,
}

/// Verdict on an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ProviderVerdict {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A rule takes it.
    Rule,
    /// A person takes it.
    Person,
    /// A person does not take it.
    Declined,
}

impl ProviderVerdict {
    /// The cells `answer` and `answered_by`; a table with the first can be given back as `--answers`.
    fn cells(self) -> [&'static str; 2] {
        match self {
            Self::Nothing => ["", ""],
            Self::Rule => ["yes", "rule"],
            Self::Person => ["yes", "person"],
            Self::Declined => ["no", "person"],
        }
    }
}

/// Holds an answer beside what the case has.
pub(super) fn compare<'a>(
    answer: &'a ProviderAnswer,
    known: Option<&'a KnownAddress>,
    asked: &BTreeMap<PersonId, Vec<String>>,
    gazetteer: &Gazetteer,
) -> ComparedAddress<'a> {
    let (note, said) = (String::new(), ProviderVerdict::Nothing);
    let mut one = ComparedAddress { answer, old: None, new: None, outcome: CorrectionOutcome::Unchanged, note, said };
    let Some(KnownAddress::Sent(sent)) = known else {
        let decided = matches!(known, Some(KnownAddress::Left(NotSentReason::Decided)));
        one.outcome = if decided { CorrectionOutcome::DecidedSince } else { CorrectionOutcome::LeftOutSince };
        let why = if let Some(KnownAddress::Left(why)) = known { why.words() } else { "" };
        one.note = format!("not sent for correction: {why}.");
        return one;
    };
    let old = &sent.address;
    one.old = Some(sent);
    if asked.get(&answer.id).is_some_and(|asked| *asked != cells(old)) {
        one.outcome = CorrectionOutcome::ChangedSince;
        one.note = "the case has another address than the one that was asked about; ask again.".into();
        return one;
    }
    if answer.is_blank() || answer.is_lost() {
        if answer.is_lost() {
            one.outcome = CorrectionOutcome::MovedWithoutAddress;
            one.note = "the person moved and no new address is known.".into();
        }
        return one;
    }
    let given = GivenAddress {
        line_1: &answer.line_1,
        line_2: &answer.line_2,
        urbanization: "",
        city: &answer.city,
        state: &answer.state,
        zip: &answer.zip,
    };
    match given.read(gazetteer) {
        Err(codes) => {
            one.outcome = CorrectionOutcome::Unusable;
            one.note = codes.iter().map(|code| code.message()).collect::<Vec<_>>().join(" ");
        }
        Ok(new) if new.zip.is_none() => {
            one.outcome = CorrectionOutcome::Unusable;
            one.note = "the address is outside the United States.".into();
        }
        Ok(new) => {
            one.outcome = match Likeness::of(old, &new) {
                Likeness::Same => CorrectionOutcome::Unchanged,
                Likeness::Spelling if !answer.says_moved() => CorrectionOutcome::Standardized,
                Likeness::Spelling | Likeness::Other => CorrectionOutcome::Moved,
            };
            one.new = Some(new);
        }
    }
    one
}

/// Old and new beside each other, as a table.
pub(super) fn comparison_table(
    snapshot: &CaseSnapshot,
    compared: &[ComparedAddress<'_>],
) -> Result<Vec<u8>, CommandError> {
    const HEADINGS: [&str; 21] = [
        "id",
        "list",
        "line",
        "outcome",
        "answer",
        "answered_by",
        "old_address_1",
        "old_address_2",
        "old_city",
        "old_state",
        "old_zip",
        "new_address_1",
        "new_address_2",
        "new_city",
        "new_state",
        "new_zip",
        "move_type",
        "return_code",
        "effective",
        "dpv",
        "note",
    ];
    let mut table = table();
    table.write_record(HEADINGS).map_err(unwritable)?;
    for one in compared {
        let ComparedAddress { answer, old, new, outcome, note, said } = one;
        let (list, line, was) = match old {
            Some(SentAddress { list, line, address, .. }) => {
                let list = snapshot.lists.get(usize::from(*list)).map_or("", |sheet| sheet.row.name.as_str());
                (list, line.to_string(), cells(address))
            }
            None => ("", String::new(), Default::default()),
        };
        let is = new.as_ref().map_or_else(|| answer.cells(), cells);
        let [yes, by] = said.cells().map(str::to_owned);
        let head = [answer.id.to_string(), list.to_owned(), line, word(*outcome), yes, by];
        let ProviderAnswer { move_type, return_code, effective, dpv, .. } = answer;
        let tail = [move_type, return_code, effective, dpv, note].map(Clone::clone);
        let row = head.into_iter().chain(was).chain(is).chain(tail);
        table.write_record(row.map(|cell| guarded(&cell).into_owned())).map_err(unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}
