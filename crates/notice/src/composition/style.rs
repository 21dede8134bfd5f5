//! The look of a letter as `templates/page/letter.toml` has it, or `templates/page/large-print.toml`.

use super::page::{Centi, Face};
use crate::finding::{Problem, ProblemCode, quote_parser};
use crate::party::{Templates, TypeSize};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer};

/// The place of the style of a size of type below `templates/`.
pub fn style_file(size: TypeSize) -> &'static str {
    match size {
        TypeSize::Regular => "page/letter.toml",
        TypeSize::Large => "page/large-print.toml",
    }
}

/// Large print is at least so large, wherever a reader reads: not in the windows and not in what is drawn.
const LARGE_PRINT: Centi = 1_800;

/// A length of the style file: a decimal number and its unit, as `"0.75 in"` or `"11 pt"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub Centi);

impl Length {
    /// Reads a length; `None` where number or unit is missing, the number is negative or over 100 inches.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let per_unit = match unit.trim() {
            "in" => Decimal::from(7_200),
            "pt" => Decimal::from(100),
            _ => return None,
        };
        let centi = Decimal::from_str_exact(number).ok()?.checked_mul(per_unit)?.round().to_i32()?;
        (0..=720_000).contains(&centi).then_some(Self(centi))
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("a length is a number and its unit, such as \"0.75 in\" or \"11 pt\"")
        })
    }
}

/// Inches as hundredths of a point, to the nearest.
pub fn centi(inches: Decimal) -> Centi {
    (inches * Decimal::from(7_200)).round().to_i32().unwrap_or(0)
}

/// Face by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FaceWord {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

impl From<FaceWord> for Face {
    fn from(word: FaceWord) -> Self {
        match word {
            FaceWord::Regular => Self::Regular,
            FaceWord::Bold => Self::Bold,
            FaceWord::Italic => Self::Italic,
        }
    }
}

/// The style in which blocks of a kind are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeStyle {
    /// Face of plain spans.
    pub face: FaceWord,
    /// Type size.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Least distance to the block above.
    pub before: Length,
    /// Least distance to the block below.
    pub after: Length,
}

/// A size to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// Type size.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
}

/// Margins.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    /// Left margin.
    pub left: Length,
    /// Right margin.
    pub right: Length,
    /// Top margin of every page but the first.
    pub top: Length,
    /// Margin under the text.
    pub bottom: Length,
    /// From the lowest point a window can show to the letter's first line.
    pub window_gap: Length,
    /// Baseline of the footer from the top edge.
    pub footer_baseline: Length,
}

/// Styles of the text, one for each kind of block.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyles {
    /// Title.
    pub title: TypeStyle,
    /// Heading of level 2.
    pub heading2: TypeStyle,
    /// Heading of level 3.
    pub heading3: TypeStyle,
    /// Paragraph.
    pub paragraph: TypeStyle,
    /// List item.
    pub item: TypeStyle,
    /// Tagline of the page about language help; absent: as a list item.
    pub tagline: Option<TypeStyle>,
}

/// Lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListStyle {
    /// Label of a bulleted item.
    pub bullet: String,
    /// From the left margin to the label.
    pub label: Length,
    /// From the left margin to the text.
    pub body: Length,
    /// Under the last item.
    pub after: Length,
}

/// The signature image.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureStyle {
    /// Height of its place.
    pub height: Length,
    /// Widest that it may become.
    pub widest: Length,
    /// Distance under it.
    pub after: Length,
}

/// A ruled box.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxStyle {
    /// Thickness of the rule.
    pub rule: Length,
    /// Between rule and text.
    pub padding: Length,
    /// Above the box.
    pub before: Length,
    /// Under the box.
    pub after: Length,
}

/// The footer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterStyle {
    /// Type size.
    pub size: Length,
    /// In English; `{page}` and `{pages}` are replaced.
    pub en: String,
    /// In Spanish.
    pub es: String,
}

/// The address block.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressStyle {
    /// Sizes to try, largest first.
    pub sizes: Vec<SizeStep>,
    /// Fewest lines of a block that can be delivered.
    pub fewest_lines: usize,
    /// Most lines.
    pub most_lines: usize,
}

/// The return address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnStyle {
    /// Sizes to try, largest first.
    pub sizes: Vec<SizeStep>,
}

