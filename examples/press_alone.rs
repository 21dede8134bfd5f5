//! Times composing and pressing alone, without reading back, hashing or writing: `press_alone LIST INCIDENT EDITION
//! THREADS`. `cargo xtask bench` runs it. It prints letters, wall seconds and bytes a letter. Rows are read again from
//! the list in mailing order, as in a run; that is part of the time.

use desk::oneshot::inputs::{Inputs, prepare};
use notice::line::{Job, JobPress, Plan, PressState, decide, run_in_order};
use notice::mailing::{Attestation, RecordKind};
use notice::party::{Edition, JobId};
use std::error::Error;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [list, incident, edition, threads] = arguments.as_slice() else {
        return Err("press_alone LIST INCIDENT EDITION THREADS".into());
    };
    let edition = if edition == "accessible" { Edition::Accessible } else { Edition::Print };
    let threads = threads.parse()?;
    let inputs = Inputs {
        lists: vec![list.into()],
        incident: incident.into(),
        threads: Some(threads),
        edition: Some(edition),
        ..Inputs::default()
    };
    let prepared = prepare(&inputs)?;
    let sources = prepared.sources();
    let decision = decide(&prepared.context, &sources, &mut |_| {})?;
    let plan = Plan::of(&prepared.context, &decision, RecordKind::Live);
    let attestation = Attestation::One { name: "Bench".to_owned(), mailing: prepared.context.incident.mailing.date };
    let job = Job { id: JobId::from_digest(&[1; 32].into(), false), run: 1, edition, attestation: &attestation };

    let begun = Instant::now();
    let shop = JobPress::open(&prepared.context, &sources, &decision, job, &plan)?;
    let (mut letters, mut bytes) = (0, 0);
    for part in 0..plan.jobs() {
        letters += plan.pieces_of(part);
        run_in_order(
            threads,
            plan.files_of(part),
            PressState::default,
            |bench, file| shop.press_only(bench, file),
            |size| {
                bytes += size as u64;
                Ok(())
            },
        )?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{letters}\t{seconds:.3}\t{}", bytes / letters.max(1));
    Ok(())
}
