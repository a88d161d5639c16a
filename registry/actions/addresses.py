"""Standard addresses (标准地址)."""

from typing import Final

from django.db import transaction

from registry.errors import constraints_explained
from registry.models import Address, AddressKind, Division

ENDINGS: Final = {"plate": "号", "building": "幢", "unit": "单元", "room": "室"}
"""What follows a bare number, so that 12 and 12号 are one address."""


@transaction.atomic
@constraints_explained()
def find_or_add_address(
    division: Division,
    *,
    street: str = "",
    plate: str = "",
    building: str = "",
    unit: str = "",
    room: str = "",
    kind: str = AddressKind.DWELLING,
) -> Address:
    """Return the standard address of these elements, adding it when it is new.

    The whole text is composed from the names of the divisions above and the elements.
    """
    elements = {"street": street, "plate": plate, "building": building, "unit": unit, "room": room}
    parts = {name: _written(name, text) for name, text in elements.items()}
    address, _ = Address.objects.get_or_create(
        division=division,
        **parts,
        defaults={"kind": kind, "full_text": region_of(division) + "".join(parts.values())},
    )
    return address


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
