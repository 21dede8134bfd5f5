//! FHIR bulk files of patients, read end to end.

use super::*;
use crate::intake::Field;
use crate::intake::fhir::COLUMNS;
use crate::party::{Death, Language};
use serde_json::{Value, json};

/// A living adult of Austin with some keys set anew.
fn patient(more: Value) -> String {
    let mut patient = json!({
        "resourceType": "Patient",
        "id": "p-1",
        "name": [{"use": "official", "family": "Alder", "given": ["Tom"]}],
        "birthDate": "1980-05-17",
        "deceasedBoolean": false,
        "address": [{"use": "home", "line": ["1 Oak St"], "city": "Austin", "state": "TX", "postalCode": "78701", "country": "US"}],
    });
    if let Value::Object(more) = more {
        for (key, value) in more {
            patient[key] = value;
        }
    }
    patient.to_string()
}

fn row_of(more: Value) -> Row {
    rows(patient(more).as_bytes(), None).1.remove(0)
}

#[test]
fn a_patient_is_a_row() {
    let text = [
        patient(json!({})),
        String::new(),
        "{\"resourceType\":\"Patient\",".to_owned(),
        patient(json!({"id": "p-2", "name": [{"family": "Bir\u{e9}", "given": ["Ann", "Eve"], "suffix": ["Jr."]}], "extension": [{"url": "x", "valueString": "1\"2"}]})),
        json!({"resourceType": "Observation", "id": "o"}).to_string(),
        patient(json!({"id": "p-3", "photo": [{"data": "A".repeat(100_000)}]})),
        patient(json!({"resourceType": "Patient", "name": {"family": {"a": 1}}})),
    ]
    .join("\r\n");
    let utf16 = |big: bool| -> Vec<u8> {
        let units = ['\u{feff}'].into_iter().chain(text.chars()).collect::<String>();
        units.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    for bytes in [text.clone().into_bytes(), format!("\u{feff}{text}").into_bytes(), utf16(false), utf16(true)] {
        let (list, rows) = rows(&bytes, None);
        assert_eq!((list.rows(), list.is_headed(), list.dialect().header_row), (6, true, None));
        assert_eq!(list.dialect().delimiter, "\n");
        assert_eq!(rows.iter().map(|row| row.extent.line).collect::<Vec<_>>(), [1, 3, 4, 5, 6, 7]);
        assert_eq!(rows.iter().map(is_held).collect::<Vec<_>>(), [false, true, false, true, false, true]);
        assert_eq!(codes(&rows[1]), [Code::RowNoPatient]);
        assert_eq!(codes(&rows[3]), [Code::RowNoPatient]);
        assert_eq!(codes(&rows[5]), [Code::RowNoPatient]);
        let name = rows[2].person.name.as_ref().expect("a name").disclose();
        assert_eq!((name.first.as_str(), name.middle.as_str(), name.last.as_str()), ("Ann", "Eve", "Bir\u{e9}"));
        assert_eq!(rows[2].person.record_id.as_ref().expect("an id").disclose(), "p-2");
        let extents: Vec<_> = rows.iter().rev().map(|row| row.extent).collect();
        let chunk = list.fetch(&bytes.as_slice(), &extents).expect("bytes in memory");
        let cells = list.cells(&chunk);
        assert_eq!(cells[3][3], "Ann");
        assert_eq!(cells[4], ["{\"resourceType\":\"Patient\","], "what cannot be read is kept as it stands");
    }
}

#[test]
fn headings_are_those_of_lists_too() {
    for (heading, field) in COLUMNS {
        let known = crate::intake::heading::field_of(heading).map(|(field, _)| field);
        if field.is_some() {
            assert_eq!(known, field, "{heading}");
        }
    }
    let list = open(patient(json!({})).as_bytes(), None).expect("a list");
    let flags: Vec<&str> =
        list.columns().iter().filter(|column| column.looks_like_flag).map(|column| column.heading.as_str()).collect();
    assert_eq!(flags, ["Restricted Record", "Merged Into", "Test Patient"]);
    let mapped = open(
        patient(json!({})).as_bytes(),
        Some("[columns]\nrecord_id = \"MRN\"\n[ignore]\ncolumns = [\"Merged Into\"]\n"),
    );
    let mapped = mapped.expect("a list");
    assert_eq!(mapped.columns()[1].field, Some(Field::RecordId));
    assert_eq!(mapped.columns()[0].field, None);
}

#[test]
fn whoever_is_dead_is_known_and_nobody_else() {
    let day = |y, m, d| Death::Dead(chrono::NaiveDate::from_ymd_opt(y, m, d));
    for (more, death) in [
        (json!({}), Death::Alive),
        (json!({"deceasedBoolean": null}), Death::Alive),
        (json!({"active": false}), Death::Alive),
        (json!({"deceasedBoolean": true}), Death::Dead(None)),
        (json!({"deceasedBoolean": "true"}), Death::Dead(None)),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "2019-03-04T22:10:00-06:00"}), day(2019, 3, 4)),
        (json!({"deceasedBoolean": true, "deceasedDateTime": "2019-03-04"}), day(2019, 3, 4)),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "2019-03"}), Death::Dead(None)),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "2019"}), Death::Dead(None)),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "2031"}), Death::Unclear),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "2031-01-01"}), Death::Unclear),
        (json!({"deceasedBoolean": false, "deceasedDateTime": "2019-03-04"}), Death::Unclear),
        (json!({"deceasedBoolean": false, "deceasedDateTime": "2019"}), Death::Unclear),
        (json!({"deceasedBoolean": null, "deceasedDateTime": "last spring"}), Death::Unclear),
        (json!({"deceasedBoolean": null, "deceasedDateTime": ""}), Death::Unclear),
        (json!({"deceasedBoolean": null, "_deceasedDateTime": {"extension": []}}), Death::Unclear),
    ] {
        let row = row_of(more.clone());
        assert_eq!(row.person.death, death, "{more}: {:?}", codes(&row));
        assert_eq!(is_held(&row), death == Death::Unclear, "{more}: {:?}", codes(&row));
    }
}

