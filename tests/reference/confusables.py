"""Cuts Unicode's table of confusable characters down to what `assess/lookalikes.py` reads.

`python -m tests.reference.confusables confusables.txt` prints the cut: of Unicode's own lines those
of single letters that no normalization takes apart and that look like one letter of basic Latin, in
the alphabets that have most of them. The head of the file, with its version and its licence, is
kept by hand.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

# Letters of other scripts run the other way, join, or are no letters of an alphabet like Latin.
SCRIPTS = frozenset({"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GREEK", "LISU"})


def cut(lines: Iterable[str]) -> Iterator[str]:
    """Yield `0430 ; 0061 # CYRILLIC SMALL LETTER A` of each letter that is kept, in order."""
    kept: dict[str, str] = {}
    for line in lines:
        points, _, rest = line.partition(";")
        letters = [_characters(part) for part in (points, rest.partition(";")[0])]
        if rest and _is_wanted(*letters):
            kept[letters[0]] = letters[1]
    for letter in sorted(kept):
        yield f"{ord(letter):04X} ; {ord(kept[letter]):04X} # {unicodedata.name(letter)}"


def _characters(points: str) -> str:
    parts = points.strip("\ufeff \t\n").split()
    is_hex = all(part.isalnum() for part in parts) and not points.startswith("#")
    return "".join(chr(int(part, 16)) for part in parts) if is_hex else ""


def _is_wanted(letter: str, prototype: str) -> bool:
    return (
        len(letter) == len(prototype) == 1
        and prototype.isascii()
        and prototype.isalpha()
        and unicodedata.category(letter) in {"Lu", "Ll", "Lo"}
        and unicodedata.normalize("NFKD", letter) == letter
        and unicodedata.name(letter, "").split(" ")[0] in SCRIPTS
    )


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8-sig") as table:
        sys.stdout.writelines(f"{line}\n" for line in cut(table))
