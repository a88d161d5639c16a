"""What documents say: the items of the form in their order, on a day, as known on a day (K01)."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from psycopg.types.range import Range

import registry.documents
from hukou.kernel import clock
from registry.documents import AsOf, Booklet, RegisterForm, Wanted, for_screen
from registry.errors import NotRegisteredHere
from registry.models import EntryKind, HouseholdAddress, Particulars
from registry.queries import ADDRESS as ADDRESSES
from registry.queries import NUMBER, PARTICULARS, Scope
from tests.documents.cast import ADDRESS, FILLED, RARE, certificate, permit
from tests.documents.conftest import Twelve
from tests.factories import AddressFactory, EntryFactory, HouseholdFactory, ResidenceFactory

ITEMS: Final = Path(registry.documents.__file__).parent / "data" / "form_fields.csv"
MOVED: Final = date(2020, 5, 1)


def items(form: str, page: str) -> list[str]:
    """Return the ids of a page's items in the order of the form, as its data give them."""
    with ITEMS.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if (r["form"], r["page"]) == (form, page)]
    return [row["id"] for row in sorted(rows, key=lambda row: int(row["order"]))]


def content(home: Twelve, wanted: Wanted, **how: Any) -> dict[str, Any]:
    told: dict[str, Any] = home.issued(wanted, **how).content
    return told


def told(sheet: dict[str, Any]) -> dict[str, str]:
    return {each["id"]: each["value"] for each in sheet["fields"]}


@pytest.mark.parametrize(
    ("form", "kind", "sheet"),
    [("booklet", "front", 0), ("booklet", "member", 1), ("register_form", "form", 0)],
)
def test_the_items_stand_in_the_order_of_the_form(
    home: Twelve, form: str, kind: str, sheet: int
) -> None:
    wanted = Booklet(home.household.pk) if form == "booklet" else RegisterForm(home.people[0].pk)

    shown = [each["id"] for each in content(home, wanted)["sheets"][sheet]["fields"]]

    elsewhere = {
        "SJHKZ",
        "DJJGZ",
        "ZZBD",
        "BGGZ",
        "CBR",
        "SBR",
        "QFRQ",
    }  # seals, tables, signatures
    assert shown == [each for each in items(form, kind) if each not in elsewhere]


def test_a_card_tells_everything_that_is_registered_in_words(home: Twelve) -> None:
    card = told(content(home, Booklet(home.household.pk))["sheets"][1])

    assert card["XM"] == RARE
    assert (card["XB"], card["MZ"], card["HYZK"]) == ("男", "维吾尔族", "已婚")
    assert (card["SG"], card["ZJXY"]) == ("175厘米", "")
    assert card["CSRQ"] == "1950年5月1日"
    assert card["HSQLBZ"].startswith("2010年1月1日由新疆")


def test_a_booklet_tells_where_the_household_moved_and_who_wrote_it(home: Twelve) -> None:
    lived = HouseholdAddress.objects.get(household=home.household)
    lived.period = Range(lived.period.lower, MOVED)
    lived.save(update_fields=["period"])
    there = AddressFactory.create(full_text="新住址一号")
    HouseholdAddress.objects.create(
        household=home.household, address=there, period=Range(MOVED, None)
    )
    EntryFactory.create(
        office=home.here.office,
        kind=EntryKind.ADDRESS_CHANGED,
        household=home.household,
        officer=home.here.officer,
        event_on=MOVED,
    )

    now = content(home, Booklet(home.household.pk))["sheets"][0]
    before = content(home, Booklet(home.household.pk), on=MOVED - timedelta(days=1))["sheets"][0]

    assert now["tables"][0]["rows"] == [["新住址一号", "2020年5月1日", home.here.officer.name]]
    assert told(now)["ZZ"] == "新住址一号"
    assert (before["tables"][0]["rows"], told(before)["ZZ"]) == ([], ADDRESS)


def test_a_card_records_what_was_changed_by_whom(home: Twelve) -> None:
    EntryFactory.create(
        office=home.here.office,
        kind=EntryKind.PARTICULARS_CHANGED,
        person=home.people[0],
        officer=home.here.officer,
        event_on=MOVED,
        details={"after": {"marital_status": "30", "workplace": ""}},
    )

    [table] = content(home, Booklet(home.household.pk))["sheets"][1]["tables"]
    [earlier] = content(home, Booklet(home.household.pk), on=date(2019, 1, 1))["sheets"][1][
        "tables"
    ]

    by = home.here.officer.name
    assert table["rows"] == [
        ["婚姻状况", "丧偶", "2020年5月1日", by],
        ["服务处所", "（空）", "2020年5月1日", by],
    ]
    assert earlier["rows"] == []


def test_a_form_as_known_before_a_correction_says_what_was_known(home: Twelve) -> None:
    then, one = clock.now(), home.people[0]
    Particulars.objects.filter(person=one).update(birthplace="更正后的出生地")
    scope = Scope("test", office_ids=None, fields=frozenset({NUMBER, ADDRESSES, PARTICULARS}))

    told_of = [
        told(RegisterForm(one.pk).written(asof).as_json()["sheets"][0])["CSD"]
        for asof in (
            AsOf(on=clock.today(), known_on=then, scope=scope),
            AsOf(on=clock.today(), scope=scope),
        )
    ]

    assert told_of == [FILLED["birthplace"], "更正后的出生地"]


def test_a_collective_household_gives_each_member_a_booklet_of_their_own(home: Twelve) -> None:
    unit = HouseholdFactory.create(office=home.here.office, collective=True)
    one, other = (
        ResidenceFactory.create(household=unit, relation=relation).person
        for relation in ("97", "97")
    )

    document = home.issued(Booklet(unit.pk, one.pk))

    assert document.content["people"] == [one.pk]
    assert [each["id"] for each in document.content["sheets"]] == ["front", "member"]
    assert other.pk not in document.content["people"]
    with pytest.raises(NotRegisteredHere):
        home.issued(Booklet(unit.pk, home.people[0].pk))


def test_the_papers_of_a_move_name_everybody_and_where_they_go(home: Twelve) -> None:
    one, two = home.people[:2]

    allowed, moved = content(home, permit(one, two)), content(home, certificate(one, two))

    assert [sheet["title"][:3] for sheet in allowed["sheets"]] == ["第一联", "第二联", "第三联"]
    assert told(allowed["sheets"][0])["QYYY"] == "夫妻投靠"
    assert [row[0] for row in moved["sheets"][0]["tables"][0]["rows"]] == [RARE, "欧阳若兰"]
    assert moved["people"] == [one.pk, two.pk]


def test_screens_mask_numbers_in_fields_and_tables(home: Twelve) -> None:
    one = home.people[0]
    number = one.held_numbers.get().number
    written = content(home, permit(one)), content(home, RegisterForm(one.pk))

    for each in written:
        assert number in str(each)
        assert number not in str(for_screen(each))
