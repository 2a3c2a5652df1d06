"""A seeded corpus of posts, as whole REST answers in the bytes that WordPress would send.

Sizes are log-normal between 1 and 60 KB of `content.rendered` with a median of 9 KB. The scripts,
the kinds of block and the spellings are those that a canonical form has to get right; the words
mean nothing. Owns no timing. The same seed gives the same bytes on every machine.
"""

import json
import math
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

SEED: Final = 20250313
SMALLEST_BYTES: Final = 1_000
MEDIAN_BYTES: Final = 9_000
LARGEST_BYTES: Final = 60_000
SPREAD: Final = (
    0.8  # standard deviation of the logarithm: about 1 % lie outside and are drawn again
)
SITE: Final = "https://corpus.example.org"
FIRST_ID: Final = 1_000

_ONSETS: Final = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_NUCLEI: Final = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
# Composed, decomposed, and two marks in an order that NFC has to turn round.
_MARKED: Final = ("\u00e9", "e\u0301", "u\u0308", "a\u030a", "o\u0302\u0323", "\u1ed9", "n\u0303")
_ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_MARKS: Final = "\u064b\u064c\u064e\u064f\u0650\u0651\u0652"
_CJK_FIRST, _CJK_LAST = 0x4E00, 0x6FFF
_EMOJI: Final = ("😀", "🚢", "❤️", "👩‍🚒", "🇳🇴", "👍🏽", "1️⃣")
_ENTITIES: Final = (
    "&amp;",
    "&#8217;s",
    "&#8220;",
    "&#8221;",
    "&hellip;",
    "&nbsp;",
    "&#038;",
    "&lt;",
)
_SCRIPTS: Final = ("latin", "marked", "arabic", "cjk", "mixed")
_SCRIPT_WEIGHTS: Final = (50, 18, 12, 12, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPost:
    """One post of the corpus.

    Attributes:
        post_id: Its id on the made-up site.
        title: Its `title.rendered`, decoded.
        content: Its `content.rendered`, decoded.
        raw: The whole REST answer: one line, ASCII, `/` escaped, as PHP's `json_encode` writes it.
    """

    post_id: int
    title: str
    content: str
    raw: bytes


def make_corpus(count: int, *, seed: int = SEED) -> tuple[CorpusPost, ...]:
    """Return `count` posts; a longer corpus begins with the shorter one."""
    return tuple(stream_corpus(count, seed=seed))


def stream_corpus(count: int, *, seed: int = SEED) -> Iterator[CorpusPost]:
    """Yield the posts of `make_corpus` one by one, none kept."""
    generator = random.Random(seed)
    for index in range(count):
        yield make_post(generator, post_id=FIRST_ID + 10 * index, size_bytes=draw_size(generator))


def draw_size(generator: random.Random) -> int:
    """Return a size in bytes, log-normal and within the bounds."""
    while True:
        size = round(generator.lognormvariate(math.log(MEDIAN_BYTES), SPREAD))
        if SMALLEST_BYTES <= size <= LARGEST_BYTES:
            return size


def make_post(generator: random.Random, *, post_id: int, size_bytes: int) -> CorpusPost:
    """Return one post whose rendered content is close to `size_bytes` in UTF-8."""
    writer = _Writer(generator)
    parts: list[str] = []
    written = 0
    while written < size_bytes * 0.97:
        part = "\n" + writer.block() + "\n\n\n"
        size = len(part.encode())
        if written and written + size > size_bytes * 1.05:
            part = f"\n<p>{writer.words(4, 9)}</p>\n\n\n"
            size = len(part.encode())
        parts.append(part)
        written += size
    return post_with_content("".join(parts), title=writer.words(5, 11), post_id=post_id)


def post_with_content(content: str, *, title: str, post_id: int, site: str = SITE) -> CorpusPost:
    """Return the post that serves `content`, its excerpt derived as WordPress derives one."""
    answer = _answer(content, title=title, post_id=post_id, site=site)
    text = json.dumps(answer, separators=(",", ":")).replace("/", "\\/")
    return CorpusPost(post_id=post_id, title=title, content=content, raw=text.encode("ascii"))


class _Writer:
    """Writes blocks of one post: one script, many kinds of block."""

    def __init__(self, generator: random.Random) -> None:
        self._random = generator
        self._script = generator.choices(_SCRIPTS, _SCRIPT_WEIGHTS)[0]
        self._kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (70, self._paragraph),
            (6, self._heading),
            (5, self._list),
            (4, self._quotation),
            (4, self._image),
            (3, self._table),
            (2, self._gallery),
            (1, self._embed),
            (1, self._preformatted),
            (1, self._latest_posts),
            (1, lambda: '<p class="wp-block-paragraph"></p>'),
            (1, lambda: '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
            (1, lambda: "<!-- more --><!-- wp:spacer --><div></div>"),
        )

    def block(self) -> str:
        """Return one block's markup."""
        weights = [weight for weight, _ in self._kinds]
        return self._random.choices(self._kinds, weights)[0][1]()

    def words(self, least: int, most: int) -> str:
        """Return plain words with the odd character reference among them."""
        return " ".join(self._word() for _ in range(self._random.randint(least, most)))

    def _word(self) -> str:
        draw = self._random.random()
        if draw < 0.02:
            return self._random.choice(_ENTITIES)
        if draw < 0.025:
            return self._random.choice(_EMOJI)
        if draw < 0.05:
            return f"{self._random.randint(1, 9_999):,}"
        script = self._script
        if script == "mixed":
            script = self._random.choice(_SCRIPTS[:4])
        return {
            "latin": self._latin,
            "marked": self._marked,
            "arabic": self._arabic,
            "cjk": self._cjk,
        }[script]()

    def _latin(self) -> str:
        pick = self._random.choice
        return "".join(pick(_ONSETS) + pick(_NUCLEI) for _ in range(self._random.randint(1, 4)))

    def _marked(self) -> str:
        word = self._latin()
        return word + self._random.choice(_MARKED) if self._random.random() < 0.4 else word

    def _arabic(self) -> str:
        letters = self._random.choices(_ARABIC, k=self._random.randint(2, 8))
        if self._random.random() < 0.2:
            letters.insert(1, self._random.choice(_ARABIC_MARKS))
        return "".join(letters)

    def _cjk(self) -> str:
        size = self._random.randint(4, 14)
        return "".join(chr(self._random.randint(_CJK_FIRST, _CJK_LAST)) for _ in range(size))

    def _sentence(self) -> str:
        pieces = [self._inline() for _ in range(self._random.randint(2, 4))]
        return " ".join(pieces) + "."

    def _inline(self) -> str:
        words = self.words(3, 9)  # so that about one word in sixty opens a link or another mark
        draw = self._random.random()
        if draw < 0.050:
            return f'<a href="{SITE}/{self._latin()}/?a=1&#038;b=2" rel="noopener">{words}</a>'
        if draw < 0.070:
            return f"<strong>{words}</strong>"
        if draw < 0.090:
            return f"<em>{words}</em>"
        if draw < 0.095:
            return f"{words}<br />{self.words(2, 5)}"
        if draw < 0.100:
            return f'{words}<sup class="fn"><a href="#fn-1">1</a></sup>'
        return words

    def _paragraph(self) -> str:
        sentences = " ".join(self._sentence() for _ in range(self._random.randint(1, 4)))
        classes = self._random.choice(
            ("", ' class="wp-block-paragraph"', ' class="has-medium-font-size"')
        )
        return f"<p{classes}>{sentences}</p>"

    def _heading(self) -> str:
        level = self._random.choice((2, 2, 2, 3))
        return f'<h{level} class="wp-block-heading">{self.words(2, 7)}</h{level}>'

    def _list(self) -> str:
        name = self._random.choice(("ul", "ol"))
        items = "\n".join(f"<li>{self._inline()}</li>\n" for _ in range(self._random.randint(2, 7)))
        return f'<{name} class="wp-block-list">{items}</{name}>'

    def _quotation(self) -> str:
        return (
            f'<blockquote class="wp-block-quote is-layout-flow">{self._paragraph()}'
            f"<cite>{self.words(2, 4)}</cite></blockquote>"
        )

    def _image(self) -> str:
        return (
            f'<figure class="wp-block-image size-large">{self._picture()}'
            f'<figcaption class="wp-element-caption">{self.words(4, 12)}</figcaption></figure>'
        )

    def _picture(self) -> str:
        base = f"{SITE}/wp-content/uploads/2025/03/{self._latin()}"
        sizes = ", ".join(f"{base}-{width}x{width}.jpg {width}w" for width in (1024, 768, 300))
        return (
            f'<img loading="lazy" decoding="async" width="1024" height="683" src="{base}.jpg" '
            f'alt="{self.words(3, 9)}" class="wp-image-{self._random.randint(1, 9_999)}" '
            f'srcset="{sizes}" sizes="(max-width: 1024px) 100vw, 1024px" />'
        )

    def _gallery(self) -> str:
        pictures = "".join(self._image() for _ in range(self._random.randint(2, 5)))
        return f'<figure class="wp-block-gallery has-nested-images columns-3">{pictures}</figure>'

    def _table(self) -> str:
        columns = self._random.randint(2, 5)
        head = "".join(f"<th>{self.words(1, 2)}</th>" for _ in range(columns))
        rows = "".join(
            "<tr>" + "".join(f"<td>{self.words(1, 3)}</td>" for _ in range(columns)) + "</tr>"
            for _ in range(self._random.randint(2, 9))
        )
        return (
            '<figure class="wp-block-table"><table class="has-fixed-layout">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></figure>"
        )

    def _embed(self) -> str:
        return (
            '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">'
            f'<iframe title="{self.words(2, 4)}" width="500" height="281" '
            f'src="https://video.example.net/embed/{self._latin()}?feature=oembed" '
            "allowfullscreen></iframe></div></figure>"
        )

    def _preformatted(self) -> str:
        lines = "\n".join("    " * (row % 3) + self.words(2, 6) for row in range(5))
        return f'<pre class="wp-block-code"><code>{lines}</code></pre>'

    def _latest_posts(self) -> str:
        items = "".join(
            f'<li><a class="wp-block-latest-posts__post-title" href="{SITE}/?p={number}">'
            f"{self.words(3, 8)}</a></li>\n"
            for number in range(5)
        )
        return f'<ul class="wp-block-latest-posts__list wp-block-latest-posts">{items}</ul>'


def _excerpt(content: str) -> str:
    """Return the first 55 words, as WordPress trims them."""
    return "<p>" + " ".join(_first_words(content, 55)) + " [&hellip;]</p>\n"


def _first_words(content: str, count: int) -> Iterator[str]:
    # WordPress takes tags out and puts nothing in their place.
    words = re.sub(r"<[^>]*>", "", content[: 400 * count]).split()
    yield from words[:count]


def _answer(content: str, *, title: str, post_id: int, site: str) -> dict[str, object]:
    rest = f"{site}/wp-json/wp/v2"
    newest = post_id + 3
    return {
        "id": post_id,
        "date": "2025-03-13T17:05:00",
        "date_gmt": "2025-03-13T16:05:00",
        "guid": {"rendered": f"{site}/?p={post_id}"},
        "modified": "2025-03-14T09:41:27",
        "modified_gmt": "2025-03-14T08:41:27",
        "slug": f"post-{post_id}",
        "status": "publish",
        "type": "post",
        "link": f"{site}/2025/03/post-{post_id}/",
        "title": {"rendered": title},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": _excerpt(content), "protected": False},
        "author": 7,
        "featured_media": post_id - 1,
        "comment_status": "closed",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {"footnotes": ""},
        "categories": [4],
        "tags": [31, 47, 112],
        "class_list": [f"post-{post_id}", "post", "type-post", "status-publish", "hentry"],
        "_links": {
            "self": [{"href": f"{rest}/posts/{post_id}", "targetHints": {"allow": ["GET"]}}],
            "collection": [{"href": f"{rest}/posts"}],
            "about": [{"href": f"{rest}/types/post"}],
            "author": [{"embeddable": True, "href": f"{rest}/users/7"}],
            "replies": [{"embeddable": True, "href": f"{rest}/comments?post={post_id}"}],
            "version-history": [{"count": 2, "href": f"{rest}/posts/{post_id}/revisions"}],
            "predecessor-version": [
                {"id": newest, "href": f"{rest}/posts/{post_id}/revisions/{newest}"}
            ],
            "wp:attachment": [{"href": f"{rest}/media?parent={post_id}"}],
            "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}],
        },
    }
