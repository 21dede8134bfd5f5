//! Names and addresses that were joined, sorted or corrected apart from each other.

use super::{HEAD, adults, fates, list, manifest, verify};
use crate::casefile::Desk;

const FAMILIES: [&str; 12] = [
    "Okafor",
    "Harrowgate",
    "Quillon",
    "Brindle",
    "Castellan",
    "Dunmore",
    "Eastgate",
    "Fennick",
    "Garrow",
    "Hollis",
    "Ibsen",
    "Jessop",
];

/// Children with a guardian of the same name, one a line; `guardian` gives whose guardian stands on which row.
fn children(count: usize, guardian: impl Fn(usize) -> usize) -> Vec<String> {
    let family =
        |n: usize| format!("{}{}", FAMILIES[n % 12], ["", "son", "ley", "ton", "by", "wick", "ford"][n / 12 % 7]);
    let row = |n: usize| {
        let place = format!("{} Invented Way,Austin,TX,78745", 100 + n);
        format!("R{n:03},Ada,{},03/04/2014,,,Grace,{},{place}", family(n), family(guardian(n)))
    };
    (0..count).map(row).collect()
}

/// NC DHHS 2013: an extract took another family's parent, and children's cards went to strangers.
#[test]
fn i02_guardians_of_other_families_are_not_released() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &children(60, |n| (n * 7 + 3) % 60))]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("a different last name"));
    // A file of guardians that joins by anything but a number is refused when it comes in.
    let by_name = list(&desk, "guardians.csv", "child,guardian_name", &["Ada Okafor,Grace Okafor".to_owned()]);
    assert!(desk.refused("guardians", &[&by_name, "--by", "A. Clerk"]).contains("never by a name"));
}

/// Solara 2019: the letters about a breach went to wrong addresses, which was a breach again.
#[test]
fn i03_no_address_changes_without_a_rule_or_a_person() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &adults(&[("Ada", "Abernathy"), ("Bram", "Bolton")]))]);
    desk.signed_and_released();
    let ask = desk.path("ask.csv").display().to_string();
    desk.json("addresses", &["--out", &ask]);
    let ids: Vec<_> = super::table(&desk.path("ask.csv")).iter().map(|row| row["id"].clone()).collect();
    let answer =
        [format!("{},77 Wrong Street,Waco,TX,76701", ids[0]), format!("{},100 Invented Way,Austin,TX,78745", ids[1])];
    let answer = list(&desk, "answer.csv", "id,address_1,city,state,zip", &answer);
    let report = desk.json("addresses", &["--import", &answer, "--by", "A. Clerk"]);
    assert_eq!((&report["accepted_by_rule"], &report["accepted_by_person"]), (&0.into(), &0.into()));
    let pieces = manifest(&desk.export("out"));
    assert!(pieces.iter().all(|row| row["address1"].ends_with("Invented Way")), "{pieces:?}");
    // Taken by a person, it voids the release: nobody exports what nobody released.
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &adults(&[("Ada", "Abernathy"), ("Bram", "Bolton")]))]);
    desk.signed_and_released();
    desk.json("addresses", &["--out", &ask]);
    desk.json("addresses", &["--import", &answer, "--by", "A. Clerk", "--accept", &ids[0]]);
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("void"));
}

/// Mercy Health 2019: names no longer stood beside their own addresses.
#[test]
fn i04_rows_whose_places_slipped_are_held() {
    let desk = Desk::empty();
    let places = [("Austin,TX,78745"), ("Portland,ME,04101"), ("Fresno,CA,93704"), ("Boston,MA,02108")];
    let zips: Vec<&str> = places.iter().map(|place| &place[place.len() - 5..]).collect();
    let row = |n: usize| {
        // In the middle of the list the ZIP column stands one row lower than the rest.
        let zip = zips[if (40..80).contains(&n) { n + 1 } else { n } % 4];
        let place = places[n % 4];
        format!("R{n:03},Ada,Carver{n},05/06/1970,,,,,{n} Invented Way,{}{zip}", &place[..place.len() - 5])
    };
    let rows: Vec<_> = (0..120).map(row).collect();
    let fates = fates(&desk, &list(&desk, "slipped.csv", HEAD, &rows));
    let held: Vec<usize> = (0..120).filter(|&n| fates[n]["disposition"] == "held").collect();
    assert_eq!(held, (40..80).collect::<Vec<_>>());
    assert!(held.iter().all(|&n| fates[n]["codes"].contains("shift_suspected")));
    // What went into a package is what stands in it: a manifest whose rows were moved is found out.
    let package = super::package(&desk, &list(&desk, "whole.csv", HEAD, &rows[..30]));
    let path = package.join("20_manifest.csv");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(1, 2);
    std::fs::write(&path, lines.join("\r\n") + "\r\n").expect("written");
    assert_eq!(verify(&package).0, 2);
}

/// Two universities' lists: one column was sorted without the others.
#[test]
fn i06_a_column_that_was_sorted_alone_is_found() {
    let desk = Desk::empty();
    // Of 300 children 100 in a row have guardians in another order; before and after all is well.
    let rows = children(300, |n| if (100..200).contains(&n) { 100 + (n - 100) * 37 % 100 } else { n });
    let fates = fates(&desk, &list(&desk, "sorted.csv", HEAD, &rows));
    let held: Vec<usize> = (0..300).filter(|&n| fates[n]["codes"].contains("shift_suspected")).collect();
    assert!(held.len() >= 100 && held.len() < 120, "{}", held.len());
    assert!((102..198).all(|n| held.contains(&n)) && held.iter().all(|n| (90..210).contains(n)));
    // Stepfamilies here and there are no reason to hold anybody.
    let rows = children(300, |n| if n % 4 == 0 { n + 1 } else { n });
    let fates = super::fates(&desk, &list(&desk, "families.csv", HEAD, &rows));
    assert!(fates.iter().all(|row| row["disposition"] == "letter"));
}
