-- Triggers stop accidents; only a witnessed checkpoint stops an owner.
-- The *_is_new triggers are there for INSERT OR REPLACE, which fires no DELETE trigger.

CREATE TRIGGER entry_appends BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'entries append at the end'); END;  -- also stops OR REPLACE
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries never go'); END;

CREATE TRIGGER run_is_new BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'runs are never replaced'); END;
CREATE TRIGGER run_never_changes BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'runs never change'); END;
CREATE TRIGGER run_never_goes BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'runs never go'); END;

CREATE TRIGGER run_end_is_new BEFORE INSERT ON run_end
WHEN EXISTS (SELECT 1 FROM run_end WHERE run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'run ends are never replaced'); END;
CREATE TRIGGER run_end_never_changes BEFORE UPDATE ON run_end
BEGIN SELECT RAISE(ABORT, 'run ends never change'); END;
CREATE TRIGGER run_end_never_goes BEFORE DELETE ON run_end
BEGIN SELECT RAISE(ABORT, 'run ends never go'); END;

CREATE TRIGGER blob_is_new BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE blob_id = NEW.blob_id)
  OR EXISTS (SELECT 1 FROM blob WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'blobs are never replaced'); END;
CREATE TRIGGER blob_never_changes BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'blobs never change'); END;
CREATE TRIGGER blob_never_goes BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'blobs never go'); END;

CREATE TRIGGER keyframe_is_new BEFORE INSERT ON keyframe
WHEN EXISTS (SELECT 1 FROM keyframe WHERE keyframe_id = NEW.keyframe_id)
BEGIN SELECT RAISE(ABORT, 'keyframes are never replaced'); END;
CREATE TRIGGER keyframe_never_changes BEFORE UPDATE ON keyframe
BEGIN SELECT RAISE(ABORT, 'keyframes never change'); END;
CREATE TRIGGER keyframe_never_goes BEFORE DELETE ON keyframe
BEGIN SELECT RAISE(ABORT, 'keyframes never go'); END;

CREATE TRIGGER context_is_new BEFORE INSERT ON context
WHEN EXISTS (SELECT 1 FROM context WHERE context_id = NEW.context_id)
  OR EXISTS (SELECT 1 FROM context WHERE observer = NEW.observer AND access = NEW.access AND language = NEW.language AND route = NEW.route)
BEGIN SELECT RAISE(ABORT, 'contexts are never replaced'); END;
CREATE TRIGGER context_never_changes BEFORE UPDATE ON context
BEGIN SELECT RAISE(ABORT, 'contexts never change'); END;
CREATE TRIGGER context_never_goes BEFORE DELETE ON context
BEGIN SELECT RAISE(ABORT, 'contexts never go'); END;

CREATE TRIGGER profile_is_new BEFORE INSERT ON profile
WHEN EXISTS (SELECT 1 FROM profile WHERE profile_id = NEW.profile_id)
  OR EXISTS (SELECT 1 FROM profile WHERE name = NEW.name AND parser = NEW.parser AND unicode = NEW.unicode AND tool = NEW.tool)
BEGIN SELECT RAISE(ABORT, 'profiles are never replaced'); END;
CREATE TRIGGER profile_never_changes BEFORE UPDATE ON profile
BEGIN SELECT RAISE(ABORT, 'profiles never change'); END;
CREATE TRIGGER profile_never_goes BEFORE DELETE ON profile
BEGIN SELECT RAISE(ABORT, 'profiles never go'); END;

CREATE TRIGGER post_is_new BEFORE INSERT ON post
WHEN EXISTS (SELECT 1 FROM post WHERE post_no = NEW.post_no)
  OR EXISTS (SELECT 1 FROM post WHERE site = NEW.site AND post_id = NEW.post_id)
BEGIN SELECT RAISE(ABORT, 'posts are never replaced'); END;
CREATE TRIGGER post_never_changes BEFORE UPDATE ON post
BEGIN SELECT RAISE(ABORT, 'posts never change'); END;
CREATE TRIGGER post_never_goes BEFORE DELETE ON post
BEGIN SELECT RAISE(ABORT, 'posts never go'); END;

