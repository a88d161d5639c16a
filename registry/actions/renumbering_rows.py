"""The rows of a renumbering (门牌变更明细), each checked before any is carried out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.models import ELEMENTS, Address, Division

from .addresses import compose_text, written

CHANGEABLE: Final = (*ELEMENTS, "plate_id")
LONGEST: Final = {
    field.name: field.max_length or 0
    for field in Address._meta.concrete_fields
    if field.name in CHANGEABLE
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """One row: an address by its key, and what is written anew; `line` is where it stood."""

    address: int
    to: Mapping[str, str]
    line: int = 0
    division: int | None = None


@dataclass(frozen=True, slots=True)
class Renumbered:
    """One row checked: the address as it is, and the one that takes its place."""

    former: Address
    following: Address
    line: int

    @property
    def text(self) -> str:
        return self.following.full_text


def checked(mapping: Sequence[Renumbering], *, on: date) -> list[Renumbered]:
    """Return what every row comes to.

    Raises:
        InvalidInput: no row, or every row that is wrong, by its line.
    """
    if not mapping:
        raise InvalidInput("没有要变更的地址。", field="rows")
    places = Address.objects.select_related("division").in_bulk({row.address for row in mapping})
    divisions = Division.objects.in_bulk({row.division for row in mapping if row.division})
    wrong = [
        InvalidInput(f"第{row.line}行：{problem}", field=f"line {row.line}")
        for row in mapping
        for problem in _problems(row, places.get(row.address), mapping, on=on)
    ]
    if wrong:
        raise InvalidInput.gather(wrong)
    rows = [
        Renumbered(
            places[row.address],
            _following(row, places[row.address], divisions, on=on),
            row.line,
        )
        for row in mapping
    ]
    _refuse_taken(rows)
    return rows


def _problems(
    row: Renumbering, address: Address | None, mapping: Sequence[Renumbering], *, on: date
) -> Iterator[str]:
    if address is None:
        yield "没有这个地址编号"
        return
    if on not in address.period or address.period.upper is not None:
        yield "该地址在变更日期无效或此后已变更"
    elif on <= address.period.lower:
        yield "该地址当天才编定，不能在同一天再变更"
    if Counter(each.address for each in mapping)[row.address] > 1:
        yield "同一地址在批次中出现多次"
    yield from _problems_of_text(row, address)


def _problems_of_text(row: Renumbering, address: Address) -> Iterator[str]:
    if unknown := sorted(row.to.keys() - set(CHANGEABLE)):
        yield f"没有这一栏：{'、'.join(unknown)}"
        return
    if long := [name for name, text in row.to.items() if len(text.strip()) > LONGEST[name]]:
        yield f"内容过长：{'、'.join(long)}"
    after = _elements(row, address)
    if not any(after[name] for name in ELEMENTS):
        yield "新地址没有内容"
    same = all(after[name] == getattr(address, name) for name in CHANGEABLE)
    if same and row.division in (None, address.division_id):
        yield "新旧地址相同"


def _elements(row: Renumbering, address: Address) -> dict[str, str]:
    told = {name: row.to.get(name, getattr(address, name)) for name in ELEMENTS}
    return {**written(told), "plate_id": row.to.get("plate_id", address.plate_id).strip()}


def _following(
    row: Renumbering, address: Address, divisions: Mapping[int, Division], *, on: date
) -> Address:
    parts = _elements(row, address)
    division = divisions[row.division] if row.division else address.division
    return Address(
        division=division,
        **parts,
        police_station_id=address.police_station_id,
        beat=address.beat,
        kind=address.kind,
        full_text=compose_text(division, parts),
        period=Range(on, None),
    )


def _refuse_taken(rows: Sequence[Renumbered]) -> None:
    """Refuse a new address that stands already, unless this batch vacates it, or gives it twice."""
    vacated = {row.former.pk for row in rows}
    there = Address.objects.filter(
        division__in={row.following.division_id for row in rows}, period__upper_inf=True
    ).exclude(pk__in=vacated)
    taken = {_key(address) for address in there}
    given = Counter(_key(row.following) for row in rows)
    wrong = [
        InvalidInput(f"第{row.line}行：已有相同的地址：{row.text}", field=f"line {row.line}")
        for row in rows
        if _key(row.following) in taken or given[_key(row.following)] > 1
    ]
    if wrong:
        raise InvalidInput.gather(wrong)


def _key(address: Address) -> tuple[object, ...]:
    return (address.division_id, *(getattr(address, name) for name in ELEMENTS))
