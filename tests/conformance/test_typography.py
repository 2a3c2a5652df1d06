"""What WordPress's own wptexturize made of 300 texts folds to what they fold to."""

import json
from operator import itemgetter
from pathlib import Path

import pytest

from provenance.diff import fold_text

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "wptexturize.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=itemgetter("typed"))
def test_the_filter_is_folded(vector: dict[str, str]) -> None:
    assert vector["typed"] != vector["served"]
    assert fold_text(vector["typed"]) == fold_text(vector["served"])


@pytest.mark.parametrize("vector", VECTORS[:40], ids=itemgetter("typed"))
def test_a_word_more_is_not_folded(vector: dict[str, str]) -> None:
    assert fold_text(vector["typed"] + " not") != fold_text(vector["served"])
