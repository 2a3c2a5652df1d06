"""What a target is taken for."""

from pathlib import Path

import pytest

from provenance.capture import TargetKind, classify
from provenance.errors import AddressError, CaptureError, UnreadableFileError


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("-", TargetKind.FILE),
        ("https://example.org/wp-json/wp/v2/posts/5", TargetKind.REST),
        ("https://example.org/?rest_route=%2Fwp%2Fv2%2Fposts%2F5%2F", TargetKind.REST),
        ("https://example.org/wp-json/wp/v2/posts", TargetKind.REST),
        ("HTTP://example.org/wp-json/wp/v2/pages/5?_fields=id", TargetKind.REST),
        ("https://example.org/2026/05/a-post/", TargetKind.PAGE),
        ("https://example.org/?p=5", TargetKind.PAGE),
        ("http://[::1]:8081/a", TargetKind.PAGE),
        ("https://example.org/", TargetKind.PAGE),
        ("https://example.org/wp-json/", TargetKind.SITE),
        ("https://example.org/blog/?rest_route=/", TargetKind.SITE),
        ("https://example.org/wp-json/wp/v2", TargetKind.SITE),
    ],
)
def test_targets_are_told_apart(target: str, kind: TargetKind) -> None:
    assert classify(target) is kind


def test_a_file_that_exists_is_a_file_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.org").write_text("{}")
    (tmp_path / "https:").mkdir()
    (tmp_path / "https:" / "a").write_text("{}")
    assert classify("example.org") is TargetKind.FILE
    assert classify("https://a") is TargetKind.FILE


@pytest.mark.parametrize(
    ("target", "why", "kind"),
    [
        ("htp://example.org/a", "begins with htp:", AddressError),
        ("ftp://example.org/a", "begins with ftp:", AddressError),
        ("file:///tmp/a.json", "give the file's path", AddressError),
        ("example.org/2026/a-post/", "write https://example.org/2026/a-post/", AddressError),
        ("www.example.org", "write https://www.example.org", AddressError),
        ("localhost:8081/a", "write https://localhost:8081/a", AddressError),
        ("127.0.0.1:8081", "write https://127.0.0.1:8081", AddressError),
        ("post-58012.json", "there is no such file", UnreadableFileError),
        ("nowhere/at/all", "there is no such file", UnreadableFileError),
        ("nul\0byte", "there is no such file", UnreadableFileError),
        ("x" * 5000, "there is no such file", UnreadableFileError),
        ("https://", "not a whole address", AddressError),
        ("https:///a", "not a whole address", AddressError),
        ("https://example.org:99999/", "not a whole address", AddressError),
        ("https://[::1/", "not a whole address", AddressError),
        ("https://example.org/a b", "not a whole address", AddressError),
        ("https://me:secret@example.org/", "has a name or password in it", AddressError),
        ("https://example.org/wp-json/wp", "names no post: /wp", AddressError),
        (
            "https://example.org/wp-json/wp/v2/users/6",
            "names no post: /wp/v2/users/6",
            AddressError,
        ),
        ("https://example.org/wp-json/wp/v2/posts/5/revisions/6", "names no post", AddressError),
        ("https://example.org/wp-json/oembed/1.0/embed", "names no post", AddressError),
        (f"https://example.org/wp-json/wp/v2/posts/{2**53}", "is 2**53 or more", AddressError),
    ],
)
def test_a_slip_gets_one_clear_sentence(target: str, why: str, kind: type[CaptureError]) -> None:
    with pytest.raises(kind) as caught:
        classify(target)
    assert why in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_highest_number_is_still_a_post_s() -> None:
    target = f"https://example.org/wp-json/wp/v2/posts/{2**53 - 1}"
    assert classify(target) is TargetKind.REST
