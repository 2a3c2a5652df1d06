-- Captures that were asked for again right after another, since that one showed another text than
-- before. Which blocks differ between them is in their bytes (docs/adr/0105).

CREATE TABLE repeat (
    capture_id INTEGER NOT NULL PRIMARY KEY REFERENCES capture (capture_id),
    first_id   INTEGER NOT NULL REFERENCES capture (capture_id),
    CHECK (first_id < capture_id)
) STRICT;
CREATE INDEX repeat_by_first ON repeat (first_id);

CREATE TRIGGER repeat_is_new BEFORE INSERT ON repeat
WHEN EXISTS (SELECT 1 FROM repeat WHERE capture_id = NEW.capture_id)
BEGIN SELECT RAISE(ABORT, 'repeats are never replaced'); END;
CREATE TRIGGER repeat_never_changes BEFORE UPDATE ON repeat
BEGIN SELECT RAISE(ABORT, 'repeats never change'); END;
CREATE TRIGGER repeat_never_goes BEFORE DELETE ON repeat
BEGIN SELECT RAISE(ABORT, 'repeats never go'); END;
