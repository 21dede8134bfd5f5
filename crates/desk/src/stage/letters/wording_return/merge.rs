//! Lines that came back, with the empty lines that stood between them in the template.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The text of a template with lines that came back in the place of its own. Empty lines between them stay where they were; a new line
/// gets one beside words, and none beside an instruction or within a list.
pub(super) fn merge(text: &str, lines: &[String]) -> String {
    let mut own: Vec<(&str, usize)> = Vec::new();
    let (mut empty, mut first) = (0, 0);
    for line in text.lines() {
        if line.trim().is_empty() {
            empty += 1;
        } else {
            if own.is_empty() {
                first = empty;
            }
            own.push((line, empty));
            empty = 0;
        }
    }
    let before: Vec<&str> = own.iter().map(|(line, _)| line.trim_end()).collect();
    let after: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    let mut out: Vec<(&str, usize)> = Vec::with_capacity(after.len());
    let mut is_new = false;
    for run in capture_diff_slices(Algorithm::Lcs, &before, &after) {
        let (old, new) = (run.old_range(), run.new_range());
        for (at, number) in new.clone().enumerate() {
            let line = after[number];
            let takes_place = run.tag() == DiffTag::Equal || (run.tag() == DiffTag::Replace && at < old.len());
            let previous = out.last().map(|(line, _)| *line);
            let gap = match (takes_place, previous) {
                (_, None) => first,
                (true, Some(previous)) if is_new => own[old.start + at].1.max(gap_between(previous, line)),
                (true, Some(_)) => own[old.start + at].1,
                (false, Some(previous)) => gap_between(previous, line),
            };
            is_new = !takes_place;
            // A line that stays is as it was, with the spaces at its end.
            let kept = if run.tag() == DiffTag::Equal { own[old.start + at].0 } else { line };
            out.push((kept, gap));
        }
    }
    let mut merged = String::with_capacity(text.len());
    for (line, gap) in out {
        merged.push_str(&"\n".repeat(gap));
        merged.push_str(line);
        merged.push('\n');
    }
    merged.push_str(&"\n".repeat(empty));
    if !text.ends_with('\n') && merged.ends_with('\n') {
        merged.pop();
    }
    merged
}

/// Empty lines between a line and a new one.
fn gap_between(line: &str, next: &str) -> usize {
    let is_block = |line: &str| ["{{#", "{{/", "{{else"].iter().any(|start| line.trim_start().starts_with(start));
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    usize::from(!(is_block(line) || is_block(next) || is_item(line) && is_item(next)))
}

#[cfg(test)]
mod tests {
    use super::merge;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn new_lines_stand_where_lines_of_their_kind_stand() {
        let text = "### Head\n\nOne.\n\n{{#if x}}\nTwo.\n{{/if}}\n- a\n- b\n";
        let mut own = lines(text);
        own.insert(2, "New.".to_owned());
        own.insert(own.len() - 1, "- c".to_owned());
        assert_eq!(merge(text, &own), "### Head\n\nOne.\n\nNew.\n\n{{#if x}}\nTwo.\n{{/if}}\n- a\n- c\n- b\n");
        own.retain(|line| !line.starts_with("One"));
        assert_eq!(merge(text, &own), "### Head\n\nNew.\n\n{{#if x}}\nTwo.\n{{/if}}\n- a\n- c\n- b\n");
        assert_eq!(merge(text, &[]), "");
    }

    proptest! {
        #[test]
        fn lines_that_did_not_change_give_the_same_text(text in "(([a-d{#/]{1,4} ?)?\n){0,12}[a-d]{0,2}") {
            let same = merge(&text, &lines(&text));
            if lines(&text).is_empty() {
                prop_assert!(same.trim().is_empty());
            } else {
                prop_assert_eq!(same, text);
            }
        }

        #[test]
        fn every_line_that_came_back_stands_in_it(
            text in "([a-d]{0,4}\n){0,12}", other in "([a-e]{1,4}\n){0,12}",
        ) {
            let own = lines(&other);
            prop_assert_eq!(lines(&merge(&text, &own)), own);
        }
    }
}
