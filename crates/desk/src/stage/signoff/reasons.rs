//! Reasons for accepting open points: one for all of them, or one each, as counsel filled in the table of a packet.

use super::open_points::OpenPoint;
use crate::CommandError;
use crate::actor::plain_words;
use crate::io::csv_lines::{RecordLines, find_delimiter};
use crate::io::read;
use crate::ledger::unwritable;
use notice::finding::Problem;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The file of a packet that lists the open points, with a column for reasons.
pub const OPEN_POINTS: &str = "14_open_points.csv";

/// Reasons for accepting open points.
#[derive(Clone, Debug, Default, Deserialize, ts_rs::TS)]
pub struct AcceptanceReasons {
    /// For every point that has none of its own; may be empty.
    pub all: String,
    /// For single points, by key.
    #[ts(type = "Record<string, string>")]
    pub each: BTreeMap<String, String>,
}

impl AcceptanceReasons {
    /// Takes the reasons of a filled-in table, as a spreadsheet program saves it; a row without a reason gives none.
    ///
    /// # Errors
    /// A file that cannot be read, a table without the columns `point` and `reason` or without any reason, a reason of several lines
    /// or one that is too long, two reasons for one point.
    pub fn read(path: &Path) -> Result<BTreeMap<String, String>, CommandError> {
        let text = read::text(path)?;
        let text = text.trim_start_matches('\u{feff}');
        // A line by which some programs name the delimiter.
        let behind = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')).map(|(_, rest)| rest);
        let (text, skipped) = behind.map_or((text, 0), |rest| (rest, 1));
        let delimiter = find_delimiter(text.lines().next().unwrap_or_default());
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let fault = |line: u32, message: &str, advice: &str| {
            Problem::of_file(path.display().to_string(), message, advice).at(line, 0)
        };
        let unreadable = |line: u32| {
            let advice = format!(
                "Use {OPEN_POINTS} of the counsel packet, saved as CSV UTF-8, with the columns point and reason."
            );
            fault(line, "This file is not a table of open points.", &advice)
        };
        let headings = reader.headers().map_err(|_| unreadable(1))?.clone();
        let column = |name: &str| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
        let (Some(point), Some(reason)) = (column("point"), column("reason")) else { return Err(unreadable(1).into()) };
        let mut reasons: BTreeMap<String, String> = BTreeMap::new();
        let mut places = RecordLines::of(text.as_bytes());
        for row in reader.records() {
            let row = row.map_err(|_| unreadable(0))?;
            let line = skipped + places.start(&row);
            let cell = |column: usize| row.get(column).unwrap_or_default().trim();
            let (key, words) = (cell(point).to_lowercase(), cell(reason));
            if words.is_empty() {
                continue;
            }
            let own = plain_words("reason", words).map_err(|why| {
                fault(
                    line,
                    &why.to_string(),
                    "Correct the reason in this row; a quotation mark may be missing before it.",
                )
            })?;
            if reasons.insert(key, own.to_owned()).is_some_and(|before| before != own) {
                return Err(
                    fault(line, "This point has another reason in an earlier row.", "Leave one of them.").into()
                );
            }
        }
        if reasons.is_empty() {
            return Err(fault(0, "No row has a reason.", "Fill in the column reason.").into());
        }
        Ok(reasons)
    }

    /// True where no reason was given.
    pub fn is_empty(&self) -> bool {
        self.all.trim().is_empty() && self.each.values().all(|reason| reason.trim().is_empty())
    }

    /// The reason that is given for a point now; nothing where the one given before stands, and where none is given. The reason for
    /// all is for points that have none.
    pub(super) fn given<'a>(&'a self, key: &str, before: &str) -> Option<&'a str> {
        let own = self.each.get(key).map(|own| own.trim()).filter(|own| !own.is_empty());
        own.or_else(|| Some(self.all.trim()).filter(|all| !all.is_empty() && before.is_empty()))
    }

    /// Refuses reasons of several lines and reasons that are too long.
    pub(super) fn ensure_plain(&self) -> Result<(), CommandError> {
        std::iter::once(&self.all)
            .chain(self.each.values())
            .try_for_each(|reason| plain_words("reason", reason).map(|_| ()))
    }
}

/// The table of open points, for counsel to fill in.
pub(super) fn write_open_points(points: &[OpenPoint]) -> Result<Vec<u8>, CommandError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["point", "kind", "words", "look_at", "letters", "versions", "last_accepted_by", "reason"])
        .map_err(unwritable)?;
    for point in points {
        let (letters, versions) = (point.letters.to_string(), point.variants.join(" "));
        let row = [
            point.key.as_str(),
            point.kind.name(),
            &point.words,
            &point.look_at,
            &letters,
            &versions,
            &point.accepted_by,
            &point.reason,
        ];
        table.write_record(row).map_err(unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}
