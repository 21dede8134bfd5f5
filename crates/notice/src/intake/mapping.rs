//! The mapping file: what the columns of one list mean, where their headings do not say it.

use super::Field;
use super::date::DateOrder;
use super::encoding::Encoding;
use crate::finding::{Problem, ProblemCode, quote_parser};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// A mapping file as read. Whether its columns exist is seen when a list is opened with it.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// The file as the user named it.
    pub(super) file: String,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<Encoding>,
    pub(super) header: Option<bool>,
    pub(super) skip_lines: u32,
    pub(super) date_order: Option<DateOrder>,
    /// Name of the recipe by which the list is read, or `none`; found by the headings where the file names none.
    pub(super) recipe: Option<(String, ColumnPlace)>,
    pub(super) columns: Vec<Mapped>,
    pub(super) ignore: Vec<(Source, ColumnPlace)>,
    /// Answers to questions about the list: key and word of a choice.
    pub(super) answers: Vec<(String, String)>,
}

/// One field of the mapping with the columns that feed it.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    pub(super) field: Field,
    pub(super) sources: Vec<Source>,
    pub(super) place: ColumnPlace,
}

/// Line and column in the mapping file, both from 1.
pub(super) type ColumnPlace = (u32, u32);

/// A column as the mapping file names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Source {
    /// Column number from 1.
    Number(u16),
    /// Heading as it stands.
    Heading(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMapping {
    #[serde(default)]
    file: RawFile,
    #[serde(default)]
    columns: BTreeMap<Spanned<String>, Spanned<RawSource>>,
    #[serde(default)]
    ignore: RawIgnore,
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    delimiter: Option<Spanned<String>>,
    encoding: Option<Spanned<String>>,
    header: Option<bool>,
    #[serde(default)]
    skip_lines: u32,
    date_order: Option<Spanned<String>>,
    recipe: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIgnore {
    #[serde(default)]
    columns: Vec<Spanned<Source>>,
}

/// The value of a key of `[columns]`. `element.ssn = 7` is a table for TOML, `"element.ssn" = 7` is not.
pub(super) enum RawSource {
    Columns(Vec<Source>),
    Elements(Vec<(Spanned<String>, Spanned<RawSource>)>),
}

impl<'de> Deserialize<'de> for RawSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Columns;
        impl<'de> Visitor<'de> for Columns {
            type Value = RawSource;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a heading, a column number or a list of them")
            }

            fn visit_str<E: serde::de::Error>(self, heading: &str) -> Result<RawSource, E> {
                Ok(RawSource::Columns(vec![Source::Heading(heading.to_owned())]))
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<RawSource, E> {
                let number = u16::try_from(number).map_err(|_| E::custom("a column number is from 1 to 65535"))?;
                Ok(RawSource::Columns(vec![Source::Number(number)]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RawSource, A::Error> {
                let mut columns = Vec::new();
                while let Some(column) = list.next_element()? {
                    columns.push(column);
                }
                Ok(RawSource::Columns(columns))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<RawSource, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = table.next_entry()? {
                    entries.push(entry);
                }
                Ok(RawSource::Elements(entries))
            }
        }
        deserializer.deserialize_any(Columns)
    }
}

impl Mapping {
    /// Returns whether the list has a heading row, where the file says so.
    pub fn headed(&self) -> Option<bool> {
        self.header
    }

    /// Reads a mapping file; `file` is how refusals call it. An unknown table, key, field or word is refused at
    /// its line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let places = TomlPlaces::of(text);
        let place = |at: usize| places.place(at);
        let refuse = |at: usize, message: String, advice: &str| {
            let (line, column) = place(at);
            Problem::of_file(file, message, advice).at(line, column)
        };
        let raw: RawMapping = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let message = format!("The mapping file cannot be read: {}.", quote_parser(error.message()));
            refuse(
                at,
                message,
                "It can have [file] (delimiter, encoding, header, skip_lines, date_order, recipe), [columns] with field = heading, number or list, [ignore] columns = [...], and [answers] with key = \"choice\".",
            )
        })?;
        let word = |word: &Spanned<String>, what: &str, words: &str| {
            refuse(word.span().start, format!("This {what} is not recognized."), &format!("Use one of {words}."))
        };
        let delimiter = raw.file.delimiter.as_ref().map(|d| match d.get_ref().as_str() {
            "tab" | "\\t" => Ok(b'\t'),
            one if one.len() == 1 && matches!(one.as_bytes()[0], b',' | b';' | b'\t' | b'|') => Ok(one.as_bytes()[0]),
            _ => Err(word(d, "delimiter", "\",\", \";\", \"|\" and \"tab\"")),
        });
        let encoding = raw.file.encoding.as_ref().map(|e| {
            Encoding::parse(e.get_ref()).ok_or_else(|| {
                word(e, "encoding", "\"utf-8\", \"utf-8-bom\", \"utf-16le\", \"utf-16be\" and \"windows-1252\"")
            })
        });
        let date_order = raw.file.date_order.as_ref().map(|o| {
            DateOrder::parse(o.get_ref()).ok_or_else(|| word(o, "date order", "\"mdy\", \"dmy\" and \"ymd\""))
        });
        let columns = read_columns(raw.columns, &refuse, &place)?;
        let header = raw.file.header;
        if header == Some(false)
            && let Some(mapped) = columns.iter().find(|m| m.sources.iter().any(|s| matches!(s, Source::Heading(_))))
        {
            return Err(Problem::of_file(
                file,
                "The file says header = false, but names a column by its heading.",
                ProblemCode::ColumnsUnnumbered,
            )
            .at(mapped.place.0, mapped.place.1));
        }
        Ok(Self {
            file: file.to_owned(),
            delimiter: delimiter.transpose()?,
            encoding: encoding.transpose()?,
            header,
            skip_lines: raw.file.skip_lines,
            date_order: date_order.transpose()?,
            recipe: raw.file.recipe.map(|name| (name.get_ref().trim().to_owned(), place(name.span().start))),
            columns,
            ignore: raw
                .ignore
                .columns
                .into_iter()
                .map(|s| (place(s.span().start), s))
                .map(|(p, s)| (s.into_inner(), p))
                .collect(),
            answers: raw.answers.into_iter().collect(),
        })
    }

    /// The answers to questions about the list: key and word of a choice.
    pub fn answers(&self) -> &[(String, String)] {
        &self.answers
    }

    /// The same mapping with a further answer, in the place of one of the same key.
    #[must_use]
    pub fn with_answer(mut self, key: &str, word: &str) -> Self {
        self.answers.retain(|(own, _)| own != key);
        self.answers.push((key.to_owned(), word.to_owned()));
        self
    }

    /// The name of the recipe by which the list is read, or `none`, where the file says so.
    pub fn recipe(&self) -> Option<&str> {
        self.recipe.as_ref().map(|(name, _)| name.as_str())
    }

    /// The same mapping with the recipe of this name, or `none`, in the place of the one that it names.
    #[must_use]
    pub fn with_recipe(mut self, name: &str) -> Self {
        self.recipe = Some((name.trim().to_owned(), (0, 0)));
        self
    }

    /// A refusal at a place of the mapping file.
    pub(super) fn refuse(&self, (line, column): ColumnPlace, message: &str, advice: &str) -> Problem {
        Problem::of_file(&self.file, message, advice).at(line, column)
    }

    /// Returns whether some heading of the mapping is this one.
    pub(super) fn names(&self, heading: &str) -> bool {
        let named = |source: &Source| matches!(source, Source::Heading(h) if same_heading(h, heading));
        self.columns.iter().flat_map(|m| &m.sources).any(named)
    }
}

