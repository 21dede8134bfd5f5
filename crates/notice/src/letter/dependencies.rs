//! The needs of a template, found by walking it once when it is compiled: names that nothing answers, forms that are
//! not allowed, passages that it prints. So a fault in a branch that no specimen takes is found all the same.

use super::helper::{SLOTS, Takes, WITH_ARGUMENT};
use crate::finding::Problem;
use handlebars::Path;
use handlebars::template::{HelperTemplate, Parameter, Subexpression, Template, TemplateElement};
use serde_json::Value;

/// The needs of one template.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Names of the passages that it prints, with line and column.
    pub(super) passages: Vec<(String, u32, u32)>,
    /// The places at which it names the count of residents.
    pub(super) count: Option<(u32, u32)>,
    /// Most steps that it can take, passages apart, counting a loop as 32 rounds.
    pub(super) cost: u64,
}

/// Walks a template. `shape` is a specimen of everything that can be named, `voice` the words of the voice.
pub(super) fn walk(file: &str, template: &Template, shape: &Value, voice: &[&str]) -> Result<Reach, Vec<Problem>> {
    let mut walker = Walker { file, root: shape, voice, reach: Reach::default(), refusals: Vec::new() };
    walker.template(template, shape, 1);
    if walker.refusals.is_empty() { Ok(walker.reach) } else { Err(walker.refusals) }
}

struct Walker<'a> {
    file: &'a str,
    root: &'a Value,
    voice: &'a [&'a str],
    reach: Reach,
    refusals: Vec<Problem>,
}

impl<'a> Walker<'a> {
    fn refuse(&mut self, at: (u32, u32), message: impl Into<String>, advice: &str) {
        self.refusals.push(Problem::of_file(self.file, message, advice).at(at.0, at.1));
    }

