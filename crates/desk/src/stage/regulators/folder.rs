//! `regulators`: who must be told, by when, and the forms filled as far as the case knows; with nothing of anybody's.

use super::answers::{FormContext, specimen};
use super::calendar::build_calendar;
use super::owed::OwedNotice;
use super::worksheets::{choose_forms, fill_form};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::filing::Filing;
use crate::casefile::ledger::{DeadlineClock, Summary};
use crate::casefile::{ActKind, Case, LATEST};
use crate::io::clock::today;
use crate::io::outbox::{Outbox, RealDisk};
use crate::ledger::{collect_elements, first_mailings, unwritable};
use crate::package::{dispositions, identify_case, same_files};
use crate::policy::affected::AffectedCount;
use crate::policy::pre_notice::filing_covers;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::specimen::seeds;
use crate::task::{CommandContext, Progress};
use notice::line::{Decision, Disposition, Job, JobPress, PackageSink, Plan, SeedPiece, SourceList};
use notice::mailing::{Attestation, TO_FILL_IN};
use notice::party::{Elements, JobId, Jurisdiction};
use notice::routing::{AuthorityForm, RuleBook};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The part of a job that no package has.
const REGULATORS: u16 = u16::MAX - 3;

/// Report of `regulators`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct RegulatorFolder {
    /// The folder.
    pub folder: PathBuf,
    /// Everybody affected, once.
    pub people: u64,
    /// People by residence.
    pub residents: BTreeMap<String, u64>,
    /// Notices that are owed.
    pub owed: Vec<OwedNotice>,
}

