"""Captured text in pages for people: shown as text, and no character of it unseen.

A page is static: no script, nothing asked for, one style sheet that its policy names by digest.
"""

from base64 import b64encode
from html import escape
from unicodedata import category

from provenance.digest import sha256

# Controls, formats such as bidi overrides, surrogates, private use, unassigned; line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
th{font-weight:600;white-space:nowrap}
code,pre{font:.85rem/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;border:1px solid;border-radius:.25rem;padding:.75rem}
blockquote{margin:0;padding-left:1rem;border-left:.2rem solid}
p.fill{border-bottom:1px solid;min-height:2rem}
@media print{body{margin:0;max-width:none}}
"""


def shown(text: str) -> str:
    """Return text as HTML that shows each character; what a reader cannot see as `<U+XXXX>`."""
    return escape("".join(map(_seen, text)))


def code(text: str) -> str:
    """Return text as HTML in the type of code, likewise."""
    return f"<code>{shown(text)}</code>"


def heading(text: str) -> str:
    """Return the heading of a part; `text` is text."""
    return f"<h2>{shown(text)}</h2>\n"


def paragraph(html: str) -> str:
    """Return HTML as a paragraph."""
    return f"<p>{html}</p>\n"


def lines(text: str) -> str:
    """Return lines of text for a command line."""
    return f"<pre>{shown(text)}</pre>\n"


def quotation(text: str) -> str:
    """Return a passage as HTML in the direction of its script; a line a line."""
    passage = "<br>\n".join(map(shown, text.split("\n")))
    return f'<blockquote dir="auto">{passage}</blockquote>\n'


def table(rows: tuple[tuple[str, str], ...]) -> str:
    """Return rows of a name and of HTML as a table."""
    cells = (f"<tr><th>{shown(name)}</th><td>{cell}</td></tr>\n" for name, cell in rows)
    return f"<table>\n{''.join(cells)}</table>\n"


def points(*sentences: str) -> str:
    """Return HTML sentences as a list."""
    return "<ul>\n" + "".join(f"<li>{sentence}</li>\n" for sentence in sentences) + "</ul>\n"


def page(title: str, body: str) -> bytes:
    """Return a page; `title` is text, `body` is HTML."""
    digest = b64encode(sha256(_STYLE.encode())).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{shown(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{body}</body>\n</html>\n"
    ).encode()


def _seen(letter: str) -> str:
    hidden = letter != "\n" and category(letter) in _UNSEEN
    return f"<U+{ord(letter):04X}>" if hidden else letter
