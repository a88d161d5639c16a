"""The end of a registration that is one too many (注销重复户口)."""

from collections.abc import Mapping
from typing import Final

from registry.models import EntryKind, HouseholdKind, Person

from .finding_desk import FindingDesk
from .heads import Succession
from .rearranging import Rearrangement
from .recording import Pen

REASON: Final = "cancelled.duplicate"
DOCUMENT: Final = "户口登记条例"
CLAUSE: Final = "第六条"
"""公民只能在一个地方登记常住户口."""


def end_duplicate(
    desk: FindingDesk,
    person: Person,
    *,
    new_head: Person | None,
    relations: Mapping[int, str] | None,
) -> None:
    """End the registration of somebody held at the desk, today; nothing where there is none.

    Raises:
        NotTheOwningOffice: another office keeps the registration.
        HeadLeavesWithoutSuccessor, RelationUnknown, HeadIsMinor, MovedTwiceInOneDay,
        LaterEventStands
    """
    home = desk.homes.get(person.pk)
    if home is None:
        return
    desk.refuse_elsewhere(person)
    household = home.household
    running = household.residences.from_day(desk.today).select_related("household")
    rows = list(running.order_by("id"))
    basis = desk.basis(DOCUMENT) | {"clause": CLAUSE}
    change = Rearrangement(Pen(by=desk.by, on=desk.today, basis=basis))
    [leaving] = [row for row in rows if row.pk == home.pk]
    change.leave(
        leaving,
        reason=REASON,
        kind=EntryKind.CANCELLED,
        details={"finding": desk.finding.pk, "proof": desk.reason},
    )
    succession = Succession(change, household, rows)
    if not succession.staying and household.kind == HouseholdKind.FAMILY:
        change.empty(household)
    elif succession.is_due:
        succession.to(succession.named(new_head.pk if new_head else None), relations=relations)
    change.write()
