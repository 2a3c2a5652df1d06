"""A bundle's page for people: what it shows, what it does not, and how others can check it."""

from collections.abc import Iterator, Sequence
from shlex import quote

from provenance.canonical import read_block
from provenance.digest import format_digest
from provenance.evidence.bundle import Bundle, Bundled
from provenance.evidence.go_check import go_lines
from provenance.evidence.html import (
    code,
    heading,
    lines,
    page,
    paragraph,
    points,
    quotation,
    shown,
    table,
)
from provenance.evidence.reading import Statement
from provenance.evidence.stamps import FOLDER, stamps_of, texts_of
from provenance.evidence.statement import format_time
from provenance.log import Checkpoint, parse_checkpoint
from provenance.model import Basis, Snapshot, Source

# The twelve bytes are what makes a public key of 32 bytes a DER file (RFC 8410 section 4).
_OPENSSL = """\
( printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
  printf %s "$VKEY" | cut -d+ -f3- | base64 -d | tail -c 32 ) > key.der
grep -F -e SIGNER log/checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key.der -in log/text -sigfile signature"""
_BASES = {
    Basis.OBSERVED: "by the clock of the observer who received it",
    Basis.ARCHIVED: "as a web archive says",
    Basis.ASSERTED: "as whoever handed in the file says",
}


def title_of(bundle: Bundle, snapshots: Sequence[Snapshot]) -> str:
    """Return what a bundle is called: the title last captured, or the post's number."""
    return (snapshots[-1].title if snapshots else "") or str(bundle.post)


def format_page(bundle: Bundle, snapshots: Sequence[Snapshot]) -> bytes:
    """Return the page of a bundle.

    Args:
        bundle: What it holds.
        snapshots: What its captures show, in their order; empty where that is withheld.
    """
    title = title_of(bundle, snapshots)
    told = [(one, one.read()) for one in bundle.captures]
    count = "1 capture" if len(told) == 1 else f"{len(told):,} captures"
    body = [
        f'<h1 dir="auto">{shown(title)}</h1>\n',
        paragraph(
            f"Evidence on post {code(str(bundle.post))}, in {count}, written by provenance-toolkit"
            f" {shown(bundle.maker.tool)}. This page is for reading. What proves something lies"
            " beside it, and no check rests on this page."
        ),
        *(_capture(one, statement) for one, statement in told),
        heading("The words"),
        *_words(bundle, snapshots),
        heading("What this shows"),
        _shows(bundle),
        heading("What this does not show"),
        _does_not_show(bundle),
        heading("How to check it"),
        *_checks(bundle, bundle.captures[-1], bundle.signed()),
    ]
    return page(title, "".join(body))


def _capture(one: Bundled, statement: Statement) -> str:
    answer, seen_at = statement.answer, statement.seen_at
    served = "nobody says" if seen_at is None else f"{format_time(seen_at)}, {_basis(statement)}"
    is_file = answer.source is Source.FILE
    rows = (
        ("Read from the file" if is_file else "Answered by", code(answer.address)),
        ("Served" if is_file else "Received", shown(served)),
        ("Shown to", shown(f"{statement.context.access}, asked by {statement.context.observer}")),
        ("Content digest", code(format_digest(statement.digests.content))),
        ("Raw digest", code(format_digest(statement.digests.raw))),
        ("Log entry", shown(f"{one.index:,}")),
    )
    return heading(f"Capture in log entry {one.index:,}") + table(rows)


def _basis(statement: Statement) -> str:
    return _BASES.get(statement.basis, "on nobody's word")


def _words(bundle: Bundle, snapshots: Sequence[Snapshot]) -> list[str]:
    """Return the words of the newest capture, or of the blocks that are shown."""
    if not bundle.is_withheld:
        newest = f"As in log entry {bundle.captures[-1].index:,}, the newest here."
        return [paragraph(newest), *map(_quote, snapshots[-1].blocks)]
    parts = []
    for one in bundle.captures:
        for proof in one.blocks:
            place = f"Block {proof.index + 1:,} of {proof.size:,}; what is not shown is withheld."
            parts += [paragraph(place), _quote(proof.block)]
    return parts


