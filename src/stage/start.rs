//! A new case, how it stands, and what opens it.

use crate::case::{look_at, on, tell};
use crate::keys::{self, MadeWith};
use crate::law;
use crate::say::{self, count};
use crate::secret::{Door, Words};
use crate::watched::{Kept, tell_place};
use clap::Subcommand;
use desk::CommandError;
use desk::casefile::filing::WithdrawnFiling;
use desk::casefile::key::Secret;
use desk::io::outbox::{FileKind, SingleFile, Writing, named_in};
use desk::oneshot::check::parse_day_argument;
use desk::stage::start::law::compare_with_law_of;
use desk::stage::start::{create, status};
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::{Path, PathBuf};

#[derive(Subcommand, Debug)]
pub enum StartCommand {
    /// Create a case file for an incident
    New {
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        words: Words,
        /// Generate a passphrase of seven words and show it once
        #[arg(long, conflicts_with_all = ["passphrase_file", "recovery_file", "plain"])]
        generate_passphrase: bool,
        /// Incident file
        #[arg(long, value_name = "I.toml")]
        incident: PathBuf,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// No encryption: anyone who has the file can read it
        #[arg(long)]
        plain: bool,
        /// Save the recovery key in this file instead of showing it
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
    /// Show the status of a case and what is still to do
    Status {
        #[command(flatten)]
        door: Door,
        /// Compare with the law of this date: letters, deadlines and signatures that would differ
        #[arg(long, value_name = "YYYY-MM-DD")]
        law_of: Option<String>,
    },
    /// Change the passphrase; also creates a new recovery key
    Passphrase {
        #[command(flatten)]
        door: Door,
        /// File whose first line is the new passphrase
        #[arg(long, value_name = "FILE", required_unless_present = "generate_passphrase")]
        new_passphrase_file: Option<PathBuf>,
        /// Generate a passphrase of seven words and show it once
        #[arg(long, conflicts_with = "new_passphrase_file")]
        generate_passphrase: bool,
    },
    /// Remember the passphrase of a case on this computer
    Remember {
        #[command(flatten)]
        door: Door,
    },
    /// Forget the passphrase of a case on this computer
    Forget {
        /// The case file
        #[arg(value_name = "CASE")]
        case: PathBuf,
    },
    /// Delete a case that need not be kept any longer
    Purge {
        #[command(flatten)]
        door: Door,
        /// Delete it even though it must still be kept
        #[arg(long)]
        before_its_time: bool,
        /// Confirm that this computer's clock is right, although the latest action is long ago or in the future
        #[arg(long)]
        clock_is_right: bool,
    },
}

impl StartCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::New { case, words, generate_passphrase, incident, vendor, plain, recovery_out } => {
                let passphrase = keys::generated(generate_passphrase)?;
                let secret = match &passphrase {
                    Some(words) => Secret::Passphrase(words.clone()).locked(),
                    None if plain => Secret::Plain,
                    None => words.secret(true)?,
                };
                // That the key can be kept is known before there is one.
                let keeping = match recovery_out.as_ref().filter(|_| !plain) {
                    Some(path) => {
                        let file =
                            SingleFile::new(FileKind::RecoveryKey, path).force(context.force).except(&context.inputs);
                        let file = file.except(words.files()).except([&case, &incident]).except(&vendor);
                        Some(file.except(named_in(&incident)).begin()?)
                    }
                    None => None,
                };
                let mut made = create::create_case(&case, &secret, &incident, vendor.as_deref(), context)?;
                if let (Some(file), Some(path), Some(key)) = (keeping, &recovery_out, &made.recovery_key) {
                    if let Err(why) = keep_recovery_key(file, path, key) {
                        let with =
                            MadeWith { made: &made, passphrase: passphrase.as_ref().map(|words| words.as_str()) };
                        return Ok(not_kept(json, &with, &why));
                    }
                    made.recovery_key = None;
                }
                tell_place(&made.case);
                let with = MadeWith { made: &made, passphrase: passphrase.as_ref().map(|words| words.as_str()) };
                tell(json, &with, MadeWith::said);
                Ok(0)
            }
            Self::Status { door, law_of: Some(day) } => look_at(&door, |case| {
                let difference = compare_with_law_of(case, parse_day_argument(&day)?, context, progress)?;
                tell(json, &difference, law::text);
                Ok(0)
            }),
            Self::Status { door, law_of: None } => look_at(&door, |case| {
                tell_place(case.path());
                let report = Kept::new(status::status_with_waiting(case, context, progress)?, case)?;
                tell(json, &report, |report| format!("{}\n{}", stands(&report.status), report.said()));
                Ok(0)
            }),
            Self::Passphrase { door, new_passphrase_file, generate_passphrase: _ } => {
                on(&door, |case| keys::change_passphrase(case, new_passphrase_file.as_deref(), json))
            }
            Self::Remember { door } => keys::remember(&door, json),
            Self::Forget { case } => keys::forget(&case, json),
            Self::Purge { door, before_its_time, clock_is_right } => {
                keys::purge(&door, context, (before_its_time, clock_is_right), json)
            }
        }
    }
}

