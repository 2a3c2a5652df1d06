"""Blocks whose marks stand beside each other are read the shorter way, held to the longer one."""

from hypothesis import example, given
from hypothesis import strategies as st

from provenance.canonical.inline import read_flat, read_inline

TEXTS = st.text("a \n\u0301", min_size=1, max_size=3)
NAMES = st.sampled_from(["strong", "em", "a", "q", "sup"])


@st.composite
def pieces(draw: st.DrawFn) -> list[str]:
    """Draw the pieces of one block: texts, breaks, and marks that nest as elements do."""
    drawn: list[str] = []
    opened: list[str] = []
    for _ in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from("tt<<>!"))
        if kind == "t":
            drawn.append(draw(TEXTS))
        elif kind == "<":
            opened.append(draw(NAMES))
            drawn.append(f"\x00<{opened[-1]}" + ("\x00@href=x" if opened[-1] == "a" else ""))
        elif kind == ">" and opened:
            drawn.append(f"\x00>{opened.pop()}")
        elif kind == "!":
            drawn.append("\x00!br")
    if draw(st.booleans()):
        drawn += [f"\x00>{name}" for name in reversed(opened)]
    return drawn


@given(pieces())
@example(["a ", "\x00<strong", "b", "\x00>strong", " c"])
@example(["\x00<a\x00@href=x", "a", "\x00>a"])
@example(["a", "\x00<em", "b"])
@example(["a ", "\x00<em", " b", "\x00>em"])
@example(["\x00<em", "a", "\x00>em", "\x00<em", "b", "\x00>em"])
@example(["\x00<em", "\x00>em", "a"])
def test_a_flat_block_is_read_as_any_other(drawn: list[str]) -> None:
    flat = read_flat(drawn)
    longer = read_inline(drawn, [()], {}, lambda _: None, is_verbatim=False)
    assert flat is None or flat == longer


def test_the_marks_of_most_articles_are_flat() -> None:
    assert read_flat(["a ", "\x00<strong", "b", "\x00>strong", " c"]) is not None
    assert read_flat(["\x00<em", "a", "\x00>em"]) is not None


def test_a_block_that_needs_care_is_not_flat() -> None:
    for drawn in (
        [" a", "\x00<em", "b", "\x00>em"],
        ["a", "\x00<em", "b ", "\x00>em"],
        ["a ", "\x00<em", " b", "\x00>em"],
        ["a\nb", "\x00<em", "c", "\x00>em"],
        ["a", "b"],
        ["a", "\x00<em", "b"],
        ["\x00<em", "\x00<strong", "a", "\x00>strong", "\x00>em"],
        ["\x00<em", "a", "\x00>em", "\x00<em", "b", "\x00>em"],
        ["a", "\x00!br", "b"],
        ["\x00<em", "\x00>em"],
    ):
        assert read_flat(drawn) is None, drawn
