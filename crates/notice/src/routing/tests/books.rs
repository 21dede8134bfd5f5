//! Loading: every rule, and what stops it.

use super::{BOOK, RULES, on, place, templates};
use crate::party::{Family, Language, Zip};
use crate::routing::{Forbidden, LetterItem, RuleBook};

#[test]
fn every_rule_of_the_repository_loads() {
    assert_eq!(BOOK.rules().count(), RULES.len());
    for rule in BOOK.rules() {
        assert!(!rule.name.is_empty() && !rule.statute.is_empty(), "{}", rule.code);
        assert_eq!(rule.letter_age, 18, "{}", rule.code);
        assert!(rule.general_statute || rule.individual_deadline_days == Some(60), "{}", rule.code);
    }
    let later: Vec<_> =
        BOOK.rules().filter(|r| r.age_of_majority > 18).map(|r| (r.code.to_string(), r.age_of_majority)).collect();
    let expected = [("AL", 19), ("MS", 21), ("NE", 19), ("PR", 21)].map(|(c, a)| (c.to_owned(), a));
    assert_eq!(later, expected);
}

#[test]
fn families_bans_and_prescribed_form_stand_where_the_law_has_them() {
    let families: Vec<_> =
        BOOK.rules().filter(|r| r.letter_family != Family::Standard).map(|r| r.code.to_string()).collect();
    assert_eq!(families, ["CA", "MA"]);
    let counts_barred: Vec<_> = BOOK
        .rules()
        .filter(|r| r.letter_must_not_include.contains(&Forbidden::NumberOfResidents))
        .map(|r| r.code.to_string())
        .collect();
    assert_eq!(counts_barred, ["IL", "MA"]);
    let ri = BOOK.rule(place("RI")).expect("a rule");
    assert!(ri.letter_must_include.contains(&LetterItem::NumberOfResidents));
    let ca = BOOK.rule(place("CA")).expect("a rule");
    assert_eq!(ca.prescribed_title.as_deref(), Some("Notice of Data Breach"));
    assert_eq!((ca.prescribed_headings.len(), ca.min_type_points), (5, Some(10)));
}

#[test]
fn contacts_name_the_three_bureaus_with_their_addresses() {
    for bureau in BOOK.contacts().bureaus() {
        assert!(bureau.phone.starts_with("1-8"), "{}", bureau.name);
        assert!(!bureau.freeze_address.is_empty() && !bureau.fraud_alert_address.is_empty(), "{}", bureau.name);
    }
    assert_eq!(BOOK.hipaa().minor_credit_freeze.protected_consumer_under_age, 16);
}

/// The folder is given the changed text; what must be said of it, and at which line.
fn refused(path: &str, from: &str, to: &str, says: &str) {
    let mut changed = templates();
    let text = changed.text(path).expect("the file").to_owned();
    assert!(text.contains(from), "{from} is no longer in {path}");
    let line = text[..text.find(from).expect("found above")].matches('\n').count() as u32 + 1;
    changed.insert(path, text.replacen(from, to, 1));
    let refusal = RuleBook::load(&changed).expect_err("a faulty rule");
    assert_eq!(refusal.place.file, format!("templates/{path}"));
    assert!(refusal.message.contains(says), "{refusal}");
    assert_eq!(refusal.place.line, line, "{refusal}");
    assert!(refusal.place.column > 0, "{refusal}");
}

#[test]
fn an_unknown_word_is_refused_with_its_line() {
    let tx = "jurisdictions/tx/rule.toml";
    refused(tx, "deadline_from = \"determination\"", "deadline_from = \"determinaton\"", "determinaton");
    refused(tx, "letter_must_include = []", "letter_must_include = [\"types_of_inf\"]", "types_of_inf");
    refused(tx, "hipaa_deemed_compliant = \"none\"", "hipaa_deemed_compliant = \"no\"", "is not allowed here");
    refused(tx, "general_statute = true", "general_statut = true", "is not a key here");
    refused("jurisdictions/ma/rule.toml", "[\"ssn\"] },", "[\"sssn\"] },", "sssn");
    refused("contacts.toml", "name = \"Equifax\"", "nom = \"Equifax\"", "is not a key here");
    refused("hipaa/rule.toml", "nature_of_breach = ", "nature_of_the_breach = ", "nature_of_the_breach");
}

