"""A real WordPress, written to through its own REST interface; it is left as it was found."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import requests

VARIABLES = {
    "pretty": "PROVENANCE_TEST_WORDPRESS",
    "plain": "PROVENANCE_TEST_WORDPRESS_PLAIN",
}
SCRIPT = Path(__file__).parents[4] / "shared" / "wordpress-lab" / "wp-lab.sh"
# As `make lab` starts the sites (tests/lab/sites.sh).
_INSTANCES = {
    "pretty": {},
    "acted": {"WP_LAB_NAME": "acted", "WP_LAB_PORT": "8084"},
    "plain": {
        "WP_LAB_NAME": "plain",
        "WP_LAB_PORT": "8082",
        "WP_LAB_PERMALINKS": "plain",
    },
}
_SET_TYPE = "<?php set_post_type( (int) $argv[1], $argv[2] ); echo get_post_type( (int) $argv[1] );"

Post = dict[str, Any]


def environment_of(name: str) -> dict[str, str]:
    """Return what tells the lab's script which of the sites is meant."""
    return dict(_INSTANCES[name])


class Lab:
    """One site, inside a `with`: what was made there is deleted at its end.

    Attributes:
        name: `pretty` or `plain`, by its permalinks.
        url: Its address without final slash.
        site: The same as posts' identities have it.
    """

    def __init__(self, name: str, coordinates: str) -> None:
        url, user, password = coordinates.split(",", 2)
        self.name = name
        self.url = url.rstrip("/")
        self.site = self.url.partition("://")[2]
        self._made: list[str] = []
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = (user, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._session:
            for number in self._made:
                for kind in ("posts", "pages"):
                    self._ask("DELETE", f"/wp/v2/{kind}/{number}&force=true", {})

    def publish(self, title: str, content: str, *, kind: str = "posts", **fields: object) -> Post:
        """Make a post that was published and last saved on 28 May 2026 at 9."""
        # Other runs make posts of the same title on the same site, at the same time.
        slug = f"{title.lower().replace(' ', '-')}-{uuid4().hex[:12]}"
        post = self._call(
            "POST",
            f"/wp/v2/{kind}",
            title=title,
            slug=slug,
            content=content,
            status="publish",
            # WordPress takes the date of a new post for its time of modification as well, so that
            # the next save is later by more than its clock's second.
            date_gmt="2026-05-28T09:00:00",
            **fields,
        )
        self._made.append(str(post["id"]))
        return post

    def edit(self, post: Post, *, kind: str = "posts", **fields: object) -> Post:
        """Save a post."""
        return self._call("POST", f"/wp/v2/{kind}/{post['id']}", **fields)

    def trash(self, post: Post) -> None:
        """Put a post in the trash."""
        self._call("DELETE", f"/wp/v2/posts/{post['id']}")

    def delete(self, post: Post) -> None:
        """Delete a post for good."""
        self._call("DELETE", f"/wp/v2/posts/{post['id']}&force=true")

    def turn(self, post: Post, kind: str) -> None:
        """Turn a post into another type, as plugins do; WordPress's interface cannot."""
        with tempfile.NamedTemporaryFile("w", suffix=".php") as script:
            script.write(_SET_TYPE)
            script.flush()
            done = subprocess.run(
                [SCRIPT, "php", script.name, str(post["id"]), kind],
                env=os.environ | environment_of(self.name),
                capture_output=True,
                text=True,
                check=True,
            )
        assert done.stdout.strip() == kind, done.stdout + done.stderr

    def plain(self, post: Post, kind: str = "posts") -> str:
        """Return a post's REST address in the form that every WordPress understands."""
        return f"{self.url}/index.php?rest_route=/wp/v2/{kind}/{post['id']}"

    def addresses(self, post: Post) -> list[str]:
        """Return every address that leads to a post alone."""
        number = post["id"]
        found = [
            str(post["link"]),
            f"{self.url}/?p={number}",
            self.plain(post),
            f"{self.url}/?rest_route=%2Fwp%2Fv2%2Fposts%2F{number}%2F",
        ]
        if self.name == "pretty":
            found.append(f"{self.url}/wp-json/wp/v2/posts/{number}")
        return found

    def _call(self, method: str, route: str, **fields: object) -> Post:
        answer = self._ask(method, route, fields)
        answer.raise_for_status()
        return dict(answer.json())

    def _ask(self, method: str, route: str, fields: dict[str, object]) -> requests.Response:
        url = f"{self.url}/index.php?rest_route={route}"
        return self._session.request(method, url, json=fields or None, timeout=60)
