-- What a site shows of stored revisions to a login: its own claims, as they came, each time that they
-- came. And other items of the site whose number and date tell when numbers near theirs were given.

CREATE TABLE revision (
    exchange_id  INTEGER NOT NULL REFERENCES exchange (exchange_id),
    start        INTEGER NOT NULL CHECK (start >= 0),   -- offset in the body, bytes
    post_no      INTEGER NOT NULL REFERENCES post (post_no),
    number       INTEGER NOT NULL,                      -- WordPress's
    author       INTEGER,
    date_gmt     TEXT,                                  -- as written
    modified_gmt TEXT,                                  -- as written
    slug         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('revision', 'autosave')),
    raw_id       INTEGER NOT NULL REFERENCES blob (blob_id),
    PRIMARY KEY (exchange_id, start)
) STRICT;
CREATE INDEX revision_by_post ON revision (post_no, exchange_id);

-- Its revisions are those of its post in its answers, of which it names the first and the last.
CREATE TABLE revision_list (
    list_id           INTEGER NOT NULL PRIMARY KEY,
    post_no           INTEGER NOT NULL REFERENCES post (post_no),
    capture_id        INTEGER NOT NULL REFERENCES capture (capture_id),  -- the post, to that role
    first_exchange_id INTEGER NOT NULL REFERENCES exchange (exchange_id),
    last_exchange_id  INTEGER NOT NULL REFERENCES exchange (exchange_id),
    access            TEXT NOT NULL,
    total             INTEGER,                          -- as the list's own header counts
    problem           TEXT,                             -- NULL where all of them came
    CHECK (first_exchange_id <= last_exchange_id)
) STRICT;
CREATE INDEX revision_list_by_post ON revision_list (post_no, list_id);

CREATE TABLE neighbour (
    neighbour_id INTEGER NOT NULL PRIMARY KEY,
    exchange_id  INTEGER NOT NULL REFERENCES exchange (exchange_id),
    site         TEXT NOT NULL,                         -- as in post
    kind         TEXT NOT NULL,
    number       INTEGER NOT NULL,
    made_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX neighbour_by_number ON neighbour (site, number);

CREATE TRIGGER revision_is_new BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE exchange_id = NEW.exchange_id AND start = NEW.start)
BEGIN SELECT RAISE(ABORT, 'revisions are never replaced'); END;
CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions never change'); END;
CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions never go'); END;

CREATE TRIGGER revision_list_is_new BEFORE INSERT ON revision_list
WHEN EXISTS (SELECT 1 FROM revision_list WHERE list_id = NEW.list_id)
BEGIN SELECT RAISE(ABORT, 'revision lists are never replaced'); END;
CREATE TRIGGER revision_list_never_changes BEFORE UPDATE ON revision_list
BEGIN SELECT RAISE(ABORT, 'revision lists never change'); END;
CREATE TRIGGER revision_list_never_goes BEFORE DELETE ON revision_list
BEGIN SELECT RAISE(ABORT, 'revision lists never go'); END;

CREATE TRIGGER neighbour_is_new BEFORE INSERT ON neighbour
WHEN EXISTS (SELECT 1 FROM neighbour WHERE neighbour_id = NEW.neighbour_id)
BEGIN SELECT RAISE(ABORT, 'neighbours are never replaced'); END;
CREATE TRIGGER neighbour_never_changes BEFORE UPDATE ON neighbour
BEGIN SELECT RAISE(ABORT, 'neighbours never change'); END;
CREATE TRIGGER neighbour_never_goes BEFORE DELETE ON neighbour
BEGIN SELECT RAISE(ABORT, 'neighbours never go'); END;
