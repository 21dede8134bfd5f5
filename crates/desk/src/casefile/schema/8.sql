-- The words of letters as they were when they were signed, deflated: what changed since is told from them.
CREATE TABLE signed_words (
    act INTEGER NOT NULL REFERENCES act,
    variant TEXT NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (act, variant)
) STRICT, WITHOUT ROWID;
