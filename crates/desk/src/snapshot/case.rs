//! A case laid out for work: its facts, lists and rulings as the line takes them.

use super::files::CaseFiles;
use super::{JobSetup, JobSources, build_setup, describe_unprintable};
use crate::CommandError;
use crate::casefile::fact::{GUARDIANS, INCIDENT, InputFile, PARENTS, VENDOR};
use crate::casefile::id::{ActId, ListId, PersonId, RunId};
use crate::casefile::list::ListRow;
use crate::casefile::row::RowPeople;
use crate::casefile::ruling::{EffectiveDecisions, effective_decisions};
use crate::casefile::{Case, LATEST};
use crate::io::digest::hex;
use crate::task::CommandContext;
use chrono::NaiveDate;
use notice::digest::Digest;
use notice::finding::{FaceProblem, Finding, Position, Problem, ProblemCode, Severity};
use notice::intake::{Guardians, List, ListBytes, Mapping, ParentRule, WrittenTo};
use notice::line::{DealtCodes, Decision, ENGINE, ListDecisions, SourceList, decide};
use notice::mailing::CodePool;
use notice::party::{Templates, TypeSize};
use notice::routing::PriorNotices;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// People to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailingScope {
    /// Everybody, whether written to before or not: what the ledger counts.
    Everyone,
    /// Whoever was not written to by a run whose act lies before this one.
    NotMailedBefore(ActId),
}

/// A list of the case, laid out. Copies share the bytes.
#[derive(Clone)]
pub struct ListSnapshot {
    /// The list as the case has it.
    pub row: ListRow,
    /// The list as it was understood.
    pub list: List,
    /// Its bytes.
    pub bytes: Arc<dyn ListBytes>,
    /// People of its rows.
    pub people: RowPeople,
    /// Decisions about its rows.
    pub decisions: ListDecisions,
}

/// A case, laid out. Copies share everything but what was decided about rows.
#[derive(Clone)]
pub struct CaseSnapshot {
    /// Facts, law, words, paper.
    pub setup: Arc<JobSetup>,
    /// The templates.
    pub templates: Arc<Templates>,
    /// Digest of everything beside lists and rulings.
    pub basis: Digest,
    /// The lists that have rows which count.
    pub lists: Vec<ListSnapshot>,
}

/// People whom a mailing leaves out: those to whom earlier runs wrote, and those of states whose office must be told first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailingExclusions {
    /// People who were written to by their own letter, which did not come back to be sent again.
    pub people: HashSet<PersonId>,
    /// Of children, the parents who were; nobody of whom it is not known.
    pub parents: HashMap<PersonId, WrittenTo>,
    /// Notices that offices were given, where letters may have to wait for one.
    pub prior_notices: Option<Arc<PriorNotices>>,
}

impl MailingExclusions {
    /// Returns true if nobody was written to, and nobody may have to wait.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.parents.is_empty() && self.prior_notices.is_none()
    }
}

/// Decisions that count, by person.
pub type Decisions = BTreeMap<PersonId, EffectiveDecisions>;

impl CaseSnapshot {
    /// Lays out a case as it was at an act.
    pub fn open(case: &Case, command: &CommandContext, as_of: ActId, wave: MailingScope) -> Result<Self, CommandError> {
        let files = CaseFiles::of(case.input_files(as_of)?, command)?;
        let mut snapshot = Self::of_files(&files, command)?.with_rows(case, &files, as_of, &[])?;
        let decisions = effective_decisions(&case.decisions(as_of)?);
        // Whoever waited at a release waits in its run, however often it is laid out.
        let release = if wave == MailingScope::Everyone { None } else { case.release(as_of)? };
        let prior_notices = release.map(|release| case.prior_notices_of(&release)).transpose()?.map(Arc::new);
        let exclusions = MailingExclusions { prior_notices, ..mailing_exclusions(case, &decisions, wave)? };
        snapshot.carry_decisions(&decisions, &exclusions);
        Ok(snapshot)
    }

