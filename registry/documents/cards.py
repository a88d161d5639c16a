"""The registration card of a person (常住人口登记卡): its items, and its record of changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from hukou.kernel.codes import Scheme
from registry.models import EntryKind
from registry.queries import Arrivals, Event, PersonView, events_known, history_of_person

from .asked import AsOf
from .content import Table
from .wording import arrival, height, named, sex, written

CHANGES: Final = (
    EntryKind.PARTICULARS_CHANGED,
    EntryKind.PARTICULARS_CORRECTED,
    EntryKind.NUMBER_CHANGED,
    EntryKind.RELATION_CHANGED,
    EntryKind.HEAD_CHANGED,
)
HEAD: Final = ("项目", "变更、更正后", "日期", "承办人")
ITEMS: Final = {
    "name": "姓名",
    "former_name": "曾用名",
    "sex": "性别",
    "birth_date": "出生日期",
    "ethnicity": "民族",
    "birthplace": "出生地",
    "native_place": "籍贯",
    "marital_status": "婚姻状况",
    "education": "文化程度",
    "occupation": "职业",
    "workplace": "服务处所",
    "military_service": "兵役状况",
    "blood_type": "血型",
    "height_cm": "身高",
    "relation": "与户主关系",
    "number": "公民身份证件编号",
}
SCHEMES: Final = {
    "ethnicity": Scheme.ETHNIC_GROUP,
    "marital_status": Scheme.MARITAL_STATUS,
    "education": Scheme.EDUCATION,
    "occupation": Scheme.OCCUPATION,
    "blood_type": Scheme.BLOOD_TYPE,
    "relation": Scheme.FAMILY_RELATION,
}


def particulars(view: PersonView) -> dict[str, str]:
    """Return what a card and the resident register form both tell of somebody."""
    return {
        "XM": view.name,
        "YHZGX": view.relation_name,
        "CYM": view.former_name,
        "XB": sex(view.sex),
        "CSD": view.birthplace,
        "MZ": named(Scheme.ETHNIC_GROUP, view.ethnicity),
        "JG": view.native_place,
        "CSRQ": written(view.birth_date),
        "GMSFHM": view.identity_number,
        "SG": height(view.height_cm),
        "XX": named(Scheme.BLOOD_TYPE, view.blood_type),
        "WHCD": named(Scheme.EDUCATION, view.education),
        "HYZK": named(Scheme.MARITAL_STATUS, view.marital_status),
        "BYZK": view.military_service,
        "FWCS": view.workplace,
        "ZY": named(Scheme.OCCUPATION, view.occupation),
    }


def came(arrivals: Arrivals) -> dict[str, str]:
    """Return when and from where somebody came to the city, and to the address."""
    city, address = arrivals.city, arrivals.address
    return {
        "HSQLBS": arrival(city.on, city.where_from, city.reason) if city else "",
        "HSQLBZ": arrival(address.on, address.where_from, address.reason) if address else "",
    }


def changes(person_id: int, asof: AsOf) -> Table:
    """Return what was changed and corrected about somebody, from the entries."""
    events = history_of_person(person_id, scope=asof.scope)
    kept = events_known(events, *CHANGES, on=asof.on, known_on=asof.known_on)
    return Table("BGGZ", "登记事项变更和更正记载", HEAD, tuple(_rows(kept, asof)))


def _rows(events: Sequence[Event], asof: AsOf) -> list[tuple[str, str, str, str]]:
    return [
        (ITEMS.get(item, item), _worded(item, after, asof), written(event.on), event.officer_name)
        for event in events
        for item, after in _after(event.details).items()
    ]


def _after(details: dict[str, Any]) -> dict[str, Any]:
    """Return the new value of each item that an entry changed, in the order of the card.

    An entry tells them as `after` (by column), or as `changes` (before and after, by column).
    """
    after = details.get("after") or details.get("changes")
    if not isinstance(after, dict):
        return {}
    return {name: _new(after[name]) for name in ITEMS if name in after}


def _new(value: Any) -> Any:  # noqa: ANN401 - JSON
    return value.get("after", value.get("to", "")) if isinstance(value, dict) else value


def _worded(item: str, value: Any, asof: AsOf) -> str:  # noqa: ANN401 - JSON
    if value in (None, ""):
        return "（空）"
    if item == "number":
        return asof.scope.number(str(value))
    if item == "sex":
        return sex(str(value))
    if item == "birth_date":
        return written(date.fromisoformat(str(value)))
    if item == "height_cm":
        return height(int(value))
    return named(SCHEMES[item], str(value)) if item in SCHEMES else str(value)
