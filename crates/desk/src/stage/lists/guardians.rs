//! `guardians`: guardians from a second file, joined by record number; and whether families' names bear the join out.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::fact::{self, GUARDIANS, InputFile, PARENTS};
use crate::casefile::ledger::Families;
use crate::casefile::{ActKind, LATEST};
use crate::io::digest::hex;
use crate::io::read;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::reader::lists::open_lists;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope, parent_rule};
use crate::task::{CommandContext, Progress};
use notice::finding::{Code, Problem, ProblemCode, is_unprintable};
use notice::intake::{Guardians, LeftOut, ListBytes, ParentRule, column_shift};
use notice::line::{Decision, Disposition, Entry, people};
use notice::party::Standing;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// Report of `guardians`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct GuardianReport {
    /// Record numbers in the file.
    pub guardians: u64,
    /// Children who have a guardian by it.
    pub joined: u64,
    /// Numbers of the file that no row of the case has.
    pub strangers: u64,
    /// Family names of the children and of the guardians whom the file gives them.
    pub families: Families,
    /// The file of guardians in whose place it stands; children who are in the older one alone have no guardian by it any more.
    pub replaces: Option<String>,
    /// Children whom the list itself gives another guardian; the list's own stays.
    pub other_in_list: u64,
    /// Children who live with their guardian and who do not, where the file has addresses.
    pub homes: GuardianAddresses,
    /// Numbers of the file that are those of adults, who are written to themselves, or of people whose age is not known.
    pub adults: u64,
    /// Rows of the file that name nobody who is written to about a child.
    pub left_out: LeftOut,
    /// Children of whom the file names several parents.
    pub several: SeveralParents,
    /// Rows of the file that name another child, or another birth date, than the number has in the case; they are not joined.
    pub other_child: OtherChildRows,
}

/// Rows of a file of guardians that slipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OtherChildRows {
    /// Number of them.
    pub rows: u64,
    /// The lines of the first hundred.
    pub lines: Vec<u32>,
    /// Rows of which the child could be compared.
    #[serde(skip)]
    #[ts(skip)]
    compared: u64,
}

/// Most lines of rows that slipped that a report names.
const MOST_LINES: usize = 100;

impl OtherChildRows {
    /// Returns true if a whole column must have slipped, or the column is another: as for families' names.
    fn in_doubt(&self) -> bool {
        (self.compared >= 20 && 5 * self.rows > 2 * self.compared) || (self.rows >= 5 && self.rows == self.compared)
    }
}

/// Children of whom a file names several parents, and what comes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SeveralParents {
    /// Such children who get a letter or are held.
    pub children: u64,
    /// Rule for them, where one was given.
    pub rule: Option<ParentRule>,
    /// Copies that go to further parents.
    pub copies: u64,
    /// Children who are held until somebody says which parents are written to.
    pub undecided: u64,
    /// Children of whom a further parent has no address that a copy could go to.
    pub unmailable: u64,
    /// People who have a decided address that was given for another addressee than the letter has now, and is not used.
    pub addresses_of_others: u64,
}

/// Addresses of children and guardians beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct GuardianAddresses {
    /// One home.
    pub same: u64,
    /// Two.
    pub other: u64,
}

impl GuardianAddresses {
    /// Returns true if so many live apart that a column must have slipped: more than three in five of at least twenty.
    /// Parents who live apart from their children are no accident; nearly all of them are.
    fn in_doubt(self) -> bool {
        let all = self.same + self.other;
        all >= 20 && 5 * self.other > 3 * all
    }
}

/// The most bytes of a cell of a file of guardians.
const LONGEST_CELL: usize = 800;

/// The file of guardians, or the sheet of a workbook that has them.
#[derive(Clone, Copy, Debug)]
pub struct GuardianFile<'a> {
    /// The file.
    pub path: &'a Path,
    /// The sheet, by name or number; where a workbook has one that holds something, none is needed.
    pub sheets: &'a [String],
}

/// The largest file of guardians.
const LARGEST: u64 = 64 << 20;

