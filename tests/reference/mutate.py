"""Seeded mutations of posts, to find where two readers of one specification part.

A post is the parts of one or two articles, cut at tags, with some parts repeated, swapped, left
out, or replaced by what parsers and folding are known to trip over. The same number gives the same
post on every machine.
"""

import json
import random
import re
from typing import Final

from benchmarks.corpus import make_post

# Odd tags and their ends, in about the order in which the HTML standard treats them. Left out are
# those that one of the two parsers is known to read wrongly (docs/adr/0061).
TAGS: Final = """
    a b i u s em strong del ins code mark cite q sub sup span font nobr small big tt abbr ruby rt rp
    p div section center address hr br img h1 h2 h6 ul ol li dl dt dd blockquote pre listing
    plaintext xmp table caption colgroup col thead tbody tfoot tr td th form input button textarea
    select option optgroup fieldset legend details summary dialog figure figcaption picture source
    video audio track iframe embed object param noscript noembed noframes script style template
    title head body html frameset frame base link meta svg math mi mtext annotation-xml desc
    foreignObject marquee applet menu search main nav strike area wbr keygen
""".split()
ATTRIBUTES: Final = (
    "", "", "", " href=/x", ' href=" /y z "', " href=/xaz", " href", " cite=u", ' cite="u v"',
    " hidden", ' style="color:red; display : NONE!important"', " style=display:block",
    ' class="a sharedaddy"', " class=wp-block-latest-posts", " class=x", " start=3", " value=2",
    " colspan=2 rowspan=3", " src=i", ' src=" i "', ' alt="e\u0301 f"', " data=d", " id=i", " open",
    ' xlink:href="w"', " type=hidden", ' encoding="text/html"', " color=red", " a=1 A=2 a=3",
)  # fmt: skip
TEXTS: Final = (
    " ", "\n", "\t \f", "\r\n", "\r", "&#13;", "&#32;", "&nbsp;", "\u3000", "\v", "\x00", "&#0;",
    "\x01", "\x7f", "\x85", "&#128;", "&#xD800;", "&#x110000;", "&amp", "&notit;", "&not;", "&lt;",
    "<", ">", "&", "</", "<!", "<?", "<!--", "-->", "--!>", "<!-->", "<![CDATA[x]]>",
    "<!DOCTYPE x>",
    "]]>", "</p>", "</br>", "</", "</ x>", "<3", "\u0301", "e\u0301\u0323", "\u0323\u0301",
    "\u0f73", "\u1100\u1161", "\uac00\u11a8", "\u212b", "\u00b2", "\u200b", "\u00ad", "\u202e",
    "\ufeff", "\ufffe", "\U0001f469\u200d\U0001f692", "...", "\u2026", "[&hellip;]", "a", "b c",
    "\u6771\u4eac", "\u0627\u0644",
)  # fmt: skip


def mutated_post(number: int) -> bytes:
    """Return the JSON bytes of the post of that number."""
    generator = random.Random(f"wpcanon/1 {number}")
    content = _mutated(generator)
    value: dict[str, object] = {
        "id": 1 + number,
        "link": f"https://example.org/?p={number}",
        "content": {"rendered": content, "protected": False},
        "title": {"rendered": _mutated(generator, most=4) if generator.random() < 0.3 else "Title"},
    }
    if generator.random() < 0.7:
        value["excerpt"] = {"rendered": _excerpt(generator, content)}
    return json.dumps(value, ensure_ascii=generator.random() < 0.5).encode()


def _mutated(generator: random.Random, most: int = 40) -> str:
    article = make_post(generator, post_id=1, size_bytes=generator.choice((300, 900, 2_500)))
    parts = re.split("(?=<)|(?<=>)", article.content)
    start = generator.randrange(len(parts))
    parts = parts[start : start + generator.randint(1, most)]
    for _ in range(generator.randint(1, 14)):
        at = generator.randint(0, len(parts))
        _CHANGES[generator.randrange(len(_CHANGES))](generator, parts, at)
    return "".join(parts)


def _insert_tag(generator: random.Random, parts: list[str], at: int) -> None:
    slash = " /" if generator.random() < 0.1 else ""
    tag = generator.choice(TAGS)
    if generator.random() < 0.1:
        tag = tag.upper()
    parts.insert(at, f"<{tag}{_attributes(generator)}{slash}>")


def _insert_end(generator: random.Random, parts: list[str], at: int) -> None:
    parts.insert(at, f"</{generator.choice(TAGS)}>")


def _insert_pair(generator: random.Random, parts: list[str], at: int) -> None:
    tag = generator.choice(TAGS)
    parts.insert(at, f"<{tag}{_attributes(generator)}>")
    parts.insert(generator.randint(at + 1, len(parts)), f"</{tag}>")


def _insert_text(generator: random.Random, parts: list[str], at: int) -> None:
    parts.insert(at, generator.choice(TEXTS))


def _split_text(generator: random.Random, parts: list[str], at: int) -> None:
    if at < len(parts) and parts[at]:
        cut = generator.randint(0, len(parts[at]))
        parts[at : at + 1] = [parts[at][:cut], generator.choice(TEXTS), parts[at][cut:]]


def _leave_out(generator: random.Random, parts: list[str], at: int) -> None:
    del parts[at : at + generator.randint(1, 3)]


def _repeat(generator: random.Random, parts: list[str], at: int) -> None:
    copied = parts[at : at + generator.randint(1, 4)]
    where = generator.randint(0, len(parts))
    parts[where:where] = copied


def _swap(generator: random.Random, parts: list[str], at: int) -> None:
    if parts:
        other = generator.randrange(len(parts))
        at = min(at, len(parts) - 1)
        parts[at], parts[other] = parts[other], parts[at]


_CHANGES: Final = (
    _insert_tag, _insert_tag, _insert_end, _insert_pair, _insert_pair, _insert_text, _insert_text,
    _split_text, _leave_out, _repeat, _swap,
)  # fmt: skip


def _attributes(generator: random.Random) -> str:
    return "".join(generator.choice(ATTRIBUTES) for _ in range(generator.randint(0, 3)))


def _excerpt(generator: random.Random, content: str) -> str:
    words = re.sub("<[^>]*>", " ", content).split()[: generator.randint(0, 12)]
    ending = generator.choice(("", "\u2026", " [...]", '... <a href="/x">More</a>', "<br>x"))
    return "<p>" + " ".join(words) + ending
