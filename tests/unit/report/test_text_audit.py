"""The audit's report for people: all that was found, what else fits, and nothing that was not."""

import json
import re
import shlex
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from provenance.errors import NotAPostError
from provenance.model import (
    ArchiveState,
    Audit,
    Basis,
    Certainty,
    Failure,
    Level,
    Moment,
    Observation,
    Turn,
)
from provenance.report import FORMATS, Look
from tests.unit.report.samples import (
    NOON,
    answer,
    audit,
    comparison,
    difference,
    edit,
    finding,
    note,
    observation,
    post_audit,
    refusal,
)

_SGR = re.compile(r"\x1b\[[0-9;]*m")
_BEFORE = "<p>It was not safe, the mayor said.</p>"
_AFTER = "<p>It was safe, the mayor said.</p>"


def _report(value: Audit, *, width: int = 80, colour: bool = False, verbose: bool = True) -> str:
    look = Look(width=width, colour=colour, verbose=verbose)
    return FORMATS["text"](look).audit(value)


def _unwrapped(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_head_says_which_post_and_what_the_site_says_of_it() -> None:
    report = _report(audit(post_audit([observation()], [finding()])))
    assert report.startswith(
        "The bridge\n"
        "example.org, post 7\n"
        "https://example.org/bridge/\n"
        "\n"
        "One capture shows the text, and one capture cannot show an edit.\n"
        "\n"
        "Published    2026-05-29 01:20:00 UTC\n"
        "Modified     2026-05-29 03:22:06 UTC, 2 h 2 min 6 s after publication\n"
        "Revisions    1 stored, the newest is 9, as the site counts\n"
        "Captures     1 (new), time not known\n"
        "From         capture 1: file 1.json\n"
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"modified_gmt": None}, "Modified     the answer does not say (modified_gmt)"),
        ({"date_gmt": None}, "Published    the answer does not say (date_gmt)"),
        ({"modified_gmt": "2026-05-29T01:20:00"}, "UTC, the moment of publication"),
        ({"modified_gmt": "2026-05-29T01:19:00"}, "UTC, 1 min before publication"),
        (
            {"modified_gmt": "yesterday"},
            "Modified     the answer's modified_gmt ('yesterday') is no time",
        ),
        (
            {"date_gmt": "0000-00-00T00:00:00"},
            "Published    the answer's date_gmt ('0000-00-00T00:00:00') is no time",
        ),
        ({"date_gmt": True}, "Published    the answer's date_gmt (true) is no time"),
        (
            {"modified_gmt": "x" * 1000},
            f"Modified     the answer's modified_gmt ('{'x' * 29}…')",
        ),
        ({"_links": {}}, "Revisions    the answer has no count that can be read"),
        (
            {"_links": {"version-history": [{"count": -3}]}},
            "Revisions    the answer has no count that can be read\n",
        ),
        (
            {
                "_links": {
                    "version-history": [{"count": 10**25}],
                    "predecessor-version": [{"id": 9}],
                }
            },
            "Revisions    the answer has no count that can be read, the newest is 9\n",
        ),
        ({"_links": {"version-history": [{"count": 0}]}}, "Revisions    0 stored, as the site"),
        ({"title": {"rendered": ""}}, "(no title)"),
        (
            {"content": {"rendered": "", "protected": True}},
            "Access       behind a password: only the title can be compared",
        ),
    ],
)
def test_what_an_answer_does_not_say_is_named(fields: dict[str, object], line: str) -> None:
    links = {"self": [{"href": "https://example.org/wp-json/wp/v2/posts/7"}]}
    if "_links" in fields:
        fields = {"_links": {**links, **fields["_links"]}}  # type: ignore[dict-item]  # from above
    raw = json.dumps({**json.loads(answer()), **fields}).encode()
    report = _report(audit(post_audit([observation(raw=raw)])))
    assert line in report


def test_a_title_without_end_is_cut_in_the_head() -> None:
    raw = answer(title={"rendered": "x" * 100_000}, link="https://example.org/" + "x" * 100_000)
    report = _report(audit(post_audit([observation(raw=raw)])))
    assert len(report) < 5000
    assert "more characters" in report


