"""RFC 8785 against other people's vectors: cyberphone/json-canonicalization."""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from provenance.canonical.decode import decode
from provenance.canonical.metadata import metadata_bytes
from provenance.errors import FieldError

VECTORS = Path(__file__).parents[3] / "shared/vectors/jcs"
NAMES = ("arrays", "french", "structures", "unicode", "values", "weird")

pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="../shared/vectors is not here")


def _expected(name: str) -> bytes:
    return bytes.fromhex((VECTORS / "outhex" / f"{name}.txt").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_a_value_is_written_as_its_vector_says(name: str) -> None:
    value, flags = decode((VECTORS / "input" / f"{name}.json").read_bytes())
    assert flags == ()
    written = rfc8785.dumps(value)  # type: ignore[arg-type]  # decode gives any JSON value
    assert written == _expected(name) == (VECTORS / "output" / f"{name}.json").read_bytes()
    assert json.loads(written) == value


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"values", "structures", "arrays"}))
def test_the_metadata_record_is_written_alike(name: str) -> None:
    value: Any = json.loads((VECTORS / "input" / f"{name}.json").read_bytes())
    assert metadata_bytes(value) == _expected(name)


def test_a_record_with_floats_is_refused() -> None:
    value: Any = json.loads((VECTORS / "input" / "values.json").read_bytes())
    with pytest.raises(FieldError, match="no integer"):
        metadata_bytes(value)
