//! The digest of a letter's text, which counsel signs.

use super::source::TextSource;
use super::{text_1, write_two};
use notice::digest::{Canonical, ContentDigest, Digest};
use notice::letter::Draft;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The digest of one text in every version under which it may have been signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDigest {
    /// Digest in the newest version; new signatures are under it.
    pub text: String,
    /// Digest in version 1.
    #[serde(default)]
    pub text_1: String,
}

impl TextDigest {
    /// Digests the drafts of one variant, in their order, and the rule of its state.
    pub fn of(source: &TextSource<'_>, rule: Option<Digest>, drafts: &[Draft]) -> Self {
        let mut to = Canonical::new(Sha256::new());
        to.text("text of a letter");
        to.text(source.engine);
        to.list(source.faces.len());
        for face in &source.faces {
            to.bytes(face.bytes());
        }
        to.list(2 * source.pages.len());
        for (path, digest) in &source.pages {
            to.text(path);
            to.bytes(digest.bytes());
        }
        match &rule {
            Some(rule) => to.bytes(rule.bytes()),
            None => to.absent(),
        }
        drafts.write_content(&mut to);
        Self { text: write_two(&to.finish().finalize()), text_1: text_1::digest_text(source, rule, drafts) }
    }

    /// The first twelve digits, by which a person tells texts apart.
    pub fn short(&self) -> String {
        self.text.strip_prefix(super::TWO).unwrap_or(&self.text).chars().take(12).collect()
    }

    /// Returns true if a stored digest, of whatever version, is of this text.
    pub fn matches(&self, stored: &str) -> bool {
        !stored.is_empty() && (stored == self.text || stored == self.text_1)
    }
}

#[cfg(test)]
mod tests {
    use super::{TextDigest, TextSource};
    use notice::digest::Digest;
    use notice::letter::{Block, BlockKind, Draft, Span, Style};
    use notice::party::{Language, Slot};

    fn source() -> TextSource<'static> {
        TextSource {
            engine: "0.1.0",
            faces: [1, 2, 3].map(|byte| Digest::new([byte; 32])).into(),
            pages: vec![("page/letter.toml", Digest::new([4; 32])), ("page/window.toml", Digest::new([5; 32]))],
        }
    }

    fn draft(words: &str) -> Draft {
        let spans = vec![Span::Text(Style::Plain, words.to_owned()), Span::Slot(Style::Plain, Slot::Person)];
        let block = Block { kind: BlockKind::Paragraph, spans, keep_together: false, keep_with_next: true };
        Draft {
            language: Language::En,
            address_lines: vec![vec![Span::Slot(Style::Plain, Slot::Person)]],
            blocks: vec![block],
        }
    }

    #[test]
    fn what_counsel_signs_never_changes_its_digest() {
        let digest = TextDigest::of(&source(), Some(Digest::new([6; 32])), &[draft("Dear "), draft("Dear Mx. ")]);
        assert_eq!(digest.text, "2:6e34e9b74b9b43fa3ff12597e4ae2cce8e7db7da2129b17287a1f52a0909730c");
        assert_eq!(digest.text_1, "f0fc09144b4d47528f0623d71df496c099f2e9f10e49135c21eeace67b7c72a8");
        assert!(digest.matches(&digest.text) && digest.matches(&digest.text_1) && !digest.matches(""));
    }

    #[test]
    fn everything_that_is_signed_makes_another_digest() {
        let drafts = [draft("Dear "), draft("Dear Mx. ")];
        let first = TextDigest::of(&source(), Some(Digest::new([6; 32])), &drafts);
        let others = [
            TextDigest::of(&TextSource { engine: "0.2.0", ..source() }, Some(Digest::new([6; 32])), &drafts),
            TextDigest::of(
                &TextSource { faces: vec![Digest::new([1; 32]); 3], ..source() },
                Some(Digest::new([6; 32])),
                &drafts,
            ),
            TextDigest::of(&TextSource { pages: Vec::new(), ..source() }, Some(Digest::new([6; 32])), &drafts),
            TextDigest::of(&source(), None, &drafts),
            TextDigest::of(&source(), Some(Digest::new([6; 32])), &drafts[..1]),
            TextDigest::of(&source(), Some(Digest::new([6; 32])), &[draft("Dear "), draft("Dear, ")]),
        ];
        for (at, other) in others.iter().enumerate() {
            assert!(!first.matches(&other.text) && !first.matches(&other.text_1), "{at}");
        }
    }
}
