"""Shows a block that was checked: its words, and all else that its proof covers."""

from provenance.diff import TEXT, read_tokens, write_explicit
from provenance.digest import format_digest
from provenance.model import BlockVerification
from provenance.report.layout import Page, Run, Style


def write_verified(page: Page, verification: BlockVerification) -> None:
    """Write a block, and the content digest that its proof leads to.

    Words alone would hide a picture, where a link leads, or that the words are hidden or struck: a
    block that has more than words is shown with every element by name, too.
    """
    block = verification.block
    number = f"Block {verification.index + 1} of {verification.size}, {block.field}"
    page.line(Run(number, Style.STRONG))
    page.line(block.text or "(no words)", indent=2)
    tokens = read_tokens(block.data)
    if tokens.path or any(token.kind != TEXT for token in tokens.inline):
        page.line("With its elements: ", write_explicit(tokens), indent=2)
    if block.dynamic:
        page.line("In a part that WordPress fills anew on each request.", indent=2)
    page.blank()
    page.line("Content digest it leads to: ", format_digest(verification.content))
