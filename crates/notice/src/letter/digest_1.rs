//! The content of a draft as version 1 of the digest had it: for signatures that counsel gave under that version, and for
//! nothing else.
//!
//! Version 1 fed the digest through `derive(Hash)`, whose bytes are specified nowhere. They are written out here as a
//! machine of 64 bits with the low byte first feeds them, so that no update of the compiler voids a signature. This module
//! is frozen: nothing in it changes while cases exist that were signed under version 1. Its numbers are those of the
//! places that variants had in their enums then, wherever the variants stand now.

use super::draft::{Block, BlockKind, Draft, Span, Style};
use crate::party::{Language, Slot, Tongue};

/// The bytes of a draft: the lines of its address block, then its blocks. Version 1 left the language out.
pub fn content_1(draft: &Draft) -> Vec<u8> {
    let mut to = Bytes(Vec::new());
    to.length(draft.address_lines.len());
    for line in &draft.address_lines {
        to.spans(line);
    }
    to.length(draft.blocks.len());
    for block in &draft.blocks {
        to.block(block);
    }
    to.0
}

/// The longest tag of a language that version 1 knew; shorter ones are filled up with zeros.
const TAG: usize = 11;

struct Bytes(Vec<u8>);

impl Bytes {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn two(&mut self, number: u16) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A length, or the number of a variant.
    fn eight(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn length(&mut self, length: usize) {
        self.eight(length as u64);
    }

    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        self.byte(0xff);
    }

    fn block(&mut self, block: &Block) {
        self.kind(block.kind);
        self.spans(&block.spans);
        self.byte(block.keep_together.into());
        self.byte(block.keep_with_next.into());
    }

    fn kind(&mut self, kind: BlockKind) {
        match kind {
            BlockKind::Title => self.eight(0),
            BlockKind::Heading(level) => {
                self.eight(1);
                self.byte(level);
            }
            BlockKind::Paragraph => self.eight(2),
            BlockKind::Item { list, item, numbered } => {
                self.eight(3);
                self.two(list);
                self.two(item);
                self.byte(numbered.into());
            }
            BlockKind::Signature => self.eight(4),
            BlockKind::PageBreak => self.eight(5),
            BlockKind::BoxStart => self.eight(6),
            BlockKind::BoxEnd => self.eight(7),
            BlockKind::Language(language) => {
                self.eight(8);
                self.eight(match language {
                    Language::En => 0,
                    Language::Es => 1,
                });
            }
            BlockKind::Tagline(tongue) => {
                self.eight(9);
                self.tongue(tongue);
            }
        }
    }

    fn tongue(&mut self, tongue: Tongue) {
        let tag = tongue.tag().as_bytes();
        self.length(TAG);
        self.0.extend_from_slice(tag);
        self.0.resize(self.0.len() + TAG.saturating_sub(tag.len()), 0);
        self.byte(tag.len() as u8);
    }

    fn spans(&mut self, spans: &[Span]) {
        self.length(spans.len());
        for span in spans {
            match span {
                Span::Text(style, words) => {
                    self.eight(0);
                    self.style(*style);
                    self.text(words);
                }
                Span::Slot(style, slot) => {
                    self.eight(1);
                    self.style(*style);
                    self.byte(match slot {
                        Slot::Person => 0,
                        Slot::Addressee => 1,
                        Slot::Code => 2,
                    });
                }
                Span::Break => self.eight(2),
            }
        }
    }

    fn style(&mut self, style: Style) {
        self.eight(match style {
            Style::Plain => 0,
            Style::Strong => 1,
            Style::Emphasis => 2,
        });
    }
}
