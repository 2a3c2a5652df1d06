"""`--user`: where the password comes from, which is never the command line.

An application password in a command line would be seen by every user of the machine, and stay in
the shell's history.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from provenance.capture import Credentials, Origin

VARIABLE = "PROVENANCE_APP_PASSWORD"
# The service under which a keyring keeps passwords of ours; its user is NAME@HOST.
SERVICE = "provenance-toolkit"


def checked_user(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return whom to sign in as.

    Raises:
        click.BadParameter: No sign-in can carry the name.
    """
    if value is None:
        return None
    # RFC 7617 section 2: a colon ends the name, and control characters are not allowed.
    if not value.strip() or ":" in value or not value.isprintable():
        raise click.BadParameter(
            f"{value!a} is no name to sign in with; give the user's name on the site alone (its"
            f" application password comes from {VARIABLE} or the keyring)"
        )
    return value.strip()


def credentials(user: str | None, targets: Sequence[str]) -> "Credentials | None":
    """Return who signs in where: each site that a target names gets its own password.

    Raises:
        click.UsageError: There is no password, or one for more than one site.
    """
    from provenance.capture import Credentials, origin_of

    if user is None:
        return None
    found = [origin_of(target) for target in targets if "://" in target]
    origins = list(dict.fromkeys(origin for origin in found if origin is not None))
    if not origins:
        raise click.UsageError(
            "--user signs in to a site, and no address of one is given; give one, or leave --user"
            " out"
        )
    return Credentials(user=user, passwords=_passwords(user, origins))


def _passwords(user: str, origins: Sequence["Origin"]) -> dict["Origin", str]:
    password = os.environ.get(VARIABLE, "").strip()
    if not password:
        return {origin: _from_keyring(user, origin) for origin in origins}
    # Encryption makes no site another.
    if len({str(origin).partition("://")[2] for origin in origins}) > 1:
        named = " and ".join(str(origin) for origin in origins)
        raise click.UsageError(
            f"{VARIABLE} holds one password, and the TARGETs are of several sites ({named}); ask"
            " one site at a time, or keep a password for each in the keyring"
        )
    return dict.fromkeys(origins, password)


def _from_keyring(user: str, origin: "Origin") -> str:
    name = f"{user}@{str(origin).partition('://')[2]}"
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise click.UsageError(
            f"--user needs an application password: set {VARIABLE}, or install"
            " provenance-toolkit[keyring] to have it from the system's keyring"
        ) from error
    try:
        password = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise click.UsageError(
            f"the system's keyring gives no password ({type(error).__name__}); set {VARIABLE}"
        ) from error
    if not password:
        raise click.UsageError(
            f"--user needs an application password: set {VARIABLE}, or keep it in the system's"
            f" keyring with: keyring set {SERVICE} {name}"
        )
    return password
