//! Every command, with everything that a page could put into everything that it takes.

use crate::source::{commands, within, word};
use crate::stage::{CANARY, CHANNEL, Stage};
use serde_json::{Value, json};
use syn::Type;

/// A token of the right form that nobody gave.
const FORGED: &str = "00112233445566778899aabbccddeeff";

/// Commands after which another case is open, or none.
const LEAVES: [&str; 4] = ["close_case", "close_window", "open_sample", "purge_case"];

/// Returns a value that an honest page would send.
pub fn plausible(of: &Type) -> Value {
    match word(of).as_str() {
        "Option" => plausible(&within(of)[0]),
        "Vec" => Value::Array(within(of).iter().map(plausible).collect()),
        "tuple" => Value::Array(within(of).iter().map(plausible).collect()),
        "array" => json!([1, 2]),
        "String" => json!("letter"),
        "bool" => json!(false),
        "PersonId" | "DecisionId" | "ListId" | "u32" | "u64" | "usize" => json!(1),
        "NaiveDate" => json!("2025-03-21"),
        "Channel" => json!(CHANNEL),
        "Token" => json!(FORGED),
        "TemplatePath" => json!("passages/opening.md.hbs"),
        "DialogKind" => json!("list"),
        "GuardianFilter" => json!("all"),
        "ParentRule" => json!("both"),
        "PreviewOptions" => json!({ "language": "", "large": false }),
        "PreviewTarget" => json!({ "variant": "TX-adult" }),
        "Tried" => json!({ "path": "passages/opening.md.hbs", "text": "Something happened." }),
        "DecisionInput" => json!({ "kind": "exclude" }),
        "RowSelection" => json!({ "people": [1], "list": null, "code": null, "jurisdiction": null }),
        "DocumentLabel" => json!("draft"),
        "AcceptanceReasons" => json!({ "all": "Accepted.", "each": {} }),
        "FilingRequest" => json!({
            "authority": "TX", "offices": [], "day": "2025-03-21", "people": 1, "remark": "", "instead_of": null,
        }),
        "TermsChange" => json!({ "envelope": "none", "letters_per_file": 10, "agreement": "BAA" }),
        "Named" => json!({
            "columns": [{ "number": 1, "heading": "record_id", "field": "record_id" }], "date_order": "mdy", "headed": true,
        }),
        "PersonQuery" => json!({
            "search": "Ada", "disposition": "", "standing": "", "jurisdiction": "", "code": "", "variant": "", "sort": "name",
            "descending": false, "offset": 0, "limit": 10,
        }),
        other => panic!("say here what a page sends as {other}, and see in it what it could do with it"),
    }
}

/// Returns values that a page which is not ours puts in the place of a value.
fn odd(stage: &Stage) -> Vec<Value> {
    let place = |name: &str| stage.path(name).display().to_string();
    let mut odd: Vec<Value> = [
        "other.noticecase",
        "incident.toml",
        "list.csv",
        "pieces.csv",
        "codes.csv",
        "vendor.toml",
        "logo.svg",
        "signed.pdf",
        "out",
        "new.txt",
    ]
    .iter()
    .map(|name| json!(place(&format!("elsewhere/{name}"))))
    .collect();
    odd.extend([
        json!("/etc/passwd"),
        json!("../../elsewhere/list.csv"),
        json!("letters/../../../elsewhere/incident.toml"),
        json!("..\\..\\elsewhere\\list.csv"),
        json!(format!("file://{}", place("elsewhere/list.csv"))),
        json!(place("own/own.noticecase")),
        json!(place("own")),
        json!(FORGED),
        json!(""),
        json!("\0\u{1b}[2J\u{202e}"),
        json!("__proto__"),
        json!("{{> ../x}}{{#each}}"),
        json!("Ž".repeat(20_000)),
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!([]),
        json!({}),
        json!([place("elsewhere/list.csv")]),
        json!({ "token": place("elsewhere/list.csv"), "path": place("elsewhere/list.csv"), "name": "x", "place": "x" }),
    ]);
    odd
}

/// The places of all values within a value, the whole first.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(all) => (0..).zip(all).for_each(|(n, own): (u32, _)| places(own, &format!("{at}/{n}"), found)),
        Value::Object(all) => all.iter().for_each(|(key, own)| places(own, &format!("{at}/{key}"), found)),
        _ => {}
    }
}

/// Dialogs, and looks whether the answer tells of anything elsewhere, or of a fault of ours.
fn ask(stage: &Stage, command: &str, given: &Value) {
    let answer = stage.ask(command, given).unwrap_or_else(|why| why).to_string();
    let short: String = given.to_string().chars().take(400).collect();
    assert!(!answer.contains(CANARY) && !answer.contains("root:x:"), "{command} read what nobody chose: {short}");
    assert!(!answer.contains("An unexpected error"), "{command} broke off: {short}");
}

#[test]
fn nothing_that_a_page_can_say_reads_or_writes_elsewhere() {
    let stage = Stage::new();
    let (before, odd) = (stage.elsewhere(), odd(&stage));
    let all = commands();
    let (leave, stay): (Vec<_>, Vec<_>) = all.iter().partition(|command| LEAVES.contains(&command.name.as_str()));
    for command in stay.into_iter().chain(leave) {
        let honest: Value = command.takes.iter().map(|(name, of)| (name.clone(), plausible(of))).collect();
        let mut found = Vec::new();
        places(&honest, "", &mut found);
        for at in found {
            for value in &odd {
                let mut given = honest.clone();
                *given.pointer_mut(&at).expect("a place") = value.clone();
                ask(&stage, &command.name, &given);
            }
        }
        // The same in everything at once.
        for value in &odd {
            let given: Value = command.takes.iter().map(|(name, _)| (name.clone(), value.clone())).collect();
            ask(&stage, &command.name, &given);
        }
    }
    assert!(stage.elsewhere() == before, "something elsewhere was changed");
    stage.open("own/own.noticecase");
    let is_new =
        |name: &String| !["incident.toml", "list.csv"].contains(&&**name) && !name.starts_with("own.noticecase");
    assert!(!stage.names("own").iter().any(is_new), "{:?}", stage.names("own"));
    let kept = ["Sample case.noticecase", "last-crash.txt", "recent.json", "recent.lock"];
    let strange: Vec<_> =
        stage.names("home").into_iter().filter(|name| !kept.iter().any(|own| name.contains(own))).collect();
    assert!(strange.is_empty(), "{strange:?}");
}
