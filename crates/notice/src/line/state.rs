//! Decisions that are kept row by row, so that a change touches what depends on it and nothing else. What comes out is what
//! [`decide`](super::decide()) works out from nothing, to the byte: both take the same way, row by row and fold by fold; here
//! rows that nothing has changed are not read, and letters of which nothing has changed are not set.

use super::aggregate::aggregate;
use super::context::JobContext;
use super::copies::place_copies;
use super::decide::{Decision, ExtraPieces, conclude};
use super::entry::{Entry, NONE};
use super::join::{MatchedGroups, match_groups};
use super::kept_letters::{KeptLetters, RowOrigin};
use super::list_mark::ListMark;
use super::read::{Readings, read, read_again};
use super::rows::{SourceList, WorkerState};
use super::run_in_order;
use super::seeds::place_seeds;
use super::set::{InkUse, letters, set};
use super::settings::{SettingCache, Settings};
use super::stage::Stage;
use super::trace::{Trace, TraceStation, Tracer};
use super::variants::{VariantNames, VariantTable};
use crate::composition::LineCounts;
use crate::digest::Digest;
use crate::finding::{CodeSet, Problem};
use crate::intake::matching;
use crate::mailing::CodePool;
use crate::party::incident::Addenda;
use crate::party::{Family, Jurisdiction, Variant};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry as MapEntry;
use std::sync::Arc;

/// Changes since a state was made or updated, beside decisions of people about rows, which the state finds out by
/// itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Change<'c> {
    /// Change of the context.
    pub context: ContextChange<'c>,
    /// Place that each list had before, where lists came or went; `None` for a list that is new, or whose bytes or
    /// columns are others.
    pub lists: Option<&'c [Option<u16>]>,
}

/// Change of the context, by what it affects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContextChange<'c> {
    /// Nothing, but for the codes that are taken.
    #[default]
    Nothing,
    /// Words of these template files of letters and passages, and nothing else.
    Passages(&'c [String]),
    /// Letters, passages and phrases, paper, codes, vendor: nothing by which rows are read or routed.
    Words,
    /// Anything.
    Facts,
}

/// Everything kept of a case between two decisions: at most 300 bytes a row.
#[derive(Clone)]
pub struct DecisionState {
    table: VariantTable,
    readings: Readings,
    groups: Vec<Vec<u32>>,
    /// Matches of each group.
    heard: Vec<MatchedGroups>,
    /// The group of each row, or [`NONE`].
    group_of: Vec<u32>,
    letters: KeptLetters,
    seeds: FxHashMap<(u32, usize), SeedLetter>,
    /// Digests of the drafts of variants by number, as they are written now; 0 where that is not known.
    drafts: Vec<u64>,
    /// Digests of what letters' own blocks are set by, by the digest of the draft.
    own_blocks: FxHashMap<u64, u64>,
    tracer: Arc<Tracer>,
    cache: Arc<SettingCache>,
    lists: Vec<ListMark>,
    paper: Digest,
    pools: [Digest; 2],
}

/// Rows whose letters are to be set.
struct Due {
    rows: Vec<u32>,
    /// Rows that take the pages of another one's letter, with that other.
    followers: Vec<(u32, u32)>,
}

/// A seed's letter as it was set.
#[derive(Clone)]
struct SeedLetter {
    pages: u16,
    codes: CodeSet,
    trace: Trace,
}

/// Rows and groups of a state as they were before rows were read again.
type Before = (Vec<(u32, (Entry, u64))>, Vec<(usize, MatchedGroups)>);

