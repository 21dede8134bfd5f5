use super::{PROFILE, RATES, address, day, piece, profile, rates};
use crate::mailing::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn the_built_in_profile_is_read() {
    let profile = profile();
    assert_eq!((profile.letters_per_file, profile.duplex, profile.baa_reference.as_deref()), (2_500, true, None));
    assert_eq!(profile.marks.symbology, Symbology::DataMatrix);
    assert_eq!(profile.fold.first_panel, dec("3.9375"));
    assert_eq!(profile.grouping.last(), Some(&Grouping::Zip));
}

#[test]
fn faults_of_a_profile_are_found_where_they_stand() {
    let cases = [
        ("letters_per_file = 2500", "letters_per_file = 0", 6),
        ("edition = \"print\"", "edition = \"paper\"", 8),
        ("symbology = \"datamatrix\"", "symbology = \"code128\"", 30),
        ("position = { left = \"7.75\", top = \"0.25\" }", "position = { left = \"8.2\", top = \"0.25\" }", 31),
        ("module = \"0.02\"", "module = \"0.001\"", 32),
        ("\"foreign\", \"zip\"]", "\"zip\"]", 35),
        ("count_per_variant = 0", "count_per_variant = 2", 38),
        ("columns = \"standard\"", "columns = \"mine\"", 42),
        ("strict = false", "strict = false\nstrickt = true", 28),
    ];
    for (good, bad, line) in cases {
        assert!(PROFILE.contains(good), "{good}");
        let faults = VendorProfile::parse("v.toml", &PROFILE.replace(good, bad)).expect_err(bad);
        assert_eq!((faults.len(), faults[0].place.line), (1, line), "{bad}: {faults:?}");
        assert!(faults[0].place.column > 0 && faults[0].message.ends_with('.'), "{faults:?}");
    }
    let both = PROFILE.replace("letters_per_file = 2500", "letters_per_file = 0").replace("\"standard\"", "\"mine\"");
    assert_eq!(VendorProfile::parse("v.toml", &both).map_err(|f| f.len()), Err(2));
}

#[test]
fn lengths_that_no_paper_has_are_refused_before_they_are_reckoned_with() {
    for (good, line) in [
        ("first_panel = \"3.9375\"", 17),
        ("height = \"4.125\"", 21),
        ("width = \"9.5\"", 21),
        ("left = \"0.625\", bottom = \"1.0\"", 21),
        ("left = \"0.625\", bottom = \"2.375\"", 21),
        ("left = \"7.75\"", 31),
        ("top = \"0.25\"", 31),
        ("module = \"0.02\"", 32),
    ] {
        assert!(PROFILE.contains(good), "{good}");
        let (key, _) = good.split_once(" = ").expect("a key");
        let rest = good.split_once(',').map(|(_, rest)| format!(",{rest}")).unwrap_or_default();
        for number in ["79228162514264337593543950335", "-79228162514264337593543950335", "100.01"] {
            let text = PROFILE.replace(good, &format!("{key} = \"{number}\"{rest}"));
            let faults = VendorProfile::parse("v.toml", &text).expect_err(good);
            assert_eq!((faults.len(), faults[0].place.line), (1, line), "{good}: {faults:?}");
            assert!(faults[0].message.contains("100 inches"), "{faults:?}");
        }
    }
}

#[test]
fn prices_and_weights_that_nothing_has_are_refused() {
    for good in ["high = \"0.672\"", "additional_ounce = \"0.29\"", "up_to_ounces = \"1\"", "default = \"0.20\""] {
        assert!(RATES.contains(good), "{good}");
        let (key, _) = good.split_once(" = ").expect("a key");
        let text = RATES.replace(good, &format!("{key} = \"79228162514264337593543950335\""));
        let faults = RateTable::parse("r.toml", &text).expect_err(good);
        assert_eq!(faults.len(), 1, "{good}: {faults:?}");
    }
}

#[test]
fn seeds_are_dealt_in_turn() {
    let addresses = "addresses = [{ name = \"A\", address_1 = \"1 St\", city = \"X\", state = \"TX\", zip = \"78701\" }, \
                     { name = \"B\", address_1 = \"2 St\", city = \"X\", state = \"TX\", zip = \"78701\" }]";
    let text = PROFILE.replace("addresses = []", addresses).replace("count_per_variant = 0", "count_per_variant = 1");
    let profile = VendorProfile::parse("v.toml", &text).expect("a profile with seeds");
    let dealt: Vec<_> = profile
        .seeds
        .deal(3, profile.seeds.addresses.len())
        .map(|(variant, seed)| (variant, profile.seeds.addresses[seed].name.as_str()))
        .collect();
    assert_eq!(dealt, [(0, "A"), (1, "B"), (2, "A")]);
    assert!(VendorProfile::parse("v.toml", &text.replace("\"A\"", "\"=A\"")).is_err());
}

