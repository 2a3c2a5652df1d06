-- Feeds and sitemaps followed to the articles that they name: how many were named, and asked for.
-- One that was left before its end has no row; its answers are there all the same.

CREATE TABLE followed (
    followed_id INTEGER NOT NULL PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES run (run_id),
    target      TEXT NOT NULL,
    named       INTEGER NOT NULL CHECK (named >= 0),                  -- different articles
    asked       INTEGER NOT NULL CHECK (asked BETWEEN 0 AND named),
    unread      INTEGER NOT NULL CHECK (unread >= 0),                 -- sitemaps, itself among them
    is_cut      INTEGER NOT NULL CHECK (is_cut IN (0, 1)),  -- ended where no more was wanted
    finished_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER followed_is_new BEFORE INSERT ON followed
WHEN EXISTS (SELECT 1 FROM followed WHERE followed_id = NEW.followed_id)
BEGIN SELECT RAISE(ABORT, 'what was followed is never replaced'); END;
CREATE TRIGGER followed_never_changes BEFORE UPDATE ON followed
BEGIN SELECT RAISE(ABORT, 'what was followed never changes'); END;
CREATE TRIGGER followed_never_goes BEFORE DELETE ON followed
BEGIN SELECT RAISE(ABORT, 'what was followed never goes'); END;
