use crate::composition::paginate::{PlacedUnit, Room, Unit, paginate, paginate_well};
use proptest::prelude::*;

const ROOM: Room =
    Room { first_top: 24_300, top: 7_200, bottom: 72_360, padding: 900, box_before: 600, box_after: 1_200 };

fn unit() -> impl Strategy<Value = Unit> {
    (1u32..40, prop::sample::select(vec![1_400, 1_800]), 0i32..1_200, any::<bool>(), any::<bool>(), 0u8..12).prop_map(
        |(lines, leading, space, together, with_next, kind)| match kind {
            0 => Unit::Break,
            1 => Unit::Solid { height: 3_600, after: space, with_next },
            _ => Unit::Text {
                lines: if kind < 6 { lines % 4 + 1 } else { lines },
                leading,
                before: space,
                after: space,
                together: together && lines < 12,
                with_next: with_next && lines < 4,
            },
        },
    )
}

fn boxed(units: Vec<Unit>, from: usize, len: usize) -> Vec<Unit> {
    let mut units: Vec<Unit> = units;
    let from = from % (units.len() + 1);
    let to = (from + len).min(units.len());
    units.insert(to, Unit::BoxEnd);
    units.insert(from, Unit::BoxStart);
    units
}

proptest! {
    #[test]
    fn every_line_stands_once_in_order_inside_the_page(
        units in prop::collection::vec(unit(), 0..60),
        from in 0usize..60,
        len in 0usize..4,
    ) {
        let units = boxed(units, from, len);
        // The same laws hold where blocks were set closer to save a page, which never costs one.
        let pages = paginate_well(&units, ROOM);
        prop_assert!(pages.len() <= paginate(&units, ROOM).len());
        let mut next = vec![0u32; units.len()];
        let mut last = (0usize, 0u32);
        for (n, page) in pages.iter().enumerate() {
            let mut y = if n == 0 { ROOM.first_top } else { ROOM.top };
            for placed in page {
                match placed {
                    PlacedUnit::Lines { unit, lines, y: top } => {
                        let Unit::Text { lines: all, leading, together, .. } = units[*unit] else { panic!("lines of text") };
                        prop_assert!((*unit, lines.start) >= last, "in order");
                        prop_assert_eq!(next[*unit], lines.start, "no line twice, none left out");
                        next[*unit] = lines.end;
                        last = (*unit, lines.end);
                        prop_assert!(*top >= y, "nothing overlaps");
                        y = top + leading * lines.len() as i32;
                        prop_assert!(y <= ROOM.bottom, "nothing leaves the page");
                        if lines.len() < all as usize && !together && all >= 4 {
                            prop_assert!(lines.len() >= 2, "no line of a paragraph alone");
                        }
                        if (all as i32) < 4 || together {
                            prop_assert_eq!(lines.len(), all as usize, "kept together");
                        }
                    }
                    PlacedUnit::Solid { unit, y: top } => {
                        prop_assert!(*top >= y);
                        next[*unit] = 1;
                        last = (*unit, 1);
                        y = top + 3_600;
                        prop_assert!(y <= ROOM.bottom);
                    }
                    PlacedUnit::Frame { top, bottom } => prop_assert!(top < bottom && *bottom <= ROOM.bottom),
                }
            }
        }
        for (unit, next) in units.iter().zip(next) {
            match unit {
                Unit::Text { lines, .. } => prop_assert_eq!(next, *lines),
                Unit::Solid { .. } => prop_assert_eq!(next, 1),
                Unit::Break | Unit::BoxStart | Unit::BoxEnd => {}
            }
        }
    }
}

fn text(lines: u32, with_next: bool) -> Unit {
    Unit::Text { lines, leading: 1_400, before: 0, after: 0, together: false, with_next }
}

#[test]
fn a_heading_goes_with_the_first_lines_that_follow() {
    // 34 lines fit the first page; the heading would be line 33, and one line of the paragraph would fit under it.
    let pages = paginate(&[text(32, false), text(1, true), text(6, false)], ROOM);
    assert_eq!(pages.len(), 2);
    assert!(pages[0].iter().all(|p| matches!(p, PlacedUnit::Lines { unit: 0, .. })));
    let pages = paginate(&[text(31, false), text(1, true), text(6, false)], ROOM);
    assert_eq!(pages[0].len(), 3, "with room for two lines it stays");
}

#[test]
fn a_box_stands_on_one_page() {
    let units = [text(30, false), Unit::BoxStart, text(1, false), text(6, false), Unit::BoxEnd, text(1, false)];
    let pages = paginate(&units, ROOM);
    assert_eq!(pages.len(), 2);
    let frames: Vec<_> =
        pages.iter().map(|p| p.iter().filter(|x| matches!(x, PlacedUnit::Frame { .. })).count()).collect();
    assert_eq!(frames, [0, 1]);
}

#[test]
fn a_few_lines_on_a_page_of_their_own_are_drawn_back() {
    let text = |lines| Unit::Text { lines, leading: 1_400, before: 0, after: 800, together: false, with_next: false };
    // Nine blocks of three lines fill the first page; the tenth would stand alone on a second.
    let units: Vec<Unit> = std::iter::repeat_n(text(3), 10).collect();
    assert_eq!(paginate(&units, ROOM).len(), 2);
    assert_eq!(paginate_well(&units, ROOM).len(), 1);
    // A page that is well used stays as it is.
    let units: Vec<Unit> = std::iter::repeat_n(text(3), 15).collect();
    assert_eq!(paginate_well(&units, ROOM), paginate(&units, ROOM));
    // What does not fit even so is set as it was.
    let units: Vec<Unit> = vec![text(34), text(6)];
    assert_eq!(paginate_well(&units, ROOM), paginate(&units, ROOM));
}
