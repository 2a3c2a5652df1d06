"""`provenance revisions`: a post's stored revisions, as its site listed them to a login."""

from typing import Unpack

import click

from provenance.cli.exit_codes import NEVER, ExitCode, code_of_audit
from provenance.cli.options import capture_options, examples, output_options
from provenance.cli.run import (
    CommonOptions,
    archive_read,
    print_failures,
    progress,
    reporter,
    settings,
)
from provenance.cli.streams import write_result


@click.command(
    name="revisions",
    short_help="Show a post's stored revisions, as its site lists them.",
    epilog=examples(
        "provenance revisions https://example.org/wp-json/wp/v2/posts/58012 --user editor",
        "provenance revisions 58012",
        "provenance revisions 'Moscow, Taliban' --format json",
    ),
)
@click.argument("post")
@capture_options
@output_options
def command(post: str, **options: Unpack[CommonOptions]) -> int:
    """Show a post's stored revisions: the newest list in the archive, and the links to it.

    With --user, POST is an address: the site is asked first, signed in with an application
    password, and what it lists is recorded. Without, POST is what `provenance history` takes.
    Exit code 5 where the archive holds no list.
    """
    from provenance import pipeline

    code = ExitCode.OK
    if options["user"] is not None:
        with progress(options) as shown:
            told = settings([post], options)
            audit = pipeline.snapshot([post], told, progress=shown)
        print_failures(audit)
        code = code_of_audit(audit, NEVER)
        post = str(audit.posts[0].post.key) if audit.posts else post
        if not audit.posts:
            return code
    history = pipeline.revisions(post, pipeline.Settings(archive=options["archive"]))
    write_result(reporter(options).revisions(history, archive_read(options)))
    return code or (ExitCode.OK if history.listed else ExitCode.NOT_CHECKED)
