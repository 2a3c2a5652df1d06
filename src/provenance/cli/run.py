"""What commands have in common around their one call: settings in, a report out."""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from provenance.cli.configured import configured, overrides
from provenance.cli.credentials import credentials
from provenance.cli.key import KEY, LOG_NAME, passphrase
from provenance.cli.progress import TerminalProgress
from provenance.cli.streams import look, write_error, write_remark, write_result
from provenance.model import ArchiveState, Audit, ExportImport, Failure
from provenance.report import FORMATS, Reporter

if TYPE_CHECKING:
    from provenance.log import Signer
    from provenance.pipeline import Settings


class OutputOptions(TypedDict):
    """What `options.output_options` hands to a command."""

    archive: Path
    format_name: str
    verbose: bool
    quiet: bool


class CommonOptions(OutputOptions):
    """What `options.capture_options` adds."""

    observed_at: datetime | None
    observer: str
    contact: str | None
    timeout_s: float | None
    proxy: str | None
    allow_private: bool
    ignore_robots: bool
    jobs: int
    again_after_s: float
    node: str | None
    user: str | None
    neighbours: int


def settings(targets: Sequence[str], options: CommonOptions) -> "Settings":
    """Return the pipeline's settings for a command that captures.

    Raises:
        click.UsageError: A node is named, and a proxy too; a time is asserted, and there is no
            file to date with it; or somebody is to sign in, and there is no site, or no password,
            to do it with.
    """
    from provenance.pipeline import Settings

    if options["observed_at"] is not None and all("://" in target for target in targets):
        raise click.UsageError(
            "--observed-at dates files, and no TARGET is one; an address is dated by the clock"
            " when it answers, so leave --observed-at out"
        )
    if options["node"] is not None and options["proxy"] is not None:
        raise click.UsageError(
            "--node is an address to connect to, and with --proxy only the proxy is connected to;"
            " leave one of them out"
        )
    return Settings(
        archive=options["archive"],
        observer=options["observer"],
        observed_at=options["observed_at"],
        contact=options["contact"],
        timeout_s=options["timeout_s"],
        proxy=options["proxy"],
        allow_private=options["allow_private"],
        ignore_robots=options["ignore_robots"],
        jobs=options["jobs"],
        again_after_s=options["again_after_s"],
        node=options["node"],
        credentials=credentials(options["user"], targets),
        neighbours=options["neighbours"],
        signer=configured_signer(),
        overrides=overrides(),
    )


def configured_signer() -> "Signer | None":
    """Return who signs the log at a run's end: PROVENANCE_KEY says; None where nothing is set.

    Raises:
        KeyFileError: There is no key there, or nothing says its name.
        KeyMaterialError: It is no Ed25519 key.
    """
    from provenance import pipeline

    spec = os.environ.get(KEY) or configured("key")
    if not spec:
        return None
    source = pipeline.KeySource(spec=spec, passphrase=passphrase())
    return pipeline.open_signer(source, os.environ.get(LOG_NAME) or configured("log-name"))


def reading_settings(options: OutputOptions) -> "Settings":
    """Return the pipeline's settings for a command that only reads the archive."""
    from provenance.pipeline import Settings

    return Settings(archive=options["archive"])


def reporter(options: OutputOptions) -> Reporter:
    """Return the report format that was asked for, dressed for where it goes."""
    return FORMATS[options["format_name"]](look(verbose=options["verbose"]))


def archive_read(options: OutputOptions) -> ArchiveState:
    """Return which archive a command that only reads used."""
    return ArchiveState(path=options["archive"], created=False)


def progress(options: OutputOptions) -> AbstractContextManager[TerminalProgress | None]:
    """Return progress for a terminal; None elsewhere, and where quiet was asked for."""
    return terminal_progress(quiet=options["quiet"])


def terminal_progress(*, quiet: bool) -> AbstractContextManager[TerminalProgress | None]:
    """Return progress as `progress` does, for a command that has no report options."""
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    return TerminalProgress(sys.stderr)


def print_audit(report: str, audit: Audit, options: OutputOptions) -> None:
    """Print the report, the remarks, then one error for each target that could not be had."""
    write_result(report)
    if audit.archive.created and options["format_name"] != "text" and not options["quiet"]:
        write_remark(f"created the archive {audit.archive.path}")
    if not options["quiet"]:
        for remark in audit.remarks:
            write_remark(remark)
    if not audit.has_looked and not audit.failures:
        write_remark("no target named a post, so nothing was checked; that is exit code 5")
    print_failures(audit)


def print_failures(outcome: Audit | ExportImport) -> None:
    """Print one error for each target, or part of one, that could not be had."""
    write_failures(outcome.failures)


def write_failures(failures: Iterable[Failure]) -> None:
    """Print why things could not be had; once where two lists of a site failed alike."""
    for sentence in dict.fromkeys(map(_sentence, failures)):
        write_error(sentence)


def _sentence(failure: Failure) -> str:
    """Return why a target could not be had; named once, `list.json[1]` where it is an element."""
    if failure.target in failure.error.what:
        return str(failure.error)
    element = "" if failure.index is None else f"[{failure.index}]"
    return f"{failure.target}{element}: {failure.error}"
