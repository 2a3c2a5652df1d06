"""`provenance watch`: what is due is asked, and news are reported as they come."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Unpack

import click

from provenance.cli.exit_codes import INTERRUPTED, ExitCode, code_of_audit, gravest
from provenance.cli.languages import language_option
from provenance.cli.options import capture_options, examples, fail_on_option, output_options
from provenance.cli.run import (
    CommonOptions,
    progress,
    reporter,
    settings,
    write_failures,
)
from provenance.cli.streams import write_remark, write_result
from provenance.model import Audit, Failure, Finding, Level, PostAudit

if TYPE_CHECKING:
    from provenance.pipeline import Next


@click.command(
    name="watch",
    short_help="Capture articles again and again, and report what changes.",
    epilog=examples(
        "provenance watch https://example.org/ https://example.net/2026/05/an-article/",
        "provenance watch",
        "provenance watch --once --quiet https://example.org/",
        "provenance watch https://example.org/ --format json >> changes.jsonl",
    ),
)
@click.argument("targets", metavar="[TARGET]...", nargs=-1)
@click.option("--once", is_flag=True, help="Ask what is due now, say what is next, and end.")
@fail_on_option
@language_option
@capture_options
@output_options
def command(
    targets: tuple[str, ...],
    once: bool,
    fail_on: str,
    language: str | None,
    **options: Unpack[CommonOptions],
) -> int:
    """Capture articles again and again, and report what changes as it is seen.

    A TARGET is an article's address or a site's; without one, those of the last time are watched.
    A text is asked for each time it is a quarter older than it was: after 15 minutes at the
    soonest, after 14 days at the latest. Every 30 minutes each site is asked what was saved.

    What was asked and when is in the archive, so that watching goes on where it was stopped.
    With --format json, each turn is one line.
    """
    from provenance import pipeline

    listener = _Listener(options, fail_on)
    with progress(options) as shown:
        told = replace(settings(targets, options), language=language)
        means = pipeline.WatchMeans(settings=told, listener=listener, progress=shown)
        try:
            pipeline.watch(targets, means, once=once)
        except KeyboardInterrupt:
            listener.interrupted()
            return INTERRUPTED
    return listener.code


class _Listener:
    """Prints what watching brings; a `pipeline.Listener`."""

    def __init__(self, options: CommonOptions, fail_on: str) -> None:
        self.code = ExitCode.OK
        self._options = options
        self._fail_on = fail_on
        self._is_news = _is_new if options["verbose"] else _is_change
        self._following: Next | None = None

    def found(self, audit: Audit) -> None:
        """Report what is new of a turn, and what could not be had."""
        # A walk through a list in which nothing had moved looks at no text, and need not.
        if audit.posts or audit.failures:
            self.code = gravest([self.code, code_of_audit(audit, self._fail_on)])
        news = replace(audit, posts=tuple(filter(self._has_news, audit.posts)))
        if self._options["format_name"] == "json":
            document = json.loads(reporter(self._options).audit(news))
            write_result(json.dumps(document, separators=(",", ":")) + "\n")
        elif news.posts:
            trimmed = replace(news, posts=tuple(map(self._only_news, news.posts)))
            report = reporter(self._options).audit(trimmed)
            write_result(f"{_say(datetime.now(UTC))}\n\n{report}\n")
        self._remark(f"{_posts(len(audit.posts))} captured, {len(news.posts)} with news")
        write_failures(audit.failures)

    def failed(self, failure: Failure) -> None:
        """Say that a site could not be asked what was saved."""
        self.code = gravest([self.code, ExitCode.ERROR])
        write_failures([failure])

    def waiting(self, following: "Next") -> None:
        """Say what is due next."""
        self._following = following
        self._remark(_say_next(following))

    def interrupted(self) -> None:
        """Say what would have been next."""
        following = "" if self._following is None else f"; {_say_next(self._following)}"
        write_remark(
            f"stopped; the archive is whole, and holds what was captured so far{following}"
        )

    def _has_news(self, post: PostAudit) -> bool:
        return not post.is_checked or any(map(self._is_news, post.findings))

    def _only_news(self, post: PostAudit) -> PostAudit:
        return replace(post, findings=tuple(filter(self._is_news, post.findings)))

    def _remark(self, text: str) -> None:
        if not self._options["quiet"]:
            write_remark(f"{_say(datetime.now(UTC))}: {text}")


def _say_next(following: "Next") -> str:
    watched = _posts(following.watched)
    return f"next at {_say(following.at)}: {following.what} ({watched} watched)"


def _posts(amount: int) -> str:
    from provenance.assess.wording import say_count

    return say_count(amount, "post")


def _say(at: datetime) -> str:
    from provenance.assess.wording import say_time

    return say_time(at)


def _is_new(finding: Finding) -> bool:
    return finding.new


def _is_change(finding: Finding) -> bool:
    """Tell whether a finding is news to who watches: no note on what a site says of a post."""
    return finding.new and (finding.level is not Level.NOTE or finding.interval.after is not None)
