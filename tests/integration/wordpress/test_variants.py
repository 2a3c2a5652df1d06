"""A site that shows one of two headlines: variants, and never a text that came back."""

import pytest

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
