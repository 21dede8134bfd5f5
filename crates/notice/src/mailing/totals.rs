//! Control totals of the package: the figures by which practice and vendor see that nothing was lost or doubled.

use super::document::{Document, Faces, TableColumn};
use super::figures::{Split, Totals, cents, grouped};
use super::rates::{RateTable, VENDOR};
use super::ticket::Attestation;
use crate::digest::Digest;
use crate::finding::{Code, Problem};
use crate::party::JobId;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Dispositions of all rows of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowEquation {
    /// Rows of all lists.
    pub rows: u64,
    /// Rows with a letter.
    pub letters: u64,
    /// Rows held.
    pub held: u64,
    /// Rows joined with an earlier row.
    pub merged: u64,
    /// Rows left out by a decision.
    pub excluded: u64,
    /// Held rows by reason; a row with two reasons counts under both.
    pub held_by_reason: BTreeMap<Code, u64>,
}

impl RowEquation {
    /// Returns whether every row is accounted for.
    pub fn closes(&self) -> bool {
        self.rows == self.letters + self.held + self.merged + self.excluded
    }
}

/// Size and digest of a finished file of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSum {
    /// Name within the package.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: Digest,
}

/// Everything that `40_control_totals` says.
#[derive(Clone, Copy)]
pub struct ControlTotals<'a> {
    /// The job.
    pub job: JobId,
    /// 1 for the original run.
    pub run: u32,
    /// Number of this job, from 1, and number of all jobs of the mailing; the equation of the rows is that of all of
    /// them.
    pub part: (u16, u16),
    /// Mailing date.
    pub mailing_date: NaiveDate,
    /// Those who stand for the run.
    pub attestation: &'a Attestation,
    /// The counts of what was printed.
    pub totals: &'a Totals,
    /// Dispositions of the rows.
    pub rows: &'a RowEquation,
    /// The table behind the postage.
    pub rates: &'a RateTable,
    /// Batch PDFs, manifest, sheets and ticket; not this file itself.
    pub sums: &'a [FileSum],
}

fn splits<K: Display>(map: &BTreeMap<K, Split>) -> Value {
    map.iter().map(|(key, split)| (key.to_string(), json!(split))).collect::<serde_json::Map<_, _>>().into()
}

/// The pieces by kind; copies only where there are some.
fn pieces(totals: &Totals) -> Value {
    let all = &totals.all;
    let mut pieces = json!({"live": totals.live(), "seed": all.seeds, "proof": totals.proofs, "all": all.pieces()});
    if all.copies > 0 {
        pieces["copy"] = json!(all.copies);
    }
    pieces
}

