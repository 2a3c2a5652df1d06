"""One self-contained page for people: no network, no captured markup, and a check of its own."""

from provenance.report.html.document import render_html

__all__ = ["render_html"]
