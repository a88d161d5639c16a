"""What a kind of transaction asks to be filled in (申请内容): described once, for page and API.

Every detail travels as text: a day as 2026-03-01, a choice by its word, a code by its code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from django_stubs_ext import StrPromise

from applications.models import PartyRole
from hukou.kernel import clock
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput

LONGEST: Final = 200
SEATS: Final = 3
"""How many of one part are asked for one by one."""
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
EARLIEST: Final = date(1850, 1, 1)


class Asked(StrEnum):
    """How a detail is written."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    CODE = "code"


class Place(StrEnum):
    """Where a transaction takes place: what an application must say of it."""

    OWN = "own"  # the household the first party belongs to; nothing is to be said
    HOUSEHOLD = "household"  # a household that exists
    LIVED = "lived"  # the home the first party is recorded as living in; nothing is to be said
    ANYWHERE = "anywhere"  # a household, or an address for a new one


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing a kind asks to be filled in; `choices` are words with labels, `scheme` its codes.

    `is_past` refuses a day that has not come. `heading` groups details on the page.
    """

    name: str
    label: StrPromise
    asked: Asked = Asked.TEXT
    is_required: bool = True
    choices: Mapping[str, StrPromise] = field(default_factory=dict)
    scheme: Scheme | None = None
    longest: int = LONGEST
    is_past: bool = True
    help: StrPromise | str = ""

    def read(self, told: object) -> str:
        """Return what was told, as it is stored.

        Raises:
            InvalidInput: of another type, too long, a day to come, no such choice or code.
        """
        if not isinstance(told, str) or len(told) > LONGEST:
            raise self._wrong(f"须为文字，不超过{LONGEST}字")
        text = told.strip()
        if not text:
            if self.is_required:
                raise self._wrong("请填写此项")
            return ""
        return getattr(self, f"_read_{self.asked}")(text)  # type: ignore[no-any-return]

    def _read_text(self, text: str) -> str:
        if len(text) > self.longest:
            raise self._wrong(f"不超过{self.longest}字")
        return text

    def _read_day(self, text: str) -> str:
        try:
            day = date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or day < EARLIEST:
            raise self._wrong("没有这一天，请写作 2026-11-22")
        if self.is_past and day > clock.today():
            raise self._wrong("日期不能晚于今天")
        return day.isoformat()

    def _read_choice(self, text: str) -> str:
        if text not in self.choices:
            raise self._wrong(f"请从以下选项中选择：{'、'.join(self.choices)}")
        return text

    def _read_code(self, text: str) -> str:
        assert self.scheme is not None  # noqa: S101 - a code is one of a scheme
        return of(self.scheme).read(text, field=f"details.{self.name}").code

    def _wrong(self, what: str) -> InvalidInput:
        return InvalidInput(what, field=f"details.{self.name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who takes part in a kind of transaction (当事人): in which role, and how many.

    Whoever `is_registered` must stand in the register. Others are declared as newcomers; those
    without an identity number yet get one when the decision is carried out. `to_head` asks what
    the person will be to the head of the household (GB/T 4761).
    """

    role: PartyRole
    label: StrPromise
    least: int = 1
    most: int = 1
    is_registered: bool = True
    to_head: bool = False
    relations: tuple[str, ...] = ()

    @property
    def is_several(self) -> bool:
        """Whether a whole household may take part: its members are ticked, not typed one by one."""
        return self.is_registered and self.most > SEATS


def read_details(asked: Sequence[Detail], told: Mapping[str, object]) -> dict[str, str]:
    """Return the details of a request as they are stored; what was left empty is left out.

    Raises:
        InvalidInput: a detail the kind does not ask for, one that is missing, or a wrong one; every
            fault at once, each with its field.
    """
    problems = list(_strange(asked, told))
    read: dict[str, str] = {}
    for detail in asked:
        try:
            if text := detail.read(told.get(detail.name, "")):
                read[detail.name] = text
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.gather(problems)
    return read


def _strange(asked: Sequence[Detail], told: Mapping[str, object]) -> Iterator[InvalidInput]:
    known = {each.name for each in asked}
    for name in told:
        if name not in known:
            field = f"details.{str(name)[:LONGEST]}"
            yield InvalidInput("本事项没有这一项，请删去", field=field)