/// Reads the fields of `[columns]`, in the order of the file. `refuse` makes a refusal at a byte, `place` gives the place of one.
pub(super) fn read_columns(
    raw: BTreeMap<Spanned<String>, Spanned<RawSource>>,
    refuse: &impl Fn(usize, String, &str) -> Problem,
    place: &impl Fn(usize) -> ColumnPlace,
) -> Result<Vec<Mapped>, Problem> {
    let mut columns = Vec::new();
    let mut entries: Vec<_> = raw.into_iter().map(|(key, source)| (key, source, "")).collect();
    while let Some((key, source, prefix)) = entries.pop() {
        let (start, at) = (key.span().start, source.span().start);
        let sources = match source.into_inner() {
            RawSource::Columns(sources) => sources,
            RawSource::Elements(inner) if prefix.is_empty() && key.get_ref() == "element" => {
                entries.extend(inner.into_iter().map(|(key, source)| (key, source, "element.")));
                continue;
            }
            RawSource::Elements(_) => {
                return Err(refuse(start, "A table is not allowed here.".into(), "Use field = heading."));
            }
        };
        let field = Field::parse(&format!("{prefix}{}", key.get_ref())).ok_or_else(|| {
            refuse(
                start,
                "This field is not recognized.".into(),
                "Use a field of the documentation, such as first_name, date_of_birth, address_1 or element.ssn.",
            )
        })?;
        if sources.is_empty() || sources.contains(&Source::Number(0)) {
            return Err(refuse(
                at,
                "The field names no column.".into(),
                "Enter a heading or a column number from 1, or remove the line.",
            ));
        }
        columns.push((start, Mapped { field, sources, place: place(start) }));
    }
    columns.sort_by_key(|&(at, _)| at);
    Ok(columns.into_iter().map(|(_, mapped)| mapped).collect())
}

