//! Two letters in one piece: the Spanish one, and on a new page the English one of the same variant.

use super::assembly::{append, check_slots};
use super::draft::{Block, BlockKind, Draft};
use super::language_templates::LanguageTemplates;
use super::legal_facts::Law;
use super::template_set::{BESIDE, ENDING};
use crate::finding::Problem;
use crate::party::{Family, Jurisdiction, Language, Variant};

/// The halves of a piece: the language of each, and the passage of both shelves with which it begins.
const HALVES: [(Language, &str); 2] = [(Language::Es, BESIDE[0]), (Language::En, BESIDE[1])];

/// The passages that the templates of a language lack for such pieces.
pub(super) fn lacking(shelf: &LanguageTemplates, law: &Law) -> Vec<Problem> {
    let set = shelf.set(law, Jurisdiction::FOREIGN, Family::Standard);
    let folder = if shelf.language() == Language::Es { "es/" } else { "" };
    let missing = BESIDE.into_iter().filter(|name| !set.has(name));
    missing
        .map(|name| {
            Problem::of_file(
                format!("templates/{folder}passages/{name}{ENDING}"),
                "The file is missing, and letters in Spanish are to be sent together with English ones.",
                "Put it back, or write spanish = \"spanish\" under [mailing] of the incident file.",
            )
        })
        .collect()
}

/// Blocks that were written.
type Written = Result<Vec<Block>, Problem>;

/// The blocks of both letters, of which `passage` writes a passage and `alone` a whole letter.
pub(super) fn write(
    variant: &Variant,
    passage: &dyn Fn(&Variant, &str) -> Written,
    alone: &dyn Fn(&Variant) -> Written,
) -> Written {
    let mut blocks = Vec::new();
    for (language, beside) in HALVES {
        if !blocks.is_empty() {
            blocks.push(marker(BlockKind::PageBreak));
        }
        let other = if language == Language::Es { Language::En } else { Language::Es };
        for line in [language, other] {
            let one = Variant { language: line, ..*variant };
            blocks.push(marker(BlockKind::Language(line)));
            append(&mut blocks, passage(&one, beside)?);
        }
        blocks.push(marker(BlockKind::Language(language)));
        // Each half must be complete: whoever reads one of them alone needs the code beside what to do with it.
        let one = Variant { language, ..*variant };
        let half = Draft { language, address_lines: Vec::new(), blocks: alone(&one)? };
        check_slots(&one, &half)?;
        append(&mut blocks, half.blocks);
    }
    Ok(blocks)
}

fn marker(kind: BlockKind) -> Block {
    Block { kind, spans: Vec::new(), keep_together: true, keep_with_next: false }
}
