"""Finding people (人员查询): by number, name, pinyin, address or household; one box or many."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hukou.kernel import identity_number
from hukou.kernel.errors import InvalidInput
from hukou.kernel.name_keys import bigrams, fold_pinyin, name_norm

from .page import Page
from .people import shown
from .scope import Scope
from .search_sql import statement
from .sql import fetch

LIMIT: Final = 20
MOST: Final = 100
TERMS: Final = ("number", "name", "pinyin", "address", "household_number")

KEYS: Final[Mapping[str, Callable[[str], str]]] = {"name": name_norm, "pinyin": fold_pinyin}
"""What is left of a term to look for; where nothing is, it would find everybody."""

DIGITS: Final = re.compile(r"[0-9]{6,17}|[0-9]{19,20}", re.ASCII)
NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}", re.ASCII)
LATIN: Final = re.compile(r"[A-Za-zÀ-ɏü:' ]+")
ADDRESS_WORDS: Final = re.compile(r"[0-9]|[省市区县镇乡村街路巷弄号幢栋室组]|社区|小区")
LONGEST_NAME: Final = 4


@dataclass(frozen=True, kw_only=True)
class PersonSearch:
    """What to look for. All fields given must agree; `free` decides itself what it is.

    18 characters are an identity number, other digits a household number, Latin letters
    pinyin or initials, Chinese a name or part of one, or else an address.
    """

    number: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    pinyin: str = ""
    address: str = ""
    household_number: str = ""
    free: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Somebody found, as registered on the day; the number is masked unless the scope shows it."""

    person_id: int
    identity_number: str = field(repr=False)
    name: str = field(repr=False)
    sex: str
    birth_date: date | None
    household_id: int | None
    household_number: str
    relation: str
    relation_name: str
    address: str = field(repr=False)
    office_name: str
    died_on: date | None


def search_people(
    query: PersonSearch, *, scope: Scope, on: date, limit: int = LIMIT, cursor: str | None = None
) -> Page[PersonHit]:
    """Return who answers the query and may be seen, in order of their ids; one statement.

    A free Chinese text that is nobody's name is looked for in addresses, with a second one.

    Raises:
        InvalidInput: nothing is asked for, or the cursor is not one of ours.
    """
    wanted = _wanted(query)
    page = _page(wanted, scope=scope, on=on, limit=limit, cursor=cursor)
    if not page.items and query.free and "name" in wanted and not cursor:
        address = {"address": query.free}
        return _page(address, scope=scope, on=on, limit=limit, cursor=cursor)
    return page


def _page(
    wanted: dict[str, str], *, scope: Scope, on: date, limit: int, cursor: str | None
) -> Page[PersonHit]:
    limit = max(1, min(limit, MOST))
    # A single character has no pair of its own: names that begin with it are looked for.
    surname = len(name_norm(wanted.get("name", ""))) == 1
    asked = [("surname" if surname and name == "name" else name) for name in wanted]
    rows = fetch(
        statement(asked),
        {
            **_parameters(wanted),
            "on": on,
            "offices": scope.offices,
            "after": _after(cursor),
            "limit": limit + 1,
        },
    )
    return Page.of([_hit(row, scope) for row in rows], limit=limit, key="person_id")


def _wanted(query: PersonSearch) -> dict[str, str]:
    wanted = {name: getattr(query, name).strip() for name in TERMS}
    wanted = {name: text for name, text in wanted.items() if text}
    if free := query.free.strip():
        wanted.setdefault(_kind_of(free), free)
    if not wanted:
        raise InvalidInput("请至少填写一项查询条件。", field="free")
    for name, text in wanted.items():
        if not KEYS.get(name, str)(text):
            raise InvalidInput("查询条件中没有可查的文字。", field=name)
    return wanted


def _kind_of(text: str) -> str:
    number = identity_number.normalise(text)
    if NUMBER.fullmatch(number):
        return "number"
    if DIGITS.fullmatch(number):
        return "household_number"
    if LATIN.fullmatch(text):
        return "pinyin"
    if ADDRESS_WORDS.search(text) and (len(text) > LONGEST_NAME or text[-1] in "号幢栋室"):
        return "address"
    return "name"


def _parameters(wanted: dict[str, str]) -> dict[str, Any]:
    name = name_norm(wanted.get("name", ""))
    address = "".join(wanted.get("address", "").split())
    return {
        "number": identity_number.normalise(wanted.get("number", "")),
        "household_number": wanted.get("household_number", ""),
        "name_prefix": _literal(name) + "%",
        "name_part": f"%{_literal(name)}%",
        "name_bigrams": bigrams(name),
        "pinyin_prefix": _literal(fold_pinyin(wanted.get("pinyin", ""))) + "%",
        "address_part": f"%{_literal(address)}%",
    }


def _literal(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)


def _after(cursor: str | None) -> int:
    if not cursor:
        return 0
    if not cursor.isascii() or not cursor.isdigit():
        raise InvalidInput("翻页标记无效。请重新查询。", field="cursor")
    return int(cursor)


def _hit(row: dict[str, Any], scope: Scope) -> PersonHit:
    told = shown(row, scope) | {"birth_date": row["birth_date"]}
    del told["office_id"]
    return PersonHit(**told)
