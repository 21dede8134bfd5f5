//! Content that acts wrote, bound to the chain: the detail of each act holds a keyed digest (HMAC-SHA256, canonical
//! rows, table by table) of all rows that name the act. Its key never leaves the case, so an exported audit gives
//! nobody a digest of a name to guess at. Opening reads every table once and compares.

use super::act::Act;
use super::id::ActId;
use super::schema;
use crate::io::digest::hex;
use hmac::{Hmac, KeyInit, Mac};
use notice::digest::{Canonical, Digest};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::Sha256;
use std::collections::BTreeMap;

/// The key of the digests of one case.
pub type ContentKey = [u8; 32];

/// Name of the digest in the detail of an act.
pub const CONTENT: &str = "content";

/// A table, or the part of it, that acts write.
struct Table {
    /// Name in the digest.
    name: &'static str,
    /// The columns, the act first.
    columns: &'static str,
    /// Source of the rows, as SQL. Rows that name no act through their table have an absent one.
    from: &'static str,
    /// The column of the act.
    act: &'static str,
    /// The order of the rows of one act.
    order: &'static str,
    /// The first version of the tables that has it.
    since: i64,
    /// The order of all rows, where there is one in which those of each act are together and in the same order as above, and
    /// nothing need be sorted.
    scan: Option<&'static str>,
}

/// Everything that acts write, in the order of the digest. New ones are put at the end; none is ever taken out or changed, as
/// old digests would not be found again.
const TABLES: &[Table] = &[
    Table {
        name: "fact",
        columns: "act, role, name, bytes",
        from: "fact",
        act: "act",
        order: "role",
        scan: None,
        since: 1,
    },
    Table {
        name: "list",
        columns: "act, id, name, length, sha256, origin, mapping, amends",
        from: "list",
        act: "act",
        order: "id",
        scan: Some("id"),
        since: 1,
    },
    Table {
        name: "part",
        columns: "list.act, part.list, part.number, part.bytes",
        from: "part LEFT JOIN list ON list.id = part.list",
        act: "list.act",
        order: "list.id, part.number",
        scan: Some("part.list, part.number"),
        since: 1,
    },
    Table {
        name: "row",
        columns: "list.act, row.list, row.line, row.person",
        from: "row LEFT JOIN list ON list.id = row.list",
        act: "list.act",
        order: "list.id, row.line",
        scan: Some("row.list, row.line"),
        since: 1,
    },
    Table {
        name: "ruling",
        columns: "act, id, person, kind, detail",
        from: "ruling",
        act: "act",
        order: "id",
        scan: Some("id"),
        since: 1,
    },
    Table { name: "reason", columns: "act, words", from: "reason", act: "act", order: "act", scan: None, since: 1 },
    Table {
        name: "approval",
        columns: "act, variant, text, by",
        from: "approval",
        act: "act",
        order: "variant",
        scan: None,
        since: 1,
    },
    Table {
        name: "signed",
        columns: "act, name, bytes",
        from: "signed",
        act: "act",
        order: "act",
        scan: None,
        since: 1,
    },
    Table {
        name: "release",
        columns: "act, by, parts",
        from: "release",
        act: "act",
        order: "act",
        scan: None,
        since: 1,
    },
    Table {
        name: "run",
        columns: "act, release, job, part, number, package, reprints",
        from: "run",
        act: "act",
        order: "act",
        scan: None,
        since: 1,
    },
    Table { name: "finished", columns: "act, run", from: "finished", act: "act", order: "run", scan: None, since: 1 },
    Table {
        name: "piece",
        columns: "run, sequence, person, supersedes, reason",
        from: "piece",
        act: "run",
        order: "run, sequence",
        scan: Some("run, sequence"),
        since: 1,
    },
    // The digest of its pages comes to a piece by the act that finishes its run.
    Table {
        name: "page",
        columns: "finished.act, piece.run, piece.sequence, piece.page_hash",
        from: "piece LEFT JOIN finished ON finished.run = piece.run WHERE piece.page_hash IS NOT NULL",
        act: "finished.act",
        order: "finished.run, piece.sequence",
        scan: Some("piece.run, piece.sequence"),
        since: 1,
    },
    Table {
        name: "code",
        columns: "act, minors, code, person",
        from: "code",
        act: "act",
        order: "person, minors",
        scan: None,
        since: 1,
    },
    Table {
        name: "returned",
        columns: "act, run, sequence, reason",
        from: "returned",
        act: "act",
        order: "run, sequence",
        scan: None,
        since: 1,
    },
    Table {
        name: "filing",
        columns: "act, id, authority, office, day, people, remark",
        from: "filing",
        act: "act",
        order: "id",
        scan: Some("id"),
        since: 1,
    },
    Table {
        name: "paper",
        columns: "act, role, name, bytes",
        from: "paper",
        act: "act",
        order: "role",
        scan: None,
        since: 1,
    },
    Table {
        name: "copy",
        columns: "run, sequence, number",
        from: "copy",
        act: "run",
        order: "run, sequence",
        scan: Some("run, sequence"),
        since: 6,
    },
    Table {
        name: "addressee",
        columns: "run, sequence, parent",
        from: "addressee",
        act: "run",
        order: "run, sequence",
        scan: Some("run, sequence"),
        since: 7,
    },
    Table {
        name: "signed_words",
        columns: "act, variant, words",
        from: "signed_words",
        act: "act",
        order: "variant",
        scan: Some("act, variant"),
        since: 8,
    },
    Table {
        name: "open_point",
        columns: "act, variant, point, words, reason, reason_act",
        from: "open_point",
        act: "act",
        order: "variant, point",
        scan: Some("act, variant, point"),
        since: 9,
    },
    Table {
        name: "withdrawn_filing",
        columns: "act, filing",
        from: "withdrawn_filing",
        act: "act",
        order: "filing",
        scan: Some("act, filing"),
        since: 9,
    },
];

