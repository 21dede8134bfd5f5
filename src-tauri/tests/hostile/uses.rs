//! Tokens that somebody did give, sent where they do not belong, too late or twice.

use crate::attack::plausible;
use crate::source::{commands, within, word};
use crate::stage::{CANARY, CHANNEL, Stage};
use noticepress_app::dialog::DialogKind;
use noticepress_app::grant::Use;
use serde_json::{Value, json};
use std::fs;
use syn::Type;

/// File or folder elsewhere that is chosen for each use.
const CHOSEN: [(DialogKind, &str); 16] = [
    (DialogKind::Case, "elsewhere/other.noticecase"),
    (DialogKind::NewCase, "elsewhere/new.noticecase"),
    (DialogKind::Copy, "elsewhere/copy.noticecase"),
    (DialogKind::Backup, "elsewhere/other.noticecase"),
    (DialogKind::Incident, "elsewhere/incident.toml"),
    (DialogKind::List, "elsewhere/list.csv"),
    (DialogKind::Vendor, "elsewhere/vendor.toml"),
    (DialogKind::Picture, "elsewhere/logo.svg"),
    (DialogKind::SignedPage, "elsewhere/signed.pdf"),
    (DialogKind::CounselPack, "elsewhere/out"),
    (DialogKind::Folder, "elsewhere/out"),
    (DialogKind::BackupFolder, "elsewhere/out"),
    (DialogKind::NewFile, "elsewhere/acts.json"),
    (DialogKind::NewDocx, "elsewhere/letter.docx"),
    (DialogKind::NewWording, "elsewhere/wording.docx"),
    (DialogKind::EditedWording, "elsewhere/edited.docx"),
];

/// Use for which each command wants each of its tokens.
const WANTS: [(&str, &str, Use); 30] = [
    ("approve_texts", "from", Use::ReadSignedPage),
    ("approve_texts", "pack", Use::ReadPack),
    ("back_up", "target", Use::CopyCase),
    ("choose_backup_folder", "to", Use::KeepBackups),
    ("export_acts", "out", Use::WriteActs),
    ("export_run", "out", Use::FillFolder),
    ("read_incident_form", "incident", Use::ReadIncident),
    ("forget_recent", "file", Use::OpenCase),
    ("import_list", "list", Use::ReadList),
    ("join_guardians", "list", Use::ReadList),
    ("export_letter_docx", "out", Use::WriteLetter),
    ("export_wording_docx", "out", Use::WriteWording),
    ("read_wording_docx", "file", Use::ReadWording),
    ("make_memos", "out", Use::FillFolder),
    ("make_pack", "out", Use::FillFolder),
    ("make_proofs", "out", Use::FillFolder),
    ("new_case", "place", Use::MakeCase),
    ("new_case", "files", Use::ReadPicture),
    ("new_case", "incident", Use::ReadIncident),
    ("open_case", "file", Use::OpenCase),
    ("make_regulators_folder", "out", Use::FillFolder),
    ("reprint_pieces", "out", Use::FillFolder),
    ("reprint_pieces", "pieces", Use::ReadList),
    ("restore_case", "backup", Use::ReadBackup),
    ("restore_case", "file", Use::OpenCase),
    ("save_incident_form", "files", Use::ReadPicture),
    ("set_vendor", "profile", Use::ReadVendor),
    ("signed_pages", "out", Use::FillFolder),
    ("list_sheets", "list", Use::ReadList),
    ("inspect_list", "list", Use::ReadList),
];

/// The one command whose token the program gives by itself.
const VERIFY: (&str, &str, Use) = ("verify_package", "folder", Use::ReadPackage);

fn holds_token(of: &Type) -> bool {
    word(of) == "Token" || within(of).iter().any(holds_token)
}

/// An honest value with a token in the place of the forged one.
fn with(of: &Type, token: &Value) -> Value {
    match word(of).as_str() {
        "Token" => token.clone(),
        "Option" => with(&within(of)[0], token),
        "Vec" | "tuple" => Value::Array(within(of).iter().map(|of| with(of, token)).collect()),
        _ => plausible(of),
    }
}

