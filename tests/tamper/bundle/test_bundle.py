"""A bundle of about 10 KB, altered in every way that is known: each is caught, and named."""

import json
import os
from collections.abc import Callable
from dataclasses import replace

import pytest
import rfc8785

from provenance.digest import leaf_hash, sha256
from provenance.errors import BundleError, SignatureError, VerificationError
from provenance.evidence import Consistency, format_zip, parse_zip
from provenance.log import Checkpoint
from provenance.model import Outcome
from provenance.verify import Trusted, verify_bundle
from tests.integration.pipeline.bundles import Members, edited, repacked
from tests.unit.evidence.sample_bundle import KEY, RAW, bundle, withheld, written
from tests.unit.log.signing import ORIGIN, signer

DATA = written(bundle())
TRUSTED = Trusted(key=KEY)
STATEMENT, ENTRY = "evidence/0-statement.json", "evidence/0-entry.json"
PROOF, WARC = "evidence/0.tlog-proof", "archive/data.warc"
# Every byte once with `make torture`, every seventh else.
STEP = 1 if "PROVENANCE_TEST_TORTURE" in os.environ else 7


def check(data: bytes, trusted: Trusted = TRUSTED) -> None:
    verify_bundle(data, trusted=trusted)


def test_the_bundle_is_of_the_size_that_it_is_said_to_be() -> None:
    assert 10_000 < len(DATA) < 20_000
    steps = verify_bundle(DATA, trusted=TRUSTED).steps
    assert {step.outcome for step in steps} == {Outcome.HOLDS}


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_every_flipped_byte_is_caught(mask: int) -> None:
    unread = []
    for place in range(0, len(DATA), STEP):
        flipped = DATA[:place] + bytes([DATA[place] ^ mask]) + DATA[place + 1 :]
        try:
            check(flipped)
        except BundleError:
            continue
        unread.append(place)
    assert unread == [], "bytes that no reader looks at"


@pytest.mark.parametrize("name", sorted(parse_zip(DATA)))
def test_every_member_is_read_even_where_a_forger_lists_it_anew(name: str) -> None:
    """The ZIP and the data package are made to fit: what is left is the evidence itself."""
    for place in range(0, len(parse_zip(DATA)[name]), 1 if STEP == 1 else 13):

        def flip(members: Members, place: int = place) -> None:
            data = members[name]
            members[name] = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

        if name.startswith("datapackage"):
            changed = dict(parse_zip(DATA))
            flip(changed)
            forged = format_zip(changed)
        else:
            forged = repacked(DATA, flip)
        if _says_only_who_wrote_it(forged):
            continue
        with pytest.raises(VerificationError) as caught:
            check(forged)
        assert caught.value.what


def _says_only_who_wrote_it(forged: bytes) -> bool:
    """Tell whether `made_by` alone differs: the maker's word, on which nothing rests."""
    try:
        told, changed = (
            json.loads(parse_zip(data)["evidence/bundle.json"]) for data in (DATA, forged)
        )
    except ValueError:
        return False
    if not isinstance(changed, dict) or told == changed:
        return False
    changed["made_by"] = told["made_by"]
    return bool(told == changed)


def test_an_older_checkpoint_in_it_is_held_against_the_log() -> None:
    whole = bundle()
    for root, size in ((sha256(b"another"), 1), (leaf_hash(whole.captures[0].entry), 2)):
        note = str(signer().sign(Checkpoint(origin=ORIGIN, size=size, root=root))).encode()
        forged = replace(whole, consistency=(Consistency(note=note, hashes=()),))
        with pytest.raises(VerificationError):
            check(written(forged))
    other = signer("example.com").sign(Checkpoint(origin="example.com", size=1, root=bytes(32)))
    forged = replace(whole, consistency=(Consistency(note=str(other).encode(), hashes=()),))
    with pytest.raises(VerificationError, match=r"is of the log 'example\.com'"):
        check(written(forged))


def put(name: str, data: bytes) -> Callable[[Members], None]:
    return lambda members: members.__setitem__(name, data)


def take(name: str) -> Callable[[Members], None]:
    return lambda members: members.__delitem__(name)


def set_in(name: str, *path: str, to: object) -> Callable[[Members], None]:
    return lambda members: members.__setitem__(name, edited(members[name], path, to))


