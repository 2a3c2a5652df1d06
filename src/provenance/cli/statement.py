"""`provenance log statement`: what an archive states of one capture, signed or not."""

from pathlib import Path

import click

from provenance.cli.entry import entry_option, wanted_entry
from provenance.cli.key import key_option, name_option, passphrase
from provenance.cli.options import archive_option, examples
from provenance.cli.streams import write_file, write_remark, write_result


@click.command(
    name="statement",
    epilog=examples(
        "provenance log statement 58012",
        "provenance log statement 58012 --dsse --key provenance.key -o article.dsse.json",
        "provenance log statement --entry 17 --dsse",
    ),
)
@click.argument("post", required=False)
@entry_option
@click.option("--dsse", is_flag=True, help="Sign it, in a DSSE envelope.")
@key_option
@name_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; standard output otherwise.",
)
@archive_option
def statement(
    post: str | None,
    index: int | None,
    *,
    dsse: bool,
    source: str,
    name: str | None,
    output: Path | None,
    archive: Path,
) -> None:
    """Print what the log's owner states of one capture (in-toto Statement v1).

    With --dsse it is signed by itself, so that it can be handed on without the log:
    `provenance verify FILE --key VKEY` checks it. POST is what `provenance history` takes: then it
    is the statement of its newest change.
    """
    from provenance import pipeline

    wanted = wanted_entry(post, index)
    settings = pipeline.Settings(archive=archive)
    if dsse:
        key = pipeline.KeySource(spec=source, passphrase=passphrase())
        data = pipeline.signed_statement(wanted, settings, pipeline.open_signer(key, name))
    else:
        data = pipeline.read_statement(wanted, settings)
    if output is None:
        write_result(data.decode())
    else:
        write_file(output, data)
        write_remark(f"wrote {output}")
