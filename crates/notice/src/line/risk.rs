//! Letters that a person should look at before any is mailed: those in which something can go wrong.

use super::context::JobContext;
use super::decide::Decision;
use super::entry::{Disposition, Entry};
use super::rows::{SourceList, people};
use crate::finding::{Code, Private, Problem};
use crate::party::Person;
use crate::specimen::Chance;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// Reason for which a letter was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// The first letter of its variant.
    Variant,
    /// The longest name of all.
    LongestName,
    /// The shortest name of all.
    ShortestName,
    /// The longest line of an address.
    LongestAddress,
    /// The most lines of an address.
    MostAddressLines,
    /// The most kinds of information.
    MostElements,
    /// The fewest kinds of information.
    FewestElements,
    /// The most pages.
    MostPages,
    /// The address can slide out of the window.
    WindowTravel,
    /// A name with a letter beyond A to Z.
    Accent,
    /// A name with an apostrophe or a hyphen.
    Apostrophe,
    /// A name with a character that templates, tables or spreadsheets use.
    Markup,
    /// A name in capitals alone.
    Capitals,
    /// An address outside the United States.
    Abroad,
    /// Somebody decided to whom or where it goes.
    Decided,
    /// By chance.
    Chance,
}

impl Risk {
    /// The reason in plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Variant => "first letter of its version",
            Self::LongestName => "longest name",
            Self::ShortestName => "shortest name",
            Self::LongestAddress => "longest address line",
            Self::MostAddressLines => "most address lines",
            Self::MostElements => "most kinds of information",
            Self::FewestElements => "fewest kinds of information",
            Self::MostPages => "most pages",
            Self::WindowTravel => "address can slide in the window",
            Self::Accent => "name with a letter beyond A to Z",
            Self::Apostrophe => "name with an apostrophe or hyphen",
            Self::Markup => "name with an unusual character",
            Self::Capitals => "name in all capitals",
            Self::Abroad => "international address",
            Self::Decided => "addressee or address entered in the case",
            Self::Chance => "random sample",
        }
    }
}

/// Letters to look at, by row, each with every reason. `random` of the others are taken by chance, which `seed` fixes: the
/// same decision and seed pick the same rows.
///
/// # Errors
/// A list whose bytes are no longer what was decided about.
pub fn risky(
    context: &JobContext,
    sources: &[SourceList<'_>],
    decision: &Decision,
    random: usize,
    seed: u64,
) -> Result<BTreeMap<u32, BTreeSet<Risk>>, Problem> {
    let letters: Vec<u32> = (0u32..)
        .zip(&decision.entries)
        .filter(|(_, entry)| entry.disposition == Disposition::Letter)
        .map(|(row, _)| row)
        .collect();
    let mut field = Field::default();
    for strip in letters.chunks(STRIDE) {
        for (&row, person) in strip.iter().zip(&people(context, sources, &decision.entries, strip)?) {
            field.enter(row, &decision.entries[row as usize], person);
        }
    }
    let mut picked: BTreeMap<u32, BTreeSet<Risk>> = BTreeMap::new();
    for (risk, row) in field.found() {
        picked.entry(row).or_default().insert(risk);
    }
    let mut rest: Vec<u32> = letters.into_iter().filter(|row| !picked.contains_key(row)).collect();
    let mut chance = Chance::new(seed);
    for _ in 0..random.min(rest.len()) {
        let row = rest.swap_remove(chance.below(rest.len() as u64) as usize);
        picked.entry(row).or_default().insert(Risk::Chance);
    }
    Ok(picked)
}

/// The first row of each kind, and the most extreme one of each measure.
#[derive(Default)]
struct Field {
    variants: BTreeMap<u32, u32>,
    firsts: BTreeMap<Risk, u32>,
    most: BTreeMap<Risk, (usize, u32)>,
}

impl Field {
    fn enter(&mut self, row: u32, entry: &Entry, person: &Person) {
        self.variants.entry(entry.variant).or_insert(row);
        let mut most = |risk, size: usize| {
            let best = self.most.entry(risk).or_insert((size, row));
            if size > best.0 {
                *best = (size, row);
            }
        };
        let name = person.name.as_ref().map_or("", |name| name.disclose().full.as_str());
        let length = name.chars().count();
        most(Risk::LongestName, length);
        most(Risk::ShortestName, usize::MAX - length);
        let lines = person.address.as_ref().map(|address| address.disclose().lines()).unwrap_or_default();
        most(Risk::LongestAddress, lines.iter().map(|line| line.chars().count()).max().unwrap_or(0));
        most(Risk::MostAddressLines, lines.len());
        most(Risk::MostElements, entry.elements.iter().count());
        most(Risk::FewestElements, usize::MAX - entry.elements.iter().count());
        most(Risk::MostPages, usize::from(entry.pages));

        let travels = entry.codes.contains(Code::WindowTravel);
        let decided = [Code::AddressDecided, Code::AddresseeDecided, Code::ConfidentialAddressUsed];
        let names = [&person.name, &person.guardian, &person.next_of_kin, &person.representative];
        let any = |test: &dyn Fn(&str) -> bool| {
            names.iter().filter_map(|name| name.as_ref()).any(|name: &Private<_>| test(&name.disclose().full))
        };
        for (risk, holds) in [
            (Risk::WindowTravel, travels),
            (Risk::Accent, any(&|name| name.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))),
            (Risk::Apostrophe, any(&|name| name.contains(['\'', '’', '-']))),
            (Risk::Markup, any(&|name| name.contains(|c: char| c.is_ascii_digit() || "*_#{}<>=&|`\\\"".contains(c)))),
            (Risk::Capitals, any(&|name| name.len() > 4 && name.contains(' ') && !name.contains(char::is_lowercase))),
            (Risk::Abroad, entry.jurisdiction.is_some_and(crate::party::Jurisdiction::is_foreign)),
            (Risk::Decided, decided.iter().any(|code| entry.codes.contains(*code))),
        ] {
            if holds {
                self.firsts.entry(risk).or_insert(row);
            }
        }
    }

    fn found(self) -> impl Iterator<Item = (Risk, u32)> {
        let variants = self.variants.into_values().map(|row| (Risk::Variant, row));
        let most = self.most.into_iter().map(|(risk, (_, row))| (risk, row));
        variants.chain(most).chain(self.firsts)
    }
}
