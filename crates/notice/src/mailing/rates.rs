//! Postage and weight: a dated table of exact decimals, and no price past the day up to which it was verified.

use super::located::{read, refuse};
use crate::finding::{Problem, ProblemCode};
use crate::party::parse_day;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The most of any price in dollars and of any weight in ounces, so that sums of them are always numbers.
const MOST: Decimal = Decimal::ONE_THOUSAND;

/// The properties on which postage depends before presort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mailpiece {
    /// Weight with envelope, in ounces.
    pub ounces: Decimal,
    /// Outside the United States, its territories and its military post.
    pub foreign: bool,
}

/// The price of one piece before presort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priced<'a> {
    /// Between two prices, in dollars, not rounded.
    Between {
        /// Key of the row of the table.
        class: &'a str,
        /// At the finest sort.
        low: Decimal,
        /// At the coarsest sort.
        high: Decimal,
    },
    /// The table does not cover the mailing date, the destination or the weight: the vendor prices it.
    NotVerified,
}

/// A dated table of prices and weights (`templates/rates/*.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTable {
    /// Name of the table in tickets and totals.
    pub title: String,
    /// The source of the prices.
    pub source: String,
    /// First day on which the prices hold.
    pub effective_from: NaiveDate,
    /// Day on which somebody compared them with their source.
    pub verified_on: NaiveDate,
    /// Last day for which they are known to hold.
    pub verified_until: NaiveDate,
    classes: Vec<Class>,
    sheets: BTreeMap<String, Decimal>,
    envelopes: BTreeMap<String, Decimal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Destination {
    Domestic,
    Foreign,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    key: String,
    destination: Destination,
    minimum_pieces: u64,
    up_to_ounces: Decimal,
    low: Decimal,
    high: Decimal,
    additional_ounce: Decimal,
    /// Kept in the file for people; prices have a source of their own where it differs from the table's.
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    key: Spanned<String>,
    title: String,
    effective_from: Spanned<String>,
    verified_on: Spanned<String>,
    verified_until: Spanned<String>,
    source: String,
    class: Vec<Spanned<Class>>,
    weights: RawWeights,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWeights {
    sheet: BTreeMap<String, Decimal>,
    envelope: BTreeMap<String, Decimal>,
}

impl RateTable {
    /// Reads and checks a table. `file` is the name that refusals show.
    ///
    /// # Errors
    /// Every fault with its line and column: one of form, or all of content.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let raw: RawTable = read(file, text).map_err(|refusal| vec![refusal])?;
        let mut faults = Vec::new();
        let mut day = |spanned: &Spanned<String>| {
            parse_day(spanned.get_ref()).unwrap_or_else(|fault| {
                let (message, advice) = (format!("This {}.", fault.words()), "Write a date such as \"2025-07-13\".");
                faults.push(refuse(file, text, spanned.span().start, message, advice));
                NaiveDate::default()
            })
        };
        let (effective_from, verified_on) = (day(&raw.effective_from), day(&raw.verified_on));
        let verified_until = day(&raw.verified_until);
        if verified_until < effective_from {
            let (message, advice) = ("The prices end before they begin.", "Correct one of the two dates.");
            faults.push(refuse(file, text, raw.verified_until.span().start, message, advice));
        }
        for spanned in &raw.class {
            let class = spanned.get_ref();
            let sound = class.low > Decimal::ZERO
                && class.low <= class.high
                && class.high <= MOST
                && (Decimal::ZERO..=MOST).contains(&class.additional_ounce)
                && class.up_to_ounces > Decimal::ZERO
                && class.up_to_ounces <= MOST;
            if !sound || class.key.is_empty() || class.key == VENDOR {
                let message = "The class has no key, or a price that is not above zero or is above 1,000, or a low price above the high.";
                let advice = "Compare it with USPS Notice 123.";
                faults.push(refuse(file, text, spanned.span().start, message, advice));
            }
        }
        let weights = raw.weights.sheet.values().chain(raw.weights.envelope.values());
        let sound = |weight: &Decimal| *weight > Decimal::ZERO && *weight <= MOST;
        if !weights.into_iter().all(sound) || !raw.weights.envelope.contains_key("default") {
            let message = "A weight is not above zero, or above 1,000 ounces, or the default envelope has none.";
            faults.push(refuse(file, text, raw.key.span().start, message, "Give weights in ounces, as text."));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            title: raw.title,
            source: raw.source,
            effective_from,
            verified_on,
            verified_until,
            classes: raw.class.into_iter().map(Spanned::into_inner).collect(),
            sheets: raw.weights.sheet,
            envelopes: raw.weights.envelope,
        })
    }

    /// Returns whether prices are known for a mailing date.
    pub fn covers(&self, on: NaiveDate) -> bool {
        (self.effective_from..=self.verified_until).contains(&on)
    }

    /// Ounces of a piece with this many sheets in this envelope.
    ///
    /// # Errors
    /// A refusal where the table has no weight for the paper.
    pub fn ounces(&self, paper: &str, envelope: &str, sheets: u16) -> Result<Decimal, Problem> {
        let Some(sheet) = self.sheets.get(paper) else {
            return Err(Problem::of_file(
                "",
                "The rate table does not say what a sheet of this paper weighs.",
                ProblemCode::RatesLackPaper,
            ));
        };
        let envelope = self.envelopes.get(envelope).or_else(|| self.envelopes.get("default"));
        Ok(*sheet * Decimal::from(sheets) + envelope.copied().unwrap_or_default())
    }

    /// The price of a piece on a mailing date, in a job with this many domestic pieces. Any fraction of an ounce counts
    /// as a whole one.
    pub fn price(&self, on: NaiveDate, piece: Mailpiece, domestic_pieces: u64) -> Priced<'_> {
        let destination = if piece.foreign { Destination::Foreign } else { Destination::Domestic };
        let class = self.classes.iter().find(|class| {
            class.destination == destination
                && (piece.foreign || domestic_pieces >= class.minimum_pieces)
                && piece.ounces <= class.up_to_ounces
        });
        match class.filter(|_| self.covers(on)) {
            Some(class) => {
                let more = class.additional_ounce * (piece.ounces.ceil() - Decimal::ONE).max(Decimal::ZERO);
                Priced::Between { class: &class.key, low: class.low + more, high: class.high + more }
            }
            None => Priced::NotVerified,
        }
    }
}

/// The word of the manifest where the vendor prices the piece.
pub(super) const VENDOR: &str = "VENDOR";

impl<'a> Priced<'a> {
    /// The word in the manifest: key of the table's row, or `VENDOR`.
    pub fn class(&self) -> &'a str {
        match self {
            Self::Between { class, .. } => class,
            Self::NotVerified => VENDOR,
        }
    }
}
