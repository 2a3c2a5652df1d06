"""What makes a finding the same one in a later audit, so that new ones can be told."""

import re

import rfc8785

from provenance.digest import sha256
from provenance.model import Finding

# How findings name a capture: its number, and its time where one is known.
_NAMED_CAPTURE = re.compile(r"capture [0-9]+(?: \([^()]*\))?")


def fingerprint(finding: Finding) -> bytes:
    """Return what tells a finding from others of its post across audits; 32 bytes.

    A finding on two captures is about those two. One on a single capture is about what the
    capture says, and is not new because the post was captured again: which capture it was, and
    the digest of its bytes, which change with every comment, are no part of it.
    """
    captures = finding.evidence.captures
    is_pair = len(captures) > 1
    digests = [
        [name, digest]
        for name, digest in finding.evidence.digests
        if is_pair or not name.endswith(".raw")
    ]
    message = finding.message if is_pair else _NAMED_CAPTURE.sub("", finding.message)
    return sha256(
        rfc8785.dumps(
            {
                "rule": finding.rule,
                "fields": list(finding.fields),
                "digests": digests,
                "captures": list(captures) if is_pair else [],
                "message": message,
            }
        )
    )
