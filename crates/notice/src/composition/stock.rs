//! Everything constant of the job's paper: fonts, geometry, letterhead, signature; and the blocks that were set
//! already, so that forms with the same words share them.

use super::address::AddressWindow;
use super::block::Ready;
use super::envelope::{Envelope, Fold};
use super::fonts::Fonts;
use super::form::Form;
use super::furniture::{self, Place};
use super::letterhead::{self, Column};
use super::master::Master;
use super::page::{Centi, Face, Galley, PAGE_HEIGHT, PAGE_WIDTH};
use super::paginate::Room;
use super::picture::Picture;
use super::preflight;
use super::reader::{Maker, Reader};
use super::style::{Style, TypeStyle, style_file};
use super::window::{Area, MarksPlace, WindowReport};
use super::words::Words;
use crate::finding::{Checked, Code, Finding, Position, Refusal};
use crate::letter::{Draft, Span};
use crate::party::{Incident, Language, Templates, TypeSize};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use sha2::{Digest, Sha256};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a refusal names that is about windows, fold and marks.
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

/// What the vendor decides about paper.
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
    /// Where the marks stand; `None` where there are none.
    pub marks: Option<MarksPlace>,
}

/// Blocks that were made ready, by their words.
type Shelf = FxHashMap<u64, Vec<(TypeStyleKey, Vec<Span>, Ready)>>;
type TypeStyleKey = (Face, Centi, Centi, Centi);

#[derive(Default)]
struct Shelves {
    words: Words,
    ready: Shelf,
    galleys: FxHashSet<Arc<Galley>>,
    footers: FxHashMap<(Language, usize, usize), Place>,
}

/// The paper of a job.
pub struct Stock {
    fonts: Fonts,
    pub(super) style: Style,
    pub(super) window: AddressWindow,
    pub(super) duplex: bool,
    pub(super) return_address: Option<Place>,
    letterhead: (Vec<u8>, Master),
    signature: Option<Picture>,
    report: WindowReport,
    first_top: Centi,
    type_size: TypeSize,
    shelves: Mutex<Shelves>,
}

