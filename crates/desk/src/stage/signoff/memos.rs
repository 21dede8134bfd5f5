//! Memos to the file: one Word document for each letter version.

use super::label::DocumentLabel;
use super::memo::{Memo, MemoApproval, MemoPoint};
use super::open_points::{self, OpenPoint, Point, PointSources, capitalized};
use super::reviewed::{LetterReview, ReviewedLetter};
use crate::CommandError;
use crate::casefile::accepted::{AcceptedPoint, AcceptedPoints};
use crate::casefile::approval::{self, Approval, Approvals, GivenApproval};
use crate::casefile::filing::Filing;
use crate::casefile::ledger::{DeadlineClock, Summary};
use crate::io::clock::today;
use crate::io::digest::hex;
use crate::io::outbox::{Outbox, RealDisk};
use crate::package::same_files;
use crate::policy::changes::{LetterChanges, changes_since_signed};
use crate::policy::incident_words::{long, occurred};
use crate::policy::pre_notice::filing_covers;
use crate::policy::signatures::ensure_needed;
use crate::session::Session;
use crate::snapshot::CaseSnapshot;
use crate::task::{CommandContext, Progress};
use notice::letter::Light;
use notice::line::PackageSink;
use notice::party::{Incident, Standing};
use notice::routing::{Rule, RuleBook};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Report of `memos`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct MemoFolder {
    /// The folder.
    pub folder: PathBuf,
    /// Memos in it.
    pub memos: u64,
    /// Letter versions of these that are not approved as they are now.
    pub not_approved: u64,
    /// Open points that are not accepted, or accepted without a reason, each counted once for a memo that has it.
    pub without_reason: u64,
}

/// Facts that all memos of a case share.
pub(super) struct MemoContext<'a> {
    label: String,
    incident: &'a Incident,
    book: &'a RuleBook,
    head: String,
    made_on: String,
    sources: PointSources,
    accepted: AcceptedPoints,
    approvals: Approvals,
    history: Vec<GivenApproval>,
    changes: Vec<LetterChanges>,
    filings: Vec<Filing>,
}

impl<'a> MemoContext<'a> {
    pub(super) fn gather(
        case: &Session,
        snapshot: &'a CaseSnapshot,
        summary: &Summary,
        labels: &[DocumentLabel],
    ) -> Result<Self, CommandError> {
        let incident = &snapshot.setup.context.incident;
        Ok(Self {
            label: DocumentLabel::line(labels),
            incident,
            book: &snapshot.setup.context.book,
            filings: case.filings()?,
            head: case.head()?.in_full(),
            made_on: long(today()),
            sources: PointSources::read(snapshot, summary)?,
            accepted: case.accepted_points()?,
            approvals: case.approvals()?,
            history: case.approval_history()?,
            changes: changes_since_signed(case, snapshot, summary)?,
        })
    }

    /// The open points of letters, each once.
    pub(super) fn open_points(&self, letters: &[ReviewedLetter]) -> Vec<OpenPoint> {
        open_points::gather(&self.sources, letters, &self.accepted)
    }

    /// Changes of each letter since it was signed last.
    pub(super) fn changes(&self) -> &[LetterChanges] {
        &self.changes
    }

    /// The memo of one letter, and the number of its points that are not accepted with a reason.
    pub(super) fn write(&self, summary: &Summary, letter: &ReviewedLetter) -> Result<(Vec<u8>, u64), CommandError> {
        let text = &summary.variants[&letter.name].digest;
        let current = approval::find(&self.approvals, &letter.name, text);
        let history = || self.history.iter().filter(|given| given.variant == letter.name);
        let points: Vec<(bool, MemoPoint)> =
            self.sources.points(letter).into_keys().map(|point| self.memo_point(letter, current, point)).collect();
        let without = points.iter().filter(|(settled, _)| !settled).count() as u64;
        let mut checks: Vec<(String, String)> = Vec::new();
        for check in &letter.shown.checks {
            let result = match check.light {
                Light::Green => "Met",
                Light::Amber => "To be looked at; see section 4",
                Light::Red => "Not met; see section 4",
            };
            let row = (capitalized(&check.asks), result.to_owned());
            if !checks.contains(&row) {
                checks.push(row);
            }
        }
        let rule = self.book.rule(letter.variant.jurisdiction);
        let memo = Memo {
            label: &self.label,
            variant: &letter.name,
            head: self.head_rows(letter),
            conclusion: conclusion(current, (points.len() as u64, without)),
            law: rule.map(law).unwrap_or_default(),
            sources: rule.map(|rule| rule.source_urls.as_slice()).unwrap_or_default(),
            facts: facts(self.incident, letter),
            timing: self.timing(summary, letter),
            checks,
            points: points.into_iter().map(|(_, point)| point).collect(),
            approvals: history().map(|given| memo_approval(current, given)).collect(),
            is_approved: current.is_some(),
            changes: self.changes.iter().find(|changes| changes.variant == letter.name),
        };
        Ok((memo.docx()?, without))
    }

