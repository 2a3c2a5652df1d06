"""Options that say what the reader trusts, checked as they are read."""

from typing import TYPE_CHECKING

import click

from provenance.errors import MalformedError

if TYPE_CHECKING:
    from provenance.log import VerifierKey


def verifier_key(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> "VerifierKey | None":
    """Return the key that a vkey spells; None where none was given."""
    from provenance.log import parse_verifier_key

    if value is None:
        return None
    try:
        return parse_verifier_key(value.strip())
    except MalformedError as error:
        raise click.BadParameter(str(error)) from error


def digest(_context: click.Context, _parameter: click.Parameter, value: str | None) -> bytes | None:
    """Return the digest, 32 bytes, that its text form spells; None where none was given."""
    from provenance.digest import parse_digest

    if value is None:
        return None
    try:
        return parse_digest(value)
    except MalformedError as error:
        raise click.BadParameter(str(error)) from error