impl ControlTotals<'_> {
    /// `40_control_totals.json`.
    pub fn json(&self) -> Vec<u8> {
        let (totals, rows) = (self.totals, self.rows);
        let files: Vec<_> = totals
            .files_in_order()
            .into_iter()
            .map(|(name, file)| {
                json!({"name": name, "first_piece": file.first.to_string(), "last_piece": file.last.to_string(), "counts": file.split})
            })
            .collect();
        let classes: serde_json::Map<_, _> = totals
            .postage
            .iter()
            .map(|(key, class)| {
                let figures = if key == VENDOR {
                    json!({"pieces": class.pieces})
                } else {
                    json!({"pieces": class.pieces, "low_unrounded": class.low.to_string(), "high_unrounded": class.high.to_string()})
                };
                (key.clone(), figures)
            })
            .collect();
        let range = totals.postage_range().map(|(low, high)| json!({"low": low.to_string(), "high": high.to_string()}));
        let held: serde_json::Map<_, _> =
            rows.held_by_reason.iter().map(|(code, n)| (code.word().to_owned(), json!(n))).collect();
        let sums: Vec<_> = self
            .sums
            .iter()
            .map(|sum| json!({"name": sum.name, "bytes": sum.bytes, "sha256": sum.sha256.to_string()}))
            .collect();
        let value = json!({
            "job_id": self.job.to_string(),
            "run": self.run,
            "jobs": {"this": self.part.0, "of": self.part.1},
            "mailing_date": self.mailing_date.to_string(),
            "attestation": self.attestation.sentence(),
            "rows": {"rows": rows.rows, "letters": rows.letters, "held": rows.held, "merged": rows.merged,
                "excluded": rows.excluded, "closes": rows.closes(), "held_by_reason": held},
            "pieces": pieces(totals),
            "pages": totals.all.pages,
            "blank_pages": totals.all.blank_pages,
            "sheets": totals.all.sheets,
            "by_version": splits(&totals.version),
            "by_standing": splits(&totals.standing),
            "by_state": splits(&totals.state),
            "by_envelope": splits(&totals.envelope),
            "by_sheet_count": splits(&totals.sheet_count),
            "by_destination": splits(&totals.destination),
            "zip5_hash_total": totals.zip5_hash_total,
            "weight_lb": totals.pounds().to_string(),
            "postage": {"estimate_usd": range, "vendor_priced_pieces": totals.unpriced(), "by_class": classes,
                "table": self.rates.title, "source": self.rates.source, "verified_until": self.rates.verified_until.to_string()},
            "files": files,
            "sums": sums,
        });
        let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// `40_control_totals.pdf`: the same figures on paper.
    ///
    /// # Errors
    /// A typeface that cannot be read.
    pub fn pdf(&self, faces: &Faces<'_>) -> Result<Vec<u8>, Problem> {
        let (totals, rows) = (self.totals, self.rows);
        let under = format!("Job {}, run {}, mailing date {}", self.job, self.run, self.mailing_date);
        let mut page = Document::new(faces, "Control totals", &under, self.job.is_proof())?;
        page.fact("Attestation", &self.attestation.sentence());
        page.section("Rows of the lists");
        let closes = if rows.closes() { "closes" } else { "DOES NOT CLOSE" };
        page.paragraph(&format!(
            "{} rows = {} letters + {} held + {} merged + {} excluded; the equation {closes}.",
            grouped(rows.rows),
            grouped(rows.letters),
            grouped(rows.held),
            grouped(rows.merged),
            grouped(rows.excluded),
        ));
        if !rows.held_by_reason.is_empty() {
            let lines: Vec<_> =
                rows.held_by_reason.iter().map(|(code, n)| vec![code.message().to_owned(), grouped(*n)]).collect();
            page.table(
                &[("Held because (a row with two reasons counts twice)", 430.0, false), ("Rows", 74.0, true)],
                &lines,
            );
        }
        page.section("Pieces");
        page.fact(
            "Live, seed, proof",
            &format!(
                "{} live,{} {} seeds, {} proofs; {} pieces in all",
                grouped(totals.live()),
                totals.all.copies_in_words(),
                grouped(totals.all.seeds),
                grouped(totals.proofs),
                grouped(totals.all.pieces()),
            ),
        );
        page.fact(
            "Pages and sheets",
            &format!(
                "{} pages, of which {} blank backs; {} sheets",
                grouped(totals.all.pages),
                grouped(totals.all.blank_pages),
                grouped(totals.all.sheets),
            ),
        );
        page.fact(
            "ZIP hash total",
            &format!("{} (sum of the five-digit ZIPs of all pieces)", grouped(totals.zip5_hash_total)),
        );
        page.fact("Weight", &format!("{} lb", totals.pounds()));
        page.fact("Postage", &self.postage());
        page.section("By standing, destination, sheets and envelope");
        let has_copies = totals.all.copies > 0;
        let line = |key: &str, split: &Split| line(key, split, has_copies);
        let mut lines = Vec::new();
        for (key, split) in &totals.standing {
            lines.push(line(key, split));
        }
        for (key, split) in &totals.destination {
            lines.push(line(key, split));
        }
        for (sheets, split) in &totals.sheet_count {
            lines.push(line(&format!("{sheets} sheet{}", if *sheets == 1 { "" } else { "s" }), split));
        }
        for (key, split) in &totals.envelope {
            lines.push(line(&format!("envelope {key}"), split));
        }
        page.table(&counts("Part", has_copies), &lines);
        for (heading, first, part) in [("By state", "State", &totals.state), ("By version", "Version", &totals.version)]
        {
            page.section(heading);
            let lines: Vec<_> = part.iter().map(|(key, split)| line(key, split)).collect();
            page.table(&counts(first, has_copies), &lines);
        }
        page.section("Pieces by file");
        let lines: Vec<_> = totals
            .files
            .iter()
            .map(|(name, file)| {
                let ids = [file.first, file.last].map(|piece| piece.to_string());
                let counts = [file.split.pieces(), file.split.sheets].map(grouped);
                std::iter::once(name.clone()).chain(ids).chain(counts).collect()
            })
            .collect();
        let columns = [
            ("File", 160.0, false),
            ("First piece", 108.0, false),
            ("Last piece", 108.0, false),
            ("Pieces", 64.0, true),
            ("Sheets", 64.0, true),
        ];
        page.table(&columns, &lines);
        page.section("Files");
        let lines: Vec<_> =
            self.sums.iter().map(|sum| vec![sum.name.clone(), grouped(sum.bytes), sum.sha256.to_string()]).collect();
        page.table(&[("File", 104.0, false), ("Bytes", 76.0, true), ("SHA-256", 324.0, false)], &lines);
        page.finish(&format!("{under}. No personal values."), self.mailing_date)
    }

    fn postage(&self) -> String {
        let vendor = self.totals.unpriced();
        match self.totals.postage_range() {
            Some((low, high)) => {
                let rest = if vendor > 0 {
                    format!(" {} pieces are priced by the vendor.", grouped(vendor))
                } else {
                    String::new()
                };
                format!(
                    "Estimate before presort: ${} to ${} ({}; verified until {}).{rest}",
                    dollars(low),
                    dollars(high),
                    self.rates.title,
                    self.rates.verified_until,
                )
            }
            None => format!(
                "No estimate: {} was verified for mailing dates from {} to {}. The vendor prices all pieces.",
                self.rates.title, self.rates.effective_from, self.rates.verified_until,
            ),
        }
    }
}

