use super::meter::measure;
use crate::machine;
use crate::step::Step;
use std::fs;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_mins(10);

/// Times work in one session over an encrypted case: opening, decisions one after another, other words.
pub fn measure_all(work: &Path, people: u64) -> Result<(), String> {
    let program = machine::example("bench_session")?;
    let folder = work.join("session");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    let step = Step::new(&program).arg(&folder).arg(people.to_string());
    eprintln!("  $ {}", step.line());
    let cost = measure(&step, work, LIMIT)?;
    if cost.code != 0 {
        return Err(format!("{} ended with {}\n{}", step.line(), cost.code, cost.err));
    }
    println!("## A session over a case of {people} people, encrypted, opened by its recovery key\n");
    println!("| step | times | median ms | 95 % ms | longest ms |\n| --- | --- | --- | --- | --- |");
    for line in cost.out.lines() {
        println!("| {} |", line.replace('\t', " | "));
    }
    println!("\nThe highest resident memory was {:.0} MiB.\n", cost.memory);
    Ok(())
}