impl DecisionState {
    /// Decides about every row of the lists and keeps what later decisions need. `stage` is told of each stage as it
    /// ends.
    ///
    /// # Errors
    /// As [`decide`](super::decide()).
    pub fn build(
        context: &JobContext,
        sources: &[SourceList<'_>],
        stage: &mut dyn FnMut(Stage),
    ) -> Result<(Self, Decision), Problem> {
        let mut table = VariantTable::default();
        let files: Vec<usize> = (0..sources.len()).collect();
        let readings = read(context, sources, &files, &mut table, true)?;
        stage(Stage::Read);
        let groups = matching::candidates(&readings.prints.iter().copied());
        let heard = match_groups(context, sources, &readings.entries, &groups, true)?;
        let rows = readings.entries.len();
        let mut state = Self {
            table,
            group_of: group_of(rows, &groups),
            letters: KeptLetters::none(rows),
            readings,
            groups,
            heard,
            seeds: FxHashMap::default(),
            drafts: Vec::new(),
            own_blocks: FxHashMap::default(),
            tracer: Arc::default(),
            cache: Arc::new(SettingCache::digested(BTreeMap::new())),
            lists: sources.iter().map(ListMark::of).collect(),
            paper: context.typesetter.digest(),
            pools: digests(context),
        };
        let decision = state.settle(context, sources, stage)?;
        Ok((state, decision))
    }

    /// Decides anew after a change: what does not depend on it is taken as it was.
    ///
    /// # Errors
    /// As [`decide`](super::decide()); the state is then what it was before the change.
    pub fn update(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        change: &Change<'_>,
    ) -> Result<Decision, Problem> {
        let alike = |(mark, source): (&ListMark, &SourceList<'_>)| mark.reads_alike(source);
        let same_lists = change.lists.is_none() && self.lists.len() == sources.len();
        if change.context == ContextChange::Facts || !same_lists || !self.lists.iter().zip(sources).all(alike) {
            let mut next = self.rebuilt(context, sources, change)?;
            let decision = next.settle(context, sources, &mut |_| {})?;
            *self = next;
            return Ok(decision);
        }
        if change.context != ContextChange::Nothing {
            let mut next = self.clone();
            next.take_context(context, change.context);
            let decision = next.decide_touched(context, sources)?;
            *self = next;
            return Ok(decision);
        }
        self.decide_touched(context, sources)
    }

    /// Decides anew where people decided something else than before.
    fn decide_touched(&mut self, context: &JobContext, sources: &[SourceList<'_>]) -> Result<Decision, Problem> {
        let touched = self.touched(sources);
        let before = self.read_touched(context, sources, &touched)?;
        match self.settle(context, sources, &mut |_| {}) {
            Ok(decision) => {
                self.mark(sources, &touched);
                Ok(decision)
            }
            Err(refusal) => {
                self.restore(before);
                Err(refusal)
            }
        }
    }

    /// Takes another context: what depends on it is asked for again.
    fn take_context(&mut self, context: &JobContext, change: ContextChange<'_>) {
        self.tracer = Arc::new(self.tracer.renewed());
        self.cache = Arc::new(SettingCache::digested(self.cache.residents().clone()));
        self.forget_drafts(context, change);
        self.seeds.clear();
        let (paper, pools) = (context.typesetter.digest(), digests(context));
        if paper != self.paper {
            self.letters = KeptLetters::none(self.readings.entries.len());
        } else if pools != self.pools {
            self.letters.change_pools();
        }
        (self.paper, self.pools) = (paper, pools);
    }

    /// Forgets the drafts that a change may bear on.
    fn forget_drafts(&mut self, context: &JobContext, change: ContextChange<'_>) {
        // Older drafts than those of now are not asked for again.
        let now: FxHashSet<u64> = self.drafts.iter().copied().collect();
        self.own_blocks.retain(|draft, _| now.contains(draft));
        let ContextChange::Passages(paths) = change else { return self.drafts.clear() };
        let mut prints: FxHashMap<(Jurisdiction, Family), bool> = FxHashMap::default();
        for (number, draft) in (0u32..).zip(&mut self.drafts) {
            let Variant { jurisdiction, family, .. } = *self.table.variant(number);
            let print = || context.catalog.prints_any(jurisdiction, family, paths);
            if *prints.entry((jurisdiction, family)).or_insert_with(print) {
                *draft = 0;
            }
        }
    }

    /// Rows about which something else is decided than before, in order.
    fn touched(&self, sources: &[SourceList<'_>]) -> Vec<u32> {
        let mut touched = Vec::new();
        for ((file, mark), source) in (0u16..).zip(&self.lists).zip(sources) {
            touched.extend(mark.changed(source).filter_map(|line| self.row_at(file, line)));
        }
        touched.sort_unstable();
        touched
    }

    fn row_at(&self, file: u16, line: u32) -> Option<u32> {
        let entries = &self.readings.entries;
        let found = entries.binary_search_by_key(&(file, line), |entry| (entry.file, entry.extent.line));
        found.ok().map(|row| row as u32)
    }

    /// Reads rows again and compares them with the others of their groups; gives what was known of both before.
    fn read_touched(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        touched: &[u32],
    ) -> Result<Before, Problem> {
        let again = read_again(context, sources, &self.readings.entries, touched, &mut self.table)?;
        let mut groups: Vec<usize> = touched
            .iter()
            .map(|&row| self.group_of[row as usize])
            .filter(|&at| at != NONE)
            .map(|at| at as usize)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        let members: Vec<Vec<u32>> = groups.iter().map(|&at| self.groups[at].clone()).collect();
        // Only where a row stands is asked of the entries here, and that stays.
        let heard = match_groups(context, sources, &self.readings.entries, &members, true)?;
        let rows = touched.iter().zip(again).map(|(&row, read)| (row, self.readings.replace(row, read))).collect();
        for &row in touched {
            self.letters.forget(row);
        }
        let groups = groups.into_iter().zip(heard);
        Ok((rows, groups.map(|(at, heard)| (at, std::mem::replace(&mut self.heard[at], heard))).collect()))
    }

    fn restore(&mut self, (rows, groups): Before) {
        for (row, before) in rows {
            self.readings.replace(row, before);
            self.letters.forget(row);
        }
        for (at, before) in groups {
            self.heard[at] = before;
        }
    }

    fn mark(&mut self, sources: &[SourceList<'_>], touched: &[u32]) {
        for &row in touched {
            let Entry { file, extent, .. } = self.readings.entries[row as usize];
            let (rulings, now) =
                (&mut self.lists[usize::from(file)].rulings, &sources[usize::from(file)].decisions.rulings);
            match now.get(&extent.line) {
                Some(ruling) => drop(rulings.insert(extent.line, ruling.clone())),
                None => drop(rulings.remove(&extent.line)),
            }
        }
    }

    /// The state with other lists or another context; not settled yet.
    fn rebuilt(&self, context: &JobContext, sources: &[SourceList<'_>], change: &Change<'_>) -> Result<Self, Problem> {
        let mut next = Self { readings: Readings::default(), letters: KeptLetters::default(), ..self.clone() };
        next.lists = sources.iter().map(ListMark::of).collect();
        let origins = next.read_lists(context, sources, self, change)?;
        next.letters = self.letters.carried(&self.readings, &next.readings, &origins);
        if change.context != ContextChange::Nothing {
            next.take_context(context, change.context);
        }
        next.match_anew(context, sources, self, &origins)?;
        Ok(next)
    }

    /// Takes over or reads the rows of all lists; tells where each comes from.
    fn read_lists(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        before: &Self,
        change: &Change<'_>,
    ) -> Result<Vec<RowOrigin>, Problem> {
        let known = before.lists.len();
        let earlier = |file: usize| match change.lists {
            Some(lists) => lists.get(file).copied().flatten().filter(|&at| usize::from(at) < known),
            None => u16::try_from(file).ok().filter(|_| known == sources.len()),
        };
        let (mut origins, mut touched) = (Vec::new(), Vec::new());
        for (file, source) in sources.iter().enumerate() {
            match earlier(file) {
                Some(at)
                    if change.context != ContextChange::Facts && before.lists[usize::from(at)].reads_alike(source) =>
                {
                    for row in before.rows_of(at) {
                        self.readings.copy(&before.readings, row as usize, file as u16);
                        origins.push(RowOrigin::Same(row));
                    }
                    let lines = before.lists[usize::from(at)].changed(source);
                    touched.extend(lines.filter_map(|line| self.row_at(file as u16, line)));
                }
                earlier => {
                    let read = read(context, sources, &[file], &mut self.table, true)?;
                    for (row, entry) in read.entries.iter().enumerate() {
                        self.readings.copy(&read, row, file as u16);
                        let was = earlier.and_then(|at| before.row_at(at, entry.extent.line));
                        origins.push(was.map_or(RowOrigin::New, RowOrigin::Read));
                    }
                }
            }
        }
        touched.sort_unstable();
        let again = read_again(context, sources, &self.readings.entries, &touched, &mut self.table)?;
        for (row, read) in touched.into_iter().zip(again) {
            self.readings.replace(row, read);
            origins[row as usize] = RowOrigin::New;
        }
        Ok(origins)
    }

    /// Proposes groups anew; hears those that are not, row by row, what they were.
    fn match_anew(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        before: &Self,
        origins: &[RowOrigin],
    ) -> Result<(), Problem> {
        self.groups = matching::candidates(&self.readings.prints.iter().copied());
        self.group_of = group_of(self.readings.entries.len(), &self.groups);
        let mut heard: Vec<Option<MatchedGroups>> =
            self.groups.iter().map(|group| before.heard_of(group, origins)).collect();
        let missing: Vec<usize> = (0..heard.len()).filter(|&at| heard[at].is_none()).collect();
        let members: Vec<Vec<u32>> = missing.iter().map(|&at| self.groups[at].clone()).collect();
        let found = match_groups(context, sources, &self.readings.entries, &members, true)?;
        for (at, found) in missing.into_iter().zip(found) {
            heard[at] = Some(found);
        }
        self.heard = heard.into_iter().flatten().collect();
        Ok(())
    }

    /// Returns the judgement for a group of another state; `None` unless its rows, in their order, were a group here
    /// and none was read anew.
    fn heard_of(&self, group: &[u32], origins: &[RowOrigin]) -> Option<MatchedGroups> {
        let was = |row: &u32| match origins[*row as usize] {
            RowOrigin::Same(was) => Some(was),
            RowOrigin::Read(_) | RowOrigin::New => None,
        };
        let rows: Vec<u32> = group.iter().map(was).collect::<Option<_>>()?;
        let at = self.group_of[*rows.first()? as usize] as usize;
        if self.groups.get(at)? != &rows {
            return None;
        }
        Some(self.heard[at].renumbered(|row| rows.binary_search(&row).map_or(row, |at| group[at])))
    }

    /// The rows of a list.
    fn rows_of(&self, file: u16) -> std::ops::Range<u32> {
        let entries = &self.readings.entries;
        let from = entries.partition_point(|entry| entry.file < file);
        from as u32..entries.partition_point(|entry| entry.file <= file) as u32
    }

    /// Folds everything that depends on all rows, and sets the letters that are not known to be what they were.
    fn settle(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        stage: &mut dyn FnMut(Stage),
    ) -> Result<Decision, Problem> {
        let mut entries = self.readings.entries.clone();
        let totals = aggregate(context, sources, &mut entries, self.heard.iter())?;
        // What is printed of these depends on more than their own row, so that their letters are set each time.
        totals.on_several_rows.iter().for_each(|&row| self.letters.forget(row));
        stage(Stage::Match);
        let rows = letters(&entries);
        self.turn_to(context, &totals.residents);
        let settings = Settings::of_cache(context, Arc::clone(&self.cache));
        let Due { rows: due, followers } = self.due(context, &settings, &entries, &rows)?;
        self.set_letters(context, sources, &settings, &entries, &due)?;
        let differing = |(row, leader): (u32, u32)| (!self.letters.follow(row, leader)).then_some(row);
        let differing: Vec<u32> = followers.into_iter().filter_map(differing).collect();
        self.set_letters(context, sources, &settings, &entries, &differing)?;
        let names = VariantNames::enter(&mut entries, &self.table, self.letters.outcomes(&rows));
        let copies = place_copies(&mut entries, self.letters.copies(&rows));
        let mut traced = self.letters.traced(&rows);
        let mut station = WorkerState::default();
        let seeds = place_seeds(context, &entries, &names.samples, &mut |variant, address| {
            let letter = self.seed(context, &settings, &mut station, variant, address)?;
            traced.add_trace(&letter.trace);
            Ok((letter.pages, letter.codes))
        })?;
        let ink = InkUse { glyphs: traced.glyphs(&self.tracer), tallest: traced.tallest };
        totals.on_several_rows.iter().for_each(|&row| self.letters.forget(row));
        stage(Stage::Set);
        conclude(context, settings, entries, names, totals, ink, ExtraPieces { copies, seeds })
    }

    /// Sets the letters of these rows and keeps what they turn out to be.
    fn set_letters(
        &mut self,
        context: &JobContext,
        sources: &[SourceList<'_>],
        settings: &Settings,
        entries: &[Entry],
        due: &[u32],
    ) -> Result<(), Problem> {
        let Self { table, drafts, own_blocks, letters, tracer, .. } = self;
        set(context, sources, settings, entries, due, Some(tracer), |outfall| {
            let entry = &entries[outfall.row as usize];
            let number = table.number_of(outfall.variant);
            drafts.resize(table.len(), 0);
            if let (Some(trace), true) = (&outfall.trace, number != NONE) {
                let draft = std::mem::replace(&mut drafts[number as usize], trace.draft);
                if draft != trace.draft {
                    own_blocks.insert(trace.draft, trace.own_blocks);
                }
            }
            letters.keep(outfall, number, entry, code_digest(context, entry));
        })
        .map(drop)
    }

    /// Takes the figures that letters print; drafts that may print others than before are not known any more.
    fn turn_to(&mut self, context: &JobContext, residents: &BTreeMap<Jurisdiction, u64>) {
        self.drafts.resize(self.table.len(), 0);
        let before = self.cache.residents();
        if before == residents {
            return;
        }
        let union = context.incident.mailing.addenda == Addenda::Union;
        let mut depending: FxHashMap<(Jurisdiction, Family), bool> = FxHashMap::default();
        let stays: Vec<bool> = (0..self.table.len() as u32)
            .map(|number| {
                let variant = self.table.variant(number);
                let now = residents.get(&variant.jurisdiction).copied().unwrap_or(0);
                let (place, family) = (variant.jurisdiction, variant.family);
                let mut depends = || {
                    *depending
                        .entry((place, family))
                        .or_insert_with(|| context.catalog.depends_on_residents(place, family))
                };
                !union && self.cache.stays_with_count(variant, now, &mut depends)
            })
            .collect();
        let table = &self.table;
        let stay = |variant: &Variant| table.known(variant).is_some_and(|number| stays[number as usize]);
        let cache = self.cache.with_residents(residents.clone(), stay);
        for (draft, _) in self.drafts.iter_mut().zip(&stays).filter(|(_, stays)| !**stays) {
            *draft = 0;
        }
        self.cache = Arc::new(cache);
    }

    /// The rows, among those that get a letter, whose letters are not known to come out as they did; and those that come out as one
    /// of these, but for blocks of their own that stay.
    fn due(
        &mut self,
        context: &JobContext,
        settings: &Settings,
        entries: &[Entry],
        rows: &[u32],
    ) -> Result<Due, Problem> {
        let (same, mut due) = self.letters.part(entries, rows, |entry| code_digest(context, entry));
        let mut wanted = vec![false; self.table.len()];
        for &(_, number) in same.iter().filter(|(_, number)| *number != NONE) {
            wanted[number as usize] = self.drafts[number as usize] == 0;
        }
        let wanted: Vec<u32> = (0u32..).zip(wanted).filter(|(_, wanted)| *wanted).map(|(number, _)| number).collect();
        let Self { table, drafts, own_blocks, .. } = self;
        run_in_order(
            context.threads,
            wanted.into_iter(),
            || (),
            |(), number| {
                let setting = settings.of(context, table.variant(number))?;
                Ok::<_, Problem>((number, setting.draft, setting.layout.own_digest()))
            },
            |(number, draft, own)| {
                drafts[number as usize] = draft;
                own_blocks.insert(draft, own);
                Ok(())
            },
        )?;
        let mut followers = Vec::new();
        let mut leaders: FxHashMap<(u32, LineCounts), u32> = FxHashMap::default();
        for (row, number) in same.into_iter().filter(|(_, number)| *number != NONE) {
            let now = self.drafts[number as usize];
            let (before, lines) = self.letters.shape(row);
            if before == now {
                continue;
            }
            if self.letters.has_copies(row) {
                due.push(row);
                continue;
            }
            let own = |draft: &u64| self.own_blocks.get(draft);
            let is_alike = lines.is_known() && own(&before).is_some() && own(&before) == own(&now);
            match leaders.entry((number, lines)) {
                MapEntry::Occupied(leader) if is_alike => followers.push((row, *leader.get())),
                MapEntry::Vacant(place) if is_alike => due.push(*place.insert(row)),
                _ => due.push(row),
            }
        }
        due.sort_unstable();
        Ok(Due { rows: due, followers })
    }

    /// The letter of a seed, as it was set before or now.
    fn seed(
        &mut self,
        context: &JobContext,
        settings: &Settings,
        station: &mut WorkerState,
        variant: &Variant,
        address: usize,
    ) -> Result<&SeedLetter, Problem> {
        let key = (self.table.number(*variant), address);
        let draft = self.drafts.get(key.0 as usize).copied().unwrap_or_default();
        if self.seeds.get(&key).is_none_or(|letter| draft == 0 || letter.trace.draft != draft) {
            let letter = station.seed(context, settings, *variant, &context.vendor.seeds.addresses[address])?;
            let trace = TraceStation::new(&self.tracer).trace(&letter.setting, &letter.composed);
            let (pages, codes) = (letter.composed.pages.pages.len() as u16, letter.composed.codes);
            self.seeds.insert(key, SeedLetter { pages, codes, trace });
        }
        Ok(&self.seeds[&key])
    }
}

/// A digest of the enrolment code of a row; 0 where there is none.
fn code_digest(context: &JobContext, entry: &Entry) -> u64 {
    let pool = entry.standing.filter(|_| entry.code != NONE).and_then(|standing| context.pools.of(standing));
    pool.map_or(0, |pool| pool.digest_at(entry.code))
}

/// Digests of the pools of codes.
fn digests(context: &JobContext) -> [Digest; 2] {
    [&context.pools.adult, &context.pools.minor]
        .map(|pool| pool.as_ref().map_or_else(Digest::default, CodePool::digest))
}

/// The group of each row, or [`NONE`].
fn group_of(rows: usize, groups: &[Vec<u32>]) -> Vec<u32> {
    let mut of = vec![NONE; rows];
    for (at, group) in (0u32..).zip(groups) {
        group.iter().for_each(|&row| of[row as usize] = at);
    }
    of
}
