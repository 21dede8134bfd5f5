//! Questions about a list, in words.

use crate::say::count;
use notice::finding::{escape_line, mask_numbers, quote_column};
use notice::intake::{Question, QuestionKind};
use std::fmt::Write as _;

/// Writes the questions about a list: what was seen, whom it concerns, what each choice does, and how to answer.
pub fn write(text: &mut String, list: &str, questions: &[Question], headings: &[&str]) {
    if questions.is_empty() {
        return;
    }
    let open = questions.iter().filter(|question| question.is_open()).count();
    let _ = writeln!(text, "\nQuestions about {}: {open} open", escape_line(list));
    for question in questions {
        let columns: Vec<String> = question
            .columns
            .iter()
            .filter_map(|number| {
                let heading = headings.get(usize::from(*number).checked_sub(1)?)?;
                Some(quote_column(usize::from(*number), heading))
            })
            .collect();
        let people = count(question.people);
        let waiting = if question.is_open() && !question.holds() { " No rows are held." } else { "" };
        let _ = writeln!(text, "  {people} × {}{waiting}", question.kind.text());
        if !columns.is_empty() {
            let _ = writeln!(text, "      {}", columns.join("; "));
        }
        if !question.seen.is_empty() {
            let seen: Vec<String> =
                question.seen.iter().map(|value| escape_line(&mask_numbers_of(question, value)).into_owned()).collect();
            let _ = writeln!(text, "      seen: {}", seen.join("; "));
        }
        if !question.lines.is_empty() {
            let lines: Vec<String> = question.lines.iter().map(u32::to_string).collect();
            let _ = writeln!(text, "      first lines {}", lines.join(", "));
        }
        match question.answer {
            Some(word) => {
                let _ = writeln!(text, "      answered: {word}");
            }
            None => {
                for choice in question.choices {
                    let _ = writeln!(text, "      --answer {}={}: {}", question.key, choice.word, choice.effect);
                }
            }
        }
    }
}

/// A value that was seen, with long runs of digits covered; days are shown whole.
fn mask_numbers_of(question: &Question, value: &str) -> String {
    match question.kind {
        QuestionKind::DeathDay | QuestionKind::BirthDay => value.to_owned(),
        _ => mask_numbers(value).into_owned(),
    }
}
