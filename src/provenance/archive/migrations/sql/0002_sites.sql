-- Walks through the lists of whole sites: what each asked, and how complete it was. A walk that
-- was stopped leaves no row; its answers are there all the same.

CREATE TABLE sweep (
    sweep_id    INTEGER NOT NULL PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES run (run_id),
    target      TEXT NOT NULL,
    site        TEXT NOT NULL,    -- as in post
    collection  TEXT NOT NULL,    -- the list's route: /wp/v2/posts
    kind        TEXT NOT NULL CHECK (kind IN ('full', 'claims')),
    filters     TEXT NOT NULL,    -- JSON [[name, value], ...]
    claimed     INTEGER CHECK (claimed >= 0),            -- posts that the site says it has
    listed      INTEGER NOT NULL CHECK (listed >= 0),    -- posts that it listed
    asked       INTEGER NOT NULL CHECK (asked BETWEEN 0 AND listed),  -- for their texts
    had         INTEGER NOT NULL CHECK (had BETWEEN 0 AND asked),
    is_cut      INTEGER NOT NULL CHECK (is_cut IN (0, 1)),  -- ended where no more was wanted
    complete    INTEGER NOT NULL CHECK (complete IN (0, 1)),
    notes       TEXT NOT NULL,    -- JSON array
    finished_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sweep_by_list ON sweep (site, collection, sweep_id);

CREATE TRIGGER sweep_is_new BEFORE INSERT ON sweep
WHEN EXISTS (SELECT 1 FROM sweep WHERE sweep_id = NEW.sweep_id)
BEGIN SELECT RAISE(ABORT, 'sweeps are never replaced'); END;
CREATE TRIGGER sweep_never_changes BEFORE UPDATE ON sweep
BEGIN SELECT RAISE(ABORT, 'sweeps never change'); END;
CREATE TRIGGER sweep_never_goes BEFORE DELETE ON sweep
BEGIN SELECT RAISE(ABORT, 'sweeps never go'); END;