    /// Lays out facts alone.
    pub fn without_lists(facts: &[InputFile], command: &CommandContext) -> Result<Self, CommandError> {
        Self::of_files(&CaseFiles::of(facts.to_vec(), command)?, command)
    }

    /// Lays out files alone.
    pub fn of_files(files: &CaseFiles, command: &CommandContext) -> Result<Self, CommandError> {
        Self::sized(files, command, TypeSize::Regular)
    }

    /// Lays out files alone, with the law of another day than the mailing date.
    pub fn under_law_of(day: NaiveDate, files: &CaseFiles, command: &CommandContext) -> Result<Self, CommandError> {
        Self::lay_out(files, command, TypeSize::Regular, Some(day))
    }

    /// Lays out files alone, with letters in a size of type.
    pub fn sized(files: &CaseFiles, command: &CommandContext, type_size: TypeSize) -> Result<Self, CommandError> {
        Self::lay_out(files, command, type_size, None)
    }

    fn lay_out(
        files: &CaseFiles,
        command: &CommandContext,
        type_size: TypeSize,
        law_of: Option<NaiveDate>,
    ) -> Result<Self, CommandError> {
        let text = |fact: &InputFile| {
            String::from_utf8(fact.bytes.clone()).map_err(|_| {
                CommandError::from(Problem::of_file(
                    &fact.name,
                    "The file is not UTF-8 text.",
                    ProblemCode::EncodingWrong,
                ))
            })
        };
        let Some(incident) = files.of_role(INCIDENT) else {
            return Err(CommandError::input("The case has no incident file.", FaceProblem::IncidentMissing));
        };
        let vendor = files.of_role(VENDOR).map(|fact| text(fact).map(|text| (fact.name.clone(), text))).transpose()?;
        let laid = build_setup(JobSources {
            templates: &files.templates,
            incident: (&incident.name, &text(incident)?),
            enclosed: &mut |role, name| {
                files.of_role(role).map(|fact| fact.bytes.clone()).ok_or_else(|| {
                    let advice = FaceProblem::FileNotHeld;
                    Problem::of_file(name, "The case does not have this file.", advice).into()
                })
            },
            vendor,
            threads: command.threads,
            edition: None,
            type_size,
            law_of,
        })?;
        let templates = Arc::clone(&files.templates);
        Ok(Self { setup: Arc::new(laid), templates, basis: files.basis, lists: Vec::new() })
    }

    /// Puts in lists as they were at an act, with guardians and codes; what was decided about rows is still to be carried in. Of
    /// lists among `known` the bytes are not read again.
    pub fn with_rows(
        mut self,
        case: &Case,
        files: &CaseFiles,
        as_of: ActId,
        known: &[ListSnapshot],
    ) -> Result<Self, CommandError> {
        self.load_lists(case, as_of, known)?;
        self.add_guardians(files.of_role(GUARDIANS), parent_rule(files.of_role(PARENTS)))?;
        self.load_codes(case, as_of)?;
        Ok(self)
    }

    /// Facts, law, words and paper, to be changed.
    ///
    /// # Errors
    /// A copy of the snapshot has them too.
    pub fn setup_mut(&mut self) -> Result<&mut JobSetup, CommandError> {
        let shared = || Problem::of_file("", "The case is laid out twice.", ProblemCode::Internal).into();
        Arc::get_mut(&mut self.setup).ok_or_else(shared)
    }

