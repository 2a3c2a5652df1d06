"""Writes what was scored into docs/classes.md, each table between its marks.

Run by `make bench`. Never writes an edit of `unseen`: of that part the page has totals alone.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.assessment import peers, score

TABLES: Mapping[str, Callable[[], Iterable[str]]] = {"score": score.table, "peers": peers.table}


def with_tables(text: str, tables: Mapping[str, Callable[[], Iterable[str]]]) -> str:
    """Return a page with each table anew between its marks."""
    for name, table in tables.items():
        start, end = f"<!-- {name}: written by make bench -->\n", f"<!-- end of {name} -->"
        head, _, rest = text.partition(start)
        _, _, tail = rest.partition(end)
        text = head + start + "\n".join(table()) + "\n" + end + tail
    return text


def main(path: Path) -> None:
    """Write every table into a page."""
    path.write_text(with_tables(path.read_text(encoding="utf-8"), TABLES), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
