"""Our bundles in other people's programs: unzip, wacz, warcio, openssl, Go and the surt package."""

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import surt  # type: ignore[import-untyped]  # it has no annotations

from provenance.evidence import parse_zip
from provenance.evidence.replay_index import key_of
from provenance.pipeline import BundleWanted, new_key
from tests.conformance.test_go import INDEPENDENT, build, needs_go, run
from tests.integration.pipeline.bundles import Desk

SCRIPTS = Path(sys.executable).parent
OLD, NEW = "<p>The bridge is not safe.</p>", "<p>The bridge is safe.</p>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.capture(OLD, NEW)
    made.sign()
    return made


@pytest.fixture(params=["whole", "block", "declaration"])
def bundle(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Path:
    wanted = {
        "whole": BundleWanted(),
        "block": BundleWanted(blocks=(2,)),
        "declaration": BundleWanted(is_declared=True),
    }
    path = tmp_path / "FILE.wacz"
    path.write_bytes(desk.export(wanted[request.param]).data)
    return path


def program(name: str, *arguments: object) -> str:
    line = [str(SCRIPTS / name), *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_wacz_accepts_it_and_no_other(bundle: Path) -> None:
    assert "the passed WACZ is valid" in program("wacz", "validate", "-f", bundle)
    data = bundle.read_bytes()
    bundle.write_bytes(data.replace(b'"bytes":', b'"bytez":'))
    assert "the passed WACZ is valid" not in program("wacz", "validate", "-f", bundle)


def test_warcio_finds_every_digest_right_and_a_wrong_one_wrong(desk: Desk, tmp_path: Path) -> None:
    warc = parse_zip(desk.export().data)["archive/data.warc"]
    path = tmp_path / "data.warc"
    path.write_bytes(warc)
    said = program("warcio", "check", "-v", path)
    assert said.startswith("0 ")
    assert said.count("digest pass") == warc.count(b"WARC-Block-Digest: ") == 5
    path.write_bytes(warc.replace(b"is not safe", b"is now safe"))
    assert program("warcio", "check", path).startswith("1 ")


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.example.org/wp-json/wp/v2/posts/7", "http://EXAMPLE.org/?p=7&a=b"),
        *("https://example.org:8443/A/", "https://example.org/"),
    ],
)
def test_the_indexs_keys_are_those_that_others_make(url: str) -> None:
    assert key_of(url) == surt.surt(url)


def commands(page: str) -> list[str]:
    return [html.unescape(line) for line in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)]


def test_what_the_page_tells_people_to_type_checks_the_bundle(desk: Desk, bundle: Path) -> None:
    """The page's own lines, in a shell: unzip, openssl, sha256sum and, where it is there, Go."""
    if shutil.which("unzip") is None or shutil.which("openssl") is None:
        pytest.skip("needs unzip and openssl")
    page = parse_zip(bundle.read_bytes())["about/index.html"].decode()
    provenance, unzip, openssl, digests, go = commands(page)
    script = f"set -eu\n{unzip}\n{openssl}\n{digests}"
    environment = os.environ | {"VKEY": str(desk.key)}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=bundle.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Signature Verified Successfully" in done.stdout
    (digest,) = re.findall(r"^([0-9a-f]{64}) ", done.stdout, re.MULTILINE)
    assert f'"statement":"sha256:{digest}"' in done.stdout
    assert provenance.startswith("provenance verify FILE.wacz --key")
    assert go.endswith("-entry.json")
    forged = script + "\nprintf x >> log/text\n" + openssl.splitlines()[-1]
    shutil.rmtree(bundle.parent / "bundle")
    refused = subprocess.run(
        ["bash", "-c", forged], cwd=bundle.parent, env=environment, capture_output=True, check=False
    )
    assert refused.returncode != 0


def test_the_pages_lines_of_go_check_the_proof_and_no_other(desk: Desk, tmp_path: Path) -> None:
    needs_go()
    path = tmp_path / "FILE.wacz"
    path.write_bytes(desk.export().data)
    page = parse_zip(path.read_bytes())["about/index.html"].decode()
    _, unzip, *_, go = commands(page)

    def run_lines(lines: str, key: object) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(tmp_path / "bundle", ignore_errors=True)
        return subprocess.run(
            ["bash", "-c", f"set -e\n{unzip}\n{lines}"],
            cwd=tmp_path,
            env=os.environ | {"VKEY": str(key), "GOCACHE": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )

    done = run_lines(go, desk.key)
    assert done.stdout == "entry 2 of 4 in the signed log example.org/articles\n", done.stderr
    other = run_lines(go.replace("evidence/2-entry", "evidence/0-entry"), desk.key)
    assert (other.returncode, other.stdout) == (1, "")
    assert "invalid transparency proof" in other.stderr
    stranger = new_key("example.org/articles", tmp_path / "stranger", None)
    assert "no verifiable signatures" in run_lines(go, stranger).stderr


def test_go_checks_the_proof_in_it(desk: Desk, tmp_path: Path) -> None:
    verify = build(INDEPENDENT / "verify.go", tmp_path)
    members = parse_zip(desk.export().data)
    proof, entry = tmp_path / "proof", tmp_path / "entry"
    proof.write_bytes(members["evidence/2.tlog-proof"])
    entry.write_bytes(members["evidence/2-entry.json"])
    assert "OK inclusion: example.org/articles entry 2 of 4" in run(verify, desk.key, proof, entry)
    entry.write_bytes(members["evidence/0-entry.json"])
    assert "FAIL inclusion" in run(verify, desk.key, proof, entry)
