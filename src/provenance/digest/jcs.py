"""RFC 8785 bytes of our own documents, as fast as the standard library writes JSON.

Of values that are text, whole numbers, yes, no, null, and arrays and objects of these, whose names
are ASCII, the library writes what RFC 8785 asks for: order and spelling differ in floats and in
names beyond ASCII alone. No document of ours has either (docs/adr/0150).
"""

import json
from collections.abc import Mapping

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical_json(value: Mapping[str, object]) -> bytes:
    """Return a document without floats as RFC 8785 bytes; whole numbers in full.

    Raises:
        ValueError: Text in it has a lone surrogate.
    """
    return _ENCODER.encode(value).encode()
