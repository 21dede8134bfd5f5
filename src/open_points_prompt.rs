//! Open points at the terminal: listed before an approval, and asked about once or one by one.

use crate::say::{self, count};
use desk::CommandError;
use desk::stage::signoff::open_points::OpenPoint;
use desk::stage::signoff::reasons::AcceptanceReasons;
use notice::finding::escape_line;
use std::io::{self, BufRead, IsTerminal};

/// An open point, as a line of a list.
pub fn line(point: &OpenPoint) -> String {
    let OpenPoint { key, kind, words, letters, reason, .. } = point;
    let reason = if reason.is_empty() { String::new() } else { format!(" Reason: {}", escape_line(reason)) };
    let plural = if *letters == 1 { "" } else { "s" };
    format!("\n  {key}  {}, {} letter{plural}: {}{reason}", kind.name(), count(*letters), escape_line(words))
}

/// Returns whether somebody sits at a terminal who can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Lists the points that have no reason yet and asks for one reason for all of them or for one each.
///
/// # Errors
/// A terminal that ends in the middle.
pub fn ask(points: &[OpenPoint], reasons: &mut AcceptanceReasons) -> Result<(), CommandError> {
    let open = || points.iter().filter(|point| point.reason.is_empty() && !reasons.each.contains_key(&point.key));
    let open: Vec<&OpenPoint> = open().collect();
    if open.is_empty() {
        return Ok(());
    }
    let list: String = open.iter().map(|point| line(point)).collect();
    say::note(&format!("Approval accepts {} open points:{list}", count(open.len() as u64)));
    say::note("To stop without an approval, press Ctrl-C.");
    let all = answer("Reason for accepting all of them (Enter to be asked for each): ")?;
    if all.is_empty() {
        for point in &open {
            say::note(line(point).trim_start());
            let own = answer("Reason (Enter for none): ")?;
            if !own.is_empty() {
                reasons.each.insert(point.key.clone(), own);
            }
        }
    } else {
        reasons.all = all;
    }
    let without = open.iter().filter(|point| reasons.all.is_empty() && !reasons.each.contains_key(&point.key)).count();
    let question = format!(
        "Approve with {} open points, {} of them without a reason? (yes or no): ",
        count(points.len() as u64),
        count(without as u64)
    );
    match answer(&question)?.to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(not_approved()),
    }
}

fn not_approved() -> CommandError {
    CommandError::input("Nothing was approved.", "Start again, and answer yes at the end.")
}

/// The answer to a question; the end of the input answers none.
fn answer(question: &str) -> Result<String, CommandError> {
    say::ask(question);
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(1..) => Ok(line.trim().to_owned()),
        Ok(0) | Err(_) => Err(not_approved()),
    }
}
