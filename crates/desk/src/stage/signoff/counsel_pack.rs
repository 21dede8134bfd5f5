//! `proofs --counsel`: what counsel needs to sign the texts, without a value of anybody's.

use super::label::DocumentLabel;
use super::memos::MemoContext;
use super::reasons::{OPEN_POINTS, write_open_points};
use super::reviewed::{LetterReview, ReviewedLetter};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::ledger::Summary;
use crate::casefile::{ActKind, LATEST};
use crate::io::digest::hex;
use crate::io::outbox::{Outbox, RealDisk};
use crate::ledger::unwritable;
use crate::package::{dispositions, identify_case, same_files};
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::specimen::seeds;
use crate::task::{CommandContext, Progress};
use crate::templates::show::paragraphs;
use notice::finding::{FaceProblem, Problem};
use notice::letter::{LanguageReview, redline};
use notice::line::{Job, JobPress, PackageSink, Plan};
use notice::mailing::{Attestation, SigningPage, TextToSign};
use notice::party::{Family, Jurisdiction, Variant};
use notice::routing::{ContactDoubt, Rule};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The part of a job that no package has.
const COUNSEL: u16 = u16::MAX - 2;

/// The file of a pack that says which texts it holds.
pub const TEXTS: &str = "40_texts.json";

/// Report of `proofs --counsel`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct CounselPack {
    /// The folder.
    pub folder: PathBuf,
    /// Texts in it.
    pub texts: u64,
    /// Digest of the list of texts.
    pub digest: String,
}

