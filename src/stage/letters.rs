//! Words of letters.

use crate::advice;
use crate::case::{look_or_work, tell};
use crate::say::{self};
use crate::secret::Door;
use clap::Subcommand;
use clap::{ArgGroup, Args};
use desk::CommandError;
use desk::io::outbox::{FileKind, SingleFile};
use desk::io::read;
use desk::stage::letters::wording;
use desk::stage::letters::wording_document::make_document;
use desk::stage::letters::wording_return::{ReturnedWording, SavedBy, read_back};
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum LettersCommand {
    /// Edit the letter wording of a case: list, show, change, history
    Wording(WordingArgs),
}

impl LettersCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Wording(wanted) => wanted.carry_out(context, json),
        }
    }
}

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("document").args(["to_docx", "from_docx"]))]
pub struct WordingArgs {
    #[command(flatten)]
    door: Door,
    /// A template by its path below `templates/`; lists all if left out
    #[arg(value_name = "PATH")]
    path: Option<String>,
    /// File with the new wording
    #[arg(long, value_name = "FILE", requires_all = ["path", "by", "reason"], conflicts_with = "history")]
    from: Option<PathBuf>,
    /// Write the templates as a Word document, to edit with tracked changes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["path", "from", "history", "by"])]
    to_docx: Option<PathBuf>,
    /// Read an edited Word document back and show what changed; with --by and --reason the changes are saved
    #[arg(long, value_name = "FILE", conflicts_with_all = ["path", "from", "history"])]
    from_docx: Option<PathBuf>,
    /// With a Word document: a template by its path, a folder such as passages/, or a state such as TX; all if left out
    #[arg(long, value_name = "PATH", requires = "document")]
    only: Vec<String>,
    /// Show every revision, newest first
    #[arg(long, requires = "path")]
    history: bool,
    /// Your name
    #[arg(long, value_name = "NAME", requires = "reason")]
    by: Option<String>,
    /// Reason; shown in the history
    #[arg(long, value_name = "TEXT", requires = "by")]
    reason: Option<String>,
}

impl WordingArgs {
    /// Lists, shows or changes. The number is the exit code: 1 where a signature fell or a document cannot be taken.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let Self { door, path, from, to_docx, from_docx, only, history, by, reason } = self;
        let looks = from.is_none() && (from_docx.is_none() || by.is_none());
        look_or_work(looks, &door, |case| {
            if let Some(out) = to_docx {
                let bytes = make_document(&case.input_files(desk::casefile::LATEST)?, &only, context)?;
                let file = SingleFile::new(FileKind::Docx, &out).force(context.force).except(&context.inputs);
                file.except([case.path()]).put(&bytes)?;
                tell(json, &serde_json::json!({ "file": out }), |_| format!("Written: {}", out.display()));
                return Ok(0);
            }
            if let Some(file) = from_docx {
                let saved_by = by.as_deref().zip(reason.as_deref()).map(|(by, why)| SavedBy { by, why });
                let returned = read_back(case, &file, &only, saved_by, context, &mut say::progress)?;
                let falls = returned.saved && returned.effect.as_ref().is_some_and(|effect| !effect.voids.is_empty());
                let code = u8::from(returned.has_problem() || falls);
                tell(json, &returned.in_words(advice::line), returned_text);
                return Ok(code);
            }
            let Some(path) = path else {
                let leaves = wording::list_templates(&case.input_files(desk::casefile::LATEST)?, context)?;
                tell(json, &leaves, |leaves| {
                    let line =
                        |leaf: &wording::TemplateFile| format!("{} {}", if leaf.own { "*" } else { " " }, leaf.path);
                    let lines: Vec<String> = leaves.iter().map(line).collect();
                    format!("{}\n* edited in this case", lines.join("\n"))
                });
                return Ok(0);
            };
            if history {
                tell(json, &wording::history(case, &path, context)?, |versions| {
                    let line = |version: &wording::TemplateVersion| {
                        let line =
                            format!("{:>6}  {:<20}  {:<24}  {}", version.act, version.at, version.by, version.why);
                        escape_line(&line).into_owned()
                    };
                    versions.iter().map(line).collect::<Vec<_>>().join("\n")
                });
                return Ok(0);
            }
            let Some(from) = from else {
                tell(json, &wording::text(&case.input_files(desk::casefile::LATEST)?, &path, context)?, |text| {
                    text.text.trim_end().to_owned()
                });
                return Ok(0);
            };
            let text = read::settings(&from)?;
            let (by, reason) = (by.unwrap_or_default(), reason.unwrap_or_default());
            let effect = wording::save(case, &[(&path, &text)], &by, &reason, context, &mut say::progress)?;
            tell(json, &effect, |effect| {
                let mut told = format!("Saved. Letter versions that change: {}.", named(&effect.changes));
                if !effect.voids.is_empty() {
                    told.push_str(&format!("\nApproval withdrawn: {}.", named(&effect.voids)));
                }
                if !effect.signed_again.is_empty() {
                    told.push_str(&format!("\nAlready approved with this wording: {}.", named(&effect.signed_again)));
                }
                told
            });
            Ok(u8::from(!effect.voids.is_empty()))
        })
    }
}

/// Wording that came back in a Word document, in plain words.
fn returned_text(returned: &ReturnedWording<String>) -> String {
    let mut text = format!("Read: {} templates.", returned.read);
    for template in &returned.templates {
        text.push_str(&format!("\n\n{}\n{}", template.path, "-".repeat(template.path.len())));
        if !template.changed_by.is_empty() {
            text.push_str(&format!("\nTracked changes by: {}.", template.changed_by.join("; ")));
        }
        if template.untracked {
            text.push_str("\nSomething was changed without being tracked.");
        }
        if !template.not_taken.is_empty() {
            let names: Vec<&str> = template.not_taken.iter().map(|what| what.name()).collect();
            text.push_str(&format!("\nNot taken, as no letter can have it: {}.", names.join("; ")));
        }
        for comment in &template.comments {
            text.push_str(&format!("\nComment by {}: {}\n  beside: {}", comment.by, comment.words, comment.beside));
        }
        if let Some(problem) = &template.problem {
            text.push_str(&format!("\n{problem}"));
        }
        if !template.redline.is_empty() {
            text.push_str(&format!("\n\n{}", template.redline.trim_end()));
        }
    }
    if let Some(problem) = &returned.problem {
        text.push_str(&format!("\n\n{problem}"));
    }
    if let Some(effect) = &returned.effect {
        text.push_str(&format!("\n\nLetter versions that change: {}.", named(&effect.changes)));
        if !effect.voids.is_empty() {
            let told = if returned.saved { "Approval withdrawn" } else { "Saving withdraws the approval of" };
            text.push_str(&format!("\n{told}: {}.", named(&effect.voids)));
        }
    }
    let end = if returned.saved {
        "Saved."
    } else if returned.templates.iter().all(|template| template.redline.is_empty()) {
        "No wording has changed."
    } else if returned.effect.is_some() {
        "Nothing is saved yet; to save: --by NAME --reason TEXT."
    } else {
        "Nothing is saved. Correct the document and read it again."
    };
    format!("{text}\n\n{end}")
}

fn named(variants: &[String]) -> String {
    if variants.is_empty() { "none".to_owned() } else { variants.join(", ") }
}
