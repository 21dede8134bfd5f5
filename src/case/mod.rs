//! Commands over a case file.

mod addresses;
mod ahead;
mod decide;
mod keep;
mod keys;
mod later;
mod people;
mod restore;
mod wording;
mod words;

pub use ahead::AheadCommand;
pub use keep::KeepCommand;
pub use later::LaterCommand;
pub use people::PeopleCommand;
pub use restore::RestoreArgs;
pub use wording::WordingArgs;

use crate::means::means;
use crate::say::{self, count};
use crate::secret::{Door, Words};
use clap::Subcommand;
use decide::DecideArgs;
use desk::Refused;
use desk::casefile::Case;
use desk::casefile::key::Secret;
use desk::io::outbox::{Kind, Single, Writing, named_in};
use desk::io::read;
use desk::stage::audit;
use desk::stage::export::released_run;
use desk::stage::incident::files;
use desk::stage::lists::import::{self, Arrival};
use desk::stage::regulators::filing;
use desk::stage::review::findings::{self, Wanted};
use desk::stage::signoff::{approve, release};
use desk::stage::start::{create, status};
use keep::{Kept, Watched};
use keys::MadeWith;
use notice::finding::escape_line;
use std::path::{Path, PathBuf};
use words::{decided, found, imported, stands};

