//! Names: as typed, never guessed, and told apart from what only stands in their place.

use super::lexicon::{GUARDIANS, NAMES, tokens};
use super::name_marks;
use super::nothing::{is_never_a_name, is_nothing, may_be_name};
use super::text::{clean, is_formula};
use crate::finding::{Code, CodeSet, Severity};
use crate::party::PersonName;
use std::borrow::Cow;

/// Printed names longer than this are pointed out.
const LONG: usize = 40;

/// The cells of a name before they are cleaned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameCells<'a> {
    pub(super) first: &'a str,
    pub(super) middle: &'a str,
    pub(super) last: &'a str,
    pub(super) suffix: &'a str,
    pub(super) full: &'a str,
}

/// A name that somebody gives outside a list, in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct GivenName<'a> {
    /// Given name, with a middle name where there is one.
    pub first: &'a str,
    /// Family name, with a suffix where there is one.
    pub last: &'a str,
}

impl GivenName<'_> {
    /// The name, by the same checks as one in a list.
    ///
    /// # Errors
    /// Everything that would hold a row with this name.
    pub fn read(&self) -> Result<PersonName, Vec<Code>> {
        let mut codes = CodeSet::EMPTY;
        let (name, _) = person(NameCells { first: self.first, last: self.last, ..NameCells::default() }, &mut codes);
        let holding: Vec<Code> = codes.iter().filter(|code| code.severity() >= Severity::Hold).collect();
        match name {
            Some(name) if holding.is_empty() => Ok(name),
            _ => Err(holding),
        }
    }
}

/// Marks that a name carries about its person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NameMarks {
    /// "Estate of", "(deceased)".
    pub(super) dead: bool,
    /// "Do not mail".
    pub(super) silent: bool,
}

/// The name of the affected person. `None` where there is none that could stand on a letter.
pub(super) fn person(cells: NameCells<'_>, codes: &mut CodeSet) -> (Option<PersonName>, NameMarks) {
    let formula = [cells.first, cells.middle, cells.last, cells.suffix, cells.full]
        .iter()
        .any(|cell| is_formula(cell) && !is_nothing(cell.trim()));
    if formula {
        codes.insert(Code::NameFormula);
    }
    // A word for nothing in a name is never printed, but where somebody can be called so.
    let part = |cell| if is_nothing(clean(cell).as_ref()) { "" } else { cell };
    let whole = |cell| if is_never_a_name(clean(cell).as_ref()) { "" } else { cell };
    let is_none_said = [cells.first, cells.last, cells.full].iter().any(|cell| is_never_a_name(clean(cell).as_ref()));
    let cells = NameCells {
        first: whole(cells.first),
        middle: if may_be_name(cells.middle) { cells.middle } else { middle_name(part(cells.middle)) },
        last: whole(cells.last),
        suffix: suffix(part(cells.suffix)),
        full: whole(cells.full),
    };
    let name = if cells.full.is_empty() {
        from_parts(cells)
    } else {
        let (name, assumed) = from_full(&clean(cells.full));
        if assumed {
            codes.insert(Code::NameOrderAssumed);
        }
        name
    };
    if is_formula(&name.full) {
        codes.insert(Code::NameFormula);
    }
    let mut marks = marks(&name.full);
    marks.dead |= name_marks::is_dead_suffix(cells.suffix);
    let parts = [cells.first, cells.middle, cells.last, cells.suffix, cells.full];
    let several = [cells.last, cells.full].iter().any(|cell| name_marks::is_several(cell))
        || name_marks::is_several_first(cells.first);
    let is_health = [cells.first, cells.last, cells.full].iter().any(|part| name_marks::is_health(part, true))
        || [cells.middle, cells.suffix].iter().any(|part| name_marks::is_health(part, false));
    let is_marked = several
        || (!cells.suffix.is_empty() && !name_marks::is_suffix(&clean(cells.suffix)))
        || name_marks::has_number(&name.full)
        || name_marks::has_number_beside(&name.full)
        || name_marks::ends_in_sign(&name.full)
        || is_health
        || name_marks::has_sign(&name.full)
        || parts.iter().any(|part| name_marks::is_marked(part));
    if !formula && !marks.dead && is_marked {
        codes.insert(Code::NameMarked);
    }
    if super::damage::is_damaged(&name.full) {
        codes.insert(Code::NameDamaged);
    }
    // One word in a column of whole names is the whole name: some people have no other.
    let alone = !cells.full.is_empty() && name.full.chars().filter(|c| c.is_alphabetic()).count() > 1;
    if alone && name.last.is_empty() && !is_placeholder(&name) {
        codes.insert(Code::NameUnusual);
        return (Some(name), marks);
    }
    if name.first.is_empty() || name.last.is_empty() {
        let word = if is_none_said || is_placeholder(&name) { Code::NamePlaceholder } else { Code::NameMissing };
        codes.insert(word);
        return ((!name.is_empty()).then_some(name), marks);
    }
    if is_placeholder(&name) {
        codes.insert(Code::NamePlaceholder);
    }
    if is_unusual(&name.full) {
        codes.insert(Code::NameUnusual);
    }
    if name.full.chars().count() > LONG {
        codes.insert(Code::NameLong);
    }
    (Some(name), marks)
}

