//! Running figures of a job. Each batch counts its own pieces; batches are merged in any order with the same result.

use super::manifest::{PieceRow, RecordKind};
use super::rates::{Priced, VENDOR};
use crate::party::PieceId;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use std::collections::BTreeMap;

/// The counts for the whole job and for each part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Split {
    /// Letters, live or proof; copies and seeds are not in it.
    pub letters: u64,
    /// Copies for further parents.
    #[serde(skip_serializing_if = "is_zero")]
    pub copies: u64,
    /// Seeds.
    pub seeds: u64,
    /// Pages with blank backs, of all pieces.
    pub pages: u64,
    /// Blank backs among them.
    pub blank_pages: u64,
    /// Sheets of all pieces.
    pub sheets: u64,
}

impl Split {
    fn absorb(&mut self, row: &PieceRow<'_>) {
        match row.kind {
            RecordKind::Seed => self.seeds += 1,
            RecordKind::Copy => self.copies += 1,
            RecordKind::Live | RecordKind::Proof => self.letters += 1,
        }
        self.pages += u64::from(row.pages);
        self.blank_pages += u64::from(row.blank_pages);
        self.sheets += u64::from(row.sheets);
    }

    fn merge(&mut self, other: &Self) {
        self.letters += other.letters;
        self.copies += other.copies;
        self.seeds += other.seeds;
        self.pages += other.pages;
        self.blank_pages += other.blank_pages;
        self.sheets += other.sheets;
    }

    /// Copies between two other counts of a sentence; nothing where there is none.
    pub(super) fn copies_in_words(&self) -> String {
        if self.copies > 0 { format!(" {} copies for further parents,", grouped(self.copies)) } else { String::new() }
    }

    /// Letters, copies and seeds.
    pub fn pieces(&self) -> u64 {
        self.letters + self.copies + self.seeds
    }
}

/// Returns whether there is none: a job without copies has no word of them.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Figures of one batch PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFigures {
    /// Its first piece.
    pub first: PieceId,
    /// Its last piece.
    pub last: PieceId,
    /// Its counts.
    pub split: Split,
}

/// Pieces and unrounded postage of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassFigures {
    /// Pieces.
    pub pieces: u64,
    /// Dollars at the finest sort, not rounded; zero where the vendor prices.
    pub low: Decimal,
    /// Dollars at the coarsest sort, not rounded; zero where the vendor prices.
    pub high: Decimal,
}

/// Everything counted so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The whole job.
    pub all: Split,
    /// Letters that are proofs.
    pub proofs: u64,
    /// By variant.
    pub version: BTreeMap<String, Split>,
    /// By standing.
    pub standing: BTreeMap<&'static str, Split>,
    /// By state, `foreign` apart.
    pub state: BTreeMap<String, Split>,
    /// By envelope.
    pub envelope: BTreeMap<String, Split>,
    /// By sheets in the piece.
    pub sheet_count: BTreeMap<u16, Split>,
    /// By domestic and foreign.
    pub destination: BTreeMap<&'static str, Split>,
    /// By batch PDF.
    pub files: BTreeMap<String, FileFigures>,
    /// By postage class.
    pub postage: BTreeMap<String, ClassFigures>,
    /// Sum of the five-digit ZIPs of all pieces as numbers: a dropped or doubled row changes it.
    pub zip5_hash_total: u64,
    /// Ounces of all pieces, exact.
    pub ounces: Decimal,
}

/// The entry of a map, made only where it is new: the common case copies no text.
fn entry<'m, V: Default>(map: &'m mut BTreeMap<String, V>, key: &str) -> &'m mut V {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), V::default());
    }
    map.get_mut(key).expect("the key was just put in")
}

