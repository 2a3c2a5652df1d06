"""WordPress exports (WXR), read item by item: the exact bytes of each, whatever the file's length.

The file is cut, not parsed: an item's end is found outside of CDATA and comments. A document type
is refused, so that no entity can be defined. What an item says is for the canonical form to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element

from provenance.canonical import read_item, text_of
from provenance.capture.answer import MAX_POST_ID
from provenance.capture.files import file_exchange
from provenance.errors import LimitError, MalformedError, NotAnExportError
from provenance.model import Basis, Capture, Context, PostKey, Reading, Route, post_key

MAX_ITEM_BYTES = 16 * 1024 * 1024
_MAX_HEAD_BYTES = 1024 * 1024
_STEP_BYTES = 1024 * 1024
_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<item(?=[\s>])|</item\s*>")
_LONGEST_TOKEN = 64
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_CDATA = re.compile(rb"<!\[CDATA\[|\]\]>")
_ENCODING = re.compile(rb"<\?xml[^<>]*?encoding\s*=\s*[\"']([^\"']*)", re.ASCII)
# WordPress's own types that hold no articles.
_NO_ARTICLES = re.compile(
    r"attachment|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_.*",
    re.DOTALL,
)
_NUMBER = re.compile(r"[0-9]{1,16}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of an export.

    Attributes:
        raw: Its bytes: the head up to the first item, or one item.
        start: Where they begin in the file, in bytes.
        error: Why an item is not whole, with what came of it in `raw`; None where it is.
    """

    raw: bytes
    start: int
    error: MalformedError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an export says of itself in front of its items.

    Attributes:
        site: The site's address; None where it does not say.
        made: When it says that it was made, as written; None likewise.
    """

    site: str | None
    made: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What an item says of itself.

    Attributes:
        key: Which post.
        kind: Its type, such as `post`.
        status: Its status, such as `publish`.
        protected: Whether it has a password.
    """

    key: PostKey
    kind: str
    status: str
    protected: bool

    @property
    def left_out_as(self) -> str | None:
        """Why it is no article; None of one."""
        if self.kind == "revision":
            return "stored revisions, which were never served"
        return f"items of the type {self.kind}" if _NO_ARTICLES.fullmatch(self.kind) else None


def cut_export(file: BinaryIO) -> Iterator[Piece]:
    """Yield the head of an export, then each of its items.

    Raises:
        NotAnExportError: It is none, or has a document type or another encoding than UTF-8.
    """
    cutter = _Cutter(file)
    yield cutter.head()
    yield from cutter.items()


def read_head(raw: bytes) -> Head:
    """Return what an export says of itself in its head."""
    site = _inside(raw, b"wp:base_blog_url") or _inside(raw, b"wp:base_site_url")
    return Head(
        site=site or _inside(raw, b"link"),
        made=_inside(raw, b"pubDate"),
    )


def describe_item(raw: bytes, site: str | None) -> Item:
    """Return what an item says of itself.

    Raises:
        MalformedError: It is no XML, has no number, or nothing names its site.
    """
    item = read_item(raw)
    number = _text(item, "{wp}post_id")
    if not _NUMBER.fullmatch(number) or not 0 < int(number) <= MAX_POST_ID:
        raise MalformedError("the item has no number that a post could have (wp:post_id)")
    key = post_key(post_id=int(number), link=site or _text(item, "link"))
    return Item(
        key=PostKey(site=_site(site, key), post_id=key.post_id),
        kind=_text(item, "{wp}post_type") or "post",
        status=_text(item, "{wp}status") or "publish",
        protected=bool(_text(item, "{wp}post_password")),
    )


def reading_of_item(
    piece: Piece,
    item: Item,
    *,
    target: str,
    made: str | None,
    observer: str,
    observed_at: datetime | None,
    now: datetime,
) -> Reading:
    """Return one item of an export as a capture of what the site has stored.

    Args:
        piece: Its bytes.
        item: What it says of itself.
        target: The export's file.
        made: When the export says that it was made.
        observer: Who reads it.
        observed_at: When it was made, on the user's word; aware; None where nobody says.
        now: The time; aware, UTC.
    """
    notes = [f"it is the item at byte {piece.start:,} of the export"]
    if made is not None:
        notes.append(f"the export says that it was made at {made}, which nothing here rests on")
    if item.status != "publish":
        notes.append(f"its status is {item.status}: it was not served to the public")
    if item.protected:
        notes.append("the site asks for a password before it serves this text")
    context = Context(observer=observer, access="signed-in", language=None, route=Route.EXPORT)
    capture = Capture(
        post=item.key,
        raw=piece.raw,
        start=0,
        context=context,
        basis=Basis.UNKNOWN if observed_at is None else Basis.ASSERTED,
        seen_at=observed_at,
        notes=tuple(notes),
    )
    exchange = file_exchange(target, piece.raw, now, None, None)
    return Reading(exchange=exchange, captures=(capture,))


