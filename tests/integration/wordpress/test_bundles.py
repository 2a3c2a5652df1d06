"""A post of a real WordPress, before and after an edit, taken out of the archive and checked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.evidence import parse_members, parse_zip
from provenance.model import Outcome
from provenance.pipeline import (
    BundleWanted,
    KeySource,
    Settings,
    export_bundle,
    new_key,
    open_signer,
    sign_log,
    snapshot,
)
from provenance.verify import Trusted, verify_bundle
from tests.integration.wordpress.lab import Lab

pytestmark = pytest.mark.lab


def test_an_edit_on_a_real_site_is_in_the_bundle(lab: Lab, tmp_path: Path) -> None:
    settings = Settings(archive=tmp_path / "provenance.db", allow_private=True)
    post = lab.publish("The bridge", "<p>It is not safe – “yet”.</p>")
    snapshot([lab.plain(post)], settings)
    lab.edit(post, content="<p>It is safe.</p>")
    snapshot([lab.plain(post)], settings)
    key = new_key("example.org/articles", tmp_path / "key", None)
    sign_log(settings, open_signer(KeySource(spec=str(tmp_path / "key"))))
    exported = export_bundle(
        f"{lab.site}#{post['id']}", BundleWanted(), settings, clock=lambda: datetime.now(UTC)
    )
    steps = verify_bundle(exported.data, trusted=Trusted(key=key)).steps
    assert {step.outcome for step in steps} == {Outcome.HOLDS}
    bundle = parse_members(parse_zip(exported.data))
    first, second = (bundle.capture(one, one.read()).raw for one in bundle.captures)
    assert b"not safe" in first
    assert b"not safe" not in second
    assert {exchange.status for exchange in bundle.exchanges()} == {200}
