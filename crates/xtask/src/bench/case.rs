use super::meter::{Cost, measure};
use super::ours::timings;
use crate::machine;
use crate::step::Step;
use std::fs;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_mins(5);

/// Times an encrypted case: a list of full size comes in, the case is asked how it stands, the list comes again amended.
/// Beside it stands a plain read of the same file by the `csv` crate, which does nothing with the rows.
pub fn measure_all(program: &Path, work: &Path, people: u64) -> Result<(), String> {
    let folder = work.join("case");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    let (case, list, amended) = (folder.join("bench.case"), folder.join("list.csv"), folder.join("list-amended.csv"));
    let (word, key) = (folder.join("passphrase"), folder.join("key"));
    let put =
        |path: &Path, text: &str| fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()));
    put(&word, "a passphrase for the bench\n")?;
    let number = people.to_string();
    let made = Step::new(program).args(["sample-list", "--people", &number, "--seed", "1", "--out"]).arg(&list);
    run(&made, work)?;
    let text = fs::read_to_string(&list).map_err(|e| format!("cannot read {}: {e}", list.display()))?;
    put(&amended, &shortened(&text))?;
    drop(text);

    let plain = machine::example("plain_csv")?;
    let plain = run(&Step::new(&plain).arg(&list), work)?;
    let new = Step::new(program).arg("new").arg(&case).args(["--incident", "sample-data/incident.toml"]);
    run(&new.arg("--recovery-out").arg(&key).arg("--passphrase-file").arg(&word), work)?;
    let on =
        |command: &str| Step::new(program).arg(command).arg(&case).arg("--passphrase-file").arg(&word).arg("--json");
    let import = run(&on("import").arg(&list), work)?;
    let status = run(&on("status"), work)?;
    let by_key = Step::new(program).arg("status").arg(&case).arg("--recovery-file").arg(&key).arg("--json");
    let by_key = run(&by_key, work)?;
    let again = run(&on("import").arg(&amended), work)?;
    let size = fs::metadata(&case).map_or(0, |about| about.len());

    println!("## A case of {people} people, encrypted\n");
    println!("| step | wall s | CPU s | peak MiB | times a plain read |\n| --- | --- | --- | --- | --- |");
    for (name, cost) in [
        ("plain read of the list by the `csv` crate", &plain),
        ("import", &import),
        ("import of the list amended", &again),
        ("status, passphrase", &status),
        ("status, key at hand", &by_key),
    ] {
        let times = cost.wall / plain.wall.max(0.001);
        println!("| {name} | {:.2} | {:.2} | {:.0} | {times:.1} |", cost.wall, cost.cpu, cost.memory);
    }
    println!("\nThe case file has {:.1} MiB.\n", size as f64 / f64::from(1 << 20));
    println!("Stages of the import:\n\n| stage | wall s | CPU s |\n| --- | --- | --- |");
    for stage in timings(&import.out) {
        println!("| {} | {:.2} | {:.2} |", stage.name, stage.wall, stage.cpu);
    }
    println!();
    Ok(())
}

/// The list without its last hundred rows, and with every thousandth street changed.
fn shortened(list: &str) -> String {
    let lines: Vec<&str> = list.split_inclusive('\n').collect();
    let kept = &lines[..lines.len().saturating_sub(100).max(1)];
    kept.iter()
        .enumerate()
        .map(|(n, line)| if n % 1000 == 999 { line.replace(" Way", " Row") } else { (*line).to_owned() })
        .collect()
}

/// 1 says that findings need a person; anything above is a failure.
fn run(step: &Step, work: &Path) -> Result<Cost, String> {
    eprintln!("  $ {}", step.line());
    let cost = measure(step, work, LIMIT)?;
    if matches!(cost.code, 0 | 1) {
        Ok(cost)
    } else {
        Err(format!("{} ended with {}\n{}", step.line(), cost.code, cost.err))
    }
}
