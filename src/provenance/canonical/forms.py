"""Which canonical form a capture's bytes have: the way that they were served decides."""

from provenance.canonical.export import canonicalize_export
from provenance.canonical.page import canonicalize_page
from provenance.canonical.snapshot import canonicalize
from provenance.errors import FieldError
from provenance.model import PostKey, Route, Snapshot


def canonicalize_as(route: Route, raw: bytes, key: PostKey | None) -> Snapshot:
    """Return the canonical record of one capture.

    Args:
        route: Where it was served.
        raw: Its bytes.
        key: Which post it was found to be; a REST answer also tells by itself.

    Raises:
        MalformedError: It is not of its form, or beyond a limit.
    """
    if route not in {Route.PAGE, Route.EXPORT}:
        return canonicalize(raw)
    if key is None:
        raise FieldError("nothing says which post the page shows", field="id")
    form = canonicalize_page if route is Route.PAGE else canonicalize_export
    return form(raw, key)
