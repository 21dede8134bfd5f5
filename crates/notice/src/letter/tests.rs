mod digests;
mod guide;

use super::draft::{BlockKind, Span, Style};
use super::{escape, lint, markup};
use crate::finding::Private;
use crate::party::{Language, Slot, SlotValues};
use proptest::prelude::*;

fn draft(text: &str) -> super::Draft {
    super::Draft {
        language: Language::En,
        address_lines: Vec::new(),
        blocks: markup::parse(text).expect("within the subset"),
    }
}

fn words(text: &str) -> Vec<String> {
    let mut values = SlotValues::default();
    values.set(Slot::Person, Private::new("**Bob** {{x}}".to_owned()));
    draft(text).texts(&values).map(std::borrow::Cow::into_owned).collect()
}

#[test]
fn the_subset_becomes_blocks() {
    let person = escape::slot(Slot::Person);
    let draft = draft(&format!(
        "# Title\n\nDear **{person}**:\n\nThis  is\none.\\\nNext\n\nYou:\n\n- a\n- *b*\n\n1. c\n2. d\n\n:::keep\nSincerely,\n\n:::signature\nJo\n:::\n"
    ));
    let kinds: Vec<_> = draft.blocks.iter().map(|b| b.kind).collect();
    let item = |list, item, numbered| BlockKind::Item { list, item, numbered };
    assert_eq!(
        kinds,
        [
            BlockKind::Title,
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            item(0, 0, false),
            item(0, 1, false),
            item(1, 0, true),
            item(1, 1, true),
            BlockKind::Paragraph,
            BlockKind::Signature,
            BlockKind::Paragraph,
        ]
    );
    assert_eq!(draft.blocks[1].spans[1], Span::Slot(Style::Strong, Slot::Person));
    assert_eq!(draft.blocks[2].spans.len(), 3);
    assert!(draft.blocks[3].keep_with_next, "a paragraph that announces a list stays with it");
    assert_eq!(draft.blocks[5].spans, [Span::Text(Style::Emphasis, "b".into())]);
    assert!(draft.blocks[8].keep_with_next && !draft.blocks[10].keep_with_next);
    assert!(draft.uses(Slot::Person) && !draft.uses(Slot::Code));
    assert!(draft.blocks[1].is_personal() && !draft.blocks[2].is_personal());
}

#[test]
fn labels_and_breaks_are_read() {
    assert_eq!(words("- a\n- b\n"), ["•", "a", "•", "b"]);
    assert_eq!(words("1. a\n2. b\n"), ["1.", "a", "2.", "b"]);
    assert_eq!(words("a\\\nb"), ["a\nb"]);
    assert_eq!(words(&format!("Dear {}:", escape::slot(Slot::Person))), ["Dear **Bob** {{x}}:"]);
}

#[test]
fn what_is_beyond_the_subset_is_refused_with_its_line() {
    for (text, word) in [
        ("a\n\n[b](c)\n", "link"),
        ("a\n\n<b>c</b>\n", "HTML"),
        ("a\n\n`b`\n", "code"),
        ("a\n\n![b](c)\n", "link"),
        ("a\n\n| b | c |\n|---|---|\n| d | e |\n", "table"),
        ("a\n\n> b\n", "quotation"),
        ("a\n\n---\n", "rule"),
        ("a\n\n#### b\n", "deeper"),
        ("a\n\n2. b\n", "start at 1"),
        ("a\n\n***b***\n", "combined"),
        ("a\n\n**b\n", "pair"),
        ("a\n\n:::bax\n", "nothing"),
        ("a\n\n:::\n", "closes nothing"),
        ("a\n\n:::box\nb\n", "not closed"),
    ] {
        let fault = markup::parse(text).expect_err(text);
        assert_eq!(fault.line, 3, "{text}");
        assert!(fault.message.contains(word), "{text}: {}", fault.message);
    }
}

#[test]
fn sources_are_looked_over() {
    for (text, line, column) in [
        ("a\n b {{{x}}}", 2, 4),
        ("a\n{{& x}}", 2, 1),
        ("a\n{{~& x}}", 2, 1),
        ("{{#if a}}\n<b>c</b>\n{{/if}}\n", 2, 1),
        ("a\u{E000}", 1, 2),
        ("a\u{0}", 1, 2),
    ] {
        let refusal = lint::source("t", text).expect_err(text);
        assert_eq!((refusal.place.line, refusal.place.column), (line, column), "{text}: {refusal}");
    }
    lint::source("t", "{{!-- **{{{x --}}\n{{#each a}}\n- **{{b}}** c\n{{/each}}\n")
        .expect_err("braces in comments too");
    lint::source("t", "{{!-- ** --}}\n{{#each a}}\n- **{{b}}** c\n{{/each}}\n").expect("a list");
}

#[test]
fn empty_blocks_leave_nothing() {
    assert!(draft(":::box\n\n:::\n\n\n").blocks.is_empty());
    assert!(draft("-\n\n").blocks.is_empty());
}

proptest! {
    #[test]
    fn covered_text_prints_as_typed(value in "[ -~\n\tàéłñ“”—]{1,60}", before in "[a-z ]{0,9}") {
        let typed = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("x {before} {}\n\n- {}\n\n**{}y**\n", escape::text(&value), escape::text(&value), escape::text(&value));
        let joined = format!("x {before} {typed}").split_whitespace().collect::<Vec<_>>().join(" ");
        let mut expected = vec![joined];
        if !typed.is_empty() {
            expected.extend(["•".to_owned(), typed.clone()]);
        }
        expected.push(format!("{typed}y"));
        prop_assert_eq!(words(&text), expected);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}|([-#*_:>`|<\\[\\]!1. \na{}]){0,80}") {
        let _ = lint::source("t", &text).map(drop);
        if let Ok(blocks) = markup::parse(&text) {
            for block in blocks {
                for span in block.spans {
                    if let Span::Text(_, words) = span {
                        prop_assert!(!words.is_empty() && !words.contains("  "));
                    }
                }
            }
        }
    }
}
