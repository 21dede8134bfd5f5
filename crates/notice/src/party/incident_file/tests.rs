use crate::finding::Problem;
use crate::party::incident::{
    Actor, Addenda, Containment, DelayRequest, MassachusettsDescription, Nature, NoBirthDate, Occurrence, Relation,
    Spanish, Steps,
};
use crate::party::{DataElement, Incident, Jurisdiction, Language};
use chrono::NaiveDate;
use proptest::prelude::*;

/// The sample as it was before the response was a table of facts.
const OLDER: &str = include_str!("../../../tests/data/incident-before-response.toml");
const SAMPLE: &str = include_str!("../../../../../sample-data/incident.toml");

#[test]
fn the_sample_is_read_to_the_last_key() {
    let incident = Incident::parse("incident.toml", SAMPLE).expect("the sample file");
    assert_eq!(incident.practice.legal_name, "Hill Country Pediatric Orthopedics, PLLC");
    assert_eq!(Some(incident.practice.state), Jurisdiction::parse("TX"));
    assert_eq!(incident.practice.address.len(), 2);
    assert_eq!(incident.practice.logo.as_deref(), Some("logo.svg"));
    assert_eq!(incident.practice.letterhead, None);
    assert_eq!(incident.practice.signatory.signature.as_deref(), Some("signature.png"));
    assert_eq!(incident.event.people_total, 140_121);
    assert_eq!(Some(incident.event.discovered), NaiveDate::from_ymd_opt(2025, 1, 25));
    assert_eq!(incident.event.review_completed, NaiveDate::from_ymd_opt(2025, 3, 3));
    assert_eq!(incident.event.nature, Nature::Ransomware);
    let counts =
        |steps: &Steps| (steps.investigate.len(), steps.limit_harm.len(), steps.prevent.len(), steps.other.len());
    assert_eq!(counts(&incident.event.steps), (0, 2, 1, 0));
    let response = incident.event.response.as_ref().expect("the response");
    assert_eq!(response.investigated_by, Some(Actor::Specialists));
    assert_eq!(response.contained, Some(Containment::AccessEnded));
    assert!(matches!(incident.event.occurred, Occurrence::Exact(range) if !range.is_one_day()));
    assert!(incident.event.law_enforcement.notified && !incident.event.law_enforcement.delayed_notice);
    assert_eq!(incident.event.es.as_ref().map(|es| counts(&es.steps)), Some((0, 2, 1, 0)));
    assert_eq!(incident.exposed.relation, Some(Relation::Patient));
    assert_eq!(incident.exposed.elements.len(), 4);
    assert_eq!(incident.exposed.elements[3], DataElement::HealthInsurance);
    assert!(incident.mailing.duplex);
    assert_eq!(incident.mailing.language, Language::En);
    assert_eq!((incident.mailing.spanish, incident.mailing.addenda), (Spanish::Bilingual, Addenda::Own));
    assert_eq!(incident.contact.tty, "711");
    let minor = incident.monitoring.minor.expect("a product");
    assert_eq!((minor.months, minor.codes), (24, None));
    assert_eq!(incident.counsel.massachusetts_description, Some(MassachusettsDescription::HipaaMinimum));
    assert_eq!(incident.counsel.no_birth_date, NoBirthDate::Hold);
}

#[test]
fn a_file_from_before_the_table_of_the_response_is_read() {
    let incident = Incident::parse("incident.toml", OLDER).expect("an older file");
    assert_eq!((incident.event.steps.other.len(), incident.event.response), (4, None));
    assert_eq!((incident.exposed.relation, incident.event.vendor), (None, None));
}

