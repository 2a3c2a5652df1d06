"""The index by which other programs find an answer in a bundle."""

import json

import pytest

from provenance.evidence import format_members
from provenance.evidence.replay_index import key_of
from tests.unit.evidence.sample_bundle import bundle, snapshot


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A/b/", "org,example)/a/b"),
        ("http://example.org", "org,example)/"),
        ("http://example.org:8081/wp-json/", "org,example:8081)/wp-json"),
        ("https://example.org:443/?b=2&a=1", "org,example)/?a=1&b=2"),
        ("https://www2.example.org/", "org,example)/"),
        ("urn:provenance-toolkit:file:a.json", "urn:provenance-toolkit:file:a.json"),
    ],
)
def test_a_key_is_the_address_from_the_right(url: str, key: str) -> None:
    assert key_of(url) == key


def test_the_index_says_where_the_answer_lies() -> None:
    members = format_members(bundle(), [snapshot()])
    key, stamp, told = members["indexes/index.cdx"].decode().split(" ", 2)
    assert (key, stamp) == ("org,example)/wp-json/wp/v2/posts/7", "20260529032206")
    place = json.loads(told)
    start, length = int(place["offset"]), int(place["length"])
    record = members["archive/data.warc"][start : start + length]
    assert b"WARC-Type: response" in record
    assert record.endswith(b"\r\n\r\n")
    assert place["status"] == "200"
    pages = members["pages/pages.jsonl"].splitlines()
    assert json.loads(pages[1])["title"] == "The bridge"
