"""Differences read well, say what was left out, and never lose a change."""

import json
import re
from dataclasses import replace

import pytest

from provenance.model import BlockChange, Change, Difference, FieldChange, Span
from provenance.report import FORMATS, Look
from provenance.report.layout import Page
from provenance.report.text_difference import write_difference
from tests.unit.report.samples import ARCHIVE, answer, comparison, difference, refusal


def _text(value: Difference, *, whole: bool = False, width: int = 80) -> str:
    page = Page(Look(width=width))
    write_difference(page, value, indent=0, whole=whole)
    return page.text()


def _difference(*edits: BlockChange, **fields: object) -> Difference:
    plain: dict[str, object] = {
        "edits": edits,
        "typography": (),
        "dynamic": (),
        "metadata": (),
        "markup_differs": True,
        "bounded": False,
    }
    return Difference(**{**plain, **fields})  # type: ignore[arg-type]  # fields come by name


def _change(change: Change, before: str | None, after: str | None, *spans: Span) -> BlockChange:
    return BlockChange(
        change=change,
        field="content",
        before_index=None if before is None else 1,
        after_index=None if after is None else 2,
        before=before,
        after=after,
        spans=spans,
    )


def _span(change: Change, text: str) -> Span:
    return Span(change=change, text=text)


def test_changed_words_are_marked_where_they_stand() -> None:
    text = _text(difference("<p>It will cost 1.5 million.</p>", "<p>It will cost 15 million.</p>"))
    assert text == (
        "Content, block 2\n- It will cost [-1.5-] million.\n+ It will cost {+15+} million.\n"
    )


def test_a_removed_and_an_added_passage_stand_alone() -> None:
    text = _text(
        _difference(_change(Change.REMOVED, "Gone.", None), _change(Change.ADDED, None, "Come."))
    )
    assert text == ("Content, block 2, removed\n- Gone.\n\nContent, block 3, added\n+ Come.\n")


def test_a_move_says_from_where_to_where() -> None:
    text = _text(_difference(_change(Change.MOVED, "Same words.", "Same words.")))
    assert text == "Content, block 2 moved to 3\n  Same words.\n"


def test_a_move_with_a_change_shows_both_sides() -> None:
    text = _text(_difference(_change(Change.MOVED, "Same words.", "Other words.")))
    assert text == "Content, block 2 moved to 3\n- Same words.\n+ Other words.\n"


def test_a_title_needs_no_passage_number() -> None:
    text = FORMATS["text"](Look()).diff(
        comparison(answer(title={"rendered": "A"}), answer(title={"rendered": "B"})), ARCHIVE
    )
    assert "\nTitle\n- [-A-]\n+ {+B+}\n" in text


def test_spaces_around_changed_words_stay_outside_the_marks() -> None:
    change = _change(
        Change.CHANGED,
        "a b c",
        "a c",
        _span(Change.EQUAL, "a"),
        _span(Change.REMOVED, " b"),
        _span(Change.EQUAL, " c"),
    )
    assert "- a [-b-] c\n+ a c\n" in _text(_difference(change))


def test_a_change_of_spaces_only_is_still_marked() -> None:
    change = _change(
        Change.CHANGED,
        "a  b",
        "a b",
        _span(Change.EQUAL, "a"),
        _span(Change.REMOVED, " "),
        _span(Change.EQUAL, " b"),
    )
    assert "- a[- -] b\n" in _text(_difference(change))


def _long(start: int, number: int = 40) -> str:
    return "".join(f"w{n} " for n in range(start, start + number))


def _long_change() -> BlockChange:
    spans = (
        _span(Change.EQUAL, _long(0)),
        _span(Change.REMOVED, "old "),
        _span(Change.EQUAL, _long(100)),
        _span(Change.REMOVED, "gone "),
        _span(Change.EQUAL, _long(200)),
    )
    before = "".join(span.text for span in spans)
    after = "".join(span.text for span in spans if span.change is Change.EQUAL)
    return _change(Change.CHANGED, before, after, *spans)


def test_long_equal_stretches_are_left_out_around_the_changed_words() -> None:
    lines = _text(_difference(_long_change()), width=100_000).splitlines()
    kept = [
        _long(28, 12),
        "[-old-] ",
        _long(100, 12),
        "[…] ",
        _long(128, 12),
        "[-gone-] ",
        _long(200, 12),
    ]
    assert lines[1] == "- […] " + "".join(kept) + "[…]"


def test_the_whole_view_leaves_nothing_out() -> None:
    text = _text(_difference(_long_change()), whole=True, width=100_000)
    assert "[…]" not in text
    assert "+ " + _long(0) + _long(100) + _long(200).rstrip() + "\n" in text


@pytest.mark.parametrize("whole", [False, True])
def test_a_long_passage_says_how_much_was_left_out(whole: bool) -> None:
    text = _text(_difference(_change(Change.ADDED, None, "x" * 1000)), whole=whole)
    assert ("(300 more characters; -v shows all)" in text) is not whole
    assert ("x" * 1000 in text) is whole


