//! `templates show`: one letter for an invented person, with what counsel wants to know beside it.

use super::sample::{all_elements, sample_incident};
use crate::CommandError;
use crate::io::{read, template_folder};
use crate::specimen::{invented, invented_value};
use notice::composition::least_type;
use notice::finding::FaceProblem;
use notice::letter::{BlockKind, Catalog, Check, Checklist, Draft, Facts, Span, Style};
use notice::party::incident::{Incident, Spanish};
use notice::party::{
    Addressee, DataElement, Elements, Jurisdiction, Language, SlotValues, Standing, TypeSize, Variant,
};
use notice::routing::{LetterItem, Rule, RuleBook};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// The count that a letter prints where the law asks for one; a run prints the true one.
const RESIDENTS: u64 = 9;

/// Addressee of a sample letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleAddressee {
    /// To a guardian, next of kin or representative by name.
    Named,
    /// To whoever it is, without a name.
    Unnamed,
    /// To the person, or the parent or guardian: no birth date.
    Either,
    /// About a child who has died, to the parents.
    DeceasedChild,
    /// About a child who has died, to somebody by name.
    NamedForDeceasedChild,
}

/// Request to show a sample letter.
#[derive(Clone, Debug)]
pub struct SampleRequest<'a> {
    /// State or territory.
    pub jurisdiction: &'a str,
    /// Standing.
    pub standing: Standing,
    /// Addressee; as most letters of the standing have it where absent.
    pub address: Option<SampleAddressee>,
    /// Language.
    pub language: Language,
    /// Incident file; the sample where absent.
    pub incident: Option<&'a Path>,
    /// Words of the vocabulary; all where empty.
    pub elements: &'a [String],
}

/// A letter with its law.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Name under which it is approved.
    pub variant: String,
    /// Name of the jurisdiction.
    pub name: String,
    /// Citation.
    pub statute: String,
    /// Extent to which the rule was checked.
    pub verified: &'static str,
    /// Day of the newest source.
    pub as_of: String,
    /// Day on which the rule was last read through.
    pub reviewed_on: String,
    /// Sources that were read for the rule.
    pub sources: Vec<String>,
    /// Doubts about the rule.
    pub uncertain: Vec<String>,
    /// Exposed elements, as words of the vocabulary.
    pub elements: Vec<&'static str>,
    /// State items that the letter owes.
    pub items: Vec<&'static str>,
    /// Items that the letter leaves out.
    pub forbidden: Vec<&'static str>,
    /// The checklist of this letter.
    pub checks: Vec<Check>,
    /// Translated files that somebody who reads both languages has not confirmed as they are now; 0 for English.
    pub unread_translations: usize,
    /// The letter in the Markdown of templates, the address block first.
    pub markdown: String,
    /// The letter as plain text, the address block first.
    pub text: String,
}

/// The letter of an invented person.
pub fn show(folder: Option<&Path>, wanted: &SampleRequest<'_>) -> Result<Shown, CommandError> {
    let templates = template_folder::load(folder)?;
    let mut incident = match wanted.incident {
        Some(path) => Incident::parse(&path.display().to_string(), &read::settings(path)?)?,
        None => sample_incident()?,
    };
    // Each language of a bilingual piece is looked at for itself.
    incident.mailing.spanish = Spanish::Spanish;
    let book = RuleBook::load(&templates)?.in_force_on(incident.mailing.date);
    let rule = Jurisdiction::parse(wanted.jurisdiction)
        .and_then(|code| book.rule(code))
        .ok_or_else(|| CommandError::input("There is no rule for this jurisdiction.", FaceProblem::RuleUnknown))?;
    let elements = elements(wanted.elements)?;
    let variant = Variant {
        jurisdiction: rule.code,
        standing: wanted.standing,
        addressee: addressee(wanted.standing, wanted.address)?,
        family: rule.family(elements),
        language: wanted.language,
        elements,
        code: has_codes(&incident, wanted.standing),
        second_copy: false,
    };
    let catalog = Catalog::compile(&templates, &incident, &book)?;
    if wanted.language == Language::Es {
        if !catalog.speaks(Language::Es) {
            let advice = FaceProblem::SpanishTemplatesMissing;
            return Err(CommandError::input("These templates have no Spanish letters.", advice));
        }
        if incident.event.es.is_none() {
            let advice = "Add what_happened and what_we_are_doing in Spanish under [incident.es].";
            return Err(CommandError::input("The incident file has no Spanish text.", advice));
        }
    }
    let facts = Facts { residents: RESIDENTS, union: &[] };
    let draft = catalog.draft(&variant, &facts)?;
    let least_type = Some(least_type(&templates, TypeSize::Regular)?);
    let checks = Checklist::new(&catalog, &book).review(&variant, &facts, &draft, least_type);
    let unread = catalog.translations().iter().filter(|t| t.language == wanted.language && !t.is_settled());
    Ok(shown(&book, rule, &variant, &incident, &draft, checks, unread.count()))
}

