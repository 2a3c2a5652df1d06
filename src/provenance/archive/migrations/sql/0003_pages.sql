-- Pages that were asked together with a post, or right after it: what they show beside its text
-- (notes, times) is read with that capture, and never compared with it (docs/adr/0047).

CREATE TABLE page_beside (
    capture_id  INTEGER NOT NULL PRIMARY KEY REFERENCES capture (capture_id),
    exchange_id INTEGER NOT NULL REFERENCES exchange (exchange_id)
) STRICT;

CREATE TRIGGER page_beside_is_new BEFORE INSERT ON page_beside
WHEN EXISTS (SELECT 1 FROM page_beside WHERE capture_id = NEW.capture_id)
BEGIN SELECT RAISE(ABORT, 'pages beside captures are never replaced'); END;
CREATE TRIGGER page_beside_never_changes BEFORE UPDATE ON page_beside
BEGIN SELECT RAISE(ABORT, 'pages beside captures never change'); END;
CREATE TRIGGER page_beside_never_goes BEFORE DELETE ON page_beside
BEGIN SELECT RAISE(ABORT, 'pages beside captures never go'); END;
