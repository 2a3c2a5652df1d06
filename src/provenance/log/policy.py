"""Who must have seen a checkpoint before it counts: a policy file (c2sp.org/tlog-policy)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from provenance.errors import KeyMaterialError, NoteError
from provenance.log.checkpoint import parse_size
from provenance.log.cosignature import check_cosignature
from provenance.log.key import SignatureType, VerifierKey, parse_verifier_key
from provenance.log.note import Note

_NONE = "none"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile(r"[ \t]+")
_MAX_LINES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWitness:
    """One witness that a policy knows.

    Attributes:
        name: Its name in the policy.
        key: Its key.
        url: Where it is asked; None where the policy does not say.
    """

    name: str
    key: VerifierKey
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which logs are accepted, and which witnesses must have cosigned.

    Attributes:
        logs: Keys of the logs that are accepted; empty where that is said elsewhere.
        witnesses: Every witness, by its name in the policy.
        groups: For each group how many of its members are needed, and which they are.
        quorum: The witness or group that must have witnessed; `none` for nobody.
    """

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, PolicyWitness]
    groups: Mapping[str, tuple[int, tuple[str, ...]]]
    quorum: str

    def is_met(self, cosigned: Collection[str]) -> bool:
        """Return whether the witnesses named in `cosigned` are a quorum."""
        return self.quorum == _NONE or self._has_witnessed(self.quorum, cosigned)

    def _has_witnessed(self, name: str, cosigned: Collection[str]) -> bool:
        # A group's members stand before it in the file, so that this ends.
        if name not in self.groups:
            return name in cosigned
        needed, members = self.groups[name]
        return sum(self._has_witnessed(member, cosigned) for member in members) >= needed


def cosigned_by(note: Note, policy: Policy) -> tuple[str, ...]:
    """Return the names of a policy's witnesses that cosigned a checkpoint.

    Raises:
        NoteError: A line of one of them is not spelled as a cosignature.
        SignatureError: A cosignature of one of them does not hold.
    """
    found = []
    for witness in policy.witnesses.values():
        if any(one.is_by(witness.key) for one in note.signatures):
            check_cosignature(note, witness.key)
            found.append(witness.name)
    return tuple(found)


@dataclass(slots=True)
class _Reading:
    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, PolicyWitness] = field(default_factory=dict)
    groups: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    quorum: str | None = None

    def add_log(self, vkey: str, url: str | None = None) -> None:
        del url
        key = _key(vkey, SignatureType.NOTE)
        if any(key.public_key == known.public_key for known in self.logs):
            raise NoteError("the log is named twice")
        self.logs.append(key)

    def add_witness(self, name: str, vkey: str, url: str | None = None) -> None:
        key = _key(vkey, SignatureType.COSIGNATURE)
        if any(key.public_key == known.key.public_key for known in self.witnesses.values()):
            raise NoteError("the witness is named twice")
        self._check_new(name)
        self.witnesses[name] = PolicyWitness(name=name, key=key, url=url)

    def add_group(self, name: str, threshold: str, *members: str) -> None:
        self._check_new(name)
        for member in members:
            self._check_known(member)
            if member in self.members:
                raise NoteError(f"{member} is a member twice")
            self.members.add(member)
        counts = {"all": len(members), "any": 1}
        needed = counts[threshold] if threshold in counts else parse_size(threshold)
        if needed is None or not 1 <= needed <= len(members):
            raise NoteError(f"{threshold!r} of {len(members)} members is no threshold")
        self.groups[name] = (needed, members)

    def set_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise NoteError("there is a second quorum")
        if name != _NONE:
            self._check_known(name)
        self.quorum = name

    def _check_new(self, name: str) -> None:
        if name == _NONE or name in self.witnesses or name in self.groups:
            raise NoteError(f"the name {name} is taken")

    def _check_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise NoteError(f"{name} is no witness and no group that stands before")


def parse_policy(data: bytes) -> Policy:
    """Return the policy that a file spells.

    Raises:
        NoteError: A line is not what the specification allows; its number is in the sentence.
    """
    # Names are opaque octets there; Latin-1 keeps each of them.
    text = data.decode("latin-1")
    if _CONTROL.search(text):
        raise NoteError("the policy holds a control character")
    lines = text.split("\n")
    if len(lines) > _MAX_LINES:
        raise NoteError(f"the policy has more than {_MAX_LINES:,} lines")
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        words = _SPACE.split(line.strip(" \t"))
        if not words[0] or words[0].startswith("#"):
            continue
        try:
            _read_line(words, reading)
        except (NoteError, KeyMaterialError) as error:
            raise NoteError(f"line {number} of the policy: {error.what}") from error
    if reading.quorum is None:
        raise NoteError(
            "the policy has no quorum", remedy="end it with: quorum NAME, or quorum none"
        )
    return Policy(
        logs=tuple(reading.logs),
        witnesses=reading.witnesses,
        groups=reading.groups,
        quorum=reading.quorum,
    )


def _read_line(words: list[str], reading: _Reading) -> None:
    kind, *rest = words
    match kind, rest:
        case "log", [_] | [_, _]:
            reading.add_log(*rest)
        case "witness", [_, _] | [_, _, _]:
            reading.add_witness(*rest)
        case "group", [_, _, _, *_]:
            reading.add_group(*rest)
        case "quorum", [name]:
            reading.set_quorum(name)
        case _:
            raise NoteError(f"{' '.join(words)[:80]!r} is no line of a policy")


def _key(vkey: str, kind: SignatureType) -> VerifierKey:
    # Names of keys are UTF-8, and were read as octets.
    try:
        key = parse_verifier_key(vkey.encode("latin-1").decode())
    except UnicodeDecodeError:
        raise NoteError("a verifier key is not UTF-8") from None
    if key.type is not kind:
        raise NoteError(f"the key of {key.name} is of the wrong type for this line")
    return key
