"""What people say of a finding, added to the archive."""

import difflib
from collections.abc import Sequence

from provenance.archive import Archive
from provenance.errors import UnknownFindingError
from provenance.model import Annotation, Finding, PostKey
from provenance.pipeline.judging import judged
from provenance.pipeline.settings import Settings

_SHORTEST = 6


def annotate(
    name: str, finding: str, annotation: Annotation, settings: Settings
) -> tuple[PostKey, Finding]:
    """Add an annotation, and return the post and the finding with all that was said of it.

    Args:
        name: The post, as `history` takes it.
        finding: The finding's rule, where the post has one of it; or the beginning of its id.
        annotation: What is said.
        settings: Which archive.

    Raises:
        ArchiveError: There is no archive, no such post, or no one finding of that name.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with Archive.open(settings.archive, create=False) as archive:
        key = archive.find_post(name)
        chosen = _choose(judged(archive, key, ()).findings, finding)
        archive.findings().annotate(key, bytes.fromhex(chosen.id), annotation)
        again = judged(archive, key, ()).findings
        return key, next(one for one in again if one.id == chosen.id)


def _choose(findings: Sequence[Finding], name: str) -> Finding:
    fitting = [
        one
        for one in findings
        if one.rule == name or (len(name) >= _SHORTEST and one.id.startswith(name.lower()))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(one.id[:8] for one in fitting)
        raise UnknownFindingError(
            f"{len(fitting)} findings of this post answer to {name!r}",
            remedy=f"name one by the beginning of its id: {ids}",
        )
    rules = dict.fromkeys(one.rule for one in findings)
    near = difflib.get_close_matches(name, rules)
    raise UnknownFindingError(
        f"no finding of this post answers to {name!r}",
        remedy=f"did you mean {near[0]!r}?"
        if near
        else f"its findings are {', '.join(rules)}"
        if rules
        else "it has none",
    )
