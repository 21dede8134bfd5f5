//! The finished package: every file of it in order, handed out one by one.

use super::context::JobContext;
use super::conveyor::WorkerEvent;
use super::decide::Decision;
use super::entry::Disposition;
use super::plan::Plan;
use super::produce::{Job, JobPress, Produced};
use super::rows::{SourceList, cells};
use crate::digest::Digest;
use crate::finding::{FaceProblem, Problem, ProblemCode, Severity};
use crate::mailing::{
    Attestation, ControlTotals, ExceptionRow, Exceptions, FileSum, Manifest, RowEquation, SheetList, Ticket, Totals,
    sha256sums,
};
use sha2::{Digest as _, Sha256};

/// The version that enters job ids and tickets.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Sink for the files of a package as they are made.
pub trait PackageSink {
    /// Error for a file that could not be taken.
    type Error: From<Problem> + Send;

    /// Takes a file whole.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Takes the next part of a file that grows; `last` ends it.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn grow(&mut self, name: &str, bytes: &[u8], last: bool) -> Result<(), Self::Error>;

    /// Hears the number of each piece with the digest of its pages, as they were read back and as the manifest has them.
    fn proved(&mut self, _sequence: u32, _page_hash: &Digest) {}

    /// Hears at least every fifth of a second how many letters are made, those in work counted by how far they are.
    ///
    /// # Errors
    /// Whoever waits wants no more of it.
    fn along(&mut self, _letters: u64) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// A file of the package that grows batch by batch, so that a long mailing is never held in memory.
struct Growing {
    name: &'static str,
    hash: Sha256,
    bytes: u64,
}

impl Growing {
    fn begin<T: PackageSink>(name: &'static str, heading: &[u8], tray: &mut T) -> Result<Self, T::Error> {
        let mut growing = Self { name, hash: Sha256::new(), bytes: 0 };
        growing.add(heading, tray)?;
        Ok(growing)
    }

    fn add<T: PackageSink>(&mut self, bytes: &[u8], tray: &mut T) -> Result<(), T::Error> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        tray.grow(self.name, bytes, false)
    }

    fn end<T: PackageSink>(self, tray: &mut T) -> Result<FileSum, T::Error> {
        tray.grow(self.name, &[], true)?;
        Ok(FileSum { name: self.name.to_owned(), bytes: self.bytes, sha256: self.hash.into() })
    }
}

/// Puts a file whole and gives its size and digest.
fn put<T: PackageSink>(tray: &mut T, name: &str, bytes: &[u8]) -> Result<FileSum, T::Error> {
    put_known(tray, name, bytes, Digest::of(bytes))
}

fn put_known<T: PackageSink>(tray: &mut T, name: &str, bytes: &[u8], sha256: Digest) -> Result<FileSum, T::Error> {
    tray.put(name, bytes)?;
    Ok(FileSum { name: name.to_owned(), bytes: bytes.len() as u64, sha256 })
}

