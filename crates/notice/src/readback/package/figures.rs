//! The figures of a package counted anew from its manifest, and held against ticket and control totals.

use super::row::{Kind, ManifestRow};
use super::sums::figures;
use super::{Few, PackageFault, PackageFiles, Report, Sums};
use crate::digest::Digest;
use crate::party::{JobId, PieceId};
use crate::readback::proofreader::Symbols;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Default, Serialize)]
struct Count {
    letters: u64,
    #[serde(skip_serializing_if = "is_zero")]
    copies: u64,
    seeds: u64,
    pages: u64,
    blank_pages: u64,
    sheets: u64,
}

impl Count {
    fn add(&mut self, row: &ManifestRow) {
        match row.kind {
            Kind::Seed => self.seeds += 1,
            Kind::Copy => self.copies += 1,
            Kind::Live | Kind::Proof => self.letters += 1,
        }
        self.pages += u64::from(row.pages());
        self.blank_pages += u64::from(row.blank);
        self.sheets += u64::from(row.sheets);
    }

    fn pieces(&self) -> u64 {
        self.letters + self.copies + self.seeds
    }
}

/// Returns whether there is none: a package without copies has no word of them.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A count that is told only where there are some.
fn of_some(count: &Value) -> Value {
    if count.is_null() { json!(0) } else { count.clone() }
}

/// Parts by which the totals are split, in the order in which they are counted.
const PARTS: [&str; 6] = ["by_version", "by_standing", "by_state", "by_envelope", "by_sheet_count", "by_destination"];

/// Everything counted from the rows.
#[derive(Default)]
pub(super) struct Figures {
    job: Option<(JobId, u32)>,
    all: Count,
    live: u64,
    proofs: u64,
    parts: [BTreeMap<String, Count>; 6],
    files: Vec<(String, PieceId, PieceId, Count)>,
    classes: BTreeMap<String, u64>,
    stocks: BTreeSet<String>,
    duplex: bool,
    zip5_total: u64,
    ounces: Decimal,
}

impl Figures {
    pub(super) fn count(&mut self, row: &ManifestRow) {
        self.job.get_or_insert((row.id.job, row.run));
        self.all.add(row);
        self.live += u64::from(row.kind == Kind::Live);
        self.proofs += u64::from(row.kind == Kind::Proof);
        let sheets = row.sheets.to_string();
        let keys = [&row.version, row.standing, &row.state, &row.envelope, &sheets, row.destination()];
        for (part, key) in self.parts.iter_mut().zip(keys) {
            match part.get_mut(key) {
                Some(count) => count.add(row),
                None => part.entry(key.to_owned()).or_default().add(row),
            }
        }
        match self.files.last_mut().filter(|(name, ..)| *name == row.file) {
            Some((_, _, last, count)) => {
                *last = row.id;
                count.add(row);
            }
            None => {
                let mut count = Count::default();
                count.add(row);
                self.files.push((row.file.clone(), row.id, row.id, count));
            }
        }
        *self.classes.entry(row.class.clone()).or_default() += 1;
        self.stocks.insert(row.stock.clone());
        self.duplex |= row.duplex;
        self.zip5_total += row.zip.map_or(0, |zip| u64::from(zip.five()));
        self.ounces += row.ounces;
    }

    pub(super) fn report(&self) -> Report {
        Report {
            problems: Vec::new(),
            pieces: self.all.pieces(),
            pages: self.all.pages,
            sheets: self.all.sheets,
            files: self.files.len() as u64,
        }
    }

    /// The marks that the ticket promises on live sheets.
    pub(super) fn symbols(files: &dyn PackageFiles, name: &str) -> Symbols {
        figures(files, name).and_then(|ticket| Symbols::parse(ticket["symbology"].as_str()?)).unwrap_or_default()
    }

