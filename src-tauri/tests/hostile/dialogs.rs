//! Acts that only a person can agree to, by a dialog that no page can answer.

use crate::stage::Stage;
use noticepress_app::dialog::{ConfirmedAct, DialogKind};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;

fn asked(stage: &Stage) -> Vec<ConfirmedAct> {
    stage.person.0.lock().expect("a script").asked.iter().map(|(act, _)| *act).collect()
}

fn agree(stage: &Stage) {
    stage.person.0.lock().expect("a script").agrees = true;
}

#[test]
fn a_case_goes_only_where_the_person_agrees() {
    let stage = Stage::new();
    let case = stage.path("own/own.noticecase");
    for n in 1..=3 {
        assert_eq!(stage.done("purge_case", &json!({ "early": true })), Value::Null);
        assert_eq!(asked(&stage), vec![ConfirmedAct::Purge; n]);
    }
    assert!(case.is_file());
    assert_eq!(stage.done("case_status", &json!({}))["name"], "own.noticecase");
    let (_, text) = stage.person.0.lock().expect("a script").asked[0].clone();
    assert!(text.contains(&case.display().to_string()), "the question names the case: {text}");
    agree(&stage);
    assert!(stage.done("purge_case", &json!({ "early": true }))["remains"].is_array());
    assert!(!case.exists());
}

#[test]
fn the_case_of_the_question_goes_and_no_other() {
    let stage = Stage::new();
    agree(&stage);
    // While the question stands there, the page opens another case.
    let (desk, other) = (Arc::clone(&stage.desk), stage.path("elsewhere/other.noticecase"));
    stage.person.0.lock().expect("a script").meanwhile = Some(Box::new(move || {
        let case =
            desk::casefile::Case::open(&other, &desk::casefile::key::Secret::Plain, desk::casefile::Access::Exclusive);
        desk.take(Some(case.expect("opens"))).expect("taken");
    }));
    let why = stage.ask("purge_case", &json!({ "early": true })).expect_err("refused").to_string();
    assert!(why.contains("A different case is open now."), "{why}");
    assert!(stage.path("own/own.noticecase").is_file() && stage.path("elsewhere/other.noticecase").is_file());
}

#[test]
fn the_passphrase_changes_only_where_the_person_agrees() {
    const OLD: &str = "lane motto cabinet studio river flush extra";
    const NEW: &str = "extra flush river studio cabinet motto lane";
    let stage = Stage::new();
    let text = fs::read_to_string(stage.path("own/incident.toml")).expect("readable");
    let place = stage.choose(DialogKind::NewCase, "own/locked.noticecase");
    let given = json!({ "place": place, "passphrase": OLD, "text": text, "files": [], "incident": null });
    stage.done("new_case", &given);
    let opens = |passphrase: &str| {
        stage.done("close_case", &json!({}));
        let file = stage.choose(DialogKind::Case, "own/locked.noticecase");
        stage.ask("open_case", &json!({ "file": file, "typed": passphrase, "remember": false })).is_ok()
    };
    assert_eq!(stage.done("change_passphrase", &json!({ "passphrase": NEW })), Value::Null);
    assert_eq!(asked(&stage), [ConfirmedAct::ChangePassphrase]);
    assert!(!opens(NEW) && opens(OLD));
    agree(&stage);
    assert!(stage.done("change_passphrase", &json!({ "passphrase": NEW })).is_string());
    assert!(!opens(OLD) && opens(NEW));
}

#[test]
fn a_backup_takes_the_place_of_a_case_only_where_the_person_agrees() {
    let stage = Stage::new();
    let copy = stage.choose(DialogKind::Copy, "own/copy.noticecase");
    stage.done("back_up", &json!({ "target": copy, "passphrase": "" }));
    stage.done("close_case", &json!({}));
    let before = fs::read(stage.path("own/own.noticecase")).expect("readable");
    let (case, backup) =
        (stage.choose(DialogKind::Case, "own/own.noticecase"), stage.choose(DialogKind::Backup, "own/copy.noticecase"));
    let given = json!({ "file": case, "backup": backup, "typed": "", "by": "A. Clerk", "reason": "tried" });
    assert_eq!(stage.done("restore_case", &given), Value::Null);
    assert_eq!(asked(&stage), [ConfirmedAct::Restore]);
    assert!(fs::read(stage.path("own/own.noticecase")).expect("readable") == before);
    agree(&stage);
    assert!(stage.done("restore_case", &given)["kept"].is_string());
}

#[test]
fn one_dialog_stands_on_the_screen_at_a_time() {
    let stage = Stage::new();
    agree(&stage);
    let desk = Arc::clone(&stage.desk);
    stage.person.0.lock().expect("a script").meanwhile = Some(Box::new(move || {
        assert!(desk.choose(DialogKind::Folder).expect("answered").is_none());
        let question = noticepress_app::dialog::Confirmation::purge("x".as_ref());
        assert!(!desk.confirms(&question), "a yes meant for another question");
    }));
    stage.choose(DialogKind::List, "own/list.csv");
    assert!(asked(&stage).is_empty());
}