def test_every_digest_stands_whole_on_a_line_of_80_columns() -> None:
    report = _report(audit(post_audit([observation()])))
    ladder = re.findall(r"^(\w+) +(sha256:[0-9a-f]{64})$", report, re.MULTILINE)
    assert [name for name, _ in ladder] == ["raw", "markup", "content", "words", "metadata"]
    assert max(map(len, report.splitlines())) == 80


def test_a_finding_prints_its_message_its_explanations_and_what_would_settle_it() -> None:
    found = finding()
    report = _unwrapped(_report(audit(post_audit([observation()], [found]))))
    assert "note saved-after-publication" in report
    for sentence in (found.message, *found.explanations, *found.settles):
        assert sentence in report
    assert "reported: it is what the site says" in report


def test_explanations_are_printed_in_every_view() -> None:
    value = audit(post_audit([observation()], [finding()]))
    whole, brief = _report(value), _report(value, verbose=False)
    assert "What fits:\n  - A save that changed no word, such as a tag.\n" in whole
    assert "What fits: (1) A save that changed no word, such as a tag. (2) A date" in brief


def test_what_is_indicated_has_other_explanations() -> None:
    found = finding(certainty=Certainty.INDICATED)
    report = _report(audit(post_audit([observation()], [found])))
    assert "  Also fits:\n  - A save" in report
    assert "indicated: the best explanation" in report


def test_a_finding_without_explanations_has_no_empty_heading() -> None:
    bare = finding(explanations=(), settles=())
    report = _report(audit(post_audit([observation()], [bare])))
    assert " fits:" not in report
    assert "settle" not in report


def test_an_edit_shows_its_words_before_and_after() -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    report = _report(audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))])))
    assert "WARNING  changed-without-claims" in report
    assert "  - It was [-not-] safe, the mayor said.\n" in report
    assert "  + It was safe, the mayor said.\n" in report
    assert "how it was made is not known" in _unwrapped(report)
    assert "Made       not before 2026-05-29 11:50:00 UTC (allowing for caches)" in report
    assert "Versions     2\n" in report


def test_a_finding_shows_only_the_part_of_the_difference_that_it_is_about() -> None:
    both = difference(_BEFORE, _AFTER)
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    metadata = edit(both, rule="metadata-change", fields=("tags",))
    typography = edit(both, rule="typography-change")
    for other in (metadata, typography):
        assert "[-not-]" not in _report(audit(post_audit(seen, [other])))


_MIXED_BEFORE = (
    "<p>It was not safe.</p><p>He said 'no'.</p>"
    '<div class="wp-block-latest-posts"><p>One</p></div>'
)
_MIXED_AFTER = (
    '<p>It was safe.</p><p>He said ‘no’.</p><div class="wp-block-latest-posts"><p>Two</p></div>'
)
_ALSO = (
    "Also differs, and is no edit: typography only, as WordPress substitutes it",
    "Also differs, and is no edit: parts that WordPress fills by itself",
)


@pytest.mark.parametrize("verbose", [False, True])
def test_the_whole_note_and_where_it_stands_is_printed_on_request(verbose: bool) -> None:
    found = edit(difference(_BEFORE, _AFTER), notes=(note(),))
    report = _report(audit(post_audit([observation(), observation(2)], [found])), verbose=verbose)
    shown = "in the text, block 4 (capture 2): Correction, 30 May 2026" in " ".join(report.split())
    assert shown is verbose


def test_texts_that_take_turns_are_counted_below_the_message() -> None:
    turns = (Turn(capture=1, captures=9, times=4), Turn(capture=2, captures=1, times=1))
    found = finding(rule="alternating-versions", turns=turns)
    said = " ".join(_report(audit(post_audit([observation()], [found]))).split())

    assert (
        "In turns the text of capture 1, served 4 times (9 captures), in turn with that of capture"
        " 2, served 1 time (1 capture)"
    ) in said
    assert "In turns" not in _report(audit(post_audit([observation()], [finding()])))


