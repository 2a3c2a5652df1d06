"""Articles pinned in a lock file, and what holding them against new captures came to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from provenance.errors import ProvenanceError
from provenance.model.audit import ArchiveState
from provenance.model.capture import Failure
from provenance.model.finding import Finding
from provenance.model.post import PostKey
from provenance.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One article as it was when it was pinned.

    Attributes:
        key: Which post.
        address: Where it is asked for again.
        title: The title's words on one line, for people.
        content: The content digest; 32 bytes.
        words: The words digest; 32 bytes.
        form: Name of the canonical form that the digests are of.
        parser: HTML parser and version that they rest on.
        unicode: Version of the Unicode data that they rest on.
        published_at: When the site says that it was published; aware, UTC; None where it does not.
        modified_at: When the site says that it was last saved; likewise.
        revision_count: How many revisions the site counts; None where it does not say.
        predecessor_id: Number of the newest revision, as the site says; None likewise.
        captured_at: When the text was served; aware, UTC; None where nobody knows, as of a file.
    """

    key: PostKey
    address: str
    title: str
    content: bytes
    words: bytes
    form: str
    parser: str
    unicode: str
    published_at: datetime | None
    modified_at: datetime | None
    revision_count: int | None
    predecessor_id: int | None
    captured_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What a lock file holds.

    Attributes:
        pins: One a post, in the order of their keys.
        checkpoint: Text of the newest signed checkpoint of the archive that the pins are in, with
            its signatures; None where its log was never signed.
    """

    pins: tuple[Pin, ...]
    checkpoint: str | None = None


class PinState(StrEnum):
    """What holding an article against its pin came to."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCheck:
    """One pin, held against what is served now.

    Attributes:
        pin: The pin.
        line: Where the lock file has it, from 1.
        state: What that came to.
        why: Why it was not checked, or what was set aside, in one sentence without full stop;
            empty where there is nothing to say.
        snapshot: What is served now; None where nothing could be read.
        seen_at: When it was served; aware, UTC; None where that is not known.
        findings: What was found, gravest first: how the text differs from the pinned one, and what
            was seen between the two.
        is_excused: Whether it was not checked and may pass: it was seen lately enough.
        fault: What kept its captures from being read, or judged; None where nothing did.
    """

    pin: Pin
    line: int
    state: PinState
    why: str
    snapshot: Snapshot | None
    seen_at: datetime | None
    findings: tuple[Finding, ...]
    is_excused: bool = False
    fault: ProvenanceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What pinning came to.

    Attributes:
        lock: What the lock file is to hold now.
        added: Posts that were not pinned before.
        moved: Posts that were pinned with another text before.
        same: Posts that were pinned with this text before.
        not_pinned: Posts that could not be pinned, with why: no text of theirs could be read.
        archive: The archive that the captures lie in.
        failures: Targets, and parts of targets, that could not be had.
        remarks: What whoever ran it should know of the targets, a sentence each.
    """

    lock: Lock
    added: tuple[Pin, ...]
    moved: tuple[Pin, ...]
    same: tuple[Pin, ...]
    not_pinned: tuple[tuple[PostKey, str], ...]
    archive: ArchiveState
    failures: tuple[Failure, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockCheck:
    """What holding a lock file against what is served now came to.

    Attributes:
        lock: Name of the lock file.
        checks: One a pin, in the file's order.
        archive: The archive that the pins were held against.
        offline: Whether nothing was asked, and the archive's newest captures were taken for now.
        log: What the lock's checkpoint said of the archive, in one sentence without full stop.
        remarks: What whoever ran it should know, a sentence each.
    """

    lock: str
    checks: tuple[PinCheck, ...]
    archive: ArchiveState
    offline: bool
    log: str
    remarks: tuple[str, ...] = ()

    def count(self, state: PinState) -> int:
        """Return how many pins came to that."""
        return sum(one.state is state for one in self.checks)
