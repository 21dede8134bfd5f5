//! A jurisdiction that nobody has heard of, added with files alone.

use crate::{STANDINGS, compile, draft, incident, place, plain, templates, variant};
use chrono::NaiveDate;
use notice::finding::{Code, Private};
use notice::party::{DataElement, Elements, Family, Language, Person, Standing, Templates};
use notice::routing::{Duty, RuleBook, deadlines};
use std::collections::BTreeMap;

const RULE: &str = include_str!("new-avalon.toml");
const ADDENDUM: &str = "### For {{state.name}} residents\n\nThe tide office keeps a list of breaches.\n";

fn with_new_avalon() -> Templates {
    let mut templates = templates();
    templates.insert("jurisdictions/qq/rule.toml", RULE);
    templates
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn its_letters_follow_from_its_rule() {
    let catalog = compile(&with_new_avalon(), &incident());
    for standing in STANDINGS {
        let text = plain(&draft(&catalog, &variant("QQ", standing, Family::Standard), 1204));
        for words in [
            "For New Avalon residents",
            "1,204 New Avalon residents",
            "from January 23, 2025, to January 26, 2025",
            "police report",
            "Harbour Master of New Avalon, 1 Quay Street, Port Avalon, QQ 00001",
            "Fair Credit Reporting Act",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let mut without = variant("QQ", standing, Family::Standard);
        without.elements = Elements::from_iter([DataElement::Name, DataElement::Images]);
        assert!(!plain(&draft(&catalog, &without, 1)).contains("Fair Credit Reporting Act"));
        assert!(plain(&draft(&catalog, &without, 1)).contains("one New Avalon resident."));
    }
}

#[test]
fn its_own_passage_stands_in_place_of_the_common_one() {
    let mut templates = with_new_avalon();
    templates.insert("jurisdictions/qq/addendum.md.hbs", ADDENDUM);
    let catalog = compile(&templates, &incident());
    for standing in STANDINGS {
        let text = plain(&draft(&catalog, &variant("QQ", standing, Family::Standard), 1204));
        assert!(text.contains("tide office") && !text.contains("1,204"), "{text}");
    }
}

#[test]
fn its_people_are_routed_and_its_clocks_run() {
    let templates = with_new_avalon();
    let book = RuleBook::load(&templates).unwrap();
    let incident = incident();
    assert_eq!(book.gazetteer(&templates).unwrap().state("free state of new avalon"), Some(place("QQ")));

    let person = |born, elements: &[DataElement]| Person {
        residence: Some(place("QQ")),
        birth: Some(Private::new(born)),
        elements: elements.iter().copied().collect(),
        ..Person::default()
    };
    let eighteen = book.route(&incident, &person(on(2006, 6, 1), &[DataElement::Ssn]));
    assert_eq!(eighteen.standing, Some(Standing::Minor), "letter_age is 19 there");
    assert!(eighteen.codes.contains(Code::OfferShort), "36 months are asked for, 24 offered");
    let adult = book.route(&incident, &person(on(2005, 6, 1), &[DataElement::Images]));
    assert_eq!(adult.variant.map(|v| (v.standing, v.language)), Some((Standing::Adult, Language::En)));
    assert!(adult.codes.contains(Code::MajorityLater) && !adult.codes.contains(Code::OfferShort));
    assert_eq!(adult.due, Some(on(2025, 2, 14)), "20 days from discovery");

    let due = deadlines(&book, &incident, &BTreeMap::from([(place("QQ"), 600)]), 0);
    let own: Vec<_> = due.iter().filter(|d| d.jurisdiction == Some(place("QQ"))).map(|d| (d.duty, d.due)).collect();
    assert_eq!(
        own,
        [
            (Duty::Individuals, on(2025, 2, 14)),
            (Duty::CreditBureaus, on(2025, 3, 21)),
            (Duty::Media, on(2025, 3, 26)),
            (Duty::Regulator, on(2025, 3, 28)),
        ]
    );
}