def test_what_differs_beside_an_edit_is_printed_below_it() -> None:
    seen = [observation(1, answer(_MIXED_BEFORE)), observation(2, answer(_MIXED_AFTER))]
    found = edit(difference(_MIXED_BEFORE, _MIXED_AFTER), fields=("content", "modified_gmt"))
    report = _report(audit(post_audit(seen, [found])))
    places = [report.index(words) for words in ("[-not-]", _ALSO[0], "{+‘+}no", _ALSO[1], "+ Two")]
    assert places == sorted(places)
    assert places[-1] < report.index("What fits:")


def test_a_difference_in_another_field_than_the_edits_is_printed_too() -> None:
    before, after = "<p>He said 'no'.</p>", "<p>He said ‘no’.</p>"
    both = difference(before, after)
    titles = comparison(answer(), answer(title={"rendered": "The ridge"})).difference
    found = edit(replace(both, edits=titles.edits), fields=("title", "modified_gmt"))
    report = _report(audit(post_audit([observation(1), observation(2)], [found])))
    assert report.index("ridge") < report.index(_ALSO[0]) < report.index("{+‘+}no")


def test_an_edit_alone_has_nothing_beside_it() -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    assert "Also differs" not in _report(
        audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))]))
    )


def test_a_finding_on_what_is_no_edit_says_it_once() -> None:
    seen = [observation(1, answer(_MIXED_BEFORE)), observation(2, answer(_MIXED_AFTER))]
    both = replace(difference(_MIXED_BEFORE, _MIXED_AFTER), edits=())
    found = [
        edit(both, rule=rule, cause=None)
        for rule in ("typography-change", "dynamic-content-change")
    ]
    report = _report(audit(post_audit(seen, found)))
    assert "Also differs" not in report
    assert report.count("+ Two") == 1


@pytest.mark.parametrize("bounded", [False, True])
def test_a_bounded_comparison_is_said_to_be_coarse(bounded: bool) -> None:
    coarse = replace(difference(_BEFORE, _AFTER), bounded=bounded)
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    report = _report(audit(post_audit(seen, [edit(coarse)])))
    assert ("coarser than it could be" in report) is bounded


def test_metadata_of_a_finding_is_shown_with_both_values() -> None:
    first, second = observation(1), observation(2, answer(tags=[4]))
    both = comparison(answer(), answer(tags=[4])).difference
    found = edit(both, rule="metadata-change", fields=("tags",))
    report = _report(audit(post_audit([first, second], [found])))
    assert "  Metadata, tags\n  - [3]\n  + [4]\n" in report


def test_a_known_finding_says_that_an_earlier_audit_had_it() -> None:
    known = _report(audit(post_audit([observation()], [finding(new=False)])))
    fresh = _report(audit(post_audit([observation()], [finding()])))
    assert "(in an earlier audit too)" in known
    assert "1 note (none new)" in known
    assert "(in an earlier audit too)" not in fresh
    assert "1 note (new)" in fresh


def test_the_totals_count_by_level() -> None:
    findings = [
        finding(level=Level.WARNING),
        finding(level=Level.WARNING, new=False),
        finding(),
        finding(),
    ]
    report = _report(audit(post_audit([observation()], findings), already_held=2))
    assert "1 post, 1 capture recorded, 2 captures held already: " in report
    assert "2 warnings (1 new), 2 notes (all new)" in _unwrapped(report)
    assert "Archive: ./provenance.db (created by this run)\n" in report


def test_one_capture_says_that_it_cannot_show_an_edit() -> None:
    report = _report(audit(post_audit([observation()])))
    assert "One capture cannot show an edit" in report
    assert "provenance diff" not in report


def test_two_captures_say_how_to_see_more() -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    report = _report(audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))])))
    assert "One capture cannot show" not in report
    assert "provenance diff example.org#7 1 2\n" in report


def test_the_next_commands_are_about_a_post_that_was_compared() -> None:
    links = {"self": [{"href": "https://example.org/wp-json/wp/v2/posts/8"}]}
    alone = post_audit([observation(3, answer(id=8, _links=links))], [finding()])
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    compared = post_audit(seen, [edit(difference(_BEFORE, _AFTER))])
    report = _report(audit(alone, compared))
    assert "provenance history example.org#7\n" in report
    assert "example.org#8\n" not in report
    assert "One capture cannot show an edit" in report


