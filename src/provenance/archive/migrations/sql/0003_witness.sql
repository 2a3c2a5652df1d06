-- What witnesses said of a checkpoint: one line of its note each.

CREATE TABLE cosignature (
    cosignature_id INTEGER NOT NULL PRIMARY KEY,
    size           INTEGER NOT NULL REFERENCES checkpoint (size),
    line           TEXT NOT NULL,
    CONSTRAINT cosignature_once UNIQUE (size, line)
) STRICT;

CREATE TRIGGER cosignature_is_new BEFORE INSERT ON cosignature
WHEN EXISTS (SELECT 1 FROM cosignature WHERE size = NEW.size AND line = NEW.line)
  OR EXISTS (SELECT 1 FROM cosignature WHERE cosignature_id = NEW.cosignature_id)
BEGIN SELECT RAISE(ABORT, 'cosignatures are never replaced'); END;
CREATE TRIGGER cosignature_never_changes BEFORE UPDATE ON cosignature
BEGIN SELECT RAISE(ABORT, 'cosignatures never change'); END;
CREATE TRIGGER cosignature_never_goes BEFORE DELETE ON cosignature
BEGIN SELECT RAISE(ABORT, 'cosignatures never go'); END;