class _Cutter:
    """One file under way; what is looked at lies in `_data`, from `_base` on in the file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._data = b""
        self._base = 0
        # Where in `_data` is to be looked next, and what ends the CDATA or comment there.
        self._next = 0
        self._end = b""

    def head(self) -> Piece:
        """Return what stands in front of the first item, or all where there is none."""
        token = self._token(_MAX_HEAD_BYTES)
        while token is not None and not token.startswith(b"<item"):
            token = self._token(_MAX_HEAD_BYTES)
        self._next = len(self._data) if token is None else self._next - len(token)
        raw = self._data[: self._next]
        _check_head(raw)
        return Piece(raw=raw, start=0)

    def items(self) -> Iterator[Piece]:
        """Yield each item; what stands between two is passed over."""
        while (token := self._token(0)) is not None:
            if token.startswith(b"<item"):
                self._forget(self._next - len(token))
                yield self._item()

    def _item(self) -> Piece:
        start, self._next = self._base, len(b"<item")
        token = self._token(MAX_ITEM_BYTES)
        while token is not None and not token.startswith(b"</"):
            token = self._token(MAX_ITEM_BYTES)
        if token is not None:
            return Piece(raw=self._data[: self._next], start=start)
        if len(self._data) <= MAX_ITEM_BYTES:
            return Piece(raw=self._data, start=start, error=_cut_off())
        while (token := self._token(0)) is not None and not token.startswith(b"</"):
            pass
        return Piece(raw=b"", start=start, error=_too_long(start))

    def _token(self, room: int) -> bytes | None:
        """Return the next tag of an item outside of CDATA and comments; None where none comes.

        Args:
            room: How many bytes may be kept while it is looked for; 0 to keep none.
        """
        while True:
            if self._end:
                place = self._data.find(self._end, self._next)
                if place >= 0:
                    self._next, self._end = place + len(self._end), b""
                    continue
                looked = len(self._data) - len(self._end) + 1
            else:
                found = _TOKEN.search(self._data, self._next)
                if found is not None:
                    self._next = found.end()
                    if found[0] not in _ENDS:
                        return found[0]
                    self._end = _ENDS[found[0]]
                    continue
                looked = len(self._data) - _LONGEST_TOKEN
            self._next = max(self._next, looked)
            if not self._more(room):
                return None

    def _more(self, room: int) -> bool:
        if not room:
            self._forget(self._next)
        elif len(self._data) > room:
            return False
        data = self._file.read(_STEP_BYTES)
        self._data += data
        return bool(data)

    def _forget(self, count: int) -> None:
        self._data = self._data[count:]
        self._base += count
        self._next -= count


def _check_head(raw: bytes) -> None:
    encoding = _ENCODING.search(raw)
    if encoding is not None and encoding[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise NotAnExportError(
            "the export is not in UTF-8, as every export of WordPress is",
            remedy="export it again, and do not convert it",
        )
    if b"<!DOCTYPE" in raw.upper() or b"<!ENTITY" in raw.upper():
        raise NotAnExportError(
            "the file has a document type, which no export of WordPress has",
            remedy="export it again; whoever wrote this file could make it say anything",
        )
    if b"<rss" not in raw or b"wordpress.org/export/" not in raw:
        raise NotAnExportError(
            "the file is no export of WordPress: it has no rss element with its namespaces",
            remedy="make one under Tools, Export",
        )


def _too_long(start: int) -> LimitError:
    return LimitError(
        f"the item at byte {start:,} of the export is longer than 16 MiB",
        limit="size",
        remedy="no article is; look at the file itself",
    )


def _cut_off() -> MalformedError:
    return MalformedError(
        "the export ends inside of an item, so that it is not whole", remedy="export it again"
    )


def _inside(raw: bytes, name: bytes) -> str | None:
    """Return the first text that an element of this name has; None where none has one."""
    # No piece gives back what it took: blanks that several could share would cost hours.
    pattern = rb"<%b>([^<\]]{0,500}+(?:<!\[CDATA\[[^<\]]{0,500}+\]\]>)?\s*+)</%b>" % (name, name)
    found = (_CDATA.sub(b"", one[1]) for one in re.finditer(pattern, raw))
    return next(filter(None, (text.decode("utf-8", "replace").strip() for text in found)), None)


def _text(item: Element, name: str) -> str:
    return (text_of(item, name) or "").strip()


def _site(site: str | None, key: PostKey) -> str:
    """Return the site with the path below which it lies, which its own address tells."""
    path = (site or "").partition("://")[2].partition("/")[2].strip("/")
    return f"{key.site.partition('/')[0]}/{path}" if path else key.site
