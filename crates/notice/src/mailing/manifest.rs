//! The two lists that travel with the letters: one row a piece, one row a sheet. Both are made per batch, in parallel,
//! and joined in order behind one heading. UTF-8 without a byte order mark, CRLF, quoted as RFC 4180 asks, every value
//! text. Intake holds every line that a spreadsheet would run, so values stand exactly as printed.

use super::rates::Priced;
use crate::digest::Digest;
use crate::party::{PieceId, PostalAddress, Standing};
use rust_decimal::Decimal;

/// The purpose of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum RecordKind {
    /// A person's letter.
    Live,
    /// A copy of a letter about a child, for a further parent.
    Copy,
    /// An invented person's letter, to watch the mailing.
    Seed,
    /// A proof; never mailed.
    Proof,
}

impl RecordKind {
    /// The word in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Copy => "copy",
            Self::Seed => "seed",
            Self::Proof => "proof",
        }
    }
}

/// The postage as the manifest has it.
pub type Postage<'a> = Priced<'a>;

/// The lines printed in the window, last line included; at most six.
#[derive(Clone, Copy)]
pub struct Lines<'a>([&'a str; 6]);

impl<'a> Lines<'a> {
    /// The lines in order; `None` for more than six, which composition never lets through.
    pub fn new(lines: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut kept = [""; 6];
        let mut places = kept.iter_mut();
        for line in lines {
            *places.next()? = line;
        }
        Some(Self(kept))
    }
}

/// Everything that a manifest row and the totals need about one piece.
#[derive(Clone, Copy)]
pub struct PieceRow<'a> {
    /// Job and sequence.
    pub piece: PieceId,
    /// 1 for the original run, more for reprints.
    pub run: u32,
    /// The piece that a reprint stands for.
    pub supersedes: Option<PieceId>,
    /// Its purpose.
    pub kind: RecordKind,
    /// Variant id.
    pub version: &'a str,
    /// Standing of the affected person.
    pub standing: Standing,
    /// Name of the batch PDF.
    pub pdf_file: &'a str,
    /// First page within that file, from 1.
    pub page_start: u32,
    /// Pages with a blank back, as they stand in the file.
    pub pages: u16,
    /// Number of blank backs among them: 0 or 1.
    pub blank_pages: u16,
    /// Sheets.
    pub sheets: u16,
    /// Printed on both sides.
    pub duplex: bool,
    /// Paper as the ticket names it.
    pub stock: &'a str,
    /// Envelope as the ticket names it.
    pub envelope: &'a str,
    /// The printed lines.
    pub lines: Lines<'a>,
    /// Name on the address block.
    pub name: &'a str,
    /// The parsed address.
    pub address: &'a PostalAddress,
    /// Weight with envelope.
    pub ounces: Decimal,
    /// Postage class and range.
    pub postage: Postage<'a>,
    /// Digest of the pages' content without marks.
    pub page_hash: Digest,
}

impl PieceRow<'_> {
    /// Last page within the file.
    pub fn page_end(&self) -> u32 {
        self.page_start + u32::from(self.pages).saturating_sub(1)
    }

    /// Returns whether it leaves the domestic mail.
    pub fn is_foreign(&self) -> bool {
        self.address.zip.is_none()
    }
}

/// The word for the affected person in the manifest.
pub(super) fn recipient_kind(standing: Standing) -> &'static str {
    match standing {
        Standing::Adult => "individual",
        Standing::Minor => "minor",
        Standing::Deceased => "deceased",
        Standing::Represented => "rep",
    }
}

/// Writing into memory cannot fail, and the fields of a row are counted by the code that writes them.
const IN_MEMORY: &str = "writing CSV into memory";

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

fn finished(writer: csv::Writer<Vec<u8>>) -> Vec<u8> {
    writer.into_inner().expect(IN_MEMORY)
}

/// Rows of `20_manifest.csv` for one batch.
pub struct Manifest {
    csv: csv::Writer<Vec<u8>>,
    number: itoa::Buffer,
    /// Pieces of one batch weigh the same, so the text is made once.
    weight: (Decimal, String),
}

impl Default for Manifest {
    fn default() -> Self {
        Self::new()
    }
}

impl Manifest {
    /// The columns in order.
    pub const COLUMNS: [&'static str; 37] = [
        "job_id",
        "run",
        "seq",
        "piece_id",
        "supersedes",
        "record_kind",
        "version",
        "recipient_kind",
        "pdf_file",
        "page_start",
        "page_end",
        "pages",
        "blank_pages",
        "sheets",
        "duplex",
        "stock",
        "envelope",
        "insert_codes",
        "addr1",
        "addr2",
        "addr3",
        "addr4",
        "addr5",
        "addr6",
        "name",
        "company",
        "address1",
        "address2",
        "urbanization",
        "city",
        "state",
        "zip5",
        "zip4",
        "country",
        "weight_oz",
        "postage_class",
        "page_hash",
    ];

