//! The words by which files say what became of a piece. They are data: `dispositions.txt`.

use super::purpose::Purpose;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The table.
const TABLE: &str = include_str!("dispositions.txt");

/// The table as it is looked up.
static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::parse(TABLE));

/// Meaning of a value for its piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// Nothing is wrong with it, it was mailed, or it arrived.
    Done,
    /// It is to be made again.
    Again,
    /// It is spoiled or lost.
    Spoiled,
    /// It was taken out on purpose.
    Stopped,
    /// It came back.
    Returned,
}

impl Disposition {
    const ALL: [(&'static str, Self); 5] = [
        ("done", Self::Done),
        ("again", Self::Again),
        ("spoiled", Self::Spoiled),
        ("stopped", Self::Stopped),
        ("returned", Self::Returned),
    ];
}

/// A heading of the table.
struct Heading {
    words: Vec<&'static str>,
    /// The command for which it holds, where it does not for all.
    command: Option<&'static str>,
}

/// Headings and values, as the table has them.
#[derive(Default)]
struct Vocabulary {
    /// Headings by kind.
    headings: HashMap<&'static str, Vec<Heading>>,
    values: HashMap<&'static str, Disposition>,
    details: HashSet<&'static str>,
    /// Words of reasons for which letters come back.
    reasons: HashSet<&'static str>,
    /// The most words that a value of the table has.
    longest: usize,
}

impl Vocabulary {
    fn parse(table: &'static str) -> Self {
        let mut words = Self::default();
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        for (head, phrases) in lines.filter_map(|line| line.split_once(": ")) {
            let (kind, command) = head.split_once(' ').map_or((head, None), |(kind, command)| (kind, Some(command)));
            let phrases = phrases.split(';').map(str::trim);
            if let Some((_, says)) = Disposition::ALL.iter().find(|(name, _)| *name == kind) {
                for phrase in phrases {
                    words.longest = words.longest.max(phrase.split(' ').count());
                    words.values.insert(phrase, *says);
                }
            } else if kind == "detail" {
                words.details.extend(phrases);
            } else if kind == "reason" {
                words.reasons.extend(phrases);
            } else {
                let kept = phrases.map(|phrase| Heading { words: phrase.split(' ').collect(), command });
                words.headings.entry(kind).or_default().extend(kept);
            }
        }
        words
    }