#[derive(Subcommand, Debug)]
pub enum CaseCommand {
    /// Make a case file for an incident
    New {
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        words: Words,
        /// Make a passphrase of seven words, and show it once
        #[arg(long, conflicts_with_all = ["passphrase_file", "recovery_file", "plain"])]
        generate_passphrase: bool,
        /// Incident file
        #[arg(long, value_name = "I.toml")]
        incident: PathBuf,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Not encrypted: whoever has the file can read it
        #[arg(long)]
        plain: bool,
        /// Write the recovery key to this file instead of showing it
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
    /// Other facts for a case: an incident file, a vendor profile, or both
    Amend {
        #[command(flatten)]
        door: Door,
        /// Incident file
        #[arg(long, value_name = "I.toml")]
        incident: Option<PathBuf>,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Who does it
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
    },
    /// Bring lists into a case; a list that comes again stands in the place of the one before
    Import {
        #[command(flatten)]
        door: Door,
        /// Lists: CSV, tab-separated text, or workbooks (first sheet)
        #[arg(required = true, value_name = "LIST")]
        lists: Vec<PathBuf>,
        /// Mapping file
        #[arg(long, value_name = "M.toml")]
        mapping: Option<PathBuf>,
        /// The list of the case in whose place these stand
        #[arg(long, value_name = "NAME", conflicts_with = "adds")]
        amends: Option<String>,
        /// These lists stand beside all others
        #[arg(long)]
        adds: bool,
        /// Who does it
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
    },
    /// How a case stands and what is still to be done
    Status {
        #[command(flatten)]
        door: Door,
    },
    /// Rows about which there is something to say
    Findings {
        #[command(flatten)]
        door: Door,
        /// Only rows with this finding
        #[arg(long, value_name = "WORD")]
        code: Option<String>,
        /// Only people who live there
        #[arg(long, value_name = "XX")]
        jurisdiction: Option<String>,
        /// Rows that get a letter all the same, too
        #[arg(long)]
        all: bool,
    },
    /// Decide about one person or a whole group, with a reason
    Decide(Box<DecideArgs>),
    /// Counsel signs the text of variants
    Approve {
        #[command(flatten)]
        door: Door,
        /// Who signs
        #[arg(long, value_name = "NAME")]
        by: String,
        /// All variants that letters need
        #[arg(long, required_unless_present_any = ["variant", "pack"], conflicts_with = "variant")]
        all: bool,
        /// A variant; may be given several times
        #[arg(long, value_name = "V", num_args = 1..)]
        variant: Vec<String>,
        /// The page that counsel signed elsewhere; it is kept in the case
        #[arg(long, value_name = "SIGNED-FILE")]
        from: Option<PathBuf>,
        /// The folder of `proofs --counsel` that counsel read: only texts that are still as they were in it are signed
        #[arg(long, value_name = "DIR")]
        pack: Option<PathBuf>,
        /// Who puts the signature in, if that is not who signed
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        recorded_by: String,
    },
    /// The practice releases the run that would be exported now
    Release {
        #[command(flatten)]
        door: Door,
        /// Who releases
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Why it is right that many children have no family name in common with their guardians
        #[arg(long, value_name = "WHY")]
        families_differ: Option<String>,
    },
    /// Record what was told to an authority
    Filed {
        #[command(flatten)]
        door: Door,
        /// HHS, or the two letters of the state
        #[arg(long, value_name = "XX")]
        authority: String,
        /// Office of the state, by a part of its name; `all`, `media` or `bureaus`; may be given several times
        #[arg(long, value_name = "NAME")]
        office: Vec<String>,
        /// The day
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: chrono::NaiveDate,
        /// How many people it told of
        #[arg(long, value_name = "N", default_value_t = 0)]
        people: u64,
        /// Confirmation number or whatever else is to be kept
        #[arg(long, value_name = "TEXT", default_value = "")]
        remark: String,
        /// Who filed
        #[arg(long, value_name = "NAME")]
        by: String,
    },
    /// Make the package of the run that was released
    Export {
        #[command(flatten)]
        door: Door,
        /// The folder in which the package appears
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The same letters as proofs, which nobody need have signed
        #[arg(long)]
        proof: bool,
    },
    /// Every user action in order
    Audit {
        #[command(flatten)]
        door: Door,
        /// Make sure that the file is whole and no action was changed, put in or taken out
        #[arg(long)]
        verify: bool,
        /// Write the pages that counsel signed into this folder, each under the number of its action
        #[arg(long, value_name = "DIR")]
        signed_pages: Option<PathBuf>,
    },
    /// Give a case another passphrase, and with it another recovery key
    Passphrase {
        #[command(flatten)]
        door: Door,
        /// A file whose first line is the new passphrase
        #[arg(long, value_name = "FILE", required_unless_present = "generate_passphrase")]
        new_passphrase_file: Option<PathBuf>,
        /// Make a passphrase of seven words, and show it once
        #[arg(long, conflicts_with = "new_passphrase_file")]
        generate_passphrase: bool,
    },
    /// Have the keyring of this machine open a case, without a passphrase
    Remember {
        #[command(flatten)]
        door: Door,
    },
    /// Have the keyring forget a case
    Forget {
        /// The case file
        #[arg(value_name = "CASE")]
        case: PathBuf,
    },
    /// Remove a case whose proof need not be kept any longer
    Purge {
        #[command(flatten)]
        door: Door,
        /// Remove it although it must still be kept
        #[arg(long)]
        before_its_time: bool,
        /// The clock of this computer is right, although the last action was long ago or lies ahead
        #[arg(long)]
        clock_is_right: bool,
    },
}

impl CaseCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, templates: Option<PathBuf>, json: bool) -> Result<u8, Refused> {
        let means = means(templates);
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
                        let file = Single::new(Kind::RecoveryKey, path).force(means.force).sparing(&means.inputs);
                        let file = file.sparing(words.files()).sparing([&case, &incident]).sparing(&vendor);
                        Some(file.sparing(named_in(&incident)).begin()?)
                    }
                    None => None,
                };
                let mut made = create::new(&case, &secret, &incident, vendor.as_deref(), &means)?;
                if let (Some(file), Some(path), Some(key)) = (keeping, &recovery_out, &made.recovery_key) {
                    if let Err(why) = keep_recovery_key(file, path, key) {
                        let with =
                            MadeWith { made: &made, passphrase: passphrase.as_ref().map(|words| words.as_str()) };
                        return Ok(not_kept(json, &with, &why));
                    }
                    made.recovery_key = None;
                }
                keep::tell_place(&made.case);
                let with = MadeWith { made: &made, passphrase: passphrase.as_ref().map(|words| words.as_str()) };
                tell(json, &with, MadeWith::said);
                Ok(0)
            }
            Self::Amend { door, incident, vendor, by } => on(&door, |case| {
                files::amend(case, incident.as_deref(), vendor.as_deref(), &by, &means)?;
                tell(json, &serde_json::json!({ "amended": true }), |_| "The case has the new facts.".into());
                Ok(0)
            }),
            Self::Import { door, lists, mapping, amends, adds, by } => on(&door, |case| {
                let named = |path: PathBuf| read::text(&path).map(|text| (path.display().to_string(), text));
                let arrival = Arrival { lists, mapping: mapping.map(named).transpose()?, amends, adds, by };
                let report = import::import(case, &arrival, &means, progress)?;
                tell(json, &report, imported);
                Ok(u8::from(report.held > 0))
            }),
            Self::Status { door } => look_at(&door, |case| {
                keep::tell_place(case.path());
                let report = Kept::new(status::status(case, &means, progress)?, case)?;
                tell(json, &report, |report| format!("{}\n{}", stands(&report.status), report.said()));
                Ok(0)
            }),
            Self::Findings { door, code, jurisdiction, all } => look_at(&door, |case| {
                let report = findings::findings(case, &Wanted { code, jurisdiction, all }, &means, progress)?;
                tell(json, &report, found);
                Ok(u8::from(report.rows.iter().any(|row| row.disposition == "held")))
            }),
            Self::Decide(arguments) => {
                let (door, whom, decision, by, reason) = arguments.parts()?;
                on(&door, |case| {
                    let report =
                        desk::stage::review::decide::decide(case, &whom, &decision, &by, &reason, &means, progress)?;
                    tell(json, &report, decided);
                    Ok(u8::from(report.still_held > 0))
                })
            }
            Self::Approve { door, by, all: _, variant, from, pack, recorded_by } => on(&door, |case| {
                let signing = approve::Signing { by, recorded_by, variants: variant, from, pack };
                let report = approve::approve(case, &signing, &means, progress)?;
                tell(json, &report, |report| {
                    let (signed, open) = (report.approved.len(), report.unsigned.len());
                    let mut text =
                        format!("{} signed {signed} variants; {open} are unsigned still.", escape_line(&report.by));
                    if !report.changed.is_empty() {
                        text.push_str("\nNot signed, as their text is another than in the pack: ");
                        text.push_str(&report.changed.join(", "));
                    }
                    if !report.not_in_pack.is_empty() {
                        text.push_str("\nNot signed, as the pack does not hold them: ");
                        text.push_str(&report.not_in_pack.join(", "));
                    }
                    text
                });
                Ok(u8::from(!report.unsigned.is_empty()))
            }),
            Self::Release { door, by, vendor, families_differ } => on(&door, |case| {
                let report =
                    release::release(case, &by, vendor.as_deref(), families_differ.as_deref(), &means, progress)?;
                tell(json, &report, |report| {
                    let letters = count(report.letters);
                    let mut text = format!(
                        "{} released {letters} letters; {} rows stay held.\nLast action of the case, to keep outside it: {}",
                        escape_line(&report.by),
                        report.held,
                        report.head.in_full()
                    );
                    if report.without_agreement {
                        text.push_str(
                            "\nThe vendor profile names no business associate agreement (baa_reference): nothing can be exported \
                             to the vendor.",
                        );
                    }
                    for owed in &report.owed_before {
                        text.push('\n');
                        text.push_str(owed);
                    }
                    text
                });
                Ok(u8::from(report.without_agreement || !report.owed_before.is_empty()))
            }),
            Self::Filed { door, authority, office, day, people, remark, by } => on(&door, |case| {
                let told = filing::Told { authority, offices: office, day, people, remark };
                let filings = filing::filed(case, &told, &by)?;
                tell(json, &filings, |filings| {
                    let lines = filings.iter().map(|filing| {
                        let whom = [filing.authority.as_str(), &filing.office];
                        let whom: Vec<&str> = whom.into_iter().filter(|word| !word.is_empty()).collect();
                        format!("The filing is recorded: {}.", escape_line(&whom.join(", ")))
                    });
                    lines.collect::<Vec<_>>().join("\n")
                });
                Ok(0)
            }),
            Self::Export { door, out, proof } => on(&door, |case| {
                let report = released_run::export(case, &out, proof, &means, progress)?;
                tell(json, &report, |report| {
                    // The last line on standard output is the package, for scripts.
                    format!(
                        "{} letters in {} files; {} rows stay held.\n{}",
                        count(report.letters),
                        count(report.produced.files),
                        count(report.held),
                        say::path(&report.package)
                    )
                });
                Ok(0)
            }),
            Self::Audit { door, signed_pages: Some(out), .. } => look_at(&door, |case| {
                let pages = audit::signed_pages(case, &out, &door.sparing(&means))?;
                tell(json, &pages, |pages| {
                    format!("{} signed pages are in {}.", count(pages.len() as u64), say::path(&out))
                });
                Ok(0)
            }),
            Self::Audit { door, verify, signed_pages: None } => look_at(&door, |case| {
                let acts = audit::audit(case, verify)?;
                if json {
                    // One act a line, as the script in docs reads them.
                    for act in &acts {
                        say::json_line(act);
                    }
                } else {
                    for act in &acts {
                        say::row(&format!(
                            "{:>6}  {}  {:<16} {:<20} {}",
                            act.seq, act.at, act.kind, act.by, act.detail
                        ));
                    }
                    for act in audit::dated_back(&acts) {
                        say::line(&format!("Action {act} is dated before the one that it follows: a clock was wrong."));
                    }
                    if verify {
                        say::line(&format!("{} acts, whole and in order.", count(acts.len() as u64)));
                    }
                }
                Ok(0)
            }),
            Self::Passphrase { door, new_passphrase_file, generate_passphrase: _ } => {
                on(&door, |case| keys::change_passphrase(case, new_passphrase_file.as_deref(), json))
            }
            Self::Remember { door } => keys::remember(&door, json),
            Self::Forget { case } => keys::forget(&case, json),
            Self::Purge { door, before_its_time, clock_is_right } => {
                keys::purge(&door, &means, (before_its_time, clock_is_right), json)
            }
        }
    }
}

