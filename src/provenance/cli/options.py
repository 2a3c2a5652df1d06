"""Options that commands share, and how examples stand in their help."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from provenance.cli.asking import (
    checked_contact,
    checked_node,
    checked_pause,
    checked_proxy,
    checked_timeout,
)
from provenance.cli.credentials import checked_user
from provenance.cli.exit_codes import FAIL_ON
from provenance.cli.times import past_time
from provenance.report import FORMATS

DEFAULT_ARCHIVE = Path("provenance.db")

_Command = TypeVar("_Command", bound=Callable[..., object])


def output_options(command: _Command) -> _Command:
    """Add what every command has: the archive, and how to report."""
    return output_options_with(tuple(FORMATS))(command)


def output_options_with(formats: Sequence[str]) -> Callable[[_Command], _Command]:
    """Return what adds these options with formats of a command's own."""

    def add(command: _Command) -> _Command:
        for option in reversed((archive_option, _format_option(formats), *_OUTPUT)):
            command = option(command)
        return command

    return add


def capture_options(command: _Command) -> _Command:
    """Add what commands that capture have: whose word, and how to reach a site."""
    for option in reversed(_CAPTURE):
        command = option(command)
    return command


def examples(*lines: str) -> str:
    """Return an epilog that click leaves as it is."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    envvar="PROVENANCE_FAIL_ON",
    default="warning",
    show_default=True,
    show_envvar=True,
    help="Exit 4 where a new finding is of this level or a graver one.",
)
archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    envvar="PROVENANCE_ARCHIVE",
    default=DEFAULT_ARCHIVE,
    show_default=True,
    show_envvar=True,
    metavar="PATH",
    help="The archive to use.",
)


def _format_option(formats: Sequence[str]) -> Callable[[_Command], _Command]:
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(tuple(formats)),
        default="text",
        show_default=True,
        help="How to report; json holds to a schema in schemas/.",
    )


_OUTPUT = (
    click.option("-v", "--verbose", is_flag=True, help="Add digests, evidence and whole passages."),
    click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors."),
)
user_option = click.option(
    "--user",
    callback=checked_user,
    metavar="NAME",
    help="Also sign in, for the stored revisions; the application password comes from"
    " PROVENANCE_APP_PASSWORD or the keyring.",
)
# By which way whoever is asked is reached.
reach_options = (
    click.option(
        "--proxy",
        callback=checked_proxy,
        metavar="URL",
        help="Go through this proxy; none is used unasked.",
    ),
    click.option(
        "--allow-private",
        is_flag=True,
        help="Ask private, loopback and link-local addresses too.",
    ),
)
_CAPTURE = (
    click.option(
        "--observed-at",
        type=past_time,
        metavar="TIME",
        help="When the files were served, as you assert it: 2026-05-29T03:22:06Z.",
    ),
    click.option(
        "--observer",
        default="local",
        show_default=True,
        metavar="NAME",
        help="Who looks; captures of different observers are never successive.",
    ),
    click.option(
        "--contact",
        callback=checked_contact,
        metavar="TEXT",
        help="An address for the site's owner to write to, sent with every request.",
    ),
    click.option(
        "--timeout",
        "timeout_s",
        type=float,
        callback=checked_timeout,
        metavar="SECONDS",
        help="How long to wait to connect (else 10), and for each part of an answer (else 30);"
        " a whole answer may take four times as long.",
    ),
    *reach_options,
    click.option(
        "--ignore-robots",
        is_flag=True,
        help="Ask also for what the robots.txt of a site asks programs to leave alone: for a site"
        " of your own; the archive records it.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1, max=64),
        default=8,
        show_default=True,
        metavar="N",
        help="How many hosts to ask at once; each of them is asked one thing at a time.",
    ),
    click.option(
        "--again-after",
        "again_after_s",
        type=float,
        default=3.0,
        show_default=True,
        callback=checked_pause,
        metavar="SECONDS",
        help="How long to wait before a text that differs is asked for again, past caches.",
    ),
    click.option(
        "--node",
        callback=checked_node,
        metavar="ADDRESS",
        help="Ask for each post at this node of the site too: an IP address.",
    ),
    user_option,
    click.option(
        "--neighbours",
        type=click.IntRange(min=0, max=100),
        default=0,
        show_default=True,
        metavar="N",
        help="Also ask for N media, posts and pages made after a post's last save: their numbers"
        " tell when its newest revision was stored.",
    ),
)
