"""The archive's address book: one look-up for thousands of targets."""

from pathlib import Path

from provenance.archive import Archive
from provenance.model import PostKey
from provenance.pipeline import Settings, snapshot
from tests.fakes.wordpress import FakeWordPress, post_body


def test_a_post_is_found_by_every_address_that_led_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with FakeWordPress([post_body(7), post_body(8)]) as site:
        page, other = site.page_url(7), site.page_url(8)
        snapshot([page, other], Settings(archive=path, allow_private=True))
        host = site.url.partition("://")[2]
    key = PostKey(site=host, post_id=7)
    with Archive.open(path, read_only=True) as archive:
        book = archive.addresses()
    for address in (
        page,
        page.rstrip("/"),
        f"{page}#comments",
        f"http://{host}/?p=7",
        f"http://{host}/wp-json/wp/v2/posts/7",
    ):
        assert book.find(address) == key, address
    for address in (f"http://{host}/?p=9", f"http://{host}/", "https://example.org/", "no address"):
        assert book.find(address) is None, address


def test_an_address_that_led_to_two_posts_names_neither(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with FakeWordPress([post_body(7), post_body(8)]) as site:
        page = site.page_url(7)
        snapshot([page], Settings(archive=path, allow_private=True))
        site.serve(post_body(8, link=page))
        site.serve(post_body(7, link=site.url + "/elsewhere/"))
        snapshot([site.rest_url("/wp/v2/posts/8")], Settings(archive=path, allow_private=True))
    with Archive.open(path, read_only=True) as archive:
        assert archive.addresses().find(page) is None
