"""A file of facts (事实文件): families as a drafter keeps them, without names and numbers.

UTF-8 or GB 18030 CSV. The heading names `family`, `party` and `relation`, `division` where the
county matters, and then facts of the vocabulary; a blank cell is unknown. The rows of a family
follow one another; the first is the applicant, all others say how they are related.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any, Final

from hukou.kernel import gb18030
from hukou.kernel.errors import FieldError, InvalidInput
from hukou.law import Facts, FactType, Kind, load_law, parse_facts

FAMILY, PARTY, KIN, DIVISION = "family", "party", "relation", "division"
NEEDED: Final = (FAMILY, PARTY, KIN)
RELATION: Final = "relation.kind"
AGE, BIRTH = "person.age", "person.birth_date"
LABEL: Final = re.compile(r"[A-Za-z0-9_-]{1,12}")
"""Too short for an identity number, and no name of anybody."""
PLACE: Final = re.compile(r"[1-8][0-9]{5}([0-9]{3}|[0-9]{6})?")
MOST_COLUMNS: Final = 500
MOST_PEOPLE: Final = 50
MOST_FAULTS: Final = 100
SEPARATOR: Final = ";"
YES, NO = frozenset({"true", "1", "yes", "是"}), frozenset({"false", "0", "no", "否"})


@dataclass(slots=True)
class FactFamily:
    """One family as read: its pseudonym, where it would settle, and everybody's facts in order."""

    label: str
    division: str
    people: list[dict[str, Any]] = field(default_factory=list)
    latest: date | None = None


class Faults:
    """What is wrong with a file, told at once; after so many nobody reads on."""

    def __init__(self) -> None:
        self.found: list[FieldError] = []

    def __call__(self, line: int, column: str, what: str) -> None:
        if len(self.found) < MOST_FAULTS:
            told = f"第 {line} 行，{column} 列：{what}"
            self.found.append(
                FieldError(field=f"line {line}, {column}", detail=told, code="invalid-input")
            )

    def refuse(self) -> None:
        """Raise InvalidInput with every fault."""
        if self.found:
            raise InvalidInput(errors=self.found)


def read_fact_file(data: bytes, *, on: date) -> Iterator[FactFamily]:
    """Yield the families of a file, in its order.

    Faults are collected while the file is read, and refuse it as a whole at its end: whoever stores
    what is yielded does so in a transaction. No fact may be of a day after `on`.

    Raises InvalidInput: every fault with its line and column.
    """
    rows = csv.reader(StringIO(decoded(data)), strict=True)
    faults = Faults()
    try:
        heading = _heading(next(rows, []))
        yield from _families(rows, heading, faults, on=on)
    except csv.Error as problem:
        raise InvalidInput(f"第 {rows.line_num} 行：引号没有成对", field="file") from problem


def decoded(data: bytes) -> str:
    """Return the text of a file, UTF-8 or GB 18030. Raises InvalidInput."""
    if b"\0" in data:
        raise InvalidInput("文件应为 CSV 文本，编码 UTF-8 或 GB 18030", field="file")
    try:
        return gb18030.decode_either(data)
    except UnicodeDecodeError as problem:
        raise InvalidInput("文件编码应为 UTF-8 或 GB 18030", field="file") from problem


def _heading(cells: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) > MOST_COLUMNS:
        raise InvalidInput(f"第 1 行：至多 {MOST_COLUMNS} 列，实有 {len(names)} 列", field="line 1")
    wrong = [f"缺少 {name} 列" for name in NEEDED if name not in names]
    vocabulary = load_law().vocabulary
    known = {*NEEDED, DIVISION}
    wrong += [
        f"没有名为 {name} 的事实，请使用事实词汇表中的名称"
        for name in names
        if name not in known and name not in vocabulary
    ]
    wrong += [f"{name} 列出现两次" for name in dict.fromkeys(names) if names.count(name) > 1]
    if RELATION in names:
        wrong.append(f"与申请人的关系写在 {KIN} 列，不用 {RELATION} 列")
    if wrong:
        told = [InvalidInput(f"第 1 行：{each}", field="line 1") for each in wrong]
        raise InvalidInput.gather(told)
    return names


