"""The hostile posts, each with the ordinary articles that it is held against. Owns no timing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from benchmarks.corpus import make_corpus, post_with_content

_ARTICLES: Final = 100
_TEXTS: Final = frozenset({"title", "content", "excerpt"})
_SLASHED: Final = f'"https://corpus.example.org{"/" * 100_000}x/wp-json/wp/v2/posts?p=1"'
_LONG: Final = "y" * 100_000
_DEEP: Final = "<blockquote>" * 450
_DYNAMIC: Final = '<p class="sharedaddy"></p>'
_MISNESTED: Final = "<b><i><u><s><p>x</b></i></u></s>"
_WORDS: Final = "word " * 200_000
_REOPENED: Final = "x</sub>y<sub>"
_LINK: Final = "z<a href=x>y</a>"
_LINKS: Final = "".join(f"<a href=b{number}><object>" for number in range(60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile post.

    Attributes:
        name: What it is made of.
        raw: The JSON of the whole post.
        size_bytes: The length in UTF-8 of what is hostile in it.
        letters: How many characters of text `field` holds, white space apart.
        field: The field whose letters are counted: `title`, `content`, or an excerpt of its own.
        tags: How many tags it holds, where it is held against as many of ordinary articles, and not
            against as many bytes; else 0.
    """

    name: str
    raw: bytes
    size_bytes: int
    letters: int
    field: str = "content"
    tags: int = 0

    @property
    def ordinary_bytes(self) -> int:
        """How many bytes of ordinary articles it is held against."""
        return int(self.tags * bytes_per_tag()) or self.size_bytes


def cases() -> Iterator[Case]:
    """Yield every case, made when it is asked for: the largest is 16 MB."""
    for name, make, letters in _CONTENTS:
        yield with_content(name, make(), letters)
    for name, make, letters in _DENSE:
        yield with_content(f"{name}, tag for tag", make(), letters, is_dense=True)
    for name, members, letters in _POSTS:
        hostile = {place: make() for place, make in members.items()}
        size_bytes = len("".join(hostile.values()).encode())
        yield Case(
            name=name,
            raw=_post(**hostile),
            size_bytes=size_bytes,
            letters=letters,
            field=next((place for place in hostile if place in _TEXTS), "content"),
        )


def with_content(name: str, content: str, letters: int, *, is_dense: bool = False) -> Case:
    """Return the case of a post with this content, and an excerpt as WordPress derives one."""
    return Case(
        name=name,
        raw=post_with_content(content, title="Hostile", post_id=1).raw,
        size_bytes=len(content.encode()),
        letters=letters,
        tags=content.count("<") if is_dense else 0,
    )


def _post(*, content: str = '"x"', **members: str) -> bytes:
    """Return the JSON of a post, each value given as JSON."""
    told = {"link": '"https://corpus.example.org/?p=1"', "title": '""', "excerpt": '""'} | members
    others = "".join(f',"{name}":{value}' for name, value in told.items())
    return f'{{"id":1,"content":{{"rendered":{content}}}{others}}}'.encode()


_Made = tuple[str, Callable[[], str], int]

_CONTENTS: Final[tuple[_Made, ...]] = (
    ("100,000 nested <div>", lambda: "<div>" * 100_000 + "x", 1),
    ("20,000 nested <blockquote>", lambda: "<blockquote>" * 20_000 + "x", 1),
    ("20,000 attributes on one element", lambda: f"<p {_attributes(20_000)}>x", 1),
    ("1 MB of unclosed comment", lambda: "x<!--" + "y" * 1_000_000, 1),
    ("50,000 marks on one letter", lambda: "<p>a" + "\u0301\u0323" * 25_000, 50_001),
    ("16 MB of one text", lambda: "word " * 3_200_000, 12_800_000),
    ("1,000,000 entities", lambda: "&amp;" * 1_000_000, 1_000_000),
    ("1,000,000 unclosed <b>", lambda: "<b>" * 1_000_000 + "x", 1),
    ("1,000,000 closed <b>", lambda: "<b>x</b>" * 1_000_000, 1_000_000),
    # What is in force over many blocks stands in each of them.
    ("450 <blockquote> around 5,000 <p>", lambda: _DEEP + "<p>x</p>" * 5_000, 5_000),
    ("450 <blockquote>, 2,000 dynamic", lambda: _DEEP + _DYNAMIC * 2_000, 0),
    ("1,000 <p> in a link of 100 kB", lambda: f'<a href="{_LONG}">' + "<p>x</p>" * 1_000, 1_000),
    ("1,000 <p> in a cite of 100 kB", lambda: f'<q cite="{_LONG}">' + "<p>x</p>" * 1_000, 1_000),
    ("450 <q> around 2,000 <p>", lambda: "<q>" * 450 + "<p>x</p>" * 2_000, 2_000),
    ("450 <sub>, one closed 10,000 times", lambda: "<sub>" * 450 + _REOPENED * 10_000, 20_000),
    ("60 links in links, 20,000 <sub>", lambda: _LINKS + "x<sub>y</sub>" * 20_000, 40_000),
    # What stays open stands again in each block after it.
    ("490 <font> left open before 1,500 <p>", lambda: _left_open("font", 1_500), 1_500),
    ("490 <b> left open before 1,500 <p>", lambda: _left_open("b", 1_500), 1_500),
    ("490 <font> left open before 6,000 <p>", lambda: _left_open("font", 6_000), 6_000),
    ("490 <font> left open behind 1 MB", lambda: _WORDS + _left_open("font", 200_000), 1_000_000),
    ("490 <font> left open in <template>", lambda: "<template>" + _left_open("font", 6_000), 0),
    (
        "40 <font> left open, and read",
        lambda: _left_open("font", 400, 40) + _WORDS,
        800_400,
    ),
    ("1,000 copies of 1,000 <i>", lambda: _copied(1_000, 1_000), 0),
)

