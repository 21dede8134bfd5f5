//! Parts of the first page that the windows of the envelope show.

use crate::roster::Roster;
use notice::composition::Zone;
use rust_decimal::Decimal;
use serde::Serialize;

/// A place on the first page that the envelope shows, in inches from its top left corner.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct EnvelopeZone {
    /// Description of the part, in words.
    pub words: &'static str,
    /// True if it is seen however the sheet lies; else it is seen only when the sheet has slid.
    pub always: bool,
    /// Distance from the left.
    pub left: f64,
    /// Distance from the top.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl EnvelopeZone {
    /// Returns the parts of the page that the windows of the case's envelope show.
    pub fn all(roster: &Roster) -> Vec<Self> {
        let report = roster.decided.snapshot.setup.context.typesetter.window_report();
        let mut all = vec![
            Self::of("Always visible: address", true, &report.address.always_visible),
            Self::of("Visible if the sheet slides", false, &report.address.ever_visible),
        ];
        if let Some(own) = &report.return_address {
            all.push(Self::of("Always visible: sender", true, &own.always_visible));
            all.push(Self::of("Visible if the sheet slides", false, &own.ever_visible));
        }
        all
    }

    fn of(words: &'static str, always: bool, zone: &Zone) -> Self {
        let inches = |length: Decimal| length.to_string().parse().unwrap_or_default();
        let (left, top): (f64, f64) = (inches(zone.left), inches(zone.top));
        Self { words, always, left, top, width: inches(zone.right) - left, height: inches(zone.bottom) - top }
    }
}