/// Writes a recovery key into the file that was made for it.
fn keep_recovery_key(mut file: Writing, path: &Path, key: &str) -> Result<(), Refused> {
    use std::io::Write as _;
    writeln!(file, "{key}").map_err(|e| Refused::disk(path, "Writing the recovery key", &e))?;
    file.finish()
}

/// Says that a case was made whose recovery key could not be kept, and shows the key: nobody can show it again. Gives the
/// exit code.
fn not_kept(json: bool, with: &MadeWith<'_>, why: &Refused) -> u8 {
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
        "noticepress: The case was made, but its recovery key could not be written. Write down the key that is shown.",
    );
    3
}

/// Opens a case, works on it and closes it, whatever came of the work. What was done is remembered outside the case, and a
/// backup is made of it where the practice chose a place.
pub fn on(door: &Door, work: impl FnOnce(&mut Case) -> Result<u8, Refused>) -> Result<u8, Refused> {
    on_quietly(door, |case| {
        let watched = Watched::begin(case).told();
        let outcome = work(case);
        watched.end(case);
        outcome
    })
}

/// The same for commands that only look, which a case on a disc allows, too.
pub fn look_at(door: &Door, work: impl FnOnce(&mut Case) -> Result<u8, Refused>) -> Result<u8, Refused> {
    in_case(door.look()?, |case| {
        let watched = Watched::begin(case).told();
        let outcome = work(case);
        watched.end(case);
        outcome
    })
}

/// Opens the case to look at it, or to work on it.
pub fn look_or_work(
    looks: bool,
    door: &Door,
    work: impl FnOnce(&mut Case) -> Result<u8, Refused>,
) -> Result<u8, Refused> {
    if looks { look_at(door, work) } else { on(door, work) }
}

/// The same for commands that see to older files and backups themselves.
fn on_quietly(door: &Door, work: impl FnOnce(&mut Case) -> Result<u8, Refused>) -> Result<u8, Refused> {
    in_case(door.open()?, work)
}

fn in_case(mut case: Case, work: impl FnOnce(&mut Case) -> Result<u8, Refused>) -> Result<u8, Refused> {
    let outcome = work(&mut case);
    let closed = case.close();
    let code = outcome?;
    closed.map(|()| code)
}

/// A report, for machines or for people.
pub fn tell<T: serde::Serialize>(json: bool, report: &T, text: impl FnOnce(&T) -> String) {
    if json { say::json(report) } else { say::line(&text(report)) }
}
