//! Authorities that must be told before letters go out: a release names them until the case has a day in time.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use crate::incidents::manifest;

/// The day before the letters of the sample case are dated.
const EVE: &str = "2025-03-20";
const MAILING: &str = "2025-03-21";
/// 45 days from the discovery, where that is before the letters.
const MARYLAND: &str = "2025-03-11";

fn filed(desk: &Desk, authority: &str, day: &str) {
    let said = desk.run("filed", &["--authority", authority, "--day", day, "--people", "1", "--by", "A. Practice"]);
    let (code, _, err) = outcome(&said);
    assert_eq!(code, 0, "{authority}: {err}");
}

/// Releases the run; returns the exit code and the lines about authorities that must be told.
fn released(desk: &Desk) -> (i32, Vec<String>) {
    let (code, out, err) = outcome(&desk.run("release", &["--by", "A. Practice"]));
    assert!(out.contains("A. Practice released"), "a warning stops no release: {out}{err}");
    (code, out.lines().filter(|line| line.contains("Notify ")).map(str::to_owned).collect())
}

/// A case of the sample in which driver's licenses were taken too, which the law of every state covers.
fn with_licenses(changes: &[(&str, &str)]) -> Desk {
    let desk = Desk::empty();
    let mut text = std::fs::read_to_string(sample("incident.toml")).expect("the sample");
    for (from, to) in [("\"medical_record\",", "\"medical_record\", \"drivers_license\",")].iter().chain(changes) {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let file = desk.path("incident.toml");
    std::fs::write(&file, text).expect("written");
    for enclosed in ["logo.svg", "signature.png"] {
        std::fs::copy(sample(enclosed), desk.path(enclosed)).expect("copied");
    }
    let (code, _, err) = outcome(&desk.run("new", &["--incident", &file.display().to_string()]));
    assert_eq!(code, 0, "{err}");
    desk.json("import", &[&sample("patients.csv")]);
    desk
}

#[test]
fn a_release_names_who_must_be_told_first_until_they_were_told_in_time() {
    let desk = with_licenses(&[]);
    let (code, owed) = released(&desk);
    assert_eq!((code, owed.len()), (1, 3), "{owed:#?}");
    let of =
        |state: &str| owed.iter().find(|line| line.contains(state)).unwrap_or_else(|| panic!("{state}: {owed:#?}"));
    for (state, authority, last_day) in [
        ("Attorney General, Maryland", "MD", MARYLAND),
        ("State Police", "NJ", EVE),
        ("New Hampshire Department of Justice", "NH", MAILING),
    ] {
        let line = of(state);
        let how = format!("filed CASE --authority {authority} --day YYYY-MM-DD --by NAME");
        for told in [&format!("mailing date of {MAILING}"), &format!("by {last_day} ("), &how] {
            assert!(line.contains(told.as_str()), "{told}: {line}");
        }
    }

    // Texas is told after the letters, if need be; Maryland in time; New Jersey on the very day, which is too late.
    filed(&desk, "TX", MAILING);
    filed(&desk, "md", "2025-03-10");
    filed(&desk, "NJ", MAILING);
    let (code, owed) = released(&desk);
    assert_eq!((code, owed.len()), (1, 2), "{owed:#?}");
    let late = owed.iter().find(|line| line.contains("--authority NJ")).expect("New Jersey is still owed");
    assert!(late.contains("notified on 2025-03-21, which is not before"), "{late}");

    // The earliest day counts, whatever was recorded first.
    filed(&desk, "NJ", EVE);
    // New Hampshire lets the notice and the letters go together.
    filed(&desk, "NH", MAILING);
    assert_eq!(released(&desk), (0, Vec::new()));
    assert_eq!(desk.json("release", &["--by", "A. Practice"])["owed_before"], serde_json::json!([]));
}

#[test]
fn only_an_authority_that_is_known_was_told_and_only_on_a_day_that_has_come() {
    let desk = Desk::new();
    let told = ["--people", "1", "--by", "A. Practice", "--authority"];
    let with = |authority: &'static str, day: &'static str| [&told[..], &[authority, "--day", day]].concat();
    assert!(desk.refused("filed", &with("MD", "2199-01-01")).contains("is in the future"));
    assert!(desk.refused("filed", &with("MD", "2999-01-01")).contains("out of range"));
    assert!(desk.refused("filed", &with("XX", EVE)).contains("regulator is not known"));
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(!audit.contains("\"filed\""), "what was refused is not in the audit");
    filed(&desk, "HHS", EVE);
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("\"filed\"") && audit.contains(EVE), "{audit}");
    assert_eq!(desk.json("status", &[])["filings"][0]["authority"], "HHS");
}

