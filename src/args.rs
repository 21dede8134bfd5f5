//! The command line as it is promised; what it means is in `desk`.

use crate::command_context;
use crate::stage::StageCommand;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use desk::CommandError;
use desk::oneshot::inputs::Inputs;
use desk::templates::show::SampleAddressee;
use notice::party;
use std::path::PathBuf;

/// Breach notification letters: from a list of people to a verified mailing package, on this computer only.
#[derive(Parser, Debug)]
#[command(name = "noticepress", version, about, arg_required_else_help = true)]
pub struct Options {
    /// Machine output on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Use this folder instead of the built-in templates
    #[arg(long, global = true, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Overwrite an existing file; a case, an incident file, or an input is never overwritten
    #[arg(long, global = true)]
    pub force: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// Commands that write a single file, which may stand already: --force is shown with these.
const FORCED: [&str; 8] = ["check", "preview", "demo", "sample-list", "new", "addresses", "audit", "wording"];
/// Commands that read no templates: --templates is not shown with these.
const WITHOUT_TEMPLATES: [&str; 15] = [
    "verify",
    "demo",
    "sample-list",
    "passphrase",
    "remember",
    "forget",
    "purge",
    "guardians",
    "returns",
    "filed",
    "audit",
    "backup",
    "backups",
    "acknowledge",
    "restore",
];
/// Commands that may be carried out on a case that is only looked at: --read-only is shown with these.
const LOOKING: [&str; 9] =
    ["status", "plan", "findings", "pairs", "families", "wording", "audit", "backup", "remember"];

/// Reads the command line. Options of every command are taken with each, and shown in the help of those in which they do
/// something.
pub fn parse() -> Result<Options, clap::Error> {
    let mut command = command();
    let given = command.clone().try_get_matches()?;
    Options::from_arg_matches(&given).map_err(|error| error.format(&mut command))
}

fn command() -> clap::Command {
    let mut command = Options::command();
    let hidden =
        |name: &str| command.get_arguments().find(|own| own.get_id() == name).map(|own| own.clone().hide(true));
    let (force, templates) = (hidden("force"), hidden("templates"));
    let names: Vec<String> = command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
    for name in &names {
        let name = name.as_str();
        command = command.mut_subcommand(name, |mut own| {
            if !FORCED.contains(&name) {
                own = own.args(force.clone());
            }
            if WITHOUT_TEMPLATES.contains(&name) {
                own = own.args(templates.clone());
            }
            if !LOOKING.contains(&name) && own.get_arguments().any(|one| one.get_id() == "read_only") {
                own = own.mut_arg("read_only", |one| one.hide(true));
            }
            own
        });
    }
    command
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check lists and report issues; write nothing else
    Check {
        #[command(flatten)]
        inputs: ListArgs,
        /// Write the status of every row to this CSV file
        #[arg(long, value_name = "FILE.csv")]
        records: Option<PathBuf>,
        /// Print column details of the lists; always included with --json
        #[arg(long)]
        profiles: bool,
        /// Count the days left from this date (default: the mailing date)
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
        /// Compare with the law of this date: letters, deadlines and signatures that would differ
        #[arg(long, value_name = "YYYY-MM-DD")]
        law_of: Option<String>,
    },
    /// Create a mailing package; without --approved-by, it is a proof
    Run {
        #[command(flatten)]
        inputs: ListArgs,
        /// Folder for the package
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Name of the person who attests that the letters may be mailed
        #[arg(long, value_name = "NAME")]
        approved_by: Option<String>,
    },
    /// One letter as a PDF, marked PROOF
    Preview {
        #[command(flatten)]
        inputs: ListArgs,
        /// Line of the list where the row starts
        #[arg(long, value_name = "LINE")]
        row: u32,
        /// Language of the letter
        #[arg(long, value_name = "LANGUAGE")]
        language: Option<LanguageArg>,
        /// PDF file to write
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
    /// Verify a package: hashes, counts, page ranges, and every letter
    Verify {
        /// The package folder
        #[arg(value_name = "DIR")]
        package: PathBuf,
        /// Worker threads
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
        threads: Option<u16>,
    },
    /// Run the sample case from start to finish
    Demo {
        /// Folder for the package
        #[arg(long, value_name = "DIR", default_value = "noticepress-demo")]
        out: PathBuf,
    },
    /// Create a list of invented people
    SampleList {
        /// Number of rows
        #[arg(long, value_name = "N")]
        people: u64,
        /// The same seed gives the same list
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// File to write (default: standard output)
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    #[command(flatten)]
    Stage(StageCommand),
    /// List known export formats: name, system, date, and source of each recipe
    Recipes,
    /// Work with the templates that counsel edits
    Templates {
        #[command(subcommand)]
        action: TemplatesAction,
    },
}

#[derive(Subcommand, Debug)]
pub enum TemplatesAction {
    /// Draft every letter and check it: green (complete), amber (needs review), red (not allowed)
    Lint {
        /// The templates folder
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Incident file (default: the sample case)
        #[arg(long, value_name = "FILE")]
        incident: Option<PathBuf>,
    },
    /// List jurisdictions with their law, sources, and open questions
    List,
    /// Show one letter to an invented person
    Show {
        /// State or territory, two letters
        #[arg(long, value_name = "XX")]
        jurisdiction: String,
        /// Kind of letter
        #[arg(long)]
        standing: StandingArg,
        /// Kind of addressee (default: the usual one for the recipient type)
        #[arg(long)]
        addressee: Option<AddresseeArg>,
        /// Language (default: English)
        #[arg(long)]
        language: Option<LanguageArg>,
        /// Incident file (default: the sample)
        #[arg(long, value_name = "I.toml")]
        incident: Option<PathBuf>,
        /// Exposed elements, separated by commas (default: all)
        #[arg(long, value_name = "WORDS", value_delimiter = ',')]
        elements: Vec<String>,
        /// Only the letter, as plain text; otherwise its law and open questions, then the letter with markup
        #[arg(long)]
        text: bool,
    },
}

/// Arguments of every command over lists.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// Lists of people
    #[arg(required = true, value_name = "LIST.csv")]
    lists: Vec<PathBuf>,
    /// Sheet of a workbook, by name or number; may be repeated, each is a separate list
    #[arg(long = "sheet", value_name = "NAME")]
    sheets: Vec<String>,
    /// Incident file
    #[arg(long, value_name = "I.toml")]
    incident: PathBuf,
    /// Mapping file
    #[arg(long, value_name = "M.toml")]
    mapping: Option<PathBuf>,
    /// Recipe (export format) of the lists, as listed by `recipes`, or none (default: detected from the headings)
    #[arg(long, value_name = "NAME")]
    recipe: Option<String>,
    /// Answer to a question about a list, as printed by `check`; may be repeated
    #[arg(long = "answer", value_name = "KEY=CHOICE", value_parser = parse_answer)]
    answers: Vec<(String, String)>,
    /// Vendor profile
    #[arg(long, value_name = "V.toml")]
    vendor: Option<PathBuf>,
    /// Worker threads
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Kind of PDF, for print or accessible; both have the same pages
    #[arg(long)]
    edition: Option<EditionArg>,
    /// All letters in 18-point type, for people who asked for large print
    #[arg(long)]
    large_print: bool,
}

impl ListArgs {
    /// As the desk wants it.
    pub fn gather(self, templates: Option<PathBuf>) -> Result<Inputs, CommandError> {
        if self.lists.len() > usize::from(u16::MAX) {
            return Err(CommandError::input("There are too many lists.", "Combine some of them."));
        }
        Ok(Inputs {
            lists: self.lists,
            sheets: self.sheets,
            incident: self.incident,
            mapping: self.mapping,
            recipe: self.recipe,
            answers: self.answers,
            vendor: self.vendor,
            templates,
            threads: self.threads.map(usize::from),
            edition: self.edition.map(Into::into),
            type_size: if self.large_print { party::TypeSize::Large } else { party::TypeSize::Regular },
            reins: desk::process::signals::task_control(),
            force: command_context::force(),
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum EditionArg {
    Print,
    Accessible,
}

impl From<EditionArg> for party::Edition {
    fn from(edition: EditionArg) -> Self {
        match edition {
            EditionArg::Print => Self::Print,
            EditionArg::Accessible => Self::Accessible,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LanguageArg {
    En,
    Es,
}

impl From<LanguageArg> for party::Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::En => Self::En,
            LanguageArg::Es => Self::Es,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StandingArg {
    Adult,
    Minor,
    Deceased,
    Represented,
}

impl From<StandingArg> for party::Standing {
    fn from(standing: StandingArg) -> Self {
        match standing {
            StandingArg::Adult => Self::Adult,
            StandingArg::Minor => Self::Minor,
            StandingArg::Deceased => Self::Deceased,
            StandingArg::Represented => Self::Represented,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AddresseeArg {
    /// To a guardian, next of kin or representative by name
    Named,
    /// Without a name
    Unnamed,
    /// Without a date of birth: to the person, or the parent or guardian
    Either,
    /// About a child who has died: to the parents (with --standing deceased)
    Child,
    /// About a child who has died: to somebody by name (with --standing deceased)
    ChildNamed,
}

impl From<AddresseeArg> for SampleAddressee {
    fn from(addressee: AddresseeArg) -> Self {
        match addressee {
            AddresseeArg::Named => Self::Named,
            AddresseeArg::Unnamed => Self::Unnamed,
            AddresseeArg::Either => Self::Either,
            AddresseeArg::Child => Self::DeceasedChild,
            AddresseeArg::ChildNamed => Self::NamedForDeceasedChild,
        }
    }
}

/// Reads a day.
pub fn parse_day(text: &str) -> Result<chrono::NaiveDate, String> {
    party::parse_day(text)
        .map_err(|fault| format!("the day {}; enter year, month, and day, such as 2025-03-21", fault.words()))
}

/// Reads the day on which somebody was born: one of any year, as a year in which nobody who lives was born is told as that.
pub fn parse_birth(text: &str) -> Result<chrono::NaiveDate, String> {
    text.parse().or_else(|_| parse_day(text))
}

/// Reads the answer to a question about a list.
pub fn parse_answer(text: &str) -> Result<(String, String), String> {
    let (key, word) = text.split_once('=').ok_or("enter the key of the question, =, and the word of a choice")?;
    Ok((key.trim().to_owned(), word.trim().to_owned()))
}

/// Reads which of several parents of a child get a letter.
pub fn parse_parents(text: &str) -> Result<notice::intake::ParentRule, String> {
    notice::intake::ParentRule::parse(text).ok_or_else(|| "enter both, first, second, or custody".to_owned())
}
