//! `facts`: the incident file as a sheet to fill in. Every key of the file has its line in the sheet, with what it means, its
//! value and what is wrong with it; beside it stand the sentences of the letter that it feeds.

mod field;
mod fields;
mod response;

use crate::actor::Actor;
use crate::casefile::input_files::{NAME, read_enclosed};
use crate::policy::pending_export::ensure_no_pending_export;
pub use field::{FieldChoice, FieldKind};

use crate::CommandError;
use crate::casefile::fact::{INCIDENT, InputFile};
use crate::casefile::{Case, LATEST};
use crate::io::{embedded, read};
use crate::session::Session;
use crate::task::CommandContext;
use crate::templates::show::{all_paragraphs, sample_variant};
use field::FieldSpec;
use fields::FORM;
use notice::finding::{Problem, ProblemCode};
use notice::letter::{Catalog, redline};
use notice::party::Standing;
use notice::party::incident::Incident;
use notice::routing::RuleBook;
use serde::Serialize;
use std::path::{Path, PathBuf};
use toml_edit::{Array, Document, DocumentMut, InlineTable, Item, Table, Value, value};

/// The sheet.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct IncidentForm {
    /// The file as it stands.
    pub text: String,
    /// Its groups in order.
    pub groups: Vec<FormGroup>,
    /// Problems that belong to no line of the sheet.
    pub faults: Vec<Problem>,
    /// True if the file can be used as it is.
    pub sound: bool,
}

/// Facts that belong together.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FormGroup {
    /// Heading.
    pub title: &'static str,
    /// Purpose of the facts.
    pub about: &'static str,
    /// The facts.
    pub fields: Vec<FormField>,
}

/// A fact as it was entered.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FormField {
    /// Its key with its tables, as in `practice.name`.
    pub key: &'static str,
    /// Label on the sheet.
    pub label: &'static str,
    /// Explanation.
    pub help: &'static str,
    /// Kind of input.
    #[serde(flatten)]
    #[ts(flatten)]
    pub kind: FieldKind,
    /// True if it may be left out.
    pub optional: bool,
    /// The value: lines are parted by line feeds, words of a list by commas, yes is `true`.
    pub value: String,
    /// Problems with the value.
    pub faults: Vec<Problem>,
}

/// The letter beside the sheet.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct IncidentPreview {
    /// Paragraph by paragraph, with what changed marked: `[-out-]` and `{+in+}`.
    pub paragraphs: Vec<String>,
    /// Positions of the paragraphs, from 0, that the fact being filled in feeds.
    pub fed: Vec<usize>,
}