@pytest.mark.parametrize("whole", [False, True])
def test_many_passages_say_how_many_were_left_out(whole: bool) -> None:
    many = [_change(Change.ADDED, None, f"No. {number}") for number in range(30)]
    text = _text(_difference(*many), whole=whole)
    assert len(re.findall(r"^\+ No", text, re.MULTILINE)) == (30 if whole else 12)
    assert ("[…] and 18 more changed blocks; -v shows all." in text) is not whole


@pytest.mark.parametrize("whole", [False, True])
def test_a_passage_full_of_changes_says_how_many_were_left_out(whole: bool) -> None:
    spans = [_span(kind, "word ") for _ in range(500) for kind in (Change.EQUAL, Change.REMOVED)]
    change = _change(Change.CHANGED, "word " * 1000, "word " * 500, *spans)
    text = _text(_difference(change), whole=whole, width=100_000)
    assert ("[…] (430 more changes; -v shows all)" in text) is not whole
    assert (text.count("[-word-]") == 500) is whole
    assert text.rstrip().endswith("word" if whole else "[…]")
    assert "(0 more" not in text


@pytest.mark.parametrize("kind", [Change.EQUAL, Change.REMOVED])
def test_a_word_without_end_is_cut_in_every_part(kind: Change) -> None:
    spans = (_span(Change.REMOVED, "a "), _span(kind, "x" * 100_000), _span(Change.REMOVED, " b"))
    change = _change(Change.CHANGED, "".join(span.text for span in spans), "", *spans)
    assert len(_text(_difference(change))) < 2000
    assert len(_text(_difference(change), whole=True)) > 100_000


def test_long_metadata_is_cut_and_says_so() -> None:
    fields = (FieldChange(name="tags", before="[]", after=f"[{'1,' * 1000}1]"),)
    assert "(1,303 more characters; -v shows all)" in _text(_difference(metadata=fields))


def test_line_breaks_inside_a_passage_stay() -> None:
    text = _text(_difference(_change(Change.ADDED, None, "one\ntwo\nthree")))
    assert text.endswith("+ one\n  two\n  three\n")


def test_metadata_shows_both_values_and_what_is_missing() -> None:
    fields = (
        FieldChange(name="tags", before="[1]", after="[1,2]"),
        FieldChange(name="sticky", before=None, after="false"),
    )
    assert _text(_difference(metadata=fields)) == (
        "Metadata, tags\n- [1]\n+ [1,2]\n\nMetadata, sticky\n- (missing)\n+ false\n"
    )


def test_what_is_no_edit_stands_under_its_name() -> None:
    change = _change(Change.CHANGED, '"a"', "“a”")
    text = _text(_difference(typography=(change,), dynamic=(change,)))
    assert "No edit: typography only, as WordPress substitutes it\n\nContent, block 3\n" in text
    assert "No edit: parts that WordPress fills by itself\n" in text


def test_what_the_site_says_stands_side_by_side_where_it_differs() -> None:
    later = answer(modified_gmt="2026-05-30T00:00:00")
    text = FORMATS["text"](Look()).diff(comparison(answer(), later), ARCHIVE)
    assert "Modified\n- 2026-05-29 03:22:06 UTC\n+ 2026-05-30 00:00:00 UTC\n" in text
    assert "Revisions" not in text
    assert "Published" not in text


def test_captures_without_a_post_say_nothing_of_its_history() -> None:
    unread = replace(comparison(), before=refusal())
    assert "Modified" not in FORMATS["text"](Look()).diff(unread, ARCHIVE)


def test_a_bounded_comparison_says_so() -> None:
    change = _change(Change.ADDED, None, "x")
    assert "coarser than it could be" in _text(_difference(change, bounded=True))
    assert "coarser" not in _text(_difference(change))


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (answer(), "own excerpt or tracked metadata.\n"),
        (
            answer('<p class="x">The bridge will cost 1.5 million.</p>'),
            "own excerpt or tracked metadata; the markup around them differs.\n",
        ),
    ],
)
def test_no_difference_is_said_as_far_as_it_goes(after: bytes, sentence: str) -> None:
    text = FORMATS["text"](Look(width=100)).diff(comparison(answer(), after), ARCHIVE)
    assert f"No difference in title, content, {sentence}" in text


def test_a_field_that_an_answer_lacks_is_said_not_to_be_compared() -> None:
    lacking = comparison(answer(), answer(title=None))
    text = FORMATS["text"](Look()).diff(lacking, ARCHIVE)
    assert "Not compared, since an answer does not have it: title." in text
    assert json.loads(FORMATS["json"](Look()).diff(lacking, ARCHIVE))["not_compared"] == ["title"]


def test_where_both_have_all_nothing_is_left_out() -> None:
    whole = comparison()
    assert "Not compared" not in FORMATS["text"](Look()).diff(whole, ARCHIVE)
    assert json.loads(FORMATS["json"](Look()).diff(whole, ARCHIVE))["not_compared"] == []
