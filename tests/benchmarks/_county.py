"""The made-up county that benchmarks are measured on: the same people in every run."""

import io
import random
from typing import Final

from django.core.management import call_command
from django.db import connection

from registry.models import Person
from tests.benchmarks._pace import stopwatch
from tests.benchmarks._servers import vacuum
from tests.measuring import Figure

PEOPLE: Final = 100_000
SEED: Final = 7


def generate(*, people: int = PEOPLE) -> None:
    """Fill the register of this run, as the command does for anybody."""
    call_command("generate_county", people=people, seed=SEED, stdout=io.StringIO())


def load() -> Figure:
    """Fill the register and let the planner know it; say how many people a second."""
    taken = stopwatch(generate)
    vacuum()
    return Figure("people_generated_a_second", Person.objects.count() / taken)


def residents(count: int) -> list[int]:
    """Return people who are registered somewhere today, the same ones in every run."""
    return _sample(
        "select person_id from registry_residence where upper_inf(period) order by person_id", count
    )


def households(count: int) -> list[int]:
    """Return households that stand today, the same ones in every run."""
    return _sample("select id from registry_household where upper_inf(period) order by id", count)


def _sample(statement: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: list[int] = [key for (key,) in cursor.fetchall()]
    return random.Random(SEED).choices(found, k=count)  # noqa: S311 - not a secret
