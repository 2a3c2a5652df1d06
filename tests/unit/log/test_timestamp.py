"""What a token says, and whether it holds; the tokens are OpenSSL's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerifierBuilder,
    decode_timestamp_response,
)

from provenance.digest import sha256
from provenance.errors import KeyMaterialError, SignatureError, TokenError
from provenance.log import (
    check_timestamp,
    is_under,
    parse_roots,
    parse_timestamp,
    token_of_answer,
)
from provenance.log.ess_cert import names_certificate
from tests.fakes.tsa import Authority

TEXT = b"example.org/articles\n3\n" + b"A" * 43 + b"=\n"


def request(*, certificates: bool = True, sha512: bool = False) -> TimeStampRequest:
    return TimestampRequestBuilder(
        data=TEXT,
        hash_algorithm=HashAlgorithm.SHA512 if sha512 else HashAlgorithm.SHA256,
        cert_req=certificates,
    ).build()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def token(authority: Authority) -> bytes:
    return token_of_answer(authority.reply(request().as_bytes()))


def test_a_token_says_over_what_when_and_by_whom(authority: Authority) -> None:
    asked = request()
    before = datetime.now(UTC)
    said = parse_timestamp(token_of_answer(authority.reply(asked.as_bytes())))
    assert (said.imprint, said.nonce, said.tsa) == (sha256(TEXT), asked.nonce, "CN=TSA")
    assert before - timedelta(seconds=2) < said.given_at < datetime.now(UTC)
    # The library drops the second's fraction, and the TSA states an accuracy of 1.5 seconds.
    assert said.before == said.given_at + timedelta(seconds=3)
    assert timedelta(days=399) < said.ends_at - before < timedelta(days=401)


def test_a_token_holds_under_its_own_root(authority: Authority, token: bytes) -> None:
    said = parse_timestamp(token)
    assert is_under(said, (authority.root,))
    check_timestamp(said, (authority.root,))


def test_a_token_does_not_hold_under_another_root(tmp_path: Path, token: bytes) -> None:
    other = Authority(tmp_path, "Other").root
    assert not is_under(parse_timestamp(token), (other,))
    with pytest.raises(SignatureError, match="unable to get local issuer certificate"):
        check_timestamp(parse_timestamp(token), (other,))


def test_a_root_of_the_same_name_does_not_vouch(tmp_path: Path, token: bytes) -> None:
    impostor = Authority(tmp_path, "TSA").root
    assert is_under(parse_timestamp(token), (impostor,))
    with pytest.raises(SignatureError, match="the time stamp token of CN=TSA does not hold"):
        check_timestamp(parse_timestamp(token), (impostor,))


def test_a_certificate_that_had_ended_gives_no_token_that_holds(tmp_path: Path) -> None:
    ended = Authority(tmp_path, "Ended", ends_in=timedelta(days=-1))
    said = parse_timestamp(token_of_answer(ended.reply(request().as_bytes())))
    with pytest.raises(SignatureError, match="certificate has expired"):
        check_timestamp(said, (ended.root,))


def test_another_certificate_of_the_same_key_is_not_taken_for_the_signers(
    tmp_path: Path,
) -> None:
    authority = Authority(tmp_path)
    query = request().as_bytes()
    token = token_of_answer(authority.reply(query))
    certificate, twin = (
        one.public_bytes(Encoding.DER) for one in (authority.certificate, authority.twin())
    )
    swapped = token.replace(certificate, twin)
    said = parse_timestamp(swapped)
    assert said.ends_at > parse_timestamp(token).ends_at
    answer = decode_timestamp_response(
        bytes.fromhex("3082%04x3003020100" % (len(swapped) + 5)) + swapped
    )
    # The library takes it, which is why we look.
    assert VerifierBuilder(roots=[authority.root]).build().verify_message(answer, TEXT)
    with pytest.raises(SignatureError, match="signed with another certificate than it shows"):
        check_timestamp(said, (authority.root,))


@pytest.mark.parametrize("kind", ["sha1", "sha256", "sha384", "sha512"])
def test_the_signers_certificate_is_named_by_any_hash_of_the_standard(
    tmp_path: Path, kind: str
) -> None:
    authority = Authority(tmp_path, names=kind)
    token = token_of_answer(authority.reply(request().as_bytes()))
    check_timestamp(parse_timestamp(token), (authority.root,))
    der = authority.certificate.public_bytes(Encoding.DER)
    assert names_certificate(token, der)
    assert not names_certificate(token, der + b" ")


def test_a_token_that_is_cut_names_nothing(token: bytes) -> None:
    for spoilt in (b"", token[:-1], token[:3], b"\x30\x82"):
        with pytest.raises((ValueError, LookupError)):
            names_certificate(spoilt, b"")


def test_what_stands_between_is_given_beside_the_root(tmp_path: Path) -> None:
    under = Authority(tmp_path, is_under_another=True)
    assert under.between is not None
    said = parse_timestamp(token_of_answer(under.reply(request().as_bytes())))
    for roots in ((), (under.root,), (under.between,)):
        assert not is_under(said, roots)
    both = (under.between, under.root)
    assert is_under(said, both)
    check_timestamp(said, both)


def test_a_token_over_a_digest_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = Authority(tmp_path, digests="sha512")
    token = token_of_answer(other.reply(request(sha512=True).as_bytes()))
    with pytest.raises(TokenError, match=r"a digest of kind .*, no SHA-256"):
        parse_timestamp(token)


def test_no_flipped_bit_gives_another_time_or_another_text(
    authority: Authority, token: bytes
) -> None:
    whole = parse_timestamp(token)
    harmless = 0
    for at in range(len(token)):
        spoilt = token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]
        try:
            said = parse_timestamp(spoilt)
            check_timestamp(said, (authority.root,))
        except (TokenError, SignatureError):
            continue
        # Versions, and names of algorithms that the library takes from elsewhere.
        harmless += 1
        assert replace(said, token=token) == whole
    assert harmless < 20


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "no time stamp token"),
        (b"<html>", "no time stamp token"),
        (b"\x30" * 100_001, "more than 100,000 bytes"),
        (bytes.fromhex("30053003020102"), r"gives no token: rejected$"),
        (bytes.fromhex("30053003020109"), "gives no token: status 9"),
        (bytes.fromhex("30053003020100"), "says 'granted', and gives no token"),
        (bytes.fromhex("3010300e020102") + b"\x30\x09\x0c\x07too bad", r"rejected \(too bad\)"),
    ],
)
def test_an_answer_without_a_token_says_why(answer: bytes, why: str) -> None:
    with pytest.raises(TokenError, match=why):
        token_of_answer(answer)


def test_an_answer_of_openssl_that_refuses_says_why(authority: Authority) -> None:
    refused = authority.reply(request(sha512=True).as_bytes())
    with pytest.raises(TokenError, match=r"rejected \(Message digest algorithm is not supported"):
        token_of_answer(refused)


def test_a_token_is_itself_and_nothing_after_it(token: bytes) -> None:
    for spoilt in (token + b"\x00", token[:-1], b"", b"\x00"):
        with pytest.raises(TokenError):
            parse_timestamp(spoilt)


def test_a_token_without_its_certificate_is_refused(authority: Authority) -> None:
    bare = token_of_answer(authority.reply(request(certificates=False).as_bytes()))
    with pytest.raises(TokenError, match="does not hold the certificate"):
        parse_timestamp(bare)


def test_roots_are_read_from_one_file(tmp_path: Path, authority: Authority) -> None:
    other = Authority(tmp_path, "Other").root
    pem = [one.public_bytes(Encoding.PEM) for one in (authority.root, other)]
    assert parse_roots(b"".join(pem)) == (authority.root, other)
    for spoilt in (b"", b"no certificate", pem[0][:-40]):
        with pytest.raises(KeyMaterialError, match="no certificate in PEM"):
            parse_roots(spoilt)
