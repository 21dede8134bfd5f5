//! Times the loading of rules and templates: `load_templates`. `cargo xtask bench` runs it. It prints, parted by tabs,
//! what was loaded, how many files it read, and the best of twenty times in seconds. The files are in memory, as the
//! built-in ones always are.

use desk::io::template_folder;
use desk::templates::sample::sample_incident;
use notice::letter::Catalog;
use notice::party::Language;
use notice::routing::RuleBook;
use std::error::Error;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TIMES: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let (templates, incident) = (template_folder::load(None)?, sample_incident()?);
    let book = RuleBook::load(&templates)?;
    let compile = || Catalog::compile(&templates, &incident, &book);
    let catalog = compile().map_err(|faults| faults.first().map_or(String::new(), ToString::to_string))?;
    let languages = [Language::En, Language::Es].into_iter().filter(|language| catalog.speaks(*language)).count();
    let files = |ending: &str| templates.iter().filter(|(path, _)| path.ends_with(ending)).count();

    let seconds = best(|| RuleBook::load(&templates).is_ok());
    println!("rule book\t{}\t{:.6}", files("rule.toml"), seconds.as_secs_f64());
    let seconds = best(|| compile().is_ok());
    println!("catalog, {languages} languages\t{}\t{:.6}", files(".hbs"), seconds.as_secs_f64());
    Ok(())
}

/// The best of the times; one that failed counts as never.
fn best(work: impl Fn() -> bool) -> Duration {
    let once = || {
        let begun = Instant::now();
        if work() { begun.elapsed() } else { Duration::MAX }
    };
    (0..TIMES).map(|_| once()).min().unwrap_or(Duration::MAX)
}
