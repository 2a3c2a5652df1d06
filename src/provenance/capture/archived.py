"""One copy that a web archive gave: whether it is one, of what and when, and whose post; pure.

The archive's host is the observer and its time the time: what it says nobody else can check.
"""

import json
from dataclasses import replace

from provenance.capture.article_page import key_of_page
from provenance.capture.discovery import is_same_page, named_by
from provenance.capture.links import read_page_links
from provenance.capture.memento import Replay, parse_http_date, parse_replay
from provenance.capture.wording import say_status
from provenance.errors import AnotherPostError, NoCopyError, ProvenanceError
from provenance.model import (
    Basis,
    Exchange,
    Failure,
    PostKey,
    Reading,
    parse_rest_address,
)


def replay_of(exchange: Exchange) -> Replay | None:
    """Return what a copy is of, and when; None of an answer that is no copy (RFC 7089, 2.1.1)."""
    said = [value for name, value in exchange.headers if name.lower() == "memento-datetime"]
    at = parse_http_date(said[0]) if said else None
    if at is None:
        return None
    replay = parse_replay(exchange.final_url)
    original = replay.original if replay is not None else _original(exchange)
    return None if original is None else Replay(original=original, at=at)


def fault_of(
    exchange: Exchange, replay: Replay | None, address: str, name: str
) -> ProvenanceError | None:
    """Return why an answer of the archive is no copy of `address`; None where it is one."""
    if replay is None:
        return NoCopyError(
            f"{name} lists the copy {exchange.url} and does not give it: the answer"
            f" {say_status(exchange.status or 0)} is no copy, since it has no Memento-Datetime",
            remedy="try again later",
        )
    if not _is_of(replay.original, address):
        return NoCopyError(
            f"the copy {exchange.url} leads to one of {replay.original}, which is not the address"
            f" that was asked for ({address})",
            remedy="the answer is kept, and in no post's history",
        )
    return None


def archived(reading: Reading, replay: Replay, name: str) -> Reading:
    """Return a reading whose captures are the archive's, seen at the archive's time."""
    return replace(
        reading,
        captures=tuple(
            replace(
                capture,
                basis=Basis.ARCHIVED,
                seen_at=replay.at,
                context=replace(capture.context, observer=name),
                notes=tuple(dict.fromkeys((*capture.notes, say_kept(name)))),
            )
            for capture in reading.captures
        ),
    )


def say_kept(name: str) -> str:
    """Return what everybody should know of a copy that a web archive gave."""
    return (
        f"archived by a third party, {name}: that it was served, and when, rests on its word alone"
    )


def shown_by(exchange: Exchange, replay: Replay) -> tuple[str | None, PostKey | None]:
    """Return the REST address that a kept page names for its post, and the post that it shows."""
    # The links of a page are those of the site, and not of the archive that keeps it.
    page = replace(exchange, url=replay.original, final_url=replay.original, hops=())
    links = read_page_links((), page.body, page.final_url)
    named = named_by(links)
    if named is None or named.address.post_id is None:
        return None, key_of_page(links, page)
    return named.url, PostKey(site=named.address.site, post_id=named.address.post_id)


def links_of(raw: bytes) -> list[str]:
    """Return the page's address that a post's answer gives."""
    try:
        link = json.loads(raw).get("link")
    except (ValueError, RecursionError, AttributeError):
        return []
    return [link] if isinstance(link, str) and link.startswith(("http://", "https://")) else []


def another_post(exchange: Exchange, key: PostKey, shown: PostKey) -> AnotherPostError:
    """Return the error of a copy that shows another post than the one asked for."""
    return AnotherPostError(
        f"the copy {exchange.final_url} shows post {shown.post_id}, not post {key.post_id}",
        asked=key.post_id,
        served=shown.post_id,
        remedy="the answer is kept, and in no post's history",
    )


def failed(reading: Reading, error: ProvenanceError) -> Reading:
    """Return a reading with one failure more."""
    failure = Failure(target=reading.exchange.target, error=error)
    return replace(reading, failures=(*reading.failures, failure))


def _original(exchange: Exchange) -> str | None:
    """Return what a copy says that it is of, in its `Link` header (RFC 7089 section 2.2)."""
    links = read_page_links(exchange.headers, b"", exchange.final_url).links
    return next((link.url for link in links if "original" in link.rels), None)


def _is_of(original: str, address: str) -> bool:
    one, other = parse_rest_address(original), parse_rest_address(address)
    if one is not None and other is not None:
        return one.route == other.route and one.post_id == other.post_id
    return one is None and other is None and is_same_page(original, address)
