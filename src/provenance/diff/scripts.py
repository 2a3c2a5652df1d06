"""Scripts that are written without spaces between words.

Owns the one table of them for comparing and judging texts. The canonical form has its own, which
is part of its specification and never changes.
"""

# The body of a character class of a regular expression. In order: Thai and Lao, Tibetan, Burmese,
# Khmer, Tai Le to Tai Tham, radicals, kana, Bopomofo, Chinese characters, half-width kana, and the
# two planes of further Chinese characters.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u2e80-\u2fdf\u3040-\u30ff"
    "\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)

# Marks of these scripts, and of any, that belong to the character before them.
CLINGING = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f18\u0f19"
    "\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e"
    "\u17b4-\u17d3\u1a17-\u1a1b\u1a55-\u1a7f\u200b-\u200d\u3099\u309a\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef"
)
