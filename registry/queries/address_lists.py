"""Addresses of an area (地址清单): for renumbering, and the batches that were carried out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.models import Address, AddressBatch, Division, Office, Residence

from .scope import Scope

MOST: Final = 5000


def areas_of(scope: Scope) -> list[str]:
    """Return the codes of the areas that the scope's offices keep."""
    offices = scope.rows(Office.objects.all(), "pk")
    return sorted(set(Division.objects.filter(offices__in=offices).values_list("code", flat=True)))


def lies_in(code: str, areas: Iterable[str]) -> bool:
    """Whether a division lies in one of these areas."""
    return any(division_code.within(code, area) for area in areas)


def plates_of(
    division: Division, *, street: str = "", on: date, limit: int = MOST
) -> list[Address]:
    """Return the addresses of a village or community on a day, of one street where it is named."""
    found = Address.objects.on(on).filter(
        Q(division=division) | Q(division__successor=division), period__upper_inf=True
    )
    if street:
        found = found.filter(street=street)
    return list(found.select_related("division").order_by("street", "pk")[:limit])


def addresses_outside(addresses: Iterable[int], *, areas: Sequence[str]) -> list[int]:
    """Return which addresses lie in none of these areas, in order."""
    rows = Address.objects.filter(pk__in=list(addresses)).values_list("pk", "division__code")
    return sorted(pk for pk, code in rows if not lies_in(code, areas))


def refuse_outside(
    addresses: Mapping[int, int], households: Mapping[int, int], *, scope: Scope
) -> None:
    """Refuse a batch that reaches an address or a household of another office.

    `addresses` gives the line of each address, `households` the office of each address at
    which somebody lives.

    Raises:
        InvalidInput: with every line that does.
    """
    outside = set(addresses_outside(addresses, areas=areas_of(scope)))
    outside |= {address for address, office in households.items() if not scope.keeps(office)}
    wrong = [
        InvalidInput(f"第{line}行：地址不在本机关辖区内", field=f"line {line}")
        for address, line in addresses.items()
        if address in outside
    ]
    if wrong:
        raise InvalidInput.gather(wrong)


def people_in(households: Iterable[int], *, on: date) -> list[int]:
    """Return who is registered in these households on a day, by id."""
    rows = Residence.objects.on(on).filter(household__in=list(households))
    return sorted(set(rows.values_list("person_id", flat=True)))


def address_batches(areas: Iterable[str]) -> QuerySet[AddressBatch]:
    """Return the batches that reached addresses of these areas, the latest first."""
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(addresses__former__division__code__startswith=division_code.stem(area))
    found = AddressBatch.objects.filter(inside).distinct().select_related("account", "undoes")
    return found.order_by("-pk")