/// The suffix of a cell: none where the cell answers a question, once where it stands there twice.
fn suffix(cell: &str) -> &str {
    use super::flag::{Flag, flag};
    let said = cell.trim();
    if flag(said) != Flag::Other || ["u", "unknown", "unk"].iter().any(|word| said.eq_ignore_ascii_case(word)) {
        return "";
    }
    match said.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case(rest.trim()) => first,
        _ => cell,
    }
}

/// The middle name of a cell: none where the cell says that there is none.
fn middle_name(cell: &str) -> &str {
    let is_sign = !cell.chars().any(char::is_alphabetic);
    if is_sign || super::nothing::is_no_middle_name(clean(cell).as_ref()) { "" } else { cell }
}

/// The name of somebody else on the row (guardian, next of kin, representative): `None` where the cell is blank or
/// says that there is nobody.
pub(super) fn other(cells: NameCells<'_>, codes: &mut CodeSet) -> Option<PersonName> {
    let full = clean(cells.full);
    let name = if full.is_empty() { from_parts(cells) } else { from_full(without_relation(&full)).0 };
    let as_it_stands = if full.is_empty() { name.full.as_str() } else { full.as_ref() };
    if name.is_empty()
        || is_nothing(&name.full)
        || is_never_a_name(&name.last)
        || is_never_a_name(&name.first)
        || super::flag::flag(&name.full) != super::flag::Flag::Other
    {
        return None;
    }
    let words = tokens(as_it_stands);
    if GUARDIANS.bars.is_in(&words) && !words.iter().any(|word| NAMES.dead.contains(word)) {
        // Somebody stands there whom no letter may reach.
        codes.insert(Code::CustodyMarked);
    }
    if is_nobody(&name.full) || is_nobody(as_it_stands) {
        return None;
    }
    if GUARDIANS.authorities.is_in(&words) || GUARDIANS.authority_alone.contains(&words.concat()) {
        // Whom an authority names to act for a child is a person's to find out.
        codes.insert(Code::CustodyMarked);
    }
    let is_estate = matches!(&words[..], [est, of, ..] if est == "est" && of == "of");
    if is_estate || as_it_stands.contains('†') || words.iter().any(|word| NAMES.dead.contains(word)) {
        // Nobody writes to the dead; the letter goes without a name.
        return None;
    }
    if [cells.first, cells.middle, cells.last, cells.suffix, cells.full].iter().any(|cell| is_formula(cell)) {
        codes.insert(Code::NameFormula);
    }
    Some(name)
}

/// Returns true for words where somebody's name should stand that name nobody: a refusal to say, a relation, a telephone number, a note
/// to the reader.
fn is_nobody(full: &str) -> bool {
    let lower = full.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = full.bytes().filter(u8::is_ascii_digit).count();
    NAMES.nobody.contains(bare) || NAMES.nobody_within.iter().any(|word| lower.contains(word.as_str())) || digits >= 5
}

/// Returns true for a name of somebody else with more in it than a name: a relation before it, a remark, an address, several people.
/// `is_printed`: it stands on the envelope.
pub(super) fn is_remarked(name: &str, is_printed: bool) -> bool {
    let words = tokens(name);
    let first = words.first().map_or("", String::as_str);
    let is_called = name.contains(['@', ';', '/', '*', ':', '<']);
    name.contains(['(', '['])
        || (is_printed && is_called)
        || (is_printed && words.len() > 1 && NAMES.relations_before.contains(first))
}

/// Returns true for words in the place of a representative that name somebody whom no name can be taken from.
pub(super) fn is_unreadable(cell: &str) -> bool {
    let words = tokens(cell);
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_told = words.iter().any(|word| NAMES.relations.contains(word) && word.len() > 2);
    digits >= 5 || (is_told && !GUARDIANS.no_parents.contains(&words.join(" ")))
}

