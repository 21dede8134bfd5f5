//! `vendor`: on what terms letters are printed and mailed, and the few of them that a practice changes without a file of the
//! vendor's: the envelope, how many letters a file has, the agreement.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::fact::{InputFile, VENDOR};
use crate::casefile::input_files::read_vendor_file;
use crate::casefile::{Case, LATEST};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::case_templates;
use crate::task::CommandContext;
use notice::finding::{Problem, ProblemCode};
use notice::mailing::VendorProfile;
use serde::{Deserialize, Serialize};
use std::path::Path;
use toml_edit::{DocumentMut, InlineTable, Item, Table, value};

/// The profile that counts where the case has none of its own.
const BUILT_IN: &str = "vendors/default.toml";
/// Name of a profile that was changed here.
const NAME: &str = "vendor.toml";

/// The terms that count.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct VendorTerms {
    /// Name of the profile.
    pub name: String,
    /// True if the case has a profile of its own; else the practice prints the letters itself.
    pub own: bool,
    /// The business associate agreement; nothing where none is named.
    pub agreement: String,
    /// The envelope, by its word in the profile.
    pub envelope: String,
    /// Envelopes that can be chosen, the profile's own first.
    pub envelopes: Vec<EnvelopeOption>,
    /// Most letters in one file.
    pub letters_per_file: u32,
    /// True if each letter is also a file of its own.
    pub one_pdf_per_letter: bool,
    /// Paper.
    pub paper: String,
    /// Marks that an inserter reads, by their word in the profile.
    pub marks: String,
}

/// An envelope that can be chosen.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[ts(rename = "OfferedEnvelope")]
pub struct EnvelopeOption {
    /// Its word.
    pub word: String,
    /// Description in words.
    pub label: String,
}

/// Terms as somebody wants them.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct TermsChange {
    /// Word of the envelope.
    pub envelope: String,
    /// Most letters in one file.
    pub letters_per_file: u32,
    /// The business associate agreement, or that the practice prints itself.
    pub agreement: String,
}

/// A window: height, width, from the left edge, from the lower edge; inches.
type Pane = [&'static str; 4];

/// An envelope of the trade. Measures of 2025 as printers publish them; a vendor's own drawing counts before them.
struct Trade {
    word: &'static str,
    label: &'static str,
    back: Option<Pane>,
    address: Pane,
}

/// Number 10, 4.125 × 9.5 inches, in the two kinds that letters are mailed in.
const TRADE: [Trade; 2] = [
    Trade {
        word: "10-double",
        label: "#10, two windows: sender and address",
        back: Some(["0.875", "3.25", "0.625", "2.375"]),
        address: ["1.0", "4.0", "0.625", "1.0"],
    },
    Trade {
        word: "10-single",
        label: "#10, one window: address only",
        back: None,
        address: ["1.125", "4.5", "0.875", "0.625"],
    },
];

fn profile(case: &Case, command: &CommandContext) -> Result<(Option<InputFile>, String), CommandError> {
    let facts = case.input_files(LATEST)?;
    let built_in = case_templates(&facts, command)?.text(BUILT_IN)?.to_owned();
    let own = facts.into_iter().find(|fact| fact.role == VENDOR);
    let text = own.as_ref().map_or(built_in, |fact| String::from_utf8_lossy(&fact.bytes).into_owned());
    Ok((own, text))
}

/// The terms of a case.
pub fn terms(case: &Case, command: &CommandContext) -> Result<VendorTerms, CommandError> {
    let (own, text) = profile(case, command)?;
    let name = own.as_ref().map_or(BUILT_IN, |fact| &fact.name);
    let profile = VendorProfile::parse(name, &text)?;
    let mut envelopes: Vec<EnvelopeOption> =
        TRADE.iter().map(|trade| EnvelopeOption { word: trade.word.into(), label: trade.label.into() }).collect();
    let now = profile.envelope.id.clone();
    match envelopes.iter().position(|offered| offered.word == now) {
        Some(at) => envelopes.swap(0, at),
        None => {
            envelopes
                .insert(0, EnvelopeOption { word: now.clone(), label: format!("{now} (from the vendor profile)") });
        }
    }
    Ok(VendorTerms {
        name: profile.name,
        own: own.is_some(),
        agreement: profile.baa_reference.unwrap_or_default(),
        envelope: now,
        envelopes,
        letters_per_file: profile.letters_per_file,
        one_pdf_per_letter: profile.one_pdf_per_letter,
        paper: profile.paper.weight,
        marks: profile.marks.symbology.word().to_owned(),
    })
}

/// Gives a case a vendor's own profile.
///
/// # Errors
/// A file that is no profile, or one with which letters of the case do not fit the paper.
pub fn set_vendor(case: &mut Session, path: &Path, by: &str, command: &CommandContext) -> Result<(), CommandError> {
    put(case, read_vendor_file(path)?, by, command)
}

/// Changes terms of the profile that counts.
///
/// # Errors
/// An envelope that is not offered; terms with which letters of the case do not fit the paper.
pub fn change_terms(
    case: &mut Session,
    wanted: &TermsChange,
    by: &str,
    command: &CommandContext,
) -> Result<(), CommandError> {
    let (own, text) = profile(case, command)?;
    let mut document: DocumentMut = text.parse().map_err(|_| {
        let name = own.as_ref().map_or(BUILT_IN, |fact| &fact.name);
        Problem::of_file(name, "The vendor profile can no longer be read.", ProblemCode::ProfileUnreadable)
    })?;
    document["letters_per_file"] = value(i64::from(wanted.letters_per_file));
    document["baa_reference"] = value(wanted.agreement.trim());
    let is = document.get("envelope").and_then(|item| item.get("id")).and_then(Item::as_str);
    if is != Some(wanted.envelope.as_str()) {
        let Some(trade) = TRADE.iter().find(|trade| trade.word == wanted.envelope) else {
            return Err(CommandError::input("There is no such envelope.", ProblemCode::EnvelopeUnknown));
        };
        let strict = document.get("envelope").and_then(|item| item.get("strict")).and_then(Item::as_bool);
        document["envelope"] = Item::Table(envelope(trade, strict.unwrap_or_default()));
    }
    let name = own.map_or_else(|| NAME.to_owned(), |fact| fact.name);
    put(case, InputFile { role: VENDOR.into(), name, bytes: document.to_string().into_bytes() }, by, command)
}

fn envelope(trade: &Trade, strict: bool) -> Table {
    let pane = |[height, width, left, bottom]: Pane| {
        let mut pane = InlineTable::new();
        for (key, length) in [("height", height), ("width", width), ("left", left), ("bottom", bottom)] {
            pane.insert(key, length.into());
        }
        value(pane)
    };
    let mut table = Table::new();
    table.insert("id", value(trade.word));
    table.insert("height", value("4.125"));
    table.insert("width", value("9.5"));
    if let Some(back) = trade.back {
        table.insert("return_window", pane(back));
    }
    table.insert("address_window", pane(trade.address));
    table.insert("strict", value(strict));
    table
}

fn put(case: &mut Session, profile: InputFile, by: &str, command: &CommandContext) -> Result<(), CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    case.amend(&[profile], by, command)
}
