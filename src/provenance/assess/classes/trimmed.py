"""Cuts two texts down to the sentences in which they differ.

Owns where a cut changes nothing of what is told: never behind an abbreviation, inside of quotation
marks, or in a link or a picture.
"""

import re

from provenance.diff.ends import common_end, common_start

# Behind a word, and not before a figure, as in *Sept. 3*; or where Chinese ends a sentence.
_ENDS = re.compile(r"(?<=[^\W\d_])[.!?](?=\s+[^\W\d_]|\s+[*\[])|[\u3002\uff01\uff1f](?=\w)")
_WORD = re.compile(r"\s*[*\[]*\w+")
# What a cut might take apart: pictures, quotations. A link or a mark may lose its beginning on both
# sides, and an apostrophe between letters opens nothing.
_HELD = re.compile(
    r"<|!\[|[\"\u201c-\u201e\u00ab\u00bb\u300c-\u300f\u2039\u203a\u2018\u201a]"
    r"|(?<!\w)['\u2019]|['\u2019](?!\w)"
)
_LEAST = 60


def changed_sentences(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the sentences that both begin with, and both end with.

    What ends the sentence before them stays, and so does the first word behind them.
    """
    start = common_start(before, after)
    if start > _LEAST and not _HELD.search(before, 0, start):
        cuts = [found.start() for found in _ENDS.finditer(before, 0, start)]
        before, after = (text[cuts[-1] if cuts else 0 :] for text in (before, after))
    end = min(common_end(before, after), min(len(before), len(after)) - 1)
    kept = len(before) - end
    if end > _LEAST and not _HELD.search(before, kept):
        found = _ENDS.search(before, kept)
        word = found and _WORD.match(before, found.end())
        if word:
            behind = len(before) - word.end()
            before, after = before[: len(before) - behind], after[: len(after) - behind]
    return before, after
