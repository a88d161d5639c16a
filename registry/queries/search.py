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
from .scope import EVER_HERE, Scope
from .sql import fetch

LIMIT: Final = 20
MOST: Final = 100

CANDIDATES: Final = {
    "number": "SELECT person_id FROM registry_heldnumber WHERE number = %(number)s",
    "name": """
        SELECT person_id FROM registry_particulars WHERE name_norm LIKE %(name_prefix)s
        UNION
        SELECT person_id FROM registry_particulars
        WHERE name_bigrams @> %(name_bigrams)s::varchar[] AND name_norm LIKE %(name_part)s""",
    "pinyin": """
        SELECT person_id FROM registry_particulars WHERE name_pinyin LIKE %(pinyin_prefix)s
        UNION
        SELECT person_id FROM registry_particulars WHERE name_initials LIKE %(pinyin_prefix)s
        UNION
        SELECT person_id FROM registry_particulars WHERE name_pinyin_also LIKE %(pinyin_prefix)s
        UNION
        SELECT person_id FROM registry_particulars
        WHERE name_initials_also LIKE %(pinyin_prefix)s""",
    "address": """
        SELECT residence.person_id FROM registry_address address
        JOIN registry_householdaddress lived
          ON lived.address_id = address.id AND lived.period @> %(on)s::date
        JOIN registry_residence residence
          ON residence.household_id = lived.household_id AND residence.period @> %(on)s::date
        WHERE address.full_text LIKE %(address_part)s""",
    "household_number": """
        SELECT residence.person_id FROM registry_household household
        JOIN registry_residence residence ON residence.household_id = household.id
        WHERE household.number = %(household_number)s""",
}

HITS: Final = """
WITH found AS MATERIALIZED ({candidates}),
page AS (
    SELECT found.person_id FROM found
    WHERE found.person_id > %(after)s::bigint
      AND (%(offices)s::bigint[] IS NULL OR {shown})
    GROUP BY found.person_id ORDER BY found.person_id LIMIT %(limit)s::bigint
)
SELECT page.person_id, held.number AS identity_number, known.name, known.sex, known.birth_date,
       household.id AS household_id, household.number AS household_number, residence.relation,
       address.full_text AS address, office.name AS office_name,
       CASE WHEN person.died_on <= %(on)s::date THEN person.died_on END AS died_on
FROM page
JOIN registry_person person ON person.id = page.person_id
LEFT JOIN registry_particulars known
       ON known.person_id = page.person_id AND known.period @> %(on)s::date
LEFT JOIN registry_heldnumber held
       ON held.person_id = page.person_id AND held.period @> %(on)s::date
LEFT JOIN registry_residence residence
       ON residence.person_id = page.person_id AND residence.period @> %(on)s::date
LEFT JOIN registry_household household ON household.id = residence.household_id
LEFT JOIN registry_office office ON office.id = household.office_id
LEFT JOIN registry_householdaddress lived
       ON lived.household_id = household.id AND lived.period @> %(on)s::date
LEFT JOIN registry_address address ON address.id = lived.address_id
ORDER BY page.person_id
"""

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
    candidates = " INTERSECT ".join(f"({CANDIDATES[name]})" for name in wanted)
    rows = fetch(
        HITS.format(candidates=candidates, shown=EVER_HERE.format(person="found.person_id")),
        {
            **_parameters(wanted),
            "on": on,
            "offices": scope.offices,
            "after": _after(cursor),
            "limit": limit + 1,
        },
    )
    hits = [_hit(row, scope) for row in rows[:limit]]
    return Page(hits, str(hits[-1].person_id) if len(rows) > limit else None)


def _wanted(query: PersonSearch) -> dict[str, str]:
    wanted = {name: getattr(query, name).strip() for name in CANDIDATES}
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
    return PersonHit(**shown(row, scope) | {"birth_date": row["birth_date"]})
