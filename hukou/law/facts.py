"""What is known about one person (事实): typed, exact, and unknown where nobody said."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import full_years
from hukou.law.vocabulary import UNITS_ZH, FactType, Kind, Vocabulary

Value: TypeAlias = bool | int | Decimal | date | str | tuple[int, ...] | tuple[Decimal, ...]

DECIMAL_TEXT: Final = re.compile(r"^-?\d{1,15}(\.\d{1,20})?$")
DATE_TEXT: Final = re.compile(r"^\d{4}-\d{2}-\d{2}$")
DIVISION: Final = re.compile(r"^[1-8]\d{5}(\d{3}|\d{6})?$")
LONGEST_TEXT: Final = 200
UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps as text: NUL, and halves of a character."""
LONGEST_LIST: Final = 500

AGE: Final = "person.age"
BIRTH: Final = "person.birth_date"
SEX: Final = "person.sex"
RELATION: Final = "relation.kind"
"""What a companion is to the applicant."""
AGE_FROM_NEXT_DAY: Final = "person.age@next_day"
"""The age counted from the day after the birthday: internal, for rules that count so."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The known facts of one person on a day. A name that is absent is unknown, never false."""

    values: Mapping[str, Value]

    def get(self, name: str) -> Value | None:
        """Return the value, or None while it is unknown."""
        return self.values.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.values if "@" not in name)

    def knows_any(self, names: tuple[str, ...]) -> bool:
        """Whether something is known of a fact, or of a group written `points.`."""
        return any(
            known == name or (name[-1] == "." and known.startswith(name))
            for known in self
            for name in names
        )

    def as_json(self) -> dict[str, object]:
        """Return the facts as they travel: decimals as strings, dates ISO."""
        return {name: plain(self.values[name]) for name in self}


NOTHING_KNOWN: Final = Facts({})


def plain(value: object) -> object:
    """Return a value as JSON carries it: exact decimals and ISO dates as strings."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def parse_facts(
    raw: Mapping[str, object], *, vocabulary: Vocabulary, on: date, prefix: str = ""
) -> Facts:
    """Return typed facts, refusing whatever the vocabulary does not allow.

    A fact given as None is unknown. `on` is the day of the judgement: no date may lie after it, and
    the age follows from the date of birth on it. Decimals may be numbers or strings and stay exact.

    Raises:
        InvalidInput: an unknown name, a wrong type or an impossible value; every fault at once,
            each with its field (`prefix` + name).
    """
    values: dict[str, Value] = {}
    problems: list[InvalidInput] = []
    for name, given in raw.items():
        try:
            if given is not None:
                values[name] = _read(name, given, vocabulary, on)
        except _Impossible as problem:
            problems.append(InvalidInput(str(problem), field=f"{prefix}{name}"))
    if problems:
        raise InvalidInput.gather(problems)
    _derive_age(values, on, prefix)
    return Facts(values)


def parse_answer(name: str, given: object, *, vocabulary: Vocabulary, on: date) -> Facts:
    """Return one typed fact as `parse_facts` does; it may also be one that only informs."""
    if name in vocabulary.informing:
        vocabulary = replace(vocabulary, facts=vocabulary.informing)
    return parse_facts({name: given}, vocabulary=vocabulary, on=on)


class _Impossible(ValueError):
    """The value cannot be true of anybody."""


def _read(name: object, given: object, vocabulary: Vocabulary, on: date) -> Value:
    if not isinstance(name, str) or name not in vocabulary:
        raise _Impossible(f"没有名为 {name} 的事实，请使用事实词汇表中的名称")
    fact = vocabulary[name]
    value = READERS[fact.kind](fact, given)
    if isinstance(value, date) and value > on:
        raise _Impossible(f"日期 {value} 晚于判断日 {on}")
    return value


def _bool(_: FactType, given: object) -> Value:
    if not isinstance(given, bool):
        raise _Impossible("应为 true 或 false")
    return given


def _int(fact: FactType, given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise _Impossible(f"应为整数{_in_unit(fact)}")
    return int(_within(fact, Decimal(given)))


def _decimal(fact: FactType, given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | str | Decimal):
        raise _Impossible(f"应为数字，或写成数字的文字{_in_unit(fact)}")
    text = repr(given) if isinstance(given, float) else str(given)
    if not DECIMAL_TEXT.match(text):
        raise _Impossible(f'应为普通十进制数，如 60 或 "60.00"{_in_unit(fact)}')
    return _within(fact, Decimal(text))


def _in_unit(fact: FactType) -> str:
    """Return the unit a number is in, which is never sent with it."""
    unit = UNITS_ZH.get(fact.unit)
    return f"（单位为{unit}，不要写在数字里）" if unit else ""


def _within(fact: FactType, value: Decimal) -> Decimal:
    if isinstance(fact.minimum, Decimal) and value < fact.minimum:
        raise _Impossible(f"不能小于 {fact.minimum}")
    if fact.maximum is not None and value > fact.maximum:
        raise _Impossible(f"不能大于 {fact.maximum}")
    return value


def _date(fact: FactType, given: object) -> date:
    try:
        day = given if type(given) is date else date.fromisoformat(_matching(DATE_TEXT, given))
    except ValueError as problem:
        raise _Impossible("应为存在的日期，写作 2018-03-01") from problem
    if isinstance(fact.minimum, date) and day < fact.minimum:
        raise _Impossible(f"不能早于 {fact.minimum}")
    return day


def _matching(pattern: re.Pattern[str], given: object) -> str:
    if not isinstance(given, str) or not pattern.match(given):
        raise _Impossible("应为文字")
    return given


def _enum(fact: FactType, given: object) -> str:
    if not isinstance(given, str) or given not in fact.values:
        raise _Impossible(f"应为以下之一：{'、'.join(fact.values)}")
    return given


def _code(_: FactType, given: object) -> str:
    if not isinstance(given, str) or not DIVISION.match(given):
        raise _Impossible("应为 6、9 或 12 位行政区划代码")
    return given


def _text(_: FactType, given: object) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_TEXT:
        raise _Impossible("应为不空的文字")
    if UNKEEPABLE.search(given):
        raise _Impossible("文字中有无法保存的字符")
    return given


def _list(fact: FactType, given: object) -> list[object]:
    if not isinstance(given, list | tuple) or len(given) > LONGEST_LIST:
        raise _Impossible(f"应为列表（{fact.label}）")
    return list(given)


READERS: Final[Mapping[Kind, Callable[[FactType, object], Value]]] = {
    Kind.BOOL: _bool,
    Kind.INT: _int,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.ENUM: _enum,
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.INTS: lambda fact, given: tuple(_int(fact, each) for each in _list(fact, given)),
    Kind.DECIMALS: lambda fact, given: tuple(_decimal(fact, each) for each in _list(fact, given)),
}


def _derive_age(values: dict[str, Value], on: date, prefix: str) -> None:
    """Add both ages (reached on the birthday, and on the day after) from the date of birth."""
    born = values.get(BIRTH)
    if isinstance(born, date):
        age = full_years(born, on)
        if values.setdefault(AGE, age) != age:
            raise InvalidInput(f"与出生日期不符：该日为 {age} 周岁", field=f"{prefix}{AGE}")
        values[AGE_FROM_NEXT_DAY] = max(0, full_years(born, on - timedelta(days=1)))
    elif AGE in values:
        values[AGE_FROM_NEXT_DAY] = values[AGE]
