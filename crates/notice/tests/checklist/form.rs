//! The form of a letter: the length of its sentences, the size of its type, its headings, its date.

use super::owed::shop_owing;
use super::{BlockKind, Check, Draft, LETTERS, Light, adult, block, incident, variant};
use notice::party::incident::MassachusettsDescription;
use notice::party::{Family, Incident, Language};
use notice::routing::LetterItem;

/// A sentence of so many words.
fn sentence(word: &str, words: usize) -> String {
    vec![word; words].join(" ") + "."
}

/// Findings about the language of a letter that has one paragraph.
fn language(incident: &Incident, paragraph: &str) -> Check {
    let shop = shop_owing("MD", &[LetterItem::PlainLanguage], incident);
    let letter = adult("MD", Language::En);
    let mut draft = shop.draft(&letter);
    draft.blocks.retain(|block| block.kind != BlockKind::Paragraph);
    let title = draft.blocks.iter().position(|block| block.kind == BlockKind::Title).unwrap();
    draft.blocks.insert(title + 1, block(BlockKind::Paragraph, paragraph));
    shop.check(&letter, &draft, LetterItem::PlainLanguage.word())
}

#[test]
fn sentences_are_counted_to_the_word() {
    let short = " We did. You can. They may.";
    for (paragraph, light, words) in [
        (sentence("word", 40) + short, Light::Green, "The longest sentence has 40 words."),
        (sentence("word", 41) + short, Light::Red, "A sentence has 41 words"),
        (sentence("word", 20), Light::Green, "The longest sentence has 20 words."),
        (sentence("word", 21), Light::Amber, "Sentences have more than 20 words on average."),
        (sentence("word", 19) + " " + &sentence("word", 22), Light::Amber, "on average"),
        // A question or a colon ends a sentence too.
        (sentence("word", 30).replace('.', "?") + " We did: " + &sentence("word", 12), Light::Green, "has 30 words"),
    ] {
        let check = language(&incident(), &paragraph);
        assert_eq!(check.light, light, "{paragraph}: {}", check.note);
        assert!(check.note.contains(words), "{paragraph}: {}", check.note);
    }
    // The practice's own sentence stops nothing.
    for (count, light, words) in [
        (40, Light::Green, "The longest sentence has 40 words."),
        (41, Light::Amber, "A sentence of the incident file has 41 words"),
    ] {
        let mut incident = incident();
        incident.event.what_happened = sentence("they", count);
        let check = language(&incident, &(sentence("they", count) + short));
        assert_eq!(check.light, light, "{count}: {}", check.note);
        assert!(check.note.contains(words), "{count}: {}", check.note);
    }
}

#[test]
fn type_is_measured_in_hundredths_of_a_point() {
    let shop = shop_owing("CA", &[LetterItem::MinFontSize], &incident());
    let letter = variant("CA", LETTERS[0], Family::California, Language::En);
    for (size, light, words) in [
        (905, Light::Red, "Text is 9.05 point; at least 10 point is required."),
        (999, Light::Red, "Text is 9.99 point; at least 10 point is required."),
        (1_000, Light::Green, "The text is at least 10 point."),
    ] {
        let checks = shop.review(&letter, &shop.draft(&letter), size);
        let check = checks.iter().find(|check| check.item == LetterItem::MinFontSize.word()).unwrap();
        assert_eq!((check.light, check.note.as_str()), (light, words));
    }
}

#[test]
fn every_section_has_its_heading_and_words_under_it() {
    let item = LetterItem::ClearAndConspicuous;
    let five = [
        "What Happened",
        "What Information Was Involved",
        "What We Are Doing",
        "What You Can Do",
        "For More Information",
    ];
    let mut leaving_out = incident();
    leaving_out.counsel.massachusetts_description = Some(MassachusettsDescription::Omit);
    for (state, family, incident, may_lack) in [
        ("MD", Family::Standard, incident(), &[][..]),
        ("MA", Family::Massachusetts, leaving_out, &["What Happened", "What We Are Doing"]),
    ] {
        let shop = shop_owing(state, &[item], &incident);
        let letter = variant(state, LETTERS[0], family, Language::En);
        let whole = shop.draft(&letter);
        assert_eq!(shop.light(&letter, &whole, item.word()), Light::Green, "{state}");
        for heading in five {
            let mut draft = whole.clone();
            draft.blocks.retain(|block| !(block.kind == BlockKind::Heading(2) && super::words(block) == heading));
            let check = shop.check(&letter, &draft, item.word());
            let expected = if may_lack.contains(&heading) { Light::Green } else { Light::Red };
            assert_eq!(check.light, expected, "{state} without {heading}: {}", check.note);
            assert!(expected == Light::Green || check.note.contains(heading), "{}", check.note);
        }
    }
}

#[test]
fn the_day_of_the_letter_stands_on_a_short_line_of_its_own() {
    let shop = shop_owing("MD", &[LetterItem::NoticeDate], &incident());
    let letter = adult("MD", Language::En);
    let whole = shop.draft(&letter);
    let check = shop.check(&letter, &whole, LetterItem::NoticeDate.word());
    assert_eq!(check.note, "Found before the first heading.");
    let with = |kind: BlockKind, at: usize, line: &str| {
        let mut draft: Draft = whole.clone();
        draft.blocks.retain(|block| !super::words(block).contains("March 21, 2025"));
        draft.blocks.insert(at, block(kind, line));
        shop.light(&letter, &draft, LetterItem::NoticeDate.word())
    };
    // Fourteen letters and marks of the date, and at most 29 others.
    let (before, behind) = ("Austin, Texas", "abcdefghijklmno");
    assert_eq!(with(BlockKind::Paragraph, 0, "March 21, 2025"), Light::Green);
    assert_eq!(with(BlockKind::Paragraph, 0, "Austin, Texas, March 21, 2025"), Light::Green);
    for (line, light) in [
        (format!("{before} March 21, 2025 {}", &behind[..14]), Light::Green),
        (format!("{before} March 21, 2025 {}", &behind[..15]), Light::Red),
    ] {
        assert_eq!(with(BlockKind::Paragraph, 0, &line), light, "{line}");
    }
    assert_eq!(with(BlockKind::Title, 0, "March 21, 2025"), Light::Red);
    let last = whole.blocks.iter().rposition(|block| block.kind == BlockKind::Paragraph).unwrap() - 1;
    assert_eq!(with(BlockKind::Paragraph, last, "March 21, 2025"), Light::Red);
}
