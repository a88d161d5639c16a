"""Divisions over time (区划调整): renamed, merged, split, abolished, each by a dated decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import DivisionLivedIn, constraints_explained
from registry.models import (
    Account,
    Address,
    Division,
    DivisionChange,
    DivisionChangeKind,
    HouseholdAddress,
)

from .redrawing import Redrawing, lineage_of
from .renumbering import renumber_addresses
from .renumbering_rows import Renumbering


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDivision:
    """A division that a change begins: its code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a division that is split off: what it is called, and what lies in it."""

    code: str
    name: str
    children: Sequence[str] = ()
    addresses: Sequence[int] = ()


@transaction.atomic
@constraints_explained()
def rename_division(
    division: Division,
    *,
    name: str,
    code: str = "",
    on: date,
    source: str,
    approver: str,
    by: Account,
) -> DivisionChange:
    """Give a division another name, and where it is given another code, from this day.

    Raises:
        DivisionNotThen, DivisionCodeTaken, LaterEventStands, EventInFuture, NoPosting, InvalidInput
    """
    change = Redrawing(on=on, source=source, approver=approver, by=by)
    [division] = change.take(division)
    named = _new(code or division.code, name, like=division)
    if (named.name, named.code) == (division.name, division.code):
        raise InvalidInput("新旧名称和代码相同。", field="name")
    change.follow(division, name=named.name, code=named.code)
    return change.record(DivisionChangeKind.RENAMED)


@transaction.atomic
@constraints_explained()
def merge_divisions(
    divisions: Sequence[Division],
    *,
    into: Division | NewDivision,
    on: date,
    source: str,
    approver: str,
    by: Account,
) -> DivisionChange:
    """Merge divisions of one level into one of them, into another, or into a new one.

    What lies below them lies below it from this day; they end, and name it as successor.

    Raises:
        DivisionNotThen, DivisionCodeTaken, LaterEventStands, EventInFuture, NoPosting, InvalidInput
    """
    change = Redrawing(on=on, source=source, approver=approver, by=by)
    ending = [each for each in divisions if each != into]
    if not ending or (len(ending) == 1 and not isinstance(into, Division)):
        raise InvalidInput("请选择两个以上的区划。", field="divisions")
    present = [into] if isinstance(into, Division) else []
    taken = change.take(*ending, *present)
    if len({each.level for each in taken}) > 1:
        raise InvalidInput("合并的区划须为同一级别。", field="divisions")
    ending = taken[: len(ending)]
    for each in ending:
        change.close(each)
    heir = taken[-1] if isinstance(into, Division) else _begun(change, into, like=ending[0])
    for each in ending:
        change.succeed(each, heir)
        change.hand_over(each, heir)
    return change.record(DivisionChangeKind.MERGED)


def _begun(change: Redrawing, told: NewDivision, *, like: Division) -> Division:
    named = _new(told.code, told.name, like=like)
    return change.begin(name=named.name, code=named.code, level=like.level, parent=like.parent)


@transaction.atomic
@constraints_explained()
def split_division(
    division: Division,
    *,
    rest: NewDivision | None = None,
    parts: Sequence[Part],
    on: date,
    source: str,
    approver: str,
    by: Account,
) -> DivisionChange:
    """Split parts off a division, each with the divisions or addresses that lie in it.

    Where `rest` is given the remainder is called so from then on; else it stays as it is.
    Addresses that go to a part get a new row and their households an entry, as plates that are
    renumbered do: their booklets name another place.

    Raises:
        DivisionNotThen, DivisionCodeTaken, LaterEventStands, EventInFuture, NoPosting, InvalidInput
    """
    change = Redrawing(on=on, source=source, approver=approver, by=by)
    [division] = change.take(division)
    if not parts:
        raise InvalidInput("请填写拆出的区划。", field="parts")
    remainder = division
    if rest is not None:
        named = _new(rest.code, rest.name, like=division)
        remainder = change.follow(division, name=named.name, code=named.code)
    basis = {"document": source, "clause": ""}
    for part in parts:
        begun = _begun(change, NewDivision(code=part.code, name=part.name), like=division)
        change.part(division, begun)
        change.hand_over(remainder, begun, only=part.children)
        if part.addresses:
            _refuse_others(part.addresses, division)
            rows = [
                Renumbering(address=address, to={}, division=begun.pk, line=line)
                for line, address in enumerate(part.addresses, start=1)
            ]
            renumber_addresses(rows, on=on, by=by, basis=basis)
    return change.record(DivisionChangeKind.SPLIT, parted=division.pk)


@transaction.atomic
@constraints_explained()
def abolish_division(
    division: Division,
    *,
    successor: Division | None = None,
    on: date,
    source: str,
    approver: str,
    by: Account,
) -> DivisionChange:
    """End a division; `successor` takes over who lives in it and what lies below.

    Raises:
        DivisionLivedIn: households or divisions are left and there is no successor.
        DivisionNotThen, LaterEventStands, EventInFuture, NoPosting, InvalidInput
    """
    change = Redrawing(on=on, source=source, approver=approver, by=by)
    taken = change.take(division, *([successor] if successor else []))
    division = taken[0]
    if successor is None and _is_lived_in(division, on=on):
        raise DivisionLivedIn(division=division.code, field="successor")
    change.end(division, heir=taken[1] if successor else None)
    return change.record(DivisionChangeKind.ABOLISHED)


def _new(code: str, name: str, *, like: Division) -> NewDivision:
    """Check what a division is to be called: a code of the same level, and a name."""
    name = "".join(name.split())
    if not name:
        raise InvalidInput("请填写区划名称。", field="name")
    parsed = division_code.parse(code, field="code")
    if division_code.level(parsed) != like.level:
        raise InvalidInput("代码的位数须与该区划的级别一致。", field="code")
    return NewDivision(code=parsed, name=name)


def _is_lived_in(division: Division, *, on: date) -> bool:
    if division.children.filter(period__upper_inf=True).exists():
        return True
    lived = HouseholdAddress.objects.filter(
        address__division__in=lineage_of(division), period__overlap=Range(on, None)
    )
    return lived.exists()


def _refuse_others(addresses: Sequence[int], division: Division) -> None:
    """Refuse addresses that do not lie in the division that is split."""
    inside = Address.objects.filter(pk__in=addresses, division__in=lineage_of(division))
    if strange := sorted(set(addresses) - set(inside.values_list("pk", flat=True))):
        told = "、".join(map(str, strange))
        raise InvalidInput(f"地址不在该区划内：{told}", field="parts")
