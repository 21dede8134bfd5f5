//! `letter`: one letter at once, of a person of the case or of a variant, with the words that count or with others.

use super::wording;
use crate::CommandError;
use crate::casefile::fact::InputFile;
use crate::ledger::{collect_elements, count_letters_per_variant};
use crate::package::identify_case;
use crate::roster::Roster;
use crate::snapshot::{CaseFiles, CaseSnapshot};
use crate::task::CommandContext;
use notice::composition::least_type;
use notice::finding::{FaceProblem, ProblemCode};
use notice::letter::checklist::{ReadingGrade, highest_grade, worst};
use notice::letter::{Catalog, Check, Checklist, Draft, Facts, Light};
use notice::line::{Disposition, Entry, NONE, Preview};
use notice::party::incident::Addenda;
use notice::party::{Jurisdiction, Language, TypeSize, Variant};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The part of a job that no package has.
const LETTER: u16 = u16::MAX - 4;

/// Number of names with which a sentence's reach is shown.
const NAMES: usize = 10;

/// Letter to show.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PreviewTarget {
    /// The letter of the row in this place.
    Row(u32),
    /// The letter of an invented person of this variant.
    Variant(String),
}

/// Options for showing a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct PreviewOptions {
    /// Another language than the person's own: `en`, `es`.
    pub language: String,
    /// True for large print.
    pub large: bool,
}

/// A letter in words, with what was checked on it.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct LetterText {
    /// Name of the variant.
    pub variant: String,
    /// Paragraph by paragraph, with an invented person's values.
    pub paragraphs: Vec<String>,
    /// Every check.
    pub checks: Vec<Check>,
    /// The law.
    pub statute: String,
    /// Doubts about the rule.
    pub uncertain: Vec<String>,
}

/// Light of a variant on the checklist.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct VariantLight {
    /// Its name.
    pub variant: String,
    /// The worst light of its checks.
    pub light: Light,
    /// Its reading grade: that of the language that is harder to read.
    pub grade: Option<ReadingGrade>,
}

/// Reach of a sentence.
#[derive(Debug, Default, Serialize, ts_rs::TS)]
pub struct SentenceReach {
    /// People whose letter has it.
    pub people: u64,
    /// Number of these people, by state.
    pub states: BTreeMap<String, u64>,
    /// Variants whose letters have it, not all of them perhaps.
    pub variants: BTreeSet<String>,
    /// The first few, in the order of the lists.
    pub names: Vec<crate::roster::PersonRow>,
}

/// Returns the setup to show letters: the files of a case, another text in place of one that counts, another language,
/// large print. Specimens go to an invented person.
///
/// # Errors
/// A template that does not compile, with file, line and column; a language in which there are no letters.
pub fn preview_setup(
    facts: &[InputFile],
    tried: Option<(&str, &str)>,
    manner: &PreviewOptions,
    command: &CommandContext,
) -> Result<CaseSnapshot, CommandError> {
    let size = if manner.large { TypeSize::Large } else { TypeSize::Regular };
    let files = match tried {
        Some((path, text)) => wording::with(facts, path, text, command)?,
        None => facts.to_vec(),
    };
    let mut snapshot = CaseSnapshot::sized(&CaseFiles::of(files, command)?, command, size)?;
    snapshot.ensure_printable()?;
    let context = &mut snapshot.setup_mut()?.context;
    context.vendor.seeds = crate::specimen::seeds();
    context.language = language(&manner.language)?;
    if context.language == Some(Language::Es)
        && !(context.catalog.speaks(Language::Es) && context.incident.event.es.is_some())
    {
        return Err(CommandError::input(
            "There is no Spanish letter: the templates or the incident have no Spanish text.",
            FaceProblem::SpanishMissing,
        ));
    }
    Ok(snapshot)
}

