use super::meter::{Cost, measure};
use crate::machine;
use crate::step::Step;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_mins(10);

/// Times our own line; gives the letters per second of the whole `run` in the print edition.
pub fn measure_all(program: &Path, work: &Path, people: u64, threads: Option<&str>) -> Result<f64, String> {
    let list = work.join("list.csv");
    let number = people.to_string();
    println!("## Noticepress, {people} people\n");
    println!("| step | wall s | CPU s | peak MiB | letters | letters/s | bytes a letter |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");

    let step = Step::new(program).args(["sample-list", "--people", &number, "--seed", "1", "--out"]).arg(&list);
    row("sample-list", &cost(&step, work)?, None);
    let step = Step::new(program).arg("check").arg(&list).args(["--incident", "sample-data/incident.toml"]);
    row("check", &cost(&step, work)?, None);

    let mut rate = 0.0;
    let mut stages = Vec::new();
    for edition in ["print", "accessible"] {
        let out = work.join(edition);
        let step = Step::new(program)
            .arg("run")
            .arg(&list)
            .args(["--incident", "sample-data/incident.toml", "--approved-by", "Bench", "--edition", edition])
            .args(["--json", "--out"])
            .arg(&out)
            .args(threads.map(|_| "--threads"))
            .args(threads);
        let cost = cost(&step, work)?;
        let package = package(&out)?;
        let letters = letters(&package)?;
        row(&format!("run, {edition}, everything on"), &cost, Some(letters));
        if edition == "print" {
            rate = letters.0 as f64 / cost.wall;
        }
        stages.push((edition, letters.0, cost.out));
        let step = Step::new(program).arg("verify").arg(&package);
        row(&format!("verify, {edition}"), &self::cost(&step, work)?, Some(letters));
        // The next edition needs the room on the disk.
        fs::remove_dir_all(&out).map_err(|e| format!("cannot remove {}: {e}", out.display()))?;
    }
    for (edition, letters, told) in stages {
        println!(
            "\nStages of the run, {edition}:\n\n| stage | wall s | CPU s | letters/s |\n| --- | --- | --- | --- |"
        );
        for Stage { name, wall, cpu } in timings(&told) {
            println!("| {name} | {wall:.2} | {cpu:.2} | {:.0} |", letters as f64 / wall.max(0.001));
        }
    }
    alone(work, &list, threads)?;
    println!();
    Ok(rate)
}

/// Composing and pressing alone, without reading back, hashing and writing.
fn alone(work: &Path, list: &Path, threads: Option<&str>) -> Result<(), String> {
    let program = machine::example("press_alone")?;
    println!(
        "\nComposing and pressing alone:\n\n| edition | threads | letters | wall s | letters/s | bytes a letter |\n| --- | --- | --- | --- | --- | --- |"
    );
    let all = machine::cores().to_string();
    for edition in ["print", "accessible"] {
        for threads in ["1", threads.unwrap_or(&all)] {
            let step = Step::new(&program).arg(list).args(["sample-data/incident.toml", edition, threads]);
            let told = cost(&step, work)?.out;
            let mut figures = told.trim().split('\t').map(|n| n.parse::<f64>().unwrap_or(0.0));
            let (letters, wall, bytes) = (figures.next(), figures.next(), figures.next());
            let (Some(letters), Some(wall), Some(bytes)) = (letters, wall, bytes) else {
                return Err(format!("{} printed {told:?}", step.line()));
            };
            println!("| {edition} | {threads} | {letters} | {wall:.2} | {:.0} | {bytes} |", letters / wall);
        }
    }
    Ok(())
}

/// One stage of a run.
pub struct Stage {
    pub name: String,
    pub wall: f64,
    pub cpu: f64,
}

/// The stages in the run's machine output, where each value stands on a line of its own.
pub fn timings(told: &str) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for line in told.lines() {
        let Some((key, value)) = line.trim().trim_end_matches(',').split_once("\": ") else { continue };
        match (key, stages.last_mut()) {
            ("\"stage", _) => stages.push(Stage { name: value.trim_matches('"').to_owned(), wall: 0.0, cpu: 0.0 }),
            ("\"wall_seconds", Some(stage)) => stage.wall = value.parse().unwrap_or(0.0),
            ("\"cpu_seconds", Some(stage)) => stage.cpu = value.parse().unwrap_or(0.0),
            _ => {}
        }
    }
    stages
}

/// 1 says that findings need a person; anything above is a failure.
fn cost(step: &Step, work: &Path) -> Result<Cost, String> {
    eprintln!("  $ {}", step.line());
    let cost = measure(step, work, LIMIT)?;
    if matches!(cost.code, 0 | 1) {
        Ok(cost)
    } else {
        Err(format!("{} ended with {}\n{}", step.line(), cost.code, cost.err))
    }
}

fn row(name: &str, cost: &Cost, letters: Option<(u64, u64)>) {
    let (count, rate, bytes) = letters.map_or_else(
        || (String::new(), String::new(), String::new()),
        |(count, bytes)| {
            let count_f = count as f64;
            (count.to_string(), format!("{:.0}", count_f / cost.wall), format!("{:.0}", bytes as f64 / count_f))
        },
    );
    println!("| {name} | {:.2} | {:.2} | {:.0} | {count} | {rate} | {bytes} |", cost.wall, cost.cpu, cost.memory);
}

/// The package folder that a run has left: not the folder that is for the practice only.
fn package(out: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(out).map_err(|e| format!("cannot read {}: {e}", out.display()))?;
    let mut found = entries.filter_map(Result::ok).map(|e| e.path()).filter(|p| p.join("SHA256SUMS").is_file());
    found.next().ok_or_else(|| format!("no package in {}", out.display()))
}

/// Returns the number of pieces in the manifest and the bytes of the letter files.
fn letters(package: &Path) -> Result<(u64, u64), String> {
    let manifest = package.join("20_manifest.csv");
    let text = fs::read_to_string(&manifest).map_err(|e| format!("cannot read {}: {e}", manifest.display()))?;
    let pieces = text.lines().count().saturating_sub(1) as u64;
    let entries = fs::read_dir(package).map_err(|e| format!("cannot read {}: {e}", package.display()))?;
    let bytes = entries
        .filter_map(Result::ok)
        .filter(|e| e.file_name().to_string_lossy().starts_with("10_letters_"))
        .filter_map(|e| e.metadata().ok())
        .map(|m| m.len())
        .sum();
    if pieces == 0 { Err("the manifest names no piece".to_owned()) } else { Ok((pieces, bytes)) }
}

#[cfg(test)]
mod tests {
    use super::timings;

    #[test]
    fn stages_are_read_from_machine_output() {
        let told = "{\n  \"timings\": [\n    {\n      \"stage\": \"read\",\n      \"wall_seconds\": 1.5,\n      \"cpu_seconds\": 2.25\n    }\n  ]\n}";
        let stages = timings(told);
        assert_eq!(stages.len(), 1);
        assert_eq!((stages[0].name.as_str(), stages[0].wall, stages[0].cpu), ("read", 1.5, 2.25));
    }
}
