//! Times single decisions about people of a large list: `bench_decisions LIST INCIDENT THREADS`. It prints, parted by tabs, what
//! was done, how often, and the median, the nineteenth of twenty and the longest time in milliseconds. At the end the state
//! is held against deciding from nothing.

use desk::io::template_folder;
use desk::oneshot::inputs::{Inputs, Prepared, prepare};
use notice::finding::{Code, Private};
use notice::letter::Catalog;
use notice::line::{Change, ContextChange, Decision, DecisionState, Disposition, RowDecision, SourceList, decide};
use notice::party::PersonName;
use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Decisions of each kind.
const TIMES: usize = 100;

fn main() -> ExitCode {
    // Pictures of the incident file are read by this program started again.
    if let Some(code) = desk::reader::serve_if_asked() {
        return code;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [list, incident, threads] = arguments.as_slice() else {
        return Err("bench_decisions LIST INCIDENT THREADS".into());
    };
    let inputs = Inputs {
        lists: vec![list.into()],
        incident: incident.into(),
        threads: Some(threads.parse()?),
        ..Inputs::default()
    };
    let mut prepared = prepare(&inputs)?;

    let begun = Instant::now();
    let mut last = begun;
    let sources = prepared.sources();
    let nothing = decide(&prepared.context, &sources, &mut |stage| {
        tell(&format!("from nothing: {}", stage.word()), vec![last.elapsed()]);
        last = Instant::now();
    })?;
    tell("from nothing", vec![begun.elapsed()]);
    drop(nothing);
    let begun = Instant::now();
    let (mut state, first) = DecisionState::build(&prepared.context, &sources, &mut |_| {})?;
    tell("build", vec![begun.elapsed()]);
    let letters: Vec<u32> = lines_of_letters(&first);
    drop((first, sources));

    let mut rulings: Vec<(u32, RowDecision)> = Vec::new();
    let pick = |n: usize| letters[n.wrapping_mul(7_919) % letters.len()];
    for (what, ruling) in kinds() {
        let mut times = Vec::new();
        for n in 0..TIMES {
            rulings.push((pick(n + 1_000 * rulings.len()), ruling.clone()));
            times.push(update(&mut state, &prepared, &rulings, ContextChange::Nothing)?);
        }
        tell(what, times);
    }
    let group: Vec<(u32, RowDecision)> =
        (0..1_000).map(|n| (pick(n * 31), RowDecision { kept_back: true, ..RowDecision::default() })).collect();
    rulings.extend(group);
    tell("hold 1,000", vec![update(&mut state, &prepared, &rulings, ContextChange::Nothing)?]);
    for (what, path) in
        [("words of one state", "jurisdictions/tx/addendum.md.hbs"), ("words of all", "passages/closing.md.hbs")]
    {
        let mut own = template_folder::load(None)?;
        let text = format!("{}\nPlease write to us at any time.\n", own.text(path)?);
        own.insert(path, text);
        let begun = Instant::now();
        let context = &mut prepared.context;
        context.catalog =
            Catalog::compile(&own, &context.incident, &context.book).map_err(|faults| faults[0].to_string())?;
        tell("compile", vec![begun.elapsed()]);
        tell(what, vec![update(&mut state, &prepared, &rulings, ContextChange::Words)?]);
    }
    let sources = ruled(&prepared, &rulings);
    let updated = state.update(&prepared.context, &sources, &Change::default())?;
    let nothing = decide(&prepared.context, &sources, &mut |_| {})?;
    if updated.entries != nothing.entries || updated.variants != nothing.variants || updated.tallest != nothing.tallest
    {
        return Err("the state is not what deciding from nothing says".into());
    }
    Ok(())
}

/// Decisions of which each needs something else anew.
fn kinds() -> [(&'static str, RowDecision); 4] {
    let name = PersonName {
        full: "Quilla Grantley".into(),
        first: "Quilla".into(),
        last: "Grantley".into(),
        ..PersonName::default()
    };
    [
        ("hold", RowDecision { kept_back: true, ..RowDecision::default() }),
        ("exclude", RowDecision { taken_out: true, ..RowDecision::default() }),
        ("name", RowDecision { name: Some(Private::new(name)), ..RowDecision::default() }),
        ("end a hold", RowDecision { ended: [Code::NearDuplicate].into_iter().collect(), ..RowDecision::default() }),
    ]
}

fn lines_of_letters(decision: &Decision) -> Vec<u32> {
    let letters = decision.entries.iter().filter(|entry| entry.disposition == Disposition::Letter);
    letters.map(|entry| entry.extent.line).collect()
}

fn ruled<'p>(prepared: &'p Prepared, rulings: &[(u32, RowDecision)]) -> Vec<SourceList<'p>> {
    let mut sources = prepared.sources();
    sources[0].decisions.rulings.extend(rulings.iter().cloned());
    sources
}

fn update(
    state: &mut DecisionState,
    prepared: &Prepared,
    rulings: &[(u32, RowDecision)],
    context: ContextChange<'_>,
) -> Result<Duration, Box<dyn Error>> {
    let sources = ruled(prepared, rulings);
    let begun = Instant::now();
    state.update(&prepared.context, &sources, &Change { context, lists: None })?;
    Ok(begun.elapsed())
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 20).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{what}\t{}\t{:.1}\t{:.1}\t{:.1}", times.len(), at(10), at(19), at(20));
}
