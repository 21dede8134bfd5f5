//! The constant setup of a job's pages: fonts, geometry, letterhead, signature. It is made once and never changes.

use super::address::{AddressWindow, ink_height};
use super::envelope::{Envelope, Fold};
use super::fonts::Fonts;
use super::letterhead::{self, LetterheadColumn};
use super::master::Master;
use super::page::{Centi, Face, PAGE_HEIGHT, PAGE_WIDTH};
use super::page_elements::{self, PlacedGalley};
use super::paginate::Room;
use super::picture::GrayImage;
use super::preflight;
use super::reader::{Maker, Reader};
use super::script::ScriptSetting;
use super::shape_cache::ShapeCache;
use super::style::StyleSheet;
use super::window::{Area, MarksPlace, WindowReport};
use crate::finding::{Checked, Code, Finding, Position, Problem};
use crate::letter::Taglines;
use crate::party::{Incident, Templates, TypeSize};

/// The name of the file in refusals about windows, fold and marks.
const PROFILE: &str = "vendor profile";

/// Files that the incident file names, as the caller read them: file name and bytes.
#[derive(Clone, Copy, Default)]
pub struct Enclosed<'a> {
    /// The logo, PNG or SVG.
    pub logo: Option<(&'a str, &'a [u8])>,
    /// The practice's own letterhead, a one-page PDF.
    pub letterhead: Option<(&'a str, &'a [u8])>,
    /// The signature, PNG.
    pub signature: Option<(&'a str, &'a [u8])>,
}

/// The vendor's decisions about paper.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// The envelope.
    pub envelope: &'a Envelope,
    /// The fold.
    pub fold: &'a Fold,
    /// Printed under the return address; empty for none.
    pub endorsement: &'a str,
    /// Printed on both sides.
    pub duplex: bool,
    /// The place of the marks; `None` where there are none.
    pub marks: Option<MarksPlace>,
}

/// The pages of a job before a word of a letter is set.
pub(super) struct PageSetup {
    pub(super) fonts: Fonts,
    /// Languages that are set from faces of their own.
    pub(super) scripts: Vec<ScriptSetting>,
    pub(super) style: StyleSheet,
    pub(super) window: AddressWindow,
    pub(super) duplex: bool,
    pub(super) return_address: Option<PlacedGalley>,
    /// As a file, and as objects.
    pub(super) letterhead: (Vec<u8>, Master),
    pub(super) signature: Option<GrayImage>,
    pub(super) report: WindowReport,
    pub(super) first_top: Centi,
    pub(super) type_size: TypeSize,
}

impl PageSetup {
    /// Makes the pages ready; words that are set meanwhile stay in `words`.
    pub(super) fn prepare<R: Reader>(
        templates: &Templates,
        type_size: TypeSize,
        incident: &Incident,
        enclosed: &Enclosed,
        paper: &Paper,
        reader: &R,
        words: &mut ShapeCache,
    ) -> Result<Checked<Self>, R::Error> {
        let style = StyleSheet::read(templates, type_size)?;
        let taglines = Taglines::read(templates)?;
        let (fonts, scripts) = load_fonts(templates, taglines.as_ref())?;
        let tagline = style.text.tagline.unwrap_or(style.text.item);
        preflight::taglines(taglines.as_ref(), &fonts, &scripts, &tagline, words)?;
        let mut report = WindowReport::of(paper.envelope, paper.fold).map_err(|why| why.in_file(PROFILE))?;
        let return_address = page_elements::return_address(
            &fonts,
            words,
            &style.return_address,
            incident,
            paper.endorsement,
            &mut report,
        )?;
        let first_top = first_top(&style, &report)?;
        let window = AddressWindow::of(&report.address, paper.envelope.strict);
        report.safe_lines = safe_lines(&style, &fonts, &window);
        let marks = marks_beside_text(&style, paper)?;
        let in_windows = marks_in_windows(&marks, &report);
        report.foreign_ink.extend(in_windows);
        let (file, maker, pdf) = match enclosed.letterhead {
            Some((file, bytes)) => (file, Maker::Practice, bytes.to_vec()),
            None => {
                let column = letterhead_column(&style, &report, &marks, first_top);
                let logo = enclosed.logo.map(|(file, bytes)| reader.logo(file, bytes)).transpose()?;
                let pdf = letterhead::draw(&fonts, words, &style.letterhead, column, incident, logo.as_ref())?;
                let maker = if logo.is_some() { Maker::AroundLogo } else { Maker::Program };
                (enclosed.logo.map_or("letterhead", |(file, _)| file), maker, pdf)
            }
        };
        let signature = enclosed.signature.map(|(file, bytes)| reader.signature(file, bytes)).transpose()?;
        let sheet = reader.letterhead(file, &pdf, maker)?;
        let found = preflight::foreign_ink(&sheet.painting, &report, &marks, &printed(&style, first_top));
        report.foreign_ink.extend(found);
        let setup = Self {
            fonts,
            scripts,
            style,
            window,
            duplex: paper.duplex,
            return_address,
            letterhead: (pdf, sheet.master),
            signature,
            report,
            first_top,
            type_size,
        };
        let findings = setup.findings();
        Ok(Checked { value: setup, findings })
    }

    /// The width of the text.
    pub(super) fn measure(&self) -> Centi {
        PAGE_WIDTH - self.style.page.left.0 - self.style.page.right.0
    }

    /// The room that a page has for text.
    pub(super) fn room(&self) -> Room {
        Room {
            first_top: self.first_top,
            top: self.style.page.top.0,
            bottom: PAGE_HEIGHT - self.style.page.bottom.0,
            padding: self.style.frame.padding.0,
            box_before: self.style.frame.before.0,
            box_after: self.style.frame.after.0,
        }
    }

