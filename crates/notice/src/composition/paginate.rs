//! Page breaking. It knows nothing of letters: only heights, and what must stay together.

use super::page::Centi;
use std::ops::Range;

/// Fewest lines of a block that may stand alone at the foot or the head of a page.
const FEWEST: u32 = 2;

/// Something to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Lines of text.
    Text { lines: u32, leading: Centi, before: Centi, after: Centi, together: bool, with_next: bool },
    /// A picture.
    Solid { height: Centi, after: Centi, with_next: bool },
    /// A page break.
    Break,
    /// A ruled box begins.
    BoxStart,
    /// It ends.
    BoxEnd,
}

/// The room on pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Top of the text on the first page.
    pub first_top: Centi,
    /// Top of the text on other pages.
    pub top: Centi,
    /// Bottom of the text.
    pub bottom: Centi,
    /// Between the rule of a box and its text.
    pub padding: Centi,
    /// Above a box.
    pub box_before: Centi,
    /// Under a box.
    pub box_after: Centi,
}

/// Something placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PlacedUnit {
    /// Lines of a unit (all of them, or a part), with the top edge.
    Lines { unit: usize, lines: Range<u32>, y: Centi },
    /// A picture.
    Solid { unit: usize, y: Centi },
    /// The frame of a box, or of the part of it on this page.
    Frame { top: Centi, bottom: Centi },
}

impl PlacedUnit {
    /// The unit that is placed, if it is no frame.
    pub fn unit(&self) -> Option<usize> {
        match self {
            Self::Lines { unit, .. } | Self::Solid { unit, .. } => Some(*unit),
            Self::Frame { .. } => None,
        }
    }

    /// The same, counted from other units.
    fn counted_from(self, first: usize) -> Self {
        match self {
            Self::Lines { unit, lines, y } => Self::Lines { unit: unit + first, lines, y },
            Self::Solid { unit, y } => Self::Solid { unit: unit + first, y },
            Self::Frame { .. } => self,
        }
    }
}

struct Setter<'a> {
    units: &'a [Unit],
    room: Room,
    pages: Vec<Vec<PlacedUnit>>,
    y: Centi,
    gap: Centi,
    /// Nothing stands on the page yet.
    fresh: bool,
    /// Nothing stands in the open box yet.
    flush: bool,
    /// Top of the box that is open.
    open: Option<Centi>,
}

/// Percentages of the distances between blocks that are tried where a letter would end with a few lines on a page of
/// their own.
const SQUEEZED: [Centi; 3] = [85, 70, 55];

/// Places all units on pages, in order. Where the last page before a page break, or the last of all, would hold next to
/// nothing, the blocks before it stand a little closer together if that saves the page.
pub(super) fn paginate_well(units: &[Unit], room: Room) -> Vec<Vec<PlacedUnit>> {
    let mut pages: Vec<Vec<PlacedUnit>> = Vec::new();
    let (mut first, mut boxed) = (0, false);
    let ends = |unit: &Unit| {
        // A break within a box is set with the box, whose frame goes on over it.
        boxed = *unit == Unit::BoxStart || (boxed && *unit != Unit::BoxEnd);
        *unit == Unit::Break && !boxed
    };
    for stretch in units.split(ends) {
        if !stretch.is_empty() {
            let first_top = if pages.is_empty() { room.first_top } else { room.top };
            let more = paginate_stretch(stretch, Room { first_top, ..room });
            pages.extend(more.into_iter().map(|page| page.into_iter().map(|one| one.counted_from(first)).collect()));
        }
        first += stretch.len() + 1;
    }
    if pages.is_empty() { vec![Vec::new()] } else { pages }
}

/// Places units without a page break.
fn paginate_stretch(units: &[Unit], room: Room) -> Vec<Vec<PlacedUnit>> {
    let pages = paginate(units, room);
    let lowest = |placed: &PlacedUnit| match placed {
        PlacedUnit::Lines { unit, lines, y } => match units[*unit] {
            Unit::Text { leading, .. } => y + leading * lines.len() as Centi,
            _ => *y,
        },
        PlacedUnit::Solid { y, .. } => *y,
        PlacedUnit::Frame { bottom, .. } => *bottom,
    };
    let end = pages.last().and_then(|page| page.iter().map(lowest).max()).unwrap_or(room.bottom);
    if pages.len() < 2 || end - room.top > (room.bottom - room.top) / 4 {
        return pages;
    }
    let closer = SQUEEZED.into_iter().map(|percent| paginate(&squeezed(units, percent), closer_room(room, percent)));
    closer.into_iter().find(|closer| closer.len() < pages.len()).unwrap_or(pages)
}

fn squeezed(units: &[Unit], percent: Centi) -> Vec<Unit> {
    let less = |distance: Centi| distance * percent / 100;
    let closer = |unit: &Unit| match *unit {
        Unit::Text { lines, leading, before, after, together, with_next } => {
            Unit::Text { lines, leading, before: less(before), after: less(after), together, with_next }
        }
        Unit::Solid { height, after, with_next } => Unit::Solid { height, after: less(after), with_next },
        structure => structure,
    };
    units.iter().map(closer).collect()
}

fn closer_room(room: Room, percent: Centi) -> Room {
    Room { box_before: room.box_before * percent / 100, box_after: room.box_after * percent / 100, ..room }
}

