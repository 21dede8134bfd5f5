//! The view through a window while the folded sheets slide in their envelope. Exact inches from the page's top left corner;
//! the address panel is the top of the first page.

use super::envelope::{Envelope, EnvelopeWindow, Fold};
use super::page::{Centi, PAGE_WIDTH};
use super::style::centi;
use crate::finding::Problem;
use rust_decimal::Decimal;
use serde::Serialize;

/// Clear distance that the address keeps to the window's edges: an eighth of an inch (DMM 601.6.3).
const CLEAR: Decimal = Decimal::from_parts(125, 0, 0, false, 3);

/// A rectangle on the page, in inches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Zone {
    /// Left edge.
    pub left: Decimal,
    /// Top edge.
    pub top: Decimal,
    /// Right edge.
    pub right: Decimal,
    /// Bottom edge.
    pub bottom: Decimal,
}

impl Zone {
    /// Returns whether there is any room inside.
    pub fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// The same rectangle in hundredths of a point.
    pub(super) fn area(&self) -> Area {
        Area { left: centi(self.left), top: centi(self.top), right: centi(self.right), bottom: centi(self.bottom) }
    }
}

/// A rectangle on the page, in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: Centi,
    /// Top edge.
    pub top: Centi,
    /// Right edge.
    pub right: Centi,
    /// Bottom edge.
    pub bottom: Centi,
}

impl Area {
    /// Returns whether two rectangles share any point inside.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Returns whether the other rectangle lies inside.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }
}

/// The view through one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WindowZones {
    /// Seen wherever the sheets have slid to.
    pub always_visible: Zone,
    /// Always visible, with an eighth of an inch clear on every side.
    pub address_safe: Zone,
    /// Seen at least somewhere on the way.
    pub ever_visible: Zone,
}

impl WindowZones {
    fn of(window: &EnvelopeWindow, envelope: &Envelope, fold: &Fold) -> Self {
        let across = envelope.width - Decimal::new(85, 1);
        let along = envelope.height - fold.first_panel;
        let top = envelope.height - window.bottom - window.height;
        let right = window.left + window.width;
        let bottom = top + window.height;
        let always_visible = Zone { left: window.left, top, right: right - across, bottom: bottom - along };
        let address_safe = Zone {
            left: always_visible.left + CLEAR,
            top: always_visible.top + CLEAR,
            right: always_visible.right - CLEAR,
            bottom: always_visible.bottom - CLEAR,
        };
        let ever_visible = Zone {
            left: (window.left - across).max(Decimal::ZERO),
            top: (top - along).max(Decimal::ZERO),
            right,
            bottom,
        };
        Self { always_visible, address_safe, ever_visible }
    }
}

/// The view through the windows of the envelope: for the job ticket and the preflight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WindowReport {
    /// The envelope's name.
    pub envelope: String,
    /// Height of the first panel of the fold that these figures need.
    pub first_panel: Decimal,
    /// The address window.
    pub address: WindowZones,
    /// The return window, where there is one.
    pub return_address: Option<WindowZones>,
    /// True if the return address can slide out of its safe zone.
    pub return_travels: bool,
    /// Ink that was found where it must not be; empty when the letters are fit to mail. Holds no personal value.
    pub foreign_ink: Vec<String>,
    /// Address lines that fit the safe zone at the smallest size.
    pub safe_lines: usize,
}

impl WindowReport {
    /// Works out the zones. Refused: a window outside its envelope, a panel that does not fit, a window that does not
    /// always show something.
    pub(super) fn of(envelope: &Envelope, fold: &Fold) -> Result<Self, Problem> {
        let refuse = |message: String, advice: &str| Err(Problem::of_file("", message, advice));
        if envelope.width < Decimal::new(85, 1) {
            return refuse(
                format!("The envelope is {} in wide; a sheet is 8.5 in.", envelope.width),
                "Correct envelope.width in the vendor profile.",
            );
        }
        if fold.first_panel <= Decimal::ONE
            || fold.first_panel > envelope.height
            || fold.first_panel > Decimal::from(11)
        {
            return refuse(
                format!(
                    "A first panel of {} in does not fit an envelope {} in high.",
                    fold.first_panel, envelope.height
                ),
                "Correct fold.first_panel or envelope.height in the vendor profile.",
            );
        }
        let mut windows = vec![("address_window", &envelope.address_window)];
        windows.extend(envelope.return_window.as_ref().map(|w| ("return_window", w)));
        for (name, w) in windows {
            let outside = w.height <= Decimal::ZERO
                || w.width <= Decimal::ZERO
                || w.left < Decimal::ZERO
                || w.bottom < Decimal::ZERO
                || w.left + w.width > envelope.width
                || w.bottom + w.height > envelope.height;
            if outside {
                return refuse(
                    format!("The {name} is not on the envelope."),
                    "Correct the window in the vendor profile: height, width, left and bottom are in inches.",
                );
            }
            if WindowZones::of(w, envelope, fold).address_safe.is_empty() {
                return refuse(
                    format!("No part of the {name} always shows the same part of the sheet with 0.125 in clear."),
                    "Use a larger window, or fold the first panel nearer to the envelope's height.",
                );
            }
        }
        let zones = |w: &EnvelopeWindow| WindowZones::of(w, envelope, fold);
        Ok(Self {
            envelope: envelope.id.clone(),
            first_panel: fold.first_panel,
            address: zones(&envelope.address_window),
            return_address: envelope.return_window.as_ref().map(zones),
            return_travels: false,
            foreign_ink: Vec::new(),
            safe_lines: 0,
        })
    }

