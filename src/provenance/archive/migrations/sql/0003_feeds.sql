-- Times that feeds and sitemaps state of the articles that they led a run to, by the articles'
-- addresses: captures that were asked for there are of the same target (docs/adr/0057).

CREATE TABLE listed_time (
    listed_id   INTEGER NOT NULL PRIMARY KEY,
    exchange_id INTEGER NOT NULL REFERENCES exchange (exchange_id),  -- the feed or sitemap
    run_id      INTEGER NOT NULL REFERENCES run (run_id),            -- of that answer
    address     TEXT NOT NULL,                                       -- of the article
    source      TEXT NOT NULL CHECK (source IN ('feed', 'sitemap')),
    name        TEXT NOT NULL CHECK (name IN ('published', 'modified')),
    value       TEXT NOT NULL                                        -- as written
) STRICT;
CREATE INDEX listed_time_by_address ON listed_time (address, run_id);

CREATE TRIGGER listed_time_is_new BEFORE INSERT ON listed_time
WHEN EXISTS (SELECT 1 FROM listed_time WHERE listed_id = NEW.listed_id)
BEGIN SELECT RAISE(ABORT, 'listed times are never replaced'); END;
CREATE TRIGGER listed_time_never_changes BEFORE UPDATE ON listed_time
BEGIN SELECT RAISE(ABORT, 'listed times never change'); END;
CREATE TRIGGER listed_time_never_goes BEFORE DELETE ON listed_time
BEGIN SELECT RAISE(ABORT, 'listed times never go'); END;
