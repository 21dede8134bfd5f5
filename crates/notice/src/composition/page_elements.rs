//! The furniture of pages, which stands beside the letter: page numbers, the return address, frames of boxes.

use super::address::ink_height;
use super::breaking::Way;
use super::fonts::Fonts;
use super::glyph_run::GlyphRun;
use super::page::{Centi, Face, Galley, PAGE_WIDTH, RuleLine};
use super::shape_cache::ShapeCache;
use super::style::{FaceWord, Length, ReturnStyle, StyleSheet, TypeStyle};
use super::window::WindowReport;
use crate::finding::{FaceProblem, Problem};
use crate::party::{Incident, Language};
use std::sync::Arc;

/// Something and the place of its top left corner.
pub(super) type PlacedGalley = (Arc<Galley>, Centi, Centi);

/// A line of furniture in Regular.
pub(super) fn line(fonts: &Fonts, words: &mut ShapeCache, text: &str, size: Centi) -> Galley {
    let mut strip = GlyphRun::new();
    strip.push(fonts, words, Face::Regular, text);
    let zero = Length(0);
    let style =
        TypeStyle { face: FaceWord::Regular, size: Length(size), leading: Length(size), before: zero, after: zero };
    super::block::set(fonts, &mut strip, &style, PAGE_WIDTH, Way::Full, &mut Vec::new())
}

/// The words of a footer.
pub(super) fn footer_text(style: &StyleSheet, language: Language, page: usize, pages: usize) -> String {
    let text = match language {
        Language::En => &style.footer.en,
        Language::Es => &style.footer.es,
    };
    text.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string())
}

/// The frame of a box of this size, drawn with rules of this width.
pub(super) fn frame(width: Centi, height: Centi, rule: Centi) -> Galley {
    let rules = vec![
        RuleLine { x: 0, y: 0, width, height: rule },
        RuleLine { x: 0, y: height - rule, width, height: rule },
        RuleLine { x: 0, y: rule, width: rule, height: height - 2 * rule },
        RuleLine { x: width - rule, y: rule, width: rule, height: height - 2 * rule },
    ];
    Galley { width, height, rules, ..Galley::default() }
}

/// The return address with its endorsement in the return window. Refused where it does not fit what that window
/// always shows; in the report where it can slide out of the safe part.
pub(super) fn return_address(
    fonts: &Fonts,
    words: &mut ShapeCache,
    style: &ReturnStyle,
    incident: &Incident,
    endorsement: &str,
    report: &mut WindowReport,
) -> Result<Option<PlacedGalley>, Problem> {
    let Some(zones) = report.return_address else { return Ok(None) };
    let mut strip = GlyphRun::new();
    let mut ends = Vec::new();
    let lines = incident.practice.return_address.iter().map(String::as_str).chain([endorsement]);
    for text in lines.map(str::trim).filter(|text| !text.is_empty()) {
        if !strip.atoms.is_empty() {
            strip.end_line(fonts, Face::Regular);
            ends.push(strip.atoms.len() as u32);
        }
        strip.push(fonts, words, Face::Regular, text);
    }
    if strip.atoms.is_empty() {
        return Ok(None);
    }
    ends.push(strip.atoms.len() as u32);
    if !strip.whole {
        return Err(Problem::of_file(
            "",
            "The return address or the endorsement holds a character that the typeface cannot print.",
            FaceProblem::ReturnAddressUnprintable,
        ));
    }
    let (safe, always) = (zones.address_safe.area(), zones.always_visible.area());
    for (zone, travels) in [(safe, false), (always, true)] {
        for step in &style.sizes {
            let (size, leading) = (step.size.0, step.leading.0);
            let galley = strip.galley(fonts, &ends, size, leading);
            let height = ink_height(fonts, ends.len(), size, leading);
            if safe.left + galley.width <= zone.right && height <= zone.bottom - zone.top {
                report.return_travels = travels;
                let rise = galley.lines.first().map_or(0, |l| l.baseline) - ink_height(fonts, 1, size, leading);
                let top = zone.top + if travels { (zone.bottom - zone.top - height) / 2 } else { 0 };
                return Ok(Some((Arc::new(galley), safe.left, top - rise)));
            }
        }
    }
    Err(Problem::of_file(
        "",
        format!(
            "The return address ({} lines with the endorsement) does not fit what the return window always shows: {} in wide, {} in high.",
            ends.len(),
            zones.always_visible.right - zones.always_visible.left,
            zones.always_visible.bottom - zones.always_visible.top
        ),
        FaceProblem::ReturnAddressLarge,
    ))
}
