//! The page about language help (45 CFR 92.11): the same few words in many languages, from `templates/taglines.toml`.

use super::draft::{Block, BlockKind, Span, Style};
use super::phrase::{place, table};
use crate::finding::Problem;
use crate::party::{Incident, Language, Templates, Tongue};
use serde::Deserialize;
use toml::Spanned;

/// The place of the taglines below `templates/`.
const FILE: &str = "taglines.toml";
/// The mark in a tagline for the telephone number.
const PHONE: &str = "{phone}";

/// All taglines, in the order in which they are printed.
#[derive(Clone, Debug)]
pub struct Taglines {
    title: Title,
    taglines: Vec<Tagline>,
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
    /// `draft`, or who reviewed the text and when.
    pub review: String,
    /// Line of the file on which it begins.
    pub line: u32,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    title: Title,
    tagline: Vec<RawTagline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTagline {
    tag: Spanned<String>,
    name: Spanned<String>,
    review: Spanned<String>,
    text: Spanned<String>,
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
        let RawFile { title, tagline } = table(templates, FILE)?;
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
            if review != "draft" && !review.starts_with("reviewed by ") {
                let advice = "Write \"draft\", or \"reviewed by NAME on YYYY-MM-DD\".";
                return refuse(&raw.review, "The state of the translation is not known.", advice);
            }
            let line = place(source, raw.tag.span().start).0;
            let (name, review) = (raw.name.into_inner(), raw.review.into_inner());
            taglines.push(Tagline { tongue, name, review, line, text: raw.text.into_inner() });
        }
        Ok(Some(Self { title, taglines }))
    }

    /// Every tagline.
    pub fn iter(&self) -> impl Iterator<Item = &Tagline> {
        self.taglines.iter()
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
        blocks.extend(self.taglines.iter().map(|t| block(BlockKind::Tagline(t.tongue), t.spans(&phone))));
        blocks
    }
}

impl Tagline {
    /// The words with a telephone number in its place.
    pub fn spans(&self, phone: &str) -> Vec<Span> {
        vec![
            Span::Text(Style::Strong, format!("{}: ", self.name)),
            Span::Text(Style::Plain, self.text.replacen(PHONE, phone, 1)),
        ]
    }
}
