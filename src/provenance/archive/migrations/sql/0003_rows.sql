-- What a log entry says of the archive's rows: how far it reaches in each table, and the root over
-- what came since the entry before (docs/spec/log.md, "Rows").

CREATE TABLE row_root (
    entry_seq INTEGER NOT NULL PRIMARY KEY REFERENCES entry (seq),
    document  BLOB NOT NULL                             -- RFC 8785; the entry has its digest
) STRICT;

CREATE TRIGGER row_root_is_new BEFORE INSERT ON row_root
WHEN EXISTS (SELECT 1 FROM row_root WHERE entry_seq >= NEW.entry_seq)
BEGIN SELECT RAISE(ABORT, 'row roots append, each for a later entry'); END;
CREATE TRIGGER row_root_never_changes BEFORE UPDATE ON row_root
BEGIN SELECT RAISE(ABORT, 'row roots never change'); END;
CREATE TRIGGER row_root_never_goes BEFORE DELETE ON row_root
BEGIN SELECT RAISE(ABORT, 'row roots never go'); END;
