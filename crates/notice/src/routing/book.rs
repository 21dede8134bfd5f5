//! Loading the rules.

use super::amendment::AmendmentStatus;
use super::contact_doubt::ContactDoubt;
use super::earlier_law::{EarlierLaw, earlier_laws};
use super::federal::{Contacts, Federal};
use super::holidays::Holidays;
use super::publisher::Publishers;
use super::rule::Rule;
use crate::finding::{FaceProblem, Problem, ProblemCode, quote_parser};
use crate::party::{Gazetteer, Jurisdiction, Standing, Templates};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

const ZIP3: &str = "zip3-state.csv";
const FOLDER: &str = "jurisdictions/";
const HOLIDAYS: &str = "holidays.toml";
const PUBLISHERS: &str = "publishers.toml";

/// Every rule, as read from the templates: jurisdictions, the federal rule, contact blocks.
#[derive(Clone)]
pub struct RuleBook {
    rules: BTreeMap<Jurisdiction, Rule>,
    /// The law once every enacted amendment is in force, of places where it was changed.
    latest: Arc<BTreeMap<Jurisdiction, Rule>>,
    /// The law of places where it was changed, the oldest first.
    earlier: Arc<BTreeMap<Jurisdiction, Vec<EarlierLaw>>>,
    holidays: Arc<Holidays>,
    publishers: Arc<Publishers>,
    federal: Federal,
    contacts: Contacts,
    spanish: bool,
    /// The lowest and the highest letter age of all rules.
    letter_ages: (u8, u8),
}

