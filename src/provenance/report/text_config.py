"""Settings for people: a line each, with where it came from."""

from collections.abc import Sequence

from provenance.assess.wording import say_count
from provenance.model import Overrides, SettingTold
from provenance.report.layout import Page, Run, Style


def write_config(page: Page, told: Sequence[SettingTold], overrides: Overrides | None) -> None:
    """Write every setting, then how many decisions about findings there are."""
    longest = max(len(one.name) for one in told)
    for one in told:
        value = "(nothing)" if one.value is None else one.value
        refused = "" if one.refused is None else f"; refused: {one.refused}"
        page.line(
            Run(f"{one.name:<{longest}}  ", Style.STRONG),
            value,
            Run(f"  ({one.source}{refused})", Style.ERROR if refused else Style.FAINT),
            hang=longest + 2,
        )
    if overrides is not None:
        page.blank()
        page.line(
            f"{overrides.source} sets the level of {say_count(len(overrides.levels), 'rule')} and"
            f" ignores {say_count(len(overrides.ignores), 'finding')}:"
        )
        page.bullets(f"{slug} is a {level.value}" for slug, level in overrides.levels.items())
        page.bullets(
            f"{one.rule}{f' of {one.post}' if one.post else ''} until {one.until}: {one.reason}"
            for one in overrides.ignores
        )
