"""What kind of change an edit is, passage by passage, and whether it is material."""

from provenance.assess.classes.classify import classes_in, classify
from provenance.assess.classes.lexicon import languages

__all__ = ["classes_in", "classify", "languages"]
