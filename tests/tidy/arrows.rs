//! Arrows between the files of a crate: read from `use` and from paths in the code, through the doors of folders.

use super::files_below;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file of a crate, by the names of its modules.
pub type Module = Vec<String>;

/// For each file, the files that it uses, each with the names that it takes from there.
pub type Arrows = BTreeMap<Module, BTreeMap<Module, BTreeSet<String>>>;

/// A path in a `use`, and whether the name is handed on by `pub use`.
struct Used {
    path: String,
    handed_on: bool,
}

/// The arrows of a crate's sources. Tests may bring any two files together, so they are left out; so is a file that only
/// carries on with the methods of a type, and a folder's `mod.rs` that hands on what is in the folder.
pub fn arrows(sources: &Path) -> Arrows {
    let texts: BTreeMap<Module, String> = files_below(sources, ".rs")
        .into_iter()
        .filter(|file| !file.ends_with("tests.rs"))
        .map(|file| {
            let text = fs::read_to_string(&file).expect("readable");
            (module(file.strip_prefix(sources).expect("below")), code(&text))
        })
        .collect();
    let doors = doors(&texts);
    let mut arrows = Arrows::new();
    for (own, text) in &texts {
        let mut used: BTreeMap<Module, BTreeSet<String>> = BTreeMap::new();
        let (uses, body) = uses(text);
        let heads = texts.keys().filter(|one| one.len() == own.len() + 1 && one.starts_with(own));
        let heads: Vec<String> =
            heads.filter_map(|one| one.last()).cloned().chain(["crate", "super"].map(str::to_owned)).collect();
        let inline = inline_paths(&body, &heads).into_iter().map(|path| Used { path, handed_on: false });
        for Used { path, handed_on } in uses.into_iter().chain(inline) {
            let Some((to, name)) = resolve(&texts, own, &path) else { continue };
            let (to, name) = through(&doors, to, name);
            let is_door = handed_on && to.len() > own.len() && to.starts_with(own);
            let is_near = own
                .split_last()
                .is_some_and(|(_, folder)| to == folder || to.split_last().is_some_and(|(_, other)| other == folder));
            let carries_on = is_near && has_methods_of(&body, &name);
            if to != *own && !is_door && !carries_on {
                used.entry(to).or_default().insert(name);
            }
        }
        arrows.insert(own.clone(), used);
    }
    arrows
}

/// Files that use each other in a circle: the smallest sets from each of which every other of the set is reached.
pub fn circles(arrows: &Arrows) -> Vec<BTreeSet<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = arrows
        .keys()
        .map(|from| {
            let (mut found, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(at) = open.pop() {
                for to in arrows.get(at).into_iter().flat_map(BTreeMap::keys) {
                    if found.insert(to) {
                        open.push(to);
                    }
                }
            }
            (from, found)
        })
        .collect();
    let both = |one: &Module, other: &Module| {
        reached[one].contains(other) && reached.get(other).is_some_and(|reached| reached.contains(one))
    };
    let circles: BTreeSet<BTreeSet<Module>> = arrows
        .keys()
        .map(|one| arrows.keys().filter(|other| both(one, other)).cloned().collect::<BTreeSet<_>>())
        .filter(|circle| !circle.is_empty())
        .collect();
    circles.into_iter().collect()
}

fn module(file: &Path) -> Module {
    let mut names: Module = file.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|last| last == "mod" || last == "lib") {
        names.pop();
    }
    names
}

/// The text without remarks and without the tests at its end.
fn code(text: &str) -> String {
    let kept = text.split("\nmod tests {").next().unwrap_or_default();
    kept.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths of all `use`, one for each name, and the text without them.
fn uses(text: &str) -> (Vec<Used>, String) {
    let (mut uses, mut body) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let after = start.strip_prefix("pub").map_or(start, |rest| match rest.strip_prefix('(') {
            Some(rest) => rest.split_once(')').map_or("", |(_, rest)| rest).trim_start(),
            None => rest.trim_start(),
        });
        let Some(first) = after.strip_prefix("use ") else {
            body.push_str(line);
            body.push('\n');
            continue;
        };
        let mut statement = first.to_owned();
        while !statement.contains(';') {
            let Some(next) = lines.next() else { break };
            statement.push_str(next);
        }
        let tree = statement.split(';').next().unwrap_or_default();
        let paths = spread(&tree.split_whitespace().collect::<Vec<_>>().join(" "));
        uses.extend(paths.into_iter().map(|path| Used { path, handed_on: start.starts_with("pub") }));
    }
    (uses, body)
}

/// The paths of a tree such as `a::{b, c::{d, e}}`.
fn spread(tree: &str) -> Vec<String> {
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return vec![path.strip_suffix("::self").unwrap_or(path).to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0);
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(|part| spread(&format!("{}{part}", head.trim()))).collect()
}

/// Paths in the midst of the code that begin with one of these names.
fn inline_paths(body: &str, heads: &[String]) -> Vec<String> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut paths = Vec::new();
    for head in heads {
        for (at, _) in body.match_indices(&format!("{head}::")) {
            if body[..at].ends_with(|letter: char| is_name(letter) || matches!(letter, ':' | '.' | '$')) {
                continue;
            }
            let rest = &body[at..];
            let end = rest.find(|letter: char| !is_name(letter) && letter != ':').unwrap_or(rest.len());
            paths.push(rest[..end].trim_end_matches(':').to_owned());
        }
    }
    paths
}

/// The file that a path leads to, and the name that is taken from it.
fn resolve(texts: &BTreeMap<Module, String>, own: &Module, path: &str) -> Option<(Module, String)> {
    let mut names = path.split("::").map(str::trim).peekable();
    let mut at: Module = match *names.peek()? {
        "crate" => {
            names.next();
            Vec::new()
        }
        "self" => {
            names.next();
            own.clone()
        }
        "super" => {
            let mut at = own.clone();
            while names.next_if_eq(&"super").is_some() {
                at.pop();
            }
            at
        }
        child => {
            let mut below = own.clone();
            below.push(child.to_owned());
            texts.contains_key(&below).then(|| own.clone())?
        }
    };
    while let Some(name) = names.peek() {
        at.push((*name).to_owned());
        if !texts.contains_key(&at) {
            at.pop();
            break;
        }
        names.next();
    }
    Some((at, names.next().unwrap_or_default().to_owned()))
}

/// Maps each name that a module hands on to the module from which it comes.
fn doors(texts: &BTreeMap<Module, String>) -> BTreeMap<(Module, String), Module> {
    let mut doors = BTreeMap::new();
    for (own, text) in texts {
        for used in uses(text).0.into_iter().filter(|used| used.handed_on) {
            if let Some((to, name)) = resolve(texts, own, &used.path).filter(|(to, _)| to != own) {
                doors.insert((own.clone(), name), to);
            }
        }
    }
    doors
}

fn through(doors: &BTreeMap<(Module, String), Module>, to: Module, name: String) -> (Module, String) {
    let mut at = (to, name);
    // A name is handed on by few folders.
    for _ in 0..4 {
        match doors.get(&at) {
            Some(next) => at.0.clone_from(next),
            None => break,
        }
    }
    at
}

/// True for a file with methods of a type.
fn has_methods_of(body: &str, name: &str) -> bool {
    let of_type = |line: &str| {
        let named = line.split('{').next().unwrap_or_default();
        let named = named.rsplit([' ', ':']).find(|word| !word.is_empty()).unwrap_or_default();
        named.split('<').next() == Some(name)
    };
    name.starts_with(char::is_uppercase) && body.lines().any(|line| line.starts_with("impl") && of_type(line))
}
