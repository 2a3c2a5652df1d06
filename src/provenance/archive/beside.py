"""What was asked with a post and is no capture of it: its page, and lists that state its times."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from provenance.archive.listed_times import read_times_beside
from provenance.archive.pages_beside import read_pages_beside
from provenance.archive.posts import number_of_post
from provenance.model import PostKey, TimeBeside


class Beside:
    """What stands beside the captures of posts; made by `Archive.beside`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def pages(self, key: PostKey) -> dict[int, int]:
        """Return the answers that are pages of a post, by the captures they were asked beside."""
        with self._reading() as connection:
            number = number_of_post(connection, key)
            return {} if number is None else read_pages_beside(connection, number)

    def times(self, key: PostKey) -> dict[int, tuple[TimeBeside, ...]]:
        """Return what feeds and sitemaps stated of a post, by the captures that they led to."""
        with self._reading() as connection:
            number = number_of_post(connection, key)
            return {} if number is None else read_times_beside(connection, number)
