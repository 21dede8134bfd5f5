//! The templates for one kind of reader: every name bound to the nearest file, followed from the letters on, and
//! rendered.

use super::dependencies::{self, Reach};
use super::helper;
use super::lint;
use super::nesting;
use super::phrase::{Phrases, place};
use super::render_context::RenderContext;
use crate::finding::{FaceProblem, Problem, ProblemCode};
use crate::party::{Family, Jurisdiction, Standing, Templates, Variant};
use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, RenderErrorReason, Template};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

/// A letter of four pages has about 12,000 characters; one of a megabyte is a fault.
const LONGEST: usize = 1 << 20;
/// No passage is nearly as long; what is, would keep the engine busy for long.
const LONGEST_FILE: usize = 64 << 10;
/// Passages within passages, from a letter on; the built-in letters have four.
const DEEPEST: usize = 16;
/// Steps that one letter may take at most, loops counted as 32 rounds; the built-in letters take about a thousand.
const DEAREST: u64 = 200_000;
/// The passage that prints the count of residents. It is bound only for states whose law asks for the count; all
/// others have nothing in its place, so no letter of theirs can come to print one.
const COUNT: &str = "owed-number-of-residents";
/// The passages that point to the other half of a letter in two languages. Each is printed in both languages, that of the
/// half first.
pub(super) const BESIDE: [&str; 2] = ["english-follows", "spanish-before"];
/// The ending of template files.
pub(super) const ENDING: &str = ".md.hbs";

/// Every template file of a language by its path.
pub(super) type TemplateFiles = BTreeMap<String, TemplateFile>;

/// The templates for one kind of reader: every name bound to a file.
pub(super) struct TemplateSet {
    files: BTreeMap<String, String>,
    /// Nothing stands in the place of the passage with the count.
    without_count: bool,
    sheets: Arc<TemplateFiles>,
    phrases: Arc<Phrases>,
    /// The letters with their passages set in. Made when the first letter is written: most mailings reach few states.
    letters: OnceLock<Handlebars<'static>>,
}

/// A kind of reader, as far as it decides which files are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SetKey {
    /// The jurisdiction, where it has files of its own.
    pub(super) jurisdiction: Option<Jurisdiction>,
    /// The family of letters.
    pub(super) family: Family,
    /// True if the law asks for the count of residents.
    pub(super) counted: bool,
}

/// A template file that was looked over.
pub(super) struct TemplateFile {
    template: Template,
    reach: Reach,
}

impl TemplateFile {
    pub(super) fn read(templates: &Templates, path: &str, shape: &Value, voice: &[&str]) -> Result<Self, Vec<Problem>> {
        let text = templates.text(path).map_err(|fault| vec![fault])?;
        let file = format!("templates/{path}");
        if text.len() > LONGEST_FILE {
            let message = format!("The file is longer than {} KiB.", LONGEST_FILE >> 10);
            let (line, column) = place(text, text.floor_char_boundary(LONGEST_FILE));
            let advice = "Check that it is the right file; a letter has no more than a few pages.";
            return Err(vec![Problem::of_file(file, message, advice).at(line, column)]);
        }
        lint::source(&file, text).map_err(|fault| vec![fault])?;
        nesting::check(&file, text).map_err(|fault| vec![fault])?;
        let template = Template::compile(text).map_err(|fault| {
            let (line, column) = fault.pos().unwrap_or_default();
            let reason = fault.reason().to_string();
            vec![
                Problem::of_file(
                    &file,
                    format!("The template cannot be read: {}.", reason.trim().trim_end_matches('.')),
                    ProblemCode::TemplateUnreadable,
                )
                .at(line as u32, column as u32),
            ]
        })?;
        let reach = dependencies::walk(&file, &template, shape, voice)?;
        Ok(Self { template, reach })
    }
}

impl TemplateSet {
    /// Binds every name to the nearest file: the jurisdiction's own, its family's, everybody's.
    pub(super) fn bind(folder: &str, reader: SetKey, sheets: &Arc<TemplateFiles>, phrases: &Arc<Phrases>) -> Self {
        let family = match reader.family {
            Family::Standard => None,
            Family::California => Some("california"),
            Family::Massachusetts => Some("massachusetts"),
        };
        let mut files = BTreeMap::new();
        let rooms = [
            Some(format!("{folder}passages/")),
            Some(format!("{folder}letters/")),
            family.map(|family| format!("{folder}letters/families/{family}/")),
            reader.jurisdiction.map(|j| own_folder(folder, j)),
        ];
        for room in rooms.iter().flatten() {
            for path in sheets.keys() {
                let name = path.strip_prefix(room.as_str()).and_then(|rest| rest.strip_suffix(ENDING));
                if let Some(name) = name.filter(|name| !name.contains('/')) {
                    files.insert(name.to_owned(), path.clone());
                }
            }
        }
        let own = rooms[3].as_deref();
        let is_own = |path: &String| own.is_some_and(|own| path.starts_with(own));
        let without_count = !reader.counted && files.get(COUNT).is_some_and(|path| !is_own(path));
        if without_count {
            files.remove(COUNT);
        }
        let (sheets, phrases) = (Arc::clone(sheets), Arc::clone(phrases));
        Self { files, without_count, sheets, phrases, letters: OnceLock::new() }
    }

