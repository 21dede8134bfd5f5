use super::choice::{Address, HumanName, Period, Relation, choose_address, choose_name};
use super::json::Many;
use super::related::{HEADINGS, SkippedPeople, guardian_table};
use super::{begins_as_json, read, refuse_others};
use chrono::NaiveDate;
use csv::ByteRecord;
use proptest::prelude::*;
use serde_json::json;

const DAY: &str = "2025-03-28";

fn name_of(names: &serde_json::Value) -> String {
    let text = names.to_string();
    let names: Many<HumanName<'_>> = serde_json::from_str(&text).expect("names");
    choose_name(&names, DAY).map(|name| name.whole().into_owned()).unwrap_or_default()
}

fn street_of(addresses: &serde_json::Value) -> String {
    let text = addresses.to_string();
    let addresses: Many<Address<'_>> = serde_json::from_str(&text).expect("addresses");
    choose_address(&addresses, DAY).map(|place| place.parts().line_1.to_owned()).unwrap_or_default()
}

#[test]
fn a_period_ends_with_the_last_day_of_what_it_names() {
    for (start, end, covers) in [
        ("", "", true),
        ("2025-03-28", "2025-03-28", true),
        ("2025-03-29", "", false),
        ("2025-04", "", false),
        ("2025-03", "", true),
        ("2026", "", false),
        ("", "2025-03-27", false),
        ("", "2025-03", true),
        ("", "2025-02", false),
        ("", "2025", true),
        ("", "2024", false),
        ("", "2025-03-27T23:59:59-06:00", false),
        ("", "until further notice", true),
    ] {
        let text = json!({"start": start, "end": end}).to_string();
        let period: Period<'_> = serde_json::from_str(&text).expect("a period");
        assert_eq!(period.covers(DAY), covers, "{start} {end}");
    }
}

#[test]
fn the_official_name_of_today_counts() {
    let plain = json!([{"use": "usual", "family": "Elm", "given": ["Bo"]}, {"use": "official", "family": "Elm", "given": ["Boris", "Ilya"], "suffix": ["Jr."]}]);
    assert_eq!(name_of(&plain), "Boris Ilya Elm Jr.");
    for (names, chosen) in [
        (json!([{"use": "maiden", "family": "Ash", "given": ["Ida"]}, {"family": "Elm", "given": ["Ida"]}]), "Ida Elm"),
        (json!([{"use": "old", "family": "Ash", "given": ["Ida"]}, {"use": "nickname", "text": "Idy"}]), ""),
        (json!([{"use": "anonymous", "text": "Jane Roe"}]), ""),
        (
            json!([{"use": "official", "family": "Ash", "given": ["Ida"], "period": {"end": "2020-01-01"}}, {"use": "usual", "family": "Elm", "given": ["Ida"]}]),
            "Ida Elm",
        ),
        (
            json!([{"use": "official", "family": "Ash", "given": ["Ida"], "period": {"start": "2001"}}, {"use": "official", "family": "Elm", "given": ["Ida"], "period": {"start": "2019-05-01"}}]),
            "Ida Elm",
        ),
        (
            json!([{"use": "temp", "text": "Ida Oak", "period": {"start": "2025-03-01", "end": "2025-04-01"}}]),
            "Ida Oak",
        ),
        (json!([{"use": "temp", "text": "Ida Oak", "period": {"end": "2025-03-01"}}]), ""),
        (json!({"text": "Ida Oak"}), "Ida Oak"),
        (json!([{"family": ["Elm"], "given": "Ida"}]), "Ida Elm"),
        (json!([{"given": ["Ida", null, ""], "family": null, "text": "Ida Maria Elm"}]), "Ida Maria Elm"),
        (json!([{"use": "official", "family": ""}, {"family": "Elm", "given": ["Ida"]}]), "Ida Elm"),
        (json!(null), ""),
    ] {
        assert_eq!(name_of(&names), chosen, "{names}");
    }
}

