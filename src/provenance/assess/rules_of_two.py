"""The rules that compare two captures of one post (assessment.md, "Two captures of one post")."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_REVISIONS = (
    "The site's own list of revisions with their texts and dates, which its editors can open."
)
_ASK_AGAIN = "A further capture past caches, from another place, some hours later."
_PUBLISHER = "The publisher's own record of the change."
_DATABASE_LOG = "The site's database backups and the logs of its plugins."
_MOST_COPIES = "Copies in web archives and feed readers with times between the two captures."


def _edit(slug: str, certainty: Certainty, summary: str, *fits: str, level: Level) -> Rule:
    return Rule(
        slug=slug,
        level=level,
        certainty=certainty,
        summary=summary,
        compares=True,
        explanations=fits,
        settles=(_REVISIONS, _MOST_COPIES, _PUBLISHER),
    )


def _other(
    slug: str,
    level: Level,
    certainty: Certainty,
    summary: str,
    *fits: str,
    settles: tuple[str, ...],
) -> Rule:
    return Rule(
        slug=slug,
        level=level,
        certainty=certainty,
        summary=summary,
        compares=True,
        explanations=fits,
        settles=settles,
    )


_EDITS = (
    _edit(
        "changed-undated",
        Certainty.SHOWN,
        "The text differs, and the site does not say when it was modified.",
        "A plugin or a setting leaves the modified time out of the answers.",
        "An ordinary edit whose time the answer happens not to carry.",
        level=Level.WARNING,
    ),
    _edit(
        "modified-went-back",
        Certainty.INDICATED,
        "The modified time is earlier than in the capture before.",
        "The site was restored from a backup.",
        "The site's clock was set back, or corrected.",
        "A plugin or a database change wrote an earlier time.",
        "A cache or another node answered with parts of an older state.",
        level=Level.WARNING,
    ),
    _edit(
        "changed-with-modified",
        Certainty.SHOWN,
        "The text differs, and the modified time advanced.",
        "An ordinary edit; the modified time is there to say so.",
        "A change outside a save (a database change, a synced pattern, a plugin), and then a save"
        " that changed no word.",
        level=Level.NOTE,
    ),
    _edit(
        "changed-with-revisions",
        Certainty.SHOWN,
        "The text differs and a revision was stored or removed, while the modified time stayed.",
        "A save that kept the modified time, as some plugins offer for small corrections.",
        "An autosave, together with a change outside a save: a synced pattern, a database change,"
        " a plugin.",
        level=Level.WARNING,
    ),
    _edit(
        "changed-without-claims",
        Certainty.SHOWN,
        "The text differs, while the modified time stayed and neither the revision count nor the"
        " newest revision is stated to have moved.",
        "A synced pattern or a media caption that the post shows was edited in its own place.",
        "A plugin or the theme adds, removes or rewrites this text when the post is served.",
        "The text was changed in the database, as a search and replace over a whole site does.",
        "Two nodes or two variants of the page answered with different texts.",
        level=Level.WARNING,
    ),
)

_COPIES = (
    _other(
        "older-copy-served",
        Level.NOTE,
        Certainty.INDICATED,
        "The answer looks older than one before it, by its claims or by text and claims together.",
        "A cache, or another node of the site, answered with an older copy.",
        "The site was restored from a backup.",
        "An earlier text was put back in the way in which it had been changed: a synced pattern, a"
        " plugin, the database, with its times or without.",
        settles=(_ASK_AGAIN,),
    ),
    _other(
        "earlier-text-again",
        Level.NOTE,
        Certainty.SHOWN,
        "The words are those of an earlier capture, and not those of the one before.",
        "An edit was undone.",
        "An earlier revision was restored.",
        "A cache, a node or a variant of the page answered with an earlier text.",
        settles=(_REVISIONS, _ASK_AGAIN),
    ),
)

_NO_EDITS = (
    _other(
        "typography-change",
        Level.NOTE,
        Certainty.SHOWN,
        "Only quotation marks, dashes, ellipses or spaces are spelt in another way.",
        "WordPress's own typographic filter was switched on or off, by a theme, plugin or upgrade.",
        "An editor replaced straight marks by curly ones, or the other way.",
        settles=("Other posts of the site: such a switch changes all of them at once.",),
    ),
    _other(
        "dynamic-content-change",
        Level.NOTE,
        Certainty.SHOWN,
        "Only blocks differ whose names are of those that WordPress fills by itself, such as a list"
        " of latest posts.",
        "Other posts, comments or pages of the site changed.",
        "Words were edited that stand inside such a block: the answer shows its name, and not who"
        " filled it.",
        settles=("The list's own source on the site.", _REVISIONS),
    ),
    _other(
        "markup-change",
        Level.NOTE,
        Certainty.SHOWN,
        "The markup differs, and no word, link, picture or heading does.",
        "A theme, a plugin or WordPress itself was changed or upgraded.",
        "A save in another editor wrote the same text in other markup.",
        settles=("Other posts of the site: an upgrade changes many of them at once.",),
    ),
    _other(
        "metadata-change",
        Level.NOTE,
        Certainty.SHOWN,
        "Tracked fields about the post differ, such as tags, author, address or picture.",
        "An editor changed the fields.",
        "A setting or a plugin changed them for many posts, such as the permalink setting.",
        settles=("Other posts of the site: a setting changes many of them at once.", _PUBLISHER),
    ),
    _other(
        "save-without-change",
        Level.NOTE,
        Certainty.REPORTED,
        "The modified time advanced, and text and tracked fields are the same.",
        "The Update button was pressed with nothing changed, or the post was unpublished and"
        " published again.",
        "Something was saved that these answers do not carry, such as a custom field.",
        "A change was made and undone between the two captures.",
        "The modified time alone was written, by a plugin or in the database.",
        settles=(_REVISIONS, _MOST_COPIES),
    ),
    _other(
        "date-changed",
        Level.WARNING,
        Certainty.SHOWN,
        "The publication date differs.",
        "The date was corrected.",
        "The article was put in front again, or filed under an earlier date.",
        "The site's time zone setting, or an import, moved the dates of many posts.",
        settles=("Other posts of the site with moved dates.", _MOST_COPIES, _PUBLISHER),
    ),
)

_REVISION_RULES = (
    _other(
        "revision-activity",
        Level.NOTE,
        Certainty.INDICATED,
        "A revision was stored, while no edit is shown and the modified time is the same.",
        "An autosave: an editor has, or had, the post open with changes that are not published.",
        "A save that kept the modified time and changed nothing that is shown.",
        settles=(_REVISIONS,),
    ),
    _other(
        "revision-activity-under-password",
        Level.NOTE,
        Certainty.INDICATED,
        "Revisions were stored or removed while the text was behind a password.",
        "The text was edited; it cannot be read without the password.",
        "An autosave.",
        "Old revisions were pruned.",
        settles=(_REVISIONS, "The text as somebody sees it who has the password."),
    ),
    _other(
        "fewer-revisions",
        Level.WARNING,
        Certainty.SHOWN,
        "Fewer stored revisions than before, an older one as the newest, or no link to the newest.",
        "Old revisions were pruned, by a limit or by a cleaning plugin.",
        "A revision or an autosave was deleted.",
        "Storing revisions was switched off.",
        "The site was restored from a backup.",
        settles=(_REVISIONS, _DATABASE_LOG),
    ),
    _other(
        "revisions-replaced",
        Level.NOTE,
        Certainty.SHOWN,
        "There is a newer revision, and no more of them than before.",
        "The site keeps a limited number: the oldest went as the newest came.",
        "Old revisions were pruned.",
        "An autosave was swapped for a newer one.",
        settles=(_REVISIONS,),
    ),
)

_ACCESS = (
    _other(
        "not-public-now",
        Level.WARNING,
        Certainty.SHOWN,
        "A post that was served before is refused as not public.",
        "It was made a draft, private or pending again, or put in the trash.",
        "It was scheduled: its date was set to a time to come.",
        "A membership plugin now asks readers to sign in.",
        settles=("The page's own address in a browser.", _PUBLISHER, _ASK_AGAIN),
    ),
    _other(
        "not-found-now",
        Level.WARNING,
        Certainty.SHOWN,
        "A post that was served before is not found under its number and type.",
        "It was deleted.",
        "It was turned into a page, or into another type of post.",
        "The site was moved, or restored from a backup in which the post is not.",
        settles=("The page's own address in a browser.", _PUBLISHER, _ASK_AGAIN),
    ),
    _other(
        "interface-unavailable",
        Level.NOTE,
        Certainty.SHOWN,
        "The site's REST interface does not answer for the post; that says nothing of the post.",
        "A security plugin or a setting closed the interface to readers who are not signed in.",
        "The interface answers under another address, or not for this type of post.",
        "The site was out of order when it was asked.",
        settles=("The page's own address in a browser.", _ASK_AGAIN),
    ),
    _other(
        "password-set",
        Level.NOTE,
        Certainty.SHOWN,
        "The post now asks for a password, and did not before.",
        "The publisher closed the post to the public, for good or for a time.",
        "The request that read it before carried the password.",
        settles=(_PUBLISHER,),
    ),
    _other(
        "password-lifted",
        Level.NOTE,
        Certainty.SHOWN,
        "The post asked for a password before, and no longer does.",
        "The publisher opened the post to the public.",
        "The request that read it carried the password.",
        "A cache, or another node of the site, answered with a copy from before the password.",
        settles=(_PUBLISHER,),
    ),
)

_IDENTITY = (
    _other(
        "guid-differs",
        Level.WARNING,
        Certainty.SHOWN,
        "The post's permanent identifier (guid) names another path or number.",
        "Another post now has the same number, after an import or a restored backup.",
        "The site was moved, and its identifiers were rewritten.",
        settles=(_MOST_COPIES, _DATABASE_LOG),
    ),
    _other(
        "site-moved",
        Level.NOTE,
        Certainty.SHOWN,
        "The guid, links or pictures name the site by another host or scheme, and else the same.",
        "The site moved to another host name, or to https.",
        "Pictures are served from another host.",
        settles=("Other posts of the site: a move changes all of them at once.",),
    ),
)

EDIT_RULES = tuple(rule.slug for rule in _EDITS)
RULES_OF_TWO = (*_EDITS, *_COPIES, *_NO_EDITS, *_REVISION_RULES, *_ACCESS, *_IDENTITY)
