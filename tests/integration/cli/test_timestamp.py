"""`provenance timestamp`, and `verify --tsa-root`, as a user runs them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance.cli.main import main
from tests.fakes.server import FakeServer, answer
from tests.fakes.tsa import Authority
from tests.unit.report.samples import answer as post


@pytest.fixture(autouse=True)
def signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Work beside an archive whose log is signed."""
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_bytes(post("<p>a</p>"))
    assert main(["snapshot", "a.json"]) == 0
    assert main(["key", "new", "--name", "example.org/articles"]) == 0
    assert main(["log", "sign"]) == 0
    capsys.readouterr()


def stamp(*arguments: object) -> int:
    return main(["timestamp", "--allow-private", *map(str, arguments)])


def test_a_token_is_asked_for_kept_and_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = Authority(tmp_path)
    with authority.serve() as tsa:
        assert stamp("--tsa", tsa.url, "--tsa-root", authority.root_file) == 0
        assert capsys.readouterr().out.endswith(", as CN=TSA says\n")
        assert main(["log", "show"]) == 0
        assert "\nstamped  2 entries, by tokens that" in capsys.readouterr().out
        assert stamp("--tsa", tsa.url, "--tsa", tsa.url) == 0
    assert capsys.readouterr().out == (
        f"the checkpoint over 2 entries of example.org/articles has a token of {tsa.url} already\n"
    )
    verify = ["verify", "provenance.db", "--key", "provenance.key.vkey"]
    assert main([*verify, "--tsa-root", str(authority.root_file)]) == 0
    said = capsys.readouterr().out
    assert "as CN=TSA says" in said
    (line,) = [line.strip() for line in said.splitlines() if "openssl" in line]
    assert line.startswith("openssl ts -verify -attime ")
    assert line.endswith(" -data timestamps/2/text -CAfile ROOTS.pem")
    ended = [*verify, "--tsa-root", str(authority.root_file), "--key-until"]
    assert main([*ended, "2020-01-01T00:00:00Z"]) == 5
    assert "is the earliest that anybody shows" in " ".join(capsys.readouterr().out.split())
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert main([*ended, soon.isoformat(timespec="seconds")]) == 0
    assert main([*ended, "yesterday"]) == 2
    capsys.readouterr()
    assert main(verify) == 5
    assert "no TSA root was given" in " ".join(capsys.readouterr().out.split())


def test_an_authority_that_gives_nothing_ends_with_1_and_keeps_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = Authority(tmp_path, ends_in=timedelta(days=3))
    with authority.serve() as tsa, FakeServer(lambda _: answer(b"", status=404)) as gone:
        assert stamp("--tsa", gone.url, "--tsa", tsa.url) == 1
        out, err = capsys.readouterr()
        assert "as CN=TSA says" in out
        assert err == (
            f"error: the TSA {gone.url} answers 404; check its address, or ask another\n"
        )
        assert stamp("--tsa", tsa.url) == 0
        assert "was not renewed: its certificate ends on" in capsys.readouterr().err
    with authority.serve() as tsa, Authority(tmp_path, "Next").serve() as after:
        assert stamp("--tsa", after.url) == 0
    assert "the token of CN=TSA of 2" in capsys.readouterr().out


def test_the_authorities_may_stand_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Authority(tmp_path, "A").serve() as one, Authority(tmp_path, "B").serve() as two:
        monkeypatch.setenv("PROVENANCE_TSA", f"{one.url} {two.url}")
        assert stamp() == 0
    assert capsys.readouterr().out.count("; nothing of that was checked, since no --tsa-root") == 2


def test_a_private_address_is_not_asked_unless_that_is_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["timestamp", "--tsa", "http://127.0.0.1:1/"]) == 1
    said = capsys.readouterr().err
    assert "a private or local address" in said
    assert "--allow-private" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Missing option '--tsa'"),
        (["--tsa", "nonsense"], 1, "'nonsense' is no address that can be asked"),
        (["--tsa", "http://127.0.0.1:1/", "--tsa-root", "a.json"], 2, "no certificate in PEM"),
        (["--tsa", "http://127.0.0.1:1/", "--tsa-root", "b.pem"], 1, "'b.pem' cannot be read"),
        (["--tsa", "http://127.0.0.1:1/", "--archive", "none.db"], 1, "there is no archive"),
        (["--tsa", "http://127.0.0.1:1/"], 1, "127.0.0.1:1 refuses connections"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stamp(*arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err.splitlines()[0]
