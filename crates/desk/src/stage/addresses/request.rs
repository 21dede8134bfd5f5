//! `addresses --out`: the addresses that a provider of corrections may see, under the numbers of their people and without any
//! name. Whoever must not be looked for is left out.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::PersonId;
use crate::casefile::paper::{self, ASKED};
use crate::casefile::ruling::effective_decisions;
use crate::casefile::{ActKind, Case, LATEST};
use crate::io::digest::hex;
use crate::io::outbox::{FileKind, SingleFile};
use crate::io::tables::ADDRESSES;
use crate::ledger::unwritable;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::digest::Digest;
use notice::finding::{Code, CodeSet, ProblemCode};
use notice::line::{Decision, Disposition, Entry, NONE, SourceList, open_address, people};
use notice::mailing::guarded;
use notice::party::{Person, PostalAddress, Standing};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows that are read again at once.
const STRIDE: usize = 2048;

/// Marks of people whose address is never shown to anybody who looks for people.
const FLAGS: [Code; 7] = [
    Code::WarningNoted,
    Code::CustodyMarked,
    Code::SafeAddressMarked,
    Code::DoNotContactMarked,
    Code::ConfidentialAddressUsed,
    Code::ConfidentialAddressIncomplete,
    Code::ColumnLooksLikeFlag,
];

/// Reason why an address is not sent for correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotSentReason {
    /// Custody, safe address, do not contact, confidential address, or a column that looks like one of these.
    Flagged,
    /// Held by a mark in the list or by a decision.
    Held,
    /// Rows of the person disagree, so that it is not known which is right.
    RowsDisagree,
    /// Gone from the newer list.
    Gone,
    /// Joined with another row, which is sent or has its own reason.
    Joined,
    /// Taken out by a decision.
    Excluded,
    /// Outside the United States.
    Foreign,
    /// The address was decided in the case.
    Decided,
    /// Nothing that could be sent.
    NoAddress,
    /// Puerto Rican urbanization, for which the table has no column.
    Urbanization,
}

impl NotSentReason {
    /// Returns the reason in plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Flagged => "custody, safe address, do not contact, or a confidential address",
            Self::Held => "held by a mark or a decision",
            Self::RowsDisagree => "rows of the person disagree",
            Self::Gone => "gone from the newer list",
            Self::Joined => "joined with another row",
            Self::Excluded => "taken out by a decision",
            Self::Foreign => "outside the United States",
            Self::Decided => "address decided in the case",
            Self::NoAddress => "no address that could be sent",
            Self::Urbanization => "urbanization in Puerto Rico, which the table has no column for",
        }
    }
}

/// Report of `addresses --out`.
#[derive(Debug, Serialize)]
pub struct RequestReport {
    /// Addresses in the file.
    pub addresses: u64,
    /// Rows left out, by reason.
    pub left_out: BTreeMap<NotSentReason, u64>,
    /// Copies for further parents of children, whose addresses are those of the file of guardians and are not sent.
    pub copies: u64,
    /// Digest of the file.
    pub sha256: String,
}

/// A person's address as the case has it, or why it is not sent.
pub(super) enum KnownAddress {
    /// May be sent.
    Sent(Box<SentAddress>),
    /// May not.
    Left(NotSentReason),
}

/// An address that may be sent.
pub(super) struct SentAddress {
    /// The list of the row.
    pub(super) list: u16,
    /// The line of the row.
    pub(super) line: u32,
    /// The address.
    pub(super) address: PostalAddress,
    /// Standing, which decides the person's letter, where it is known.
    pub(super) standing: Option<Standing>,
}

/// Addresses that a case knows.
#[derive(Default)]
pub(super) struct SentRows {
    /// Everybody with their address or the reason why it is not sent. Of several rows of one person the first that may be sent
    /// counts, and none where any is flagged.
    pub(super) people: BTreeMap<PersonId, KnownAddress>,
    /// Number of rows that are left out, by reason.
    pub(super) left_out: BTreeMap<NotSentReason, u64>,
    /// People of the case at each address, those too who are not sent; an address is named by [`place`].
    pub(super) homes: BTreeMap<String, BTreeSet<PersonId>>,
}

