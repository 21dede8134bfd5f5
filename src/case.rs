//! Commands over a case file.

use crate::say::{self, count};
use crate::secret::{Door, Words, first_line};
use clap::{Args, Subcommand};
use desk::Refused;
use desk::case::filing::Filing;
use desk::case::key::Secret;
use desk::case::ruling::StoredName;
use desk::case::{Case, Opening};
use desk::command::decide::{Address, Decision, Whom};
use desk::command::findings::Wanted;
use desk::command::import::Arrival;
use desk::command::{approve, audit, decide, export, filing, findings, import, new, release, status};
use desk::working::Means;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of it in the whole program")]
pub enum CaseCommand {
    /// Make a case file for an incident
    New {
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        words: Words,
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
    Decide(DecideArgs),
    /// Counsel signs the text of variants
    Approve {
        #[command(flatten)]
        door: Door,
        /// Who signs
        #[arg(long, value_name = "NAME")]
        by: String,
        /// All variants that letters need
        #[arg(long, required_unless_present = "variant", conflicts_with = "variant")]
        all: bool,
        /// A variant; may be given several times
        #[arg(long, value_name = "V", num_args = 1..)]
        variant: Vec<String>,
        /// The page that counsel signed elsewhere; it is kept in the case
        #[arg(long, value_name = "SIGNED-FILE")]
        from: Option<PathBuf>,
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
    },
    /// Record what was told to an authority
    Filed {
        #[command(flatten)]
        door: Door,
        /// HHS, or the two letters of the state
        #[arg(long, value_name = "XX")]
        authority: String,
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
    },
    /// Copy a case, even while it is in use
    Backup {
        #[command(flatten)]
        door: Door,
        /// The copy
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Give a case another passphrase, and with it another recovery key
    Passphrase {
        #[command(flatten)]
        door: Door,
        /// A file whose first line is the new passphrase
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: PathBuf,
    },
    /// Remove a case whose proof need not be kept any longer
    Purge {
        #[command(flatten)]
        door: Door,
        /// Remove it although it must still be kept
        #[arg(long)]
        before_its_time: bool,
    },
}

#[derive(Args, Debug)]
pub struct DecideArgs {
    #[command(flatten)]
    door: Door,
    /// A person, by number; may be given several times
    #[arg(long, value_name = "N")]
    person: Vec<i64>,
    /// A row, as list and line; may be given several times
    #[arg(long, value_name = "LIST:LINE", value_parser = row)]
    row: Vec<(String, u32)>,
    /// Everybody with this finding
    #[arg(long, value_name = "WORD")]
    code: Option<String>,
    /// Of these, whoever lives there
    #[arg(long, value_name = "XX")]
    jurisdiction: Option<String>,
    /// Of these, whoever is of this standing
    #[arg(long, value_name = "WORD")]
    standing: Option<String>,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    address: AddressArgs,
    /// Given name of the chosen addressee
    #[arg(long, value_name = "NAME", requires = "addressee_last")]
    addressee_first: Option<String>,
    /// Family name of the chosen addressee
    #[arg(long, value_name = "NAME", requires = "addressee_first")]
    addressee_last: Option<String>,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why; it stays in the case and out of the audit
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line, and only one of them can be given"
)]
struct What {
    /// No letter
    #[arg(long)]
    exclude: bool,
    /// A letter again
    #[arg(long)]
    include: bool,
    /// Held
    #[arg(long)]
    hold: bool,
    /// Held no longer
    #[arg(long)]
    end_hold: bool,
    /// The letter goes to the address that is given
    #[arg(long)]
    readdress: bool,
    /// The same person as this one
    #[arg(long, value_name = "N")]
    same_as: Option<i64>,
    /// Somebody else than this one
    #[arg(long, value_name = "N")]
    apart_from: Option<i64>,
    /// The decision of this number counts no more
    #[arg(long, value_name = "N")]
    undo: Option<i64>,
}

#[derive(Args, Debug)]
struct AddressArgs {
    /// Street line of the address
    #[arg(long, value_name = "LINE", requires = "zip")]
    address_1: Option<String>,
    /// Second line
    #[arg(long, value_name = "LINE", default_value = "")]
    address_2: String,
    /// City
    #[arg(long, value_name = "CITY", default_value = "")]
    city: String,
    /// State
    #[arg(long, value_name = "XX", default_value = "")]
    state: String,
    /// ZIP code
    #[arg(long, value_name = "ZIP")]
    zip: Option<String>,
}

fn row(text: &str) -> Result<(String, u32), String> {
    let (list, line) = text.rsplit_once(':').ok_or("write the list and the line, as in patients.csv:17")?;
    let line = line.parse().map_err(|_| "the line is not a number")?;
    Ok((list.to_owned(), line))
}

impl AddressArgs {
    fn given(self) -> Option<Address> {
        let (line_1, zip) = (self.address_1?, self.zip?);
        Some(Address { line_1, line_2: self.address_2, city: self.city, state: self.state, zip })
    }
}

impl DecideArgs {
    fn parts(self) -> Result<(Door, Whom, Decision, String, String), Refused> {
        let What { exclude, include, hold, end_hold, readdress, same_as, apart_from, undo } = self.what;
        let address = self.address.given();
        let addressee = self.addressee_first.zip(self.addressee_last).map(|(first, last)| StoredName { first, last });
        let decision = if exclude {
            Decision::Exclude
        } else if include {
            Decision::Include
        } else if hold {
            Decision::Hold
        } else if end_hold {
            Decision::EndHold { address, addressee }
        } else if readdress {
            Decision::Address(address.ok_or_else(|| {
                Refused::input("No address was given.", "Give --address-1, --city, --state and --zip.")
            })?)
        } else if let Some(other) = same_as {
            Decision::SameAs(other)
        } else if let Some(other) = apart_from {
            Decision::ApartFrom(other)
        } else {
            Decision::Undo(undo.unwrap_or_default())
        };
        let whom = Whom {
            people: self.person,
            rows: self.row,
            code: self.code,
            jurisdiction: self.jurisdiction,
            standing: self.standing,
        };
        Ok((self.door, whom, decision, self.by, self.reason))
    }
}

impl CaseCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, templates: Option<PathBuf>, json: bool) -> Result<u8, Refused> {
        let means = Means { templates, threads: None };
        let progress = &mut say::progress;
        match self {
            Self::New { case, words, incident, vendor, plain, recovery_out } => {
                let secret = if plain { Secret::Plain } else { words.secret(true)? };
                let mut made = new::new(&case, &secret, &incident, vendor.as_deref(), &means)?;
                if let (Some(path), Some(key)) = (&recovery_out, &made.recovery_key) {
                    desk::outbox::put_file(path, format!("{key}\n").as_bytes())?;
                    made.recovery_key = None;
                }
                tell(json, &made, |made| {
                    let mut text = format!("The case is {}.", made.case.display());
                    if made.plain {
                        text.push_str("\nIt is NOT encrypted: whoever has the file can read it.");
                    }
                    if let Some(key) = &made.recovery_key {
                        text.push_str(&format!(
                            "\n\nRecovery key, shown this once. Print it and lock it away; it opens the case when the \
                             passphrase is forgotten:\n\n    {key}"
                        ));
                    }
                    text
                });
                Ok(0)
            }
            Self::Amend { door, incident, vendor, by } => on(&door, |case| {
                new::amend(case, incident.as_deref(), vendor.as_deref(), &by, &means)?;
                tell(json, &serde_json::json!({ "amended": true }), |_| "The case has the new facts.".into());
                Ok(0)
            }),
            Self::Import { door, lists, mapping, amends, adds, by } => on(&door, |case| {
                let arrival = Arrival { lists, mapping, amends, adds, by };
                let report = import::import(case, &arrival, &means, progress)?;
                tell(json, &report, imported);
                Ok(u8::from(report.held > 0))
            }),
            Self::Status { door } => on(&door, |case| {
                let report = status::status(case, &means, progress)?;
                tell(json, &report, stands);
                Ok(0)
            }),
            Self::Findings { door, code, jurisdiction, all } => on(&door, |case| {
                let report = findings::findings(case, &Wanted { code, jurisdiction, all }, &means, progress)?;
                tell(json, &report, found);
                Ok(u8::from(report.rows.iter().any(|row| row.disposition == "held")))
            }),
            Self::Decide(arguments) => {
                let (door, whom, decision, by, reason) = arguments.parts()?;
                on(&door, |case| {
                    let report = decide::decide(case, &whom, &decision, &by, &reason, &means, progress)?;
                    tell(json, &report, decided);
                    Ok(u8::from(report.still_held > 0))
                })
            }
            Self::Approve { door, by, all: _, variant, from } => on(&door, |case| {
                let report = approve::approve(case, &by, &variant, from.as_deref(), &means, progress)?;
                tell(json, &report, |report| {
                    format!(
                        "{} signed {} variants; {} are unsigned still.",
                        report.by,
                        report.approved.len(),
                        report.unsigned.len()
                    )
                });
                Ok(u8::from(!report.unsigned.is_empty()))
            }),
            Self::Release { door, by, vendor } => on(&door, |case| {
                let report = release::release(case, &by, vendor.as_deref(), &means, progress)?;
                tell(json, &report, |report| {
                    let letters = count(report.letters);
                    let mut text = format!("{} released {letters} letters; {} rows stay held.", report.by, report.held);
                    for owed in &report.owed_before {
                        text.push('\n');
                        text.push_str(owed);
                    }
                    text
                });
                Ok(u8::from(!report.owed_before.is_empty()))
            }),
            Self::Filed { door, authority, day, people, remark, by } => on(&door, |case| {
                let filing = Filing { authority: authority.to_uppercase(), day, people, remark };
                filing::filed(case, &filing, &by)?;
                tell(json, &filing, |filing| format!("The filing with {} is recorded.", filing.authority));
                Ok(0)
            }),
            Self::Export { door, out, proof } => on(&door, |case| {
                let report = export::export(case, &out, proof, &means, progress)?;
                tell(json, &report, |report| {
                    // The last line on standard output is the package, for scripts.
                    format!(
                        "{} letters in {} files; {} rows stay held.\n{}",
                        count(report.letters),
                        count(report.produced.files),
                        count(report.held),
                        report.package.display()
                    )
                });
                Ok(0)
            }),
            Self::Audit { door, verify } => on(&door, |case| {
                let acts = audit::audit(case, verify)?;
                if json {
                    // One act a line, as the script in docs reads them.
                    for act in &acts {
                        say::line(&serde_json::to_string(act).unwrap_or_default());
                    }
                } else {
                    for act in &acts {
                        say::line(&format!(
                            "{:>6}  {}  {:<16} {:<20} {}",
                            act.seq, act.at, act.kind, act.by, act.detail
                        ));
                    }
                    if verify {
                        say::line(&format!("{} acts, whole and in order.", count(acts.len() as u64)));
                    }
                }
                Ok(0)
            }),
            Self::Backup { door, out } => {
                let secret = door.secret()?;
                let case = Case::open(&door.case, &secret, Opening::Beside)?;
                let copy = audit::backup(&case, &out, &secret)?;
                tell(json, &serde_json::json!({ "backup": copy }), |_| out.display().to_string());
                Ok(0)
            }
            Self::Passphrase { door, new_passphrase_file } => on(&door, |case| {
                let key = case.rekey(&Secret::Passphrase(first_line(&new_passphrase_file)?))?;
                let key = key.map(|key| key.to_string()).unwrap_or_default();
                tell(json, &serde_json::json!({ "recovery_key": key }), |_| {
                    format!(
                        "The passphrase is changed. The old recovery key opens nothing now; the new one is:\n\n    {key}"
                    )
                });
                Ok(0)
            }),
            Self::Purge { door, before_its_time } => {
                let report = audit::purge(door.open()?, &means, before_its_time)?;
                tell(json, &report, |report| {
                    format!("{} is gone. What remains: {}.", report.case.display(), report.remains.join("; "))
                });
                Ok(0)
            }
        }
    }
}

