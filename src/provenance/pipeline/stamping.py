"""Time stamp authorities asked for tokens over the newest checkpoint; what they give is kept.

A token whose certificate ends soon is renewed: a new one is asked for over the old token itself
(RFC 4998 section 5.2), so that the old one is shown to have been there while its certificate held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from provenance.archive import Archive, StoredCheckpoint, StoredToken
from provenance.capture import open_session, submit
from provenance.digest import sha256
from provenance.errors import CaptureError, SignatureError, StatusError, TokenError
from provenance.log import (
    Timestamp,
    check_timestamp,
    parse_note,
    parse_timestamp,
    token_of_answer,
)
from provenance.pipeline.gather import capture_options
from provenance.pipeline.logs import newest_checkpoint
from provenance.pipeline.settings import Settings

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_OK = 200
_QUERY = "application/timestamp-query"
Failure = CaptureError | TokenError | SignatureError


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A token that was given just now.

    Attributes:
        tsa: Address that gave it.
        timestamp: What it says.
        renews: The token that it is over; None where it is over the checkpoint.
    """

    tsa: str
    timestamp: Timestamp
    renews: Timestamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamping:
    """What asking for tokens came to.

    Attributes:
        checkpoint: The newest checkpoint.
        given: What was given just now, in the order of its coming.
        held: Addresses whose tokens over this checkpoint were there before.
        failures: Why the others gave none, by address.
        unrenewed: Tokens whose certificate ends soon, or ended, with none over them that lasts
            longer.
    """

    checkpoint: StoredCheckpoint
    given: tuple[Given, ...]
    held: tuple[str, ...]
    failures: Mapping[str, Failure]
    unrenewed: tuple[Timestamp, ...]


def stamp_log(
    tsas: Sequence[str],
    settings: Settings,
    *,
    roots: Sequence["Certificate"] = (),
    renew_within: timedelta = timedelta(days=30),
) -> Stamping:
    """Ask each TSA for a token over the newest checkpoint, and renew what ends soon.

    Each token is kept as soon as it is there; a TSA that gives none is in the outcome.

    Args:
        tsas: Their addresses.
        settings: Which archive, and how to ask.
        roots: Certificates that tokens must lead to before they are kept; empty to keep them
            unchecked, since `verify` checks them.
        renew_within: How long before a certificate's end its tokens are renewed.

    Raises:
        ArchiveError: The log was never signed, or the archive cannot be used.
    """
    with Archive.open(settings.archive, create=False) as archive:
        with archive.log().read() as log:
            checkpoint, stored = newest_checkpoint(log), log.tokens()
        asking = _Asking(archive, settings, tuple(roots))
        text = parse_note(checkpoint.note).text.encode()
        held = {one.tsa for one in stored if parse_timestamp(one.token).imprint == sha256(text)}
        for tsa in tsas:
            if tsa not in held:
                asking.ask(tsa, text, checkpoint.size)
        unrenewed = _renew(stored, asking, tsas, renew_within)
    return Stamping(
        checkpoint=checkpoint,
        given=tuple(asking.given),
        held=tuple(tsa for tsa in tsas if tsa in held),
        failures=asking.failures,
        unrenewed=unrenewed,
    )


class _Asking:
    """Asks TSAs, keeps what they give, and asks none again that gave nothing."""

    def __init__(
        self, archive: Archive, settings: Settings, roots: tuple["Certificate", ...]
    ) -> None:
        self.given: list[Given] = []
        self.failures: dict[str, Failure] = {}
        self._archive = archive
        self._options = capture_options(settings)
        self._roots = roots

    def ask(
        self, tsa: str, data: bytes, size: int, *, renews: Timestamp | None = None
    ) -> Timestamp | None:
        """Return the token that a TSA gives over `data`, kept; None where it gives none."""
        if tsa in self.failures:
            return None
        asked_at = datetime.now(UTC)
        try:
            timestamp = self._token(tsa, data)
            if renews is not None and timestamp.ends_at <= renews.ends_at:
                return None
        except (CaptureError, TokenError, SignatureError) as error:
            self.failures[tsa] = error
            return None
        kept = StoredToken(size=size, token=timestamp.token, tsa=tsa, asked_at=asked_at)
        with self._archive.log().hold() as log:
            log.add_token(kept)
        self.given.append(Given(tsa=tsa, timestamp=timestamp, renews=renews))
        return timestamp

    def _token(self, tsa: str, data: bytes) -> Timestamp:
        from rfc3161_client import (  # noqa: PLC0415 - 0.03 s that only this command needs
            HashAlgorithm,
            TimestampRequestBuilder,
        )

        request = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build()
        with open_session(self._options) as session:
            status, answer = submit(
                tsa,
                request.as_bytes(),
                session,
                total_timeout_s=self._options.total_timeout_s,
                content_type=_QUERY,
            )
        if status != _OK:
            raise StatusError(
                f"the TSA {tsa} answers {status}",
                status=status,
                remedy="check its address, or ask another",
            )
        timestamp = parse_timestamp(token_of_answer(answer))
        if (timestamp.imprint, timestamp.nonce) != (sha256(data), request.nonce):
            raise TokenError("the TSA's token is not the one that was asked for")
        if self._roots:
            check_timestamp(timestamp, self._roots)
        return timestamp


def _renew(
    stored: Sequence[StoredToken], asking: _Asking, tsas: Sequence[str], within: timedelta
) -> tuple[Timestamp, ...]:
    """Renew the tokens whose certificate ends soon; return those that were not."""
    tokens = [(one.size, parse_timestamp(one.token)) for one in stored]
    renewed = {one.imprint for _, one in tokens}
    left: list[Timestamp] = []
    for size, one in tokens:
        now = datetime.now(UTC)
        if sha256(one.token) in renewed or one.ends_at - now > within:
            continue
        # After its end nothing shows that the token was there while the certificate held.
        late = one.ends_at <= now
        if late or not any(asking.ask(tsa, one.token, size, renews=one) for tsa in tsas):
            left.append(one)
    return tuple(left)
