//! `letter`: one letter at once, of a person of the case or of a variant, with the words that count or with others.

use super::wording;
use crate::Refused;
use crate::casefile::fact::Fact;
use crate::ledger::{needed, told};
use crate::package::identify_case;
use crate::roster::Roster;
use crate::snapshot::Working;
use crate::task::Means;
use notice::composition::least_type;
use notice::finding::{FaceProblem, ProblemCode};
use notice::letter::checklist::worst;
use notice::letter::{Catalog, Check, Checklist, Draft, Facts, Light};
use notice::line::{Disposition, Entry, NONE, Preview};
use notice::party::incident::Addenda;
use notice::party::{Jurisdiction, Language, TypeSize, Variant};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The part of a job that no package has.
const LETTER: u16 = u16::MAX - 4;

/// How many names a sentence's reach is shown with.
const NAMES: usize = 10;

/// Whose letter.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// That of the row in this place.
    Row(u32),
    /// That of an invented person of this variant.
    Variant(String),
}

/// How it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Manner {
    /// Another language than the person's own: `en`, `es`.
    pub language: String,
    /// In large print.
    pub large: bool,
}

/// A letter in words, with what was checked on it.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct InWords {
    /// Name of the variant.
    pub variant: String,
    /// Paragraph by paragraph, with an invented person's values.
    pub paragraphs: Vec<String>,
    /// Every check.
    pub checks: Vec<Check>,
    /// The law.
    pub statute: String,
    /// What is in doubt about it.
    pub uncertain: Vec<String>,
}

/// How a variant stands on the checklist.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct VariantLight {
    /// Its name.
    pub variant: String,
    /// The worst light of its checks.
    pub light: Light,
}

/// Whom a sentence reaches.
#[derive(Debug, Default, Serialize, ts_rs::TS)]
pub struct Reached {
    /// People whose letter has it.
    pub people: u64,
    /// By state.
    pub states: BTreeMap<String, u64>,
    /// Variants whose letters have it, not all of them perhaps.
    pub variants: BTreeSet<String>,
    /// The first few, in the order of the lists.
    pub names: Vec<crate::roster::Seen>,
}

/// What letters are shown with: the files of a case, another text in place of one that counts, another language, large print.
/// Specimens go to an invented person.
///
/// # Errors
/// A template that does not compile, with file, line and column; a language in which there are no letters.
pub fn ground(facts: &[Fact], tried: Option<(&str, &str)>, manner: &Manner, means: &Means) -> Result<Working, Refused> {
    let size = if manner.large { TypeSize::Large } else { TypeSize::Regular };
    let mut working = match tried {
        Some((path, text)) => Working::sized(&wording::with(facts, path, text, means)?, means, size)?,
        None => Working::sized(facts, means, size)?,
    };
    working.fit()?;
    let kit = &mut working.laid.kit;
    kit.vendor.seeds = crate::specimen::seeds();
    kit.language = language(&manner.language)?;
    if kit.language == Some(Language::Es) && !(kit.catalog.speaks(Language::Es) && kit.incident.event.es.is_some()) {
        return Err(Refused::input(
            "There is no letter in Spanish: the templates or the incident file have none.",
            FaceProblem::SpanishMissing,
        ));
    }
    Ok(working)
}

/// Other words on a ground that was laid for the same files and the same manner: everything but the words stays. `was` is the
/// template that was tried on it before.
///
/// # Errors
/// A template that does not compile; the ground is of no use then.
pub fn other_words(
    ground: &mut Working,
    roster: &Roster,
    was: Option<&str>,
    tried: Option<(&str, &str)>,
) -> Result<(), Refused> {
    let counts = &roster.working.templates;
    if let Some(path) = was {
        ground.templates.insert(path, counts.bytes(path)?);
    }
    if let Some((path, text)) = tried {
        wording::editable(path, counts)?;
        ground.templates.insert(path, text);
    }
    let kit = &mut ground.laid.kit;
    kit.catalog = Catalog::compile(&ground.templates, &kit.incident, &kit.book)?;
    Ok(())
}

/// The letter as a PDF.
///
/// # Errors
/// Nobody there, a letter that cannot be made or that a rule forbids.
pub fn page(roster: &Roster, ground: &Working, reader: &Reader) -> Result<Vec<u8>, Refused> {
    let id = identify_case(&roster.working, "letter", true, LETTER);
    let (kit, edition) = (&ground.laid.kit, ground.laid.edition);
    let preview = Preview { kit, residents: &roster.residents, id, edition };
    let made = match reader {
        Reader::Row(row) => preview.of_row(&roster.rolls(), entry(roster, *row)?),
        Reader::Variant(name) => {
            let variant = full(roster, name)?;
            preview.of_variant(&Variant { language: kit.language.unwrap_or(variant.language), ..variant })
        }
    };
    made.map_err(Refused::Input)
}

/// The letter in words, with its checks.
pub fn words(roster: &Roster, ground: &Working, reader: &Reader) -> Result<InWords, Refused> {
    let kit = &ground.laid.kit;
    let variant = match reader {
        Reader::Row(row) => of_entry(roster, entry(roster, *row)?).ok_or_else(no_letter)?,
        Reader::Variant(name) => full(roster, name)?,
    };
    let variant = Variant { language: kit.language.unwrap_or(variant.language), ..variant };
    let rule = kit.book.rule(variant.jurisdiction).ok_or_else(no_letter)?;
    let (draft, mut checks) = gone_over(roster, ground, &variant)?;
    checks.sort_by_key(|check| std::cmp::Reverse(check.light));
    Ok(InWords {
        variant: variant.id(),
        paragraphs: crate::templates::show::paragraphs(&draft),
        checks,
        statute: rule.statute.clone(),
        uncertain: rule.uncertain.clone(),
    })
}