/// Writes a recovery key into the file that was made for it.
fn keep_recovery_key(mut file: Writing, path: &Path, key: &str) -> Result<(), CommandError> {
    use std::io::Write as _;
    writeln!(file, "{key}").map_err(|e| CommandError::disk(path, "Writing the recovery key", &e))?;
    file.finish()
}

/// Says that a case was made whose recovery key could not be kept, and shows the key: nobody can show it again. Gives the
/// exit code.
fn not_kept(json: bool, with: &MadeWith<'_>, why: &CommandError) -> u8 {
    let made = with.made;
    if json {
        let mut report = serde_json::json!({
            "error": "environment",
            "reasons": why.reasons(),
            "case": made.case,
            "plain": made.plain,
            "recovery_key": made.recovery_key,
        });
        if let Some(words) = with.passphrase {
            report["passphrase"] = words.into();
        }
        say::json(&report);
    } else {
        say::line(&with.said());
    }
    for reason in why.reasons() {
        say::note(&format!("noticepress: {reason}"));
    }
    say::note(
        "noticepress: The case was created, but its recovery key could not be saved. Write down the key shown here.",
    );
    3
}

fn stands(status::StatusWithWaiting { status: report, waiting }: &status::StatusWithWaiting) -> String {
    let mut text = format!(
        "{} rows = {} letters + {} held + {} merged + {} excluded; {} people mailed.",
        count(report.people),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded),
        count(report.mailed)
    );
    if report.questions > 0 {
        let n = report.questions;
        let asked = if n == 1 {
            "1 question about the lists is open".into()
        } else {
            format!("{} questions about the lists are open", count(n))
        };
        text.push_str(&format!("\n{asked}; answering releases {} of the held rows.", count(report.held_by_questions)));
    }
    if report.plain {
        text.push_str("\nThe case is NOT encrypted: anyone who has the file can read it.");
    }
    match report.unsigned.len() {
        0 => text.push_str("\nCounsel: every letter version is approved."),
        n => {
            text.push_str(&format!("\nCounsel: {n} letter versions are not approved:"));
            for (variant, why) in &report.why_unsigned {
                text.push_str(&format!("\n  {variant}: {why}"));
            }
        }
    }
    match &report.why_not_released {
        None => text.push_str("\nMailing: released."),
        Some(why) => text.push_str(&format!("\nMailing: not released. {why}")),
    }
    waiting.iter().for_each(|state| text.push_str(&say::waiting_line(state)));
    for release in &report.waiting_overrides {
        text.push_str(&format!(
            "\nReleased without waiting for the office of {}, by {} (action {}): {}",
            release.states.join(", "),
            escape_line(&release.by),
            release.act,
            escape_line(&release.reason)
        ));
    }
    for withdrawn in &report.withdrawn_filings {
        let WithdrawnFiling { filing, by, act, reason } = withdrawn;
        text.push_str(&format!(
            "\nNot counted as notified: {} on {}, corrected by {} (action {act}): {}",
            escape_line(format!("{} {}", filing.authority, filing.office).trim()),
            filing.day,
            escape_line(by),
            escape_line(reason)
        ));
    }
    for run in &report.runs {
        let state = if run.finished { "" } else { " (not finished: export again)" };
        text.push_str(&format!("\nExported: {} with {} pieces{state}", escape_line(&run.package), count(run.pieces)));
    }
    if report.addresses_waiting > 0 {
        text.push_str(&format!(
            "\nAddress corrections: {} need a decision; addresses --history lists them.",
            count(report.addresses_waiting)
        ));
    }
    if report.returned > 0 {
        text.push_str(&format!("\nReturned mail: {} pieces.", count(report.returned)));
    }
    text.push_str("\nDeadlines, earliest first:");
    for due in &report.deadlines {
        text.push_str(&format!(
            "\n  {} ({} days): {} {}",
            due.clock.last_day,
            due.days_left,
            due.clock.text("duty"),
            due.clock.text("whom")
        ));
    }
    if let Some(until) = report.keep_until {
        text.push_str(&format!("\nThe case must be kept until {until}."));
    }
    text
}
