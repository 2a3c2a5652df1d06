"""`provenance verify`: replay what is claimed, step by step, offline."""

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exit_codes import ExitCode
from provenance.cli.options import examples
from provenance.cli.progress import TerminalProgress
from provenance.cli.streams import look, read_file, write_remark, write_result
from provenance.cli.times import past_time
from provenance.cli.trust import digest, trusted_key, tsa_roots, tsa_roots_option
from provenance.model import BlockVerification, EvidenceKind, Verification
from provenance.report import VERIFICATIONS

if TYPE_CHECKING:
    from provenance.verify import Trust

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
    format_name: str,
) -> int:
    """Check what was recorded, proved or published, and say of each step whether it holds.

    TARGET is a bundle that `provenance export` wrote, what `provenance prove`, `provenance log
    prove` or `provenance log statement --dsse` wrote, a folder that `provenance log export` wrote,
    or an archive. What has nothing to be held against is not checked: exit code 5. What does not
    hold ends with 3.
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
    )
    checked, kinds = True, set[EvidenceKind]()
    shown = TerminalProgress(sys.stderr) if sys.stderr.isatty() else nullcontext()
    with shown as progress:
        for target in targets:
            verification = _verify(target, trust, progress)
            heading = f"{target}\n" if len(targets) > 1 else ""
            text = VERIFICATIONS[format_name](verification, look(verbose=False))
            write_result(heading + text)
            checked &= all(step.is_settled for step in verification.steps)
            kinds.add(_kind(verification))
    checked &= _is_heeded("--content-digest", content_digest, _OF_CONTENT, kinds)
    checked &= _is_heeded("--entry", entry, _OF_ENTRY, kinds)
    return ExitCode.OK if checked else ExitCode.NOT_CHECKED


def _verify(
    target: Path, trust: "Trust", progress: TerminalProgress | None
) -> BlockVerification | Verification:
    from provenance.verify import kind_of, verify_bundle

    # A bundle needs no archive: whoever was sent one has it checked before the rest would load.
    if kind_of(target) is EvidenceKind.BUNDLE:
        return verify_bundle(read_file(target), trusted=trust.log, since=trust.since)
    from provenance import pipeline

    return pipeline.verify_target(target, trust, progress=progress)


def _kind(verification: BlockVerification | Verification) -> EvidenceKind:
    if isinstance(verification, BlockVerification):
        return EvidenceKind.BLOCK_PROOF
    return verification.kind


def _is_heeded(
    option: str, given: object, held_against: Mapping[EvidenceKind, str], kinds: set[EvidenceKind]
) -> bool:
    """Return whether an option was of use; say so where it was given and was of none."""
    if given is None or held_against.keys() & kinds:
        return True
    write_remark(f"{option} was not checked: no TARGET is {' or '.join(held_against.values())}")
    return False
