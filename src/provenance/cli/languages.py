"""Which language the words of texts are read in, where the user says it."""

import click


def _checked(_context: click.Context, _parameter: click.Parameter, tag: str | None) -> str | None:
    """Return a language's tag as given.

    Raises:
        click.BadParameter: There are no lists of words of that language.
    """
    from provenance.assess.classes import languages

    if tag is None or tag.replace("_", "-").partition("-")[0].lower() in languages():
        return tag
    raise click.BadParameter(
        f"{tag!r} is no language that words are read in; there are {', '.join(languages())}."
        " Without it, words are read in the language that the answer states, or in the one whose"
        " commonest words the text shows"
    )


language_option = click.option(
    "--language",
    callback=_checked,
    metavar="TAG",
    help="Read the words and figures of texts in this language when what changed is classified,"
    " whatever the site states: de, pt-BR.",
)
