//! Effect of the laws of the states on a whole list: short offers by state, languages, letters that are stopped.

use crate::case::{folder, outcome, sample, say};
use std::fs;
use std::path::Path;

const PEOPLE: &str = "first name,last name,dob,street,city,state,zip,language,ssn (y/n)\n\
                      Ana,Invented,02/03/1980,1 Invented Way,Hartford,CT,06106,,Y\n\
                      Ben,Invented,02/03/2015,1 Invented Way,Hartford,CT,06106,,Y\n\
                      Cleo,Invented,02/03/1970,2 Invented Way,Hartford,CT,06106,,N\n\
                      Dan,Invented,02/03/1975,3 Invented Way,Boston,MA,02108,,Y\n\
                      Eva,Invented,02/03/1985,4 Invented Way,Austin,TX,78731,,Y\n\
                      Fay,Invented,02/03/1985,5 Invented Way,San Juan,PR,00901,,N\n\
                      Gus,Invented,02/03/1985,6 Invented Way,San Juan,PR,00901,English,N\n";

/// The sample case with some of its text changed, and the files beside it.
fn changed(folder: &Path, changes: &[(&str, &str)]) -> String {
    for name in ["logo.svg", "signature.png"] {
        fs::copy(sample(name), folder.join(name)).expect("copied");
    }
    let mut text = fs::read_to_string(sample("incident.toml")).expect("the sample case");
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is no longer in the sample case");
        text = text.replace(from, to);
    }
    let path = folder.join("incident.toml");
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn people(folder: &Path, text: &str) -> String {
    let path = folder.join("list.csv");
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn report(list: &str, incident: &str) -> (serde_json::Value, String) {
    let (code, stdout, stderr) = outcome(&say(&["check", list, "--incident", incident, "--json"]));
    assert!(code == 0 || code == 1, "exit {code}: {stderr}");
    let (_, text, _) = outcome(&say(&["check", list, "--incident", incident]));
    (serde_json::from_str(&stdout).expect("JSON on standard output"), text)
}

#[test]
fn a_short_offer_is_told_by_state_with_months_and_people() {
    let folder = folder();
    let list = people(folder.path(), PEOPLE);
    let shorter = changed(folder.path(), &[("months = 24", "months = 12")]);
    let (json, text) = report(&list, &shorter);
    let offers = json["short_offers"].as_array().expect("short offers");
    let told: Vec<_> = offers
        .iter()
        .map(|o| {
            (o["jurisdiction"].as_str(), o["months_asked"].as_u64(), o["months_offered"].as_u64(), o["people"].as_u64())
        })
        .collect();
    let row = |place, asked, people| (Some(place), Some(asked), Some(12), Some(people));
    assert_eq!(told, [row("CT", 24, 2), row("MA", 18, 1)]);
    let finding = json["findings"].as_array().expect("findings").iter().find(|f| f["code"] == "offer_short");
    assert_eq!(finding.expect("the finding")["count"], 3);
    assert!(text.contains("Connecticut asks for 24 months (for SSN or taxpayer identification number); 12 months are offered: 2 people"), "{text}");
    assert!(text.contains("Massachusetts asks for 18 months (for SSN); 12 months are offered: 1 person"), "{text}");
    assert!(text.contains("lines 2, 3, 5"), "{text}");

    // The sample case offers enough to all of them.
    let (json, text) = report(&list, &changed(folder.path(), &[]));
    assert_eq!(json["short_offers"].as_array().map(Vec::len), Some(0));
    assert!(!text.contains("months are offered"), "{text}");
}

#[test]
fn no_offer_at_all_is_a_short_offer() {
    let folder = folder();
    let list = people(folder.path(), PEOPLE);
    let mut none = fs::read_to_string(sample("incident.toml")).expect("the sample case");
    let start = none.find("[monitoring.adult]").expect("the offer");
    let end = none.find("[counsel]").expect("counsel's choices");
    none.replace_range(start..end, "");
    let incident = changed(folder.path(), &[]);
    fs::write(&incident, none).expect("written");
    let (json, text) = report(&list, &incident);
    assert_eq!(json["short_offers"][0]["months_offered"], 0);
    assert!(text.contains("nothing is offered: 2 people") && text.contains("Connecticut"), "{text}");
}

#[test]
fn rows_of_one_person_are_held_against_the_law_together() {
    // The second row alone says that the number was exposed; joined with the first it makes the offer a duty.
    let folder = folder();
    let list = "record id,first name,last name,dob,street,city,state,zip,ssn (y/n)\n\
                1,Ana,Invented,02/03/1980,1 Invented Way,Hartford,CT,06106,N\n\
                1,Ana,Invented,02/03/1980,1 Invented Way,Hartford,CT,06106,Y\n";
    let (json, _) = report(&people(folder.path(), list), &changed(folder.path(), &[("months = 24", "months = 12")]));
    assert_eq!((json["merged"].as_u64(), json["short_offers"][0]["people"].as_u64()), (Some(1), Some(1)));
    let finding = json["findings"].as_array().expect("findings").iter().find(|f| f["code"] == "offer_short");
    assert_eq!(finding.expect("the finding")["count"], 2, "on the row that is mailed and on the joined one");
}

#[test]
fn a_union_letter_that_breaks_a_states_law_stops_check_and_run() {
    let folder = folder();
    let list = people(
        folder.path(),
        "first name,last name,dob,street,city,state,zip\n\
         Ana,Invented,02/03/1980,1 Invented Way,Chicago,IL,60601\n\
         Ben,Invented,02/03/1980,1 Invented Way,Providence,RI,02903\n",
    );
    let incident = changed(folder.path(), &[("addenda = \"own\"", "addenda = \"union\"")]);
    let out = folder.path().join("out").display().to_string();
    for arguments in
        [vec!["check", &list, "--incident", &incident], vec!["run", &list, "--incident", &incident, "--out", &out]]
    {
        let (code, stdout, stderr) = outcome(&say(&arguments));
        assert_eq!(code, 2, "{stdout} {stderr}");
        for word in ["Illinois", "Rhode Island", "addenda = \"own\""] {
            assert!(stderr.contains(word), "{stderr}");
        }
    }
    assert!(fs::read_dir(&out).map_or(true, |mut left| left.next().is_none()), "nothing is left behind");
}

#[test]
fn a_mailing_before_police_are_done_is_told() {
    let folder = folder();
    for (until, told) in [("2025-04-30", true), ("2025-03-20", false)] {
        let delay = format!(
            "delayed_notice = true, request = \"written\", requested_on = 2025-02-03, delayed_until = {until} }}"
        );
        let incident = changed(folder.path(), &[("delayed_notice = false }", &delay)]);
        let (_, text, err) = outcome(&say(&["check", &sample("tab.tsv"), "--incident", &incident, "--json"]));
        assert_eq!(text.contains("\"police_delay\""), told, "{until}: {text}{err}");
    }
}

#[test]
fn an_incident_file_that_leaves_facts_open_is_asked_about() {
    let folder = folder();
    let vendor = |acts_as: &str| format!("[incident.vendor]\nname = \"Invented Billing\"\n{acts_as}\n[exposed] ");
    let codes = |incident: &str| {
        let (_, text, err) = outcome(&say(&["check", &sample("tab.tsv"), "--incident", incident, "--json"]));
        let has = |code: &str| text.contains(&format!("\"{code}\""));
        assert!(!text.is_empty(), "{err}");
        (has("response_unsorted"), has("vendor_agent_unknown"))
    };
    assert_eq!(codes(&sample("incident.toml")), (false, false));
    assert_eq!(codes(&changed(folder.path(), &[("[exposed] ", &vendor(""))])), (false, true));
    let answered = vendor("acts_as = \"independent\"");
    assert_eq!(codes(&changed(folder.path(), &[("[exposed] ", &answered)])), (false, false));
    let older = folder.path().join("older.toml");
    let text = include_str!("../crates/notice/tests/data/incident-before-response.toml");
    fs::write(&older, text.replace("logo = \"logo.svg\"", "").replace(", signature = \"signature.png\"", ""))
        .expect("written");
    assert_eq!(codes(&older.display().to_string()), (true, false));
}
