"""What the reader trusts, as the command line names it: keys and digests."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import MalformedError

if TYPE_CHECKING:
    from provenance.log import VerifierKey


def trusted_key(value: str) -> "VerifierKey":
    """Return the verifier key that `--key` names: itself, or a file that holds it.

    Raises:
        click.BadParameter: It is neither.
    """
    from provenance.log import parse_verifier_key

    path = Path(value)
    try:
        text = path.read_text(encoding="utf-8") if "+" not in value and path.is_file() else value
        return parse_verifier_key(text.strip())
    except (MalformedError, OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(str(error), param_hint="--key") from error


def digest(_context: click.Context, _parameter: click.Parameter, value: str | None) -> bytes | None:
    """Return the digest, 32 bytes, that its text form spells; None where none was given."""
    from provenance.digest import parse_digest

    if value is None:
        return None
    try:
        return parse_digest(value)
    except MalformedError as error:
        raise click.BadParameter(str(error)) from error
