"""What a bundle holds, as a value: evidence on one post, out of which every member follows.

`docs/spec/bundle.md` is the normative text. Reads no disk and judges nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provenance.digest import format_digest, sha256
from provenance.errors import BundleError
from provenance.evidence.block_proof import BlockProof
from provenance.evidence.reading import Statement, parse_statement, read_exchange
from provenance.log import Checkpoint, LogProof, parse_checkpoint, parse_note, snapshot_entry
from provenance.model import Capture, Exchange, PostKey, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """One capture that differs from the post's capture before it.

    Attributes:
        index: Index of its log entry, from 0.
        statement: Bytes of its statement.
        path: Hashes from its entry's leaf to the checkpoint's root, lowest first; 32 bytes each.
        start: Where its bytes begin in the answer's body.
        length: How many there are.
        blocks: Proofs of the blocks that are shown, where the bytes are withheld; else empty.
    """

    index: int
    statement: bytes
    path: tuple[bytes, ...]
    start: int
    length: int
    blocks: tuple[BlockProof, ...] = ()

    @property
    def entry(self) -> bytes:
        """Return the log entry that names its statement."""
        return snapshot_entry(sha256(self.statement))

    def read(self) -> Statement:
        """Return what its statement says.

        Raises:
            MalformedError: It is no statement.
        """
        return parse_statement(self.statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """That the log continues an older checkpoint.

    Attributes:
        note: The older checkpoint's note.
        hashes: As RFC 6962 section 2.1.2 has them, 32 bytes each.
    """

    note: bytes
    hashes: tuple[bytes, ...]

    @property
    def older(self) -> Checkpoint:
        """Return the older checkpoint; nothing is verified."""
        return parse_checkpoint(parse_note(self.note).text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Evidence on one post.

    Attributes:
        post: Which post.
        maker: What program wrote the bundle, and what it reads posts with.
        captures: In the order of their log entries; at least one.
        found: Bodies, transport documents and certificates by SHA-256, 32 bytes; empty where they
            are withheld.
        checkpoint: The checkpoint's note, with the lines of its witnesses.
        tokens: Time stamp tokens over it, each in DER.
        consistency: That the log continues older checkpoints, the smallest first.
        declaration: The page that a person fills in; None for none.
    """

    post: PostKey
    maker: Profile
    captures: tuple[Bundled, ...]
    found: Mapping[bytes, bytes] = field(repr=False)
    checkpoint: bytes
    tokens: tuple[bytes, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    declaration: bytes | None = None

    @property
    def is_withheld(self) -> bool:
        """Return whether blocks are shown in place of what was received."""
        return any(one.blocks for one in self.captures)

    @property
    def note_text(self) -> str:
        """Return the checkpoint's text, which is signed and time-stamped."""
        return parse_note(self.checkpoint).text

    def signed(self) -> Checkpoint:
        """Return the checkpoint; nothing is verified."""
        return parse_checkpoint(self.note_text)

    def proof(self, one: Bundled) -> LogProof:
        """Return the log proof of a capture's entry."""
        return LogProof(index=one.index, path=one.path, checkpoint=self.checkpoint)

    def find(self, digest: bytes) -> bytes:
        """Return the bytes that a statement or a transport document names.

        Raises:
            BundleError: They are not there.
        """
        if digest not in self.found:
            raise BundleError(
                f"the WARC does not hold the bytes {format_digest(digest)} that a statement names",
                remedy="they were exchanged or taken out; have the bundle from its maker again",
            )
        return self.found[digest]

    def exchange(self, statement: Statement) -> Exchange:
        """Return the answer that a statement is made of.

        Raises:
            BundleError: Bytes of it are not there.
            MalformedError: Its transport document is none.
        """
        return read_exchange(statement, self.find)

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return the answers, each once, in the order of the captures; as `exchange`."""
        if self.is_withheld:
            return ()
        return tuple(dict.fromkeys(self.exchange(one.read()) for one in self.captures))

    def capture(self, one: Bundled, statement: Statement) -> Capture:
        """Return a capture with its bytes; as `exchange`."""
        body = self.find(statement.body)
        return statement.capture(body[one.start : one.start + one.length], one.start)
