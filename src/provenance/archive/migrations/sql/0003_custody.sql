-- Who took evidence out of the archive, and when: a row each, written before the file is.

CREATE TABLE custody (
    custody_id      INTEGER NOT NULL PRIMARY KEY,
    exported_at     INTEGER NOT NULL,
    custodian       TEXT,             -- as they named themselves; NULL where nobody was named
    post_no         INTEGER NOT NULL REFERENCES post (post_no),
    entries         TEXT NOT NULL,    -- JSON array of log indexes
    blocks          TEXT NOT NULL,    -- JSON array of numbers from 1; empty where all is shown
    has_declaration INTEGER NOT NULL CHECK (has_declaration IN (0, 1)),
    digest          BLOB NOT NULL CHECK (length(digest) = 32), -- of the file
    size_bytes      INTEGER NOT NULL CHECK (size_bytes > 0),
    tool            TEXT NOT NULL
) STRICT;

CREATE TRIGGER custody_is_new BEFORE INSERT ON custody
WHEN EXISTS (SELECT 1 FROM custody WHERE custody_id = NEW.custody_id)
BEGIN SELECT RAISE(ABORT, 'records of custody are never replaced'); END;
CREATE TRIGGER custody_never_changes BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'records of custody never change'); END;
CREATE TRIGGER custody_never_goes BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'records of custody never go'); END;
