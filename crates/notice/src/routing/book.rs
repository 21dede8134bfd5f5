//! Loading the rules.

use super::federal::{Contacts, Federal};
use super::rule::Rule;
use crate::finding::{FaceProblem, Problem, ProblemCode, quote_parser};
use crate::party::{Gazetteer, Jurisdiction, Standing, Templates};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

const ZIP3: &str = "zip3-state.csv";
const FOLDER: &str = "jurisdictions/";

/// Every rule, as read from the templates: jurisdictions, the federal rule, contact blocks.
#[derive(Clone)]
pub struct RuleBook {
    rules: BTreeMap<Jurisdiction, Rule>,
    federal: Federal,
    contacts: Contacts,
    spanish: bool,
    /// The lowest and the highest letter age of all rules.
    letter_ages: (u8, u8),
}

impl RuleBook {
    /// Reads `jurisdictions/<xx>/rule.toml`, `hipaa/rule.toml` and `contacts.toml`. A key or a word that nobody knows,
    /// and a rule that contradicts itself, refuses the whole book with file, line and column: a rule that is half
    /// understood would send wrong letters.
    pub fn load(templates: &Templates) -> Result<Self, Problem> {
        let mut rules = BTreeMap::new();
        for (path, _) in templates.under(FOLDER) {
            let Some(folder) = path.strip_prefix(FOLDER).and_then(|p| p.strip_suffix("/rule.toml")) else { continue };
            let (rule, text) = read::<Rule>(templates, path)?;
            if rule.code.code().to_ascii_lowercase() != folder {
                return Err(fault(path, text, "code", "is not the name of the folder in capitals"));
            }
            if let Some((key, why)) = rule.contradiction() {
                return Err(fault(path, text, key, why));
            }
            rules.insert(rule.code, rule);
        }
        if rules.is_empty() {
            return Err(Problem::of_file(
                "templates/jurisdictions",
                "There is no rule of any jurisdiction.",
                FaceProblem::RulesMissing,
            ));
        }
        let (federal, text) = read::<Federal>(templates, "hipaa/rule.toml")?;
        if let Some((table, word)) = federal.vocabulary.unexplained() {
            let why = format!("does not explain the word `{word}`");
            return Err(fault("hipaa/rule.toml", text, table, &why));
        }
        let (contacts, _) = read::<Contacts>(templates, "contacts.toml")?;
        let spanish = templates.under("es/letters/").next().is_some();
        let ages = rules.values().map(|rule| rule.letter_age);
        let letter_ages = ages.fold((u8::MAX, 0), |(low, high), age| (low.min(age), high.max(age)));
        Ok(Self { rules, federal, contacts, spanish, letter_ages })
    }

    /// The table of ZIP prefixes and state names that intake reads addresses with.
    pub fn gazetteer(&self, templates: &Templates) -> Result<Gazetteer, Problem> {
        let names = self.rules.values().filter(|rule| !rule.code.is_foreign()).flat_map(|rule| {
            let also = rule.also_known_as.iter().map(String::as_str);
            std::iter::once(rule.name.as_str()).chain(also).map(|name| (name, rule.code))
        });
        Gazetteer::new(&format!("templates/{ZIP3}"), templates.text(ZIP3)?, names)
    }

    /// The rule of a jurisdiction; `None` means that the law is not known, which holds the person.
    pub fn rule(&self, jurisdiction: Jurisdiction) -> Option<&Rule> {
        self.rules.get(&jurisdiction)
    }

    /// All rules in order of code.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// The standing that an age gives wherever the person lives; `None` where the rules differ about it.
    pub fn standing_anywhere(&self, age: u32) -> Option<Standing> {
        let (low, high) = self.letter_ages;
        if age >= u32::from(high) {
            Some(Standing::Adult)
        } else if age < u32::from(low) {
            Some(Standing::Minor)
        } else {
            None
        }
    }

    /// The federal rule.
    pub fn hipaa(&self) -> &Federal {
        &self.federal
    }

    /// The contact blocks.
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// Returns whether there are letters in Spanish.
    pub fn has_spanish(&self) -> bool {
        self.spanish
    }
}

impl std::fmt::Debug for RuleBook {
    /// Names the rules only: their text would bury everything else.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleBook").field("rules", &self.rules.keys()).finish_non_exhaustive()
    }
}

/// Reads one TOML file into its type; hands the text back for refusals that need a line.
fn read<'t, T: DeserializeOwned>(templates: &'t Templates, path: &str) -> Result<(T, &'t str), Problem> {
    let text = templates.text(path)?;
    toml::from_str(text).map(|value| (value, text)).map_err(|error| {
        let (line, column) = error.span().map_or((0, 0), |span| place(text, span.start));
        Problem::of_file(
            format!("templates/{path}"),
            format!("The rule cannot be read: {}.", quote_parser(error.message())),
            ProblemCode::RuleUnreadable,
        )
        .at(line, column)
    })
}

/// A refusal at the line that starts with a key.
fn fault(path: &str, text: &str, key: &str, why: &str) -> Problem {
    let line = (1..).zip(text.lines()).find(|(_, l)| l.trim_start().starts_with(key)).map_or(0, |(n, _)| n);
    let advice = "Correct the rule; counsel confirms the change.";
    Problem::of_file(format!("templates/{path}"), format!("`{key}` {why}."), advice).at(line, u32::from(line > 0))
}

/// Line and column, both from 1, of a byte offset; a column counts characters.
fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    (before.matches('\n').count() as u32 + 1, before[line_start..].chars().count() as u32 + 1)
}
