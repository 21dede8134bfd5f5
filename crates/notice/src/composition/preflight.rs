//! Faults that are found before anything is printed: a letterhead that shows in a window (looked at as pixels, so that it does
//! not matter how it was made), and words that no face can print.

use super::block::face;
use super::fonts::Fonts;
use super::glyph_run::GlyphRun;
use super::master::Painting;
use super::page::{Face, PAGE_HEIGHT, PAGE_WIDTH};
use super::script::ScriptSetting;
use super::shape_cache::ShapeCache;
use super::style::TypeStyle;
use super::window::{Area, WindowReport};
use crate::finding::{Problem, ProblemCode};
use crate::letter::{Span, Tagline, Taglines};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// Pixels to the point: 144 to the inch.
const SCALE: f32 = 2.0;
/// Channel values from here up are paper, not ink: what no eye sees through a window.
const PAPER: u8 = 250;

/// Draws a letterhead and says where it has ink. Refused: one that cannot be drawn or is not 8.5 by 11 inches.
pub fn look_at(file: &str, pdf: &[u8]) -> Result<Painting, Problem> {
    let advice = "Export the letterhead as a standard one-page PDF, 8.5 x 11 in, with embedded fonts.";
    let pdf =
        Pdf::new(pdf.to_vec()).map_err(|_| Problem::of_file(file, "The letterhead is not a readable PDF.", advice))?;
    let Some(page) = pdf.pages().iter().next() else {
        return Err(Problem::of_file(file, "The letterhead PDF has no page.", advice));
    };
    let (width, height) = page.render_dimensions();
    let fits = (width - 612.0).abs() <= 1.0 && (height - 792.0).abs() <= 1.0;
    if !fits {
        let message = format!("The letterhead PDF is {:.2} x {:.2} in.", width / 72.0, height / 72.0);
        return Err(Problem::of_file(file, message, advice));
    }
    let settings =
        PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: hayro::vello_cpu::color::palette::css::WHITE };
    let pixels = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (wide, high) = (pixels.width(), pixels.height());
    let count = usize::from(wide) * usize::from(high);
    let mut bits = vec![0; count.div_ceil(8)];
    for (at, pixel) in pixels.data_as_u8_slice().chunks_exact(4).take(count).enumerate() {
        bits[at / 8] |= u8::from(pixel[..3].iter().any(|&c| c < PAPER)) << (at % 8);
    }
    Ok(Painting { wide, high, bits })
}

/// Ink of the letterhead inside what a window ever shows or where the marks stand, told with figures; empty where
/// there is none.
pub(super) fn foreign_ink(painting: &Painting, report: &WindowReport, marks: &[Area], text: &[Area]) -> Vec<String> {
    let (wide, high) = (usize::from(painting.wide), usize::from(painting.high));
    let mut found = Vec::new();
    let windows = ["the address window", "the return window"].into_iter().zip(report.ever_visible());
    let places = windows
        .map(|(name, area)| (format!("Letterhead shows in {name}"), area))
        .chain(marks.iter().map(|area| ("Letterhead covers the area of the inserter marks".to_owned(), *area)))
        .chain(text.iter().map(|area| ("Letterhead covers the letter area".to_owned(), *area)));
    for (what, area) in places {
        let pixel = |centi: i32, most: i32, count: usize| {
            (i64::from(centi.clamp(0, most)) * count as i64 / i64::from(most)) as usize
        };
        let (left, right) = (pixel(area.left, PAGE_WIDTH, wide), pixel(area.right, PAGE_WIDTH, wide));
        let (top, bottom) = (pixel(area.top, PAGE_HEIGHT, high), pixel(area.bottom, PAGE_HEIGHT, high));
        let mut hit: Option<(usize, usize, usize, usize)> = None;
        for (x, y) in
            (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y))).filter(|&(x, y)| painting.has_ink(x, y))
        {
            let (l, t, r, b) = hit.unwrap_or((x, y, x, y));
            hit = Some((l.min(x), t.min(y), r.max(x), b.max(y)));
        }
        if let Some((l, t, r, b)) = hit {
            let inches = |pixel: usize| pixel as f32 / SCALE / 72.0;
            found.push(format!(
                "{what}: x {:.2} to {:.2} in, y {:.2} to {:.2} in.",
                inches(l),
                inches(r + 1),
                inches(t),
                inches(b + 1)
            ));
        }
    }
    found
}

/// The first fixed words with a character that no face can print.
pub(super) fn beyond<'s>(fonts: &Fonts, words: &mut ShapeCache, spans: &'s [Span]) -> Option<&'s str> {
    spans.iter().find_map(|span| {
        let Span::Text(style, text) = span else { return None };
        let mut strip = GlyphRun::new();
        strip.push(fonts, words, face(*style, Face::Regular), text);
        (!strip.whole).then_some(text.as_str())
    })
}

/// Refuses taglines with letters that their face lacks: nobody would notice a box in a language that nobody here reads.
pub(super) fn taglines(
    taglines: Option<&Taglines>,
    fonts: &Fonts,
    scripts: &[ScriptSetting],
    style: &TypeStyle,
    words: &mut ShapeCache,
) -> Result<(), Problem> {
    let is_beyond = |tagline: &Tagline, words: &mut ShapeCache| {
        let spans = tagline.spans("1-800-555-0100 (TTY:\u{a0}711)");
        match scripts.iter().find(|setting| setting.tongue == tagline.tongue) {
            Some(setting) => setting.set(fonts, &spans, style, PAGE_WIDTH).is_none(),
            None => beyond(fonts, words, &spans).is_some(),
        }
    };
    match taglines.into_iter().flat_map(Taglines::iter).find(|tagline| is_beyond(tagline, words)) {
        Some(tagline) => Err(Problem::of_file(
            "templates/taglines.toml",
            format!("The typeface cannot print the tagline in the language {}.", tagline.tongue.tag()),
            ProblemCode::TaglineUnprintable,
        )
        .at(tagline.line, 0)),
        None => Ok(()),
    }
}