/// Other words on a ground that was laid for the same files and the same manner: everything but the words stays. `was` is the
/// template that was tried on it before.
///
/// # Errors
/// A template that does not compile; the ground is of no use then.
pub fn replace_template(
    ground: &mut CaseSnapshot,
    roster: &Roster,
    was: Option<&str>,
    tried: Option<(&str, &str)>,
) -> Result<(), CommandError> {
    let counts = &roster.decided.snapshot.templates;
    if let Some(path) = was {
        Arc::make_mut(&mut ground.templates).insert(path, counts.bytes(path)?);
    }
    if let Some((path, text)) = tried {
        wording::editable(path, counts)?;
        Arc::make_mut(&mut ground.templates).insert(path, text);
    }
    let templates = Arc::clone(&ground.templates);
    let context = &mut ground.setup_mut()?.context;
    context.catalog = Catalog::compile(&templates, &context.incident, &context.book)?;
    Ok(())
}

/// The letter as a PDF.
///
/// # Errors
/// Nobody there, a letter that cannot be made or that a rule forbids.
pub fn render_page(roster: &Roster, ground: &CaseSnapshot, reader: &PreviewTarget) -> Result<Vec<u8>, CommandError> {
    let id = identify_case(&roster.decided.snapshot, "letter", true, LETTER);
    let (context, edition) = (&ground.setup.context, ground.setup.edition);
    let preview = Preview { context, residents: &roster.decided.decision.residents, id, edition };
    let made = match reader {
        PreviewTarget::Row(row) => preview.of_row(&roster.decided.sources(), entry(roster, *row)?),
        PreviewTarget::Variant(name) => {
            let variant = full(roster, name)?;
            preview.of_variant(&Variant { language: context.language.unwrap_or(variant.language), ..variant })
        }
    };
    made.map_err(CommandError::Input)
}

/// The letter in words, with its checks.
pub fn letter_text(roster: &Roster, ground: &CaseSnapshot, reader: &PreviewTarget) -> Result<LetterText, CommandError> {
    let context = &ground.setup.context;
    let variant = match reader {
        PreviewTarget::Row(row) => of_entry(roster, entry(roster, *row)?).ok_or_else(no_letter)?,
        PreviewTarget::Variant(name) => full(roster, name)?,
    };
    let variant = Variant { language: context.language.unwrap_or(variant.language), ..variant };
    let rule = context.book.rule(variant.jurisdiction).ok_or_else(no_letter)?;
    let (draft, mut checks) = gone_over(roster, ground, &variant)?;
    checks.sort_by_key(|check| std::cmp::Reverse(check.light));
    Ok(LetterText {
        variant: variant.id(),
        paragraphs: crate::templates::show::paragraphs(&draft),
        checks,
        statute: rule.statute.clone(),
        uncertain: context.book.doubts(rule),
    })
}

/// The light of every variant that letters need: the worst of its checklist.
pub fn check_variants(roster: &Roster, ground: &CaseSnapshot) -> Result<Vec<VariantLight>, CommandError> {
    let names = count_letters_per_variant(roster.decided.rows())
        .into_keys()
        .map(|at| roster.decided.decision.variants[at].clone());
    let light = |variant: String| {
        let (_, checks) = gone_over(roster, ground, &full(roster, &variant)?)?;
        Ok(VariantLight { light: worst(&checks), grade: highest_grade(&checks), variant })
    };
    names.map(light).collect()
}

/// A letter's words, and everything that was checked on them.
fn gone_over(roster: &Roster, ground: &CaseSnapshot, variant: &Variant) -> Result<(Draft, Vec<Check>), CommandError> {
    let context = &ground.setup.context;
    let places = union(roster, ground);
    let facts = facts(roster, &places, variant.jurisdiction);
    let draft = context.catalog.draft(variant, &facts)?;
    let least = Some(least_type(&ground.templates, TypeSize::Regular)?);
    let checks = Checklist::new(&context.catalog, &context.book).review(variant, &facts, &draft, least);
    Ok((draft, checks))
}

/// The letter as a .docx file, to read and to mark up.
pub fn docx(roster: &Roster, ground: &CaseSnapshot, reader: &PreviewTarget) -> Result<Vec<u8>, CommandError> {
    let context = &ground.setup.context;
    let variant = match reader {
        PreviewTarget::Row(row) => of_entry(roster, entry(roster, *row)?).ok_or_else(no_letter)?,
        PreviewTarget::Variant(name) => full(roster, name)?,
    };
    let variant = Variant { language: context.language.unwrap_or(variant.language), ..variant };
    let places = union(roster, ground);
    let draft = context.catalog.draft(&variant, &facts(roster, &places, variant.jurisdiction))?;
    super::docx::docx(&draft, &variant.id(), &|slot| crate::specimen::invented_value(slot).to_owned())
}

