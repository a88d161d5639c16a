"""What the planner is told for a while (执行计划): of a table just filled it knows nothing.

A staging table that was emptied an hour ago counts as empty, and what is cheap on nobody takes
hours on a million.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper


@contextmanager
def planned(cursor: CursorWrapper, **settings: str) -> Iterator[None]:
    """Set what the planner may do, until the end of the block and no longer."""
    for name, value in settings.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    yield
    for name in settings:
        cursor.execute(f"SET LOCAL {name} TO DEFAULT")
