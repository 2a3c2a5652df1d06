"""The page: templates, style and scripts put together under a strict policy.

Owns which of these run: the policy names the hash of each, so that nothing that was captured can.
"""

import base64
import json
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from provenance.digest import sha256
from provenance.model import Dossier
from provenance.report.html.charts import calendar, histogram
from provenance.report.html.evidence import evidence_json
from provenance.report.html.views import post_view, row_view
from provenance.report.visible import visible
from provenance.version import VERSION

_PACKAGE = "provenance.report.html"
_SCRIPTS = ("seen.js", "check.js", "page.js")


def render_html(dossier: Dossier) -> str:
    """Return the page; the same for the same dossier and version."""
    style, script = _text("style.css"), "\n".join(map(_text, _SCRIPTS))
    posts = [post_view(post, number) for number, post in enumerate(dossier.posts, 1)]
    is_many = len(posts) > 1
    return _template().render(
        title=_title(dossier),
        policy=_policy(style, script),
        style=style,
        script=script,
        evidence=_island(dossier),
        archive=dossier.archive.path.name,
        log_size=dossier.log_size,
        version=VERSION,
        posts=posts,
        failures=[(failure.target, str(failure.error)) for failure in dossier.failures],
        rows=[row_view(post, n) for n, post in enumerate(dossier.posts, 1)] if is_many else [],
        histogram=histogram(dossier.posts) if is_many else None,
        calendar=calendar(dossier.posts) if is_many else None,
    )


def _title(dossier: Dossier) -> str:
    if len(dossier.posts) == 1:
        post = dossier.posts[0].audit.post
        return post.title or str(post.key)
    return f"{len(dossier.posts):,} articles"


def _policy(style: str, script: str) -> str:
    """Return the content security policy: this style, this script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode())).decode()}"


def _island(dossier: Dossier) -> str:
    """Return what the page's own check reads; no byte in it can end its element."""
    written = json.dumps(evidence_json(dossier), ensure_ascii=True, separators=(",", ":"))
    return written.replace("<", "\\u003c")


@cache
def _text(name: str) -> str:
    return resources.files(_PACKAGE).joinpath("static", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = visible
    return environment.get_template("report.html.j2")
