//! Routing on the real rules of the repository.

mod ages;
mod books;
mod changes;
mod clocks;
mod delays;
mod edges;
mod holidays;
mod letters;
mod prior_notices;

use super::RuleBook;
use crate::finding::Private;
use crate::party::{Elements, Incident, Jurisdiction, Person, PersonName, Templates};
use chrono::NaiveDate;
use std::sync::LazyLock;

macro_rules! rule_files {
    ($($code:literal)+) => {
        [$((
            concat!("jurisdictions/", $code, "/rule.toml"),
            include_str!(concat!("../../../../../templates/jurisdictions/", $code, "/rule.toml")),
        )),+]
    };
}

/// Every rule of the repository: 50 states, DC, 5 territories, 3 military codes, 3 free states, foreign.
const RULES: [(&str, &str); 63] = rule_files!(
    "aa" "ae" "ak" "al" "ap" "ar" "as" "az" "ca" "co" "ct" "dc" "de" "fl" "fm" "ga" "gu" "hi" "ia" "id" "il" "in"
    "ks" "ky" "la" "ma" "md" "me" "mh" "mi" "mn" "mo" "mp" "ms" "mt" "nc" "nd" "ne" "nh" "nj" "nm" "nv" "ny" "oh"
    "ok" "or" "pa" "pr" "pw" "ri" "sc" "sd" "tn" "tx" "ut" "va" "vi" "vt" "wa" "wi" "wv" "wy" "zz"
);

/// The templates that routing reads.
fn templates() -> Templates {
    let mut templates = Templates::default();
    for (path, text) in RULES {
        templates.insert(path, text);
    }
    templates.insert("hipaa/rule.toml", include_str!("../../../../../templates/hipaa/rule.toml"));
    templates.insert("contacts.toml", include_str!("../../../../../templates/contacts.toml"));
    templates.insert("holidays.toml", include_str!("../../../../../templates/holidays.toml"));
    templates.insert("publishers.toml", include_str!("../../../../../templates/publishers.toml"));
    templates.insert("zip3-state.csv", include_str!("../../../../../templates/zip3-state.csv"));
    templates
}

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load(&templates()).expect("the rules of the repository"));

/// The sample case: discovered and determined on 25 January 2025, list of 10 March, mailed on 21 March, enrolment until
/// 31 July.
fn sample() -> Incident {
    Incident::parse("incident.toml", include_str!("../../../../../sample-data/incident.toml")).expect("the sample case")
}

fn place(code: &str) -> Jurisdiction {
    Jurisdiction::parse(code).expect("a code")
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// A living person of a place, born on a day, with the elements of the sample case and nothing else known.
fn person(code: &str, birth: NaiveDate) -> Person {
    use crate::party::DataElement::{DateOfBirth, HealthInsurance, MedicalRecord, Name};
    let elements = elements(&[Name, DateOfBirth, MedicalRecord, HealthInsurance]);
    Person { residence: Some(place(code)), birth: Some(Private::new(birth)), elements, ..Person::default() }
}

#[expect(clippy::unnecessary_wraps, reason = "the names of a person may be missing")]
fn named(first: &str) -> Option<Private<PersonName>> {
    Some(Private::new(PersonName::from_parts(first, "", "Invented", "")))
}

fn elements(words: &[crate::party::DataElement]) -> Elements {
    words.iter().copied().collect()
}