    /// An open point with its acceptance, and whether it is accepted for the text as it is now, with a reason.
    fn memo_point(&self, letter: &ReviewedLetter, current: Option<&Approval>, point: Point) -> (bool, MemoPoint) {
        let own = self.accepted.get(&(point.key(), letter.name.clone()));
        let by = |accepted: &AcceptedPoint| {
            let day =
                self.history.iter().find(|given| given.approval.act == accepted.act).map(|given| day_of(&given.at));
            format!(
                "{}{} (action {})",
                accepted.by,
                day.map(|day| format!(" on {day}")).unwrap_or_default(),
                accepted.act
            )
        };
        // What was accepted for an earlier text counts again only with a signature under this one.
        let is_current = own.is_some_and(|own| current.is_some_and(|current| own.act >= current.act));
        let accepted = match own {
            Some(own) if is_current => format!("Accepted by {}", by(own)),
            Some(own) => format!("Not accepted yet for this text; for an earlier text by {}", by(own)),
            None => "Not accepted yet".to_owned(),
        };
        let reason = match own {
            Some(own) if own.reason.is_empty() => "No reason was given.".to_owned(),
            Some(own) if own.reason_act != own.act => {
                format!("{} (given by {}, action {}, and carried over)", own.reason, own.reason_by, own.reason_act)
            }
            Some(own) => own.reason.clone(),
            None => String::new(),
        };
        let settled = is_current && own.is_some_and(|own| !own.reason.is_empty());
        (settled, MemoPoint { kind: point.kind, words: point.words, accepted, reason })
    }

    /// Last days of notices about people of the letter's state, and of federal law.
    fn timing(&self, summary: &Summary, letter: &ReviewedLetter) -> Vec<Vec<String>> {
        let mailing = self.incident.mailing.date;
        let own = letter.variant.jurisdiction.code();
        let row = |clock: &DeadlineClock| {
            let place = clock.text("jurisdiction");
            if !(place.is_empty() || place == own) {
                return None;
            }
            let is_letter = clock.text("duty") == "individuals";
            let alone = self.book.rule(letter.variant.jurisdiction).is_none_or(|rule| rule.regulators.len() < 2);
            let told = self
                .filings
                .iter()
                .filter(|f| filing_covers(f, clock.text("duty"), place, clock.text("office"), alone));
            let stands = match (is_letter, told.map(|filing| filing.day).min()) {
                (true, _) if clock.last_day < mailing => format!("Mailing date {} is late", long(mailing)),
                (true, _) => format!("Mailing date {} is in time", long(mailing)),
                (false, Some(day)) => format!("Notified on {}", long(day)),
                (false, None) => "No notice recorded".to_owned(),
            };
            let whom = match clock.text("whom") {
                "" => "Letters",
                whom => whom,
            };
            Some(vec![whom.to_owned(), clock.text("citation").to_owned(), long(clock.last_day), stands])
        };
        summary.deadlines.iter().filter_map(row).collect()
    }

    fn head_rows(&self, letter: &ReviewedLetter) -> Vec<(&'static str, String)> {
        let variant = &letter.variant;
        let standing = match variant.standing {
            Standing::Adult => "adult",
            Standing::Minor => "child",
            Standing::Deceased => "person who has died",
            Standing::Represented => "represented person",
        };
        let letters = match letter.letters {
            1 => "1 letter".to_owned(),
            count => format!("{count} letters"),
        };
        vec![
            ("To", "File".to_owned()),
            ("Prepared by", format!("Noticepress {}", env!("CARGO_PKG_VERSION"))),
            ("Date", self.made_on.clone()),
            ("Re", format!("{}: {}", self.incident.practice.legal_name, self.incident.event.title)),
            (
                "Letter version",
                format!("{}, {standing}, {} ({})", letter.shown.name, variant.language.name(), letter.name),
            ),
            ("Mailing", format!("{letters} with the current lists; mailing date {}", long(self.incident.mailing.date))),
            ("Text", first_digits(&letter.digest)),
            ("Case", format!("as of {}", self.head)),
        ]
    }
}