/// Returns true for words that say that there is somebody, of whom the name stands elsewhere: `on file`, `see chart`.
pub(super) fn is_named_elsewhere(cell: &str) -> bool {
    let words = tokens(cell);
    let is_denied = words.first().is_some_and(|word| matches!(word.as_str(), "no" | "not" | "none" | "nothing"));
    !is_denied && NAMES.named_elsewhere.is_in(&words)
}

/// A name without the relation that stands beside it: `Ann Ash (mother)`, `Ann Ash - mother`, `Mother: Ann Ash`.
fn without_relation(full: &str) -> &str {
    let is_relation = |text: &str| {
        let words = tokens(text);
        !words.is_empty() && words.iter().all(|word| NAMES.relations.contains(word))
    };
    let text = full.trim();
    let closed = text.strip_suffix([')', ']']).and_then(|front| front.rsplit_once(['(', '[']));
    let behind = closed.or_else(|| text.rsplit_once(" - ")).or_else(|| text.rsplit_once(" / "));
    if let Some((name, relation)) = behind
        && is_relation(relation)
    {
        return name.trim_end_matches([' ', ',', '-']);
    }
    let before = text.split_once(':').or_else(|| text.split_once(" - "));
    if let Some((relation, name)) = before
        && is_relation(relation)
    {
        return name.trim_start();
    }
    // `Ann Ash, mother`: before the comma stands a whole name.
    match text.rsplit_once(',') {
        Some((name, relation)) if name.contains([' ', ',']) && is_relation(relation) => name.trim_end(),
        _ => text,
    }
}

fn from_parts(cells: NameCells<'_>) -> PersonName {
    let (first, middle, last, suffix) =
        (clean(cells.first), clean(cells.middle), clean(cells.last), clean(cells.suffix));
    if suffix.is_empty()
        && let Some((last, suffix)) = split_suffix(&last)
    {
        let mut name = PersonName::from_parts(&first, &middle, last, suffix);
        // A comma before the suffix is printed as it was typed.
        if let Some(typed) = name.full.strip_suffix(suffix).map(|s| s.trim_end().len()) {
            let comma = cells.last.contains(',');
            if comma {
                name.full.insert(typed, ',');
            }
        }
        return name;
    }
    PersonName::from_parts(&first, &middle, &last, &suffix)
}

/// `Smith Jr.` or `Smith, Jr.` taken apart.
fn split_suffix(last: &str) -> Option<(&str, &str)> {
    let (front, tail) = last.rsplit_once(' ')?;
    let front = front.trim_end_matches([',', ' ']);
    (is_suffix(tail) && !front.is_empty()).then_some((front, tail))
}

fn is_suffix(word: &str) -> bool {
    let word = word.trim_matches(['.', ',']);
    ["jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"].iter().any(|s| word.eq_ignore_ascii_case(s))
}

/// Letters of a degree after a name.
fn is_credential(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| *c != '.').collect();
    ["md", "phd", "rn", "esq", "dds", "dmd", "edd", "jd"].iter().any(|c| plain.eq_ignore_ascii_case(c))
}

/// A whole name in one cell, and whether first name first had to be assumed. `Last, First Middle` is told by its comma
/// and printed in the order of speech; any other order is printed as typed.
fn from_full(full: &str) -> (PersonName, bool) {
    if let Some((before, after)) = full.split_once(',') {
        let (before, after) = (before.trim(), after.trim());
        // `Smith, Jr., John A`
        let (before, after) = match after.split_once([',', ' ']) {
            Some((suffix, rest)) if is_suffix(suffix) && rest.chars().any(char::is_alphabetic) => {
                (Cow::Owned(format!("{before} {}", suffix.trim_end_matches(','))), rest.trim_matches([',', ' ']))
            }
            _ => (Cow::Borrowed(before), after),
        };
        let before = before.as_ref();
        // `Ada Fenwick, MD` is in the order of speech already.
        if before.contains(' ') && is_credential(after) {
            let (mut name, assumed) = from_full(before);
            full.clone_into(&mut name.full);
            return (name, assumed);
        }
        let (after, credential) = match after.rsplit_once(',') {
            Some((front, tail)) if is_credential(tail.trim()) => (front.trim(), tail.trim()),
            _ => (after, ""),
        };
        let suffix_only = after.split([' ', ',']).filter(|w| !w.is_empty()).all(is_suffix);
        if !suffix_only && !before.is_empty() {
            // `Smith, John A, Jr` and `Smith Jr, John A`
            let (after, tail) = match after.rsplit_once([',', ' ']) {
                Some((front, tail)) if is_suffix(tail) => (front.trim_end_matches([',', ' ']), tail),
                _ => (after, ""),
            };
            let (last, suffix) = match split_suffix(before) {
                Some((last, suffix)) if tail.is_empty() => (last, suffix),
                _ => (before, tail),
            };
            // `SMITH,JOHN,A` and `SMITH,JOHN,`
            let after = after.trim_end_matches([',', ' ']);
            let (first, middle) = after.split_once([' ', ',']).unwrap_or((after, ""));
            let middle = middle.trim_matches([',', ' ']);
            let mut name = PersonName::from_parts(first, middle, last, suffix);
            if !credential.is_empty() {
                name.full = format!("{}, {credential}", name.full);
            }
            return (name, false);
        }
    }
    let (body, suffix) = split_suffix(full).unwrap_or((full, ""));
    let Some((first, rest)) = body.split_once(' ') else {
        let mut name = PersonName::from_parts(body, "", "", suffix);
        full.clone_into(&mut name.full);
        return (name, true);
    };
    // The family name is the last word, with the particles before it.
    let mut at = rest.rfind(' ').map_or(0, |blank| blank + 1);
    while at > 0 {
        let before = rest[..at].trim_end();
        let word = before.rfind(' ').map_or(0, |blank| blank + 1);
        if !is_particle(&before[word..]) {
            break;
        }
        at = word;
    }
    let (middle, last) = rest.split_at(at);
    let mut name = PersonName::from_parts(first, middle.trim_end(), last, suffix);
    full.clone_into(&mut name.full);
    (name, true)
}

