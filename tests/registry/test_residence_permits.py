"""Residence permits: issued after half a year, endorsed every year, ended (P01, P02)."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Held
from hukou.law.permit_tenure import CONDITIONS, ENDORSEMENT, PermitStatus
from registry.actions import (
    end_residence_permit,
    endorse_residence_permit,
    issue_residence_permit,
    record_actual_residence,
    restore_residence_permit,
)
from registry.errors import (
    EndorsedForAnotherDay,
    EndorsedTooEarly,
    EventInFuture,
    HoldsPermitAlready,
    LaterEventStands,
    NoSuchPermit,
    NotResidentHalfAYear,
    PermitHasEnded,
    PermitLapsed,
    PermitNotLapsed,
    PersonHasDied,
    RegisteredInThisCity,
)
from registry.models import Endorsement, Entry, Person, ResidencePermit
from registry.queries.holders import held_at, holding_of
from tests.cast import BASIS, family, station
from tests.factories import PersonFactory
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
TODAY: Final = date(2026, 11, 20)
CAME: Final = date(2025, 1, 10)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def worker(land: Country) -> Person:
    """Somebody who is registered nowhere here and has lived in the village since CAME."""
    person: Person = PersonFactory.create()
    record_actual_residence(
        person,
        address=address_in(land.village, plate="8号"),
        on=CAME,
        source="declared",
        by=land.here.officer,
        basis=BASIS,
    )
    return person


def issue(land: Country, person: Person, **told: Any) -> ResidencePermit:
    how: dict[str, Any] = {"ground": "job", "on": TODAY, "by": land.here.officer, "basis": BASIS}
    return issue_residence_permit(person, **how | told)


def endorse(land: Country, permit: ResidencePermit, on: date, **told: Any) -> Endorsement:
    with clock.frozen(on):
        how: dict[str, Any] = {"ground": "job", "on": on, "by": land.here.officer, "basis": BASIS}
        return endorse_residence_permit(permit.pk, **how | told)


def restore(land: Country, permit: ResidencePermit, on: date, **told: Any) -> Endorsement:
    with clock.frozen(on):
        how: dict[str, Any] = {"ground": "job", "on": on, "by": land.here.officer, "basis": BASIS}
        return restore_residence_permit(permit.pk, **how | told)


def test_whoever_has_lived_here_for_half_a_year_is_issued_a_permit(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2025, 7, 10))
    entry = Entry.objects.get(kind="permit_issued")

    assert permit.division_code == "440199"
    assert (entry.person_id, entry.details["permit"]) == (worker.pk, permit.pk)
    assert held_at(worker.pk, "440199", on=date(2025, 7, 10)) is Held.VALID
    assert held_at(worker.pk, "440199", on=date(2025, 7, 9)) is Held.NONE
    assert held_at(worker.pk, "330802", on=date(2025, 7, 10)) is Held.NONE


def test_a_day_short_of_half_a_year_is_refused_with_article_2_and_the_day(
    land: Country, worker: Person
) -> None:
    with pytest.raises(NotResidentHalfAYear) as refused:
        issue(land, worker, on=date(2025, 7, 9))
    assert refused.value.facts["full_on"] == "2025-07-10"
    assert refused.value.facts["cite"] == CONDITIONS.as_json()
    assert not ResidencePermit.objects.exists()


def test_whoever_is_registered_in_this_city_needs_none(land: Country) -> None:
    folk = family(land.here.office)
    home = address_in(land.village, plate="1号")
    settle(folk.household, home)
    record_actual_residence(
        folk.father,
        address=address_in(land.other, plate="2号"),
        on=CAME,
        source="visit",
        by=land.here.officer,
        basis=BASIS,
    )
    with pytest.raises(RegisteredInThisCity):
        issue(land, folk.father)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"ground": "whim"}, InvalidInput),
        ({"on": clock.today() + timedelta(days=1)}, EventInFuture),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    land: Country, worker: Person, told: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        issue(land, worker, **told)
    assert not ResidencePermit.objects.exists()
    assert not Entry.objects.filter(kind="permit_issued").exists()


def test_nobody_holds_two_permits_at_once(land: Country, worker: Person) -> None:
    issue(land, worker, on=date(2026, 1, 1))
    with pytest.raises(HoldsPermitAlready):
        issue(land, worker)
    assert ResidencePermit.objects.count() == 1


def test_an_endorsement_in_time_keeps_the_count_and_a_late_one_starts_it_anew(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    endorse(land, permit, date(2026, 7, 20))
    in_time = holding_of(worker.pk, on=date(2026, 8, 1))
    restore(land, permit, date(2027, 8, 2))
    late = holding_of(worker.pk, on=date(2027, 8, 2))

    assert in_time is not None
    assert late is not None
    assert in_time.standing.months == 12
    assert (late.standing.status, late.standing.months) == (PermitStatus.VALID, 0)
    reasons = Entry.objects.filter(kind="permit_endorsed").order_by("id")
    assert list(reasons.values_list("reason", flat=True)) == ["in_time", "late"]


def test_before_its_month_an_endorsement_is_refused_with_the_day_it_opens(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    with pytest.raises(EndorsedTooEarly) as refused:
        endorse(land, permit, date(2026, 6, 30))
    assert refused.value.facts["opens_on"] == "2026-07-01"
    assert refused.value.facts["cite"] == ENDORSEMENT.as_json()
    assert not Endorsement.objects.exists()


def test_a_lapsed_permit_is_not_endorsed_as_if_in_time(land: Country, worker: Person) -> None:
    """Bad input: the day of an endorsement is the day it is made."""
    permit = issue(land, worker, on=date(2025, 8, 1))
    with clock.frozen(date(2026, 8, 20)), pytest.raises(EndorsedForAnotherDay):
        endorse_residence_permit(
            permit.pk, ground="job", on=date(2026, 7, 31), by=land.here.officer, basis=BASIS
        )
    with pytest.raises(PermitLapsed) as refused:
        endorse(land, permit, date(2026, 8, 2))
    assert refused.value.facts["lapsed_on"] == "2026-08-01"
    assert refused.value.facts["cite"] == ENDORSEMENT.as_json()
    assert not Endorsement.objects.exists()


def test_only_what_lapsed_is_restored(land: Country, worker: Person) -> None:
    permit = issue(land, worker, on=date(2025, 8, 1))
    with pytest.raises(PermitNotLapsed):
        restore(land, permit, date(2026, 8, 1))
    assert not Endorsement.objects.exists()
    assert restore(land, permit, date(2026, 8, 2)).on == date(2026, 8, 2)


def test_an_ended_permit_is_not_endorsed_and_what_was_known_is_kept(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2026, 1, 1))
    how: dict[str, Any] = {"by": land.here.officer, "basis": BASIS}
    end_residence_permit(permit.pk, reason="left", on=date(2026, 6, 1), **how)

    with pytest.raises(PermitHasEnded):
        endorse(land, permit, date(2027, 1, 1))
    with pytest.raises(PermitHasEnded):
        end_residence_permit(permit.pk, reason="left", on=date(2026, 7, 1), **how)
    assert ResidencePermit.objects.get().period == Range(date(2026, 1, 1), date(2026, 6, 1))
    assert issue(land, worker).pk != permit.pk


def test_a_permit_does_not_end_before_it_began(land: Country, worker: Person) -> None:
    permit = issue(land, worker, on=date(2026, 1, 1))
    with pytest.raises(LaterEventStands):
        end_residence_permit(
            permit.pk, reason="left", on=date(2026, 1, 1), by=land.here.officer, basis=BASIS
        )


def test_a_permit_of_the_dead_opens_nothing_and_is_not_endorsed(
    land: Country, worker: Person
) -> None:
    permit = issue(land, worker, on=date(2025, 12, 1))
    Person.objects.filter(pk=worker.pk).update(died_on=date(2026, 5, 1))

    assert held_at(worker.pk, "440199", on=date(2026, 5, 1)) is Held.VALID
    assert held_at(worker.pk, "440199", on=date(2026, 5, 2)) is Held.NONE
    with pytest.raises(PersonHasDied):
        endorse(land, permit, TODAY)
    ended = end_residence_permit(
        permit.pk, reason="died", on=date(2026, 5, 2), by=land.here.officer, basis=BASIS
    )
    assert ended.end_reason == "died"


def test_the_permit_of_another_area_is_not_there(land: Country, worker: Person) -> None:
    permit = issue(land, worker, on=date(2026, 1, 1))
    stranger = station().officer
    with pytest.raises(NoSuchPermit):
        end_residence_permit(
            permit.pk, reason="left", on=date(2026, 6, 1), by=stranger, basis=BASIS
        )
