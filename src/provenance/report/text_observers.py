"""Two observers side by side for people: where they saw the same, where not, and what one has."""

from collections import Counter

from provenance.assess.wording import say_count, say_duration
from provenance.model import Likeness, Observation, ObserversSeen, PostSeen, Sighting
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.phrases import moment
from provenance.report.text_difference import clipped, write_difference

_WORDS = {
    Likeness.SAME: "the same",
    Likeness.SAME_TEXT: "the same text, other tracked metadata",
    Likeness.SAME_WORDS: "the same words, other links, pictures or structure",
    Likeness.DIFFERENT: "different texts",
    Likeness.BOTH_REFUSED: "refused to both",
    Likeness.ONE_REFUSED: "refused to one of them",
}
_ALIKE = (Likeness.SAME, Likeness.BOTH_REFUSED)
_SHOWN = 3
_LISTED = 10


def write_observers(page: Page, seen: ObserversSeen, look: Look) -> None:
    """Write each post that both saw, what only one has, and what all of it is worth."""
    for post in seen.posts:
        _write_post(page, post, look)
        page.blank()
    for path, only in ((seen.first, seen.only_first), (seen.second, seen.only_second)):
        if only:
            shown = only if look.verbose else only[:_LISTED]
            names = ", ".join(str(record.key) for record in shown)
            more = f" and {len(only) - len(shown):,} more" if len(shown) < len(only) else ""
            page.line(f"Only in {path}: {names}{more}", hang=2)
    if seen.failures:
        names = ", ".join(failure.target for failure in seen.failures)
        page.line(Run("Could not be read: ", Style.ERROR), names, hang=2)
    page.blank()
    _write_totals(page, seen)


def _write_post(page: Page, post: PostSeen, look: Look) -> None:
    page.line(Run(clipped(post.title, whole=False) or "(no title)", Style.STRONG))
    page.line(str(post.key))
    counts = Counter(sighting.likeness for sighting in post.sightings)
    for likeness in Likeness:
        if counts[likeness]:
            page.line(f"{say_count(counts[likeness], 'pair')}: {_WORDS[likeness]}", indent=2)
    if any(post.alone):
        first, second = post.alone
        page.line(
            f"without a near one of the same kind: {first:,} of the first, {second:,} of the"
            " second",
            indent=2,
        )
    unlike = [sighting for sighting in post.sightings if sighting.likeness not in _ALIKE]
    shown = unlike if look.verbose else unlike[:_SHOWN]
    for sighting in shown:
        _write_sighting(page, sighting, look)
    if len(shown) < len(unlike):
        page.blank()
        page.line(f"and {len(unlike) - len(shown):,} more, which -v shows", indent=2)


def _write_sighting(page: Page, sighting: Sighting, look: Look) -> None:
    page.blank()
    page.line(
        Run(f"{_WORDS[sighting.likeness]}, {say_duration(sighting.apart)} apart", Style.STRONG),
        indent=2,
    )
    for sign, style, one in (
        ("- ", Style.REMOVED, sighting.first),
        ("+ ", Style.ADDED, sighting.second),
    ):
        page.line(Run(sign + _capture(one), style), indent=2, hang=4)
    if sighting.difference is not None:
        write_difference(page, sighting.difference, indent=2, whole=look.verbose)


def _capture(seen: Observation) -> str:
    refused = "" if seen.error is None else f", {seen.error.code}"
    who = seen.context.observer
    return f"capture {seen.capture_id} of {who}, {moment(seen.moment)}, {seen.origin}{refused}"


def _write_totals(page: Page, seen: ObserversSeen) -> None:
    pairs = sum(len(post.sightings) for post in seen.posts)
    same = sum(post.is_same for post in seen.posts if post.sightings)
    compared = sum(bool(post.sightings) for post in seen.posts)
    within = say_duration(seen.within)
    if not pairs:
        page.line(
            Run("Nothing was compared", Style.WARNING),
            f": no two captures of one post and one kind lie within {within} of each other.",
        )
        return
    page.line(
        f"{say_count(compared, 'post')} compared in {say_count(pairs, 'pair')} at most {within}"
        f" apart: {same:,} with one text in all of them."
    )
    if same < compared:
        page.line(
            "That two observers saw different texts shows no edit by itself: a cache, a variant or"
            " the time between may be all of it."
        )