#[test]
fn days_are_as_sure_as_the_file_says() {
    let read = |text: &str| Incident::parse("incident.toml", text).expect("a file").event.occurred;
    for (word, is) in [("about", Occurrence::About as fn(_) -> _), ("between", Occurrence::Between)] {
        let occurred = read(&changed("occurred = \"exact\"", &format!("occurred = \"{word}\"")));
        assert_eq!(occurred, is(occurred.range().expect("days")), "{word}");
        assert_eq!(occurred.word(), word);
    }
    let without = changed("occurred_from = 2025-01-23", "").replace("occurred_to = 2025-01-26", "");
    assert_eq!(read(&without.replace("occurred = \"exact\"", "occurred = \"unknown\"")), Occurrence::Unknown);
    let both = faults(&changed("occurred = \"exact\"", "occurred = \"unknown\""));
    assert!(
        both.len() == 2 && both.iter().all(|fault| fault.message.contains("that the days are unknown")),
        "{both:?}"
    );
    refused("occurred = \"exact\"", "occurred = \"maybe\"", "`occurred` has a word");
    assert!(faults(&without).iter().any(|fault| fault.message.contains("`occurred_from` is missing")));
}

#[test]
fn what_an_agent_knew_the_practice_knew() {
    let vendor =
        |lines: &str| changed("[exposed] ", &format!("[incident.vendor]\nname = \"Billing Co\"\n{lines}\n[exposed] "));
    let early = "discovered = 2025-01-20\ntold_us = 2025-01-25";
    for (acts_as, day) in [("acts_as = \"agent\"", 20), ("acts_as = \"independent\"", 25), ("", 25)] {
        let incident = Incident::parse("incident.toml", &vendor(&format!("{early}\n{acts_as}"))).expect(acts_as);
        assert_eq!(
            incident.event.discovery_in_law(),
            NaiveDate::from_ymd_opt(2025, 1, day).expect("a day"),
            "{acts_as}"
        );
    }
    let told_before = vendor("told_us = 2025-01-24");
    assert!(faults(&told_before)[0].message.contains("`told_us` is before `discovered`"));
    let knew_after = vendor("discovered = 2025-01-28\ntold_us = 2025-01-26");
    assert!(faults(&knew_after)[0].message.contains("`told_us` is before `vendor.discovered`"));
}

#[test]
fn facts_that_contradict_each_other_are_refused() {
    let alone = &faults(&changed("investigated_by = \"specialists\"", ""))[0];
    assert!(alone.message.contains("`investigation` is given, but `investigated_by` is not"), "{alone}");
    for (nature, contained) in [("theft", "access_ended"), ("misdirected", "access_ended"), ("ransomware", "recovered")]
    {
        let text = changed("nature = \"ransomware\"", &format!("nature = \"{nature}\""));
        let text = text.replacen("contained = \"access_ended\"", &format!("contained = \"{contained}\""), 1);
        let wrong = &faults(&text)[0];
        assert!(wrong.message.contains("does not go with this `nature`"), "{nature} {contained}: {wrong}");
    }
    let item = &faults(&changed("nature = \"ransomware\"", "nature = \"ransomware\"\nitem = \"laptop\""))[0];
    assert!(item.message.contains("neither theft nor loss"), "{item}");
    let one_language = &faults(&changed("prevent = [\"instalamos", "# prevent = [\"instalamos"))[0];
    assert!(one_language.message.contains("`prevent` stands in only one of"), "{one_language}");
    let nothing = OLDER.replacen("what_we_are_doing = [", "# what_we_are_doing = [", 1);
    let nothing = nothing.replacen("  \"added endpoint", "# ", 1).replacen("  \"reset all", "# ", 1);
    let nothing =
        nothing.replacen("  \"rebuilt the", "# ", 1).replacen("  \"reported the", "# ", 1).replacen("\n]\n", "\n", 1);
    let missing = &faults(&nothing)[0];
    assert!(missing.message.contains("`what_we_are_doing` is missing in [incident]"), "{missing}");
    assert_eq!(&*missing.place.field, "incident.response.prevent");
}

/// The sample with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "the sample no longer holds {from}");
    SAMPLE.replacen(from, to, 1)
}

