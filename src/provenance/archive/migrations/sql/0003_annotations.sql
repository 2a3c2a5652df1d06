-- What people said of a finding: a reviewer's status, a publisher's reply. A later row is added to
-- an earlier one and replaces none.

CREATE TABLE annotation (
    annotation_id INTEGER NOT NULL PRIMARY KEY,
    post_no       INTEGER NOT NULL REFERENCES post (post_no),
    fingerprint   BLOB NOT NULL CHECK (length(fingerprint) = 32),
    made_at       INTEGER NOT NULL,
    made_by       TEXT NOT NULL,
    status        TEXT CHECK (status IN ('confirmed', 'explained', 'disputed')),
    comment       TEXT,
    reply         TEXT,             -- the publisher's, as quoted by whoever annotates
    CHECK (status IS NOT NULL OR comment IS NOT NULL OR reply IS NOT NULL)
) STRICT;

CREATE INDEX annotation_of_post ON annotation (post_no);

CREATE TRIGGER annotation_is_new BEFORE INSERT ON annotation
WHEN EXISTS (SELECT 1 FROM annotation WHERE annotation_id = NEW.annotation_id)
BEGIN SELECT RAISE(ABORT, 'annotations are never replaced'); END;
CREATE TRIGGER annotation_never_changes BEFORE UPDATE ON annotation
BEGIN SELECT RAISE(ABORT, 'annotations never change'); END;
CREATE TRIGGER annotation_never_goes BEFORE DELETE ON annotation
BEGIN SELECT RAISE(ABORT, 'annotations never go'); END;