    fn template(&mut self, template: &Template, here: &'a Value, rounds: u64) {
        for (element, place) in template.elements.iter().zip(&template.mapping) {
            let at = (place.0 as u32, place.1 as u32);
            self.reach.cost = self.reach.cost.saturating_add(rounds);
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(helper) => self.expression(helper, here, at),
                TemplateElement::HelperBlock(helper) => self.block(helper, here, rounds, at),
                TemplateElement::PartialExpression(partial) => {
                    if !partial.params.is_empty() || !partial.hash.is_empty() || !std::ptr::eq(here, self.root) {
                        self.refuse(
                            at,
                            "A passage is given values of its own.",
                            "Write {{> name}} and nothing else, outside of {{#each}}.",
                        );
                    }
                    match plain(&partial.name) {
                        Some(name) => self.reach.passages.push((name.to_owned(), at.0, at.1)),
                        None => self.refuse(at, "The name of a passage is computed.", "Write {{> name}}."),
                    }
                }
                TemplateElement::HtmlExpression(_) => {
                    self.refuse(at, "A value is printed without its cover.", "Write two braces: {{name}}.");
                }
                _ => self.refuse(
                    at,
                    "Decorators and blocks with {{#>}} are not part of the template language.",
                    "Put the words into a passage of their own and write {{> name}}.",
                ),
            }
        }
    }

    fn expression(&mut self, helper: &HelperTemplate, here: &'a Value, at: (u32, u32)) {
        let Some(name) = plain(&helper.name) else {
            return self.refuse(at, "An expression starts with something that is no name.", "Write {{name}}.");
        };
        if !helper.hash.is_empty() || helper.block_param.is_some() {
            return self.refuse(at, format!("{name} is given named values."), "Write {{name}} or {{date name}}.");
        }
        let takes = self.takes(name);
        match (takes, helper.params.as_slice()) {
            (Some(Takes::Nothing), []) => {}
            (Some(Takes::Nothing), _) => self.refuse(at, format!("{name} takes no value."), "Write it alone."),
            (Some(takes), [Parameter::Path(path)]) => {
                let Some(value) = self.value(raw(path), here, at) else { return };
                let fits = match takes {
                    Takes::Number => value.is_number(),
                    Takes::List => value.as_array().is_some_and(|l| l.iter().all(Value::is_string)),
                    Takes::Text | Takes::Nothing => value.is_string(),
                };
                if !fits {
                    self.refuse(at, format!("{name} cannot print {}.", raw(path)), "Give it a value of its kind.");
                }
            }
            (Some(_), _) => self.refuse(at, format!("{name} takes one name."), "Write {{date mailing.date}}."),
            (None, []) => {
                let Some(value) = self.value(name, here, at) else { return };
                if !(value.is_string() || value.is_number()) {
                    self.refuse(
                        at,
                        format!("{name} is not a text or a number."),
                        "Use {{#if}}, {{#each}}, {{list}} or {{line}}.",
                    );
                }
            }
            (None, _) => self.refuse(
                at,
                format!("There is no helper named {name}."),
                "The helpers are date, number, years, business_days, list and line; the others take no value.",
            ),
        }
    }

    fn block(&mut self, helper: &HelperTemplate, here: &'a Value, rounds: u64, at: (u32, u32)) {
        let name = plain(&helper.name).unwrap_or_default();
        if !helper.hash.is_empty() || helper.block_param.is_some() || helper.params.len() != 1 {
            return self.refuse(at, format!("{{{{#{name}}}}} takes one name."), "Write {{#if name}} … {{/if}}.");
        }
        let (inner, turns) = match (name, &helper.params[0]) {
            ("if" | "unless", parameter) => {
                self.condition(parameter, here, at);
                (here, 1)
            }
            ("each", Parameter::Path(path)) => {
                let Some(value) = self.value(raw(path), here, at) else { return };
                let Some(first) = value.as_array().and_then(|list| list.first()) else {
                    return self.refuse(at, format!("{} is not a list.", raw(path)), "Name a list.");
                };
                (first, 32)
            }
            _ => {
                return self.refuse(
                    at,
                    format!("There is no block named {name}."),
                    "The blocks are {{#if}}, {{#unless}} and {{#each}}.",
                );
            }
        };
        if let Some(template) = &helper.template {
            self.template(template, inner, rounds.saturating_mul(turns));
        }
        if let Some(inverse) = &helper.inverse {
            self.template(inverse, here, rounds);
        }
    }

    fn condition(&mut self, parameter: &Parameter, here: &'a Value, at: (u32, u32)) {
        match parameter {
            Parameter::Path(path) => {
                self.value(raw(path), here, at);
            }
            Parameter::Subexpression(sub) if matches!(sub.name(), "and" | "or" | "not") => {
                self.conditions(sub, here, at);
            }
            _ => self.refuse(
                at,
                "A condition is neither a name nor made with and, or, not.",
                "Write {{#if name}} or {{#if (and name (not other))}}.",
            ),
        }
    }

    fn conditions(&mut self, sub: &Subexpression, here: &'a Value, at: (u32, u32)) {
        for parameter in sub.params().into_iter().flatten() {
            self.condition(parameter, here, at);
        }
    }

    fn takes(&self, name: &str) -> Option<Takes> {
        if SLOTS.iter().any(|(slot, _)| *slot == name) || self.voice.contains(&name) {
            return Some(Takes::Nothing);
        }
        WITH_ARGUMENT.iter().find(|(helper, _)| *helper == name).map(|(_, takes)| *takes)
    }

    /// The specimen of a name, or a refusal.
    fn value(&mut self, path: &str, here: &'a Value, at: (u32, u32)) -> Option<&'a Value> {
        let (mut value, rest) = match path.strip_prefix("@root") {
            Some(rest) => (self.root, rest.trim_start_matches(['.', '/'])),
            None => (here, path.strip_prefix("this").map_or(path, |rest| rest.trim_start_matches(['.', '/']))),
        };
        let mut found = Some(value);
        for name in rest.split(['.', '/']).filter(|n| !n.is_empty()) {
            found = value.get(name);
            match found {
                Some(next) => value = next,
                None => break,
            }
        }
        if found.is_none() {
            self.refuse(
                at,
                format!("Nothing is named {path}."),
                "Compare the name with the list of names in the guide.",
            );
        } else if path.ends_with("state.residents") || path.ends_with("state.one_resident") {
            self.reach.count.get_or_insert(at);
        }
        found
    }
}

/// A name that is written out.
pub(super) fn plain(parameter: &Parameter) -> Option<&str> {
    match parameter {
        Parameter::Name(name) => Some(name),
        Parameter::Path(path) => Some(raw(path)),
        _ => None,
    }
}

/// A path as it was written.
fn raw(path: &Path) -> &str {
    match path {
        Path::Relative((_, raw)) | Path::Local((_, _, raw)) => raw,
    }
}
