"""The part of a bundle's check that is about time: the tokens over its checkpoints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.evidence import STAMPS_FOLDER, TEXT_NAME, Bundle, stamps_of, texts_of
from provenance.verify.steps import Steps
from provenance.verify.timestamps import Stamped, check_all_timestamps

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def check_bundle_times(bundle: Bundle, roots: Sequence["Certificate"], steps: Steps) -> None:
    """Check the tokens over the bundle's checkpoint, and over earlier ones that it holds.

    Raises:
        TokenError: One is none.
        SignatureError: One does not hold.
        BundleError: One is over nothing that is in the bundle.
    """
    tokens: dict[str, tuple[bytes, ...]] = {}
    for one in stamps_of(bundle):
        tokens[one.text] = (*tokens.get(one.text, ()), one.timestamp.token)
    stamped = [
        Stamped(text=text, tokens=tokens.get(name, ()), folder=STAMPS_FOLDER, name=name)
        for name, text in texts_of(bundle).items()
        if name in tokens or (name == TEXT_NAME and not tokens)
    ]
    check_all_timestamps(stamped, roots, steps)
