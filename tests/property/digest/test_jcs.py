import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from provenance.digest import canonical_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(max_codepoint=0x7F), max_size=8)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner))


@given(st.dictionaries(NAMES, VALUES))
def test_documents_of_ours_are_written_as_rfc_8785_has_them(value: dict[str, object]) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)  # type: ignore[arg-type]  # its value type is private


def test_a_lone_surrogate_is_not_written() -> None:
    with pytest.raises(TypeError, match="surrogates not allowed"):
        canonical_json({"text": "\ud800"})
