//! The head of the chain of actions: number and hash of the last act. Written down outside the case, it makes noticeable that
//! an older file was put in the place of a newer one.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use crate::io::digest::hex;
use notice::digest::Digest;
use rusqlite::{Connection, Row};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An act by its number and its hash, which covers every act before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "ChainHead")]
pub struct Head {
    /// Number of the act.
    pub act: ActId,
    /// Its hash, in hexadecimal digits.
    #[serde(serialize_with = "write_hex", deserialize_with = "read_hex")]
    #[ts(type = "string")]
    pub hash: Digest,
}

fn write_hex<S: Serializer>(hash: &Digest, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex(hash))
}

fn read_hex<'de, D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
    let text = String::deserialize(from)?.to_ascii_lowercase();
    text.parse().map_err(|_| D::Error::custom("a hash has 64 hexadecimal digits"))
}

impl Head {
    /// Returns act and hash with all digits, in groups for reading: for paper that is kept.
    pub fn in_full(&self) -> String {
        format!("action {}, {}", self.act, groups(&hex(self.hash)))
    }

    /// The first twelve digits of the hash, for names of files.
    pub fn prefix(&self) -> String {
        hex(&self.hash.bytes()[..6])
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { act: row.get(0)?, hash: Digest::new(row.get(1)?) })
    }
}

/// Short form, for screens.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "action {}, {} …", self.act, groups(&hex(&self.hash.bytes()[..4])))
    }
}

fn groups(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 5 / 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at.is_multiple_of(4) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// The act with a number, if there is one.
fn head_of(db: &Connection, act: ActId) -> rusqlite::Result<Option<Head>> {
    let mut ask = db.prepare("SELECT seq, hash FROM act WHERE seq = ?")?;
    let mut rows = ask.query_map([act], Head::of_row)?;
    rows.next().transpose()
}

impl Case {
    /// The last act. A case that was only begun has act 0, with a hash of zeros.
    pub fn head(&self) -> Result<Head, CommandError> {
        self.read(|db| Ok(head_of(db, last(db)?)?.unwrap_or(Head { act: ActId::NONE, hash: Digest::default() })))
    }

    /// An act by its number, if the case has it.
    pub fn head_at(&self, act: ActId) -> Result<Option<Head>, CommandError> {
        self.read(|db| head_of(db, act))
    }

    /// Returns true if the act of the head is in the chain of the case with its hash, or if the head is of no act (0).
    pub fn holds(&self, head: &Head) -> Result<bool, CommandError> {
        Ok(head.act == ActId::NONE || self.head_at(head.act)? == Some(*head))
    }
}

fn last(db: &Connection) -> rusqlite::Result<ActId> {
    db.query_row("SELECT coalesce(max(seq), 0) FROM act", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::{ActId, Head};

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let mut hash = [0xc0; 32];
        hash[0] = 0x3f;
        let head = Head { act: ActId::new(12), hash: hash.into() };
        let text = serde_json::to_string(&head).expect("JSON");
        assert_eq!(serde_json::from_str::<Head>(&text).expect("a head"), head);
        assert_eq!(head.to_string(), "action 12, 3fc0 c0c0 …");
        assert_eq!(head.in_full().len(), "action 12, ".len() + 64 + 15);
        assert_eq!(head.prefix(), "3fc0c0c0c0c0");
        for wrong in [r#"{"act":1,"hash":"3f"}"#.to_owned(), text.replace("3f", "é")] {
            assert!(serde_json::from_str::<Head>(&wrong).is_err());
        }
    }
}
