"""The one text form of a digest."""

import pytest

from provenance.digest import DIGEST_SIZE, format_digest, parse_digest, sha256
from provenance.errors import MalformedError

# FIPS 180-4, example of one block.
ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_digest_is_written_and_read_in_one_form() -> None:
    digest = sha256(b"abc")
    assert len(digest) == DIGEST_SIZE
    assert format_digest(digest) == ABC
    assert parse_digest(ABC) == digest


@pytest.mark.parametrize("digest", [b"", bytes(31), bytes(33)])
def test_what_is_no_digest_is_not_written(digest: bytes) -> None:
    with pytest.raises(ValueError, match=str(len(digest))):
        format_digest(digest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ABC.removeprefix("sha256:"),
        ABC.upper(),
        "SHA256:" + ABC.removeprefix("sha256:"),
        ABC[:-1],
        ABC + "0",
        ABC + "\n",
        " " + ABC,
        ABC.replace("b", "\uff42"),
        ABC.replace("7", "\u0667"),
        "sha512:" + "0" * 64,
    ],
)
def test_a_second_spelling_is_refused(text: str) -> None:
    with pytest.raises(MalformedError, match="is not a digest"):
        parse_digest(text)
