//! Output of each command when it is done.

use crate::args::{LanguageArg, TemplatesAction};
use crate::say::{self, count};
use crate::{calendar, command_context, law, lights, profiles, questions, sheet};
use desk::oneshot::check::{ColumnReport, ListReport, Report};
use desk::oneshot::inputs::Inputs;
use desk::oneshot::run::RunReport;
use desk::package::verify;
use desk::templates::show::SampleRequest;
use desk::{CommandError, oneshot, templates};
use notice::finding::{Code, Severity, escape_line, quote_column};
use notice::intake::RecipeChoice;
use notice::line::Tally;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Number of lines of a list that are named for one finding on a terminal; `--records` has all of them.
const SHOWN_PLACES: usize = 12;

/// The days of a check, as they were written.
#[derive(Clone, Copy, Debug)]
pub struct CheckDays<'a> {
    /// The day from which days left are counted.
    pub on: Option<&'a str>,
    /// The day whose law is compared.
    pub law_of: Option<&'a str>,
}

pub fn check(
    inputs: &Inputs,
    records: Option<&Path>,
    with_profiles: bool,
    CheckDays { on, law_of }: CheckDays<'_>,
    json: bool,
) -> Result<u8, CommandError> {
    let report = oneshot::check::check(inputs, records, on, law_of, &mut say::progress)?;
    if json {
        say::json(&report);
    } else {
        say::line(&report_text(&report));
        if with_profiles {
            say::line(&profiles::text(&report));
        }
        if let Some(difference) = &report.law_difference {
            say::line(&law::text(difference));
        }
    }
    Ok(u8::from(report.tally.needs_a_person()))
}

pub fn run(inputs: &Inputs, out: &Path, approved_by: Option<&str>, json: bool) -> Result<u8, CommandError> {
    let outcome = oneshot::run::run(inputs, out, approved_by, &mut say::progress)?;
    if json {
        say::json(&outcome);
    } else {
        say::line(&report_text(&outcome.report));
        say::line(&outcome_text(&outcome));
        // The last line on standard output is the package, for scripts.
        say::row(&outcome.package.display().to_string());
    }
    Ok(u8::from(outcome.report.tally.needs_a_person()))
}

pub fn preview(
    inputs: &Inputs,
    row: u32,
    language: Option<LanguageArg>,
    out: &Path,
    json: bool,
) -> Result<u8, CommandError> {
    oneshot::preview::preview(inputs, row, language.map(Into::into), out)?;
    if json {
        say::json(&serde_json::json!({ "proof": out }));
    } else {
        say::row(&out.display().to_string());
    }
    Ok(0)
}

pub fn verify(package: &Path, threads: Option<usize>, json: bool) -> Result<u8, CommandError> {
    let report = verify::verify(package, threads)?;
    if json {
        say::json(&report);
    } else {
        for problem in &report.problems {
            say::row(&problem.to_string());
        }
        say::line(&verdict(&report));
    }
    Ok(if report.problems.is_empty() { 0 } else { 2 })
}

fn verdict(report: &notice::readback::Report) -> String {
    let counted = format!(
        "{} pieces, {} pages, {} sheets in {} files",
        count(report.pieces),
        count(report.pages),
        count(report.sheets),
        count(report.files)
    );
    match report.problems.len() {
        0 => format!("Verified: {counted}; every letter checked."),
        1 => format!("NOT complete: 1 problem in {counted}. Do not mail from this package."),
        n => format!("NOT complete: {n} problems in {counted}. Do not mail from this package."),
    }
}

pub fn demo(out: &Path, json: bool) -> Result<u8, CommandError> {
    let (outcome, report) = oneshot::demo::demo(out, &command_context::command_context(None), &mut say::progress)?;
    if json {
        say::json(&serde_json::json!({ "run": outcome, "verify": report }));
    } else {
        say::line("This is the sample case; every person in it is invented.\n");
        say::line(&report_text(&outcome.report));
        say::line(&outcome_text(&outcome));
        say::line(&verdict(&report));
        say::line(&format!("\nThe letters, manifest, and totals are in\n  {}", say::path(&outcome.package)));
        for name in ["10_letters_0001.pdf", "20_manifest.csv", "40_control_totals.pdf", "00_job_ticket.pdf"] {
            say::line(&format!("    {name}"));
        }
        say::line(&format!("Rows without a letter, for the practice only:\n  {}", say::path(&outcome.practice_only)));
        say::line(&format!("It took {:.2} seconds.", outcome.seconds));
    }
    if report.problems.is_empty() { Ok(0) } else { Ok(2) }
}

pub fn recipes(folder: Option<&Path>, json: bool) -> Result<u8, CommandError> {
    let listed = templates::recipes::list_recipes(folder)?;
    if json {
        say::json(&listed);
    } else {
        say::line(&sheet::recipes(&listed));
    }
    Ok(0)
}

pub fn templates(action: TemplatesAction, folder: Option<PathBuf>, json: bool) -> Result<u8, CommandError> {
    match action {
        TemplatesAction::Lint { folder: named, incident } => {
            let page = templates::lint::lint(named.or(folder).as_deref(), incident.as_deref())?;
            if json {
                say::json(&page);
            } else {
                say::line(&lights::text(&page));
            }
            // A letter that may not go out is a refusal, although the page was written.
            return Ok(if page.faults > 0 { 2 } else { 0 });
        }
        TemplatesAction::List => {
            let listed = templates::list::list(folder.as_deref())?;
            if json {
                say::json(&listed);
            } else {
                say::line(&sheet::list(&listed));
            }
        }
        TemplatesAction::Show { jurisdiction, standing, addressee, language, incident, elements, text } => {
            let wanted = SampleRequest {
                jurisdiction: &jurisdiction,
                standing: standing.into(),
                address: addressee.map(Into::into),
                language: language.map(Into::into).unwrap_or_default(),
                incident: incident.as_deref(),
                elements: &elements,
            };
            let shown = templates::show::show(folder.as_deref(), &wanted)?;
            match (json, text) {
                (true, _) => say::json(&shown),
                (false, true) => say::line(&shown.text),
                (false, false) => say::line(&sheet::letter(&shown)),
            }
        }
    }
    Ok(0)
}

