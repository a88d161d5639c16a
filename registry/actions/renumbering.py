"""Plates renumbered and streets renamed (门牌变更): a batch over every household that lives there.

Nobody applies: each household gets an entry (住址变动), all under the key of one batch. A batch is
undone as a whole, by entries of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import TryAgain
from registry.errors import constraints_explained
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
from .renumbering_rows import Renumbered, Renumbering, checked


@dataclass(frozen=True, slots=True)
class AffectedHousehold:
    """A household whose address a batch changes, with what its booklet says before and after."""

    household_id: int
    number: str
    office_id: int
    address_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RenumberingPreview:
    """What a batch would do (预览): every address, and every household that lives there."""

    addresses: list[Renumbered]
    households: list[AffectedHousehold] = field(default_factory=list)

    @property
    def lines(self) -> dict[int, int]:
        """The line of each address."""
        return {row.former.pk: row.line for row in self.addresses}

    @property
    def offices(self) -> dict[int, int]:
        """The office of each address at which somebody lives."""
        return {each.address_id: each.office_id for each in self.households}


@transaction.atomic
@constraints_explained()
def renumber_addresses(
    mapping: Sequence[Renumbering], *, on: date, by: Account | None, basis: Mapping[str, Any]
) -> AddressBatch:
    """Give addresses other plates or streets from this day, for everybody who lives there.

    Each row names an address and the elements that change; a plate may take over the number
    that another row of the batch gives up. Refused as a whole when one row is wrong.

    Raises:
        InvalidInput: with every row that is wrong, by its line.
        EventInFuture, AddressTaken
        TryAgain: somebody moved to one of the addresses at this moment.
    """
    EventDay(on).has_come()
    held = _hold([row.address for row in mapping])
    rows = checked(mapping, on=on)
    batch = _opened(on=on, by=by, basis=basis, households=len(held))
    _replace(rows, batch=batch)
    _tell(rows, batch=batch, by=by)
    return batch


@transaction.atomic
def rehearse_renumbering(mapping: Sequence[Renumbering], *, on: date) -> RenumberingPreview:
    """Return who a batch would reach, storing nothing.

    Raises:
        InvalidInput: as `renumber_addresses` does.
        EventInFuture
    """
    EventDay(on).has_come()
    rows = checked(mapping, on=on)
    after = {row.former.pk: row.text for row in rows}
    lived = _living(after, on=on)
    return RenumberingPreview(
        rows,
        [
            AffectedHousehold(
                each.household_id,
                each.household.number,
                each.household.office_id,
                each.address_id,
                each.address.full_text,
                after[each.address_id],
            )
            for each in lived
        ],
    )


def _hold(addresses: Collection[int]) -> set[int]:
    """Lock who lives at these addresses, then the addresses, so that nobody moves in meanwhile."""
    homes = _households_at(addresses)
    Household.objects.lock(*homes)
    Address.objects.lock(*addresses)
    if not _households_at(addresses) <= homes:
        raise TryAgain
    return homes


def _households_at(addresses: Collection[int]) -> set[int]:
    lived = HouseholdAddress.objects.filter(address__in=addresses)
    return set(lived.values_list("household_id", flat=True))


def _living(addresses: Collection[int], *, on: date) -> list[HouseholdAddress]:
    """Return where households live at these addresses on the day or later."""
    lived = HouseholdAddress.objects.filter(
        address__in=addresses, period__overlap=Range(on, None)
    ).select_related("household", "address")
    return list(lived.order_by("household_id", "id"))


def _opened(
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    households: int,
    undoes: AddressBatch | None = None,
) -> AddressBatch:
    return AddressBatch.objects.create(
        key=uuid4(), on=on, basis=dict(basis), households=households, account=by, undoes=undoes
    )


def _replace(rows: Sequence[Renumbered], *, batch: AddressBatch) -> None:
    """Close every address, then open what takes its place: numbers may be swapped."""
    for row in rows:
        row.former.period = Range(row.former.period.lower, batch.on)
    Address.objects.bulk_update([row.former for row in rows], ["period"])
    Address.objects.bulk_create([row.following for row in rows])
    for row in rows:
        row.former.successor = row.following
    Address.objects.bulk_update([row.former for row in rows], ["successor"])
    RenumberedAddress.objects.bulk_create(
        [RenumberedAddress(batch=batch, former=row.former, following=row.following) for row in rows]
    )


def _tell(rows: Sequence[Renumbered], *, batch: AddressBatch, by: Account | None) -> None:
    following = {row.former.pk: row.following for row in rows}
    pen = Pen(by=by, on=batch.on, basis=batch.basis)
    closing, moving, opening = [], [], []
    for lived in _living(following, on=batch.on):
        to = following[lived.address_id]
        note_change(pen, lived, to, key=batch.key)
        if lived.period.lower >= batch.on:
            lived.address = to
            moving.append(lived)
            continue
        opening.append(
            HouseholdAddress(
                household_id=lived.household_id,
                address=to,
                period=Range(batch.on, lived.period.upper),
            )
        )
        lived.period = Range(lived.period.lower, batch.on)
        closing.append(lived)
    HouseholdAddress.objects.bulk_update(closing, ["period"])
    HouseholdAddress.objects.bulk_update(moving, ["address"])
    HouseholdAddress.objects.bulk_create(opening)
    pen.write()


def note_change(pen: Pen, lived: HouseholdAddress, to: Address, *, key: UUID) -> None:
    """Note that a household has another address (住址变动), under the key of the batch."""
    pen.note(
        EntryKind.ADDRESS_CHANGED,
        office_id=lived.household.office_id,
        household_id=lived.household_id,
        reason="renumbered",
        details={
            "batch": str(key),
            "from": lived.address_id,
            "to": to.pk,
            "from_text": lived.address.full_text,
            "to_text": to.full_text,
        },
    )
