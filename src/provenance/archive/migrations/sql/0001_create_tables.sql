-- The archive, from its first day: what was received, what it shows, and the log over it.
-- Times are whole microseconds since 1970-01-01T00:00:00Z. Digests are SHA-256, 32 bytes.
-- Nothing here is ever changed or deleted; the triggers in 0001_append_only.sql see to that.

CREATE TABLE run (
    run_id     INTEGER NOT NULL PRIMARY KEY,
    command    TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    tool       TEXT NOT NULL,     -- version of this program
    observer   TEXT NOT NULL,
    options    TEXT NOT NULL      -- JSON object
) STRICT;

CREATE TABLE entry (
    seq  INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 0),    -- leaf index, from 0, no gaps
    body BLOB NOT NULL,                           -- exact bytes that were hashed
    leaf BLOB NOT NULL CHECK (length(leaf) = 32)  -- RFC 6962 leaf hash of body
) STRICT;

CREATE TABLE run_end (
    run_id      INTEGER NOT NULL PRIMARY KEY REFERENCES run (run_id),
    finished_at INTEGER NOT NULL,
    entry_seq   INTEGER REFERENCES entry (seq)    -- the run's own entry
) STRICT;

CREATE TABLE blob (
    blob_id    INTEGER NOT NULL PRIMARY KEY,
    digest     BLOB NOT NULL CHECK (length(digest) = 32),  -- of the bytes, uncompressed
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),   -- uncompressed
    base_id    INTEGER REFERENCES blob (blob_id),          -- a keyframe; NULL in a keyframe
    data       BLOB NOT NULL,                              -- one zstd frame; base is its prefix
    CONSTRAINT blob_digest UNIQUE (digest)
) STRICT;
CREATE TRIGGER blob_is_one_hop BEFORE INSERT ON blob
WHEN NEW.base_id IS NOT NULL
 AND (SELECT base_id FROM blob WHERE blob_id = NEW.base_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a delta rests on a keyframe'); END;

CREATE TABLE keyframe (
    keyframe_id INTEGER NOT NULL PRIMARY KEY,
    family      TEXT NOT NULL,                             -- what resembles each other
    blob_id     INTEGER NOT NULL REFERENCES blob (blob_id)
) STRICT;
CREATE INDEX keyframe_by_family ON keyframe (family, keyframe_id);

CREATE TABLE context (
    context_id INTEGER NOT NULL PRIMARY KEY,
    observer   TEXT NOT NULL,
    access     TEXT NOT NULL,
    language   TEXT NOT NULL,     -- empty where nothing says
    route      TEXT NOT NULL CHECK (route IN ('single', 'list', 'fields', 'page')),
    CONSTRAINT context_once UNIQUE (observer, access, language, route)
) STRICT;

CREATE TABLE profile (
    profile_id INTEGER NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,     -- canonical form
    parser     TEXT NOT NULL,
    unicode    TEXT NOT NULL,
    tool       TEXT NOT NULL,
    CONSTRAINT profile_once UNIQUE (name, parser, unicode, tool)
) STRICT;

CREATE TABLE post (
    post_no INTEGER NOT NULL PRIMARY KEY,
    site    TEXT NOT NULL,        -- host and path prefix of the REST root
    post_id INTEGER NOT NULL,     -- WordPress's number on that site
    CONSTRAINT post_once UNIQUE (site, post_id)
) STRICT;

CREATE TABLE exchange (
    exchange_id        INTEGER NOT NULL PRIMARY KEY,
    run_id             INTEGER NOT NULL REFERENCES run (run_id),
    source             TEXT NOT NULL CHECK (source IN ('http', 'file')),
    target             TEXT NOT NULL,
    method             TEXT NOT NULL,
    url                TEXT NOT NULL,
    final_url          TEXT NOT NULL,
    request_headers_id INTEGER NOT NULL REFERENCES blob (blob_id),  -- JSON [[name, value], ...]
    requested_at       INTEGER,
    received_at        INTEGER NOT NULL,
    status             INTEGER,
    http_version       TEXT,
    headers_id         INTEGER NOT NULL REFERENCES blob (blob_id),  -- JSON [[name, value], ...]
    body               BLOB NOT NULL CHECK (length(body) = 32),     -- digest of the whole body
    glue_id            INTEGER NOT NULL REFERENCES blob (blob_id),  -- the body less its slices
    content_encoding   TEXT,
    address            TEXT,
    certificate_id     INTEGER REFERENCES blob (blob_id),           -- DER
    egress             TEXT,
    file_modified_at   INTEGER,
    failure            TEXT,
    leaf               BLOB CHECK (length(leaf) = 32)  -- RFC 6962 leaf hash of its record
) STRICT;
CREATE INDEX exchange_by_run ON exchange (run_id);

CREATE TABLE hop (
    exchange_id    INTEGER NOT NULL REFERENCES exchange (exchange_id),
    position       INTEGER NOT NULL CHECK (position >= 0),
    url            TEXT NOT NULL,
    status         INTEGER NOT NULL,
    headers_id     INTEGER NOT NULL REFERENCES blob (blob_id),
    address        TEXT,
    certificate_id INTEGER REFERENCES blob (blob_id),
    PRIMARY KEY (exchange_id, position)
) STRICT;

CREATE TABLE slice (
    exchange_id INTEGER NOT NULL REFERENCES exchange (exchange_id),
    start       INTEGER NOT NULL CHECK (start >= 0),       -- offset in the body, bytes
    blob_id     INTEGER NOT NULL REFERENCES blob (blob_id),
    PRIMARY KEY (exchange_id, start)
) STRICT;

CREATE TABLE version (
    version_id INTEGER NOT NULL PRIMARY KEY,
    post_no    INTEGER NOT NULL REFERENCES post (post_no),
    number     INTEGER NOT NULL CHECK (number >= 1),       -- from 1 in each post
    content    BLOB NOT NULL CHECK (length(content) = 32),
    metadata   BLOB NOT NULL CHECK (length(metadata) = 32),
    words      BLOB NOT NULL CHECK (length(words) = 32),
    title      TEXT NOT NULL,
    link       TEXT,
    CONSTRAINT version_number UNIQUE (post_no, number),
    CONSTRAINT version_once UNIQUE (post_no, content, metadata)
) STRICT;

-- One reading of one body under one profile; captures of the same bytes share it.
CREATE TABLE snapshot (
    snapshot_id INTEGER NOT NULL PRIMARY KEY,
    post_no     INTEGER NOT NULL REFERENCES post (post_no),
    raw_id      INTEGER NOT NULL REFERENCES blob (blob_id),
    profile_id  INTEGER NOT NULL REFERENCES profile (profile_id),
    version_id  INTEGER NOT NULL REFERENCES version (version_id),
    markup      BLOB NOT NULL CHECK (length(markup) = 32),
    content     BLOB NOT NULL CHECK (length(content) = 32),
    words       BLOB NOT NULL CHECK (length(words) = 32),
    metadata    BLOB NOT NULL CHECK (length(metadata) = 32),
    claims      BLOB NOT NULL CHECK (length(claims) = 32),
    CONSTRAINT snapshot_once UNIQUE (post_no, raw_id, profile_id)
) STRICT;

CREATE TABLE capture (
    capture_id    INTEGER NOT NULL PRIMARY KEY,
    exchange_id   INTEGER NOT NULL REFERENCES exchange (exchange_id),
    post_no       INTEGER NOT NULL REFERENCES post (post_no),
    expected_no   INTEGER REFERENCES post (post_no),       -- what was asked for
    raw_id        INTEGER NOT NULL REFERENCES blob (blob_id),
    start         INTEGER NOT NULL CHECK (start >= 0),
    context_id    INTEGER NOT NULL REFERENCES context (context_id),
    basis         TEXT NOT NULL CHECK (basis IN ('observed', 'archived', 'asserted', 'unknown')),
    seen_at       INTEGER,
    snapshot_id   INTEGER REFERENCES snapshot (snapshot_id),
    error_code    TEXT,
    error_status  TEXT,                                    -- JSON integer, of any size
    error_message TEXT,
    control       INTEGER CHECK (control IN (0, 1)),
    notes         TEXT,                                    -- JSON array; NULL for none
    problem       TEXT,
    statement_id  INTEGER REFERENCES blob (blob_id),
    entry_seq     INTEGER REFERENCES entry (seq),
    leaf          BLOB NOT NULL CHECK (length(leaf) = 32), -- RFC 6962 leaf hash of its record
    CHECK (snapshot_id IS NULL OR error_code IS NULL),     -- a refusal shows no text
    CHECK (snapshot_id IS NOT NULL OR statement_id IS NULL),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
) STRICT;
CREATE INDEX capture_by_post ON capture (post_no, capture_id);
CREATE INDEX capture_by_exchange ON capture (exchange_id);

CREATE TABLE known_finding (
    post_no     INTEGER NOT NULL REFERENCES post (post_no),
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
    PRIMARY KEY (post_no, fingerprint)
) STRICT;
