"""Imports one file in a process of its own, so that it can be killed; commits in small parts.

The clock stands still, so that a register imported twice is the same to the last byte.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import django

AT: Final = "2026-03-01T09:00:00+08:00"
ROWS: Final = 400
HOUSEHOLDS: Final = 150


def main(path: Path) -> None:
    """Say when it begins and after every commit; end when the file is in."""
    django.setup()
    from hukou.kernel import clock  # noqa: PLC0415 - the registry of models comes first
    from registry.management import importing  # noqa: PLC0415

    importing.ROWS, importing.HOUSEHOLDS = ROWS, HOUSEHOLDS  # type: ignore[misc]
    print("begun", flush=True)  # noqa: T201 - whoever kills it listens
    with clock.frozen(datetime.fromisoformat(AT)):
        importing.Importer(path, tell=_tell).bring_in()


def _tell(doing: str, done: int, whole: int) -> None:
    print(f"{doing} {done}/{whole}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
