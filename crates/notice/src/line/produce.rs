//! The last sweep: what was decided is set, pressed, read back from the finished bytes, and entered in the manifest.

use super::convey;
use super::decide::Decision;
use super::entry::{Disposition, Entry};
use super::kit::Kit;
use super::rows::{Letter, Roll, Station};
use crate::composition::{Face, Pages};
use crate::finding::Refusal;
use crate::mailing::{
    self, FilePlan, Lines, Mailpiece, Manifest, Order, PieceRow, Priced, RecordKind, SheetList, Symbology, Totals,
};
use crate::party::{Edition, JobId, PieceId};
use crate::press::{FaceSource, Imprint, Piece, Placed, Plate, PressFile, Scratch};
use crate::readback::{Expected, ExpectedPart, Proofreader};
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Which production of which job.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The job.
    pub id: JobId,
    /// 1 for the original, more for reprints.
    pub run: u32,
    /// Which edition.
    pub edition: Edition,
    /// Who attests; nobody makes it a proof.
    pub approved_by: Option<&'a str>,
}

impl Job<'_> {
    /// Whether the pieces may not be mailed.
    pub fn is_proof(&self) -> bool {
        self.approved_by.is_none()
    }

    fn kind(&self) -> RecordKind {
        if self.is_proof() { RecordKind::Proof } else { RecordKind::Live }
    }
}

/// What was produced.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Produced {
    /// Pieces.
    pub pieces: u64,
    /// Pages, blank backs included.
    pub pages: u64,
    /// Sheets.
    pub sheets: u64,
    /// PDF files.
    pub files: u64,
    /// Bytes of the PDF files.
    pub pdf_bytes: u64,
}

impl Produced {
    /// Adds what another file holds.
    pub fn add(&mut self, other: &Self) {
        self.pieces += other.pieces;
        self.pages += other.pages;
        self.sheets += other.sheets;
        self.files += other.files;
        self.pdf_bytes += other.pdf_bytes;
    }
}

/// The arranged pieces of all jobs and the files that they go into.
pub struct Plan {
    orders: Vec<Order>,
    files: Vec<FilePlan>,
}

impl Plan {
    /// Puts the letters of a decision in mailing order.
    pub fn of(kit: &Kit, decision: &Decision<'_>, job_kind: RecordKind) -> Self {
        let rows = (0u32..).zip(&decision.entries).filter(|(_, e)| e.disposition == Disposition::Letter);
        Self::over(kit, rows, job_kind)
    }

    /// The plan of one row alone, for a proof.
    pub fn of_row(kit: &Kit, decision: &Decision<'_>, row: u32) -> Self {
        let one = decision.entries.get(row as usize).map(|entry| (row, entry));
        Self::over(kit, one.into_iter(), RecordKind::Proof)
    }

    fn over<'e>(kit: &Kit, rows: impl Iterator<Item = (u32, &'e Entry)>, job_kind: RecordKind) -> Self {
        let mut orders: Vec<Order> = rows
            .map(|(row, e)| {
                let foreign = e.jurisdiction.is_some_and(crate::party::Jurisdiction::is_foreign);
                Order::new(row, job_kind, e.pages, 0, foreign, e.zip)
            })
            .collect();
        mailing::arrange(&mut orders, &kit.vendor, kit.duplex());
        let files = mailing::files(&orders, &kit.vendor, kit.duplex());
        Self { orders, files }
    }

    /// How many jobs the pieces make: one, unless there are more than a piece id can number.
    pub fn jobs(&self) -> u16 {
        self.files.last().map_or(1, |file| file.job + 1)
    }

    /// The files of one job.
    pub fn files_of(&self, job: u16) -> impl Iterator<Item = &FilePlan> {
        self.files.iter().filter(move |file| file.job == job)
    }

    /// How many pieces a job has.
    pub fn pieces_of(&self, job: u16) -> u64 {
        self.files_of(job).map(|file| file.range.len() as u64).sum()
    }

    /// The pieces of a file.
    fn pieces(&self, file: &FilePlan) -> &[Order] {
        &self.orders[file.range.clone()]
    }
}

/// A pressed and proved file of letters with what the package says about it.
pub struct Made {
    /// Its name.
    pub name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Digest of the PDF.
    pub sha256: [u8; 32],
    /// Rows of the manifest.
    pub manifest: Vec<u8>,
    /// Rows of the sheet list.
    pub sheets: Vec<u8>,
    /// Counts.
    pub totals: Totals,
    /// What was produced.
    pub produced: Produced,
    /// Each piece in a file of its own, where the vendor wants that.
    pub singles: Vec<(String, Vec<u8>)>,
}

