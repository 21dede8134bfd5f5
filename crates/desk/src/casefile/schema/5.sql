-- The ledger with the dispositions of rows in chunks, so that a decision about one person writes one of them.
DROP TABLE ledger;
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    act INTEGER NOT NULL REFERENCES act,
    basis BLOB NOT NULL,
    summary TEXT NOT NULL,
    last INTEGER NOT NULL REFERENCES act,
    digest BLOB NOT NULL
) STRICT;
CREATE TABLE ledger_chunk (
    number INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,
    rows BLOB NOT NULL
) STRICT;
