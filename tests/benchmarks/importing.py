"""Importing a legacy register with every check, index and history, beside COPY of the same rows."""

from collections.abc import Iterator
from typing import Final

from hukou.stack.house import House
from tests.benchmarks._importing import Taken, connected, empty, imported, legacy_file, staff
from tests.measuring import Figure

PEOPLE: Final = 50_000
LARGE: Final = 1_000_000
GOAL: Final = ">=0.5"
"""Half of what the same constraints let COPY do, file to commit."""


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count rows a second from the first byte of the file to the commit that ends the run."""
    del house
    path = legacy_file(LARGE if large else PEOPLE)
    with connected() as connection:
        empty(connection)
        staff()
        run, seconds = imported(path)
        ours = Taken(connection)
        copied = ours.put_back(connection)
        again = Taken(connection)
    yield Figure("rows", run.rows)
    yield Figure("refused", run.rows - run.people, goal="==0")
    yield Figure(
        "tables_differ",
        sum(ours.digests[table] != again.digests[table] for table in ours.digests),
        goal="==0",
    )
    yield Figure("rows_a_second", run.rows / seconds, run.rows / copied, GOAL)
