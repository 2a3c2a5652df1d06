"""A fault at one post of a run ends nothing that is asked or said of the others."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from provenance.archive import Archive
from provenance.assess import Assessment, assess
from provenance.errors import (
    ArchiveError,
    DigestMismatchError,
    ProvenanceError,
    StoppedError,
    VerificationError,
)
from provenance.model import Finding, Observation, PostKey
from provenance.pipeline import Settings, audit
from provenance.pipeline.replay import observations
from tests.fakes.wordpress import FakeWordPress, post_body

ROUTE = "/wp-json/wp/v2/posts/7"
EDITED = "<p>The bridge was open.</p>"


def body(content: str, **changes: Any) -> bytes:
    own = {"rendered": content, "protected": False}
    return post_body(content=own, excerpt={"rendered": "", "protected": False}, **changes)


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([body("<p>The bridge was closed.</p>")]) as site:
        yield site


@pytest.fixture
def live(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "live.db", allow_private=True, again_after_s=0)


def observed(settings: Settings, site: FakeWordPress) -> list[tuple[int, int | None]]:
    """Return each capture's id, and the id of the one that it repeats."""
    key = PostKey(site=site.url.partition("://")[2], post_id=7)
    with Archive.open(settings.archive) as archive:
        return [(held.capture_id, held.repeats) for held in archive.captures(key)]


def rules(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def breaks(*_: object, **__: object) -> None:
    raise RuntimeError("unforeseen")


def test_a_fault_of_the_program_at_one_further_answer_is_named_and_the_rest_is_judged(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))
    monkeypatch.setattr("provenance.pipeline.again.ask_again", breaks)
    done = audit([site.url + ROUTE], live)

    # Of a post that is given up nothing more is asked.
    (failure,) = done.failures
    assert "RuntimeError: unforeseen" in str(failure.error)
    assert "changed-without-claims" in rules(done.posts[0].findings)


@pytest.mark.parametrize("part", ["again.further_answers", "pages_beside.is_material_edit"])
def test_a_fault_in_weighing_what_else_to_ask_is_named_and_the_rest_is_judged(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))
    monkeypatch.setattr(f"provenance.pipeline.{part}", breaks)
    done = audit([site.url + ROUTE], live)

    assert {"RuntimeError: unforeseen" in str(one.error) for one in done.failures} == {True}
    assert "changed-without-claims" in rules(done.posts[0].findings)


def test_a_post_whose_judging_breaks_the_program_is_named_and_the_others_are_judged(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_at_7(seen: Sequence[Observation]) -> Assessment:
        if seen[0].snapshot is not None and seen[0].snapshot.key == key:
            raise RuntimeError("unforeseen")
        return assess(seen)

    key = PostKey(site=site.url.partition("://")[2], post_id=7)
    site.serve(post_body(8))
    monkeypatch.setattr("provenance.pipeline.judging.assess", breaks_at_7)
    done = audit([site.url + ROUTE, site.rest_url("/wp/v2/posts/8")], live)

    assert [post.post.key.post_id for post in done.posts] == [8]
    (failure,) = done.failures
    assert failure.target == str(key)
    assert str(failure.error).startswith("its captures are kept, and were not judged: ")
    assert observed(live, site) == [(1, None)]
    monkeypatch.undo()
    assert audit([site.url + ROUTE], live).failures == ()


def test_kept_bytes_that_do_not_hold_are_named_and_the_others_are_judged(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def does_not_hold(_: object, post: PostKey, *__: object, **___: object) -> object:
        if post == key:
            raise DigestMismatchError("altered")
        return observations(_, post, *__, **___)  # type: ignore[arg-type]  # handed on as it came

    key = PostKey(site=site.url.partition("://")[2], post_id=7)
    targets = [site.url + ROUTE, site.rest_url("/wp/v2/posts/8")]
    site.serve(post_body(8))
    audit(targets, live)
    site.serve(body(EDITED))
    for part in ("judging", "again", "pages_beside"):
        monkeypatch.setattr(f"provenance.pipeline.{part}.observations", does_not_hold)
    done = audit(targets, live)

    assert [post.post.key.post_id for post in done.posts] == [8]
    assert {type(failure.error) for failure in done.failures} <= {
        DigestMismatchError,
        VerificationError,
    }
    assert "it was not judged: altered" in {str(one.error) for one in done.failures}
    assert observed(live, site) == [(1, None), (3, None)]


@pytest.mark.parametrize("error", [ArchiveError("it is gone"), StoppedError("to end")])
def test_an_archive_that_cannot_be_read_at_all_ends_a_run_still(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch, error: ProvenanceError
) -> None:
    def ends(*_: object) -> None:
        raise error

    monkeypatch.setattr("provenance.pipeline.judging.assess", ends)
    with pytest.raises(type(error)):
        audit([site.url + ROUTE], live)
