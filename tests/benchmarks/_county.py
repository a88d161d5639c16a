"""The made-up county that benchmarks are measured on: the same people in every run."""

import io
import random
from typing import Any, Final

from django.core.management import call_command
from django.db import connection

from tests.benchmarks._pace import stopwatch
from tests.measuring import Figure

PEOPLE: Final = 100_000
SEED: Final = 7


def load(*, people: int = PEOPLE) -> Figure:
    """Fill the register of this run; say how many people a second."""
    told = io.StringIO()
    taken = stopwatch(
        lambda: call_command("generate_county", people=people, seed=SEED, stdout=told)
    )
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from registry_person")
        (count,) = cursor.fetchone()
    return Figure("people_loaded_a_second", count / taken)


def settle_statistics() -> None:
    """Let the planner know the tables, as it does in a register that has run for a day."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("vacuum analyze")


def residents(count: int) -> list[int]:
    """Return people who are registered somewhere today, the same ones in every run."""
    return _sample(
        "select person_id from registry_residence where upper_inf(period) order by person_id", count
    )


def households(count: int) -> list[int]:
    """Return households that stand today, the same ones in every run."""
    return _sample("select id from registry_household where upper_inf(period) order by id", count)


def _sample(statement: str, count: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = [key for (key,) in cursor.fetchall()]
    return random.Random(SEED).choices(found, k=count)  # noqa: S311 - not a secret
