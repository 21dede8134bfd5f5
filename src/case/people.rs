//! Commands over a case about who is who: pairs that may be one person, and families.

use super::{look_at, look_or_work, on, tell};
use crate::means::means;
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::casefile::Case;
use desk::stage::lists::guardians;
use desk::stage::review::duplicates::{self, Answer, Given, Pair};
use desk::stage::review::households;
use desk::{Refused, ledger};
use notice::finding::escape_line;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum PeopleCommand {
    /// Rows that may be one person: listed, or gone through by key
    Pairs {
        #[command(flatten)]
        door: Door,
        /// Go through them: y one person, n two people, s later, u undo, q quit
        #[arg(long, requires = "by")]
        answer: bool,
        /// Who answers
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        by: String,
        /// Show the cells of both rows, on this screen alone
        #[arg(long, conflicts_with = "json")]
        show_values: bool,
    },
    /// Guardians from a second file, joined by record number
    Guardians {
        #[command(flatten)]
        door: Door,
        /// A table with the headings `record_id`, and `guardian_name` or `guardian_first` and `guardian_last`
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        /// Who stands for it
        #[arg(long, value_name = "NAME")]
        by: String,
    },
    /// People who share an address, side by side; each has an envelope of their own
    Families {
        #[command(flatten)]
        door: Door,
    },
}

impl PeopleCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, templates: Option<PathBuf>, json: bool) -> Result<u8, Refused> {
        let means = means(templates);
        let progress = &mut say::progress;
        match self {
            Self::Pairs { door, answer, by, show_values } => look_or_work(!answer, &door, |case| {
                let queue = duplicates::pairs(case, show_values, &means, progress)?;
                let open = if answer { queue.len() - go_through(case, &queue, &by)? } else { queue.len() };
                if answer {
                    ledger::current(case, &means, progress)?;
                    say::line(&format!("{} pairs are open.", count(open as u64)));
                } else {
                    tell(json, &serde_json::json!({ "pairs": queue }), |_| listed(&queue));
                }
                Ok(u8::from(open > 0))
            }),
            Self::Guardians { door, file, by } => on(&door, |case| {
                let joined = guardians::guardians(case, &file, &by, &means, progress)?;
                tell(json, &joined, |joined| {
                    let mut text = format!(
                        "{} children have a guardian by the file; {} numbers of it are nobody's here.\n{} families have one \
                         name, {} have not; {} children live with their guardian, {} do not.",
                        count(joined.joined),
                        count(joined.strangers),
                        count(joined.families.same),
                        count(joined.families.other),
                        count(joined.homes.same),
                        count(joined.homes.other)
                    );
                    if joined.other_in_list > 0 {
                        let n = count(joined.other_in_list);
                        text.push_str(&format!(
                            "\nThe list itself names another guardian for {n} of them; the list's own stays."
                        ));
                    }
                    if let Some(older) = &joined.replaces {
                        text.push_str(&format!(
                            "\nIt stands in the place of {}: who is in that one alone has no guardian by it any more.",
                            escape_line(older)
                        ));
                    }
                    text
                });
                Ok(0)
            }),
            Self::Families { door } => look_at(&door, |case| {
                let found = households::families(case, &means, progress)?;
                tell(json, &serde_json::json!({ "families": found }), |_| {
                    let mut text = format!("{} addresses with more than one person.", count(found.len() as u64));
                    for family in &found {
                        text.push_str(if family.one_guardian { "\n\none guardian" } else { "\n" });
                        for one in &family.members {
                            let line = format!(
                                "  {:>7}  {}:{}  {:<11} {:<9} {}",
                                one.person, one.list, one.line, one.standing, one.disposition, one.variant
                            );
                            text.push_str(&format!("\n{}", escape_line(&line)));
                        }
                    }
                    text
                });
                Ok(0)
            }),
        }
    }
}

fn shown(pair: &Pair) -> String {
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
        if pair.differs.is_empty() { "nothing that is known of both".into() } else { words(&pair.differs) }
    );
    for [heading, a, b] in &pair.cells {
        let mark = if a == b { ' ' } else { '*' };
        let line = format!("  {mark} {heading:<24} {a:<30} {b}");
        text.push_str(&format!("\n{}", escape_line(&line)));
    }
    text
}

fn listed(queue: &[Pair]) -> String {
    let mut text = format!("{} pairs may be one person.", count(queue.len() as u64));
    for pair in queue {
        text.push('\n');
        text.push_str(&shown(pair));
    }
    text
}

/// Goes through the queue by what is typed; gives how many were answered. Each answer is written down at once, so that
/// nothing is lost when the work is left.
fn go_through(case: &mut Case, queue: &[Pair], by: &str) -> Result<usize, Refused> {
    let mut given: Vec<(usize, Given)> = Vec::new();
    let mut at = 0;
    let stdin = std::io::stdin();
    let mut keys = stdin.lock().lines();
    while let Some(pair) = queue.get(at) {
        say::line(&format!("\n{} of {}: {}", at + 1, queue.len(), shown(pair)));
        if stdin.is_terminal() {
            say::ask("one person? [y/n/s/u/q] ");
        }
        let Some(Ok(key)) = keys.next() else { break };
        let answer = match key.trim() {
            "y" => Answer::Same,
            "n" => Answer::Apart,
            "s" => {
                at += 1;
                continue;
            }
            "u" => {
                match given.pop() {
                    Some((before, last)) => {
                        duplicates::take_back(case, last, by)?;
                        at = before;
                    }
                    None => say::line("There is nothing to take back."),
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