fn is_particle(word: &str) -> bool {
    [
        "de", "la", "las", "los", "del", "da", "das", "do", "dos", "di", "van", "von", "der", "den", "ter", "st.",
        "bin", "al", "el", "le", "du",
    ]
    .iter()
    .any(|p| word.eq_ignore_ascii_case(p))
}

/// Words that stand where a name should.
fn is_placeholder(name: &PersonName) -> bool {
    const ANY: &[&str] = &[
        "test",
        "testing",
        "zztest",
        "ztest",
        "unknown",
        "unk",
        "unnamed",
        "anonymous",
        "fnu",
        "lnu",
        "nfn",
        "nln",
        "babyboy",
        "babygirl",
        "n/a",
        "tbd",
        "xxx",
        "xxxx",
        "zzz",
        "asdf",
        "dummy",
        "testpatient",
        "do not use",
        "no name",
        "noname",
        "not provided",
        "first name",
        "last name",
        "firstname",
        "lastname",
        "first_name",
        "last_name",
    ];
    const FIRST: &[&str] =
        &["newborn", "tester", "boy", "girl", "infant", "baby boy", "baby girl", "baby", "bb", "bg", "male", "female"];
    let is = |part: &str, words: &[&str]| words.iter().any(|w| part.eq_ignore_ascii_case(w));
    let front = |words: &[&str]| {
        words.iter().any(|w| {
            name.full.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w))
                && name.full[w.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        })
    };
    let nobody = |part: &str| part.is_empty() || is_nothing(part);
    is(&name.first, ANY)
        || is(&name.last, ANY)
        || is(&name.full, ANY)
        || is(&name.full, FIRST)
        || (is(&name.first, &["newborn", "tester", "boy", "girl", "infant", "baby boy", "baby girl"]))
        || front(&[
            "baby boy",
            "baby girl",
            "babyboy",
            "babygirl",
            "test patient",
            "infant of",
            "newborn of",
            "unknown",
        ])
        || (!name.is_empty() && nobody(&name.first) && nobody(&name.last))
}

/// Letters, and the few signs that names have. Digits, markup, quotation marks and the traces of text read in a wrong
/// encoding are pointed out.
fn is_unusual(full: &str) -> bool {
    if full.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'\'' | b'-' | b'.' | b',')) {
        return false;
    }
    let mut before = ' ';
    full.chars().any(|c| {
        let mojibake = matches!(before, 'Ã' | 'Â' | 'Å') && !c.is_ascii() && !c.is_alphabetic();
        before = c;
        let usual = c.is_alphabetic()
            || matches!(c, ' ' | '\'' | '’' | 'ʻ' | '-' | '.' | ',' | '·' | '‐' | '‑')
            || unicode_normalization::char::is_combining_mark(c);
        mojibake || !usual
    })
}

