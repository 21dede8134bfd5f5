//! The envelope as the vendor profile describes it. Inches, exact, seen from the address side.

use rust_decimal::Decimal;
use serde::Deserialize;

/// A window: written height × width, then left, then bottom, as the trade writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeWindow {
    /// Height.
    pub height: Decimal,
    /// Width.
    pub width: Decimal,
    /// From the envelope's left edge.
    pub left: Decimal,
    /// From the envelope's bottom edge.
    pub bottom: Decimal,
}

/// An envelope.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Name in manifest and ticket.
    pub id: String,
    /// Height.
    pub height: Decimal,
    /// Width.
    pub width: Decimal,
    /// Window for the return address; absent on a single-window envelope.
    #[serde(default)]
    pub return_window: Option<EnvelopeWindow>,
    /// Window for the address.
    pub address_window: EnvelopeWindow,
    /// True if an address that can slide out of its window is an error.
    pub strict: bool,
}

/// The fold of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fold {
    /// `c`: C-fold, address panel out.
    pub kind: String,
    /// Height of the first panel.
    pub first_panel: Decimal,
}
