"""The metadata record, derived excerpts and digests by the specification alone (1, 6, 7, 8)."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.reference.blocks import SPACES, Block, RefusedError, _lower, blocks_of

FIELDS = ("title", "content", "excerpt")
PLAIN = (
    "author comment_status date_gmt featured_media format link menu_order parent ping_status slug"
    " status sticky template type"
).split()
SILENT = (
    "about collection curies predecessor-version replies self version-history wp:attachment wp:term"
).split()
REPEATS = {"author": "author", "up": "parent", "wp:featuredmedia": "featured_media"}
# 7.3: RFC 3986, appendix B.
ADDRESS = r"(?s)(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?\Z"
# 6.3
UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """What the specification says of one post."""

    blocks: tuple[bytes, ...]
    flags: frozenset[str]
    metadata: bytes
    digests: dict[str, str]


def record_of(raw: bytes) -> Record:
    """Return the canonical record of a post's JSON bytes."""
    flags: set[str] = set()
    value = json.loads(raw.decode(), object_pairs_hook=_members, parse_constant=_refuse)
    value = _whole(value, flags)
    texts = {name: _rendered(value.get(name)) for name in FIELDS}
    if texts["content"] is None:
        raise RefusedError("content.rendered")
    blocks: dict[str, list[Block]] = {}
    told_flags: dict[str, set[str]] = {}
    for name in FIELDS:
        blocks[name], told = blocks_of(name, texts[name] or "")
        told_flags[name] = told
    if _is_derived(blocks["excerpt"], blocks["content"]):  # 6.1
        blocks["excerpt"] = []
        told_flags["excerpt"] = set()
    flags = flags.union(*told_flags.values())
    kept = [(name, block) for name in FIELDS for block in blocks[name]]
    metadata = _canonical_json(_tracked(value)).encode()
    return Record(
        blocks=tuple(block.data for _, block in kept),
        flags=frozenset(flags),
        metadata=metadata,
        digests={
            "raw": _hex(raw),
            "markup": _hex(b"wpcanon/1\0markup\0", *(_shown(name, texts[name]) for name in FIELDS)),
            "content": _hex(
                b"wpcanon/1\0content\0", _u64(len(kept)), _root([block.data for _, block in kept])
            ),
            "words": _hex(
                b"wpcanon/1\0words\0",
                *(
                    name.encode() + b"\0" + _u64(len(block.text.encode())) + block.text.encode()
                    for name, block in kept
                    if block.text and not block.dynamic
                ),
            ),
            "metadata": _hex(metadata),
        },
    )


