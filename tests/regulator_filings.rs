//! Authorities that must be told before letters go out: a release names them until the case has a day in time.

use crate::case::{outcome, sample};
use crate::casefile::Desk;

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

#[test]
fn a_release_names_who_must_be_told_first_until_they_were_told_in_time() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let (code, owed) = released(&desk);
    assert_eq!((code, owed.len()), (1, 3), "{owed:#?}");
    let of =
        |state: &str| owed.iter().find(|line| line.contains(state)).unwrap_or_else(|| panic!("{state}: {owed:#?}"));
    for (state, authority, last_day) in [
        ("Attorney General, Maryland", "MD", MARYLAND),
        ("State Police", "NJ", EVE),
        ("New Hampshire Department of Justice", "NH", EVE),
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
    filed(&desk, "NH", EVE);
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
