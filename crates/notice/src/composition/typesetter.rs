//! The paper of a job: the constant setup of its pages, and what was set on them already.

use super::fonts::Fonts;
use super::layout_cache::LayoutCache;
use super::master::Master;
use super::page::Centi;
use super::page_setup::{Enclosed, PageSetup, Paper};
use super::picture::GrayImage;
use super::reader::Reader;
use super::shape_cache::ShapeCache;
use super::window::WindowReport;
use crate::digest::Digest;
use crate::finding::Checked;
use crate::party::{Incident, Templates, TypeSize};
use sha2::{Digest as _, Sha256};

/// The paper of a job.
pub struct Typesetter {
    pub(super) setup: PageSetup,
    pub(super) cache: LayoutCache,
}

impl Typesetter {
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
        let mut words = ShapeCache::default();
        let setup = PageSetup::prepare(templates, type_size, incident, enclosed, paper, reader, &mut words)?;
        let typesetter = Self { setup: setup.value, cache: LayoutCache::new(words) };
        Ok(Checked { value: typesetter, findings: setup.findings })
    }

    /// The letterhead: a one-page PDF.
    pub fn letterhead_pdf(&self) -> &[u8] {
        &self.setup.letterhead.0
    }

    /// The letterhead as objects, which the press draws at the origin of every first page.
    pub fn letterhead(&self) -> &Master {
        &self.setup.letterhead.1
    }

    /// The signature.
    pub fn signature(&self) -> Option<&GrayImage> {
        self.setup.signature.as_ref()
    }

    /// The embedded family.
    pub fn fonts(&self) -> &Fonts {
        &self.setup.fonts
    }

    /// Size of the type that letters are set in.
    pub fn type_size(&self) -> TypeSize {
        self.setup.type_size
    }

    /// The smallest type of a letter's text, in hundredths of a point.
    pub fn least_type(&self) -> Centi {
        self.setup.style.text.least_type()
    }

    /// The report on the windows.
    pub fn window_report(&self) -> &WindowReport {
        &self.setup.report
    }

    /// The digest of everything here by which letters are laid out: equal drafts come out equal on equal ones.
    pub fn digest(&self) -> Digest {
        let setup = &self.setup;
        let mut hash = Sha256::new();
        for (_, face) in setup.fonts.all() {
            hash.update(Sha256::digest(&face.bytes));
        }
        let return_address = setup.return_address.as_ref().map(|(galley, x, y)| (galley.text.as_str(), *x, *y));
        let signature = setup.signature.as_ref().map(|picture| (picture.width, picture.height));
        let rest = (&setup.style, setup.window.safe, setup.window.always, setup.window.strict, setup.duplex);
        hash.update(format!("{rest:?} {return_address:?} {signature:?} {} {:?}", setup.first_top, setup.type_size));
        hash.into()
    }
}
