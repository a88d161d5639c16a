"""A renumbering taken back (撤销门牌变更): by a batch of its own, with entries of its own.

The old addresses stand as if they had never been left; that they had, the row history keeps.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from psycopg.types.range import Range

from registry.errors import BatchAlreadyUndone, BatchBuiltUpon, constraints_explained
from registry.models import (
    Account,
    Address,
    AddressBatch,
    EntryKind,
    Household,
    HouseholdAddress,
    RenumberedAddress,
)

from .days import EventDay
from .recording import Pen


@transaction.atomic
@constraints_explained()
def undo_renumbering(
    batch: AddressBatch, *, on: date, by: Account | None, basis: Mapping[str, Any]
) -> AddressBatch:
    """Take a batch back: each household has its old address again, from the day it lost it.

    `on` is the day of the undoing. Whoever moved to the new plate meanwhile keeps their home,
    under its old plate; the new address is then valid on no day.

    Raises:
        BatchAlreadyUndone, EventInFuture, AddressTaken
        BatchBuiltUpon: one of the addresses was renumbered again since.
    """
    EventDay(on).has_come()
    rows = list(batch.addresses.select_related("former", "following").order_by("id"))
    lived = _hold(rows)
    batch = AddressBatch.objects.select_related("undoes").get(pk=batch.pk)
    if batch.undoes_id is not None or AddressBatch.objects.filter(undoes=batch).exists():
        raise BatchAlreadyUndone(batch=str(batch.key))
    _refuse_built_upon(rows, batch)
    undoing = AddressBatch.objects.create(
        key=uuid4(),
        on=on,
        basis=dict(basis),
        households=len({each.household_id for each in lived}),
        account=by,
        undoes=batch,
    )
    _give_back(rows, undoing)
    _tell(lived, rows, undoing=undoing, by=by)
    return undoing


def _hold(rows: list[RenumberedAddress]) -> list[HouseholdAddress]:
    """Lock everybody who lives or lived at the new addresses, then all the addresses."""
    new = [row.following_id for row in rows]
    lived = HouseholdAddress.objects.filter(address__in=new)
    Household.objects.lock(*lived.values_list("household_id", flat=True))
    Address.objects.lock(*new, *(row.former_id for row in rows))
    return list(lived.select_related("household", "address").order_by("household_id", "id"))


def _refuse_built_upon(rows: list[RenumberedAddress], batch: AddressBatch) -> None:
    ended = Address.objects.filter(
        pk__in=[row.following_id for row in rows], period__upper_inf=False
    )
    if ended.exists():
        raise BatchBuiltUpon(batch=str(batch.key))


def _give_back(rows: list[RenumberedAddress], undoing: AddressBatch) -> None:
    for row in rows:
        row.following.period = Range(empty=True)
        row.following.successor = row.former
        row.former.period = Range(row.former.period.lower, None)
        row.former.successor = None
    Address.objects.bulk_update([row.following for row in rows], ["period", "successor"])
    Address.objects.bulk_update([row.former for row in rows], ["period", "successor"])
    RenumberedAddress.objects.bulk_create(
        [
            RenumberedAddress(batch=undoing, former=row.following, following=row.former)
            for row in rows
        ]
    )


def _tell(
    lived: list[HouseholdAddress],
    rows: list[RenumberedAddress],
    *,
    undoing: AddressBatch,
    by: Account | None,
) -> None:
    former = {row.following_id: row.former for row in rows}
    pen = Pen(by=by, on=undoing.on, basis=undoing.basis)
    for home in lived:
        to = former[home.address_id]
        pen.note(
            EntryKind.REVERSED,
            office_id=home.household.office_id,
            household_id=home.household_id,
            reason="renumbering_undone",
            details={
                "batch": str(undoing.key),
                "undoes": str(undoing.undoes.key if undoing.undoes else ""),
                "from": home.address_id,
                "to": to.pk,
                "from_text": home.address.full_text,
                "to_text": to.full_text,
            },
        )
        _put_back(home, to)
    pen.write()


def _put_back(home: HouseholdAddress, to: Address) -> None:
    """Join the days at the new plate to those at the old one, where they follow on each other."""
    before = HouseholdAddress.objects.filter(
        household_id=home.household_id, address=to, period__endswith=home.period.lower
    ).first()
    if before is None:
        home.address = to
        home.save(update_fields=["address"])
        return
    home.delete()
    before.period = Range(before.period.lower, home.period.upper)
    before.save(update_fields=["period"])