/// The name and the text of a file of guardians.
fn take(file: &GuardianFile<'_>) -> Result<(String, String), CommandError> {
    let inputs = open_lists(&[file.path.to_owned()], file.sheets)?;
    let [input] = &inputs[..] else {
        let shown = file.path.display().to_string();
        let advice = "Name one sheet; join another as a file of its own.";
        return Err(Problem::of_file(shown, "Guardians come from one sheet.", advice).into());
    };
    if !input.is_sheet() {
        return Ok((input.short_name(), read::text(file.path)?));
    }
    if input.len() > LARGEST {
        return Err(Problem::of_file(input.name(), "The sheet is larger than 64 MiB.", ProblemCode::FileLarge).into());
    }
    let mut bytes = vec![0; input.len() as usize];
    input.read_at(0, &mut bytes).map_err(|e| CommandError::disk(file.path, "Reading", &e))?;
    Ok((input.short_name(), String::from_utf8_lossy(&bytes).into_owned()))
}

/// Refuses cells that can be nobody's name or number.
fn refuse_odd_cells(name: &str, text: &str) -> Result<(), CommandError> {
    for (line, text) in (1..).zip(text.lines()) {
        let odd = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().any(|c| is_unprintable(c) && c != '\t');
        // A record of FHIR may have a picture in it.
        let cells = text.split([',', ';', '\t', '|']).filter(|_| !text.starts_with('{'));
        let longest = cells.map(str::len).max().unwrap_or_default();
        let message = if odd {
            "The line holds a control, private-use or invisible character."
        } else if longest > LONGEST_CELL {
            "A cell of the line is longer than any name or number."
        } else {
            continue;
        };
        let advice = "Save the table anew from its source, as CSV (UTF-8).";
        return Err(Problem::of_file(name, message, advice).at(line, 0).into());
    }
    Ok(())
}

/// Joins a file of guardians to the case, if the join is proved.
///
/// # Errors
/// A file that joins by names, one number with two guardians or two people, and guardians whose family names are so seldom
/// the children's, or whose addresses so seldom, that a column must have slipped; the first such row is named.
pub fn guardians(
    case: &mut Session,
    file: &GuardianFile<'_>,
    rule: Option<ParentRule>,
    by: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<GuardianReport, CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let (name, text) = take(file)?;
    refuse_odd_cells(&name, &text)?;
    let bytes = text.clone().into_bytes();
    let fact = InputFile { role: GUARDIANS.into(), name: name.clone(), bytes };
    let mut snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
    let context = &snapshot.setup.context;
    let table = Guardians::parse(&name, &text, &context.gazetteer, context.incident.mailing.date)?;
    // The join is proved on the addresses of the lists, not on those of parents who were chosen.
    snapshot.add_guardians(Some(&fact), None)?;
    let sources = snapshot.sources();
    let decision = snapshot.decide(&sources, &mut |stage| progress(Progress::Done(stage.into())))?;
    let Proved { joined, strangers, families, homes, other_in_list, adults, several, other_child } =
        prove(&snapshot, &sources, &decision, &table)?;
    let files = case.input_files(LATEST)?;
    let of_role = |role: &str| files.iter().find(|fact| fact.role == role);
    let replaces = of_role(GUARDIANS).map(|fact| fact.name.clone());
    // The rule of an older file goes on where none is given with the new one.
    let rule = rule.or_else(|| parent_rule(of_role(PARENTS)));
    let told = json!({
        "file": hex(Sha256::digest(&fact.bytes)), "guardians": table.len(), "joined": joined, "strangers": strangers,
        "families": families, "homes": homes, "other_in_list": other_in_list, "adults": adults, "several": several,
        "other_child": other_child.rows, "parents": rule.map(ParentRule::word),
    });
    drop((decision, sources));
    let facts = [Some(fact), rule.map(rule_file)];
    case.transact(ActKind::Guardians, by, |step, act| {
        fact::add(step, act, &facts.into_iter().flatten().collect::<Vec<_>>())?;
        Ok(((), told))
    })?;
    Ok(GuardianReport {
        guardians: table.len() as u64,
        joined,
        strangers,
        families,
        replaces,
        other_in_list,
        homes,
        adults,
        left_out: *table.left_out(),
        several: count_several(case, several, rule, command, progress)?,
        other_child,
    })
}