    /// Everything that a window can show, in hundredths of a point.
    pub(super) fn ever_visible(&self) -> impl Iterator<Item = Area> + '_ {
        std::iter::once(&self.address).chain(&self.return_address).map(|zones| {
            let area = zones.ever_visible.area();
            Area { right: area.right.min(PAGE_WIDTH), ..area }
        })
    }
}

/// The symbol that a machine reads on the front of every sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Data Matrix ECC 200, 18 × 18 modules: piece id and which sheet of how many.
    DataMatrix,
    /// Code 39 in ladder orientation, read from the top down: the piece id.
    Code39,
}

/// Bars of Code 39 are at least 10 mm long.
const BAR: Decimal = Decimal::from_parts(4, 0, 0, false, 1);
/// Narrow elements from the first bar of Code 39 to the last: 14 characters of 15 (wide ones are three) and the gaps
/// between them.
const LADDER: u32 = 14 * 15 + 13;

impl MarkKind {
    /// Width and height of the symbol in inches, without quiet zone.
    pub fn size(self, module: Decimal) -> (Decimal, Decimal) {
        match self {
            Self::DataMatrix => (module * Decimal::from(18), module * Decimal::from(18)),
            Self::Code39 => (BAR, module * Decimal::from(LADDER)),
        }
    }

    /// Modules that stay clear around the symbol.
    fn quiet(self) -> Decimal {
        match self {
            Self::DataMatrix => Decimal::from(2),
            Self::Code39 => Decimal::from(10),
        }
    }
}

/// The place of the vendor's marks, with the room that their text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarksPlace {
    /// The symbol.
    pub kind: MarkKind,
    /// Left edge of the symbol, in inches.
    pub left: Decimal,
    /// Top edge of the symbol, in inches.
    pub top: Decimal,
    /// Side of one module, in inches.
    pub module: Decimal,
}

impl Default for MarksPlace {
    /// Returns the marks of the default vendor profile: Data Matrix with modules of 0.02 in, 7.75 in from the left edge
    /// and 0.25 in from the top.
    fn default() -> Self {
        let inches = |hundredths| Decimal::new(hundredths, 2);
        Self { kind: MarkKind::DataMatrix, left: inches(775), top: inches(25), module: inches(2) }
    }
}

impl MarksPlace {
    /// Left edge of the symbol.
    pub fn left(&self) -> Centi {
        centi(self.left)
    }

    /// Top edge of the symbol.
    pub fn top(&self) -> Centi {
        centi(self.top)
    }

    /// Side of one module.
    pub fn module(&self) -> Centi {
        centi(self.module)
    }

    /// The areas that are kept clear on every front: the symbol, its quiet zone, and a line of text 1.1 in long that ends with the
    /// symbol: under a Data Matrix, above a Code 39, which is as long as a window panel.
    pub fn areas(&self) -> Vec<Area> {
        let (width, height) = self.kind.size(self.module);
        let (width, height) = (centi(width), centi(height));
        let quiet = centi(self.module * self.kind.quiet());
        // A ladder is read up and down; beside it two modules are clear enough.
        let beside = centi(self.module * Decimal::TWO);
        let (left, top) = (centi(self.left), centi(self.top));
        let right = left + width + beside;
        let text = (left - beside).min(right - 7_920 - beside);
        match self.kind {
            MarkKind::DataMatrix => vec![Area { left: text, top: top - quiet, right, bottom: top + height + 1_100 }],
            MarkKind::Code39 => vec![
                Area { left: text, top: top - quiet - 900, right, bottom: top - quiet },
                Area { left: left - beside, top: top - quiet, right, bottom: top + height + quiet },
            ],
        }
    }
}