/// The letterhead master.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterheadStyle {
    /// Kept from what a window can show and from the marks.
    pub gap: Length,
    /// Highest place.
    pub top: Length,
    /// Tallest logo.
    pub logo_height: Length,
    /// Widest logo.
    pub logo_width: Length,
    /// The practice's name.
    pub name: TypeStyle,
    /// Its address.
    pub address: TypeStyle,
}

/// The whole style file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleSheet {
    /// Margins.
    pub page: PageStyle,
    /// Text.
    pub text: TextStyles,
    /// Lists.
    pub list: ListStyle,
    /// Signature.
    pub signature: SignatureStyle,
    /// Boxes.
    #[serde(rename = "box")]
    pub frame: BoxStyle,
    /// Footer.
    pub footer: FooterStyle,
    /// Address block.
    pub address: AddressStyle,
    /// Return address.
    pub return_address: ReturnStyle,
    /// Letterhead.
    pub letterhead: LetterheadStyle,
}

/// The smallest type of a letter's text, in hundredths of a point; address block, footer and letterhead are not text.
///
/// # Errors
/// A style file that cannot be read.
pub fn least_type(templates: &Templates, type_size: TypeSize) -> Result<Centi, Problem> {
    StyleSheet::read(templates, type_size).map(|style| style.text.least_type())
}

impl TextStyles {
    /// The smallest type of the text.
    pub(super) fn least_type(&self) -> Centi {
        let styles = [self.title, self.heading2, self.heading3, self.paragraph, self.item];
        styles.iter().map(|style| style.size.0).min().unwrap_or_default()
    }
}

impl StyleSheet {
    /// Reads the style file. Refused, with line and column: what is no TOML, an unknown or missing key, a length
    /// without unit; and margins that leave no room for text.
    pub fn read(templates: &Templates, type_size: TypeSize) -> Result<Self, Problem> {
        let file = style_file(type_size);
        let text = templates.text(file)?;
        let file = format!("templates/{file}");
        let style: Self = toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((0, 0), |span| place(text, span.start));
            Problem::of_file(
                &file,
                format!("The file cannot be read: {}.", quote_parser(error.message())),
                ProblemCode::StyleUnreadable,
            )
            .at(line, column)
        })?;
        let refuse = |message: &str, advice: &str| Err(Problem::of_file(&file, message, advice));
        let least = Length::parse("0.5 in").map_or(0, |l| l.0);
        if style.page.left.0 < least || style.page.right.0 < least || style.page.bottom.0 < least {
            return refuse(
                "A margin is narrower than half an inch.",
                "Widen the margin; many printers cut nearer to the edge.",
            );
        }
        if style.page.left.0 + style.page.right.0 > 36_000 || style.page.top.0 + style.page.bottom.0 > 43_200 {
            return refuse("The margins leave too little room for text.", "Make the margins narrower.");
        }
        if style.list.body.0 > 14_400 || style.list.label.0 > style.list.body.0 {
            return refuse(
                "The list's text starts left of its label or too far right.",
                "Set list.label below list.body, and list.body to 2 in at most.",
            );
        }
        if style.address.sizes.is_empty() || style.return_address.sizes.is_empty() {
            return refuse("A list of sizes is empty.", "Give at least one size.");
        }
        let t = &style.text;
        let read = [t.title, t.heading2, t.heading3, t.paragraph, t.item, t.tagline.unwrap_or(t.item)];
        let smallest = read.iter().map(|one| one.size.0).chain([style.footer.size.0]).min();
        if type_size == TypeSize::Large && smallest < Some(LARGE_PRINT) {
            return refuse("A type size of the large print is under 18 pt.", "Use at least 18 pt for all text.");
        }
        for one in read.into_iter().chain([style.letterhead.name, style.letterhead.address]) {
            if !(600..=3_600).contains(&one.size.0) || one.leading.0 < one.size.0 {
                return refuse(
                    "A type size is not between 6 and 36 pt, or its leading is less than the size.",
                    "Correct size or leading.",
                );
            }
        }
        for step in style.address.sizes.iter().chain(&style.return_address.sizes) {
            if step.size.0 < 800 || step.leading.0 < step.size.0 {
                return refuse(
                    "A size of an address block is under 8 pt, or its leading is less than the size.",
                    "Use at least 8 pt; postal readers need it.",
                );
            }
        }
        Ok(style)
    }
}

/// Line and column, from 1, of a byte of a text.
pub(super) fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line as u32, column as u32)
}