/// Letters of a package by the state of their address.
fn letters_to(package: &std::path::Path, state: &str) -> usize {
    let rows = manifest(package);
    rows.iter().filter(|row| row["record_kind"] == "live" && row["state"] == state).count()
}

#[test]
fn letters_to_a_state_whose_office_was_not_told_wait_for_the_next_mailing_and_all_others_go() {
    let desk = with_licenses(&[]);
    let everybody = desk.json("status", &[])["letters"].as_u64().expect("a number");
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let plan = desk.json("plan", &[]);
    let waiting = &plan["waiting"];
    assert_eq!(waiting.as_array().map(Vec::len), Some(1), "{waiting}");
    assert_eq!((&waiting[0]["jurisdiction"], &waiting[0]["name"]), (&"NJ".into(), &"New Jersey".into()));
    let wait = waiting[0]["letters"].as_u64().expect("a number");
    assert!(wait >= 1 && waiting[0]["offices"].to_string().contains("State Police"), "{waiting}");

    let released = desk.json("release", &["--by", "A. Practice"]);
    assert_eq!(released["letters"], everybody - wait);
    assert_eq!(released["waiting"], *waiting);
    let first = desk.export("first");
    assert_eq!(letters_to(&first, "NJ"), 0);
    // Maryland deems a practice that follows HIPAA compliant, and New Hampshire may be told together with its people.
    assert!(letters_to(&first, "MD") > 0 && letters_to(&first, "NH") > 0);
    let exceptions = std::fs::read_to_string(
        first
            .with_file_name(format!("{}-practice-only", first.file_name().expect("a name").to_string_lossy()))
            .join("50_exceptions.csv"),
    );
    assert!(exceptions.expect("the exceptions").contains("authority_first"));

    // Told too late, they wait for a later mailing date.
    filed(&desk, "NJ", MAILING);
    let (_, said, _) = outcome(&desk.run("release", &["--by", "A. Practice"]));
    assert_eq!(said, "", "nothing is released");
    let late = desk.json("plan", &[]);
    assert_eq!(late["waiting"][0]["told_too_late"], MAILING);

    // Told in time, they go with the next mailing; nobody is written to twice.
    filed(&desk, "NJ", EVE);
    let released = desk.json("release", &["--by", "A. Practice"]);
    assert_eq!((&released["letters"], &released["waiting"]), (&wait.into(), &serde_json::json!([])));
    let second = desk.export("second");
    assert_eq!(letters_to(&second, "NJ") as u64, wait);
}

#[test]
fn a_named_person_can_mail_without_waiting_and_the_reason_is_kept() {
    let desk = with_licenses(&[]);
    let everybody = desk.json("status", &[])["letters"].as_u64().expect("a number");
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let mute = desk.refused("release", &["--by", "A. Practice", "--without-waiting", "NJ"]);
    assert!(mute.contains("--reason"), "{mute}");
    let empty = desk.refused("release", &["--by", "A. Practice", "--without-waiting", "NJ", "--reason", " "]);
    assert!(empty.contains("reason"), "{empty}");
    let unknown = ["--by", "A. Practice", "--without-waiting", "XQ", "--reason", "counsel says so"];
    assert!(desk.refused("release", &unknown).contains("not known"));
    let needless = ["--by", "A. Practice", "--without-waiting", "TX", "--reason", "counsel says so"];
    assert!(desk.refused("release", &needless).contains("No letters to TX wait"));

    let why = "counsel spoke to the office today";
    let released = desk.json("release", &["--by", "A. Practice", "--without-waiting", "nj", "--reason", why]);
    assert_eq!((&released["letters"], &released["waiting"]), (&everybody.into(), &serde_json::json!([])));
    assert!(released["owed_before"].to_string().contains("New Jersey"), "still told as owed");
    let package = desk.export("out");
    assert!(letters_to(&package, "NJ") >= 1);
    let only =
        package.with_file_name(format!("{}-practice-only", package.file_name().expect("a name").to_string_lossy()));
    let page = only.join("60_release.pdf").display().to_string();
    if let Ok(read) = std::process::Command::new("pdftotext").args([&page, "-"]).output() {
        let text = String::from_utf8_lossy(&read.stdout).into_owned();
        assert!(text.contains(&format!("NJ: {why}")), "{text}");
    }
    let (_, audit, _) = outcome(&desk.run("audit", &["--verify"]));
    assert!(audit.contains("release"), "{audit}");

    // What one release said does not hold for the next.
    let again = desk.json("plan", &[]);
    assert_eq!(again["in_the_way"].as_array().map(Vec::len), Some(1), "everybody was written to: {again}");
    let overrides = desk.json("status", &[])["waiting_overrides"].clone();
    assert_eq!(
        (&overrides[0]["states"], &overrides[0]["reason"]),
        (&serde_json::json!(["NJ"]), &serde_json::json!(why))
    );
    let (_, text, _) = outcome(&desk.run("status", &[]));
    assert!(text.contains("Released without waiting for the office of NJ, by A. Practice"), "{text}");
}

