"""All channels of `qz-final-2017`: explained, set-wise, in SQL by hand, and in OpenFisca.

People judged a second. Set-wise, everybody's outcome by every channel, the channel that serves the
family, and each companion's outcome are stored in two tables, as by hand. OpenFisca is measured
three ways: from families as people write them (`build_from_dict`, its own API and tests), from
arrays that somebody has prepared, and calculating alone; it tells no reasons in any of them. The
goals take the first: ours too begins with what an officer or a file says of a family. The other
two are shown, as they are what a table of rows is up against.
"""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

from django.db import connection

from applications.queries.population import (
    FamilyFacts,
    judge_population,
    judged,
    load_people,
    people_table,
)
from hukou.law import Mode, answer_of, load_law
from hukou.stack.house import House
from tests.benchmarks import _four_laws as laws
from tests.benchmarks._four_laws import in_sql
from tests.benchmarks._openfisca import OpenFisca, openfisca
from tests.benchmarks._pace import rates
from tests.law.populace import Household, choices, household
from tests.measuring import Figure

PEOPLE: Final = 100_000
"""How many are judged by all four, and compared."""
COPIES, MANY_COPIES = 4, 10
"""How often they stand in the table that is timed: 400,000 people, or a million."""
OF_EACH: Final = 1_500
"""Families that are compared in each other text."""
ONE_BY_ONE: Final = 25
WRITTEN: Final = 300
"""Families at a time that are built from what people write."""


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Compare 100,000 people four times over, then count people a second."""
    del house  # the database is Django's
    families = laws.drawn(PEOPLE, seed=2017)
    population, told = laws.population(), [[each.applicant, *each.companions] for each in families]
    with (
        tempfile.TemporaryDirectory() as scratch,
        openfisca(told, Path(scratch)) as served,
        people_table(population) as people,
    ):
        number = load_people(people, population, laws.facts_of(families))
        yield Figure("people_compared", number)
        yield from _differences(families, people, served, Path(scratch))
        copies = MANY_COPIES if large else COPIES
        _multiply(people, len(families), copies)
        yield from _in_every_text()
        yield from _one_by_one(families, served)
        yield from _everybody(people, number * copies, copies, served)
        yield from _from_families(families, served)


def _differences(
    families: list[Household], people: str, served: OpenFisca, scratch: Path
) -> Iterator[Figure]:
    """Count the families about whom somebody says something else."""
    desk = laws.at_the_desk(families)
    in_short = [laws.short(each) for each in desk]
    others: dict[str, tuple[Sequence[object], Sequence[object]]] = {
        "set_wise_with_the_clause_that_decides": (desk, laws.set_wise(people)),
        "by_hand": (in_short, laws.by_hand(people)),
        "in_openfisca": (in_short, list(laws.in_openfisca(families, served, scratch))),
    }
    for name, (ours, theirs) in others.items():
        differ = sum(one != other for one, other in zip(ours, theirs, strict=True))
        yield Figure(f"answers_differ_{name}", differ, goal="==0")


def _in_every_text() -> Iterator[Figure]:
    """Compare the two evaluators of ours in every regulation, on facts of all sorts."""
    differ = number = 0
    for regulation in load_law().regulations.values():
        random, tried = Random(2026), choices(regulation, laws.ON)  # noqa: S311 - not a secret
        families = [household(random, tried, laws.ON) for _ in range(OF_EACH)]
        told = [
            FamilyFacts(
                applicant=each.applicant, companions=each.companions, division=each.division
            )
            for each in families
        ]
        answers = judge_population(regulation, on=laws.ON, families=told, mode=Mode.SIMULATE)
        for family, answer in zip(families, answers, strict=True):
            number += 1 + len(family.companions)
            differ += answer != answer_of(laws.explained(family, regulation))
    yield Figure("people_compared_in_every_text", number)
    yield Figure("answers_differ_in_every_text", differ, goal="==0")


def _one_by_one(families: list[Household], served: OpenFisca) -> Iterator[Figure]:
    alone = [family._replace(companions=()) for family in families[:ONE_BY_ONE]]
    every = cycle(families)

    def a_few() -> int:
        some = list(islice(every, ONE_BY_ONE))
        for family in some:
            laws.explained(family).as_json()
        return sum(1 + len(family.companions) for family in some)

    ours, theirs, together = rates(
        lambda: len([laws.explained(each).as_json() for each in alone]),
        lambda: served.ask("one"),
        a_few,
    )
    yield Figure("one_person_explained", ours, theirs, ">=10")
    yield Figure("people_explained_in_families", together)


def _everybody(people: str, number: int, copies: int, served: OpenFisca) -> Iterator[Figure]:
    law = laws.compiled()

    def set_wise(*, reasons: bool) -> int:
        with judged(law, people, reasons=reasons):
            return number

    def by_hand() -> int:
        with in_sql(people):
            return number

    ours, clauses, hand, written, arrays, calculated = rates(
        lambda: set_wise(reasons=False),
        lambda: set_wise(reasons=True),
        by_hand,
        lambda: served.ask(f"families {WRITTEN}"),
        lambda: served.ask(f"arrays {copies}"),
        lambda: served.ask(f"calculate {copies}"),
    )
    yield Figure("people_set_wise_beside_sql_by_hand", ours, hand, ">=0.5")
    yield Figure("people_set_wise_beside_openfisca_building_families", ours, written, ">=5")
    yield Figure("people_set_wise_with_clauses", clauses, written, ">=5")
    yield Figure("people_set_wise_beside_openfisca_building_from_arrays", ours, arrays)
    yield Figure("people_set_wise_beside_openfisca_calculating_alone", ours, calculated)


def _from_families(families: list[Household], served: OpenFisca) -> Iterator[Figure]:
    """From facts in memory to answers in memory, the loading and the reading back included."""
    some = laws.facts_of(families[:5000])
    people = sum(1 + len(each.companions) for each in some)

    def ours() -> int:
        regulation = load_law().regulations[laws.NAME]
        answers = judge_population(regulation, on=laws.ON, families=some, mode=Mode.SIMULATE)
        return people if len(list(answers)) == len(some) else 0

    loaded, written = rates(ours, lambda: served.ask(f"families {WRITTEN}"))
    yield Figure("people_loaded_judged_and_read_back", loaded, written, ">=5")


def _multiply(people: str, families: int, copies: int) -> None:
    """Let the same people stand in the table so many times, as families of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
            " where attrelid = %s::regclass and attnum > 1",
            [people],
        )
        (rest,) = cursor.fetchone() or ("",)
        cursor.execute(
            f"insert into {people} (family, {rest}) select family + copy * {families}, {rest}"  # noqa: S608
            f" from {people} cross join generate_series(1, {copies - 1}) as copy"
        )
        cursor.execute(f"analyze {people}")
