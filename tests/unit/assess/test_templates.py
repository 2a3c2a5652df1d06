"""Every sentence that the rules can say, read as the publisher's lawyer would read it.

Not the sentences of some findings but the templates in the source: what no history of these tests
brings about is read too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance import assess
from provenance.assess import RULES
from tests.unit.assess.test_wording import INTENT, every_finding

ROOT = Path(assess.__file__).parent
# Words that judge what somebody did, and words that claim more than two answers can show.
JUDGES = re.compile(
    r"\b(wrongly|falsely|mislead\w*|misled|mistak\w*|careless\w*|improper\w*|illegal\w*|unlawful\w*"
    r"|violat\w*|breach\w*|guilt\w*|blame\w*|scandal\w*|unannounced|undisclosed|unmarked|unethical"
    r"|fail(?:s|ed)? to|refus(?:es|ed) to|ought to|should have|without (?:telling|notice|a note"
    r"|saying)|on purpose|deliberate\w*|intend\w*|intention\w*|purposely|knowingly|sneak\w*"
    r"|whitewash\w*|doctored|altered history|caught|expos(?:es|ed)|evad\w*|accus\w*)\b",
    re.IGNORECASE,
)
CLAIMS = re.compile(
    r"\b(proves?|proven|proof|undoubtedly|doubtless|clearly|obviously|evidently|certainly|surely"
    r"|beyond doubt|must have|in fact|actually|the truth|true reason|real reason|confirms? that)\b",
    re.IGNORECASE,
)
# Who did something: bytes name nobody. Explanations may; they name other histories that fit.
WHO = re.compile(
    r"\b(?:the|an?|some|its) (?:editors?|publishers?|authors?|journalists?|reporters?|newsroom"
    r"|owners?|administrators?|webmaster)\b(?!'s note)",
    re.IGNORECASE,
)
_QUOTED = re.compile("\u201c.*?\u201d", re.DOTALL)


def templates(source: str) -> Iterator[str]:
    """Yield the sentences in some source: its texts of several words, the docstrings left out.

    The blanks of an f-string are an ellipsis.
    """
    tree = ast.parse(source)
    inside = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        for child in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (
                part.value if isinstance(part, ast.Constant) else "\u2026" for part in node.values
            )
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and id(node) not in inside:
            text = node.value if isinstance(node.value, str) else ""
        else:
            continue
        if len(text.split()) > 1:
            yield text


def sources() -> list[Path]:
    return sorted(
        path for path in ROOT.rglob("*.py") if "classes" not in path.relative_to(ROOT).parts
    )


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_speaks_of_intent_judges_or_claims_more_than_bytes(path: Path) -> None:
    for text in templates(path.read_text(encoding="utf-8")):
        # An attribute and a class of markup are not words about anybody.
        said = text.replace("[hidden]", "")
        assert not INTENT.search(said), said
        assert not JUDGES.search(said), said
        assert not CLAIMS.search(said), said


def test_the_templates_of_all_rules_are_read() -> None:
    read = {text for path in sources() for text in templates(path.read_text(encoding="utf-8"))}

    for rule in RULES:
        assert read >= {rule.summary, *rule.explanations, *rule.settles}, rule.slug


def test_no_message_says_who_did_what() -> None:
    for finding in every_finding():
        assert not WHO.search(_QUOTED.sub("", finding.message)), finding.message


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        (JUDGES, "The text was deliberately changed."),
        (JUDGES, "It was changed without telling readers."),
        (CLAIMS, "This proves an edit."),
        (CLAIMS, "Somebody must have changed it."),
        (WHO, "The editors changed the text."),
        (INTENT, "The change was concealed."),
    ],
)
def test_a_template_of_that_kind_would_be_seen(reads: re.Pattern[str], text: str) -> None:
    source = f'def f(x):\n    """Return it."""\n    return f"{text} {{x}}"\n'
    (template,) = templates(source)

    assert reads.search(template)


def test_words_of_docstrings_are_no_sentences_of_a_report() -> None:
    assert not [*templates('"""This proves nothing at all."""\nX = "one"\n')]