#[test]
fn a_token_opens_nothing_but_what_it_was_given_for() {
    let stage = Stage::new();
    let mut tokens: Vec<(Use, Value)> =
        CHOSEN.iter().map(|(wanted, place)| (Use::from(*wanted), stage.choose(*wanted, place))).collect();
    let package = stage.desk.grants.give(&stage.path("elsewhere/out"), Use::ReadPackage).expect("given");
    tokens.push((Use::ReadPackage, serde_json::to_value(package.token).expect("JSON")));
    let token_of =
        |of: Use| tokens.iter().find(|(own, _)| *own == of).map(|(_, token)| token).expect("one for each use");
    let before = stage.elsewhere();
    let mut looked_at = 0;
    for command in commands() {
        let of = |name: &str| {
            let wants =
                WANTS.iter().chain([&VERIFY]).find(|(own, argument, _)| *own == command.name && *argument == name);
            wants.unwrap_or_else(|| panic!("{} takes a token as {name}: say for what use", command.name)).2
        };
        let taken: Vec<&(String, Type)> = command.takes.iter().filter(|(_, of)| holds_token(of)).collect();
        for (name, _) in &taken {
            looked_at += 1;
            for (own, token) in tokens.iter().filter(|(own, _)| *own != of(name)) {
                let given = command.takes.iter().map(|(argument, kind)| {
                    let token = if argument == name { token } else { token_of(of_or(&taken, argument, &of)) };
                    (argument.clone(), with(kind, token))
                });
                let given: Value = given.collect();
                let answer = stage.ask(&command.name, &given).expect_err(&command.name).to_string();
                let said =
                    answer.contains("was chosen for something else") && answer.contains("Choose the file again.");
                assert!(said && !answer.contains(CANARY), "{} with {name} for {own:?}: {answer}", command.name);
            }
        }
    }
    assert_eq!(looked_at, WANTS.len() + 1, "a command or an argument is there no more");
    assert!(stage.elsewhere() == before);
    // The other way round: for its own use each is taken.
    let list = json!({ "list": token_of(Use::ReadList), "named": null });
    assert!(stage.done("inspect_list", &list).to_string().contains(CANARY));
}

/// The use of another argument; one that is no token has none, and is not asked for.
fn of_or(taken: &[&(String, Type)], argument: &str, of: &dyn Fn(&str) -> Use) -> Use {
    if taken.iter().any(|(own, _)| own == argument) { of(argument) } else { Use::ReadList }
}

#[test]
fn a_new_file_is_written_once() {
    let stage = Stage::new();
    let file = stage.path("own/acts.json");
    let out = stage.choose(DialogKind::NewFile, "own/acts.json");
    stage.done("export_acts", &json!({ "out": out }));
    fs::remove_file(&file).expect("it was written");
    let why = stage.ask("export_acts", &json!({ "out": out })).expect_err("used up").to_string();
    assert!(why.contains("was already used") && !file.exists(), "{why}");
    let copy = stage.choose(DialogKind::Copy, "own/copy.noticecase");
    stage.done("back_up", &json!({ "target": copy, "passphrase": "" }));
    assert!(stage.ask("back_up", &json!({ "target": copy, "passphrase": "" })).is_err());
}

#[test]
fn what_was_chosen_for_one_case_serves_no_other() {
    let stage = Stage::new();
    let list = stage.choose(DialogKind::List, "own/list.csv");
    let folder = stage.choose(DialogKind::Folder, "own");
    stage.done("close_case", &json!({}));
    stage.open("elsewhere/other.noticecase");
    assert!(stage.ask("inspect_list", &json!({ "list": list, "named": null })).is_err());
    assert!(stage.ask("make_pack", &json!({ "out": folder, "labels": [], "told": CHANNEL })).is_err());
}

#[test]
fn cases_that_were_open_before_are_opened_by_their_tokens() {
    let stage = Stage::new();
    let recent = stage.done("recent_cases", &json!({}));
    let places: Vec<&str> =
        recent.as_array().expect("a list").iter().filter_map(|own| own["case"]["place"].as_str()).collect();
    assert_eq!(places.len(), 2, "{recent}");
    let token = &recent[0]["case"]["token"];
    assert_eq!(stage.done("open_case", &json!({ "file": token, "typed": "", "remember": false })), "open");
    assert_eq!(stage.done("forget_recent", &json!({ "file": token })).as_array().map(Vec::len), Some(1));
}
