//! Files of a room depend on each other in one direction: from the arrows of their paths no circle closes.
//!
//! An arrow goes from a file to the file in which a name is defined that it uses: `super::`, `crate::`, or the name of a
//! child module. Re-exports are followed and are no arrows themselves, so a `mod.rs` that only shows what its children
//! define depends on nothing.

use super::{files_below, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rooms whose files are held to it.
const ROOMS: &[&str] =
    &["digest", "finding", "party", "intake", "routing", "letter", "composition", "mailing", "specimen"];

/// A module by its path below the crate, such as `["letter", "checklist", "case"]`.
type Module = Vec<String>;

#[derive(Default)]
struct File {
    children: BTreeSet<String>,
    /// Name in this module, and the path that it stands for.
    exports: BTreeMap<String, Module>,
    /// Absolute paths of everything that is used.
    uses: Vec<Module>,
}

/// The text without comments, strings and tests.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
    let mut code = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        code.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(inside) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = inside.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('\'') && rest[1..].starts_with(['"', '/', '\\', '\'']) {
            // A character, not a lifetime.
            2 + rest[2..].find('\'').map_or(0, |end| end + 1)
        } else {
            code.push_str(&rest[..1]);
            1
        };
        rest = &rest[skip..];
    }
    code.push_str(rest);
    code
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads a path with everything in its braces, from `text` on; gives pairs of path and name in this module, and what is left.
fn read_tree<'t>(above: &[String], text: &'t str, found: &mut Vec<(Module, String)>) -> &'t str {
    let mut path = above.to_vec();
    let mut text = text.trim_start();
    loop {
        if let Some(inside) = text.strip_prefix('{') {
            let mut inside = inside.trim_start();
            while !inside.is_empty() && !inside.starts_with('}') {
                inside = read_tree(&path, inside, found).trim_start();
                inside = inside.strip_prefix(',').unwrap_or(inside).trim_start();
            }
            return inside.strip_prefix('}').unwrap_or(inside);
        }
        let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
        if end == 0 {
            // A star, or the type arguments of an expression.
            found.push((path.clone(), String::new()));
            return text.strip_prefix('*').unwrap_or(text);
        }
        if &text[..end] != "self" {
            path.push(text[..end].to_owned());
        }
        text = &text[end..];
        if let Some(rest) = text.strip_prefix("::") {
            text = rest;
            continue;
        }
        let renamed = text.trim_start().strip_prefix("as ").map(str::trim_start);
        let mut name = path.last().cloned().unwrap_or_default();
        if let Some(renamed) = renamed {
            let end = renamed.find(|c| !is_word(c)).unwrap_or(renamed.len());
            renamed[..end].clone_into(&mut name);
            text = &renamed[end..];
        }
        found.push((path, name));
        return text;
    }
}

