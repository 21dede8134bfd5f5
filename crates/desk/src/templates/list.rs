//! `templates list`: every jurisdiction with its law, how far it was checked, and in which languages its letters are.

use crate::CommandError;
use crate::io::template_folder;
use notice::party::{Language, Templates};
use notice::routing::{Rule, RuleBook};
use serde::Serialize;
use std::path::Path;

/// One jurisdiction with its law.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// Two letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Citation.
    pub statute: String,
    /// Extent to which it was checked.
    pub verified: String,
    /// Day of the newest source.
    pub as_of: String,
    /// Day on which the rule was last read through.
    pub reviewed_on: String,
    /// Languages in which every passage of its letters is written.
    pub languages: Vec<&'static str>,
    /// Its own passages that are not in Spanish; letters in Spanish print the general ones instead.
    pub untranslated: Vec<String>,
    /// True if nothing that was read for it is an official page, the text of the statute or a page of a named law firm.
    pub wants_source: bool,
    /// Doubts about it.
    pub uncertain: Vec<String>,
    /// Number of doubts.
    pub doubts: usize,
}

/// All jurisdictions, in order of code.
pub fn list(folder: Option<&Path>) -> Result<Vec<Listed>, CommandError> {
    let templates = template_folder::load(folder)?;
    let book = RuleBook::load(&templates)?;
    Ok(book.rules().map(|rule| listed(&book, rule, &templates)).collect())
}

fn listed(book: &RuleBook, rule: &Rule, templates: &Templates) -> Listed {
    let uncertain = book.doubts(rule);
    let own = format!("jurisdictions/{}/", rule.code.code().to_ascii_lowercase());
    let passages = templates.under(&own).map(|(path, _)| path).filter(|path| path.ends_with(".hbs"));
    let spanish = templates.under("es/letters/").next().is_some();
    let untranslated: Vec<String> = passages
        .filter(|path| spanish && templates.bytes(&format!("es/{path}")).is_err())
        .map(|path| format!("templates/es/{path}"))
        .collect();
    let mut languages = vec![Language::En.tag()];
    if spanish && untranslated.is_empty() {
        languages.push(Language::Es.tag());
    }
    Listed {
        code: rule.code.to_string(),
        name: rule.name.clone(),
        statute: rule.statute.clone(),
        verified: rule.verified.word().to_owned(),
        as_of: rule.as_of.to_string(),
        reviewed_on: rule.reviewed_on.to_string(),
        languages,
        untranslated,
        wants_source: book.wants_source(rule),
        doubts: uncertain.len(),
        uncertain,
    }
}