impl Stock {
    /// Makes the paper ready. Refused: a style or font that cannot be read, windows that cannot be, a logo, letterhead
    /// or signature that cannot be used, a tagline that the family cannot print. A letterhead that would show in a window
    /// is a finding, with figures in the report.
    pub fn prepare<R: Reader>(
        templates: &Templates,
        type_size: TypeSize,
        incident: &Incident,
        enclosed: &Enclosed,
        paper: &Paper,
        reader: &R,
    ) -> Result<Checked<Self>, R::Error> {
        let style = Style::read(templates, type_size)?;
        let fonts = Fonts::load(templates)?;
        let mut words = Words::default();
        preflight::taglines(templates, &fonts, &mut words)?;
        let mut report = WindowReport::of(paper.envelope, paper.fold).map_err(|why| why.in_file(PROFILE))?;
        let return_address = furniture::return_address(
            &fonts,
            &mut words,
            &style.return_address,
            incident,
            paper.endorsement,
            &mut report,
        )?;
        let lowest = report.ever_visible().map(|area| area.bottom).max().unwrap_or(0);
        let first_top = lowest + style.page.window_gap.0;
        if first_top > PAGE_HEIGHT / 2 {
            return Err(Refusal::of_file(
                PROFILE,
                "The address window reaches below the middle of the page.",
                "Correct envelope.address_window in the vendor profile.",
            )
            .into());
        }
        let window = AddressWindow::of(&report.address, paper.envelope.strict);
        report.safe_lines = style.address.sizes.last().map_or(0, |step| {
            let spare = window.safe.bottom
                - window.safe.top
                - super::address::ink_height(&fonts, 1, step.size.0, step.leading.0);
            if spare < 0 { 0 } else { (spare / step.leading.0) as usize + 1 }
        });
        let marks: Vec<Area> = paper.marks.iter().flat_map(MarksPlace::areas).collect();
        let text = (style.page.left.0, PAGE_WIDTH - style.page.right.0);
        if marks.iter().any(|area| area.left < text.1 && area.right > text.0 && area.bottom > style.page.top.0) {
            return Err(Refusal::of_file(
                PROFILE,
                "The marks would stand in the text of the letter.",
                "Move marks.position in the vendor profile to a margin: above one inch from the top, or beside the text.",
            )
            .into());
        }
        let zones: Vec<Area> = report.ever_visible().collect();
        for (window, zone) in ["the address window", "the return window"].into_iter().zip(zones) {
            if let Some(area) = marks.iter().find(|area| area.meets(&zone)) {
                let inches = |centi: Centi| f64::from(centi) / 7_200.0;
                report.foreign_ink.push(format!(
                    "The marks would show in {window}: x {:.2} to {:.2} in, y {:.2} to {:.2} in.",
                    inches(area.left),
                    inches(area.right),
                    inches(area.top),
                    inches(area.bottom)
                ));
            }
        }
        let (file, maker, pdf) = if let Some((file, bytes)) = enclosed.letterhead {
            (file, Maker::Practice, bytes.to_vec())
        } else {
            let gap = style.letterhead.gap.0;
            let left = report.ever_visible().map(|area| area.right).max().unwrap_or(0) + gap;
            let right = PAGE_WIDTH - style.page.right.0;
            let mut top = style.letterhead.top.0;
            for area in marks.iter().filter(|area| area.left < right + gap && area.top < first_top) {
                top = top.max(area.bottom + gap);
            }
            let column = Column { left, right, top, bottom: first_top - gap };
            let logo = enclosed.logo.map(|(file, bytes)| reader.logo(file, bytes)).transpose()?;
            let pdf = letterhead::draw(&fonts, &mut words, &style.letterhead, column, incident, logo.as_ref())?;
            let maker = if logo.is_some() { Maker::AroundLogo } else { Maker::Program };
            (enclosed.logo.map_or("letterhead", |(file, _)| file), maker, pdf)
        };
        let signature = enclosed.signature.map(|(file, bytes)| reader.signature(file, bytes)).transpose()?;
        let sheet = reader.letterhead(file, &pdf, maker)?;
        // The text of the letter, and the line with the page number.
        let (left, right) = (style.page.left.0, PAGE_WIDTH - style.page.right.0);
        let (foot, size) = (style.page.footer_baseline.0, style.footer.size.0);
        let text = [
            Area { left, top: first_top, right, bottom: PAGE_HEIGHT - style.page.bottom.0 },
            Area {
                left: PAGE_WIDTH / 2 - 6 * size,
                top: foot - size,
                right: PAGE_WIDTH / 2 + 6 * size,
                bottom: foot + size / 3,
            },
        ];
        let found = preflight::foreign_ink(&sheet.painting, &report, &marks, &text);
        report.foreign_ink.extend(found);
        let mut findings = Vec::new();
        if !report.foreign_ink.is_empty() {
            findings.push(Finding::new(Code::ForeignInk, Position::default()));
        }
        if report.return_travels {
            findings.push(Finding::new(Code::ReturnTravel, Position::default()));
        }
        let stock = Self {
            fonts,
            style,
            window,
            duplex: paper.duplex,
            return_address,
            letterhead: (pdf, sheet.master),
            signature,
            report,
            first_top,
            type_size,
            shelves: Mutex::new(Shelves { words, ..Shelves::default() }),
        };
        Ok(Checked { value: stock, findings })
    }

    /// The letterhead: a one-page PDF.
    pub fn letterhead_pdf(&self) -> &[u8] {
        &self.letterhead.0
    }

    /// The letterhead as objects, which the press draws at the origin of every first page.
    pub fn letterhead(&self) -> &Master {
        &self.letterhead.1
    }

    /// The signature.
    pub fn signature(&self) -> Option<&Picture> {
        self.signature.as_ref()
    }

    /// The embedded family.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Size of the type that letters are set in.
    pub fn type_size(&self) -> TypeSize {
        self.type_size
    }

    /// The smallest type of a letter's text, in hundredths of a point.
    pub fn least_type(&self) -> Centi {
        self.style.text.least_type()
    }

    /// What the windows show.
    pub fn window_report(&self) -> &WindowReport {
        &self.report
    }

