//! Standings, addressees, families, languages, codes.

use super::{BOOK, elements, named, on, person, place, sample, templates};
use crate::finding::{Code, CodeSet};
use crate::party::incident::{MassachusettsDescription, NoBirthDate};
use crate::party::{Addressee, DataElement, Death, Elements, Family, Language, Person, Standing};
use crate::routing::{Forbidden, LetterItem, Route, RuleBook};

fn child() -> Person {
    person("TX", on(2016, 5, 4))
}

fn adult() -> Person {
    person("TX", on(1980, 5, 4))
}

fn what(route: Route) -> Option<(Standing, Addressee)> {
    route.variant.map(|v| (v.standing, v.addressee))
}

#[test]
fn every_standing_and_addressee() {
    use Addressee::{
        NamedForDeceasedChild, NamedGuardian, NamedNextOfKin, NextOfKin, ParentOfDeceased, ParentOrGuardian,
        Person as Self_, Representative,
    };
    let incident = sample();
    let mut naming = sample();
    naming.counsel.named_guardians = true;
    let dead = Death::Dead(None);
    let guarded = || Person { guardian: named("Ada"), ..child() };
    let represented = || Person { representative: named("Ada"), ..adult() };
    for (case, incident, person, expected) in [
        ("adult", &incident, adult(), (Standing::Adult, Self_)),
        ("child", &incident, child(), (Standing::Minor, ParentOrGuardian)),
        ("child with a guardian", &incident, guarded(), (Standing::Minor, ParentOrGuardian)),
        ("guardians are named", &naming, guarded(), (Standing::Minor, NamedGuardian)),
        ("no guardian to name", &naming, child(), (Standing::Minor, ParentOrGuardian)),
        ("an adult's guardian column", &naming, Person { guardian: named("Ada"), ..adult() }, (Standing::Adult, Self_)),
        ("represented", &incident, represented(), (Standing::Represented, Representative)),
        (
            "represented child",
            &naming,
            Person { representative: named("Ada"), ..guarded() },
            (Standing::Represented, Representative),
        ),
        (
            "represented, no birth date",
            &incident,
            Person { birth: None, ..represented() },
            (Standing::Represented, Representative),
        ),
        ("dead", &incident, Person { death: dead, ..adult() }, (Standing::Deceased, NextOfKin)),
        ("dead child", &incident, Person { death: dead, ..guarded() }, (Standing::Deceased, ParentOfDeceased)),
        (
            "dead child, somebody named",
            &incident,
            Person { death: dead, next_of_kin: named("Ada"), ..child() },
            (Standing::Deceased, NamedForDeceasedChild),
        ),
        (
            "died as a child long ago",
            &incident,
            Person { death: Death::Dead(Some(on(1990, 1, 1))), ..adult() },
            (Standing::Deceased, ParentOfDeceased),
        ),
        (
            "died on the eighteenth birthday",
            &incident,
            Person { death: Death::Dead(Some(on(1998, 5, 4))), ..adult() },
            (Standing::Deceased, NextOfKin),
        ),
        (
            "dead, no birth date",
            &incident,
            Person { death: dead, birth: None, ..adult() },
            (Standing::Deceased, NextOfKin),
        ),
        (
            "dead with next of kin",
            &incident,
            Person { death: dead, next_of_kin: named("Ada"), ..represented() },
            (Standing::Deceased, NamedNextOfKin),
        ),
    ] {
        let route = BOOK.route(incident, &person);
        assert_eq!(what(route), Some(expected), "{case}");
        assert_eq!(route.standing, Some(expected.0), "{case}");
    }
    assert!(BOOK.route(&incident, &guarded()).codes.contains(Code::GuardianNotNamed));
    assert!(!BOOK.route(&naming, &guarded()).codes.contains(Code::GuardianNotNamed));
}

#[test]
fn what_is_not_known_gets_no_letter() {
    let incident = sample();
    let unclear = BOOK.route(&incident, &Person { death: Death::Unclear, ..adult() });
    assert_eq!((unclear.standing, unclear.variant), (None, None));

    let codes: CodeSet = [Code::RepresentativeUnclear].into_iter().collect();
    assert_eq!(BOOK.route(&incident, &Person { codes, ..adult() }).variant, None);

    let nowhere = BOOK.route(&incident, &Person { residence: None, ..child() });
    assert_eq!((nowhere.jurisdiction, nowhere.variant), (None, None));
    assert_eq!(nowhere.due, Some(on(2025, 3, 26)), "the federal clock runs all the same");

    let lawless = BOOK.route(&incident, &person("QQ", on(1980, 1, 1)));
    assert!(lawless.codes.contains(Code::LawUnknown) && lawless.variant.is_none());
    assert_eq!(lawless.jurisdiction, Some(place("QQ")));
}

