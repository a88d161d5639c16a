"""A county with a town, a village and who lives there: for what changes places over time."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry.models import (
    Account,
    Address,
    Division,
    DivisionLevel,
    Household,
    HouseholdAddress,
    Office,
    OfficeLevel,
    PostingRole,
)
from tests.cast import Station, station
from tests.factories import AddressFactory, DivisionFactory, OfficeFactory, PostingFactory

DECREE: Final = {"source": "示政发〔2026〕1号", "approver": "示例县人民政府"}
"""What every change of divisions is told."""


@dataclass(frozen=True)
class Country:
    """示例县 with 示例镇 and its 河东村 and 河西村, and the offices that keep their register."""

    county: Division
    town: Division
    village: Division
    other: Division
    bureau: Office
    here: Station
    approver: Account

    def decided(self, on: date, **more: Any) -> dict[str, Any]:
        """Return what a change of divisions is told: when, by what paper, by whom."""
        return {"on": on, "by": self.approver, **DECREE, **more}


def country() -> Country:
    """Return the county; the codes are those of a county that was never there."""
    levels = (DivisionLevel.COUNTY, DivisionLevel.TOWNSHIP, DivisionLevel.VILLAGE)
    county = DivisionFactory.create(code="440199", name="示例县", level=levels[0])
    town = DivisionFactory.create(code="440199100", name="示例镇", level=levels[1], parent=county)
    village, other = (
        DivisionFactory.create(code=f"440199100{code}", name=name, level=levels[2], parent=town)
        for code, name in (("201", "河东村"), ("202", "河西村"))
    )
    bureau = OfficeFactory.create(name="示例县公安局", level=OfficeLevel.COUNTY)
    bureau.areas.add(county)
    here = station(parent=bureau)
    here.office.areas.add(town)
    approver = PostingFactory.create(office=bureau, role=PostingRole.COUNTY_APPROVER).account
    return Country(county, town, village, other, bureau, here, approver)


def address_in(division: Division, **elements: str) -> Address:
    """Return an address of a division, its text composed from the names above."""
    names: list[str] = []
    above: Division | None = division
    while above is not None:
        names.append(above.name)
        above = above.parent
    told = {"street": "", "plate": "1号"} | elements
    text = "".join(reversed(names)) + told["street"] + told["plate"]
    address: Address = AddressFactory.create(division=division, full_text=text, **told)
    return address


def settle(household: Household, address: Address) -> Household:
    """Let a household live at an address since it was opened."""
    HouseholdAddress.objects.filter(household=household).update(address=address)
    return household