impl Totals {
    /// Counts a piece.
    pub fn absorb(&mut self, row: &PieceRow<'_>) {
        self.all.absorb(row);
        self.proofs += u64::from(row.kind == RecordKind::Proof);
        entry(&mut self.version, row.version).absorb(row);
        self.standing.entry(row.standing.word()).or_default().absorb(row);
        let state = if row.is_foreign() { "foreign" } else { row.address.state.code() };
        entry(&mut self.state, state).absorb(row);
        entry(&mut self.envelope, row.envelope).absorb(row);
        self.sheet_count.entry(row.sheets).or_default().absorb(row);
        let destination = if row.is_foreign() { "foreign" } else { "domestic" };
        self.destination.entry(destination).or_default().absorb(row);
        if let Some(file) = self.files.get_mut(row.pdf_file) {
            file.first = file.first.min(row.piece);
            file.last = file.last.max(row.piece);
            file.split.absorb(row);
        } else {
            let mut split = Split::default();
            split.absorb(row);
            let file = FileFigures { first: row.piece, last: row.piece, split };
            self.files.insert(row.pdf_file.to_owned(), file);
        }
        let class = entry(&mut self.postage, row.postage.class());
        class.pieces += 1;
        if let Priced::Between { low, high, .. } = row.postage {
            class.low += low;
            class.high += high;
        }
        self.zip5_hash_total += row.address.zip.map_or(0, |zip| u64::from(zip.five()));
        self.ounces += row.ounces;
    }

    /// Takes in the figures of another batch.
    pub fn merge(&mut self, other: &Self) {
        self.all.merge(&other.all);
        self.proofs += other.proofs;
        for (mine, theirs) in [
            (&mut self.version, &other.version),
            (&mut self.state, &other.state),
            (&mut self.envelope, &other.envelope),
        ] {
            for (key, split) in theirs {
                entry(mine, key).merge(split);
            }
        }
        for (mine, theirs) in [(&mut self.standing, &other.standing), (&mut self.destination, &other.destination)] {
            for (key, split) in theirs {
                mine.entry(*key).or_default().merge(split);
            }
        }
        for (sheets, split) in &other.sheet_count {
            self.sheet_count.entry(*sheets).or_default().merge(split);
        }
        for (name, theirs) in &other.files {
            let mine = self.files.entry(name.clone()).or_insert(FileFigures { split: Split::default(), ..*theirs });
            mine.first = mine.first.min(theirs.first);
            mine.last = mine.last.max(theirs.last);
            mine.split.merge(&theirs.split);
        }
        for (key, theirs) in &other.postage {
            let mine = entry(&mut self.postage, key);
            mine.pieces += theirs.pieces;
            mine.low += theirs.low;
            mine.high += theirs.high;
        }
        self.zip5_hash_total += other.zip5_hash_total;
        self.ounces += other.ounces;
    }

    /// The batch PDFs in the order of their pieces.
    pub fn files_in_order(&self) -> Vec<(&String, &FileFigures)> {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|(_, file)| file.first);
        files
    }

    /// Live letters: neither proofs nor copies nor seeds.
    pub fn live(&self) -> u64 {
        self.all.letters - self.proofs
    }

    /// Weight of the whole job in pounds, four decimals.
    pub fn pounds(&self) -> Decimal {
        let mut pounds =
            (self.ounces / Decimal::from(16)).round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
        pounds.rescale(4);
        pounds
    }

    /// Lowest and highest postage of all pieces that the table prices, in dollars; the exact products are summed and
    /// the sum is rounded once, half away from zero. `None` where the table prices no piece.
    pub fn postage_range(&self) -> Option<(Decimal, Decimal)> {
        let priced = || self.postage.iter().filter(|(key, _)| *key != VENDOR).map(|(_, class)| class);
        priced().next()?;
        Some((cents(priced().map(|c| c.low).sum()), cents(priced().map(|c| c.high).sum())))
    }

    /// Pieces that the vendor prices.
    pub fn unpriced(&self) -> u64 {
        self.postage.get(VENDOR).map_or(0, |class| class.pieces)
    }
}

/// Dollars rounded to whole cents, half away from zero.
pub(super) fn cents(dollars: Decimal) -> Decimal {
    let mut rounded = dollars.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// A count as people write it: `140,121`.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
