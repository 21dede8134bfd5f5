//! Open points: what is not settled about a letter, and what counsel accepts by approving it.

use super::reviewed::{LetterReview, ReviewedLetter};
use crate::CommandError;
use crate::casefile::accepted::{AcceptedPoint, AcceptedPoints};
use crate::casefile::ledger::Summary;
use crate::io::digest::hex;
use crate::policy::deadline::missed_by_letters;
use crate::policy::incident_words::long;
use crate::policy::signatures::{ensure_needed, unsigned_variants};
use crate::session::Session;
use crate::snapshot::CaseSnapshot;
use crate::task::CommandContext;
use chrono::NaiveDate;
use notice::letter::{LanguageReview, Light};
use notice::routing::ContactDoubt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Digits of the digest that is the key of a point.
const KEY: usize = 9;

/// The kind of an open point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum OpenPointKind {
    /// The mailing date is after the last day of a law.
    Deadline,
    /// An item of the checklist that is not met.
    NotMet,
    /// An item of the checklist that a person should look at.
    Checklist,
    /// A doubt about the law of a state.
    Law,
    /// A doubt about a telephone number, an address or a page that letters print.
    Contact,
    /// A translation that nobody who reads both languages has confirmed.
    Translation,
    /// The page about language help.
    LanguageHelp,
}

impl OpenPointKind {
    /// The word in tables and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::NotMet => "not_met",
            Self::Checklist => "checklist",
            Self::Law => "law",
            Self::Contact => "contact",
            Self::Translation => "translation",
            Self::LanguageHelp => "language_help",
        }
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deadline => "Deadline",
            Self::NotMet => "Requirement not met",
            Self::Checklist => "Checklist",
            Self::Law => "State law",
            Self::Contact => "Address or number",
            Self::Translation => "Translation",
            Self::LanguageHelp => "Language help",
        }
    }
}

/// A point that is not settled, of one letter or of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) kind: OpenPointKind,
    pub(super) words: String,
}

/// Points with the files below `templates/` and the tables of the incident file in which to look at each: a letter in two languages has
/// the same point in the files of both.
pub(super) type PointPlaces = BTreeMap<Point, BTreeSet<String>>;

impl Point {
    /// The key of the point: `p` and the first digits of the SHA-256 of its kind and words.
    pub(super) fn key(&self) -> String {
        let mut digits = hex(Sha256::digest(format!("{}\n{}", self.kind.word(), self.words)));
        digits.truncate(KEY);
        // A spreadsheet program takes digits alone, and digits around an e, for a number.
        format!("p{digits}")
    }
}

/// An open point with the letters that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OpenPoint {
    /// Its key, the same as long as its words are.
    pub key: String,
    /// Its kind.
    pub kind: OpenPointKind,
    /// The point in words.
    pub words: String,
    /// The files below `templates/` and the tables of the incident file in which to look, with semicolons between; may be empty.
    pub look_at: String,
    /// The versions that have it.
    pub variants: Vec<String>,
    /// Letters under these versions.
    pub letters: u64,
    /// Name of the person who accepted it last; empty where nobody has.
    pub accepted_by: String,
    /// The reason that was given then; empty where none was.
    pub reason: String,
    /// Name of the person who gave the reason; another than who accepted it last, where it was carried over.
    pub reason_by: String,
}

/// Sources of open points, beside the letters.
pub(super) struct PointSources {
    contacts: Vec<ContactDoubt>,
    languages: Vec<(Point, String)>,
    /// Points about the last day for letters, by state; `None` for those of federal law.
    deadlines: Vec<(Option<String>, (Point, String))>,
}

impl PointSources {
    /// Reads the doubts that no single letter has.
    ///
    /// # Errors
    /// A file of languages that cannot be read.
    pub(super) fn read(snapshot: &CaseSnapshot, summary: &Summary) -> Result<Self, CommandError> {
        let context = &snapshot.setup.context;
        let languages = LanguageReview::of(&snapshot.templates, &context.incident)?;
        Ok(Self {
            contacts: context.book.contact_doubts(),
            languages: languages.iter().flat_map(language_points).collect(),
            deadlines: missed_deadlines(summary, context.incident.mailing.date),
        })
    }

    /// The open points of one letter, each once, by kind.
    pub(super) fn points(&self, letter: &ReviewedLetter) -> PointPlaces {
        let shown = &letter.shown;
        let point = |kind, words: String, look_at: &str| (Point { kind, words }, look_at.to_owned());
        let checks = shown.checks.iter().filter_map(|check| {
            let kind = match check.light {
                Light::Green => return None,
                Light::Amber => OpenPointKind::Checklist,
                Light::Red => OpenPointKind::NotMet,
            };
            Some(point(kind, format!("{}: {}", capitalized(&check.asks), check.note), &check.look_at))
        });
        let rule = format!("jurisdictions/{}/rule.toml", letter.variant.jurisdiction.code().to_lowercase());
        let law = shown
            .uncertain
            .iter()
            .map(|doubt| point(OpenPointKind::Law, format!("{}. {}", shown.name, in_words(doubt)), &rule));
        let printed = self.contacts.iter().filter(|contact| contact.is_printed_in(&shown.text));
        let contacts = printed.map(|contact| {
            point(OpenPointKind::Contact, format!("{}. {}", contact.block, in_words(&contact.doubt)), "contacts.toml")
        });
        let translation = (shown.unread_translations > 0).then(|| {
            let words = format!(
                "{}: no one who reads both languages has confirmed {} files of the translation.",
                letter.variant.language.name(),
                shown.unread_translations
            );
            point(OpenPointKind::Translation, words, "es/")
        });
        let own = letter.variant.jurisdiction.code();
        let late = self.deadlines.iter().filter(|(place, _)| place.as_deref().is_none_or(|place| place == own));
        let late = late.map(|(_, point)| point.clone());
        let all =
            late.chain(checks).chain(law).chain(contacts).chain(translation).chain(self.languages.iter().cloned());
        let mut points = PointPlaces::new();
        for (point, look_at) in all {
            points.entry(point).or_default().insert(look_at);
        }
        points
    }
}