    /// Puts in the lists that had come in, without those in whose place others stand whole.
    fn load_lists(&mut self, case: &Case, as_of: ActId, known: &[ListSnapshot]) -> Result<(), CommandError> {
        let rows = case.lists(as_of)?;
        let known = |id: ListId| known.iter().find(|list| list.row.id == id);
        let people: Vec<RowPeople> = rows
            .iter()
            .map(|row| known(row.id).map_or_else(|| case.row_people(row.id), |list| Ok(list.people.clone())))
            .collect::<Result<_, _>>()?;
        for (at, row) in rows.iter().enumerate() {
            let later = successors(&rows, row.id);
            let mut decisions = ListDecisions::default();
            if !later.is_empty() {
                let still: HashSet<PersonId> =
                    later.iter().flat_map(|&later| people[later].iter().map(|(_, person)| person)).collect();
                let gone = people[at].iter().filter(|(_, person)| !still.contains(person)).map(|(line, _)| line);
                let gone: rustc_hash::FxHashSet<u32> = gone.collect();
                if gone.is_empty() {
                    continue;
                }
                decisions.gone = Some(gone);
            }
            let bytes: Arc<dyn ListBytes> = match known(row.id) {
                Some(list) => Arc::clone(&list.bytes),
                None => Arc::new(case.bytes(row)?),
            };
            self.add(row.clone(), bytes, people[at].clone(), decisions)?;
        }
        Ok(())
    }

    /// Puts in one more list.
    pub fn add(
        &mut self,
        row: ListRow,
        bytes: Arc<dyn ListBytes>,
        people: RowPeople,
        decisions: ListDecisions,
    ) -> Result<(), CommandError> {
        let index = u16::try_from(self.lists.len())
            .map_err(|_| CommandError::input("There are too many lists.", ProblemCode::ListsMany))?;
        let context = &self.setup.context;
        let name = &row.name;
        let mapping = row.mapping.as_deref().map(|text| Mapping::parse(name, text)).transpose()?;
        let (recipes, gazetteer, incident) = (&context.recipes, &context.gazetteer, &context.incident);
        let list = List::open(index, name, bytes.as_ref(), mapping.as_ref(), recipes, gazetteer, incident)?;
        self.lists.push(ListSnapshot { row, list, bytes, people, decisions });
        Ok(())
    }

    /// Leaves out lists of which no row counts any more.
    pub fn prune(&mut self) -> Result<(), CommandError> {
        let empty = |sheet: &ListSnapshot| sheet.decisions.gone.as_ref().is_some_and(rustc_hash::FxHashSet::is_empty);
        if !self.lists.iter().any(empty) {
            return Ok(());
        }
        let sheets = std::mem::take(&mut self.lists);
        for ListSnapshot { row, bytes, people, decisions, .. } in sheets.into_iter().filter(|sheet| !empty(sheet)) {
            self.add(row, bytes, people, decisions)?;
        }
        Ok(())
    }

    /// Puts in what was decided: rulings, codes for life, and who was written to.
    pub fn load_decisions(&mut self, case: &Case, as_of: ActId, wave: MailingScope) -> Result<(), CommandError> {
        let files = case.input_files(as_of)?;
        let of_role = |role: &str| files.iter().find(|fact| fact.role == role);
        self.add_guardians(of_role(GUARDIANS), parent_rule(of_role(PARENTS)))?;
        self.load_codes(case, as_of)?;
        let decisions = effective_decisions(&case.decisions(as_of)?);
        self.carry_decisions(&decisions, &mailing_exclusions(case, &decisions, wave)?);
        Ok(())
    }

    /// Puts in the codes that people have for life.
    fn load_codes(&mut self, case: &Case, as_of: ActId) -> Result<(), CommandError> {
        let codes = self.codes(case, as_of)?;
        if codes.is_empty() {
            return Ok(());
        }
        for ListSnapshot { people, decisions, .. } in &mut self.lists {
            let dealt = people.iter().filter_map(|(line, person)| Some((line, *codes.get(&person)?)));
            decisions.codes = dealt.filter(|(line, _)| decisions.counts(*line)).collect();
        }
        Ok(())
    }

