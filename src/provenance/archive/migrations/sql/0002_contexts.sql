-- A context may also be an item of a site's own export. The table is written anew, row by row as it
-- was, since no statement of SQL changes a CHECK; what refers to its rows finds them again, and is
-- held to that at the end of the transaction.

PRAGMA defer_foreign_keys = ON;

CREATE TABLE context_before AS SELECT * FROM context;

DROP TABLE context;

CREATE TABLE context (
    context_id INTEGER NOT NULL PRIMARY KEY,
    observer   TEXT NOT NULL,
    access     TEXT NOT NULL,
    language   TEXT NOT NULL,     -- empty where nothing says
    route      TEXT NOT NULL CHECK (route IN ('single', 'list', 'fields', 'page', 'export')),
    CONSTRAINT context_once UNIQUE (observer, access, language, route)
) STRICT;

INSERT INTO context SELECT * FROM context_before ORDER BY context_id;

DROP TABLE context_before;

CREATE TRIGGER context_is_new BEFORE INSERT ON context
WHEN EXISTS (SELECT 1 FROM context WHERE context_id = NEW.context_id)
  OR EXISTS (SELECT 1 FROM context WHERE observer = NEW.observer AND access = NEW.access AND language = NEW.language AND route = NEW.route)
BEGIN SELECT RAISE(ABORT, 'contexts are never replaced'); END;
CREATE TRIGGER context_never_changes BEFORE UPDATE ON context
BEGIN SELECT RAISE(ABORT, 'contexts never change'); END;
CREATE TRIGGER context_never_goes BEFORE DELETE ON context
BEGIN SELECT RAISE(ABORT, 'contexts never go'); END;
