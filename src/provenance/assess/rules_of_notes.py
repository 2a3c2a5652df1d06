"""The rules on publishers' notes (assessment.md, "Two captures of one post")."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_PUBLISHER = "The publisher's own record of the change, and its policy on what needs a note."
_NOTE_ITSELF = "The whole note, read beside the edit."

RULES_OF_NOTES = (
    Rule(
        slug="note-explains-change",
        level=Level.NOTE,
        certainty=Certainty.INDICATED,
        summary="A note that came with an edit, or after it, carries words of what was changed.",
        compares=True,
        explanations=(
            "The note speaks of another change that has the same words in it.",
            "The note speaks of a part of the edit, and not of all of it.",
            "The note is about another article that has these words in it too.",
        ),
        settles=(_NOTE_ITSELF, _PUBLISHER),
    ),
    Rule(
        slug="note-unclear",
        level=Level.NOTE,
        certainty=Certainty.INDICATED,
        summary="A note is there with an edit, or came after it, and whether it speaks of the edit"
        " cannot be told from its words.",
        compares=True,
        explanations=(
            "The note speaks of the edit in words of its own, or says only that there was one.",
            "The note speaks of another change, or of another article.",
            "The words are a line of the article's own, or of its template, and no note.",
        ),
        settles=(_NOTE_ITSELF, _PUBLISHER),
    ),
    Rule(
        slug="no-note-found",
        level=Level.NOTE,
        certainty=Certainty.INDICATED,
        summary="No note that came with a material edit, or after it, was found where it was looked"
        " for.",
        compares=True,
        explanations=(
            "The publisher's policy asks for no note on such an edit.",
            "A note stands elsewhere: on a page of corrections, in print, or put by a script.",
            "A note is there in words, or in a language, that were not looked for.",
            "A note was there for a time between two captures.",
        ),
        settles=(
            "The page as it was shown, and the publisher's page of corrections.",
            _PUBLISHER,
        ),
    ),
)
NOTE_RULES = tuple(rule.slug for rule in RULES_OF_NOTES)