/// The light of every variant that letters need: the worst of its checklist.
pub fn lights(roster: &Roster, ground: &Working) -> Result<Vec<VariantLight>, Refused> {
    let names = needed(roster.rows()).into_keys().map(|at| roster.variants[at].clone());
    let light = |variant: String| {
        let (_, checks) = gone_over(roster, ground, &full(roster, &variant)?)?;
        Ok(VariantLight { light: worst(&checks), variant })
    };
    names.map(light).collect()
}

/// A letter's words, and everything that was checked on them.
fn gone_over(roster: &Roster, ground: &Working, variant: &Variant) -> Result<(Draft, Vec<Check>), Refused> {
    let kit = &ground.laid.kit;
    let places = union(roster, ground);
    let facts = facts(roster, &places, variant.jurisdiction);
    let draft = kit.catalog.draft(variant, &facts)?;
    let least = Some(least_type(&ground.templates, TypeSize::Regular)?);
    let checks = Checklist::new(&kit.catalog, &kit.book).go_over(variant, &facts, &draft, least);
    Ok((draft, checks))
}

/// The letter as a .docx file, to read and to mark up.
pub fn docx(roster: &Roster, ground: &Working, reader: &Reader) -> Result<Vec<u8>, Refused> {
    let kit = &ground.laid.kit;
    let variant = match reader {
        Reader::Row(row) => of_entry(roster, entry(roster, *row)?).ok_or_else(no_letter)?,
        Reader::Variant(name) => full(roster, name)?,
    };
    let variant = Variant { language: kit.language.unwrap_or(variant.language), ..variant };
    let places = union(roster, ground);
    let draft = kit.catalog.draft(&variant, &facts(roster, &places, variant.jurisdiction))?;
    super::docx::docx(&draft, &variant.id(), &|slot| crate::specimen::invented_value(slot).to_owned())
}

/// Whom a sentence reaches: everybody whose letter has it word for word.
pub fn reach(roster: &Roster, ground: &Working, sentence: &str) -> Result<Reached, Refused> {
    let catalog: &Catalog = &ground.laid.kit.catalog;
    let sought = plain(sentence);
    let places = union(roster, ground);
    // Rows of one variant and one mixture of elements have the same words.
    let mut kinds: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for (row, entry) in (0u32..).zip(&roster.entries) {
        if entry.disposition == Disposition::Letter && entry.variant != NONE {
            kinds.entry((entry.variant, entry.elements.bits())).or_default().push(row);
        }
    }
    let mut reached = Reached::default();
    let mut rows: Vec<u32> = Vec::new();
    for own in kinds.into_values() {
        let Some(variant) = of_entry(roster, &roster.entries[own[0] as usize]) else { continue };
        let draft = catalog.draft(&variant, &facts(roster, &places, variant.jurisdiction))?;
        if crate::templates::show::paragraphs(&draft).iter().any(|paragraph| plain(paragraph).contains(&sought)) {
            reached.people += own.len() as u64;
            *reached.states.entry(variant.jurisdiction.to_string()).or_default() += own.len() as u64;
            reached.variants.insert(variant.id());
            rows.extend(own);
        }
    }
    rows.sort_unstable();
    reached.names = rows.into_iter().take(NAMES).map(|row| roster.seen(row)).collect();
    Ok(reached)
}

/// Words alone, so that a line break or a second blank hides no sentence.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn language(word: &str) -> Result<Option<Language>, Refused> {
    match word {
        "" => Ok(None),
        "en" => Ok(Some(Language::En)),
        "es" => Ok(Some(Language::Es)),
        _ => Err(Refused::input("There are no letters in this language.", ProblemCode::LanguageMissing)),
    }
}

fn entry(roster: &Roster, row: u32) -> Result<&Entry, Refused> {
    let found = roster.entries.get(row as usize);
    found.ok_or_else(|| Refused::input("There is no such row.", ProblemCode::RowGone))
}

fn no_letter() -> Refused {
    Refused::input("No letter can be made of this row.", ProblemCode::LetterImpossible)
}

/// The variant of a row, with the elements of its own.
fn of_entry(roster: &Roster, entry: &Entry) -> Option<Variant> {
    let sample = roster.samples.get(entry.variant as usize)?;
    Some(Variant { elements: entry.elements, ..*sample })
}

/// The variant of a name, with everything that it can print unless that makes another family of letter of it.
fn full(roster: &Roster, name: &str) -> Result<Variant, Refused> {
    let Some(at) = roster.variants.iter().position(|own| own == name) else {
        return Err(Refused::input("No letter of this case is of this variant.", ProblemCode::PassphraseUnusable));
    };
    let sample = roster.samples[at];
    let all = Variant { elements: told(&roster.working, roster.rows()), ..sample };
    let rule = roster.working.laid.kit.book.rule(sample.jurisdiction);
    Ok(if rule.is_some_and(|rule| rule.family(all.elements) == sample.family) { all } else { sample })
}

/// The states whose passages a letter for all states prints.
fn union(roster: &Roster, ground: &Working) -> Vec<(Jurisdiction, u64)> {
    match ground.laid.kit.incident.mailing.addenda {
        Addenda::Union => roster.residents.iter().map(|(place, n)| (*place, *n)).collect(),
        Addenda::Own => Vec::new(),
    }
}

fn facts<'u>(roster: &Roster, union: &'u [(Jurisdiction, u64)], place: Jurisdiction) -> Facts<'u> {
    Facts { residents: roster.residents.get(&place).copied().unwrap_or(0), union }
}
