"""The names for programs of others: what they are, what type they have, when they load.

The functions named `uses_` are read by mypy and never run: `assert_type` holds what a name gives,
and an ignored error that is none any more is an error of its own (`warn_unused_ignores`).
"""

import subprocess
import sys
from pathlib import Path
from typing import assert_type

import pytest

import provenance
from provenance import (
    Archive,
    Settings,
    Trusted,
    audit,
    canonicalize,
    compare,
    digests,
    verify_bundle,
)
from provenance.model import (
    Audit,
    Capture,
    Difference,
    Digests,
    Finding,
    PostKey,
    PostRecord,
    Snapshot,
    Verification,
)


def uses_audit() -> None:
    result = audit(["article.json"], Settings(archive=Path("articles.db")))
    assert_type(result, Audit)
    assert_type(result.posts[0].findings, tuple[Finding, ...])
    audit(["article.json"])  # type: ignore[call-arg]  # an archive is always named
    Settings(archive="articles.db")  # type: ignore[arg-type]  # a path, and no text
    result.recorded = 0  # type: ignore[misc]  # what was given is frozen


def uses_canonicalize(raw: bytes) -> None:
    assert_type(canonicalize(raw), Snapshot)
    assert_type(digests(raw), Digests)
    assert_type(digests(raw).content, bytes)
    canonicalize(raw.decode())  # type: ignore[arg-type]  # bytes as served: text was decoded


def uses_compare(before: Snapshot, after: Snapshot) -> None:
    assert_type(compare(before, after), Difference)
    compare(before.digests, after.digests)  # type: ignore[arg-type]  # digests show no words


def uses_archive(path: Path) -> None:
    with Archive.open(path, create=False, read_only=True) as archive:
        assert_type(archive, Archive)
        assert_type(archive.posts(), tuple[PostRecord, ...])
        assert_type(archive.find_post("4182"), PostKey)
        assert_type(archive.capture(1), Capture)
        archive.captures("4182")  # type: ignore[arg-type]  # `find_post` makes it a key


def uses_verify_bundle(bundle: bytes) -> None:
    assert_type(verify_bundle(bundle, trusted=Trusted()), Verification)
    assert_type(verify_bundle(bundle, trusted=Trusted()).is_complete, bool)
    verify_bundle(bundle)  # type: ignore[call-arg]  # whom one trusts is never left unsaid
    Trusted(key="example.org+0+A")  # type: ignore[arg-type]  # `parse_verifier_key` makes it a key


@pytest.mark.parametrize("name", provenance.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(provenance, name) is not None
    assert name in dir(provenance)


def test_a_name_that_is_not_public_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match=r"module 'provenance' has no attribute 'judge'"):
        provenance.judge  # type: ignore[attr-defined]  # noqa: B018 - the access is the act


def test_every_public_name_stands_on_the_page_about_them() -> None:
    page = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
    callables = [name for name in provenance.__all__ if name != "__version__"]
    assert [name for name in callables if f":: provenance.{name}\n" not in page] == []


def loaded(program: str) -> set[str]:
    lines = f"import sys\n{program}\nprint(*(n for n in sys.modules if n.startswith('provenance')))"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_none_of_them() -> None:
    assert loaded("import provenance") == {"provenance", "provenance.version"}


def test_a_name_loads_its_layer_when_it_is_used() -> None:
    found = loaded("import provenance; provenance.digests")
    assert "provenance.canonical" in found
    assert "provenance.pipeline" not in found
