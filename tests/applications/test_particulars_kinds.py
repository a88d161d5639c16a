"""Change and correction (变更、更正), and numbers: the item says who decides (rows R08, R01)."""

from datetime import date
from typing import Any, Final

import pytest

from applications.actions import approve, carry_out, draft
from applications.errors import MayNotDecide, NotEligible
from applications.models import Application, Kind
from applications.queries.deciders import deciders
from hukou.kernel.errors import InvalidInput
from registry.models import HeldNumber, Particulars, PostingRole
from tests.applications.life import (
    TODAY,
    city_approver,
    event,
    examined,
    granted,
    handed_in,
    proven,
)
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter

ABOUT: Final = {
    "reason": "本人申请",
    "proof": "申请书",
    "declarant": "欧阳",
    "declarant_is": "self",
}
CITY: Final = frozenset({PostingRole.CITY_APPROVER})
STATION: Final = frozenset({PostingRole.OFFICER, PostingRole.CHIEF})
ITEMS: Final = {
    (Kind.CHANGE, "name"): ("欧阳新", "CHANGE_NAME", CITY),
    (Kind.CHANGE, "sex"): ("2", "CHANGE_SEX", CITY),
    (Kind.CHANGE, "ethnicity"): ("15", "CHANGE_ETHNICITY", CITY),
    (Kind.CHANGE, "workplace"): ("衢州市图书馆", "CHANGE_OTHER", STATION),
    (Kind.CORRECTION, "name"): ("欧阳休", "CORRECT_NAME", CITY),
    (Kind.CORRECTION, "sex"): ("2", "CORRECT_SEX", CITY),
    (Kind.CORRECTION, "birth_date"): ("1974-05-02", "CORRECT_BIRTH_DATE", CITY),
    (Kind.CORRECTION, "ethnicity"): ("15", "CORRECT_ETHNICITY", CITY),
    (Kind.CORRECTION, "birthplace"): ("浙江省衢州市", "CORRECT_OTHER", STATION),
}


@pytest.fixture
def home(here: Counter) -> Family:
    return family(here.office, address=AddressFactory.create(division=here.community))


@pytest.mark.parametrize(("kind", "item"), ITEMS)
def test_each_item_has_its_event_and_its_level(
    here: Counter, home: Family, kind: Kind, item: str
) -> None:
    value, name, level = ITEMS[kind, item]

    application = draft(event(kind, home.father, {item: value, **ABOUT}), by=here.auxiliary)

    assert (application.event, deciders(application)) == (name, level)


@pytest.mark.parametrize(("kind", "item"), ITEMS)
def test_each_item_is_carried_out(here: Counter, home: Family, kind: Kind, item: str) -> None:
    value, _, level = ITEMS[kind, item]
    decider = here.officer if level == STATION else city_approver(here)
    application = granted(here, event(kind, home.father, {item: value, **ABOUT}), by=decider)

    carry_out(application.pk, by=here.officer)

    now = Particulars.objects.on(TODAY).get(person=home.father)
    expected = date.fromisoformat(value) if item == "birth_date" else value
    assert getattr(now, item) == expected


def test_a_name_is_not_changed_by_the_station_nor_the_county(here: Counter, home: Family) -> None:
    application = proven(here, event(Kind.CHANGE, home.father, {"name": "欧阳新", **ABOUT}))

    for account in (here.officer, here.chief, here.approver):
        with pytest.raises(MayNotDecide):
            approve(application.pk, by=account)


def test_an_adults_name_is_changed_at_their_own_wish_only(here: Counter, home: Family) -> None:
    told = {"name": "欧阳新", **ABOUT, "declarant_is": "parent"}
    city = city_approver(here)
    grown = proven(here, event(Kind.CHANGE, home.father, told))
    minor = proven(here, event(Kind.CHANGE, home.son, told))

    with pytest.raises(NotEligible):
        approve(grown.pk, by=city)
    examined(here, minor)
    assert approve(minor.pk, by=city).clauses[0]["clause"] == "第十八条"


def test_ordinary_items_are_changed_together(here: Counter, home: Family) -> None:
    told = {"workplace": "图书馆", "education": "20", "marital_status": "40", **ABOUT}
    application = granted(here, event(Kind.CHANGE, home.father, told), by=here.officer)

    carry_out(application.pk, by=here.officer)

    now = Particulars.objects.on(TODAY).get(person=home.father)
    assert (now.workplace, now.education, now.marital_status) == ("图书馆", "20", "40")


@pytest.mark.parametrize(
    ("kind", "told", "fields"),
    [
        (Kind.CHANGE, {}, {"details"}),
        (Kind.CHANGE, {"name": "新", "sex": "2"}, {"details.name", "details.sex"}),
        (Kind.CHANGE, {"name": "新", "workplace": "馆"}, {"details.name"}),
        (Kind.CHANGE, {"birth_date": "1974-05-02"}, {"details", "details.birth_date"}),
        (Kind.CHANGE, {"ethnicity": "99"}, {"details.ethnicity"}),
        (Kind.CHANGE, {"sex": "9"}, {"details.sex"}),
        (Kind.CHANGE, {"workplace": 7}, {"details.workplace"}),
        (Kind.CORRECTION, {"birth_date": "2099-01-01"}, {"details.birth_date"}),
        (Kind.CORRECTION, {"hukou_type": "农业"}, {"details", "details.hukou_type"}),
    ],
)
def test_a_wrong_item_is_refused_at_its_field(
    here: Counter, home: Family, kind: Kind, told: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(event(kind, home.father, {**told, **ABOUT}), by=here.auxiliary)

    assert {each["field"] for each in refusal.value.errors} == fields
    assert not Application.objects.exists()


def test_a_number_is_changed_by_the_county_and_the_former_stays_held(
    here: Counter, home: Family
) -> None:
    """Row R01: a number is never given to anybody again."""
    before = HeldNumber.objects.get(person=home.father).number
    told = {**ABOUT, "reason": "shared"}
    application = granted(here, event(Kind.NUMBER, home.father, told), by=here.approver)

    carry_out(application.pk, by=here.officer)

    held = HeldNumber.objects.filter(person=home.father)
    assert held.count() == 2
    assert held.get(period__contains=TODAY).number != before


def test_a_wish_is_no_reason_for_another_number(here: Counter, home: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(event(Kind.NUMBER, home.father, {**ABOUT, "reason": "lucky"}), by=here.auxiliary)

    assert refusal.value.field == "details.reason"
    told = {**ABOUT, "reason": "wrong"}
    assert handed_in(here, event(Kind.NUMBER, home.father, told)).event == "NUMBER_CHANGE"
