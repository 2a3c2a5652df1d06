"""Was this article changed after it was published, how, and can you prove it?

The public names load when they are first used, so that importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from provenance.version import VERSION as __version__

__all__ = [
    "Archive",
    "Settings",
    "Trusted",
    "__version__",
    "audit",
    "canonicalize",
    "compare",
    "digests",
    "verify_bundle",
]

if TYPE_CHECKING:
    from provenance.archive import Archive
    from provenance.canonical import canonicalize, digests
    from provenance.diff import compare
    from provenance.pipeline import Settings, audit
    from provenance.verify import Trusted, verify_bundle
else:  # a type checker that saw `__getattr__` would take every misspelled name for a public one
    _HOMES = {
        "Archive": "provenance.archive",
        "Settings": "provenance.pipeline",
        "Trusted": "provenance.verify",
        "audit": "provenance.pipeline",
        "canonicalize": "provenance.canonical",
        "compare": "provenance.diff",
        "digests": "provenance.canonical",
        "verify_bundle": "provenance.verify",
    }

    def __getattr__(name: str) -> object:
        """Return a public name from the module that owns it (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, so that a notebook completes them before they are loaded."""
    return __all__
