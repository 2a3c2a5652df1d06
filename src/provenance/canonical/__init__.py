"""A post's JSON to its canonical record and blocks; no I/O, no clock.

`docs/spec/canonical-form.md` is the normative text; numbers in comments are its steps.
"""

from provenance.canonical.blocks import FieldBlocks, blocks_of
from provenance.canonical.excerpt import repeats_beginning
from provenance.canonical.export import (
    EXPORT_PROFILE,
    canonicalize_export,
    read_item,
    text_of,
)
from provenance.canonical.forms import canonicalize_as
from provenance.canonical.ladder import PROFILE, bound_root
from provenance.canonical.page import PAGE_PROFILE, canonicalize_page
from provenance.canonical.post import read_claims
from provenance.canonical.reading import read_block
from provenance.canonical.shown import read_shown_page
from provenance.canonical.snapshot import CURRENT_PROFILE, canonicalize, digests
from provenance.canonical.stored import read_stored

__all__ = [
    "CURRENT_PROFILE",
    "EXPORT_PROFILE",
    "PAGE_PROFILE",
    "PROFILE",
    "FieldBlocks",
    "blocks_of",
    "bound_root",
    "canonicalize",
    "canonicalize_as",
    "canonicalize_export",
    "canonicalize_page",
    "digests",
    "read_block",
    "read_claims",
    "read_item",
    "read_shown_page",
    "read_stored",
    "repeats_beginning",
    "text_of",
]
