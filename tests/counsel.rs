//! Views for counsel: the calendar, the list of rules, single letters, and faults of templates.

use crate::case::{folder, outcome, sample, say};
use std::fs;
use std::path::{Path, PathBuf};

fn check(more: &[&str]) -> (i32, String, String) {
    let (list, incident) = (sample("patients.csv"), sample("incident.toml"));
    let mut arguments = vec!["check", &list, "--incident", &incident];
    arguments.extend(more);
    outcome(&say(&arguments))
}

/// The line of the calendar that holds these words.
fn clock<'a>(text: &'a str, words: &str) -> &'a str {
    let calendar = text.split("Deadlines, earliest first").nth(1).unwrap_or_default();
    calendar.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} is not in {calendar}"))
}

#[test]
fn check_prints_every_clock_with_the_days_that_are_left() {
    let (_, text, _) = check(&[]);
    assert!(text.contains("days are counted from 2025-03-21:"), "the mailing date");
    assert!(clock(&text, "US  Every affected person").starts_with("  2025-03-26  5 days left "));
    assert!(clock(&text, "HHS Office for Civil Rights").contains("45 CFR 164.408; 140,121 people)"));
    let shared = clock(&text, "no state deadline");
    assert!(shared.starts_with("  2025-03-26  5 days left "), "{shared}");
    let dates: Vec<_> = text
        .split("Deadlines, earliest first")
        .nth(1)
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("  ")?.get(..10))
        .filter(|date| date.starts_with("20"))
        .collect();
    assert!(dates.len() > 10 && dates.is_sorted(), "{dates:?}");

    let (code, text, _) = check(&["--on", "2025-04-07"]);
    assert!(code < 2, "a late letter is shown, never held");
    assert!(text.contains("days are counted from 2025-04-07:"));
    assert!(clock(&text, "US  Every affected person").starts_with("  2025-03-26  12 days late on that day "));
    let (_, text, _) = check(&["--on", "2025-03-26"]);
    assert!(clock(&text, "US  Every affected person").starts_with("  2025-03-26  due on that date "));
    for wrong in ["tomorrow", "2025-02-30", "03/21/2025"] {
        let (code, out, err) = check(&["--on", wrong]);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong}");
        assert!(err.contains("after --on or --law-of is ") && err.contains("2025-03-21"), "{err}");
    }
}

#[test]
fn the_calendar_for_machines_keeps_its_keys() {
    let (_, text, _) = check(&["--json", "--on", "2025-03-28"]);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["days_counted_from"], "2025-03-28");
    assert_eq!(report["delay"], serde_json::json!([]));
    let clocks = report["deadlines"].as_array().expect("deadlines");
    let keys = [
        "due",
        "duty",
        "jurisdiction",
        "whom",
        "citation",
        "start",
        "started",
        "days",
        "day_type",
        "people",
        "in_doubt",
        "note",
        "delayed",
        "days_left",
    ];
    for clock in clocks {
        assert!(keys.iter().all(|key| clock.get(key).is_some()), "{clock}");
    }
    let letters = clocks.iter().find(|c| c["duty"] == "individuals" && c["jurisdiction"].is_null()).expect("federal");
    assert_eq!((letters["due"].as_str(), letters["days_left"].as_i64()), (Some("2025-03-26"), Some(-2)));
}

#[test]
fn a_delay_shows_both_dates_and_why() {
    let folder = folder();
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    let asked = "delayed_notice = true, request = \"written\", delayed_until = 2025-04-30";
    for name in ["logo.svg", "signature.png"] {
        fs::copy(sample(name), folder.path().join(name)).expect("copied");
    }
    let incident = folder.path().join("incident.toml");
    fs::write(&incident, text.replacen("delayed_notice = false", asked, 1)).expect("written");
    let arguments = ["check", &sample("patients.csv"), "--incident", incident.to_str().expect("a path")];
    let (_, text, err) = outcome(&say(&arguments));
    let line = clock(&text, "US  Every affected person");
    assert!(line.starts_with("  2025-04-30  40 days left "), "{line}{err}");
    let why = text.split(line).nth(1).and_then(|rest| rest.lines().nth(1)).unwrap_or_default();
    assert!(why.contains("without the delay 2025-03-26. Law enforcement asked in writing"), "{why}");
    assert!(text.contains("do not mail until law enforcement agrees"), "{text}");
}

