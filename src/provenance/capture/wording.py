"""How a stranger's answer is named in a sentence: its first words, its status."""

import re
from http import HTTPStatus

_UNSEEN = re.compile(
    r"<(script|style|svg)\b[^<>]*+>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
_READ_CHARACTERS = 20_000
_SHOWN_CHARACTERS = 80


def first_words(text: str) -> str:
    """Return the first words that a reader of `text` would see, on one line, 80 characters at most.

    Only for a sentence: a rough cut of the markup will do, and decides nothing.
    """
    seen = _UNSEEN.sub(" ", text[:_READ_CHARACTERS])
    return " ".join(seen.split())[:_SHOWN_CHARACTERS]


def say_status(status: int) -> str:
    """Return a status with its phrase, such as `404 Not Found`; alone where it has none."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
