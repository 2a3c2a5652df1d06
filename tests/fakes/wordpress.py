"""A fake WordPress that speaks the real protocol over loopback, from saved answers."""

import json
import ssl
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.fakes.server import FakeServer, Handler, Request, answer

_SAVED = "http:\\/\\/127.0.0.1:8081"
_MESSAGES = {
    "rest_forbidden": "Sorry, you are not allowed to do that.",
    "rest_post_invalid_id": "Invalid post ID.",
    "rest_no_route": "No route was found matching the URL and request method.",
    "rest_post_invalid_page_number": "The page number requested is larger than available.",
    "rest_not_logged_in": "You are not currently logged in.",
}


class FakeWordPress:
    """A site with posts and pages, in pretty or plain permalinks.

    Give it bodies of saved REST answers: addresses of the lab in them become its own.

    Attributes:
        url: The site's address without final slash.
        handlers: Answers by path, in place of the site's own; for faults.
        links_in_html: Whether pages name the interface in `link` elements.
        links_in_header: Whether pages name it in `Link` headers.
        names_post: Whether pages link to their post's own JSON.
        shows_id: Whether pages tell their post's id in a shortlink and a body class.
        texts: HTML of the article that a post's page shows, by the post's id; none without one.
        types: Collections by type of post; a site's own types are put in beside posts and pages.
        closed: Code and status of the refusal of a closed interface; None where it is open.
        extra_headers: Sent with every REST answer.
        robots: The site's robots.txt; None where it has none.
        before_list: Is called with a list's parameters before it is made, so that posts can come
            and go between two pages.
        before_page: Is called before a post's page is made, so that no two of them need be alike.
        list_fault: Gives, for a list's parameters and the posts that it would show, what is sent
            in its place; None for the list.
        total: Gives the number that the site states for the true one; None to state none.
        most_per_page: The most posts that the site lists at once.
        refused_parameters: Parameters that it takes for invalid.
        terms: Numbers by route and slug of authors and categories.
    """

    def __init__(
        self,
        bodies: Iterable[bytes] = (),
        *,
        pretty: bool = True,
        prefix: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server = FakeServer(self._handle, tls=tls)
        self._pretty = pretty
        self.url = self._server.url + prefix
        self._prefix = prefix
        self.handlers: dict[str, Handler] = {}
        self.links_in_html = True
        self.links_in_header = True
        self.names_post = True
        self.shows_id = True
        self.texts: dict[int, str] = {}
        self.types = {"post": "posts", "page": "pages"}
        self.closed: tuple[str, int] | None = None
        self.extra_headers: list[tuple[str, str]] = []
        self.robots: str | None = None
        self.before_list: Callable[[dict[str, str]], object] | None = None
        self.before_page: Callable[[], object] | None = None
        self.list_fault: Callable[[dict[str, str], list[int]], bytes | None] | None = None
        self.total: Callable[[int], int | None] = int
        self.most_per_page = 100
        self.refused_parameters: set[str] = set()
        self.terms: dict[str, dict[str, int]] = {"users": {}, "categories": {}}
        self._posts: dict[int, bytes] = {}
        self._refused: dict[int, tuple[str, int]] = {}
        for body in bodies:
            self.serve(body)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.__exit__(kind, error, trace)

    @property
    def requests(self) -> list[Request]:
        return self._server.requests

    def go_down(self) -> None:
        """Refuse connections from now on."""
        self._server.go_down()

    def come_back(self) -> None:
        """Take connections again."""
        self._server.come_back()

    def serve(self, body: bytes) -> int:
        """Serve a post from now on, in place of the one with its id; return the id."""
        own = self.url.replace("/", "\\/")
        data = body.decode().replace(_SAVED, own).encode()
        post_id = int(json.loads(data)["id"])
        self._posts[post_id] = data
        self._refused.pop(post_id, None)
        return post_id

    def refuse(self, post_id: int, code: str = "rest_forbidden", status: int = 401) -> None:
        """Refuse a post from now on, as WordPress does."""
        self._refused[post_id] = (code, status)

    def delete(self, *post_ids: int) -> None:
        """Serve posts no more."""
        for post_id in post_ids:
            del self._posts[post_id]

    def body(self, post_id: int) -> bytes:
        """Return the exact bytes that are served for a post."""
        return self._posts[post_id]

    def rest_url(self, route: str) -> str:
        """Return the address of `route` in the site's own form."""
        return f"{self.url}{'/wp-json' if self._pretty else '/index.php?rest_route='}{route}"

    def page_url(self, post_id: int) -> str:
        """Return the address of a post's page: its `link`."""
        return str(json.loads(self._posts[post_id])["link"])

    def _handle(self, request: Request) -> bytes | Iterable[bytes]:
        if request.path in self.handlers:
            return self.handlers[request.path](request)
        if request.path == "/robots.txt" and self.robots is not None:
            return answer(self.robots, content_type="text/plain")
        query = dict(request.query)
        path = request.path.removeprefix(self._prefix)
        # Plain addresses work on every WordPress, pretty ones where they are switched on.
        if "rest_route" in query:
            return self._rest(query["rest_route"].rstrip("/"), query)
        if self._pretty and (path == "/wp-json" or path.startswith("/wp-json/")):
            return self._rest(path.removeprefix("/wp-json").rstrip("/"), query)
        return self._page(path, query)

    def _rest(self, route: str, query: dict[str, str]) -> bytes:
        if self.closed is not None:
            return self._refusal(*self.closed)
        if not route:
            return answer(json.dumps({"name": "Fake", "namespaces": ["wp/v2"], "routes": {}}))
        *_, collection, last = ["", *route.split("/")]
        if route == "/wp/v2/types":
            return answer(json.dumps(self._index()))
        if last in self.terms:
            found = self.terms[last].get(query.get("slug", ""))
            return answer(json.dumps([] if found is None else [{"id": found}]))
        if last in self.types.values():
            return self._list(last, query)
        if last.isdecimal() and collection in self.types.values():
            return self._single(int(last), collection)
        return self._refusal("rest_no_route", 404)

    def _single(self, post_id: int, collection: str) -> bytes:
        if post_id not in self._in(collection):
            return self._refusal("rest_post_invalid_id", 404)
        if post_id in self._refused:
            return self._refusal(*self._refused[post_id])
        return answer(self._posts[post_id], headers=self.extra_headers)

    def _list(self, collection: str, query: dict[str, str]) -> bytes:
        if self.before_list is not None:
            self.before_list(query)
        if wrong := sorted(self.refused_parameters & query.keys()):
            return self._bad_request(wrong)
        size = int(query.get("per_page", "10"))
        if not 1 <= size <= self.most_per_page:
            return self._bad_request(["per_page"])
        ids = self._ordered(collection, query)
        first = int(query.get("offset", size * (int(query.get("page", "1")) - 1)))
        pages = -(-len(ids) // size)
        if "page" in query and int(query["page"]) > max(pages, 1):
            return self._refusal("rest_post_invalid_page_number", 400)
        shown = ids[first : first + size]
        if self.list_fault is not None and (fault := self.list_fault(query, shown)) is not None:
            return fault
        total = self.total(len(ids))
        stated = [] if total is None else [("X-WP-Total", str(total))]
        totals = [*stated, ("X-WP-TotalPages", str(pages))]
        body = b"[" + b",".join(self._shown_fields(i, query) for i in shown) + b"]"
        return answer(body, headers=[*totals, *self.extra_headers])

    def _ordered(self, collection: str, query: dict[str, str]) -> list[int]:
        ids = sorted(set(self._in(collection)) - set(self._refused), reverse=True)
        posts = {i: json.loads(self._posts[i]) for i in ids}
        if query.get("orderby") == "id" and query.get("order") == "asc":
            ids.reverse()
        if "slug" in query:
            ids = [i for i in ids if posts[i]["slug"] == query["slug"]]
        if "include" in query:
            ids = [i for i in ids if str(i) in query["include"].split(",")]
        if "author" in query:
            ids = [i for i in ids if str(posts[i]["author"]) in query["author"].split(",")]
        if "categories" in query and collection == "posts":
            ids = [i for i in ids if int(query["categories"]) in posts[i]["categories"]]
        if "after" in query:
            ids = [i for i in ids if posts[i]["date_gmt"] + "Z" > query["after"]]
        return ids

    def _shown_fields(self, post_id: int, query: dict[str, str]) -> bytes:
        if "_fields" not in query:
            return self._posts[post_id]
        wanted = query["_fields"].split(",")
        post = json.loads(self._posts[post_id])
        return json.dumps({name: post[name] for name in wanted if name in post}).encode()

    def _bad_request(self, names: list[str]) -> bytes:
        body = {
            "code": "rest_invalid_param",
            "message": f"Invalid parameter(s): {', '.join(names)}",
            "data": {"status": 400, "params": dict.fromkeys(names, "Invalid.")},
        }
        return answer(json.dumps(body), status=400, headers=self.extra_headers)

    def _in(self, collection: str) -> list[int]:
        kinds = {kind for kind, name in self.types.items() if name == collection}
        return [i for i, body in self._posts.items() if json.loads(body)["type"] in kinds]

    def _index(self) -> dict[str, object]:
        # WordPress names its own types beside those that a site adds.
        types = self.types | {"attachment": "media", "wp_block": "blocks"}
        return {
            kind: {
                "slug": kind,
                "rest_base": name,
                "rest_namespace": "wp/v2",
                "taxonomies": ["category"] if kind == "post" else [],
            }
            for kind, name in types.items()
        }

    def _refusal(self, code: str, status: int) -> bytes:
        body = {"code": code, "message": _MESSAGES[code], "data": {"status": status}}
        return answer(json.dumps(body), status=status, headers=self.extra_headers)

    def _page(self, path: str, query: dict[str, str]) -> bytes:
        shown = self._shown(path, query)
        if shown is not None and self.before_page is not None:
            self.before_page()
        root = self.rest_url("/")
        links = [(root, "https://api.w.org/", "")]
        classes = "home"
        title = "Home"
        if shown is not None:
            post = json.loads(self._posts[shown])
            title = str(post["title"]["rendered"])
            kind = "page" if post["type"] == "page" else "post"
            if self.names_post:
                own = self.rest_url(f"/wp/v2/{self.types[post['type']]}/{shown}")
                links.append((own, "alternate", "application/json"))
            if self.shows_id:
                links.append((f"{self.url}/?p={shown}", "shortlink", ""))
                classes = f"page-id-{shown}" if kind == "page" else f"single postid-{shown}"
        elif path not in {"", "/", "/index.php"} or {"p", "page_id"} & query.keys():
            return answer(
                self._html("Page not found", links, "error404"),
                status=404,
                content_type="text/html; charset=UTF-8",
            )
        headers = []
        if self.links_in_header:
            headers = [("Link", ", ".join(_link_value(*link) for link in links))]
        return answer(
            self._html(title, links, classes, self.texts.get(shown or 0, "")),
            content_type="text/html; charset=UTF-8",
            headers=headers,
        )

    def _shown(self, path: str, query: dict[str, str]) -> int | None:
        asked = query.get("p") or query.get("page_id")
        for post_id, body in self._posts.items():
            if post_id in self._refused:
                continue
            link = urlsplit(json.loads(body)["link"]).path.removeprefix(self._prefix)
            if asked == str(post_id) or (not asked and link.strip("/") == path.strip("/") != ""):
                return post_id
        return None

    def _html(
        self, title: str, links: list[tuple[str, str, str]], classes: str, text: str = ""
    ) -> str:
        elements = ""
        if self.links_in_html:
            for url, rel, kind in links:
                typed = f' type="{kind}"' if kind else ""
                elements += f"<link rel='{rel}'{typed} href='{url}' />\n"
        return (
            f"<!DOCTYPE html>\n<html><head><title>{title}</title>\n{elements}</head>"
            f'<body class="{classes}"><h1>{title}</h1>{text}</body></html>\n'
        )


def _link_value(url: str, rel: str, kind: str) -> str:
    typed = f'; type="{kind}"' if kind else ""
    return f'<{url}>; rel="{rel}"{typed}'


def post_body(post_id: int = 7, **changes: Any) -> bytes:
    """Return a post's answer of our own writing, as the lab would serve it."""
    site = "http://127.0.0.1:8081"
    kind = changes.get("type", "post")
    post = {
        "id": post_id,
        "date": "2026-05-28T10:00:00",
        "date_gmt": "2026-05-28T09:00:00",
        "guid": {"rendered": f"{site}/?p={post_id}"},
        "modified": "2026-05-28T12:00:00",
        "modified_gmt": "2026-05-28T11:00:00",
        "slug": f"a-post-{post_id}",
        "status": "publish",
        "type": "post",
        "link": f"{site}/2026/05/a-post-{post_id}/",
        "title": {"rendered": f"A post, number {post_id}"},
        "content": {"rendered": "<p>The bridge was closed.</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>The bridge was closed.</p>\n", "protected": False},
        "author": 1,
        "categories": [1],
        "tags": [],
        "_links": {
            "self": [{"href": f"{site}/wp-json/wp/v2/{kind}s/{post_id}"}],
            "version-history": [
                {"count": 1, "href": f"{site}/wp-json/wp/v2/{kind}s/{post_id}/revisions"}
            ],
        },
    } | changes
    return json.dumps(post, separators=(",", ":")).replace("/", "\\/").encode()
