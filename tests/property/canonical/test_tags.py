"""No beginning has more elements than its text, and no text more than its tags are reckoned."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import tags

_NAMES = (
    "b i s font strong a nobr code small p div table td tr caption col li ul select option button"
    " object marquee template svg math foreignObject h1 dd br form textarea isindex image pre style"
).split()
_PARTS = st.one_of(
    st.builds("<{}>".format, st.sampled_from(_NAMES)),
    st.builds("<{} a{}>".format, st.sampled_from(_NAMES), st.integers(0, 30)),
    st.builds('<{} class="{}">'.format, st.sampled_from(_NAMES), st.sampled_from("ab>'<")),
    st.builds("</{}>".format, st.sampled_from(_NAMES)),
    st.sampled_from(("x", " ", "&am", "&Tab;", "<", "</", "<!--", "-->", "<![CDATA[", "]]>", "\0")),
)
_TEXTS = st.lists(_PARTS, max_size=120).map("".join)


@given(_TEXTS)
def test_no_beginning_up_to_a_tag_has_more_elements_than_the_whole(text: str) -> None:
    places = [place for place, letter in enumerate(text) if letter == "<"]
    counts = [tags._elements_of(text[:place]) for place in places[::7]]
    assert all(count <= tags._elements_of(text) for count in counts)


@given(_TEXTS)
def test_no_text_has_more_elements_than_its_tags_are_reckoned_to_make(text: str) -> None:
    starts = Counter(tags._TAG.findall(text))
    assert tags._elements_of(text) <= tags._most_elements(text, starts, text.count("<"))
