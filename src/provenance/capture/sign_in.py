"""Whether a site takes a name and an application password, and as which role.

WordPress answers wrong credentials as if none had come, so nothing that a role may see is asked
before `/users/me` has said who asks (REST reference, "Users", `me`). Never shows the password.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.json_text import parse_json_text
from provenance.capture.members import mapping_of, text_of
from provenance.capture.wording import first_words, say_status
from provenance.errors import LoginError, ProvenanceError
from provenance.model import Exchange, Reading, format_rest_address

_OK, _UNAUTHORIZED, _NOT_FOUND = 200, 401, 404
_ME = "/wp/v2/users/me"
# Its other members, such as the mail address, are nobody's business.
_FIELDS = [("context", "edit"), ("_fields", "id,slug,roles")]
# wp_authenticate_application_password, where a plugin has the site look at it early.
_REJECTED = frozenset({"incorrect_password", "invalid_username", "invalid_email"})
_SWITCHED_OFF = frozenset(
    {"application_passwords_disabled", "application_passwords_disabled_for_user"}
)
_UNKNOWN_ROLE = "signed-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What signing in came to.

    Attributes:
        asker: Asks as the role; None where the site did not take the sign-in.
        error: Why not; None where it did.
        readings: The answers; captures of nothing.
    """

    asker: Asker | None
    error: ProvenanceError | None
    readings: tuple[Reading, ...]


def sign_in(base: str, asker: Asker) -> SignIn:
    """Return whether the site below `base` takes the login of `asker`, and as which role.

    Args:
        base: As `RestAddress.base`.
        asker: With a login.
    """
    fetched = asker.fetch(format_rest_address(base, _ME, _FIELDS))
    readings = [asker.keep(fetched.exchange)]
    try:
        access = _access(fetched)
        if access is None:
            index = asker.fetch(format_rest_address(base, "/", [("_fields", "authentication")]))
            readings.append(asker.keep(index.exchange))
            _raise_not_signed_in(fetched.exchange, index, asker)
    except ProvenanceError as error:
        return SignIn(asker=None, error=error, readings=tuple(readings))
    return SignIn(asker=replace(asker, access=access), error=None, readings=tuple(readings))


def _access(fetched: Fetched) -> str | None:
    """Return the role signed in as; None where the site answers as to everybody.

    Raises:
        ProvenanceError: It refuses the login and says why, or does not answer.
    """
    exchange = fetched.exchange
    if fetched.error is not None:
        raise fetched.error
    members = _members(exchange)
    if exchange.status == _OK and members.get("id"):
        roles = members.get("roles")
        names = [str(role) for role in roles] if isinstance(roles, list) else []
        return "+".join(sorted(names)) or _UNKNOWN_ROLE
    code = text_of(members.get("code"))
    if code in _REJECTED:
        raise LoginError(
            f"{exchange.url} refuses the sign-in: {_said(members)} ({code})", remedy=_CHECK_BOTH
        )
    if code in _SWITCHED_OFF:
        raise LoginError(
            f"{exchange.url} refuses the sign-in: application passwords are switched off ({code})",
            remedy=_SWITCH_ON,
        )
    if code == "rest_no_route":
        # Some plugins close the route of users to all; what the role may see tells enough.
        return _UNKNOWN_ROLE
    if code is None:
        _raise_not_wordpress(exchange)
    return None


def _raise_not_wordpress(exchange: Exchange) -> NoReturn:
    names = {name.lower() for name, _ in exchange.headers}
    status = say_status(exchange.status or 0)
    if exchange.status == _UNAUTHORIZED and "www-authenticate" in names:
        raise LoginError(
            f"{exchange.url} answered {status}: the web server itself asks for a password, in front"
            " of WordPress",
            remedy="sign-in cannot pass through it; ask where the server lets you in without",
        )
    raise LoginError(
        f"{exchange.url} answered {status}, with text that begins"
        f" {first_words(exchange.body.decode('utf-8', 'replace'))!r}: nobody could be signed in",
        remedy="check the address in a browser",
    )


def _raise_not_signed_in(me: Exchange, index: Fetched, asker: Asker) -> NoReturn:
    """Say why a site takes nobody: what its index tells, or all that fits where it tells nothing.

    WordPress lists application passwords in its index wherever it takes them.
    """
    user = asker.login.user if asker.login is not None else ""
    offered = _members(index.exchange).get("authentication")
    said = f"{me.url} answers as to somebody who is not signed in ({_code(me)})"
    if index.exchange.status == _OK and not (
        isinstance(offered, dict) and "application-passwords" in offered
    ):
        raise LoginError(
            f"{said}, and the site offers no application passwords: they are switched off, or it"
            " takes them over https alone",
            remedy=_SWITCH_ON,
        )
    raise LoginError(
        f"{said}: {user!r} or its application password is wrong, or the site's host removes the"
        " Authorization header, as servers that run PHP as CGI are known to",
        remedy=f"{_CHECK_BOTH}; if both are right, the site's owner has to let the header through",
    )


_CHECK_BOTH = (
    "check the name, and that the password is an application password from the user's profile, not"
    " the one for signing in to the site"
)
_SWITCH_ON = "ask the site's owner to allow application passwords for this user"


def _members(exchange: Exchange) -> Mapping[str, object]:
    try:
        return mapping_of(parse_json_text(exchange.body, name=exchange.url).whole.value)
    except ProvenanceError:
        return {}


def _code(exchange: Exchange) -> object:
    return _members(exchange).get("code")


def _said(members: Mapping[str, object]) -> str:
    return first_words(str(members.get("message") or "it is not taken"))