CREATE TRIGGER exchange_is_new BEFORE INSERT ON exchange
WHEN EXISTS (SELECT 1 FROM exchange WHERE exchange_id = NEW.exchange_id)
BEGIN SELECT RAISE(ABORT, 'exchanges are never replaced'); END;
CREATE TRIGGER exchange_never_changes BEFORE UPDATE ON exchange
BEGIN SELECT RAISE(ABORT, 'exchanges never change'); END;
CREATE TRIGGER exchange_never_goes BEFORE DELETE ON exchange
BEGIN SELECT RAISE(ABORT, 'exchanges never go'); END;

CREATE TRIGGER hop_is_new BEFORE INSERT ON hop
WHEN EXISTS (SELECT 1 FROM hop WHERE exchange_id = NEW.exchange_id AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'hops are never replaced'); END;
CREATE TRIGGER hop_never_changes BEFORE UPDATE ON hop
BEGIN SELECT RAISE(ABORT, 'hops never change'); END;
CREATE TRIGGER hop_never_goes BEFORE DELETE ON hop
BEGIN SELECT RAISE(ABORT, 'hops never go'); END;

CREATE TRIGGER slice_is_new BEFORE INSERT ON slice
WHEN EXISTS (SELECT 1 FROM slice WHERE exchange_id = NEW.exchange_id AND start = NEW.start)
BEGIN SELECT RAISE(ABORT, 'slices are never replaced'); END;
CREATE TRIGGER slice_never_changes BEFORE UPDATE ON slice
BEGIN SELECT RAISE(ABORT, 'slices never change'); END;
CREATE TRIGGER slice_never_goes BEFORE DELETE ON slice
BEGIN SELECT RAISE(ABORT, 'slices never go'); END;

CREATE TRIGGER version_is_new BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version WHERE version_id = NEW.version_id)
  OR EXISTS (SELECT 1 FROM version WHERE post_no = NEW.post_no AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM version WHERE post_no = NEW.post_no AND content = NEW.content AND metadata = NEW.metadata)
BEGIN SELECT RAISE(ABORT, 'versions are never replaced'); END;
CREATE TRIGGER version_never_changes BEFORE UPDATE ON version
BEGIN SELECT RAISE(ABORT, 'versions never change'); END;
CREATE TRIGGER version_never_goes BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'versions never go'); END;

CREATE TRIGGER snapshot_is_new BEFORE INSERT ON snapshot
WHEN EXISTS (SELECT 1 FROM snapshot WHERE snapshot_id = NEW.snapshot_id)
  OR EXISTS (SELECT 1 FROM snapshot WHERE post_no = NEW.post_no AND raw_id = NEW.raw_id AND profile_id = NEW.profile_id)
BEGIN SELECT RAISE(ABORT, 'snapshots are never replaced'); END;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshots never change'); END;
CREATE TRIGGER snapshot_never_goes BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshots never go'); END;

CREATE TRIGGER capture_is_new BEFORE INSERT ON capture
WHEN EXISTS (SELECT 1 FROM capture WHERE capture_id = NEW.capture_id)
BEGIN SELECT RAISE(ABORT, 'captures are never replaced'); END;
CREATE TRIGGER capture_never_changes BEFORE UPDATE ON capture
BEGIN SELECT RAISE(ABORT, 'captures never change'); END;
CREATE TRIGGER capture_never_goes BEFORE DELETE ON capture
BEGIN SELECT RAISE(ABORT, 'captures never go'); END;

CREATE TRIGGER known_finding_is_new BEFORE INSERT ON known_finding
WHEN EXISTS (SELECT 1 FROM known_finding WHERE post_no = NEW.post_no AND fingerprint = NEW.fingerprint)
BEGIN SELECT RAISE(ABORT, 'known findings are never replaced'); END;
CREATE TRIGGER known_finding_never_changes BEFORE UPDATE ON known_finding
BEGIN SELECT RAISE(ABORT, 'known findings never change'); END;
CREATE TRIGGER known_finding_never_goes BEFORE DELETE ON known_finding
BEGIN SELECT RAISE(ABORT, 'known findings never go'); END;
