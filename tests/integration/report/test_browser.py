"""The page in a real browser: it checks itself, fails where it was altered, and asks nobody."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import pipeline
from provenance.pipeline import Settings
from provenance.report.html import render_html
from provenance.report.visible import visible
from tests.unit.log.signing import signer
from tests.unit.report.html.dossiers import HOSTILE, RTL, dossier_of, record

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[2] / "node/node_modules/axe-core/axe.min.js"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --disable-sync --no-first-run"
).split()

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
    pytest.mark.skipif(not AXE.is_file(), reason="needs `npm ci --prefix tests/node`"),
]

_TEXTS = (
    f"<p>The board has not ruled it out.</p><p>{RTL}</p><p>One<br>two.</p>",
    (
        f"<p>The board has ruled it out.</p><p>{RTL}</p><p>One<br>two.</p>"
        f"<p>{HOSTILE.replace('<', '&lt;')}</p>"
    ),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return a page over a signed archive, and the verifier key."""
    folder = tmp_path_factory.mktemp("report")
    archive = record(folder, *_TEXTS)
    ours = signer("example.org/log")
    pipeline.sign_log(Settings(archive=archive), ours)
    return render_html(dossier_of(archive, "7")), str(ours.key)


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Return what opens a page, and hold afterwards that it said and asked nothing."""
    told: list[str] = []
    opened: list[Any] = []

    def call(html: str, **context: Any) -> Any:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        held = browser.new_context(**context)
        opened.append(held)
        page = held.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(f"asked {request.url}"))
        page.goto(file.as_uri())
        told.remove(f"asked {file.as_uri()}")
        return page

    yield call
    for context in opened:
        context.close()
    assert told == []


def _check(page: Any, key: str = "") -> list[tuple[str, str]]:
    page.fill("#key", key)
    page.click("#run")
    page.wait_for_selector("#tally")
    items = page.query_selector_all("#result li")
    return [(item.get_attribute("class"), item.inner_text()) for item in items]


def test_the_check_holds_with_the_logs_key(open_page: Open, report: tuple[str, str]) -> None:
    steps = _check(open_page(report[0]), report[1])
    assert [state for state, _ in steps] == ["holds"] * 7
    assert steps[-1][1] == "the checkpoint is signed by example.org/log with the key given"


def test_without_a_key_the_signature_was_not_checked(
    open_page: Open, report: tuple[str, str]
) -> None:
    steps = _check(open_page(report[0]))
    assert [state for state, _ in steps] == ["holds"] * 6 + ["open"]
    assert "no key was given" in steps[-1][1]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (str(signer("example.org/log", seed=9).key), "fails"),
        (str(signer("example.org/other").key), "fails"),
        ("nonsense", "open"),
        ("example.org/log+00000000+AQmJJL7uWJvnFXLeZ2L32HGpMZbFZbi4TcYDBaoQ7wM8", "open"),
    ],
)
def test_another_key_does_not_hold(
    open_page: Open, report: tuple[str, str], key: str, says: str
) -> None:
    assert _check(open_page(report[0]), key)[-1][0] == says


_ALTERED = {
    "a shown word": ("[data-block='1']", "has ruled", "has mled"),
    "a shown digest": ("[data-digest=content]", "sha256:", "sha256:0"),
    "the shown statement": ("[data-statement]", "example.org", "example.com"),
    "the shown entry": ("[data-entry]", "snapshot", "snapshut"),
}


@pytest.mark.parametrize("name", _ALTERED)
def test_what_is_shown_and_was_altered_does_not_hold(
    open_page: Open, report: tuple[str, str], name: str
) -> None:
    selector, old, new = _ALTERED[name]
    page = open_page(report[0])
    changed = page.evaluate(
        "([selector, old, next]) => { const one = document.querySelector(selector);"
        " const before = one.textContent; one.textContent = before.replace(old, next);"
        " return before !== one.textContent; }",
        [selector, old, new],
    )
    assert changed
    assert "fails" in {state for state, _ in _check(page, report[1])}


@pytest.mark.parametrize("member", ["blocks", "statement", "entry", "path", "checkpoint", "index"])
def test_evidence_that_was_altered_does_not_hold(
    open_page: Open, report: tuple[str, str], member: str
) -> None:
    page = open_page(report[0])
    page.evaluate(
        """(member) => {
          const island = document.getElementById("evidence");
          const evidence = JSON.parse(island.textContent);
          const [post] = evidence.posts;
          const flip = (text) => text.replace(/[A-Za-z]/, (c) => (c === "A" ? "B" : "A"));
          if (member === "blocks") post.blocks[1] = flip(post.blocks[1]);
          else if (member === "path") post.log.path.push(post.log.path[0] ?? btoa("x".repeat(32)));
          else if (member === "index") post.log.index += 1;
          else if (member === "statement")
            post.log.statement = post.log.statement.replace("example.org", "example.com");
          else post.log[member] = flip(post.log[member]);
          island.textContent = JSON.stringify(evidence);
        }""",
        member,
    )
    assert "fails" in {state for state, _ in _check(page, report[1])}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_is_accessible(
    open_page: Open, report: tuple[str, str], width: int, scheme: str
) -> None:
    page = open_page(report[0], viewport={"width": width, "height": 900}, color_scheme=scheme)
    for summary in page.query_selector_all("summary"):
        summary.evaluate("(one) => (one.parentElement.open = true)")
    _check(page, report[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then((found) => found.violations)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


def test_it_reads_without_scripts(open_page: Open, report: tuple[str, str]) -> None:
    page = open_page(report[0], java_script_enabled=False)
    assert page.inner_text("h1") == "The bridge"
    assert page.is_visible(".no-script")
    assert not page.is_visible("#run")
    assert not page.is_visible(".copy")


def test_captured_words_of_a_script_that_runs_right_to_left_do(
    open_page: Open, report: tuple[str, str]
) -> None:
    page = open_page(report[0])
    direction = page.evaluate(
        "[...document.querySelectorAll('[data-block]')].map((one) =>"
        " getComputedStyle(one).direction)"
    )
    assert "rtl" in direction
    assert direction[0] == "ltr"


def test_it_can_be_used_by_keyboard_alone(open_page: Open, report: tuple[str, str]) -> None:
    page = open_page(report[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#key")
    page.keyboard.type(report[1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tally")
    assert "7 steps hold, 0 do not, 0 were not checked." in page.inner_text("#tally")


def test_what_nobody_sees_is_shown_as_the_program_shows_it(
    open_page: Open, report: tuple[str, str]
) -> None:
    page = open_page(report[0])
    points = [*range(0xD800), *range(0xE000, 0x30000), *range(0xE0000, 0xE1100), 0xF0000, 0x10FFFF]
    text = "a" + "a".join(map(chr, points)) + "ب\u200cب \U0001f469\u200d\U0001f692"
    assert page.evaluate("(text) => visible(text)", text) == visible(text)


def test_many_articles_can_be_sorted_and_filtered(open_page: Open, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    for number, title in ((8, "Zebra"), (9, "Aardvark")):
        links = {"self": [{"href": f"https://example.org/wp-json/wp/v2/posts/{number}"}]}
        record(tmp_path, *_TEXTS[: number - 7], title=title, id=number, _links=links)
    page = open_page(render_html(dossier_of(archive)))
    first = "#articles tbody tr:not([hidden]) th"
    page.click("#articles thead th:first-child button")
    assert page.inner_text(first) == "Aardvark"
    page.click("#articles thead th:first-child button")
    assert page.inner_text(first) == "Zebra"
    page.fill("#filter", "aard")
    assert page.inner_text(first) == "Aardvark"
    assert page.inner_text("#shown") == "1 of 2 shown"
