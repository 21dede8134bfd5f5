//! What letters need to know of the law: the view of `jurisdictions/<xx>/rule.toml` and `contacts.toml` that
//! templates can name. It is plain facts, so that it may be filled from those files or from a rule book.

use crate::finding::Refusal;
use crate::party::{Family, Jurisdiction, Templates};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Facts of law for every jurisdiction, and the agencies that every letter names.
#[derive(Clone, Debug)]
pub struct Law {
    /// One entry for each jurisdiction that has a rule.
    pub states: BTreeMap<Jurisdiction, State>,
    /// The agencies.
    pub contacts: Contacts,
}

/// A jurisdiction as letters see it.
#[derive(Clone, Debug)]
pub struct State {
    /// Its English name.
    pub name: String,
    /// Which family of letters its law asks for.
    pub family: Family,
    /// Whether its letters may not say how many people were affected.
    pub count_forbidden: bool,
    /// The agency that its people turn to, where the rule names one for letters.
    pub addendum: Option<Agency>,
    /// The first regulator that is told of the breach, for states whose rule names no agency for letters.
    pub regulator: Option<Agency>,
}

/// An agency as it is printed. What is unknown is empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agency {
    /// Name.
    pub name: String,
    /// Postal address, line by line; the last line is city, state and ZIP.
    pub address: Vec<String>,
    /// Telephone, toll-free where there is such a number.
    pub phone: String,
    /// Web site.
    pub website: String,
    /// A second agency that the letter has to name (New York).
    pub second: Option<Box<Agency>>,
}

/// A credit bureau.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Bureau {
    /// Name.
    pub name: String,
    /// Toll-free number.
    pub phone: String,
    /// Where a fraud alert is asked for by mail.
    pub fraud_alert_address: Vec<String>,
    /// Where a freeze is asked for by mail.
    pub freeze_address: Vec<String>,
    /// Where a parent or representative asks for a freeze by mail, if not at `freeze_address`.
    #[serde(default)]
    pub minor_or_representative_freeze_address: Vec<String>,
    /// Web site.
    pub website: String,
}

/// An office that every letter can name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Office {
    /// Name.
    pub name: String,
    /// Postal address, line by line.
    #[serde(default)]
    pub address: Vec<String>,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Web site.
    #[serde(default)]
    pub website: String,
    /// Web sites, the main one first.
    #[serde(default)]
    pub websites: Vec<String>,
}

/// The agencies that every letter names. Source and date of each stand in `contacts.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Contacts {
    /// Credit bureau.
    pub equifax: Bureau,
    /// Credit bureau.
    pub experian: Bureau,
    /// Credit bureau.
    pub transunion: Bureau,
    /// Free yearly credit reports.
    pub annual_credit_report: Office,
    /// Federal Trade Commission.
    pub ftc: Office,
    /// Internal Revenue Service, identity protection.
    pub irs: Office,
    /// Department of Health and Human Services, Office for Civil Rights.
    pub hhs_ocr: Office,
}

#[derive(Deserialize)]
struct RuleFile {
    code: Jurisdiction,
    name: String,
    letter_family: Family,
    #[serde(default)]
    letter_must_not_include: Vec<String>,
    state_addendum: Option<AddendumTable>,
    #[serde(default)]
    regulator: Vec<RegulatorTable>,
}

#[derive(Deserialize)]
struct AddendumTable {
    agency: String,
    address_lines: Vec<String>,
    city: String,
    state: String,
    zip: String,
    phone: String,
    website: String,
    second_agency: Option<String>,
    #[serde(default)]
    second_address: Vec<String>,
    #[serde(default)]
    second_phone: String,
    #[serde(default)]
    second_website: String,
}

#[derive(Deserialize)]
struct RegulatorTable {
    name: String,
    #[serde(default)]
    address: Vec<String>,
}

impl Law {
    /// Reads `jurisdictions/<xx>/rule.toml` and `contacts.toml`. Keys that letters have no use for are passed over:
    /// the rule book is where they are checked.
    ///
    /// # Errors
    /// A file that is missing, is not TOML or lacks something that letters print, with line and column.
    pub fn read(templates: &Templates) -> Result<Self, Refusal> {
        let mut states = BTreeMap::new();
        for (path, _) in templates.under("jurisdictions/").filter(|(p, _)| p.ends_with("/rule.toml")) {
            let rule: RuleFile = table(templates, path)?;
            states.insert(rule.code, State::from(rule));
        }
        Ok(Self { states, contacts: table(templates, "contacts.toml")? })
    }
}

impl From<RuleFile> for State {
    fn from(rule: RuleFile) -> Self {
        Self {
            name: rule.name,
            family: rule.letter_family,
            count_forbidden: rule.letter_must_not_include.iter().any(|item| item == "number_of_residents"),
            addendum: rule.state_addendum.map(Agency::from),
            regulator: rule
                .regulator
                .into_iter()
                .find(|r| !r.address.is_empty())
                .map(|r| Agency { name: r.name, address: r.address, ..Agency::default() }),
        }
    }
}

impl From<AddendumTable> for Agency {
    fn from(t: AddendumTable) -> Self {
        let mut address = t.address_lines;
        address.push(format!("{}, {} {}", t.city, t.state, t.zip));
        let second = t.second_agency.map(|name| {
            Box::new(Self {
                name,
                address: t.second_address,
                phone: t.second_phone,
                website: t.second_website,
                second: None,
            })
        });
        Self { name: t.agency, address, phone: t.phone, website: t.website, second }
    }
}

/// Reads a TOML file of the templates into its shape; the refusal names line and column.
pub(super) fn table<T: serde::de::DeserializeOwned>(templates: &Templates, path: &str) -> Result<T, Refusal> {
    let text = templates.text(path)?;
    toml::from_str(text).map_err(|fault| {
        let (line, column) = fault.span().map_or((0, 0), |span| place(text, span.start));
        let refusal = Refusal::of_file(
            format!("templates/{path}"),
            format!("The file cannot be read: {}.", fault.message().trim_end_matches('.')),
            "Correct the line; the built-in file shows the shape.",
        );
        refusal.at(line, column)
    })
}

/// Line and column, both from 1, of a byte offset.
pub(super) fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line as u32, column as u32)
}
