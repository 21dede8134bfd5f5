//! Words looked for in a text: folded, so that quotes, case and blanks do not matter, and found only where they stand as a
//! whole.

/// Bytes of a text in which a phrase is found sooner without a searcher that is built for it.
const SHORT: usize = 64;

/// Small letters, straight quotes, single blanks.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Most of a text is plain letters, which are taken a word at a time.
        let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
        let (word, tail) = rest.split_at(plain);
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        let mut tail = tail.chars();
        let Some(c) = tail.next() else { break };
        rest = tail.as_str();
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201C}' | '\u{201D}' | '«' | '»' => out.push('"'),
            '\u{2010}'..='\u{2013}' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns whether a folded text holds a folded fact as a whole: not as part of a longer number, word or address.
pub(super) fn holds(text: &str, fact: &str) -> bool {
    places(text, fact).next().is_some()
}

/// The places at which a folded text holds a folded fact as a whole; one place ends before the next begins.
pub(super) fn places<'t>(text: &'t str, fact: &'t str) -> impl Iterator<Item = usize> + 't {
    let found = memchr::memmem::find_iter(text.as_bytes(), fact.as_bytes());
    found.filter(move |&at| !fact.is_empty() && stands_free(text, at, at + fact.len()))
}

/// Returns whether nothing is joined to a stretch of text on either side: no letter or digit, nor one behind a hyphen, dot,
/// slash or at sign.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let joins = |first: Option<char>, second: Option<char>| match first {
        Some(c) if c.is_alphanumeric() => true,
        Some('-' | '.' | '/' | '@') => second.is_some_and(char::is_alphanumeric),
        // Thousands: 204 does not stand in 1,204.
        Some(',') => second.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    let ends_open = text[..end].ends_with(char::is_alphanumeric);
    let starts_open = text[start..].starts_with(char::is_alphanumeric);
    let (b1, b2) = (before.next(), before.next());
    let (a1, a2) = (after.next(), after.next());
    let joined_before = starts_open && joins(b1, b2);
    let joined_after = if ends_open { joins(a1, a2) } else { a1.is_some_and(char::is_alphanumeric) };
    !joined_before && !joined_after
}

/// Returns whether a folded text holds a word or phrase; a star at its end lets the last word run on.
pub(super) fn says(text: &str, phrase: &str) -> bool {
    let (phrase, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    let free = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && (open || !after.is_some_and(char::is_alphanumeric))
    };
    if text.len() < SHORT {
        let ends = text.len().saturating_sub(phrase.len()) + 1;
        return (0..ends).filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(phrase))).any(free);
    }
    memchr::memmem::find_iter(text.as_bytes(), phrase.as_bytes()).any(free)
}