pub(crate) fn shown(
    book: &RuleBook,
    rule: &Rule,
    variant: &Variant,
    incident: &Incident,
    draft: &Draft,
    checks: Vec<Check>,
    unread_translations: usize,
) -> Shown {
    let values = invented();
    let mut address = String::new();
    for line in draft.lead_in(&values) {
        address.push_str(&line);
        address.push('\n');
    }
    let _ = write!(address, "100 Invented Street\nAnytown {} 00000\n\n", rule.code);
    let forbidden = rule.letter_must_not_include.iter().filter(|it| rule.forbids(**it, variant.elements));
    Shown {
        variant: variant.id(),
        name: rule.name.clone(),
        statute: rule.statute.clone(),
        verified: rule.verified.word(),
        as_of: rule.as_of.to_string(),
        reviewed_on: rule.reviewed_on.to_string(),
        sources: std::iter::once(&rule.official_url)
            .chain(&rule.source_urls)
            .filter(|url| !url.is_empty())
            .cloned()
            .collect(),
        uncertain: book.doubts(rule),
        elements: variant.elements.iter().map(DataElement::word).collect(),
        items: rule.items(variant.elements, incident).into_iter().map(LetterItem::word).collect(),
        forbidden: forbidden.map(|it| it.word()).collect(),
        checks,
        unread_translations,
        markdown: format!("{address}{}", markdown(draft)),
        text: format!("{address}{}", plain(draft, &values)),
    }
}

/// The letter of a standing to somebody of the practice's own state who has everything of which the incident file tells.
pub(crate) fn sample_variant(book: &RuleBook, incident: &Incident, standing: Standing) -> Option<Variant> {
    let rule = book.rule(incident.practice.state)?;
    let elements: Elements = incident.exposed.elements.iter().copied().collect();
    Some(Variant {
        jurisdiction: rule.code,
        standing,
        addressee: addressee(standing, None).ok()?,
        family: rule.family(elements),
        language: Language::En,
        elements,
        code: has_codes(incident, standing),
        second_copy: false,
    })
}

/// The paragraphs of a variant's letter to an invented person.
pub(crate) fn all_paragraphs(catalog: &Catalog, variant: &Variant) -> Result<Vec<String>, CommandError> {
    let draft = catalog.draft(variant, &Facts { residents: RESIDENTS, union: &[(variant.jurisdiction, RESIDENTS)] })?;
    Ok(paragraphs(&draft))
}

/// The addressee of a standing; what does not go together is refused.
fn addressee(standing: Standing, address: Option<SampleAddressee>) -> Result<Addressee, CommandError> {
    let refuse = |message: &str, advice: FaceProblem| Err(CommandError::input(message, advice));
    match (standing, address) {
        (Standing::Adult, None) => Ok(Addressee::Person),
        (Standing::Adult, Some(SampleAddressee::Either)) => Ok(Addressee::Either),
        (Standing::Adult, Some(_)) => {
            refuse("An adult's letter is addressed to the adult.", FaceProblem::AdultAddressee)
        }
        (_, Some(SampleAddressee::Either)) => {
            let advice = FaceProblem::EitherAddressee;
            refuse(
                "Only the letter to a person without a date of birth can be addressed to either of two people.",
                advice,
            )
        }
        (Standing::Deceased, Some(SampleAddressee::DeceasedChild)) => Ok(Addressee::ParentOfDeceased),
        (Standing::Deceased, Some(SampleAddressee::NamedForDeceasedChild)) => Ok(Addressee::NamedForDeceasedChild),
        (_, Some(SampleAddressee::DeceasedChild | SampleAddressee::NamedForDeceasedChild)) => refuse(
            "Only the letter about somebody who has died can be about a child who has died.",
            FaceProblem::DeceasedChildAddressee,
        ),
        (Standing::Minor, None | Some(SampleAddressee::Unnamed)) => Ok(Addressee::ParentOrGuardian),
        (Standing::Minor, Some(SampleAddressee::Named)) => Ok(Addressee::NamedGuardian),
        (Standing::Deceased, None | Some(SampleAddressee::Unnamed)) => Ok(Addressee::NextOfKin),
        (Standing::Deceased, Some(SampleAddressee::Named)) => Ok(Addressee::NamedNextOfKin),
        (Standing::Represented, None | Some(SampleAddressee::Named)) => Ok(Addressee::Representative),
        (Standing::Represented, Some(SampleAddressee::Unnamed)) => {
            refuse("A representative is always named.", FaceProblem::RepresentativeAddressee)
        }
    }
}

