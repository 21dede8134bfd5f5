//! One row of the manifest, parsed and held against itself: its id, its pages, and that the parsed address is the one
//! that is printed.

use crate::digest::Digest;
use crate::party::{PieceId, Zip};
use crate::readback::fold;
use csv::StringRecord;
use rust_decimal::Decimal;

/// Pages that a file may have.
const PAGES: u32 = 1_000_000;

macro_rules! columns {
    ($($name:ident = $word:literal,)+) => {
        /// A column of the manifest by its place, so that no cell of a row is looked up by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Column { $($name),+ }

        /// The columns that a manifest has, in order, and no others: one more could carry what no vendor may see.
        /// Written out a second time on purpose: a list shared with the writer could not show that the writer had
        /// changed.
        pub(super) const COLUMNS: &[&str] = &[$($word),+];
    };
}

columns! {
    JobId = "job_id",
    Run = "run",
    Seq = "seq",
    PieceId = "piece_id",
    Supersedes = "supersedes",
    RecordKind = "record_kind",
    Version = "version",
    RecipientKind = "recipient_kind",
    PdfFile = "pdf_file",
    PageStart = "page_start",
    PageEnd = "page_end",
    Pages = "pages",
    BlankPages = "blank_pages",
    Sheets = "sheets",
    Duplex = "duplex",
    Stock = "stock",
    Envelope = "envelope",
    InsertCodes = "insert_codes",
    Addr1 = "addr1",
    Addr2 = "addr2",
    Addr3 = "addr3",
    Addr4 = "addr4",
    Addr5 = "addr5",
    Addr6 = "addr6",
    Name = "name",
    Company = "company",
    Address1 = "address1",
    Address2 = "address2",
    Urbanization = "urbanization",
    City = "city",
    State = "state",
    Zip5 = "zip5",
    Zip4 = "zip4",
    Country = "country",
    WeightOz = "weight_oz",
    PostageClass = "postage_class",
    PageHash = "page_hash",
}

impl Column {
    fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

/// The purpose of a piece, as the manifest says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Live,
    Copy,
    Seed,
    Proof,
}

/// A row of the manifest.
pub(super) struct ManifestRow {
    pub(super) line: u64,
    pub(super) id: PieceId,
    pub(super) run: u32,
    pub(super) supersedes: Option<PieceId>,
    pub(super) kind: Kind,
    pub(super) version: String,
    /// The standing that `recipient_kind` stands for.
    pub(super) standing: &'static str,
    pub(super) file: String,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) blank: u32,
    pub(super) sheets: u16,
    pub(super) duplex: bool,
    pub(super) stock: String,
    pub(super) envelope: String,
    /// The printed lines.
    pub(super) lines: Vec<String>,
    pub(super) state: String,
    pub(super) zip: Option<Zip>,
    pub(super) ounces: Decimal,
    pub(super) class: String,
    pub(super) hash: Digest,
    /// True if the piece also has a file of its own, which is to be read with this row.
    pub(super) has_single: bool,
}

impl ManifestRow {
    /// Pages with a blank back.
    pub(super) fn pages(&self) -> u32 {
        self.last - self.first + 1
    }

