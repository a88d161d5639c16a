"""Standard addresses (标准地址)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from registry.errors import AddressNotThen, constraints_explained
from registry.models import ELEMENTS, Address, AddressKind, Division

ENDINGS: Final = {
    "group_no": "组",
    "plate": "号",
    "building": "幢",
    "unit": "单元",
    "room": "室",
}
"""What follows a bare number, so that 12 and 12号 are one address."""


@transaction.atomic
@constraints_explained()
def find_or_add_address(
    division: Division,
    *,
    kind: str = AddressKind.DWELLING,
    **elements: str,
) -> Address:
    """Return the standard address of these elements, adding it when it is new.

    `elements` are those of `ELEMENTS`: group_no, street, estate, plate, building, unit, room,
    detail. The whole text is composed from the names of the divisions above and the elements.
    An address that was closed by a renumbering is not found again: it is a new one.
    """
    parts = written(elements)
    address, _ = Address.objects.get_or_create(
        division=division,
        period__upper_inf=True,
        **parts,
        defaults={"kind": kind, "full_text": compose_text(division, parts)},
    )
    return address


def hold_valid(address: Address, *, on: date) -> None:
    """Lock an address that somebody is to live at, so that it is not renumbered meanwhile.

    Raises:
        AddressNotThen: it is not valid on the day.
    """
    if not any(on in each.period for each in Address.objects.lock(address.pk)):
        raise AddressNotThen(address=address.pk, on=on.isoformat())


def written(elements: Mapping[str, str]) -> dict[str, str]:
    """Return every element of an address as it is written down, those left out empty.

    Raises:
        TypeError: there is no such element.
    """
    if unknown := elements.keys() - set(ELEMENTS):
        message = f"no element of an address: {sorted(unknown)}"
        raise TypeError(message)
    return {name: _written(name, elements.get(name, "")) for name in ELEMENTS}


def compose_text(division: Division, parts: Mapping[str, str]) -> str:
    """Return the whole text: the names from the province down, then the elements in order."""
    return region_of(division) + "".join(parts[name] for name in ELEMENTS)


def _written(name: str, text: str) -> str:
    text = "".join(text.split())
    return text + ENDINGS.get(name, "") if text.isascii() and text.isalnum() else text


def region_of(division: Division) -> str:
    """Return the names from the province down: 浙江省衢州市柯城区府山街道书香社区."""
    above = "parent__parent__parent__parent"
    here: Division | None = Division.objects.select_related(above).get(pk=division.pk)
    names: list[str] = []
    while here is not None:
        names.append(here.name)
        here = here.parent
    return "".join(reversed(names))