    /// A digest of everything here by which letters are laid out: equal drafts come out equal on equal ones.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for face in Face::ALL {
            hash.update(Sha256::digest(&self.fonts.face(face).bytes));
        }
        let return_address = self.return_address.as_ref().map(|(galley, x, y)| (galley.text.as_str(), *x, *y));
        let signature = self.signature.as_ref().map(|picture| (picture.width, picture.height));
        let rest = (&self.style, self.window.safe, self.window.always, self.window.strict, self.duplex);
        hash.update(format!("{rest:?} {return_address:?} {signature:?} {} {:?}", self.first_top, self.type_size));
        hash.finalize().into()
    }

    /// Makes a draft ready for any number of people. Refused: a character of its fixed words that no face can print.
    pub fn form(&self, draft: &Draft) -> Result<Form, Refusal> {
        Form::make(self, draft)
    }

    /// Width of the text.
    pub(super) fn measure(&self) -> Centi {
        PAGE_WIDTH - self.style.page.left.0 - self.style.page.right.0
    }

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

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // What stands on the shelves is whole whatever a thread died of.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The block, made ready before or now.
    pub(super) fn ready(&self, spans: &[Span], style: TypeStyle, measure: Centi) -> Result<Ready, Refusal> {
        let key = (style.face.into(), style.size.0, style.leading.0, measure);
        let mut hasher = FxHasher::default();
        (key, spans).hash(&mut hasher);
        let hash = hasher.finish();
        let mut shelves = self.shelves();
        let shelves = &mut *shelves;
        let kept = shelves.ready.entry(hash).or_default();
        if let Some((.., ready)) = kept.iter().find(|(k, s, _)| *k == key && s == spans) {
            return Ok(ready.clone());
        }
        let mut ready =
            Ready::make(&self.fonts, &mut shelves.words, spans, style, measure).map_err(|text| unprintable(&text))?;
        if let Ready::Fixed(galley) = &mut ready {
            match shelves.galleys.get(galley) {
                Some(same) => *galley = Arc::clone(same),
                None => {
                    shelves.galleys.insert(Arc::clone(galley));
                }
            }
        }
        kept.push((key, spans.to_vec(), ready.clone()));
        Ok(ready)
    }

    /// The galley that is equal to this one, so that equal ink is one.
    pub(super) fn intern(&self, galley: Galley) -> Arc<Galley> {
        let mut shelves = self.shelves();
        if let Some(same) = shelves.galleys.get(&galley) {
            return Arc::clone(same);
        }
        let galley = Arc::new(galley);
        shelves.galleys.insert(Arc::clone(&galley));
        galley
    }

    /// The footer of a page.
    pub(super) fn footer(&self, language: Language, page: usize, pages: usize) -> Place {
        let mut shelves = self.shelves();
        let shelves = &mut *shelves;
        let place = shelves.footers.entry((language, page, pages)).or_insert_with(|| {
            let text = furniture::footer_text(&self.style, language, page, pages);
            let galley = furniture::line(&self.fonts, &mut shelves.words, &text, self.style.footer.size.0);
            let baseline = galley.lines.first().map_or(0, |line| line.baseline);
            let (x, y) = ((PAGE_WIDTH - galley.width) / 2, self.style.page.footer_baseline.0 - baseline);
            (Arc::new(galley), x, y)
        });
        place.clone()
    }

    /// Refuses fixed words that no face can print.
    pub(super) fn check(&self, spans: &[Span]) -> Result<(), Refusal> {
        match preflight::beyond(&self.fonts, &mut self.shelves().words, spans) {
            Some(text) => Err(unprintable(text)),
            None => Ok(()),
        }
    }
}

/// A refusal of fixed words. They come from templates and the incident file, so they may be shown.
fn unprintable(text: &str) -> Refusal {
    let start: String = text.chars().take(60).collect();
    Refusal::of_file(
        "",
        format!("The letter holds a character that the typeface cannot print, near “{start}”."),
        format!(
            "Replace the character in the template or the incident file; templates/{} and the fonts stay as they are.",
            style_file(TypeSize::Regular)
        ),
    )
}
