//! The page about language help (45 CFR 92.11): the same few words in many languages, from `templates/taglines.toml`.

use super::draft::{Block, BlockKind, Span, Style};
use super::phrase::{place, table};
use crate::finding::Problem;
use crate::party::{Incident, Jurisdiction, Language, Templates, Tongue};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// The place of the taglines below `templates/`.
const FILE: &str = "taglines.toml";
/// The beginning of the state of an official translation.
const OFFICIAL: &str = "official translation of ";
/// The mark in a tagline for the telephone number.
const PHONE: &str = "{phone}";

/// All taglines, in the order in which they are printed.
#[derive(Clone, Debug)]
pub struct Taglines {
    title: Title,
    all: Vec<Tagline>,
    lists: BTreeMap<Jurisdiction, LanguageList>,
    list_source: Option<ListSource>,
}

/// The languages that a notice in a state is written in.
#[derive(Clone, Debug)]
pub struct LanguageList {
    /// The languages, the one that most people speak first.
    pub languages: Vec<Tongue>,
    /// The page on which it was read; empty where it was not yet compared with one.
    pub source_url: String,
    /// Open doubts about it, or nothing.
    pub uncertain: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    en: String,
    es: String,
}

/// The words in one language.
#[derive(Clone, Debug)]
pub struct Tagline {
    /// The language.
    pub tongue: Tongue,
    /// The language's name in itself.
    pub name: String,
    /// `draft`, or who reviewed the text and when, or whose official translation it is.
    pub review: String,
    /// Its face, script and direction, where the family of the letters lacks the script.
    pub script: Option<TaglineScript>,
    /// Line of the file on which it begins.
    pub line: u32,
    text: String,
}

/// The script of a tagline that has a face of its own.
#[derive(Clone, Debug)]
pub struct TaglineScript {
    /// The file of the face below `templates/`.
    pub face: String,
    /// Its script (ISO 15924).
    pub iso: [u8; 4],
    /// True if its lines run from right to left.
    pub right_to_left: bool,
}

/// Facts about the languages of a page about language help, for whoever signs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LanguageReview {
    /// Languages whose words nobody has reviewed, by their own names.
    pub unreviewed: Vec<String>,
    /// Languages that the state's list asks for and that have no text, by their tags.
    pub missing: Vec<String>,
    /// Doubts about the state's list, in words; nothing where it was compared with a page that was read.
    pub doubt: String,
}

