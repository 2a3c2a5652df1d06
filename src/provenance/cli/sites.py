"""Options that say which posts of a whole site are asked for, and how often every text is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from provenance.cli.run import CommonOptions, settings
from provenance.cli.times import day_or_time

if TYPE_CHECKING:
    from provenance.pipeline import Settings

_Command = TypeVar("_Command", bound=Callable[..., object])


class SiteOptions(CommonOptions):
    """What `site_options` adds."""

    targets_from: Path | None
    types: tuple[str, ...]
    since: datetime | None
    author: str | None
    category: str | None
    limit: int | None
    full: bool
    full_every: int


def site_options(command: _Command) -> _Command:
    """Add what commands have that take whole sites, feeds and lists of targets."""
    for option in reversed(_SITE):
        command = option(command)
    return command


def site_settings(targets: Sequence[str], options: SiteOptions) -> "Settings":
    """Return the pipeline's settings for a command that captures sites too.

    Raises:
        click.UsageError: As `settings`.
    """
    from provenance.capture import Wanted

    wanted = Wanted(
        types=options["types"],
        since=options["since"],
        author=options["author"],
        category=options["category"],
        limit=options["limit"],
    )
    return replace(
        settings(targets, options),
        wanted=wanted,
        targets_from=options["targets_from"],
        is_full=options["full"],
        full_every=options["full_every"],
    )


_SITE = (
    click.option(
        "--targets-from",
        type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
        metavar="FILE",
        help="Read more TARGETs from a file, or from - for standard input, one a line;"
        " a line that begins with # is a comment.",
    ),
    click.option(
        "--type",
        "types",
        multiple=True,
        metavar="NAME",
        help="Of a site, ask for posts of this type, such as page or event; may be repeated;"
        " all for every type (else posts and pages).",
    ),
    click.option(
        "--since",
        type=day_or_time,
        metavar="TIME",
        help="Of a site, ask for what was published since then alone: 2026-05-29, or with a time"
        " and zone, 2026-05-29T03:22:06Z.",
    ),
    click.option(
        "--author",
        metavar="NAME",
        help="Of a site, ask for posts of this author alone: a number, or the name in the"
        " author's address.",
    ),
    click.option(
        "--category",
        metavar="NAME",
        help="Of a site, ask for posts in this category alone, likewise.",
    ),
    click.option(
        "--limit",
        type=click.IntRange(min=1),
        metavar="N",
        help="Of each site, feed or sitemap, ask for no more than N posts.",
    ),
    click.option(
        "--full",
        is_flag=True,
        help="Of a site seen before, ask for every text, also where the site's claims have not"
        " moved.",
    ),
    click.option(
        "--full-every",
        type=click.IntRange(min=1),
        default=10,
        show_default=True,
        metavar="N",
        help="Do that every N times without being told.",
    ),
)
