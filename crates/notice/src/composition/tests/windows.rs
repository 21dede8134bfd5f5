//! Tests of the zones that a window shows, and of envelopes that are refused, at their boundaries.

use super::{double, inches, window};
use crate::composition::{Area, Envelope, Fold, MarkKind, MarksPlace, WindowReport, Zone};

fn fold(first_panel: &str) -> Fold {
    Fold { kind: "c".to_owned(), first_panel: inches(first_panel) }
}

fn refused(envelope: &Envelope, first_panel: &str) -> String {
    WindowReport::of(envelope, &fold(first_panel)).map(drop).expect_err("refused").message.into()
}

#[test]
fn an_area_meets_what_shares_a_point_inside_and_holds_what_lies_in_it() {
    let area = |left, top, right, bottom| Area { left, top, right, bottom };
    let own = area(10, 10, 20, 20);
    for (other, meets, holds) in [
        (own, true, true),
        (area(11, 11, 19, 19), true, true),
        (area(9, 10, 20, 20), true, false),
        (area(10, 9, 20, 20), true, false),
        (area(10, 10, 21, 20), true, false),
        (area(10, 10, 20, 21), true, false),
        (area(20, 10, 30, 20), false, false),
        (area(0, 10, 10, 20), false, false),
        (area(10, 20, 20, 30), false, false),
        (area(10, 0, 20, 10), false, false),
        (area(19, 19, 30, 30), true, false),
        (area(0, 0, 11, 11), true, false),
        (area(19, 25, 30, 30), false, false),
    ] {
        assert_eq!((own.meets(&other), other.meets(&own), own.holds(&other)), (meets, meets, holds), "{other:?}");
    }
}

#[test]
fn a_zone_without_width_or_height_is_empty() {
    let zone = |left: &str, top: &str, right: &str, bottom: &str| Zone {
        left: inches(left),
        top: inches(top),
        right: inches(right),
        bottom: inches(bottom),
    };
    assert!(!zone("1", "1", "1.1", "1.1").is_empty());
    assert!(zone("1", "1", "1", "2").is_empty() && zone("1", "1", "2", "1").is_empty());
    assert!(zone("2", "1", "1", "2").is_empty() && zone("1", "2", "2", "1").is_empty());
}

#[test]
fn envelopes_are_refused_from_the_first_figure_that_does_not_fit() {
    let whole = WindowReport::of(&double(), &fold("3.9375")).expect("the default envelope");
    assert!(whole.return_address.is_some() && !whole.address.address_safe.is_empty());
    let narrow = Envelope { width: inches("8.5"), ..double() };
    assert!(WindowReport::of(&narrow, &fold("3.9375")).is_ok(), "as wide as the sheet");
    let narrower = Envelope { width: inches("8.4999"), ..double() };
    assert!(refused(&narrower, "3.9375").contains("a sheet is 8.5 in"));
    // The panel may be as high as the envelope, and no higher than the sheet.
    assert!(WindowReport::of(&double(), &fold("4.125")).is_ok());
    assert!(refused(&double(), "4.1251").contains("does not fit"));
    assert!(refused(&double(), "1").contains("does not fit"));
    let high = Envelope { height: inches("12"), ..double() };
    assert!(WindowReport::of(&high, &fold("11")).map(drop).is_err_and(|refusal| !refusal.message.contains("panel")));
    assert!(refused(&high, "11.5").contains("first panel of 11.5 in does not fit"));
    let with = |height: &str, width: &str, left: &str, bottom: &str| Envelope {
        address_window: window(height, width, left, bottom),
        ..double()
    };
    // On the very edges of the envelope it still lies on it.
    for edge in
        [with("1", "4", "0", "1"), with("1", "4", "5.5", "1"), with("1", "4", "1", "0"), with("1", "4", "1", "3.125")]
    {
        let found = WindowReport::of(&edge, &fold("4.125"));
        assert!(found.is_ok() || found.is_err_and(|refusal| refusal.message.contains("No part")), "{edge:?}");
    }
    for outside in [
        with("0", "4", "1", "1"),
        with("1", "0", "1", "1"),
        with("1", "4", "-0.01", "1"),
        with("1", "4", "1", "-0.01"),
        with("1", "4", "5.51", "1"),
        with("1", "4", "1", "3.126"),
    ] {
        assert!(refused(&outside, "4.125").contains("is not on the envelope"), "{outside:?}");
    }
    assert!(refused(&with("0.2", "4", "1", "1"), "4.125").contains("No part of the address_window"));
}

#[test]
fn marks_stand_where_the_default_profile_has_them() {
    let place = MarksPlace::default();
    assert_eq!((place.kind, place.left(), place.top()), (MarkKind::DataMatrix, 55_800, 1_800));
    assert_eq!(place.module, inches("0.02"));
}

#[test]
fn a_symbol_and_its_text_are_kept_clear_to_the_point() {
    // Hundredths of a point: modules of 0.02 in are 144, and 18 of them a symbol.
    let place = MarksPlace::default();
    assert_eq!(place.module(), 144);
    let side = 18 * 144;
    let (left, top, beside) = (55_800, 1_800, 2 * 144);
    let right = left + side + beside;
    let area = Area { left: right - 7_920 - beside, top: top - 2 * 144, right, bottom: top + side + 1_100 };
    assert_eq!(place.areas(), [area]);

    // A ladder of 0.4 in and 223 modules, with ten modules above and below it and its text above those.
    let ladder = MarksPlace { kind: MarkKind::Code39, ..place };
    let (wide, long, quiet) = (2_880, 223 * 144, 10 * 144);
    let right = left + wide + beside;
    assert_eq!(
        ladder.areas(),
        [
            Area { left: right - 7_920 - beside, top: top - quiet - 900, right, bottom: top - quiet },
            Area { left: left - beside, top: top - quiet, right, bottom: top + long + quiet },
        ]
    );

    // A symbol that is wider than its text is kept clear to its own edge.
    let wide = MarksPlace { module: inches("0.1"), ..place };
    let (side, beside) = (18 * 720, 2 * 720);
    let right = left + side + beside;
    let area = Area { left: left - beside, top: top - 2 * 720, right, bottom: top + side + 1_100 };
    assert_eq!(wide.areas(), [area]);
}
