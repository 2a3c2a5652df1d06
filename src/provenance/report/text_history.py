"""Tables for people: the posts of an archive, a post's captures and versions."""

from collections.abc import Sequence

from provenance.digest import format_digest
from provenance.model import History, Observation, PostRecord
from provenance.report.layout import Page, Run, Style, cells, clip
from provenance.report.phrases import count, moment, short_digest
from provenance.report.text_capture import change, source_name
from provenance.report.text_post import write_headline

_GAP = "  "
_MIN_FLEXIBLE = 12
_TITLE = 2


def write_table(
    page: Page,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    flexible: Sequence[int] = (),
    under: Sequence[str] = (),
) -> None:
    """Write columns under heads, and a line `under` each row where there are such.

    Columns of digits stand to the right; `flexible` ones are cut where the page is too narrow.
    """
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(cells(clip(text, 10_000)) for text in column) for column in columns]
    for column in flexible:
        over = max(0, sum(widths) + len(_GAP) * (len(widths) - 1) - page.width)
        widths[column] = max(min(_MIN_FLEXIBLE, widths[column]), widths[column] - over)
    right = [all(text.replace(",", "").isdigit() for text in column[1:]) for column in columns]
    for number, row in enumerate([heads, *rows]):
        fitted = [_fit(*each) for each in zip(row, widths, right, strict=True)]
        page.line(Run(_GAP.join(fitted).rstrip(), Style.PLAIN if number else Style.FAINT))
        if under and number:
            page.line(under[number - 1], indent=_TITLE)


def _fit(text: str, width: int, right: bool) -> str:  # noqa: FBT001 - zipped, never called by hand
    text = clip(text, width)
    padding = " " * (width - cells(text))
    return padding + text if right else text + padding


def write_posts(page: Page, posts: Sequence[PostRecord]) -> None:
    """Write the posts of an archive, each with its title under the name that commands take."""
    heads = ("POST", "CAPTURES", "VERSIONS", "LAST SEEN")
    rows = [
        (str(post.key), f"{post.captures:,}", f"{post.versions:,}", moment(post.last))
        for post in posts
    ]
    titles = [clip(post.title or "(no title)", page.width - _TITLE) for post in posts]
    write_table(page, heads, rows, under=titles)


def write_history(page: Page, history: History, *, verbose: bool) -> None:
    """Write one post's captures, each against the one before, and its versions."""
    write_headline(page, history.post)
    page.blank()
    heads = ("CAPTURE", "SERVED (UTC)", "VERSION", "CHANGED", "FROM")
    write_table(page, heads, _captures(history), flexible=(4, 3))
    page.blank()
    for version in history.versions:
        page.line(
            Run(f"Version {version.number}", Style.STRONG),
            f"  {_shown_in(version.first_capture, version.last_capture, version.captures)}",
            "" if verbose else f"  {short_digest(version.content)}",
        )
        if verbose:
            for name in ("content", "words", "metadata"):
                digest = format_digest(getattr(version, name))
                page.line(Run(f"{name:<9}", Style.FAINT), digest)


def _captures(history: History) -> list[tuple[str, ...]]:
    before: Observation | None = None
    rows: list[tuple[str, ...]] = []
    for seen in history.observations:
        rows.append(
            (
                str(seen.capture_id),
                moment(seen.moment).replace(" UTC", ""),
                str(seen.version or "-"),
                change(seen, before),
                source_name(seen),
            )
        )
        before = seen if seen.snapshot is not None else before
    return rows


def _shown_in(first: int, last: int, captures: int) -> str:
    if captures == 1:
        return f"in capture {first}"
    return f"in {count(captures, 'capture')}, {first} to {last}"
