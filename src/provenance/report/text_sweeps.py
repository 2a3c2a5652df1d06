"""What asking sites, feeds and sitemaps came to, for people: how many of how many."""

from collections.abc import Sequence

from provenance.assess.wording import begin_sentence, say_count
from provenance.model import Followed, Sweep, SweepKind
from provenance.report.layout import Page, Run, Style

_INDENT = 2


def write_sweeps(page: Page, sweeps: Sequence[Sweep]) -> None:
    """Write one line for each list of a site, and what was odd about it."""
    for sweep in sweeps:
        style = Style.PLAIN if sweep.complete else Style.WARNING
        page.line(Run(f"{_name(sweep)}: "), Run(_count(sweep), style), hang=_INDENT)
        if sweep.kind is SweepKind.CLAIMS and sweep.listed:
            page.line(_asked(sweep), indent=_INDENT)
        page.bullets((f"{begin_sentence(note)}." for note in sweep.notes), indent=_INDENT)
    if sweeps:
        page.blank()


def write_followed(page: Page, followed: Sequence[Followed]) -> None:
    """Write one line for each feed and sitemap, and why it is less than it names."""
    for one in followed:
        style = Style.PLAIN if one.complete else Style.WARNING
        page.line(Run(f"{one.target}: "), Run(_asked_of(one), style), hang=_INDENT)
        if one.unread and one.named:
            sitemaps = say_count(one.unread, "sitemap")
            what = f"{sitemaps} {'was' if one.unread == 1 else 'were'} not read"
            page.bullets((f"{begin_sentence(what)}.",), indent=_INDENT)
        if one.is_cut:
            page.bullets((f"No more than {one.asked:,} were asked for.",), indent=_INDENT)
    if followed:
        page.blank()


def _asked_of(one: Followed) -> str:
    if one.unread and not one.named:
        return "names no article that could be read"
    at_least = "at least " if one.unread else ""
    count = f"{one.asked:,} of {at_least}{say_count(one.named, 'article')} asked for"
    return count if one.complete else f"{count}; not complete"


def say_unmoved(sweeps: Sequence[Sweep]) -> str:
    """Return that claims alone were looked at, and none had moved; empty where it was otherwise."""
    listed = sum(sweep.listed for sweep in sweeps)
    is_unmoved = all(sweep.kind is SweepKind.CLAIMS and not sweep.asked for sweep in sweeps)
    if not listed or not is_unmoved:
        return ""
    have = "has" if listed == 1 else "have"
    return f"the claims of {say_count(listed, 'post')} {have} not moved; no text was looked at"


def _name(sweep: Sweep) -> str:
    name = sweep.collection.rpartition("/")[2]
    only = ", ".join(f"{parameter} {value}" for parameter, value in sweep.filters)
    return f"{sweep.site}, {name}" + (f" ({only})" if only else "")


def _count(sweep: Sweep) -> str:
    if sweep.claimed is None:
        return f"{sweep.listed:,} listed; the site does not say how many it has"
    count = f"{sweep.listed:,} of {sweep.claimed:,}"
    missing = sweep.asked - sweep.had
    if missing:
        count += f", {missing:,} of which could not be had"
    return count if sweep.complete or missing else f"{count}; not complete"


def _asked(sweep: Sweep) -> str:
    rest = sweep.listed - sweep.asked
    asked = (
        f"{sweep.asked:,} of {sweep.listed:,} asked in full, since what the site says of their"
        " history moved, or was not known"
    )
    if not rest:
        return f"{asked}."
    others = f"the texts of the other {rest:,}"
    if not sweep.asked:
        asked = "what the site says of their history has not moved, and none was asked in full"
        asked, others = begin_sentence(asked), "their texts"
    return (
        f"{asked}; {others} were not looked at, and may have changed without it (--full asks for"
        " every text)."
    )
