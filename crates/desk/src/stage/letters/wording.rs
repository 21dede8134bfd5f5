//! `wording`: counsel's own words for a case. Every template of the letters can be written anew; the case keeps each text
//! that ever counted, and says before it is saved whose signature it voids.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::approval;
use crate::casefile::fact::{self, InputFile};
use crate::casefile::id::ActId;
use crate::casefile::ledger::Summary;
use crate::casefile::ruling::add_reason;
use crate::casefile::signed::TextDigest;
use crate::casefile::{ActKind, Case, LATEST};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::{DecidedCase, Session};
use crate::snapshot::{MailingScope, case_templates};
use crate::task::{CommandContext, Progress};
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::letter::{redline, translations};
use notice::party::Templates;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folders of the templates that counsel writes, in the order in which a letter is made.
const FOLDERS: [&str; 6] =
    ["letters/", "passages/", "jurisdictions/", "es/letters/", "es/passages/", "es/jurisdictions/"];

/// Longer than the name of any template.
const LONGEST: usize = 200;

/// The name of a template among the templates, as in `letters/adult.md.hbs`. It is looked up in what is built in and in the case;
/// nothing is ever read from or written to a disk by it, and it cannot be a path that leads anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(try_from = "String")]
#[ts(type = "string")]
pub struct TemplatePath(String);

impl TemplatePath {
    /// Returns the name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TemplatePath {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_part = |part: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            !part.starts_with('.') && !part.is_empty() && part.chars().all(is_plain)
        };
        let fits = text.len() <= LONGEST && FOLDERS.iter().any(|folder| text.starts_with(folder));
        if fits && text.split('/').all(is_part) { Ok(Self(text)) } else { Err("this is not the name of a template") }
    }
}

/// A template that can be edited.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TemplateFile {
    /// Path below `templates/`.
    pub path: String,
    /// True if the case has words of its own for it.
    pub own: bool,
    /// True if it is a translation whose English text has changed since it was made, so that the two may differ.
    pub stale: bool,
}

/// A template with its text.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TemplateText {
    /// Path below `templates/`.
    pub path: String,
    /// Text that counts now.
    pub text: String,
    /// Text that came with the program or the templates folder; empty where it is there alone.
    pub built_in: String,
    /// True if the case has words of its own for it.
    pub own: bool,
}

/// A text as it counted once.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TemplateVersion {
    /// Number of the act; 0 for the text that came with the program.
    pub act: ActId,
    /// Time in UTC; empty for the text that came with the program.
    pub at: String,
    /// Name of the person who saved it.
    pub by: String,
    /// Reason.
    pub why: String,
    /// The text.
    pub text: String,
}

/// Effect of saving a text, before or after it is saved.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct TemplateEffect {
    /// Variants whose letters change.
    pub changes: Vec<String>,
    /// Of these: variants that counsel has signed, and whose signature no longer counts.
    pub voids: Vec<String>,
    /// Variants that were signed once with exactly these words, and count as signed again.
    pub signed_again: Vec<String>,
    /// Translations of just these words, which say something else now until somebody translates them anew.
    pub stale: Vec<String>,
}

/// Every template that can be edited.
pub fn list_templates(facts: &[InputFile], command: &CommandContext) -> Result<Vec<TemplateFile>, CommandError> {
    let templates = case_templates(facts, command)?;
    let stale = stale(&templates)?;
    let own = |path: &str| facts.iter().any(|fact| fact.wording_path() == Some(path));
    let below = |folder: &'static str| {
        let paths: Vec<_> = templates.under(folder).map(|(path, _)| path.to_owned()).collect();
        paths.into_iter().filter(|path| path.ends_with(".hbs"))
    };
    Ok(FOLDERS
        .into_iter()
        .flat_map(below)
        .map(|path| TemplateFile { own: own(&path), stale: stale.contains(&path), path })
        .collect())
}