    /// An engine that knows the helpers and no template.
    fn engine(&self) -> Handlebars<'static> {
        let mut engine = Handlebars::new();
        engine.set_strict_mode(true);
        engine.set_prevent_indent(true);
        helper::register(&mut engine, &self.phrases);
        engine
    }

    /// The letters with their passages set in, once and for all: the engine would copy everything that can be named at
    /// every passage of every letter. Only for sets that were checked, where no passage prints itself.
    fn letters(&self) -> &Handlebars<'static> {
        self.letters.get_or_init(|| {
            let mut engine = self.engine();
            for root in Self::roots().chain(BESIDE) {
                if let Some(sheet) = self.sheet(root) {
                    let mut whole = Template::new();
                    self.inline_partials(&sheet.template, &mut whole);
                    engine.register_template(root, whole);
                }
            }
            engine
        })
    }

    fn sheet(&self, name: &str) -> Option<&TemplateFile> {
        self.sheets.get(self.files.get(name)?)
    }

    fn inline_partials(&self, from: &Template, into: &mut Template) {
        for (element, place) in from.elements.iter().zip(&from.mapping) {
            let mut element = element.clone();
            match &mut element {
                TemplateElement::PartialExpression(partial) => {
                    if let Some(sheet) = dependencies::plain(&partial.name).and_then(|name| self.sheet(name)) {
                        self.inline_partials(&sheet.template, into);
                    }
                    continue;
                }
                TemplateElement::HelperBlock(block) => {
                    for branch in [&mut block.template, &mut block.inverse].into_iter().flatten() {
                        let mut whole = Template::new();
                        self.inline_partials(branch, &mut whole);
                        *branch = whole;
                    }
                }
                _ => {}
            }
            into.elements.push(element);
            into.mapping.push(place.clone());
        }
    }

    /// The letters and `addendum`, with which every set begins.
    fn roots() -> impl Iterator<Item = &'static str> {
        Standing::ALL.into_iter().map(Standing::word).chain(["deceased-child", "addendum"])
    }

    /// The file below `templates/` to which a name is bound.
    pub(super) fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// Returns whether there is a passage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Follows every passage from the letters on: missing ones, ones that print themselves, letters that could grow
    /// without bounds, files of a jurisdiction that no letter prints.
    pub(super) fn check(&self, folder: &str, jurisdiction: Option<Jurisdiction>) -> Vec<Problem> {
        let mut walk = Follow { set: self, costs: BTreeMap::new(), path: Vec::new(), refusals: Vec::new() };
        let beside = BESIDE.into_iter().filter(|name| self.has(name));
        for root in Self::roots().chain(beside) {
            if !self.has(root) {
                walk.refusals.push(Problem::of_file(
                    format!("templates/{folder}letters/{root}{ENDING}"),
                    "The file is missing.",
                    FaceProblem::TemplateMissing,
                ));
            } else if walk.cost(root) > DEAREST {
                walk.refusals.push(Problem::of_file(
                    format!("templates/{}", self.files[root]),
                    "The letter could grow beyond all bounds.",
                    ProblemCode::TemplateUnbounded,
                ));
            }
        }
        let Follow { costs, mut refusals, .. } = walk;
        if let Some(own) = jurisdiction.map(|j| own_folder(folder, j)) {
            for (name, path) in self.files.iter().filter(|(n, p)| p.starts_with(&own) && !costs.contains_key(*n)) {
                refusals.push(Problem::of_file(
                    format!("templates/{path}"),
                    format!("No letter prints a passage named {name}."),
                    ProblemCode::PassageUnused,
                ));
            }
        }
        refusals
    }

    /// Returns whether the addendum tells how many people were affected.
    pub(super) fn tells_count(&self) -> bool {
        self.reaches(vec!["addendum"], |_, file| file.reach.count.is_some())
    }

    /// Returns true if anything that this set prints depends on the number of affected people.
    pub(super) fn depends_on_count(&self) -> bool {
        self.reaches(Self::roots().chain(BESIDE).collect(), |_, file| file.reach.count.is_some())
    }

    /// Returns true if anything that this set prints stands in one of these files.
    pub(super) fn prints_any(&self, paths: &[String]) -> bool {
        self.reaches(Self::roots().chain(BESIDE).collect(), |path, _| paths.iter().any(|own| own == path))
    }

    /// Returns true if a file with these names, or one that they print, is such a one.
    fn reaches<'s>(&'s self, mut names: Vec<&'s str>, is: impl Fn(&str, &TemplateFile) -> bool) -> bool {
        while let Some(name) = names.pop() {
            let Some((path, file)) = self.files.get(name).and_then(|path| Some((path, self.sheets.get(path)?))) else {
                continue;
            };
            if is(path, file) {
                return true;
            }
            names.extend(file.reach.passages.iter().map(|(passage, ..)| passage.as_str()));
        }
        false
    }

    /// The places at which the templates of this set name a count of residents.
    pub(super) fn counts(&self, state: &str) -> Vec<Problem> {
        let named = self.files.values().filter_map(|path| Some((path, self.sheets.get(path)?.reach.count?)));
        named
            .map(|(path, (line, column))| {
                Problem::of_file(
                    format!("templates/{path}"),
                    format!("The count of residents is named, which letters to {state} may not print."),
                    ProblemCode::CountForbidden,
                )
                .at(line, column)
            })
            .collect()
    }

    pub(super) fn render(&self, variant: &Variant, name: &str, words: &RenderContext<'_>) -> Result<String, Problem> {
        let context = Context::wraps(words).map_err(|fault| self.fault(variant, name, &fault))?;
        let mut text = Bounded(Vec::with_capacity(16 << 10));
        if self.letters().render_with_context_to_write(name, &context, &mut text).is_err() {
            text.0.clear();
            self.passages()
                .render_with_context_to_write(name, &context, &mut text)
                .map_err(|fault| self.fault(variant, name, &fault))?;
        }
        String::from_utf8(text.0).map_err(|_| {
            Problem::of_file(
                "templates",
                format!("The letter {variant} is not text."),
                ProblemCode::TemplateEncodingWrong,
            )
        })
    }

    /// The templates passage by passage: what goes wrong in them tells its file and line.
    fn passages(&self) -> Handlebars<'static> {
        let mut engine = self.engine();
        for (name, path) in &self.files {
            if let Some(sheet) = self.sheets.get(path) {
                let mut template = sheet.template.clone();
                template.name = Some(name.clone());
                engine.register_template(name, template);
            }
        }
        if self.without_count {
            engine.register_template(COUNT, Template::new());
        }
        engine
    }

    fn fault(&self, variant: &Variant, name: &str, fault: &handlebars::RenderError) -> Problem {
        let name = fault.template_name.as_deref().unwrap_or(name);
        let file = self.files.get(name).map_or("templates", String::as_str);
        let (why, advice) = match fault.reason() {
            RenderErrorReason::IOError(why) => {
                (why.to_string(), "Shorten the text of the incident file, or print fewer lists within lists.")
            }
            reason => (reason.to_string(), "Ask with {{#if}} before a name that may be absent, such as product."),
        };
        let message = format!("The letter {variant} cannot be written: {}.", why.trim_end_matches('.'));
        Problem::of_file(format!("templates/{file}"), message, advice)
            .at(fault.line_no.unwrap_or_default() as u32, fault.column_no.unwrap_or_default() as u32)
    }
}

