//! The number of marks of Markdown in a text, counted before it is parsed: a parser tries every opening mark with every
//! closing one, so that a few kilobytes of brackets or stars would keep it busy for half a minute.

use super::fault::MarkupFault;

/// Marks in one paragraph; the built-in letters have at most 70.
const IN_PARAGRAPH: usize = 600;
/// Marks in a whole letter.
const IN_ALL: usize = 6_000;

/// Counts marks. Refused: more than any letter needs, with the line at which it became too much.
pub(super) fn count(text: &str) -> Result<(), MarkupFault> {
    let (mut paragraph, mut all) = (0, 0);
    for (line, words) in (1u32..).zip(text.lines()) {
        if words.trim().is_empty() {
            paragraph = 0;
        }
        let is_mark = |byte: &u8| {
            matches!(byte, b'[' | b']' | b'*' | b'_' | b'`' | b'<' | b'>' | b'~' | b'|' | b'&' | b'!' | b'\\')
        };
        let marks = words.bytes().filter(is_mark).count();
        paragraph += marks;
        all += marks;
        if paragraph > IN_PARAGRAPH || all > IN_ALL {
            let (many, place) = if paragraph > IN_PARAGRAPH { (IN_PARAGRAPH, "paragraph") } else { (IN_ALL, "letter") };
            return Err(MarkupFault {
                line,
                column: 0,
                message: format!("The {place} has more than {many} brackets, stars and other marks of Markdown."),
                advice: "Write plain words; marks are for bold, italics and headings.",
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn letters_pass_and_heaps_of_marks_do_not() {
        let plain = "A **bold** word and _another_.\n\n".repeat(400);
        assert_eq!(count(&plain), Ok(()));
        for heap in ["[".repeat(60_000), "*a_ ".repeat(15_000), "`\n".repeat(3_000), "<!--\n\n".repeat(9_000)] {
            assert!(count(&heap).is_err_and(|fault| !fault.advice.is_empty()), "{:?}", heap.get(..8));
        }
        let late = format!("One.\n\nTwo.\n{}", "[".repeat(700));
        assert!(count(&late).is_err_and(|fault| fault.line == 4));
        assert_eq!(count(&"word ".repeat(12_000)), Ok(()));
    }
}