# Hardly anything but tags: a tag takes no more than in an article, and there are ten times as many.
_DENSE: Final[tuple[_Made, ...]] = (
    ("100,000 <li>", lambda: "<ul>" + "<li>" * 100_000, 0),
    ("1,000,000 <li>", lambda: "<ul>" + "<li>" * 1_000_000, 0),
    ("100,000 <td>", lambda: "<table><tr>" + "<td>" * 100_000, 0),
    ("20,000 texts put before a table", lambda: "<table>x" * 20_000, 20_000),
    ("5,000 misnested <b><i><u><s>", lambda: _MISNESTED * 5_000, 5_000),
    ("63 <sub>, one closed 10,000 times", lambda: "<sub>" * 63 + _REOPENED * 10_000, 20_000),
    ("100,000 <font> that end", lambda: _closed("font", 100_000), 100_000),
    ("63 <q> around 2,000 <p>", lambda: "<q>" * 63 + "<p>x</p>" * 2_000, 2_000),
)

# Posts that are hostile elsewhere: the members of `_post` that are.
_POSTS: Final[tuple[tuple[str, dict[str, Callable[[], str]], int], ...]] = (
    ("a title of 1 MB", {"title": lambda: json.dumps("word " * 200_000)}, 800_000),
    ("a title of 100,000 <b>", {"title": lambda: json.dumps("<b>x</b>" * 100_000)}, 100_000),
    ("an excerpt of 1,000,000 <b>", {"excerpt": lambda: json.dumps("<b>" * 1_000_000)}, 0),
    ("an excerpt of 1,000,000 dots", {"excerpt": lambda: json.dumps("." * 1_000_000)}, 1_000_000),
    ("an excerpt of 300,000 ellipses", {"excerpt": lambda: json.dumps("[… " * 300_000)}, 0),
    ("an excerpt of 100,000 links", {"excerpt": lambda: json.dumps(_LINK * 100_000)}, 200_000),
    ("100,000 slashes in its link", {"link": lambda: _SLASHED}, 1),
    ("100,000 slashes in its guid", {"link": lambda: "0", "guid": lambda: _SLASHED}, 1),
    ("100,000 slashes in its own address", {"_links": lambda: _linked("self")}, 1),
    ("100,000 slashes in an address it names", {"_links": lambda: _linked("more")}, 1),
    ("200,000 parameters in an address it names", {"_links": lambda: _asking("a&" * 200_000)}, 1),
    ("100,000 addresses that it names", {"_links": lambda: _naming(100_000)}, 1),
    ("100,000 short addresses", {"_links": lambda: _named('"//a/%/wp/v2"')}, 1),
    ("100,000 short queries, no UTF-8", {"_links": lambda: _named('"//a/wp-json?%aa"')}, 1),
    ("arrays 100,000 deep", {"meta": lambda: "[" * 100_000 + "]" * 100_000}, 1),
    ("objects 100,000 deep", {"meta": lambda: '{"a":' * 100_000 + "0" + "}" * 100_000}, 1),
    ("1,000,000 keys", {"meta": lambda: "{" + _keys(1_000_000) + "}"}, 1),
    ("1,000,000 keys, one twice", {"meta": lambda: "{" + _keys(1_000_000) + ',"k7":0}'}, 1),
    ("a number of 1,000,000 digits", {"meta": lambda: "1" * 1_000_000}, 1),
    ("100,000 numbers beyond any float", {"meta": lambda: "[" + "1e400," * 100_000 + "0]"}, 1),
    ("1,000,000 escapes", {"content": lambda: '"' + "\\u0061" * 1_000_000 + '"'}, 1_000_000),
    ("1,000,000 surrogates", {"content": lambda: '"' + "\\ud800" * 1_000_000 + '"'}, 1_000_000),
)


def _linked(relation: str) -> str:
    return f'{{"{relation}":[{{"href":{_SLASHED}}}]}}'


def _asking(query: str) -> str:
    return f'{{"more":[{{"href":"//example.org/wp-json?{query}"}}]}}'


def _naming(count: int) -> str:
    named = (f'{{"href":"https://example.org/wp-json/a/v1/{number}x"}}' for number in range(count))
    return f'{{"more":[{",".join(named)}]}}'


def _named(target: str) -> str:
    return f'{{"more":[{",".join([target] * 100_000)}]}}'


def _left_open(tag: str, paragraphs: int, count: int = 490) -> str:
    opened = "".join(f"<{tag} a{number}>" for number in range(count))
    return f"<p>{opened}" + "<p>x" * paragraphs


def _closed(tag: str, count: int) -> str:
    return "".join(f"<{tag} a{number}>x</{tag}>" for number in range(count))


def _copied(copies: int, elements: int) -> str:
    button = "<button>" + "<selectedcontent></selectedcontent>" * copies + "</button>"
    return f"<select>{button}<option>" + "<i></i>" * elements


def _keys(count: int) -> str:
    return ",".join(f'"k{number}":0' for number in range(count))


def _attributes(count: int) -> str:
    return " ".join(f"a{number}=v" for number in range(count))


def ordinary(size_bytes: int) -> str:
    """Return so many bytes of the corpus's articles, as one article."""
    articles = _ordinary_articles()
    times = size_bytes // len(articles) + 1
    return (articles * times)[:size_bytes].decode(errors="ignore")


def bytes_per_tag() -> float:
    """Return how many bytes of ordinary articles there are to a tag."""
    articles = _ordinary_articles()
    return len(articles) / articles.count(b"<")


@cache
def _ordinary_articles() -> bytes:
    return "".join(post.content for post in make_corpus(_ARTICLES)).encode()
