"""Tags that would make a tree out of proportion are refused before anybody builds it."""

import pytest

from provenance.canonical import blocks_of, tags
from provenance.canonical.tags import check_tags
from provenance.errors import LimitError

OPENED = "<p>" + "".join(f"<font a{number}>" for number in range(490))


def refused(text: str) -> str:
    with pytest.raises(LimitError) as error:
        check_tags("content", text)
    return error.value.limit


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many elements each beginning had that was parsed."""
    counted: list[int] = []
    count = tags._elements_of

    def counting(rendered: str) -> int:
        counted.append(count(rendered))
        return counted[-1]

    monkeypatch.setattr(tags, "_elements_of", counting)
    return counted


@pytest.mark.parametrize("before", ["", "word " * 20_000, "<p>x</p>" * 2_000, "<template>"])
def test_formatting_left_open_is_refused_with_few_elements_made(
    before: str, parsed: list[int]
) -> None:
    text = before + OPENED + "<p>x" * 24_000
    assert refused(text) == "elements"
    assert max(parsed) < 20_000 + 2 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(
            f"<p>{'word ' * 90}<strong>b</strong> <a href=x{n}>c</a> <em>d</em></p>"
            for n in range(500)
        ),
        f'<p class="x"><strong class="y">{"word " * 12}</strong></p>' * 300,
        "<p>x</p>" * 513,
    ],
)
def test_articles_are_parsed_once(text: str, parsed: list[int]) -> None:
    check_tags("content", text)
    assert parsed == []
    assert blocks_of("content", text).blocks


def test_formatting_that_ends_is_read_after_its_elements_were_counted(parsed: list[int]) -> None:
    text = "".join(f"<font a{number}>x</font>" for number in range(3_000))
    check_tags("content", text)
    assert parsed[-1] == 3_000
    assert blocks_of("content", text).texts == ("x" * 3_000,)


def test_what_is_left_open_is_told_by_how_it_is_spelled(parsed: list[int]) -> None:
    alike = '<p><font color="red">' * 40 + "<p>x" * 1_100
    check_tags("content", alike)
    assert parsed == []
    check_tags("content", alike.replace('"red"', "'>'"))
    assert parsed


@pytest.mark.parametrize(
    ("few", "filling"), [("x" * 65_537, ""), ("", "<br>" * 1_025)], ids=["long", "many tags"]
)
def test_a_fifth_copy_is_refused_and_a_fourth_is_not(few: str, filling: str) -> None:
    text = few + filling
    check_tags("content", "<SelectedContent>" * 4 + text)
    assert refused("<SelectedContent>" * 5 + text) == "elements"


def test_copies_in_a_short_text_are_read() -> None:
    check_tags("content", "<selectedcontent>" * 256 + "x" * 1_000)


def test_four_copies_are_counted_among_the_elements() -> None:
    select = "<select><button>" + "<selectedcontent></selectedcontent>" * 4 + "</button><option>"
    check_tags("content", select + "<i></i>" * 1_000)
    assert refused(select + "<i></i>" * 20_000) == "elements"


@pytest.mark.parametrize(("size", "tags"), [(4_096, 1_081), (5_035, 1_024)])
def test_what_is_short_or_has_few_tags_is_not_counted(
    size: int, tags: int, parsed: list[int]
) -> None:
    text = "<p>" + "".join(f"<b a{number}>" for number in range(60)) + "<p><i>" * 510
    text = text if size == 4_096 else "<p>" + "<font a=1234567>" * 149 + "<p>x" * 874
    check_tags("content", text.ljust(size, "y"))
    assert text.count("<") == tags
    assert parsed == []
