"""What a user can choose about asking a network, in one frozen value."""

from dataclasses import dataclass

from provenance.version import VERSION

MAX_BODY_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How answers are asked for.

    Attributes:
        contact: Whom a site's owner can turn to: an address or a mailbox; named in `User-Agent`,
            which says so where there is none.
        observer: Name under which captures are recorded.
        allow_private: Whether private, loopback and link-local addresses may be asked.
        proxy: Address of the proxy to go through; None to connect directly. Never taken from the
            environment.
        ca_file: PEM file of the certificate authorities to trust in place of the usual ones, so
            that TLS can be tried against a server of one's own; no setting of the program sets it.
        connect_timeout_s: For one connection, and for one TLS handshake.
        read_timeout_s: For one silence of the server.
        total_timeout_s: For one answer, its redirects and repetitions included.
        max_body_bytes: Longest body, before and after content-decoding.
        max_redirects: Most redirects that are followed.
        retries: How often a request is repeated after 429 or 503.
        backoff_s: Unit of the waits that double where a site does not say how long to wait.
        max_wait_s: Longest wait before a repetition; a site that asks for more is not asked again.
        past_caches: Whether caches are asked to check with the origin (RFC 9111 section 5.2.1.4).
        node: Address that stands for every host's name, to reach one node of a site; None for
            those that the name has.
    """

    contact: str | None = None
    observer: str = "local"
    allow_private: bool = False
    proxy: str | None = None
    ca_file: str | None = None
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 30.0
    total_timeout_s: float = 120.0
    max_body_bytes: int = MAX_BODY_BYTES
    max_redirects: int = 10
    retries: int = 3
    backoff_s: float = 1.0
    max_wait_s: float = 20.0
    past_caches: bool = False
    node: str | None = None

    @property
    def user_agent(self) -> str:
        """Return the honest name that every request bears."""
        contact = f"+{self.contact}" if self.contact else "article audit; its user gave no contact"
        return f"provenance-toolkit/{VERSION} ({contact})"
