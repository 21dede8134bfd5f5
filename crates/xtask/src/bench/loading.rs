use crate::machine;
use crate::step::Step;

/// Targets in milliseconds, by the name that the example program prints.
const AIMED_AT: [(&str, f64); 2] = [("rule book", 50.0), ("catalog", 100.0)];

/// Measures how long it takes to read the rules and to compile the templates, which every command does first.
pub fn measure() -> Result<(), String> {
    let program = machine::example("load_templates")?;
    let told = Step::new(&program).read()?;
    println!(
        "## Loading the templates (best of 20)\n\n| what | files | ms | aimed at, ms |\n| --- | --- | --- | --- |"
    );
    for line in told.lines() {
        println!("{}", row(line).ok_or_else(|| format!("{} printed {line:?}", program.display()))?);
    }
    println!();
    Ok(())
}

/// A row of the table from a line of the example program: name, number of files and seconds, parted by tabs.
fn row(line: &str) -> Option<String> {
    let mut cells = line.split('\t');
    let (name, files, seconds) =
        (cells.next()?, cells.next()?.parse::<u64>().ok()?, cells.next()?.parse::<f64>().ok()?);
    let aimed = AIMED_AT.iter().find(|(what, _)| name.starts_with(what)).map_or(0.0, |(_, aimed)| *aimed);
    let aimed = if aimed > 0.0 { format!("{aimed:.0}") } else { String::new() };
    Some(format!("| {name} | {files} | {:.1} | {aimed} |", seconds * 1000.0))
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_line_becomes_a_row() {
        assert_eq!(row("rule book\t65\t0.01234").as_deref(), Some("| rule book | 65 | 12.3 | 50 |"));
        assert_eq!(
            row("catalog, 2 languages\t140\t0.0405").as_deref(),
            Some("| catalog, 2 languages | 140 | 40.5 | 100 |")
        );
        assert_eq!(row("nonsense"), None);
    }
}
