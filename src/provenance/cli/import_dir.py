"""`provenance import dir`: saved answers and pages in a folder."""

from pathlib import Path
from typing import Unpack

import click

from provenance.cli.exit_codes import code_of_audit
from provenance.cli.import_options import FileOptions, fail_on_option, file_options
from provenance.cli.options import examples, output_options
from provenance.cli.run import configured_signer, print_audit, progress, reporter
from provenance.model import Audit


@click.command(
    name="dir",
    short_help="Record the saved answers and pages in a folder.",
    epilog=examples(
        "provenance import dir saved-answers",
        "provenance import dir saved-answers --observed-at-from name",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--observed-at-from",
    "times_from",
    type=click.Choice(["name"]),
    help="Take the files' names for when they were served, as you assert it, such as"
    " post-20260529T032206Z.json.",
)
@fail_on_option
@file_options
@output_options
def folder_command(
    folder: Path, times_from: str | None, fail_on: str, **options: Unpack[FileOptions]
) -> int:
    """Record the saved answers (.json) and pages (.html) in a folder and in all below it.

    They are captures in the order of their names, numbers by their value. A file's own time is
    shown and never trusted. What cannot be read is named, and the rest is done all the same.
    """
    from provenance import pipeline

    if times_from is not None and options["observed_at"] is not None:
        raise click.UsageError("--observed-at and --observed-at-from say two things; give one")

    def deliver(audit: Audit) -> None:
        print_audit(reporter(options).audit(audit), audit, options)

    told = pipeline.Settings(
        archive=options["archive"],
        observer=options["observer"],
        observed_at=options["observed_at"],
        signer=configured_signer(),
        language=options["language"],
    )
    with progress(options) as shown:
        audit = pipeline.import_dir(
            folder, told, by_name=times_from is not None, progress=shown, deliver=deliver
        )
    return code_of_audit(audit, fail_on)