/// Makes the folder for whoever tells the authorities.
pub fn make_folder(
    case: &mut Session,
    out: &Path,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<RegulatorFolder, CommandError> {
    let summary = case.refresh(command, progress)?;
    let filings = case.filings()?;
    let mut snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
    snapshot.setup_mut()?.context.vendor.seeds = seeds();
    let sources = snapshot.sources();
    let mut decision = snapshot.decide(&sources, &mut |stage| progress(Progress::Done(stage.into())))?;
    let forms = AuthorityForm::load(&snapshot.templates)?;
    let words = AuthorityForm::load_words(&snapshot.templates)?;
    let context = &snapshot.setup.context;
    let ground = FormContext {
        incident: &context.incident,
        federal: context.book.hipaa(),
        summary: &summary,
        filings: &filings,
        elements: collect_elements(&snapshot, (&decision).into()),
        elements_of: elements_of(&decision),
        mailed: mailed(case, &snapshot, &decision)?,
        first: first_mailings(case, &snapshot, &decision)?,
        count: AffectedCount::of(&summary, &context.incident),
        variants: summary.variants.keys().map(String::as_str).collect(),
    };
    let owed = owed_by(&context.book, &summary, &filings);
    // What the folder prints names it: the head is another after everything that was done.
    let head = case.head()?.in_full();
    let state = json!({
        "rows": dispositions(&decision), "filings": filings, "mailed": ground.mailed, "today": today(), "head": head,
    });
    let id = identify_case(&snapshot, &state.to_string(), true, REGULATORS);
    let name = format!("{id}-{}-REGULATORS", context.incident.mailing.date.format("%Y%m%d"));
    let mut outbox = Outbox::begin(&RealDisk, out, &name)?;
    outbox.put("00_read_me.txt", read_me(&ground, &owed, &head).as_bytes())?;
    outbox.put("10_owed.csv", &rows(&owed)?)?;
    outbox.put("11_residents.csv", &residents(&decision)?)?;
    outbox.put("12_deadlines.ics", build_calendar(&summary, &context.incident, today()).as_bytes())?;
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for (name, form) in choose_forms((forms, &words), &context.book, &ground, &owed) {
        wanted.insert(form.authority.clone());
        let (table, sheet) = fill_form(&ground, &form, &context.faces())?;
        outbox.put(&format!("20_{name}.csv"), &table)?;
        outbox.put(&format!("20_{name}.pdf"), &sheet)?;
    }
    specimens(&snapshot, &sources, &mut decision, id, &wanted, &mut outbox)?;
    outbox.existing(same_files)?;
    let folder = outbox.deliver(same_files)?;
    let people = ground.count.listed;
    let recorded = json!({ "owed": owed.len(), "people": people });
    drop(ground);
    let residents = summary.residents.clone();
    drop((decision, sources));
    let made = case.transact(ActKind::RegulatorsFolderMade, Actor::NOBODY, |_, _| Ok(((), recorded)));
    made.map_err(|why| why.adding("The folder itself is complete."))?;
    Ok(RegulatorFolder { folder, people, residents, owed })
}

/// Everybody but the affected people themselves who must be told, first due first.
pub fn owed_notices(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<OwedNotice>, CommandError> {
    let summary = case.refresh(command, progress)?;
    let latest = RuleBook::load(&case.files(command)?.templates)?;
    let book = match summary.mailing {
        Some(day) => latest.in_force_on(day),
        None => latest,
    };
    Ok(owed_by(&book, &summary, &case.filings()?))
}

fn owed_by(book: &RuleBook, summary: &Summary, filings: &[Filing]) -> Vec<OwedNotice> {
    let today = today();
    let duty = |clock: &DeadlineClock| clock.text("duty").to_owned();
    let clocks = summary.deadlines.iter().filter(|clock| duty(clock) != "individuals");
    let mut owed: Vec<OwedNotice> = clocks
        .map(|clock| {
            let place = clock.text("jurisdiction").to_owned();
            let alone = Jurisdiction::parse(&place)
                .and_then(|place| book.rule(place))
                .is_none_or(|rule| rule.regulators.len() < 2);
            let office = clock.text("office").to_owned();
            let told: Vec<&Filing> =
                filings.iter().filter(|filing| filing_covers(filing, &duty(clock), &place, &office, alone)).collect();
            // The first that was made; what is told later is an addition to it.
            let first = told.iter().min_by_key(|filing| filing.day);
            let last = told.iter().max_by_key(|filing| filing.day);
            let number = |key: &str| clock.deadline.get(key).and_then(serde_json::Value::as_u64);
            let people = number("people").unwrap_or(0);
            // 0 stands for a number that was not recorded; the media and bureaus are told of no number.
            let is_counted = matches!(duty(clock).as_str(), "hhs" | "regulator");
            let addendum_from =
                last.map(|filing| filing.people).filter(|told| is_counted && *told > 0 && *told != people);
            OwedNotice {
                jurisdiction: if place.is_empty() { "US".into() } else { place.clone() },
                duty: duty(clock),
                whom: clock.text("whom").to_owned(),
                citation: clock.text("citation").to_owned(),
                people,
                clock_from: clock.text("start").to_owned(),
                started: clock.text("started").to_owned().parse().ok(),
                days: number("days"),
                day_type: clock.text("day_type").to_owned(),
                last_day: clock.last_day,
                days_left: (clock.last_day - today).num_days(),
                filed: first.map(|filing| filing.day),
                filed_people: first.map(|filing| filing.people),
                addendum_from,
                in_doubt: clock.is_in_doubt(),
                note: clock.text("note").to_owned(),
                office,
            }
        })
        .collect();
    owed.sort_by_key(|one| (one.last_day, one.jurisdiction.clone()));
    owed
}

/// People who were written to, by residence.
fn mailed(case: &Case, snapshot: &CaseSnapshot, decision: &Decision) -> Result<BTreeMap<String, u64>, CommandError> {
    let written = crate::policy::mailed::mailed_people(case)?;
    let mut mailed: BTreeMap<String, u64> = BTreeMap::new();
    let mut seen = HashSet::new();
    for entry in &decision.entries {
        let person = snapshot.person(entry.file, entry.extent.line).filter(|person| written.contains(person));
        if let (Some(person), Some(place)) = (person, entry.jurisdiction)
            && seen.insert(person)
        {
            *mailed.entry(place.to_string()).or_default() += 1;
        }
    }
    Ok(mailed)
}

/// Returns the exposed elements of the people of each state.
fn elements_of(decision: &Decision) -> BTreeMap<String, Elements> {
    let mut elements: BTreeMap<String, Elements> = BTreeMap::new();
    for entry in decision.entries.iter().filter(|e| matches!(e.disposition, Disposition::Letter | Disposition::Held)) {
        if let Some(place) = entry.jurisdiction {
            let own = elements.entry(place.to_string()).or_insert(Elements::NONE);
            *own = own.union(entry.elements);
        }
    }
    elements
}

/// People by residence and standing; rows that were joined or taken out are counted apart.
fn residents(decision: &Decision) -> Result<Vec<u8>, CommandError> {
    const WORDS: [&str; 5] = ["adult", "minor", "deceased", "represented", "unknown"];
    let mut counts: BTreeMap<String, [u64; 8]> = BTreeMap::new();
    for entry in &decision.entries {
        let place = entry.jurisdiction.map_or_else(|| "unknown".to_owned(), |place| place.to_string());
        let row = counts.entry(place).or_default();
        match entry.disposition {
            Disposition::Merged => row[6] += 1,
            Disposition::Excluded => row[7] += 1,
            Disposition::Letter | Disposition::Held => {
                let word = entry.standing.map_or("unknown", |standing| standing.word());
                row[WORDS.iter().position(|own| *own == word).unwrap_or(4)] += 1;
                row[5] += 1;
            }
        }
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    let headings = ["jurisdiction"].into_iter().chain(WORDS).chain(["people", "rows_merged", "rows_excluded"]);
    table.write_record(headings).map_err(unwritable)?;
    let mut all = [0; 8];
    for (place, row) in &counts {
        for (sum, n) in all.iter_mut().zip(row) {
            *sum += n;
        }
        let cells = std::iter::once(place.clone()).chain(row.iter().map(ToString::to_string));
        table.write_record(cells).map_err(unwritable)?;
    }
    let cells = std::iter::once("all".to_owned()).chain(all.iter().map(ToString::to_string));
    table.write_record(cells).map_err(unwritable)?;
    Ok(table.into_inner().unwrap_or_default())
}

fn rows(owed: &[OwedNotice]) -> Result<Vec<u8>, CommandError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for one in owed {
        table.serialize(one).map_err(unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}

/// A letter to an invented person for every variant that goes to a state whose office is told, SAMPLE across each page.
fn specimens(
    snapshot: &CaseSnapshot,
    sources: &[SourceList<'_>],
    decision: &mut Decision,
    id: JobId,
    wanted: &BTreeSet<String>,
    outbox: &mut Outbox<'_>,
) -> Result<(), CommandError> {
    let context = &snapshot.setup.context;
    let sown: Vec<SeedPiece> = std::mem::take(&mut decision.seeds);
    let job = Job { id, run: 1, edition: snapshot.setup.edition, attestation: &Attestation::Sample };
    for seed in sown.into_iter().filter(|seed| wanted.contains(seed.variant.jurisdiction.code())) {
        decision.seeds = vec![seed];
        let name = specimen(&decision.variants[seed.name as usize]);
        let plan = Plan::of_seeds(context, decision);
        let shop = JobPress::open(context, sources, decision, job, &plan)?;
        shop.make_all::<CommandError>(0, |made| outbox.put(&name, &made.bytes))?;
    }
    Ok(())
}

/// Days to a last day, in words.
fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2.. => format!("{days} days left"),
        _ => format!("{} days ago", -days),
    }
}

fn read_me(ground: &FormContext<'_>, owed: &[OwedNotice], head: &str) -> String {
    let mut text = format!(
        "Who must be told beside the affected people themselves: {}, {}\nCounted on {}: {} people on the lists, each once; \
         {} rows were joined with others and {} taken out. Residents are counted by where their letter goes, children as \
         themselves.\n\n\
         Nothing here is of an affected person. Rules are research drafts with their sources and doubts: counsel confirms each.\n\n\
         10_owed.csv        every notice that is owed, first due first\n\
         11_residents.csv   people by residence and standing\n\
         12_deadlines.ics   every last day, for a calendar program, with reminders\n\
         20_*.csv, .pdf     worksheets for forms; what the case cannot know says {TO_FILL_IN}\n\
         30_specimen_*.pdf  the letters, to invented people\n\nOwed:\n",
        ground.incident.practice.legal_name,
        ground.incident.event.title,
        today(),
        ground.count.listed,
        ground.summary.merged,
        ground.summary.excluded,
    );
    if let Some(undecided) = ground.count.undecided() {
        let _ = writeln!(text, "  {undecided}\n");
    }
    for one in owed {
        let filed = match (one.filed, one.filed_people) {
            (Some(day), Some(people)) => format!("filed on {day} with {people} people"),
            _ => "not filed, as far as the case knows".to_owned(),
        };
        let addendum = match one.addendum_from {
            Some(before) => format!("; ADDENDUM OWED: {before} people were reported, {} are counted now", one.people),
            None => String::new(),
        };
        let doubt = if one.in_doubt { "; IN DOUBT" } else { "" };
        let _ = writeln!(
            text,
            "  {} ({})  {}: {} (people: {}; {}); {filed}{addendum}{doubt}",
            one.last_day,
            left(one.days_left),
            one.jurisdiction,
            one.whom,
            one.people,
            one.citation
        );
        if !one.note.is_empty() {
            let _ = writeln!(text, "      {}", one.note);
        }
    }
    let _ = writeln!(
        text,
        "\nLast action of the case: {head}\nKeep this page: a case in which that action is missing is an older file."
    );
    text
}