impl LanguageReview {
    /// The facts for the letters of an incident file; `None` where they have no such page.
    ///
    /// # Errors
    /// As [`Taglines::read`].
    pub fn of(templates: &Templates, incident: &Incident) -> Result<Option<Self>, Problem> {
        if !incident.counsel.section_1557_taglines {
            return Ok(None);
        }
        Ok(Taglines::read(templates)?.map(|taglines| taglines.review_of(incident.practice.state)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    title: Title,
    tagline: Vec<RawTagline>,
    #[serde(default)]
    lists: BTreeMap<Jurisdiction, RawList>,
    #[serde(default)]
    list_source: Option<ListSource>,
}

/// The publication in which the lists of states stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListSource {
    title: String,
    url: String,
    as_of: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    languages: Vec<Spanned<String>>,
    #[serde(default)]
    source_url: String,
    #[serde(default)]
    uncertain: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTagline {
    tag: Spanned<String>,
    name: Spanned<String>,
    review: Spanned<String>,
    text: Spanned<String>,
    #[serde(default)]
    face: Option<String>,
    #[serde(default)]
    script: Option<Spanned<String>>,
    #[serde(default)]
    direction: Direction,
    /// The page of an official translation.
    #[serde(default)]
    source: String,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
enum Direction {
    #[default]
    #[serde(rename = "ltr")]
    LeftToRight,
    #[serde(rename = "rtl")]
    RightToLeft,
}

impl Taglines {
    /// Reads the taglines; `None` where the templates have no such file.
    ///
    /// # Errors
    /// A file that is no TOML or has unknown keys, a tag that is none or comes twice, a text without `{phone}` or with other
    /// braces, a review that is neither `draft` nor tells by whom: each with line and column.
    pub fn read(templates: &Templates) -> Result<Option<Self>, Problem> {
        if templates.bytes(FILE).is_err() {
            return Ok(None);
        }
        let source = templates.text(FILE)?;
        let RawFile { title, tagline, lists, list_source } = table(templates, FILE)?;
        let mut taglines: Vec<Tagline> = Vec::with_capacity(tagline.len());
        for raw in tagline {
            let refuse = |at: &Spanned<String>, message: &str, advice: &str| {
                let (line, column) = place(source, at.span().start);
                Err(Problem::of_file(format!("templates/{FILE}"), message, advice).at(line, column))
            };
            let Some(tongue) = Tongue::parse(raw.tag.get_ref()) else {
                return refuse(&raw.tag, "This is not a language tag.", "Write a BCP 47 tag, such as \"es\".");
            };
            if taglines.iter().any(|other| other.tongue == tongue) {
                return refuse(&raw.tag, "This language comes twice.", "Keep one of the two taglines.");
            }
            let mark = |c: char| c.is_control() || super::escape::is_reserved(c);
            let script = match (raw.face, &raw.script) {
                (None, _) if raw.direction == Direction::LeftToRight => None,
                (Some(face), Some(script)) if script.get_ref().len() == 4 && script.get_ref().is_ascii() => {
                    let mut iso = [0; 4];
                    iso.copy_from_slice(script.get_ref().as_bytes());
                    let right_to_left = raw.direction == Direction::RightToLeft;
                    Some(TaglineScript { face: format!("fonts/{face}"), iso, right_to_left })
                }
                _ => {
                    let advice = "Name the typeface, and the script beside it by its four letters, such as \"Arab\".";
                    return refuse(&raw.tag, "The script of this language is not known.", advice);
                }
            };
            for words in [&raw.name, &raw.text] {
                if words.get_ref().trim().is_empty() || words.get_ref().contains(mark) {
                    return refuse(words, "The words are empty or hold a control character.", "Write plain words.");
                }
            }
            let text = raw.text.get_ref();
            if text.matches(PHONE).count() != 1 || text.replacen(PHONE, "", 1).contains(['{', '}']) {
                let advice = "Write {phone} once, where the telephone number belongs, and no other braces.";
                return refuse(&raw.text, "The tagline does not say where the number goes.", advice);
            }
            let review = raw.review.get_ref();
            let is_official = review.starts_with(OFFICIAL) && !raw.source.is_empty();
            if review != "draft" && !review.starts_with("reviewed by ") && !is_official {
                let advice = "Write \"draft\", or \"reviewed by NAME on YYYY-MM-DD\", or \"official translation of OFFICE, DATE\" with its source.";
                return refuse(&raw.review, "The state of the translation is not known.", advice);
            }
            let line = place(source, raw.tag.span().start).0;
            let (name, review) = (raw.name.into_inner(), raw.review.into_inner());
            taglines.push(Tagline { tongue, name, review, script, line, text: raw.text.into_inner() });
        }
        let mut read = BTreeMap::new();
        for (at, mut list) in lists {
            let mut languages = Vec::with_capacity(list.languages.len());
            for tag in std::mem::take(&mut list.languages) {
                let Some(tongue) = Tongue::parse(tag.get_ref()) else {
                    let (line, column) = place(source, tag.span().start);
                    let advice = "Write a BCP 47 tag, such as \"es\".";
                    let refusal = Problem::of_file(format!("templates/{FILE}"), "This is not a language tag.", advice);
                    return Err(refusal.at(line, column));
                };
                languages.push(tongue);
            }
            let RawList { source_url, uncertain, .. } = list;
            read.insert(at, LanguageList { languages, source_url, uncertain });
        }
        Ok(Some(Self { title, all: taglines, lists: read, list_source }))
    }

    /// The taglines of a notice of a practice in a state: English first, then what the state's list asks for; all of them where
    /// there is no list.
    pub fn of_state(&self, state: Jurisdiction) -> Vec<&Tagline> {
        let Some(list) = self.lists.get(&state) else { return self.all.iter().collect() };
        let english: Tongue = Language::En.into();
        let first = self.all.iter().filter(|tagline| tagline.tongue == english);
        let asked = list.languages.iter().filter(|tongue| **tongue != english);
        let listed = asked.filter_map(|tongue| self.all.iter().find(|tagline| tagline.tongue == *tongue));
        first.chain(listed).collect()
    }

    /// Facts about the languages of a notice of a practice in a state, for whoever signs it.
    pub fn review_of(&self, state: Jurisdiction) -> LanguageReview {
        let english: Tongue = Language::En.into();
        let printed = self.of_state(state);
        let draft = |tagline: &&&Tagline| tagline.tongue != english && tagline.review == "draft";
        let unreviewed = printed.iter().filter(draft).map(|tagline| tagline.name.clone()).collect();
        let Some(list) = self.lists.get(&state) else {
            let doubt = "No list of the languages of this state is known, so every language is printed.".to_owned();
            return LanguageReview { unreviewed, missing: Vec::new(), doubt };
        };
        let has_text = |tongue: &Tongue| self.all.iter().any(|tagline| tagline.tongue == *tongue);
        let missing = list.languages.iter().filter(|tongue| !has_text(tongue)).map(|tongue| tongue.tag().to_owned());
        let mut doubt = String::new();
        if list.source_url.is_empty() {
            doubt.push_str("The list of the languages of this state was not yet compared with the published one");
            if let Some(ListSource { title, url, as_of }) = &self.list_source {
                doubt.push_str(&format!(" ({title}, {as_of}, {url})"));
            }
            doubt.push('.');
        }
        if !list.uncertain.is_empty() {
            doubt.push_str(if doubt.is_empty() { "" } else { " " });
            doubt.push_str("Uncertain: ");
            doubt.push_str(&list.uncertain);
            doubt.push('.');
        }
        LanguageReview { unreviewed, missing: missing.collect(), doubt }
    }

    /// Every tagline.
    pub fn iter(&self) -> impl Iterator<Item = &Tagline> {
        self.all.iter()
    }

    /// The page for readers of a language, behind whatever stands before it.
    pub(super) fn blocks(&self, language: Language, incident: &Incident) -> Vec<Block> {
        let contact = &incident.contact;
        let phone = match contact.tty.as_str() {
            "" => contact.toll_free.clone(),
            tty => format!("{} (TTY:\u{a0}{tty})", contact.toll_free),
        };
        let title = match language {
            Language::En => &self.title.en,
            Language::Es => &self.title.es,
        };
        let block = |kind, spans| Block { kind, spans, keep_together: true, keep_with_next: false };
        let mut blocks = vec![
            block(BlockKind::PageBreak, Vec::new()),
            block(BlockKind::Language(language), Vec::new()),
            Block {
                keep_with_next: true,
                ..block(BlockKind::Heading(2), vec![Span::Text(Style::Plain, title.clone())])
            },
        ];
        let printed = self.of_state(incident.practice.state);
        blocks.extend(printed.into_iter().map(|t| block(BlockKind::Tagline(t.tongue), t.spans(&phone))));
        blocks
    }
}

impl Tagline {
    /// The words with a telephone number in its place.
    pub fn spans(&self, phone: &str) -> Vec<Span> {
        if self.script.is_some() {
            // The number is a span of its own, as it keeps its direction.
            let (before, after) = self.text.split_once(PHONE).unwrap_or((&self.text, ""));
            let words = [&format!("{}: ", self.name), before, phone, after];
            return words.into_iter().map(|words| Span::Text(Style::Plain, words.to_owned())).collect();
        }
        vec![
            Span::Text(Style::Strong, format!("{}: ", self.name)),
            Span::Text(Style::Plain, self.text.replacen(PHONE, phone, 1)),
        ]
    }
}
