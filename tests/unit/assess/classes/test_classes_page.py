"""docs/classes.md names every class and every language, and says of each what the code says."""

import re
from pathlib import Path

from provenance.assess.classes import languages
from provenance.model import COSMETIC, EditClass
from tests.assessment.labelled import read_edits

PAGE = (Path(__file__).parents[4] / "docs" / "classes.md").read_text(encoding="utf-8")
NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "id": "Indonesian",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}


def test_every_class_is_on_the_page_with_whether_it_is_material() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| [^|]+ \| (yes|no) \|$", PAGE, flags=re.MULTILINE)
    told = {name: each for names, each in rows for name in re.findall("`([a-z-]+)`", names)}

    assert told == {each.value: "no" if each in COSMETIC else "yes" for each in EditClass}


def test_the_page_names_the_languages_that_have_a_file_and_no_others() -> None:
    part = PAGE.split("## Languages")[1].split("##")[0]
    sentence = part.split("(`src/")[0]
    named = set(re.findall(r"\b[A-Z][a-z]+\b", sentence)) - {"Words"}

    assert named == {NAMES[code] for code in languages()}


def test_the_table_of_peers_counts_the_edits_that_there_are() -> None:
    (ours,) = [line for line in PAGE.splitlines() if line.startswith("| provenance, material |")]
    counted = [int(number) for number in re.findall(r"of (\d+)", ours)]
    halves = [list(read_edits(half)) for half in ("gated", "unseen")]

    assert counted == [
        sum(edit.material is material for edit in edits)
        for edits in halves
        for material in (True, False)
    ]
