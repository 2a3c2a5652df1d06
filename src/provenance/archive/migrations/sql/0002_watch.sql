-- What `provenance watch` was told, and what it has heard from sites. When each post was asked, and
-- what it showed, is in the captures.

CREATE TABLE watch (
    watch_id   INTEGER NOT NULL PRIMARY KEY,
    started_at INTEGER NOT NULL,
    targets    TEXT NOT NULL      -- JSON array, as typed; the newest row is what is watched
) STRICT;

CREATE TABLE poll (
    poll_id     INTEGER NOT NULL PRIMARY KEY,
    site        TEXT NOT NULL,    -- as in post
    collection  TEXT NOT NULL,    -- the list's route: /wp/v2/posts
    is_whole    INTEGER NOT NULL CHECK (is_whole IN (0, 1)),  -- 0: some posts of it alone
    window_from INTEGER NOT NULL, -- what was saved from then on was listed
    polled_at   INTEGER NOT NULL  -- and, if it was not known yet, asked for after this
) STRICT;
CREATE INDEX poll_by_list ON poll (site, collection, poll_id);

CREATE TRIGGER watch_is_new BEFORE INSERT ON watch
WHEN EXISTS (SELECT 1 FROM watch WHERE watch_id = NEW.watch_id)
BEGIN SELECT RAISE(ABORT, 'watches are never replaced'); END;
CREATE TRIGGER watch_never_changes BEFORE UPDATE ON watch
BEGIN SELECT RAISE(ABORT, 'watches never change'); END;
CREATE TRIGGER watch_never_goes BEFORE DELETE ON watch
BEGIN SELECT RAISE(ABORT, 'watches never go'); END;

CREATE TRIGGER poll_is_new BEFORE INSERT ON poll
WHEN EXISTS (SELECT 1 FROM poll WHERE poll_id = NEW.poll_id)
BEGIN SELECT RAISE(ABORT, 'polls are never replaced'); END;
CREATE TRIGGER poll_never_changes BEFORE UPDATE ON poll
BEGIN SELECT RAISE(ABORT, 'polls never change'); END;
CREATE TRIGGER poll_never_goes BEFORE DELETE ON poll
BEGIN SELECT RAISE(ABORT, 'polls never go'); END;
