"""How permits stand on a day (居住证状态), derived from their dates whenever it is asked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hukou.law import Held, load_law
from hukou.law.permit_tenure import DAY, PermitStanding, PermitStatus, permit_standing
from registry.models import ActualResidence, ResidencePermit
from registry.queries.register_facts import register_facts
from registry.queries.scope import Scope

CITY: Final = 4
"""Digits of a code that name the city (地级市), which is what `another city` is read as."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A permit of somebody, and how it stands on a day."""

    permit: ResidencePermit = field(repr=False)
    standing: PermitStanding


def standing_of(permit: ResidencePermit, *, on: date) -> PermitStanding:
    """Return how one permit stands on a day; two statements, none where they were fetched."""
    return permit_standing(
        permit.period.lower,
        endorsed=[each.on for each in permit.endorsements.all()],
        ended_on=ended_on(permit),
        on=on,
        rule=load_law().residence_permits.yearly,
    )


def ended_on(permit: ResidencePermit) -> date | None:
    """Return the first day a permit stands no longer; None while it goes on.

    A permit of somebody who died stands no longer from the day after, ended or not.
    """
    died, ended = permit.person.died_on, permit.period.upper
    return ended if died is None else min(ended or date.max, died + DAY)


def holding_of(person_id: int, *, on: date, scope: Scope | None = None) -> Holding | None:
    """Return the permit somebody held last by a day, as it stands then; two statements.

    None where there is none, or where none is of the scope's offices.
    """
    rows = ResidencePermit.objects.filter(person=person_id, period__startswith__lte=on)
    mine = rows if scope is None else scope.rows(rows)
    permit = (
        mine.select_related("person").prefetch_related("endorsements").order_by("-period").first()
    )
    return None if permit is None else Holding(permit, standing_of(permit, on=on))


def home_of(person_id: int, *, on: date) -> ActualResidence | None:
    """Return where somebody really lives on a day, at an address of the register (实际居住地)."""
    lives = ActualResidence.objects.on(on).filter(person=person_id, address__isnull=False)
    return lives.select_related("address__division").first()


def held_at(person_id: int | None, division: str, *, on: date) -> Held:
    """Return how somebody stands towards the permit of a place on a day."""
    if person_id is None:
        return Held.NONE
    registered = register_facts(person_id, on=on).get("person.hukou_place")
    if registered is not None and registered[:CITY] == division[:CITY]:
        return Held.RESIDENT
    holding = holding_of(person_id, on=on)
    if holding is None or holding.permit.division_code[:CITY] != division[:CITY]:
        return Held.NONE
    if holding.standing.status is PermitStatus.VALID:
        return Held.VALID
    return Held.SUSPENDED if holding.standing.status is PermitStatus.SUSPENDED else Held.NONE
