//! Which rows are one person: proposed by fingerprints, decided by true values and by people, with what each row brings along.

use super::convey;
use super::entry::{Disposition, Entry};
use super::kit::Kit;
use super::offer;
use super::rows::{Roll, people};
use crate::finding::{Code, CodeSet, Position, Refusal};
use crate::intake::Keys;
use crate::intake::matching::{self, Judgement, Verdict};
use crate::party::Standing;
use rustc_hash::{FxHashMap, FxHashSet};

/// Joins rows of one person. Fingerprints only propose; the true values decide.
pub(super) fn join(kit: &Kit, rolls: &[Roll<'_>], entries: &mut [Entry], keys: Vec<Keys>) -> Result<(), Refusal> {
    let groups = matching::candidates(&keys.iter());
    drop(keys);
    let anybody_mailed = rolls.iter().any(|roll| !roll.docket.mailed.is_empty());
    let (mut judged, doubted) = {
        let seen: &[Entry] = entries;
        let (mut judged, mut doubted): (Vec<Judgement>, Vec<[u32; 2]>) = Default::default();
        convey(
            kit.threads,
            groups.chunks(256),
            || (),
            |(), groups| {
                let (mut found, mut doubted) = (Vec::new(), Vec::new());
                for group in groups {
                    let people = people(kit, rolls, seen, group)?;
                    let group: Vec<_> = group.iter().copied().zip(&people).collect();
                    let (judged, doubts) = matching::hear(&group);
                    found.extend(judged);
                    if anybody_mailed {
                        doubted.extend(doubts.into_iter().map(|doubt| doubt.rows));
                    }
                }
                Ok((found, doubted))
            },
            |(found, pairs): (Vec<Judgement>, Vec<[u32; 2]>)| {
                judged.extend(found);
                doubted.extend(pairs);
                Ok(())
            },
        )?;
        (judged, doubted)
    };
    let decided = Decided::of(rolls, entries);
    judged.retain(|judgement| decided.allows(judgement));
    for pair in doubted.into_iter().filter(|pair| !decided.covers(*pair)) {
        perhaps_mailed(rolls, entries, pair);
    }
    judged.extend(decided.same.iter().map(|&(row, other)| Judgement { row, verdict: Verdict::MergedInto(other) }));
    for judgement in judged {
        match judgement.verdict {
            Verdict::MergedInto(primary) => {
                let primary = first_of(entries, primary);
                let entry = &mut entries[judgement.row as usize];
                if entry.disposition != Disposition::Merged && primary != judgement.row {
                    entry.merge_into(primary);
                }
            }
            Verdict::Held(code) | Verdict::Noted(code) => entries[judgement.row as usize].find(code),
        }
    }
    part(entries, &decided.apart);
    for row in 0..entries.len() {
        let Entry { disposition: Disposition::Merged, elements, primary, .. } = entries[row] else { continue };
        let primary = first_of(entries, primary);
        entries[row].primary = primary;
        let marks: CodeSet = entries[row].codes.iter().filter(|code| CARRIED.contains(code)).collect();
        let entry = &mut entries[primary as usize];
        entry.elements = entry.elements.union(elements);
        entry.find_all(marks);
        if offer::short(kit, entry).is_some() {
            entry.find(Code::OfferShort);
        }
    }
    // A guardian from a second file comes by a number, which several people here have.
    for entry in entries.iter_mut().filter(|e| e.codes.contains(Code::RecordIdShared)) {
        if entry.standing == Some(Standing::Minor) && rolls[usize::from(entry.file)].docket.guardians.is_some() {
            entry.find(Code::GuardianDoubtful);
        }
    }
    Ok(())
}

/// Marks that a person keeps whichever of their rows stays.
const CARRIED: [Code; 6] = [
    Code::HoldMarked,
    Code::HoldDecided,
    Code::CustodyMarked,
    Code::SafeAddressMarked,
    Code::DoNotContactMarked,
    Code::ColumnLooksLikeFlag,
];

/// Takes apart rows of which somebody said that they are two people, and which were both joined with a third: each has a letter
/// of their own.
fn part(entries: &mut [Entry], apart: &FxHashSet<(u32, u32)>) {
    let mut pairs: Vec<(u32, u32)> = apart.iter().copied().filter(|(a, b)| a < b).collect();
    pairs.sort_unstable();
    for (one, other) in pairs {
        let [a, b] = [one, other].map(|row| &entries[row as usize]);
        if b.disposition == Disposition::Merged && a.disposition == Disposition::Merged && a.primary == b.primary {
            entries[other as usize].stand_alone();
        }
    }
}

/// Of two rows that may be one person, one was written to and the other was not: it waits until somebody says.
fn perhaps_mailed(rolls: &[Roll<'_>], entries: &mut [Entry], pair: [u32; 2]) {
    let mailed = pair.map(|row| {
        let entry = &entries[row as usize];
        rolls[usize::from(entry.file)].docket.mailed.contains(&entry.extent.line)
    });
    match mailed {
        [true, false] => entries[pair[1] as usize].find(Code::PerhapsMailed),
        [false, true] => entries[pair[0] as usize].find(Code::PerhapsMailed),
        _ => {}
    }
}

/// The row that stays of those that a row was joined with: a decision may have joined it with yet another one.
fn first_of(entries: &[Entry], mut row: u32) -> u32 {
    while entries[row as usize].disposition == Disposition::Merged {
        row = entries[row as usize].primary;
    }
    row
}

/// Pairs about which somebody decided, as places in the order of the rows.
#[derive(Default)]
pub(super) struct Decided {
    same: Vec<(u32, u32)>,
    apart: FxHashSet<(u32, u32)>,
}

impl Decided {
    pub(super) fn of(rolls: &[Roll<'_>], entries: &[Entry]) -> Self {
        let mut decided = Self::default();
        let about = |entry: &Entry| rolls[usize::from(entry.file)].docket.rulings.get(&entry.extent.line);
        if !rolls.iter().any(|roll| super::kin::pairs_decided(&roll.docket)) {
            return decided;
        }
        let places: FxHashMap<(u16, u32), u32> =
            (0u32..).zip(entries).map(|(row, e)| ((e.file, e.extent.line), row)).collect();
        let place = |at: &Position| places.get(&(at.file, at.line)).copied();
        for (row, ruling) in (0u32..).zip(entries).filter_map(|(row, e)| Some((row, about(e)?))) {
            let other = ruling.same_as.as_ref().and_then(place);
            decided.same.extend(other.filter(|other| *other != row).map(|other| (row, other)));
            for other in ruling.apart_from.iter().filter_map(place) {
                decided.apart.extend([(row, other), (other, row)]);
            }
        }
        decided
    }

    /// Whether somebody decided about the two.
    pub(super) fn covers(&self, [a, b]: [u32; 2]) -> bool {
        self.apart.contains(&(a, b)) || self.same.contains(&(a, b)) || self.same.contains(&(b, a))
    }

    fn allows(&self, judgement: &Judgement) -> bool {
        match judgement.verdict {
            Verdict::MergedInto(primary) => !self.apart.contains(&(judgement.row, primary)),
            Verdict::Held(_) | Verdict::Noted(_) => true,
        }
    }
}
