//! Facts of a letter beside its variant.

use crate::party::Jurisdiction;

/// Facts that a letter prints beyond its variant and the incident file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Affected people of the variant's jurisdiction, held ones included; printed where the law asks for it (RI).
    pub residents: u64,
    /// Every jurisdiction on the mailing with its affected people; needed where the incident file asks for the
    /// addenda of all states, else empty.
    pub union: &'a [(Jurisdiction, u64)],
}