/// Sets the rule for children of whom the file of guardians names several parents.
///
/// # Errors
/// A case without a file of guardians.
pub fn set_parent_rule(
    case: &mut Session,
    rule: ParentRule,
    by: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<SeveralParents, CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    if case.input_files(LATEST)?.iter().all(|fact| fact.role != GUARDIANS) {
        let message = "The case has no file of guardians.";
        return Err(CommandError::input(message, "Join a file of guardians first, or together with the rule."));
    }
    let told = json!({ "parents": rule.word() });
    case.transact(ActKind::Guardians, by, |step, act| {
        fact::add(step, act, &[rule_file(rule)])?;
        Ok(((), told))
    })?;
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let sources = decided.sources();
    let entries = &decided.decision.entries;
    let minors: Vec<u32> = (0u32..)
        .zip(entries)
        .filter(|(_, entry)| entry.standing == Some(Standing::Minor) && is_open(entry))
        .map(|(row, _)| row)
        .collect();
    let mut children = 0;
    for strip in minors.chunks(STRIDE) {
        for (&row, child) in strip.iter().zip(&people(&decided.snapshot.setup.context, &sources, entries, strip)?) {
            let file = sources[usize::from(entries[row as usize].file)].decisions.guardians.as_ref();
            children += u64::from(file.is_some_and(|file| file.has_several(child)));
        }
    }
    drop(sources);
    count_several(case, children, Some(rule), command, progress)
}

fn rule_file(rule: ParentRule) -> InputFile {
    InputFile { role: PARENTS.into(), name: PARENTS.into(), bytes: rule.word().into() }
}

/// Returns true if the row gets a letter or is held.
fn is_open(entry: &Entry) -> bool {
    matches!(entry.disposition, Disposition::Letter | Disposition::Held)
}