/// An address as one word, the same for every way of writing it with other capitals, points and blanks, and with nine digits
/// or five.
pub(super) fn place(address: &PostalAddress) -> String {
    let [line_1, line_2, city, state, zip] = cells(address).map(|cell| to_one_line(&cell));
    [&*line_1, &line_2, &city, &state, zip.get(..5).unwrap_or(&zip)].join("|")
}

/// Letters and digits alone, in capitals, words parted by one blank.
pub(super) fn to_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>().join(" ")
}

/// Reads the addresses of everybody.
pub(super) fn load_sent_rows(
    case: &Case,
    snapshot: &CaseSnapshot,
    sources: &[SourceList<'_>],
    decision: &Decision,
) -> Result<SentRows, CommandError> {
    let flags: CodeSet = FLAGS.into_iter().collect();
    let standings = effective_decisions(&case.decisions(LATEST)?);
    let person = |entry: &Entry| snapshot.person(entry.file, entry.extent.line).unwrap_or_default();
    let flagged = |entry: &Entry| {
        let ended = standings.get(&person(entry)).map(|standing| standing.ruling.ended).unwrap_or_default();
        [entry.codes, ended].into_iter().any(|mut codes| codes.remove(flags))
    };
    // A mark on one row of a person counts for all of them, joined or not.
    let mut guarded: BTreeSet<PersonId> = BTreeSet::new();
    for entry in decision.entries.iter().filter(|entry| flagged(entry)) {
        guarded.insert(person(entry));
        if entry.primary != NONE {
            guarded.insert(person(&decision.entries[entry.primary as usize]));
        }
    }
    for entry in decision.entries.iter().filter(|entry| entry.primary != NONE) {
        if guarded.contains(&person(&decision.entries[entry.primary as usize])) {
            guarded.insert(person(entry));
        }
    }
    let SentRows { people: mut all, left_out: mut left, mut homes } = SentRows::default();
    let rows: Vec<u32> = (0..decision.entries.len() as u32).collect();
    for strip in rows.chunks(STRIDE) {
        for (row, read) in strip.iter().zip(people(&snapshot.setup.context, sources, &decision.entries, strip)?) {
            let entry = &decision.entries[*row as usize];
            let id = person(entry);
            let counts = matches!(entry.disposition, Disposition::Letter | Disposition::Held);
            if let Some(address) = open_address(&read).filter(|_| counts) {
                homes.entry(place(address)).or_insert_with(BTreeSet::new).insert(id);
            }
            let found = if guarded.contains(&id) {
                KnownAddress::Left(NotSentReason::Flagged)
            } else {
                let (list, line, standing) = (entry.file, entry.extent.line, entry.standing);
                match sendable(entry, &read) {
                    Ok(address) => KnownAddress::Sent(Box::new(SentAddress { list, line, address, standing })),
                    Err(why) => KnownAddress::Left(why),
                }
            };
            match (&found, all.get(&id)) {
                (KnownAddress::Sent(..), Some(KnownAddress::Sent(..))) => {
                    *left.entry(NotSentReason::Joined).or_default() += 1;
                }
                (KnownAddress::Sent(..), _) => drop(all.insert(id, found)),
                (KnownAddress::Left(why), before) => {
                    *left.entry(*why).or_default() += 1;
                    if before.is_none() {
                        all.insert(id, found);
                    }
                }
            }
        }
    }
    Ok(SentRows { people: all, left_out: left, homes })
}

fn sendable(entry: &Entry, person: &Person) -> Result<PostalAddress, NotSentReason> {
    let has = |code| entry.codes.contains(code);
    match entry.disposition {
        Disposition::Merged => return Err(NotSentReason::Joined),
        Disposition::Excluded => return Err(NotSentReason::Excluded),
        Disposition::Letter | Disposition::Held => {}
    }
    if has(Code::HoldMarked) || has(Code::HoldDecided) {
        return Err(NotSentReason::Held);
    }
    if has(Code::GoneFromList) {
        return Err(NotSentReason::Gone);
    }
    if has(Code::DuplicateStatusConflict) || has(Code::DuplicateAddressConflict) {
        return Err(NotSentReason::RowsDisagree);
    }
    if has(Code::AddressDecided) {
        return Err(NotSentReason::Decided);
    }
    let unsound = [Code::AddressFormula, Code::AddressPlaceholder, Code::AddressMissing].into_iter().any(has);
    let Some(address) = open_address(person).filter(|_| !unsound) else {
        return Err(if has(Code::AddressForeign) { NotSentReason::Foreign } else { NotSentReason::NoAddress });
    };
    if has(Code::AddressForeign) || address.state.is_foreign() || address.zip.is_none() {
        return Err(NotSentReason::Foreign);
    }
    if !address.urbanization.is_empty() {
        return Err(NotSentReason::Urbanization);
    }
    // A cell that a spreadsheet would take for a formula would come back as something else.
    if cells(address).iter().any(|cell| guarded(cell) != cell.as_str()) {
        return Err(NotSentReason::NoAddress);
    }
    Ok(address.clone())
}

/// The cells of an address, as they go out.
pub(super) fn cells(address: &PostalAddress) -> [String; 5] {
    let zip = address.zip.map(|zip| zip.to_string()).unwrap_or_default();
    [address.line_1.clone(), address.line_2.clone(), address.city.clone(), address.state.to_string(), zip]
}

/// Writes the addresses that may be sent for correction.
pub fn request_corrections(
    case: &mut Session,
    out: &Path,
    by: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<RequestReport, CommandError> {
    let by = Actor::parse_optional(by)?;
    let file = output(case, FileKind::Addresses, out, command)?.known(digests(case, ASKED)?);
    file.check()?;
    case.refresh(command, progress)?;
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let (snapshot, sources, decision) = (&decided.snapshot, decided.sources(), &decided.decision);
    let SentRows { people: known, left_out, .. } = load_sent_rows(case, snapshot, &sources, decision)?;
    let (mut table, mut count) = (table(), 0);
    table.write_record(ADDRESSES).map_err(unwritable)?;
    for (id, found) in &known {
        if let KnownAddress::Sent(sent) = found {
            let row = std::iter::once(id.to_string()).chain(cells(&sent.address));
            table.write_record(row).map_err(unwritable)?;
            count += 1;
        }
    }
    let bytes = table.into_inner().unwrap_or_default();
    let sha256 = hex(Sha256::digest(&bytes));
    command.control.checkpoint()?;
    file.put(&bytes)?;
    let told = json!({ "addresses": count, "left_out": left_out, "sha256": sha256 });
    let name = crate::io::path::file_name(out);
    let asked = case.transact(ActKind::AddressesAsked, by, |step, act| {
        paper::keep(step, act, ASKED, &name, &bytes)?;
        Ok(((), told))
    });
    asked.map_err(|why| why.adding("The file itself is complete; write it again before you give it to anyone."))?;
    Ok(RequestReport { addresses: count, left_out, copies: decided.decision.copies.len() as u64, sha256 })
}

/// A table in memory, with the line ends that spreadsheets expect.
pub(super) fn table() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

/// A single file of a command over a case, which is never written over the case or what the command reads.
pub(super) fn output(
    case: &Case,
    kind: FileKind,
    out: &Path,
    command: &CommandContext,
) -> Result<SingleFile, CommandError> {
    let refused =
        |what: &str| Err(CommandError::input(format!("The file to write is {what}."), ProblemCode::RequestUnwritable));
    if matches!((out.canonicalize(), case.path().canonicalize()), (Ok(a), Ok(b)) if a == b) {
        return refused("the case itself");
    }
    if out.is_dir() {
        return refused("a folder");
    }
    Ok(SingleFile::new(kind, out).force(command.force).except(&command.inputs).except([case.path()]))
}

/// Digests of the files of a kind that the case keeps: one that still is what was written may be replaced.
pub(super) fn digests(case: &Case, kind: &str) -> Result<Vec<Digest>, CommandError> {
    Ok(case.attachments(kind)?.iter().map(|paper| Digest::of(&paper.bytes)).collect())
}
