//! Lists of people, and of guardians.

use crate::case::{on, tell};
use crate::questions;
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::io::read;
use desk::stage::lists::{
    guardians::{self, GuardianFile, OtherChildRows, SeveralParents},
    import::{self, ImportRequest},
    report::ImportReport,
};
use desk::task::CommandContext;
use notice::finding::escape_line;
use notice::intake::ParentRule;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum ListsCommand {
    /// Import lists into a case; a newer version of a list replaces the older one
    Import {
        #[command(flatten)]
        door: Door,
        /// Lists: CSV, tab-separated text, or workbooks (.xlsx, .xls, .ods)
        #[arg(required = true, value_name = "LIST")]
        lists: Vec<PathBuf>,
        /// Sheet of a workbook, by name or number; may be repeated, each is a separate list
        #[arg(long = "sheet", value_name = "NAME")]
        sheets: Vec<String>,
        /// Mapping file
        #[arg(long, value_name = "M.toml")]
        mapping: Option<PathBuf>,
        /// Recipe (export format) of the lists, or none (default: detected from the headings)
        #[arg(long, value_name = "NAME")]
        recipe: Option<String>,
        /// Answer to a question about a list, as printed with the question; may be repeated
        #[arg(long = "answer", value_name = "KEY=CHOICE", value_parser = crate::args::parse_answer)]
        answers: Vec<(String, String)>,
        /// The list in the case that these replace
        #[arg(long, value_name = "NAME", conflicts_with = "adds")]
        amends: Option<String>,
        /// Add these lists; replace none
        #[arg(long)]
        adds: bool,
        /// Your name
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
    },
    /// Add guardians from a second file, matched by record number, and choose which parents get letters
    Guardians {
        #[command(flatten)]
        door: Door,
        /// A table with the headings `record_id`, and `guardian_name` or `guardian_first` and `guardian_last`: CSV, a workbook, or the
        /// `RelatedPerson.ndjson` of a FHIR export
        #[arg(value_name = "FILE", required_unless_present = "parents")]
        file: Option<PathBuf>,
        /// Sheet of a workbook, by name or number
        #[arg(long = "sheet", value_name = "NAME", requires = "file")]
        sheets: Vec<String>,
        /// For children with several parents in the file: a letter to `both`, the `first`, the `second`, or the one with `custody`;
        /// without it they are held. `decide --parents` chooses for one child
        #[arg(long, value_name = "RULE", value_parser = crate::args::parse_parents)]
        parents: Option<ParentRule>,
        /// Your name
        #[arg(long, value_name = "NAME")]
        by: String,
    },
}

impl ListsCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Import { door, lists, sheets, mapping, recipe, answers, amends, adds, by } => on(&door, |case| {
                let named = |path: PathBuf| read::settings(&path).map(|text| (path.display().to_string(), text));
                let arrival = ImportRequest {
                    lists,
                    sheets,
                    mapping: mapping.map(named).transpose()?,
                    recipe,
                    answers,
                    amends,
                    adds,
                    by,
                };
                let report = import::import(case, &arrival, context, progress)?;
                tell(json, &report, imported);
                Ok(u8::from(report.held > 0))
            }),
            Self::Guardians { door, file: None, parents, by, .. } => on(&door, |case| {
                let Some(rule) = parents else { return Ok(0) };
                let several = guardians::set_parent_rule(case, rule, &by, context, progress)?;
                tell(json, &several, parents_told);
                Ok(u8::from(several.undecided > 0))
            }),
            Self::Guardians { door, file: Some(path), sheets, parents, by } => on(&door, |case| {
                let file = GuardianFile { path: &path, sheets: &sheets };
                let joined = guardians::guardians(case, &file, parents, &by, context, progress)?;
                tell(json, &joined, |joined| {
                    let mut text = format!(
                        "{} children matched with a guardian; {} record numbers in the file match no one here.\n{} have the same last name, {} do not; {} have the same address, {} do not.",
                        count(joined.joined),
                        count(joined.strangers),
                        count(joined.families.same),
                        count(joined.families.other),
                        count(joined.homes.same),
                        count(joined.homes.other)
                    );
                    if joined.other_in_list > 0 {
                        let n = count(joined.other_in_list);
                        text.push_str(&format!("\nThe list names a different guardian for {n} of them and is used."));
                    }
                    if let Some(older) = &joined.replaces {
                        text.push_str(&format!(
                            "\nIt replaces {}; matches from that file alone are removed.",
                            escape_line(older)
                        ));
                    }
                    for (n, what) in [
                        (joined.adults, "record numbers are those of adults, who get their own letters"),
                        (joined.left_out.no_parents, "rows are not about a parent or guardian and were skipped"),
                        (joined.left_out.ended, "rows are no longer in use and were skipped"),
                        (
                            joined.left_out.incomplete,
                            "rows have no record number or no guardian's name and were skipped",
                        ),
                    ] {
                        if n > 0 {
                            text.push_str(&format!("\n{} {what}.", count(n)));
                        }
                    }
                    text.push_str(&other_children(&joined.other_child));
                    if joined.several.children > 0 {
                        text.push_str(&format!("\n{}", parents_told(&joined.several)));
                    }
                    text
                });
                Ok(u8::from(joined.several.undecided > 0 || joined.other_child.rows > 0))
            }),
        }
    }
}

fn other_children(slipped: &OtherChildRows) -> String {
    if slipped.rows == 0 {
        return String::new();
    }
    let lines: Vec<String> = slipped.lines.iter().map(u32::to_string).collect();
    format!(
        "\n{} rows name another child than the number has in the case, and are not joined: line {}{}.",
        count(slipped.rows),
        lines.join(", "),
        if slipped.rows > lines.len() as u64 { " and more" } else { "" }
    )
}

fn parents_told(several: &SeveralParents) -> String {
    let mut text = format!(
        "{} children have several parents in the file: {} copies go to other parents.",
        count(several.children),
        count(several.copies)
    );
    if several.undecided > 0 {
        text.push_str(&format!(
            "\n{} of them are held: choose who gets the letter with guardians --parents for all, or decide --parents for one.",
            count(several.undecided)
        ));
    }
    if several.unmailable > 0 {
        text.push_str(&format!(
            "\nFor {}, the other parent's address is incomplete, so no copy can be sent.",
            count(several.unmailable)
        ));
    }
    if several.addresses_of_others > 0 {
        text.push_str(&format!(
            "\nOf {} a decided address was given for another parent than is written to now; it is not used.",
            count(several.addresses_of_others)
        ));
    }
    text
}

fn imported(report: &ImportReport) -> String {
    let mut text = format!(
        "{} rows: {} new people, {} unchanged, {} changed, {} no longer on the list.",
        count(report.rows),
        count(report.new),
        count(report.unchanged),
        count(report.changed),
        count(report.gone)
    );
    for list in &report.lists {
        if list.known {
            text.push_str(&format!("\n{} is already in the case.", escape_line(&list.list)));
        } else if let Some(older) = &list.amends {
            text.push_str(&format!("\n{} replaces {}.", escape_line(&list.list), escape_line(older)));
        }
    }
    text.push_str(&format!(
        "\nThis case: {} rows = {} letters + {} held + {} merged + {} excluded.",
        count(report.case_rows),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded)
    ));
    for list in &report.questions {
        let headings: Vec<&str> = list.headings.iter().map(String::as_str).collect();
        text.push('\n');
        questions::write(&mut text, &list.list, &list.questions, &headings);
    }
    text
}
