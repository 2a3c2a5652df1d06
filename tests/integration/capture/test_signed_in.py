"""What is asked with a login, of a fake newsroom; and where the password never goes."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote, quote_plus

import pytest

from provenance.capture import Credentials, SignedIn, capture_post, open_session, origin_of
from provenance.model import Failure, Reading, RevisionKind
from tests.fakes.newsroom import PASSWORD, USER, FakeNewsroom, revision_of
from tests.fakes.server import FakeServer, Request, answer
from tests.fakes.wordpress import post_body
from tests.integration.capture.capturing import QUICK, Clock, key

FIRST = revision_of(7, 11, "One.", "2026-05-28T09:00:00")
SECOND = revision_of(7, 12, "Two.", "2026-05-28T11:00:00", author=2)
UNSAVED = revision_of(7, 13, "Perhaps three.", "2026-05-28T12:00:00", autosave=True)
TOKEN = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

Follow = Callable[..., list[Reading | Failure]]


@pytest.fixture
def site() -> Iterator[FakeNewsroom]:
    with FakeNewsroom() as site:
        site.keep(7, "Two.", FIRST, SECOND, UNSAVED)
        yield site


def follow(
    site: FakeNewsroom, *targets: str, password: str = PASSWORD, named: str | None = None
) -> list[Reading | Failure]:
    origin = origin_of(named or site.url)
    assert origin is not None
    credentials = Credentials(user=USER, passwords={origin: password})
    found: list[Reading | Failure] = []
    with open_session(QUICK) as session:
        signed_in = SignedIn(credentials, session=session, options=QUICK, clock=Clock())
        for target in targets or (site.rest_url("/wp/v2/posts/7"),):
            readings = capture_post(target, session=session, options=QUICK, clock=Clock())
            found += [one for group in signed_in.follow(target, readings) for one in group]
    return found


def readings(found: Sequence[Reading | Failure]) -> list[Reading]:
    return [one for one in found if isinstance(one, Reading)]


def failures(found: Sequence[Reading | Failure]) -> list[str]:
    """Return why what could not be had could not, of targets and of parts of them."""
    told = [[one] if isinstance(one, Failure) else one.failures for one in found]
    return [str(failure.error) for each in told for failure in each]


def asked(site: FakeNewsroom) -> list[str]:
    return [f"{one.path}?{one.target.partition('?')[2]}" for one in site.signed]


def test_a_login_sees_the_stored_text_and_every_revision(site: FakeNewsroom) -> None:
    found = follow(site)
    assert failures(found) == []
    me, post, autosaves, last = readings(found)
    assert [c.context.access for c in post.captures] == ["editor"]
    assert post.captures[0].post == key(site)
    assert b'"raw": "Two."' in post.captures[0].raw
    assert (me.captures, autosaves.captures, last.captures) == ((), (), ())
    assert [(one.number, one.author, one.kind) for one in last.revisions] == [
        (13, 1, RevisionKind.AUTOSAVE),
        (12, 2, RevisionKind.REVISION),
        (11, 1, RevisionKind.REVISION),
    ]
    assert last.listing is not None
    assert (last.listing.total, last.listing.problem, last.listing.answers) == (3, None, 2)
    for one in last.revisions:
        assert last.exchange.body[one.start :].startswith(one.raw)


def test_everybody_is_asked_before_a_login_is(site: FakeNewsroom) -> None:
    follow(site)
    assert site.requests[0].header("Authorization") is None
    assert asked(site) == [
        "/wp-json/wp/v2/users/me?context=edit&_fields=id%2Cslug%2Croles",
        "/wp-json/wp/v2/posts/7?context=edit",
        "/wp-json/wp/v2/posts/7/autosaves?context=edit",
        "/wp-json/wp/v2/posts/7/revisions?context=edit&per_page=100&page=1",
    ]


def test_a_site_is_signed_in_to_once(site: FakeNewsroom) -> None:
    site.keep(8, "Other.")
    follow(site, site.rest_url("/wp/v2/posts/7"), site.rest_url("/wp/v2/posts/8"))
    assert sum("users/me" in one for one in asked(site)) == 1


def test_a_post_that_everybody_is_refused_is_seen_by_its_editor(site: FakeNewsroom) -> None:
    site.refuse(7)
    (post,) = [one for one in readings(follow(site)) if one.captures]
    assert post.captures[0].error is None


def test_a_list_in_several_pages_comes_whole(site: FakeNewsroom) -> None:
    many = [revision_of(7, n, f"Text {n}.", "2026-05-28T09:00:00") for n in range(100, 350)]
    site.keep(7, "Two.", *many)
    found = readings(follow(site))
    numbers = [one.number for reading in found for one in reading.revisions]
    assert (len(numbers), len(set(numbers))) == (250, 250)
    assert found[-1].listing is not None
    assert (found[-1].listing.problem, found[-1].listing.answers) == (None, 4)


def test_a_list_that_its_own_header_says_is_longer_is_not_whole(site: FakeNewsroom) -> None:
    path = "/wp-json/wp/v2/posts/7/revisions"
    site.handlers[path] = lambda _: answer("[]", headers=[("X-WP-Total", "3")])
    listing = readings(follow(site))[-1].listing
    assert listing is not None
    assert listing.problem == "the list's own header counts 3, and 0 came"


def test_a_save_while_the_list_was_asked_for_has_both_asked_again(site: FakeNewsroom) -> None:
    lists = site.lists[7]
    asked_of = "/wp-json/wp/v2/posts/7/autosaves"

    def save(_: Request) -> bytes:
        del site.handlers[asked_of]
        third = revision_of(7, 14, "Three.", "2026-05-28T13:00:00")
        site.keep(7, "Three.", *reversed(lists), third)
        return answer("[]")

    site.handlers[asked_of] = save
    found = readings(follow(site))
    assert [bool(one.captures) for one in found] == [False, True, False, False, True, False, False]
    assert b"Three." in [one for one in found if one.captures][-1].captures[0].raw


def test_a_type_of_post_without_revisions_is_no_failure(site: FakeNewsroom) -> None:
    site.has_revisions = False
    found = follow(site)
    assert failures(found) == []
    listing = readings(found)[-1].listing
    assert listing is not None
    assert listing.problem == "posts of this type have no list of revisions"


def test_a_role_that_may_not_edit_is_told_so(site: FakeNewsroom) -> None:
    site.roles, site.may_edit = ["subscriber"], False
    found = follow(site)
    (why,) = failures(found)
    assert "403 Forbidden (rest_forbidden_context" in why
    assert "subscriber may not edit post 7" in why
    assert all(one.captures == () for one in readings(found))


def test_a_number_that_nobody_finds_is_told_so(site: FakeNewsroom) -> None:
    (why,) = failures(follow(site, site.rest_url("/wp/v2/posts/99")))
    assert "404 Not Found (rest_post_invalid_id" in why
    assert "there is no such post for editor either" in why


def test_a_first_look_at_claims_alone_is_not_followed(site: FakeNewsroom) -> None:
    fields = "?_fields=id,modified_gmt,_links,title,content,link"
    assert follow(site, site.rest_url("/wp/v2/posts/7") + fields) == []


def test_a_list_that_is_refused_is_a_failure(site: FakeNewsroom) -> None:
    path = "/wp-json/wp/v2/posts/7/revisions"
    site.handlers[path] = lambda _: answer("{}", status=500)
    (why,) = failures(follow(site))
    assert "500 Internal Server Error" in why


def test_an_answer_as_to_everybody_is_not_taken_for_the_stored_text(site: FakeNewsroom) -> None:
    site.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(site.body(7))
    (why,) = failures(follow(site))
    assert "does not show the text as it is stored" in why


@pytest.mark.parametrize(
    ("says_why", "said"),
    [(True, "incorrect_password"), (False, "is wrong, or the site's host removes")],
)
def test_a_wrong_password_is_told_and_tried_once(
    site: FakeNewsroom, says_why: bool, said: str
) -> None:
    site.says_why = says_why
    site.keep(8, "Other.")
    posts = [site.rest_url(f"/wp/v2/posts/{number}") for number in (7, 8)]
    first, second = failures(follow(site, *posts, password="wrong"))
    assert first == second
    assert said in first
    assert sum("users/me" in one for one in asked(site)) == 1
    assert not any("context=edit" in one and "posts" in one for one in asked(site))


def test_application_passwords_that_are_switched_off_are_named(site: FakeNewsroom) -> None:
    site.takes_passwords = False
    (why,) = failures(follow(site))
    assert "offers no application passwords: they are switched off" in why


def test_a_user_who_may_have_no_application_passwords_is_told_so(site: FakeNewsroom) -> None:
    code = "application_passwords_disabled_for_user"
    site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer(
        f'{{"code": "{code}", "message": "No."}}', status=401
    )
    (why,) = failures(follow(site))
    assert f"application passwords are switched off ({code})" in why


def test_a_host_that_removes_the_header_is_named(site: FakeNewsroom) -> None:
    site.takes_header = False
    (why,) = failures(follow(site))
    assert "the site's host removes the Authorization header" in why


def test_a_web_servers_own_password_is_told_from_wordpress(site: FakeNewsroom) -> None:
    site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer(
        "<h1>No</h1>", status=401, content_type="text/html", headers=[("WWW-Authenticate", "Basic")]
    )
    (why,) = failures(follow(site))
    assert "the web server itself asks for a password" in why


def test_an_answer_that_is_no_interface_signs_nobody_in(site: FakeNewsroom) -> None:
    site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer("<h1>Down</h1>", status=502)
    (why,) = failures(follow(site))
    assert "502 Bad Gateway, with text that begins 'Down': nobody could be signed in" in why


def test_a_site_that_hides_its_users_still_shows_its_editors_what_they_may_see(
    site: FakeNewsroom,
) -> None:
    site.has_users = False
    post = next(one for one in readings(follow(site)) if one.captures)
    assert post.captures[0].context.access == "signed-in"


def test_what_was_never_captured_is_not_asked_for(site: FakeNewsroom) -> None:
    site.closed = ("rest_not_logged_in", 401)
    site.names_post = site.shows_id = False
    assert follow(site, f"{site.url}/nothing/") == []


def test_a_password_for_another_site_is_not_sent(site: FakeNewsroom) -> None:
    (why,) = failures(follow(site, named="https://example.org/"))
    assert "it was given for https://example.org" in why
    assert site.signed == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_port_does_not_carry_the_password(
    site: FakeNewsroom, status: int
) -> None:
    with FakeServer(lambda _: answer("{}")) as other:
        headers = [("Location", f"{other.url}/wp-json/wp/v2/users/me")]
        site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer(status=status, headers=headers)
        found = follow(site)
        assert other.requests == []
    assert "the password is not sent to another host, port or scheme" in failures(found)[0]


def test_a_redirect_within_the_site_carries_it(site: FakeNewsroom) -> None:
    def redirect(request: Request) -> bytes:
        return answer(status=301, headers=[("Location", "/wp-json/wp/v2/users/me/?context=edit")])

    site.handlers["/wp-json/wp/v2/users/me"] = redirect
    assert failures(follow(site)) == []


def test_the_password_is_in_nothing_that_is_kept(
    site: FakeNewsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    found = follow(site)
    for text in (PASSWORD, TOKEN, "Authorization"):
        assert text not in repr(found)
        assert text not in caplog.text


SPELT = [PASSWORD, PASSWORD.replace(" ", ""), quote(PASSWORD, safe=""), TOKEN, quote(TOKEN)]
SPELT += [quote_plus(PASSWORD), quote_plus(TOKEN)]


@pytest.mark.parametrize("secret", SPELT)
def test_an_answer_that_repeats_the_password_is_not_kept(site: FakeNewsroom, secret: str) -> None:
    path = "/wp-json/wp/v2/posts/7/autosaves"
    site.handlers[path] = lambda _: answer(f'[{{"echo": "{secret}"}}]')
    found = follow(site)
    kept = next(one for one in readings(found) if "autosaves" in one.exchange.url)
    assert kept.exchange.body == b""
    assert "repeats the password in its answer" in str(kept.exchange.failure)
    assert secret not in repr(found)


def test_a_token_is_known_in_json_too(site: FakeNewsroom) -> None:
    password = "abc?abc?abc?abc?abc?abc?"  # its token has strokes, which JSON may escape
    token = base64.b64encode(f"{USER}:{password}".encode()).decode()
    assert "/" in token
    escaped = token.replace("/", "\\/")
    site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer(f'{{"echo": "{escaped}"}}')
    (why,) = failures(follow(site, password=password))
    assert "repeats the password in its answer" in why


def test_a_short_word_that_is_no_application_password_may_stand_in_an_answer(
    site: FakeNewsroom,
) -> None:
    site.says_why = True
    (why,) = failures(follow(site, password="Sorry"))
    assert "incorrect_password" in why


@pytest.mark.parametrize("secret", [PASSWORD, TOKEN])
def test_headers_that_repeat_the_password_are_not_kept(site: FakeNewsroom, secret: str) -> None:
    path = "/wp-json/wp/v2/posts/7/autosaves"
    site.handlers[path] = lambda _: answer("[]", headers=[("X-Echo", f"got {secret}")])
    assert secret not in repr(follow(site))


def test_a_header_that_comes_twice_on_the_way_is_searched_each_time(site: FakeNewsroom) -> None:
    headers = [("X-Echo", f"got {TOKEN}"), ("X-Echo", "ok"), ("Location", "?context=edit&again=1")]
    path = "/wp-json/wp/v2/posts/7/autosaves"

    def redirect(request: Request) -> bytes:
        if "again" in request.target:
            return answer("[]")
        return answer(status=302, headers=headers)

    site.handlers[path] = redirect
    assert TOKEN not in repr(follow(site))


@pytest.mark.parametrize("code", ["[]", "{}", '{"a": 1}', "7", "null"])
def test_a_code_that_is_no_word_signs_nobody_in(site: FakeNewsroom, code: str) -> None:
    text = f'{{"code": {code}}}'
    site.handlers["/wp-json/wp/v2/users/me"] = lambda _: answer(text, status=403)
    (why,) = failures(follow(site))
    assert "nobody could be signed in" in why


@pytest.mark.parametrize("number", ["[]", "{}", '"14"'])
def test_a_newest_revision_that_is_no_number_is_not_looked_for(
    site: FakeNewsroom, number: str
) -> None:
    post = json.loads(site.body(7))
    post["_links"]["predecessor-version"] = [{"id": json.loads(number)}]
    for text in ("title", "content", "excerpt"):
        post[text]["raw"] = "Two."
    site.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(json.dumps(post))
    found = readings(follow(site))
    assert sum(one.listing is not None for one in found) == 1


def test_a_page_of_a_list_is_followed_post_by_post(site: FakeNewsroom) -> None:
    site.keep(8, "Other.")
    found = readings(follow(site, site.rest_url("/wp/v2/posts")))
    posts = [c.post for one in found for c in one.captures]
    assert posts == [key(site, 8), key(site, 7)]


def test_a_list_that_never_fits_its_post_is_asked_for_twice_at_most(site: FakeNewsroom) -> None:
    site.serve(post_body(7))
    found = readings(follow(site))
    assert sum(one.listing is not None for one in found) == 2