/// A path as written in a module as one from the crate on; `None` where it leads out of the crate.
fn absolute(module: &Module, path: &[String], file: &File) -> Option<Module> {
    let mut base = module.clone();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "super" => {
            while rest.first().is_some_and(|word| word == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        child if file.children.contains(child) => {}
        _ => return None,
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

fn read_file(module: &Module, text: &str) -> File {
    let code = code_of(text);
    let mut file = File::default();
    for line in code.lines() {
        let line = line.trim();
        let declared = line.split("mod ").nth(1).and_then(|rest| rest.strip_suffix(';'));
        if let Some(name) = declared.filter(|name| name.chars().all(is_word)) {
            file.children.insert(name.to_owned());
        }
    }
    // Statements first, then paths within code.
    let mut body = String::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let (before, after) = rest.split_at(at);
        let starts = before.chars().next_back().is_none_or(|c| !is_word(c));
        body.push_str(before);
        if !starts {
            body.push_str("use ");
            rest = &after[4..];
            continue;
        }
        let shown = before.lines().next_back().is_some_and(|line| line.trim_start().starts_with("pub"));
        let mut found = Vec::new();
        rest = read_tree(&[], &after[4..], &mut found);
        for (path, name) in found {
            let Some(path) = absolute(module, &path, &file) else { continue };
            if shown {
                file.exports.insert(name, path);
            } else {
                file.uses.push(path);
            }
        }
    }
    body.push_str(rest);
    let mut starts = vec!["super".to_owned(), "crate".to_owned()];
    starts.extend(file.children.iter().cloned());
    for start in starts {
        let start = format!("{start}::");
        for (at, _) in body.match_indices(&start) {
            let free = body[..at].chars().next_back().is_none_or(|c| !is_word(c) && c != ':');
            let mut found = Vec::new();
            if free {
                read_tree(&[], &body[at..], &mut found);
            }
            let found: Vec<_> = found.into_iter().filter_map(|(path, _)| absolute(module, &path, &file)).collect();
            file.uses.extend(found);
        }
    }
    file
}

/// The module in which the last name of a path is defined.
fn home_of(files: &BTreeMap<Module, File>, path: &[String], depth: usize) -> Option<Module> {
    let mut module = Module::new();
    for (at, word) in path.iter().enumerate() {
        let mut below = module.clone();
        below.push(word.clone());
        if files.contains_key(&below) {
            module = below;
            continue;
        }
        if let Some(target) = files.get(&module).and_then(|file| file.exports.get(word)).filter(|_| depth < 8) {
            let mut whole = target.clone();
            whole.extend_from_slice(&path[at + 1..]);
            return home_of(files, &whole, depth + 1);
        }
        break;
    }
    files.contains_key(&module).then_some(module)
}

/// A module whose arrows lead back to it, with the way; `None` where there is no circle.
fn circle(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn walk(
        at: &Module,
        arrows: &BTreeMap<Module, BTreeSet<Module>>,
        way: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<Module>> {
        if let Some(first) = way.iter().position(|one| one == at) {
            let mut circle = way[first..].to_vec();
            circle.push(at.clone());
            return Some(circle);
        }
        if !done.insert(at.clone()) {
            return None;
        }
        way.push(at.clone());
        let found = arrows.get(at).into_iter().flatten().find_map(|next| walk(next, arrows, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|module| walk(module, arrows, &mut Vec::new(), &mut done))
}

/// The modules of a crate, tests left out.
fn modules(source: &Path) -> BTreeMap<Module, File> {
    let mut files = BTreeMap::new();
    for path in files_below(source, ".rs") {
        let below = path.strip_prefix(source).expect("below").with_extension("");
        let mut module: Module = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.iter().any(|part| part == "tests") {
            continue;
        }
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        let text = std::fs::read_to_string(&path).expect("readable");
        let file = read_file(&module, &text);
        files.insert(module, file);
    }
    files
}

#[test]
fn the_files_of_a_room_depend_on_each_other_in_one_direction() {
    let files = modules(&root().join("crates/notice/src"));
    let mut all = 0;
    for room in ROOMS {
        let inside = |module: &Module| module.first().is_some_and(|first| first == room);
        let arrows: BTreeMap<Module, BTreeSet<Module>> = files
            .iter()
            .filter(|(module, _)| inside(module))
            .map(|(module, file)| {
                let homes = file.uses.iter().filter_map(|path| home_of(&files, path, 0));
                (module.clone(), homes.filter(|home| inside(home) && home != module).collect())
            })
            .collect();
        all += arrows.values().map(BTreeSet::len).sum::<usize>();
        let found = circle(&arrows).map(|way| way.iter().map(|module| module.join("::")).collect::<Vec<_>>());
        assert!(found.is_none(), "a circle: {}", found.unwrap_or_default().join(" -> "));
    }
    assert!(all > 300, "no more than {all} arrows were found");
}

#[test]
fn circles_are_found_through_braces_re_exports_and_child_modules() {
    let files = |sources: &[(&str, &str)]| -> BTreeMap<Module, File> {
        let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
        sources.iter().map(|(path, text)| (module(path), read_file(&module(path), text))).collect()
    };
    let arrows = |files: &BTreeMap<Module, File>| -> BTreeMap<Module, BTreeSet<Module>> {
        let homes = |(module, file): (&Module, &File)| {
            let homes = file.uses.iter().filter_map(|path| home_of(files, path, 0));
            (module.clone(), homes.filter(|home| home != module).collect())
        };
        files.iter().map(homes).collect()
    };
    let shown = "mod a;\nmod b;\npub use a::{A, Other};\npub use b::B;\n";
    let straight = files(&[
        ("room", shown),
        ("room::a", "//! use super::b::B;\nconst TEXT: &str = \"super::b::B\";\npub struct A;\n"),
        ("room::b", "use super::{A as First, a::Other};\n"),
    ]);
    assert_eq!(circle(&arrows(&straight)), None);
    for (a, b) in [
        ("use super::B;", "use super::a::{self, Other};"),
        ("fn f() { super::b::g(); }", "fn g() { crate::room::a::f(); }"),
        ("use crate::room::{B};", "fn g() -> super::A { super::A }"),
    ] {
        let round = files(&[("room", shown), ("room::a", a), ("room::b", b)]);
        assert!(circle(&arrows(&round)).is_some(), "{a} {b}");
    }
    let child = files(&[("room", "mod a;\nfn f() { a::g(); }"), ("room::a", "use super::f;")]);
    assert!(circle(&arrows(&child)).is_some(), "a parent that uses its child, and is used by it");
}