#[test]
fn mail_goes_to_the_home_of_today() {
    for (addresses, chosen) in [
        (json!([{"line": ["1 A St"], "city": "X"}, {"use": "home", "line": ["2 B St"], "city": "X"}]), "2 B St"),
        (
            json!([{"use": "old", "line": ["1 A St"]}, {"use": "billing", "line": ["2 B St"]}, {"use": "work", "line": ["3 C St"]}]),
            "",
        ),
        (json!([{"use": "home", "line": ["1 A St"], "period": {"end": "2024"}}, {"line": ["2 B St"]}]), "2 B St"),
        (
            json!([{"use": "home", "type": "physical", "line": ["1 A St"]}, {"use": "home", "type": "postal", "line": ["PO Box 2"]}]),
            "PO Box 2",
        ),
        (
            json!([{"use": "home", "type": "physical", "line": ["1 A St"]}, {"type": "postal", "line": ["PO Box 2"]}]),
            "PO Box 2",
        ),
        (json!([{"use": "home", "type": "physical", "line": ["1 A St"]}]), "1 A St"),
        (
            json!([{"use": "temp", "line": ["1 A St"], "period": {"start": "2025-03-01"}}, {"use": "home", "line": ["2 B St"]}]),
            "2 B St",
        ),
        (json!([{"use": "temp", "line": ["1 A St"], "period": {"start": "2025-03-01"}}]), "1 A St"),
        (json!([{"use": "temp", "line": ["1 A St"], "period": {"end": "2025-03-01"}}]), ""),
        (
            json!([{"use": "home", "line": ["1 A St"], "period": {"start": "2001"}}, {"use": "home", "line": ["2 B St"], "period": {"start": "2019"}}]),
            "2 B St",
        ),
        (json!([{"use": "home", "line": ["1 A St\nApt 2"], "city": "X"}]), "1 A St"),
    ] {
        assert_eq!(street_of(&addresses), chosen, "{addresses}");
    }
}

#[test]
fn only_what_a_relationship_says_makes_a_guardian() {
    let of = |concepts: serde_json::Value| {
        let text = concepts.to_string();
        let concepts: Many<super::choice::Concept<'_>> = serde_json::from_str(&text).expect("concepts");
        Relation::of(&concepts)
    };
    for concepts in [
        json!([{"coding": [{"code": "GUARD"}]}]),
        json!([{"coding": [{"code": "C"}]}, {"coding": [{"code": "MTH", "display": "mother"}]}]),
        json!([{"text": "Father"}]),
        json!({"coding": [{"display": "Legal Guardian"}]}),
    ] {
        assert!(of(concepts.clone()).may_be_addressed(), "{concepts}");
    }
    for concepts in [
        json!([{"coding": [{"code": "C", "display": "Emergency Contact"}]}]),
        json!([{"coding": [{"code": "GRMTH", "display": "grandmother"}]}]),
        json!([{"text": "Guarantor"}]),
        json!([{"coding": [{"code": "N"}]}]),
        json!([{"coding": [{"code": "PRN"}, {"code": "PRNFOST"}]}]),
        json!([{"text": "mother's friend"}]),
        json!([]),
    ] {
        assert!(!of(concepts.clone()).may_be_addressed(), "{concepts}");
    }
}

#[test]
fn files_of_json_are_refused_by_what_they_are() {
    for start in ["{\"resourceType\"", "\u{feff}  {\n \"id\"", "[\n {", "{}", "["] {
        assert!(begins_as_json(start.as_bytes()), "{start}");
    }
    for start in ["[Last Name],[First Name]", "Name,DOB", "{guid},x", "", "\"{\""] {
        assert!(!begins_as_json(start.as_bytes()), "{start}");
    }
    let patient = "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n";
    assert!(refuse_others("x", patient).is_ok());
    assert!(refuse_others("x", &format!("{{broken\n{patient}")).is_ok(), "one broken line is one row");
    for (text, word) in [
        ("{\"resourceType\":\"Bundle\",\"entry\":[]}", "Bundle"),
        ("{\n  \"resourceType\": \"Bundle\"\n}", "Bundle"),
        ("{\n  \"resourceType\": \"Patient\"\n}", "several lines"),
        ("[\n{\"resourceType\":\"Patient\"}\n]", "several lines"),
        ("[{\n\"resourceType\" : \"Patient\"}]", "several lines"),
        ("{\"resourceType\":\"Observation\"}", "Observation"),
        ("{\"resourceType\":\"RelatedPerson\"}", "RelatedPerson"),
        ("{\"people\":[]}", "JSON"),
        ("{\"resourceType\":\"Ann Elm 1980\"}", "JSON"),
    ] {
        let refusal = refuse_others("x", text).expect_err("a refusal");
        assert!(refusal.message.contains(word) && !refusal.advice().is_empty(), "{text}: {refusal}");
        assert!(!refusal.to_string().contains("Ann"), "{refusal}");
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, 28).expect("a day")
}

