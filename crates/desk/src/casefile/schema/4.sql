-- What binds the content to the chain of acts: a random id that copies share, the key of the digests in acts, and, while nobody
-- has the case open, a digest over all other pages of the file. `open` is 1 from the first change until the case is closed: what
-- was done last may then lie in the file beside it.
CREATE TABLE seal (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL,
    key BLOB NOT NULL,
    open INTEGER NOT NULL,
    pages BLOB
) STRICT;

-- The ledger under a keyed digest, in which the hash of the act stands that was the last one then.
DROP TABLE ledger;
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    act INTEGER NOT NULL REFERENCES act,
    basis BLOB NOT NULL,
    summary TEXT NOT NULL,
    records BLOB NOT NULL,
    last INTEGER NOT NULL REFERENCES act,
    digest BLOB NOT NULL
) STRICT;

-- The rows of one act are found without looking at all others.
CREATE INDEX ruling_act ON ruling (act);
CREATE INDEX code_act ON code (act, person);
CREATE INDEX returned_act ON returned (act);
CREATE INDEX list_act ON list (act);
CREATE INDEX finished_act ON finished (act);
