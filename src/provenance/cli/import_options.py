"""Options of the commands that import, checked as far as their spelling goes."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from provenance.cli.asking import checked_contact, checked_timeout
from provenance.cli.exit_codes import FAIL_ON
from provenance.cli.languages import language_option
from provenance.cli.options import reach_options
from provenance.cli.run import OutputOptions, configured_signer
from provenance.cli.times import past_time

if TYPE_CHECKING:
    from provenance.pipeline import Settings

_Command = TypeVar("_Command", bound=Callable[..., object])


class AskingOptions(OutputOptions):
    """What `asking_options` adds."""

    contact: str | None
    timeout_s: float | None
    proxy: str | None
    allow_private: bool
    language: str | None


class FileOptions(OutputOptions):
    """What `file_options` adds."""

    observed_at: datetime | None
    observer: str
    language: str | None


def file_options(command: _Command) -> _Command:
    """Add on whose word files were served, and when, and what their words are read in."""
    for option in reversed(_FILES):
        command = option(command)
    return command


def asking_options(command: _Command) -> _Command:
    """Add how to reach a service that is no site under audit, and what words are read in."""
    for option in reversed(_ASKING):
        command = option(command)
    return command


def asking_settings(options: AskingOptions) -> "Settings":
    """Return the pipeline's settings for a command with `asking_options`."""
    from provenance.pipeline import Settings

    return Settings(
        archive=options["archive"],
        contact=options["contact"],
        timeout_s=options["timeout_s"],
        proxy=options["proxy"],
        allow_private=options["allow_private"],
        signer=configured_signer(),
        language=options["language"],
    )


def checked_address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the address of a service.

    Raises:
        click.BadParameter: It is no HTTP address, or has a name or password in it.
    """
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, is_address = urlsplit(""), False
    if not is_address:
        raise click.BadParameter(f"{value!a} is no address; it begins with https://")
    if parts.username is not None or parts.password is not None:
        raise click.BadParameter("it has a name or password in it, which would be recorded")
    return value


fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="warning",
    show_default=True,
    help="Exit 4 where a new finding is of this level or a graver one.",
)
_FILES = (
    click.option(
        "--observed-at",
        type=past_time,
        metavar="TIME",
        help="When all of it was served or made, as you assert it: 2026-05-29T03:22:06Z.",
    ),
    click.option(
        "--observer",
        default="local",
        show_default=True,
        metavar="NAME",
        help="Who saved it; captures of different observers are never successive.",
    ),
    language_option,
)
_ASKING = (
    click.option(
        "--contact",
        callback=checked_contact,
        metavar="TEXT",
        help="An address for the service's owner to write to, sent with every request.",
    ),
    click.option(
        "--timeout",
        "timeout_s",
        type=float,
        callback=checked_timeout,
        metavar="SECONDS",
        help="How long to wait to connect (else 10), and for each part of an answer (else 30).",
    ),
    *reach_options,
    language_option,
)
