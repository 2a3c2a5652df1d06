"""A site that shows one of two headlines: variants, and never a text that came back."""

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from provenance.cli.main import main
from tests.integration.wordpress.acting import Stage
from tests.integration.wordpress.conftest import AuditOne

pytestmark = [pytest.mark.lab, pytest.mark.once]


def test_a_headline_shown_by_chance_alternates(stage: Stage, audit: AuditOne) -> None:
    post = stage.publish("The bridge was closed.")
    with stage.plugin("variants"):
        # So often that both headlines come back all but surely.
        audited = [audit(stage.address(post)) for _ in range(12)][-1]

    rules = [finding["rule"] for finding in audited.post["findings"]]
    assert rules.count("alternating-versions") == 1
    assert "earlier-text-again" not in rules
    assert "modified-went-back" not in rules


def test_headlines_by_cookie_are_held_side_by_side_and_never_taken_for_an_edit(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The way that docs/adr/0121 gives to whoever has to show one variant."""
    post = stage.publish("The bridge was closed.")
    mine = ["--archive", str(tmp_path / "mine.db")]
    audited: dict[str, Any] = {}
    with stage.plugin("variants"):
        for letter in "ab":
            shown = requests.get(stage.address(post), cookies={"variant": letter}, timeout=30)
            folder = tmp_path / letter
            folder.mkdir()
            (folder / f"post-20260529T03220{6 + (letter == 'b')}Z.json").write_bytes(shown.content)
            read = ["import", "dir", str(folder), "--observed-at-from", "name", "--format", "json"]
            who = ["--observer", f"reader with headline {letter}"]
            main([*read, *who, "--archive", str(tmp_path / f"{letter}.db")])
            capsys.readouterr()
            main([*read, *who, *mine])
            audited = json.loads(capsys.readouterr().out)
        code = main(["compare-observers", str(tmp_path / "a.db"), str(tmp_path / "b.db")])

    (both,) = audited["posts"]
    assert [one["context"]["observer"][-1] for one in both["captures"]] == ["a", "b"]
    assert [one for one in both["findings"] if one["level"] == "warning"] == []
    assert any("they differ in observer" in line for line in both["set_aside"])
    assert code == 0
    assert "1 pair: different texts" in capsys.readouterr().out
