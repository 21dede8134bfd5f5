//! The address block in its window.

use super::atom::{After, Atom};
use super::block::{Filled, face, push_value};
use super::fonts::Fonts;
use super::glyph_run::GlyphRun;
use super::page::{Centi, Face, Galley};
use super::shape_cache::ShapeCache;
use super::style::AddressStyle;
use super::window::{Area, WindowZones};
use crate::finding::{Code, CodeSet};
use crate::letter::Span;
use crate::party::SlotValues;

/// Characters that vendors take in a name and in an address line (mailing.md 1.2).
const LONGEST_NAME: usize = 40;
const LONGEST_LINE: usize = 50;

/// The window that address blocks are fitted to.
pub(super) struct AddressWindow {
    /// The area in which an address is safe.
    pub safe: Area,
    /// The area that is always seen.
    pub always: Area,
    /// An address that can slide out is an error.
    pub strict: bool,
}

impl AddressWindow {
    pub fn of(zones: &WindowZones, strict: bool) -> Self {
        Self { safe: zones.address_safe.area(), always: zones.always_visible.area(), strict }
    }
}

/// A size that was chosen, and how the block then stands.
struct Fit {
    size: Centi,
    leading: Centi,
    travels: bool,
}

/// Height from the top of the first line's capitals to the last baseline: what a reader of addresses needs to see.
pub(super) fn ink_height(fonts: &Fonts, lines: usize, size: Centi, leading: Centi) -> Centi {
    fonts.face(Face::Regular).cap_height * size / 1000 + leading * (lines.max(1) as Centi - 1)
}

/// The first size at which the block is safe; else the smallest, provided that it is at least always seen.
fn fit(fonts: &Fonts, style: &AddressStyle, window: &AddressWindow, lines: usize, width: i32) -> Option<Fit> {
    let wide = |size: Centi| (i64::from(width) * i64::from(size) / 1000) as Centi;
    let (safe, always) = (window.safe, window.always);
    for step in &style.sizes {
        let (size, leading) = (step.size.0, step.leading.0);
        if wide(size) <= safe.right - safe.left && ink_height(fonts, lines, size, leading) <= safe.bottom - safe.top {
            return Some(Fit { size, leading, travels: false });
        }
    }
    let step = style.sizes.last()?;
    let (size, leading) = (step.size.0, step.leading.0);
    let seen =
        wide(size) <= always.right - safe.left && ink_height(fonts, lines, size, leading) <= always.bottom - always.top;
    seen.then_some(Fit { size, leading, travels: true })
}

/// An address block set: its galley, the place of its top left corner, and what was found.
pub(super) struct AddressBlock {
    pub galley: Galley,
    pub x: Centi,
    pub y: Centi,
    /// From the top of the first line's capitals to the last baseline.
    pub height: Centi,
    /// The lines as they are printed, where one of those given is continued on the next.
    pub broken: Option<Vec<String>>,
}

