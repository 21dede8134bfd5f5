-- Every user action: append-only, each bound to the one before by its hash. Keys and counts, never a personal value.
CREATE TABLE act (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Files that make the case: the incident file, what it encloses, the vendor profile. The newest act counts.
CREATE TABLE fact (
    act INTEGER NOT NULL REFERENCES act,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (act, role)
) STRICT;

CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL REFERENCES act,
    name TEXT NOT NULL,
    length INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    origin BLOB NOT NULL,
    mapping TEXT,
    amends INTEGER REFERENCES list
) STRICT;

-- The bytes of a list, deflated, in equal stretches.
CREATE TABLE part (
    list INTEGER NOT NULL REFERENCES list,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (list, number)
) STRICT;

-- Which person each row of a list is. People of an amended list keep their numbers.
CREATE TABLE row (
    list INTEGER NOT NULL REFERENCES list,
    line INTEGER NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (list, line)
) STRICT, WITHOUT ROWID;

-- What people decided about people; personal values stand in detail, so it never leaves the case.
CREATE TABLE ruling (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL REFERENCES act,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX ruling_person ON ruling (person);

-- Why, in the words of who decided: these may name people, so they stay in the case and out of the audit.
CREATE TABLE reason (
    act INTEGER PRIMARY KEY REFERENCES act,
    words TEXT NOT NULL
) STRICT;

-- What follows from lists, facts and rulings, kept so that it need not be worked out again.
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    act INTEGER NOT NULL REFERENCES act,
    basis BLOB NOT NULL,
    summary TEXT NOT NULL,
    records BLOB NOT NULL
) STRICT;

-- Counsel's signature under the text of a variant.
CREATE TABLE approval (
    act INTEGER NOT NULL REFERENCES act,
    variant TEXT NOT NULL,
    text BLOB NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (act, variant)
) STRICT;

-- Pages that were signed elsewhere and kept here.
CREATE TABLE signed (
    act INTEGER PRIMARY KEY REFERENCES act,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- The practice's signature under a run: digests of everything that it is made of.
CREATE TABLE release (
    act INTEGER PRIMARY KEY REFERENCES act,
    by TEXT NOT NULL,
    parts TEXT NOT NULL
) STRICT;

-- An export: intended before the first byte is written, finished after the last. `of` is the act up to which the case counts
-- for it.
CREATE TABLE run (
    act INTEGER PRIMARY KEY REFERENCES act,
    release INTEGER NOT NULL REFERENCES release,
    job TEXT NOT NULL,
    part INTEGER NOT NULL,
    number INTEGER NOT NULL,
    package TEXT NOT NULL,
    reprints INTEGER REFERENCES run
) STRICT;
CREATE TABLE finished (
    run INTEGER PRIMARY KEY REFERENCES run,
    act INTEGER NOT NULL REFERENCES act
) STRICT;
CREATE TABLE piece (
    run INTEGER NOT NULL REFERENCES run,
    sequence INTEGER NOT NULL,
    person INTEGER,
    supersedes INTEGER,
    reason TEXT,
    page_hash BLOB,
    PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX piece_person ON piece (person);

-- One person, one enrolment code, for life.
CREATE TABLE code (
    minors INTEGER NOT NULL,
    code TEXT NOT NULL,
    person INTEGER NOT NULL,
    act INTEGER NOT NULL REFERENCES act,
    PRIMARY KEY (minors, code),
    UNIQUE (person, minors)
) STRICT, WITHOUT ROWID;

-- Mail that came back.
CREATE TABLE returned (
    act INTEGER NOT NULL REFERENCES act,
    run INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, sequence, act)
) STRICT;

-- What was told to which authority, when, with how many people.
CREATE TABLE filing (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL REFERENCES act,
    authority TEXT NOT NULL,
    day TEXT NOT NULL,
    people INTEGER NOT NULL,
    remark TEXT NOT NULL
) STRICT;
