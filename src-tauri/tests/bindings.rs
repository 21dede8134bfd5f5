//! Bindings of the pages, written from the program: the types that cross, and one function for each command. `UPDATE=1`
//! writes them anew; without it, a difference fails.

use noticepress_app::{dialog, error, grant, progress, stage, window_events};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{FnArg, GenericArgument, Item, Pat, PathArguments, ReturnType, Type};
use ts_rs::{Config, TS};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Exports types with everything that they hold.
macro_rules! export {
    ($config:expr, $($type:ty),+ $(,)?) => { $(<$type as TS>::export_all($config).expect("written");)+ };
}

fn write_types(folder: &Path) {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    export!(
        &config,
        desk::stage::letters::wording_return::ReturnedWording,
        desk::stage::safekeeping::keeping::SafekeepingStatus,
        desk::stage::safekeeping::older::OlderFileReport,
        dialog::DialogKind,
        grant::Chosen,
        stage::start::RecentCase,
        error::IpcError,
        progress::ProgressUpdate,
        window_events::WindowEvent,
        desk::stage::start::case_status::CaseStatus,
        desk::stage::review::breakdown::MailingBreakdown,
        desk::stage::review::decide::RowSelection,
        desk::stage::review::decide::DecisionInput,
        desk::stage::review::duplicates::DuplicatePair,
        stage::review::Household,
        desk::package::report::PackageReport,
        desk::stage::letters::envelope::EnvelopeZone,
        stage::start::About,
        stage::start::Opened,
        stage::lists::Named,
        stage::letters::Tried,
        stage::export::ExportMade,
        stage::mail::ReprintAnswer,
        desk::stage::incident::form::IncidentForm,
        desk::stage::incident::form::IncidentPreview,
        desk::stage::start::create::NewCase,
        desk::stage::lists::inspect::ListInspection,
        desk::roster::ListView,
        desk::stage::lists::inspect::ColumnUseWord,
        desk::stage::lists::report::ImportReport,
        desk::stage::incident::vendor::VendorTerms,
        desk::stage::incident::vendor::TermsChange,
        desk::casefile::ruling::PastDecision,
        desk::stage::lists::guardians::GuardianReport,
        desk::reader::SheetSummary,
        desk::stage::review::findings::FindingCount,
        desk::stage::review::decide::DecisionReport,
        desk::stage::letters::preview::PreviewTarget,
        desk::stage::letters::preview::PreviewOptions,
        desk::stage::letters::preview::LetterText,
        desk::stage::letters::preview::SentenceReach,
        desk::stage::letters::preview::VariantLight,
        desk::stage::letters::wording::TemplatePath,
        desk::stage::letters::wording::TemplateFile,
        desk::stage::letters::wording::TemplateText,
        desk::stage::letters::wording::TemplateVersion,
        desk::stage::letters::wording::TemplateEffect,
        stage::signoff::ProofsMade,
        desk::stage::signoff::counsel_pack::CounselPack,
        desk::stage::signoff::approve::ApprovalReport,
        desk::stage::regulators::filing::FilingRequest,
        desk::stage::regulators::filing::WrongFiling,
        desk::stage::signoff::label::DocumentLabel,
        desk::stage::signoff::memos::MemoFolder,
        desk::stage::signoff::open_points::OpenPoint,
        desk::stage::signoff::open_points::OpenPointKind,
        desk::stage::signoff::reasons::AcceptanceReasons,
        desk::casefile::Restored,
        desk::stage::signoff::release::ReleaseReport,
        desk::stage::export::released_run::ExportReport,
        desk::stage::export::plan::ExportPlan,
        notice::finding::FaceFinding,
        desk::stage::mail::large::LargePart,
        desk::stage::mail::reprint::ReprintReport,
        desk::stage::regulators::owed::OwedNotice,
        desk::stage::regulators::folder::RegulatorFolder,
        desk::stage::audit::PurgeReport,
        desk::casefile::filing::Filing,
        desk::casefile::act::Act,
        desk::casefile::ActKind,
        desk::roster::PersonQuery,
        desk::roster::GuardianFilter,
        desk::roster::GuardianPage,
        desk::roster::PersonPage,
        desk::roster::PersonDetail,
    );
}

/// A command as its source has it.
struct Command {
    name: String,
    says: Vec<String>,
    /// Name and type; a channel is given a function that hears.
    takes: Vec<(String, String)>,
    /// Every word of the types that it takes, as the source has them.
    words: BTreeSet<String>,
    gives: String,
}

