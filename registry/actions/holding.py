"""Taking every lock of a larger event at once (加锁), so that several actions cannot deadlock."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from registry.errors import constraints_explained
from registry.models import Address, EntryChain, Household, Office, Person, Residence


@transaction.atomic
@constraints_explained()
def hold_register(
    people: Collection[int],
    *,
    office: Office | None = None,
    household: Household | None,
    address: Address | None = None,
    on: date,
) -> dict[int, Household]:
    """Lock what moving these people to a household of `office` will need, until the commit.

    Each action locks households, then people, then addresses, then chains of entries. Whoever
    calls several in one transaction (opens a household at `address`, then moves a family out of
    other offices' parts) would hold a chain while waiting for a household; this takes everything
    first, in that order. Returns the households as `hold_homes` does.

    Raises:
        TryAgain: somebody else held one of them for too long.
    """
    held = hold_homes(people, household=household, on=on)
    if address is not None:
        Address.objects.lock(address.pk)
    offices = {each.office_id for each in held.values()} | ({office.pk} if office else set())
    EntryChain.objects.hold(*offices)
    return held


def hold_homes(
    people: Collection[int], *, household: Household | None, on: date
) -> dict[int, Household]:
    """Lock where these people are registered, and `household`, then the people.

    Enough where one office keeps every end: its chain then comes last by itself, behind an
    address that is found only under these locks. Returns the locked households by id.
    """
    residences = Residence.objects.from_day(on).filter(person__in=people)
    left = set(residences.values_list("household_id", flat=True))
    locked = Household.objects.lock(*left, *([household.pk] if household else []))
    Person.objects.lock(*people)
    return {each.pk: each for each in locked}
