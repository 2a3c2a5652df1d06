import pytest

from provenance.errors import KeyMaterialError, NoteError
from provenance.log import Checkpoint, parse_checkpoint
from provenance.log.base64 import encode
from tests.unit.log.signing import CHECKPOINT, signer

ORIGIN, SIZE, ROOT, _ = str(CHECKPOINT).split("\n")


def test_a_checkpoint_comes_back_as_it_was_written() -> None:
    assert parse_checkpoint(str(CHECKPOINT)) == CHECKPOINT


def test_an_empty_tree_has_size_0() -> None:
    empty = Checkpoint(origin=ORIGIN, size=0, root=CHECKPOINT.root)
    assert parse_checkpoint(str(empty)) == empty


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n{SIZE}\n{ROOT}",
        f"{ORIGIN}\n{SIZE}\n",
        f"\n{SIZE}\n{ROOT}\n",
        f"{ORIGIN}\n{SIZE}\n{ROOT}\nextension\n",
        f"{ORIGIN}\n0{SIZE}\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n+1\n{ROOT}\n",
        f"{ORIGIN}\n1 \n{ROOT}\n",
        f"{ORIGIN}\n1_0\n{ROOT}\n",
        f"{ORIGIN}\n\u0661\n{ROOT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT}\n",
        f"{ORIGIN}\n{'9' * 400}\n{ROOT}\n",
        f"{ORIGIN}\n{SIZE}\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n{SIZE}\n{encode(bytes(31))}\n",
        f"{ORIGIN}\n{SIZE}\n{encode(bytes(33))}\n",
    ],
)
def test_a_checkpoint_with_one_flaw_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_checkpoint(text)


def test_the_largest_size_is_accepted() -> None:
    assert parse_checkpoint(f"{ORIGIN}\n{2**63 - 1}\n{ROOT}\n").size == 2**63 - 1


def test_a_key_signs_no_checkpoint_of_another_log() -> None:
    with pytest.raises(KeyMaterialError, match="signs no checkpoint of"):
        signer("example.org/other").sign(CHECKPOINT)
