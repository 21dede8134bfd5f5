//! `approve`: counsel signs the text of variants.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::signed::TextDigest;
use crate::casefile::{ActKind, approval};
use crate::io::digest::hex;
use crate::io::path::file_name;
use crate::io::read;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::signatures::unsigned_variants;
use crate::session::Session;
use crate::task::{CommandContext, Progress};
use notice::finding::Problem;
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
    let ApprovalRequest { by, recorded_by, variants, from, pack } = signing;
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let summary = case.refresh(command, progress)?;
    if let Some(unknown) = variants.iter().find(|name| !summary.variants.contains_key(*name)) {
        let needed: Vec<_> = summary.variants.keys().map(String::as_str).collect();
        return Err(Problem::of_file(
            "",
            format!("This case has no letters of the version {unknown}."),
            format!("Its versions are: {}.", needed.join(", ")),
        )
        .into());
    }
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
    let page = from.as_deref().map(signed_page).transpose()?;
    if !chosen.is_empty() || page.is_some() {
        let told = json!({
            "variants": chosen.iter().map(|(name, text)| json!({ "variant": name, "text": text })).collect::<Vec<_>>(),
            "pack": pack_digest,
            "recorded_by": recorded_by.as_str(),
            "signed_page": page.as_ref().map(|(_, bytes)| hex(Sha256::digest(bytes))),
        });
        case.transact(ActKind::Approve, by, |step, act| {
            approval::add(step, act, by.as_str(), &chosen)?;
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
    })
}
