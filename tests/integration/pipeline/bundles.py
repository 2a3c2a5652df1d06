"""An archive of files with a signed log, and bundles taken from it; and bundles tampered with."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rfc8785

from provenance.digest import format_digest, sha256
from provenance.evidence import format_zip, parse_zip
from provenance.pipeline import (
    BundleWanted,
    Exported,
    KeySource,
    Settings,
    export_bundle,
    new_key,
    open_signer,
    sign_log,
    snapshot,
)
from tests.unit.report.samples import answer

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
WHOLE = BundleWanted()
Members = dict[str, bytes]


class Desk:
    """An archive whose one post gets a text at a time, and its key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(archive=folder / "provenance.db")
        self.key = new_key("example.org/articles", folder / "key", None)

    def capture(self, *texts: str) -> None:
        """Record each text as a saved answer, in a run of its own."""
        for text in texts:
            path = self.folder / "saved.json"
            path.write_bytes(answer(text))
            snapshot([str(path)], self.settings)

    def sign(self) -> bytes:
        """Return the newest checkpoint's note."""
        signer = open_signer(KeySource(spec=str(self.folder / "key")))
        return sign_log(self.settings, signer).checkpoint.note

    def export(self, wanted: BundleWanted = WHOLE, name: str = "7") -> Exported:
        return export_bundle(name, wanted, self.settings, clock=lambda: NOON)


def repacked(data: bytes, change: Callable[[Members], None]) -> bytes:
    """Return a bundle with members changed, and listed as they are now: what a forger would do."""
    members = parse_zip(data)
    change(members)
    package = json.loads(members["datapackage.json"])
    del members["datapackage.json"], members["datapackage-digest.json"]
    package["resources"] = [_resource(name, members[name]) for name in sorted(members)]
    listed = _document(package)
    digest = _document({"path": "datapackage.json", "hash": format_digest(sha256(listed))})
    whole = {name: members[name] for name in sorted(members)}
    return format_zip(whole | {"datapackage.json": listed, "datapackage-digest.json": digest})


def edited(member: bytes, path: Sequence[str], value: object) -> bytes:
    """Return a document of ours with one value set; a final line feed stays."""
    document: Any = json.loads(member)
    place = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return rfc8785.dumps(document) + (b"\n" if member.endswith(b"\n") else b"")


def _resource(name: str, data: bytes) -> dict[str, object]:
    digest = format_digest(sha256(data))
    return {"name": name.replace("/", "-"), "path": name, "hash": digest, "bytes": len(data)}


def _document(value: Any) -> bytes:
    return rfc8785.dumps(value) + b"\n"