/// One template.
pub fn text(facts: &[InputFile], path: &str, command: &CommandContext) -> Result<TemplateText, CommandError> {
    let templates = case_templates(facts, command)?;
    editable(path, &templates)?;
    let built_in = crate::io::template_folder::load(command.templates.as_deref())?;
    let built_in = built_in.text(path).map(str::to_owned).unwrap_or_default();
    let own = facts.iter().any(|fact| fact.wording_path() == Some(path));
    Ok(TemplateText { path: path.to_owned(), text: templates.text(path)?.to_owned(), built_in, own })
}

/// Everything that counted under a path, newest first; the text that came with the program is the last.
pub fn history(case: &Case, path: &str, command: &CommandContext) -> Result<Vec<TemplateVersion>, CommandError> {
    let first = TemplateVersion {
        act: ActId::NONE,
        at: String::new(),
        by: String::new(),
        why: "original wording".to_owned(),
        text: text(&case.input_files(LATEST)?, path, command)?.built_in,
    };
    let saved = case.wordings(path)?.into_iter().rev();
    let saved = saved.map(|saved| TemplateVersion {
        act: saved.act,
        at: saved.at,
        by: saved.by,
        why: saved.why,
        text: saved.text,
    });
    Ok(saved.chain([first]).collect())
}

/// Returns the differences of two texts: `[-left out-]` and `{+put in+}`, word by word.
pub fn compare_wording(old: &str, new: &str) -> String {
    let paragraphs = |text: &str| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    redline(&paragraphs(old), &paragraphs(new))
}

/// Returns the effect of saving texts on the letters of a case and on their signatures.
///
/// # Errors
/// Words with which any letter of the case cannot be made, or may not go out: they cannot be saved either.
pub fn effect(
    case: &mut Session,
    texts: &[(&str, &str)],
    command: &CommandContext,
) -> Result<TemplateEffect, CommandError> {
    let before = case.refresh(command, &mut |_| {})?;
    let files = case.files(command)?;
    let (after, summary) = try_texts(case, texts, command)?;
    let effect = compare(case, &digests(&before), &digests(&summary))?;
    Ok(TemplateEffect { stale: outdated(&files.templates, &after.snapshot.templates)?, ..effect })
}

/// Makes every letter of the case with texts in the place of those that count.
fn try_texts(
    case: &mut Session,
    texts: &[(&str, &str)],
    command: &CommandContext,
) -> Result<(Arc<DecidedCase>, Arc<Summary>), CommandError> {
    let mut files = case.files(command)?.files.clone();
    for (path, text) in texts {
        files = with(&files, path, text, command)?;
    }
    case.try_files(files, MailingScope::Everyone, None, command, &mut |_| {})
}

/// Translations whose English text has changed since they were made.
fn stale(templates: &Templates) -> Result<BTreeSet<String>, CommandError> {
    let all = translations(templates).map_err(CommandError::Input)?;
    Ok(all.into_iter().filter(|own| own.stale).map(|own| own.file).collect())
}

/// Translations that are out of date now and were not before.
fn outdated(before: &Templates, after: &Templates) -> Result<Vec<String>, CommandError> {
    let old = stale(before)?;
    Ok(stale(after)?.into_iter().filter(|path| !old.contains(path)).collect())
}

/// Digests of texts by variant.
type Texts = BTreeMap<String, TextDigest>;

fn digests(summary: &Summary) -> Texts {
    summary.variants.iter().map(|(name, variant)| (name.clone(), variant.digest.clone())).collect()
}

fn compare(case: &Case, old: &Texts, new: &Texts) -> Result<TemplateEffect, CommandError> {
    let signed = case.approvals()?;
    let is_signed = |name: &str, text: &TextDigest| approval::find(&signed, name, text).is_some();
    let mut effect = TemplateEffect::default();
    for (name, text) in new {
        let before = old.get(name);
        if before == Some(text) {
            continue;
        }
        effect.changes.push(name.clone());
        if is_signed(name, text) {
            effect.signed_again.push(name.clone());
        } else if before.is_some_and(|before| is_signed(name, before)) {
            effect.voids.push(name.clone());
        }
    }
    Ok(effect)
}

