//! Templates of the case's own: each edit is a file of the case beside the incident file, so that the case holds every word
//! that it prints, as it was at any time.

use super::Case;
use super::fact::InputFile;
use super::id::ActId;
use crate::CommandError;

/// Start of the role of an edited template; its path below `templates/` follows.
const ROLE: &str = "wording:";

/// A template as it was saved once.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The act.
    pub act: ActId,
    /// Time in UTC.
    pub at: String,
    /// Name of the person who saved it.
    pub by: String,
    /// Reason.
    pub why: String,
    /// The text.
    pub text: String,
}

impl InputFile {
    /// A template of the case's own.
    pub fn wording(path: &str, text: &str) -> Self {
        Self { role: format!("{ROLE}{path}"), name: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    /// The path below `templates/` of the template that this is, where it is one.
    pub fn wording_path(&self) -> Option<&str> {
        self.role.strip_prefix(ROLE)
    }
}

impl Case {
    /// Everything that was saved under a path, oldest first.
    pub fn wordings(&self, path: &str) -> Result<Vec<Saved>, CommandError> {
        let role = format!("{ROLE}{path}");
        self.read(|db| {
            let mut ask = db.prepare(
                "SELECT act.seq, act.at, act.by, coalesce(reason.words, ''), fact.bytes FROM fact
                 JOIN act ON act.seq = fact.act LEFT JOIN reason ON reason.act = act.seq
                 WHERE fact.role = ? ORDER BY act.seq",
            )?;
            let saved = ask.query_map([role], |row| {
                let text = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(4)?).into_owned();
                Ok(Saved { act: row.get(0)?, at: row.get(1)?, by: row.get(2)?, why: row.get(3)?, text })
            })?;
            saved.collect()
        })
    }
}