/// Digests of tables, by act and place of the table.
type Digests = BTreeMap<(ActId, usize), Digest>;

/// Everything that acts wrote, as it stands in the tables.
pub struct Content {
    digests: Digests,
    /// Tables that could not be read to their end, or hold rows that no act wrote.
    pub faulty: bool,
}

fn keyed(key: &ContentKey) -> Hmac<Sha256> {
    // A key of any length is taken.
    Hmac::<Sha256>::new_from_slice(key)
        .unwrap_or_else(|_| Hmac::<Sha256>::new(&hmac::digest::Key::<Hmac<Sha256>>::default()))
}

/// The keyed digest of what is written.
pub fn digest(key: &ContentKey, write: impl FnOnce(&mut Canonical<Hmac<Sha256>>)) -> Digest {
    let mut canonical = Canonical::new(keyed(key));
    write(&mut canonical);
    Digest::new(canonical.finish().finalize().into_bytes().into())
}

fn put_row(to: &mut Canonical<Hmac<Sha256>>, row: &Row<'_>, columns: usize) -> rusqlite::Result<()> {
    to.list(columns - 1);
    for at in 1..columns {
        match row.get_ref(at)? {
            ValueRef::Null => to.absent(),
            ValueRef::Integer(number) => to.integer(number),
            // No table has one.
            ValueRef::Real(number) => to.bytes(&number.to_le_bytes()),
            ValueRef::Text(text) => to.text(std::str::from_utf8(text)?),
            ValueRef::Blob(bytes) => to.bytes(bytes),
        }
    }
    Ok(())
}

impl Table {
    /// Reads rows in order and ends one digest an act.
    fn digests(
        &self,
        db: &Connection,
        key: &ContentKey,
        of: Option<ActId>,
        found: &mut dyn FnMut(ActId, Digest),
    ) -> rusqlite::Result<bool> {
        let joint = if self.from.contains(" WHERE ") { "AND" } else { "WHERE" };
        let which = of.map(|_| format!("{joint} {} = ?1", self.act)).unwrap_or_default();
        let order = match (of, self.scan) {
            (Some(_), _) => self.order.to_owned(),
            (None, Some(scan)) => scan.to_owned(),
            (None, None) => format!("{}, {}", self.act, self.order),
        };
        let sql = format!("SELECT {} FROM {} {which} ORDER BY {order}", self.columns, self.from);
        let mut ask = db.prepare(&sql)?;
        let columns = ask.column_count();
        let mut rows = match of {
            Some(act) => ask.query([act])?,
            None => ask.query([])?,
        };
        let mut open: Option<(ActId, Canonical<Hmac<Sha256>>)> = None;
        let mut orphans = false;
        while let Some(row) = rows.next()? {
            let Some(act) = row.get::<_, Option<ActId>>(0)? else {
                orphans = true;
                continue;
            };
            if let Some((before, canonical)) = open.take_if(|(before, _)| *before != act) {
                found(before, Digest::new(canonical.finish().finalize().into_bytes().into()));
            }
            let (_, canonical) = open.get_or_insert_with(|| {
                let mut canonical = Canonical::new(keyed(key));
                canonical.text(self.name);
                (act, canonical)
            });
            put_row(canonical, row, columns)?;
        }
        if let Some((act, canonical)) = open {
            found(act, Digest::new(canonical.finish().finalize().into_bytes().into()));
        }
        Ok(!orphans)
    }
}

