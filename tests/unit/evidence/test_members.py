"""A bundle's members follow from its evidence, and its evidence comes back from them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from provenance.errors import BundleError, MalformedError
from provenance.evidence import (
    Consistency,
    certificates_of,
    check_package,
    format_members,
    parse_members,
    parse_statement,
    parse_zip,
    read_exchange,
    transport_document,
)
from provenance.log import parse_note, token_of_answer
from provenance.model import Source
from tests.fakes.tsa import Authority
from tests.unit.archive.building import saved
from tests.unit.evidence.sample_bundle import (
    HOP,
    RAW,
    answered,
    bundle,
    snapshot,
    withheld,
    written,
)
from tests.unit.log.signing import NOTE


def test_a_bundle_comes_back_from_its_members(tmp_path: Path) -> None:
    text = parse_note(NOTE).text.encode()
    query = TimestampRequestBuilder(data=text, hash_algorithm=HashAlgorithm.SHA256).build()
    whole = replace(
        bundle(),
        consistency=(Consistency(note=NOTE, hashes=(bytes(32),)),),
        tokens=(token_of_answer(Authority(tmp_path).reply(query.as_bytes())),),
        declaration=b"<p>Filled in</p>",
    )
    back = parse_members(format_members(whole, [snapshot()]))
    assert replace(back, found={}) == replace(whole, found={})
    assert all(back.found[digest] == data for digest, data in whole.found.items())
    assert parse_members(format_members(withheld(1, 3), [])).captures == withheld(1, 3).captures


def test_an_answer_comes_back_whole() -> None:
    made = bundle()
    statement = made.captures[0].read()
    back = made.exchange(statement)
    assert replace(back, target=answered().target) == answered()
    assert certificates_of(back) == (answered().certificate,)
    taken = made.capture(made.captures[0], statement)
    assert taken.raw == RAW


def test_a_saved_answer_is_a_resource_that_no_site_served() -> None:
    came = saved(RAW, "caf\u00e9 \udcff.json")
    made = bundle(came)
    warc = format_members(made, [snapshot()])["archive/data.warc"]
    assert b"WARC-Type: resource\r\n" in warc
    assert b"WARC-Type: response\r\n" not in warc
    assert b"urn:provenance-toolkit:file:caf%C3%A9%20%5Cudcff.json" in warc
    assert made.exchange(made.captures[0].read()).source is Source.FILE


def test_headers_of_the_body_as_sent_stand_under_another_name() -> None:
    warc = format_members(bundle(), [snapshot()])["archive/data.warc"]
    assert b"X-Archive-Orig-Content-Encoding: gzip\r\n" in warc
    assert b"\r\nContent-Encoding: gzip\r\n" not in warc
    assert warc.count(b"Set-Cookie: ") == 2
    assert "X-Café: déjà vu\r\n".encode("latin-1") in warc
    assert b"GET /wp-json/wp/v2/posts/7 HTTP/1.1\r\nHost: example.org\r\n" in warc
    assert b"WARC-Target-URI: " + HOP.url.encode() in warc
    assert b"WARC-IP-Address: 192.0.2.1\r\n" in warc
    assert b"Content-Type: application/pkix-cert\r\n" in warc


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"headers": (("X", "a\r\n b"),)}, b"X: a  b\r\n"),
        ({"headers": (("X", "a\u2028b"),)}, "X: a\u2028b\r\n".encode()),
        ({"http_version": None, "status": 203}, b"HTTP/1.1 203 \r\n"),
        ({"failure": "it stalled"}, b"WARC-Truncated: unspecified\r\n"),
        ({"address": "[2001:db8::1]:443"}, b"WARC-IP-Address: 2001:db8::1\r\n"),
        ({"url": "https://example.org/?p=7", "hops": ()}, b"GET /?p=7 HTTP/1.1\r\n"),
        ({"request_headers": (("Host", "b.test"),)}, b"HTTP/1.1\r\nHost: b.test\r\n\r\n"),
    ],
)
def test_what_no_message_can_carry_is_written_all_the_same(
    changes: dict[str, object], shown: bytes
) -> None:
    made = bundle(answered(**changes))
    assert shown in format_members(made, [snapshot()])["archive/data.warc"]
    back = made.exchange(made.captures[0].read())
    assert transport_document(back) == transport_document(answered(**changes))


def test_the_package_lists_what_is_there_and_nothing_else() -> None:
    members = parse_zip(written(bundle()))
    check_package(members)
    for name in members:
        if name.startswith("datapackage"):
            continue
        with pytest.raises(BundleError, match=f"{name} is not as datapackage.json lists it"):
            check_package(members | {name: b"x"})
        with pytest.raises(BundleError, match=f"lists members that are not there: {name}"):
            check_package({other: members[other] for other in members if other != name})
    with pytest.raises(BundleError, match=r"about/new\.html is not as"):
        check_package(members | {"about/new.html": b""})


@pytest.mark.parametrize("package", [b"", b"[]\n", b"{}", b'{"resources":7}', b"\xff", b"[" * 9999])
def test_a_package_that_is_none_lists_nothing(package: bytes) -> None:
    members = parse_zip(written(bundle()))
    with pytest.raises(BundleError):
        check_package(members | {"datapackage.json": package})


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("evidence/bundle.json", None, "holds no evidence/bundle.json"),
        ("evidence/0-statement.json", None, "holds no evidence/0-statement.json"),
        ("archive/data.warc", None, "holds no archive/data.warc"),
        ("archive/data.warc", b"WARC/1.1\r\n", "no whole record at byte 0"),
        ("archive/data.warc", b"WARC/1.1\r\nContent-Length: 9\r\n\r\n", "no whole record"),
        ("log/consistency-4", b"", "holds no log/older-4"),
        ("evidence/bundle.json", b"{}", "does not hold to bundle.schema.json"),
        ("evidence/0.tlog-proof", b"", "does not begin with"),
    ],
)
def test_members_that_are_none_are_named(name: str, data: bytes | None, why: str) -> None:
    members = format_members(bundle(), [snapshot()])
    del members[name if data is None else "about/index.html"]
    if data is not None:
        members[name] = data
    with pytest.raises((BundleError, MalformedError), match=why):
        parse_members(members)


def test_lines_that_are_no_hashes_are_refused() -> None:
    members = format_members(bundle(), [snapshot()])
    members |= {"log/older-4": NOTE, "log/consistency-4": b"AAAA\n"}
    with pytest.raises(BundleError, match="log/consistency-4 holds a line that is no hash"):
        parse_members(members)


def test_a_manifest_in_another_spelling_is_refused() -> None:
    members = format_members(bundle(), [snapshot()])
    manifest = json.loads(members["evidence/bundle.json"])
    members["evidence/bundle.json"] = json.dumps(manifest, indent=1).encode()
    with pytest.raises(BundleError, match="not in its one spelling"):
        parse_members(members)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"[]", b"null", b"7", b"\xff", b"[" * 99_999, b'{"predicate":{}}'),
        b'{"predicate":{"capture":7}}',
    ],
)
def test_what_is_no_statement_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_statement(data)


def test_a_key_twice_and_other_spellings_are_refused() -> None:
    (one,) = bundle().captures
    parse_statement(one.statement)
    twice = one.statement.replace(b'{"_type"', b'{"_type":"x","_type"', 1)
    spaced = one.statement.replace(b":", b": ", 1)
    for data in (twice, spaced, one.statement + b"\n"):
        with pytest.raises(MalformedError, match="not in its one spelling"):
            parse_statement(data)


@pytest.mark.parametrize("transport", [b"{}", b"[]", b'{"hops":[7]}', b"x"])
def test_what_is_no_transport_document_is_refused(transport: bytes) -> None:
    statement = bundle().captures[0].read()
    with pytest.raises(MalformedError, match="the transport document"):
        read_exchange(statement, lambda digest: transport)