fn commands() -> Vec<Command> {
    let mut commands = Vec::new();
    let sources = files(&root().join("src"));
    for (_, text) in sources.iter().filter(|(name, _)| name.ends_with(".rs")) {
        for item in syn::parse_file(text).expect("Rust").items {
            let Item::Fn(function) = item else { continue };
            let is_command = |a: &syn::Attribute| a.path().segments.last().is_some_and(|s| s.ident == "command");
            if !function.attrs.iter().any(is_command) {
                continue;
            }
            let takes = function.sig.inputs.iter().filter_map(|input| {
                let FnArg::Typed(input) = input else { return None };
                let Pat::Ident(name) = &*input.pat else { return None };
                let of = typescript(&input.ty)?;
                Some((camel(&name.ident.to_string()), of))
            });
            let words = function.sig.inputs.iter().flat_map(words);
            let words = words.collect();
            let ReturnType::Type(_, gives) = &function.sig.output else { panic!("a command answers") };
            commands.push(Command {
                name: function.sig.ident.to_string(),
                says: function.attrs.iter().filter_map(remark).collect(),
                takes: takes.collect(),
                words,
                gives: typescript(gives).expect("a type that crosses"),
            });
        }
    }
    commands
}

/// Every word of the type of an argument.
fn words(input: &FnArg) -> Vec<String> {
    fn below(of: &Type, told: &mut Vec<String>) {
        match of {
            Type::Path(path) => {
                for segment in &path.path.segments {
                    told.push(segment.ident.to_string());
                    let PathArguments::AngleBracketed(all) = &segment.arguments else { continue };
                    for argument in &all.args {
                        if let GenericArgument::Type(of) = argument {
                            below(of, told);
                        }
                    }
                }
            }
            Type::Tuple(all) => all.elems.iter().for_each(|of| below(of, told)),
            Type::Array(array) => below(&array.elem, told),
            Type::Slice(slice) => below(&slice.elem, told),
            Type::Reference(of) => below(&of.elem, told),
            _ => told.push("a type that nobody has looked at".to_owned()),
        }
    }
    let FnArg::Typed(input) = input else { return Vec::new() };
    let mut told = Vec::new();
    below(&input.ty, &mut told);
    told
}

fn remark(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    pair.path.is_ident("doc").then(|| text.value().trim().to_owned())
}

/// Returns the TypeScript name of a type; `None` for arguments that the program itself provides.
fn typescript(of: &Type) -> Option<String> {
    match of {
        Type::Tuple(all) if all.elems.is_empty() => return Some("null".to_owned()),
        Type::Tuple(all) => {
            let all: Option<Vec<String>> = all.elems.iter().map(typescript).collect();
            return Some(format!("[{}]", all?.join(", ")));
        }
        Type::Array(array) => {
            let one = typescript(&array.elem)?;
            return Some(format!("[{one}, {one}]"));
        }
        _ => {}
    }
    let Type::Path(path) = of else { panic!("a plain type") };
    let last = path.path.segments.last().expect("a name");
    let inner = || match &last.arguments {
        PathArguments::AngleBracketed(all) => all.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(of) => Some(of.clone()),
            _ => None,
        }),
        _ => None,
    };
    let inner = |name: &str| typescript(&inner().unwrap_or_else(|| panic!("{name} of something")));
    Some(match last.ident.to_string().as_str() {
        "Desk" | "AppHandle" | "Window" => return None,
        "String" | "PathBuf" | "NaiveDate" => "string".to_owned(),
        "bool" => "boolean".to_owned(),
        "u32" | "u64" | "usize" | "PersonId" | "DecisionId" | "ListId" => "number".to_owned(),
        "Response" => "ArrayBuffer".to_owned(),
        "Option" => format!("{} | null", inner("Option")?),
        "Vec" => format!("Array<{}>", inner("Vec")?),
        "IpcResult" => inner("IpcResult")?,
        "Channel" => format!("(step: {}) => void", inner("Channel")?),
        name => name.to_owned(),
    })
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |whole, word| {
        let (head, rest) = word.split_at(1);
        whole + &head.to_uppercase() + rest
    })
}

fn functions(commands: &[Command], types: &BTreeMap<String, String>) -> String {
    let mut body = String::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for Command { name, says, takes, gives, .. } in commands {
        for text in takes.iter().map(|(_, of)| of).chain([gives]) {
            let words = text.split(|c: char| !c.is_alphanumeric());
            for word in words.filter(|word| word.starts_with(char::is_uppercase)) {
                let known = types.contains_key(word) || matches!(word, "Array" | "ArrayBuffer");
                assert!(known, "{name} has the type {word}, which is not exported");
                used.extend(types.get_key_value(word).map(|(name, _)| name.as_str()));
            }
        }
        let signature: Vec<String> = takes.iter().map(|(name, of)| format!("{name}: {of}")).collect();
        let given: Vec<String> = takes
            .iter()
            .map(|(name, of)| if of.contains("=> void") { format!("{name}: hearing({name})") } else { name.clone() })
            .collect();
        let given = if given.is_empty() { String::new() } else { format!(", {{ {} }}", given.join(", ")) };
        let _ = writeln!(body, "/** {} */", says.join(" "));
        let _ = writeln!(
            body,
            "export const {} = ({}): Promise<{gives}> => call('{name}'{given});\n",
            camel(name),
            signature.join(", ")
        );
    }
    let mut head = String::from("// Written from the program by a test; UPDATE=1 writes it anew.\n");
    let _ = writeln!(head, "import {{ call, hearing }} from '../host';");
    for name in used {
        let _ = writeln!(head, "import type {{ {name} }} from './{}';", types[name]);
    }
    format!("{head}\n{}", body.trim_end().to_owned() + "\n")
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    found
}