/// The tables of a case, which may be of an older version, with their places.
fn tables(db: &Connection) -> rusqlite::Result<impl Iterator<Item = (usize, &'static Table)>> {
    let version = schema::version(db)?;
    Ok(TABLES.iter().enumerate().filter(move |(_, table)| table.since <= version))
}

impl Content {
    /// Reads all tables.
    pub fn of_all(db: &Connection, key: &ContentKey) -> Self {
        let mut content = Self { digests: BTreeMap::new(), faulty: false };
        let Ok(tables) = tables(db) else { return Self { faulty: true, ..content } };
        for (place, table) in tables {
            let digests = &mut content.digests;
            let read = table.digests(db, key, None, &mut |act, digest| {
                digests.insert((act, place), digest);
            });
            // What was read before a page that cannot be read still tells up to which act the case is sound.
            content.faulty |= !matches!(read, Ok(true));
        }
        content
    }

    /// Reads what one act wrote, and where it is the first that is bound, what those before it wrote.
    fn of_act(db: &Connection, key: &ContentKey, act: ActId) -> rusqlite::Result<Self> {
        let mut content = Self { digests: BTreeMap::new(), faulty: false };
        for (place, table) in tables(db)? {
            let digests = &mut content.digests;
            table.digests(db, key, Some(act), &mut |act, digest| {
                digests.insert((act, place), digest);
            })?;
        }
        Ok(content)
    }

    /// The digest of the acts from one to another.
    fn digest(&self, key: &ContentKey, from: ActId, to: ActId) -> Digest {
        digest(key, |canonical| {
            for ((act, place), digest) in self.digests.range((from, 0)..=(to, usize::MAX)) {
                canonical.integer(act.get());
                canonical.text(TABLES[*place].name);
                canonical.bytes(digest.bytes());
            }
        })
    }

    /// The last act for which rows stand in a table.
    pub fn last(&self) -> ActId {
        self.digests.last_key_value().map_or(ActId::NONE, |((act, _), _)| *act)
    }

    /// The first act of the chain that does not stand as it was written, with what it covers; `None` where all do.
    pub fn first_other(&self, key: &ContentKey, acts: &[Act]) -> Option<ActId> {
        let mut from = ActId::FIRST;
        let mut bound = false;
        for act in acts {
            match told(act) {
                Some(told) => {
                    if told != hex(self.digest(key, from, act.seq)) {
                        return Some(act.seq);
                    }
                    bound = true;
                }
                // After the first that is bound, every one is.
                None if bound => return Some(act.seq),
                None => continue,
            }
            from = act.seq.next();
        }
        (from.get() <= acts.len() as i64).then_some(from)
    }
}

/// The digest that the detail of an act holds.
fn told(act: &Act) -> Option<String> {
    let detail: serde_json::Value = serde_json::from_str(&act.detail).ok()?;
    detail[CONTENT].as_str().map(str::to_owned)
}

/// The digest of what an act has written, as its detail will hold it.
pub fn of_act(db: &Connection, key: &ContentKey, act: ActId) -> rusqlite::Result<String> {
    Ok(hex(Content::of_act(db, key, act)?.digest(key, act, act)))
}

/// The digest of what all acts up to this one have written: what binds a case that was made before digests were.
pub fn of_all_before(db: &Connection, key: &ContentKey, act: ActId) -> String {
    hex(Content::of_all(db, key).digest(key, ActId::FIRST, act))
}

#[cfg(test)]
mod tests {
    use super::TABLES;
    use rusqlite::Connection;

    #[test]
    fn every_table_is_bound() {
        let mut db = Connection::open_in_memory().expect("a database");
        crate::casefile::schema::migrate(&mut db, |_, _| Ok(())).expect("the newest schema");
        let mut ask = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("asked");
        let names: Vec<String> = ask.query_map([], |row| row.get(0)).expect("rows").flatten().collect();
        for name in names {
            // The chain itself, what binds it, and what can be worked out again.
            let apart = ["act", "seal", "ledger", "ledger_chunk"].contains(&name.as_str());
            assert!(apart || TABLES.iter().any(|table| table.name == name), "{name} is bound to no act");
        }
        // Every column, too.
        for table in TABLES.iter().filter(|table| !matches!(table.name, "page" | "piece" | "part" | "row")) {
            let mut ask = db.prepare(&format!("SELECT name FROM pragma_table_info('{}')", table.name)).expect("asked");
            let mut columns: Vec<String> = ask.query_map([], |row| row.get(0)).expect("rows").flatten().collect();
            let mut bound: Vec<String> = table.columns.split(", ").map(str::to_owned).collect();
            columns.sort();
            bound.sort();
            assert_eq!(columns, bound, "{}", table.name);
        }
    }
}