    /// The phrases of a kind of heading that hold for a command.
    fn of(&self, kind: &str, purpose: Purpose) -> impl Iterator<Item = &[&'static str]> {
        let all = self.headings.get(kind).map_or(&[][..], Vec::as_slice);
        let holds = move |heading: &&Heading| heading.command.is_none_or(|command| command == purpose.words());
        all.iter().filter(holds).map(|heading| heading.words.as_slice())
    }
}

/// Returns true if a heading says that its column has dispositions.
pub(super) fn is_disposition(heading: &str, purpose: Purpose) -> bool {
    let (parts, whole) = (parts(heading), squeezed(heading));
    let beside = |part: &&String| WORDS.of("heading-beside", purpose).any(|word| *part == word[0]);
    let after: Vec<&String> = parts.iter().skip_while(beside).collect();
    let within = after.len() - after.iter().rev().take_while(|part| beside(part)).count();
    let bare: String = after[..within].iter().map(|part| part.as_str()).collect();
    if WORDS.of("heading", purpose).map(<[_]>::concat).any(|phrase| phrase == whole || phrase == bare) {
        return true;
    }
    let about = |part: &String| WORDS.of("heading-about", purpose).any(|word| part.starts_with(word[0]));
    // Short words are words of their own alone; long ones are known at the end of a word that has no mark before them.
    let says = |part: &String| {
        let is = |word: &str| part == word || (word.len() > 5 && part.ends_with(word));
        WORDS.of("heading-word", purpose).any(|word| is(word[0]))
    };
    parts.iter().any(says) && !parts.iter().any(about)
}

/// Returns true if a heading is that of a place or a person.
pub(super) fn is_of_place(heading: &str, purpose: Purpose) -> bool {
    parts(heading)
        .iter()
        .any(|part| WORDS.of("heading-other", purpose).any(|word| part.trim_end_matches(char::is_numeric) == word[0]))
}

/// Returns true if a heading is that of a name of a person or a place, below which any word may stand.
pub(super) fn is_of_name(heading: &str, purpose: Purpose) -> bool {
    parts(heading).iter().any(|part| WORDS.of("heading-name", purpose).any(|word| part == word[0]))
}

/// Returns true if a reason for a return is made of carriers' words alone, so that it has nothing of anybody in it.
pub(super) fn is_carriers_reason(reason: &str) -> bool {
    let parts = parts(reason);
    !parts.is_empty() && parts.iter().all(|part| WORDS.reasons.contains(part.as_str()))
}

/// Returns true if a heading is that of the day on which letters came back.
pub(super) fn is_return_day(heading: &str, purpose: Purpose) -> bool {
    let whole = squeezed(heading);
    WORDS.of("heading-return", purpose).any(|phrase| phrase.concat() == whole)
}

/// Returns the meaning of a value for its piece, if it says one thing and nothing else. A word that the table does not
/// have may change everything (`delivered to a wrong address`), so it leaves the value to people.
pub(super) fn said(value: &str) -> Option<Disposition> {
    if is_label(value) {
        return None;
    }
    let parts = parts(value);
    let (mut at, mut found) = (0, None);
    while at < parts.len() {
        let longest = WORDS.longest.min(parts.len() - at);
        let phrase =
            (1..=longest).rev().find_map(|n| Some((n, *WORDS.values.get(parts[at..at + n].join(" ").as_str())?)));
        match phrase {
            Some((n, says)) if found.is_none_or(|before| before == says) => {
                found = Some(says);
                at += n;
            }
            Some(_) => return None,
            None if parts[at].starts_with(|c: char| c.is_ascii_digit())
                || WORDS.details.contains(parts[at].as_str()) =>
            {
                at += 1;
            }
            None => return None,
        }
    }
    found
}

/// Returns true if a value is the name of a machine or a station, as OK-7: letters and a number, no blank and no day.
fn is_label(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    value.starts_with(char::is_alphabetic)
        && value.ends_with(|c: char| c.is_ascii_digit())
        && !value.contains(char::is_whitespace)
        && digits < 4
}

/// Letters and digits of a heading in small letters: `Page Start`, `page_start` and `PageStart` are one.
pub(super) fn squeezed(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a heading or a value in small letters; a capital after a small letter begins one.
fn parts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = vec![String::new()];
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let ends = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins =
            c.is_uppercase() && before.is_some_and(|before| before.is_lowercase() || (before.is_uppercase() && ends));
        if !c.is_alphanumeric() || begins {
            parts.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(part) = parts.last_mut()
        {
            part.extend(c.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::Disposition::{Again, Done, Returned, Spoiled, Stopped};
    use super::{Purpose, WORDS, is_disposition, is_of_place, parts, said};

    #[test]
    fn the_table_is_whole() {
        assert!(WORDS.values.len() > 80 && WORDS.details.len() > 80 && WORDS.longest >= 3);
        let known = [
            "heading",
            "heading-beside",
            "heading-word",
            "heading-about",
            "heading-other",
            "heading-name",
            "heading-return",
        ];
        for kind in known {
            assert!(WORDS.of(kind, Purpose::Returns).count() > 3, "{kind}");
        }
        assert!(WORDS.headings.keys().all(|kind| known.contains(kind)), "a kind that nobody looks up");
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        for heading in [
            "Status",
            "PIECE_STATUS",
            "pieceStatus",
            "mailstatus",
            "Disp.",
            "Disposition Code",
            "QCResult",
            "QC",
            "LastScan",
            "last_scan",
            "Pass/Fail",
            "Delivered?",
            "GOOD",
            "Delivery Status",
            "scan-result",
            "Outcome",
            "Mailed (Y/N)",
            "Is Delivered",
            "piece good",
            "Reprint X",
        ] {
            for purpose in [Purpose::Reprint, Purpose::Returns, Purpose::Remail] {
                assert!(is_disposition(heading, purpose), "{heading}");
            }
        }
        for heading in [
            "reason",
            "reason_code",
            "state",
            "New State",
            "address_status",
            "NCOA result",
            "date",
            "scan",
            "barcode",
            "operator",
            "sequence",
            "display",
            "",
            "nixie_code",
            "comments",
        ] {
            assert!(!is_disposition(heading, Purpose::Returns), "{heading}");
        }
        assert!(
            is_disposition("return_status", Purpose::Reprint) && !is_disposition("return_status", Purpose::Returns)
        );
        assert!(is_of_place("new_state", Purpose::Returns) && is_of_place("Address1", Purpose::Returns));
        assert_eq!(parts("QCResult of LastScan/2"), ["qc", "result", "of", "last", "scan", "2"]);
    }

    #[test]
    fn a_value_says_one_thing_or_is_left_to_people() {
        for (value, says) in [
            ("GOOD", Some(Done)),
            ("Mailed OK on 03/02/2026", Some(Done)),
            ("Delivered, In/At Mailbox", Some(Done)),
            ("Out for Delivery", Some(Done)),
            ("Do not reprint", Some(Done)),
            ("Reprint", Some(Again)),
            ("Outsorted", Some(Spoiled)),
            ("not mailed", Some(Spoiled)),
            ("DO NOT MAIL", Some(Stopped)),
            ("Return to sender", Some(Returned)),
            ("not delivered", Some(Returned)),
            ("delivered to a wrong address", None),
            ("mailed back", None),
            ("OK-7", None),
            ("0-Good", Some(Done)),
            ("delivered:2026-03-02", Some(Done)),
            ("good, reprint", None),
            ("printed crooked", None),
            ("UTF", None),
            ("not deliverable as addressed", None),
            ("Attempted - not known", None),
            ("2026-03-02", None),
            ("", None),
        ] {
            assert_eq!(said(value), says, "{value}");
        }
    }
}
