use crate::machine;
use crate::step::Step;
use std::path::Path;

/// Two list sizes; the difference of their instruction counts leaves the start of the program out.
const SIZES: [u64; 2] = [500, 1_500];

/// Instructions for one person more, which do not depend on how busy the machine is.
pub fn measure(program: &Path, work: &Path) -> Result<(), String> {
    println!("## Instructions (callgrind, one thread)\n");
    machine::debian(&["valgrind"])?;
    println!("| what | instructions a person |\n| --- | --- |");
    for (name, command) in [("check", "check"), ("run, print", "run")] {
        let mut counted = [0; 2];
        for (size, count) in SIZES.iter().zip(&mut counted) {
            let list = work.join(format!("count-{size}.csv"));
            Step::new(program).args(["sample-list", "--people", &size.to_string(), "--out"]).arg(&list).read()?;
            *count = instructions(program, command, &list, &work.join(format!("count-{command}-{size}")))?;
        }
        let each = (counted[1].saturating_sub(counted[0])) / (SIZES[1] - SIZES[0]);
        println!("| {name} | {each} |");
    }
    println!();
    Ok(())
}

fn instructions(program: &Path, command: &str, list: &Path, out: &Path) -> Result<u64, String> {
    let mut step = Step::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .arg(command)
        .arg(list)
        .args(["--incident", "sample-data/incident.toml", "--threads", "1"]);
    if command == "run" {
        step = step.args(["--approved-by", "Bench", "--out"]).arg(out);
    }
    eprintln!("  $ {}", step.line());
    let output = step.command().output().map_err(|e| format!("cannot run valgrind: {e}"))?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    collected(&told).ok_or_else(|| format!("valgrind counted nothing:\n{told}"))
}

/// Reads `==123== Collected : 456`.
fn collected(told: &str) -> Option<u64> {
    told.lines().find_map(|l| l.split_once("Collected :")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_found() {
        assert_eq!(collected("==9== Events    : Ir\n==9== Collected : 123456\n"), Some(123_456));
        assert_eq!(collected("nothing"), None);
    }
}
