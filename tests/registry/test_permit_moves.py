"""A permit moves with its holder within the city, and who left it is not endorsed (P02)."""

from datetime import date, timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law.permit_tenure import CONDITIONS
from registry.actions import move_residence_permit
from registry.errors import EventInFuture, LaterEventStands, MovedToAnotherCity, NoLongerEligible
from registry.models import Entry, PermitMove, Person, ResidencePermit
from registry.queries.holders import holding_of, stay_of
from tests.cast import BASIS
from tests.factories import DivisionFactory, PersonFactory
from tests.holders import holds, lives
from tests.places import Country, address_in, country
from tests.registry.test_residence_permits import CAME, TODAY, endorse, issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def worker(land: Country) -> Person:
    return lives(address_in(land.village, plate="8号"), since=CAME)


def move(land: Country, permit: ResidencePermit, on: date, **told: Any) -> Any:  # noqa: ANN401
    how: dict[str, Any] = {"division": land.other.code, "elements": {"plate": "3号"}}
    how |= {"by": land.here.officer, "basis": BASIS}
    return move_residence_permit(permit.pk, on=on, **how | told)


def test_a_new_home_in_the_city_is_written_on_the_permit_and_the_years_go_on(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    moved = move(land, permit, date(2026, 3, 1))
    holding, stay = holding_of(worker.pk, on=moved.on), stay_of(worker.pk, on=moved.on)

    entry = Entry.objects.get(kind="permit_moved")
    assert moved.address.full_text.endswith("河西村3号")
    assert entry.details["address"] == moved.address_id
    assert holding is not None
    assert stay is not None
    assert holding.standing.counts_since == date(2025, 8, 1)
    assert (stay.since, stay.home.address) == (CAME, moved.address)


def test_a_new_home_in_another_city_is_not_written_on_it(land: Country, worker: Person) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    far = DivisionFactory.create(code="440222100001", name="城东居委会", level="village")
    with pytest.raises(MovedToAnotherCity) as refused:
        move(land, permit, date(2026, 3, 1), division=far.code)
    assert refused.value.facts["cite"] == CONDITIONS.as_json()
    assert not PermitMove.objects.exists()
    assert worker.actual_residences.count() == 1


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"division": ""}, InvalidInput),
        ({"elements": {}}, InvalidInput),
        ({"on": clock.today() + timedelta(days=1)}, EventInFuture),
        ({"on": date(2025, 7, 31)}, LaterEventStands),
    ],
)
def test_a_move_that_cannot_be_stores_nothing(
    land: Country, worker: Person, told: dict[str, Any], refusal: type[Exception]
) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    on = told.pop("on", date(2026, 3, 1))
    with pytest.raises(refusal):
        move(land, permit, on, **told)
    assert not PermitMove.objects.exists()
    assert worker.actual_residences.count() == 1


def test_where_a_place_says_so_whoever_left_is_not_endorsed(land: Country) -> None:
    """Zhejiang art. 19; where no text says so, the officer's ground stands."""
    person: Person = PersonFactory.create()
    how = {"since": date(2025, 12, 1)}
    here, there = holds(person, land.here.office, "440199", **how), PersonFactory.create()
    local = holds(there, land.here.office, "330802", **how)

    with pytest.raises(NoLongerEligible) as refused:
        endorse(land, local, TODAY)
    assert refused.value.facts["cite"] == {
        "document": "浙江省流动人口居住登记条例（2016年修订）",
        "clause": "第十九条",
    }
    assert endorse(land, here, TODAY).on == TODAY