def _hex(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def _root(entries: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as it is written."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    at = 1
    while at * 2 < len(entries):
        at *= 2
    return hashlib.sha256(b"\1" + _root(entries[:at]) + _root(entries[at:])).digest()


def _shown(name: str, text: str | None) -> bytes:
    data = (text or "").encode()
    return name.encode() + (b"\0-" if text is None else b"\0+" + _u64(len(data)) + data)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise RefusedError("a name twice")
    return dict(pairs)


def _refuse(name: str) -> None:
    raise RefusedError(name)


def _whole(value: Any, flags: set[str]) -> Any:
    """Replace lone surrogates (1.2)."""
    if isinstance(value, str):
        whole = re.sub("[\ud800-\udfff]", "\ufffd", value)
        if whole != value:
            flags.add("lone-surrogates-replaced")
        return whole
    if isinstance(value, list):
        return [_whole(item, flags) for item in value]
    if isinstance(value, dict):
        return _members([(_whole(k, flags), _whole(v, flags)) for k, v in value.items()])
    return value


def _rendered(member: Any) -> str | None:
    if isinstance(member, dict):
        member = member.get("rendered")
    if not isinstance(member, str | None):
        raise RefusedError("rendered")
    return member


def _is_derived(excerpt: list[Block], content: list[Block]) -> bool:
    tokens = _without_read_more(excerpt)
    told = "".join(_excerpt_words(tokens))
    if not told:
        return not any(t[0] == "!" and t != "!br" for inside in tokens for t in inside)
    ends = {0}
    read = ""
    for block in content:
        for word in _split(block.text):
            read += word
            ends.add(len(read))
    if not read.startswith(told):
        return False
    last = ord(told[-1])
    return len(told) in ends or any(first <= last <= end for first, end in UNSPACED)


def _split(text: str) -> list[str]:
    return [word for word in re.split(f"[{SPACES}]", text) if word]


def _without_read_more(excerpt: list[Block]) -> list[list[str]]:
    """Return each block's tokens, the last without the link with which it ends (6.2)."""
    told = [block.data.decode().split("\0")[1:] for block in excerpt]
    if told and told[-1][-1] == ">a":
        last = told[-1]
        while not last[-1].startswith("<") or last[-1] != "<a":
            last.pop()
        last.pop()
    return told


def _excerpt_words(told: list[list[str]]) -> list[str]:
    words = _split("\n".join(_text(tokens) for tokens in told))
    while words:
        before = words[-1]
        for ending in ("[\u2026]", "[...]", "[\u2026", "[...", "\u2026]", "...]", "\u2026", "..."):
            if before.endswith(ending):
                words[-1] = before.removesuffix(ending)
                break
        if not words[-1]:
            words.pop()
        elif words[-1] == before:
            break
    return words


def _text(tokens: list[str]) -> str:
    return "".join(t[1:] if t[0] == ":" else "\n" for t in tokens if t[0] == ":" or t == "!br")


def _tracked(value: dict[str, Any]) -> dict[str, Any]:
    tracked = {name: value[name] for name in PLAIN if name in value}
    for name in ("categories", "tags"):
        if name in value:
            terms = value[name]
            is_sorted = isinstance(terms, list) and all(type(term) is int for term in terms)
            tracked[name] = sorted(terms) if is_sorted else terms
    for name, member in (("guid", "rendered"), ("content", "protected")):
        if isinstance(value.get(name), dict) and member in value[name]:
            tracked[f"{name}.{member}"] = value[name][member]
    links = value.get("_links")
    told = dict(_telling(links, value)) if isinstance(links, dict) else {}
    if told:
        tracked["_links"] = told
    return tracked


def _telling(links: dict[str, Any], value: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for relation, targets in links.items():
        if relation in SILENT or relation.startswith("wp:action-"):
            continue
        names = [_name(t) for t in (targets if isinstance(targets, list) else [targets])]
        field = value.get(REPEATS[relation]) if relation in REPEATS else []
        if len(names) == 1 and _plain(names[0]) == _plain(field) is not None:
            continue
        yield relation, names


def _plain(value: Any) -> str | None:
    """Return the JSON of a value that holds no others; None for a list or an object."""
    return None if isinstance(value, list | dict) else json.dumps(value)


def _name(target: Any) -> Any:
    href = target.get("href") if isinstance(target, dict) else target
    if not isinstance(href, str):
        return href
    end = re.search(r"(?:^|/)([0-9]{1,15})\Z", href)
    if end:
        return int(end[1])
    _, scheme, _, authority, path, _, query, *_ = re.match(ADDRESS, href).groups("")  # type: ignore[union-attr]  # matches all
    if _lower(scheme) not in ("http", "https", "") or not authority:
        return href
    pairs = parse_qsl(query, keep_blank_values=True)
    routes = [text for name, text in pairs if name == "rest_route"]
    path = unquote(path)
    _, behind, after = path.partition("/wp-json")
    named = re.search(r"/wp/v2(?:/.*)?\Z", path, re.DOTALL)
    if routes:
        route = routes[-1]
    elif behind and (not after or after[0] == "/"):
        route = after
    elif named:
        route = named[0]
    else:
        return href
    route = "/" + route.strip("/") if route.strip("/") else ""
    query = "&".join(f"{_q(n)}={_q(t)}" for n, t in pairs if n != "rest_route")
    return f"{route}?{query}" if query else route


def _q(text: str) -> str:
    keep = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
    return "".join(chr(b) if chr(b) in keep else f"%{b:02X}" for b in text.encode())


def _canonical_json(value: Any, depth: int = 0) -> str:
    """RFC 8785, for values without floats (7.4)."""
    if isinstance(value, list | dict) and depth > 100:
        raise RefusedError("depth of a tracked value")
    if isinstance(value, float) or (type(value) is int and abs(value) >= 2**53):
        raise RefusedError("number")
    if isinstance(value, list):
        return "[" + ",".join(_canonical_json(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        members = (f"{json.dumps(n, ensure_ascii=False)}:{_canonical_json(value[n], depth + 1)}"
                   for n in names)  # fmt: skip
        return "{" + ",".join(members) + "}"
    return json.dumps(value, ensure_ascii=False)
