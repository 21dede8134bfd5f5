//! The last sweep: what was decided is set, pressed, read back from the finished bytes, and entered in the manifest.

use super::context::JobContext;
use super::conveyor::{Window, WorkerEvent, run_in_order_within};
use super::decide::Decision;
use super::plan::{PieceSource, Plan};
use super::rows::{Letter, SourceList, WorkerState, people};
use super::settings::Setting;
use crate::composition::{FaceMetrics, Pages};
use crate::digest::Digest;
use crate::finding::{Problem, ProblemCode};
use crate::mailing::{
    self, Attestation, FilePlan, Lines, Mailpiece, Manifest, Order, PieceRow, Priced, RecordKind, SheetList, Symbology,
    Totals,
};
use crate::party::{Edition, JobId, Person, PieceId, PostalAddress, SlotValues, Standing};
use crate::press::{FaceSource, Imprint, PageRange, Piece, Plate, PressScratch};
use crate::readback::{Expected, Proofreader, Symbols};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One production of a job.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The job.
    pub id: JobId,
    /// 1 for the original, more for reprints.
    pub run: u32,
    /// Edition of the files.
    pub edition: Edition,
    /// Attestation of the run; the pieces of a `Proof` or a `Sample` may not be mailed.
    pub attestation: &'a Attestation,
}

impl Job<'_> {
    /// Returns true if the pieces may not be mailed.
    pub fn is_proof(&self) -> bool {
        matches!(self.attestation, Attestation::Proof | Attestation::Sample)
    }
}

/// Counts of everything produced.
#[derive(Clone, Copy, Debug, Default, Serialize, ts_rs::TS)]
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

/// A pressed and proved file of letters with what the package says about it.
pub struct FinishedFile {
    /// Its name.
    pub name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Digest of the PDF.
    pub sha256: Digest,
    /// Rows of the manifest.
    pub manifest: Vec<u8>,
    /// The number of each piece with the digest of its pages.
    pub page_hashes: Vec<(u32, Digest)>,
    /// Rows of the sheet list.
    pub sheets: Vec<u8>,
    /// Counts.
    pub totals: Totals,
    /// Counts of its pieces, pages, sheets and bytes.
    pub produced: Produced,
    /// Each piece in a file of its own, where the vendor wants that.
    pub singles: Vec<(String, Vec<u8>)>,
}

/// A letter in a file, as far as it must be remembered until the file is finished.
struct Bound {
    id: PieceId,
    supersedes: Option<PieceId>,
    kind: RecordKind,
    standing: Standing,
    /// Index of the variant's name.
    version: u32,
    placed: PageRange,
    blank: u16,
    /// The printed lines.
    lines: Vec<String>,
    name: String,
    address: PostalAddress,
    /// Setting that, with the values, gives the text that must be found on its pages when they are read.
    setting: Arc<Setting>,
    values: SlotValues,
}

/// A file of letters, pressed and not yet proved.
struct Pressed {
    bytes: Vec<u8>,
    bound: Vec<Bound>,
    /// Each piece alone, where the vendor wants that.
    singles: Vec<(String, Vec<u8>)>,
}

/// Recipient of a letter, as the manifest needs it.
struct Who {
    standing: Standing,
    version: u32,
    name: String,
    address: PostalAddress,
    /// Line of the list, for a refusal.
    line: u32,
}

/// State that a worker keeps for itself.
#[derive(Default)]
pub struct PressState {
    station: WorkerState,
    scratch: PressScratch,
}

/// Everything that a file of letters is made from.
pub struct JobPress<'a> {
    context: &'a JobContext,
    sources: &'a [SourceList<'a>],
    decision: &'a Decision,
    job: Job<'a>,
    plan: &'a Plan,
    plate: Plate,
    domestic: u64,
    /// Letters pressed and letters read back, together.
    strokes: AtomicU64,
}

