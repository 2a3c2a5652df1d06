"""Reads `docs/rules.md`: what each rule sees, an example, what else fits, what settles it, why.

Owns the page's form. Pure; never reads a file, and never says what a rule does: the page does.
"""

import re
from collections.abc import Iterator

from provenance.assess.rule import Rule
from provenance.assess.rules import RULES
from provenance.errors import MalformedError
from provenance.model import RulePart

_SECTIONS = re.compile(r"^(?=##)", re.MULTILINE)
_HEADING = re.compile(r"### `([a-z-]+)`")
_PART = re.compile(
    r"\n+(?P<level>[a-z]+), (?P<certainty>[a-z]+)\. (?P<sees>.+?)"
    r"\n\nExample: (?P<example>.+?)"
    r"\n\nFits as well:\n\n(?P<fits>- .+?)"
    r"\n\nWould settle it:\n\n(?P<settles>- .+?)"
    r"\n\nLevel and certainty: (?P<why>[^\n]+(?:\n[^\n]+)*)\n*",
    re.DOTALL,
)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def parse_rules_page(page: str) -> tuple[RulePart, ...]:
    """Return the parts of the page, in its order.

    Raises:
        MalformedError: A part is not in the form that all have, names no rule of the code or
            another level or certainty than the code, or a rule has no part.
    """
    parts = tuple(_parts(page))
    missing = {rule.slug for rule in RULES} - {part.slug for part in parts}
    if missing:
        raise MalformedError(f"rules page: nothing on {', '.join(sorted(missing))}")
    return parts


def _parts(page: str) -> Iterator[RulePart]:
    rules = {rule.slug: rule for rule in RULES}
    group = ""
    for section in _SECTIONS.split(page):
        heading, _, body = section.partition("\n")
        named = _HEADING.fullmatch(heading)
        if named is None:
            group = heading.removeprefix("## ")
        elif named[1] in rules:
            yield _part(rules[named[1]], group, body)
        else:
            raise MalformedError(f"rules page: there is no rule {named[1]!r}")


def _part(rule: Rule, group: str, body: str) -> RulePart:
    found = _PART.fullmatch(f"\n{body}")
    if found is None:
        raise MalformedError(f"rules page: the part on {rule.slug} is not in its form")
    if (found["level"], found["certainty"]) != (rule.level.value, rule.certainty.value):
        raise MalformedError(
            f"rules page: {rule.slug} is {rule.level.value}, {rule.certainty.value}, and the page"
            f" says {found['level']}, {found['certainty']}"
        )
    return RulePart(
        slug=rule.slug,
        level=rule.level,
        certainty=rule.certainty,
        summary=rule.summary,
        group=group,
        sees=tuple(map(_plain, found["sees"].split("\n\n"))),
        example=_plain(found["example"]),
        explanations=_items(found["fits"]),
        settles=_items(found["settles"]),
        why=_plain(found["why"]),
    )


def _items(items: str) -> tuple[str, ...]:
    return tuple(map(_plain, items.removeprefix("- ").split("\n- ")))


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", " ".join(text.split()))