#[test]
fn counsel_decides_about_missing_birth_dates_only() {
    let mut incident = sample();
    let unborn = || Person { birth: None, ..adult() };
    for (decision, expected, code) in [
        (NoBirthDate::Hold, None, Code::BirthMissing),
        (NoBirthDate::Either, Some((Standing::Adult, Addressee::Either)), Code::BirthMissingDecided),
        (NoBirthDate::Adult, Some((Standing::Adult, Addressee::Person)), Code::BirthMissingDecided),
    ] {
        incident.counsel.no_birth_date = decision;
        let route = BOOK.route(&incident, &unborn());
        assert_eq!(what(route), expected);
        assert!(route.codes.contains(code));
        for unusable in [Code::BirthUnreadable, Code::BirthFuture, Code::BirthImpossible, Code::BirthTwoDigitYear] {
            let codes: CodeSet = [unusable].into_iter().collect();
            let route = BOOK.route(&incident, &Person { codes, ..unborn() });
            assert_eq!((what(route), route.codes.contains(code)), (None, false), "{}", unusable.word());
        }
    }
}

#[test]
fn massachusetts_letters_only_for_what_its_law_protects() {
    use DataElement as E;
    let mut incident = sample();
    let protected = [E::Ssn, E::DriversLicense, E::StateId, E::FinancialAccount, E::PaymentCard];
    for choice in [None, Some(MassachusettsDescription::Omit), Some(MassachusettsDescription::HipaaMinimum)] {
        incident.counsel.massachusetts_description = choice;
        for &element in E::ALL {
            for (code, own) in [("MA", protected.contains(&element)), ("NH", false)] {
                let them = Person { elements: elements(&[E::Name, element]), ..person(code, on(1980, 1, 1)) };
                let route = BOOK.route(&incident, &them);
                let undecided = own && choice.is_none();
                assert_eq!(route.codes.contains(Code::MassachusettsUndecided), undecided, "{}", element.word());
                let family = if own { Family::Massachusetts } else { Family::Standard };
                assert_eq!(route.variant.map(|v| v.family), (!undecided).then_some(family), "{}", element.word());
                assert_eq!(route.standing, Some(Standing::Adult));
            }
        }
    }
}

#[test]
fn the_bans_of_massachusetts_follow_its_family() {
    let ma = BOOK.rule(place("MA")).expect("a rule");
    let il = BOOK.rule(place("IL")).expect("a rule");
    let (ssn, record) = (elements(&[DataElement::Ssn]), elements(&[DataElement::MedicalRecord]));
    assert!(ma.forbids(Forbidden::NatureOfBreach, ssn) && !ma.forbids(Forbidden::NatureOfBreach, record));
    assert!(il.forbids(Forbidden::NumberOfResidents, record) && !il.forbids(Forbidden::NatureOfBreach, record));
}

#[test]
fn conditional_items_follow_the_readers_own_elements() {
    let mut incident = sample();
    let ct = BOOK.rule(place("CT")).expect("a rule");
    let ssn = ct.items(elements(&[DataElement::Ssn]), &incident);
    assert!(ssn.contains(&LetterItem::CreditMonitoringOffer) && ssn.contains(&LetterItem::SecurityFreezeInfo));
    assert!(!ct.items(elements(&[DataElement::Images]), &incident).contains(&LetterItem::CreditMonitoringOffer));

    // DC asks for an offer and for the way to enrol in the letter, without an item of its own.
    let dc = BOOK.rule(place("DC")).expect("a rule");
    assert!(dc.items(elements(&[DataElement::TaxpayerId]), &incident).contains(&LetterItem::CreditMonitoringOffer));
    assert!(!dc.items(elements(&[DataElement::Images]), &incident).contains(&LetterItem::CreditMonitoringOffer));
    // Where the chapter of Massachusetts does not reach the reader, neither do its items.
    let ma = BOOK.rule(place("MA")).expect("a rule");
    assert!(ma.items(elements(&[DataElement::Diagnosis]), &incident).is_empty());
    let owned = |i: &_| ma.items(elements(&[DataElement::Ssn]), i).contains(&LetterItem::ParentCompanyName);
    assert!(!owned(&incident));
    incident.practice.parent_company = "Invented Holdings".to_owned();
    assert!(owned(&incident));
}

