//! Messages of parsers in plain words: what stands in a file and what was wanted, not how the program calls it within itself.

use std::borrow::Cow;

/// Faults of numbers, brackets and lines, by a part of the parser's message.
const FAULTS: [(&str, &str); 15] = [
    ("too large to fit in target type", "the number is too large"),
    ("too small to fit in target type", "the number is too small"),
    ("number overflowed", "the number is too large"),
    ("out of range integral type conversion", "the number is too large"),
    ("invalid digit found in string", "the number has a character that is not a digit"),
    ("cannot parse integer from empty string", "the number is missing"),
    ("recursion", "brackets are nested too deeply"),
    ("recurse", "brackets are nested too deeply"),
    ("data did not match any variant", "the value is of the wrong kind"),
    ("key with no value", "a key has no value: add `=` and a value"),
    ("string values must be quoted", "text must be in quotation marks"),
    ("duplicate key", "a key or table appears twice"),
    ("cannot extend value", "a key appears twice, once with a value and once as a table"),
    ("trailing characters", "there is something after the end"),
    ("EOF while parsing", "the file ends too early"),
];

/// Returns a parser's message in plain words; as it is, where it is plain already.
pub(super) fn plain(message: &str) -> Cow<'_, str> {
    for start in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some((found, wanted)) = message.strip_prefix(start).and_then(|rest| rest.rsplit_once(", expected ")) {
            let wanted = wanted_words(wanted);
            return Cow::Owned(if start == "invalid length " {
                format!("there are {found} values instead of {wanted}")
            } else {
                format!("{} is given instead of {wanted}", found_words(found))
            });
        }
    }
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (name, known) =
            rest.split_once(", expected ").unwrap_or((rest.trim_end_matches(", there are no fields"), ""));
        let known = known.trim_start_matches("one of ");
        let tail = if known.is_empty() { String::new() } else { format!("; the keys here are {known}") };
        return Cow::Owned(format!("{name} is not a key here{tail}"));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (name, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let known = known.trim_start_matches("one of ");
        return Cow::Owned(format!("{name} is not allowed here; use one of {known}"));
    }
    if let Some(name) = message.strip_prefix("missing field ") {
        return Cow::Owned(format!("the key {name} is missing"));
    }
    if let Some(name) = message.strip_prefix("duplicate field ") {
        return Cow::Owned(format!("the key {name} appears twice"));
    }
    match FAULTS.iter().find(|(part, _)| message.contains(part)) {
        Some((_, words)) => Cow::Borrowed(words),
        None => Cow::Borrowed(message),
    }
}

/// The value that stands in the file.
fn found_words(found: &str) -> Cow<'_, str> {
    let after = |kind: &str| found.strip_prefix(kind);
    if let Some(text) = after("string ") {
        return Cow::Owned(format!("the text {text}"));
    }
    if let Some(number) = after("integer ").or_else(|| after("floating point ")) {
        return Cow::Owned(format!("the number {number}"));
    }
    if let Some(value) = after("boolean ").or_else(|| after("character ")) {
        return Cow::Borrowed(value);
    }
    Cow::Borrowed(match found {
        "sequence" => "a list",
        "map" => "a table",
        "unit value" | "null" | "Option value" => "nothing",
        _ => "another kind of value",
    })
}

