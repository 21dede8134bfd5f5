//! `docs/letters.md` against what templates can really name.

// The pipeline itself may not touch the disk; a test on the repository's own files must.
#![allow(clippy::disallowed_methods)]

use crate::letter::language_templates::shape;
use crate::letter::legal_facts::Law;
use crate::letter::phrase::Phrases;
use crate::party::{Incident, Language, Templates};
use crate::routing::RuleBook;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn gather(base: &Path, folder: &Path, templates: &mut Templates) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(base, &path, templates);
        } else if path.extension().is_some_and(|e| e == "hbs" || e == "toml") {
            let parts = path.strip_prefix(base).expect("below").components();
            let name: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            templates.insert(name.join("/"), fs::read(&path).expect("readable"));
        }
    }
}

/// Every name that stands for a value; of a group of yes and no, and of a list, only the name as a whole.
fn names(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(_) if matches!(path, "has" | "is" | "to" | "owes") || path.ends_with(".second") => {
            found.push(path.to_owned());
        }
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| *key != "voice") {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                names(value, &path, found);
            }
        }
        _ if path.ends_with(".second") => {}
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn the_guide_has_every_name_that_templates_can_use() {
    let mut templates = Templates::default();
    let folder = root().join("templates");
    gather(&folder, &folder, &mut templates);
    let incident = fs::read_to_string(root().join("sample-data/incident.toml")).expect("the sample");
    let incident = Incident::parse("incident.toml", &incident).expect("the sample");
    let book = RuleBook::load(&templates).expect("the rules");
    let phrases = Phrases::read(&templates, "").expect("the phrases");
    let mut found = Vec::new();
    names(&shape(&incident, &Law::from(&book), &phrases, Language::En), "", &mut found);
    assert!(found.len() > 50, "{found:?}");

    let guide = fs::read_to_string(root().join("docs/letters.md")).expect("the guide");
    let has = |name: &str| guide.contains(&format!("`{name}`"));
    let missing: Vec<_> = found
        .iter()
        .filter(|name| !has(name) && !name.rsplit_once('.').is_some_and(|(of, own)| has(of) && has(&format!(".{own}"))))
        .collect();
    assert!(missing.is_empty(), "docs/letters.md does not have {missing:?}");
    let voice: Vec<_> = phrases.voice_words().filter(|word| !guide.contains(&format!("`{{{{{word}}}}}`"))).collect();
    assert!(voice.is_empty(), "docs/letters.md does not have {voice:?}");
}
