"""`manage.py rank` on a million rows (T02): exact beside a slow list, with the peak of its memory.

The slow list is made another way: with fractions, and by counting for each row how many are better.
"""

import csv
import resource
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Final

from hukou.env import ROOT
from hukou.stack.house import House
from tests.benchmarks._pace import stopwatch
from tests.measuring import Figure

ROWS, SHUFFLED, QUOTA = 1_000_000, 100_000, 16_000
PLACES: Final = ("", ".5", ".25", ".333333333333333333", ".333333333333333334")
"""The last two are one number to floating-point arithmetic."""
KILOBYTES: Final = 1024


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Rank a million scores with two ties, and compare every row."""
    del house, large
    with tempfile.TemporaryDirectory() as scratch:
        scores, ranks = Path(scratch) / "scores.csv", Path(scratch) / "ranks.csv"
        rows = _drawn(ROWS)
        _write(rows, scores)
        seconds = stopwatch(lambda: _rank(scores, ranks))
        yield Figure("rows", ROWS)
        yield Figure("seconds", seconds)
        yield Figure("rows_a_second", ROWS / seconds)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILOBYTES
        yield Figure("peak_memory_in_megabytes", peak)
        yield Figure("rows_ranked_otherwise", _differ(rows, ranks), goal="==0")
        yield Figure("lists_of_other_orders", _orders(rows[:SHUFFLED], Path(scratch)), goal="==1")


def _drawn(number: int) -> list[tuple[str, str, str, str]]:
    random = Random(2025)  # noqa: S311 - not a secret
    return [
        (
            f"p{at:07d}",
            f"{random.randint(-20, 300)}{random.choice(PLACES)}",
            str(random.randint(0, 400)),
            str(random.randint(0, 60)),
        )
        for at in range(number)
    ]


def _write(rows: list[tuple[str, str, str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("id", "score", "tie1", "tie2"))
        table.writerows(rows)


def _rank(scores: Path, out: Path) -> None:
    told = ("--scores", str(scores), "--quota", str(QUOTA), "--out", str(out))
    command = [sys.executable, "manage.py", "rank", *told]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _differ(rows: list[tuple[str, str, str, str]], ranks: Path) -> int:
    """Count the rows of the list that are not as counting has them, or not in their place."""
    keys = {row[0]: tuple(Fraction(number) for number in row[1:]) for row in rows}
    rising = sorted(keys.values())
    wrong, before = 0, (0, "")
    with ranks.open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            key = keys.pop(each["id"])
            better = len(rising) - bisect_right(rising, key)
            told = (int(each["rank"]), each["id"])
            shown = tuple(Fraction(each[name]) for name in ("score", "tie1", "tie2"))
            right = (better + 1, better < QUOTA, key) == (
                told[0],
                each["admitted"] == "true",
                shown,
            )
            wrong += not right or told <= before
            before = told
    return wrong + len(keys)


def _orders(rows: list[tuple[str, str, str, str]], scratch: Path) -> int:
    """Return how many different lists come of some of the rows in several orders."""
    random, lists, shuffled = Random(7), set(), list(rows)  # noqa: S311 - an order
    for _ in range(5):
        random.shuffle(shuffled)
        _write(shuffled, scratch / "shuffled.csv")
        _rank(scratch / "shuffled.csv", scratch / "list.csv")
        lists.add((scratch / "list.csv").read_bytes())
    return len(lists)
