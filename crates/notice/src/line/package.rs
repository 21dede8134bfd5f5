//! The finished package: every file of it in order, handed out one by one.

use super::decide::Decision;
use super::entry::Disposition;
use super::kit::Kit;
use super::produce::{Job, Plan, Produced, Shop};
use super::rows::{Roll, Station};
use crate::composition::Face;
use crate::finding::{Refusal, Severity};
use crate::mailing::{
    Attestation, ControlTotals, ExceptionRow, Exceptions, Faces, FileSum, Manifest, RowEquation, SheetList, Ticket, Totals,
    sha256sums,
};
use sha2::{Digest, Sha256};

/// The version that enters job ids and tickets.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// What is known of the package while it grows.
struct Package<'p, E> {
    put: &'p mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
    sums: Vec<FileSum>,
}

impl<E> Package<'_, E> {
    fn add(&mut self, name: &str, bytes: &[u8], sha256: Option<[u8; 32]>) -> Result<(), E> {
        let sha256 = sha256.unwrap_or_else(|| Sha256::digest(bytes).into());
        (self.put)(name, bytes)?;
        self.sums.push(FileSum { name: name.to_owned(), bytes: bytes.len() as u64, sha256 });
        Ok(())
    }
}

/// Makes one job of a plan: letters, manifest, sheets, ticket, totals, sums. `put` takes each file as it is done;
/// every letter in it has been read back from these very bytes.
pub fn produce<E: From<Refusal> + Send>(
    kit: &Kit,
    rolls: &[Roll<'_>],
    decision: &Decision<'_>,
    job: &Job<'_>,
    plan: &Plan,
    part: u16,
    put: &mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<Produced, E> {
    let equation = equation(decision);
    if !equation.closes() {
        return Err(Refusal::of_file("", "The count of rows does not close.", "Nothing was exported. Please report this.").into());
    }
    let mut package = Package { put, sums: Vec::new() };
    let mut manifest = Manifest::heading();
    let mut sheets = SheetList::heading();
    let mut totals = Totals::default();
    let mut produced = Produced::default();
    let shop = Shop::open(kit, rolls, decision, *job, plan)?;
    shop.make_all::<E>(part, |made| {
        manifest.extend_from_slice(&made.manifest);
        sheets.extend_from_slice(&made.sheets);
        totals.merge(&made.totals);
        produced.add(&made.produced);
        package.add(&made.name, &made.bytes, Some(made.sha256))?;
        for (name, bytes) in &made.singles {
            package.add(name, bytes, None)?;
        }
        Ok(())
    })?;
    let expected = plan.pieces_of(part);
    if produced.pieces != expected {
        return Err(Refusal::of_file("", "The number of finished pieces is not the number decided.", "Nothing was exported. Please report this.").into());
    }
    package.add("20_manifest.csv", &manifest, None)?;
    drop(manifest);
    package.add("30_sheets.csv", &sheets, None)?;
    drop(sheets);

    let attestation = match job.approved_by {
        None => Attestation::Proof,
        Some(name) => Attestation::One { name: name.to_owned(), mailing: kit.incident.mailing.date },
    };
    let fonts = kit.stock.fonts();
    let faces = Faces {
        regular: &fonts.face(Face::Regular).bytes,
        bold: &fonts.face(Face::Bold).bytes,
        italic: &fonts.face(Face::Italic).bytes,
    };
    let ticket = Ticket {
        job: job.id,
        run: job.run,
        engine: ENGINE,
        practice: &kit.incident.practice.name,
        contact: &kit.incident.contact.postal,
        mailing_date: kit.incident.mailing.date,
        mail_by: decision.mail_by,
        profile: &kit.vendor,
        edition: job.edition,
        duplex: kit.duplex(),
        tallest_block: decision.tallest_block(),
        return_address: &kit.incident.practice.return_address,
        attestation: &attestation,
        totals: &totals,
    };
    package.add("00_job_ticket.json", &ticket.json(), None)?;
    package.add("00_job_ticket.pdf", &ticket.pdf(&faces)?, None)?;
    let sums = std::mem::take(&mut package.sums);
    let control = ControlTotals {
        job: job.id,
        run: job.run,
        mailing_date: kit.incident.mailing.date,
        attestation: &attestation,
        totals: &totals,
        rows: &equation,
        rates: &kit.rates,
        sums: &sums,
    };
    let (json, pdf) = (control.json(), control.pdf(&faces)?);
    package.sums = sums;
    package.add("40_control_totals.json", &json, None)?;
    package.add("40_control_totals.pdf", &pdf, None)?;
    let all: Vec<_> = package.sums.iter().map(|sum| (sum.name.clone(), sum.sha256)).collect();
    (package.put)("SHA256SUMS", &sha256sums(&all))?;
    Ok(produced)
}

/// Where every row of the lists went.
fn equation(decision: &Decision<'_>) -> RowEquation {
    let tally = &decision.tally;
    let mut equation = RowEquation {
        rows: tally.rows,
        letters: tally.letters,
        held: tally.held,
        merged: tally.merged,
        excluded: tally.excluded,
        ..RowEquation::default()
    };
    for entry in decision.entries.iter().filter(|e| e.disposition == Disposition::Held) {
        for code in entry.codes.iter().filter(|code| code.severity() == Severity::Hold) {
            *equation.held_by_reason.entry(code).or_default() += 1;
        }
    }
    equation
}

/// `50_exceptions.csv`: every row without a letter, with its reason and its original cells.
pub fn exceptions(kit: &Kit, rolls: &[Roll<'_>], decision: &Decision<'_>) -> Result<Vec<u8>, Refusal> {
    let files: Vec<(&str, Vec<&str>)> = rolls
        .iter()
        .map(|roll| (roll.name.as_str(), roll.list.headings().iter().map(String::as_str).collect()))
        .collect();
    let mut out = Exceptions::new(&files);
    let rows: Vec<u32> = (0u32..)
        .zip(&decision.entries)
        .filter(|(_, e)| e.disposition != Disposition::Letter)
        .map(|(row, _)| row)
        .collect();
    let station = Station::default();
    for strip in rows.chunks(2048) {
        let cells = station.cells(rolls, &decision.entries, strip)?;
        for (&row, cells) in strip.iter().zip(&cells) {
            let entry = &decision.entries[row as usize];
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            out.row(&ExceptionRow {
                file: entry.file,
                line: entry.extent.line,
                disposition: entry.disposition.word(),
                codes: entry.codes,
                due: Some(kit.book.due(&kit.incident, entry.jurisdiction)),
                cells: &cells,
            });
        }
    }
    Ok(out.into_bytes())
}

/// The letter of the row that starts on a physical line of the first list, as a proof.
pub fn proof_of(kit: &Kit, rolls: &[Roll<'_>], line: u32, id: crate::party::JobId, edition: crate::party::Edition) -> Result<Vec<u8>, Refusal> {
    let decision = super::decide::decide(kit, rolls, &mut |_| {})?;
    let found = decision.entries.iter().position(|e| e.file == 0 && e.extent.line == line);
    let name = rolls.first().map_or("", |roll| roll.name.as_str());
    let refuse = |message: &str, advice: &str| Err(Refusal::of_file(name, message, advice).at(line, 0));
    let Some(row) = found else {
        return refuse("No row of the list starts on this line.", "See the lines that check --records names.");
    };
    if decision.entries[row].disposition != Disposition::Letter {
        return refuse("This row gets no letter.", "Run check to see why and what to do.");
    }
    let job = Job { id, run: 1, edition, approved_by: None };
    let plan = Plan::of_row(kit, &decision, row as u32);
    let shop = Shop::open(kit, rolls, &decision, job, &plan)?;
    let mut bytes = Vec::new();
    shop.make_all::<Refusal>(0, |made| {
        bytes = made.bytes;
        Ok(())
    })?;
    Ok(bytes)
}