    /// Puts what was decided about rows, and who was written to, in the place of what was decided before.
    pub fn carry_decisions(&mut self, decisions: &Decisions, mailed: &MailingExclusions) {
        let paired = decisions.values().any(|s| s.same_as.is_some() || !s.apart_from.is_empty());
        let places: HashMap<PersonId, Position> = if paired { self.places() } else { HashMap::new() };
        for ListSnapshot { people, decisions: own, .. } in &mut self.lists {
            own.mailed.clear();
            own.rulings.clear();
            own.prior_notices.clone_from(&mailed.prior_notices);
            if decisions.is_empty() && mailed.is_empty() {
                continue;
            }
            for (line, person) in people.iter() {
                if !own.counts(line) {
                    continue;
                }
                if mailed.people.contains(&person) {
                    own.mailed.insert(line);
                }
                if let Some(decided) = decisions.get(&person) {
                    let mut ruling = decided.ruling.clone();
                    ruling.same_as = decided.same_as.and_then(|other| places.get(&other).copied());
                    ruling.apart_from =
                        decided.apart_from.iter().filter_map(|other| places.get(other).copied()).collect();
                    own.rulings.insert(line, ruling);
                }
                if let Some(parents) = mailed.parents.get(&person) {
                    own.rulings.entry(line).or_default().written = Some(parents.clone());
                }
            }
        }
    }

    /// Gives the children of all lists the guardians of a table, with the rule for those who have several.
    pub fn add_guardians(&mut self, fact: Option<&InputFile>, rule: Option<ParentRule>) -> Result<(), CommandError> {
        let Some(fact) = fact else { return Ok(()) };
        let text = String::from_utf8_lossy(&fact.bytes);
        let context = &self.setup.context;
        let table = Guardians::parse(&fact.name, &text, &context.gazetteer, context.incident.mailing.date)?;
        let table = Arc::new(table.with_rule(rule));
        for sheet in &mut self.lists {
            sheet.decisions.guardians = Some(Arc::clone(&table));
        }
        Ok(())
    }

    /// Returns the position of each person's row.
    pub fn places(&self) -> HashMap<PersonId, Position> {
        let mut places = HashMap::new();
        for (file, sheet) in (0u16..).zip(&self.lists) {
            for (line, person) in sheet.people.iter().filter(|(line, _)| sheet.decisions.counts(*line)) {
                places.insert(person, Position::record(file, line));
            }
        }
        places
    }

    /// The codes that people have, as places in the pools; marks them as taken. A pool as it was at an act need not hold
    /// codes that were dealt from a later one.
    fn codes(&mut self, case: &Case, as_of: ActId) -> Result<HashMap<PersonId, DealtCodes>, CommandError> {
        let dealt = case.dealt_codes()?;
        let mut own = HashMap::new();
        if dealt.is_empty() {
            return Ok(own);
        }
        let pools = &mut self.setup_mut()?.context.pools;
        let index = |pool: &Option<CodePool>| -> HashMap<String, u32> {
            pool.iter().flat_map(|pool| pool.places().map(|(code, place)| (code.to_owned(), place))).collect()
        };
        let (adult, minor) = (index(&pools.adult), index(&pools.minor));
        for code in dealt {
            let places = if code.minors { &minor } else { &adult };
            let Some(place) = code.place(places) else {
                if as_of != LATEST {
                    continue;
                }
                return Err(CommandError::input(
                    "The enrollment code file no longer has a code that was already assigned.",
                    FaceProblem::PoolLacksCodes,
                ));
            };
            let taken = if code.minors { &mut pools.minor_taken } else { &mut pools.adult_taken };
            taken.insert(place);
            own.insert(code.person, DealtCodes { minors: code.minors, place });
        }
        Ok(own)
    }