/// Saves texts, each under its path, as those that count. What it does to signatures follows from the texts alone.
pub fn save(
    case: &mut Session,
    texts: &[(&str, &str)],
    by: &str,
    why: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<TemplateEffect, CommandError> {
    let by = Actor::parse(by)?;
    if why.trim().is_empty() {
        return Err(CommandError::input("No reason was given.", ProblemCode::WordingReasonMissing));
    }
    let why = plain_words("reason", why)?;
    ensure_no_pending_export(case)?;
    // A case whose letters cannot be made any more is mended by just this; no signature counts in it.
    let before = case.refresh(command, progress).ok();
    let files = case.files(command)?;
    let is_new = |(path, text): &&(&str, &str)| !files.templates.text(path).is_ok_and(|now| now == *text);
    let texts: Vec<(&str, &str)> = texts.iter().filter(is_new).copied().collect();
    if texts.is_empty() {
        return Err(CommandError::input("The wording has not changed.", ProblemCode::WordingUnchanged));
    }
    try_texts(case, &texts, command)?;
    let digest = |text: &str| crate::io::digest::hex(Sha256::digest(text));
    let told = match texts.as_slice() {
        [(path, text)] => json!({ "template": path, "text": digest(text) }),
        several => {
            json!({ "templates": several.iter().map(|(path, text)| (*path, digest(text))).collect::<BTreeMap<_, _>>() })
        }
    };
    let own: Vec<InputFile> = texts.iter().map(|(path, text)| InputFile::wording(path, text)).collect();
    case.transact(ActKind::Wording, by, |step, act| {
        fact::add(step, act, &own)?;
        add_reason(step, act, why)?;
        Ok(((), told))
    })?;
    let after = case.refresh(command, progress)?;
    let stale = outdated(&files.templates, &case.files(command)?.templates)?;
    let effect = compare(case, &before.as_deref().map(digests).unwrap_or_default(), &digests(&after))?;
    Ok(TemplateEffect { stale, ..effect })
}

/// The files of a case with a text in place of the one that counts.
///
/// # Errors
/// A path under which there is no template of letters.
pub fn with(
    facts: &[InputFile],
    path: &str,
    text: &str,
    command: &CommandContext,
) -> Result<Vec<InputFile>, CommandError> {
    editable(path, &case_templates(facts, command)?)?;
    let mut facts = facts.to_vec();
    facts.retain(|fact| fact.wording_path() != Some(path));
    facts.push(InputFile::wording(path, text));
    facts.sort_by(|a, b| a.role.cmp(&b.role));
    Ok(facts)
}

/// Refuses a path that is no template of a letter.
pub(super) fn editable(path: &str, templates: &Templates) -> Result<(), CommandError> {
    let is_words = FOLDERS.iter().any(|folder| path.starts_with(folder)) && path.ends_with(".hbs");
    if is_words && templates.bytes(path).is_ok() {
        return Ok(());
    }
    let advice = FaceProblem::TemplateUnknown;
    Err(Problem::of_file(format!("templates/{path}"), "There is no letter template with this path.", advice).into())
}

#[cfg(test)]
mod tests {
    use super::{TemplatePath, list_templates};
    use crate::task::CommandContext;

    #[test]
    fn the_name_of_a_template_leads_nowhere_else() {
        for name in ["letters/adult.md.hbs", "es/jurisdictions/tx/notice.md.hbs", "jurisdictions/ma/adult.md.hbs"] {
            assert!(TemplatePath::try_from(name.to_owned()).is_ok(), "{name}");
        }
        for leaf in list_templates(&[], &CommandContext::default()).expect("templates") {
            assert!(TemplatePath::try_from(leaf.path.clone()).is_ok(), "{}", leaf.path);
        }
        for name in [
            "",
            "/etc/passwd",
            "letters/../../etc/passwd",
            "letters//adult.md.hbs",
            "letters/./adult.md.hbs",
            "letters/..\\..\\x.hbs",
            "C:\\letters\\adult.md.hbs",
            "letters/a\0.hbs",
            "letters/\u{202e}sbh.hbs",
            "rules/tx.toml",
            "letters/",
        ] {
            assert!(TemplatePath::try_from(name.to_owned()).is_err(), "{name}");
        }
        assert!(TemplatePath::try_from(format!("letters/{}.hbs", "a".repeat(300))).is_err());
    }
}