/// A sheet on which nothing is filled in yet.
pub fn blank() -> IncidentForm {
    let bytes = embedded::sample("incident.toml").unwrap_or_default();
    let mut text = String::from_utf8_lossy(bytes).parse::<DocumentMut>().unwrap_or_default();
    for line in lines() {
        if line.optional {
            take_away(&mut text, line.key);
        } else if !matches!(line.kind, FieldKind::YesNo | FieldKind::Choice { .. }) {
            put(&mut text, line, "");
        }
    }
    for table in ["monitoring", "counsel"] {
        text.remove(table);
    }
    let text = text.to_string();
    let plain: Vec<&str> = text.lines().filter_map(uncommented).collect();
    parse_form(
        &(plain.join(
            "
",
        ) + "
"),
    )
}

/// A line of the file without its remark: those of the sample say things about the sample. Values here hold no number sign.
fn uncommented(line: &str) -> Option<&str> {
    let kept = line.split(" #").next().unwrap_or(line).trim_end();
    (!kept.starts_with('#')).then_some(kept)
}

/// The sheet of a file.
pub fn parse_form(text: &str) -> IncidentForm {
    let document = Document::parse(text.to_owned()).ok();
    let mut faults = Incident::parse(NAME, text).err().unwrap_or_default();
    let sound = faults.is_empty();
    let mut groups: Vec<FormGroup> = Vec::with_capacity(FORM.len());
    for (title, about, lines) in FORM {
        let mut fields = Vec::with_capacity(lines.len());
        for line in *lines {
            let item = document.as_ref().and_then(|document| find(document.as_item(), line.key));
            let mine;
            (mine, faults) = faults.into_iter().partition(|fault| *fault.place.field == *line.key);
            fields.push(FormField {
                key: line.key,
                label: line.label,
                help: line.help,
                kind: line.kind.clone(),
                optional: line.optional,
                value: item.map(shown).unwrap_or_default(),
                faults: mine,
            });
        }
        groups.push(FormGroup { title, about, fields });
    }
    IncidentForm { text: text.to_owned(), groups, faults, sound }
}

/// The file with another value for a fact.
///
/// # Errors
/// A key that the sheet does not have; a file whose syntax is broken.
pub fn set(text: &str, key: &str, value: &str) -> Result<String, CommandError> {
    let mut document: DocumentMut = text.parse().map_err(|_| {
        Problem::of_file(NAME, "The incident file can no longer be read.", ProblemCode::FactsUnreadable)
    })?;
    let line =
        lines().find(|line| line.key == key).ok_or_else(|| CommandError::input("There is no such field.", ""))?;
    put(&mut document, line, value);
    Ok(document.to_string())
}

/// The letter to an adult or a child of the practice's own state as a file words it, with what changed against another file,
/// and the paragraphs that a fact feeds.
pub fn preview_letter(
    before: &str,
    now: &str,
    key: &str,
    child: bool,
    command: &CommandContext,
) -> Result<IncidentPreview, CommandError> {
    let templates = crate::io::template_folder::load(command.templates.as_deref())?;
    let latest = RuleBook::load(&templates)?;
    let written = |text: &str| -> Result<Vec<String>, CommandError> {
        let incident = Incident::parse(NAME, text)?;
        let book = latest.clone().in_force_on(incident.mailing.date);
        let catalog = Catalog::compile(&templates, &incident, &book)?;
        let standing = if child { Standing::Minor } else { Standing::Adult };
        let variant = sample_variant(&book, &incident, standing).ok_or_else(no_law)?;
        all_paragraphs(&catalog, &variant)
    };
    let new = written(now)?;
    let old = written(before).unwrap_or_else(|_| new.clone());
    let fed = lines().find(|line| line.key == key).and_then(|line| {
        let other = set(now, key, &otherwise(line, now)?).ok()?;
        let other = written(&other).ok()?;
        Some((0..new.len()).filter(|at| !other.contains(&new[*at])).collect())
    });
    let marked = redline(&old, &new);
    let paragraphs: Vec<String> = marked.split("\n\n").map(str::to_owned).collect();
    // What was left out stands among them; what a fact feeds is told by its words.
    let words = |text: &str| text.replace("{+", "").replace("+}", "");
    let fed: Vec<usize> = fed.unwrap_or_default();
    let fed =
        (0..paragraphs.len()).filter(|at| fed.iter().any(|own| words(&kept(&paragraphs[*at])) == new[*own])).collect();
    Ok(IncidentPreview { paragraphs, fed })
}

/// A marked paragraph without what was left out.
fn kept(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[-") {
        out.push_str(before);
        rest = after.split_once("-]").map_or("", |(_, after)| after.trim_start());
    }
    out.push_str(rest);
    out.trim_end().to_owned()
}

fn no_law() -> CommandError {
    CommandError::input("There is no rule for the practice's state.", ProblemCode::PracticeStateUnknown)
}

/// Another value that is as good, by which one sees what the fact feeds.
fn otherwise(line: &FieldSpec, text: &str) -> Option<String> {
    let document = Document::parse(text.to_owned()).ok()?;
    let now = find(document.as_item(), line.key).map(shown).unwrap_or_default();
    Some(match &line.kind {
        FieldKind::Text | FieldKind::Long if now.is_empty() => "Otherwise".to_owned(),
        FieldKind::Text | FieldKind::Long | FieldKind::Lines => format!("{now} otherwise"),
        FieldKind::Number => (now.parse::<u64>().ok()? + 1).to_string(),
        FieldKind::Day => {
            let day: chrono::NaiveDate = now.parse().ok()?;
            let later = day.succ_opt()?.to_string();
            if set(text, line.key, &later).is_ok_and(|text| Incident::parse(NAME, &text).is_ok()) {
                later
            } else {
                day.pred_opt()?.to_string()
            }
        }
        FieldKind::YesNo => (now != "true").to_string(),
        FieldKind::Choice { choices } => choices.iter().find(|choice| choice.word != now)?.word.to_owned(),
        FieldKind::Many { .. } | FieldKind::File => return None,
    })
}

/// The facts of a case.
pub fn of_case(case: &Case) -> Result<IncidentForm, CommandError> {
    Ok(of_facts(&case.input_files(LATEST)?))
}

/// The sheet among the files of a case.
pub fn of_facts(facts: &[InputFile]) -> IncidentForm {
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    parse_form(&incident.map(|fact| String::from_utf8_lossy(&fact.bytes).into_owned()).unwrap_or_default())
}

/// Gives a case other facts. `files` are files that the sheet names and that are new, by the key that names them; the others
/// stay those of the case.
pub fn amend(
    case: &mut Session,
    text: &str,
    files: &[(String, PathBuf)],
    by: &str,
    command: &CommandContext,
) -> Result<(), CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let old = case.input_files(LATEST)?;
    let facts =
        read_enclosed((NAME, NAME), text, &mut |role, key, name| match files.iter().find(|(own, _)| own == key) {
            Some((_, path)) => read::whole(path),
            None => old.iter().find(|fact| fact.role == role).map(|fact| fact.bytes.clone()).ok_or_else(|| {
                Problem::of_file(name, "The case does not have this file.", ProblemCode::FileUnheld).into()
            }),
        })?;
    case.amend(&facts, by, command)
}

