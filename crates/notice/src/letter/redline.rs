//! Two letters beside each other: what one says and the other does not.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// The letter with its differences from a base letter marked: `[-left out-]` and `{+put in+}`. Paragraphs are told apart
/// first, and words within those that differ, so that a new paragraph stands as one.
pub fn redline(base: &[String], letter: &[String]) -> String {
    let (base, letter): (Vec<&str>, Vec<&str>) =
        (base.iter().map(String::as_str).collect(), letter.iter().map(String::as_str).collect());
    let parts = compare(&base, &letter);
    let mut out = String::new();
    let mut at = 0;
    while at < parts.len() {
        let (text, used) = match parts[at..] {
            // A paragraph in place of another that shares half of its words is that one, changed.
            [(ChangeTag::Delete, old), (ChangeTag::Insert, new), ..] if alike(old, new) => (words(old, new), 2),
            [(ChangeTag::Equal, same), ..] => (same.to_owned(), 1),
            [(ChangeTag::Delete, old), ..] => (format!("[-{old}-]"), 1),
            [(ChangeTag::Insert, new), ..] => (format!("{{+{new}+}}"), 1),
            [] => break,
        };
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&text);
        at += used;
    }
    out
}

fn alike(old: &str, new: &str) -> bool {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let same = compare(&old, &new).iter().filter(|(tag, _)| *tag == ChangeTag::Equal).count();
    2 * same >= old.len().max(new.len())
}

fn words(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let mut out = String::new();
    let mut open = "";
    for (tag, word) in compare(&old, &new) {
        let (start, end) = match tag {
            ChangeTag::Equal => ("", ""),
            ChangeTag::Delete => ("[-", "-]"),
            ChangeTag::Insert => ("{+", "+}"),
        };
        if open != end {
            out.push_str(open);
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if open != end {
            out.push_str(start);
        }
        open = end;
        out.push_str(word);
    }
    out.push_str(open);
    out
}

/// Tells what both say, and between it what is left out before what is put in.
fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(ChangeTag, &'a str)> {
    let runs = capture_diff_slices(Algorithm::Lcs, old, new);
    runs.iter().flat_map(|run| run.iter_changes(old, new)).map(|change| (change.tag(), change.value())).collect()
}

#[cfg(test)]
mod tests {
    use super::redline;
    use proptest::prelude::*;

    fn letter(paragraphs: &[&str]) -> Vec<String> {
        paragraphs.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn differences_are_marked_where_they_are() {
        let base = letter(&["Dear Robin,", "We write about your records.", "Call us at any time."]);
        let other = letter(&[
            "Dear Robin,",
            "We write about your child's records.",
            "A right of yours.",
            "Call us at any time.",
        ]);
        assert_eq!(
            redline(&base, &other),
            "Dear Robin,\n\nWe write about your {+child's+} records.\n\n{+A right of yours.+}\n\nCall us at any time."
        );
        assert_eq!(redline(&base, &base), base.join("\n\n"));
        assert_eq!(
            redline(&base, &[]),
            "[-Dear Robin,-]\n\n[-We write about your records.-]\n\n[-Call us at any time.-]"
        );
    }

    /// Both texts of a redline, the later first.
    fn taken(redline: &str, out: bool) -> Vec<String> {
        let (mut words, mut inside) = (Vec::new(), ' ');
        for word in redline.split_whitespace() {
            let mut word = word;
            for (start, mark) in [("[-", '-'), ("{+", '+')] {
                if let Some(rest) = word.strip_prefix(start) {
                    (word, inside) = (rest, mark);
                }
            }
            let end = ["-]", "+}"].iter().find_map(|end| word.strip_suffix(end));
            if inside == ' ' || inside == if out { '-' } else { '+' } {
                words.push(end.unwrap_or(word).to_owned());
            }
            if end.is_some() {
                inside = ' ';
            }
        }
        words
    }

    proptest! {
        #[test]
        fn both_letters_can_be_read_out_of_it(
            base in prop::collection::vec(prop::collection::vec("[abc]{1,2}", 1..6), 0..6),
            other in prop::collection::vec(prop::collection::vec("[abc]{1,2}", 1..6), 0..6),
        ) {
            let join = |letter: &[Vec<String>]| letter.iter().map(|words| words.join(" ")).collect::<Vec<_>>();
            let marked = redline(&join(&base), &join(&other));
            prop_assert_eq!(taken(&marked, true), base.concat());
            prop_assert_eq!(taken(&marked, false), other.concat());
        }
    }
}
