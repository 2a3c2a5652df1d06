"""Scripts that are written without spaces between words, and signs of several characters.

Owns the one table of them for comparing and judging texts. The canonical form has its own, which
is part of its specification and never changes. All are bodies of a character class of a regular
expression.
"""

# In order: Thai and Lao, Tibetan, Burmese, Khmer, Tai Le to Tai Tham, radicals, kana, Bopomofo,
# Chinese characters, half-width kana, and the two planes of further Chinese characters.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u2e80-\u2fdf\u3040-\u30ff"
    "\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)

# Marks of these scripts, and of any, that belong to the character before them.
CLINGING = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f18\u0f19"
    "\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e"
    "\u17b4-\u17d3\u1a17-\u1a1b\u1a55-\u1a7f\u200b-\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef"
)

# Marks that write the letter behind them below the one before: Burmese, Khmer, Tai Tham.
STACKING = "\u1039\u17d2\u1a60"

# Thai and Lao vowels that are written before the consonant which they follow in speech, those
# consonants, and vowels that are letters of their own behind it.
VOWELS_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"
CONSONANTS = "\u0e01-\u0e2e\u0e81-\u0eae"
VOWELS_BEHIND = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"

# A run of katakana is nearly always one word, taken from another language.
KATAKANA = "\u3099\u309a\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff\uff66-\uff9f"

# What an emoji begins with or is joined to (UTS #51), regional indicators among them, and what
# may follow that: presentation, enclosing keycap, skin tone, and tags as in a region's flag.
EMOJI = (
    "\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u303d"
    "\u3297\u3299\U0001f000-\U0001faff"
)
MODIFIERS = "\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