def _families(
    rows: Iterator[list[str]], heading: list[str], faults: Faults, *, on: date
) -> Iterator[FactFamily]:
    family: FactFamily | None = None
    seen: set[str] = set()
    parties: set[str] = set()
    reader = _PersonReader(heading, faults, on=on)
    line = 2
    for cells in rows:
        at, line = line, getattr(rows, "line_num", line) + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            faults(at, FAMILY, f"应有 {len(heading)} 列，实有 {len(cells)} 列")
            continue
        told = {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}
        if family is None or told[FAMILY] != family.label:
            if family is not None:
                yield family
            family = _opened(told, seen, faults, at)
            parties = set()
        _join(family, told, parties, faults, at)
        reader.read(family, told, at)
    faults.refuse()
    if family is None:
        raise InvalidInput("文件中没有家庭：除首行外至少要有一行", field="file")
    yield family


def _opened(told: Mapping[str, str], seen: set[str], faults: Faults, at: int) -> FactFamily:
    label, division = told[FAMILY], told.get(DIVISION, "")
    if not LABEL.fullmatch(label):
        faults(at, FAMILY, "户标识只用字母、数字、- 和 _，至多 12 位，不用姓名和身份号码")
    if label in seen:
        faults(at, FAMILY, f"户 {label} 的各行须连续")
    if division and not PLACE.fullmatch(division):
        faults(at, DIVISION, "应为 6、9 或 12 位行政区划代码")
    seen.add(label)
    return FactFamily(label, division)


def _join(
    family: FactFamily, told: Mapping[str, str], parties: set[str], faults: Faults, at: int
) -> None:
    party = told[PARTY]
    if not LABEL.fullmatch(party):
        faults(at, PARTY, "当事人标识只用字母、数字、- 和 _，至多 12 位，不用姓名和身份号码")
    if party in parties:
        faults(at, PARTY, f"{party} 在同一户内重复列出")
    parties.add(party)
    if family.people and not told[KIN]:
        faults(at, KIN, "随迁人须写明与申请人的关系；每户第一行是申请人")
    if family.people and told.get(DIVISION, "") not in ("", family.division):
        faults(at, DIVISION, "同一户的落户地须相同")
    if len(family.people) == MOST_PEOPLE:
        faults(at, FAMILY, f"一户至多 {MOST_PEOPLE} 人")


class _PersonReader:
    """Reads one row after the other as the facts of a person."""

    def __init__(self, heading: list[str], faults: Faults, *, on: date) -> None:
        vocabulary = load_law().vocabulary
        self._faults = faults
        self._on = on
        self._columns = {name: vocabulary[name] for name in heading if name in vocabulary}

    def read(self, family: FactFamily, told: Mapping[str, str], at: int) -> None:
        """Add the person of a row to their family."""
        raw: dict[str, object] = {
            name: CELLS.get(fact.kind, _as_written)(told[name], fact)
            for name, fact in self._columns.items()
            if told[name]
        }
        if told[KIN]:
            raw[RELATION] = told[KIN]
        try:
            facts = parse_facts(raw, on=self._on)
        except InvalidInput as problem:
            for each in problem.errors:
                column = KIN if each["field"] == RELATION else each["field"]
                self._faults(at, column, each["detail"])
            facts = Facts({})
        family.people.append({"party": told[PARTY], "facts": kept(facts)})
        family.latest = later(family.latest, facts)


def kept(facts: Facts) -> dict[str, object]:
    """Return facts as they are stored: an age that follows from a birth date does not stay."""
    told = facts.as_json()
    if BIRTH in told:
        told.pop(AGE, None)
    return told


def later(latest: date | None, facts: Facts) -> date | None:
    """Return the latest day that any of the facts names, and that was told before."""
    days = [value for value in facts.values.values() if isinstance(value, date)]
    return max((*days, *([latest] if latest else [])), default=None)


def _as_written(cell: str, _: FactType) -> object:
    return cell


def _yes_or_no(cell: str, _: FactType) -> object:
    said = cell.casefold()
    return True if said in YES else False if said in NO else cell


def _counted(cell: str, _: FactType) -> object:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 12 else cell  # noqa: PLR2004


def _listed(one: Callable[[str, FactType], object]) -> Callable[[str, FactType], object]:
    return lambda cell, fact: [one(each.strip(), fact) for each in cell.split(SEPARATOR)]


CELLS: Final[Mapping[Kind, Callable[[str, FactType], object]]] = {
    Kind.BOOL: _yes_or_no,
    Kind.INT: _counted,
    Kind.INTS: _listed(_counted),
    Kind.DECIMALS: _listed(_as_written),
}
