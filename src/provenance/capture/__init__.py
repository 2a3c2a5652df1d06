"""The only code that talks to a network or reads an answer from disk."""

from provenance.capture.answer import Answer, PostSlice, split_answer
from provenance.capture.files import read_file
from provenance.capture.options import Options

__all__ = ["Answer", "Options", "PostSlice", "read_file", "split_answer"]
