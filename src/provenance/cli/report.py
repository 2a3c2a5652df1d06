"""`provenance report`: what an archive shows, as one page that people can open, send and print."""

from pathlib import Path

import click

from provenance.cli.exit_codes import ExitCode, codes_of_failures, gravest
from provenance.cli.languages import language_option
from provenance.cli.options import archive_option, examples
from provenance.cli.run import terminal_progress, write_failures
from provenance.cli.streams import write_file, write_remark


@click.command(
    name="report",
    short_help="Write what the archive shows as one page that checks itself.",
    epilog=examples(
        "provenance report https://example.org/2026/05/an-article/ -o article.html",
        "provenance report 58012 -o article.html -o article.json",
        "provenance report --all -o everything.html",
    ),
)
@click.argument("posts", metavar="POST...", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Report every post of the archive.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it: a page where the name ends in .html, its JSON twin in .json.",
)
@language_option
@archive_option
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
def command(
    posts: tuple[str, ...],
    outputs: tuple[Path, ...],
    language: str | None,
    archive: Path,
    *,
    is_all: bool,
    quiet: bool,
) -> int:
    """Write what the archive shows of posts, judged anew, as a page or as JSON.

    The page needs no network, holds captured text only as text, and recomputes its digests, its
    path in the log and the log's signature against a key that its reader pastes. POST is as
    `provenance history` takes it. The same archive gives the same bytes.
    """
    from provenance import pipeline
    from provenance.pipeline import Settings
    from provenance.report.dossier_json import dossier_json
    from provenance.report.html import render_html

    if bool(posts) == is_all:
        raise click.UsageError("name a POST, or give --all for every post of the archive")
    for output in outputs:
        if output.suffix not in {".html", ".json"}:
            raise click.UsageError(
                f"{str(output)!r} ends in neither .html nor .json, so that it does not say what to"
                " write"
            )
    with terminal_progress(quiet=quiet) as shown:
        told = Settings(archive=archive, language=language)
        dossier = pipeline.dossier(
            posts, told, progress=shown, processes=pipeline.useful_processes()
        )
    for output in outputs:
        render = render_html if output.suffix == ".html" else dossier_json
        write_file(output, render(dossier).encode("utf-8", "backslashreplace"))
        if not quiet:
            write_remark(f"wrote {output}")
    write_failures(dossier.failures)
    codes = codes_of_failures(dossier.failures)
    if not (dossier.posts and all(post.audit.is_checked for post in dossier.posts)):
        codes.add(ExitCode.NOT_CHECKED)
    return gravest(codes)