    /// The destination of the piece, as the totals count it.
    pub(super) fn destination(&self) -> &'static str {
        if self.zip.is_some() { "domestic" } else { "foreign" }
    }

    /// Parses a record; the error says which column is wrong and how.
    pub(super) fn parse(line: u64, record: &StringRecord) -> Result<Self, String> {
        let cell = |column: Column| record.get(column as usize).unwrap_or_default();
        let number =
            |column: Column| cell(column).parse::<u32>().map_err(|_| format!("{} is not a number", column.name()));
        let id = PieceId::parse(cell(Column::PieceId)).ok_or("piece_id is not an id of twelve characters")?;
        let job = id.job.to_string();
        if cell(Column::JobId) != job || number(Column::Seq)? != id.sequence {
            return Err("job_id and seq are not those of piece_id".into());
        }
        let supersedes = match cell(Column::Supersedes) {
            "" => None,
            old => Some(PieceId::parse(old).ok_or("supersedes is not an id of twelve characters")?),
        };
        let kind = match cell(Column::RecordKind) {
            "live" => Kind::Live,
            "copy" => Kind::Copy,
            "seed" => Kind::Seed,
            "proof" => Kind::Proof,
            _ => return Err("record_kind is not live, copy, seed or proof".into()),
        };
        if (kind == Kind::Proof) != id.job.is_proof() {
            return Err("record_kind is not that of the job".into());
        }
        let standing = match cell(Column::RecipientKind) {
            "individual" => "adult",
            "minor" => "minor",
            "deceased" => "deceased",
            "rep" => "represented",
            _ => return Err("recipient_kind is not individual, minor, deceased or rep".into()),
        };
        // A version is named `TX-minor-en`.
        if cell(Column::Version).split('-').nth(1) != Some(standing) {
            return Err("version and recipient_kind are not of one standing".into());
        }
        let duplex = match cell(Column::Duplex) {
            "D" => true,
            "S" => false,
            _ => return Err("duplex is not D or S".into()),
        };
        let (first, last, pages) = (number(Column::PageStart)?, number(Column::PageEnd)?, number(Column::Pages)?);
        let (blank, sheets) = (number(Column::BlankPages)?, number(Column::Sheets)?);
        let sides = if duplex { 2 } else { 1 };
        let counted =
            first > 0 && last >= first && last - first + 1 == pages && u64::from(pages) == u64::from(sheets) * sides;
        if last > PAGES {
            return Err("page_end is a page that no file has".into());
        }
        if !counted || blank > u32::from(duplex) || sheets > 99 {
            return Err("page_start, page_end, pages, blank_pages and sheets contradict each other".into());
        }
        let lines = lines(&cell)?;
        let zip = parsed(&cell, &lines)?;
        if !cell(Column::InsertCodes).is_empty() {
            return Err("insert_codes names an insert; the ticket has none".into());
        }
        Ok(Self {
            line,
            id,
            run: number(Column::Run)?,
            supersedes,
            kind,
            version: cell(Column::Version).to_owned(),
            standing,
            file: cell(Column::PdfFile).to_owned(),
            first,
            last,
            blank,
            sheets: sheets as u16,
            duplex,
            stock: cell(Column::Stock).to_owned(),
            envelope: cell(Column::Envelope).to_owned(),
            lines,
            state: if zip.is_some() { cell(Column::State).to_owned() } else { "foreign".to_owned() },
            zip,
            ounces: weight(cell(Column::WeightOz))?,
            class: cell(Column::PostageClass).to_owned(),
            hash: cell(Column::PageHash).parse().map_err(|_| "page_hash is not a SHA-256 digest")?,
            has_single: false,
        })
    }
}

/// Ounces with four decimals; no letter weighs a ton.
fn weight(cell: &str) -> Result<Decimal, String> {
    let ounces: Decimal = cell.parse().map_err(|_| "weight_oz is not a number")?;
    let sound = ounces >= Decimal::ZERO && ounces <= Decimal::from(32_000) && ounces.scale() == 4;
    if sound { Ok(ounces) } else { Err("weight_oz is not a weight with four decimals".into()) }
}

/// The printed lines: at least three, and none below a blank one.
fn lines<'c>(cell: &impl Fn(Column) -> &'c str) -> Result<Vec<String>, String> {
    let all = [Column::Addr1, Column::Addr2, Column::Addr3, Column::Addr4, Column::Addr5, Column::Addr6].map(cell);
    let lines: Vec<String> = all.iter().take_while(|line| !line.is_empty()).map(|line| (*line).to_owned()).collect();
    let ended = all.iter().skip(lines.len()).all(|line| line.is_empty());
    if ended && lines.len() >= 3 { Ok(lines) } else { Err("addr1 to addr6 are no address block".into()) }
}

/// Holds the parsed address against the printed lines: a presort program works with the one, the carrier with the other.
fn parsed<'c>(cell: &impl Fn(Column) -> &'c str, lines: &[String]) -> Result<Option<Zip>, String> {
    let differs = |name: &str| Err(format!("{name} is not what the address block says"));
    let folded: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    // A long line may be continued on the next.
    let block = folded.concat();
    if !block.contains(&fold(cell(Column::Name))) || cell(Column::Name).is_empty() {
        return differs("name");
    }
    for column in [Column::Address1, Column::Address2, Column::Urbanization, Column::Company] {
        let value = fold(cell(column));
        if !value.is_empty() && !block.contains(&value) {
            return differs(column.name());
        }
    }
    if cell(Column::Address1).is_empty() {
        return differs("address1");
    }
    let (city, state, country) = (cell(Column::City), cell(Column::State), cell(Column::Country));
    let mut below = folded.iter().rev();
    if !country.is_empty() && below.next() != Some(&fold(country)) {
        return differs("country");
    }
    let last = below.next().map_or("", String::as_str);
    if cell(Column::Zip5).is_empty() {
        // Abroad: province and postal code stand in the column of the state.
        let whole = last == fold(&format!("{city}{state}"));
        return if whole && !country.is_empty() { Ok(None) } else { differs("city, state or country") };
    }
    let zip = match cell(Column::Zip4) {
        "" => cell(Column::Zip5).to_owned(),
        four => format!("{}-{four}", cell(Column::Zip5)),
    };
    let read = Zip::parse(&zip).ok_or("zip5 and zip4 are no ZIP code")?;
    if last == fold(&format!("{city}{state}{zip}")) { Ok(Some(read)) } else { differs("city, state or ZIP") }
}
