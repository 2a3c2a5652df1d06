"""What a page shows beside its text: blocks of the post's element, times, corrections."""

import json

import pytest

from provenance.canonical import read_block, read_shown_page
from provenance.errors import LimitError, NoArticleError
from provenance.model import ClockSource, PostKey, ShownPage, StatedCorrection

KEY = PostKey(site="example.org", post_id=7)


def read(body: str, head: str = "") -> ShownPage:
    return read_shown_page(f"<!DOCTYPE html><head>{head}</head><body>{body}".encode(), KEY)


def words(page: ShownPage) -> list[str]:
    return [read_block(block).text for block in page.blocks]


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("body", "element"),
    [
        (
            '<main><article id="post-7"><h1>A</h1><p>B</p><footer>C</footer></article></main>',
            "#post-7",
        ),
        ("<article><h1>A</h1><p>B</p><footer>C</footer></article>", "article"),
        ("<main><h1>A</h1><div class=entry-content>B</div><footer>C</footer></main>", "main"),
        ('<div role="main"><h1>A</h1><p>B</p><div>C</div></div><p>D</p>', '[role="main"]'),
    ],
)
def test_what_a_theme_puts_around_the_text_is_read(body: str, element: str) -> None:
    page = read(body)

    assert (page.element, words(page)) == (element, ["A", "B", "C"])


def test_other_peoples_words_and_other_articles_titles_are_not_read() -> None:
    others = (
        "<nav>N</nav><form>F</form><div id=comments>C</div><div class=comments-area>A</div>"
        "<div class=comment-respond>R</div><div class=wp-block-comments>B</div>"
    )

    assert words(read(f"<article><p>Text</p>{others}</article>")) == ["Text"]


@pytest.mark.parametrize("body", ["<p>B</p>", "<article>A</article><article>B</article>"])
def test_a_page_without_one_post_is_refused(body: str) -> None:
    with pytest.raises(NoArticleError):
        read(body)


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(LimitError, match="16 MiB"):
        read_shown_page(b" " * (16 * 1024 * 1024 + 1), KEY)


@pytest.mark.parametrize(
    ("value", "corrections"),
    [
        ({"@type": "Article", "correction": "It is so."}, [("It is so.", None)]),
        (
            {"@type": "NewsArticle", "correction": [{"text": "A", "datePublished": "2026"}, "B"]},
            [("A", "2026"), ("B", None)],
        ),
        ({"@type": ["BlogPosting"], "correction": {"url": "https://a/c"}}, [("https://a/c", None)]),
        ({"@graph": [{"@type": "CorrectionComment", "text": "A"}]}, [("A", None)]),
        ({"@type": "CorrectionComment", "description": "D", "name": "N"}, [("D", None)]),
        ({"@type": "CorrectionComment", "text": 7}, []),
        ({"@type": "Article", "correction": ""}, []),
        ({"@type": "Person", "correction": "It is so."}, []),
        ("CorrectionComment", []),
    ],
)
def test_corrections_in_schema_org_data_are_read(
    value: object, corrections: list[tuple[str, str | None]]
) -> None:
    page = read("<article>B</article>", script(value))

    assert page.corrections == tuple(StatedCorrection(text=t, dated=d) for t, d in corrections)


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '"' + "x" * 600_000 + '"'])
def test_a_script_that_cannot_be_read_says_nothing(text: str) -> None:
    page = read("<article>B</article>", f'<script type="application/ld+json">{text}</script>')

    assert page.corrections == ()
    assert page.stated == ()


def test_a_correction_in_the_markup_is_read() -> None:
    page = read('<article>B<p itemprop="correction">It is <b>so</b>.</p></article>')

    assert [one.text for one in page.corrections] == ["It is so."]


def test_times_have_their_source_and_each_stands_once() -> None:
    head = (
        '<meta property="article:published_time" content="1"><meta property="og:title" content="A">'
        '<meta property="article:published_time" content="1">'
        + script({"@type": "Article", "dateModified": "2", "headline": "A"})
    )
    page = read('<article><time class="entry-date" datetime="3"></time>B</article>', head)

    assert [(one.source, one.name, one.value) for one in page.stated] == [
        (ClockSource.OPEN_GRAPH, "published", "1"),
        (ClockSource.JSON_LD, "modified", "2"),
        (ClockSource.TIME, "published", "3"),
    ]