def twice(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members[name] = members[name].replace(b"{", b'{"type":"x",', 1)

    return change


def swap_body(members: Members) -> None:
    """Put other words into the body, with every digest of the WARC as it should be."""
    other = RAW.replace(b"not safe", b"very ok!")
    warc = members[WARC].replace(RAW, other)
    for old, new in ((RAW, other),):
        warc = warc.replace(sha256(old).hex().encode(), sha256(new).hex().encode())
    members[WARC] = warc


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (swap_body, "the WARC does not hold the bytes sha256:.* that a statement names"),
        (put("about/more.html", b"<p>Forged</p>"), "about/more.html is not what follows"),
        (put("archive/more.warc", b""), "archive/more.warc is not what follows"),
        (put("about/index.html", b"<p>Forged</p>"), "about/index.html is not what this program"),
        (put("pages/pages.jsonl", b"{}"), "pages/pages.jsonl is not what this program"),
        (put("log/text", b"other"), "log/text is not what follows"),
        (put("log/" + "0" * 64 + ".tst", b"x"), "are no time stamp token|not what follows"),
        (put("log/checkpoint", b"x"), "the bundle is not what it says: the note"),
        (put("log/consistency-1", b""), "holds no log/older-1"),
        (put("log/older-1", b"x"), "log/older-1 is not what follows"),
        (put("indexes/index.cdx", b""), "indexes/index.cdx is not what follows"),
        (put(ENTRY, b'{"kind":"run"}'), f"{ENTRY} is not what follows"),
        (put(WARC, b""), "the WARC does not hold the bytes"),
        (take("evidence/bundle.json"), "holds no evidence/bundle.json"),
        (take(STATEMENT), f"holds no {STATEMENT}"),
        (take(PROOF), f"holds no {PROOF}"),
        (take("about/index.html"), "about/index.html is not what this program"),
        (twice("evidence/bundle.json"), "not in its one spelling|does not hold to"),
        (twice(STATEMENT), "not in its one spelling"),
        (set_in(STATEMENT, "predicate", "capture", "address", to="https://example.com/"), WARC),
        (set_in(STATEMENT, "predicate", "capture", "status", to=404), WARC),
        (set_in(STATEMENT, "predicate", "claims", "modified_gmt", to="2020-01-01"), "not that"),
        (set_in(STATEMENT, "predicate", "post", "id", to=8), "log entry 0"),
        (set_in(STATEMENT, "predicate", "previous", to="sha256:" + "0" * 64), "root|not what"),
        (set_in(STATEMENT, "predicate", "more", to=1), "not that of what was received"),
        (set_in("evidence/bundle.json", "post", "id", to=8), "is of example.org#7, not of"),
        (set_in("evidence/bundle.json", "more", to=1), "does not hold to bundle.schema.json"),
    ],
)
def test_what_a_forger_lists_anew_is_named(change: Callable[[Members], None], why: str) -> None:
    with pytest.raises(VerificationError, match=why):
        check(repacked(DATA, change))


def test_a_statement_forged_with_all_that_follows_leads_to_no_signed_root() -> None:
    """Even with entry, WARC, index and page made anew: the log's owner did not sign it."""
    whole = bundle()
    (one,) = whole.captures
    other = edited(one.statement, ("predicate", "previous"), "sha256:" + "0" * 64)
    forged = replace(whole, captures=(replace(one, statement=other),))
    with pytest.raises(VerificationError, match="does not lead from the leaf to the root"):
        check(written(forged))


def test_another_key_and_a_log_signed_anew_are_refused() -> None:
    whole = bundle()
    root = leaf_hash(whole.captures[0].entry)
    note = signer(ORIGIN, seed=2).sign(Checkpoint(origin=ORIGIN, size=1, root=root))
    anew = replace(whole, checkpoint=str(note).encode())
    with pytest.raises(SignatureError, match="bears no signature of the key"):
        check(written(anew))
    with pytest.raises(SignatureError, match="bears no signature of the key"):
        check(DATA, Trusted(key=signer(ORIGIN, seed=2).key))


def test_a_larger_size_and_another_root_are_refused() -> None:
    whole = bundle()
    root = leaf_hash(whole.captures[0].entry)
    for size, hashed in ((2, root), (1, sha256(b"another")), (0, root)):
        note = signer().sign(Checkpoint(origin=ORIGIN, size=size, root=hashed))
        with pytest.raises(VerificationError):
            check(written(replace(whole, checkpoint=str(note).encode())))


def test_a_withheld_capture_is_not_smuggled_in_beside_a_shown_one() -> None:
    part = withheld(1)
    (one,) = part.captures
    both = replace(part, captures=(one, replace(one, index=1, blocks=())))
    with pytest.raises(BundleError, match="the capture in log entry 1 is withheld whole"):
        check(written(both))


def test_a_block_of_another_post_is_refused() -> None:
    part = withheld(2)
    (one,) = part.captures
    (proof,) = one.blocks
    other = replace(proof, block=proof.block.replace(b"not ", b""))
    with pytest.raises(VerificationError, match="does not lead from the leaf to the root"):
        check(written(replace(part, captures=(replace(one, blocks=(other,)),))))
    rooted = replace(proof, size=1, index=0, path=(), root=leaf_hash(proof.block))
    with pytest.raises(VerificationError, match="and the statement says"):
        check(written(replace(part, captures=(replace(one, blocks=(rooted,)),))))


def test_a_page_of_another_version_is_said_to_be_unchecked_and_no_step_rests_on_it() -> None:
    whole = bundle()
    older = replace(whole, maker=replace(whole.maker, tool="0.0.9"))
    data = repacked(written(older), put("about/index.html", b"<p>As 0.0.9 wrote it</p>"))
    (step,) = [
        step
        for step in verify_bundle(data, trusted=TRUSTED).steps
        if step.outcome is Outcome.NOT_CHECKED
    ]
    assert not step.is_required
    assert "version 0.0.9 wrote them" in step.why
    with pytest.raises(BundleError, match="is not what follows"):
        check(repacked(written(older), put("indexes/index.cdx", b"")))


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"PK\x05\x06" + bytes(18), format_zip({}), format_zip({"a": b""}), b""],
)
def test_a_file_that_is_no_bundle_verifies_nothing(data: bytes) -> None:
    with pytest.raises(BundleError):
        check(data)


def test_numbers_and_depths_beyond_reason_are_refused() -> None:
    for manifest in (b"[" * 100_000, b"9" * 10_000, b'{"captures":[{"entry":1e999}]}'):
        with pytest.raises(BundleError):
            check(repacked(DATA, put("evidence/bundle.json", manifest)))
    told = json.loads(parse_zip(DATA)["evidence/bundle.json"])
    told["captures"][0] |= {"start": 2**53 - 1, "length": 2**53 - 1}
    far = rfc8785.dumps(told) + b"\n"
    with pytest.raises(VerificationError, match="are not those that its statement names"):
        check(repacked(DATA, put("evidence/bundle.json", far)))
