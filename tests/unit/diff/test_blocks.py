"""Blocks: what was added, removed, changed or moved, and how it reads."""

import json

import pytest

from provenance.canonical import canonicalize
from provenance.diff import compare
from provenance.model import Change, Difference, Snapshot


def snapshot(content: str, *, title: str = "Title", excerpt: str = "") -> Snapshot:
    return canonicalize(
        json.dumps(
            {
                "id": 1,
                "link": "https://example.org/?p=1",
                "title": {"rendered": title},
                "content": {"rendered": content, "protected": False},
                "excerpt": {"rendered": excerpt, "protected": False},
            }
        ).encode()
    )


def differ(before: str, after: str) -> Difference:
    return compare(snapshot(before), snapshot(after))


def edits(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    return [(edit.change.value, edit.before, edit.after) for edit in differ(before, after).edits]


A, B, C = (
    "<p>The deal cost 1.5 million.</p>",
    "<p>Nobody signed it on Friday.</p>",
    "<p>Ministers meet again soon.</p>",
)


def test_equal_posts_do_not_differ() -> None:
    difference = differ(A + B, A + B)

    assert not (difference.edits)
    assert not (difference.typography)
    assert not (difference.dynamic)
    assert not difference.metadata
    assert not difference.markup_differs
    assert not difference.bounded


def test_a_block_is_added_or_removed_in_its_place() -> None:
    assert edits(A + C, A + B + C) == [("added", None, "Nobody signed it on Friday.")]
    assert edits(A + B + C, A + C) == [("removed", "Nobody signed it on Friday.", None)]


def test_a_block_that_changed_is_paired_with_what_it_was() -> None:
    (edit,) = differ(A + B, A.replace("1.5", "15") + B).edits

    assert (edit.change, edit.before_index, edit.after_index) == (Change.CHANGED, 1, 1)
    assert [(span.change.value, span.text) for span in edit.spans] == [
        ("equal", "The deal cost "),
        ("removed", "1.5"),
        ("added", "15"),
        ("equal", " million."),
    ]


def test_blocks_with_nothing_in_common_are_not_paired() -> None:
    assert [change for change, _, _ in edits(A, C)] == ["removed", "added"]


def test_a_title_is_paired_whatever_it_says() -> None:
    (edit,) = compare(snapshot(A, title="One"), snapshot(A, title="Two things")).edits

    assert (edit.change, edit.field) == (Change.CHANGED, "title")


def test_a_block_that_stands_elsewhere_has_moved() -> None:
    assert edits(A + B + C, C + A + B) == [
        ("moved", "Ministers meet again soon.", "Ministers meet again soon.")
    ]


@pytest.mark.parametrize(
    "around", ["<ul><li>{}</ul>", "<blockquote>{}</blockquote>", "<h2>{}</h2>"]
)
def test_a_block_that_moved_into_or_out_of_a_list_or_a_quotation_has_moved(around: str) -> None:
    text = C.removeprefix("<p>").removesuffix("</p>")
    one, other = A + B + C, around.format(text) + A + B

    assert [change for change, _, _ in edits(one, other)] == ["moved"]
    assert [change for change, _, _ in edits(other, one)] == ["moved"]


def test_a_block_that_moved_and_changed_has_not_moved() -> None:
    ways = [change for change, _, _ in edits(A + B + C, C.replace("again", "never") + A + B)]

    assert sorted(ways) == ["added", "removed"]


def test_the_cells_of_a_table_are_paired_by_place() -> None:
    table = "<table><tr><td>North<td>{}<td>{}<tr><td>South<td>{}<td>9</table>"

    found = edits(table.format(1, 2, 3), table.format(4, 5, 6))

    assert found == [
        ("changed", "| 1", "| 4"),
        ("changed", "| 2", "| 5"),
        ("changed", "| 3", "| 6"),
    ]


def test_the_cells_of_a_table_with_a_column_more_are_not_paired_by_place() -> None:
    before = "<table><tr><td>North<td>1<td>2</table>"
    after = "<table><tr><td>North<td>3<td>4<td>5</table>"

    assert {change for change, _, _ in edits(before, after)} == {"removed", "added"}


def test_many_lines_that_are_alike_are_each_paired_with_what_they_were() -> None:
    line = "<p>Station {0}: {1} votes were counted there.</p>"
    before = "".join(line.format("ABCDEFGHIJKLMNO"[n], n) for n in range(15))
    after = "".join(line.format("ABCDEFGHIJKLMNO"[n], n + 90) for n in range(15))

    found = differ(before, after)

    assert [edit.change for edit in found.edits] == [Change.CHANGED] * 15
    assert all(edit.before_index == edit.after_index for edit in found.edits)


def test_a_rewritten_block_is_found_among_many_that_are_new() -> None:
    many = [f"<p>Word{n} name{n} place{n} thing{n} stood there.</p>" for n in range(40)]
    others = [f"<p>Here lies another{n}, and no one has asked for it.</p>" for n in range(40)]
    others[31] = many[7].replace("stood", "lay")

    found = differ("".join(many), "".join(others))

    assert [(edit.before, edit.after) for edit in found.edits if edit.change is Change.CHANGED] == [
        (
            "Word7 name7 place7 thing7 stood there.",
            "Word7 name7 place7 thing7 lay there.",
        )
    ]


def test_a_language_without_spaces_is_paired_by_its_characters() -> None:
    before = "<p>\u90e8\u957f\u661f\u671f\u4e00\u8bf4\u4ed6\u4e0d\u53bb\u5317\u4eac</p>"
    after = before.replace("\u4e00", "\u4e8c")

    assert [change for change, _, _ in edits(A + before, after)] == ["removed", "changed"]


def test_a_block_that_each_side_has_twice_is_not_followed() -> None:
    ways = [change for change, _, _ in edits(A + C + B + C, C + C + A + B)]

    assert "changed" not in ways
    assert ways


def test_a_block_that_moved_into_a_heading_shows_both() -> None:
    moved = differ(A + B + C, "<h2>Ministers meet again soon.</h2>" + A + B).edits

    assert [(edit.change, edit.before, edit.after) for edit in moved] == [
        (Change.MOVED, "Ministers meet again soon.", "## Ministers meet again soon.")
    ]


@pytest.mark.parametrize(
    ("before", "after", "reads", "now_reads"),
    [
        ('<a href="/a">x y</a>', '<a href="/b">x y</a>', "[x y](/a)", "[x y](/b)"),
        ('<img src="a" alt="b">', '<img src="c" alt="b">', "![b](a)", "![b](c)"),
        ('<img src="a" alt="b">', '<img src="a" alt="d e">', "![b](a)", "![d e](a)"),
        ("<h2>x y</h2>", "<h3>x y</h3>", "## x y", "### x y"),
        ("x y", "<b>x</b> <i>y</i>", "x y", "**x** *y*"),
        ("x y", "<code>x</code> <del>y</del>", "x y", "`x` ~~y~~"),
        ("10<sup>2</sup> m", "102 m", "10<sup>2</sup> m", "102 m"),
        ("<blockquote>x y</blockquote>", "x y", "> x y", "x y"),
        ("<ul><li>x y</ul>", "<ol><li>x y</ol>", "- x y", "n. x y"),
        (
            "<ol><li>x y</ol>",
            "<ol start=3><li>x y</ol>",
            "n. x y",
            '<ol start="3"> n. x y',
        ),
        ("x<br>y", "x y", "x\ny", "x y"),
        (
            "<table><tr><td>x y</table>",
            "<table><tr><th>x y</table>",
            "| x y",
            "|= x y",
        ),
        (
            "<figure><img src=a alt=b><figcaption>x y</figcaption></figure>",
            "<figure><img src=a alt=b></figure><p>x y</p>",
            "<figcaption> x y",
            "x y",
        ),
        (
            '<p>x y <iframe src="https://a.example/"></iframe></p>',
            '<p>x y <iframe src="https://b.example/"></iframe></p>',
            'x y <iframe src="https://a.example/">',
            'x y <iframe src="https://b.example/">',
        ),
    ],
)
def test_a_change_of_marks_reads(before: str, after: str, reads: str, now_reads: str) -> None:
    assert edits(before, after) == [("changed", reads, now_reads)]


def test_blocks_that_would_read_the_same_are_told_apart() -> None:
    assert edits("<p><b>x</b> y</p>", "<p>**x** y</p>") == [
        ("changed", "<strong>x</strong> y", "**x** y")
    ]
    assert edits("<p>a&lt;b</p>", "<p>a&amp;lt;b</p>") == [("changed", "a<b", "a&lt;b")]


def test_a_list_item_split_in_two_reads_as_such() -> None:
    assert edits("<ul><li>One.<li>Two.</ul>", "<ul><li>One.<p>Two.</ul>") == [
        ("changed", "- Two.", "  Two.")
    ]


def test_a_list_that_only_follows_its_first_item_is_not_repeated() -> None:
    before = "<ul><li>Two apples<li>Three pears</ul>"
    after = "<ul><li>One plum<li>Two apples<li>Three pears</ul>"

    assert edits(before, after) == [("added", None, "- One plum")]


def test_a_list_cut_in_two_is_shown_by_itself() -> None:
    before = "<ul><li>Two apples<li>Three pears</ul>"
    after = "<ul><li>Two apples</ul><ul><li>Three pears</ul>"

    assert edits(before, after) == [
        ("changed", "<ul> <new li> Three pears", "<new ul> <new li> Three pears")
    ]


def test_two_quotations_made_one_are_shown() -> None:
    before = "<blockquote>One thing.</blockquote><blockquote>Another.</blockquote>"
    after = "<blockquote><p>One thing.<p>Another.</blockquote>"

    assert [change for change, _, _ in edits(before, after)] == ["changed"]


def test_characters_that_nobody_sees_are_written_out() -> None:
    (edit,) = differ("<p>a re\u200bport of it</p>", "<p>a report of it</p>").edits

    assert edit.before == "a re<U+200B>port of it"
    assert edit.after == "a report of it"


def test_an_unseen_difference_beside_a_seen_one_is_written_out() -> None:
    (edit,) = differ("<p>it is a big re\u00adport</p>", "<p>it is a small report</p>").edits

    assert "<U+00AD>" in (edit.before or "")


def test_unseen_characters_that_did_not_change_stay() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    (edit,) = differ(f"<p>{persian} one two</p>", f"<p>{persian} one three</p>").edits

    assert persian in (edit.before or "")


def test_typography_and_dynamic_blocks_stand_apart() -> None:
    latest = '<ul class="wp-block-latest-posts"><li>{}</li></ul>'
    difference = differ(
        "<p>It\u2019s done.</p>" + latest.format("One") + A,
        "<p>It's done.</p>" + latest.format("Two") + A.replace("cost", "will cost"),
    )

    assert len(difference.typography) == len(difference.edits) == 1
    assert {change.field for change in difference.dynamic} == {"content"}
    assert difference.markup_differs


def test_typography_inside_a_link_keeps_the_link() -> None:
    before, after = '<p><a href="/a">It\u2019s</a></p>', '<p><a href="/b">It\'s</a></p>'

    assert len(differ(before, after).edits) == 1
    assert not differ(before, after).typography


def test_an_own_excerpt_is_added() -> None:
    (edit,) = compare(snapshot(A), snapshot(A, excerpt="<p>In short.</p>")).edits

    assert (edit.change, edit.field, edit.after) == (Change.ADDED, "excerpt", "In short.")


def test_changes_come_in_reading_order() -> None:
    before = snapshot(A + B + C + "<p>Gone at the end.</p>", title="One")
    after = snapshot(A.replace("deal", "contract") + C + "<p>Quite new.</p>", title="Two")

    changes = [(edit.field, edit.change.value) for edit in compare(before, after).edits]

    assert changes == [
        ("title", "changed"),
        ("content", "changed"),
        ("content", "removed"),
        ("content", "removed"),
        ("content", "added"),
    ]
