//! Pairs that may be one person, gone through by key.

use crate::say::{self, count};
use desk::CommandError;
use desk::casefile::Case;
use desk::stage::review::duplicates::{self, DuplicatePair, GivenAnswer, PairAnswer};
use notice::finding::escape_line;
use std::io::{BufRead, IsTerminal};

fn shown(pair: &DuplicatePair) -> String {
    let words = |traits: &[notice::intake::matching::Trait]| {
        traits.iter().map(|one| one.words()).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!(
        "{} and {}  ({}:{}, {}; {}:{}, {})\n  same: {}\n  other: {}",
        pair.people[0],
        pair.people[1],
        escape_line(&pair.lists[0]),
        pair.lines[0],
        pair.dispositions[0],
        escape_line(&pair.lists[1]),
        pair.lines[1],
        pair.dispositions[1],
        words(&pair.agrees),
        if pair.differs.is_empty() { "nothing known about both".into() } else { words(&pair.differs) }
    );
    for [heading, a, b] in &pair.cells {
        let mark = if a == b { ' ' } else { '*' };
        let line = format!("  {mark} {heading:<24} {a:<30} {b}");
        text.push_str(&format!("\n{}", escape_line(&line)));
    }
    text
}

/// The queue, to be read.
pub(super) fn listed(queue: &[DuplicatePair]) -> String {
    let mut text = format!("{} possible duplicates.", count(queue.len() as u64));
    for pair in queue {
        text.push('\n');
        text.push_str(&shown(pair));
    }
    text
}

/// Goes through the queue by what is typed; gives how many were answered. Each answer is written down at once, so that
/// nothing is lost when the work is left.
pub(super) fn go_through(case: &mut Case, queue: &[DuplicatePair], by: &str) -> Result<usize, CommandError> {
    let mut given: Vec<(usize, GivenAnswer)> = Vec::new();
    let mut at = 0;
    let stdin = std::io::stdin();
    let mut keys = stdin.lock().lines();
    while let Some(pair) = queue.get(at) {
        say::line(&format!("\n{} of {}: {}", at + 1, queue.len(), shown(pair)));
        if stdin.is_terminal() {
            say::ask("same person? [y/n/s/u/q] ");
        }
        let Some(Ok(key)) = keys.next() else { break };
        let answer = match key.trim() {
            "y" => PairAnswer::Same,
            "n" => PairAnswer::Apart,
            "s" => {
                at += 1;
                continue;
            }
            "u" => {
                match given.pop() {
                    Some((before, last)) => {
                        duplicates::undo_answer(case, last, by)?;
                        at = before;
                    }
                    None => say::line("There is nothing to undo."),
                }
                continue;
            }
            "q" => break,
            _ => {
                say::line("Type y, n, s, u or q.");
                continue;
            }
        };
        given.push((at, duplicates::answer(case, pair.people, answer, by)?));
        at += 1;
    }
    Ok(given.len())
}
