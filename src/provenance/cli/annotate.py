"""`provenance annotate`: put on record what a reviewer came to, or what a publisher replied."""

from datetime import UTC, datetime
from typing import Unpack

import click

from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result
from provenance.model import Annotation, ReviewStatus


@click.command(
    name="annotate",
    short_help="Put on record what a reviewer, or the publisher, says of a finding.",
    epilog=examples(
        "provenance annotate 58012 changed-without-claims --by 'Ann Example' --status confirmed",
        "provenance annotate 58012 3f2a9c01 --by desk --reply 'We corrected a figure on 3 May.'",
    ),
)
@click.argument("post")
@click.argument("finding")
@click.option("--by", "made_by", required=True, metavar="NAME", help="Who says it.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in ReviewStatus]),
    help="confirmed: the evidence shows it; explained: which of the histories it was is known;"
    " disputed: somebody says that it does not hold.",
)
@click.option("--comment", metavar="TEXT", help="In the reviewer's words.")
@click.option("--reply", metavar="TEXT", help="What the publisher replied, quoted.")
@output_options
def command(
    post: str,
    finding: str,
    made_by: str,
    status: str | None,
    comment: str | None,
    reply: str | None,
    **options: Unpack[OutputOptions],
) -> None:
    """Add what somebody says of a finding; reports show it beside the finding from then on.

    FINDING is its rule, where the post has one of it, or the beginning of its id. What was said
    stays; what is said later stands after it. Nothing of the finding changes.
    """
    from provenance import pipeline

    if not made_by.strip():
        raise click.UsageError("say who says it: --by is empty")
    if not any((status, comment, reply)):
        raise click.UsageError("say something: give --status, --comment or --reply")
    annotation = Annotation(
        made_at=datetime.now(UTC),
        made_by=made_by,
        status=None if status is None else ReviewStatus(status),
        comment=comment,
        reply=reply,
    )
    key, annotated = pipeline.annotate(post, finding, annotation, reading_settings(options))
    write_result(reporter(options).annotated(key, annotated, archive_read(options)))