fn faults(text: &str) -> Vec<Problem> {
    Incident::parse("case/incident.toml", text).expect_err("a faulty file")
}

/// One change, one fault: on the line of the change and with these words.
fn refused(from: &str, to: &str, says: &str) {
    let line = SAMPLE[..SAMPLE.find(from).unwrap_or_default()].matches('\n').count() as u32 + 1;
    let found = faults(&changed(from, to));
    assert_eq!(found.len(), 1, "{to}: {found:?}");
    assert_eq!(found[0].place.file, "case/incident.toml");
    assert_eq!(found[0].place.line, line, "{}", found[0]);
    assert!(found[0].place.column > 0 && !found[0].advice().is_empty(), "{}", found[0]);
    assert!(found[0].message.contains(says), "{} does not say {says}", found[0]);
}

#[test]
fn keys() {
    let unknown = &faults(&changed("[exposed]", "[exposed]\nelement = \"name\""))[0];
    assert!(unknown.message.contains("`element` is not a key of [exposed]"), "{unknown}");
    assert!(unknown.advice().contains("elements"), "{unknown}");
    let missing = &faults(&changed("toll_free = ", "# toll_free = "))[0];
    assert!(missing.message.contains("`toll_free` is missing in [contact]"), "{missing}");
    assert_eq!((&*missing.place.field, &*unknown.place.field), ("contact.toll_free", "exposed.element"));
    assert_eq!(missing.place.line as usize, SAMPLE.lines().position(|l| l == "[contact]").expect("a table") + 1);
    let table = faults(&changed("[contact]", "[contacts]"));
    assert_eq!(table.len(), 2, "{table:?}");
    assert!(table.iter().any(|f| &*f.message == "The table [contact] is missing."));
    assert!(table.iter().any(|f| f.message.contains("`contacts` is not a key of the file")));
    refused("notified = true, ", "notified = true, told = true, ", "`told` is not a key of [incident.law_enforcement]");
}

#[test]
fn a_fault_names_the_key_with_its_tables() {
    for (from, to, key) in [
        ("occurred_from = 2025-01-23", "occurred_from = \"2025-01-23\"", "incident.occurred_from"),
        ("notified = true", "notified = 1", "incident.law_enforcement.notified"),
        ("product = \"minor identity monitoring\"", "product = \"\"", "monitoring.minor.product"),
        ("occurred_to = 2025-01-26", "occurred_to = 2025-01-22", "incident.occurred_to"),
    ] {
        assert_eq!(&*faults(&changed(from, to))[0].place.field, key, "{to}");
    }
}

#[test]
fn kinds_and_words() {
    refused("occurred_from = 2025-01-23", "occurred_from = \"2025-01-23\"", "must be a date");
    refused("occurred_from = 2025-01-23", "occurred_from = 2025-01-23T10:00:00", "must be a date");
    for (day, words) in [
        ("0025-01-23", "`occurred_from` is out of range: years from 1900"),
        ("9999-01-23", "`occurred_from` is out of range: years from 1900"),
        ("99999-01-23", "is out of range: years from 1900"),
        ("2025-02-30", "is a date that does not exist"),
    ] {
        refused("occurred_from = 2025-01-23", &format!("occurred_from = {day}"), words);
    }
    refused("nature = \"ransomware\"", "nature = \"Ransomware\"", "`nature` has a word");
    refused("\"date_of_birth\"", "\"dob\"", "`elements` has a word");
    refused("language = \"en\"", "language = \"fr\"", "`language` has a word");
    refused("no_birth_date = \"hold\"", "no_birth_date = \"maybe\"", "`no_birth_date` has a word");
    refused("massachusetts_description = \"hipaa_minimum\"", "massachusetts_description = \"\"", "has a word");
    refused("state = \"TX\"", "state = \"Texas\"", "two-letter");
    refused("duplex = true", "duplex = \"yes\"", "true or false");
    refused("people_total = 140121", "people_total = 0", "whole number");
    refused("people_total = 140121", "people_total = -1", "whole number");
    refused("people_total = 140121", "people_total = \"140,121\"", "whole number");
    refused("months = 24", "months = 0", "whole number");
    refused("tty = \"711\"", "tty = 711", "must be a text");
    refused(
        "elements = [\"name\", \"date_of_birth\", \"medical_record\", \"health_insurance\"]",
        "elements = []",
        "empty",
    );
    refused(
        "signatory = { name = \"Jordan A. Ellery\", title = \"Privacy Officer\", signature = \"signature.png\" }",
        "signatory = \"J\"",
        "table",
    );
}