/// Makes one job of a plan: letters, manifest, sheets, ticket, totals, sums. The tray takes each file as it is done;
/// every letter in it has been read back from these very bytes.
pub fn produce<T: PackageSink>(
    context: &JobContext,
    sources: &[SourceList<'_>],
    decision: &Decision,
    job: &Job<'_>,
    plan: &Plan,
    part: u16,
    tray: &mut T,
) -> Result<Produced, T::Error> {
    let equation = equation(decision);
    if !equation.closes() {
        return Err(unsound("The count of rows does not close.").into());
    }
    let mut sums: Vec<FileSum> = Vec::new();
    let mut manifest = Growing::begin("20_manifest.csv", &Manifest::heading(), tray)?;
    let mut sheets = Growing::begin("30_sheets.csv", &SheetList::heading(), tray)?;
    let mut totals = Totals::default();
    let mut produced = Produced::default();
    let shop = JobPress::open(context, sources, decision, *job, plan)?;
    shop.make_telling::<T::Error>(part, |word| {
        if let WorkerEvent::Result(made) = word {
            manifest.add(&made.manifest, tray)?;
            made.page_hashes.iter().for_each(|(sequence, hash)| tray.proved(*sequence, hash));
            sheets.add(&made.sheets, tray)?;
            totals.merge(&made.totals);
            produced.add(&made.produced);
            sums.push(put_known(tray, &made.name, &made.bytes, made.sha256)?);
            for (name, bytes) in &made.singles {
                sums.push(put(tray, name, bytes)?);
            }
        }
        tray.along(shop.letters())
    })?;
    if produced.pieces != plan.pieces_of(part) {
        return Err(unsound("The number of finished pieces is not the number decided.").into());
    }
    sums.push(manifest.end(tray)?);
    sums.push(sheets.end(tray)?);

    let attestation = job.attestation;
    let faces = context.faces();
    let contact = &context.incident.contact;
    let contact: Vec<String> = std::iter::once(context.incident.practice.signatory.name.clone())
        .chain(contact.postal.iter().cloned())
        .chain((!contact.email.is_empty()).then(|| contact.email.clone()))
        .collect();
    let ticket = Ticket {
        job: job.id,
        run: job.run,
        engine: ENGINE,
        practice: &context.incident.practice.name,
        contact: &contact,
        mailing_date: context.incident.mailing.date,
        mail_by: decision.mail_by,
        profile: &context.vendor,
        edition: job.edition,
        type_size: context.typesetter.type_size(),
        duplex: context.duplex(),
        tallest_block: decision.tallest_block(),
        return_address: &context.incident.practice.return_address,
        attestation,
        totals: &totals,
    };
    sums.push(put(tray, "00_job_ticket.json", &ticket.json())?);
    sums.push(put(tray, "00_job_ticket.pdf", &ticket.pdf(&faces)?)?);
    let control = ControlTotals {
        job: job.id,
        run: job.run,
        part: (part + 1, plan.jobs()),
        mailing_date: context.incident.mailing.date,
        attestation,
        totals: &totals,
        rows: &equation,
        rates: &context.rates,
        sums: &sums,
    };
    let (json, pdf) = (control.json(), control.pdf(&faces)?);
    sums.push(put(tray, "40_control_totals.json", &json)?);
    sums.push(put(tray, "40_control_totals.pdf", &pdf)?);
    let all: Vec<_> = sums.into_iter().map(|sum| (sum.name, sum.sha256)).collect();
    tray.put("SHA256SUMS", &sha256sums(&all))?;
    Ok(produced)
}

/// Something that cannot be and yet is: the run stops.
fn unsound(message: &str) -> Problem {
    Problem::of_file("", message, ProblemCode::InternalUnexported)
}

/// Returns the number of rows of the lists by outcome, and of held rows by reason.
fn equation(decision: &Decision) -> RowEquation {
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

/// The name of a list without its folders: the same list gives the same bytes, however its path was typed.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `50_exceptions.csv`: every row without a letter, with its reason and its original cells.
pub fn exceptions<T: PackageSink>(
    context: &JobContext,
    sources: &[SourceList<'_>],
    decision: &Decision,
    tray: &mut T,
) -> Result<(), T::Error> {
    const NAME: &str = "50_exceptions.csv";
    let files: Vec<(&str, Vec<&str>)> = sources
        .iter()
        .map(|source| (base_name(&source.name), source.list.headings().iter().map(String::as_str).collect()))
        .collect();
    let mut out = Exceptions::new(&files);
    let rows: Vec<u32> = (0u32..)
        .zip(&decision.entries)
        .filter(|(_, e)| e.disposition != Disposition::Letter)
        .map(|(row, _)| row)
        .collect();
    for strip in rows.chunks(2048) {
        let cells = cells(sources, &decision.entries, strip)?;
        for (&row, cells) in strip.iter().zip(&cells) {
            let entry = &decision.entries[row as usize];
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            out.row(&ExceptionRow {
                file: entry.file,
                line: entry.extent.line,
                disposition: entry.disposition.word(),
                codes: entry.codes,
                due: Some(context.book.due(&context.incident, entry.jurisdiction)),
                cells: &cells,
            });
        }
        tray.grow(NAME, &out.take(), false)?;
    }
    tray.grow(NAME, &out.take(), true)
}

/// The letter of the row that starts on a physical line of the first list, as a proof.
pub fn proof_of(
    context: &JobContext,
    sources: &[SourceList<'_>],
    line: u32,
    id: crate::party::JobId,
    edition: crate::party::Edition,
) -> Result<Vec<u8>, Problem> {
    let decision = super::decide::decide(context, sources, &mut |_| {})?;
    let found = decision.entries.iter().position(|e| e.file == 0 && e.extent.line == line);
    let name = sources.first().map_or("", |source| source.name.as_str());
    let refuse = |message: &str, advice: FaceProblem| Err(Problem::of_file(name, message, advice).at(line, 0));
    let Some(row) = found else {
        return refuse("No row of the list starts on this line.", FaceProblem::RecordLines);
    };
    if decision.entries[row].disposition != Disposition::Letter {
        return refuse("This row gets no letter.", FaceProblem::RecordBarred);
    }
    let job = Job { id, run: 1, edition, attestation: &Attestation::Proof };
    let plan = Plan::of_row(context, &decision, row as u32);
    let shop = JobPress::open(context, sources, &decision, job, &plan)?;
    let mut bytes = Vec::new();
    shop.make_all::<Problem>(0, |made| {
        bytes = made.bytes;
        Ok(())
    })?;
    Ok(bytes)
}