/// The files of a new case that was filled in on a sheet. Those that were not chosen are looked for beside the incident file from
/// which the sheet came, and only where that file itself names them so: a text that was changed since can name no other file.
pub fn for_new(
    text: &str,
    files: &[(String, PathBuf)],
    incident: Option<&Path>,
) -> Result<Vec<InputFile>, CommandError> {
    let own = incident.map(|path| Ok::<_, CommandError>((path, named_files(&read::settings(path)?)))).transpose()?;
    read_enclosed((NAME, NAME), text, &mut |_, key, name| {
        if let Some((_, path)) = files.iter().find(|(own, _)| own == key) {
            return read::whole(path);
        }
        match &own {
            Some((path, named)) if named.iter().any(|own| *own == (key, name.to_owned())) => {
                read::whole(&path.with_file_name(name))
            }
            _ => Err(Problem::of_file(name, "The file was not chosen.", ProblemCode::FileUnchosen).into()),
        }
    })
}

/// The files that an incident file names, by the key that names each.
fn named_files(text: &str) -> Vec<(&'static str, String)> {
    let Ok(document) = Document::parse(text.to_owned()) else { return Vec::new() };
    let files = lines().filter(|line| line.kind == FieldKind::File);
    let named = files.filter_map(|line| Some((line.key, find(document.as_item(), line.key)?.as_str()?.to_owned())));
    named.collect()
}

fn lines() -> impl Iterator<Item = &'static FieldSpec> {
    FORM.iter().flat_map(|(_, _, lines)| lines.iter())
}

fn find<'d>(item: &'d Item, key: &str) -> Option<&'d Item> {
    key.split('.').try_fold(item, |item, part| item.get(part))
}

/// A value as it stands on the sheet.
fn shown(item: &Item) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => text.value().clone(),
        other => other.clone().decorated("", "").to_string(),
    };
    match item.as_value() {
        Some(Value::Array(all)) => {
            let all: Vec<String> = all.iter().map(plain).collect();
            all.join("\n")
        }
        Some(value) => plain(value),
        None => String::new(),
    }
}

/// Puts a value in; nothing takes an optional one away.
fn put(document: &mut DocumentMut, line: &FieldSpec, entered: &str) {
    let entered = entered.trim();
    if entered.is_empty() && line.optional {
        take_away(document, line.key);
        return;
    }
    let list = |entered: &str| entered.split('\n').map(str::trim).filter(|word| !word.is_empty()).collect::<Array>();
    let made = match &line.kind {
        FieldKind::Lines | FieldKind::Many { .. } => value(list(entered)),
        FieldKind::Number => entered.replace(',', "").parse::<i64>().map_or_else(|_| value(entered), value),
        FieldKind::YesNo => value(entered == "true"),
        FieldKind::Day => day(entered).parse::<toml_edit::Datetime>().map_or_else(|_| value(entered), value),
        FieldKind::Text | FieldKind::Long | FieldKind::Choice { .. } | FieldKind::File => value(entered),
    };
    let Some((tables, last)) = line.key.rsplit_once('.') else { return };
    let mut item = document.as_item_mut();
    for table in tables.split('.') {
        // An inline table stays one.
        if item.get(table).is_none() {
            item[table] = if item.is_inline_table() { value(InlineTable::new()) } else { Item::Table(Table::new()) };
        }
        item = &mut item[table];
    }
    let decor = item.get(last).and_then(Item::as_value).map(|value| value.decor().clone());
    item[last] = made;
    if let (Some(decor), Some(value)) = (decor, item.get_mut(last).and_then(Item::as_value_mut)) {
        *value.decor_mut() = decor;
    }
}

/// A day as the file has it; in this country people write the month first.
fn day(entered: &str) -> String {
    let slashed = chrono::NaiveDate::parse_from_str(entered, "%m/%d/%Y").ok();
    slashed.filter(|_| entered.len() >= 8).map_or_else(|| entered.to_owned(), |day| day.to_string())
}

fn take_away(document: &mut DocumentMut, key: &str) {
    let Some((tables, last)) = key.rsplit_once('.') else { return };
    let table = tables.split('.').try_fold(document.as_item_mut(), |item, part| item.get_mut(part));
    if let Some(table) = table.and_then(Item::as_table_like_mut) {
        table.remove(last);
        // A product of which nothing is left is none.
        if table.is_empty() && tables.contains('.') {
            take_away(document, tables);
        }
    }
}

#[cfg(test)]
mod tests;
