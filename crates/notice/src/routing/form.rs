//! The forms of authorities (`templates/regulators/*.toml`): data, as the law is.

use super::rule::{Regulator, Rule};
use crate::finding::{Problem, ProblemCode, quote_parser};
use crate::party::{DataElement, Templates};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The folder of the forms.
const FOLDER: &str = "regulators/";

/// The file of the words that stand for those of the incident file on every form.
const WORDS: &str = "regulator_words.toml";

/// The words of a form for those of the incident file, by the question (`nature`, `elements`) and the word.
pub type FormWords = BTreeMap<String, BTreeMap<String, String>>;

/// A form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityForm {
    /// `HHS`, or the two letters of a state.
    pub authority: String,
    /// The office by its own name, where a state has several.
    #[serde(default)]
    pub office: String,
    /// The form is for breaches of one of these kinds of information; nothing: of any.
    #[serde(default)]
    pub only_with: Vec<DataElement>,
    /// Its own choices.
    #[serde(default)]
    pub choices: FormWords,
    /// The title of the form.
    pub title: String,
    /// The citation of the law that asks for it.
    pub citation: String,
    /// Day of the newest source.
    #[serde(deserialize_with = "read_day")]
    pub as_of: NaiveDate,
    /// The sources that were read.
    pub source: Vec<String>,
    /// The doubts.
    #[serde(default)]
    pub doubt: Vec<String>,
    /// Its parts.
    #[serde(rename = "section")]
    pub sections: Vec<FormSection>,
}

fn read_day<'de, D: Deserializer<'de>>(source: D) -> Result<NaiveDate, D::Error> {
    toml::value::Datetime::deserialize(source)?.to_string().parse().map_err(serde::de::Error::custom)
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
    /// Reads the words that stand for those of the incident file where a form has no choices of its own; none where the
    /// templates are older than them.
    ///
    /// # Errors
    /// A file that is no such table.
    pub fn load_words(templates: &Templates) -> Result<FormWords, Problem> {
        let Ok(text) = templates.text(WORDS) else { return Ok(FormWords::new()) };
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() as u32 + 1);
            let message = format!("This is not a table of words: {}.", quote_parser(error.message()));
            Problem::of_file(format!("templates/{WORDS}"), message, "Write [nature] and [elements] with a word a line.")
                .at(line, 0)
        })
    }

    /// Gives the words of the form for words of the incident file, each once, with commas between.
    pub fn say<'a>(&self, question: &str, words: impl Iterator<Item = &'a str>) -> String {
        let own = self.choices.get(question);
        let mut said: Vec<String> = Vec::new();
        for word in words {
            let choice = own.and_then(|own| own.get(word)).cloned().unwrap_or_else(|| word.replace('_', " "));
            if !said.contains(&choice) {
                said.push(choice);
            }
        }
        said.join(", ")
    }

    /// Every form, by the name of its file; words that a form has no choice for are those of all forms.
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
        let words = Self::load_words(templates).map_err(|problem| vec![problem])?;
        for (_, form) in &mut forms {
            for (question, common) in &words {
                let own: &mut BTreeMap<String, String> = form.choices.entry(question.clone()).or_default();
                for (word, choice) in common {
                    own.entry(word.clone()).or_insert_with(|| choice.clone());
                }
            }
        }
        if wrong.is_empty() { Ok(forms) } else { Err(wrong) }
    }

    /// The contents that the law asks of a notice to an office, as a worksheet: for an office whose form nobody has read.
    pub fn of_statute(rule: &Rule, office: &Regulator, words: &FormWords) -> Self {
        let known = |label: &str, fact: &str| FormField { label: label.into(), fact: Some(fact.into()), open: None };
        let wanted = |label: &String| FormField {
            label: label.clone(),
            fact: None,
            open: Some("the law asks for it; the answers above may help".into()),
        };
        let section = |heading: &str, fields| FormSection { heading: heading.into(), fields };
        let mut sections = vec![
            section(
                "Sender",
                vec![
                    known("Name", "legal_name"),
                    known("Address", "address"),
                    known("Contact", "signatory"),
                    known("E-mail", "email"),
                ],
            ),
            section(
                "As the case has it",
                vec![
                    known("Breach: when it occurred", "occurred"),
                    known("Breach: when it was discovered", "discovered"),
                    known("What happened", "what_happened"),
                    known("Kinds of information", "elements"),
                    known("Residents affected", "residents"),
                    known("Residents who were sent a letter", "residents_mailed"),
                    known("Date of the letters", "mailing_date"),
                    known("Way of notice", "method"),
                    known("Measures taken", "measures"),
                    known("Law enforcement notified", "police"),
                    known("Protection offered", "protection"),
                    known("Sample letters", "specimens"),
                    known("Earlier notices", "filings"),
                ],
            ),
        ];
        if !office.contents.is_empty() {
            sections
                .push(section("Form not seen: what the law asks for", office.contents.iter().map(wanted).collect()));
        }
        let not_empty = |texts: &[&String]| -> Vec<String> {
            texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).clone()).collect()
        };
        Self {
            authority: rule.code.code().to_owned(),
            office: office.name.clone(),
            only_with: Vec::new(),
            choices: words.clone(),
            title: format!("{}, {}: form not seen", office.name, rule.name),
            citation: rule.statute.clone(),
            as_of: rule.as_of,
            source: rule.source_urls.clone(),
            doubt: not_empty(&[
                &office.applies_to,
                &office.condition,
                &office.exception,
                &office.info_note,
                &office.note,
            ]),
            sections,
        }
    }

    /// Every question.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}
