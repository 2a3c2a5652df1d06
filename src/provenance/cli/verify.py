"""`provenance verify`: replay what is claimed, step by step, offline."""

import os
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exit_codes import ExitCode, code_of_error, gravest
from provenance.cli.options import examples
from provenance.cli.progress import TerminalProgress
from provenance.cli.streams import look, read_file, write_error, write_remark, write_result
from provenance.cli.times import past_time
from provenance.cli.trust import digest, trusted_key, tsa_roots, tsa_roots_option
from provenance.errors import ProvenanceError
from provenance.model import BlockVerification, EvidenceKind, Verification
from provenance.report import VERIFICATIONS

if TYPE_CHECKING:
    from provenance.verify import Steps, Trust

_file = click.Path(path_type=Path, dir_okay=False)
# What these options are held against; what was given and held against nothing was not checked.
_OF_CONTENT = {
    EvidenceKind.BLOCK_PROOF: "the proof of a block",
    EvidenceKind.STATEMENT: "a signed statement",
}
_OF_ENTRY = {EvidenceKind.LOG_PROOF: "a log proof"}


@click.command(
    name="verify",
    short_help="Check a bundle, a proof, a published log or an archive, step by step, offline.",
    epilog=examples(
        f"provenance verify block.json --content-digest sha256:{'0123456789abcdef' * 4}",
        "provenance verify article.wacz --key newsroom.vkey --policy newsroom.policy",
        "provenance verify provenance.db --key provenance.key.vkey",
        "provenance verify provenance.db --key provenance.key.vkey --hashes-only",
        "provenance verify public/log --key newsroom.vkey --since monday.checkpoint",
        "provenance verify provenance.db --key newsroom.vkey --tsa-root tsa-root.pem",
        "provenance verify article.tlog-proof --entry article.entry --key newsroom.vkey",
    ),
)
@click.argument(
    "targets",
    metavar="TARGET...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--key",
    metavar="VKEY|FILE",
    help="The verifier key of the log, from a source that you trust; or a file that holds it.",
)
@click.option(
    "--key-until",
    type=past_time,
    metavar="TIME",
    help="The key was retired, lost or stolen then: what it signed has to have existed before.",
)
@click.option(
    "--content-digest",
    callback=digest,
    metavar="DIGEST",
    help="The content digest to hold a block's proof against, from a source that you trust.",
)
@click.option(
    "--policy",
    type=_file,
    metavar="FILE",
    help="Which witnesses must have cosigned, and which logs to accept (c2sp.org/tlog-policy).",
)
@tsa_roots_option
@click.option("--entry", type=_file, metavar="FILE", help="The entry that a log proof is of.")
@click.option(
    "--since",
    type=_file,
    metavar="FILE",
    help="An older checkpoint that the log is to continue.",
)
@click.option(
    "--hashes-only",
    is_flag=True,
    help="Of an archive hold the hashes against each other, and make no capture anew: quicker.",
)
@click.option(
    "--jobs",
    "processes",
    type=click.IntRange(min=1, max=64),
    metavar="N",
    help="How many processes make the captures of a large archive anew; else one a processor.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(VERIFICATIONS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
def command(
    targets: tuple[Path, ...],
    key: str | None,
    key_until: datetime | None,
    content_digest: bytes | None,
    policy: Path | None,
    roots: tuple[Path, ...],
    entry: Path | None,
    since: Path | None,
    *,
    hashes_only: bool,
    processes: int | None,
    format_name: str,
) -> int:
    """Check what was recorded, proved or published, and say of each step whether it holds.

    TARGET is a bundle that `provenance export` wrote, what `provenance prove`, `provenance log
    prove` or `provenance log statement --dsse` wrote, a folder that `provenance log export` wrote,
    or an archive. What has nothing to be held against is not checked: exit code 5. What does not
    hold ends with 3: its step is named, and those after it were not checked.
    """
    from provenance.log import parse_policy
    from provenance.verify import Trust, Trusted

    if len(targets) > 1 and format_name == "json":
        raise click.UsageError("--format json checks one TARGET at a time")
    trust = Trust(
        log=Trusted(
            key=None if key is None else trusted_key(key),
            policy=None if policy is None else parse_policy(read_file(policy)),
            tsa_roots=tsa_roots(roots),
            key_until=key_until,
        ),
        content=content_digest,
        entry=None if entry is None else read_file(entry),
        since=None if since is None else read_file(since),
        hashes_only=hashes_only,
        processes=processes or _processors(),
    )
    codes, kinds = set[ExitCode](), set[EvidenceKind | None]()
    for target in targets:
        heading = f"{target}\n" if len(targets) > 1 else ""
        code, kind = _verify_and_say(target, trust, format_name, heading)
        codes.add(code)
        kinds.add(kind)
    if None not in kinds:
        codes.add(_code_of("--content-digest", content_digest, _OF_CONTENT, kinds))
        codes.add(_code_of("--entry", entry, _OF_ENTRY, kinds))
    return gravest(codes)


def _processors() -> int:
    """Return how many processors there are for this process; where no system says, for all."""
    for_this = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))
    return len(for_this(0))


def _verify_and_say(
    target: Path, trust: "Trust", format_name: str, heading: str
) -> tuple[ExitCode, EvidenceKind | None]:
    """Check a target and print its steps; return what it came to, and None where nothing was there.

    A target that fails is no reason to leave out the next one.
    """
    from provenance.verify import Steps

    steps = Steps()
    try:
        verification = _verify(target, trust, steps)
    except ProvenanceError as error:
        if steps.has_begun:
            _write(steps.failed(error), format_name, heading)
        is_named = not heading or str(target) in error.what
        write_error(str(error) if is_named else f"{target}: {error}")
        return code_of_error(error), steps.kind
    _write(verification, format_name, heading)
    is_complete = all(step.is_settled for step in verification.steps)
    return ExitCode.OK if is_complete else ExitCode.NOT_CHECKED, _kind(verification)


def _write(verification: BlockVerification | Verification, format_name: str, heading: str) -> None:
    write_result(heading + VERIFICATIONS[format_name](verification, look(verbose=False)))


def _verify(target: Path, trust: "Trust", steps: "Steps") -> BlockVerification | Verification:
    from provenance.verify import kind_of, verify_bundle

    # A bundle needs no archive: whoever was sent one has it checked before the rest would load.
    if kind_of(target) is EvidenceKind.BUNDLE:
        data = read_file(target)
        return verify_bundle(data, trusted=trust.log, since=trust.since, steps=steps)
    from provenance import pipeline

    with TerminalProgress(sys.stderr) if sys.stderr.isatty() else nullcontext() as progress:
        return pipeline.verify_target(target, trust, progress=progress, steps=steps)


def _kind(verification: BlockVerification | Verification) -> EvidenceKind:
    if isinstance(verification, BlockVerification):
        return EvidenceKind.BLOCK_PROOF
    return verification.kind


def _code_of(
    option: str,
    given: object,
    held_against: Mapping[EvidenceKind, str],
    kinds: set[EvidenceKind | None],
) -> ExitCode:
    """Return the code of an option that was of use, or of none; say so where it was of none."""
    if given is None or held_against.keys() & kinds:
        return ExitCode.OK
    write_remark(f"{option} was not checked: no TARGET is {' or '.join(held_against.values())}")
    return ExitCode.NOT_CHECKED
