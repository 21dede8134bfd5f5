//! The reading grade of the letter proper: years of school that somebody needs to read it with ease.
//!
//! English: the Flesch-Kincaid grade (Kincaid and others, 1975). Spanish: the grade of Crawford (1984), which was made for
//! Spanish. Names, numbers, addresses and the annex with its statutory text are left out.

use super::check::ReadingGrade;
use super::letter_review::LetterReview;
use crate::letter::draft::BlockKind;
use crate::letter::text_match::fold;
use crate::party::Language;

/// The grade of a letter without what stands after the heading of the annex. `left` is its text without facts, line by
/// line; `None` where there are no sentences.
pub(super) fn grade(case: &LetterReview<'_>, left: &str) -> Option<ReadingGrade> {
    let steps = fold(&case.wording.headings.steps);
    let proper = case
        .lines()
        .iter()
        .zip(left.split('\n'))
        .take_while(|(line, _)| !(line.kind == BlockKind::Heading(2) && line.folded == steps))
        .filter(|(line, _)| line.kind == BlockKind::Paragraph)
        .map(|(_, left)| left);
    let mut counts = Counts::default();
    proper.for_each(|line| counts.add(line, case.variant.language));
    counts.grade(case.variant.language)
}

#[derive(Clone, Copy, Default)]
struct Counts {
    sentences: u32,
    words: u32,
    syllables: u32,
}

impl Counts {
    fn add(&mut self, line: &str, language: Language) {
        for sentence in line.split(['.', '!', '?', ':', ';']) {
            let mut words = 0;
            for word in sentence.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '-') {
                if word.chars().any(char::is_alphabetic) {
                    words += 1;
                    self.syllables += match language {
                        Language::En => english_syllables(word),
                        Language::Es => spanish_syllables(word),
                    };
                }
            }
            self.words += words;
            self.sentences += u32::from(words > 0);
        }
    }

    fn grade(self, language: Language) -> Option<ReadingGrade> {
        if self.words == 0 {
            return None;
        }
        let (sentences, words, syllables) =
            (f64::from(self.sentences), f64::from(self.words), f64::from(self.syllables));
        let grade = match language {
            Language::En => 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
            Language::Es => -0.205 * (100.0 * sentences / words) + 0.049 * (100.0 * syllables / words) - 3.407,
        };
        Some(ReadingGrade::from_tenths((grade.max(0.0) * 10.0).round() as u16))
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Syllables of an English word: groups of vowels, without a silent e at the end.
fn english_syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |at: usize| letters.get(at).copied().is_some_and(is_vowel);
    let groups = (0..letters.len()).filter(|&at| vowel(at) && (at == 0 || !vowel(at - 1))).count() as u32;
    let text: String = letters.iter().collect();
    let before = |ending: usize| text.chars().rev().nth(ending);
    let silent = if text.ends_with("ed") {
        !matches!(before(2), Some('t' | 'd')) && !before(2).is_some_and(is_vowel)
    } else if text.ends_with("es") {
        !matches!(before(2), Some('s' | 'c' | 'x' | 'z' | 'h' | 'g')) && !before(2).is_some_and(is_vowel)
    } else if text.ends_with('e') {
        let consonant = before(1).is_some_and(|c| !is_vowel(c));
        let syllabic = before(1) == Some('l') && before(2).is_some_and(|c| !is_vowel(c));
        consonant && !syllabic
    } else {
        false
    };
    groups.saturating_sub(u32::from(silent)).max(1)
}

/// Syllables of a Spanish word: every strong vowel and every stressed weak one next to it is one; weak vowels beside
/// a strong one, or in a row, belong to it.
fn spanish_syllables(word: &str) -> u32 {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Kind {
        Strong,
        Stressed,
        Weak,
        Consonant,
    }
    let kind = |letter: char| match letter {
        'a' | 'e' | 'o' | 'á' | 'é' | 'ó' => Kind::Strong,
        'í' | 'ú' => Kind::Stressed,
        'i' | 'u' | 'ü' => Kind::Weak,
        _ => Kind::Consonant,
    };
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    let mut last = Kind::Consonant;
    for (at, &letter) in letters.iter().enumerate() {
        // A y at the end of a word is a vowel of the syllable before it, or the word itself.
        let now = if letter == 'y' && at + 1 == letters.len() { Kind::Weak } else { kind(letter) };
        count += match (last, now) {
            (_, Kind::Consonant) | (Kind::Strong | Kind::Stressed | Kind::Weak, Kind::Weak) => 0,
            (Kind::Weak, Kind::Strong) => 0,
            (Kind::Weak, Kind::Stressed) => 0,
            (_, _) => 1,
        };
        last = now;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted() {
        for (word, syllables) in [
            ("the", 1),
            ("letter", 2),
            ("information", 4),
            ("involved", 2),
            ("table", 2),
            ("reported", 3),
            ("bureaus", 2),
            ("insurance", 3),
            ("we", 1),
            ("changes", 2),
            ("notes", 1),
            ("security", 4),
        ] {
            assert_eq!(english_syllables(word), syllables, "{word}");
        }
        for (word, syllables) in [
            ("usted", 2),
            ("información", 4),
            ("había", 3),
            ("cuenta", 2),
            ("guía", 2),
            ("seguro", 3),
            ("oeste", 3),
            ("y", 1),
            ("agencia", 3),
            ("leer", 2),
            ("queja", 2),
            ("ciudad", 2),
        ] {
            assert_eq!(spanish_syllables(word), syllables, "{word}");
        }
    }

    #[test]
    fn longer_sentences_and_words_raise_the_grade() {
        for language in [Language::En, Language::Es] {
            let of = |text: &str| {
                let mut counts = Counts::default();
                counts.add(text, language);
                counts.grade(language)
            };
            let easy = of("we saw it. you can call us. it is free.");
            let hard =
                of("notwithstanding organizational remediation, individuals experiencing unauthorized utilization \
                           of identifying documentation should immediately communicate with the administration.");
            assert!(easy < Some(ReadingGrade::EASY) && hard > Some(ReadingGrade::EASY), "{easy:?} {hard:?}");
            assert_eq!(of("· 12 ·"), None);
        }
        assert_eq!(ReadingGrade::from_tenths(62).to_string(), "6.2");
    }
}
