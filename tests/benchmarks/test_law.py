"""What is raced answers alike: the pack at the desk, the pack as SQL, and SQL by hand (L10)."""

import pytest

from applications.queries.population import load_people, people_table
from hukou.law import BEST_FIRST, Outcome
from tests.benchmarks import _four_laws as laws
from tests.benchmarks import _law_sql

pytestmark = pytest.mark.django_db
PEOPLE = 3_000


def test_the_pack_and_the_hand_agree_on_random_families() -> None:
    families, population = laws.drawn(PEOPLE, seed=3), laws.population()
    desk = laws.at_the_desk(families)

    with people_table(population) as people:
        assert load_people(people, population, laws.facts_of(families)) >= PEOPLE
        assert laws.set_wise(people) == desk
        assert laws.by_hand(people) == [laws.short(each) for each in desk]


def test_the_families_reach_every_outcome_by_every_channel() -> None:
    told = [laws.short(each) for each in laws.at_the_desk(laws.drawn(PEOPLE, seed=3))]

    assert {BEST_FIRST[each.outcome] for each in told} >= {
        Outcome.ELIGIBLE,
        Outcome.PARTIAL,
        Outcome.REVIEW,
        Outcome.EVIDENCE,
    }
    refused = BEST_FIRST.index(Outcome.NOT_ELIGIBLE)
    for channel in range(6):
        assert {0, refused} <= {each.channels[channel] for each in told}
    assert {each.basis for each in told} == set(range(1, 8))


def test_a_hand_that_slips_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_law_sql, "JUDGED", _law_sql.JUDGED.replace(">= 100000", "> 100000"))
    families, population = laws.drawn(PEOPLE, seed=3), laws.population()

    with people_table(population) as people:
        load_people(people, population, laws.facts_of(families))
        assert laws.by_hand(people) != [laws.short(each) for each in laws.at_the_desk(families)]