#[test]
fn california_keeps_its_family_whatever_was_exposed() {
    let route = BOOK.route(&sample(), &person("CA", on(1980, 1, 1)));
    assert_eq!(route.variant.map(|v| v.family), Some(Family::California));
    assert!(route.codes.contains(Code::LetterLate), "30 days from discovery ended on 24 February");
    assert_eq!(route.due, Some(on(2025, 2, 24)));
}

#[test]
fn own_elements_are_printed_and_who_has_none_is_held() {
    let incident = sample();
    let own = elements(&[DataElement::Images]);
    let route = BOOK.route(&incident, &Person { elements: own, ..adult() });
    assert_eq!(route.variant.map(|v| v.elements), Some(own));
    // Intake starts from the incident's elements, so none at all means that the list says no to each.
    let route = BOOK.route(&incident, &Person { elements: Elements::NONE, ..adult() });
    assert!(route.variant.is_none() && route.codes.contains(Code::NothingExposed));
}

#[test]
fn spanish_needs_letters_and_prose() {
    let mut incident = sample();
    let them = || Person { language: Some(Language::Es), ..adult() };
    let without = BOOK.route(&incident, &them());
    assert_eq!(without.variant.map(|v| v.language), Some(Language::En));
    assert!(without.codes.contains(Code::LanguageUnavailable));

    let mut spanish = templates();
    spanish.insert("es/letters/letter.md", "Estimada persona");
    let book = RuleBook::load(&spanish).expect("the rules");
    let with = book.route(&incident, &them());
    assert_eq!(with.variant.map(|v| v.language), Some(Language::Es));
    assert!(!with.codes.contains(Code::LanguageUnavailable));

    incident.event.es = None;
    assert!(book.route(&incident, &them()).codes.contains(Code::LanguageUnavailable));
}

#[test]
fn the_list_then_the_place_then_the_incident_file_choose_the_language() {
    let mut spanish = templates();
    spanish.insert("es/letters/letter.md", "Estimada persona");
    let book = RuleBook::load(&spanish).expect("the rules");
    let mut incident = sample();
    for (everybody, place, listed, expected) in [
        (Language::En, "PR", None, Language::Es),
        (Language::En, "PR", Some(Language::En), Language::En),
        (Language::En, "TX", None, Language::En),
        (Language::En, "TX", Some(Language::Es), Language::Es),
        (Language::Es, "TX", None, Language::Es),
        (Language::Es, "TX", Some(Language::En), Language::En),
        (Language::Es, "PR", None, Language::Es),
    ] {
        incident.mailing.language = everybody;
        let them = Person { language: listed, ..person(place, on(1980, 5, 4)) };
        let route = book.route(&incident, &them);
        assert_eq!(route.variant.map(|v| v.language), Some(expected), "{place} {listed:?} {everybody:?}");
        assert!(!route.codes.contains(Code::LanguageUnavailable));
    }
    let unable = BOOK.route(&sample(), &person("PR", on(1980, 5, 4)));
    assert_eq!(unable.variant.map(|v| v.language), Some(Language::En));
    assert!(unable.codes.contains(Code::LanguageUnavailable), "Spanish is the rule there, and there is none");
}

#[test]
fn codes_are_printed_from_the_pool_of_the_standing() {
    let mut incident = sample();
    let code = |incident: &_, person: &_| BOOK.route(incident, person).variant.map(|v| v.code);
    assert_eq!(code(&incident, &adult()), Some(false), "no pool is named");
    incident.monitoring.minor.as_mut().expect("a product").codes = Some("codes.csv".to_owned());
    assert_eq!(code(&incident, &child()), Some(true));
    assert_eq!(code(&incident, &adult()), Some(false));
    incident.monitoring.adult.as_mut().expect("a product").codes = Some("codes.csv".to_owned());
    assert_eq!(code(&incident, &adult()), Some(true));
    assert_eq!(code(&incident, &Person { representative: named("Ada"), ..child() }), Some(true));
    assert_eq!(code(&incident, &Person { death: Death::Dead(None), ..adult() }), Some(false));
}

#[test]
fn a_variant_is_named_as_counsel_signs_it() {
    let mut incident = sample();
    incident.counsel.named_guardians = true;
    let them =
        Person { guardian: named("Ada"), elements: elements(&[DataElement::Ssn]), ..person("MA", on(2016, 1, 1)) };
    let route = BOOK.route(&incident, &them);
    assert_eq!(route.variant.map(|v| v.id()).as_deref(), Some("MA-minor-named-en-massachusetts"));
}
