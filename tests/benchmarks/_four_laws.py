"""The same families before four evaluators: explained, set-wise, SQL by hand, OpenFisca."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from django.db import connection

from applications.queries.population import FamilyFacts, Judged, answers_in, judged
from hukou.law import (
    BEST_FIRST,
    Asked,
    Compiled,
    Destination,
    FamilyAnswer,
    Judgement,
    Mode,
    Population,
    Regulation,
    answer_of,
    judge,
    load_law,
    setwise,
)
from tests.benchmarks import _law_sql
from tests.benchmarks._openfisca import OpenFisca
from tests.law.populace import Household, choices, household

NAME: Final = "qz-final-2017"
ON: Final = date(2018, 3, 1)
UNTRIED: Final = 9
"""How OpenFisca, which knows no NULL, says that a channel was not tried."""


class Short(NamedTuple):
    """Outcomes by rank, best first; the number of the channel chosen."""

    outcome: int
    basis: int
    channels: tuple[int | None, ...]
    companions: tuple[int, ...]


def drawn(people: int, *, seed: int) -> list[Household]:
    """Return families of so many people, of whom the facts that the text asks may be known."""
    regulation, vocabulary = load_law().regulations[NAME], load_law().vocabulary
    asked = set(setwise.keys_of(regulation, vocabulary))
    tried = {fact: values for fact, values in choices(regulation, ON).items() if fact in asked}
    random, families, drawn_people = Random(seed), [], 0  # noqa: S311 - not a secret
    while drawn_people < people:
        family = household(random, tried, ON)._replace(division=None)
        families.append(family)
        drawn_people += 1 + len(family.companions)
    return families


def compiled() -> Compiled:
    law = load_law()
    return setwise.compiled(
        Asked(
            regulation=law.regulations[NAME],
            vocabulary=law.vocabulary,
            on=ON,
            mode=Mode.SIMULATE,
        )
    )


def population() -> Population:
    law = load_law()
    return setwise.population_of(law.vocabulary, [law.regulations[NAME]])


def facts_of(families: Sequence[Household]) -> list[FamilyFacts]:
    return [FamilyFacts(applicant=one.applicant, companions=one.companions) for one in families]


def explained(family: Household, regulation: Regulation | None = None) -> Judgement:
    return judge(
        regulation or load_law().regulations[NAME],
        on=ON,
        mode=Mode.SIMULATE,
        applicant=family.applicant,
        companions=family.named(),
        destination=Destination(family.division),
    )


# --- answers -------------------------------------------------------------------------------------


def short(answer: FamilyAnswer) -> Short:
    tried = {name: BEST_FIRST.index(one.outcome) for name, one in answer.channels.items()}
    channels = tuple(load_law().regulations[NAME].channels)
    return Short(
        BEST_FIRST.index(answer.outcome),
        channels.index(answer.basis or "") + 1,
        tuple(tried.get(each) for each in channels),
        tuple(BEST_FIRST.index(one.outcome) for one in answer.companions),
    )


def at_the_desk(families: Sequence[Household]) -> list[FamilyAnswer]:
    return [answer_of(explained(each)) for each in families]


def set_wise(people: str) -> list[FamilyAnswer]:
    law = compiled()
    with judged(law, people) as found:
        return list(answers_in(found, law))


def by_hand(people: str) -> list[Short]:
    with in_sql(people) as found, connection.cursor() as cursor:
        cursor.execute(setwise.select("*", found.companions, end=" order by 1, 2"))
        along = {
            family: tuple(row[2] for row in rows)
            for family, rows in groupby(cursor.fetchall(), itemgetter(0))
        }
        cursor.execute(setwise.select("*", found.families, end=" order by 1"))
        return [
            Short(outcome, basis, tuple(told), along.get(family, ()))
            for family, outcome, basis, *told in cursor.fetchall()
        ]


class in_sql:  # noqa: N801 - reads as a word where it is used
    """Two tables made by the statements written by hand, and dropped again."""

    def __init__(self, people: str) -> None:
        """Take the table of people."""
        self.people = people
        self.found = Judged(f"{people}_by_hand", f"{people}_along")

    def __enter__(self) -> Judged:
        families, companions = self.found.families, self.found.companions
        with connection.cursor() as cursor:
            told = _law_sql.judged(self.people)
            cursor.execute(f"create unlogged table {families} as {told}")
            told = _law_sql.companions(self.people, families)
            cursor.execute(f"create unlogged table {companions} as {told}")
        return self.found

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"drop table {self.found.families}, {self.found.companions}")


def in_openfisca(
    families: Sequence[Household], served: OpenFisca, scratch: Path
) -> Iterator[Short]:
    found = served.answers(scratch / "answers.json")
    channels = [found[f"by_channel_{at}"] for at in range(1, 8)]
    first = 0
    for at, family in enumerate(families):
        last = first + 1 + len(family.companions)
        told = (each[first] for each in channels)
        yield Short(
            found["outcome"][at],
            found["basis"][at],
            tuple(None if one == UNTRIED else one for one in told),
            tuple(found["as_companion"][first + 1 : last]),
        )
        first = last
