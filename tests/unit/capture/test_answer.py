"""Posts and refusals in bodies, with their exact bytes."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture import Answer, split_answer
from provenance.capture.json_text import MAX_DEPTH, MAX_ELEMENTS
from provenance.errors import (
    JsonSyntaxError,
    LimitError,
    NotAPostError,
    NotJsonAnswerError,
    ProvenanceError,
)
from provenance.model import PostKey
from tests.fakes.wordpress import post_body

CAPTURES = Path(__file__).parents[2] / "data" / "captures"
POST = post_body(7)
KEY = PostKey(site="127.0.0.1:8081", post_id=7)


def split(body: bytes) -> Answer:
    return split_answer(body, name="the file")


@pytest.mark.parametrize("path", sorted(CAPTURES.glob("*.json")), ids=lambda path: path.stem)
def test_a_saved_answer_is_a_post_or_a_refusal_and_its_own_bytes(path: Path) -> None:
    body = path.read_bytes()
    answer = split(body)
    assert answer.raw == body.strip()
    if answer.refusal is None:
        assert [post.raw for post in answer.posts] == [body.strip()]
        assert answer.posts[0].key is not None
    else:
        assert json.loads(body)["code"] == answer.refusal.code
        assert answer.posts == ()


def test_white_space_around_a_post_is_not_its_bytes() -> None:
    answer = split(b"\n \t" + POST + b"\r\n")
    assert (answer.posts[0].raw, answer.posts[0].start) == (POST, 3)
    assert not answer.is_list


@given(
    st.lists(
        st.tuples(st.text(max_size=5), st.sampled_from(["", " ", "\n\t"]), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_each_post_of_a_list_is_its_exact_slice(parts: list[tuple[str, str, bool]]) -> None:
    written = []
    for index, (title, space, plain) in enumerate(parts):
        text = json.dumps({"id": index + 1, "title": {"rendered": title}}, ensure_ascii=plain)
        written.append((text.encode("utf-8", "replace"), space.encode()))
    body = b"[" + b",".join(space + text + space for text, space in written) + b"]"
    answer = split(body)
    assert [post.raw for post in answer.posts] == [text for text, _ in written]
    for post in answer.posts:
        assert body[post.start : post.start + len(post.raw)] == post.raw
    assert [post.index for post in answer.posts] == list(range(len(parts)))


def test_one_broken_post_in_a_list_leaves_the_good_ones() -> None:
    answer = split(b"[" + POST + b', 3, {"title":{}}, ' + post_body(8) + b"]")
    assert [post.post_id for post in answer.posts] == [7, 8]
    assert [index for index, _ in answer.broken] == [1, 2]
    assert "element 1 of the file is a number" in str(answer.broken[0][1])
    assert "element 2 of the file is a JSON object without an id" in str(answer.broken[1][1])


def test_a_byte_order_mark_is_set_aside_with_a_note() -> None:
    answer = split(b"\xef\xbb\xbf" + POST)
    assert (answer.posts[0].raw, answer.posts[0].start) == (POST, 3)
    assert answer.notes == ("a byte order mark in front of the JSON of the file was set aside",)


@pytest.mark.parametrize(
    "noise",
    [
        b"<br />\n<b>Warning</b>:  Undefined array key [0] in <b>/a.php</b> on line 3<br />\n",
        b'[22-Nov-2026 10:00:00] PHP Notice:  x {"a"} in /a.php\n',
        b"PHP Deprecated:  strftime() {\n",
        b"Warning: foreach() argument [] must be of type array\n",
        b"<b>Fatal error</b>: \xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d\n",
    ],
)
@pytest.mark.parametrize("body", [POST, b"[" + POST + b"]"], ids=["post", "list"])
def test_what_php_prints_in_front_is_set_aside_with_a_note(noise: bytes, body: bytes) -> None:
    answer = split(noise + body)
    (post,) = answer.posts
    assert post.raw == POST
    assert (noise + body)[post.start :].startswith(POST)
    assert "characters in front of the JSON of the file were set aside" in answer.notes[0]


def test_the_last_post_of_a_list_cut_short_does_not_pass_for_the_answer() -> None:
    with pytest.raises(JsonSyntaxError, match="line 2"):
        split(b"<b>Warning</b>: x\n[" + POST + b"," + POST)


def test_noise_alone_is_no_answer() -> None:
    with pytest.raises(NotJsonAnswerError, match="it begins 'Notice : x'"):
        split(b"<b>Notice</b>: x<script>var a = 1</script>")


def test_a_web_page_is_not_searched_for_json() -> None:
    with pytest.raises(NotJsonAnswerError, match="web page"):
        split(b"<!DOCTYPE html><title>Log in</title><script>" + POST)
    with pytest.raises(NotJsonAnswerError, match="it begins 'Log in "):
        split(b"<div>Log in</div>" + POST + b"</div>")


@pytest.mark.parametrize(
    ("body", "line", "column", "why"),
    [
        (b'\n\n {"a":1,\n "b":}', 4, 6, "expecting value"),
        (b'{"a":"x', 1, 6, "unterminated string"),
        (b'{"id":1}\n<!-- cached -->', 2, 1, "more text follows"),
        (b'{"a":NaN}', 1, 6, "NaN is no JSON value"),
        (b'["Infinity", -Infinity]', 1, 14, "-Infinity is no JSON value"),
        (b"[1 2]", 1, 4, "',' delimiter"),
        (b"[1,]", 1, 4, "expecting value"),
        (b"[", 1, 2, "expecting value"),
        (b"nonsense", 1, 1, "expecting value"),
        (b"{'a':1}", 1, 2, "double quotes"),
        ('{"é":"\x01"}'.encode(), 1, 7, "control character"),
        (b'{"a":\n"\xff"}', 2, 2, "0xff"),
        (POST.decode().encode("utf-16"), 1, 1, "UTF-16"),
        (POST.decode().encode("utf-16-le"), 1, 1, "UTF-16"),
        (POST.decode().encode("utf-32-be"), 1, 1, "UTF-16 or UTF-32"),
    ],
)
def test_broken_json_is_named_with_line_and_column(
    body: bytes, line: int, column: int, why: str
) -> None:
    with pytest.raises(JsonSyntaxError) as caught:
        split(body)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert why in str(caught.value)
    assert str(caught.value).startswith("the file ")


@pytest.mark.parametrize("body", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(body: bytes) -> None:
    with pytest.raises(NotJsonAnswerError, match="the file is empty"):
        split(body)


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        (b"[" * 100_000, "json-depth"),
        (b'{"a":' * 100_000, "json-depth"),
        (b'{"a":' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}", "json-depth"),
        (b'{"id":' + b"9" * 5000 + b"}", "json-number"),
        (b"[" + b"1," * MAX_ELEMENTS + b"1]", "json-elements"),
    ],
)
def test_json_beyond_any_post_is_refused_by_its_limit(body: bytes, limit: str) -> None:
    with pytest.raises(LimitError) as caught:
        split(body)
    assert caught.value.limit == limit


def test_json_at_the_limits_is_read() -> None:
    deep = b'{"a":' + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1) + b"," + POST[1:]
    text = POST[:-1] + b',"b":"' + b"[{" * 1000 + b'"}'
    assert split(deep).posts[0].post_id == 7
    assert split(text).posts[0].post_id == 7
    assert split(POST[:-1] + b',"n":' + b"9" * 400 + b"}").posts[0].post_id == 7


@pytest.mark.once
@pytest.mark.parametrize(
    "body",
    [
        b'{"' * 500_000,
        b'"\\"' * 300_000,
        b"<b>Warning</b>" + b'{"' * 500_000,
        b"<b>Warning</b>" + b'{"a":1} ' * 200_000,
        b"<b>Warning</b>" + b'[{"a":"' * 200_000,
    ],
)
def test_hostile_text_costs_no_time(body: bytes) -> None:
    begun = time.perf_counter()
    with pytest.raises(ProvenanceError):
        split(body)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"[]", "empty list"),
        (b"{}", "without an id"),
        (b"3", "a number"),
        (b"null", "null"),
        (b"true", "true or false"),
        (b'"x"', "a string"),
        (b'{"id":"5","title":{}}', "its id is '5'"),
        (b'{"id":true,"title":{}}', "its id is True"),
        (b'{"id":0,"title":{}}', "its id is 0"),
        (b'{"id":9007199254740992,"title":{}}', "no post has a number of 2**53 or more"),
        (b'{"id":5}', "without a post's fields"),
        (b'{"id":5,"name":"A","avatar_urls":{},"link":"https://e.org/"}', "without a post's"),
        (b'{"id":5,"taxonomy":"category","link":"https://e.org/"}', "a category, tag"),
        (b'{"id":5,"type":"comment","content":{}}', "a comment"),
        (b'{"id":5,"author_name":"A","content":{}}', "a comment"),
        (b'{"id":9,"slug":"5-revision-v1","title":{}}', "stored revision of post 5"),
        (b'{"routes":{},"namespaces":[]}', "index of a REST interface"),
        (b'{"body":{},"status":200,"headers":{}}', "envelope"),
        (b'{"code":"","message":"x"}', "without an id"),
        (b'{"code":"x","message":null}', "without an id"),
    ],
)
def test_json_that_is_no_post_is_said_to_be_what_it_is(body: bytes, why: str) -> None:
    with pytest.raises(NotAPostError, match=r"^the file ") as caught:
        split(body)
    assert why in str(caught.value)


def test_the_highest_number_that_readers_agree_on_is_a_post_s() -> None:
    assert split(b'{"id":9007199254740991,"title":{}}').posts[0].post_id == 2**53 - 1


def test_a_list_within_a_list_is_no_post() -> None:
    assert "is a list" in str(split(b"[[], " + POST + b"]").broken[0][1])


def test_an_empty_list_answers_a_search() -> None:
    assert split_answer(b"[]", name="x", allow_empty=True).posts == ()


@pytest.mark.parametrize(
    ("data", "status"),
    [('{"status":401}', 401), ("null", None), ('{"status":true}', None), ("[]", None)],
)
def test_a_refusal_is_read_with_its_status(data: str, status: int | None) -> None:
    body = '{"code":"rest_forbidden","message":"No \\ud83d.","data":' + data + "}"
    refusal = split(body.encode()).refusal
    assert refusal is not None
    assert (refusal.code, refusal.status) == ("rest_forbidden", status)
    assert refusal.message == "No \ufffd."


def test_a_post_is_named_by_its_own_json() -> None:
    assert split(POST).posts[0].key == KEY
    assert split(POST).posts[0].link == "http://127.0.0.1:8081/2026/05/a-post-7/"


@pytest.mark.parametrize(
    "fields",
    [
        b'"title":{}',
        b'"title":null,"content":3',
        b'"link":7,"guid":[],"_links":{"self":[]}',
        b'"link":"","_links":{"self":{"href":"x"}}',
    ],
)
def test_a_post_without_a_site_is_still_a_post(fields: bytes) -> None:
    (post,) = split(b'{"id":7,' + fields + b"}").posts
    assert (post.post_id, post.key, post.link) == (7, None, None)


def test_a_guid_tells_the_site_in_either_shape() -> None:
    for guid in (b'"http://e.org/?p=7"', b'{"rendered":"http://e.org/?p=7"}'):
        key = split(b'{"id":7,"title":{},"guid":' + guid + b"}").posts[0].key
        assert key == PostKey(site="e.org", post_id=7)


def test_duplicate_keys_and_lone_surrogates_do_not_stop_the_slicing() -> None:
    body = b'{"id":6,"id":7,"title":{"rendered":"\\ud800"},"link":"http://e.org/\\udc00"}'
    (post,) = split(body).posts
    assert (post.raw, post.post_id, post.link) == (body, 7, "http://e.org/\ufffd")


def test_an_answer_for_a_signed_in_reader_is_told_apart() -> None:
    assert not split(POST).posts[0].signed_in
    edited = post_body(7, content={"raw": "x", "rendered": "x"})
    assert split(edited).posts[0].signed_in


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"rendered": "<p>A</p>", "protected": False}, "<p>A</p>"),
        ("<p>A</p>", "<p>A</p>"),
        ({"rendered": None}, ""),
        ({"protected": True}, ""),
        (5, ""),
    ],
)
def test_a_post_s_content_is_had_where_it_is_text(content: object, expected: str) -> None:
    assert split(post_body(7, content=content)).posts[0].content == expected
