"""The self-test passes where the program is right, and names what is not."""

import pytest

from provenance.errors import VerificationError
from provenance.verify import self_test, trials
from tests.reference.record import record_of


def test_all_trials_come_out_as_known() -> None:
    assert len(self_test()) == 4


def test_a_trial_that_fails_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "_ABC", "00")
    with pytest.raises(VerificationError, match="fails its self-test: SHA-256"):
        self_test()


def test_the_second_reader_gives_the_article_its_digest() -> None:
    assert record_of(trials._POST).digests["content"] == trials._CONTENT
