//! Changes of letters since they were signed.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::approval;
use crate::casefile::id::ActId;
use crate::casefile::ledger::Summary;
use crate::casefile::signed::SignedWords;
use crate::ledger::read_words;
use crate::snapshot::CaseSnapshot;
use notice::finding::escape_line;
use notice::letter::redline;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// Changes of one letter since it was signed last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterChanges {
    /// The variant.
    pub variant: String,
    /// Name of the person who signed it last.
    pub signed_by: String,
    /// The act of that signature.
    pub signed_in: ActId,
    /// The letter with its changes marked, `[-left out-]` and `{+put in+}`: with everything that it can print, and again with other
    /// information taken where something else changed there.
    pub redlines: Vec<String>,
    /// Changes beside the words, each in plain words.
    pub beside: Vec<&'static str>,
    /// True if it was signed before the words of signatures were kept, so that the changes cannot be told.
    pub words_unknown: bool,
}

impl fmt::Display for LetterChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variant, signed_by, signed_in, redlines, beside, words_unknown } = self;
        writeln!(f, "{variant}: changes since {} approved it (action {signed_in})", escape_line(signed_by))?;
        f.write_str("[-left out-] {+put in+}\n")?;
        if *words_unknown {
            return f.write_str(
                "\nIt was approved before the program kept the words of approvals, so the changes cannot be shown.\n",
            );
        }
        if !beside.is_empty() {
            writeln!(f, "\nChanged beside the words: {}.", beside.join("; "))?;
        }
        if redlines.is_empty() {
            f.write_str("\nThe words of the letter are what they were.\n")?;
        }
        redlines.iter().try_for_each(|redline| writeln!(f, "\n{}\n{redline}", "-".repeat(72)))
    }
}

/// The changes of every letter that was signed and is not signed as it is now.
pub fn changes_since_signed(
    case: &Case,
    snapshot: &CaseSnapshot,
    summary: &Summary,
) -> Result<Vec<LetterChanges>, CommandError> {
    let approvals = case.approvals()?;
    let lost = |name: &str| {
        let signed = approvals.iter().filter(|((variant, _), _)| variant == name).map(|(_, approval)| approval);
        let digest = &summary.variants[name].digest;
        let last = signed.max_by_key(|approval| approval.act)?;
        approval::find(&approvals, name, digest).is_none().then_some(last)
    };
    let names: Vec<&str> = summary.variants.keys().map(String::as_str).filter(|name| lost(name).is_some()).collect();
    let now = read_words(snapshot, summary, &names)?;
    let mut changes = Vec::with_capacity(names.len());
    for name in names {
        let Some(last) = lost(name) else { continue };
        let signed = case.last_signed_words(name)?.filter(|(act, _)| *act == last.act).map(|(_, words)| words);
        let (words_unknown, (redlines, beside)) = match (&signed, now.get(name)) {
            (Some(signed), Some(now)) => (false, compare(signed, now)),
            _ => (true, (Vec::new(), Vec::new())),
        };
        changes.push(LetterChanges {
            variant: name.to_owned(),
            signed_by: last.by.clone(),
            signed_in: last.act,
            redlines,
            beside,
            words_unknown,
        });
    }
    Ok(changes)
}

/// Redlines of what was signed against what stands now, and what else changed.
fn compare(signed: &SignedWords, now: &SignedWords) -> (Vec<String>, Vec<&'static str>) {
    let mut redlines = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let longer = signed.drafts.len().max(now.drafts.len());
    // Mixtures that one of the two lacks are held against its fullest letter.
    let of =
        |words: &SignedWords, at: usize| words.drafts.get(at).or(words.drafts.first()).cloned().unwrap_or_default();
    for at in 0..longer {
        let (before, after) = (of(signed, at), of(now, at));
        if before == after {
            continue;
        }
        let marked = redline(&before, &after);
        let marks: BTreeSet<String> = marks(&marked).map(str::to_owned).collect();
        if !marks.is_subset(&seen) {
            seen.extend(marks);
            redlines.push(marked);
        }
    }
    let differs = [
        (signed.rule != now.rule, "the state's rule"),
        (signed.pages != now.pages, "what stands on every page, or its measures"),
        (signed.faces != now.faces, "the typefaces"),
        (signed.engine != now.engine, "the version of the program"),
    ];
    (redlines, differs.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect())
}

/// The marked stretches of a redline.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (at, end) = [("[-", "-]"), ("{+", "+}")]
            .into_iter()
            .filter_map(|(start, end)| Some((rest.find(start)?, end)))
            .min_by_key(|(at, _)| *at)?;
        let marked = &rest[at..];
        let length = marked.find(end).map_or(marked.len(), |length| length + end.len());
        rest = &marked[length..];
        Some(&marked[..length])
    })
}

#[cfg(test)]
mod tests {
    use super::{SignedWords, compare, marks};

    fn words(drafts: &[&[&str]]) -> SignedWords {
        let drafts = drafts.iter().map(|draft| draft.iter().map(|text| (*text).to_owned()).collect()).collect();
        SignedWords { drafts, ..SignedWords::default() }
    }

    #[test]
    fn one_change_that_stands_in_every_mixture_is_told_once() {
        let signed =
            words(&[&["Dear [person]:", "We looked into it.", "Call us."], &["Dear [person]:", "We looked into it."]]);
        let now =
            words(&[&["Dear [person]:", "We looked at it.", "Call us."], &["Dear [person]:", "We looked at it."]]);
        let (redlines, beside) = compare(&signed, &now);
        assert_eq!(redlines, ["Dear [person]:\n\nWe looked [-into-] {+at+} it.\n\nCall us."]);
        assert!(beside.is_empty());
        assert_eq!(marks(&redlines[0]).collect::<Vec<_>>(), ["[-into-]", "{+at+}"]);
    }

    #[test]
    fn a_change_that_only_other_information_shows_has_a_redline_of_its_own() {
        let signed = words(&[&["A"], &["A", "No number was taken."]]);
        let now = words(&[&["A"], &["A", "No account was taken."]]);
        let (redlines, _) = compare(&signed, &now);
        assert_eq!(redlines, ["A\n\nNo [-number-] {+account+} was taken."]);
    }

    #[test]
    fn what_changed_beside_the_words_is_named() {
        let signed = words(&[&["A"]]);
        let now = SignedWords { rule: "2".to_owned(), engine: "0.2.0".to_owned(), ..signed.clone() };
        let (redlines, beside) = compare(&signed, &now);
        assert!(redlines.is_empty());
        assert_eq!(beside, ["the state's rule", "the version of the program"]);
        assert_eq!(compare(&signed, &signed), (Vec::new(), Vec::new()));
    }
}
