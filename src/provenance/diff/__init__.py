"""What changed between two snapshots of one post: blocks, words and tracked fields."""

from provenance.diff.compare import compare, compare_metadata
from provenance.diff.coverage import is_same_text
from provenance.diff.notation import write_explicit
from provenance.diff.scripts import UNSPACED
from provenance.diff.tokens import PATH_OPENS, TEXT, BlockTokens, Token, read_tokens
from provenance.diff.typography import fold_block, fold_text

__all__ = [
    "PATH_OPENS",
    "TEXT",
    "UNSPACED",
    "BlockTokens",
    "Token",
    "compare",
    "compare_metadata",
    "fold_block",
    "fold_text",
    "is_same_text",
    "read_tokens",
    "write_explicit",
]