    /// The lists as the line takes them.
    pub fn sources(&self) -> Vec<SourceList<'_>> {
        self.lists
            .iter()
            .map(|sheet| SourceList {
                list: sheet.list.clone(),
                bytes: sheet.bytes.as_ref(),
                name: sheet.row.name.clone(),
                decisions: sheet.decisions.clone(),
            })
            .collect()
    }

    /// Decides about every row.
    pub fn decide(
        &self,
        sources: &[SourceList<'_>],
        stage: &mut dyn FnMut(notice::line::Stage),
    ) -> Result<Decision, CommandError> {
        self.ensure_printable()?;
        let mut decision = decide(&self.setup.context, sources, stage)?;
        decision.add_columns(&self.setup.findings);
        Ok(decision)
    }

    /// Refuses paper that cannot be used.
    pub fn ensure_printable(&self) -> Result<(), CommandError> {
        let bad = |finding: &&Finding| finding.code.severity() == Severity::Error;
        if self.setup.findings.iter().any(|finding| bad(&finding)) {
            return Err(describe_unprintable(&self.setup.context));
        }
        Ok(())
    }

    /// The program and the templates by which letters are made, which are no part of the case.
    pub fn describe_inputs(&self) -> serde_json::Value {
        serde_json::json!({ "version": ENGINE, "templates": hex(self.setup.ingredients.templates) })
    }

    /// The person of a row.
    pub fn person(&self, file: u16, line: u32) -> Option<PersonId> {
        self.lists.get(usize::from(file))?.people.person(line)
    }
}

/// The places of all lists that stand, directly or through others, in the place of a list.
fn successors(rows: &[ListRow], of: ListId) -> Vec<usize> {
    let mut ids = BTreeSet::from([of]);
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.amends.is_some_and(|older| ids.contains(&older)) {
            ids.insert(row.id);
            found.push(at);
        }
    }
    found
}

/// Returns whom a mailing leaves out: people with a piece of a run before an act that did not come back to be sent again, and, of
/// children, the parents with one.
pub fn mailing_exclusions(
    case: &Case,
    standings: &Decisions,
    wave: MailingScope,
) -> Result<MailingExclusions, CommandError> {
    let MailingScope::NotMailedBefore(limit) = wave else { return Ok(MailingExclusions::default()) };
    let again = |person: PersonId, run: RunId, sequence: u32| {
        standings.get(&person).is_some_and(|standing| standing.second_copies.contains(&(run, sequence)))
    };
    let pieces = case.pieces()?;
    let superseded: HashSet<(RunId, u32)> = {
        // A reprint continues the numbers of its job, so that the number alone tells which piece it stands for.
        let runs = case.runs()?;
        let job = |id: RunId| runs.iter().find(|run| run.id == id).map(|run| run.job.clone());
        let of_job: HashMap<(String, u32), RunId> =
            pieces.iter().filter_map(|piece| Some(((job(piece.run)?, piece.sequence), piece.run))).collect();
        pieces
            .iter()
            .filter(|piece| piece.run.act() < limit)
            .filter_map(|piece| {
                let number = piece.supersedes?;
                Some((*of_job.get(&(job(piece.run)?, number))?, number))
            })
            .collect()
    };
    let counts = pieces
        .iter()
        .filter(|piece| piece.run.act() < limit && !superseded.contains(&(piece.run, piece.sequence)))
        .filter_map(|piece| piece.person.map(|person| (person, piece)));
    let mut mailed = MailingExclusions::default();
    let mut unknown: HashSet<PersonId> = HashSet::new();
    for (person, piece) in counts {
        let goes_again = again(person, piece.run, piece.sequence);
        // Whoever got a copy is another parent; a child is written to by its own letter.
        if piece.copy.is_none() && !goes_again {
            mailed.people.insert(person);
        }
        match piece.addressee {
            None => drop(unknown.insert(person)),
            Some(parent) => {
                let written = mailed.parents.entry(person).or_default();
                written.parents.extend(Some(parent).filter(|_| !goes_again));
            }
        }
    }
    mailed.parents.retain(|person, _| !unknown.contains(person));
    for (person, written) in &mut mailed.parents {
        written.letter_again = !mailed.people.contains(person);
        written.parents.sort_unstable();
        written.parents.dedup();
    }
    Ok(mailed)
}

/// The rule for children who have several parents, as a case keeps it.
pub fn parent_rule(fact: Option<&InputFile>) -> Option<ParentRule> {
    ParentRule::parse(&String::from_utf8_lossy(&fact?.bytes))
}