    /// Holds the ticket against the manifest.
    pub(super) fn hold_ticket(&self, files: &dyn PackageFiles, sums: &Sums, name: &str) -> Vec<PackageFault> {
        let Some(ticket) = parsed(files, sums, name) else { return unparsed(sums, name) };
        let mut against = Against::new(name);
        self.hold_job(&ticket, &mut against);
        let counts = &ticket["counts"];
        against.hold("counts.pieces", &counts["pieces"], json!(self.all.pieces()));
        against.hold("counts.letters", &counts["letters"], json!(self.all.letters));
        against.hold("counts.copies", &of_some(&counts["copies"]), json!(self.all.copies));
        against.hold("counts.seeds", &counts["seeds"], json!(self.all.seeds));
        against.hold("counts.pages", &counts["pages"], json!(self.all.pages));
        against.hold("counts.blank_pages", &counts["blank_pages"], json!(self.all.blank_pages));
        against.hold("counts.sheets", &counts["sheets"], json!(self.all.sheets));
        against.hold("counts.files", &counts["files"], json!(self.files.len()));
        let listed: Vec<_> = self
            .files
            .iter()
            .map(|(name, first, last, count)| {
                json!({"name": name, "pieces": count.pieces(), "first_piece": first.to_string(),
                    "last_piece": last.to_string(), "pages": count.pages, "sheets": count.sheets})
            })
            .collect();
        against.hold("files", &ticket["files"], json!(listed));
        if let Some((job, run)) = self.job {
            against.hold("proof", &ticket["proof"], json!(job.is_proof()));
            let date = ticket["mailing_date"].as_str().unwrap_or_default().replace('-', "");
            let proof = if job.is_proof() { "-PROOF" } else { "" };
            against.hold("package", &ticket["package"], json!(format!("{job}-{date}-r{run}{proof}")));
            let attested = ticket["attestation"].as_str().unwrap_or_default();
            against.hold(
                "attestation",
                &json!(attested.starts_with("PROOF") || attested.is_empty()),
                json!(job.is_proof()),
            );
        }
        if self.all.pieces() > 0 {
            against.hold("paper.weight", &json!([&ticket["paper"]["weight"]]), json!(self.stocks));
            against.hold("duplex", &ticket["duplex"], json!(self.duplex));
            against.hold(
                "envelope.id",
                &json!([&ticket["envelope"]["id"]]),
                json!(self.parts[3].keys().collect::<Vec<_>>()),
            );
        }
        against.problems.into_vec()
    }

