"""The peers' rules as they are stated again: what each passes over, and what it does not."""

from tests.assessment import peers

BEFORE = "<p>The fund lost 1.5 million, he said.</p>"


def test_diffengine_passes_over_punctuation_and_with_it_a_point_in_a_number() -> None:
    assert not peers.diffengine_differs(BEFORE, BEFORE.replace("1.5", "15"))
    assert peers.diffengine_differs(BEFORE, BEFORE.replace("1.5", "16"))


def test_newsdiffs_passes_over_white_space_alone() -> None:
    assert not peers.newsdiffs_differs(BEFORE, BEFORE.replace(" ", "  "))
    assert peers.newsdiffs_differs(BEFORE, BEFORE.replace(",", ""))


def test_simhash_tells_texts_apart_that_share_little() -> None:
    assert not peers.simhash_differs(BEFORE, BEFORE)
    assert peers.simhash_differs(BEFORE, "<p>Nobody went to the harbour that night.</p>")


def test_every_difference_is_one_to_whoever_compares_bytes() -> None:
    assert peers.bytes_differ(BEFORE, BEFORE.replace(" ", "  "))
    assert not peers.bytes_differ(BEFORE, BEFORE)