/// Headings are the same but for outer blanks and case.
pub(super) fn same_heading(a: &str, b: &str) -> bool {
    super::flag::eq_fold(a.trim(), b.trim())
}

/// The longest line, in bytes, on which a column is counted.
const LONGEST_LINE: usize = 4_096;

/// The places of bytes in the text of a TOML file.
pub(super) struct TomlPlaces<'t> {
    text: &'t str,
    /// Offsets at which lines start.
    lines: Vec<usize>,
}

impl<'t> TomlPlaces<'t> {
    /// The places of a text.
    pub(super) fn of(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines }
    }

    /// Line and column, both from 1, of a byte offset. On a very long line the column is 0.
    pub(super) fn place(&self, at: usize) -> ColumnPlace {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..at).filter(|before| before.len() <= LONGEST_LINE);
        (line as u32, before.map_or(0, |before| before.chars().count() as u32 + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mapping, Source};
    use crate::intake::Field;

    #[test]
    fn the_contract_is_read() {
        let text = "[file]\ndelimiter = \"tab\"\nencoding = \"windows-1252\"\nheader = true\nskip_lines = 2\ndate_order = \"dmy\"\n\
                    [columns]\nfirst_name = \"Given\"\naddress_1 = [\"No\", 4]\n\"element.ssn\" = 7\n[ignore]\ncolumns = [\"Legal Hold\", 9]\n";
        let mapping = Mapping::parse("m.toml", text).expect("a mapping");
        assert_eq!(mapping.delimiter, Some(b'\t'));
        assert_eq!(mapping.skip_lines, 2);
        assert_eq!(
            mapping.columns.iter().map(|m| m.field.to_string()).collect::<Vec<_>>(),
            ["first_name", "address_1", "element.ssn"]
        );
        assert_eq!(mapping.columns[1].sources, [Source::Heading("No".into()), Source::Number(4)]);
        assert_eq!(mapping.columns[1].place, (9, 1));
        assert_eq!(mapping.columns[0].field, Field::FirstName);
        assert_eq!(mapping.ignore.len(), 2);
    }

    #[test]
    fn an_element_may_stand_in_a_table_of_its_own() {
        let mapping = Mapping::parse("m.toml", "[columns]\nelement.ssn = \"S\"\nzip = 3\nelement.passport = 4\n")
            .expect("a mapping");
        assert_eq!(
            mapping.columns.iter().map(|m| m.field.to_string()).collect::<Vec<_>>(),
            ["element.ssn", "zip", "element.passport"]
        );
    }

    #[test]
    fn faults_are_located() {
        for (text, at) in [
            ("[file]\ndelimeter = \",\"\n", (2, 1)),
            ("[file]\ndelimiter = \"::\"\n", (2, 13)),
            ("[columns]\nzip = 1\n firstname = \"x\"\n", (3, 2)),
            ("[columns]\nzip = []\n", (2, 7)),
            ("[columns]\nzip = 0\n", (2, 7)),
            ("[columns\n", (1, 9)),
            ("[file]\ndate_order = \"american\"\n", (2, 14)),
            ("[file]\nheader = false\n[columns]\nzip = \"ZIP\"\n", (4, 1)),
        ] {
            let refusal = Mapping::parse("m.toml", text).expect_err(text);
            assert_eq!((refusal.place.line, refusal.place.column), at, "{text}: {refusal}");
        }
    }
}