#[test]
fn what_the_pages_know_is_what_the_program_does() {
    let made = tempfile::tempdir().expect("a folder");
    write_types(made.path());
    let types: BTreeMap<String, String> = files(made.path())
        .into_keys()
        .filter_map(|path| {
            let path = path.strip_suffix(".ts")?.to_owned();
            Some((path.rsplit('/').next()?.to_owned(), path))
        })
        .collect();
    for (name, text) in files(made.path()) {
        // Two types of one name would stand in one file, and one of them would be lost.
        assert_eq!(text.matches("export type ").count(), 1, "{name} has not exactly one type:\n{text}");
    }
    let commands = commands();
    fs::write(made.path().join("commands.ts"), functions(&commands, &types)).expect("written");
    let made = files(made.path());
    let kept = root().join("../ui/src/ipc/bindings");
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&kept);
        for (name, text) in &made {
            let path = kept.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
    }
    let differ: Vec<_> = {
        let kept = files(&kept);
        let names: BTreeSet<&String> = made.keys().chain(kept.keys()).collect();
        names.into_iter().filter(|name| made.get(*name) != kept.get(*name)).cloned().collect()
    };
    assert!(differ.is_empty(), "stale; write them anew with UPDATE=1: {differ:?}");
}

#[test]
fn every_command_is_named_and_allowed_and_no_other_is() {
    let own: BTreeSet<String> = commands().into_iter().map(|command| command.name).collect();
    let listed = fs::read_to_string(root().join("src/commands.txt")).expect("readable");
    assert_eq!(listed.lines().map(str::to_owned).collect::<BTreeSet<_>>(), own);
    let text = fs::read_to_string(root().join("capabilities/main.json")).expect("readable");
    let capability: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let allowed = capability["permissions"].as_array().expect("a list").iter();
    let allowed: BTreeSet<String> = allowed.map(|one| one.as_str().unwrap_or_default().to_owned()).collect();
    let wanted: BTreeSet<String> = own.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(allowed, wanted);
    let builder = fs::read_to_string(root().join("src/lib.rs")).expect("readable");
    for name in &own {
        assert!(builder.contains(&format!("::{name},")), "{name} is not in the handler");
    }
}

/// Types that commands may take. None of them holds a place of the disk: that comes as a [`grant::Token`] alone, and what is
/// new here was looked at for it.
const TAKEN: &str = "Desk Window R Channel ProgressUpdate WindowEvent Option Vec String bool PersonId DecisionId ListId u32 u64 usize NaiveDate Token DialogKind Named \
                     Tried TemplatePath ParentRule PreviewTarget PreviewOptions PersonQuery RowSelection DecisionInput GuardianFilter TermsChange DocumentLabel AcceptanceReasons FilingRequest";

#[test]
fn no_command_takes_a_path() {
    for command in commands() {
        let unknown: Vec<_> =
            command.words.iter().filter(|word| !TAKEN.split_whitespace().any(|own| own == *word)).collect();
        assert!(unknown.is_empty(), "{} takes {unknown:?}: look whether a page could name a path by it", command.name);
    }
    // Nor does a type of the window that pages fill in.
    let mut open = vec![root().join("src")];
    while let Some(at) = open.pop() {
        if at.is_dir() {
            open.extend(fs::read_dir(&at).expect("a folder").flatten().map(|entry| entry.path()));
            continue;
        }
        let Some("rs") = at.extension().and_then(|ending| ending.to_str()) else { continue };
        for item in syn::parse_file(&fs::read_to_string(&at).expect("readable")).expect("Rust").items {
            let (attributes, fields): (_, Vec<_>) = match item {
                Item::Struct(of) => (of.attrs, of.fields.into_iter().collect()),
                Item::Enum(of) => (of.attrs, of.variants.into_iter().flat_map(|own| own.fields).collect()),
                _ => continue,
            };
            let is_filled_in = attributes.iter().any(|own| match &own.meta {
                syn::Meta::List(list) => list.tokens.to_string().contains("Deserialize"),
                _ => false,
            });
            let names_path =
                |of: &Type| ["PathBuf", "Path"].iter().any(|word| quoted(of).contains(&(*word).to_owned()));
            assert!(!is_filled_in || !fields.iter().any(|own| names_path(&own.ty)), "{}", at.display());
        }
    }
}

fn quoted(of: &Type) -> Vec<String> {
    let input: FnArg = syn::parse_quote!(own: #of);
    words(&input)
}
