"""The page is one file that runs nothing of others, says the same twice, and hides nothing."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance import pipeline, schema
from provenance.pipeline import Settings
from provenance.report.dossier_json import dossier_json
from provenance.report.html import render_html
from tests.unit.log.signing import signer
from tests.unit.report.html.dossiers import HOSTILE, RTL, dossier_of, record
from tests.unit.report.samples import answer

_EDIT = ("<p>It was not safe.</p><p>Same.</p>", "<p>It was safe.</p><p>Same.</p>")


@pytest.fixture
def page(tmp_path: Path) -> str:
    return render_html(dossier_of(record(tmp_path, *_EDIT), "7"))


def _blocks(page: str, name: str) -> list[str]:
    return re.findall(f"<{name}>(.*?)</{name}>", page, re.DOTALL)


def test_the_same_archive_gives_the_same_bytes(tmp_path: Path) -> None:
    archive = record(tmp_path, *_EDIT)
    first, second = (render_html(dossier_of(archive, "7")) for _ in range(2))
    assert first == second
    assert dossier_json(dossier_of(archive, "7")) == dossier_json(dossier_of(archive, "7"))


def test_only_the_pages_own_style_and_script_may_run(page: str) -> None:
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    for name, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = _blocks(page, name)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in allowed
    assert "unsafe" not in allowed


def test_nothing_is_loaded_and_no_attribute_runs(page: str) -> None:
    markup = re.sub("<(script|style).*?</\\1>", "", page, flags=re.DOTALL)
    assert not re.search(r'\s(src|srcset|action|on[a-z]+|style)\s*=\s*"', markup)
    assert not re.search("<(link|img|iframe|object|embed|form|base)\\b", markup)


def test_captured_text_stays_text(tmp_path: Path) -> None:
    content = f"<p>{HOSTILE.replace('<', '&lt;')}</p>"
    archive = record(tmp_path, content, content + "<p>x</p>", title=HOSTILE.replace("<", "&lt;"))
    page = render_html(dossier_of(archive, "7"))
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
    assert "&lt;/script&gt;&lt;img src=x" in page
    assert "\u202e" not in page
    assert "&lt;U+202E&gt;" in page
    assert page.count("</script>") == 2


def test_an_edit_stands_with_both_sides_its_classes_and_what_else_fits(page: str) -> None:
    assert '<del class="material">not </del>' in page
    assert '<span class="tag material">removed</span>' in page
    assert "In 2 captures 1 edit was seen, material by docs/classes.md, which the" in page
    assert page.count("What fits:") >= 1
    assert "The board" not in page


def test_captured_text_takes_its_own_direction(tmp_path: Path) -> None:
    page = render_html(dossier_of(record(tmp_path, f"<p>{RTL}</p>", title=RTL), "7"))
    assert re.search(f'<h1 dir="auto">{RTL}</h1>', page)
    assert f'dir="auto" data-block="1">{RTL}</div>' in page


def test_an_unsigned_log_is_said_to_be(page: str) -> None:
    assert "The log was never signed, so that only whoever keeps the archive vouches" in page
    assert "data-checkpoint>" not in page


def test_a_signed_log_is_shown_with_its_checkpoint(tmp_path: Path) -> None:
    archive = record(tmp_path, *_EDIT)
    pipeline.sign_log(Settings(archive=archive), signer("example.org/log"))
    page = render_html(dossier_of(archive, "7"))
    assert "data-checkpoint>example.org/log\n" in page
    record(tmp_path, "<p>After the checkpoint.</p>")
    late = render_html(dossier_of(archive, "7"))
    assert "Not proven: its log entry came after the newest checkpoint." in late


def test_a_post_whose_text_nobody_can_read_claims_nothing(tmp_path: Path) -> None:
    file = tmp_path / "gone.json"
    file.write_bytes(answer("", excerpt={"rendered": "", "protected": True}))
    told = Settings(archive=tmp_path / "a.db")
    pipeline.audit([str(file)], told)
    page = render_html(dossier_of(told.archive, "7"))
    assert "One capture shows the text, and one capture cannot show an edit." in page
    assert "edit was seen" not in page


def test_many_posts_have_a_table_and_no_texts(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    posts = []
    for number in range(1, 24):
        link = {"self": [{"href": f"https://example.org/wp-json/wp/v2/posts/{number}"}]}
        posts.append(json.loads(answer("<p>One.</p>", id=number, _links=link)))
    for text in ("<p>One.</p>", "<p>Two.</p>"):
        file = tmp_path / "list.json"
        file.write_text(
            json.dumps([p | {"content": {"rendered": text, "protected": False}} for p in posts])
        )
        told = Settings(archive=archive)
        pipeline.audit([str(file)], told)
    dossier = dossier_of(archive)
    page = render_html(dossier)
    assert page.count('<th scope="row"><a href="#post-') == 23
    assert "data-block=" not in page
    assert dossier.posts[0].blocks == ()
    assert "<h1>23 articles</h1>" in page


def test_times_have_a_histogram_and_a_calendar(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    published = datetime(2026, 5, 29, 1, 20, tzinfo=UTC)
    for number in (7, 8):
        link = {"self": [{"href": f"https://example.org/wp-json/wp/v2/posts/{number}"}]}
        for hours, text in enumerate(("One", "Two", "Three")):
            file = tmp_path / "x.json"
            file.write_bytes(answer(f"<p>{text}.</p>", id=number, _links=link))
            at = published + timedelta(hours=1 + hours * 50 * number)
            pipeline.audit([str(file)], Settings(archive=archive, observed_at=at))
    page = render_html(dossier_of(archive))
    assert "Edits by the time from publication" in page
    assert "≤ 30 d" in page
    assert 'class="day level-1"' in page
    assert re.search("4 edits on 4 days, from 2026-06-12 to 2026-07-01", page)


def test_the_twin_holds_to_its_schema(tmp_path: Path) -> None:
    archive = record(tmp_path, *_EDIT)
    schema.check(json.loads(dossier_json(dossier_of(archive, "7"))), "report")
    pipeline.sign_log(Settings(archive=archive), signer("example.org/log"))
    document = json.loads(dossier_json(dossier_of(archive)))
    schema.check(document, "report")
    assert document["posts"][0]["log"]["checkpoint"].startswith("example.org/log\n")
