"""What a project decided is put upon findings, and told: what it holds for, ended, fits not."""

from datetime import date

from provenance.assess import decide, say_idle
from provenance.model import Ignore, Level, Overrides
from tests.unit.report.samples import finding, observation, record

_POST = record([observation()])
_TODAY = date(2026, 11, 22)


def _ignore(**fields: object) -> Ignore:
    plain = {
        "rule": "saved-after-publication",
        "post": None,
        "reason": "looked at",
        "until": _TODAY,
    }
    return Ignore(**{**plain, **fields})  # type: ignore[arg-type]  # fields come by name


def _overrides(*ignores: Ignore, **levels: Level) -> Overrides:
    named = {name.replace("_", "-"): level for name, level in levels.items()}
    return Overrides(source="provenance.toml", levels=named, ignores=ignores)


def test_a_rule_has_the_level_that_was_decided() -> None:
    told = decide(
        [finding()], _POST, _overrides(saved_after_publication=Level.WARNING), today=_TODAY
    )
    assert [one.level for one in told.findings] == [Level.WARNING]
    assert decide([finding()], _POST, _overrides(), today=_TODAY).findings == (finding(),)


def test_what_is_ignored_is_told_with_its_reason_and_its_end() -> None:
    told = decide([finding()], _POST, _overrides(_ignore()), today=_TODAY)
    assert told.findings == ()
    (line,) = told.set_aside
    assert line.startswith(
        "note saved-after-publication, as provenance.toml has it until 2026-11-22 (looked at): "
    )
    assert told.used == {_ignore()}


def test_one_post_or_one_rule_alone_is_ignored() -> None:
    for ignore in (
        _ignore(post="example.org#8"),
        _ignore(rule="guid-differs"),
        _ignore(until=date(2026, 11, 21)),
    ):
        told = decide([finding()], _POST, _overrides(ignore), today=_TODAY)
        assert told.findings == (finding(),)
    for name in (str(_POST.key), _POST.link):
        told = decide([finding()], _POST, _overrides(_ignore(post=name)), today=_TODAY)
        assert told.findings == ()


def test_what_has_ended_or_fits_nothing_is_told() -> None:
    ended = _ignore(until=date(2026, 11, 21))
    unused = _ignore(rule="guid-differs", post="example.org#7")
    elsewhere = _ignore(rule="guid-differs", post="example.org#8")
    used = _ignore()
    lines = list(
        say_idle(_overrides(ended, unused, elsewhere, used), {used}, [_POST], today=_TODAY)
    )
    assert lines == [
        (
            "provenance.toml ignored saved-after-publication until 2026-11-21, and does no more:"
            " look at it anew, or delete the entry"
        ),
        "provenance.toml ignores guid-differs of example.org#7, and nothing was found that it fits",
    ]
