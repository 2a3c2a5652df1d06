"""An archive in numbers: its posts by site, category and month, and never by author."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from provenance.model.audit import ArchiveState
from provenance.model.capture import Failure


class GroupBy(StrEnum):
    """What posts are counted by.

    SITE is the whole site; CATEGORY WordPress's number of each category that the site names; MONTH
    that of publication, in UTC.
    """

    SITE = "site"
    CATEGORY = "category"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """What an archive shows of some posts of one site.

    A post in several categories counts in each. Medians are over the posts, or edits, of which
    the value is known, and None where that is none.

    Attributes:
        by: What the posts were put together by.
        site: Their site.
        name: Number of the category, or month as `2026-05`; None for a whole site, and for posts
            of which the site says neither.
        posts: How many posts.
        captures: How many captures, refusals among them.
        compared: How many posts have two captures of one context, at least.
        one_text: How many of those show one text in all captures of each context.
        edited: How many posts have an edit.
        edits: How many edits, by rule.
        material: How many of those may change what the text says.
        looked_for: Of how many edits a note was looked for: of the others that none is known says
            nothing.
        with_note: Of how many of those a note explains the change.
        findings: How many findings, by rule; edits among them.
        span: Median over posts compared: from first to last capture.
        longest_gap: Median over posts compared: the longest time without a capture.
        timed: Of how many edits both times of serving are known, counted from publication.
        unchanged: Median over those: how long after publication the earlier text was last served.
        changed: Median over those: how long after publication the later text was first served.
        stated: Of how many edits the site states the time.
        saved: Median over those: how long after publication that is.
    """

    by: GroupBy
    site: str
    name: str | None
    posts: int
    captures: int
    compared: int
    one_text: int
    edited: int
    edits: tuple[tuple[str, int], ...]
    material: int
    looked_for: int
    with_note: int
    findings: tuple[tuple[str, int], ...]
    span: timedelta | None
    longest_gap: timedelta | None
    timed: int
    unchanged: timedelta | None
    changed: timedelta | None
    stated: int
    saved: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An archive's posts, counted.

    Attributes:
        archive: Which archive.
        posts: How many posts it holds, those of `failures` among them.
        edit_rules: Slugs of the rules of an edit, in the order of `docs/rules.md`.
        groups: By site, by category, by month, as far as they were asked for; in each by site and
            then by name, with posts last of which the site does not say.
        failures: Posts that a fault kept from being judged, which are in no group.
    """

    archive: ArchiveState
    posts: int
    edit_rules: tuple[str, ...]
    groups: tuple[GroupSummary, ...]
    failures: tuple[Failure, ...] = ()
