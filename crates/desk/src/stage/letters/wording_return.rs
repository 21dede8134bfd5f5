//! Wording that comes back from a word processor: what changed in each template, who changed it, comments, and what is not taken.

mod merge;
mod passages;

use super::wording::{self, TemplateEffect};
use super::wording_document::{ensure_named, is_named, short_digest};
use crate::CommandError;
use crate::io::read;
use crate::reader::document::{Untaken, WordDocument};
use crate::reader::documents;
use crate::session::Session;
use crate::task::{CommandContext, Progress};
use merge::merge;
use notice::finding::{Problem, escape_line};
use notice::letter::check_nesting;
use passages::{Passage, passages};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The largest document: 32 MiB.
const LARGEST: u64 = 32 << 20;

/// Wording that came back. `S` is the type of a sentence: a problem, or its words.
#[derive(Debug, Serialize, ts_rs::TS)]
#[ts(concrete(S = Problem))]
pub struct ReturnedWording<S = Problem> {
    /// Templates of the document in which something changed, is commented on or is not taken.
    pub templates: Vec<ReturnedTemplate<S>>,
    /// Templates in the document.
    pub read: usize,
    /// The effect of saving the changes; nothing while a template cannot be taken.
    pub effect: Option<TemplateEffect>,
    /// The problem of letters with these words, where each template alone is well made.
    pub problem: Option<S>,
    /// True if the changes were saved.
    pub saved: bool,
}

/// A template that came back.
#[derive(Debug, Serialize, ts_rs::TS)]
#[ts(concrete(S = Problem))]
pub struct ReturnedTemplate<S = Problem> {
    /// Its path below `templates/`.
    pub path: String,
    /// Its words with their changes marked, `[-left out-]` and `{+put in+}`; empty where none changed.
    pub redline: String,
    /// Its new text; nothing where none of its words changed.
    pub text: Option<String>,
    /// Names of people whose changes are tracked in it.
    pub changed_by: Vec<String>,
    /// True if something was changed in it without being tracked.
    pub untracked: bool,
    /// Comments.
    pub comments: Vec<ReturnedComment>,
    /// Parts of it that are not taken.
    pub not_taken: Vec<Untaken>,
    /// Problem because of which it cannot be taken.
    pub problem: Option<S>,
}

/// A comment that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ReturnedComment {
    /// Name of the person who wrote it.
    pub by: String,
    /// Its words.
    pub words: String,
    /// The paragraph beside which it stands.
    pub beside: String,
}

impl<S> ReturnedWording<S> {
    /// Returns whether a change cannot be taken.
    pub fn has_problem(&self) -> bool {
        self.problem.is_some() || self.templates.iter().any(|template| template.problem.is_some())
    }

    /// Returns whether there are changes, and all can be taken.
    pub fn can_be_saved(&self) -> bool {
        !self.has_problem() && self.templates.iter().any(|template| template.text.is_some())
    }

    /// The same with every sentence in other words.
    pub fn in_words<W>(self, words: impl Fn(&S) -> W) -> ReturnedWording<W> {
        let Self { templates, read, effect, problem, saved } = self;
        let template = |own: ReturnedTemplate<S>| {
            let ReturnedTemplate { path, redline, text, changed_by, untracked, comments, not_taken, problem } = own;
            let problem = problem.as_ref().map(&words);
            ReturnedTemplate { path, redline, text, changed_by, untracked, comments, not_taken, problem }
        };
        let problem = problem.as_ref().map(&words);
        ReturnedWording { templates: templates.into_iter().map(template).collect(), read, effect, problem, saved }
    }
}

/// Person who saves changes, and the reason.
#[derive(Clone, Copy, Debug)]
pub struct SavedBy<'a> {
    /// Name of the person.
    pub by: &'a str,
    /// The reason.
    pub why: &'a str,
}

