//! The commands as their sources have them.

use std::fs;
use std::path::{Path, PathBuf};
use syn::{FnArg, GenericArgument, Item, Pat, PathArguments, Type};

/// A command with the names and types of what it takes from a page.
pub struct Command {
    pub name: String,
    pub takes: Vec<(String, Type)>,
}

/// Every source file below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let mut found: Vec<PathBuf> = folders.iter().flat_map(|folder| sources(folder)).collect();
    found.extend(files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")));
    found
}

/// Every command that a page can ask for; a new one is among them by itself.
pub fn commands() -> Vec<Command> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut commands = Vec::new();
    for file in sources(&root.join("src")) {
        let text = fs::read_to_string(file).expect("readable");
        for item in syn::parse_file(&text).expect("Rust").items {
            let Item::Fn(function) = item else { continue };
            let is_command = |a: &syn::Attribute| a.path().segments.last().is_some_and(|s| s.ident == "command");
            if !function.attrs.iter().any(is_command) {
                continue;
            }
            let takes = function.sig.inputs.iter().filter_map(|input| {
                let FnArg::Typed(input) = input else { return None };
                let Pat::Ident(name) = &*input.pat else { return None };
                let own = !matches!(word(&input.ty).as_str(), "Desk" | "Window");
                own.then(|| (camel(&name.ident.to_string()), (*input.ty).clone()))
            });
            commands.push(Command { name: function.sig.ident.to_string(), takes: takes.collect() });
        }
    }
    commands.sort_by(|a, b| a.name.cmp(&b.name));
    let listed = fs::read_to_string(root.join("src/commands.txt")).expect("readable");
    assert!(listed.lines().eq(commands.iter().map(|command| &command.name)), "commands.txt has other commands");
    commands
}

/// The last word of a type.
pub fn word(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map(|own| own.ident.to_string()).unwrap_or_default(),
        Type::Tuple(_) => "tuple".to_owned(),
        Type::Array(_) => "array".to_owned(),
        _ => String::new(),
    }
}

/// The types within a type, in order.
pub fn within(of: &Type) -> Vec<Type> {
    match of {
        Type::Path(path) => match path.path.segments.last().map(|own| &own.arguments) {
            Some(PathArguments::AngleBracketed(all)) => {
                let of = |argument: &GenericArgument| match argument {
                    GenericArgument::Type(of) => Some(of.clone()),
                    _ => None,
                };
                all.args.iter().filter_map(of).collect()
            }
            _ => Vec::new(),
        },
        Type::Tuple(all) => all.elems.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |whole, word| {
        let (head, rest) = word.split_at(1);
        whole + &head.to_uppercase() + rest
    })
}