#[test]
fn no_price_outside_the_verified_days() {
    let rates = rates();
    let letter = Mailpiece { ounces: dec("0.584"), foreign: false };
    for outside in ["2025-07-12", "2026-07-01"] {
        assert_eq!(rates.price(day(outside), letter, 1_000), Priced::NotVerified);
        assert_eq!(rates.price(day(outside), letter, 1_000).class(), "VENDOR");
    }
    let on = day("2026-06-30");
    let between = |class, low, high| Priced::Between { class, low: dec(low), high: dec(high) };
    assert_eq!(rates.price(on, letter, 500), between("FCM-LETTER-AUTO", "0.593", "0.672"));
    assert_eq!(rates.price(on, letter, 499), between("FCM-LETTER-SINGLE", "0.74", "0.78"));
    let heavy = Mailpiece { ounces: dec("1.0001"), foreign: false };
    assert_eq!(rates.price(on, heavy, 1), between("FCM-LETTER-SINGLE", "1.03", "1.07"));
    assert_eq!(rates.price(on, Mailpiece { foreign: true, ..letter }, 1), between("FCM-INTL-LETTER", "1.70", "1.70"));
    assert_eq!(rates.price(on, Mailpiece { foreign: true, ..heavy }, 1), Priced::NotVerified);
    assert_eq!(rates.price(on, Mailpiece { ounces: dec("3.6"), foreign: false }, 9_999), Priced::NotVerified);
}

#[test]
fn weights_are_exact_and_unknown_paper_is_refused() {
    assert_eq!(rates().ounces("24 lb bond", "10-double", 6), Ok(dec("1.352")));
    assert!(rates().ounces("60 lb card", "10-double", 1).is_err());
    let faults =
        RateTable::parse("r.toml", &RATES.replace("verified_until = \"2026-06-30\"", "verified_until = \"soon\""));
    assert_eq!(faults.map_err(|f| f[0].place.line), Err(9));
}

#[test]
fn cents_are_rounded_half_away_from_zero_and_once() {
    let rates = rates();
    let home = address(Some(78_701));
    let mut totals = Totals::default();
    for sequence in 1..=5 {
        totals.absorb(&piece(sequence, 1, &home, &rates, day("2026-01-05")));
    }
    // 5 × 0.593 = 2.965 and 5 × 0.672 = 3.360
    assert_eq!(
        totals.postage_range().map(|(l, h)| (l.to_string(), h.to_string())),
        Some(("2.97".into(), "3.36".into()))
    );
    assert_eq!(totals.pounds().to_string(), "0.1225");
}

proptest! {
    #[test]
    fn totals_do_not_depend_on_batches(pieces in proptest::collection::vec((1u16..20, 0u32..100_000, any::<bool>()), 1..60), cut in 0usize..60) {
        let rates = rates();
        let on = day("2026-01-05");
        let homes: Vec<_> = pieces.iter().map(|&(_, five, foreign)| address((!foreign).then_some(five))).collect();
        let rows: Vec<_> = (1u32..)
            .zip(pieces.iter().zip(&homes))
            .map(|(sequence, (&(sheets, ..), home))| piece(sequence, sheets, home, &rates, on))
            .collect();
        let count = |rows: &[PieceRow<'_>]| {
            let mut totals = Totals::default();
            for row in rows {
                totals.absorb(row);
            }
            totals
        };
        let whole = count(&rows);
        let (left, right) = rows.split_at(cut.min(rows.len()));
        let (left, right) = (count(left), count(right));
        let (mut one, mut other) = (left.clone(), right.clone());
        one.merge(&right);
        other.merge(&left);
        prop_assert_eq!(&one, &whole);
        prop_assert_eq!(&other, &whole);
        // Exactly the sum of the pieces.
        let low: Decimal = rows.iter().map(|row| match row.postage { Priced::Between { low, .. } => low, Priced::NotVerified => Decimal::ZERO }).sum();
        let kept: Decimal = whole.postage.values().map(|class| class.low).sum();
        prop_assert_eq!(low, kept);
        prop_assert_eq!(whole.all.pieces(), rows.len() as u64);
        for splits in [&whole.version, &whole.state, &whole.envelope] {
            prop_assert_eq!(splits.values().map(Split::pieces).sum::<u64>(), rows.len() as u64);
        }
        prop_assert_eq!(whole.zip5_hash_total, homes.iter().filter_map(|h| h.zip).map(|z| u64::from(z.five())).sum::<u64>());
    }
}
