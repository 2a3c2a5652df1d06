"""A robots.txt that leads elsewhere is followed there, and read; a circle of them ends."""

from datetime import UTC, datetime

from provenance.capture import Fetched, Manners, fetch, open_session
from provenance.errors import RobotsError
from tests.fakes.server import FakeServer, Request, answer
from tests.integration.capture.capturing import QUICK


def ask(url: str) -> Fetched:
    manners = Manners.usual(ignore_robots=False)
    with open_session(QUICK, manners) as session:
        return fetch(
            url, target=url, session=session, options=QUICK, clock=lambda: datetime.now(UTC)
        )


def site(rules: bytes) -> FakeServer:
    """Return a site that puts a slash behind robots.txt, as WordPress does with plain links."""

    def serve(request: Request) -> bytes:
        if request.path == "/robots.txt":
            return answer(status=301, headers=[("Location", "/robots.txt/")])
        return rules if request.path == "/robots.txt/" else answer('{"id":7}')

    return FakeServer(serve)


def test_a_robots_txt_that_leads_to_none_allows_everything() -> None:
    with site(answer("No.", status=404)) as server:
        fetched = ask(f"{server.url}/wp-json/wp/v2/posts/7")

    assert fetched.error is None
    assert fetched.exchange.body == b'{"id":7}'
    paths = [request.path for request in server.requests]
    assert paths == ["/robots.txt", "/robots.txt/", "/wp-json/wp/v2/posts/7"]


def test_a_robots_txt_is_heeded_where_it_leads_to() -> None:
    rules = answer("User-agent: *\nDisallow: /wp-json/\n", content_type="text/plain")
    with site(rules) as server:
        fetched = ask(f"{server.url}/wp-json/wp/v2/posts/7")

    assert isinstance(fetched.error, RobotsError)


def test_two_hosts_that_send_for_each_others_rules_end_soon() -> None:
    def elsewhere(request: Request) -> bytes:
        if request.path != "/robots.txt":
            return answer("{}")
        host = "localhost" if str(request.header("Host")).startswith("127.") else "127.0.0.1"
        return answer(status=302, headers=[("Location", f"http://{host}:{server.port}/rules")])

    with FakeServer(elsewhere) as server:
        fetched = ask(f"{server.url}/a")

    assert fetched.error is None
    assert len(server.requests) < 10