    /// Holds the control totals against the manifest and the sums.
    pub(super) fn hold_totals(&self, files: &dyn PackageFiles, sums: &Sums, name: &str) -> Vec<PackageFault> {
        let Some(totals) = parsed(files, sums, name) else { return unparsed(sums, name) };
        let mut against = Against::new(name);
        self.hold_job(&totals, &mut against);
        let mut pieces =
            json!({"live": self.live, "seed": self.all.seeds, "proof": self.proofs, "all": self.all.pieces()});
        if self.all.copies > 0 {
            pieces["copy"] = json!(self.all.copies);
        }
        against.hold("pieces", &totals["pieces"], pieces);
        against.hold("pages", &totals["pages"], json!(self.all.pages));
        against.hold("blank_pages", &totals["blank_pages"], json!(self.all.blank_pages));
        against.hold("sheets", &totals["sheets"], json!(self.all.sheets));
        for (part, counted) in PARTS.iter().zip(&self.parts) {
            let claimed = totals[*part].as_object().cloned().unwrap_or_default();
            let keys: BTreeSet<&String> = claimed.keys().chain(counted.keys()).collect();
            for key in keys {
                let counted = counted.get(key).map_or(Value::Null, |count| json!(count));
                against.hold(&format!("{part}, {key},"), claimed.get(key).unwrap_or(&Value::Null), counted);
            }
        }
        against.hold("zip5_hash_total", &totals["zip5_hash_total"], json!(self.zip5_total));
        against.hold("weight_lb", &totals["weight_lb"], json!(self.pounds()));
        let classes = totals["postage"]["by_class"].as_object().cloned().unwrap_or_default();
        let claimed: BTreeMap<_, _> =
            classes.iter().map(|(class, figures)| (class.clone(), figures["pieces"].clone())).collect();
        against.hold("postage.by_class", &json!(claimed), json!(self.classes));
        let listed: Vec<_> = self
            .files
            .iter()
            .map(|(name, first, last, count)| {
                json!({"name": name, "first_piece": first.to_string(), "last_piece": last.to_string(), "counts": count})
            })
            .collect();
        against.hold("files", &totals["files"], json!(listed));
        let vendor = self.classes.get("VENDOR").copied().unwrap_or_default();
        against.hold("postage.vendor_priced_pieces", &totals["postage"]["vendor_priced_pieces"], json!(vendor));
        against.hold("rows.closes", &totals["rows"]["closes"], json!(true));
        let listed = totals["sums"].as_array().map_or(0, Vec::len);
        // Every file but these totals, on paper and as data, was finished before them.
        against.hold("sums", &json!(listed + 2), json!(sums.names().count()));
        equation(&totals, self.live + self.proofs, name).into_iter().for_each(|fault| against.problems.push(fault));
        for sum in totals["sums"].as_array().into_iter().flatten() {
            let file = sum["name"].as_str().unwrap_or_default();
            let digest = sum["sha256"].as_str().and_then(|hex| hex.parse::<Digest>().ok());
            if digest.is_none() || sums.of(file) != digest.as_ref() {
                against
                    .problems
                    .push(PackageFault::of(name, format!("the digest of {file} is not the one in SHA256SUMS")));
            }
        }
        against.problems.into_vec()
    }

    fn hold_job(&self, file: &Value, against: &mut Against<'_>) {
        if let Some((job, run)) = self.job {
            against.hold("job_id", &file["job_id"], json!(job.to_string()));
            against.hold("run", &file["run"], json!(run));
        }
    }

    fn pounds(&self) -> String {
        let mut pounds =
            (self.ounces / Decimal::from(16)).round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
        pounds.rescale(4);
        pounds.to_string()
    }
}

/// A file of figures held against the manifest, and what was found.
struct Against<'n> {
    name: &'n str,
    problems: Few,
}

impl<'n> Against<'n> {
    fn new(name: &'n str) -> Self {
        Self { name, problems: Few::default() }
    }

    #[expect(clippy::needless_pass_by_value, reason = "every caller makes the value for this call alone")]
    fn hold(&mut self, what: &str, claimed: &Value, counted: Value) {
        if *claimed != counted {
            self.problems.push(PackageFault::of(self.name, format!("{what} is not what the manifest says")));
        }
    }
}

/// The row equation, and that its letters are the pieces of the package (of all packages, where there are several).
fn equation(totals: &Value, letters: u64, name: &str) -> Vec<PackageFault> {
    let rows = &totals["rows"];
    let count = |key: &str| rows[key].as_u64();
    // Figures of a file of others may be larger than any sum.
    let sum = ["letters", "held", "merged", "excluded"].iter().try_fold(0u64, |sum, key| sum.checked_add(count(key)?));
    let mut problems = Vec::new();
    if sum.is_none() || sum != count("rows") {
        problems.push(PackageFault::of(name, "the equation of the rows does not close"));
    }
    if totals["jobs"]["of"] == json!(1) && count("letters") != Some(letters) {
        problems.push(PackageFault::of(name, "rows.letters is not the number of letters in the manifest"));
    }
    problems
}

fn parsed(files: &dyn PackageFiles, sums: &Sums, name: &str) -> Option<Value> {
    if !sums.has(name) {
        return None;
    }
    figures(files, name)
}

fn unparsed(sums: &Sums, name: &str) -> Vec<PackageFault> {
    // A file that is not there was named before.
    if sums.has(name) {
        vec![PackageFault::of(name, "the file is not JSON, or is larger than any of its kind")]
    } else {
        Vec::new()
    }
}
