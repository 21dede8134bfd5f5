//! Seeds: invented pieces, some for every variant that is mailed, by which the vendor's client watches the mail. They
//! stand outside the row equation and the pools of codes.

use super::context::JobContext;
use super::entry::{Disposition, Entry, NONE};
use crate::finding::{CodeSet, Problem, ProblemCode, Severity};
use crate::party::Variant;

/// One seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedPiece {
    /// Variant of the letter.
    pub variant: Variant,
    /// Index into the variant names.
    pub name: u32,
    /// Index into the addresses of the vendor profile.
    pub address: usize,
    /// Pages of its letter, without a blank back.
    pub pages: u16,
}

/// Sets the letter of a variant to the seed address of a number; gives its pages and what was found.
pub(super) type SetSeed<'s> = dyn FnMut(&Variant, usize) -> Result<(u16, CodeSet), Problem> + 's;

/// Sets the seeds of all variants that get a letter. `samples` are the variants behind the names.
pub(super) fn place_seeds(
    context: &JobContext,
    entries: &[Entry],
    samples: &[Variant],
    set: &mut SetSeed<'_>,
) -> Result<Vec<SeedPiece>, Problem> {
    let addresses = &context.vendor.seeds.addresses;
    let mut mailed = vec![false; samples.len()];
    for entry in entries.iter().filter(|e| e.disposition == Disposition::Letter && e.variant != NONE) {
        mailed[entry.variant as usize] = true;
    }
    let names: Vec<u32> = (0u32..).zip(mailed).filter(|(_, mailed)| *mailed).map(|(name, _)| name).collect();
    let mut sown = Vec::new();
    for (at, address) in context.vendor.seeds.deal(names.len(), addresses.len()) {
        let name = names[at];
        let variant = samples[name as usize];
        let (pages, codes) = set(&variant, address)?;
        if codes.worst() >= Some(Severity::Hold) {
            let message = format!("The seed address number {} of the vendor profile cannot be printed.", address + 1);
            return Err(Problem::of_file("", message, ProblemCode::SeedUnprintable));
        }
        sown.push(SeedPiece { variant, name, address, pages });
    }
    Ok(sown)
}
