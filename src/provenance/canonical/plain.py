"""Texts without markup, which need no parser: most titles, and most excerpts.

A shortcut: what it gives is what the parser gives, and a property test holds the two equal
(docs/adr/0071-shortcuts-held-to-the-longer-way.md).
"""

# The character references that WordPress writes, less their semicolons, with which each has one
# reading in any place.
_REFERENCES = {
    "#038": "&",
    "#039": "'",
    "#8211": "\u2013",
    "#8212": "\u2014",
    "#8216": "\u2018",
    "#8217": "\u2019",
    "#8220": "\u201c",
    "#8221": "\u201d",
    "#8230": "\u2026",
    "amp": "&",
    "gt": ">",
    "hellip": "\u2026",
    "lt": "<",
    "nbsp": "\u00a0",
    "quot": '"',
}
_START, _END = "<p>", "</p>\n"


def text_of_plain(rendered: str) -> str | None:
    """Return the one text of a string that is plain, or one plain paragraph; else None."""
    if rendered.startswith(_START) and rendered.endswith(_END):
        rendered = rendered[len(_START) : -len(_END)]
    # The parser replaces carriage returns, and drops U+0000.
    if not rendered or "<" in rendered or "\r" in rendered or "\x00" in rendered:
        return None
    if "&" not in rendered:
        return rendered
    first, *following = rendered.split("&")
    parts = [first]
    for piece in following:
        reference, semicolon, after = piece.partition(";")
        character = _REFERENCES.get(reference)
        if character is None or not semicolon:
            return None
        parts += (character, after)
    return "".join(parts)
