"""What the reader trusts, as the command line names it: keys, certificates, digests."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.streams import read_file
from provenance.errors import MalformedError, UnreadableFileError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from provenance.log import VerifierKey

# The second half of the first line of every key in PEM, OpenSSH's own included.
_PRIVATE = "PRIVATE KEY-----"

tsa_roots_option = click.option(
    "--tsa-root",
    "roots",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Root certificate, in PEM, of a time stamp authority that you trust; or several.",
)


def trusted_key(value: str) -> "VerifierKey":
    """Return the verifier key that `--key` names: itself, or a file that holds it.

    Raises:
        click.BadParameter: It is neither.
    """
    from provenance.log import parse_verifier_key

    if _PRIVATE in value:
        raise click.BadParameter("it is a secret key; give the verifier key", param_hint="--key")
    text = value if "+" in value else _held_in(Path(value))
    try:
        return parse_verifier_key(text.strip())
    except MalformedError as error:
        raise click.BadParameter(str(error), param_hint="--key") from error


def _held_in(path: Path) -> str:
    """Return the text of the file that `--key` names; never a word of a secret key.

    Raises:
        click.BadParameter: There is none, or it holds no verifier key.
    """
    try:
        text = read_file(path).decode()
    except (UnreadableFileError, UnicodeDecodeError) as error:
        why = f"{str(path)!r} is neither a verifier key, name+0123abcd+base64, nor a file with one"
        raise click.BadParameter(why, param_hint="--key") from error
    if _PRIVATE in text:
        why = f"{str(path)!r} holds a secret key; give the verifier key, {f'{path}.vkey'!r}"
        raise click.BadParameter(why, param_hint="--key")
    return text


def tsa_roots(paths: tuple[Path, ...]) -> tuple["Certificate", ...]:
    """Return the certificates that the files of `--tsa-root` hold.

    Raises:
        UnreadableFileError: One cannot be read.
        click.BadParameter: One holds no certificate.
    """
    from provenance.log import parse_roots

    found: dict[Certificate, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(parse_roots(read_file(path)))
        except MalformedError as error:
            raise click.BadParameter(f"{path}: {error}", param_hint="--tsa-root") from error
    return tuple(found)


def digest(_context: click.Context, _parameter: click.Parameter, value: str | None) -> bytes | None:
    """Return the digest, 32 bytes, that its text form spells; None where none was given."""
    from provenance.digest import parse_digest

    if value is None:
        return None
    try:
        return parse_digest(value)
    except MalformedError as error:
        raise click.BadParameter(str(error)) from error
