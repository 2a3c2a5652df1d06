"""The command line, run on the real WordPress sites that the environment names."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from provenance.cli.main import main
from tests.integration.wordpress.acting import Stage
from tests.integration.wordpress.lab import SCRIPT, VARIABLES, Lab


class Audited(NamedTuple):
    """What an audit of one post came to: exit code, and the post's part of the JSON report."""

    code: int
    post: dict[str, Any]

    @property
    def new(self) -> list[str]:
        """The rules of the findings that are new, sorted."""
        return sorted(one["rule"] for one in self.post["findings"] if one["new"])

    @property
    def last(self) -> dict[str, Any]:
        """The last capture."""
        return dict(self.post["captures"][-1])


AuditOne = Callable[..., Audited]


def open_lab(name: str) -> Lab:
    coordinates = os.environ.get(VARIABLES[name], "")
    if not coordinates:
        pytest.skip(f"{VARIABLES[name]} names no WordPress (url,user,password)")
    return Lab(name, coordinates)


@pytest.fixture(params=sorted(VARIABLES, reverse=True))
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    with open_lab(request.param) as lab:
        # A refusal speaks of one post only where another is served.
        lab.publish("Control", "<p>Always there.</p>")
        yield lab


@pytest.fixture
def labs() -> Iterator[tuple[Lab, Lab]]:
    with open_lab("pretty") as pretty, open_lab("plain") as plain:
        yield pretty, plain


@pytest.fixture(scope="session")
def acted() -> Iterator[Stage]:
    """Give the site on which anything may be done, before anybody holds it."""
    coordinates = os.environ.get("PROVENANCE_TEST_WORDPRESS_ACTED", "")
    if not coordinates or not SCRIPT.exists():
        pytest.skip("no WordPress of the tests' own is running: `make lab` starts one")
    with Stage(coordinates) as stage:
        stage.call("more")
        stage.call("more")
        yield stage


@pytest.fixture
def stage(acted: Stage) -> Iterator[Stage]:
    """Give the site on which anything may be done, to this test alone."""
    with acted.held():
        yield acted


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> AuditOne:
    """Give an audit by the command line into this test's archive; of one post, whole."""

    def run(*targets: str) -> Audited:
        capsys.readouterr()
        archive = ["--archive", str(tmp_path / "provenance.db"), "--again-after", "0"]
        code = main(["audit", *archive, "--allow-private", "--format", "json", *targets])
        out, err = capsys.readouterr()
        assert "error:" not in err, err
        (post,) = json.loads(out)["posts"]
        return Audited(int(code), post)

    return run