    /// The findings about the windows.
    fn findings(&self) -> Vec<Finding> {
        let found =
            [(!self.report.foreign_ink.is_empty(), Code::ForeignInk), (self.report.return_travels, Code::ReturnTravel)];
        found.into_iter().filter(|(is, _)| *is).map(|(_, code)| Finding::new(code, Position::default())).collect()
    }
}

/// The top edge of the text on a first page, below everything that a window can show. Refused where a window reaches so
/// low that no letter is left.
fn first_top(style: &StyleSheet, report: &WindowReport) -> Result<Centi, Problem> {
    let lowest = report.ever_visible().map(|area| area.bottom).max().unwrap_or(0);
    let first_top = lowest + style.page.window_gap.0;
    if first_top > PAGE_HEIGHT / 2 {
        return Err(Problem::of_file(
            PROFILE,
            "The address window reaches below the middle of the page.",
            "Correct envelope.address_window in the vendor profile.",
        ));
    }
    Ok(first_top)
}

/// Number of lines of an address in the smallest size for which the safe part of the window has room.
fn safe_lines(style: &StyleSheet, fonts: &Fonts, window: &AddressWindow) -> usize {
    style.address.sizes.last().map_or(0, |step| {
        let height = window.safe.bottom - window.safe.top;
        let spare = height - ink_height(fonts, 1, step.size.0, step.leading.0);
        if spare < 0 { 0 } else { (spare / step.leading.0) as usize + 1 }
    })
}

/// The areas of the marks. Refused where they would stand in the text.
fn marks_beside_text(style: &StyleSheet, paper: &Paper<'_>) -> Result<Vec<Area>, Problem> {
    let marks: Vec<Area> = paper.marks.iter().flat_map(MarksPlace::areas).collect();
    let (left, right) = (style.page.left.0, PAGE_WIDTH - style.page.right.0);
    if marks.iter().any(|area| area.left < right && area.right > left && area.bottom > style.page.top.0) {
        return Err(Problem::of_file(
            PROFILE,
            "The marks would cover the text of the letter.",
            "Move marks.position in the vendor profile to a margin: above one inch from the top, or beside the text.",
        ));
    }
    Ok(marks)
}

/// Returns one sentence for each window in which a mark would show, with the place of the first such mark in inches.
fn marks_in_windows(marks: &[Area], report: &WindowReport) -> Vec<String> {
    let inches = |centi: Centi| f64::from(centi) / 7_200.0;
    let windows = ["the address window", "the return window"].into_iter().zip(report.ever_visible());
    let shown = windows.filter_map(|(name, zone)| Some((name, marks.iter().find(|area| area.meets(&zone))?)));
    shown
        .map(|(window, area)| {
            format!(
                "The marks would show in {window}: x {:.2} to {:.2} in, y {:.2} to {:.2} in.",
                inches(area.left),
                inches(area.right),
                inches(area.top),
                inches(area.bottom)
            )
        })
        .collect()
}

/// How far the letterhead moves to the left, at most, to stand beside marks: a fifth of an inch.
const LETTERHEAD_YIELDS: Centi = 1_440;

/// The room for a letterhead of the program's own: beside the windows, below the marks, above the text.
fn letterhead_column(style: &StyleSheet, report: &WindowReport, marks: &[Area], first_top: Centi) -> LetterheadColumn {
    let gap = style.letterhead.gap.0;
    let left = report.ever_visible().map(|area| area.right).max().unwrap_or(0) + gap;
    let margin = PAGE_WIDTH - style.page.right.0;
    // Marks that reach only a little into the column make it narrower; others stand above it.
    let reaching = |area: &&Area| area.top < first_top && area.left < margin + gap;
    let narrower = marks.iter().filter(reaching).map(|area| area.left - gap);
    let right = narrower.filter(|edge| margin - edge <= LETTERHEAD_YIELDS).fold(margin, Centi::min);
    let beside = marks.iter().filter(|area| area.left < right + gap && area.top < first_top);
    let top = beside.map(|area| area.bottom + gap).fold(style.letterhead.top.0, Centi::max);
    LetterheadColumn { left, right, top, bottom: first_top - gap }
}

/// The areas in which letters print: the text, and the line with the page number.
fn printed(style: &StyleSheet, first_top: Centi) -> [Area; 2] {
    let (left, right) = (style.page.left.0, PAGE_WIDTH - style.page.right.0);
    let (foot, size) = (style.page.footer_baseline.0, style.footer.size.0);
    [
        Area { left, top: first_top, right, bottom: PAGE_HEIGHT - style.page.bottom.0 },
        Area {
            left: PAGE_WIDTH / 2 - 6 * size,
            top: foot - size,
            right: PAGE_WIDTH / 2 + 6 * size,
            bottom: foot + size / 3,
        },
    ]
}

/// The faces of the family with those that taglines name, each once, and the languages that are set from the latter.
fn load_fonts(templates: &Templates, taglines: Option<&Taglines>) -> Result<(Fonts, Vec<ScriptSetting>), Problem> {
    let mut files: Vec<&str> = Vec::new();
    let mut settings = Vec::new();
    for tagline in taglines.into_iter().flat_map(Taglines::iter) {
        let Some(script) = &tagline.script else { continue };
        let number = files.iter().position(|file| *file == script.face).unwrap_or_else(|| {
            files.push(&script.face);
            files.len() - 1
        });
        settings.push(ScriptSetting::of(tagline, Face::Script(number as u8)));
    }
    Ok((Fonts::load(templates, &files)?, settings))
}
