"""Divisions and classes from the statistics bureau's list (导入区划): all of them, or none."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from registry.errors import constraints_explained
from registry.models import SPECIAL_AREA, Account, Division, DivisionLevel, UrbanRuralCode

from .classifying import Classifying
from .days import EventDay
from .nbs_ranges import range_of

CODE_LENGTH: Final = 12
LONGEST_NAME: Final = 100
STRANGE: Final = {"Co", "Cc", "Cs", "Zs"}
"""Private-use and control characters, halves of pairs, blanks."""
LEVELS: Final = {6: DivisionLevel.COUNTY, 9: DivisionLevel.TOWNSHIP, 12: DivisionLevel.VILLAGE}
CLASSES: Final = of(Scheme.URBAN_RURAL_CLASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NbsRow:
    """One line of the list: the 12-digit code, the class of a village ("" above), the name."""

    line: int
    code: str
    urban_rural_class: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NbsReport:
    """What an import did: divisions added, classes given, and lines that changed nothing."""

    added: int
    classified: int
    unchanged: int


@transaction.atomic
@constraints_explained()
def import_nbs(
    rows: Sequence[NbsRow],
    *,
    on: date,
    source: str,
    approver: str,
    by: Account | None = None,
    reference: str = "",
) -> NbsReport:
    """Add the divisions the register does not have, and give villages their class, from this day.

    The same list again changes nothing. A code that has another name is refused: a rename is a
    dated change of its own. Code 123 takes the bureau's `reference`.

    Raises:
        InvalidInput: every line that is wrong, with its number.
        EventInFuture
    """
    EventDay(on).has_come()
    if not rows:
        raise InvalidInput("文件中没有区划。", field="file")
    codes = {row.code: _own(row.code) for row in rows}
    there = _there(set(codes.values()), on)
    check = _Check(rows, there, reference=reference, on=on)
    if wrong := list(check.problems()):
        raise InvalidInput.gather(wrong)
    added = _add([row for row in rows if codes[row.code] not in there], on)
    classes = Classifying(on=on, source=source, approver=approver, by=by)
    given = _classify(rows, classes, reference)
    touched = {row.code for row in added} | {row.division_code for row in given}
    return NbsReport(
        added=len(added),
        classified=len(given),
        unchanged=len([row for row in rows if _own(row.code) not in touched]),
    )


def _own(code: str) -> str:
    """Return a code at the length of its level: 330802005000 is the township 330802005."""
    return division_code.without_padding(code)


def _there(codes: set[str], on: date) -> dict[str, Division]:
    above = {code[:length] for code in codes for length in (6, 9) if len(code) > length}
    rows = Division.objects.filter(code__in=codes | above, period__overlap=Range(on, None))
    return {row.code: row for row in rows.order_by("-period")}


class _Check:
    """Finds everything that is wrong with a list, line by line."""

    def __init__(
        self,
        rows: Sequence[NbsRow],
        there: Mapping[str, Division],
        *,
        reference: str,
        on: date,
    ) -> None:
        self.rows, self.there, self.reference, self.on = rows, there, reference.strip(), on
        self.times = Counter(row.code for row in rows)
        self.listed = {_own(row.code) for row in rows}
        later = UrbanRuralCode.objects.filter(
            division_code__in=self.listed, period__startswith__gt=on
        )
        self.later = set(later.values_list("division_code", flat=True))

    def problems(self) -> Iterator[InvalidInput]:
        for row in self.rows:
            for problem in self._of_code(row) or [*self._of_name(row), *self._of_class(row)]:
                yield InvalidInput(f"第{row.line}行：{problem}", field=f"line {row.line}")

    def _of_code(self, row: NbsRow) -> list[str]:
        code = row.code
        if not (code.isascii() and code.isdigit() and len(code) == CODE_LENGTH):
            return ["区划代码应为12位数字"]
        if self.times[code] > 1:
            return ["区划代码在文件中重复"]
        own = _own(code)
        if len(own) not in LEVELS or division_code.level(own) not in LEVELS[len(own)]:
            return ["只能导入县级、乡级和村级区划"]
        return list(self._outside(own)) + list(self._of_place(own))

    def _outside(self, own: str) -> Iterator[str]:
        for segment, digits in (("township", own[6:9]), ("committee", own[9:12])):
            if digits and range_of(segment, digits) is None:
                yield f"代码段 {digits} 不在统计用区划代码的编码范围内"

    def _of_place(self, own: str) -> Iterator[str]:
        above = own[:-3] if len(own) > 6 else ""  # noqa: PLR2004 - a county's six digits
        if not above and own not in self.there:
            yield "登记簿没有这个县级区划"
        if above and above not in self.there and above not in self.listed:
            yield f"上级区划 {above} 不在文件和登记簿中"

    def _of_name(self, row: NbsRow) -> Iterator[str]:
        name = row.name
        strange = any(unicodedata.category(character) in STRANGE for character in name)
        if not name or len(name) > LONGEST_NAME or strange:
            yield "名称为空、过长或含有不能登记的字符"
        known = self.there.get(_own(row.code))
        if known is None or known.name == name:
            return
        yield f"该代码已登记为“{known.name}”，更名须按区划变更办理"

    def _of_class(self, row: NbsRow) -> Iterator[str]:
        told, is_village = row.urban_rural_class, len(_own(row.code)) == CODE_LENGTH
        if told and not is_village:
            yield "只有村级区划有城乡分类代码"
        elif is_village and told not in CLASSES:
            yield "城乡分类代码应为111、112、121、122、123、210、220之一"
        elif told == SPECIAL_AREA and not self.reference:
            yield "特殊区域（123）须注明国家统计局的批复文号"
        elif _own(row.code) in self.later:
            yield "此后已有城乡分类变更"


def _add(rows: Sequence[NbsRow], on: date) -> list[Division]:
    """Add level by level, so that a township of the list is there for its villages."""
    added: list[Division] = []
    for length, level in LEVELS.items():
        new = [row for row in rows if len(_own(row.code)) == length]
        parents = {_own(row.code)[:-3] for row in new}
        above = {each.code: each for each in Division.objects.on(on).filter(code__in=parents)}
        added += Division.objects.bulk_create(
            [
                Division(
                    code=_own(row.code),
                    name=row.name,
                    level=level,
                    parent=above[_own(row.code)[:-3]],
                    period=Range(on, None),
                )
                for row in new
            ]
        )
    return added


def _classify(rows: Sequence[NbsRow], classes: Classifying, reference: str) -> list[UrbanRuralCode]:
    wanted = {row.code: row for row in rows if row.urban_rural_class}
    current = {
        each.division_code: each
        for each in UrbanRuralCode.objects.on(classes.on).filter(division_code__in=wanted)
    }
    given = []
    for code, row in wanted.items():
        standing = current.get(code)
        if standing is not None and standing.urban_rural_class == row.urban_rural_class:
            continue
        classes.reference = reference if row.urban_rural_class == SPECIAL_AREA else ""
        given.append(classes.give(code, row.urban_rural_class))
    return given