#[test]
fn laws_of_the_days() {
    let no_day = faults(&changed("occurred_from = 2025-01-23", "occurred_from = 2025-02-30"));
    assert!(
        no_day.iter().any(|f| f.place.line
            == SAMPLE[..SAMPLE.find("occurred_from").unwrap_or_default()].matches('\n').count() as u32 + 1)
    );
    refused("occurred_to = 2025-01-26", "occurred_to = 2025-01-22", "`occurred_to` is before `occurred_from`");
    refused("determined = 2025-01-25", "determined = 2025-01-24", "`determined` is before `discovered`");
    refused("review_completed = 2025-03-03", "review_completed = 2025-01-03", "`review_completed` is before");
    let listed = faults(&changed("list_date = 2025-03-10", "list_date = 2025-03-22"));
    assert!(listed.len() == 1 && listed[0].message.contains("`date` is before `list_date`"), "{listed:?}");
    refused("enroll_by = 2025-07-31", "enroll_by = 2025-03-21", "`enroll_by` must be after");
    let early = faults(&changed("discovered = 2025-01-25", "discovered = 2025-01-22"));
    assert_eq!(early.len(), 1, "{early:?}");
    assert!(early[0].message.contains("`discovered` is before `occurred_from`"));
    let mailed = faults(&changed("\ndate = 2025-03-21", "\ndate = 2025-01-24"));
    assert!(mailed.iter().any(|f| f.message.contains("`date` is before `discovered`")), "{mailed:?}");
    assert!(mailed.iter().any(|f| f.message.contains("`date` is before `list_date`")), "{mailed:?}");
}

#[test]
fn a_delay_that_police_asked_for() {
    let asked = |keys: &str| {
        let text = changed("delayed_notice = false", &format!("delayed_notice = true{keys}"));
        Incident::parse("incident.toml", &text).map(|incident| incident.event.law_enforcement)
    };
    let police =
        asked(", request = \"written\", requested_on = 2025-02-03, delayed_until = 2025-04-30").expect("all keys");
    assert_eq!(police.request, Some(DelayRequest::Written));
    assert_eq!(police.requested_on, NaiveDate::from_ymd_opt(2025, 2, 3));
    assert_eq!(police.delayed_until, NaiveDate::from_ymd_opt(2025, 4, 30));
    let police = asked(", request = \"oral\"").expect("what is not known is left out");
    assert_eq!((police.request, police.delayed_until), (Some(DelayRequest::Oral), None));
    assert!(asked("").is_ok());

    let delayed = |keys: &str| format!("delayed_notice = true{keys}");
    for (keys, says) in [
        (", request = \"phone\"", "`request` has a word"),
        (", requested_on = \"yesterday\"", "`requested_on` must be a date"),
        (", requested_on = 2025-01-24", "`requested_on` is before `discovered`"),
        (", delayed_until = 2025-01-24", "`delayed_until` is before `discovered`"),
        (", requested_on = 2025-02-03, delayed_until = 2025-02-02", "`delayed_until` is before `requested_on`"),
        (", delay_until = 2025-02-03", "`delay_until` is not a key of [incident.law_enforcement]"),
    ] {
        refused("delayed_notice = false", &delayed(keys), says);
    }
    for (key, value) in [("request", "\"oral\""), ("requested_on", "2025-02-03"), ("delayed_until", "2025-02-03")] {
        let keys = format!("delayed_notice = false, {key} = {value}");
        refused("delayed_notice = false", &keys, "but `delayed_notice` is not true");
    }
}

