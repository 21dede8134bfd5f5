//! The content of a draft, as it is digested for counsel's signature. The numbers are literal and stay: another number,
//! or another order, is another version of the digest.

use super::draft::{Block, BlockKind, Draft, Span, Style};
use crate::digest::{Canonical, ContentDigest};
use crate::party::Slot;
use sha2::digest::Update;

impl ContentDigest for Draft {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        to.list(3);
        to.text(self.language.tag());
        self.address_lines.write_content(to);
        self.blocks.write_content(to);
    }
}

impl ContentDigest for Block {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        to.list(4);
        self.kind.write_content(to);
        self.spans.write_content(to);
        to.integer(self.keep_together.into());
        to.integer(self.keep_with_next.into());
    }
}

impl ContentDigest for BlockKind {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        let mut plain = |number| {
            to.list(1);
            to.integer(number);
        };
        match self {
            Self::Title => plain(0),
            Self::Heading(level) => {
                to.list(2);
                to.integer(1);
                to.integer((*level).into());
            }
            Self::Paragraph => plain(2),
            Self::Item { list, item, numbered } => {
                to.list(4);
                to.integer(3);
                to.integer((*list).into());
                to.integer((*item).into());
                to.integer((*numbered).into());
            }
            Self::Signature => plain(4),
            Self::PageBreak => plain(5),
            Self::BoxStart => plain(6),
            Self::BoxEnd => plain(7),
            Self::Language(language) => {
                to.list(2);
                to.integer(8);
                to.text(language.tag());
            }
            Self::Tagline(tongue) => {
                to.list(2);
                to.integer(9);
                to.text(tongue.tag());
            }
        }
    }
}

impl ContentDigest for Span {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        match self {
            Self::Text(style, words) => {
                to.list(3);
                to.integer(0);
                style.write_content(to);
                to.text(words);
            }
            Self::Slot(style, slot) => {
                to.list(3);
                to.integer(1);
                style.write_content(to);
                to.integer(match slot {
                    Slot::Person => 0,
                    Slot::Addressee => 1,
                    Slot::Code => 2,
                });
            }
            Self::Break => {
                to.list(1);
                to.integer(2);
            }
        }
    }
}

impl ContentDigest for Style {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        to.integer(match self {
            Self::Plain => 0,
            Self::Strong => 1,
            Self::Emphasis => 2,
        });
    }
}