fn report_text(report: &Report) -> String {
    let mut text = String::new();
    for list in &report.lists {
        let _ = writeln!(text, "{}", escape_line(&list.file));
        let _ = writeln!(text, "  {}", list.dialect);
        recipe_text(&mut text, list);
        // What a recipe knows and does not use is nothing to look at.
        let is_unused = |column: &ColumnReport| column.field.is_none() && !(column.ignored && list.recipe.is_some());
        let unused = list.columns.iter().enumerate().filter(|(_, column)| is_unused(column));
        let ignored: Vec<_> = unused.map(|(at, column)| quote_column(at + 1, &column.heading)).collect();
        if !ignored.is_empty() {
            let _ = writeln!(text, "  not used: {}", ignored.join("; "));
        }
    }
    text.push('\n');
    tally_text(&mut text, &report.tally);
    for list in &report.lists {
        let headings: Vec<&str> = list.columns.iter().map(|column| column.heading.as_str()).collect();
        questions::write(&mut text, &list.file, &list.questions, &headings);
    }
    findings_text(&mut text, report);
    calendar::write(&mut text, report);
    text
}

/// The recipe by which a list was read, in a line; what it does not know in another.
fn recipe_text(text: &mut String, list: &ListReport) {
    if let Some(recipe) = &list.recipe {
        let how = match recipe.chosen {
            RecipeChoice::ByHeadings => "recognized by its headings",
            RecipeChoice::ByName => "as you chose",
        };
        let _ = writeln!(text, "  read as {} ({}, {how})", escape_line(&recipe.title), recipe.name);
        for (number, rows) in &recipe.unknown_codes {
            let at = usize::from(*number);
            let heading = list.columns.get(at.saturating_sub(1)).map_or("", |column| column.heading.as_str());
            let column = quote_column(at, heading);
            let _ = writeln!(text, "  the recipe does not recognize the code of {} rows in {column}", count(*rows));
        }
    } else if !list.recipes_in_doubt.is_empty() {
        let names = list.recipes_in_doubt.join(", ");
        let _ = writeln!(text, "  matches several recipes, so none was used: {names}; choose one with --recipe");
    }
}

fn tally_text(text: &mut String, tally: &Tally) {
    let _ = writeln!(
        text,
        "{} rows = {} letters + {} held + {} merged + {} excluded",
        count(tally.rows),
        count(tally.letters),
        count(tally.held),
        count(tally.merged),
        count(tally.excluded)
    );
    let standings: Vec<_> = tally.by_standing.iter().map(|(word, n)| format!("{} {word}", count(*n))).collect();
    let _ = writeln!(text, "  {}", standings.join(", "));
    let mut places: Vec<_> = tally.by_jurisdiction.iter().collect();
    places.sort_by_key(|(code, n)| (std::cmp::Reverse(**n), (*code).clone()));
    let places: Vec<_> = places.iter().map(|(code, n)| format!("{code} {}", count(**n))).collect();
    let _ = writeln!(text, "  {}", places.join(", "));
}

fn findings_text(text: &mut String, report: &Report) {
    let mut group = None;
    for finding in &report.tally.findings {
        if group != Some(finding.severity) {
            group = Some(finding.severity);
            text.push_str(match finding.severity {
                Severity::Error => "\nErrors\n",
                Severity::Hold => "\nHeld: no letter until a person decides\n",
                Severity::Warning => "\nMailed, with a warning\n",
                Severity::Notice => "\nNotes\n",
            });
        }
        let _ = writeln!(text, "  {} × {}", count(finding.count), finding.message);
        let _ = writeln!(text, "      {}", finding.advice);
        if finding.code == Code::OfferShort {
            for short in &report.short_offers {
                let _ = writeln!(text, "      {short}");
            }
        }
        let places: Vec<_> = report.places.iter().filter(|p| p.code == finding.code && p.at.line > 0).collect();
        if !places.is_empty() && finding.severity >= Severity::Warning {
            let several = report.lists.len() > 1;
            let named: Vec<_> = places
                .iter()
                .take(SHOWN_PLACES)
                .map(|p| if several { format!("{}:{}", p.at.file + 1, p.at.line) } else { p.at.line.to_string() })
                .collect();
            let more = places.len().saturating_sub(SHOWN_PLACES);
            let tail =
                if more > 0 { format!(" and {} more (see --records)", count(more as u64)) } else { String::new() };
            let _ = writeln!(text, "      lines {}{tail}", named.join(", "));
        }
    }
}

fn outcome_text(outcome: &RunReport) -> String {
    let made = &outcome.produced;
    let kind = if outcome.proof { "PROOF, not to be mailed" } else { "live pieces" };
    format!(
        "Job {}: {} pieces ({kind}), {} pages on {} sheets in {} files; every letter checked.",
        outcome.job_id,
        count(made.pieces),
        count(made.pages),
        count(made.sheets),
        count(made.files)
    )
}