fn show(more: &[&str]) -> (i32, String, String) {
    let mut arguments = vec!["templates", "show"];
    arguments.extend(more);
    outcome(&say(&arguments))
}

#[test]
fn a_letter_is_shown_with_its_law_or_alone() {
    let minor = ["--jurisdiction", "TX", "--standing", "minor"];
    let (code, sheet, err) = show(&minor);
    assert_eq!(code, 0, "{err}");
    let (head, letter) = sheet.split_once(&"-".repeat(72)).expect("a head and a letter");
    for words in
        ["TX-minor-en, Texas", "Law:       Tex. Bus.", "Checked:   primary", "Exposed:   name, ", "Must say:  "]
    {
        assert!(head.contains(words), "{words}: {head}");
    }
    let marks = [
        "PARENT OR GUARDIAN OF\nRobin Q. Invented\n",
        "\n# Notice",
        "\n## What Happened",
        "\n:::box\n",
        "\n- ",
        "\n**About: Robin Q. Invented**\n",
    ];
    for mark in marks {
        assert!(letter.contains(mark), "{mark:?}: {letter}");
    }
    let (_, plain, _) = show(&[&minor[..], &["--text"]].concat());
    assert!(plain.starts_with("PARENT OR GUARDIAN OF\nRobin Q. Invented\n100 Invented Street\n"), "{plain}");
    assert!(!plain.contains("##") && !plain.contains(":::") && !plain.contains("**"), "{plain}");

    let (_, json, _) = show(&[&minor[..], &["--json"]].concat());
    let shown: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(shown["variant"], "TX-minor-en");
    assert_eq!(shown["text"].as_str(), Some(plain.trim_end()));
    for key in ["name", "statute", "verified", "as_of", "uncertain", "elements", "items", "forbidden", "markdown"] {
        assert!(!shown[key].is_null(), "{key}");
    }
    let (_, massachusetts, _) = show(&["--jurisdiction", "MA", "--standing", "adult"]);
    assert!(massachusetts.contains("Must not:  nature_of_breach, number_of_residents"), "{massachusetts}");
    let (_, few, _) = show(&["--jurisdiction", "MA", "--standing", "adult", "--elements", "name,diagnosis"]);
    assert!(few.contains("Exposed:   name, diagnosis") && !few.contains("Must not:"), "{few}");
}

#[test]
fn a_letter_is_shown_to_every_addressee() {
    for (standing, addressee, starts) in [
        ("adult", "either", "Robin Q. Invented,\nOR PARENT OR GUARDIAN OF"),
        ("minor", "unnamed", "PARENT OR GUARDIAN OF\n"),
        ("minor", "named", "Alex Invented\nPARENT OR GUARDIAN OF"),
        ("deceased", "unnamed", "NEXT OF KIN OR ESTATE OF\n"),
        ("deceased", "named", "Alex Invented\nNEXT OF KIN OF"),
        ("represented", "named", "Alex Invented\nREPRESENTATIVE OF"),
    ] {
        let (code, text, err) =
            show(&["--jurisdiction", "ny", "--standing", standing, "--addressee", addressee, "--text"]);
        assert!(code == 0 && text.starts_with(starts), "{standing} {addressee}: {text}{err}");
    }
    for (standing, addressee) in [
        ("adult", "named"),
        ("adult", "unnamed"),
        ("minor", "either"),
        ("deceased", "either"),
        ("represented", "unnamed"),
    ] {
        let (code, text, err) = show(&["--jurisdiction", "NY", "--standing", standing, "--addressee", addressee]);
        assert!(code == 2 && text.is_empty() && err.trim_end().ends_with('.'), "{standing} {addressee}: {err}");
    }
    let (code, _, err) = show(&["--jurisdiction", "QQ", "--standing", "adult"]);
    assert!(code == 2 && err.contains("no rule for this jurisdiction"), "{err}");
    let (code, _, err) = show(&["--jurisdiction", "TX", "--standing", "adult", "--elements", "shoe_size"]);
    assert!(code == 2 && err.contains("not in the vocabulary") && err.contains("ssn"), "{err}");
}