def _quote(block: bytes) -> str:
    return quotation(read_block(block).text or "(no words)")


def _shows(bundle: Bundle) -> str:
    held = (
        "Each block shown is a block of the content digest that its statement names."
        if bundle.is_withheld
        else "The bytes in <code>archive/data.warc</code> are those that each statement names; read"
        " again, they give its digests."
    )
    return points(
        held,
        "Each statement is an entry of a log, and the log's owner signed a checkpoint over it: the"
        " owner cannot change or take out an entry unseen by anybody who holds that checkpoint.",
        _stamped(bundle),
    )


def _stamped(bundle: Bundle) -> str:
    """Return the earliest moment by which a checkpoint in the bundle existed, as a TSA says."""
    stamps = sorted(stamps_of(bundle), key=lambda one: one.timestamp.before)
    if not stamps:
        return "Nobody but the signer dates it: there is no time stamp token over its checkpoint."
    first = stamps[0]
    size = parse_checkpoint(texts_of(bundle)[first.text]).size
    return shown(
        f"The earliest time stamp token, of {len(stamps):,}, says that the log's first {size:,}"
        f" entries existed before {format_time(first.timestamp.before)}, on the word of"
        f" {first.timestamp.tsa}."
    )


def _does_not_show(bundle: Bundle) -> str:
    withheld = ("what stands in the blocks that are withheld;",) if bundle.is_withheld else ()
    return points(
        "that what an article says is true;",
        "that the site served these bytes to anybody but the observer: a connection proves what was"
        " received to those alone who took part in it;",
        "who changed an article, or why;",
        "what was served between two captures, or that nobody saw another version; captures that"
        " found no difference, and refusals, are not in this file;",
        "when something was captured, by anybody's word but the observer's: a time stamp token says"
        " that a checkpoint existed before a time, and nothing of captures;",
        *withheld,
        "that the key is whose you think it is: have it from its owner, not from this file.",
    )


def _checks(bundle: Bundle, one: Bundled, checkpoint: Checkpoint) -> Iterator[str]:
    """Yield what to type, with this program and without; for the newest capture."""
    name = f"evidence/{one.index}"
    yield paragraph(
        "Put the log's verifier key, from its owner, into <code>VKEY</code>. With this program,"
        " all of it:"
    )
    yield lines('provenance verify FILE.wacz --key "$VKEY"')
    yield paragraph("Without it, unpack the file:")
    yield lines("unzip -q FILE.wacz -d bundle && cd bundle")
    yield paragraph("The signature on the checkpoint, with OpenSSL 3:")
    yield lines(_OPENSSL.replace("SIGNER", quote(f"\u2014 {checkpoint.origin} ")))
    yield paragraph(
        "The statement: its digest is the one in the log entry, and it holds the digests of all"
        " that was received:"
    )
    yield lines(f"sha256sum {name}-statement.json\ncat {name}-entry.json")
    yield paragraph(
        "The entry's way to the checkpoint, and the signature again, with any program that reads"
        " <code>c2sp.org/tlog-proof</code>; or with these lines of Go over what Debian has as"
        " <code>golang-golang-x-mod-dev</code>. Elsewhere <code>go mod init check &amp;&amp; go mod"
        " tidy</code> has it fetched, and the last line begins with <code>go run</code>:"
    )
    yield lines(go_lines(f"{name}.tlog-proof", f"{name}-entry.json"))
    for stamp in stamps_of(bundle):
        yield paragraph("A time stamp token, under a root certificate of its authority:")
        yield lines(
            f"openssl ts -verify -attime {int(stamp.timestamp.given_at.timestamp())} -token_in"
            f" -in {FOLDER}/{stamp.name} -data {FOLDER}/{stamp.over} -CAfile ROOT.pem"
        )
