//! Forecast of a package before a letter of it is pressed: files, sheets, weight and postage.

use super::context::{JobContext, Pools};
use super::decide::Decision;
use super::plan::Plan;
use crate::finding::Problem;
use crate::mailing::{Mailpiece, Priced, RecordKind};
use crate::party::Standing;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// Forecast of a plan: pieces, sheets, weight and postage.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct Forecast {
    /// Jobs; more than one only above 999,999 pieces.
    pub jobs: u16,
    /// Pieces of people.
    pub letters: u64,
    /// Copies for further parents of children.
    pub copies: u64,
    /// Invented pieces that watch the mail.
    pub seeds: u64,
    /// Printed pages, blank backs left out.
    pub pages: u64,
    /// Sheets of paper.
    pub sheets: u64,
    /// Weight in pounds, envelopes included.
    #[ts(type = "string")]
    pub pounds: Decimal,
    /// Postage in dollars at the finest sort, before presort, of the pieces that the rate table prices.
    #[ts(type = "string")]
    pub postage_low: Decimal,
    /// The same at the coarsest sort.
    #[ts(type = "string")]
    pub postage_high: Decimal,
    /// Pieces that the vendor prices.
    pub unpriced: u64,
    /// Letters by variant.
    pub variants: BTreeMap<String, u64>,
    /// Files of letters.
    pub files: Vec<FileForecast>,
}

/// A file of letters.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FileForecast {
    /// Number of the job, from 1.
    pub job: u16,
    /// Number of the file within the job.
    pub file: u32,
    /// Its pieces.
    pub pieces: u64,
    /// Sheets of each piece.
    pub sheets_each: u16,
    /// True if its pieces go abroad.
    pub foreign: bool,
}

/// Codes of one pool.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct PoolForecast {
    /// Codes in the pool.
    pub codes: u64,
    /// Codes that people have already.
    pub dealt: u64,
    /// Codes that this run deals.
    pub needed: u64,
    /// Codes that stay.
    pub spare: u64,
}

impl Forecast {
    /// Computes the forecast of a plan.
    ///
    /// # Errors
    /// A paper of which the rate table does not know the weight.
    pub fn of(context: &JobContext, decision: &Decision, plan: &Plan) -> Result<Self, Problem> {
        let files = || (0..plan.jobs()).flat_map(|job| plan.files_of(job));
        let domestic = files().filter(|file| !file.foreign).map(|file| file.range.len() as u64).sum();
        let (paper, envelope) = (&context.vendor.paper.weight, &context.vendor.envelope.id);
        let mut forecast = Self { jobs: plan.jobs(), ..Self::default() };
        let mut ounces = Decimal::ZERO;
        for file in files() {
            let pieces = file.range.len() as u64;
            let each = context.rates.ounces(paper, envelope, file.sheets)?;
            ounces += each * Decimal::from(pieces);
            let piece = Mailpiece { ounces: each, foreign: file.foreign };
            match context.rates.price(context.incident.mailing.date, piece, domestic) {
                Priced::Between { low, high, .. } => {
                    forecast.postage_low += low * Decimal::from(pieces);
                    forecast.postage_high += high * Decimal::from(pieces);
                }
                Priced::NotVerified => forecast.unpriced += pieces,
            }
            for order in plan.pieces(file) {
                forecast.pages += u64::from(order.pages);
                match order.kind {
                    RecordKind::Seed => {
                        forecast.seeds += 1;
                        continue;
                    }
                    RecordKind::Copy => {
                        forecast.copies += 1;
                        continue;
                    }
                    RecordKind::Live | RecordKind::Proof => forecast.letters += 1,
                }
                let variant = decision.entries[order.row as usize].variant;
                if let Some(name) = decision.variants.get(variant as usize) {
                    *forecast.variants.entry(name.clone()).or_default() += 1;
                }
            }
            forecast.sheets += pieces * u64::from(file.sheets);
            forecast.files.push(FileForecast {
                job: file.job + 1,
                file: file.number,
                pieces,
                sheets_each: file.sheets,
                foreign: file.foreign,
            });
        }
        forecast.pounds = (ounces / Decimal::from(16)).round_dp(2);
        Ok(forecast)
    }
}

impl PoolForecast {
    /// The pool that serves a standing, and what a run of letters takes of it; nothing where there is no pool.
    pub fn of(pools: &Pools, standing: Standing, needed: u64) -> Option<Self> {
        let pool = pools.of(standing)?;
        let taken = if standing == Standing::Minor { &pools.minor_taken } else { &pools.adult_taken };
        let (codes, dealt) = (pool.len() as u64, taken.len() as u64);
        Some(Self { codes, dealt, needed, spare: codes.saturating_sub(dealt + needed) })
    }
}
