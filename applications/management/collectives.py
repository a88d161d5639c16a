"""Writing the demo county's collective households, by the actions officers use (集体户示例)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from applications.county import PlannedCollective
from registry.actions import (
    CollectiveDetails,
    Mover,
    find_or_add_address,
    move_family,
    name_keeper,
    open_collective_household,
)
from registry.models import Account, Division, Office

FACTS: Final = {
    "collective.has_quarters": True,
    "collective.keeps_files": True,
    "collective.has_keeper": True,
}


def open_collectives(
    planned: Iterable[PlannedCollective], *, people: Mapping[str, int], basis: Mapping[str, Any]
) -> None:
    """Open each, name who keeps it, and move its members in."""
    for each in planned:
        how: dict[str, Any] = {"on": each.opened_on, "by": None, "basis": basis}
        division = Division.objects.get(code=each.division, period__upper_inf=True)
        household = open_collective_household(
            find_or_add_address(division, street=each.street, plate=each.plate, kind=each.stands),
            CollectiveDetails(
                sort=each.sort,
                credit_code=each.credit_code,
                contact=each.keeper_name or "社区工作人员",
                phone="0570-0000000",
            ),
            name=each.name,
            facts=FACTS,
            office=Office.objects.get(code=each.office),
            **how,
        )
        account = Account.objects.filter(username=each.keeper_account).first()
        name_keeper(household, account=account, name=each.keeper_name, phone="0570-0000000", **how)
        movers = [Mover(people[person.number], "99", "loaded") for person in each.members]
        move_family(movers, household, **how)