#[test]
fn clocks_of_letters_that_were_mailed_stand_whatever_day_a_later_mailing_has() {
    let desk = with_licenses(&[]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    desk.json("release", &["--by", "A. Practice"]);
    desk.export("first");
    let clocks = |place: &str| -> Vec<serde_json::Value> {
        let status = desk.json("status", &[]);
        let all = status["deadlines"].as_array().expect("deadlines").clone();
        all.into_iter().filter(|clock| clock["jurisdiction"].as_str().unwrap_or_default() == place).collect()
    };
    let before = ["", "TX", "MD", "NJ"].map(clocks);
    assert!(before.iter().all(|clocks| !clocks.is_empty()), "{before:#?}");

    filed(&desk, "NJ", EVE);
    let incident = desk.path("incident.toml");
    let text = std::fs::read_to_string(&incident).expect("the incident file");
    std::fs::write(&incident, text.replace("date = 2025-03-21", "date = 2025-05-21")).expect("written");
    desk.json("amend", &["--incident", &incident.display().to_string(), "--by", "A. Practice"]);

    let after = ["", "TX", "MD", "NJ"].map(clocks);
    assert_eq!(after[..3], before[..3], "they were written to on the first day");
    assert_ne!(after[3], before[3], "nobody there was written to before");
    // Letters of everybody have a new date; the run prints those to New Jersey alone.
    let plan = desk.json("plan", &[]);
    let unsigned: Vec<String> =
        plan["in_the_way"].as_array().expect("problems").iter().map(ToString::to_string).collect();
    let all = desk.json("status", &[])["unsigned"].as_array().expect("versions").clone();
    let own = all.iter().filter(|variant| variant.as_str().unwrap_or_default().starts_with("NJ-")).count();
    assert!(own > 0 && own < all.len(), "{all:?}");
    assert!(unsigned[0].contains(&format!("approved {own} of the letters")), "{own}: {unsigned:?}");
}

#[test]
fn a_filing_after_the_release_is_for_the_next_one_and_a_run_is_the_same_again() {
    let desk = with_licenses(&[]);
    desk.signed_and_released();
    filed(&desk, "NJ", EVE);
    let first = desk.export("out");
    assert_eq!(letters_to(&first, "NJ"), 0, "released without them");
    assert_eq!(desk.export("out"), first, "the same run again");
    let status = desk.json("status", &[]);
    assert_eq!(status["released"], false, "there are letters that nobody released: {}", status["why_not_released"]);
    desk.json("release", &["--by", "A. Practice"]);
    assert!(letters_to(&desk.export("second"), "NJ") >= 1);
    assert_eq!(desk.json("status", &[])["released"], true, "everybody was written to");
}

#[test]
fn an_override_is_printed_again_as_it_was_and_may_stand_beside_another_reason() {
    let desk = with_licenses(&[]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let mut request = vec!["--by", "A. Practice", "--without-waiting", "NJ", "--reason", "counsel says so"];
    request.extend(["--families-differ", "they were compared"]);
    desk.json("release", &request);
    let first = desk.export("out");
    assert!(letters_to(&first, "NJ") >= 1);
    assert_eq!(desk.export("out"), first, "the same run again");
}

/// Dates of the sample by which letters are mailed in December 2025.
const DECEMBER: [(&str, &str); 7] = [
    ("determined = 2025-01-25", "determined = 2025-12-05"),
    ("review_completed = 2025-03-03", "review_completed = 2025-12-20"),
    ("list_date = 2025-03-10", "list_date = 2025-12-20"),
    ("date = 2025-03-21 ", "date = 2025-12-30 "),
    ("discovered = 2025-01-25", "discovered = 2025-12-05"),
    ("enroll_by = 2025-07-31", "enroll_by = 2026-07-31"),
    ("enroll_by = 2025-07-31", "enroll_by = 2026-07-31"),
];

#[test]
fn the_law_of_another_day_is_compared_letter_by_letter_and_nothing_is_recorded() {
    let desk = with_licenses(&DECEMBER);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let acts = || outcome(&desk.run("audit", &["--json"])).1;
    let before = acts();
    let same = desk.json("status", &["--law-of", "2025-12-01"]);
    for part in ["laws", "letters", "clocks", "signatures"] {
        assert_eq!(same[part], serde_json::json!([]), "{part}");
    }
    let other = desk.json("status", &["--law-of", "2026-01-02"]);
    let laws = other["laws"].to_string();
    assert!(laws.contains("SB 446 of 2025, from 2026-01-01") && laws.contains("\"OK\""), "{laws}");
    assert_eq!(other["letters"], serde_json::json!([]), "these acts change no word of a letter: {other}");
    let clocks = other["clocks"].as_array().expect("clocks");
    let of = |place: &str, duty: &str| clocks.iter().find(|c| c["jurisdiction"] == place && c["duty"] == duty);
    let letters = of("CA", "individuals").unwrap_or_else(|| panic!("{clocks:?}"));
    assert_eq!(letters["other"], "2026-01-04", "30 days after the discovery: {letters}");
    let signed = other["signatures"].as_array().expect("signatures");
    assert!(
        !signed.is_empty()
            && signed
                .iter()
                .all(|name| name.as_str().is_some_and(|name| name.starts_with("CA-") || name.starts_with("OK-"))),
        "{signed:?}"
    );
    assert_eq!(acts(), before);
    let (_, text, _) = outcome(&desk.run("status", &["--law-of", "2026-01-02"]));
    assert!(text.contains("Deadlines that would differ") && text.contains("California"), "{text}");
}

#[test]
fn a_filing_with_a_wrong_day_is_corrected_or_withdrawn_with_a_reason() {
    let desk = with_licenses(&[]);
    let (by, correct) = (["--by", "A. Practice"], ["--authority", "NJ", "--reason", "the receipt has another day"]);
    let waits = |desk: &Desk| desk.json("status", &[])["waiting"].as_array().map_or(0, Vec::len);
    assert_eq!(waits(&desk), 1, "New Jersey");
    filed(&desk, "NJ", "2025-03-10");
    assert_eq!(waits(&desk), 0);

    // On the mailing day it was too late: the letters wait again.
    let filed = |more: &[&str]| desk.json("filed", &[&correct[..], &by[..], more].concat());
    filed(&["--day", MAILING, "--people", "1", "--instead-of", "2025-03-10"]);
    assert_eq!(waits(&desk), 1);
    let filings = desk.json("status", &[])["filings"].clone();
    assert_eq!((filings.as_array().map(Vec::len), &filings[0]["day"]), (Some(1), &serde_json::json!(MAILING)));

    // What is not recorded cannot be corrected, and nothing is corrected without a reason.
    let refused = |more: &[&str]| desk.refused("filed", &[&correct[..], &by[..], more].concat());
    let why = refused(&["--day", EVE, "--people", "1", "--instead-of", "2025-03-10"]);
    assert!(why.contains("No notice of 2025-03-10 is recorded") && why.contains(MAILING), "{why}");
    let mute =
        desk.refused("filed", &[&["--authority", "NJ", "--withdraw", MAILING, "--reason", " "], &by[..]].concat());
    assert!(mute.contains("no reason"), "{mute}");

    filed(&["--withdraw", MAILING]);
    let status = desk.json("status", &[]);
    assert_eq!(status["filings"], serde_json::json!([]));
    let withdrawn = status["withdrawn_filings"].as_array().expect("a list");
    let days: Vec<&str> = withdrawn.iter().filter_map(|one| one["day"].as_str()).collect();
    assert_eq!(days, ["2025-03-10", MAILING]);
    assert!(withdrawn.iter().all(|one| one["reason"] == "the receipt has another day"), "{withdrawn:#?}");
    let (_, text, _) = outcome(&desk.run("status", &[]));
    assert!(text.contains("Not counted as notified: NJ on 2025-03-10, corrected by A. Practice"), "{text}");
    let (code, audit, _) = outcome(&desk.run("audit", &["--verify", "--json"]));
    assert!(code == 0 && audit.contains("withdrawn"), "{audit}");
    let why = refused(&["--withdraw", MAILING]);
    assert!(why.contains("No notice to this office is recorded"), "{why}");
}
