//! `approve`: counsel signs the text of variants.

use super::ledger::{current, settled};
use super::new::base;
use super::release::named;
use super::status::unsigned;
use crate::case::Case;
use crate::case::approval;
use crate::case::audit::hex;
use crate::clock::Progress;
use crate::working::Means;
use crate::{Refused, source};
use notice::finding::Refusal;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What `approve` reports.
#[derive(Debug, Serialize)]
pub struct Approved {
    /// The variants that were signed now.
    pub approved: Vec<String>,
    /// Variants whose text is another than in the pack that was signed: they were not signed.
    pub changed: Vec<String>,
    /// Variants that are unsigned still.
    pub unsigned: Vec<String>,
    /// Who signed.
    pub by: String,
}

/// Signs variants as their text is now: those that are named, or all that letters need. `from` is the page that counsel
/// signed elsewhere; it is kept in the case. `pack` is the folder that `proofs --counsel` made for counsel: only texts that
/// are as they were in it are signed.
pub fn approve(
    case: &mut Case,
    by: &str,
    variants: &[String],
    from: Option<&Path>,
    pack: Option<&Path>,
    means: &Means,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Approved, Refused> {
    let by = named(by)?;
    settled(case)?;
    let summary = current(case, means, progress)?;
    if let Some(unknown) = variants.iter().find(|name| !summary.variants.contains_key(*name)) {
        let needed: Vec<_> = summary.variants.keys().map(String::as_str).collect();
        return Err(Refusal::of_file(
            "",
            format!("No letter of this case is of the variant {unknown}."),
            format!("Its variants are: {}.", needed.join(", ")),
        )
        .into());
    }
    let open = unsigned(case, &summary)?;
    let read = pack.map(super::counsel::texts_of).transpose()?;
    let as_read =
        |name: &str, text: &str| read.as_ref().is_none_or(|read| read.get(name).is_some_and(|own| own == text));
    let chosen: Vec<(&str, &str)> = summary
        .variants
        .iter()
        .filter(|(name, _)| open.contains_key(*name) && (variants.is_empty() || variants.contains(name)))
        .map(|(name, variant)| (name.as_str(), variant.text.as_str()))
        .collect();
    let (chosen, changed): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|(name, text)| as_read(name, text));
    let page = from.map(|path| source::whole(path).map(|bytes| (base(path), bytes))).transpose()?;
    if !chosen.is_empty() || page.is_some() {
        let told = json!({
            "variants": chosen.iter().map(|(name, text)| json!({ "variant": name, "text": text })).collect::<Vec<_>>(),
            "signed_page": page.as_ref().map(|(_, bytes)| hex(&Sha256::digest(bytes))),
        });
        case.act("approve", by, |step, act| {
            approval::add(step, act, by, &chosen)?;
            if let Some((name, bytes)) = &page {
                approval::keep_page(step, act, name, bytes)?;
            }
            Ok(((), told))
        })?;
    }
    Ok(Approved {
        approved: chosen.iter().map(|(name, _)| (*name).to_owned()).collect(),
        changed: changed.iter().map(|(name, _)| (*name).to_owned()).collect(),
        unsigned: unsigned(case, &summary)?.into_keys().collect(),
        by: by.to_owned(),
    })
}
