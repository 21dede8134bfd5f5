-- What was not settled about a letter when it was signed, with the reason that was given for accepting it, empty where none was, and
-- the act in which it was given: an earlier one where the reason was carried over.
CREATE TABLE open_point (
    act INTEGER NOT NULL REFERENCES act,
    variant TEXT NOT NULL,
    point TEXT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_act INTEGER NOT NULL REFERENCES act,
    PRIMARY KEY (act, variant, point)
) STRICT, WITHOUT ROWID;

-- Filings that count no longer, as they were recorded by mistake; what was recorded stays, and the act has the reason.
CREATE TABLE withdrawn_filing (
    act INTEGER NOT NULL REFERENCES act,
    filing INTEGER NOT NULL REFERENCES filing,
    PRIMARY KEY (act, filing)
) STRICT, WITHOUT ROWID;
