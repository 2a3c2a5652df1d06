"""`provenance log`: sign, show, prove and publish an archive's log."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.begin import begin
from provenance.cli.entry import entry_option, wanted_entry
from provenance.cli.exit_codes import ExitCode
from provenance.cli.groups import CommandGroup
from provenance.cli.key import key_option, name_option, passphrase
from provenance.cli.options import archive_option, examples
from provenance.cli.statement import statement
from provenance.cli.streams import read_file, write_error, write_file, write_remark, write_result
from provenance.cli.trust import trusted_key

if TYPE_CHECKING:
    from provenance.pipeline import LogState


@click.group(
    name="log",
    cls=CommandGroup,
    short_help="Sign, show, prove or publish an archive's log.",
    epilog=examples(
        "provenance log show",
        "provenance log sign --key provenance.key",
        "provenance log export public/log",
    ),
)
def command() -> None:
    """Sign, show, prove or publish an archive's log.

    Every capture that differs from the one before it, and every run, is an entry of the log. A
    signed checkpoint says how many there are and what they are, so that none can be changed or
    taken out unseen by whoever has an older checkpoint.
    """


@command.command("show", epilog=examples("provenance log show --archive articles.db"))
@archive_option
def show(archive: Path) -> None:
    """Print how many entries the log has, their root, and what of it is signed."""
    from provenance import pipeline

    write_result(_state(pipeline.log_state(pipeline.Settings(archive=archive)), archive))


@command.command(
    "sign",
    epilog=examples(
        "provenance log sign --key provenance.key",
        "provenance log sign --key env:LOG_KEY --name example.org/articles",
    ),
)
@key_option
@name_option
@archive_option
def sign(source: str, name: str | None, archive: Path) -> None:
    """Sign a checkpoint over the whole log, and print it.

    Nothing is signed where the log does not continue what was signed before.
    """
    from provenance import pipeline

    signer = pipeline.open_signer(pipeline.KeySource(spec=source, passphrase=passphrase()), name)
    signed = pipeline.sign_log(pipeline.Settings(archive=archive), signer)
    write_result(signed.checkpoint.note.decode())
    if not signed.is_new:
        write_remark("nothing was logged since; this is the checkpoint that was there")


@command.command(
    "prove",
    epilog=examples(
        "provenance log prove 58012 -o article.tlog-proof --entry-file article.entry",
        "provenance log prove 58012 --capture 4 -o capture.json",
        "provenance log prove --entry 17",
    ),
)
@click.argument("post", required=False)
@entry_option
@click.option(
    "--capture",
    "capture_id",
    type=click.IntRange(min=1),
    metavar="N",
    help="Which capture of POST, as `provenance coverage` numbers them, unchanged ones too.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the proof; standard output otherwise.",
)
@click.option(
    "--entry-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the entry that the proof is of.",
)
@archive_option
def prove(
    post: str | None,
    index: int | None,
    capture_id: int | None,
    output: Path | None,
    entry_file: Path | None,
    archive: Path,
) -> None:
    """Write a proof that an entry is in the signed log (c2sp.org/tlog-proof).

    POST is what `provenance history` takes: then the entry is that of its newest change. With
    --capture the proof, JSON, is of that capture's record within its run, and holds all that
    `provenance verify FILE --key VKEY` needs.
    """
    from provenance import pipeline

    settings = pipeline.Settings(archive=archive)
    if capture_id is not None:
        if post is None or index is not None or entry_file is not None:
            raise click.UsageError("--capture takes POST, and neither --entry nor --entry-file")
        document = pipeline.prove_capture(post, capture_id, settings)
        _write_proof(document, output, f"capture {capture_id} is in the log")
        return

    wanted = wanted_entry(post, index)
    proved = pipeline.prove_entry(wanted, settings)
    if entry_file is not None:
        write_file(entry_file, proved.entry)
    _write_proof(bytes(proved.proof), output, f"entry {proved.proof.index} is in the log")


def _write_proof(proof: bytes, output: Path | None, what: str) -> None:
    if output is None:
        write_result(proof.decode())
    else:
        write_file(output, proof)
        write_remark(f"wrote {output}: {what}")


command.add_command(statement)
command.add_command(begin)


@command.command(
    "consistency",
    epilog=examples("provenance log consistency monday.checkpoint --key provenance.key.vkey"),
)
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--key",
    required=True,
    metavar="VKEY|FILE",
    help="The verifier key that the older checkpoint is to be signed by, or a file with it.",
)
@archive_option
def consistency(old: Path, key: str, archive: Path) -> None:
    """Print the hashes that show the newest checkpoint to continue the older one, OLD.

    One to a line, in base64 (RFC 6962 section 2.1.2); none where the two are the same.
    """
    from provenance import pipeline
    from provenance.log import encode_hash

    hashes = pipeline.prove_consistency(
        read_file(old), trusted_key(key), pipeline.Settings(archive=archive)
    )
    write_result("".join(f"{encode_hash(one)}\n" for one in hashes))
    write_remark(f"the log continues {old}")


@command.command(
    "export",
    epilog=examples(
        "provenance log export public/log", "provenance log export public/log --statements"
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--statements",
    is_flag=True,
    help="Publish the statements too; they name articles, and the log alone does not.",
)
@archive_option
def export(folder: Path, *, statements: bool, archive: Path) -> None:
    """Write the signed log to FOLDER for any web server, and only what is new there.

    The files are those of c2sp.org/tlog-tiles: checkpoint, tile/ and tile/entries/.
    """
    from provenance import pipeline

    published = pipeline.export_log(
        pipeline.Settings(archive=archive), folder, statements=statements
    )
    size = published.checkpoint.size
    write_result(
        f"{folder} publishes {size:,} entries of {published.checkpoint.origin};"
        f" {published.before:,} were there before\n"
    )


@command.command("cosign", epilog=examples("provenance log cosign --policy newsroom.policy"))
@click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Whom to ask, and how many are needed (c2sp.org/tlog-policy).",
)
@click.option("--allow-private", is_flag=True, help="Ask private and loopback addresses too.")
@archive_option
def cosign(policy: Path, *, allow_private: bool, archive: Path) -> int:
    """Ask the witnesses of a policy to cosign the newest checkpoint, and print it.

    Ends with 5 where fewer have cosigned than the policy needs.
    """
    from provenance import pipeline
    from provenance.log import parse_policy

    settings = pipeline.Settings(archive=archive, allow_private=allow_private)
    cosigned = pipeline.cosign_log(parse_policy(read_file(policy)), settings)
    write_result(cosigned.checkpoint.cosigned.decode())
    for name, error in cosigned.failures.items():
        write_error(f"{name}: {error}")
    if not cosigned.is_quorum:
        write_remark("fewer witnesses have cosigned than the policy needs")
    return ExitCode.OK if cosigned.is_quorum else ExitCode.NOT_CHECKED


def _in_checkpoints(count: int) -> str:
    return "in 1 checkpoint" if count == 1 else f"in {count:,} checkpoints"


def _state(state: "LogState", archive: Path) -> str:
    from provenance.digest import format_digest

    lines = [
        f"archive  {archive}",
        f"entries  {state.size:,}",
        f"root     {format_digest(state.root)}",
    ]
    if not state.checkpoints:
        return "\n".join([*lines, "signed   unsigned: no checkpoint", ""])
    last = state.checkpoints[-1]
    when = last.signed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    lines += [
        f"log      {last.origin}+{last.key_id.hex()}",
        f"signed   {last.size:,} entries, last at {when} by this machine's clock",
        f"         {_in_checkpoints(len(state.checkpoints))}",
    ]
    if state.tokens:
        stamped = state.tokens[-1].size
        lines.append(f"stamped  {stamped:,} entries, by tokens that `provenance verify` checks")
    if state.unsigned:
        lines.append(f"unsigned {state.unsigned:,} entries since")
    return "\n".join([*lines, ""])