/// Last days for letters that lie before the mailing date.
fn missed_deadlines(summary: &Summary, mailing: NaiveDate) -> Vec<(Option<String>, (Point, String))> {
    let late = missed_by_letters(summary, mailing).map(|clock| {
        let words = format!(
            "The mailing date, {}, is after the last day for letters, {} ({}).",
            long(mailing),
            long(clock.last_day),
            clock.text("citation")
        );
        let place = Some(clock.text("jurisdiction").to_owned()).filter(|place| !place.is_empty());
        (place, (Point { kind: OpenPointKind::Deadline, words }, "[mailing]".to_owned()))
    });
    late.collect()
}

/// A doubt with the key of its value, such as `regulator.contents:`, in words.
fn in_words(doubt: &str) -> String {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.'));
    match doubt.split_once(':') {
        Some((key, rest)) if is_key(key) => {
            let words = key.replace(['_', '.'], " ").replace("hipaa", "HIPAA");
            format!("{}:{rest}", capitalized(&words))
        }
        _ => capitalized(doubt),
    }
}

/// The words with a capital letter first.
pub(super) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn language_points(review: &LanguageReview) -> Vec<(Point, String)> {
    let LanguageReview { unreviewed, missing, doubt } = review;
    let point = |words: String| (Point { kind: OpenPointKind::LanguageHelp, words }, "taglines.toml".to_owned());
    let mut points = Vec::new();
    if !unreviewed.is_empty() {
        points.push(point(format!("No one has reviewed the words in: {}.", unreviewed.join(", "))));
    }
    if !missing.is_empty() {
        points.push(point(format!(
            "The state’s list also has these languages, for which there is no text: {}.",
            missing.join(", ")
        )));
    }
    if !doubt.is_empty() {
        points.push(point(doubt.clone()));
    }
    points
}

/// The acceptance of a point that counts for a variant: its own, or else the last of any variant.
pub(super) fn find_acceptance<'a>(accepted: &'a AcceptedPoints, key: &str, variant: &str) -> Option<&'a AcceptedPoint> {
    accepted.get(&(key.to_owned(), variant.to_owned())).or_else(|| {
        let from = (key.to_owned(), String::new());
        let same = accepted.range(from..).take_while(|((of, _), _)| of == key).map(|(_, point)| point);
        same.max_by_key(|point| point.act)
    })
}

/// Gathers the open points of letters, each once, by kind and then by the number of letters.
pub(super) fn gather(sources: &PointSources, letters: &[ReviewedLetter], accepted: &AcceptedPoints) -> Vec<OpenPoint> {
    #[derive(Default)]
    struct Reach {
        places: BTreeSet<String>,
        variants: Vec<String>,
        letters: u64,
    }
    let mut gathered: BTreeMap<Point, Reach> = BTreeMap::new();
    for letter in letters {
        for (point, places) in sources.points(letter) {
            let reach = gathered.entry(point).or_default();
            reach.places.extend(places);
            reach.variants.push(letter.name.clone());
            reach.letters += letter.letters;
        }
    }
    let open = |(point, Reach { places, variants, letters }): (Point, Reach)| {
        let key = point.key();
        let before = variants.first().and_then(|variant| find_acceptance(accepted, &key, variant));
        OpenPoint {
            kind: point.kind,
            words: point.words,
            look_at: places.into_iter().collect::<Vec<_>>().join("; "),
            letters,
            accepted_by: before.map(|point| point.by.clone()).unwrap_or_default(),
            reason: before.map(|point| point.reason.clone()).unwrap_or_default(),
            reason_by: before.map(|point| point.reason_by.clone()).unwrap_or_default(),
            variants,
            key,
        }
    };
    let mut points: Vec<OpenPoint> = gathered.into_iter().map(open).collect();
    points.sort_by_key(|point| (point.kind, std::cmp::Reverse(point.letters)));
    points
}

/// Lists the open points of versions that the case needs; of all that are not approved where none is named.
///
/// # Errors
/// A case that cannot be read, words that cannot be drafted.
pub fn list_open_points(
    case: &mut Session,
    variants: &[String],
    command: &CommandContext,
) -> Result<Vec<OpenPoint>, CommandError> {
    let summary = case.refresh(command, &mut |_| {})?;
    ensure_needed(&summary, variants)?;
    let unsigned = unsigned_variants(case, &summary)?;
    let files = case.files(command)?;
    let snapshot = CaseSnapshot::of_files(&files, command)?;
    let wanted = |name: &str| match variants {
        [] => unsigned.contains_key(name),
        _ => variants.iter().any(|wanted| wanted == name),
    };
    let names = summary.variants.keys().map(String::as_str).filter(|name| wanted(name));
    let letters = LetterReview::new(&snapshot, &summary)?.review_all(names)?;
    Ok(gather(&PointSources::read(&snapshot, &summary)?, &letters, &case.accepted_points()?))
}
