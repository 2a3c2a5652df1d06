-- The log's tree: whole tiles as they fill, and every checkpoint that was signed over it.

CREATE TABLE tile (
    tile_id INTEGER NOT NULL PRIMARY KEY,
    level   INTEGER NOT NULL CHECK (level >= 0),
    number  INTEGER NOT NULL CHECK (number >= 0),
    hashes  BLOB NOT NULL CHECK (length(hashes) = 8192), -- 256 of 32 bytes; level 0: leaf hashes
    root    BLOB NOT NULL CHECK (length(root) = 32),     -- RFC 6962 root over them
    CONSTRAINT tile_once UNIQUE (level, number)
) STRICT;

CREATE TABLE checkpoint (
    size      INTEGER NOT NULL PRIMARY KEY CHECK (size > 0), -- so that no size is signed twice
    origin    TEXT NOT NULL,
    key_id    BLOB NOT NULL CHECK (length(key_id) = 4),
    root      BLOB NOT NULL CHECK (length(root) = 32),
    note      BLOB NOT NULL,                                 -- the signed note, byte for byte
    signed_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER tile_is_new BEFORE INSERT ON tile
WHEN EXISTS (SELECT 1 FROM tile WHERE level = NEW.level AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM tile WHERE tile_id = NEW.tile_id)
BEGIN SELECT RAISE(ABORT, 'tiles are never replaced'); END;
CREATE TRIGGER tile_never_changes BEFORE UPDATE ON tile
BEGIN SELECT RAISE(ABORT, 'tiles never change'); END;
CREATE TRIGGER tile_never_goes BEFORE DELETE ON tile
BEGIN SELECT RAISE(ABORT, 'tiles never go'); END;

CREATE TRIGGER checkpoint_is_new BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size >= NEW.size)
BEGIN SELECT RAISE(ABORT, 'checkpoints append, each larger than the last'); END;
CREATE TRIGGER checkpoint_never_changes BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints never change'); END;
CREATE TRIGGER checkpoint_never_goes BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints never go'); END;