def test_the_next_commands_find_an_archive_that_is_not_the_usual_one() -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    value = audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))]))
    elsewhere = ArchiveState(path=Path("my articles.db"), created=False)
    report = _report(replace(value, archive=elsewhere))
    assert "provenance history example.org#7 --archive 'my articles.db'\n" in report


@pytest.mark.parametrize("width", [40, 80])
def test_a_command_to_copy_stands_whole_in_one_line(width: int) -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    value = audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))]))
    elsewhere = ArchiveState(path=Path("/srv/a folder/" + "x" * 60 + ".db"), created=False)
    lines = _report(replace(value, archive=elsewhere), width=width).splitlines()
    where = f"example.org#7{{}} --archive '{elsewhere.path}'"
    assert "  provenance history " + where.format("") in lines
    assert "  provenance diff " + where.format(" 1 2") in lines
    recorded = FORMATS["text"](Look(width=width)).snapshot(value)
    assert "`provenance audit`" in recorded


@pytest.mark.parametrize(
    "root", ["$(touch x)", "`id`", "a;b&c", "a'b", "a b", "a\u202eb", "a*", "~", '"', "a>b"]
)
def test_a_command_to_copy_runs_nothing_that_an_answer_brings(root: str) -> None:
    links = {"self": [{"href": f"https://example.org/{root}/wp-json/wp/v2/posts/7"}]}
    seen = [observation(n, answer(text, _links=links)) for n, text in ((1, _BEFORE), (2, _AFTER))]
    value = audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER))]))
    report = _report(value)
    [line] = [line for line in report.splitlines() if "provenance history" in line]
    command = line[line.index("provenance") :]
    key = str(value.posts[0].post.key)
    assert shlex.split(command) == ["provenance", "history", key.replace("\u202e", "<U+202E>")]
    assert command == f"provenance history {shlex.quote(key)}".replace("\u202e", "<U+202E>")


def test_two_captures_without_a_finding_promise_nothing() -> None:
    report = _report(audit(post_audit([observation(1), observation(2)])))
    assert report.endswith("no findings\nArchive: ./provenance.db (created by this run)\n")


def test_what_could_not_be_had_is_named_once() -> None:
    failed = Failure(target="broken.json", error=NotAPostError("no post"), index=1)
    report = _report(audit(post_audit([observation()]), failures=[failed, failed]))
    assert "Could not be had: broken.json\n" in report


def test_no_post_at_all_is_said_to_be_no_check() -> None:
    report = _report(audit())
    assert report.startswith("0 posts, 0 captures recorded: nothing was checked\n")
    assert "no findings" not in report


_UNREAD = replace(observation(1), snapshot=None, version=None, problem="The id is there twice.")


@pytest.mark.parametrize("seen", [refusal(1), _UNREAD], ids=["refused", "cannot be assessed"])
def test_a_post_whose_text_no_capture_shows_was_not_checked(seen: Observation) -> None:
    report = _unwrapped(_report(audit(post_audit([seen]))))
    assert "Nothing was checked: no capture of this post shows its text" in report
    assert "1 post, 1 capture recorded: nothing was checked" in report
    for clean in ("no findings", "One capture cannot show an edit"):
        assert clean not in report


def test_a_finding_on_a_post_that_no_capture_shows_makes_it_no_more_checked() -> None:
    report = _unwrapped(_report(audit(post_audit([refusal(1)], [finding()]))))
    assert "1 post, 1 capture recorded: nothing was checked; 1 note (new)" in report


def test_posts_that_were_checked_are_counted_apart_from_the_others() -> None:
    value = audit(post_audit([observation(1)]), post_audit([refusal(2)]), post_audit([_UNREAD]))
    report = _unwrapped(_report(value))
    assert "1 post checked, 2 not checked; 3 captures recorded: no findings" in report
    assert report.count("Nothing was checked") == 2
    assert "One capture cannot show an edit" in report


def test_posts_that_were_all_checked_are_just_counted() -> None:
    report = _unwrapped(_report(audit(post_audit([observation(1)]), post_audit([observation(2)]))))
    assert "2 posts, 2 captures recorded: no findings" in report
    assert "not checked" not in report
    assert "Nothing was checked" not in report


