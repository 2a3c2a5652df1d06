"""A fake WordPress that a user can sign in to, with the stored revisions of its posts."""

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tests.fakes.server import Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body

USER, PASSWORD = "editor", "abcd EFGH 1234 ijkl"


def stored(text: str) -> dict[str, str]:
    return {"raw": text, "rendered": f"<p>{text}</p>\n"}


def revision_of(
    post_id: int,
    number: int,
    content: str,
    date: str,
    *,
    autosave: bool = False,
    title: str | None = None,
    author: int = 1,
    **changes: Any,
) -> dict[str, Any]:
    """Return one stored revision, as WordPress lists it in the context `edit`."""
    kind = "autosave" if autosave else "revision"
    return {
        "author": author,
        "date": date,
        "date_gmt": date,
        "id": number,
        "modified": date,
        "modified_gmt": date,
        "parent": post_id,
        "slug": f"{post_id}-{kind}-v1",
        "guid": stored(f"http://127.0.0.1:8081/?p={number}"),
        "title": stored(f"A post, number {post_id}" if title is None else title),
        "content": stored(content),
        "excerpt": stored(""),
        "_links": {"parent": [{"href": f"http://127.0.0.1:8081/wp-json/wp/v2/posts/{post_id}"}]},
    } | changes


class FakeNewsroom(FakeWordPress):
    """A site with one user.

    Attributes:
        roles: The user's roles.
        takes_header: Whether the host lets the Authorization header through.
        takes_passwords: Whether application passwords are switched on.
        says_why: Whether a wrong password is refused by name, as where a plugin asks early.
        has_users: Whether the route of users is open.
        may_edit: Whether the user may edit posts.
        has_revisions: Whether posts have a list of revisions.
        texts: What an editor stored, by post.
        lists: Revisions by post, the newest first.
        media: Items of the media library: number and date.
        before_edited: Is called before what an editor is shown is made, so that no two answers need
            be alike.
        signed: Requests that came with a login.
    """

    def __init__(self, bodies: Iterable[bytes] = (), **options: Any) -> None:
        super().__init__(bodies, **options)
        self.roles = ["editor"]
        self.takes_header = True
        self.takes_passwords = True
        self.says_why = False
        self.has_users = True
        self.may_edit = True
        self.has_revisions = True
        self.texts: dict[int, str] = {}
        self.lists: dict[int, list[dict[str, Any]]] = {}
        self.media: list[tuple[int, str]] = []
        self.before_edited: Callable[[], object] | None = None

    @property
    def signed(self) -> list[Request]:
        return [one for one in self.requests if one.header("Authorization") is not None]

    def keep(self, post_id: int, content: str, *revisions: dict[str, Any], **post: Any) -> None:
        """Serve a post with this stored text and these revisions, given the oldest first."""
        found = list(reversed(revisions))
        links = {"self": [{"href": f"http://127.0.0.1:8081/wp-json/wp/v2/posts/{post_id}"}]}
        listed: dict[str, Any] = {"version-history": [{"count": len(found)}]}
        if found:
            listed["predecessor-version"] = [{"id": max(one["id"] for one in found)}]
        body = {"content": {"rendered": f"<p>{content}</p>\n", "protected": False}}
        self.serve(post_body(post_id, **(body | {"_links": links | listed} | post)))
        self.texts[post_id] = content
        self.lists[post_id] = found

    def _handle(self, request: Request) -> bytes | Iterable[bytes]:
        query = dict(request.query)
        route = query.get("rest_route") or request.path.removeprefix("/wp-json")
        own = None
        if request.path not in self.handlers:
            own = self._as_user(route.rstrip("/"), query, self._is_user(request))
        return super()._handle(request) if own is None else own

    def _is_user(self, request: Request) -> bool:
        pair = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        sent = request.header("Authorization") if self.takes_header else None
        return self.takes_passwords and sent == f"Basic {pair}"

    def _as_user(self, route: str, query: dict[str, str], signed: bool) -> bytes | None:
        match route.split("/"):
            case [""] if "_fields" in query:
                offered = {"application-passwords": {}} if self.takes_passwords else []
                return answer(json.dumps({"authentication": offered}))
            case ["", "wp", "v2", "users", "me"]:
                return self._me(signed)
            case ["", "wp", "v2", "media"]:
                return self._media(query)
            case ["", "wp", "v2", _, number, ("revisions" | "autosaves") as name]:
                return self._list_of(int(number), name, query, signed)
            case ["", "wp", "v2", _, number] if query.get("context") == "edit":
                return self._edited(int(number), signed)
            case _:
                return None

    def _me(self, signed: bool) -> bytes:
        if not self.has_users:
            return _refusal("rest_no_route", 404)
        if signed:
            return answer(json.dumps({"id": 3, "slug": USER, "roles": self.roles}))
        return _refusal("incorrect_password" if self.says_why else "rest_not_logged_in", 401)

    def _edited(self, number: int, signed: bool) -> bytes:
        if number not in self._posts:
            return _refusal("rest_post_invalid_id", 404)
        if not signed or not self.may_edit:
            return _refusal("rest_forbidden_context", 403 if signed else 401)
        if self.before_edited is not None:
            self.before_edited()
        post = json.loads(self.body(number))
        post["title"]["raw"] = post["title"]["rendered"]
        post["content"]["raw"] = self.texts.get(number, "")
        post["excerpt"]["raw"] = ""
        return answer(json.dumps(post))

    def _list_of(self, number: int, name: str, query: dict[str, str], signed: bool) -> bytes:
        if not self.has_revisions:
            return _refusal("rest_no_route", 404)
        if not signed or not self.may_edit:
            return _refusal("rest_cannot_read", 403 if signed else 401)
        found = self.lists.get(number, [])
        if name == "autosaves":
            found = [one for one in found if "autosave" in one["slug"]]
            return answer(json.dumps(found))
        size, page = int(query["per_page"]), int(query["page"])
        return _page(found, size=size, page=page)

    def _media(self, query: dict[str, str]) -> bytes:
        since = query["after"].removesuffix("Z")
        found = sorted((date, number) for number, date in self.media if date > since)
        shown = found[: int(query["per_page"])]
        return answer(json.dumps([{"id": number, "date_gmt": date} for date, number in shown]))


def _page(found: Sequence[dict[str, Any]], *, size: int, page: int) -> bytes:
    pages = -(-len(found) // size)
    totals = [("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(pages))]
    return answer(json.dumps(found[(page - 1) * size : page * size]), headers=totals)


def _refusal(code: str, status: int) -> bytes:
    body = {"code": code, "message": "Sorry.", "data": {"status": status}}
    return answer(json.dumps(body), status=status)
