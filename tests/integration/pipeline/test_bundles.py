"""Bundles: what is exported checks, holds all that it says, and is the same bytes each time."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.canonical import canonicalize_as
from provenance.errors import (
    BundleError,
    InconsistentLogError,
    NoteError,
    ReadOnlyArchiveError,
    SignatureError,
    UnknownBlockError,
    UnknownPostError,
    UnsignedLogError,
)
from provenance.evidence import parse_members, parse_zip
from provenance.log import parse_verifier_key
from provenance.model import Capture, EvidenceKind, Outcome, Snapshot, Source, Verification
from provenance.pipeline import BundleWanted, Settings, Trust, custody, snapshot, verify_target
from provenance.verify import Trusted, verify_bundle
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.pipeline.bundles import NOON, Desk
from tests.unit.log.signing import signer


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.capture("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Three.</p>", "<p>One.</p><p>Four.</p>")
    made.sign()
    return made


def check(desk: Desk, data: bytes, since: bytes | None = None) -> Verification:
    return verify_bundle(data, trusted=Trusted(key=desk.key), since=since)


def unchecked(verification: Verification) -> list[str]:
    return [
        step.why
        for step in verification.steps
        if step.outcome is Outcome.NOT_CHECKED and step.is_required
    ]


def test_a_whole_history_checks_and_holds_each_capture_that_differs(desk: Desk) -> None:
    exported = desk.export()
    verification = check(desk, exported.data)
    assert verification.kind is EvidenceKind.BUNDLE
    assert unchecked(verification) == []
    assert exported.record.entries == (0, 2, 4)
    bundle = parse_members(parse_zip(exported.data))
    texts = [bundle.capture(one, one.read()).raw for one in bundle.captures]
    assert [b"Three" in text for text in texts] == [False, True, False]
    assert "each statement of 3 names the post's one before it, from the first on" in [
        step.what for step in verification.steps
    ]


def test_the_same_archive_gives_the_same_bytes(desk: Desk) -> None:
    assert desk.export().data == desk.export().data


def test_no_key_is_not_checked_and_another_key_is_a_failure(desk: Desk) -> None:
    data = desk.export().data
    assert unchecked(verify_bundle(data, trusted=Trusted())) == [
        "no key was given that you trust; give the log's verifier key with --key"
    ]
    with pytest.raises(SignatureError, match="bears no signature of the key"):
        verify_bundle(data, trusted=Trusted(key=signer("example.org/articles").key))


def test_one_capture_alone_says_that_others_are_left_out(desk: Desk) -> None:
    exported = desk.export(BundleWanted(capture="2"))
    assert exported.record.entries == (2,)
    assert exported.captures == 3
    said = [step.what for step in check(desk, exported.data).steps]
    assert "the statement is of the post; earlier ones are not in the bundle" in said


def test_blocks_are_shown_without_what_is_withheld(desk: Desk) -> None:
    exported = desk.export(BundleWanted(capture="2", blocks=(3,)))
    verification = check(desk, exported.data)
    assert unchecked(verification) == []
    assert "block 3 of log entry 2 leads to the content digest that the statement names" in [
        step.what for step in verification.steps
    ]
    assert b"Three." in exported.data
    assert b"One." not in exported.data
    assert b"The bridge" not in exported.data
    assert exported.record.blocks == (3,)
    with pytest.raises(UnknownBlockError, match="its blocks are 1 to 3"):
        desk.export(BundleWanted(blocks=(9,)))


def test_an_older_checkpoint_is_continued_where_the_bundle_has_the_proof(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.capture("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>")
    old = desk.sign()
    desk.capture("<p>Four.</p>")
    new = desk.sign()
    proving = desk.export(BundleWanted(since=(old,))).data
    assert unchecked(check(desk, proving, since=old)) == []
    assert unchecked(check(desk, proving, since=new)) == []
    (why,) = unchecked(check(desk, desk.export().data, since=old))
    assert "holds no proof from 6 entries on" in why
    keyless = unchecked(verify_bundle(proving, trusted=Trusted(), since=old))
    assert len(keyless) == 2
    with pytest.raises(NoteError):
        check(desk, proving, since=b"no note")


def test_a_checkpoint_that_the_log_does_not_continue_is_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.capture("<p>One.</p>")
    desk.sign()
    before = desk.export().data
    desk.capture("<p>Two.</p>")
    later = desk.sign()
    with pytest.raises(InconsistentLogError, match=r"the 4 entries .* here it has 2"):
        check(desk, before, since=later)
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.capture("<p>Else.</p>")
    with pytest.raises(InconsistentLogError, match="does not begin with the 2 entries"):
        desk.export(BundleWanted(since=(other.sign(),)))


def test_what_is_not_signed_is_not_exported(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.capture("<p>One.</p>")
    with pytest.raises(UnsignedLogError, match="the log was never signed"):
        desk.export()
    desk.sign()
    desk.capture("<p>Two.</p>")
    with pytest.raises(UnsignedLogError, match="log entry 2 came after the last checkpoint"):
        desk.export()
    assert desk.export(BundleWanted(capture="1")).record.entries == (0,)
    with pytest.raises(UnknownPostError):
        desk.export(name="99")


def test_another_parser_is_not_reproduced_and_not_tampered_with(desk: Desk) -> None:
    def older(capture: Capture) -> Snapshot:
        made = canonicalize_as(capture.context.route, capture.raw, capture.post)
        digests = replace(made.digests, content=bytes(32))
        return replace(made, digests=digests, profile=replace(made.profile, parser="other 0.1"))

    data = desk.export().data
    verification = verify_bundle(data, trusted=Trusted(key=desk.key), canonical=older)
    (why,) = unchecked(verification)
    assert "not reproduced, which is not tampered with" in why
    assert "3 of them were read by turbohtml" in why


def test_the_same_parser_with_other_digests_is_a_failure(desk: Desk) -> None:
    def wrong(capture: Capture) -> Snapshot:
        made = canonicalize_as(capture.context.route, capture.raw, capture.post)
        return replace(made, digests=replace(made.digests, content=bytes(32)))

    with pytest.raises(Exception, match=r"log entry 0 give the content digest sha256:0000"):
        verify_bundle(desk.export().data, trusted=Trusted(key=desk.key), canonical=wrong)


def test_a_declaration_says_what_was_done_and_what_it_cannot_show(desk: Desk) -> None:
    exported = desk.export(BundleWanted(is_declared=True, custodian="Ann <Example>"))
    assert unchecked(check(desk, exported.data)) == []
    page = parse_zip(exported.data)["about/declaration.html"].decode()
    assert "Ann &lt;Example&gt;" in page
    assert "2026-06-01T12:00:00.000000Z" in page
    assert "It shows that a copy was received and kept." in page
    assert "neither that what the copy says is true nor that nobody else" in page
    assert "SHA-256 of &quot;abc&quot; is that of FIPS 180-4: passed" in page
    assert "not checked, since no key was given" in page
    unnamed = desk.export(BundleWanted(is_declared=True)).data
    assert b"<th>Made by</th><td><p class" in parse_zip(unnamed)["about/declaration.html"]


def test_every_export_is_in_the_record_of_custody(desk: Desk) -> None:
    first = desk.export(BundleWanted(custodian="Ann"))
    second = desk.export(BundleWanted(blocks=(2, 3), is_declared=True))
    assert custody("7", desk.settings) == (first.record, second.record)
    assert custody(None, desk.settings) == (first.record, second.record)
    assert first.record.exported_at == NOON
    assert second.record.custodian is None
    assert second.record.has_declaration
    with closing(sqlite3.connect(desk.settings.archive)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="never go"):
            connection.execute("DELETE FROM custody")
        with pytest.raises(sqlite3.IntegrityError, match="never change"):
            connection.execute("UPDATE custody SET custodian = 'Bob'")


def test_nothing_is_exported_where_it_cannot_be_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _, mode, **__: mode != os.W_OK)
    with pytest.raises(ReadOnlyArchiveError):
        desk.export()
    monkeypatch.undo()
    assert custody(None, desk.settings) == ()


HOSTILE = "<p>\u202eevil &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>"


def test_captured_text_is_shown_as_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.capture(HOSTILE)
    desk.sign()
    page = parse_zip(desk.export().data)["about/index.html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;" in page
    assert "&lt;U+202E&gt;evil" in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


class TestOverHttp:
    """Answers of a site: their requests, redirects and headers are in the bundle too."""

    @pytest.fixture
    def site(self) -> Iterator[FakeWordPress]:
        with FakeWordPress([post_body(7), post_body(8)]) as fake:
            yield fake

    def test_request_headers_and_page_are_there(self, tmp_path: Path, site: FakeWordPress) -> None:
        desk = Desk(tmp_path)
        settings = replace(desk.settings, allow_private=True)
        snapshot([site.page_url(7)], settings)
        desk.sign()
        exported = desk.export()
        assert unchecked(check(desk, exported.data)) == []
        bundle = parse_members(parse_zip(exported.data))
        (exchange,) = bundle.exchanges()
        assert exchange.source is Source.HTTP
        assert exchange.status == 200
        warc = parse_zip(exported.data)["archive/data.warc"]
        for part in (b"WARC-Type: request", b"WARC-Type: response", b"User-Agent: ", b"HTTP/1."):
            assert part in warc
        index = parse_zip(exported.data)["indexes/index.cdx"].decode()
        told = json.loads(index.partition("{")[1] + index.partition("{")[2])
        record = warc[int(told["offset"]) :][: int(told["length"])]
        assert record.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
        assert record.endswith(exchange.body + b"\r\n\r\n")

    def test_a_post_of_a_list_is_cut_from_its_page(
        self, tmp_path: Path, site: FakeWordPress
    ) -> None:
        desk = Desk(tmp_path)
        snapshot([site.rest_url("/")], replace(desk.settings, allow_private=True))
        desk.sign()
        exported = desk.export(name="8")
        assert unchecked(check(desk, exported.data)) == []
        (one,) = parse_members(parse_zip(exported.data)).captures
        assert one.start > 0


def test_verify_target_knows_a_bundle_by_beginning_and_by_name(desk: Desk) -> None:
    path = desk.folder / "article.wacz"
    path.write_bytes(desk.export().data)
    trust = Trust(log=Trusted(key=desk.key))
    assert verify_target(path, trust).steps[0].outcome is Outcome.HOLDS
    path.write_bytes(b"X" + desk.export().data[1:])
    with pytest.raises(BundleError, match="from byte 0"):
        verify_target(path, trust)


def test_a_key_of_another_name_is_no_trust(desk: Desk) -> None:
    key = parse_verifier_key(str(signer("example.com/other").key))
    with pytest.raises(SignatureError):
        verify_bundle(desk.export().data, trusted=Trusted(key=key))


def test_settings_name_the_archive_alone(desk: Desk) -> None:
    assert custody("7", Settings(archive=desk.settings.archive)) == ()