/// Places all units on pages, in order.
pub(super) fn paginate(units: &[Unit], room: Room) -> Vec<Vec<PlacedUnit>> {
    let mut setter = Setter {
        units,
        room,
        pages: vec![Vec::new()],
        y: room.first_top,
        gap: 0,
        fresh: true,
        flush: false,
        open: None,
    };
    for i in 0..units.len() {
        setter.place(i);
    }
    setter.pages
}

impl Setter<'_> {
    fn bottom(&self) -> Centi {
        self.room.bottom - if self.open.is_some() { self.room.padding } else { 0 }
    }

    fn put(&mut self, placed: PlacedUnit) {
        if let Some(page) = self.pages.last_mut() {
            page.push(placed);
        }
    }

    fn turn(&mut self) {
        if let Some(top) = self.open.filter(|_| !self.flush) {
            self.put(PlacedUnit::Frame { top, bottom: self.y + self.room.padding });
        }
        self.pages.push(Vec::new());
        self.y = self.room.top;
        self.gap = 0;
        self.fresh = true;
        if self.open.is_some() {
            self.open = Some(self.y);
            self.y += self.room.padding;
        }
    }

    /// Height that is needed before a page may end, counted from `y` with a gap above: a heading takes the first lines
    /// of what follows with it, a box all of itself.
    fn need(&self, from: usize, at_top: bool) -> Centi {
        let (mut height, mut gap, mut depth) = (0, if at_top { 0 } else { self.gap }, 0);
        let mut flush = at_top || self.flush;
        for unit in &self.units[from..] {
            let above = |before: Centi, flush: bool| if flush { 0 } else { gap.max(before) };
            match *unit {
                Unit::Text { lines, leading, before, after, together, with_next } => {
                    height += above(before, flush);
                    let whole = together || with_next || depth > 0 || lines < 2 * FEWEST;
                    height += leading * if whole { lines } else { FEWEST } as Centi;
                    if !with_next && depth == 0 {
                        return height;
                    }
                    gap = after;
                }
                Unit::Solid { height: own, after, with_next } => {
                    height += above(0, flush) + own;
                    if !with_next && depth == 0 {
                        return height;
                    }
                    gap = after;
                }
                Unit::BoxStart => {
                    height += above(self.room.box_before, flush) + self.room.padding;
                    (gap, depth, flush) = (0, depth + 1, true);
                    continue;
                }
                Unit::BoxEnd => {
                    height += self.room.padding;
                    depth -= 1;
                    if depth <= 0 {
                        return height;
                    }
                }
                Unit::Break => return height,
            }
            flush = false;
        }
        height
    }

    /// Turns the page where what must stay with this unit fits on a whole page but not on the rest of this one.
    fn make_room(&mut self, i: usize) {
        let on_new = self.need(i, true);
        let start = self.room.top + if self.open.is_some() { self.room.padding } else { 0 };
        let fits_new = start + on_new <= self.bottom() || self.units[i] == Unit::BoxStart;
        if !self.fresh && self.y + self.need(i, false) > self.bottom() && fits_new {
            self.turn();
        }
    }

    fn above(&mut self, before: Centi) {
        if !self.fresh && !self.flush {
            self.y += self.gap.max(before);
        }
        self.gap = 0;
    }

    fn place(&mut self, i: usize) {
        match self.units[i] {
            Unit::Break => {
                if !self.fresh {
                    self.turn();
                }
            }
            Unit::BoxStart => {
                self.make_room(i);
                self.above(self.room.box_before);
                self.open = Some(self.y);
                self.y += self.room.padding;
                // Text follows the padding with nothing above it.
                (self.flush, self.gap) = (true, 0);
            }
            Unit::BoxEnd => {
                if let Some(top) = self.open.take() {
                    self.y += self.room.padding;
                    self.put(PlacedUnit::Frame { top, bottom: self.y });
                    self.gap = self.room.box_after;
                    (self.fresh, self.flush) = (false, false);
                }
            }
            Unit::Solid { height, after, .. } => {
                self.make_room(i);
                self.above(0);
                if self.y + height > self.bottom() && !self.fresh {
                    self.turn();
                }
                self.put(PlacedUnit::Solid { unit: i, y: self.y });
                self.y += height;
                (self.gap, self.fresh, self.flush) = (after, false, false);
            }
            Unit::Text { lines, leading, before, after, together, .. } => {
                self.make_room(i);
                self.above(before);
                let mut done = 0;
                while done < lines {
                    let left = lines - done;
                    let fit = ((self.bottom() - self.y).max(0) / leading.max(1)) as u32;
                    let take = if fit >= left {
                        left
                    } else if !together && left >= 2 * FEWEST && fit >= FEWEST {
                        fit.min(left - FEWEST)
                    } else if !self.fresh {
                        0
                    } else {
                        fit.clamp(1, left)
                    };
                    if take > 0 {
                        self.put(PlacedUnit::Lines { unit: i, lines: done..done + take, y: self.y });
                        self.y += leading * take as Centi;
                        (self.fresh, self.flush) = (false, false);
                        done += take;
                    }
                    if done < lines {
                        self.turn();
                    }
                }
                self.gap = after;
            }
        }
    }
}
