//! `templates lint`: a light for every letter, and an exit code that a script can trust.

use crate::case::{folder, outcome, sample, say};
use crate::counsel::{copy, root};
use std::fs;

fn lint(more: &[&str]) -> (i32, String, String) {
    let mut arguments = vec!["templates", "lint"];
    arguments.extend(more);
    outcome(&say(&arguments))
}

#[test]
fn every_letter_of_the_built_in_templates_has_a_line_and_none_is_red() {
    let (code, text, err) = lint(&[]);
    assert_eq!((code, err.as_str()), (0, ""), "{text}");
    for variant in ["TX-minor-en", "TX-minor-named-es", "MA-adult-en-massachusetts", "MA-adult-en", "ZZ-deceased-en"] {
        let mut lines = text.lines().map(str::trim_start);
        let line = lines.find(|line| line.split_whitespace().nth(1) == Some(variant));
        let line = line.unwrap_or_else(|| panic!("{variant}: {text}"));
        assert!(line.starts_with("green") || line.starts_with("amber"), "{line}");
        assert!(line.contains(" green"), "{line}");
    }
    assert!(!text.lines().any(|line| line.trim_start().starts_with("red ")), "{text}");
    assert!(text.lines().any(|line| line.starts_with("TX  Texas: rule ") && line.contains(", reviewed on ")));
    assert!(text.lines().any(|line| line.starts_with("  doubt  ")), "doubts of rules are shown");
    let totals = text.lines().last().expect("totals");
    assert!(totals.contains(" letters drafted, ") && totals.contains(", 0 red. "), "{totals}");
}

#[test]
fn machines_get_every_check() {
    let (code, text, _) = lint(&["--json"]);
    let page: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((code, &page["faults"]), (0, &serde_json::json!(0)));
    assert!(page["drafted"].as_u64().is_some_and(|n| n > 1_500), "{}", page["drafted"]);
    let texas = page["jurisdictions"].as_array().expect("a list").iter().find(|j| j["code"] == "TX").expect("Texas");
    for key in ["name", "verified", "as_of", "reviewed_on", "uncertain", "light"] {
        assert!(!texas[key].is_null(), "{key}");
    }
    let letter = &texas["letters"][0];
    let checks = letter["checks"].as_array().expect("checks");
    assert!(checks.len() > 15 && letter["variant"].is_string() && letter["light"].is_string());
    for key in ["item", "asks", "light", "note", "look_at", "case"] {
        assert!(checks.iter().all(|check| check[key].is_string()), "{key}");
    }
    for translation in page["translations"].as_array().expect("translations") {
        let fingerprint = translation["fingerprint"].as_str().expect("a fingerprint");
        assert!(fingerprint.len() == 10 && translation["stale"] == false, "{translation}");
    }
}

#[test]
fn a_red_letter_is_refused_and_a_stale_translation_is_shown() {
    let folder = folder();
    let templates = folder.path().join("templates");
    copy(&root().join("templates"), &templates);
    let path = templates.to_str().expect("a path");

    let file = templates.join("passages/more-information.md.hbs");
    let text = fs::read_to_string(&file).expect("the passage");
    fs::write(&file, text.replace("{{contact.toll_free}}", "1-800-555-0199")).expect("written");
    let (code, text, err) = lint(&[path]);
    assert_eq!((code, err.as_str()), (2, ""), "the page itself is the answer");
    // The English letter stands in the bilingual piece as well.
    assert!(text.contains("red    TX-adult-en ") && text.contains("red    TX-adult-es "), "{text}");
    assert!(text.contains("red hipaa_how_to_ask: ") && text.contains("red facts_from_data: "), "{text}");
    assert!(text.contains("Look at templates/passages/more-information.md.hbs"), "{text}");

    if templates.join("es/passages/more-information.md.hbs").is_file() {
        let stale = text.lines().find(|line| line.contains("es/passages/more-information.md.hbs: "));
        let stale = stale.unwrap_or_else(|| panic!("{text}"));
        assert!(stale.starts_with("  amber  ") && stale.contains("The English file has changed since."), "{stale}");
    }
    let (_, json, _) = lint(&[path, "--json"]);
    let page: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(page["faults"].as_u64().is_some_and(|n| n > 300) && page["light"] == "red");
}

#[test]
fn letters_of_a_case_of_ones_own_are_checked() {
    let folder = folder();
    let incident = fs::read_to_string(sample("incident.toml")).expect("the sample case");
    let path = folder.path().join("incident.toml");
    fs::write(&path, incident.replace("copied files from them.", "copied the files of 1,204 patients."))
        .expect("written");
    let (code, text, err) = lint(&["--incident", path.to_str().expect("a path")]);
    assert_eq!((code, err.as_str()), (0, ""), "{text}");
    let mut illinois = text.lines().skip_while(|line| !line.starts_with("IL  "));
    assert!(
        illinois.any(|line| line.contains("counsel decides")),
        "a count in the practice's own text is shown: {text}"
    );
    assert!(text.contains("Case: your incident"), "{text}");
}
