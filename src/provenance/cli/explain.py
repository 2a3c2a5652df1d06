"""`provenance explain`: what a rule sees, what else causes it, and what would settle it."""

import difflib
from collections.abc import Sequence

import click

from provenance.cli.options import examples
from provenance.cli.streams import look, write_result
from provenance.model import RulePart
from provenance.report import FORMATS


@click.command(
    name="explain",
    short_help="Say what a rule sees, what else fits, and what would settle it.",
    epilog=examples(
        "provenance explain",
        "provenance explain changed-without-claims",
        "provenance explain changed-without-claims --format json",
    ),
)
@click.argument("rule", required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
def command(rule: str | None, format_name: str) -> None:
    """Say what RULE sees, with an example, what else fits, and what would settle it.

    RULE is the name that a finding carries. Without one, every rule is listed with its level,
    its certainty and one line.
    """
    from provenance import pipeline

    parts = pipeline.explain()
    reporter = FORMATS[format_name](look(verbose=False))
    if rule is None:
        write_result(reporter.rules(parts))
    else:
        write_result(reporter.rule(_named(rule, parts)))


def _named(name: str, parts: Sequence[RulePart]) -> RulePart:
    by_name = {part.slug: part for part in parts}
    if name not in by_name:
        raise click.UsageError(f"no rule {name!r}; {_hint(name.lower(), [*by_name])}")
    return by_name[name]


def _hint(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, names)
    near += [one for one in names if name and name in one and one not in near]
    if not near:
        return "without a name, all are listed"
    *rest, last = map(repr, near[:5])
    return f"did you mean {', '.join(rest)} or {last}?" if rest else f"did you mean {last}?"