impl<'a> JobPress<'a> {
    /// Sets up for a job: subset faces, letterhead and everything else that all its files share.
    pub fn open(
        context: &'a JobContext,
        sources: &'a [SourceList<'a>],
        decision: &'a Decision,
        job: Job<'a>,
        plan: &'a Plan,
    ) -> Result<Self, Problem> {
        let fonts = context.typesetter.fonts();
        let source = |(face, metrics): (_, &'a FaceMetrics)| FaceSource {
            bytes: &metrics.bytes,
            used: decision.glyphs.face(face),
        };
        let faces: Vec<FaceSource> = fonts.all().map(source).collect();
        let incident = &context.incident;
        let imprint = Imprint {
            title: &incident.event.title,
            practice: &incident.practice.name,
            signatory: &incident.practice.signatory.name,
            language: incident.mailing.language,
            date: incident.mailing.date,
            edition: job.edition,
            duplex: context.duplex(),
            job: job.id,
            marks: context.mark_place(),
            proof: job.is_proof(),
            across: job.attestation.across(),
        };
        let signature = context.typesetter.signature().map(|p| crate::press::Picture {
            width: p.width,
            height: p.height,
            gray: &p.gray,
        });
        let plate = Plate::make(&imprint, &faces, Some(context.typesetter.letterhead()), signature.as_ref())?;
        let domestic = plan.domestic();
        Ok(Self { context, sources, decision, job, plan, plate, domestic, strokes: AtomicU64::new(0) })
    }

    /// Composes and presses a file of letters. Nothing of it may leave before it is proved.
    fn press(&self, bench: &mut PressState, file: &FilePlan) -> Result<Pressed, Problem> {
        let PressState { station, scratch } = bench;
        let mut pressing = self.plate.open(scratch);
        let mut pressed =
            Pressed { bytes: Vec::new(), bound: Vec::with_capacity(file.range.len()), singles: Vec::new() };
        let mut sequence = file.first_sequence;
        for strip in self.plan.pieces(file).chunks(512) {
            let mut people = self.people(strip)?;
            for order in strip {
                // Pressed as soon as it is composed: its pages are still near, and their memory serves the next letter.
                let (who, letter) = self.letter(station, order, &mut people)?;
                let Letter { setting, address: lines, values, composed, .. } = letter;
                if composed.pages.pages.len() != usize::from(order.pages) {
                    return Err(departed(who.line));
                }
                let id = PieceId { job: self.job.id, sequence };
                sequence += 1;
                let piece = Piece { id, language: setting.language, pages: &composed.pages };
                let placed = pressing.add(&piece)?;
                self.stroke();
                if self.context.vendor.one_pdf_per_letter {
                    pressed.singles.push((format!("{id}.pdf"), self.single(&piece)?));
                }
                let old = self.plan.superseded(order);
                pressed.bound.push(Bound {
                    id,
                    supersedes: old.map(|sequence| PieceId { job: self.job.id, sequence }),
                    kind: order.kind,
                    standing: who.standing,
                    version: who.version,
                    placed,
                    blank: blanks(placed, &composed.pages),
                    lines,
                    name: who.name,
                    address: who.address,
                    setting,
                    values,
                });
            }
        }
        pressed.bytes = pressing.finish();
        Ok(pressed)
    }

    /// The people of some pieces, in their order; seeds have none.
    fn people(&self, orders: &[Order]) -> Result<impl Iterator<Item = Person> + use<>, Problem> {
        let rows: Vec<u32> = orders.iter().filter_map(|order| Some(self.plan.source(order)?.row)).collect();
        Ok(people(self.context, self.sources, &self.decision.entries, &rows)?.into_iter())
    }

    /// The letter of a piece; its person is the next of `people`.
    fn letter(
        &self,
        station: &mut WorkerState,
        order: &Order,
        people: &mut impl Iterator<Item = Person>,
    ) -> Result<(Who, Letter), Problem> {
        let (context, decision) = (self.context, self.decision);
        if order.kind == RecordKind::Seed {
            let sown = decision.seeds.get(order.row as usize).ok_or_else(|| departed(0))?;
            let seed = &context.vendor.seeds.addresses[sown.address];
            let letter = station.seed(context, &decision.settings, sown.variant, seed)?;
            let (name, address) = (seed.name.clone(), seed.address.clone());
            let who = Who { standing: sown.variant.standing, version: sown.name, name, address, line: 0 };
            return Ok((who, letter));
        }
        let PieceSource { row, copy } = self.plan.source(order).ok_or_else(|| departed(0))?;
        let entry = &decision.entries[row as usize];
        let line = entry.extent.line;
        let mut person = people.next().ok_or_else(|| departed(line))?;
        if let Some(number) = copy {
            person = person.of_copy(usize::from(number)).ok_or_else(|| departed(line))?;
        }
        let letter = station.letter(context, &decision.settings, entry, &person)?.ok_or_else(|| departed(line))?;
        let (Some(name), Some(address)) = (person.name, person.address) else { return Err(departed(line)) };
        let who = Who {
            standing: letter.variant.standing,
            version: entry.variant,
            name: name.disclose().full.clone(),
            address: address.disclose().clone(),
            line,
        };
        Ok((who, letter))
    }

    fn single(&self, piece: &Piece<'_>) -> Result<Vec<u8>, Problem> {
        let mut scratch = PressScratch::default();
        let mut file = self.plate.open(&mut scratch);
        file.add(piece)?;
        Ok(file.finish())
    }

    /// Composes and presses a file without proving it, for measuring; gives the size of the file in bytes.
    pub fn press_only(&self, bench: &mut PressState, file: &FilePlan) -> Result<usize, Problem> {
        self.press(bench, file).map(|pressed| pressed.bytes.len())
    }

    /// Makes a file: composes, presses, reads back the finished bytes, and says what the package says about it.
    pub fn make(&self, bench: &mut PressState, file: &FilePlan) -> Result<FinishedFile, Problem> {
        let name = mailing::letters_name(file.number);
        let Pressed { bytes, bound, singles } = self.press(bench, file)?;
        let mut reader = self.reader(&name, &bytes)?;
        let (mut manifest, mut sheets) = (Manifest::new(), SheetList::new());
        let mut page_hashes = Vec::with_capacity(bound.len());
        let mut totals = Totals::default();
        let mut produced = Produced { files: 1, pdf_bytes: bytes.len() as u64, ..Produced::default() };
        let duplex = self.context.duplex();
        let (envelope, stock) = (&self.context.vendor.envelope.id, &self.context.vendor.paper.weight);
        // A file holds one sheet count, so its pieces weigh the same.
        let ounces = self.context.rates.ounces(stock, envelope, file.sheets)?;
        for (at, piece) in bound.iter().enumerate() {
            let pages = piece.placed.last - piece.placed.first + 1;
            let sheets_of_piece = piece.placed.sheets;
            if sheets_of_piece != file.sheets {
                return Err(departed(0));
            }
            let text = piece.setting.expected(&piece.values);
            let expected =
                Expected { id: piece.id, pages, sheets: sheets_of_piece, duplex, address: &piece.lines, text: &text };
            let read = reader.next(&expected).map_err(|flaw| not_as_made(&name, &flaw))?;
            self.stroke();
            if let Some((single, bytes)) = singles.get(at) {
                let mut preview = self.reader(single, bytes)?;
                let same = preview.next(&expected).and_then(|again| preview.finish().map(|()| again.page_hash));
                if same.map_err(|flaw| not_as_made(single, &flaw))? != read.page_hash {
                    return Err(departed(0));
                }
            }
            let row = PieceRow {
                piece: piece.id,
                run: self.job.run,
                supersedes: piece.supersedes,
                kind: piece.kind,
                version: self.decision.variants.get(piece.version as usize).map_or("", String::as_str),
                standing: piece.standing,
                pdf_file: &name,
                page_start: piece.placed.first,
                pages: pages as u16,
                blank_pages: piece.blank,
                sheets: sheets_of_piece,
                duplex,
                stock,
                envelope,
                lines: Lines::new(piece.lines.iter().map(String::as_str)).ok_or_else(|| departed(0))?,
                name: &piece.name,
                address: &piece.address,
                ounces,
                postage: self.price(ounces, file.foreign),
                page_hash: read.page_hash,
            };
            manifest.row(&row);
            page_hashes.push((piece.id.sequence, read.page_hash));
            sheets.piece(piece.id, sheets_of_piece);
            totals.absorb(&row);
            produced.pieces += 1;
            produced.pages += u64::from(pages);
            produced.sheets += u64::from(sheets_of_piece);
        }
        reader.finish().map_err(|flaw| not_as_made(&name, &flaw))?;
        let sha256 = Digest::of(&bytes);
        Ok(FinishedFile {
            name,
            bytes,
            sha256,
            manifest: manifest.into_bytes(),
            page_hashes,
            sheets: sheets.into_bytes(),
            totals,
            produced,
            singles,
        })
    }

    fn reader<'b>(&self, name: &str, bytes: &'b [u8]) -> Result<Proofreader<'b>, Problem> {
        let reader = Proofreader::open(bytes).map_err(|flaw| not_as_made(name, &flaw))?;
        Ok(reader.with_symbols(match self.context.vendor.marks.symbology {
            Symbology::DataMatrix => Symbols::DataMatrix,
            Symbology::Code39 => Symbols::Code39,
            Symbology::None => Symbols::None,
        }))
    }

    fn price(&self, ounces: Decimal, foreign: bool) -> Priced<'_> {
        self.context.rates.price(self.context.incident.mailing.date, Mailpiece { ounces, foreign }, self.domestic)
    }

    fn stroke(&self) {
        self.strokes.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the progress in letters: pressing a letter is half of it, reading it back the other half.
    pub fn letters(&self) -> u64 {
        self.strokes.load(Ordering::Relaxed) / 2
    }

    /// Makes all files of a part of the job, in parallel, and hands them on in order.
    pub fn make_all<E: From<Problem> + Send>(
        &self,
        part: u16,
        mut each: impl FnMut(FinishedFile) -> Result<(), E>,
    ) -> Result<(), E> {
        self.make_telling(part, |word| match word {
            WorkerEvent::Result(made) => each(made),
            WorkerEvent::Beat => Ok(()),
        })
    }

    /// The same; the hand that takes them hears of the time between two, too.
    pub(super) fn make_telling<E: From<Problem> + Send>(
        &self,
        part: u16,
        each: impl FnMut(WorkerEvent<FinishedFile>) -> Result<(), E>,
    ) -> Result<(), E> {
        let files = self.plan.files_of(part);
        let make = |bench: &mut PressState, file: &FilePlan| self.make(bench, file).map_err(E::from);
        run_in_order_within(Window::Narrow, self.context.threads, files, PressState::default, make, each)?;
        Ok(())
    }
}

fn blanks(placed: PageRange, pages: &Pages) -> u16 {
    (placed.last - placed.first + 1) as u16 - pages.pages.len() as u16
}

/// Returns the problem of a letter that could not be made as decided: the run stops, it never holds a row now.
fn departed(line: u32) -> Problem {
    let message = "A letter came out otherwise than it was decided.";
    Problem::of_file("", message, ProblemCode::LetterDiffers).at(line, 0)
}

fn not_as_made(file: &str, flaw: &crate::readback::Flaw) -> Problem {
    Problem::of_file(file, format!("Reading back failed: {flaw}."), ProblemCode::InternalUnexported)
}