/// Finds the people whom a sentence reaches: everybody whose letter has it word for word.
pub fn find_sentence(roster: &Roster, ground: &CaseSnapshot, sentence: &str) -> Result<SentenceReach, CommandError> {
    let catalog: &Catalog = &ground.setup.context.catalog;
    let sought = plain(sentence);
    let places = union(roster, ground);
    // Rows of one variant and one mixture of elements have the same words.
    let mut kinds: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for (row, entry) in (0u32..).zip(&roster.decided.decision.entries) {
        if entry.disposition == Disposition::Letter && entry.variant != NONE {
            kinds.entry((entry.variant, entry.elements.bits())).or_default().push(row);
        }
    }
    let mut reached = SentenceReach::default();
    let mut rows: Vec<u32> = Vec::new();
    for own in kinds.into_values() {
        let Some(variant) = of_entry(roster, &roster.decided.decision.entries[own[0] as usize]) else { continue };
        let draft = catalog.draft(&variant, &facts(roster, &places, variant.jurisdiction))?;
        if crate::templates::show::paragraphs(&draft).iter().any(|paragraph| plain(paragraph).contains(&sought)) {
            reached.people += own.len() as u64;
            *reached.states.entry(variant.jurisdiction.to_string()).or_default() += own.len() as u64;
            reached.variants.insert(variant.id());
            rows.extend(own);
        }
    }
    rows.sort_unstable();
    reached.names = rows.into_iter().take(NAMES).map(|row| roster.person_row(row)).collect();
    Ok(reached)
}

/// Words alone, so that a line break or a second blank hides no sentence.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn language(word: &str) -> Result<Option<Language>, CommandError> {
    match word {
        "" => Ok(None),
        "en" => Ok(Some(Language::En)),
        "es" => Ok(Some(Language::Es)),
        _ => Err(CommandError::input("There are no letters in this language.", ProblemCode::LanguageMissing)),
    }
}

fn entry(roster: &Roster, row: u32) -> Result<&Entry, CommandError> {
    let found = roster.decided.decision.entries.get(row as usize);
    found.ok_or_else(|| CommandError::input("Row not found.", ProblemCode::RowGone))
}

fn no_letter() -> CommandError {
    CommandError::input("No letter can be created for this row.", ProblemCode::LetterImpossible)
}

/// The variant of a row, with the elements of its own.
fn of_entry(roster: &Roster, entry: &Entry) -> Option<Variant> {
    let sample = roster.decided.decision.samples.get(entry.variant as usize)?;
    Some(Variant { elements: entry.elements, ..*sample })
}

/// The variant of a name, with everything that it can print unless that makes another family of letter of it.
fn full(roster: &Roster, name: &str) -> Result<Variant, CommandError> {
    let Some(at) = roster.decided.decision.variants.iter().position(|own| own == name) else {
        return Err(CommandError::input("This case has no letters of this version.", ProblemCode::PassphraseUnusable));
    };
    let sample = roster.decided.decision.samples[at];
    let all = Variant { elements: collect_elements(&roster.decided.snapshot, roster.decided.rows()), ..sample };
    let rule = roster.decided.snapshot.setup.context.book.rule(sample.jurisdiction);
    Ok(if rule.is_some_and(|rule| rule.family(all.elements) == sample.family) { all } else { sample })
}

/// The states whose passages a letter for all states prints.
fn union(roster: &Roster, ground: &CaseSnapshot) -> Vec<(Jurisdiction, u64)> {
    match ground.setup.context.incident.mailing.addenda {
        Addenda::Union => roster.decided.decision.residents.iter().map(|(place, n)| (*place, *n)).collect(),
        Addenda::Own => Vec::new(),
    }
}

fn facts<'u>(roster: &Roster, union: &'u [(Jurisdiction, u64)], place: Jurisdiction) -> Facts<'u> {
    Facts { residents: roster.decided.decision.residents.get(&place).copied().unwrap_or(0), union }
}
