"""`provenance audit`: capture or read, record, compare, report."""

from dataclasses import replace
from typing import Unpack

import click

from provenance.cli.exit_codes import code_of_audit
from provenance.cli.languages import language_option
from provenance.cli.options import capture_options, examples, fail_on_option
from provenance.cli.outputs import (
    ResultOptions,
    Told,
    check_apart,
    fail_level,
    rendered,
    result_options,
    write_outputs,
)
from provenance.cli.run import print_audit, progress
from provenance.cli.sites import SiteOptions, site_options, site_settings
from provenance.cli.targets import given, targets_argument
from provenance.model import Audit


class _Options(SiteOptions, ResultOptions):
    """What the command's options come to."""


@click.command(
    name="audit",
    short_help="Capture or read articles, compare, and report what changed.",
    epilog=examples(
        "provenance audit https://example.org/2026/05/an-article/",
        "provenance audit 'https://example.org/wp-json/wp/v2/posts/58012' --fail-on never",
        "provenance audit https://example.org/wp-json/ --since 2026-05-01T00:00:00Z",
        "provenance audit monday.json friday.json --archive articles.db",
        "provenance audit --observed-at 2026-05-29T03:22:06Z saved.json --format json",
        "curl -s https://example.org/wp-json/wp/v2/posts/58012 | provenance audit -",
    ),
)
@targets_argument
@fail_on_option
@site_options
@capture_options
@language_option
@result_options
def command(
    targets: tuple[str, ...], fail_on: str, language: str | None, **options: Unpack[_Options]
) -> int:
    """Capture articles, compare them with every earlier capture, and report what changed.

    A TARGET is an article's address, its REST address, a file with a saved REST answer, or - for
    standard input. Several files are captures in the order given, the oldest first. A site's front
    page, or its REST root (https://example.org/wp-json/), stands for all of its posts and pages; a
    feed or a sitemap for the articles that it names.
    """
    from provenance import pipeline
    from provenance.report.results import of_audit

    def deliver(audit: Audit) -> None:
        told = Told(
            report=lambda reporter: reporter.audit(audit),
            results=lambda: of_audit(audit, fail_level(fail_on)),
        )
        print_audit(rendered(told, options), audit, options)
        write_outputs(told, options)

    targets = given(targets, options["targets_from"])
    check_apart(options, (*targets, *filter(None, [options["targets_from"]])))
    with progress(options) as shown:
        told = replace(site_settings(targets, options), language=language)
        audit = pipeline.audit(targets, told, progress=shown, deliver=deliver)
    return code_of_audit(audit, fail_on)
