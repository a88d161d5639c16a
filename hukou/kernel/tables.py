"""The reference tables that travel with the kernel, as rows of text."""

import csv
from importlib.resources import files


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of `data/<name>.csv`, each by column heading."""
    text = (files("hukou.kernel") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