#[test]
fn a_part_of_a_birth_date_is_no_day() {
    for birth in ["1980", "1980-05", "05-1980"] {
        assert!(codes(&row_of(json!({"birthDate": birth}))).contains(&Code::BirthUnreadable), "{birth}");
    }
    let absent = row_of(
        json!({"birthDate": null, "_birthDate": {"extension": [{"url": "data-absent-reason", "valueCode": "unknown"}]}}),
    );
    assert!(absent.person.birth.is_none());
}

#[test]
fn marks_hold_and_numbers_do_not() {
    for (more, code) in [
        (json!({"meta": {"security": [{"code": "R"}]}}), Code::ColumnLooksLikeFlag),
        (json!({"meta": {"security": [{"code": "V"}]}}), Code::ColumnLooksLikeFlag),
        (json!({"meta": {"security": [{"code": "HTEST"}]}}), Code::ColumnLooksLikeFlag),
        (json!({"link": [{"type": "replaced-by", "other": {"reference": "Patient/9"}}]}), Code::ColumnLooksLikeFlag),
        (json!({"link": [{"type": "replaced-by"}]}), Code::ColumnLooksLikeFlag),
        (
            json!({"contact": [{"relationship": [{"coding": [{"code": "GUARD"}]}], "organization": {"display": "County"}}]}),
            Code::CustodyMarked,
        ),
        (
            json!({"contact": [{"relationship": [{"text": "Foster parent"}], "name": {"family": "Elm", "given": ["Ida"]}}]}),
            Code::CustodyMarked,
        ),
        (
            json!({"address": [{"use": "work", "line": ["1 Oak St"], "city": "Austin", "state": "TX", "postalCode": "78701"}]}),
            Code::AddressMissing,
        ),
    ] {
        let row = row_of(more.clone());
        assert!(codes(&row).contains(&code), "{more}: {:?}", codes(&row));
    }
    for more in [
        json!({"meta": {"security": [{"code": "N"}, {"code": "L"}], "tag": [{"code": "R"}]}}),
        json!({"active": false}),
        json!({"link": [{"type": "replaces", "other": {"reference": "Patient/9"}}, {"type": "seealso"}]}),
        json!({"identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "000123"}, {"system": "http://hl7.org/fhir/sid/us-ssn", "use": "official", "value": "900-00-0000"}]}),
    ] {
        let row = row_of(more.clone());
        assert!(!is_held(&row), "{more}: {:?}", codes(&row));
        assert_eq!(row.person.record_id.as_ref().expect("an id").disclose(), "p-1");
        assert!(row.person.ssn.is_none());
    }
}

#[test]
fn contacts_are_what_their_relationship_says() {
    let contact = |code: &str, first: &str| json!({"relationship": [{"coding": [{"code": code}]}], "name": {"family": "Alder", "given": [first]}});
    let of = |birth: &str, contacts: Value| row_of(json!({"birthDate": birth, "contact": contacts})).person;
    let name = |name: &Option<crate::finding::Private<crate::party::PersonName>>| {
        name.as_ref().map(|name| name.disclose().full.clone()).unwrap_or_default()
    };
    let child = of("2015-06-01", json!([contact("C", "Una"), contact("MTH", "Ida"), contact("GUARD", "Ole")]));
    assert_eq!(name(&child.guardian), "Ole Alder", "a guardian before a parent");
    assert_eq!(name(&of("2015-06-01", json!([contact("FTH", "Leo")])).guardian), "Leo Alder");
    assert!(
        of("2015-06-01", json!([contact("C", "Una"), contact("GRFTH", "Una"), contact("N", "Una")])).guardian.is_none()
    );
    let mut over = contact("GUARD", "Ole");
    over["period"] = json!({"end": "2024-12-31"});
    assert!(of("2015-06-01", json!([over])).guardian.is_none());
    assert_eq!(name(&of("1950-06-01", json!([contact("N", "Eva")])).next_of_kin), "Eva Alder");
    assert_eq!(name(&of("1950-06-01", json!([contact("HPOWATT", "Eva")])).representative), "Eva Alder");
}

#[test]
fn language_and_country_are_read() {
    let spoken =
        |code: &str, preferred: bool| json!({"language": {"coding": [{"code": code}]}, "preferred": preferred});
    for (more, language) in [
        (json!([spoken("es-US", true), spoken("en", false)]), Some(Language::Es)),
        (json!([spoken("es", false)]), Some(Language::Es)),
        (json!([spoken("es", false), spoken("en", false)]), None),
        (json!([{"language": {"text": "English"}}]), Some(Language::En)),
        (json!(null), None),
    ] {
        assert_eq!(row_of(json!({"communication": more})).person.language, language, "{more}");
    }
    for country in ["US", "USA", "United States", ""] {
        let place = json!([{"line": ["1 Oak St"], "city": "Austin", "state": "Texas", "postalCode": 78701, "country": country}]);
        let row = row_of(json!({"address": place}));
        assert!(!is_held(&row), "{country}: {:?}", codes(&row));
        assert_eq!(row.person.residence.map(|state| state.code().to_owned()).as_deref(), Some("TX"));
    }
    for country in ["CA", "CAN", "Canada", "MX", "MEX", "DE", "DEU"] {
        let place = json!([{"line": ["1 Oak St"], "city": "Ort", "postalCode": "K1A 0B1", "country": country}]);
        let row = row_of(json!({"address": place}));
        assert_eq!(row.person.residence, Some(Jurisdiction::FOREIGN), "{country}: {:?}", codes(&row));
    }
    let whole = row_of(json!({"address": [{"use": "home", "text": "1 Oak St, Austin, TX 78701"}]}));
    assert!(!is_held(&whole), "{:?}", codes(&whole));
}

#[test]
fn the_dead_are_where_they_were_when_they_died() {
    let row = row_of(json!({
        "deceasedBoolean": null,
        "deceasedDateTime": "2020-01-05",
        "name": [{"use": "official", "family": "Alder", "given": ["Tom"], "period": {"end": "2020-01-05"}}],
        "address": [{"use": "home", "line": ["9 Ash St"], "city": "Austin", "state": "TX", "postalCode": "78701", "period": {"end": "2020-01-05"}}],
    }));
    assert_eq!(row.person.address.as_ref().expect("an address").disclose().line_1, "9 Ash St");
    assert!(!is_held(&row), "{:?}", codes(&row));
}

#[test]
fn a_list_of_nothing_but_broken_lines_is_told() {
    for (bytes, word) in [
        ("{\"resourceType\":\"Bundle\",\"entry\":[]}".as_bytes(), "Bundle"),
        (b"[\n{\"resourceType\":\"Patient\"}\n]", "Patient"),
        (b"{\"a\":1}", "JSON"),
    ] {
        let refusal = open(bytes, None).expect_err("a refusal");
        assert!(refusal.message.contains(word), "{refusal}");
    }
}
