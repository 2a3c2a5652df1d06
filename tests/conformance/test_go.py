"""Our log held against golang.org/x/mod: Go checks what we made, and we check what Go made."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from provenance.digest import leaf_hash
from provenance.errors import ProofError
from provenance.log import check_log_proof, encode_hash, parse_log_proof, parse_verifier_key
from provenance.pipeline import (
    Settings,
    export_log,
    new_key,
    open_signer,
    prove_consistency,
    prove_entry,
    sign_log,
    snapshot,
)
from provenance.pipeline.keys import KeySource
from tests.unit.report.samples import answer

INDEPENDENT = Path("../shared/independent")
MODULES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/note")


def needs_go() -> None:
    if shutil.which("go") is None or not MODULES.is_dir():
        pytest.skip("needs golang and golang-golang-x-mod-dev")


def build(source: Path, folder: Path) -> Path:
    needs_go()
    if not source.is_file():
        pytest.skip(f"needs {source.name} of ../shared/independent")
    program = folder / source.stem
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOCACHE": str(folder / "cache"),
    }
    made = ["go", "build", "-o", str(program), str(source.resolve())]
    subprocess.run(made, check=True, env=environment, capture_output=True)
    return program


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("go")
    sources = [INDEPENDENT / "verify.go", INDEPENDENT / "tiles.go"]
    sources.append(Path("tests/conformance/go/make.go"))
    return {source.stem: build(source, folder) for source in sources}


def run(program: Path, *arguments: object) -> str:
    done = subprocess.run(
        [str(program), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


class Log:
    """An archive whose log grows by a changed article a step, and its key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(archive=folder / "provenance.db")
        self.key = new_key("example.org/articles", folder / "key", None)
        self.steps = 0

    def grow(self, count: int) -> None:
        names = []
        for _ in range(count):
            self.steps += 1
            path = self.folder / f"{self.steps}.json"
            path.write_bytes(answer(f"<p>Version {self.steps}.</p>"))
            names.append(str(path))
        snapshot(names, self.settings)

    def sign(self) -> bytes:
        signer = open_signer(KeySource(spec=str(self.folder / "key")))
        return sign_log(self.settings, signer).checkpoint.note


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path)


def test_go_checks_our_proofs_and_our_consistency(log: Log, programs: dict[str, Path]) -> None:
    log.grow(3)
    old = log.folder / "old"
    old.write_bytes(log.sign())
    log.grow(300)
    log.sign()
    hashes = log.folder / "hashes"
    proof, leaf = log.folder / "proof", log.folder / "leaf"
    consistent = prove_consistency(old.read_bytes(), log.key, log.settings)
    hashes.write_text("\n".join(map(encode_hash, consistent)), encoding="ascii")
    proved = prove_entry(0, log.settings)
    for index in (0, 3, 255, 256, 304):
        proved = prove_entry(index, log.settings)
        proof.write_bytes(bytes(proved.proof))
        leaf.write_bytes(proved.entry)
        said = run(programs["verify"], log.key, proof, leaf, old, hashes)
        assert f"OK inclusion: example.org/articles entry {index} of 305" in said
        assert "OK consistency: 4 -> 305" in said
    leaf.write_bytes(proved.entry + b" ")
    assert "FAIL inclusion" in run(programs["verify"], log.key, proof, leaf)


def test_go_reads_our_published_tiles_as_they_grow(log: Log, programs: dict[str, Path]) -> None:
    public = log.folder / "public"
    for count in (3, 260, 280):
        log.grow(count)
        log.sign()
        export_log(log.settings, public)
        size = log.steps + {3: 1, 260: 2, 280: 3}[count]
        said = run(programs["tiles"], public, log.key)
        assert f"OK example.org/articles {size} tiles and {size} entries" in said
    tile = public / "tile/0/001"
    spoilt = bytearray(tile.read_bytes())
    spoilt[40] ^= 1
    tile.write_bytes(spoilt)
    assert "OK" not in run(programs["tiles"], public, log.key)


def test_we_check_what_go_made(tmp_path: Path, programs: dict[str, Path]) -> None:
    assert run(programs["make"], tmp_path) == ""
    key = parse_verifier_key((tmp_path / "vkey").read_text(encoding="utf-8"))
    data = (tmp_path / "proof").read_bytes()
    proof = parse_log_proof(data)
    leaf = leaf_hash((tmp_path / "entry").read_bytes())
    assert check_log_proof(proof, leaf, key).size == 3
    assert bytes(proof) == data
    with pytest.raises(ProofError):
        check_log_proof(proof, leaf_hash(b"third"), key)