/// Dollars and cents with grouped thousands.
fn dollars(amount: rust_decimal::Decimal) -> String {
    let text = cents(amount).to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, "00"));
    format!("{}.{part}", grouped(whole.parse().unwrap_or(0)))
}

/// The columns of a table of counts; one of copies only where there are some.
fn counts(first: &'static str, has_copies: bool) -> Vec<TableColumn> {
    let mut columns = vec![
        (first, 194.0, false),
        ("Letters", 62.0, true),
        ("Seeds", 62.0, true),
        ("Pages", 62.0, true),
        ("Blank backs", 62.0, true),
        ("Sheets", 62.0, true),
    ];
    if has_copies {
        columns[0].1 -= 62.0;
        columns.insert(2, ("Copies", 62.0, true));
    }
    columns
}

fn line(key: &str, split: &Split, has_copies: bool) -> Vec<String> {
    let mut cells = vec![key.to_owned()];
    cells.extend([split.letters, split.seeds, split.pages, split.blank_pages, split.sheets].map(grouped));
    if has_copies {
        cells.insert(2, grouped(split.copies));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{ControlTotals, RowEquation, Split, Totals, counts, dollars, line};
    use crate::mailing::Mailpiece;
    use crate::mailing::tests::{address, day, job, piece, rates};
    use crate::mailing::ticket::Attestation;

    #[test]
    fn money_counts_and_digests_are_written_for_people() {
        assert_eq!(dollars(rust_decimal::Decimal::new(1_234_567_895, 3)), "1,234,567.90");
        let split = Split { letters: 1_000, copies: 7, seeds: 2, pages: 3, blank_pages: 4, sheets: 5 };
        assert_eq!(line("TX", &split, false), ["TX", "1,000", "2", "3", "4", "5"]);
        assert_eq!(line("TX", &split, true), ["TX", "1,000", "7", "2", "3", "4", "5"]);
        // A heading for each cell of such a line, within the width of the page.
        for has_copies in [false, true] {
            let columns = counts("State", has_copies);
            assert_eq!(columns.len(), line("TX", &split, has_copies).len());
            assert_eq!(columns[1].0, "Letters");
            assert_eq!(columns[2].0, if has_copies { "Copies" } else { "Seeds" });
            assert!(columns.iter().map(|(_, width, _)| width).sum::<f32>() <= 504.0);
        }
    }

    #[test]
    fn postage_is_an_estimate_where_prices_were_verified_and_none_elsewhere() {
        let (rates, at_home) = (rates(), address(Some(78_701)));
        let said = |days: &[&str]| {
            let mut totals = Totals::default();
            for (number, on) in (1..).zip(days) {
                let mut row = piece(number, 2, &at_home, &rates, day(on));
                row.postage = rates.price(day(on), Mailpiece { ounces: row.ounces, foreign: false }, 10);
                totals.absorb(&row);
            }
            let control = ControlTotals {
                job: job(),
                run: 1,
                part: (1, 1),
                mailing_date: day("2025-10-14"),
                attestation: &Attestation::Proof,
                totals: &totals,
                rows: &RowEquation::default(),
                rates: &rates,
                sums: &[],
            };
            control.postage()
        };
        let estimate = said(&["2025-10-14", "2025-10-14"]);
        assert!(estimate.starts_with("Estimate before presort: $1.48 to $1.56 ("), "{estimate}");
        assert!(estimate.ends_with("verified until 2026-06-30)."), "{estimate}");
        let some = said(&["2025-10-14", "2031-01-01"]);
        assert!(some.ends_with(" 1 pieces are priced by the vendor."), "{some}");
        assert!(said(&["2031-01-01"]).starts_with("No estimate: "));
    }
}