/// Makes memos of letter versions that the case needs; of all where none is named.
///
/// # Errors
/// A version that the case does not need, a case that cannot be read, a folder that cannot be written.
pub fn make_memos(
    case: &mut Session,
    out: &Path,
    variants: &[String],
    labels: &[DocumentLabel],
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<MemoFolder, CommandError> {
    let summary = case.refresh(command, progress)?;
    ensure_needed(&summary, variants)?;
    let files = case.files(command)?;
    let snapshot = CaseSnapshot::of_files(&files, command)?;
    let context = MemoContext::gather(case, &snapshot, &summary, labels)?;
    let chosen = summary.variants.keys().filter(|name| variants.is_empty() || variants.contains(name));
    let letters = LetterReview::new(&snapshot, &summary)?.review_all(chosen.map(String::as_str))?;
    let state = hex(Sha256::digest(format!("{} {labels:?} {variants:?} {}", context.head, context.made_on)));
    let name = format!("MEMOS-{}-{}", context.incident.mailing.date.format("%Y%m%d"), &state[..8]);
    let mut outbox = Outbox::begin(&RealDisk, out, &name)?;
    let (mut not_approved, mut without_reason) = (0, 0);
    for letter in &letters {
        let (bytes, without) = context.write(&summary, letter)?;
        without_reason += without;
        let digest = &summary.variants[&letter.name].digest;
        not_approved += u64::from(approval::find(&context.approvals, &letter.name, digest).is_none());
        outbox.put(&format!("memo_{}.docx", letter.name), &bytes)?;
    }
    outbox.existing(same_files)?;
    let folder = outbox.deliver(same_files)?;
    Ok(MemoFolder { folder, memos: letters.len() as u64, not_approved, without_reason })
}

/// A signature, with what was recorded beside it.
fn memo_approval(current: Option<&Approval>, given: &GivenApproval) -> MemoApproval {
    let GivenApproval { approval, at, detail, .. } = given;
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    let mut text = first_digits(&approval.text);
    if let Some(by) = detail["recorded_by"].as_str().filter(|by| *by != approval.by) {
        let _ = write!(text, "; recorded by {by}");
    }
    for (key, name) in [("signed_page", "signed page"), ("pack", "counsel packet")] {
        if let Some(digest) = detail[key].as_str() {
            let _ = write!(text, "; {name} {}", first_digits(digest));
        }
    }
    MemoApproval {
        day: day_of(at),
        by: approval.by.clone(),
        action: approval.act.to_string(),
        text,
        is_current: current.is_some_and(|current| current.text == approval.text),
    }
}

/// The state of approval and of the open points, in sentences.
fn conclusion(current: Option<&Approval>, (points, without): (u64, u64)) -> String {
    let approved = match current {
        Some(approval) => format!("The text of this letter is approved as it is now, by {}.", approval.by),
        None => "The text of this letter is not approved as it is now.".to_owned(),
    };
    match (points, without) {
        (0, _) => format!("{approved} Nothing about it is open."),
        (points, 0) => format!("{approved} Open points: {points}, each accepted with a reason."),
        (points, without) => {
            format!("{approved} Open points: {points}, of which {without} are not accepted with a reason.")
        }
    }
}

/// The law of a letter and how far it was checked, in paragraphs.
fn law(rule: &Rule) -> Vec<String> {
    let statute = match rule.statute.as_str() {
        "none" | "" => {
            format!(
                "{}: no law of its own is on record. The letter follows the federal HIPAA rule, 45 CFR 164.404.",
                rule.name
            )
        }
        statute => format!("{}: {statute}; and the federal HIPAA breach notification rule, 45 CFR 164.404.", rule.name),
    };
    let mut paragraphs = vec![
        statute,
        format!(
            "The newest source of our record of this law is of {}; the record was read through on {}.",
            long(rule.as_of),
            long(rule.reviewed_on)
        ),
    ];
    if !rule.primary_read.trim().is_empty() {
        paragraphs.push(format!("Read in the text of the law itself: {}", sentence(&rule.primary_read)));
    }
    if !rule.official_url.is_empty() {
        paragraphs.push(format!(
            "Official page of this law (where it was not read, section 4 says so): {}",
            rule.official_url
        ));
    }
    paragraphs
}

fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with('.') { words.to_owned() } else { format!("{words}.") }
}

/// Facts of the incident on which a letter relies.
fn facts(incident: &Incident, letter: &ReviewedLetter) -> Vec<(&'static str, String)> {
    let event = &incident.event;
    let elements = letter.shown.elements.iter().map(|element| element.replace('_', " "));
    let offer = incident.monitoring.offer(letter.variant.standing).map(|offer| {
        let until = long(offer.enroll_by);
        format!("{} by {}, {} months, enrollment until {until}", offer.product, offer.provider, offer.months)
    });
    let police = match (event.law_enforcement.notified, event.law_enforcement.agency.as_str()) {
        (false, _) => "not told".to_owned(),
        (true, "") => "told".to_owned(),
        (true, agency) => format!("told: {agency}"),
    };
    let mut facts = vec![
        ("When it occurred", occurred(event.occurred)),
        ("Discovered", long(event.discovery_in_law())),
        ("Determined to be a breach", long(event.determination())),
        ("Nature", event.nature.word().replace('_', " ")),
        ("Information that the letter can name", elements.collect::<Vec<_>>().join(", ")),
        ("Law enforcement", police),
    ];
    facts.extend(offer.map(|offer| ("Offered", offer)));
    facts
}

/// The day of a moment, in words.
fn day_of(at: &str) -> String {
    chrono::NaiveDate::parse_from_str(at.get(..10).unwrap_or_default(), "%Y-%m-%d").map_or_else(|_| at.to_owned(), long)
}

/// The first sixteen digits of a digest, behind its version.
fn first_digits(digest: &str) -> String {
    let version = digest.find(':').map_or(0, |at| at + 1);
    digest.chars().take(version + 16).collect()
}
