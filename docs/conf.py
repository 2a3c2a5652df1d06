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

# Every page's examples run in an empty folder with a copy of examples/, and leave nothing behind.
doctest_test_doctest_blocks = ""
doctest_global_setup = f"""
import os, shutil, tempfile
from pathlib import Path
_left, _room = os.getcwd(), tempfile.mkdtemp()
shutil.copytree({str(HERE.parent / "examples")!r}, os.path.join(_room, "examples"))
os.chdir(_room)
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
