"""Tables of the canonical form: what each element and attribute means (canonical-form.md 3)."""

import re

from provenance.canonical.text import ASCII_SPACE, fold

# 3.1 Elements whose bytes stay in `markup` only.
DROPPED = frozenset({"script", "style", "template"})

# 3.2 Path elements, with the attributes that say something.
PATH: dict[str, tuple[str, ...]] = {
    "blockquote": ("cite",),
    "caption": (),
    "dd": (),
    "dl": (),
    "dt": (),
    "figcaption": (),
    "h1": (),
    "h2": (),
    "h3": (),
    "h4": (),
    "h5": (),
    "h6": (),
    "li": ("value",),
    "ol": ("start",),
    "pre": (),
    "summary": (),
    "table": (),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "tr": (),
    "ul": (),
}

# 3.3 Path elements that say something even where they are empty: an empty cell shifts its row, an
# empty item the numbers after it.
SPEAKS_EMPTY = frozenset({"li", "td", "th"})

# 3.4 Elements that separate blocks and say nothing more.
WRAPPERS = frozenset(
    "address article aside center details dialog dir div fieldset figure footer form header hgroup"
    " hr legend listing main menu nav noframes optgroup option p plaintext search section tbody"
    " tfoot thead xmp".split()
)

# 4.1 What separates blocks by its name alone.
SEPARATORS = WRAPPERS.union(PATH)

# 3.5 Marks: canonical name, and the attributes that say something.
MARKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a": ("a", ("href",)),
    "b": ("strong", ()),
    "cite": ("cite", ()),
    "code": ("code", ()),
    "del": ("del", ()),
    "em": ("em", ()),
    "i": ("em", ()),
    "ins": ("ins", ()),
    "mark": ("mark", ()),
    "q": ("q", ("cite",)),
    "s": ("s", ()),
    "strike": ("s", ()),
    "strong": ("strong", ()),
    "sub": ("sub", ()),
    "sup": ("sup", ()),
    "u": ("u", ()),
}

# 3.6 Marks whose nesting a reader sees: quotation marks alternate, exponents climb.
NESTING = frozenset({"q", "sub", "sup"})

# 3.7 Atoms, with the attributes that say something.
ATOMS: dict[str, tuple[str, ...]] = {
    "audio": ("src",),
    "br": (),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "alt"),
    "object": ("data",),
    "source": ("src",),
    "video": ("src",),
}

# 3.8 Attributes whose value is taken as it stands; all others are stripped of ASCII white space.
PROSE_ATTRIBUTES = frozenset({"alt"})

# 3.9 Classes of parts that WordPress or a widespread plugin fills anew on each request.
DYNAMIC_CLASSES = frozenset(
    "wp-block-latest-posts wp-block-latest-comments wp-block-calendar wp-block-archives"
    " wp-block-categories wp-block-rss wp-block-tag-cloud wp-block-page-list wp-block-search"
    " wp-block-loginout wp-block-query jp-relatedposts sharedaddy".split()
)


def is_dynamic(classes: str) -> bool:
    """Tell whether a class attribute names a dynamic part (3.9); tokens, compared exactly."""
    # A bare `split` knows more white space, so that it finds every such token, and must be asked
    # again only where it does.
    return not (
        DYNAMIC_CLASSES.isdisjoint(classes.split())
        or DYNAMIC_CLASSES.isdisjoint(fold(classes).split(" "))
    )


# 3.10 ASCII letters alone are compared without regard to case.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_HIDING = re.compile(
    " display : none (?:! important )?".replace(" ", f"[{ASCII_SPACE}]*"), re.IGNORECASE | re.ASCII
)


def is_undisplayed(style: str) -> bool:
    """Tell whether a style attribute has a declaration `display: none` (3.10)."""
    if "/*" in style:
        style = _COMMENT.sub(" ", style)
    return any(map(_HIDING.fullmatch, style.split(";")))
