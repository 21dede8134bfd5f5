-- Pieces about a child, with the key of the parent to whom each is addressed; 0 where it names nobody.
CREATE TABLE addressee (
    run INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    PRIMARY KEY (run, sequence),
    FOREIGN KEY (run, sequence) REFERENCES piece
) STRICT, WITHOUT ROWID;