/// The value that is wanted. Texts of ours are plain; those of the parser name types of the program.
fn wanted_words(wanted: &str) -> Cow<'_, str> {
    let whole = |most: u64| Cow::Owned(format!("a whole number from 0 to {most}"));
    match wanted {
        "u8" => return whole(u64::from(u8::MAX)),
        "u16" => return whole(u64::from(u16::MAX)),
        "u32" => return whole(u64::from(u32::MAX)),
        "u64" | "u128" | "usize" => return Cow::Borrowed("a whole number of at least 0"),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => return Cow::Borrowed("a whole number"),
        "f32" | "f64" => return Cow::Borrowed("a number"),
        "a boolean" => return Cow::Borrowed("true or false"),
        "a string" | "string" | "str" | "a borrowed string" | "identifier" | "field identifier" => {
            return Cow::Borrowed("a text");
        }
        "a sequence" => return Cow::Borrowed("a list"),
        "a map" => return Cow::Borrowed("a table"),
        "string or table" | "variant identifier" => return Cow::Borrowed("a word"),
        _ => {}
    }
    if wanted.contains("decimal") || wanted.contains("Decimal") {
        return Cow::Borrowed("a number such as 1.25");
    }
    if let Some(length) = wanted.strip_prefix("an array of length ").or_else(|| wanted.strip_prefix("a tuple of size "))
    {
        return Cow::Owned(format!("a list of {length} values"));
    }
    for (start, words) in [
        ("struct ", "a table"),
        ("newtype struct ", "a value of another kind"),
        ("tuple struct ", "a list"),
        ("enum ", "a word"),
        ("unit struct ", "nothing"),
        ("internally tagged enum ", "a table"),
        ("adjacently tagged enum ", "a table"),
        ("struct variant ", "a table"),
        ("tuple variant ", "a list"),
        ("any valid TOML value", "a value"),
        ("any value", "a value"),
    ] {
        if wanted.starts_with(start) {
            return Cow::Borrowed(words);
        }
    }
    Cow::Borrowed(wanted)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum ParsedWord {
        Yes,
        No,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what cannot be read is looked at")]
    struct ParsedSample {
        small: u8,
        big: Option<u64>,
        signed: Option<i64>,
        share: Option<f64>,
        weight: Option<rust_decimal::Decimal>,
        name: Option<String>,
        is: Option<bool>,
        word: Option<ParsedWord>,
        pair: Option<[u32; 2]>,
        all: Option<Vec<u32>>,
        inner: Option<Box<ParsedSample>>,
    }

    #[test]
    fn parsers_name_nothing_of_the_program() {
        let deep = format!("small = 1\nname = {}", "[".repeat(3_000));
        for (text, words) in [
            ("small = 300", "`300` is given instead of a whole number from 0 to 255"),
            ("small = -1", "`-1` is given instead of a whole number from 0 to 255"),
            ("small = \"x\"", "the text \"x\" is given instead of"),
            ("small = 99999999999999999999", ""),
            ("small = [1]", "a list is given instead of"),
            ("small = {a = 1}", "a table is given instead of"),
            ("small = 2025-01-01", ""),
            ("small = 1\nbig = -5", "a whole number of at least 0"),
            ("small = 1\nsigned = 1.5", "the number `1.5` is given instead of a whole number"),
            ("small = 1\nshare = \"x\"", "instead of a number"),
            ("small = 1\nweight = \"heavy\"", "a number such as 1.25"),
            ("small = 1\nweight = [1]", "a number such as 1.25"),
            ("small = 1\nname = true", "`true` is given instead of a text"),
            ("small = 1\nis = 1", "instead of true or false"),
            ("small = 1\nword = \"maybe\"", "`maybe` is not allowed here; use one of `yes` or `no`"),
            ("small = 1\nword = 1", ""),
            ("small = 1\npair = [1]", "a list of 2 values"),
            ("small = 1\nall = 1", "instead of a list"),
            ("small = 1\ninner = 1", "instead of a table"),
            ("small = 1\ninner = \"x\"", "instead of a table"),
            ("name = \"x\"", "the key `small` is missing"),
            ("small = 1\nsmall = 2", "appears twice"),
            ("small = 1\nodd = 2", "`odd` is not a key here; the keys here are `small`, "),
            ("small", ""),
            ("small =", ""),
            ("small = x", ""),
            ("small = \"x", ""),
            (deep.as_str(), "brackets are nested too deeply"),
        ] {
            let fault = toml::from_str::<ParsedSample>(text).expect_err(text);
            let said = plain(fault.message());
            assert!(said.contains(words), "{text}: {said}");
            let ours = [
                "ParsedSample",
                "struct",
                "Decimal",
                "u8",
                "u32",
                "i64",
                "f64",
                "enum",
                "variant",
                "recurs",
                "sequence",
            ];
            assert!(!ours.iter().any(|word| said.contains(word)), "{text}: {said}");
        }
        for (message, words) in [
            ("number too large to fit in target type", "the number is too large"),
            ("invalid digit found in string", "the number has a character that is not a digit"),
            ("missing comma between array elements", "missing comma between array elements"),
        ] {
            assert_eq!(plain(message), words);
        }
    }
}