/// Reads a document back and tells what changed in it; with a person, the changes are saved, all or none. `only` names the templates
/// that are taken, as for [`make_document`](super::wording_document::make_document).
///
/// # Errors
/// A document that is damaged or whose lines with paths were changed; changes that cannot be saved.
pub fn read_back(
    case: &mut Session,
    file: &Path,
    only: &[String],
    saved_by: Option<SavedBy<'_>>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReturnedWording, CommandError> {
    let shown = file.display().to_string();
    let document = documents::read(&shown, &read::whole_up_to(LARGEST, file)?)?;
    let mut returned = compare(case, &shown, &document, only, command)?;
    let texts: Vec<(String, String)> = returned
        .templates
        .iter()
        .filter_map(|template| Some((template.path.clone(), template.text.clone()?)))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    if returned.can_be_saved() {
        match (saved_by, wording::effect(case, &texts, command)) {
            (None, Ok(effect)) => returned.effect = Some(effect),
            (Some(SavedBy { by, why }), Ok(_)) => {
                returned.effect = Some(wording::save(case, &texts, by, why, command, progress)?);
                returned.saved = true;
            }
            (_, Err(CommandError::Input(problems))) => returned.problem = problems.into_iter().next(),
            (_, Err(other)) => return Err(other),
        }
    }
    Ok(returned)
}

/// The templates of a document beside those that count.
fn compare(
    case: &mut Session,
    file: &str,
    document: &WordDocument,
    only: &[String],
    command: &CommandContext,
) -> Result<ReturnedWording, CommandError> {
    let found = passages(file, document)?;
    let read = found.len();
    ensure_named(only, &found.iter().map(|passage| passage.path.as_str()).collect::<Vec<_>>())?;
    let files = case.files(command)?;
    let is_wanted = |path: &str| only.is_empty() || only.iter().any(|name| is_named(path, name));
    let comments: BTreeMap<u32, (&str, &str)> =
        document.comments.iter().map(|comment| (comment.id, (comment.by.as_str(), comment.words.as_str()))).collect();
    let mut templates = Vec::new();
    for passage in found.into_iter().filter(|passage| is_wanted(&passage.path)) {
        wording::editable(&passage.path, &files.templates)?;
        let now = files.templates.text(&passage.path)?;
        let made_of = if short_digest(now) == passage.digest {
            Some(now.to_owned())
        } else {
            let versions = wording::history(case, &passage.path, command)?;
            versions.into_iter().map(|version| version.text).find(|text| short_digest(text) == passage.digest)
        };
        let template = returned_template(passage, now, made_of.as_deref(), &comments);
        if template.text.is_some()
            || template.problem.is_some()
            || !template.comments.is_empty()
            || !template.not_taken.is_empty()
        {
            templates.push(template);
        }
    }
    Ok(ReturnedWording { templates, read, effect: None, problem: None, saved: false })
}

/// A template of the document beside the one that counts, and beside the text of which the document was made where it is known.
fn returned_template(
    passage: Passage,
    now: &str,
    made_of: Option<&str>,
    comments: &BTreeMap<u32, (&str, &str)>,
) -> ReturnedTemplate {
    let shown = format!("templates/{}", passage.path);
    let base = made_of.unwrap_or(now);
    // What nobody touched in the document stays as the case has it, whatever that is by now.
    let is_touched = !has_lines(base, &passage.accepted) && !has_lines(now, &passage.accepted);
    let text = is_touched.then(|| merge(base, &passage.accepted));
    let problem = match &text {
        Some(_) if base != now || made_of.is_none() => Some(Problem::of_file(
            &shown,
            "The wording was changed in the case after this document was made.",
            "Make the document again and enter the changes there, so that nothing is lost.",
        )),
        Some(text) => check_nesting(&shown, text).err(),
        None => None,
    };
    let redline = text.as_deref().map(|text| wording::compare_wording(base, text)).unwrap_or_default();
    let untracked = is_touched && made_of.is_some() && !has_lines(base, &passage.original);
    let comment = |(id, beside): &(u32, String)| {
        let (by, words) = comments.get(id)?;
        let own = |words: &str| escape_line(words).into_owned();
        Some(ReturnedComment { by: own(by), words: own(words), beside: own(beside) })
    };
    ReturnedTemplate {
        comments: passage.comments.iter().filter_map(comment).collect(),
        path: passage.path,
        redline,
        text,
        changed_by: passage.authors.iter().map(|name| escape_line(name).into_owned()).collect(),
        untracked,
        not_taken: passage.lost,
        problem,
    }
}

/// Returns whether a text has these lines, empty ones and spaces at their ends left out.
fn has_lines(text: &str, lines: &[String]) -> bool {
    let own = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    own.eq(lines.iter().map(|line| line.trim_end()))
}
