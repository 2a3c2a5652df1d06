"""A checked block is shown with all that its proof covers."""

import json

import pytest

from provenance import schema
from provenance.evidence import format_block_proof, prove_block
from provenance.model import BlockVerification
from provenance.report import FORMATS, Look
from provenance.verify import verify_block
from tests.unit.canonical.samples import snapshot_of


def _verified(rendered: str) -> BlockVerification:
    snapshot = snapshot_of(rendered, title="")
    proof = format_block_proof(prove_block(snapshot, 1))
    return verify_block(proof, content_digest=snapshot.digests.content)


def _shown(rendered: str) -> list[str]:
    text = FORMATS["text"](Look(width=200)).verification(_verified(rendered))
    _, _, block = text.partition("Block 1 of 1, content\n")
    return [line.strip() for line in block.partition("Content digest")[0].splitlines() if line]


@pytest.mark.parametrize(
    ("rendered", "shown"),
    [
        ("<p>Words &amp; more", ["Words & more"]),
        (
            "<p><a href=/b>Words</a> and <del>more</del>",
            ["Words and more",
             'With its elements: <a href="/b">Words</a> and <del>more</del>'],
        ),
        (
            '<p><img src="https://a.example/b.png" alt="A ferry">',
            ["(no words)", 'With its elements: <img src="https://a.example/b.png" alt="A ferry">'],
        ),
        ("<p hidden>Gone", ["Gone", "With its elements: <hidden>Gone</hidden>"]),
        ("<h2>Words", ["Words", "With its elements: <new h2> Words"]),
        ("<ul><li>", ["(no words)", "With its elements: <new ul> <new li>"]),
        ("<p class=sharedaddy>Share", ["Share",
                                       "In a part that WordPress fills anew on each request."]),
    ],
)  # fmt: skip
def test_more_than_words_is_shown_by_name(rendered: str, shown: list[str]) -> None:
    assert _shown(rendered) == shown


def test_json_has_every_token() -> None:
    verified = _verified('<p class=sharedaddy><a href="/b">Words</a><br><img src=c alt="">')
    document = json.loads(FORMATS["json"](Look()).verification(verified))
    schema.check(document, "verify")
    assert document["block"]["dynamic"] is True
    assert document["block"]["tokens"] == [
        *("*", "<a", "@href=/b", ":Words", ">a", "!br", "!img", "@src=c", "@alt="),
    ]
