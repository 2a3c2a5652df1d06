"""The rules that read one capture (assessment.md, "One capture")."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_EARLIER_COPY = (
    "An earlier copy of the text: another capture, a web archive, a feed reader or a saved page."
)

RULES_OF_ONE = (
    Rule(
        slug="saved-after-publication",
        level=Level.NOTE,
        certainty=Certainty.REPORTED,
        summary="The post's modified time is more than 60 seconds after its publication date.",
        compares=False,
        explanations=(
            (
                "The publication date was set back when the post was published, and nothing was"
                " saved afterwards."
            ),
            (
                "A later save changed no word: a tag, a category, a picture, or the Update button"
                " pressed; such a save moves the modified time too."
            ),
            "The text was edited after publication.",
        ),
        settles=(
            _EARLIER_COPY,
            "The site's own list of revisions with their dates, which its editors can open.",
        ),
    ),
    Rule(
        slug="dated-after-save",
        level=Level.NOTE,
        certainty=Certainty.REPORTED,
        summary="The post's publication date is after its modified time.",
        compares=False,
        explanations=(
            "The post was scheduled: saved first, and published by itself at its date.",
            "The publication date was set forward after the last save, or by it.",
        ),
        settles=("The publisher's record of when the post went online.", _EARLIER_COPY),
    ),
    Rule(
        slug="protected",
        level=Level.NOTE,
        certainty=Certainty.REPORTED,
        summary="The post's text is behind a password, so that only its title was read.",
        compares=False,
        explanations=(
            "The publisher shares the post with a closed group.",
            "The post is being worked on, or was put behind a password for a time.",
        ),
        settles=("The text as somebody sees it who has the password.",),
    ),
    Rule(
        slug="non-displayed-characters",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="The text contains characters that a reader does not see, or letters of another"
        " script that look like those of the word they stand in.",
        compares=False,
        explanations=(
            (
                "The text was pasted from a word processor, a chat or a web page that had put the"
                " characters there."
            ),
            (
                "A typesetter or an editing tool put them there to allow or forbid a line break,"
                " or to keep two letters from joining."
            ),
            "A plugin or a service marks copies of the text with them.",
            (
                "The word was typed on a keyboard that switches between two scripts, on which some"
                " letters look alike."
            ),
            "Text recognition, or a conversion, took a letter for one that looks alike.",
            "A name that is written so, a symbol with its index, or a word with a foreign ending.",
        ),
        settles=("The text as it was typed or pasted, at its author's or in its first draft.",),
    ),
    Rule(
        slug="non-displayed-text",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="The text contains words that its own markup keeps from being displayed.",
        compares=False,
        explanations=(
            "A part that opens on a click: an accordion, a tab, a transcript or a spoiler.",
            "Words meant for screen readers or for print.",
            "Left-overs of an editing tool or a plugin.",
        ),
        settles=("The page in a browser, with everything on it that opens by a click opened.",),
    ),
)
