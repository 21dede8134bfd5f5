//! The vendor profile: everything that a print-and-mail shop decides, read once and checked where it stands.

use super::located::{read, refuse};
use crate::composition::{Envelope, EnvelopeWindow, Fold, MarkKind};
use crate::finding::{Problem, is_unprintable};
use crate::party::{Edition, Jurisdiction, PostalAddress, Zip};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

/// The paper that goes through the printer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperStock {
    /// Always `letter`: 8.5 × 11 inches.
    pub size: String,
    /// As the trade writes it, such as `24 lb bond`; the rate table knows what a sheet of it weighs.
    pub weight: String,
    /// Colour of the ink.
    pub color: String,
}

/// The mark that an inserter reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbology {
    /// Data Matrix ECC 200, 18 × 18 modules.
    DataMatrix,
    /// Code 39, the piece id alone.
    Code39,
    /// No mark; the piece id is printed as text all the same.
    None,
}

impl Symbology {
    /// The symbol; `None` where there is none.
    pub fn kind(self) -> Option<MarkKind> {
        match self {
            Self::DataMatrix => Some(MarkKind::DataMatrix),
            Self::Code39 => Some(MarkKind::Code39),
            Self::None => None,
        }
    }

    /// The word in profile and ticket.
    pub fn word(self) -> &'static str {
        match self {
            Self::DataMatrix => "datamatrix",
            Self::Code39 => "code39",
            Self::None => "none",
        }
    }
}

/// The place and symbol of the marks. Inches from the page's top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Symbology of the mark.
    pub symbology: Symbology,
    /// Left edge.
    pub left: Decimal,
    /// Top edge.
    pub top: Decimal,
    /// Side of one module.
    pub module: Decimal,
}

/// The keys by which pieces are sorted. The first three are never mixed within a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// Sheets in the piece.
    Sheets,
    /// Envelope.
    Envelope,
    /// Domestic or foreign.
    Foreign,
    /// ZIP code; within a file.
    Zip,
}

/// An invented person whose letter shows how the mailing went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Invented name.
    pub name: String,
    /// Address that the vendor's client controls.
    pub address: PostalAddress,
}

/// Invented pieces, outside the row equation and the code pools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeds {
    /// Number of seeds for each variant.
    pub count_per_variant: u16,
    /// Those who receive them, in turn.
    pub addresses: Vec<Seed>,
}

impl Seeds {
    /// The seeds of a job with this many variants: index of the variant and index of the address. Addresses are dealt in
    /// turn, so that every address sees many variants.
    pub fn deal(&self, variants: usize, addresses: usize) -> impl Iterator<Item = (usize, usize)> {
        let per = usize::from(self.count_per_variant);
        let turn = (0..addresses).cycle();
        (0..variants).flat_map(move |variant| std::iter::repeat_n(variant, per)).zip(turn)
    }
}

