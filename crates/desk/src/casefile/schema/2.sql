-- Tables that went out of the house or came back and belong to the proof: what was asked of a provider of address corrections,
-- what it answered, and both beside each other. They hold addresses, so they never leave the case of themselves.
CREATE TABLE paper (
    act INTEGER NOT NULL REFERENCES act,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (act, role)
) STRICT;