/// Counts what comes of several parents, as the case stands now.
fn count_several(
    case: &mut Session,
    children: u64,
    rule: Option<ParentRule>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<SeveralParents, CommandError> {
    case.refresh(command, progress)?;
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let decision = &decided.decision;
    let count = |of: &[Code], outcome: Disposition| {
        let rows = decision.entries.iter().filter(|entry| entry.disposition == outcome);
        rows.filter(|entry| of.iter().any(|code| entry.codes.contains(*code))).count() as u64
    };
    Ok(SeveralParents {
        children,
        rule,
        copies: decision.copies.len() as u64,
        undecided: count(&[Code::ParentsUndecided, Code::ParentsChanged], Disposition::Held),
        unmailable: count(&[Code::CopyUnmailable], Disposition::Letter),
        addresses_of_others: [Disposition::Letter, Disposition::Held]
            .map(|outcome| count(&[Code::AddressOfAnother], outcome))
            .iter()
            .sum(),
    })
}

/// A child of the case beside the line of its guardian in the file.
struct Pair {
    line: u32,
    row: u32,
    other: bool,
    apart: Option<bool>,
}

/// Result of a join that is proved.
struct Proved {
    joined: u64,
    strangers: u64,
    families: Families,
    homes: GuardianAddresses,
    other_in_list: u64,
    adults: u64,
    several: u64,
    other_child: OtherChildRows,
}

/// Holds the file against the case: children who are joined, and numbers that nobody has.
fn prove(
    snapshot: &CaseSnapshot,
    sources: &[notice::line::SourceList<'_>],
    decision: &Decision,
    table: &Guardians,
) -> Result<Proved, CommandError> {
    let entries = &decision.entries;
    let rows: Vec<u32> = (0u32..).zip(entries).filter(|(_, entry)| is_open(entry)).map(|(row, _)| row).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut wrong = Vec::new();
    let (mut other_in_list, mut adults, mut several, mut known) = (0, 0, 0, 0);
    let mut other_child = OtherChildRows::default();
    let mut of_line: BTreeMap<u32, u32> = BTreeMap::new();
    for strip in rows.chunks(STRIDE) {
        for (&row, person) in strip.iter().zip(&people(&snapshot.setup.context, sources, entries, strip)?) {
            known += table.numbers_of(person);
            other_child.compared += table.told_of_child(person);
            other_child.lines.extend(table.of_another_child(person));
            let Some(line) = table.line_for(person) else { continue };
            let entry = &entries[row as usize];
            if of_line.insert(line, row).is_some() || entry.codes.contains(Code::RecordIdShared) {
                let at = &snapshot.lists[usize::from(entry.file)].row.name;
                let message = format!(
                    "The record number of this row is that of several people of the case; one stands in {at}, line {}.",
                    entry.extent.line
                );
                let advice = "Correct the record numbers, or leave the row out: no guardian is guessed.";
                wrong.push(Problem::of_file(table.file(), message, advice).at(line, 0));
            }
            if entry.standing != Some(Standing::Minor) {
                adults += 1;
                continue;
            }
            several += u64::from(table.has_several(person));
            other_in_list += u64::from(table.agrees(person) == Some(false));
            let apart = table.lives_with(person).map(|with| !with);
            // What the file says counts, whatever the list has in columns of its own.
            pairs.push(Pair { line, row, other: table.is_kin(person) == Some(false), apart });
        }
    }
    if !wrong.is_empty() {
        wrong.truncate(100);
        return Err(CommandError::Input(wrong));
    }
    other_child.lines.sort_unstable();
    other_child.rows = other_child.lines.len() as u64;
    if other_child.in_doubt() {
        let OtherChildRows { rows, compared, .. } = other_child;
        let message =
            format!("From here on rows name another child than the number has in the case ({rows} of {compared}).");
        let advice = "Compare the file with its source; export it again, or take the columns of children's names and birth dates out \
                      if they are somebody else's.";
        return Err(Problem::of_file(table.file(), message, advice).at(other_child.lines[0], 0).into());
    }
    other_child.lines.truncate(MOST_LINES);
    if pairs.is_empty() {
        let message = "No record number of the file is that of anybody in the case.";
        let advice = "See that both were exported with the same numbers.";
        return Err(Problem::of_file(table.file(), message, advice).into());
    }
    pairs.sort_unstable_by_key(|pair| pair.line);
    let others: Vec<bool> = pairs.iter().map(|pair| pair.other).collect();
    let all = others.iter().filter(|other| **other).count() as u64;
    let families = Families { same: pairs.len() as u64 - all, other: all };
    let housed: Vec<(&Pair, bool)> = pairs.iter().filter_map(|pair| Some((pair, pair.apart?))).collect();
    let aparts: Vec<bool> = housed.iter().map(|(_, apart)| *apart).collect();
    let apart = aparts.iter().filter(|apart| **apart).count() as u64;
    let homes = GuardianAddresses { same: aparts.len() as u64 - apart, other: apart };
    let slipped = |pair: &Pair, what: String| {
        let entry = &entries[pair.row as usize];
        let message = format!(
            "From here on {what}, as if the rows had slipped; the child stands in {}, line {}.",
            snapshot.lists[usize::from(entry.file)].row.name,
            entry.extent.line
        );
        let advice = "Compare the file with its source; export it again with each guardian beside the child's number.";
        CommandError::from(Problem::of_file(table.file(), message, advice).at(pair.line, 0))
    };
    // Few pairs prove little, but that none of five fits is no chance.
    let none_fits = |same: u64, other: u64| same == 0 && other >= 5;
    if let Some(first) = first_slip(&others, families.in_doubt() || none_fits(families.same, families.other)) {
        let of = pairs.len();
        let what = format!("guardians and children seldom have one family name ({all} of {of} have none in common)");
        return Err(slipped(&pairs[first], what));
    }
    if let Some(first) = first_slip(&aparts, homes.in_doubt() || none_fits(homes.same, homes.other)) {
        let what = format!("guardians and children seldom have one address ({apart} of {} have two)", aparts.len());
        return Err(slipped(housed[first].0, what));
    }
    let strangers = (table.len() as u64).saturating_sub(known);
    let joined = pairs.len() as u64;
    Ok(Proved { joined, strangers, families, homes, other_in_list, adults, several, other_child })
}

/// Returns the index of the pair at which pairs begin to differ as if a column had slipped: the first that differs
/// where the whole is in doubt, else the first of a block.
fn first_slip(differs: &[bool], in_doubt: bool) -> Option<usize> {
    if in_doubt {
        differs.iter().position(|differs| *differs)
    } else {
        column_shift::find_independently_sorted(differs).first().map(|block| block.start)
    }
}
