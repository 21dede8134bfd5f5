//! The command line of `decide`: whom it concerns, and what is decided.

use crate::secret::Door;
use clap::Args;
use desk::CommandError;
use desk::casefile::id::{DecisionId, PersonId};
use desk::casefile::ruling::StoredName;
use desk::policy::address::AddressInput;
use desk::stage::review::correct::CellInput;
use desk::stage::review::decide::{DecisionInput, RowSelection};
use notice::intake::ParentRule;

#[derive(Args, Debug)]
pub struct DecideArgs {
    #[command(flatten)]
    door: Door,
    /// A person, by number; may be repeated
    #[arg(long, value_name = "N")]
    person: Vec<PersonId>,
    /// A row, as list and line; may be repeated
    #[arg(long, value_name = "LIST:LINE", value_parser = row)]
    row: Vec<(String, u32)>,
    /// Everyone on this list
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Everyone with this issue
    #[arg(long, value_name = "WORD")]
    code: Option<String>,
    /// Of these, only people who live there
    #[arg(long, value_name = "XX")]
    jurisdiction: Option<String>,
    /// Of these, only this recipient type
    #[arg(long, value_name = "WORD")]
    standing: Option<String>,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    address: AddressArgs,
    /// First name of the chosen addressee
    #[arg(long, value_name = "NAME", requires = "addressee_last")]
    addressee_first: Option<String>,
    /// Last name of the chosen addressee
    #[arg(long, value_name = "NAME", requires = "addressee_first")]
    addressee_last: Option<String>,
    /// First name of the person
    #[arg(long, value_name = "NAME", requires = "name_last")]
    name_first: Option<String>,
    /// Last name of the person
    #[arg(long, value_name = "NAME", requires = "name_first")]
    name_last: Option<String>,
    /// Your name
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Reason; saved in the case, not in the audit log
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
    /// Exclude: no letter
    #[arg(long)]
    exclude: bool,
    /// Include again
    #[arg(long)]
    include: bool,
    /// Hold
    #[arg(long)]
    hold: bool,
    /// Release hold
    #[arg(long)]
    end_hold: bool,
    /// Change the address to the one given
    #[arg(long)]
    readdress: bool,
    /// Correct the name to --name-first and --name-last
    #[arg(long)]
    rename: bool,
    /// Correct the date of birth, such as 2015-03-21
    #[arg(long, value_name = "DATE", value_parser = crate::args::parse_birth)]
    born: Option<chrono::NaiveDate>,
    /// Correct a value, as heading and text; the list itself is not changed
    #[arg(long, value_name = "HEADING=TEXT", value_parser = cell)]
    mend: Option<CellInput>,
    /// For a child with several parents, who gets a letter: `both`, `first`, `second`, or `custody`
    #[arg(long, value_name = "RULE", value_parser = crate::args::parse_parents)]
    parents: Option<ParentRule>,
    /// The same person as this one
    #[arg(long, value_name = "N")]
    same_as: Option<PersonId>,
    /// Not the same person as this one
    #[arg(long, value_name = "N")]
    apart_from: Option<PersonId>,
    /// Undo the decision with this number
    #[arg(long, value_name = "N")]
    undo: Option<DecisionId>,
}

#[derive(Args, Debug)]
struct AddressArgs {
    /// Street address
    #[arg(long, value_name = "LINE", requires = "zip")]
    address_1: Option<String>,
    /// Address line 2
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
    let (list, line) = text.rsplit_once(':').ok_or("enter the list and the line, such as patients.csv:17")?;
    let line = line.parse().map_err(|_| "the line is not a number")?;
    Ok((list.to_owned(), line))
}

fn cell(text: &str) -> Result<CellInput, String> {
    let (heading, text) = text.split_once('=').ok_or("enter the heading and the value, such as \"City=Austin\"")?;
    Ok(CellInput { heading: heading.to_owned(), text: text.to_owned() })
}

impl AddressArgs {
    fn given(self) -> Option<AddressInput> {
        let (line_1, zip) = (self.address_1?, self.zip?);
        Some(AddressInput { line_1, line_2: self.address_2, city: self.city, state: self.state, zip })
    }
}

impl DecideArgs {
    pub(super) fn parts(self) -> Result<(Door, RowSelection, DecisionInput, String, String), CommandError> {
        let What {
            exclude,
            include,
            hold,
            end_hold,
            readdress,
            rename,
            born,
            mend,
            parents,
            same_as,
            apart_from,
            undo,
        } = self.what;
        let name = self.name_first.zip(self.name_last).map(|(first, last)| StoredName { first, last });
        if name.is_some() && !rename {
            return Err(CommandError::input(
                "A name can only be given with --rename.",
                "Add --rename, or leave out --name-first and --name-last.",
            ));
        }
        let address = self.address.given();
        let addressee = self.addressee_first.zip(self.addressee_last).map(|(first, last)| StoredName { first, last });
        if addressee.is_some() && !end_hold {
            return Err(CommandError::input(
                "An addressee can only be chosen with --end-hold.",
                "Add --end-hold, or leave out --addressee-first and --addressee-last.",
            ));
        }
        let decision = if exclude {
            DecisionInput::Exclude
        } else if include {
            DecisionInput::Include
        } else if hold {
            DecisionInput::Hold
        } else if end_hold {
            DecisionInput::EndHold { address, addressee }
        } else if readdress {
            DecisionInput::Address(address.ok_or_else(|| {
                CommandError::input("No address was given.", "Enter --address-1, --city, --state, and --zip.")
            })?)
        } else if rename {
            DecisionInput::Name(
                name.ok_or_else(|| CommandError::input("No name was given.", "Enter --name-first and --name-last."))?,
            )
        } else if let Some(day) = born {
            DecisionInput::Born(day)
        } else if let Some(cell) = mend {
            DecisionInput::Cell(cell)
        } else if let Some(rule) = parents {
            DecisionInput::Parents(rule)
        } else if let Some(other) = same_as {
            DecisionInput::SameAs(other)
        } else if let Some(other) = apart_from {
            DecisionInput::ApartFrom(other)
        } else {
            DecisionInput::Undo(undo.unwrap_or_default())
        };
        let whom = RowSelection {
            people: self.person,
            rows: self.row,
            list: self.list,
            code: self.code,
            jurisdiction: self.jurisdiction,
            standing: self.standing,
        };
        Ok((self.door, whom, decision, self.by, self.reason))
    }
}