/// A letter in a file, as far as it must be remembered until the file is finished.
struct Bound {
    id: PieceId,
    row: u32,
    placed: Placed,
    blank: u16,
    address: Vec<String>,
    expected: Vec<ExpectedPart>,
}

/// What a worker keeps for itself.
#[derive(Default)]
pub struct Bench {
    station: Station,
    scratch: Scratch,
}

/// Everything that a file of letters is made from.
pub struct Shop<'a> {
    kit: &'a Kit,
    rolls: &'a [Roll<'a>],
    decision: &'a Decision<'a>,
    job: Job<'a>,
    plan: &'a Plan,
    plate: Plate,
    domestic: u64,
}

impl<'a> Shop<'a> {
    /// Sets up for a job: subset faces, letterhead and everything else that all its files share.
    pub fn open(
        kit: &'a Kit,
        rolls: &'a [Roll<'a>],
        decision: &'a Decision<'a>,
        job: Job<'a>,
        plan: &'a Plan,
    ) -> Result<Self, Refusal> {
        let fonts = kit.stock.fonts();
        let faces = Face::ALL.map(|face| FaceSource { bytes: &fonts.face(face).bytes, used: decision.glyphs.face(face) });
        let incident = &kit.incident;
        let imprint = Imprint {
            title: &incident.event.title,
            practice: &incident.practice.name,
            signatory: &incident.practice.signatory.name,
            language: incident.mailing.language,
            date: incident.mailing.date,
            edition: job.edition,
            duplex: kit.duplex(),
            job: job.id,
            marks: kit.mark_place(),
            proof: job.is_proof(),
        };
        let signature = kit.stock.signature().map(|p| crate::press::Picture { width: p.width, height: p.height, gray: &p.gray });
        let plate = Plate::make(&imprint, faces, kit.stock.letterhead_pdf(), signature.as_ref())?;
        let domestic = plan.orders.iter().filter(|o| !o.foreign).count() as u64;
        Ok(Self { kit, rolls, decision, job, plan, plate, domestic })
    }

    /// Composes and presses a file of letters. Nothing of it may leave before [`Shop::prove`].
    fn press(&self, bench: &mut Bench, file: &FilePlan) -> Result<(Vec<u8>, Vec<Bound>, Vec<(String, Vec<u8>)>), Refusal> {
        let orders = self.plan.pieces(file);
        let rows: Vec<u32> = orders.iter().map(|o| o.row).collect();
        let entries: &[Entry] = &self.decision.entries;
        let mut bound = Vec::with_capacity(rows.len());
        let mut singles = Vec::new();
        let mut pressing: Option<PressFile<'_>> = None;
        let Bench { station, scratch } = bench;
        let mut sequence = file.first_sequence;
        pressing.replace(self.plate.open(scratch));
        let Some(mut pressing) = pressing else { return Err(departed(0)) };
        for strip in rows.chunks(512) {
            let people = station.people(self.kit, self.rolls, entries, strip)?;
            for (&row, person) in strip.iter().zip(&people) {
                let entry = &entries[row as usize];
                let letter = station.letter(self.kit, &self.decision.settings, entry, person)?;
                let letter = letter.filter(|l| l.composed.pages.pages.len() == usize::from(entry.pages));
                let Letter { setting, address, values, composed, .. } = letter.ok_or_else(|| departed(entry.extent.line))?;
                let id = PieceId { job: self.job.id, sequence };
                sequence += 1;
                let piece = Piece { id, language: setting.draft.language, pages: &composed.pages };
                let placed = pressing.add(&piece)?;
                if self.kit.vendor.one_pdf_per_letter {
                    singles.push((format!("{id}.pdf"), self.single(&piece)?));
                }
                let blank = blanks(placed, &composed.pages);
                bound.push(Bound { id, row, placed, blank, address, expected: setting.expected(&values) });
            }
        }
        Ok((pressing.finish(), bound, singles))
    }

    fn single(&self, piece: &Piece<'_>) -> Result<Vec<u8>, Refusal> {
        let mut scratch = Scratch::default();
        let mut file = self.plate.open(&mut scratch);
        file.add(piece)?;
        Ok(file.finish())
    }

    /// Composes and presses a file without proving it: for measuring the press alone.
    pub fn press_only(&self, bench: &mut Bench, file: &FilePlan) -> Result<usize, Refusal> {
        self.press(bench, file).map(|(bytes, ..)| bytes.len())
    }

    /// Makes a file: composes, presses, reads back the finished bytes, and says what the package says about it.
    pub fn make(&self, bench: &mut Bench, file: &FilePlan) -> Result<Made, Refusal> {
        let name = mailing::letters_name(file.number);
        let (bytes, bound, singles) = self.press(bench, file)?;
        let mut reader = Proofreader::open(&bytes).map_err(|flaw| not_as_made(&name, &flaw))?;
        if self.kit.vendor.marks.symbology == Symbology::None {
            reader = reader.without_symbols();
        }
        let (mut manifest, mut sheets) = (Manifest::new(), SheetList::new());
        let mut totals = Totals::default();
        let mut produced = Produced { files: 1, pdf_bytes: bytes.len() as u64, ..Produced::default() };
        let duplex = self.kit.duplex();
        let (envelope, stock) = (&self.kit.vendor.envelope.id, &self.kit.vendor.paper.weight);
        let mut weighed: Option<(u16, Decimal)> = None;
        // The rows are read a last time for the parsed address: what is kept of a person is only what is proved.
        for strip in bound.chunks(512) {
            let rows: Vec<u32> = strip.iter().map(|b| b.row).collect();
            let people = bench.station.people(self.kit, self.rolls, &self.decision.entries, &rows)?;
            for (piece, person) in strip.iter().zip(&people) {
                let entry = &self.decision.entries[piece.row as usize];
                let pages = piece.placed.last - piece.placed.first + 1;
                let expected = Expected {
                    id: piece.id,
                    pages,
                    sheets: piece.placed.sheets,
                    duplex,
                    address: &piece.address,
                    text: &piece.expected,
                };
                let read = reader.next(&expected).map_err(|flaw| not_as_made(&name, &flaw))?;
                let ounces = match weighed {
                    Some((sheets, ounces)) if sheets == piece.placed.sheets => ounces,
                    _ => {
                        let ounces = self.kit.rates.ounces(stock, envelope, piece.placed.sheets)?;
                        weighed = Some((piece.placed.sheets, ounces));
                        ounces
                    }
                };
                let (Some(standing), Some(address), Some(name_line)) =
                    (entry.standing, person.address.as_ref(), person.name.as_ref())
                else {
                    return Err(departed(entry.extent.line));
                };
                let row = PieceRow {
                    piece: piece.id,
                    run: self.job.run,
                    supersedes: None,
                    kind: self.job.kind(),
                    version: self.decision.variants.get(entry.variant as usize).map_or("", String::as_str),
                    standing,
                    pdf_file: &name,
                    page_start: piece.placed.first,
                    pages: pages as u16,
                    blank_pages: piece.blank,
                    sheets: piece.placed.sheets,
                    duplex,
                    stock,
                    envelope,
                    lines: Lines::new(piece.address.iter().map(String::as_str)).ok_or_else(|| departed(entry.extent.line))?,
                    name: &name_line.disclose().full,
                    address: address.disclose(),
                    ounces,
                    postage: self.price(ounces, file.foreign),
                    page_hash: read.page_hash,
                };
                manifest.row(&row);
                sheets.piece(piece.id, piece.placed.sheets);
                totals.absorb(&row);
                produced.pieces += 1;
                produced.pages += u64::from(pages);
                produced.sheets += u64::from(piece.placed.sheets);
            }
        }
        reader.finish().map_err(|flaw| not_as_made(&name, &flaw))?;
        let sha256 = Sha256::digest(&bytes).into();
        Ok(Made { name, bytes, sha256, manifest: manifest.into_bytes(), sheets: sheets.into_bytes(), totals, produced, singles })
    }

    fn price(&self, ounces: Decimal, foreign: bool) -> Priced<'_> {
        self.kit.rates.price(self.kit.incident.mailing.date, Mailpiece { ounces, foreign }, self.domestic)
    }

    /// Makes all files of a part of the job, in parallel, and hands them on in order.
    pub fn make_all<E: From<Refusal> + Send>(
        &self,
        part: u16,
        mut each: impl FnMut(Made) -> Result<(), E>,
    ) -> Result<(), E> {
        let files = self.plan.files.iter().filter(|file| file.job == part);
        convey(self.kit.threads, files, Bench::default, |bench, file| self.make(bench, file).map_err(E::from), |made| each(made))?;
        Ok(())
    }
}

fn blanks(placed: Placed, pages: &Pages) -> u16 {
    (placed.last - placed.first + 1) as u16 - pages.pages.len() as u16
}

/// What was decided could not be carried out: the run stops, it never holds a row now.
fn departed(line: u32) -> Refusal {
    let message = "A letter came out otherwise than it was decided.";
    Refusal::of_file("", message, "Nothing was exported. Please report this with the version of the program.").at(line, 0)
}

fn not_as_made(file: &str, flaw: &crate::readback::Flaw) -> Refusal {
    Refusal::of_file(file, format!("Reading back failed: {flaw}."), "Nothing was exported. Please report this.")
}
