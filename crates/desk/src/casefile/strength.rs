//! Strength of passphrases, and strong ones to take.

use super::fact::{INCIDENT, InputFile};
use super::familiar::{Familiar, familiar};
use crate::CommandError;
use crate::io::random::random;
use notice::finding::FaceProblem;
use notice::party::Incident;
use std::path::Path;
use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

/// So many guesses, as a power of ten, a passphrase must stand. Whoever has the file and rents a thousand processor cores tries
/// some five thousand passphrases a second, as each costs a fifth of a second and 64 MiB: 10^12 of them are six years.
const LEAST_GUESSES: f64 = 12.0;

/// Words of a passphrase that is made: eleven bits each, 77 in all.
const WORDS: usize = 7;

/// Plain words of four to eight letters, 2,048 of them, from the texts of the program itself.
static LIST: &str = include_str!("words/passphrase.txt");

/// Refuses a passphrase that can be guessed. `known` is what everybody knows of the case, such as the name of the practice.
pub(super) fn refuse_weak(words: &str, known: &[String]) -> Result<(), CommandError> {
    if words.chars().any(|c| c.is_control() && c != '\t') {
        let message = "The passphrase has a line break, a zero byte, or another character that cannot be typed.";
        return Err(CommandError::input(message, "Use one line of letters, numbers, symbols, and spaces."));
    }
    let Some(why) = weakness(words, known) else { return Ok(()) };
    Err(CommandError::input(format!("The passphrase is too easy to guess. {why}"), FaceProblem::PassphraseWeak))
}

/// Returns the weakness of a passphrase, in plain words; `None` where it is strong enough.
pub fn weakness(words: &str, known: &[String]) -> Option<&'static str> {
    let mut told: Vec<&str> = known.iter().map(String::as_str).collect();
    told.extend(known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| word.len() > 2));
    let familiar = familiar(words, known);
    let of =
        |(kind, rest, cost): (Familiar, Zeroizing<String>, f64)| (kind, cost + zxcvbn(&rest, &told).guesses_log10());
    let weakest = familiar.into_iter().map(of).min_by(|one, other| one.1.total_cmp(&other.1));
    let whole = zxcvbn(words, &told).guesses_log10();
    if whole.min(weakest.map_or(f64::INFINITY, |(_, guesses)| guesses)) >= LEAST_GUESSES {
        return None;
    }
    let mut signs: Vec<char> = words.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    let of_case = |one: &&str| one.chars().count() > 3 && words.to_lowercase().contains(&one.to_lowercase());
    Some(if words.trim().is_empty() {
        "It is blank."
    } else if signs.len() < 5 {
        "It repeats a few characters."
    } else if words.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()) {
        "It has digits only."
    } else if told.iter().any(of_case) {
        "It contains well-known words about the practice or the case."
    } else if words.chars().count() < 12 {
        "It is short."
    } else if let Some((kind, _)) = weakest.filter(|_| whole >= LEAST_GUESSES) {
        match kind {
            Familiar::Saying => "It is a well-known saying, or a line from a song, film, book, or prayer.",
            Familiar::OfCase => "It contains well-known words about the practice or the case.",
            Familiar::Date => "It is little more than a date.",
            Familiar::Sentence => "It is a sentence of very common words.",
        }
    } else {
        "It is a common word, name, date, keyboard pattern, or saying, or close to one."
    })
}

/// A passphrase of words that chance put together.
pub fn generate() -> Result<Zeroizing<String>, CommandError> {
    let list: Vec<&str> = LIST.lines().collect();
    let mut words = Zeroizing::new(String::with_capacity(96));
    for _ in 0..WORDS {
        // 2,048 divides all numbers of two bytes evenly, so that no word comes oftener than another.
        let number = Zeroizing::new(random::<2>()?);
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(list[usize::from(u16::from_le_bytes(*number)) % list.len()]);
    }
    Ok(words)
}

/// Returns words that everybody knows of a case and tries first as its passphrase.
pub(crate) fn known_of(facts: &[InputFile], path: &Path) -> Vec<String> {
    let mut known: Vec<String> = path.file_stem().iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    let incident = incident.and_then(|fact| Incident::parse("", &String::from_utf8_lossy(&fact.bytes)).ok());
    if let Some(Incident { practice, event, contact, .. }) = incident {
        known.extend([practice.name, practice.legal_name, practice.parent_company, practice.signatory.name]);
        known.extend([event.title, contact.website, contact.email, contact.toll_free]);
        known.extend(practice.address);
    }
    known.retain(|text| !text.trim().is_empty());
    known
}

#[cfg(test)]
mod tests {
    use super::{LIST, generate, refuse_weak, weakness};
    use std::collections::BTreeSet;

    #[test]
    fn what_anybody_would_try_is_weak() {
        let known = ["Hill Country Pediatric Orthopedics".to_owned(), "Notice of Data Breach".to_owned()];
        for weak in [
            "123456789012",
            "            ",
            "aaaaaaaaaaaa",
            "passwordpassword",
            "qwertyuiop[]",
            "Password1234!",
            "Hill Country Pediatric Orthopedics",
            "HillCountry2025!",
            "notice of data breach",
            "abcdefghijklmnop",
            "12/03/1985 1985",
            "short",
            "",
            "correct horse battery staple",
            "Correct-Horse-Battery-Staple-1!",
            "c0rrect h0rse battery st4ple",
            "correcthorsebatterystaple2025",
            "to be or not to be that is the question",
            "To be, or not to be: that is the Question!",
            "The quick brown fox jumps over the lazy dog.",
            "May the Force be with you 2025",
            "the Lord is my shepherd; I shall not want",
            "one day we will have it all",
            "March 21 2025!!",
            "21st of March, 2025 (Friday)",
            "21 de marzo de 2025 ...",
            "2025-03-21 / 1985-12-03",
            "Sept. 11 2001, Tuesday",
            "hillcountrypediatricorthopedics-2025",
            "H1ll C0untry Pediatric 0rthopedics",
        ] {
            assert!(weakness(weak, &known).is_some(), "{weak}");
        }
        for strong in [
            "four plain words here",
            "an old passphrase of a test",
            "k7#Qz!pW2v9L",
            "Grünkohl mit Pinkel um acht",
            "correct zebra lantern 81 march",
            "8391 2648 5567 4471 7736",
        ] {
            assert_eq!(weakness(strong, &known), None, "{strong}");
        }
    }

    #[test]
    fn what_nobody_types_makes_no_passphrase() {
        for words in ["k7#Qz!pW\nv9L rest of it", "four plain words\0here", "four plain words\u{1b}[2J here"] {
            let why = refuse_weak(words, &[]).expect_err("refused").to_string();
            assert!(why.contains("cannot be typed") && !why.contains("four") && !why.contains("k7#"), "{why}");
        }
        assert!(refuse_weak("four plain words here", &[]).is_ok());
    }

    #[test]
    fn the_list_has_each_word_once_and_passphrases_differ() {
        let words: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!((words.len(), LIST.lines().count()), (2048, 2048));
        assert!(words.iter().all(|word| (4..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())));
        let made: BTreeSet<String> = (0..50).map(|_| generate().expect("made").to_string()).collect();
        assert_eq!(made.len(), 50);
        for one in made {
            assert_eq!(one.split(' ').filter(|word| words.contains(word)).count(), 7, "{one}");
            assert_eq!(weakness(&one, &[]), None, "{one}");
        }
    }
}