fn elements(words: &[String]) -> Result<Elements, CommandError> {
    let mut elements = Elements::NONE;
    for word in words {
        elements.insert(DataElement::parse(word.trim()).ok_or_else(|| {
            CommandError::input(
                "A word is not in the vocabulary of the incident file.",
                FaceProblem::ElementUnknown { known: DataElement::ALL.iter().map(|e| e.word().to_owned()).collect() },
            )
        })?);
    }
    Ok(if elements.is_empty() { all_elements() } else { elements })
}

/// Returns true if letters of a standing print an enrolment code.
fn has_codes(incident: &Incident, standing: Standing) -> bool {
    incident.monitoring.offer(standing).is_some_and(|product| product.codes.is_some())
}

/// The letter as it would stand in a template file without any tag.
fn markdown(draft: &Draft) -> String {
    let mut out = String::new();
    let mut in_list = None;
    for block in &draft.blocks {
        let list = if let BlockKind::Item { list, .. } = block.kind { Some(list) } else { None };
        if !out.is_empty() {
            out.push_str(if list.is_some() && list == in_list { "\n" } else { "\n\n" });
        }
        in_list = list;
        match block.kind {
            BlockKind::Title => out.push_str("# "),
            BlockKind::Heading(2) => out.push_str("## "),
            BlockKind::Heading(_) => out.push_str("### "),
            BlockKind::Item { item, numbered: true, .. } => {
                let _ = write!(out, "{}. ", item + 1);
            }
            BlockKind::Item { .. } => out.push_str("- "),
            BlockKind::Signature => out.push_str(":::signature"),
            BlockKind::PageBreak => out.push_str(":::pagebreak"),
            BlockKind::BoxStart => out.push_str(":::box"),
            BlockKind::BoxEnd => out.push_str(":::"),
            BlockKind::Paragraph | BlockKind::Tagline(_) | BlockKind::Language(_) => {}
        }
        words(&mut out, &block.spans);
    }
    out
}

/// The words of a block; marks stand where the style changes.
fn words(out: &mut String, spans: &[Span]) {
    let mark = |style| match style {
        Style::Plain => "",
        Style::Strong => "**",
        Style::Emphasis => "*",
    };
    let mut now = Style::Plain;
    for span in spans {
        let (style, words) = match span {
            Span::Text(style, words) => (*style, words.as_str()),
            Span::Slot(style, slot) => (*style, invented_value(*slot)),
            Span::Break => (Style::Plain, "\\\n"),
        };
        if style != now {
            let _ = write!(out, "{}{}", mark(now), mark(style));
            now = style;
        }
        out.push_str(words);
    }
    out.push_str(mark(now));
}

/// The letter block by block, with a blank line between blocks and list labels beside their items.
fn plain(draft: &Draft, values: &SlotValues) -> String {
    let mut out = String::new();
    let mut label = false;
    for text in draft.texts(values) {
        if !out.is_empty() {
            out.push_str(if label { " " } else { "\n\n" });
        }
        label = is_label(&text);
        out.push_str(&text);
    }
    out
}

/// The paragraphs of a letter to an invented person, list labels with their items.
pub(crate) fn paragraphs(draft: &Draft) -> Vec<String> {
    plain(draft, &invented()).split("\n\n").map(str::to_owned).collect()
}

/// Returns true if a text is the bullet or number of a list item.
fn is_label(text: &str) -> bool {
    text == "•" || text.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
