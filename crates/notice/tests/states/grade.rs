//! Reading grade of letters: the Flesch-Kincaid grade of running text from the opening to the closing words.

use crate::{STANDINGS, compile, draft, incident, templates, values, variant};
use notice::letter::{BlockKind, Draft, Span};
use notice::party::Family;
use notice::party::incident::MassachusettsDescription;

/// School years after which the letter proper is understood.
const HARDEST: f64 = 8.0;

/// The paragraphs of the letter proper. Lists of what was exposed and of addresses, headings and the annex are not
/// running text.
fn proper(draft: &Draft) -> String {
    let values = values();
    let start = draft.blocks.iter().position(|b| {
        b.spans
            .iter()
            .any(|s| matches!(s, Span::Text(_, t) if t.starts_with("Dear") || t.starts_with("To the Next of Kin")))
    });
    let start = start.expect("a salutation") + 1;
    let end = draft.blocks.iter().position(|b| b.kind == BlockKind::Signature).expect("a signature");
    let mut text = String::new();
    for block in draft.blocks[start..end].iter().filter(|b| b.kind == BlockKind::Paragraph) {
        for span in &block.spans {
            match span {
                Span::Text(_, words) => text.push_str(words),
                Span::Slot(_, slot) => text.push_str(values.get(*slot).expect("a value").disclose()),
                Span::Break => text.push(' '),
            }
        }
        text.push('\n');
    }
    text
}

/// Groups of vowels, without a silent e at the end; at least one.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let before_le = word.strip_suffix("le").and_then(|rest| rest.chars().last());
    let silent_e = word.ends_with('e') && before_le.is_none_or(vowel);
    let silent_ed = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    let silent = silent_e || silent_ed;
    count.saturating_sub(usize::from(silent && count > 1)).max(1)
}

/// 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59. Paragraphs end sentences; a date is read as one
/// word for each of its parts.
fn grade(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
    let sentences = text
        .lines()
        .flat_map(|line| line.split_inclusive(['.', '!', '?', ':']))
        .filter(|s| s.chars().any(char::is_alphanumeric))
        .count();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (words.len() as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

#[test]
fn the_measure_tells_plain_words_from_hard_ones() {
    let plain = grade("The cat sat on the mat. It was a warm day.");
    let hard = grade(
        "Notwithstanding the aforementioned considerations, the organization determined that unauthorized individuals \
         had potentially obtained confidential information.",
    );
    assert!(plain < 2.0 && hard > 20.0, "{plain} {hard}");
    for (word, count) in
        [("letter", 2), ("involved", 2), ("people", 2), ("name", 1), ("the", 1), ("information", 4), ("reported", 3)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn the_letter_proper_is_read_after_eight_years_of_school() {
    let templates = templates();
    let mut hard = Vec::new();
    for choice in [MassachusettsDescription::HipaaMinimum, MassachusettsDescription::Omit] {
        let mut incident = incident();
        incident.counsel.massachusetts_description = Some(choice);
        let catalog = compile(&templates, &incident);
        for (state, family) in [
            ("TX", Family::Standard),
            ("CA", Family::California),
            ("MA", Family::Massachusetts),
            ("WY", Family::Standard),
        ] {
            for standing in STANDINGS {
                let variant = variant(state, standing, family);
                let text = proper(&draft(&catalog, &variant, 7));
                let grade = grade(&text);
                assert!(text.split_whitespace().count() > 120, "{variant}: {text}");
                if grade > HARDEST {
                    hard.push(format!("{variant} {choice:?}: {grade:.1}"));
                }
            }
        }
    }
    assert!(hard.is_empty(), "too hard to read: {hard:#?}");
}