/// Every key whose words are fixed, in a file that has it.
#[test]
fn every_fixed_word_is_checked_with_its_line() {
    let (ma, ny, pr) = ("jurisdictions/ma/rule.toml", "jurisdictions/ny/rule.toml", "jurisdictions/pr/rule.toml");
    for (path, from, to) in [
        (ma, "code = \"MA\"", "code = \"Mass\""),
        (ma, "verified = \"primary\"", "verified = \"prime\""),
        (ma, "as_of = \"2026-08-01\"", "as_of = \"2026-08-32\""),
        (ma, "reviewed_on = \"2026-12-02\"", "reviewed_on = \"last week\""),
        (ma, "individual_deadline_standard = \"without_", "individual_deadline_standard = \"with_"),
        (ma, "deadline_from = \"awareness\"", "deadline_from = \"aware\""),
        (ma, "hipaa_deemed_compliant = \"partial\"", "hipaa_deemed_compliant = \"in part\""),
        (ma, "letter_family = \"massachusetts\"", "letter_family = \"mass\""),
        (ma, "family_elements = [\"ssn\"", "family_elements = [\"social\""),
        (ma, "item = \"parent_company_name\"", "item = \"parent_company\""),
        (ma, "any_element = [\"ssn\"]", "any_element = [\"social\"]"),
        (ma, "letter_must_not_include = [\"nature_of_breach\"", "letter_must_not_include = [\"nature\""),
        (ma, "deadline_from = \"same_time_as_individuals\"", "deadline_from = \"same_time\""),
        (ma, "submission = \"portal\"", "submission = \"web\""),
        (ma, "trigger_elements = [\"ssn\"]", "trigger_elements = [\"social\"]"),
        (ma, "state = \"MA\"", "state = \"Mass\""),
        (ma, "age_of_majority = 18", "age_of_majority = \"18\""),
        (ny, "day_type = \"business\"", "day_type = \"working\""),
        (pr, "default_language = \"es\"", "default_language = \"spanish\""),
        (ny, "name_es = ", "name_sp = "),
        ("hipaa/rule.toml", "submission = \"portal\"", "submission = \"web\""),
        ("hipaa/rule.toml", "initial_alert_years = 1", "initial_alert_years = \"one\""),
    ] {
        refused(path, from, to, "");
    }
    let missing = templates().text(ma).expect("the file").replace("reviewed_on = \"2026-12-02\"\n", "");
    let mut changed = templates();
    changed.insert(ma, missing);
    let refusal = RuleBook::load(&changed).expect_err("a rule without the day of its review");
    assert!(refusal.message.contains("reviewed_on") && refusal.place.line > 0 && refusal.place.column > 0, "{refusal}");
}

#[test]
fn every_rule_says_when_it_was_reviewed_and_whom_to_tell_by_what_way() {
    // The routes without any law of their own were not read again.
    let compiled = on(2026, 11, 23);
    assert!(BOOK.hipaa().reviewed_on >= compiled);
    for rule in BOOK.rules() {
        let read_again = rule.reviewed_on == on(2026, 12, 2);
        assert!(read_again || rule.statute == "none" || BOOK.wants_source(rule), "{}", rule.code);
        assert!(rule.as_of <= rule.reviewed_on, "{}", rule.code);
        for office in &rule.regulators {
            let doubt =
                || rule.uncertain.iter().any(|u| u.starts_with("regulator.contents") && u.contains(&office.name));
            assert!(!office.contents.is_empty() || doubt(), "{}: {} says not what is filed", rule.code, office.name);
            assert!(office.notify_threshold_residents.is_none_or(|n| n > 0), "{}: {}", rule.code, office.name);
        }
    }
    for (code, name) in [("NY", "Nueva York"), ("PR", "Puerto Rico"), ("WV", "Virginia Occidental"), ("TX", "Texas")] {
        let rule = BOOK.rule(place(code)).expect("a rule");
        assert_eq!(rule.name_in(Language::Es), name);
        assert_eq!(rule.name_in(Language::En), rule.name);
    }
    let spanish: Vec<_> = BOOK.rules().filter(|r| r.default_language == Some(Language::Es)).map(|r| r.code).collect();
    assert_eq!(spanish, [place("PR")]);
}

#[test]
fn a_rule_that_contradicts_itself_is_refused() {
    let al = "jurisdictions/al/rule.toml";
    refused(al, "cra_notice_min_persons = 1001", "cra_notice_min_persons = 1000", "one more");
    let ak = "jurisdictions/ak/rule.toml";
    let number = "individual_deadline_standard = \"fixed_days\"";
    refused(ak, "individual_deadline_standard = \"without_unreasonable_delay\"", number, "individual_deadline_days");
    refused(al, "letter_age = 18", "letter_age = 20", "age_of_majority");
    refused(al, "code = \"AL\"", "code = \"AK\"", "folder");
    refused("jurisdictions/ma/rule.toml", "letter_family", "letter_family = \"california\" #", "prescribed_title");
    let explained = "[vocabulary.letter_items]
description_of_incident = \"general description of what happened\"
";
    refused(
        "hipaa/rule.toml",
        explained,
        "[vocabulary.letter_items]
",
        "description_of_incident",
    );
}

#[test]
fn the_gazetteer_knows_codes_names_and_other_names() {
    let gazetteer = BOOK.gazetteer(&templates()).expect("the table");
    for rule in BOOK.rules().filter(|r| !r.code.is_foreign()) {
        assert_eq!(gazetteer.state(rule.code.code()), Some(rule.code), "{}", rule.code);
        assert_eq!(gazetteer.state(&rule.name), Some(rule.code), "{}", rule.name);
    }
    assert_eq!(gazetteer.state("washington, d.c."), Some(place("DC")));
    assert_eq!(gazetteer.state("Washington"), Some(place("WA")));
    assert_eq!(gazetteer.state("Virgin Islands"), Some(place("VI")));
    assert_eq!(gazetteer.state("ZZ"), None);
    assert_eq!(gazetteer.states_of(Zip::parse("78731").expect("a zip")), [place("TX")]);
}

#[test]
fn a_name_belongs_to_one_place_only() {
    let mut names: Vec<_> =
        BOOK.rules().flat_map(|r| std::iter::once(&r.name).chain(&r.also_known_as).map(|n| n.to_uppercase())).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
