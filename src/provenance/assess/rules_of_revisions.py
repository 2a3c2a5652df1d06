"""The rules on what a site lists beside a post: its revisions to a login, and other items."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_DATABASE_LOG = "The site's database backups and the logs of its plugins."
_REVISIONS = (
    "The site's own list of revisions with their texts and dates, which its editors can open."
)
_PUBLISHER = "The publisher's own record of the change."
_COPIES = "Copies in web archives and feed readers with times near the publication."
_LIST_AGAIN = "The list once more, some minutes later, by a login that may edit the post."

RULES_OF_REVISIONS = (
    Rule(
        slug="changed-since-published-revision",
        level=Level.WARNING,
        certainty=Certainty.REPORTED,
        summary=(
            "The stored text differs from the revision that was current at the publication date."
        ),
        compares=False,
        explanations=(
            (
                "The text was edited after publication; the site keeps the saves, with time and"
                " author."
            ),
            "The publication date is not the time at which the text was first public.",
            (
                "The text of that revision was never public: the post was a draft, private or"
                " behind a password then."
            ),
            (
                "Saves near the publication were removed from the list: the revision is an"
                " earlier draft."
            ),
        ),
        settles=(_COPIES, _PUBLISHER),
    ),
    Rule(
        slug="differs-from-newest-revision",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="The stored text differs from the newest revision that is no autosave.",
        compares=False,
        explanations=(
            (
                "The text was changed in the database, as a search and replace over a whole site"
                " does that leaves revisions alone."
            ),
            (
                "A plugin or a program wrote the text without storing a revision, or changed the"
                " revision."
            ),
            "Storing revisions was switched off, or is limited, when the text was last saved.",
        ),
        settles=(_DATABASE_LOG, _PUBLISHER),
    ),
    Rule(
        slug="stored-revision-changed",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="A stored revision has another text than when the site listed it before.",
        compares=True,
        explanations=(
            (
                "A search and replace over the whole site, as when its address changes, rewrote"
                " revisions too."
            ),
            "A plugin cleans, shortens or translates stored texts, or filters the list.",
            "The site was restored or imported, and the number belongs to another revision now.",
        ),
        settles=(_DATABASE_LOG,),
    ),
    Rule(
        slug="revision-not-listed",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary=(
            "The post names a newest revision that is not in the site's own list of its revisions."
        ),
        compares=False,
        explanations=(
            "A plugin filters the list, or the link.",
            "The revision was pruned, or the post saved, between the two answers.",
            "A cache answered one of the two requests.",
        ),
        settles=(_LIST_AGAIN, _DATABASE_LOG),
    ),
    Rule(
        slug="revision-count-differs",
        level=Level.NOTE,
        certainty=Certainty.SHOWN,
        summary="The post states another number of revisions than the site's own list has.",
        compares=False,
        explanations=(
            "A plugin filters the list, or the count, or leaves autosaves out of one of them.",
            "Revisions were pruned or stored between the two answers.",
            "A cache answered one of the two requests.",
        ),
        settles=(_LIST_AGAIN, _DATABASE_LOG),
    ),
    Rule(
        slug="saved-after-later-post",
        level=Level.WARNING,
        certainty=Certainty.INDICATED,
        summary=(
            "The newest revision is numbered after items of the site that are dated later"
            " than the post's last save."
        ),
        compares=False,
        explanations=(
            (
                "The revision is an autosave: an editor has, or had, the post open with changes"
                " that are not published."
            ),
            "A save that kept the modified time, as some plugins offer for small corrections.",
            "A plugin stored a revision without a save of the post.",
            "The items were made before their dates: scheduled, imported, or given another date.",
        ),
        settles=(_REVISIONS, "The dates of more items with numbers near the revision's."),
    ),
)
