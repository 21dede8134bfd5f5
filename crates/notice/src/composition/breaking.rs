//! Line breaking: pure arithmetic on atoms, so that equal text breaks equally on every machine.

use super::atom::{After, Atom};

/// The way in which lines are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The most even right edge over the whole paragraph.
    Even,
    /// Each line as full as it goes; for blocks with a person's own values, which are set for every letter.
    Full,
}

/// Fills `ends` with the atom counts after which lines end. `measure` is in thousandths of the type size; no line's
/// ink is wider, provided that no unbreakable group of atoms is.
pub(super) fn break_lines(atoms: &[Atom], measure: i32, way: Way, ends: &mut Vec<u32>) {
    ends.clear();
    let mut from = 0;
    while from < atoms.len() {
        let to = atoms[from..].iter().position(|a| a.after == After::Forced).map_or(atoms.len(), |i| from + i + 1);
        let first_end = ends.len();
        full(atoms, from, to, measure, ends);
        if way == Way::Even && ends.len() - first_end > 1 {
            ends.truncate(first_end);
            even(atoms, from, to, measure, ends);
        }
        from = to;
    }
}

fn full(atoms: &[Atom], from: usize, to: usize, measure: i32, ends: &mut Vec<u32>) {
    let (mut x, mut start) = (0, from);
    // Where the line may end, and how wide it is up to there with its blanks.
    let mut place: Option<(usize, i32)> = None;
    // Where the line before the last might have ended instead, so that no word stands alone on the last line.
    let mut spare: Option<(usize, usize)> = None;
    for (i, atom) in atoms[from..to].iter().enumerate().map(|(i, a)| (from + i, a)) {
        if x + atom.width > measure
            && atom.width > 0
            && let Some((end, width)) = place.take()
        {
            spare = last_place(atoms, start, end).map(|earlier| (earlier, end));
            ends.push(end as u32);
            start = end;
            x -= width;
        }
        x += atom.width + atom.blank;
        if atom.after == After::Allowed {
            place = Some((i + 1, x));
        }
    }
    if let Some((earlier, end)) = spare.filter(|&(_, end)| last_place(atoms, end, to).is_none())
        && ink(&atoms[earlier..to]) <= measure
        && atoms[end..to].iter().any(|a| a.width > 0)
    {
        ends.pop();
        ends.push(earlier as u32);
    }
    ends.push(to as u32);
}

/// The last place before `to` where a line from `from` may end.
fn last_place(atoms: &[Atom], from: usize, to: usize) -> Option<usize> {
    (from + 1..to).rev().find(|&i| atoms[i - 1].after == After::Allowed && atoms[i..to].iter().any(|a| a.width > 0))
}

/// Width without the blanks at the end.
fn ink(atoms: &[Atom]) -> i32 {
    let all: i32 = atoms.iter().map(|a| a.width + a.blank).sum();
    let trailing = atoms
        .iter()
        .rposition(|a| a.width > 0)
        .map_or(all, |last| atoms[last].blank + atoms[last + 1..].iter().map(|a| a.blank).sum::<i32>());
    all - trailing
}

fn even(atoms: &[Atom], from: usize, to: usize, measure: i32, ends: &mut Vec<u32>) {
    // Places where a line may start or end: atom index, x there with blanks, x there without.
    let mut places = vec![(from, 0i64, 0i64)];
    let (mut x, mut edge) = (0i64, 0i64);
    for (i, atom) in atoms[from..to].iter().enumerate() {
        if atom.width > 0 {
            edge = x + i64::from(atom.width);
        }
        x += i64::from(atom.width + atom.blank);
        if atom.after != After::Glued || from + i + 1 == to {
            places.push((from + i + 1, x, edge));
        }
    }
    let measure = i64::from(measure);
    // A line costs as much as a third of it left empty, so that evenness never adds a line lightly.
    let line = measure * measure / 9;
    let last = places.len() - 1;
    let mut best: Vec<(i64, usize)> = vec![(i64::MAX, 0); places.len()];
    best[0].0 = 0;
    for end in 1..=last {
        for start in (0..end).rev() {
            let width = places[end].2 - places[start].1;
            if width > measure && start + 1 < end {
                break;
            }
            if best[start].0 == i64::MAX {
                continue;
            }
            let slack = (measure - width).max(0);
            let cost = match (end == last, start + 1 == end && start > 0) {
                // One word alone on the last line.
                (true, true) => measure * measure,
                (true, false) if width * 6 < measure => measure * measure / 16,
                (true, false) => 0,
                (false, _) => slack * slack,
            };
            let total = best[start].0 + cost + line;
            if total < best[end].0 {
                best[end] = (total, start);
            }
        }
    }
    let first = ends.len();
    let mut at = last;
    while at > 0 {
        ends.push(places[at].0 as u32);
        at = best[at].1;
    }
    ends[first..].reverse();
}
