"""One definition, two evaluators: a population is judged as each family at the desk.

`quirks.yaml` has every way to write a condition; the packs have what jurisdictions wrote.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.queries.population import FamilyFacts, judge_population
from hukou.kernel.errors import InvalidInput
from hukou.law import (
    Destination,
    Facts,
    FamilyAnswer,
    Mode,
    Outcome,
    Regulation,
    answer_of,
    judge,
    load_law,
    parse_facts,
    read_yaml,
)
from hukou.law.loader import read_regulation
from tests.law import people
from tests.law.people import DAY, FAMILY, OWNER, facts
from tests.law.populace import Household, choices, household, households

pytestmark = pytest.mark.django_db

SAMPLE: Final = 300
"""Families of each regulation in the suite; `manage.py bench law` compares 100,000 people."""
DOUBTFUL: Final = date(2018, 1, 2)
INVESTOR: Final = {
    "investment.enterprise_established": True,
    "investment.amount_yuan": 100000,
    "investment.role": "technical_staff",
}
RESIDENT: Final = {"employment.months": 60, "residence.months_continuous": 60}


def quirks() -> Regulation:
    law, path = load_law(), Path(people.__file__).with_name("quirks.yaml")
    return read_regulation(
        read_yaml(path), file=path.name, vocabulary=law.vocabulary, safeguards=law.safeguards
    )


REGULATIONS: Final = [*load_law().regulations.values(), quirks()]
any_regulation: Final = pytest.mark.parametrize("regulation", REGULATIONS, ids=lambda one: one.id)


def at_the_desk(
    regulation: Regulation,
    family: Household,
    *,
    on: date = DAY,
    mode: Mode = Mode.SIMULATE,
    channel: str | None = None,
) -> FamilyAnswer:
    return answer_of(
        judge(
            regulation,
            on=on,
            applicant=family.applicant,
            companions=family.named(),
            mode=mode,
            channel=channel,
            destination=Destination(family.division),
        )
    )


def set_wise(
    regulation: Regulation,
    families: Sequence[Household],
    *,
    on: date = DAY,
    mode: Mode = Mode.SIMULATE,
    channel: str | None = None,
) -> list[FamilyAnswer]:
    asked = [
        FamilyFacts(applicant=each.applicant, companions=each.companions, division=each.division)
        for each in families
    ]
    return list(judge_population(regulation, on=on, families=asked, mode=mode, channel=channel))


def drawn(regulation: Regulation, count: int, *, seed: int, on: date = DAY) -> list[Household]:
    random, tried = Random(seed), choices(regulation, on)  # noqa: S311 - not a secret
    return [household(random, tried, on) for _ in range(count)]


@any_regulation
def test_a_population_is_judged_as_each_family_at_the_desk(regulation: Regulation) -> None:
    families = drawn(regulation, SAMPLE, seed=5)

    answers = set_wise(regulation, families)

    for family, answer in zip(families, answers, strict=True):
        assert answer == at_the_desk(regulation, family)


@any_regulation
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_known_of_a_family_both_answer_alike(
    regulation: Regulation, data: st.DataObject
) -> None:
    families = data.draw(st.lists(households(regulation), min_size=1, max_size=3))

    assert set_wise(regulation, families) == [at_the_desk(regulation, one) for one in families]


@any_regulation
def test_a_single_channel_is_judged_alike(regulation: Regulation) -> None:
    families = drawn(regulation, 15, seed=6)

    for channel in regulation.channels:
        expected = [at_the_desk(regulation, one, channel=channel) for one in families]
        assert set_wise(regulation, families, channel=channel) == expected


@any_regulation
def test_a_live_decision_keeps_the_days_on_which_the_text_speaks(regulation: Regulation) -> None:
    for on in (DAY, DOUBTFUL, date(2018, 9, 11), date(2026, 1, 1)):
        families = drawn(regulation, 40, seed=7, on=on)
        expected = [at_the_desk(regulation, one, on=on, mode=Mode.DECIDE) for one in families]
        assert set_wise(regulation, families, on=on, mode=Mode.DECIDE) == expected


def test_the_families_drawn_reach_every_outcome_and_every_kind_of_reason() -> None:
    answers = [
        answer
        for regulation in REGULATIONS
        for answer in set_wise(regulation, drawn(regulation, 2 * SAMPLE, seed=7))
    ]

    assert {each.outcome for each in answers} == set(Outcome)
    assert any(each.kept_out for each in answers)
    assert any(each.opened for each in answers)
    assert any(None in each.limits.values() for each in answers)
    assert "boundary-day" in {
        one.deciding.id for each in answers for one in each.companions if one.deciding
    }


@pytest.mark.parametrize(
    ("name", "fact", "value", "known"),
    [
        ("qz-final-2017", "investment.amount_yuan", Decimal("100000.01"), INVESTOR),
        ("qz-draft-2017", "dwelling.area_m2", Decimal("59.99"), {**OWNER, "dwelling.area_m2": 60}),
        ("jm-2018-5", "employment.months", 61, RESIDENT),
    ],
)
def test_an_altered_threshold_is_noticed(
    name: str, fact: str, value: object, known: Mapping[str, object]
) -> None:
    """The control: a hundredth of a square metre is enough for two laws to differ."""
    law = load_law()
    raw = deepcopy(law.sources[name])
    assert _alter(raw, fact, value)
    altered = read_regulation(raw, file=name, vocabulary=law.vocabulary, safeguards=law.safeguards)
    family = Household(facts(known), tuple(map(facts, FAMILY.values())), None)

    assert set_wise(altered, [family]) == [at_the_desk(altered, family)]
    assert set_wise(altered, [family]) != set_wise(law.regulations[name], [family])


def _alter(node: object, fact: str, value: object) -> bool:
    """Change the first number that a fact is compared with."""
    if isinstance(node, list):
        return any(_alter(each, fact, value) for each in node)
    if not isinstance(node, dict):
        return False
    if node.get("fact") == fact and not isinstance(node.get("value"), list | str | None):
        node["value"] = value
        return True
    return any(_alter(each, fact, value) for each in node.values())


def test_what_no_fact_is_called_never_reaches_the_database() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_facts({"dwelling.view": "sea", "person.age": "18"}, on=DAY)
    assert {each["field"] for each in refused.value.errors} == {"dwelling.view", "person.age"}


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_a_text_that_no_database_can_keep_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_facts({"principal.channel": text}, on=DAY)


def test_a_channel_the_regulation_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidInput):
        set_wise(load_law().regulations["qz-final-2017"], [], channel="XX-1")


def test_a_population_leaves_nothing_behind() -> None:
    set_wise(quirks(), drawn(quirks(), 5, seed=1))

    assert _tables() == 0


def test_facts_that_nobody_parsed_stop_the_run_and_leave_nothing_behind() -> None:
    never_parsed = Household(Facts({"dwelling.tenure": "rented"}), (), None)

    with pytest.raises(KeyError, match="rented"):
        set_wise(quirks(), [*drawn(quirks(), 5, seed=1), never_parsed])

    assert _tables() == 0


def _tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_tables where schemaname = 'judging'")
        (found,) = cursor.fetchone() or (0,)
    return int(found)
