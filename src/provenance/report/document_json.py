"""A JSON document of ours: its schema's name, the program, the archive, and its members."""

import json

from provenance.model import ArchiveState
from provenance.version import VERSION


def json_document(name: str, archive: ArchiveState | None, **members: object) -> str:
    """Return a document with its schema's name and the program's version, ASCII only."""
    document: dict[str, object] = {
        "schema": f"provenance/{name}/1",
        "tool": {"name": "provenance-toolkit", "version": VERSION},
    }
    if archive is not None:
        document["archive"] = {"path": str(archive.path), "created": archive.created}
    document |= members
    return json.dumps(_well_formed(document), indent=2, allow_nan=False) + "\n"


def _well_formed(value: object) -> object:
    r"""Return `value` with lone surrogates, as file names may have, written as `\udcXX`.

    Documents of our own have none (architecture.md), and many parsers refuse them.
    """
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case list():
            return [_well_formed(item) for item in value]
        case dict():
            return {_well_formed(key): _well_formed(item) for key, item in value.items()}
        case _:
            return value
