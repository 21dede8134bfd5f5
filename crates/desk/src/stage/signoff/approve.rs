//! `approve`: counsel signs the text of variants.

use super::open_points::{self, OpenPoint, PointSources, find_acceptance};
use super::reasons::AcceptanceReasons;
use super::reviewed::LetterReview;
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::accepted::{self, Acceptance, AcceptedPoints};
use crate::casefile::signed::TextDigest;
use crate::casefile::{ActKind, approval};
use crate::io::digest::hex;
use crate::io::path::file_name;
use crate::io::read;
use crate::ledger::read_words;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::signatures::{ensure_needed, unsigned_variants};
use crate::session::Session;
use crate::snapshot::CaseSnapshot;
use crate::task::{CommandContext, Progress};
use notice::finding::Problem;
use notice::letter::LanguageReview;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Report of `approve`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ApprovalReport {
    /// The variants that were signed now.
    pub approved: Vec<String>,
    /// Variants whose text is another than in the pack that was signed: they were not signed.
    pub changed: Vec<String>,
    /// Variants that are not in the pack at all, as nobody needed them when it was made: they were not signed.
    pub not_in_pack: Vec<String>,
    /// Variants that are unsigned still.
    pub unsigned: Vec<String>,
    /// Name of the signer.
    pub by: String,
    /// The languages of the page about language help, where letters have one: signing lets words go that nobody reviewed.
    pub languages: Option<LanguageReview>,
    /// The open points of the versions that were signed now, each with the reason that stands beside it in the case.
    pub open_points: Vec<OpenPoint>,
    /// Of these: points for which no reason was given.
    pub without_reason: u64,
    /// Of these: points whose reason was given with an earlier approval and stands.
    pub carried_over: u64,
    /// Reasons for points that none of these versions has: they were not taken, by the key of the point.
    pub reasons_unused: Vec<String>,
}

/// Request to record signatures.
#[derive(Clone, Debug, Default)]
pub struct ApprovalRequest {
    /// Name of the signer.
    pub by: String,
    /// Name of the person who puts the signature in; the signer, where empty.
    pub recorded_by: String,
    /// The variants; all that letters need, where empty.
    pub variants: Vec<String>,
    /// The page that counsel signed elsewhere; it is kept in the case.
    pub from: Option<PathBuf>,
    /// The folder that `proofs --counsel` made for counsel: only texts that are as they were in it are signed.
    pub pack: Option<PathBuf>,
    /// Reasons for accepting the open points of these versions.
    pub reasons: AcceptanceReasons,
}

