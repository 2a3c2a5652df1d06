"""A project's file is read strictly, and the nearest one counts."""

from datetime import date
from pathlib import Path

import click
import pytest

from provenance.cli.main import group
from provenance.config import SETTINGS, Config, find_config, parse_config, tell
from provenance.errors import ConfigError
from provenance.model import Ignore, Level

_FILE = Path("/project/provenance.toml")


def test_values_overrides_and_ignores_are_read() -> None:
    config = parse_config(
        {
            "archive": "kept/articles.db",
            "targets": ["https://example.org/a/"],
            "jobs": 2,
            "rules": {"saved-after-publication": "warning"},
            "ignore": [
                {
                    "rule": "guid-differs",
                    "post": "example.org#7",
                    "reason": " moved ",
                    "until": date(2027, 1, 31),
                }
            ],
        },
        _FILE,
    )
    assert config.values["archive"] == "/project/kept/articles.db"
    assert config.values["targets"] == ("https://example.org/a/",)
    assert config.overrides is not None
    assert config.overrides.source == "provenance.toml"
    assert config.overrides.levels == {"saved-after-publication": Level.WARNING}
    assert config.overrides.ignores == (
        Ignore(rule="guid-differs", post="example.org#7", reason="moved", until=date(2027, 1, 31)),
    )


def test_a_key_in_the_environment_is_no_file() -> None:
    assert parse_config({"key": "env:LOG_KEY"}, _FILE).values["key"] == "env:LOG_KEY"
    assert parse_config({"key": "log.key"}, _FILE).values["key"] == "/project/log.key"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ([], "the settings are no table"),
        ({"archiv": "a.db"}, "no setting is called 'archiv'; did you mean 'archive'?"),
        ({"zzz": 1}, "no setting is called 'zzz'; there are archive"),
        ({"archive": 1}, "archive is 1, and must be a file's name"),
        ({"jobs": "2"}, "jobs is '2', and must be a whole number"),
        ({"jobs": True}, "jobs is True, and must be a whole number"),
        ({"timeout": "2"}, "timeout is '2', and must be a number"),
        ({"targets": "x"}, "targets is 'x', and must be a list of texts"),
        ({"targets": [1]}, "must be a list of texts"),
        ({"rules": "x"}, "rules is no table"),
        ({"rules": {"guid-difers": "note"}}, "did you mean 'guid-differs'?"),
        ({"rules": {"guid-differs": "error"}}, "is 'error', and must be note or warning"),
        ({"rules": {"guid-differs": 1}}, "must be note or warning"),
        ({"ignore": {}}, "ignore is no list of tables"),
        ({"ignore": [1]}, "ignore is no list of tables"),
        ({"ignore": [{}]}, "names no rule"),
        ({"ignore": [{"rule": "nope"}]}, "no rule is called 'nope'"),
        ({"ignore": [{"rule": "guid-differs"}]}, "has no reason; give one"),
        ({"ignore": [{"rule": "guid-differs", "reason": " "}]}, "has no reason; give one"),
        ({"ignore": [{"rule": "guid-differs", "reason": "x"}]}, "no day until which it holds"),
        (
            {"ignore": [{"rule": "guid-differs", "reason": "x", "until": "2027-01-31"}]},
            "no day until which it holds",
        ),
        (
            {
                "ignore": [
                    {
                        "rule": "guid-differs",
                        "reason": "x",
                        "until": date(2027, 1, 31),
                        "post": 7,
                    }
                ]
            },
            "must be SITE#NUMBER or an address",
        ),
        ({"ignore": [{"rules": "guid-differs"}]}, r"no member of \[\[ignore\]\] is called 'rules'"),
    ],
)
def test_what_is_not_known_is_refused_with_one_sentence(table: object, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        parse_config(table, _FILE)


def test_the_nearest_file_counts_and_its_own_before_pyproject(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_config(inner).path is None
    (tmp_path / "pyproject.toml").write_text('[tool.provenance]\nobserver = "far"\n')
    assert find_config(inner).values == {"observer": "far"}
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert find_config(inner).values == {"observer": "far"}
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.provenance]\nobserver = "near"\n')
    assert find_config(inner).values == {"observer": "near"}
    (tmp_path / "a" / "provenance.toml").write_text('observer = "own"\n')
    assert find_config(inner).values == {"observer": "own"}


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"x = = 1", "is not TOML"), (b"\xff", "cannot be read"), (b'tool = "x"', "no setting")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "provenance.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=says):
        find_config(tmp_path)


def test_a_project_file_of_another_shape_has_no_settings(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('tool = "x"\n')
    assert find_config(tmp_path).path is None


def test_the_environment_comes_before_the_file_and_that_before_the_default() -> None:
    config = parse_config({"archive": "a.db", "fail-on": "note"}, _FILE)
    told = {one.name: one for one in tell(config, {"PROVENANCE_ARCHIVE": "env.db"})}
    assert (told["archive"].value, told["archive"].source) == ("env.db", "PROVENANCE_ARCHIVE")
    assert (told["fail-on"].value, told["fail-on"].source) == ("note", str(_FILE))
    assert (told["jobs"].value, told["jobs"].source) == ("8", "default")
    assert told["key"].value is None


def test_every_setting_is_an_option_with_that_default() -> None:
    context = click.Context(group)
    commands = [group.get_command(context, name) for name in ("audit", "check", "verify")]
    options = {option.name: option for command in commands if command for option in command.params}
    for setting in SETTINGS:
        if setting.parameter:
            option = options[setting.parameter]
            default = option.default if option.default is not None else ""
            assert str(default).removeprefix("Sentinel.UNSET") == setting.default, setting.name
            if setting.variable:
                assert option.envvar == setting.variable


def test_no_file_is_no_setting() -> None:
    assert Config(path=None).values == {}
