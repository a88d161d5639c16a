"""What families may do without a move (辖区内): one office keeps both ends, family to family."""

from collections.abc import Collection, Iterable
from datetime import date

from hukou.kernel.errors import InvalidInput
from registry.errors import (
    HouseholdClosed,
    LaterEventStands,
    NotAFamilyHousehold,
    NotRegisteredHere,
    OfficesDiffer,
)
from registry.models import (
    Address,
    Division,
    DivisionLevel,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Office,
    Residence,
)
from registry.queries import station_of

from .addresses import find_or_add_address
from .details import NewAddress


def refuse_collective(*households: Household) -> None:
    """Refuse collective households: their members have rules of their own."""
    for household in households:
        if household.kind != HouseholdKind.FAMILY:
            raise NotAFamilyHousehold(household=household.number)


def refuse_other_office(household: Household, office_id: int) -> None:
    """Refuse a household that another office keeps."""
    if household.office_id != office_id:
        raise OfficesDiffer(household=household.number)


def refuse_other_address(
    address: Address, office: Office, *, on: date, homes: Iterable[Household]
) -> None:
    """Refuse an address that another office keeps; where the family lives is never refused."""
    lived_at = HouseholdAddress.objects.on(on).filter(household__in=list(homes), address=address)
    if not lived_at.exists() and station_of(address.division) != office:
        raise OfficesDiffer(address=address.pk)


def address_meant(address: Address | NewAddress, *, on: date) -> Address:
    """Return the standard address, adding one that is new.

    Raises InvalidInput: no such community on that day, or a place above it.
    """
    if isinstance(address, Address):
        return address
    division = (
        Division.objects.on(on).filter(code=address.division, level=DivisionLevel.VILLAGE).first()
    )
    if division is None:
        raise InvalidInput("请选择到村（社区）的12位区划代码", field="address.division")
    elements = {
        name: getattr(address, name) for name in ("street", "plate", "building", "unit", "room")
    }
    return find_or_add_address(division, **elements)


def address_of(household: Household, *, on: date) -> Address:
    """Return where a household lives on a day."""
    lived = HouseholdAddress.objects.on(on).filter(household=household).select_related("address")
    row = lived.first()
    if row is None:
        raise HouseholdClosed(household=household.number, on=on.isoformat())
    return row.address


def refuse_before_later_events(*households: Household, on: date) -> None:
    """Refuse a day before a member came or was told anew: the change would not know of it."""
    later = Residence.objects.filter(household__in=households, period__startswith__gt=on)
    if row := later.select_related("household").order_by("id").first():
        raise LaterEventStands(
            household=row.household.number, person=row.person_id, on=on.isoformat()
        )


def refuse_outsiders(people: Collection[int], household: Household, members: set[int]) -> None:
    """Refuse whoever is no member of the household."""
    if outsiders := sorted(set(people) - members):
        raise NotRegisteredHere(household=household.number, people=outsiders)


def members_of(household: Household, *, on: date) -> set[int]:
    """Return who is registered in a household on a day, or from a later day on."""
    rows = Residence.objects.from_day(on).filter(household=household)
    return set(rows.values_list("person_id", flat=True))
