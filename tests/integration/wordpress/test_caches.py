"""A site behind two caching nodes: what a cache answers is nobody's doing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.wordpress.acting import Made, Stage
from tests.integration.wordpress.caches import Balancer, Caches
from tests.integration.wordpress.conftest import Audited, AuditOne
from tests.integration.wordpress.test_scenarios import read_rows

pytestmark = [pytest.mark.lab, pytest.mark.once]


@pytest.fixture(scope="module")
def caches(acted: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caches]:
    if Caches.program() is None:
        pytest.skip("nginx is not installed")
    folder: Path = tmp_path_factory.mktemp("nginx")
    with Caches(acted.url.partition("://")[2], folder) as caches:
        yield caches


def warnings(audited: Audited) -> set[str]:
    return {one["rule"] for one in audited.post["findings"] if one["level"] == "warning"}


def modified(capture: dict[str, Any]) -> str:
    return str(capture["post"]["modified_at"]) if capture["post"] else ""


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row["scenario"])
def test_caches_add_no_warning_to_those_of_the_origin(
    stage: Stage, caches: Caches, audit: AuditOne, row: dict[str, str]
) -> None:
    with Balancer(caches, seed=row["scenario"]) as site:
        post = stage.before(row["scenario"])
        if post is not None:
            for at in (site.url, site.url, stage.url):
                audit(stage.address(post, at=at))
        acted = stage.act(row["scenario"], post)
        origin = audit(stage.address(acted))
        behind = [audit(stage.address(acted, at=site.url)) for _ in range(4)][-1]

    assert warnings(behind) <= warnings(origin)
    captures = [one for one in behind.post["captures"] if one["post"] and not one["repeats"]]
    latest = ""
    for capture in captures:
        if modified(capture) < latest:
            rules = {one["rule"] for one in behind.post["findings"]}
            assert "older-copy-served" in rules
        latest = max(latest, modified(capture))


def test_an_older_copy_of_a_node_is_said_to_be_one(
    stage: Stage, caches: Caches, audit: AuditOne
) -> None:
    post = stage.publish("The bridge is not safe.")
    slow = f"http://127.0.0.2:{caches.port}"
    with Balancer(caches, seed="both") as site:
        # The slow node keeps the copy that it was asked for now, under whatever name.
        requests.get(stage.address(post, at=slow), timeout=30).raise_for_status()
        stage.call("edit", post.number, "The bridge is safe.")
        audited = [audit(stage.address(post, at=site.url)) for _ in range(6)][-1]

    assert set(site.fallen) == {"127.0.0.1", "127.0.0.2"}
    rules = {one["rule"] for one in audited.post["findings"]}
    assert "older-copy-served" in rules
    assert not rules & {"modified-went-back", "fewer-revisions", "earlier-text-again"}


def test_two_headlines_by_node_alternate(stage: Stage, caches: Caches, audit: AuditOne) -> None:
    post = stage.publish("The bridge was closed.")
    with stage.plugin("variants"), Balancer(caches, seed="headlines") as site:
        audited = [audit(stage.address(post, at=site.url)) for _ in range(6)][-1]

    assert set(site.fallen) == {"127.0.0.1", "127.0.0.2"}
    rules = [one["rule"] for one in audited.post["findings"]]
    assert rules.count("alternating-versions") == 1
    assert "earlier-text-again" not in rules


def test_another_node_is_asked_by_its_address(
    stage: Stage, caches: Caches, audit: AuditOne
) -> None:
    post = stage.publish("The bridge was closed.")
    address = stage.address(post, at=f"http://127.0.0.1:{caches.port}")
    with stage.plugin("variants"):
        audit("--node", "127.0.0.2", address)
        audited = audit("--node", "127.0.0.2", address)

    repeats = [one["repeats"] for one in audited.post["captures"]]
    assert repeats[:2] == [None, audited.post["captures"][0]["id"]]
    rules = {one["rule"] for one in audited.post["findings"]}
    assert "alternating-versions" in rules
    assert "earlier-text-again" not in rules


def test_a_post_behind_caches_is_the_post_of_the_site_that_was_asked(
    stage: Stage, caches: Caches, audit: AuditOne
) -> None:
    post: Made = stage.publish("The bridge was closed.")
    site = f"127.0.0.1:{caches.port}"

    audited = audit(stage.address(post, at=f"http://{site}"))

    assert audited.post["post"]["site"] == site
    assert audited.last["notes"] == []
    assert audited.last["freshness"]["lifetime_s"] == 601
