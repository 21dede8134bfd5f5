//! Edges of routing: nobody in a state, no rule for a place, forms that are none, days of an office.

use super::{BOOK, on, person, place, sample, templates};
use crate::party::{Death, Templates};
use crate::routing::{AuthorityForm, Duty, RuleBook, deadlines};
use std::collections::BTreeSet;

#[test]
fn a_state_in_which_nobody_lives_has_no_clock() {
    let counts = [(place("TX"), 5), (place("ME"), 0)].into();
    let all = deadlines(&BOOK, &sample(), &counts, 0);
    let places: BTreeSet<_> = all.iter().filter_map(|deadline| deadline.jurisdiction).collect();
    assert_eq!(places, [place("TX")].into());
}

#[test]
fn days_are_counted_from_the_day_that_is_asked_for() {
    let all = deadlines(&BOOK, &sample(), &[(place("TX"), 5)].into(), 0);
    for deadline in all {
        let last = deadline.last_day();
        assert_eq!(deadline.days_left(last), 0);
        assert_eq!(deadline.days_left(last - chrono::Days::new(9)), 9);
        assert_eq!(deadline.days_left(last + chrono::Days::new(4)), -4);
    }
}

#[test]
fn an_office_that_is_told_with_the_people_has_the_earlier_of_its_days_and_the_mailing() {
    // Utah's offices are told when the people are; days beside that run from the start of the letters' own clock.
    let incident = sample();
    let offices = |book: &RuleBook| -> Vec<_> {
        let all = deadlines(book, &incident, &[(place("UT"), 600)].into(), 0);
        all.into_iter().filter(|deadline| deadline.duty == Duty::Regulator).map(|office| office.due).collect()
    };
    let due = offices(&BOOK);
    assert!(!due.is_empty() && due.iter().all(|due| *due == incident.mailing.date), "{due:?}");
    let path = "jurisdictions/ut/rule.toml";
    let mut templates = templates();
    let with_days = "deadline_from = \"same_time_as_individuals\"\ndeadline_days = 5";
    let text = templates.text(path).expect("a rule").replace("deadline_from = \"same_time_as_individuals\"", with_days);
    templates.insert(path, text);
    let due = offices(&RuleBook::load(&templates).expect("a rule with days"));
    assert!(due.iter().all(|due| *due == on(2025, 1, 30)), "{due:?}");
}

#[test]
fn duties_have_words_of_their_own() {
    let duties =
        [Duty::Individuals, Duty::SubstituteNotice, Duty::Media, Duty::Hhs, Duty::Regulator, Duty::CreditBureaus];
    let words = duties.map(Duty::word);
    assert_eq!(words, ["individuals", "substitute_notice", "media", "hhs", "regulator", "credit_bureaus"]);
}

#[test]
fn where_no_law_is_known_only_the_living_have_a_standing_by_age() {
    let incident = sample();
    let mut nowhere = person("TX", on(1980, 1, 1));
    nowhere.residence = None;
    assert!(BOOK.route(&incident, &nowhere).standing.is_some());
    for death in [Death::Unclear, Death::Dead(None)] {
        nowhere.death = death;
        let standing = BOOK.route(&incident, &nowhere).standing;
        assert!(standing.is_none_or(|standing| standing.word() == "deceased"), "{standing:?}");
    }
    // A person whose place has a rule is judged by that alone.
    let mut unclear = person("TX", on(1980, 1, 1));
    unclear.death = Death::Unclear;
    assert!(BOOK.route(&incident, &unclear).standing.is_none());
}

#[test]
fn a_rule_of_the_californian_family_has_a_title_and_headings() {
    let path = "jurisdictions/ca/rule.toml";
    for key in ["prescribed_title", "prescribed_headings"] {
        let mut templates = templates();
        let text = templates.text(path).expect("a rule").to_owned();
        let start = text.find(&format!("\n{key} = ")).expect("the key") + 1;
        let value = &text[start..];
        let end = if value[key.len()..].starts_with(" = [") { value.find(']') } else { value.find('\n') };
        let without = format!("{}{}", &text[..start], &value[end.expect("an end") + 1..]);
        templates.insert(path, without);
        let refused = RuleBook::load(&templates).expect_err(key);
        assert!(refused.message.contains("letter_family"), "{key}: {refused}");
    }
}

#[test]
fn forms_are_read_by_name_and_a_fault_has_its_line() {
    let hhs = include_str!("../../../../../templates/regulators/hhs.toml");
    let mut templates = Templates::default();
    templates.insert("regulators/hhs.toml", hhs);
    let forms = AuthorityForm::load(&templates).expect("the form of the repository");
    assert_eq!(forms.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["hhs"]);
    templates.insert("regulators/other.toml", format!("{hhs}\n[nonsense]\n"));
    let faults = AuthorityForm::load(&templates).expect_err("no such table");
    let line = hhs.matches('\n').count() as u32 + 2;
    assert_eq!(faults.iter().map(|fault| fault.place.line).collect::<Vec<_>>(), [line], "{faults:?}");
    // A question that neither the program nor a person answers.
    let unasked = hhs.replacen(", fact = \"legal_name\"", "", 1);
    assert_ne!(unasked, hhs);
    templates.insert("regulators/other.toml", unasked);
    let faults = AuthorityForm::load(&templates).expect_err("a question without an answer");
    let told: Vec<&str> = faults.iter().map(|fault| &*fault.message).collect();
    assert_eq!(told, ["The question \"Name, without abbreviations\" has neither fact nor open."]);
}

#[test]
fn the_book_shows_the_names_of_its_rules_alone() {
    let shown = format!("{:?}", *BOOK);
    assert!(shown.contains("rules") && shown.len() < 5_000, "{} bytes", shown.len());
}
