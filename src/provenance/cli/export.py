"""`provenance export`: evidence on one post as a file that others can check."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.options import archive_option, examples
from provenance.cli.run import configured_signer
from provenance.cli.streams import read_file, write_file, write_remark, write_result

if TYPE_CHECKING:
    from provenance.pipeline import Exported


@click.command(
    name="export",
    short_help="Write the evidence on a post to a file that others can check (WACZ).",
    epilog=examples(
        "provenance export 58012",
        "provenance export 58012 -o article.wacz --declaration --custodian 'Ann Example'",
        "provenance export 58012 --block 3 --block 4 -o two-paragraphs.wacz",
        "provenance export 58012 --since court.checkpoint",
    ),
)
@click.argument("post")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.wacz",
    help="Where to write it; else a file named after site and post.",
)
@click.option(
    "--block",
    "blocks",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="N",
    help="Show this block, and withhold all that is not named so; the title is block 1.",
)
@click.option(
    "--capture",
    metavar="A",
    help="Only this capture: a version's number, the beginning of a digest, or a time.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="An older checkpoint that the reader keeps: adds the proof that the log continues it.",
)
@click.option(
    "--declaration",
    is_flag=True,
    help="Add a page to fill in and sign: what was done, with what, and what it cannot show.",
)
@click.option(
    "--custodian",
    envvar="PROVENANCE_CUSTODIAN",
    show_envvar=True,
    metavar="NAME",
    help="Who exports it, for the archive's record of custody; never guessed.",
)
@archive_option
def command(
    post: str,
    output: Path | None,
    blocks: tuple[int, ...],
    capture: str | None,
    since: tuple[Path, ...],
    declaration: bool,
    custodian: str | None,
    archive: Path,
) -> None:
    """Write what the archive holds on POST to one file, with all that a check of it needs.

    It holds every capture that differs from the one before it, as received, with its statement,
    its proof in the signed log, and a page for people. Captures that repeat the one before, and
    refusals, are not in it. `provenance verify FILE.wacz --key VKEY` checks it, and so can other
    people's programs. Where PROVENANCE_KEY or the project's file names the log's key, the log is
    signed as far as it goes, the record of this export included. POST is what `provenance history`
    takes.
    """
    from provenance import pipeline

    if custodian is not None and not custodian.strip():
        raise click.BadParameter(
            "it is empty; give a name, or leave it out", param_hint="--custodian"
        )
    wanted = pipeline.BundleWanted(
        capture=capture,
        blocks=tuple(sorted(set(blocks))),
        since=tuple(map(read_file, since)),
        is_declared=declaration,
        custodian=custodian,
    )
    settings = pipeline.Settings(archive=archive, signer=configured_signer())
    exported = pipeline.export_bundle(post, wanted, settings, clock=lambda: datetime.now(UTC))
    path = output or _path(exported)
    write_file(path, exported.data)
    write_result(_summary(exported, path))
    if custodian is None:
        write_remark("recorded as exported by nobody named; name who does with --custodian NAME")
    if settings.signer is None:
        write_remark(
            "that this was exported is in the log, and not signed yet: sign it with: provenance log"
            " sign; with the key named in PROVENANCE_KEY export does"
        )


def _path(exported: "Exported") -> Path:
    key = exported.record.post
    site = key.site.replace("/", "-").replace(":", "-")
    return Path(f"{site}-{key.post_id}.wacz")


def _summary(exported: "Exported", path: Path) -> str:
    from provenance.digest import format_digest

    record = exported.record
    held = ", ".join(map(str, record.entries))
    shown = f"block {', '.join(map(str, record.blocks))} alone, of " if record.blocks else ""
    of = len(record.entries)
    lines = [
        f"file     {path}, {record.size_bytes:,} bytes",
        f"digest   {format_digest(record.digest)}",
        f"post     {record.post}",
        f"holds    {shown}{of:,} of {exported.captures:,} captures: log {_entries(of)} {held}",
        f"check    provenance verify {path} --key VKEY",
    ]
    return "\n".join([*lines, ""])


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"