#[test]
fn texts_that_cannot_be_printed() {
    refused("tty = \"711\"", "tty = \"7\\u0007 11\"", "control");
    refused("tty = \"711\"", "tty = \"7\u{E000}11\"", "private-use");
    refused("tty = \"711\"", "tty = \"7\\n11\"", "line break");
    refused("toll_free = \"1-800-555-0100\"", "toll_free = \" \"", "`toll_free` is empty");
    refused("title = \"Notice of Data Breach\"", "title = \"\"", "`title` is empty");
    refused(
        "address = [\"4100 Invented Creek Drive, Suite 200\", \"Austin, TX 78731\"]",
        "address = []",
        "between 1 and 5",
    );
    refused(
        "address = [\"4100 Invented Creek Drive, Suite 200\", \"Austin, TX 78731\"]",
        "address = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
        "between 1 and 5",
    );
    refused("\"reset all passwords\"", "\"\"", "is empty");
    for outside in ["/etc/logo.svg", "../logo.svg", "a\\\\b.svg", "C:logo.svg", ""] {
        refused("logo = \"logo.svg\"", &format!("logo = \"{outside}\""), "beside the incident file");
    }
    refused("logo = \"logo.svg\"", "logo = \"logo.svg\"; letterhead = 1", "not valid TOML");
    let both = faults(&changed("logo = \"logo.svg\"", "logo = \"logo.svg\"\nletterhead = \"letterhead.pdf\""));
    assert!(both.len() == 1 && both[0].message.contains("Both"), "{both:?}");
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let text = changed("nature = \"ransomware\"", "nature = \"magic\"")
        .replacen("people_total = 140121", "people_total = 0", 1)
        .replacen("toll_free = \"1-800-555-0100\"", "toll_free = \"\"", 1)
        .replacen("[counsel]", "[counsel]\nmood = 1", 1)
        .replacen("state = \"TX\"", "state = 5", 1);
    let found = faults(&text);
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.is_sorted_by_key(|f| (f.place.line, f.place.column)), "{found:?}");
}

#[test]
fn an_empty_file_names_every_missing_table() {
    let found = faults("");
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.iter().all(|f| f.message.starts_with("The table [")));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let windows = format!("\u{FEFF}{}", SAMPLE.replace('\n', "\r\n"));
    assert!(Incident::parse("incident.toml", &windows).is_ok());
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    let mut text = SAMPLE[..SAMPLE.find("[monitoring.adult]").expect("a table")].to_owned();
    for line in
        ["tty = ", "email = ", "website = ", "determined = ", "review_completed = ", "logo = ", "parent_company = "]
    {
        let start = text.find(&format!("\n{line}")).expect("a key") + 1;
        text.insert_str(start, "# ");
    }
    let incident = Incident::parse("incident.toml", &text).expect("a shorter file");
    assert!(incident.monitoring.adult.is_none() && incident.monitoring.minor.is_none());
    assert_eq!(incident.counsel.massachusetts_description, None);
    assert_eq!(incident.event.determination(), incident.event.discovered);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_or_refuse_without_a_reason(text in "[a-z\\[\\]=\"'#0-9\\-.,{} \\n\u{E000}é]{0,200}") {
        let found = Incident::parse("x", &text).expect_err("no incident in noise");
        prop_assert!(!found.is_empty());
    }

    #[test]
    fn cutting_the_sample_anywhere_is_refused_or_read(at in 0usize..SAMPLE.len()) {
        let text = SAMPLE.get(..at).unwrap_or_default();
        match Incident::parse("x", text) {
            Ok(incident) => prop_assert_eq!(incident.event.people_total, 140_121),
            Err(found) => prop_assert!(!found.is_empty()),
        }
    }
}
