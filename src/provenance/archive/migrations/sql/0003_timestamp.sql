-- Time stamp tokens (RFC 3161) over a checkpoint's text, and over such tokens.

CREATE TABLE timestamp_token (
    token_id INTEGER NOT NULL PRIMARY KEY,
    size     INTEGER NOT NULL REFERENCES checkpoint (size),
    digest   BLOB NOT NULL CHECK (length(digest) = 32), -- SHA-256 of the token
    token    BLOB NOT NULL,                             -- the TimeStampToken in DER, byte for byte
    tsa      TEXT NOT NULL,                             -- address that gave it
    asked_at INTEGER NOT NULL,
    CONSTRAINT timestamp_token_once UNIQUE (size, digest)
) STRICT;

CREATE TRIGGER timestamp_token_is_new BEFORE INSERT ON timestamp_token
WHEN EXISTS (SELECT 1 FROM timestamp_token WHERE size = NEW.size AND digest = NEW.digest)
  OR EXISTS (SELECT 1 FROM timestamp_token WHERE token_id = NEW.token_id)
BEGIN SELECT RAISE(ABORT, 'tokens are never replaced'); END;
CREATE TRIGGER timestamp_token_never_changes BEFORE UPDATE ON timestamp_token
BEGIN SELECT RAISE(ABORT, 'tokens never change'); END;
CREATE TRIGGER timestamp_token_never_goes BEFORE DELETE ON timestamp_token
BEGIN SELECT RAISE(ABORT, 'tokens never go'); END;