#[test]
fn a_letter_in_spanish_is_shown_where_the_templates_have_it() {
    let spanish = ["--jurisdiction", "TX", "--standing", "minor", "--language", "es"];
    let (code, text, err) = show(&spanish);
    let has = fs::read_dir(root().join("templates/es/letters")).is_ok();
    assert_eq!(code, if has { 0 } else { 2 }, "{err}");
    assert!(if has { text.contains("TX-minor-es") } else { err.contains("These templates have no Spanish letters") });
}

#[test]
fn the_list_tells_languages_and_counts_doubts() {
    let (code, text, _) = outcome(&say(&["templates", "list"]));
    assert_eq!(code, 0);
    let texas = text.lines().find(|line| line.starts_with("TX  Texas")).expect("Texas");
    assert!(texas.contains("primary") && texas.contains(" en") && texas.contains("doubt"), "{texas}");
    let (_, json, _) = outcome(&say(&["templates", "list", "--json"]));
    let listed: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert!(listed.len() > 56);
    for rule in &listed {
        assert!(rule["languages"].as_array().is_some_and(|l| l.iter().any(|word| word == "en")), "{rule}");
        assert_eq!(rule["doubts"].as_u64(), rule["uncertain"].as_array().map(|list| list.len() as u64));
        for key in ["code", "name", "statute", "verified", "as_of", "untranslated"] {
            assert!(!rule[key].is_null(), "{key}");
        }
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with everything below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
}

#[test]
fn wrong_templates_are_refused_with_file_line_column_and_advice() {
    let folder = folder();
    let templates = folder.path().join("templates");
    copy(&root().join("templates"), &templates);
    let lint = || outcome(&say(&["templates", "lint", "--templates", templates.to_str().expect("a path")]));
    let (code, _, err) = lint();
    assert!(code < 2, "the copy itself is sound: {err}");

    let closing = "passages/closing.md.hbs";
    let rule = "jurisdictions/tx/rule.toml";
    let law = fs::read_to_string(templates.join(rule)).expect("the rule");
    let deep = "{{#if is.adult}}\n".repeat(2_000) + &"{{/if}}\n".repeat(2_000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (closing, b"a\n{{nobody}}\n".to_vec(), "line 2, column 1: Nothing is named nobody."),
        (closing, b"a\n{{shout practice.name}}\n".to_vec(), "line 2, column 1: There is no helper named shout."),
        (closing, b"a\n\n{{> nowhere}}\n".to_vec(), "line 3, column 1: There is no passage named nowhere."),
        (closing, b"a\n{{> closing}}\n".to_vec(), "line 2, column 1: The passage closing prints itself."),
        (closing, b"a\n{{#if product}}\nb\n".to_vec(), "line 2, column 1: {{#if}} is not closed."),
        (closing, b"a\nb \xFF\n".to_vec(), "line 2, column 3: The file is not UTF-8 text."),
        (closing, deep.into_bytes(), "line 17, column 1: Blocks are nested"),
        (closing, b"{{#if is.adult}}".repeat(100_000), "line 1, column 65537: The file is longer than 64 KiB."),
        (closing, vec![b'a'; 10 << 20], "line 1, column 65537: The file is longer than 64 KiB."),
        (rule, law.replacen("general_statute", "general_statut", 1).into_bytes(), "`general_statut` is not a key here"),
        (rule, law.replacen("\"none\"", "\"nothing\"", 1).into_bytes(), "`nothing` is not allowed here"),
    ];
    for (path, bytes, words) in cases {
        let before = fs::read(templates.join(path)).expect("the file");
        fs::write(templates.join(path), &bytes).expect("written");
        let (code, out, err) = lint();
        assert_eq!(code, 2, "{words}: {out}{err}");
        let line = err.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {err}"));
        assert!(line.starts_with(&format!("noticepress: templates/{path}, line ")), "{line}");
        assert!(line.contains(", column ") && line.ends_with('.') && !err.contains("panicked"), "{err}");
        fs::write(templates.join(path), before).expect("written");
    }
}