/// Follows passages from file to file.
struct Follow<'a> {
    set: &'a TemplateSet,
    costs: BTreeMap<String, u64>,
    path: Vec<String>,
    refusals: Vec<Problem>,
}

impl Follow<'_> {
    fn cost(&mut self, name: &str) -> u64 {
        if let Some(cost) = self.costs.get(name) {
            return *cost;
        }
        let Some((file, sheet)) = self.set.files.get(name).and_then(|f| Some((f, self.set.sheets.get(f)?))) else {
            return 0;
        };
        self.path.push(name.to_owned());
        let mut cost = sheet.reach.cost;
        for (passage, line, column) in &sheet.reach.passages {
            let refuse = |message: String, advice: &str| {
                Problem::of_file(format!("templates/{file}"), message, advice).at(*line, *column)
            };
            if self.path.contains(passage) {
                let message = format!("The passage {passage} prints itself.");
                self.refusals.push(refuse(message, "Take one of the two calls out."));
            } else if self.path.len() > DEEPEST {
                let message = format!("Passages are nested more than {DEEPEST} deep.");
                self.refusals.push(refuse(message, "Put their words together into fewer passages."));
            } else if self.set.files.contains_key(passage) {
                cost = cost.saturating_add(self.cost(passage));
            } else if !(self.set.without_count && passage == COUNT) {
                let message = format!("There is no passage named {passage}.");
                self.refusals.push(refuse(message, "Add the file under templates/passages, or correct the name."));
            }
        }
        self.path.pop();
        self.costs.insert(name.to_owned(), cost);
        cost
    }
}

/// Takes text up to the longest letter.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("the letter grows beyond a megabyte"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The folder of a jurisdiction's own passages.
pub(super) fn own_folder(folder: &str, jurisdiction: Jurisdiction) -> String {
    format!("{folder}jurisdictions/{}/", jurisdiction.code().to_ascii_lowercase())
}
