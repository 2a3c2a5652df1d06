"""The one place where this package's version is written; builds and records read it from here."""

from typing import Final

VERSION: Final = "0.1.0"
