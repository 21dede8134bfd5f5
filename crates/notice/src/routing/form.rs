//! The forms of authorities (`templates/regulators/*.toml`): data, as the law is.

use crate::finding::{Problem, ProblemCode, quote_parser};
use crate::party::Templates;
use serde::Deserialize;

/// The folder of the forms.
const FOLDER: &str = "regulators/";

/// A form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityForm {
    /// `HHS`, or the two letters of a state.
    pub authority: String,
    /// The title of the form.
    pub title: String,
    /// The citation of the law that asks for it.
    pub citation: String,
    /// Day of the newest source.
    pub as_of: toml::value::Datetime,
    /// The sources that were read.
    pub source: Vec<String>,
    /// The doubts.
    #[serde(default)]
    pub doubt: Vec<String>,
    /// Its parts.
    #[serde(rename = "section")]
    pub sections: Vec<FormSection>,
}

/// A part of a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Its heading.
    pub heading: String,
    /// The sections.
    #[serde(rename = "field")]
    pub fields: Vec<FormField>,
}

/// A question of a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// The question, in our words.
    pub label: String,
    /// A word that the program knows an answer to.
    pub fact: Option<String>,
    /// Remarks on what a person fills in, or looks at beside the answer.
    pub open: Option<String>,
}

impl AuthorityForm {
    /// Every form, by the name of its file.
    ///
    /// # Errors
    /// A file that is no form, and a question that nobody answers.
    pub fn load(templates: &Templates) -> Result<Vec<(String, Self)>, Vec<Problem>> {
        let files = templates
            .iter()
            .map(|(path, _)| path)
            .filter_map(|path| Some((path, path.strip_prefix(FOLDER)?.strip_suffix(".toml")?.to_owned())));
        let (mut forms, mut wrong) = (Vec::new(), Vec::new());
        for (path, name) in files {
            let text = match templates.text(path) {
                Ok(text) => text,
                Err(refusal) => {
                    wrong.push(refusal);
                    continue;
                }
            };
            let shown = format!("templates/{path}");
            match toml::from_str::<Self>(text) {
                Ok(form) => {
                    let unasked = form.fields().find(|field| field.fact.is_none() && field.open.is_none());
                    if let Some(field) = unasked {
                        let message = format!("The question {:?} has neither fact nor open.", field.label);
                        wrong.push(Problem::of_file(shown, message, ProblemCode::FormUnanswered));
                    } else {
                        forms.push((name, form));
                    }
                }
                Err(error) => {
                    let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() as u32 + 1);
                    let message = format!("This is not a form: {}.", quote_parser(error.message()));
                    let advice = "Write it as templates/regulators/hhs.toml explains.";
                    wrong.push(Problem::of_file(shown, message, advice).at(line, 0));
                }
            }
        }
        if wrong.is_empty() { Ok(forms) } else { Err(wrong) }
    }

    /// Every question.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}
