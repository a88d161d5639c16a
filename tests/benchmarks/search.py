"""Searching a large register beside a small one: by number, name, part, initials and address."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.db import connection

from hukou.kernel import clock
from hukou.stack.house import House
from registry.queries import PersonSearch, Scope, search_people
from tests.benchmarks._importing import connected, empty, imported, legacy_file, staff
from tests.benchmarks._servers import vacuum
from tests.measuring import Figure

SMALL: Final = 10_000
PEOPLE: Final = 100_000
LARGE: Final = 1_000_000
TIMES: Final = 300
GOAL: Final = "<=1.5"
SEED: Final = 5
SAMPLE: Final = """
SELECT held.number, known.name_norm, known.name_initials, address.street
FROM registry_residence residence
JOIN registry_particulars known ON known.person_id = residence.person_id
JOIN registry_heldnumber held ON held.person_id = residence.person_id
JOIN registry_householdaddress lived ON lived.household_id = residence.household_id
JOIN registry_address address ON address.id = lived.address_id
WHERE residence.id = ANY(%s) ORDER BY residence.id
"""
Row = tuple[str, str, str, str]
KINDS: Final[Mapping[str, Callable[[Row], PersonSearch]]] = {
    "number": lambda row: PersonSearch(number=row[0]),
    "exact_name": lambda row: PersonSearch(name=row[1]),
    "name_prefix": lambda row: PersonSearch(name=row[1][:2]),
    "two_characters": lambda row: PersonSearch(name=row[1][-2:]),
    "surname": lambda row: PersonSearch(name=row[1][:1]),
    "initials": lambda row: PersonSearch(pinyin=row[2]),
    "address": lambda row: PersonSearch(address=row[3][:6]),
}
Latencies = dict[str, list[float]]


def figures(house: House, *, large: bool) -> "list[Figure]":
    """Ask the same kinds of question of both registers; milliseconds, and their ratio at p95."""
    del house
    small = measured(SMALL)
    big = measured(LARGE if large else PEOPLE)
    shown = [
        Figure(f"{kind}_p50_ms", quantile(big[kind], 0.50), quantile(small[kind], 0.50))
        for kind in KINDS
    ]
    return shown + [
        Figure(f"{kind}_p95_ms", quantile(big[kind], 0.95), quantile(small[kind], 0.95), GOAL)
        for kind in KINDS
    ]


def measured(people: int) -> Latencies:
    """Import so many people, and return how long each search for one of them took."""
    with connected() as owner:
        empty(owner)
    staff()
    imported(legacy_file(people))
    vacuum()
    rows = sample()
    scope = Scope("bench", office_ids=None, fields=frozenset({"address"}))
    for ask in KINDS.values():
        for row in rows[:20]:
            search_people(ask(row), scope=scope, on=clock.today())
    return {
        kind: [milliseconds(ask(row), scope) for row in rows[20:]] for kind, ask in KINDS.items()
    }


def sample() -> Sequence[Row]:
    """Return some people of the register, the same ones in every run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM registry_residence")
        first, last = cursor.fetchone()
        dice = random.Random(SEED)  # noqa: S311 - not a secret
        cursor.execute(SAMPLE, [[dice.randint(first, last) for _ in range(TIMES + 20)]])
        rows: list[Row] = cursor.fetchall()
    dice.shuffle(rows)
    return rows


def milliseconds(query: PersonSearch, scope: Scope) -> float:
    started = time.perf_counter()
    assert search_people(query, scope=scope, on=clock.today()).items
    return (time.perf_counter() - started) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1))]
