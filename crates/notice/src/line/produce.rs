//! The last sweep: what was decided is set, pressed, read back from the finished bytes, and entered in the manifest.

use super::convey;
use super::decide::Decision;
use super::entry::{Disposition, Entry};
use super::kit::Kit;
use super::rows::{Letter, Roll, Station};
use crate::composition::Face;
use crate::finding::Refusal;
use crate::mailing::{
    self, FilePlan, FileRecord, Manifest, Order, PieceRow, RecordKind, Sheets, Ticket, Totals, arrange, plan_files,
};
use crate::party::{Edition, JobId, PieceId};
use crate::press::{FaceSource, Imprint, MarkPlace, Piece, Placed, Plate, Scratch};
use crate::readback::{Expected, ExpectedPart, Proofreader, Read};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Which production of which job.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The job.
    pub id: JobId,
    /// 1 for the original, more for reprints.
    pub run: u16,
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

/// A pressed and proved file of letters with what the package says about it.
struct Made {
    name: String,
    bytes: Vec<u8>,
    sha256: [u8; 32],
    manifest: Vec<u8>,
    sheets: Vec<u8>,
    totals: Totals,
    singles: Vec<(String, Vec<u8>)>,
}

/// A letter in a file, as far as it must be remembered until the file is finished.
struct Bound {
    id: PieceId,
    place: u32,
    placed: Placed,
    address: Vec<String>,
    expected: Vec<ExpectedPart>,
    variant: u32,
}
