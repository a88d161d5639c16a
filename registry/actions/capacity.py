"""Who may be a head (户主条件): somebody of full civil capacity, while there is anybody."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from django.db.models import Min

from hukou.kernel.ages import EARNING_AGE, FULL_AGE
from hukou.kernel.periods import full_years
from registry.errors import HeadIsMinor
from registry.models import HEAD, HouseholdKind, Particulars, Residence


def refuse_minor_heads(
    households: Collection[int],
    *,
    on: date,
    own_income: Mapping[int, str],
    joined: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> None:
    """Refuse a head under age where a member of age could be head instead.

    Of households that somebody only `joined`, by household, it is those who could be.

    `own_income` gives, by person of 16 or 17, how it is known that they live mainly on the
    income of their own labour. A household of minors only keeps the head it has.

    Raises:
        HeadIsMinor: with the clause, the head, and who could be head.
    """
    rows = Residence.objects.on(on).filter(
        household__in={*households, *joined}, household__kind=HouseholdKind.FAMILY
    )
    members = list(rows.select_related("household"))
    births = births_of([row.person_id for row in members])
    for head in [row for row in members if row.relation == HEAD]:
        if _is_capable(full_years(births[head.person_id], on), own_income.get(head.person_id)):
            continue
        home = {row.person_id for row in members if row.household_id == head.household_id}
        if head.household_id not in households:
            home &= set(joined[head.household_id])
        if adults := sorted(each for each in home if full_years(births[each], on) >= FULL_AGE):
            raise HeadIsMinor(household=head.household.number, head=head.person_id, adults=adults)


def births_of(people: Iterable[int]) -> dict[int, date]:
    """Return birth dates by person."""
    rows = Particulars.objects.filter(person_id__in=people).values_list("person_id")
    return dict(rows.annotate(Min("birth_date")))


def _is_capable(age: int, own_income: str | None) -> bool:
    return age >= FULL_AGE or (age >= EARNING_AGE and bool((own_income or "").strip()))
