//! Laws of composition.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its stage should fail")]

mod breaking;
mod letters;
mod pages;
mod windows;

use super::{Enclosed, Envelope, EnvelopeWindow, Fold, MarksPlace, Paper, Typesetter};
use crate::finding::{Checked, Private, Problem};
use crate::letter::{Block, BlockKind, Draft, Span, Style};
use crate::party::{Incident, Language, Slot, SlotValues, Templates, TypeSize};
use rust_decimal::Decimal;

pub(super) fn inches(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn templates() -> Templates {
    let file = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
    Templates::new([
        file("page/letter.toml", include_bytes!("../../../../templates/page/letter.toml")),
        file("fonts/SourceSerif4-Regular.ttf", include_bytes!("../../../../templates/fonts/SourceSerif4-Regular.ttf")),
        file("fonts/SourceSerif4-Bold.ttf", include_bytes!("../../../../templates/fonts/SourceSerif4-Bold.ttf")),
        file("fonts/SourceSerif4-It.ttf", include_bytes!("../../../../templates/fonts/SourceSerif4-It.ttf")),
    ])
}

pub(super) fn incident() -> Incident {
    Incident::parse("incident.toml", include_str!("../../../../sample-data/incident.toml")).unwrap()
}

pub(super) const LOGO: &[u8] = include_bytes!("../../../../sample-data/logo.svg");
pub(super) const SIGNATURE: &[u8] = include_bytes!("../../../../sample-data/signature.png");

fn window(height: &str, width: &str, left: &str, bottom: &str) -> EnvelopeWindow {
    EnvelopeWindow { height: inches(height), width: inches(width), left: inches(left), bottom: inches(bottom) }
}

pub(super) fn double() -> Envelope {
    Envelope {
        id: "10-double".into(),
        height: inches("4.125"),
        width: inches("9.5"),
        return_window: Some(window("0.875", "3.25", "0.625", "2.375")),
        address_window: window("1.0", "4.0", "0.625", "1.0"),
        strict: false,
    }
}

pub(super) fn single(bottom: &str) -> Envelope {
    Envelope { return_window: None, address_window: window("1.125", "4.5", "0.875", bottom), ..double() }
}

pub(super) fn fold(panel: &str) -> Fold {
    Fold { kind: "c".into(), first_panel: inches(panel) }
}

pub(super) fn prepare(envelope: &Envelope, panel: &str, enclosed: &Enclosed) -> Result<Checked<Typesetter>, Problem> {
    let marks = MarksPlace {
        kind: super::MarkKind::DataMatrix,
        left: inches("7.75"),
        top: inches("0.25"),
        module: inches("0.02"),
    };
    let fold = fold(panel);
    let paper =
        Paper { envelope, fold: &fold, endorsement: "Return Service Requested", duplex: true, marks: Some(marks) };
    Typesetter::prepare(&templates(), TypeSize::Regular, &incident(), enclosed, &paper, &crate::press::ReadHere)
}

pub(super) fn typesetter() -> Typesetter {
    let enclosed =
        Enclosed { logo: Some(("logo.svg", LOGO)), letterhead: None, signature: Some(("signature.png", SIGNATURE)) };
    let checked = prepare(&double(), "3.9375", &enclosed).unwrap();
    assert_eq!(checked.findings, []);
    checked.value
}

pub(super) fn block(kind: BlockKind, text: &str) -> Block {
    Block { kind, spans: spans(text), keep_together: false, keep_with_next: false }
}

/// Small marks for tests: `{p}` and `{c}` are slots, `*` switches bold, `|` breaks the line.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (i, part) in text.split('*').enumerate() {
        let style = if i % 2 == 1 { Style::Strong } else { Style::Plain };
        for (n, line) in part.split('|').enumerate() {
            if n > 0 {
                spans.push(Span::Break);
            }
            let mut rest = line;
            while let Some(at) = rest.find('{') {
                if at > 0 {
                    spans.push(Span::Text(style, rest[..at].into()));
                }
                spans.push(Span::Slot(style, if rest[at..].starts_with("{p}") { Slot::Person } else { Slot::Code }));
                rest = &rest[at + 3..];
            }
            if !rest.is_empty() {
                spans.push(Span::Text(style, rest.into()));
            }
        }
    }
    spans
}

pub(super) fn values(name: &str) -> SlotValues {
    let mut values = SlotValues::default();
    values.set(Slot::Person, Private::new(name.into()));
    values.set(Slot::Code, Private::new("ABCD-1234-EFGH".into()));
    values
}

pub(super) fn address() -> Vec<String> {
    vec!["4812 Llano Street Apt 3".into(), "Austin TX 78756-2210".into()]
}

const LOREM: &str = "We value your trust and take the protection of your child's information seriously. On January 25, 2025, \
we found that an unauthorized person had gained access to certain computer systems between January 23 and January 26, 2025, and had \
copied files from them. We secured the systems at once, told the FBI, and began an investigation with the help of outside specialists.";

/// A letter of the length that real ones have: about sixty blocks, six of them with values of the person's own.
pub(super) fn draft() -> Draft {
    let mut blocks = vec![
        block(BlockKind::Paragraph, "March 21, 2025"),
        block(BlockKind::Title, "Notice of Data Breach"),
        block(BlockKind::Paragraph, "Dear Parent or Guardian of {p}:"),
        block(
            BlockKind::Paragraph,
            &format!(
                "We are writing to tell you about an incident that involves information of *{{p}}*, a patient of ours. {LOREM}"
            ),
        ),
    ];
    for (n, heading) in ["What happened", "What information was involved", "What we are doing", "What you can do"]
        .into_iter()
        .enumerate()
    {
        blocks.push(block(BlockKind::Heading(2), heading));
        blocks.push(block(BlockKind::Paragraph, LOREM));
        for item in 0..4 {
            let kind = BlockKind::Item { list: n as u16, item, numbered: n == 3 };
            blocks.push(block(kind, &LOREM[..120 + 60 * usize::from(item)]));
        }
    }
    blocks.push(Block { keep_with_next: true, ..block(BlockKind::BoxStart, "") });
    blocks.push(block(BlockKind::Heading(3), "Enroll {p} in identity monitoring"));
    blocks.push(block(
        BlockKind::Paragraph,
        "Your enrollment code: *{c}*|Web: https://enroll.example/minor|Telephone: 1-800-555-0101",
    ));
    blocks.push(block(BlockKind::BoxEnd, ""));
    blocks.push(block(BlockKind::Paragraph, &format!("If you have questions about {{p}}, call us. {LOREM}")));
    blocks.push(Block { keep_with_next: true, ..block(BlockKind::Paragraph, "Sincerely,") });
    blocks.push(block(BlockKind::Signature, ""));
    blocks.push(block(BlockKind::Paragraph, "Jordan A. Ellery|Privacy Officer"));
    blocks.push(block(BlockKind::PageBreak, ""));
    blocks.push(block(BlockKind::Heading(2), "Steps that you can take to protect {p}"));
    for n in 0..8 {
        blocks.push(block(BlockKind::Heading(3), "Credit reports and security freezes"));
        blocks.push(block(BlockKind::Paragraph, &format!("{}. {LOREM}", n + 1)));
        blocks.push(block(BlockKind::Item { list: 9 + n, item: 0, numbered: false }, LOREM));
    }
    Draft { language: Language::En, address_lines: vec![spans("PARENT OR GUARDIAN OF"), spans("{p}")], blocks }
}