/// Sets the lead-in lines of the draft and the lines of the postal address.
#[expect(clippy::too_many_arguments, reason = "scratch space is lent piece by piece on the hot path")]
pub(super) fn set(
    fonts: &Fonts,
    style: &AddressStyle,
    window: &AddressWindow,
    lead_in: &[Vec<Span>],
    address: &[String],
    values: &SlotValues,
    words: &mut ShapeCache,
    strip: &mut GlyphRun,
    codes: &mut CodeSet,
    filled: &mut Filled,
) -> AddressBlock {
    strip.clear();
    for spans in lead_in {
        if !strip.atoms.is_empty() {
            strip.end_line(fonts, Face::Regular);
        }
        let start = strip.text.len();
        for span in spans {
            match span {
                Span::Text(one, text) => strip.push(fonts, words, face(*one, Face::Regular), text),
                Span::Slot(one, slot) => {
                    push_value(fonts, words, strip, face(*one, Face::Regular), *slot, values, filled);
                }
                Span::Break => strip.end_line(fonts, Face::Regular),
            }
        }
        if strip.text[start..].chars().count() > LONGEST_NAME {
            codes.insert(Code::NameLong);
        }
    }
    for line in address {
        if !strip.atoms.is_empty() {
            strip.end_line(fonts, Face::Regular);
        }
        strip.push(fonts, words, Face::Regular, line);
        if line.chars().count() > LONGEST_LINE {
            codes.insert(Code::AddressLong);
        }
    }
    filled.glyph_missing |= !strip.whole;

    let smallest = style.sizes.last().map_or(1, |step| step.size.0.max(1));
    let measure = ((window.safe.right - window.safe.left) * 1000 / smallest).max(1);
    // The lines with city and ZIP, and abroad the country under them, stay whole.
    let kept = if address.last().is_some_and(|line| line.bytes().any(|b| b.is_ascii_digit())) { 1 } else { 2 };
    let (mut ends, mut widest) = cut(strip, None, kept);
    let mut broken = None;
    if widest > measure {
        // A line too wide even at the smallest size is continued on the next, if the window has room for one more.
        let (more, narrower) = cut(strip, Some(measure), kept);
        if narrower <= measure && more.len() <= style.most_lines {
            (ends, widest) = (more, narrower);
            broken = Some(texts(strip, &ends));
        }
    }
    let lines = ends.len();
    let fit =
        fit(fonts, style, window, lines, widest).filter(|_| (style.fewest_lines..=style.most_lines).contains(&lines));
    let fit = fit.unwrap_or_else(|| {
        codes.insert(Code::AddressFit);
        let size = style.sizes.last().map_or(860, |step| step.size.0);
        Fit { size, leading: size, travels: false }
    });
    if fit.travels {
        codes.insert(if window.strict { Code::WindowTravelStrict } else { Code::WindowTravel });
    }
    let galley = strip.galley(fonts, &ends, fit.size, fit.leading);
    // The top of the capitals stands at the top of the safe zone; a block that is too high for it, in the middle.
    let height = ink_height(fonts, lines, fit.size, fit.leading);
    let spare = window.safe.bottom - window.safe.top - height;
    let top = window.safe.top + if spare < 0 { spare / 2 } else { 0 };
    let rise = galley.lines.first().map_or(0, |l| l.baseline) - ink_height(fonts, 1, fit.size, fit.leading);
    AddressBlock { galley, x: window.safe.left, y: top - rise, height, broken }
}

/// The atoms after which lines end, and the widest line in thousandths of the size: at the ends given, and with a
/// measure also before a word that would pass it. The last `kept` lines are never broken.
fn cut(strip: &GlyphRun, measure: Option<i32>, kept: usize) -> (Vec<u32>, i32) {
    let forced = |atom: &Atom| atom.after == After::Forced;
    let starts: Vec<usize> = strip.atoms.iter().enumerate().filter(|(_, a)| forced(a)).map(|(i, _)| i + 1).collect();
    let last_line = starts.len().checked_sub(kept).and_then(|n| starts.get(n)).copied().unwrap_or(0);
    let mut ends = Vec::with_capacity(6);
    let (mut widest, mut x, mut ink) = (0, 0, 0);
    // The last place on the line where it may end: after which atom, ink and pen up to there.
    let mut place: Option<(usize, i32, i32)> = None;
    for (i, atom) in strip.atoms.iter().enumerate() {
        if atom.width > 0 {
            if let (Some(measure), Some((at, up_to, pen))) = (measure, place)
                && x + atom.width > measure
                && i < last_line
            {
                ends.push(at as u32 + 1);
                widest = widest.max(up_to);
                x -= pen;
                place = None;
            }
            ink = x + atom.width;
        }
        x += atom.width + atom.blank;
        if atom.after == After::Forced || i + 1 == strip.atoms.len() {
            ends.push(i as u32 + 1);
            widest = widest.max(ink);
            (x, ink, place) = (0, 0, None);
        } else if atom.after == After::Allowed && atom.blank > 0 {
            place = Some((i, ink, x));
        }
    }
    (ends, widest)
}

/// The lines as text.
fn texts(strip: &GlyphRun, ends: &[u32]) -> Vec<String> {
    let mut from = 0;
    ends.iter()
        .map(|&end| {
            let to = strip.atoms[end as usize - 1].text as usize;
            let line = strip.text[from..to].trim().to_owned();
            from = to;
            line
        })
        .collect()
}
