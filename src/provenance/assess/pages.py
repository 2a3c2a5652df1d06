"""Captures of pages and of exports: what they do not cover, and two pages held against each other.

A page is weaker than a REST answer: a theme, widgets and advertisements may stand in its text.
Never compares one with an answer of the interface.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.assess.findings import finding_on_one, finding_on_two
from provenance.assess.pair import Pair, pair_up
from provenance.assess.served import snapshot_of
from provenance.assess.unedited import assess_unedited
from provenance.assess.wording import (
    begin_sentence,
    say_between,
    say_capture,
    say_captures,
    say_edits,
)
from provenance.model import Basis, Finding, Observation, Route

_NOT_COVERED = {
    Route.PAGE: (
        "of the page, not of the REST interface: own excerpt, tags, categories, the modified time"
        " and the revisions are not covered, and a theme, widgets or advertisements may stand in"
        " the text"
    ),
    Route.EXPORT: (
        "of the site's export, which holds what is stored and not what was served: shortcodes and"
        " dynamic blocks are not expanded, and the revisions are not covered"
    ),
}


class PageHistory:
    """The captures of a post's page in one context so far.

    Attributes:
        findings: What the rules found, in order.
        set_aside: What was set aside, and what else to know.
        latest: The last capture that shows the page; None before there is one.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.set_aside: list[str] = []
        self.latest: Observation | None = None

    def read(self, observation: Observation) -> None:
        """Take the next capture in reading order."""
        if observation.snapshot is None:
            why = observation.problem or "it shows no article"
            said = f"{say_capture(observation)} was not assessed: {why}"
            self.set_aside.append(begin_sentence(said))
            return
        if self.latest is not None:
            self._compare(self.latest, observation)
        self.latest = observation

    def _compare(self, before: Observation, after: Observation) -> None:
        left, right = (_found_as(observation) for observation in (before, after))
        if left != right:
            self.set_aside.append(
                f"The pages in {say_capture(before)} and {say_capture(after)} were not compared:"
                f" the article was found as {left} in the one and as {right} in the other, so that"
                " another template alone would differ."
            )
            return
        self.findings += _assess(pair_up(before, after))


def _found_as(observation: Observation) -> str:
    page = snapshot_of(observation).page
    return "" if page is None else page.element


def _assess(pair: Pair) -> Iterator[Finding]:
    if not pair.edits:
        # A page's markup moves with every visit: it says nothing of the article.
        difference = replace(pair.difference, markup_differs=False)
        yield from assess_unedited(pair._replace(difference=difference))
        return
    yield finding_on_two(
        "page-text-changed",
        pair.before,
        pair.after,
        "The article as its page showed it differs"
        f" {say_between(pair.before, pair.after)}: {say_edits(pair.edits)}.",
        fields=tuple(dict.fromkeys(edit.field for edit in pair.edits)),
        rungs=("content", "words"),
        difference=replace(pair.difference, edits=pair.edits, metadata=()),
    )


def assess_instead(observations: Sequence[Observation]) -> Iterator[Finding]:
    """Yield the finding that a page was captured since the interface did not give the text.

    Of the newest such page: that the same was so before is no news.
    """
    for observation in reversed(observations):
        is_live = observation.moment.basis is Basis.OBSERVED and observation.snapshot is not None
        if is_live and observation.context.route is Route.PAGE:
            yield finding_on_one(
                "interface-unavailable",
                observation,
                "The site's REST interface did not give the text of the post, or not all of it, and"
                f" what its page showed was captured in {say_capture(observation)}; it is weaker: a"
                " theme, widgets or advertisements may stand in the text.",
                fields=("content",),
            )
            return


def say_not_covered(observations: Sequence[Observation]) -> Iterator[str]:
    """Yield what captures of pages and exports do not cover, a sentence for each kind."""
    for route, what in _NOT_COVERED.items():
        numbers = [
            observation.capture_id
            for observation in observations
            if observation.context.route is route and observation.snapshot is not None
        ]
        if numbers:
            are = "is" if len(numbers) == 1 else "are"
            yield f"{begin_sentence(say_captures(numbers))} {are} {what}."
