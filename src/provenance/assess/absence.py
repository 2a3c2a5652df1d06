"""The rules on refusals: present then, absent now; never a time between."""

from dataclasses import replace

from provenance.assess.findings import finding_on_two
from provenance.assess.wording import say_capture
from provenance.model import Context, Finding, Observation, RestError, Route, Source

# None: a saved answer whose status was not kept; then the code alone speaks.
_REFUSED = frozenset({401, 403, None})
_NOT_FOUND = frozenset({404, None})


# Where the interface serves a post's text: whether it does is the same question on each.
_OF_TEXTS = frozenset({Route.SINGLE, Route.LIST})


def asker_of(context: Context) -> Context:
    """Return the context in which a post is served or refused: its texts' routes are one there."""
    return replace(context, route=Route.SINGLE) if context.route in _OF_TEXTS else context


class Presence:
    """Whether a post is served to one asker, over all routes of its text (docs/adr/0117).

    Attributes:
        latest: The last capture that shows the post; None before there is one.
    """

    def __init__(self) -> None:
        self.latest: Observation | None = None
        self._absent: set[str] = set()

    def serve(self, observation: Observation) -> None:
        """Take a capture that shows the post."""
        self.latest = observation
        self._absent.clear()

    def refuse(self, slug: str, before: Observation, observation: Observation) -> list[Finding]:
        """Take a refusal that speaks; return what it finds: nothing new where it lasts."""
        if slug in self._absent:
            return []
        self._absent.add(slug)
        return [assess_absence(slug, before, observation)]


def rule_of_refusal(error: RestError) -> str:
    """Return the slug of the rule that a refusal falls under.

    Only WordPress's own two answers speak of the post. Any other, a plugin's among them, speaks
    of the interface (assessment.md, "What WordPress's own words mean").
    """
    if error.code == "rest_forbidden" and error.status in _REFUSED:
        return "not-public-now"
    if error.code == "rest_post_invalid_id" and error.status in _NOT_FOUND:
        return "not-found-now"
    return "interface-unavailable"


def is_without_control(observation: Observation) -> bool:
    """Return whether a refusal over the network lacks the control that would let it speak."""
    return observation.source is Source.HTTP and observation.control is not True


def say_without_control(observation: Observation) -> str:
    """Return why a refusal is set aside."""
    asked = (
        "another post on the same route was not served either"
        if observation.control is False
        else "no other post on the same route could be asked within a minute"
    )
    code = observation.error.code if observation.error else ""
    return (
        f"The refusal in {say_capture(observation)} ({code}) says nothing of the post alone:"
        f" {asked}."
    )


def assess_absence(slug: str, before: Observation, after: Observation) -> Finding:
    """Return the finding of a post that was served before and is refused now."""
    error = after.error
    status = f"{error.status} " if error and error.status else ""
    answer = f"{status}{error.code}" if error else ""
    verdict = {
        "not-public-now": "by then the post was not public, and which of draft, private, pending,"
        " scheduled, in the trash or for members it was, the answer does not say",
        "not-found-now": "by then no post was found under this number and type",
        "interface-unavailable": "by then the interface did not answer for it, which says nothing"
        " of the post",
    }[slug]
    return finding_on_two(
        slug,
        before,
        after,
        f"The post was served in {say_capture(before)}, and the answer in {say_capture(after)} is"
        f" {answer}: {verdict}.",
        fields=("status",),
    )
