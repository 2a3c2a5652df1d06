"""JSON Schemas of the documents that this project writes, and the check against them.

Owns no schema: they lie in `schemas/`, their only copy, which a wheel carries inside the package.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource

from provenance.errors import SchemaMismatchError

_INSTALLED = Path(__file__).parent / "schemas"
# An editable install has no copy inside the package: src/provenance/ lies beside schemas/.
_FOLDER = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "schemas"
_SUFFIX = ".schema.json"


def names() -> tuple[str, ...]:
    """Return the names of all schemas, as `check` takes them."""
    return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in _FOLDER.glob(f"*{_SUFFIX}")))


def check(document: object, name: str) -> None:
    """Check that `document`, as `json.loads` gives it, holds to the schema `name`.

    Raises:
        SchemaMismatchError: It does not; says where it fails first, and why.
        KeyError: There is no such schema.
    """
    flaw = jsonschema.exceptions.best_match(_validator(name).iter_errors(document))
    if flaw is not None:
        raise SchemaMismatchError(
            f"the document does not hold to {name}{_SUFFIX} at {flaw.json_path[:80]}:"
            f" {flaw.message[:200]}"
        )


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    schemas = _schemas()
    return jsonschema.Draft202012Validator(
        schemas[f"{name}{_SUFFIX}"],
        registry=Registry[bool | Mapping[str, Any]]().with_resources(
            (file, Resource.from_contents(schema)) for file, schema in schemas.items()
        ),
    )


@cache
def _schemas() -> dict[str, Mapping[str, Any]]:
    """Return all schemas by file name, by which they refer to each other."""
    return {
        f"{name}{_SUFFIX}": json.loads((_FOLDER / f"{name}{_SUFFIX}").read_bytes())
        for name in names()
    }