fn marks(full: &str) -> NameMarks {
    if full.len() < 4 {
        return NameMarks::default();
    }
    let lower = full.to_lowercase();
    NameMarks {
        dead: lower.starts_with("estate of")
            || ["deceased", "(dec'd)", "(decd)", "decedent"].iter().any(|m| lower.contains(m))
            || name_marks::is_dead(full),
        silent: ["do not mail", "do not contact", "do not send"].iter().any(|m| lower.contains(m)),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameCells, person};
    use crate::finding::{Code, CodeSet};

    fn read(cells: NameCells<'_>) -> (String, [String; 4], Vec<Code>) {
        let mut codes = CodeSet::EMPTY;
        let name = person(cells, &mut codes).0.unwrap_or_default();
        (name.full, [name.first, name.middle, name.last, name.suffix], codes.iter().collect())
    }

    fn parts<'a>(first: &'a str, last: &'a str) -> NameCells<'a> {
        NameCells { first, last, ..NameCells::default() }
    }

    fn full(full: &str) -> (String, [String; 4], Vec<Code>) {
        read(NameCells { full, ..NameCells::default() })
    }

    #[test]
    fn tricky_names_pass_as_typed() {
        for (first, last, printed, codes) in [
            ("Seán", "O'Brien", "Seán O'Brien", &[][..]),
            ("  Ana ", "de la\u{A0}Cruz", "Ana de la Cruz", &[]),
            ("Thi", "Nguye\u{302}\u{303}n", "Thi Nguyễn", &[]),
            ("Łukasz", "Żółć", "Łukasz Żółć", &[]),
            ("BOB", "SMITH, JR.", "BOB SMITH, JR.", &[]),
            ("Bob", "Smith III", "Bob Smith III", &[]),
            ("**Bob**", "Smith", "**Bob** Smith", &[Code::NameUnusual]),
            ("{{x}}", "Smith", "{{x}} Smith", &[Code::NameUnusual]),
            ("\"Bob\"", "Smith", "\"Bob\" Smith", &[Code::NameUnusual]),
            ("# Bob", "Smith", "# Bob Smith", &[Code::NameUnusual]),
            ("Mary\nAnn", "Smith", "Mary Ann Smith", &[]),
            ("MuÃ±oz", "Smith", "MuÃ±oz Smith", &[Code::NameDamaged, Code::NameUnusual]),
            ("=HYPERLINK(\"x\")", "Smith", "=HYPERLINK(\"x\") Smith", &[Code::NameUnusual, Code::NameFormula]),
        ] {
            let (got, _, found) = read(parts(first, last));
            assert_eq!((got.as_str(), found.as_slice()), (printed, codes), "{printed}");
        }
    }

    #[test]
    fn whole_names_come_in_two_orders() {
        for (typed, printed, parts, assumed) in [
            ("Smith, John A", "John A Smith", ["John", "A", "Smith", ""], false),
            ("de la Cruz, Ana Maria", "Ana Maria de la Cruz", ["Ana", "Maria", "de la Cruz", ""], false),
            ("Smith Jr, John", "John Smith Jr", ["John", "", "Smith", "Jr"], false),
            ("Smith, John, III", "John Smith III", ["John", "", "Smith", "III"], false),
            ("John Smith, Jr.", "John Smith, Jr.", ["John", "", "Smith", "Jr."], true),
            ("Ana Maria de la Cruz", "Ana Maria de la Cruz", ["Ana", "Maria", "de la Cruz", ""], true),
            ("John Smith", "John Smith", ["John", "", "Smith", ""], true),
        ] {
            let (got, have, codes) = full(typed);
            assert_eq!(got, printed);
            assert_eq!(have, parts.map(String::from), "{typed}");
            assert_eq!(codes.contains(&Code::NameOrderAssumed), assumed, "{typed}");
        }
    }

    #[test]
    fn placeholders_are_no_names() {
        for (first, last) in [
            ("TEST", "PATIENT"),
            ("John", "TEST"),
            ("Unknown", "Smith"),
            ("BABY BOY", "Smith"),
            ("Baby", "Boy Smith"),
            ("Boy", "Smith"),
            ("N/A", "N/A"),
            ("FNU", "Rajesh"),
            ("First Name", "Last Name"),
            ("", "Unknown"),
            ("Null", "None"),
        ] {
            assert!(read(parts(first, last)).2.contains(&Code::NamePlaceholder), "{first} {last}");
        }
        for (first, last) in
            [("Jennifer", "Null"), ("Na", "Kim"), ("Ba", "Boyd"), ("Testa", "Rossa"), ("Girlie", "Santos")]
        {
            assert!(read(parts(first, last)).2.is_empty(), "{first} {last}");
        }
        for (first, last) in [("", ""), ("Ann", ""), ("", "Smith")] {
            assert_eq!(read(parts(first, last)).2, [Code::NameMissing], "{first} {last}");
        }
    }
}
