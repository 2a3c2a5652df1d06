"""One REST answer from the network, read as captures and failures."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from provenance.capture.answer import Answer, PostSlice, split_answer
from provenance.capture.fetch import Fetched
from provenance.capture.wording import first_words, say_status
from provenance.errors import (
    AnotherPostError,
    CaptureError,
    JsonSyntaxError,
    LimitError,
    MalformedError,
    NotAPostError,
    NotJsonAnswerError,
    ProvenanceError,
    StatusError,
)
from provenance.model import (
    Basis,
    Capture,
    Context,
    Exchange,
    Failure,
    PostKey,
    Reading,
    RestAddress,
    Route,
    parse_rest_address,
)

# The access of whoever does not sign in.
ANONYMOUS = "anonymous"
# What WordPress answers where a post is not served: the rules decide what each means.
_REFUSALS = frozenset({401, 403, 404, 410})
_SUCCESS = range(200, 300)
_PLACES = frozenset({"offset", "page"})


def read_answer(
    fetched: Fetched, address: RestAddress, *, observer: str, access: str = ANONYMOUS
) -> Reading:
    """Return the captures in what `address` answered; what is no post or refusal is a failure."""
    return read_posts(fetched, address, observer=observer, access=access)[0]


def read_posts(
    fetched: Fetched, address: RestAddress, *, observer: str, access: str = ANONYMOUS
) -> tuple[Reading, tuple[PostSlice, ...]]:
    """Return as `read_answer`, and beside it what each capture of a post was made of."""
    exchange = fetched.exchange
    if fetched.error is not None:
        return _failed(exchange, fetched.error), ()
    try:
        answer = split_answer(exchange.body, name=f"the answer of {exchange.final_url}")
    except (CaptureError, MalformedError) as error:
        return _failed(exchange, _unreadable(exchange, error)), ()
    if (fault := _not_asked_for(answer, exchange, address)) is not None:
        return _failed(exchange, fault), ()
    asked = parse_rest_address(exchange.final_url) or address
    context = Context(
        observer=observer,
        access=access,
        language=language_of(exchange),
        route=_route(answer, asked),
    )
    reading = Reading(
        exchange=exchange,
        captures=tuple(_captures(answer, exchange, address, context)),
        failures=tuple(
            Failure(target=exchange.target, error=error, index=index)
            for index, error in answer.broken
        ),
    )
    return reading, answer.posts


def status_error(exchange: Exchange, answer: Answer | None = None) -> StatusError:
    """Return the error that says what a status without a post means."""
    status = exchange.status or 0
    said = f"{exchange.final_url} answered {say_status(status)}"
    if answer is not None and answer.refusal is not None:
        said += f" ({answer.refusal.code}: {answer.refusal.message[:200]})"
    elif words := _first_words(exchange.body):
        said += f", with text that begins {words!r}"
    return StatusError(said, status=status, remedy=_remedy(exchange, status))


def language_of(exchange: Exchange) -> str | None:
    """Return the language that an answer was served in, or asked in by its address."""
    for name, value in exchange.headers:
        if name.lower() == "content-language" and value.strip():
            return value.strip()
    query = dict(parse_qsl(urlsplit(exchange.final_url).query))
    return query.get("lang") or None


def _failed(exchange: Exchange, error: ProvenanceError) -> Reading:
    kept = exchange if exchange.failure else replace(exchange, failure=str(error))
    return Reading(
        exchange=kept, captures=(), failures=(Failure(target=exchange.target, error=error),)
    )


def _not_asked_for(
    answer: Answer, exchange: Exchange, address: RestAddress
) -> ProvenanceError | None:
    """Return why what came is no answer to what was asked; None where it is one."""
    status, asked = exchange.status or 0, address.post_id
    is_answer = status in _REFUSALS if answer.refusal else status in _SUCCESS
    if not is_answer or (answer.refusal and asked is None):
        return status_error(exchange, answer)
    served = next(
        (post.post_id for post in answer.posts if asked not in (None, post.post_id)), None
    )
    if served is None:
        return None
    return AnotherPostError(
        f"post {asked} was asked for, and post {served} was served at {exchange.final_url}",
        asked=asked,
        served=served,
        remedy=f"the answer is kept, and in no post's history; ask for post {served} by its own"
        " address if that is the one you mean",
    )


def _unreadable(exchange: Exchange, error: ProvenanceError) -> ProvenanceError:
    status = exchange.status or 0
    if status not in _SUCCESS:
        return status_error(exchange)
    if isinstance(error, NotJsonAnswerError):
        words = _first_words(exchange.body)
        return NotJsonAnswerError(
            f"{exchange.final_url} answered {status} with "
            + (f"a page that begins {words!r}" if words else "nothing")
            + " where JSON was expected",
            remedy="open it in a browser: a login, a captcha or maintenance may stand in front",
        )
    return _of_an_address(error)


def _of_an_address(error: ProvenanceError) -> ProvenanceError:
    """Return what is wrong with a body, with what to do where it came from an address."""
    match error:
        case JsonSyntaxError():
            return JsonSyntaxError(
                error.what,
                line=error.line,
                column=error.column,
                remedy="try again: the answer may have been cut on its way; if it stays, tell the"
                " site's owner",
            )
        case LimitError():
            remedy = "no post looks like that: see what the address serves"
            return LimitError(error.what, limit=error.limit, remedy=remedy)
        case _:
            remedy = "give the address of one post, such as /wp-json/wp/v2/posts/ID below its site"
            return NotAPostError(error.what, remedy=remedy)


def _first_words(body: bytes) -> str:
    return first_words(body.decode("utf-8", "replace"))


def _remedy(exchange: Exchange, status: int) -> str:
    asked = [value for name, value in exchange.headers if name.lower() == "retry-after"]
    match status:
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE if asked:
            wait = asked[0].strip()[:60]
            shown = f"{wait} seconds" if wait.isdecimal() else f"until {wait}"
            return f"it asks to wait {shown}: try again then"
        case HTTPStatus.TOO_MANY_REQUESTS:
            return "it limits how often it answers: try again later"
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return "the site has a fault of its own: try again later"
        case _:
            return "check the address in a browser"


def _route(answer: Answer, asked: RestAddress) -> Route:
    if any(name in {"_fields", "_fields[]"} for name, _ in asked.query):
        return Route.FIELDS
    return Route.LIST if answer.is_list else Route.SINGLE


def _captures(
    answer: Answer, exchange: Exchange, address: RestAddress, context: Context
) -> Sequence[Capture]:
    # Whoever asks for a place in a list knows that it has others.
    is_first = answer.is_list and not any(name in _PLACES for name, _ in address.query)
    notes = answer.notes + (_page_notes(exchange) if is_first else ())
    if answer.refusal is not None and address.post_id is not None:
        key = PostKey(site=address.site, post_id=address.post_id)
        refused = _capture(key, answer.raw, answer.start, exchange, context, notes)
        status = answer.refusal.status if answer.refusal.status is not None else exchange.status
        return [replace(refused, error=replace(answer.refusal, status=status))]
    captures = []
    for post in answer.posts:
        key, said = _identity(post, address)
        is_told = context.access != ANONYMOUS or not post.signed_in
        seen = context if is_told else replace(context, access="signed-in")
        captures.append(_capture(key, post.raw, post.start, exchange, seen, notes + said))
    return captures


def _capture(
    key: PostKey,
    raw: bytes,
    start: int,
    exchange: Exchange,
    context: Context,
    notes: tuple[str, ...],
) -> Capture:
    return Capture(
        post=key,
        raw=raw,
        start=start,
        context=context,
        basis=Basis.OBSERVED,
        seen_at=exchange.received_at,
        notes=notes,
    )


def _identity(post: PostSlice, address: RestAddress) -> tuple[PostKey, tuple[str, ...]]:
    """Return which post it is, and what is odd about that.

    A site's own word for its address is taken where it is the one that was asked: else any site
    could put its words into another site's history, on the same host too (docs/adr/0020).
    """
    asked = PostKey(site=address.site, post_id=post.post_id)
    if post.key is None or post.key == asked:
        return asked, ()
    if same_site(post.key.site, address.site):
        return post.key, ()
    if not post.names_root and same_host(post.key.site, address.site) and "/" not in post.key.site:
        # A permalink's host, which says nothing against the path that was asked.
        return asked, ()
    said = f"the answer names {post.key.site} as its site, and it was asked at {address.site}"
    return asked, (said,)


def same_site(first: str, second: str) -> bool:
    """Return whether two sites are one, `www.` in front apart."""
    return first.removeprefix("www.") == second.removeprefix("www.")


def same_host(first: str, second: str) -> bool:
    """Return whether two sites lie on one host, `www.` in front apart."""
    one, other = (site.partition("/")[0].removeprefix("www.") for site in (first, second))
    return one == other


def _page_notes(exchange: Exchange) -> tuple[str, ...]:
    pages = [value for name, value in exchange.headers if name.lower() == "x-wp-totalpages"]
    if pages and pages[0].isdecimal() and int(pages[0][:9]) > 1:
        return (f"this is one page of {pages[0][:9]} of the list; the others were not asked for",)
    return ()
