//! The words of letters as counsel signs them.

use super::compute::{FIGURE, digest_rule, draft_mixtures, text_source};
use crate::CommandError;
use crate::casefile::ledger::Summary;
use crate::casefile::signed::{SignedWords, list_digests};
use crate::snapshot::CaseSnapshot;
use notice::finding::Private;
use notice::letter::Draft;
use notice::party::incident::Addenda;
use notice::party::{Jurisdiction, Slot, SlotValues};
use std::collections::BTreeMap;

/// Gives the words of some variants that letters need, by name, as they are signed now. Values of a person's own stand as
/// `[person]`, `[addressee]` and `[code]`.
pub fn read_words(
    snapshot: &CaseSnapshot,
    summary: &Summary,
    variants: &[&str],
) -> Result<BTreeMap<String, SignedWords>, CommandError> {
    let source = text_source(snapshot);
    let places: Vec<(Jurisdiction, u64)> = match snapshot.setup.context.incident.mailing.addenda {
        Addenda::Union => {
            summary.residents.keys().filter_map(|code| Jurisdiction::parse(code)).map(|place| (place, FIGURE)).collect()
        }
        Addenda::Own => Vec::new(),
    };
    let mut words = BTreeMap::new();
    for name in variants {
        let Some(variant) = summary.variants.get(*name).and_then(|text| text.sample) else { continue };
        let mut drafts: Vec<Vec<String>> =
            draft_mixtures(snapshot, &variant, summary.told, &places)?.iter().map(paragraphs).collect();
        drafts.dedup();
        let rule = digest_rule(snapshot, variant.jurisdiction);
        words.insert(
            (*name).to_owned(),
            SignedWords {
                engine: source.engine.to_owned(),
                faces: list_digests(source.faces.iter()),
                pages: list_digests(source.pages.iter().map(|(_, digest)| digest)),
                rule: list_digests(rule.iter()),
                drafts,
            },
        );
    }
    Ok(words)
}

fn paragraphs(draft: &Draft) -> Vec<String> {
    let mut values = SlotValues::default();
    for (slot, name) in [(Slot::Person, "[person]"), (Slot::Addressee, "[addressee]"), (Slot::Code, "[code]")] {
        values.set(slot, Private::new(name.to_owned()));
    }
    draft.lead_in(&values).chain(draft.texts(&values)).map(std::borrow::Cow::into_owned).collect()
}
