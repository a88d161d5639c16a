"""How long somebody has really lived in a city (连续居住): an address after another, unbroken."""

from dataclasses import dataclass, field
from datetime import date

from hukou.kernel import clock
from hukou.kernel.periods import add_months, months_between
from hukou.law import CountedFrom, HalfYear, load_law
from registry.errors import HoldsPermitAlready, RegisteredInThisCity
from registry.models import ActualResidence, ResidencePermit
from registry.queries.register_facts import register_facts

from .standing import CITY, home_of


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody lives on a day, since when in that city, and when that was registered."""

    home: ActualResidence = field(repr=False)
    since: date
    registered_on: date
    on: date

    @property
    def division(self) -> str:
        assert self.home.address is not None  # noqa: S101 - `home_of` returns no other
        return self.home.address.division.code

    @property
    def rule(self) -> HalfYear:
        return load_law().residence_permits.at(self.division).half_year

    @property
    def counted_from(self) -> date:
        """The day the half year counts from, by the rule of the place."""
        if self.rule.counted is CountedFrom.REGISTRATION:
            return max(self.since, self.registered_on)
        return self.since

    @property
    def months(self) -> int:
        """Full months that count by this day."""
        return max(0, months_between(self.counted_from, self.on))

    @property
    def full_on(self) -> date:
        """The first day on which the half year is full."""
        return add_months(self.counted_from, self.rule.months)


def stay_of(person_id: int, *, on: date) -> Stay | None:
    """Return the unbroken stay of somebody in the city they live in on a day; two statements.

    Moving to another address of the same city on the day the last one ends breaks nothing.
    """
    home = home_of(person_id, on=on)
    if home is None or home.address is None:
        return None
    city, first = home.address.division.code[:CITY], home
    before = ActualResidence.objects.filter(
        person=person_id, address__isnull=False, period__endswith__lte=home.period.lower
    ).select_related("address__division")
    for each in before.order_by("-period"):
        assert each.address is not None  # noqa: S101 - asked so
        if each.period.upper != first.period.lower or each.address.division.code[:CITY] != city:
            break
        first = each
    known = first.registered_on or first.recorded_at.astimezone(clock.ZONE).date()
    return Stay(home=home, since=first.period.lower, registered_on=known, on=on)


def refuse_no_need(person_id: int, *, division: str, on: date) -> None:
    """Refuse whoever is registered in this city, or holds a permit of it.

    Raises:
        RegisteredInThisCity: with `cite`.
        HoldsPermitAlready
    """
    registered = register_facts(person_id, on=on).get("person.hukou_place")
    if registered is not None and registered[:CITY] == division[:CITY]:
        raise RegisteredInThisCity(person=person_id, division=registered)
    held = ResidencePermit.objects.filter(person=person_id, period__endswith=None)
    if held.filter(division_code__startswith=division[:CITY]).exists():
        raise HoldsPermitAlready(person=person_id)
