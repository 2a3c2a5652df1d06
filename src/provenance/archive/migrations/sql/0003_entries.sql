-- Entries that are appended together share a row: `seq`, `body` and `leaf` are those of the first,
-- and what stands behind it in the row is here. A row ends at the latest where its tile does.

ALTER TABLE entry ADD COLUMN further_bodies BLOB; -- each behind its length, as C2SP tlog-tiles has it
ALTER TABLE entry ADD COLUMN further_leaves BLOB  -- their RFC 6962 leaf hashes, 32 bytes each
    CHECK ((further_leaves IS NULL) = (further_bodies IS NULL))
    CHECK (length(further_leaves) > 0 AND length(further_leaves) % 32 = 0)
    CHECK (seq % 256 + length(further_leaves) / 32 < 256);

DROP TRIGGER entry_appends;
CREATE TRIGGER entry_appends BEFORE INSERT ON entry
WHEN NEW.seq IS NOT coalesce(
    (SELECT seq + 1 + coalesce(length(further_leaves), 0) / 32 FROM entry ORDER BY seq DESC LIMIT 1),
    0)
BEGIN SELECT RAISE(ABORT, 'entries append at the end'); END;  -- also stops OR REPLACE
