"""A post's JSON to its canonical record and blocks; no I/O, no clock.

`docs/spec/canonical-form.md` is the normative text; numbers in comments are its steps.
"""

from provenance.canonical.blocks import FieldBlocks, blocks_of
from provenance.canonical.ladder import PROFILE, bound_root
from provenance.canonical.reading import read_block
from provenance.canonical.snapshot import CURRENT_PROFILE, canonicalize, digests

__all__ = [
    "CURRENT_PROFILE",
    "PROFILE",
    "FieldBlocks",
    "blocks_of",
    "bound_root",
    "canonicalize",
    "digests",
    "read_block",
]
