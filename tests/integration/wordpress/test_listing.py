"""Two thousand posts of a real WordPress, listed whole."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import requests

from provenance.cli.main import main

VARIABLE = "PROVENANCE_TEST_WORDPRESS_SITE"
pytestmark = [pytest.mark.lab, pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def url() -> str:
    coordinates = os.environ.get(VARIABLE, "")
    if not coordinates:
        pytest.skip(f"{VARIABLE} names no WordPress with 2,000 posts (url,user,password)")
    return coordinates.partition(",")[0].rstrip("/")


def snapshot(
    archive: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    told = ["--archive", str(archive), "--allow-private", "--format", "json", *arguments]
    code = main(["snapshot", *told])
    return int(code), json.loads(capsys.readouterr().out)


def test_two_thousand_posts_are_listed_whole_and_then_by_their_claims(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "a.db"
    code, first = snapshot(archive, capsys, f"{url}/", "--type", "post")
    assert code == 0
    (sweep,) = first["sweeps"]
    assert sweep["listed"] == sweep["claimed"] == len(first["posts"]) >= 2000
    assert sweep["complete"]
    assert first["recorded"] == sweep["listed"]

    one = first["posts"][-1]["post"]["id"]
    alone = tmp_path / "alone.db"
    _, single = snapshot(alone, capsys, f"{url}/wp-json/wp/v2/posts/{one}")
    digests = [report["posts"][-1]["captures"][0]["digests"] for report in (first, single)]
    for name in ("content", "words", "markup", "metadata"):
        assert digests[0][name] == digests[1][name], name

    code, second = snapshot(archive, capsys, f"{url}/", "--type", "post")
    assert code == 0
    assert (second["sweeps"][0]["kind"], second["sweeps"][0]["asked"]) == ("claims", 0)
    assert second["posts"] == []


def test_filters_are_those_of_the_site(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = f"{url}/index.php?rest_route=/wp/v2/posts&categories=1&per_page=1"
    stated = int(requests.get(asked, timeout=60).headers["X-WP-Total"])
    code, report = snapshot(
        tmp_path / "a.db", capsys, f"{url}/?rest_route=/", "--category", "uncategorized"
    )
    assert code == 0
    assert [sweep["listed"] for sweep in report["sweeps"]] == [stated]
