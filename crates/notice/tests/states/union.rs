//! Letters with the addenda of all states on the mailing, and where they may not be.

use crate::{STANDINGS, compile, incident, place, plain, templates, variant};
use notice::finding::FaceProblem;
use notice::letter::{Catalog, Facts};
use notice::party::incident::{Addenda, MassachusettsDescription};
use notice::party::{DataElement, Elements, Family, Jurisdiction};

fn union_of(states: &[&str]) -> Vec<(Jurisdiction, u64)> {
    states.iter().map(|code| (place(code), 1204)).collect()
}

fn catalog() -> Catalog {
    let mut incident = incident();
    incident.mailing.addenda = Addenda::Union;
    incident.counsel.massachusetts_description = Some(MassachusettsDescription::HipaaMinimum);
    compile(&templates(), &incident)
}

#[test]
fn every_states_paragraph_is_printed_once_and_the_own_one_first() {
    let catalog = catalog();
    let union = union_of(&["MA", "NY", "OR", "RI", "TX"]);
    for standing in STANDINGS {
        let texan = variant("TX", standing, Family::Standard);
        let text = plain(&catalog.draft(&texan, &Facts { residents: 9, union: &union }).unwrap());
        let places: Vec<_> = ["Texas", "New York", "Oregon", "Rhode Island"]
            .map(|name| (text.matches(&format!("For {name} residents")).count(), text.find(&format!("For {name} "))))
            .to_vec();
        assert!(places.iter().all(|(n, _)| *n == 1) && places.is_sorted_by_key(|(_, at)| *at), "{text}");
        assert!(text.contains("1,204 Rhode Island residents") && !text.contains("For Massachusetts residents"));
    }
}

#[test]
fn a_letter_that_would_tell_what_the_readers_law_bars_is_stopped() {
    let catalog = catalog();
    for (state, family, others, told) in [
        ("IL", Family::Standard, ["RI", "TX"], Some("how many people")),
        ("MA", Family::Massachusetts, ["RI", "TX"], Some("how many people")),
        ("MA", Family::Massachusetts, ["WI", "TX"], Some("how the breach")),
        ("MA", Family::Massachusetts, ["WA", "TX"], None),
        ("MA", Family::Massachusetts, ["NY", "TX"], None),
        ("IL", Family::Standard, ["WI", "WA"], None),
        ("VT", Family::Standard, ["RI", "WI"], None),
    ] {
        let mut union = union_of(&others);
        union.push((place(state), 31));
        for standing in STANDINGS {
            let drafted = catalog.draft(&variant(state, standing, family), &Facts { residents: 31, union: &union });
            let Some(told) = told else {
                drafted.unwrap_or_else(|refusal| panic!("{refusal}"));
                continue;
            };
            let refusal = drafted.expect_err("a letter that its reader's law bars");
            let (own, other) = (name(state), name(others[0]));
            for word in [told, own, other] {
                assert!(refusal.message.contains(word), "{refusal}");
            }
            assert_eq!(refusal.code, FaceProblem::AddendaBarred.into(), "{refusal}");
        }
    }
}

#[test]
fn the_ban_of_massachusetts_ends_where_its_chapter_does() {
    let mut reader = variant("MA", STANDINGS[0], Family::Standard);
    reader.elements = Elements::from_iter([DataElement::Name, DataElement::Diagnosis]);
    let union = union_of(&["RI", "WI"]);
    let text = plain(&catalog().draft(&reader, &Facts { residents: 31, union: &union }).unwrap());
    assert!(text.contains("1,204 Rhode Island residents"));
}

fn name(code: &str) -> &'static str {
    match code {
        "IL" => "Illinois",
        "MA" => "Massachusetts",
        "RI" => "Rhode Island",
        "WI" => "Wisconsin",
        "WA" => "Washington",
        other => panic!("{other} is not named here"),
    }
}
