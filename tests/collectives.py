"""Collective households for the tests: a school's, and a district's public one."""

from typing import Any, Final

from hukou.kernel.unified_credit_code import compose
from registry.actions import CollectiveDetails, open_collective_household
from registry.models import Address, Division, DivisionLevel, Household
from tests.cast import Station
from tests.factories import AddressFactory, DivisionFactory

CODE: Final = compose("12", "330802", "A1B2C3D4").text
READY: Final = {"collective.has_quarters": True, "collective.has_keeper": True}
SCHOOL: Final = CollectiveDetails(
    sort="school", credit_code=CODE, contact="徐老师", phone="0570-3000000"
)
PUBLIC: Final = CollectiveDetails(sort="public", contact="社区", phone="0570-3000001")
DISTRICT: Final = "330802"
DEMOLISHED: Final = {
    "address.own_dwelling": False,
    "address.relative_dwelling": False,
    "address.unit_collective": False,
}
"""What is known of somebody whose dwelling is gone, and who has nobody to join."""


def address_in(district: str = DISTRICT, *, name: str = "柯城区") -> Address:
    """Return an address in a community of a district."""
    if not Division.objects.filter(code=district).exists():
        DivisionFactory.create(code=district, name=name, level=DivisionLevel.COUNTY)
    community = Division.objects.filter(code=f"{district}006001").first()
    return AddressFactory.create(
        division=community or DivisionFactory.create(code=f"{district}006001")
    )


def opened(
    here: Station, details: CollectiveDetails = SCHOOL, *, district: str = DISTRICT, **changes: Any
) -> Household:
    """Return a collective household of our station, set up by the law."""
    how: dict[str, Any] = {"name": "示例学院集体户", "facts": READY, "office": here.office}
    address = changes.pop("address", None) or address_in(district)
    return open_collective_household(address, details, **how | here.how | changes)
