"""The desk's list of permits: the pressing ones first, every one counted, few shown (P02)."""

import random
from datetime import date, timedelta
from typing import Final

import pytest

from hukou.law.permit_tenure import PermitStatus
from registry.models import ResidencePermit
from registry.queries import scope_of
from registry.queries.holders import Desk, desk, desk_of, standing_of
from tests.factories import PersonFactory
from tests.holders import holds
from tests.places import Country, country

pytestmark = pytest.mark.django_db
AREA: Final = "440199"
ON: Final = date(2026, 6, 30)


@pytest.fixture
def land() -> Country:
    return country()


def listed(land: Country, on: date = ON, *, with_ended: bool = False) -> Desk:
    scope = scope_of(land.here.officer, on=on)
    return desk_of(scope, on=on, with_ended=with_ended)


def permit(land: Country, **told: object) -> ResidencePermit:
    return holds(PersonFactory.create(), land.here.office, AREA, **told)


def test_what_is_to_be_endorsed_comes_first_then_the_suspended_then_the_valid_then_the_ended(
    land: Country,
) -> None:
    valid = permit(land, since=date(2026, 1, 1))
    ended = permit(land, since=date(2026, 1, 1), until=date(2026, 3, 1))
    lapsed = permit(land, since=date(2025, 1, 1))
    due = permit(land, since=date(2025, 7, 30))

    shown = [row.permit for row in listed(land, with_ended=True).rows]

    assert shown == [due, lapsed, valid, ended]
    assert ended not in [row.permit for row in listed(land).rows]


def test_of_very_many_the_most_pressing_are_shown_and_all_are_counted(
    land: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST", 2)
    due = permit(land, since=date(2025, 7, 10))
    for _ in range(3):
        permit(land, since=date(2025, 1, 1))

    found = listed(land)

    assert (found.permits, found.due, found.suspended) == (4, 1, 3)
    assert found.rows[0].permit == due
    assert len(found.rows) == 2


def test_another_areas_permits_are_neither_shown_nor_counted(land: Country) -> None:
    holds(PersonFactory.create(), land.bureau, AREA, since=date(2026, 1, 1))

    assert listed(land) == Desk()


def test_the_list_and_the_law_agree_on_every_day(land: Country) -> None:
    chance = random.Random(6)  # noqa: S311 - not a secret
    for _ in range(40):
        since = date(2022, 2, 28) + timedelta(days=chance.randrange(700))
        days = sorted(since + timedelta(days=chance.randrange(1, 1500)) for _ in range(3))
        person = PersonFactory.create(died_on=chance.choice([None, None, days[-1]]))
        holds(person, land.here.office, AREA, since=since, endorsed=dict.fromkeys(days))
    every = list(ResidencePermit.objects.select_related("person"))

    for on in (date(2023, 3, 1), date(2024, 2, 29), date(2025, 1, 31), ON):
        standings = [standing_of(each, on=on) for each in every if on in each.period]
        found = listed(land, on)
        assert found.permits == len(standings)
        assert found.due == sum(each.is_due for each in standings)
        assert found.suspended == sum(each.status is PermitStatus.SUSPENDED for each in standings)