def test_one_capture_beside_one_that_cannot_be_read_shows_no_edit_either() -> None:
    report = _report(audit(post_audit([observation(1), replace(_UNREAD, capture_id=2)])))
    assert "One capture cannot show an edit" in report


def test_what_was_ignored_is_listed_with_its_reason() -> None:
    reason = "Capture 2 was not compared: it was asked for in another language."
    report = _report(audit(post_audit([observation()], set_aside=[reason])))
    assert f"What was set aside, and what could not be known\n- {reason}\n" in report


def test_captures_of_one_second_have_no_period() -> None:
    at_once = observation(2, at=NOON + timedelta(milliseconds=400))
    report = _unwrapped(_report(audit(post_audit([observation(1, at=NOON), at_once]))))
    assert "Captures 2 (all new), 2026-05-29 12:00:00 UTC (observed)" in report


def test_captures_say_their_period_and_what_it_rests_on() -> None:
    later = Moment(at=NOON + timedelta(hours=1), basis=Basis.ASSERTED)
    seen = [
        observation(1, at=NOON, recorded=False),
        observation(2, moment=later),
        observation(3),
    ]
    report = _unwrapped(_report(audit(post_audit(seen))))
    period = "2026-05-29 12:00:00 to 2026-05-29 13:00:00 UTC (asserted and observed)"
    assert f"Captures 3 (2 new), {period}; time of 1 not known" in report


@pytest.mark.parametrize(
    ("recorded", "words"), [((True, True), "2 (all new)"), ((False, False), "2 (held already)")]
)
def test_captures_say_how_many_are_new(recorded: tuple[bool, bool], words: str) -> None:
    seen = [observation(number, recorded=new, at=NOON) for number, new in enumerate(recorded, 1)]
    report = _report(audit(post_audit(seen)))
    assert f"Captures     {words}, 2026-05-29 12:00:00 UTC (observed)" in report


def test_a_files_own_time_is_shown_and_called_no_evidence() -> None:
    seen = observation(file_modified_at=NOON, notes=("A byte order mark was set aside.",))
    report = _report(audit(post_audit([seen])), width=100)
    assert "capture 1: file 1.json (file time 2026-05-29 12:00:00 UTC, no evidence)" in report
    assert "             A byte order mark was set aside.\n" in report
    assert "Captures     1 (new), time not known" in report


def test_every_source_is_listed() -> None:
    seen = [observation(number) for number in range(1, 9)]
    report = _report(audit(post_audit(seen)))
    assert len(re.findall(r"file \d\.json", report)) == 8


def test_a_refusal_as_last_answer_is_shown_as_served() -> None:
    report = _report(audit(post_audit([observation(), refusal()])))
    assert "Last answer  401 rest_forbidden: no post\n" in report


def test_a_post_that_was_only_ever_refused_has_no_digests() -> None:
    refused = post_audit([refusal(1)])
    unseen = replace(refused, post=replace(refused.post, title="", link=None))
    report = _report(audit(unseen))
    assert report.startswith("(no title)\nexample.org, post 7\n\nCaptures     1 (new)")
    assert "sha256:" not in report
    assert "Published" not in report


def test_a_refusal_answered_since_is_not_the_last_answer() -> None:
    report = _report(audit(post_audit([refusal(1), observation(2)])))
    assert "Last answer" not in report


def test_a_capture_that_cannot_be_read_is_named_with_its_reason() -> None:
    broken = replace(observation(2), snapshot=None, problem="The key id is there twice.")
    report = _report(audit(post_audit([observation(), broken])))
    assert "Not read     capture 2: The key id is there twice.\n" in report


