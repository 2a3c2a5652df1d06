"""What a user installs, in a wheel as in a checkout: version, command, types marker, schemas."""

import importlib.metadata
import importlib.util
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from provenance import schema
from provenance.version import VERSION

DISTRIBUTION = "provenance-toolkit"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def test_the_installed_version_is_the_one_that_the_package_writes_into_records() -> None:
    assert importlib.metadata.version(DISTRIBUTION) == VERSION


def test_the_command_is_installed_beside_the_interpreter_and_says_the_version() -> None:
    done = run(str(Path(sys.executable).with_name("provenance")), "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert VERSION in done.stdout


def test_python_dash_m_is_the_same_command() -> None:
    by_module = run(sys.executable, "-m", "provenance", "--help")
    by_name = run(str(Path(sys.executable).with_name("provenance")), "--help")
    assert by_module.returncode == 0
    assert by_module.stdout == by_name.stdout


def test_type_checkers_find_the_marker() -> None:
    assert files("provenance").joinpath("py.typed").is_file()


def test_the_licence_is_named_as_spdx_does_and_its_text_is_shipped() -> None:
    metadata = importlib.metadata.metadata(DISTRIBUTION)
    assert metadata["License-Expression"] == "Apache-2.0"
    shipped = importlib.metadata.files(DISTRIBUTION) or []
    (licence,) = [path for path in shipped if path.name == "LICENSE"]
    assert "Apache License" in licence.read_text(encoding="utf-8")


def test_the_schemas_are_found_from_where_the_package_is_installed() -> None:
    assert "audit" in schema.names()


def test_the_page_of_rules_is_found_from_where_the_package_is_installed() -> None:
    done = run(sys.executable, "-m", "provenance", "explain", "changed-without-claims")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("changed-without-claims  warning, shown\n")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import json, sys, provenance; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(run(sys.executable, "-c", code).stdout))
    assert "provenance" in loaded
    assert loaded.isdisjoint({"click", "requests", "rich", "sqlalchemy", "turbohtml", "alembic"})


def test_help_loads_neither_storage_nor_network() -> None:
    code = (
        "import json, sys\n"
        "from provenance.cli.main import main\n"
        "try:\n"
        "    main(['audit', '--help'])\n"
        "finally:\n"
        "    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    loaded = set(json.loads(run(sys.executable, "-c", code).stderr.splitlines()[-1]))
    assert "click" in loaded
    assert loaded.isdisjoint({"requests", "rich", "sqlalchemy", "turbohtml", "alembic"})


@pytest.mark.parametrize("name", ["niquests"])
def test_what_overwrites_urllib3_is_not_installed(name: str) -> None:
    assert importlib.util.find_spec(name) is None
