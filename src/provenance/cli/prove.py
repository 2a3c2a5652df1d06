"""`provenance prove`: one block of a post, shown against its content digest."""

import sys
from pathlib import Path

import click

from provenance.cli.options import archive_option, examples
from provenance.cli.streams import write_file, write_remark, write_result


@click.command(
    name="prove",
    short_help="Prove one block of a post, and withhold the others.",
    epilog=examples(
        "provenance prove 58012 --block 3 --output block.json",
        "provenance prove 58012 --block 3 --capture 1 --archive articles.db",
        "provenance prove 'Moscow, Taliban' --block 1",
    ),
)
@click.argument("post")
@click.option(
    "--block",
    "number",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="Which block, as reports count them: the title is block 1.",
)
@click.option(
    "--capture",
    "chosen",
    metavar="A",
    help="Which capture: a version's number, the beginning of a digest, or a time; else the last.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the proof; standard output otherwise.",
)
@archive_option
def command(post: str, number: int, chosen: str | None, output: Path | None, archive: Path) -> None:
    """Write a proof that one block belongs to a post's content digest, as JSON.

    It holds the block and the hashes that lead from it to the digest, and nothing of the other
    blocks' text. `provenance verify` checks it. POST is what `provenance history` takes.
    """
    from provenance import pipeline

    proof = pipeline.prove(post, number, chosen, pipeline.Settings(archive=archive))
    if output is None:
        write_result(proof.document.decode())
    else:
        write_file(output, proof.document)
    if output is not None or not sys.stdout.isatty():
        write_remark(f"block {number} of capture {proof.capture_id}; check it with")
        where = "-" if output is None else str(output)
        write_remark(f"  provenance verify {where} --content-digest {proof.content}")