def test_verbose_adds_evidence_and_what_the_digests_rest_on() -> None:
    seen = [observation(), refusal()]
    terse = _report(audit(post_audit(seen, [finding()])), verbose=False)
    full = _report(audit(post_audit(seen, [finding(), edit(difference("a", "b"))])), verbose=True)
    assert "Canonical form wpcanon/1, parser turbohtml" in _unwrapped(full)
    assert "Evidence   capture 1; about modified_gmt\n    raw sha256:e3b0c442" in full
    assert "captures 1, 2; about content" in full
    assert "Evidence" not in terse
    # What the short form says in a sentence and in a line, the long one says too.
    changed = post_audit([observation(), observation(2)], [edit(difference("a", "b"))])
    told = _report(audit(changed), verbose=True)
    assert "In 2 captures 1 edit was seen" in told
    assert "\nTimeline     " in told


def test_flags_of_a_post_are_shown_in_the_verbose_view() -> None:
    seen = observation(raw=answer("<p>a \\ud800 b</p>".replace("\\\\", "\\")))
    assert seen.snapshot is not None
    flagged = replace(seen, snapshot=replace(seen.snapshot, flags=("lone-surrogates-replaced",)))
    assert "Flag: lone-surrogates-replaced" in _report(audit(post_audit([flagged])), verbose=True)


def test_hostile_text_from_a_post_never_reaches_a_terminal_raw() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07 \u202eesrever \x9b31m"
    before, after = f"<p>{evil} one</p>", f"<p>{evil} two</p>"
    raw = answer(before, title={"rendered": evil}, link=f"https://example.org/{evil}")
    seen = observation(1, raw, origin=f"{evil}.json", notes=(evil,), problem=evil)
    broken = edit(difference(before, after), message=evil, explanations=(evil,), settles=(evil,))
    failed = Failure(target=evil, error=NotAPostError(evil))
    report = _report(
        audit(post_audit([seen, refusal()], [broken], [evil]), failures=[failed]),
        colour=True,
        verbose=True,
    )
    plain = _SGR.sub("", report)
    assert not set(plain) & set("\x1b\x07\x9b\u202e")
    assert "<U+202E>" in plain


def test_colour_says_nothing_by_itself() -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    value = audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER)), finding()]))
    coloured, plain = _report(value, colour=True), _report(value)
    assert "\x1b[" in coloured
    assert _SGR.sub("", coloured).replace(" \n", "\n") == plain


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_words_is_wider_than_the_page(width: int) -> None:
    seen = [observation(1, answer(_BEFORE)), observation(2, answer(_AFTER))]
    value = audit(post_audit(seen, [edit(difference(_BEFORE, _AFTER)), finding()]))
    lines = _report(value, width=width).splitlines()
    assert all(len(line) <= width for line in lines if "sha256:" not in line)


def test_a_snapshot_says_that_nothing_was_judged() -> None:
    report = FORMATS["text"](Look()).snapshot(audit(post_audit([observation()])))
    assert "1 post, 1 capture recorded. Nothing was judged" in report
    assert "no findings" not in report


def test_one_capture_ends_with_what_to_do_next_on_a_terminal() -> None:
    value = audit(post_audit([observation()], [finding()]))
    report = FORMATS["text"](Look(terminal=True)).audit(value)

    assert "provenance import wayback https://example.org/bridge/\n" in report
    assert "provenance watch https://example.org/bridge/\n" in report
    assert "provenance import dir FOLDER\n" in report
    assert "provenance watch https://example.org/feed/\n" in report
    assert "syndicate" in report
    assert "import wayback" not in FORMATS["text"](Look()).audit(value)


def test_two_captures_need_no_copies_of_others() -> None:
    value = audit(post_audit([observation(1), observation(2)], [finding()]))
    assert "import wayback" not in FORMATS["text"](Look(terminal=True)).audit(value)


def test_a_link_that_a_shell_would_obey_is_quoted() -> None:
    seen = observation(1, answer(link="https://example.org/$(reboot)"))
    post = post_audit([seen], [finding()])
    post = replace(post, post=replace(post.post, link="https://example.org/$(reboot)"))
    report = FORMATS["text"](Look(terminal=True)).audit(audit(post))

    assert "provenance import wayback 'https://example.org/$(reboot)'\n" in report


def test_a_post_without_a_link_is_not_looked_for_elsewhere() -> None:
    post = post_audit([observation()], [finding()])
    post = replace(post, post=replace(post.post, link=None))
    assert "import wayback" not in FORMATS["text"](Look(terminal=True)).audit(audit(post))
