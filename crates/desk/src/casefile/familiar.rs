//! Sayings and dates in passphrases: long, and among the first that anybody tries who tries more than single words.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Sayings, lines of songs, films, books and prayers, advertisements; one a line, in small letters.
static SAYINGS: &str = include_str!("words/sayings.txt");

/// A saying is one of so many, as a power of ten: lists of them that are sold have some hundred thousand.
const OF_SAYINGS: f64 = 5.0;
/// A date is one of so many, as a power of ten: the days of a hundred years, and the ways to write them.
const OF_DATES: f64 = 5.5;
/// A word without which no sentence can do is one of so many, as a power of ten.
const OF_LITTLE_WORDS: f64 = 0.5;

/// The least letters by which a saying, or words of the case, are known within others.
const LEAST: usize = 7;

/// Words without which no sentence can do.
const LITTLE: [&str; 80] = [
    "a", "all", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does",
    "for", "from", "go", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "is", "it",
    "its", "me", "more", "my", "never", "no", "not", "now", "of", "on", "one", "only", "or", "our", "out", "say",
    "shall", "she", "so", "that", "the", "thee", "their", "them", "then", "there", "they", "this", "thou", "thy", "to",
    "too", "up", "us", "was", "we", "were", "what", "when", "where", "who", "why", "will", "with", "you", "your",
];

/// Words of dates: months and days of the week, in English and Spanish.
const OF_DATE: [&str; 38] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];

/// Little words of dates: those of numbers, and what joins them.
const IN_DATE: [&str; 10] = ["st", "nd", "rd", "th", "of", "the", "de", "del", "ad", "sept"];

/// A part of a passphrase that is familiar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Familiar {
    /// A saying.
    Saying,
    /// Words that everybody knows of the case.
    OfCase,
    /// A date.
    Date,
    /// A sentence of the most frequent words.
    Sentence,
}

/// Finds what is familiar in a passphrase. Each is given with the rest of the passphrase, and the guesses that the familiar part
/// costs, as a power of ten.
pub(super) fn familiar(words: &str, known: &[String]) -> Vec<(Familiar, Zeroizing<String>, f64)> {
    let mut found = Vec::new();
    let plain = folded(words);
    let spoken = spoken(&plain);
    let sayings = SAYINGS.lines().map(|saying| (Familiar::Saying, squeezed(saying)));
    let of_case = known.iter().map(|text| (Familiar::OfCase, squeezed(&folded(text))));
    let mut stems: Vec<_> = sayings.chain(of_case).filter(|(_, stem)| stem.len() >= LEAST).collect();
    // Long ones first: a short one may be a part of them.
    stems.sort_by_key(|(_, stem)| std::cmp::Reverse(stem.len()));
    for text in [squeezed(&plain), squeezed(&spoken)] {
        let (mut rest, mut cost, mut kind) = (text, 0.0, None);
        for (of, stem) in &stems {
            if rest.contains(stem.as_str()) {
                rest = Zeroizing::new(rest.replacen(stem.as_str(), " ", 1));
                cost += OF_SAYINGS;
                kind.get_or_insert(*of);
            }
        }
        found.extend(kind.map(|kind| (kind, rest, cost)));
    }
    let (rest, dates) = without(&plain, is_of_date);
    if dates > 0 {
        // A date has four parts at most, with the day of the week.
        found.push((Familiar::Date, rest, OF_DATES * dates.div_ceil(4) as f64));
    }
    let (rest, little) = without(&plain, |run| LITTLE.contains(&run));
    if little > 2 {
        found.push((Familiar::Sentence, rest, OF_LITTLE_WORDS * little as f64));
    }
    found
}

/// A text in small letters without accents.
fn folded(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(2 * text.len()));
    out.extend(text.nfkd().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).flat_map(char::to_lowercase));
    out
}

/// A text with the letters for which figures and signs are written.
fn spoken(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.extend(text.chars().map(|c| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        other => other,
    }));
    out
}

/// Letters and figures alone.
fn squeezed(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.extend(text.chars().filter(|c| c.is_alphanumeric()));
    out
}

/// A text without the runs of letters, and of figures, for which the test holds, and their number.
fn without(text: &str, is_taken: impl Fn(&str) -> bool) -> (Zeroizing<String>, usize) {
    let mut rest = Zeroizing::new(String::with_capacity(text.len()));
    let (mut taken, mut left) = (0, text);
    while let Some(first) = left.chars().next() {
        let kind = |c: char| (c.is_alphabetic(), c.is_numeric());
        let end = left.find(|c| kind(c) != kind(first)).unwrap_or(left.len());
        let (run, behind) = left.split_at(end);
        if first.is_alphanumeric() && is_taken(run) {
            taken += 1;
        } else if first.is_alphanumeric() {
            rest.push_str(run);
            rest.push(' ');
        }
        left = behind;
    }
    let end = rest.trim_end().len();
    rest.truncate(end);
    (rest, taken)
}

/// Returns whether a run of letters or figures is a part of a date.
fn is_of_date(run: &str) -> bool {
    let month = |word: &&str| **word == *run || (run.len() >= 3 && run.len() <= 4 && word.starts_with(run));
    let century = ["18", "19", "20"].iter().any(|century| run.starts_with(century));
    let number =
        run.bytes().all(|b| b.is_ascii_digit()) && (matches!(run.len(), 1 | 2 | 6 | 8) || run.len() == 4 && century);
    number || IN_DATE.contains(&run) || OF_DATE.iter().any(month)
}

#[cfg(test)]
mod tests {
    use super::{LITTLE, OF_DATE, SAYINGS};

    #[test]
    fn the_lists_hold_each_entry_once_and_plain() {
        let mut all: Vec<&str> = SAYINGS.lines().collect();
        assert!(all.iter().all(|line| line.bytes().all(|b| b.is_ascii_lowercase() || b == b' ')), "plain words");
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(LITTLE.is_sorted());
        assert!(OF_DATE.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