impl RuleBook {
    /// Reads `jurisdictions/<xx>/rule.toml`, `hipaa/rule.toml`, `contacts.toml`, `holidays.toml` and `publishers.toml`, with
    /// the law as the files have it: every enacted amendment counts, whatever the day (see [`Self::in_force_on`]). A key or
    /// a word that nobody knows, and a rule that contradicts itself, refuses the whole book with file, line and column: a
    /// rule that is half understood would send wrong letters.
    pub fn load(templates: &Templates) -> Result<Self, Problem> {
        let (federal, text) = read::<Federal>(templates, "hipaa/rule.toml")?;
        if let Some((table, word)) = federal.vocabulary.unexplained() {
            let why = format!("does not explain the word `{word}`");
            return Err(fault("hipaa/rule.toml", text, table, &why));
        }
        let mut rules = BTreeMap::new();
        let (mut earlier, mut latest) = (BTreeMap::new(), BTreeMap::new());
        for (path, _) in templates.under(FOLDER) {
            let Some(folder) = path.strip_prefix(FOLDER).and_then(|p| p.strip_suffix("/rule.toml")) else { continue };
            let (mut rule, text) = read::<Rule>(templates, path)?;
            if rule.code.code().to_ascii_lowercase() != folder {
                return Err(fault(path, text, "code", "is not the name of the folder in capitals"));
            }
            if let Some((key, why)) = rule.contradiction() {
                return Err(fault(path, text, key, why));
            }
            rule.covered = federal.covered_information.of(&rule);
            let mut before = earlier_laws(&rule, text).map_err(|why| fault(path, text, "[[amendment]]", &why))?;
            for law in &mut before {
                law.rule.covered = federal.covered_information.of(&law.rule);
            }
            if !before.is_empty() {
                earlier.insert(rule.code, before);
                latest.insert(rule.code, rule.clone());
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
        let (contacts, _) = read::<Contacts>(templates, "contacts.toml")?;
        let (holidays, text) = read_if_there::<Holidays>(templates, HOLIDAYS)?;
        if let Some(holiday) = holidays.undated() {
            let why = format!("{} has no date: give it month and day, or month, weekday and nth", holiday.name);
            return Err(fault(HOLIDAYS, text, &format!("name = \"{}\"", holiday.name), &why));
        }
        let (publishers, _) = read_if_there::<Publishers>(templates, PUBLISHERS)?;
        let spanish = templates.under("es/letters/").next().is_some();
        let ages = rules.values().map(|rule| rule.letter_age);
        let letter_ages = ages.fold((u8::MAX, 0), |(low, high), age| (low.min(age), high.max(age)));
        let (earlier, holidays, publishers) = (Arc::new(earlier), Arc::new(holidays), Arc::new(publishers));
        let latest = Arc::new(latest);
        Ok(Self { rules, latest, earlier, holidays, publishers, federal, contacts, spanish, letter_ages })
    }

    /// The same with the law of each place as it holds on a day: the day on which letters are mailed, whatever the day on which
    /// somebody looks.
    #[must_use]
    pub fn in_force_on(mut self, day: NaiveDate) -> Self {
        for (place, laws) in self.earlier.iter() {
            let law = laws.iter().find(|law| day < law.until).map(|law| &law.rule).or_else(|| self.latest.get(place));
            self.rules.extend(law.map(|rule| (*place, rule.clone())));
        }
        let ages = self.rules.values().map(|rule| rule.letter_age);
        self.letter_ages = ages.fold((u8::MAX, 0), |(low, high), age| (low.min(age), high.max(age)));
        self
    }

    /// Places whose law is not the same on two days, with the rule as it holds on the second.
    pub fn changed_between(&self, one: NaiveDate, other: NaiveDate) -> Vec<Jurisdiction> {
        let version = |laws: &[EarlierLaw], day| laws.iter().position(|law| day < law.until);
        let changed = self.earlier.iter().filter(|(_, laws)| version(laws, one) != version(laws, other));
        changed.map(|(place, _)| *place).collect()
    }

    /// Legal holidays.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// Returns whether nothing that was read for a rule is a page of an office, the text of the statute or a page of a law
    /// firm that gives its name. Places without any law of their own want none.
    pub fn wants_source(&self, rule: &Rule) -> bool {
        rule.statute != "none" && !self.has_source(&rule.source_urls)
    }

    /// Returns whether one of these pages is of a publisher that counts.
    pub fn has_source(&self, urls: &[String]) -> bool {
        urls.iter().any(|url| self.publishers.of(url).is_some())
    }

    /// Doubts about the contact blocks.
    pub fn contact_doubts(&self) -> Vec<ContactDoubt> {
        self.contacts.all().flat_map(ContactDoubt::all_of).collect()
    }

    /// Everything about a rule that whoever signs should know: that it wants a source, its open doubts, and changes of the law
    /// that are to come, as of the day for which the book holds.
    pub fn doubts(&self, rule: &Rule) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.wants_source(rule) {
            doubts.push(
                "source_urls: wanting a source; nothing that was read is an official page, the statute's text or a named law firm's page"
                    .to_owned(),
            );
        }
        doubts.extend(rule.uncertain.iter().cloned());
        if let Some(last) = rule.in_force_until {
            doubts.push(format!("amendment: this is the law until {last}"));
        }
        for amendment in &rule.amendments {
            let (name, changes) = (&amendment.name, &amendment.changes);
            match (amendment.status, amendment.start()) {
                (AmendmentStatus::Enacted, Some(start)) if rule.in_force_until.is_some_and(|last| start > last) => {
                    doubts.push(format!("amendment: {name} holds from {start}: {changes}"));
                }
                (AmendmentStatus::Pending, _) => {
                    doubts.push(format!("amendment: {name} was pending on {}: {changes}", amendment.as_of));
                }
                _ => {}
            }
        }
        doubts
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

/// As [`read`]; what is nothing where the file is missing, as in templates of older versions.
fn read_if_there<'t, T: DeserializeOwned + Default>(
    templates: &'t Templates,
    path: &str,
) -> Result<(T, &'t str), Problem> {
    if templates.bytes(path).is_ok() { read(templates, path) } else { Ok((T::default(), "")) }
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
