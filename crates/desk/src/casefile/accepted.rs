//! Open points that counsel accepted with a signature, and the reasons.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// An open point that was accepted for a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedPoint {
    /// The act of the signature.
    pub act: ActId,
    /// Name of the signer.
    pub by: String,
    /// The point in words, as it was then.
    pub words: String,
    /// The reason for accepting it; empty where none was given.
    pub reason: String,
    /// The act in which the reason was given: this one, or an earlier one.
    pub reason_act: ActId,
    /// Name of the person who gave it.
    pub reason_by: String,
}

/// The acceptance of an open point, as it is stored with a signature.
#[derive(Clone, Debug)]
pub(crate) struct Acceptance {
    pub(crate) variant: String,
    pub(crate) key: String,
    pub(crate) words: String,
    pub(crate) reason: String,
    /// The act of an earlier approval in which the reason was given; nothing where it is given now.
    pub(crate) reason_act: Option<ActId>,
}

/// Adds the points of one signature.
pub(crate) fn add(db: &Connection, act: ActId, points: &[Acceptance]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO open_point (act, variant, point, words, reason, reason_act) VALUES (?, ?, ?, ?, ?, ?)";
    let mut put = db.prepare(sql)?;
    for Acceptance { variant, key, words, reason, reason_act } in points {
        put.execute(params![act, variant, key, words, reason, reason_act.unwrap_or(act)])?;
    }
    Ok(())
}

/// Accepted points by the key of the point and the variant, each as it was accepted last.
pub type AcceptedPoints = BTreeMap<(String, String), AcceptedPoint>;

impl Case {
    /// Every open point that was ever accepted, each as it was last.
    pub fn accepted_points(&self) -> Result<AcceptedPoints, CommandError> {
        self.read(|db| {
            // A case of an older version that is only looked at has no such table.
            if super::schema::version(db)? < 9 {
                return Ok(AcceptedPoints::new());
            }
            let sql = "SELECT open_point.point, open_point.variant, open_point.act, act.by, open_point.words, open_point.reason,
                              open_point.reason_act, given.by
                       FROM open_point JOIN act ON act.seq = open_point.act JOIN act AS given ON given.seq = open_point.reason_act
                       ORDER BY open_point.act";
            let mut ask = db.prepare(sql)?;
            let rows = ask.query_map([], |row| {
                let point = AcceptedPoint {
                    act: row.get(2)?,
                    by: row.get(3)?,
                    words: row.get(4)?,
                    reason: row.get(5)?,
                    reason_act: row.get(6)?,
                    reason_by: row.get(7)?,
                };
                Ok(((row.get(0)?, row.get(1)?), point))
            })?;
            rows.collect()
        })
    }
}