/// Opens a case, works on it and closes it, whatever came of the work.
pub fn on(door: &Door, work: impl FnOnce(&mut Case) -> Result<u8, Refused>) -> Result<u8, Refused> {
    let mut case = door.open()?;
    let outcome = work(&mut case);
    let closed = case.close();
    let code = outcome?;
    closed.map(|()| code)
}

/// A report, for machines or for people.
pub fn tell<T: serde::Serialize>(json: bool, report: &T, text: impl FnOnce(&T) -> String) {
    if json { say::json(report) } else { say::line(&text(report)) }
}

fn imported(report: &import::Imported) -> String {
    let mut text = format!(
        "{} rows: {} new people, {} unchanged, {} changed, {} gone.",
        count(report.rows),
        count(report.new),
        count(report.unchanged),
        count(report.changed),
        count(report.gone)
    );
    for list in &report.lists {
        if list.known {
            text.push_str(&format!("\n{} is in the case already.", list.list));
        } else if let Some(older) = &list.amends {
            text.push_str(&format!("\n{} stands in the place of {older}.", list.list));
        }
    }
    text.push_str(&format!(
        "\nThe case: {} rows = {} letters + {} held + {} merged + {} excluded.",
        count(report.case_rows),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded)
    ));
    text
}

fn stands(report: &status::Status) -> String {
    let mut text = format!(
        "{} rows = {} letters + {} held + {} merged + {} excluded; {} people were written to.",
        count(report.people),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded),
        count(report.mailed)
    );
    if report.plain {
        text.push_str("\nThe case is NOT encrypted: whoever has the file can read it.");
    }
    match report.unsigned.len() {
        0 => text.push_str("\nText: every variant that letters need is signed."),
        n => {
            text.push_str(&format!("\nText: {n} variants are unsigned:"));
            for (variant, why) in &report.why_unsigned {
                text.push_str(&format!("\n  {variant}: {why}"));
            }
        }
    }
    match &report.why_not_released {
        None => text.push_str("\nRun: released."),
        Some(why) => text.push_str(&format!("\nRun: not released. {why}")),
    }
    for run in &report.runs {
        let state = if run.finished { "" } else { " (begun and not finished: make it again)" };
        text.push_str(&format!("\nExported: {} with {} pieces{state}", run.package, count(run.pieces)));
    }
    if report.returned > 0 {
        text.push_str(&format!("\nReturned: {} pieces came back.", count(report.returned)));
    }
    let soon = report.deadlines.iter().take(8);
    text.push_str("\nDeadlines, first due first:");
    for due in soon {
        let field = |name: &str| due.clock.deadline.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        text.push_str(&format!(
            "\n  {} ({} days): {} {}",
            due.clock.last_day,
            due.days_left,
            field("duty"),
            field("whom")
        ));
    }
    if let Some(until) = report.keep_until {
        text.push_str(&format!("\nThe case must be kept until {until}."));
    }
    text
}

fn found(report: &findings::Findings) -> String {
    let mut text = String::new();
    for kind in &report.findings {
        text.push_str(&format!("{:>8}  {}: {} {}\n", count(kind.count), kind.code, kind.message, kind.advice));
    }
    for row in report.rows.iter().take(200) {
        text.push_str(&format!(
            "person {} ({}, line {}), {}, due {}: {}\n",
            row.person,
            row.list,
            row.line,
            row.disposition,
            row.due,
            row.codes.join(" ")
        ));
    }
    if report.rows.len() > 200 {
        text.push_str(&format!("… and {} rows more; --json has all of them.\n", count(report.rows.len() as u64 - 200)));
    }
    text.trim_end().to_owned()
}

fn decided(report: &decide::Decided) -> String {
    let numbers: Vec<_> = report.decisions.iter().map(i64::to_string).collect();
    let mut text = format!("Decided about {} people (decisions {}).", count(report.people), numbers.join(", "));
    for (code, advice) in &report.why {
        text.push_str(&format!("\n{} are held still: {code}: {advice}", count(report.still_held)));
    }
    text.push_str(&format!(
        "\nThe case: {} letters, {} held, {} excluded.",
        count(report.letters),
        count(report.held),
        count(report.excluded)
    ));
    text
}
