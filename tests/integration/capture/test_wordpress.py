"""Captures from a real WordPress, which `PROVENANCE_TEST_WORDPRESS=url,user,password` names.

The posts are this test's own and are deleted at its end; nothing else on the site is touched.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from provenance.capture import Options, capture_post, open_session
from provenance.model import PostKey, Reading

NAMED = os.environ.get("PROVENANCE_TEST_WORDPRESS", "")
pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(not NAMED, reason="PROVENANCE_TEST_WORDPRESS names no WordPress"),
]
OPTIONS = Options(allow_private=True)


class Lab:
    """A real WordPress, written to through its own REST interface."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = (user, password)

    def call(self, method: str, route: str, **fields: str) -> dict[str, Any]:
        url = f"{self.url}/index.php?rest_route={route}"
        answer = self._session.request(method, url, json=fields or None, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def close(self) -> None:
        self._session.close()


@pytest.fixture
def lab() -> Iterator[Lab]:
    lab = Lab(*NAMED.split(",", 2))
    yield lab
    lab.close()


@pytest.fixture
def posts(lab: Lab) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    made = [
        lab.call(
            "POST",
            "/wp/v2/posts",
            title=f"Capture test {number}",
            content="<p>The bridge – “closed” — is open.</p>",
            status="publish",
        )
        for number in range(2)
    ]
    yield made[0], made[1]
    for post in made:
        lab.call("DELETE", f"/wp/v2/posts/{post['id']}&force=true")


def capture(target: str) -> tuple[Reading, ...]:
    with open_session(OPTIONS) as session:
        return capture_post(
            target, session=session, options=OPTIONS, clock=lambda: datetime.now(UTC)
        )


def key(lab: Lab, post: dict[str, Any]) -> PostKey:
    return PostKey(site=lab.url.partition("://")[2], post_id=int(post["id"]))


def test_every_form_of_a_real_post_s_address_gives_the_same_post(
    lab: Lab, posts: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    post, _ = posts
    number = post["id"]
    targets = [
        f"{lab.url}/index.php?rest_route=/wp/v2/posts/{number}",
        f"{lab.url}/?rest_route=%2Fwp%2Fv2%2Fposts%2F{number}%2F",
        f"{lab.url}/?p={number}",
        str(post["link"]),
    ]
    if "/wp-json/" in post["_links"]["self"][0]["href"]:
        targets.append(f"{lab.url}/wp-json/wp/v2/posts/{number}")
    seen = [capture(target)[-1].captures[0] for target in targets]
    assert {one.post for one in seen} == {key(lab, post)}
    assert {json.loads(one.raw)["title"]["rendered"] for one in seen} == {"Capture test 0"}
    assert {one.notes for one in seen} == {()}


def test_a_real_post_that_was_unpublished_is_refused_against_a_control(
    lab: Lab, posts: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    post, _ = posts
    lab.call("POST", f"/wp/v2/posts/{post['id']}", status="draft")
    readings = capture(f"{lab.url}/?rest_route=/wp/v2/posts/{post['id']}")
    (refused,) = readings[0].captures
    assert refused.error is not None
    assert (refused.error.code, refused.error.status) == ("rest_forbidden", 401)
    assert refused.control is True
    assert refused.post == key(lab, post)


def test_a_real_post_that_never_was_is_not_found_against_a_control(
    lab: Lab, posts: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    readings = capture(f"{lab.url}/?rest_route=/wp/v2/posts/999999999")
    (refused,) = readings[0].captures
    assert refused.error is not None
    assert (refused.error.code, refused.error.status) == ("rest_post_invalid_id", 404)
    assert refused.control is True