#[test]
fn related_people_become_guardians_or_are_counted() {
    let line = |id: &str, more: serde_json::Value| {
        let mut person = json!({"resourceType": "RelatedPerson", "patient": {"reference": id}, "name": [{"family": "Elm", "given": ["Ida"]}], "relationship": [{"coding": [{"code": "MTH", "display": "Mother"}]}]});
        for (key, value) in more.as_object().expect("an object") {
            person[key] = value.clone();
        }
        format!("{person}\n")
    };
    let text = [
        line("Patient/a1", json!({"address": [{"line": ["1 Oak St", "Apt 2"], "city": "Austin", "state": "TX", "postalCode": "78701"}]})),
        line("https://ehr.example/fhir/Patient/a2/_history/3", json!({"relationship": {"text": "Legal guardian"}})),
        line("urn:uuid:5f0e-1", json!({"name": {"text": "Ida Maria Elm"}})),
        line("Patient/a1", json!({"active": false})),
        line("Patient/a1", json!({"period": {"end": "2020"}})),
        line("Patient/a1", json!({"relationship": [{"coding": [{"code": "SPS"}]}]})),
        "\n".to_owned(),
    ]
    .concat();
    let table = guardian_table("rp.ndjson", &text, day()).expect("a table");
    assert_eq!(table.left_out, SkippedPeople { inactive: 1, out_of_time: 1, other_relation: 1 });
    assert!(table.rows.iter().all(|(_, cells)| cells.len() == HEADINGS.len()));
    let shown: Vec<String> = table.rows.iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect();
    assert_eq!(
        shown,
        [
            "1:a1|Ida|Elm|Mother|1 Oak St|Apt 2|Austin|TX|78701|",
            "2:a2|Ida|Elm|Legal guardian||||||",
            "3:5f0e-1|Ida Maria|Elm|Mother||||||"
        ]
    );
    assert_eq!(format!("{table:?}").matches("Ida").count(), 0, "nobody is named");
    for (text, line) in [
        ("{\"resourceType\":\"Patient\"}\n".to_owned(), 1),
        (text.clone() + "{broken", 8),
        (text.clone() + &line("Group/7", json!({})), 8),
        (text.clone() + &line("Patient/a9", json!({"name": []})), 8),
        (line("Patient/a1", json!({"active": false})), 0),
    ] {
        let refusals = guardian_table("rp.ndjson", &text, day()).expect_err("refusals");
        assert_eq!(refusals.iter().map(|refusal| refusal.place.line).collect::<Vec<_>>(), [line]);
        assert!(refusals.iter().all(|refusal| !refusal.to_string().contains("Ida")));
    }
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[ -~é\\n\\t\"\\\\]{0,12}".prop_map(Into::into),
        prop_oneof![Just("2019"), Just("2019-03-04"), Just("home"), Just("official"), Just("Patient"), Just("true")]
            .prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let keys = prop::sample::select(vec![
            "resourceType",
            "id",
            "name",
            "family",
            "given",
            "use",
            "text",
            "period",
            "start",
            "end",
            "address",
            "line",
            "city",
            "birthDate",
            "deceasedBoolean",
            "deceasedDateTime",
            "contact",
            "relationship",
            "coding",
            "code",
            "link",
            "other",
            "type",
            "meta",
            "security",
            "extension",
            "communication",
            "language",
            "identifier",
            "value",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((keys, inner), 0..6)
                .prop_map(|all| all.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    /// Whatever a line holds, it is one row: of all columns, or of the line alone.
    #[test]
    fn every_line_is_one_row(value in json_value()) {
        let mut patient = value;
        if let Some(object) = patient.as_object_mut() {
            object.insert("resourceType".to_owned(), "Patient".into());
        }
        let line = patient.to_string();
        let mut record = ByteRecord::new();
        let is_patient = read(&line, DAY, &mut record);
        prop_assert_eq!(record.len(), if is_patient { super::COLUMNS.len() } else { 1 });
    }
}
