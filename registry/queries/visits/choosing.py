"""What is to be visited in an area (走访范围): doors of a beat, doubts, residences to confirm."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from hukou.kernel import division_code
from registry.models import (
    ActualResidence,
    Address,
    FindingStatus,
    HouseholdAddress,
    QualityFinding,
    Residence,
    VisitGround,
)
from registry.queries.address_lists import areas_of, lies_in
from registry.queries.scope import Scope

from .route import route_key


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitArea:
    """Where a task goes: a division of the station's area, a beat of it, or all of it.

    `unconfirmed` is how many days an actual residence may not have been confirmed for.
    """

    division: str = ""
    beat: str = ""
    unconfirmed: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """A door to visit and why; `subject` tells it from every other of the task."""

    ground: VisitGround
    subject: str
    address: Address | None
    household: int | None = None
    person: int | None = None
    finding: int | None = None
    residence: int | None = None
    question: UUID | None = None


def chosen_stops(
    grounds: Iterable[str], area: VisitArea, *, scope: Scope, on: date
) -> list[PlannedStop]:
    """Return what is to be visited in an area of the scope's offices, in order of the route."""
    lands = _Lands(area, scope, on)
    found = [stop for ground in dict.fromkeys(grounds) for stop in FINDERS[ground](lands)]
    return sorted(found, key=lambda stop: (route_key(stop.address), stop.subject))


class _Lands:
    """The addresses of an area: of the division and the beat, where the offices keep any."""

    def __init__(self, area: VisitArea, scope: Scope, on: date) -> None:
        self.area, self.scope, self.on = area, scope, on
        self.codes = areas_of(scope)

    def within(self, address: str = "") -> Q:
        """Return the condition that an address lies there, by the way from a row to it."""
        inside = Q(pk__in=[])
        for code in self.codes:
            inside |= Q(**{f"{address}division__code__startswith": division_code.stem(code)})
        if self.area.division:
            stem = division_code.stem(self.area.division)
            inside &= Q(**{f"{address}division__code__startswith": stem})
        return inside & Q(**{f"{address}beat": self.area.beat}) if self.area.beat else inside

    def holds(self, address: Address) -> bool:
        """Whether an address lies there."""
        code, told = address.division.code, self.area
        return (
            lies_in(code, self.codes)
            and (not told.division or lies_in(code, [told.division]))
            and told.beat in ("", address.beat)
        )


def _beat(lands: _Lands) -> Iterator[PlannedStop]:
    rows = Address.objects.on(lands.on).filter(lands.within(), period__upper_inf=True)
    for address in rows.select_related("division"):
        yield PlannedStop(ground=VisitGround.BEAT, subject=f"a{address.pk}", address=address)


def _findings(lands: _Lands) -> Iterator[PlannedStop]:
    """Yield the households with open findings, each once, by the finding that was first."""
    rows = QualityFinding.objects.filter(status=FindingStatus.OPEN)
    found = list(lands.scope.rows(rows).order_by("found_on", "pk"))
    homes = dict(
        Residence.objects.on(lands.on)
        .filter(person__in={person for each in found for person in each.people})
        .values_list("person_id", "household_id")
    )
    first: dict[int, QualityFinding] = {}
    for each in found:
        own = [homes[person] for person in each.people if person in homes]
        for household in {*each.households, *own}:
            first.setdefault(household, each)
    lived = HouseholdAddress.objects.on(lands.on).filter(household__in=first)
    kept = lands.scope.rows(lived, "household__office")
    for row in kept.select_related("address__division"):
        if lands.holds(row.address):
            yield PlannedStop(
                ground=VisitGround.FINDING,
                subject=f"h{row.household_id}",
                address=row.address,
                household=row.household_id,
                finding=first[row.household_id].pk,
            )


def _residences(lands: _Lands) -> Iterator[PlannedStop]:
    before = lands.on - timedelta(days=lands.area.unconfirmed)
    rows = ActualResidence.objects.on(lands.on).filter(
        lands.within("address__"), refreshed_on__lte=before
    )
    for row in rows.select_related("address__division"):
        yield PlannedStop(
            ground=VisitGround.RESIDENCE,
            subject=f"r{row.pk}",
            address=row.address,
            person=row.person_id,
            residence=row.pk,
        )


FINDERS: Final[Mapping[str, Callable[[_Lands], Iterator[PlannedStop]]]] = {
    VisitGround.BEAT: _beat,
    VisitGround.FINDING: _findings,
    VisitGround.RESIDENCE: _residences,
}
"""What the register can choose by itself; a question of a file is told by who asks it."""
