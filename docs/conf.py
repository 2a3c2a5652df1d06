"""How `make docs` builds the documents: offline, and with every warning an error."""

import sys
from pathlib import Path

from provenance import __version__

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # for `command_reference`

project = "provenance"
author = "The provenance authors"
project_copyright = f"2026, {author}"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "command_reference",
]
root_doc = "index"
default_role = "code"  # one pair of backticks is code in docstrings, as in Markdown
smartquotes = False  # `--fail-on` has two hyphens

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4  # the anchors that GitHub gives, so that one link serves both
suppress_warnings = ["misc.highlighting_failure"]  # sessions quote what no lexer knows

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # a default that is a function reads as it is written
napoleon_use_ivar = True
python_maximum_signature_line_length = 80

# Every page's examples run in a folder with a copy of examples/ and a bundle that somebody sent,
# and leave nothing behind.
doctest_test_doctest_blocks = ""
doctest_global_setup = f"""
import os, shutil, tempfile
from datetime import UTC, datetime
from pathlib import Path
from provenance import pipeline
_left, _room = os.getcwd(), tempfile.mkdtemp()
shutil.copytree({str(HERE.parent / "examples")!r}, os.path.join(_room, "examples"))
os.chdir(_room)
_sender = pipeline.Settings(archive=Path("sender.db"))
pipeline.snapshot(["examples/1-first.json"], _sender)
pipeline.new_key("gazette.example.org/articles", Path("newsroom"), None)
_source = pipeline.KeySource(spec="newsroom", passphrase=None)
pipeline.sign_log(_sender, pipeline.open_signer(_source))
_sent = pipeline.export_bundle(
    "4182", pipeline.BundleWanted(), _sender, clock=lambda: datetime.now(UTC)
)
Path("article.wacz").write_bytes(_sent.data)
"""
doctest_global_cleanup = """
os.chdir(_left)
shutil.rmtree(_room)
"""

html_theme = "furo"
html_title = f"provenance {__version__}"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1d4f91", "color-brand-content": "#1d4f91"},
    "dark_css_variables": {"color-brand-primary": "#9ec1f2", "color-brand-content": "#9ec1f2"},
}
