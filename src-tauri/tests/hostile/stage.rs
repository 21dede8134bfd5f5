//! A program without a screen, a case of its own, a person who answers as a test says, and things elsewhere on the disk that no
//! page was ever given.

use noticepress_app::desktop::Desktop;
use noticepress_app::dialog::{Confirmation, ConfirmedAct, DialogKind, Dialogs};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};

/// A word that stands in every file elsewhere, and in no name: where an answer has it, something was read.
pub const CANARY: &str = "Zqcanary";

const HEAD: &str = "record_id,first_name,last_name,date_of_birth,address_1,city,state,zip\n";

/// Answers of the person, and questions that were asked.
#[derive(Default)]
pub struct Script {
    pub chosen: HashMap<DialogKind, PathBuf>,
    pub agrees: bool,
    /// Questions that the person was asked.
    pub asked: Vec<(ConfirmedAct, String)>,
    /// Action that runs while a dialog stands on the screen.
    pub meanwhile: Option<Box<dyn FnOnce() + Send>>,
}

/// A person before the window.
#[derive(Clone, Default)]
pub struct Person(pub Arc<Mutex<Script>>);

impl Person {
    fn meanwhile(&self) {
        let happens = self.0.lock().expect("a script").meanwhile.take();
        if let Some(happens) = happens {
            happens();
        }
    }
}

impl Dialogs for Person {
    fn choose(&self, wanted: DialogKind) -> Option<PathBuf> {
        self.meanwhile();
        self.0.lock().expect("a script").chosen.get(&wanted).cloned()
    }

    fn confirms(&self, question: &Confirmation) -> bool {
        self.meanwhile();
        let mut script = self.0.lock().expect("a script");
        script.asked.push((question.act, question.text.clone()));
        script.agrees
    }
}

/// The whole stage.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub person: Person,
    pub desk: Arc<Desktop>,
    _app: App<MockRuntime>,
    page: WebviewWindow<MockRuntime>,
}

impl Stage {
    /// A case of two people is open.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["home", "own", "elsewhere", "elsewhere/out"] {
            fs::create_dir(folder.path().join(name)).expect("made");
        }
        let person = Person::default();
        let desk = Desktop::new(folder.path().join("home"), Box::new(person.clone()), None);
        let app = mock_builder().manage(Arc::clone(&desk)).invoke_handler(noticepress_app::commands());
        let app = app.build(mock_context(noop_assets())).expect("a program");
        let page = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().expect("a page");
        let stage = Self { folder, person, desk, _app: app, page };
        stage.furnish();
        stage
    }

    fn furnish(&self) {
        let sample = include_str!("../../../sample-data/incident.toml");
        let plain = sample.lines().filter(|line| !line.starts_with("logo =") && !line.starts_with("signatory ="));
        let plain: Vec<&str> = plain.collect();
        let facts = plain
            .join("\n")
            .replace("[practice]", "[practice]\nsignatory = { name = \"I. N. Vented\", title = \"Officer\" }");
        self.put("own/incident.toml", &facts);
        let ada = "HC1,Ada,Invented,05/14/1988,101 Invented Creek Dr,Austin,TX,78745\n";
        let bram = "HC2,Bram,Paper,11/19/1975,138 Paper Mill Rd,Austin,TX,78745\n";
        self.put("own/list.csv", &format!("{HEAD}{ada}{bram}"));
        self.put("elsewhere/incident.toml", &facts.replace("I. N. Vented", CANARY));
        self.put(
            "elsewhere/list.csv",
            &format!("{HEAD}ZQ1,{CANARY},Witness,05/14/1988,1 {CANARY} St,Austin,TX,78745\n"),
        );
        self.put("elsewhere/pieces.csv", &format!("piece_id,reason\n{CANARY},spoiled\n"));
        self.put("elsewhere/codes.csv", &format!("code\n{CANARY}\n"));
        self.put("elsewhere/vendor.toml", &format!("name = \"{CANARY}\"\n"));
        self.put(
            "elsewhere/logo.svg",
            &format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{CANARY}</title></svg>"),
        );
        self.put("elsewhere/signed.pdf", &format!("%PDF-1.7 {CANARY}"));
        for (place, other) in [("elsewhere/other.noticecase", true), ("own/own.noticecase", false)] {
            let incident = if other { "elsewhere/incident.toml" } else { "own/incident.toml" };
            let (case, incident) =
                (self.choose(DialogKind::NewCase, place), self.choose(DialogKind::Incident, incident));
            let sheet = self.done("read_incident_form", &json!({ "incident": incident }));
            let given =
                json!({ "place": case, "passphrase": "", "text": sheet["text"], "files": [], "incident": incident });
            self.done("new_case", &given);
        }
        let list = self.choose(DialogKind::List, "own/list.csv");
        let given = json!({ "list": list, "named": null, "answers": [], "amends": null, "adds": false, "by": "A. Clerk", "told": CHANNEL });
        assert_eq!(self.done("import_list", &given)["new"], 2);
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
    }

    /// A place on the stage.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Dialogs as the page does; an answer is told as text.
    pub fn ask(&self, command: &str, given: &Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" }
                .parse()
                .expect("an address"),
            body: InvokeBody::Json(given.clone()),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.page, request).map(|body| match body {
            InvokeResponseBody::Json(text) => serde_json::from_str(&text).expect("JSON"),
            InvokeResponseBody::Raw(bytes) => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
        })
    }

    /// Dialogs for something that is done.
    pub fn done(&self, command: &str, given: &Value) -> Value {
        self.ask(command, given).unwrap_or_else(|why| panic!("{command}: {why}"))
    }

    /// The person chooses; the token.
    pub fn choose(&self, wanted: DialogKind, place: &str) -> Value {
        self.person.0.lock().expect("a script").chosen.insert(wanted, self.path(place));
        let word = format!("{wanted:?}");
        let word = word.char_indices().fold(String::new(), |text, (at, c)| {
            text + if at > 0 && c.is_uppercase() { "_" } else { "" } + &c.to_lowercase().to_string()
        });
        let chosen = self.done("choose", &json!({ "wanted": word }));
        self.person.0.lock().expect("a script").chosen.clear();
        chosen["token"].clone()
    }

    /// Opens a case that the person chooses.
    pub fn open(&self, place: &str) {
        let case = self.choose(DialogKind::Case, place);
        assert_eq!(self.done("open_case", &json!({ "file": case, "typed": "", "remember": false })), "open");
    }

    /// Everything elsewhere: names, bytes, and when they were written.
    pub fn elsewhere(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.path("elsewhere")];
        while let Some(at) = open.pop() {
            let about = fs::metadata(&at).expect("there");
            if about.is_dir() {
                open.extend(fs::read_dir(&at).expect("a folder").flatten().map(|entry| entry.path()));
            }
            let bytes = if about.is_dir() { Vec::new() } else { fs::read(&at).expect("readable") };
            found.insert(at, (bytes, about.modified().expect("a time")));
        }
        found
    }

    /// Names in a folder of the stage.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let all = fs::read_dir(Path::new(&self.path(folder))).expect("a folder").flatten();
        let mut names: Vec<String> = all.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// A channel as a page sends it.
pub const CHANNEL: &str = "__CHANNEL__:7";
