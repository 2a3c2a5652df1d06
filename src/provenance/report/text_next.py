"""What a reader of an audit can do next, for people: commands to copy."""

import re
import shlex
from pathlib import Path

from provenance.model import Audit, Finding, PostRecord
from provenance.report.layout import Page, Run

_USUAL = Path("provenance.db")
# What no shell reads as anything else; "#" begins a comment only where a word begins.
_PLAIN = re.compile(r"[A-Za-z0-9./][A-Za-z0-9./_:#-]*")


def write_next(page: Page, audit: Audit) -> None:
    """Write what the reader can do next, as commands to copy."""
    shown = [sum(seen.snapshot is not None for seen in post.observations) for post in audit.posts]
    compared = [post.post for post in audit.posts if any(map(_compares, post.findings))]
    if 1 in shown:
        page.blank()
        page.line(
            "One capture cannot show an edit; two can. Audit the article again later, or audit an"
            " answer that somebody saved earlier (older files go first).",
        )
        alone = next(
            post.post for post, count in zip(audit.posts, shown, strict=True) if count == 1
        )
        _write_elsewhere(page, alone, audit.archive.path)
    if compared:
        page.blank()
        first = compared[0]
        key, where = _quoted(str(first.key)), _option(audit.archive.path)
        _write_command(page, "Every capture:    ", f"provenance history {key}{where}")
        if first.versions > 1:
            _write_command(page, "Any two compared: ", f"provenance diff {key} 1 2{where}")


def _compares(finding: Finding) -> bool:
    return finding.interval.after is not None


def _write_command(page: Page, label: str, command: str) -> None:
    page.line(label, Run(command, whole=True), hang=2)


def _write_elsewhere(page: Page, post: PostRecord, archive: Path) -> None:
    """Write where an earlier text may still be had, and how a later one is not missed."""
    if not page.is_terminal or post.link is None:
        return
    link, where = _quoted(post.link), _option(archive)
    _write_command(page, "Copies in web archives: ", f"provenance import wayback {link}{where}")
    _write_command(page, "Copies you have saved:  ", f"provenance import dir FOLDER{where}")
    _write_command(page, "This one from now on:   ", f"provenance watch {link}{where}")
    if (feed := _feed(post)) is not None:
        _write_command(page, "All in the site's feed: ", f"provenance watch {_quoted(feed)}{where}")
    page.line(
        "Feed readers and sites that syndicate the article may show an earlier text; it is theirs,"
        " and held against the article by eye."
    )


def _feed(post: PostRecord) -> str | None:
    """Return where WordPress has the feed of a post's site; None where nothing says its site."""
    if post.key.is_address or post.link is None:
        return None
    return f"{post.link.partition('://')[0]}://{post.key.site}/feed/"


def _option(path: Path) -> str:
    """Return what a command needs to find the archive again; nothing for the usual one."""
    return "" if path == _USUAL else f" --archive {_quoted(str(path))}"


def _quoted(word: str) -> str:
    """Return a word as a shell takes it back: sites are named by answers, and may be hostile."""
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)
