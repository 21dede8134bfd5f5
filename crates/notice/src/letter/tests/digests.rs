//! Tests that the digests counsel signs do not change: literal digests of one draft that has everything a draft can
//! have.

use crate::digest::{Canonical, ContentDigest};
use crate::letter::{Block, BlockKind, Draft, Span, Style, content_1};
use crate::party::{Language, Slot, Tongue};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

/// Every kind of block and span, every style, slot and language.
fn draft() -> Draft {
    let text = |style, words: &str| Span::Text(style, words.to_owned());
    let kinds = [
        BlockKind::Title,
        BlockKind::Heading(2),
        BlockKind::Heading(3),
        BlockKind::Paragraph,
        BlockKind::Item { list: 0, item: 0, numbered: false },
        BlockKind::Item { list: 300, item: 7, numbered: true },
        BlockKind::Signature,
        BlockKind::PageBreak,
        BlockKind::BoxStart,
        BlockKind::BoxEnd,
        BlockKind::Language(Language::En),
        BlockKind::Language(Language::Es),
        BlockKind::Tagline(Tongue::parse("vi").expect("a tag")),
        BlockKind::Tagline(Tongue::parse("sr-Latn-RS").expect("a tag")),
    ];
    let spans = [
        text(Style::Plain, "Dear "),
        Span::Slot(Style::Strong, Slot::Person),
        text(Style::Strong, ""),
        Span::Break,
        text(Style::Emphasis, "Señora “Ñ”, "),
        Span::Slot(Style::Plain, Slot::Addressee),
        Span::Slot(Style::Emphasis, Slot::Code),
    ];
    let block = |(at, kind): (usize, BlockKind)| Block {
        kind,
        spans: spans[..at % (spans.len() + 1)].to_vec(),
        keep_together: at % 2 == 0,
        keep_with_next: at % 3 == 0,
    };
    Draft {
        language: Language::Es,
        address_lines: vec![spans[..2].to_vec(), Vec::new(), spans[4..].to_vec()],
        blocks: kinds.into_iter().enumerate().map(block).collect(),
    }
}

fn digest(value: &impl ContentDigest) -> [u8; 32] {
    let mut canonical = Canonical::new(Sha256::new());
    value.write_content(&mut canonical);
    canonical.finish().finalize().into()
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[test]
fn the_digests_of_a_draft_never_change() {
    let draft = draft();
    assert_eq!(hex(&digest(&draft)), "c43efcb74f82d2567223a48284ba10a2bbf308bc360684c2d7e5ce152ba2cb57");
    assert_eq!(
        hex(&Sha256::digest(content_1(&draft))),
        "24b59479c85161afc0d8c107f83133599fe233dbd3db20b68cc23c2d95f0043d"
    );
}

/// Keeps everything that is fed to it.
#[derive(Default)]
struct Fed(Vec<u8>);

impl Hasher for Fed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

// Where a later compiler feeds other bytes, this test goes and the literal digest above stays.
#[cfg(all(target_pointer_width = "64", target_endian = "little"))]
#[test]
fn version_1_is_what_the_compiler_fed_when_it_was_frozen() {
    let draft = draft();
    let mut fed = Fed::default();
    draft.address_lines.hash(&mut fed);
    draft.blocks.hash(&mut fed);
    assert_eq!(content_1(&draft), fed.0);
}

#[test]
fn every_part_of_a_draft_is_in_its_digest() {
    let first = draft();
    let mut others = vec![Draft { language: Language::En, ..first.clone() }];
    let mut change = |edit: &dyn Fn(&mut Draft)| {
        let mut other = first.clone();
        edit(&mut other);
        others.push(other);
    };
    change(&|draft| drop(draft.address_lines.pop()));
    change(&|draft| drop(draft.blocks.pop()));
    change(&|draft| draft.address_lines.swap(0, 1));
    for at in 0..first.blocks.len() {
        change(&|draft| draft.blocks[at].keep_together ^= true);
        change(&|draft| draft.blocks[at].keep_with_next ^= true);
        change(&|draft| draft.blocks[at].spans.push(Span::Break));
        if at + 1 < first.blocks.len() {
            change(&|draft| draft.blocks.swap(at, at + 1));
        }
    }
    // What ends one block is not what begins the next, and words are not split elsewhere.
    change(&|draft| {
        let span = draft.blocks[3].spans.remove(2);
        draft.blocks[2].spans.push(span);
    });
    change(&|draft| draft.blocks[5].spans[0] = Span::Text(Style::Plain, "Dear".to_owned()));
    let digests: std::collections::BTreeSet<_> = others.iter().map(digest).chain([digest(&first)]).collect();
    assert_eq!(digests.len(), others.len() + 1);
}
