import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from provenance.archive import Archive, migrations, revisions
from provenance.archive.migrations.scripts import statements
from provenance.archive.tables import METADATA


@pytest.fixture
def database(path: Path) -> sqlite3.Connection:
    with Archive.open(path):
        pass
    return sqlite3.connect(path)


def test_the_migrations_make_exactly_the_tables_that_the_queries_know(path: Path) -> None:
    with Archive.open(path):
        pass
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        made = set(inspect(connection).get_table_names()) - {"alembic_version"}
    engine.dispose()
    assert made == set(METADATA.tables)


def test_a_column_that_no_migration_makes_would_be_noticed(path: Path) -> None:
    with Archive.open(path):
        pass
    changed = sqlite3.connect(path)
    changed.execute("ALTER TABLE hop ADD COLUMN more TEXT")
    changed.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) != []
    engine.dispose()


def test_the_known_revisions_are_those_that_have_a_migration() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(
        revisions.REVISIONS
    )
    assert scripts.get_current_head() == revisions.HEAD


def test_every_table_of_ours_is_strict(database: sqlite3.Connection) -> None:
    strict = {name: bool(is_strict) for _, name, _, _, _, is_strict in database.execute(
        "PRAGMA table_list"
    ) if not name.startswith("sqlite_")}  # fmt: skip
    database.close()
    assert strict.pop("alembic_version") is False
    assert all(strict.values())
    assert set(strict) == set(METADATA.tables)


def test_every_table_of_ours_is_append_only(database: sqlite3.Connection) -> None:
    triggers = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    database.close()
    for table in METADATA.tables:
        assert {f"{table}_never_changes", f"{table}_never_goes"} <= triggers
        assert {f"{table}_is_new", f"{table}_appends"} & triggers


def test_a_migration_that_fails_leaves_no_half_of_a_schema(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(name: str) -> list[str]:
        found = list(statements(name))
        return found if name.endswith("tables.sql") else [*found[:3], "CREATE NONSENSE"]

    monkeypatch.setattr("provenance.archive.migrations.scripts.statements", cut_short)
    with pytest.raises(Exception, match="NONSENSE"):
        Archive.open(path)
    assert path.read_bytes() == b""
    monkeypatch.undo()
    with Archive.open(path) as archive:
        assert archive.created


def test_a_script_is_cut_at_the_end_of_its_statements() -> None:
    found = list(statements("0001_append_only.sql"))
    assert all("END;" in statement for statement in found)
    assert sum("CREATE TRIGGER" in statement for statement in found) == len(found)
