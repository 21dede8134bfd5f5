//! Blocks put together to a letter, and what must be true of the whole.

use super::draft::{Block, BlockKind, Draft, Span};
use crate::finding::{Problem, ProblemCode};
use crate::party::{Slot, Variant};

/// Puts further blocks behind a letter, with lists numbered on.
pub(super) fn append(blocks: &mut Vec<Block>, more: Vec<Block>) {
    let lists =
        blocks.iter().filter_map(|b| if let BlockKind::Item { list, .. } = b.kind { Some(list + 1) } else { None });
    let base = lists.max().unwrap_or_default();
    blocks.extend(more.into_iter().map(|mut block| {
        if let BlockKind::Item { list, .. } = &mut block.kind {
            *list += base;
        }
        block
    }));
}

/// A slot that this variant's people do not have is a fault of the template.
pub(super) fn check_slots(variant: &Variant, draft: &Draft) -> Result<(), Problem> {
    let named = variant.addressee.is_named();
    for (slot, has, word, ask) in
        [(Slot::Addressee, named, "addressee", "to.named_guardian"), (Slot::Code, variant.code, "code", "code_printed")]
    {
        if !has && draft.uses(slot) {
            let place =
                draft.blocks.iter().find(|b| b.spans.iter().any(|s| matches!(s, Span::Slot(_, it) if *it == slot)));
            let heading = if place.is_some() { "its text" } else { "its address block" };
            return Err(Problem::of_file(
                "templates",
                format!("The letter {variant} prints {{{{{word}}}}} in {heading}, which its people do not have."),
                format!("Ask with {{{{#if {ask}}}}} first."),
            ));
        }
        if slot == Slot::Code && has && !draft.uses(slot) {
            return Err(Problem::of_file(
                "templates",
                format!("The letter {variant} does not print the person's enrollment code."),
                ProblemCode::CodeUnprinted,
            ));
        }
    }
    Ok(())
}