/// Makes counsel's pack: every text that letters need with its law, its doubts and its counts; how it differs from the
/// letter that owes nothing to any state; specimens to invented people; the page to sign.
pub fn pack(
    case: &mut Session,
    out: &Path,
    labels: &[DocumentLabel],
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<CounselPack, CommandError> {
    let label = DocumentLabel::line(labels);
    let summary = case.refresh(command, progress)?;
    if summary.variants.is_empty() {
        return Err(CommandError::input(
            "There are no letters, so there is nothing to approve.",
            FaceProblem::TextsMissing,
        ));
    }
    let mut snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
    snapshot.setup_mut()?.context.vendor.seeds = seeds();
    let sources = snapshot.sources();
    let decision = snapshot.decide(&sources, &mut |stage| progress(Progress::Done(stage.into())))?;
    let context = &snapshot.setup.context;
    let texts: BTreeMap<&str, &str> =
        summary.variants.iter().map(|(name, variant)| (name.as_str(), variant.digest.text.as_str())).collect();
    let list =
        json!({ "practice": context.incident.practice.name, "mailing": context.incident.mailing.date, "texts": texts });
    let list = format!("{list:#}\n");
    let digest = hex(Sha256::digest(&list));

    // What the pack prints names it: the head is another after everything that was done.
    let head = case.head()?.in_full();
    let id = identify_case(&snapshot, &format!("{} counsel {head} {label}", dispositions(&decision)), true, COUNSEL);
    let mut outbox =
        Outbox::begin(&RealDisk, out, &format!("{id}-{}-COUNSEL", context.incident.mailing.date.format("%Y%m%d")))?;
    let to_sign: Vec<TextToSign> = summary
        .variants
        .iter()
        .map(|(name, variant)| TextToSign {
            variant: name.clone(),
            letters: variant.letters,
            digest: variant.digest.text.clone(),
        })
        .collect();
    for (name, text) in [
        ("00_read_me.txt", read_me(&snapshot, &summary, &digest, &head)),
        ("12_sources.txt", sources_text(&snapshot, &summary)?),
    ] {
        outbox.put(name, &labelled(&label, name, text.into_bytes()))?;
    }
    outbox.put("10_counts.csv", &counts(&summary)?)?;
    let review = LetterReview::new(&snapshot, &summary)?;
    let letters = review.review_all(summary.variants.keys().map(String::as_str))?;
    let memos = MemoContext::gather(case, &snapshot, &summary, labels)?;
    let points = memos.open_points(&letters);
    outbox.put(OPEN_POINTS, &write_open_points(&points)?)?;
    for (name, bytes) in write_texts(&review, &letters, &memos, (&snapshot, &summary))? {
        outbox.put(&name, &labelled(&label, &name, bytes))?;
    }
    for change in memos.changes() {
        let name = format!("27_{}.changes.txt", change.variant);
        outbox.put(&name, &labelled(&label, &name, change.to_string().into_bytes()))?;
    }
    let job = Job { id, run: 1, edition: snapshot.setup.edition, attestation: &Attestation::Sample };
    let plan = Plan::of_seeds(context, &decision);
    let shop = JobPress::open(context, &sources, &decision, job, &plan)?;
    let mut index = csv::Writer::from_writer(Vec::new());
    index.write_record(["variant", "pdf_file", "page_start", "page_end"]).map_err(unwritable)?;
    shop.make_all::<CommandError>(0, |made| {
        let name = made.name.replace("10_letters", "30_specimens");
        for row in csv::ReaderBuilder::new().has_headers(false).from_reader(made.manifest.as_slice()).records() {
            let row = row.map_err(unwritable)?;
            let cell = |at: usize| row.get(at).unwrap_or_default();
            index.write_record([cell(6), &name, cell(9), cell(10)]).map_err(unwritable)?;
        }
        outbox.put(&name, &made.bytes)
    })?;
    outbox.put("30_specimens.csv", &index.into_inner().unwrap_or_default())?;
    outbox.put(TEXTS, list.as_bytes())?;
    let page = SigningPage {
        practice: &context.incident.practice.name,
        title: &context.incident.event.title,
        mailing: context.incident.mailing.date,
        pack: &digest,
        head: &head,
        label: &label,
        open_points: points.len() as u64,
        texts: &to_sign,
    };
    outbox.put("50_signature_page.pdf", &page.pdf(&context.faces())?)?;
    outbox.existing(same_files)?;
    let folder = outbox.deliver(same_files)?;
    let told = json!({ "texts": to_sign.len(), "digest": digest });
    let made = case.transact(ActKind::CounselPackMade, Actor::NOBODY, |_, _| Ok(((), told)));
    made.map_err(|why| why.adding("The folder itself is complete."))?;
    Ok(CounselPack { folder, texts: to_sign.len() as u64, digest })
}

/// A text with the line of labels above it; a file that is no text has its own.
fn labelled(label: &str, name: &str, bytes: Vec<u8>) -> Vec<u8> {
    if label.is_empty() || !name.ends_with(".txt") {
        return bytes;
    }
    [format!("{label}\n\n").into_bytes(), bytes].concat()
}

/// Texts, redlines and memos as files, for each letter.
fn write_texts(
    review: &LetterReview<'_>,
    letters: &[ReviewedLetter],
    memos: &MemoContext<'_>,
    (snapshot, summary): (&CaseSnapshot, &Summary),
) -> Result<Vec<(String, Vec<u8>)>, CommandError> {
    let (catalog, book) = (&snapshot.setup.context.catalog, &snapshot.setup.context.book);
    let abroad = Jurisdiction::parse("ZZ").filter(|abroad| book.rule(*abroad).is_some());
    let mut files = Vec::new();
    for letter in letters {
        let (name, variant) = (&letter.name, letter.variant);
        files.push((format!("20_{name}.txt"), text(letter).into_bytes()));
        // The letter that federal law alone asks for, to the same standing.
        if let Some(abroad) = abroad.filter(|abroad| *abroad != variant.jurisdiction) {
            let base = Variant { jurisdiction: abroad, family: Family::Standard, ..variant };
            let base = catalog.draft(&base, &review.facts(abroad))?;
            let marked = redline(&paragraphs(&base), &paragraphs(&letter.draft));
            let head = format!(
                "{name} against the base letter of its standing, which owes nothing to any state.\n[-left out-] {{+put in+}}\n\n"
            );
            files.push((format!("25_{name}.redline.txt"), format!("{head}{marked}\n").into_bytes()));
        }
        files.push((format!("29_{name}.memo.docx"), memos.write(summary, letter)?.0));
    }
    Ok(files)
}

/// A letter with its law and its doubts, for reading.
fn text(letter: &ReviewedLetter) -> String {
    let ReviewedLetter { shown: own, letters, digest, .. } = letter;
    let mut text = format!(
        "{}, letters: {letters}\nLaw: {} ({}); sources as of {}, read through on {}\nText: {digest}\n",
        own.variant, own.statute, own.verified, own.as_of, own.reviewed_on
    );
    let mut tell = |what: &str, items: &[String]| {
        if !items.is_empty() {
            let _ = writeln!(text, "{what}:");
            for item in items {
                let _ = writeln!(text, "  - {item}");
            }
        }
    };
    let strings = |words: &[&str]| words.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>();
    tell("Information that the letter can name", &strings(&own.elements));
    tell("The state asks for", &strings(&own.items));
    tell("The letter leaves out", &strings(&own.forbidden));
    tell("Sources", &own.sources);
    tell("In doubt", &own.uncertain);
    let open = own.checks.iter().filter(|check| check.light != notice::letter::Light::Green);
    let amber: Vec<String> = open.map(|check| format!("{}: {}", check.asks, check.note)).collect();
    tell("For counsel to review", &amber);
    if own.unread_translations > 0 {
        tell(
            "Translation",
            &[format!("{} files that nobody who reads both languages has confirmed", own.unread_translations)],
        );
    }
    let _ = write!(text, "\n{}\n{}\n", "-".repeat(72), own.text);
    text
}

/// Laws and addresses for which no official page, text of a statute or page of a law firm was read, and the languages of the page
/// about language help.
fn sources_text(snapshot: &CaseSnapshot, summary: &Summary) -> Result<String, CommandError> {
    let book = &snapshot.setup.context.book;
    let has_people = |rule: &&Rule| summary.residents.contains_key(rule.code.code());
    let rules: Vec<&Rule> = book.rules().filter(has_people).filter(|rule| book.wants_source(rule)).collect();
    let contacts: Vec<_> = book.contact_doubts().into_iter().filter(ContactDoubt::wants_source).collect();
    let mut text = format!("Rules of states with people that want a source: {}\n", rules.len());
    for rule in rules {
        let _ = writeln!(text, "  - {}, {}", rule.name, rule.statute);
    }
    let _ = writeln!(text, "Printed contact values that want an official source: {}", contacts.len());
    for contact in contacts {
        let _ = writeln!(text, "  - {}, {}", contact.block, contact.doubt);
    }
    if let Some(languages) = LanguageReview::of(&snapshot.templates, &snapshot.setup.context.incident)? {
        let LanguageReview { unreviewed, missing, doubt } = languages;
        let _ = writeln!(
            text,
            "Page about language help, languages whose words no one has reviewed: {}",
            unreviewed.join(", ")
        );
        let _ = writeln!(text, "Languages of the state's list without a text: {}", missing.join(", "));
        let _ = writeln!(text, "{doubt}");
    }
    Ok(text)
}

/// People by state and letters by variant, as a table.
fn counts(summary: &Summary) -> Result<Vec<u8>, CommandError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let rows = std::iter::once(["what".to_owned(), "which".to_owned(), "count".to_owned()])
        .chain(summary.residents.iter().map(|(place, n)| ["people".to_owned(), place.clone(), n.to_string()]))
        .chain(
            summary.tally["by_standing"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(standing, n)| ["rows".to_owned(), standing.clone(), n.to_string()]),
        )
        .chain(summary.variants.iter().map(|(name, v)| ["letters".to_owned(), name.clone(), v.letters.to_string()]));
    for row in rows {
        table.write_record(row).map_err(unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}

fn read_me(snapshot: &CaseSnapshot, summary: &Summary, digest: &str, head: &str) -> String {
    let incident = &snapshot.setup.context.incident;
    format!(
        "Letters of {}: {}\nMailing date {}\n\n\
         {} texts for {} letters. Nothing here is of an affected person; the specimens are to invented people and marked.\n\n\
         10_counts.csv               people by state, rows by standing, letters by variant\n\
         12_sources.txt              laws and addresses that want a source; languages of the page about language help\n\
         14_open_points.csv          what is not settled, with a column for the reason why it is accepted\n\
         20_VARIANT.txt              a text with its law, what the state asks for, and what is in doubt\n\
         25_VARIANT.redline.txt      how it differs from the letter that owes nothing to any state\n\
         27_VARIANT.changes.txt      what changed in a letter since it was approved\n\
         29_VARIANT.memo.docx        a memo to the file: law, facts, open points, approvals\n\
         30_specimens.csv            which letter is where in the files that follow\n\
         30_specimens_*.pdf          the letters as they are printed\n\
         {TEXTS}               every text with its digest; digest of this list: {digest}\n\
         50_signature_page.pdf       to print, sign and give back\n\n\
         A text names every kind of information that anybody's letter can name; each letter names only its reader's own.\n\
         Signed, the page goes into the case with: approve CASE --by NAME --from FILE --pack FOLDER\n\
         --reasons 14_open_points.csv. A text that changed since this pack was made stays unsigned and is named.\n\n\
         Last action of the case: {head}\n\
         Keep this pack, or the signed page: a case in which that action is missing is an older file.\n",
        incident.practice.name,
        incident.event.title,
        incident.mailing.date,
        summary.variants.len(),
        summary.variants.values().map(|variant| variant.letters).sum::<u64>(),
    )
}

/// The texts of a pack: digests by variant.
///
/// # Errors
/// A folder that is no pack.
pub fn texts_of(folder: &Path) -> Result<BTreeMap<String, String>, CommandError> {
    let path = folder.join(TEXTS);
    let text = crate::io::read::text(&path)?;
    let wrong = || {
        Problem::of_file(
            path.display().to_string(),
            "This is not the list of texts from a counsel packet.",
            FaceProblem::PackUnreadable,
        )
    };
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| wrong())?;
    let texts = value["texts"].as_object().ok_or_else(wrong)?;
    let digest = |(name, digest): (&String, &serde_json::Value)| Some((name.clone(), digest.as_str()?.to_owned()));
    texts.iter().map(|text| digest(text).ok_or_else(|| wrong().into())).collect()
}
