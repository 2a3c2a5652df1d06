"""Which language some changed blocks are in.

Owns the guess where nothing says it, which words alone are read by: numbers never are.
"""

import re
from collections import Counter
from collections.abc import Sequence

from provenance.assess.classes.lexicon import languages, lexicon
from provenance.model import BlockChange

_ENOUGH = 3
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def tongue_of(language: str | None, edits: Sequence[BlockChange]) -> str:
    """Return the code of the language that is stated; else `guess-` and what the words show.

    Empty where neither says.
    """
    if language:
        code = re.split("[-_]", language.lower())[0]
        return {"in": "id"}.get(code, code)
    text = " ".join(edit.after or edit.before or "" for edit in edits)[:_SAMPLE].lower()
    counts = Counter(_WORD.findall(text))
    scores = sorted(
        (sum(counts[word] for word in lexicon(code).lists["common"]), code) for code in languages()
    )
    (second, _), (first, code) = scores[-2:]
    return f"guess-{code}" if first >= _ENOUGH and first > second else ""
