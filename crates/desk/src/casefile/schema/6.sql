-- Pieces that are copies of the letter about a child, for a further parent, with their number among the copies for the child.
CREATE TABLE copy (
    run INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (run, sequence),
    FOREIGN KEY (run, sequence) REFERENCES piece
) STRICT, WITHOUT ROWID;
