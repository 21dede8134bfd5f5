//! Recipes on the command line: what is recognised, what is said of it, and who decides.

use crate::case::{folder, outcome, sample, say};
use serde_json::Value;
use std::path::PathBuf;

fn list(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/exports/lists").join(name).display().to_string()
}

fn check(list: &str, more: &[&str]) -> (i32, Value, String) {
    let incident = sample("incident.toml");
    let mut arguments = vec!["check", list, "--incident", &incident, "--json"];
    arguments.extend(more);
    let (code, said, told) = outcome(&say(&arguments));
    (code, serde_json::from_str(&said).unwrap_or_default(), told)
}

#[test]
fn every_sample_is_read_as_the_export_of_its_own_program() {
    let (code, said, _) = outcome(&say(&["recipes", "--json"]));
    let recipes: Vec<Value> = serde_json::from_str(&said).expect("JSON");
    assert!(code == 0 && recipes.len() >= 14);
    for recipe in &recipes {
        let name = recipe["name"].as_str().expect("a name");
        let (_, report, told) = check(&list(&format!("recipe-{name}.csv")), &[]);
        let used = &report["lists"][0]["recipe"];
        assert_eq!((&used["name"], &used["chosen"]), (&recipe["name"], &Value::from("by_headings")), "{name}: {told}");
        assert!(recipe["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{name}");
    }
}

#[test]
fn the_report_says_which_recipe_and_what_it_does_not_know() {
    let (open_dental, incident) = (list("recipe-open-dental.csv"), sample("incident.toml"));
    let (_, text, _) = outcome(&say(&["check", &open_dental, "--incident", &incident]));
    assert!(text.contains("read as Open Dental patient table (open-dental, recognized by its headings)"), "{text}");
    assert!(text.contains("the recipe does not recognize the code of 1 rows in column 6"), "{text}");
    let (_, report, _) = check(&list("names.csv"), &[]);
    assert!(report["lists"][0]["recipe"].is_null());
}

#[test]
fn somebody_who_names_a_recipe_decides() {
    let open_dental = list("recipe-open-dental.csv");
    let (_, report, _) = check(&open_dental, &["--recipe", "open-dental"]);
    assert_eq!(report["lists"][0]["recipe"]["chosen"], "by_name");
    let (_, report, _) = check(&open_dental, &["--recipe", "none"]);
    assert!(report["lists"][0]["recipe"].is_null());
    for (recipe, wrong) in [("open-dentist", "no recipe of this name"), ("synthea", "no export of the program")] {
        let (code, _, told) = check(&open_dental, &["--recipe", recipe]);
        assert!(code == 2 && told.contains(wrong), "{code} {told}");
    }
}

#[test]
fn a_folder_adds_recipes_and_two_that_fit_are_told() {
    let folder = folder();
    let templates = folder.path().join("templates");
    crate::counsel::copy(&crate::counsel::root().join("templates"), &templates);
    let path = templates.join("recipes/open-dental.toml");
    let text = std::fs::read_to_string(&path).expect("a recipe");
    let known = "headings = [\"PatNum\", \"LName\", \"FName\", \"PatStatus\", \"Birthdate\"]";
    let own = text.replace("name = \"open-dental\"", "name = \"own-dental\"");
    let own = own.replacen(known, "headings = [\"PatNum\", \"LName\", \"FName\", \"Guarantor\", \"Position\"]", 1);
    std::fs::write(templates.join("recipes/own-dental.toml"), own).expect("written");
    let shown = templates.display().to_string();
    let open_dental = list("recipe-open-dental.csv");
    let (_, report, _) = check(&open_dental, &["--templates", &shown]);
    let list = &report["lists"][0];
    assert!(list["recipe"].is_null(), "{list}");
    assert_eq!(list["recipes_in_doubt"], serde_json::json!(["open-dental", "own-dental"]));
    let found =
        report["findings"].as_array().expect("findings").iter().any(|found| found["code"] == "recipes_in_doubt");
    assert!(found);
    let (code, _, told) = outcome(&say(&["templates", "lint", &shown]));
    assert!(code == 2 && told.contains("open-dental"), "{told}");
    let (_, report, _) = check(&open_dental, &["--templates", &shown, "--recipe", "own-dental"]);
    assert_eq!(report["lists"][0]["recipe"]["name"], "own-dental");
}