/// A page that counsel signed elsewhere: a PDF or a picture of it.
fn signed_page(path: &Path) -> Result<(String, Vec<u8>), CommandError> {
    const KINDS: [&[u8]; 5] = [b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*"];
    let bytes = read::whole(path)?;
    if KINDS.iter().any(|kind| bytes.starts_with(kind)) {
        return Ok((file_name(path), bytes));
    }
    let shown = path.display().to_string();
    let advice = "Scan the page that counsel signed as a PDF, PNG, JPEG, or TIFF file.";
    Err(Problem::of_file(shown, "This file is not a scanned page.", advice).into())
}

/// Signs variants as their text is now.
pub fn approve(
    case: &mut Session,
    signing: &ApprovalRequest,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ApprovalReport, CommandError> {
    let ApprovalRequest { by, recorded_by, variants, from, pack, reasons } = signing;
    reasons.ensure_plain()?;
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let summary = case.refresh(command, progress)?;
    ensure_needed(&summary, variants)?;
    let open = unsigned_variants(case, &summary)?;
    let read = pack.as_deref().map(super::counsel_pack::texts_of).transpose()?;
    let pack_digest = pack.as_ref().map(|folder| read::whole(&folder.join(super::counsel_pack::TEXTS))).transpose()?;
    let pack_digest = pack_digest.map(|bytes| hex(Sha256::digest(&bytes)));
    let recorded_by = Actor::parse_optional(recorded_by)?;
    let recorded_by = if recorded_by.is_nobody() { by } else { recorded_by };
    // A pack of an older version has digests of that version.
    let as_read = |name: &str, text: &TextDigest| {
        read.as_ref().is_none_or(|read| read.get(name).is_some_and(|own| text.matches(own)))
    };
    let chosen: Vec<(&str, &TextDigest)> = summary
        .variants
        .iter()
        .filter(|(name, _)| open.contains_key(*name) && (variants.is_empty() || variants.contains(name)))
        .map(|(name, variant)| (name.as_str(), &variant.digest))
        .collect();
    let (chosen, changed): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|(name, text)| as_read(name, text));
    let chosen: Vec<(&str, &str)> = chosen.into_iter().map(|(name, digest)| (name, digest.text.as_str())).collect();
    let in_pack = |name: &str| read.as_ref().is_none_or(|read| read.contains_key(name));
    let (changed, strange): (Vec<_>, Vec<_>) = changed.into_iter().partition(|(name, _)| in_pack(name));
    if chosen.is_empty() && changed.is_empty() && strange.is_empty() && !reasons.is_empty() {
        return Err(CommandError::input(
            "These versions are approved already, so the reason was not recorded.",
            "A reason stands with the approval that it was given in.",
        ));
    }
    let page = from.as_deref().map(signed_page).transpose()?;
    let files = case.files(command)?;
    let names: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
    let snapshot = CaseSnapshot::of_files(&files, command)?;
    let words = read_words(&snapshot, &summary, &names)?;
    let languages = LanguageReview::of(&files.templates, &files.incident()?)?;
    let letters = LetterReview::new(&snapshot, &summary)?.review_all(names.iter().copied())?;
    let before = case.accepted_points()?;
    let mut open_points = open_points::gather(&PointSources::read(&snapshot, &summary)?, &letters, &before);
    let acceptances: Vec<Acceptance> =
        open_points.iter().flat_map(|point| accept_point(point, reasons, &before)).collect();
    let has =
        |point: &OpenPoint, is: fn(&Acceptance) -> bool| acceptances.iter().any(|one| one.key == point.key && is(one));
    let without_reason = open_points.iter().filter(|point| has(point, |one| one.reason.is_empty())).count() as u64;
    let carried_over = open_points.iter().filter(|point| has(point, |one| one.reason_act.is_some())).count() as u64;
    for point in &mut open_points {
        by.as_str().clone_into(&mut point.accepted_by);
        if let Some(own) = reasons.given(&point.key, &point.reason) {
            own.clone_into(&mut point.reason);
            by.as_str().clone_into(&mut point.reason_by);
        }
    }
    if !chosen.is_empty() || page.is_some() {
        let told = json!({
            "variants": chosen.iter().map(|(name, text)| json!({ "variant": name, "text": text })).collect::<Vec<_>>(),
            "pack": pack_digest,
            "recorded_by": recorded_by.as_str(),
            "open_points": open_points.len(),
            "open_points_without_reason": without_reason,
            "unreviewed_languages": languages.as_ref().map(|review| &review.unreviewed),
            "signed_page": page.as_ref().map(|(_, bytes)| hex(Sha256::digest(bytes))),
        });
        case.transact(ActKind::Approve, by, |step, act| {
            approval::add(step, act, by.as_str(), &chosen, &words)?;
            accepted::add(step, act, &acceptances)?;
            if let Some((name, bytes)) = &page {
                approval::keep_page(step, act, name, bytes)?;
            }
            Ok(((), told))
        })?;
    }
    Ok(ApprovalReport {
        approved: chosen.iter().map(|(name, _)| (*name).to_owned()).collect(),
        changed: changed.iter().map(|(name, _)| (*name).to_owned()).collect(),
        not_in_pack: strange.iter().map(|(name, _)| (*name).to_owned()).collect(),
        unsigned: unsigned_variants(case, &summary)?.into_keys().collect(),
        by: by.as_str().to_owned(),
        languages,
        reasons_unused: reasons
            .each
            .keys()
            .filter(|key| !open_points.iter().any(|p| p.key == **key))
            .cloned()
            .collect(),
        carried_over,
        open_points,
        without_reason,
    })
}

/// A point with each version that has it; a reason that was given before stays that of the version.
fn accept_point<'a>(
    point: &'a OpenPoint,
    reasons: &'a AcceptanceReasons,
    before: &'a AcceptedPoints,
) -> impl Iterator<Item = Acceptance> + 'a {
    point.variants.iter().map(move |variant| {
        let earlier = find_acceptance(before, &point.key, variant).filter(|earlier| !earlier.reason.is_empty());
        let carried = earlier.map(|earlier| (earlier.reason.as_str(), Some(earlier.reason_act)));
        let given = reasons.given(&point.key, carried.map_or("", |(reason, _)| reason)).map(|own| (own, None));
        let (reason, reason_act) = given.or(carried).unwrap_or_default();
        Acceptance {
            variant: variant.clone(),
            key: point.key.clone(),
            words: point.words.clone(),
            reason: reason.to_owned(),
            reason_act,
        }
    })
}