/// A vendor profile as `templates/vendors/*.toml` has it. Holding one proves that it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorProfile {
    /// Name of the profile.
    pub name: String,
    /// The business associate agreement, where one is recorded.
    pub baa_reference: Option<String>,
    /// Most letters in one PDF, 1 to 10,000.
    pub letters_per_file: u32,
    /// True if each piece is also written as a file of its own.
    pub one_pdf_per_letter: bool,
    /// Edition of the PDFs where the command line names none.
    pub edition: Edition,
    /// True if the shop prints both sides.
    pub duplex: bool,
    /// Ancillary endorsement under the return address, such as `Return Service Requested`.
    pub endorsement: Option<String>,
    /// Paper.
    pub paper: PaperStock,
    /// Fold.
    pub fold: Fold,
    /// Envelope.
    pub envelope: Envelope,
    /// Marks.
    pub marks: Marks,
    /// Sort order of the pieces.
    pub grouping: Vec<Grouping>,
    /// Seeds.
    pub seeds: Seeds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProfile {
    name: Spanned<String>,
    baa_reference: Spanned<String>,
    letters_per_file: Spanned<i64>,
    one_pdf_per_letter: bool,
    edition: Edition,
    duplex: bool,
    endorsement: Spanned<String>,
    paper: Spanned<PaperStock>,
    fold: Spanned<Fold>,
    envelope: Spanned<Envelope>,
    marks: RawMarks,
    grouping: RawGrouping,
    seeds: RawSeeds,
    manifest: RawManifest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMarks {
    symbology: Spanned<String>,
    position: Spanned<RawPlace>,
    module: Spanned<Decimal>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlace {
    left: Decimal,
    top: Decimal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGrouping {
    by: Spanned<Vec<Grouping>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeeds {
    count_per_variant: Spanned<i64>,
    addresses: Vec<Spanned<RawSeed>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeed {
    name: String,
    address_1: String,
    #[serde(default)]
    address_2: String,
    city: String,
    state: String,
    zip: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    columns: Spanned<String>,
}

/// Collects every fault of content with its place.
struct Faults<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Problem>,
}

impl Faults<'_> {
    fn unless(&mut self, good: bool, span: Range<usize>, message: &str, advice: &str) {
        if !good {
            self.found.push(refuse(self.file, self.text, span.start, message, advice));
        }
    }
}

/// The most characters of a text of the profile.
const LONGEST_TEXT: usize = 200;

impl VendorProfile {
    /// Reads and checks a profile. `file` is the name that refusals show.
    ///
    /// # Errors
    /// Every fault with its line and column: one of form (unknown or missing key, wrong type) or all of content.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let raw: RawProfile = read(file, text).map_err(|refusal| vec![refusal])?;
        let mut faults = Faults { file, text, found: Vec::new() };
        for text in [&raw.name, &raw.baa_reference] {
            faults.unless(
                !text.get_ref().chars().any(is_unprintable),
                text.span(),
                "The text has a line break, or a control, private-use, or invisible character.",
                "Enter it on one line; if you pasted it, type it instead.",
            );
            faults.unless(
                text.get_ref().chars().count() <= LONGEST_TEXT,
                text.span(),
                "The text is longer than 200 characters.",
                "Shorten it; the job ticket shows it on one line.",
            );
        }
        faults.unless(
            !raw.name.get_ref().trim().is_empty(),
            raw.name.span(),
            "The profile has no name.",
            "Give the vendor's name; the job ticket shows it.",
        );
        let letters = *raw.letters_per_file.get_ref();
        faults.unless(
            (1..=10_000).contains(&letters),
            raw.letters_per_file.span(),
            "letters_per_file is not a number from 1 to 10,000.",
            "2500 suits most vendors.",
        );
        let endorsement = raw.endorsement.get_ref().trim();
        faults.unless(
            endorsement.len() <= 40 && endorsement.bytes().all(|b| b == b' ' || b.is_ascii_graphic()),
            raw.endorsement.span(),
            "The endorsement is not a short line of plain letters.",
            "Use one of the Postal Service's phrases, such as Return Service Requested.",
        );
        // What is reckoned with below is added and multiplied, which numbers without bounds do not bear.
        if !check_measures(&raw, &mut faults) {
            return Err(faults.found);
        }
        check_stock(&raw, &mut faults);
        let marks = check_marks(&raw.marks, &mut faults);
        check_grouping(&raw.grouping.by, &mut faults);
        let seeds = check_seeds(&raw.seeds, &mut faults);
        faults.unless(
            raw.manifest.columns.get_ref() == "standard",
            raw.manifest.columns.span(),
            "The manifest columns are not known.",
            "Write \"standard\".",
        );
        if !faults.found.is_empty() {
            return Err(faults.found);
        }
        let kept = |line: &str| (!line.trim().is_empty()).then(|| line.trim().to_owned());
        Ok(Self {
            endorsement: kept(endorsement),
            name: raw.name.into_inner(),
            baa_reference: kept(raw.baa_reference.get_ref()),
            letters_per_file: letters as u32,
            one_pdf_per_letter: raw.one_pdf_per_letter,
            edition: raw.edition,
            duplex: raw.duplex,
            paper: raw.paper.into_inner(),
            fold: raw.fold.into_inner(),
            envelope: raw.envelope.into_inner(),
            marks,
            grouping: raw.grouping.by.into_inner(),
            seeds,
        })
    }
}

/// Returns true if no length is more than 100 inches; adds a fault for each part of the profile with one that is.
fn check_measures(raw: &RawProfile, faults: &mut Faults<'_>) -> bool {
    let before = faults.found.len();
    const MOST: Decimal = Decimal::ONE_HUNDRED;
    const ADVICE: &str = "Give lengths in inches, such as \"0.25\".";
    let small = |lengths: &[Decimal]| lengths.iter().all(|length| length.abs() <= MOST);
    let envelope = raw.envelope.get_ref();
    let window = |window: &EnvelopeWindow| small(&[window.height, window.width, window.left, window.bottom]);
    let message = "A length is more than 100 inches.";
    faults.unless(small(&[raw.fold.get_ref().first_panel]), raw.fold.span(), message, ADVICE);
    faults.unless(
        small(&[envelope.height, envelope.width])
            && window(&envelope.address_window)
            && envelope.return_window.as_ref().is_none_or(window),
        raw.envelope.span(),
        message,
        ADVICE,
    );
    let place = raw.marks.position.get_ref();
    faults.unless(small(&[place.left, place.top]), raw.marks.position.span(), message, ADVICE);
    faults.unless(small(&[*raw.marks.module.get_ref()]), raw.marks.module.span(), message, ADVICE);
    faults.found.len() == before
}

/// Paper, fold, envelope and windows.
fn check_stock(raw: &RawProfile, faults: &mut Faults<'_>) {
    let (paper, fold, envelope) = (raw.paper.get_ref(), raw.fold.get_ref(), raw.envelope.get_ref());
    faults.unless(
        paper.size == "letter"
            && !paper.weight.trim().is_empty()
            && !paper.color.trim().is_empty()
            && !paper.weight.chars().chain(paper.color.chars()).any(is_unprintable),
        raw.paper.span(),
        "The paper is not known: its size is not \"letter\", or its weight or colour is blank.",
        "Letters are set for US Letter paper; write for example weight = \"24 lb bond\".",
    );
    faults.unless(
        fold.kind == "c" && fold.first_panel > Decimal::ONE && fold.first_panel <= envelope.height,
        raw.fold.span(),
        "The fold is not a C-fold whose first panel fits the envelope.",
        "Write kind = \"c\" and a first_panel of at most the envelope's height.",
    );
    let id = !envelope.id.is_empty() && envelope.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    faults.unless(
        id && envelope.height > Decimal::ZERO && envelope.width >= Decimal::new(85, 1),
        raw.envelope.span(),
        "The envelope has no plain id, or is too small for a folded letter.",
        "The id is letters, digits and hyphens; the width is at least 8.5 inches.",
    );
    let inside = |window: &EnvelopeWindow| {
        window.height > Decimal::ZERO
            && window.width > Decimal::ZERO
            && window.left >= Decimal::ZERO
            && window.bottom >= Decimal::ZERO
            && window.left + window.width <= envelope.width
            && window.bottom + window.height <= envelope.height
    };
    faults.unless(
        inside(&envelope.address_window) && envelope.return_window.as_ref().is_none_or(inside),
        raw.envelope.span(),
        "A window is not within the envelope.",
        "Windows are height, width, then from the left and from the bottom edge, in inches.",
    );
    let apart = |a: &EnvelopeWindow, b: &EnvelopeWindow| {
        a.left + a.width <= b.left
            || b.left + b.width <= a.left
            || a.bottom + a.height <= b.bottom
            || b.bottom + b.height <= a.bottom
    };
    faults.unless(
        envelope.return_window.as_ref().is_none_or(|window| apart(window, &envelope.address_window)),
        raw.envelope.span(),
        "The two windows of the envelope overlap.",
        "Correct one of them: what belongs into the one would be printed over what belongs into the other.",
    );
    faults.unless(
        raw.endorsement.get_ref().trim().is_empty() || envelope.return_window.is_some(),
        raw.endorsement.span(),
        "There is an endorsement under the return address, but the envelope has no window for it.",
        "Add return_window, or leave the endorsement to the printer of the envelope.",
    );
}

/// Symbology, place and module of the mark.
fn check_marks(raw: &RawMarks, faults: &mut Faults<'_>) -> Marks {
    let symbology = match raw.symbology.get_ref().as_str() {
        "datamatrix" => Symbology::DataMatrix,
        "code39" => Symbology::Code39,
        "none" => Symbology::None,
        _ => {
            let message = "The symbology of the marks is not known.";
            faults.unless(false, raw.symbology.span(), message, "Write \"datamatrix\", \"code39\" or \"none\".");
            Symbology::None
        }
    };
    let (place, module) = (*raw.position.get_ref(), *raw.module.get_ref());
    faults.unless(
        symbology == Symbology::Code39 || module >= Decimal::new(1, 2) && module <= Decimal::new(5, 2),
        raw.module.span(),
        "The module of the mark is not between 0.01 and 0.05 inches.",
        "0.02 suits most cameras.",
    );
    if symbology == Symbology::Code39 {
        // Inserters read codes of at most 89 mm; a narrow bar of less than 0.0075 in does not print well.
        faults.unless(
            module >= Decimal::new(75, 4) && module <= Decimal::new(155, 4),
            raw.module.span(),
            "The module of a Code 39 mark is not between 0.0075 and 0.0155 inches.",
            "0.015 suits most readers: the code is then 3.35 inches long.",
        );
    }
    // Quiet zone, text, and the sixteenth of an inch that printers leave white.
    let above =
        if symbology == Symbology::Code39 { module * Decimal::TEN + Decimal::new(17, 2) } else { Decimal::ZERO };
    let (width, height) = symbology.kind().unwrap_or(MarkKind::DataMatrix).size(module);
    faults.unless(
        place.left >= Decimal::ZERO
            && place.top >= above
            && place.left + width <= Decimal::new(85, 1)
            && place.top + height <= Decimal::from(11),
        raw.position.span(),
        "The mark is not on the page.",
        "Give left and top in inches from the page's top left corner; a Code 39 needs ten modules and 0.17 in above it.",
    );
    Marks { symbology, left: place.left, top: place.top, module }
}

/// Each word once, ZIP last, and nothing left out that must not be mixed.
fn check_grouping(by: &Spanned<Vec<Grouping>>, faults: &mut Faults<'_>) {
    let words = by.get_ref();
    let once = |word: Grouping| words.iter().filter(|&&w| w == word).count() == 1;
    faults.unless(
        [Grouping::Sheets, Grouping::Envelope, Grouping::Foreign, Grouping::Zip].into_iter().all(once)
            && words.last() == Some(&Grouping::Zip),
        by.span(),
        "The grouping does not name sheets, envelope, foreign and, last, zip, each once.",
        "Write by = [\"sheets\", \"envelope\", \"foreign\", \"zip\"].",
    );
}

/// Seeds are printed like anybody's letter, so they are held to the same rules.
fn check_seeds(raw: &RawSeeds, faults: &mut Faults<'_>) -> Seeds {
    let count = *raw.count_per_variant.get_ref();
    faults.unless(
        (0..=100).contains(&count) && (count == 0 || !raw.addresses.is_empty()),
        raw.count_per_variant.span(),
        "count_per_variant is not a number from 0 to 100, or there is no address to send seeds to.",
        "Add addresses, or write 0.",
    );
    let mut addresses = Vec::with_capacity(raw.addresses.len());
    for spanned in &raw.addresses {
        let seed = spanned.get_ref();
        let lines = [&seed.name, &seed.address_1, &seed.address_2, &seed.city];
        let plain = lines.iter().all(|l| !l.starts_with(['=', '+', '-', '@']) && !l.contains(is_unprintable));
        let full = [&seed.name, &seed.address_1, &seed.city].iter().all(|l| !l.trim().is_empty());
        match (Jurisdiction::parse(&seed.state), Zip::parse(&seed.zip)) {
            (Some(state), Some(zip)) if plain && full => addresses.push(Seed {
                name: seed.name.clone(),
                address: PostalAddress {
                    line_1: seed.address_1.clone(),
                    line_2: seed.address_2.clone(),
                    urbanization: String::new(),
                    city: seed.city.clone(),
                    state,
                    zip: Some(zip),
                    region: String::new(),
                    country: String::new(),
                },
            }),
            _ => faults.unless(
                false,
                spanned.span(),
                "The seed's address is not complete.",
                "A seed has a name, address_1, city, a two-letter state and a ZIP as text.",
            ),
        }
    }
    Seeds { count_per_variant: count.clamp(0, 100) as u16, addresses }
}
