"""`provenance import` on the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.cli.main import main
from tests.fakes.wayback import FakeWayback
from tests.integration.pipeline.test_wayback import PAGE, page

FAST = ("--delay", "0", "--allow-private")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def wayback() -> Iterator[FakeWayback]:
    with FakeWayback([page("20260501120000"), page("20260502120000", "Never closed.")]) as fake:
        yield fake


def test_copies_are_reported_with_their_findings(
    wayback: FakeWayback, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", "wayback", PAGE, "--service", wayback.url, *FAST])

    out = capsys.readouterr().out
    assert code == 4
    assert "page-text-changed" in out
    assert "2 captures recorded" in out


def test_findings_that_were_shown_are_not_new(
    wayback: FakeWayback, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "wayback", PAGE, "--service", wayback.url, *FAST])
    assert main(["import", "wayback", PAGE, "--service", wayback.url, *FAST]) == 0
    assert "2 captures held already" in capsys.readouterr().out


def test_a_date_is_a_bound(wayback: FakeWayback) -> None:
    options = ["--service", wayback.url, "--from", "2026-05-02", "--to", "2026-05-03", *FAST]
    assert main(["import", "wayback", PAGE, *options]) == 0
    assert sum("id_/" in target for target in wayback.asked()) == 1


def test_a_timemaps_address_is_enough(wayback: FakeWayback) -> None:
    options = ["--timemap", f"{wayback.url}/web/timemap/link/", "--fail-on", "never", *FAST]
    assert main(["import", "wayback", PAGE, *options]) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--delay", "0.2"], "--delay 0.2 is too short"),
        (["--delay", "nan"], "--delay nan is too short"),
        (["--service", "web.archive.org"], "is no address"),
        (["--service", "https://[x"], "is no address"),
        (["--timemap", "https://a:b@example.org/"], "name or password"),
        (["--from", "yesterday"], "is no date; write one as"),
        (["--limit", "0"], "--limit"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "wayback", PAGE, *options]) == 2
    assert said in capsys.readouterr().err


def test_nothing_kept_is_an_error_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with FakeWayback() as empty:
        assert main(["import", "wayback", PAGE, "--service", empty.url, *FAST]) == 1
    assert "give another of the post's addresses" in capsys.readouterr().err


def test_the_group_names_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--help"]) == 0
    assert "wayback" in capsys.readouterr().out
    assert main(["import", "waybak"]) == 2