    /// Columns that tables of others have too. By all the other columns a manifest is known again, whatever it is called.
    pub const COMMON: [&'static str; 18] = [
        "run",
        "seq",
        "piece_id",
        "version",
        "pages",
        "sheets",
        "duplex",
        "stock",
        "envelope",
        "name",
        "company",
        "address1",
        "address2",
        "urbanization",
        "city",
        "state",
        "zip4",
        "country",
    ];

    /// The heading line.
    pub fn heading() -> Vec<u8> {
        let mut csv = writer();
        csv.write_record(Self::COLUMNS).expect(IN_MEMORY);
        finished(csv)
    }

    /// A batch without rows yet.
    pub fn new() -> Self {
        Self { csv: writer(), number: itoa::Buffer::new(), weight: (Decimal::ZERO, "0.0000".into()) }
    }

    /// Adds a piece.
    pub fn row(&mut self, row: &PieceRow<'_>) {
        let Self { csv, number, weight } = self;
        let mut text = |value: &str| csv.write_field(value).expect(IN_MEMORY);
        let piece = row.piece.to_string();
        text(piece.get(..6).unwrap_or_default());
        text(number.format(row.run));
        text(number.format(row.piece.sequence));
        text(&piece);
        match row.supersedes {
            Some(old) => text(&old.to_string()),
            None => text(""),
        }
        text(row.kind.word());
        text(row.version);
        text(recipient_kind(row.standing));
        text(row.pdf_file);
        text(number.format(row.page_start));
        text(number.format(row.page_end()));
        text(number.format(row.pages));
        text(number.format(row.blank_pages));
        text(number.format(row.sheets));
        text(if row.duplex { "D" } else { "S" });
        text(row.stock);
        text(row.envelope);
        text(""); // insert_codes: nothing goes in beside the letter
        for line in row.lines.0 {
            text(line);
        }
        let address = row.address;
        text(row.name);
        text(""); // company
        text(&address.line_1);
        text(&address.line_2);
        text(&address.urbanization);
        text(&address.city);
        if let Some(zip) = address.zip {
            let digits = zip.to_string();
            text(address.state.code());
            text(digits.get(..5).unwrap_or_default());
            text(digits.get(6..).unwrap_or_default());
        } else {
            // A foreign address has no state of ours; its province and postal code stand in that column as given.
            text(&address.region);
            text("");
            text("");
        }
        text(&address.country);
        if weight.0 != row.ounces {
            *weight = (row.ounces, format!("{:.4}", row.ounces));
        }
        text(&weight.1);
        text(row.postage.class());
        text(std::str::from_utf8(&row.page_hash.hex()).unwrap_or_default());
        csv.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }

    /// The rows as bytes, without a heading.
    pub fn into_bytes(self) -> Vec<u8> {
        finished(self.csv)
    }
}

/// Rows of `30_sheets.csv` for one batch, in print order.
pub struct SheetList {
    csv: csv::Writer<Vec<u8>>,
    number: itoa::Buffer,
}

impl Default for SheetList {
    fn default() -> Self {
        Self::new()
    }
}

impl SheetList {
    /// The columns in order.
    pub const COLUMNS: [&'static str; 7] =
        ["piece_id", "sheet_no", "sheets_in_piece", "first_sheet", "last_sheet", "insert_feeders", "divert"];

    /// Columns that tables of others have too.
    pub const COMMON: [&'static str; 1] = ["piece_id"];

    /// The heading line.
    pub fn heading() -> Vec<u8> {
        let mut csv = writer();
        csv.write_record(Self::COLUMNS).expect(IN_MEMORY);
        finished(csv)
    }

    /// A batch without rows yet.
    pub fn new() -> Self {
        Self { csv: writer(), number: itoa::Buffer::new() }
    }

    /// Adds the sheets of a piece.
    pub fn piece(&mut self, piece: PieceId, sheets: u16) {
        let Self { csv, number } = self;
        let id = piece.to_string();
        let flag = |on: bool| if on { "1" } else { "0" };
        for sheet in 1..=sheets {
            let mut text = |value: &str| csv.write_field(value).expect(IN_MEMORY);
            text(&id);
            text(number.format(sheet));
            text(number.format(sheets));
            text(flag(sheet == 1));
            text(flag(sheet == sheets));
            text(""); // insert_feeders: none
            text("0"); // divert: no piece is outsorted
            csv.write_record(None::<&[u8]>).expect(IN_MEMORY);
        }
    }

    /// The rows as bytes, without a heading.
    pub fn into_bytes(self) -> Vec<u8> {
        finished(self.csv)
    }
}
