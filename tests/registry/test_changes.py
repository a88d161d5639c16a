"""Particulars that change, and particulars that were wrong (变更、更正), row R08."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Newborn,
    change_particulars,
    correct_particulars,
    register_birth,
    register_death,
)
from registry.errors import (
    AgesImpossible,
    EventBeforeBirth,
    EventInFuture,
    LaterEventStands,
    NothingChanges,
    PersonHasDied,
)
from registry.models import Entry, EntryKind, Particulars, Person
from registry.queries import PersonSearch, Scope, person_on, search_people
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

WHY = {"reason": "本人申请", "proof": "改名申请第1号"}
ALL = Scope("test", office_ids=None, fields=frozenset({"number", "particulars"}))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def changed(here: Station, person: Person, **changes: Any) -> Particulars:
    return change_particulars(person, changes, approver=here.officer, **here.how | WHY)


def corrected(here: Station, person: Person, **values: Any) -> Particulars:
    how: dict[str, Any] = {"by": here.officer, "basis": BASIS, **WHY}
    return correct_particulars(person, values, approver=here.officer, **how)


def name_on(person: Person, on: date) -> str:
    view = person_on(person.pk, on=on, scope=ALL)
    assert view is not None
    return view.name


def test_a_change_is_true_from_its_day_and_what_was_stays_true(
    here: Station, ouyang: Family
) -> None:
    version = changed(here, ouyang.son, name="欧阳大海")

    assert version.period == Range(LATELY, None)
    assert name_on(ouyang.son, LATELY) == "欧阳大海"
    assert name_on(ouyang.son, LATELY - timedelta(days=1)) == "欧阳小山"


def test_the_entry_tells_item_old_value_new_value_reason_evidence_and_approver(
    here: Station, ouyang: Family
) -> None:
    changed(here, ouyang.son, name="欧阳大海")
    entry = Entry.objects.get(kind=EntryKind.PARTICULARS_CHANGED)
    assert entry.details == {
        **WHY,
        "approver": here.officer.pk,
        "opens": True,
        "items": [
            {"item": "former_name", "old": "", "new": "欧阳小山"},
            {"item": "name", "old": "欧阳小山", "new": "欧阳大海"},
        ],
    }
    assert (entry.household, entry.office) == (ouyang.household, here.office)


def test_the_new_name_is_found_by_its_pinyin(here: Station, ouyang: Family) -> None:
    changed(here, ouyang.son, name="欧阳大海")
    found = search_people(PersonSearch(pinyin="oydh"), scope=ALL, on=LATELY)
    assert [hit.person_id for hit in found.items] == [ouyang.son.pk]


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("sex", "女"),
        ("ethnicity", "满"),
        ("marital_status", "20"),
        ("education", "大专"),
        ("occupation", "教师"),
        ("workplace", "示例小学"),
        ("height_cm", 181),
    ],
)
def test_every_other_item_changes_alike(
    here: Station, ouyang: Family, item: str, value: object
) -> None:
    before = getattr(ouyang.son.particulars.get(), item)
    after = changed(here, ouyang.son, **{item: value})
    [told] = Entry.objects.get(kind=EntryKind.PARTICULARS_CHANGED).details["items"]
    assert told == {"item": item, "old": before, "new": getattr(after, item)}
    assert after.former_name == ""


def test_a_second_change_of_the_day_is_put_into_the_same_version(
    here: Station, ouyang: Family
) -> None:
    changed(here, ouyang.son, occupation="教师")
    changed(here, ouyang.son, workplace="示例小学")
    assert ouyang.son.particulars.count() == 2


@pytest.mark.parametrize("item", ["birth_date", "birthplace", "person_id", "name_norm"])
def test_what_cannot_become_another_is_not_changed(
    here: Station, ouyang: Family, item: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        changed(here, ouyang.son, **{item: "x"})
    assert refusal.value.field == item


def test_reason_and_proof_are_asked_for(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change_particulars(ouyang.son, {"sex": "2"}, **here.how, reason="", proof=" ")
    assert [each["field"] for each in refusal.value.errors] == ["reason", "proof"]


def test_a_name_with_private_use_characters_changes_nothing(here: Station, ouyang: Family) -> None:
    """Bad input: nothing is stored."""
    with pytest.raises(InvalidInput):
        changed(here, ouyang.son, name="欧阳\ue000")
    with pytest.raises(InvalidInput):
        corrected(here, ouyang.son, name="欧阳\ue000")
    assert ouyang.son.particulars.get().name == "欧阳小山"
    assert not Entry.objects.exclude(kind=EntryKind.IMPORTED).exists()


def test_what_is_too_long_is_refused_and_not_cut(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        changed(here, ouyang.son, occupation="师" * 51)
    assert refusal.value.field == "occupation"


def test_nothing_is_entered_where_nothing_changes(here: Station, ouyang: Family) -> None:
    with pytest.raises(NothingChanges):
        changed(here, ouyang.son, name="欧阳小山", sex="男")
    with pytest.raises(NothingChanges):
        corrected(here, ouyang.son, birth_date=date(2010, 1, 2))


def test_a_change_is_neither_ahead_nor_before_a_later_one(here: Station, ouyang: Family) -> None:
    changed(here, ouyang.son, occupation="教师")
    how = here.how | WHY
    for on, error in (
        (clock.today() + timedelta(days=1), EventInFuture),
        (LATELY - timedelta(days=1), LaterEventStands),
        (date(2009, 1, 1), EventBeforeBirth),
    ):
        with pytest.raises(error):
            change_particulars(ouyang.son, {"occupation": "工人"}, **how | {"on": on})


def test_the_dead_do_not_change_but_may_be_corrected(here: Station, ouyang: Family) -> None:
    proof = {"declarant": "欧阳修", "certificate": "死证字第1号"}
    register_death(ouyang.son, **here.how | proof)
    with pytest.raises(PersonHasDied):
        changed(here, ouyang.son, occupation="教师")
    assert corrected(here, ouyang.son, name="欧阳小珊").name == "欧阳小珊"


def test_a_correction_is_true_from_the_outset(here: Station, ouyang: Family) -> None:
    corrected(here, ouyang.son, name="欧阳小珊")
    assert name_on(ouyang.son, date(2012, 1, 1)) == "欧阳小珊"
    assert ouyang.son.particulars.get().former_name == ""


def test_a_correction_reaches_back_to_where_the_wrong_value_began(
    here: Station, ouyang: Family
) -> None:
    """Renamed, and the new name misspelt: the old name was right."""
    changed(here, ouyang.son, name="欧阳大海")
    corrected(here, ouyang.son, name="欧阳大澥", ethnicity="满")

    first, second = ouyang.son.particulars.order_by("period")
    assert (first.name, second.name) == ("欧阳小山", "欧阳大澥")
    assert {first.ethnicity, second.ethnicity} == {second.ethnicity} != {"01"}
    entry = Entry.objects.get(kind=EntryKind.PARTICULARS_CORRECTED)
    assert entry.details["versions"] == [
        {"since": LATELY.isoformat(), "items": ["ethnicity", "name"]},
        {"since": "2010-01-02", "items": ["ethnicity"]},
    ]


def test_a_corrected_birth_date_moves_what_began_with_the_birth(
    here: Station, ouyang: Family
) -> None:
    child = Newborn(
        name="欧阳小月", sex="2", birth_date=date(2026, 5, 20), mother_id=ouyang.mother.pk
    )
    baby = register_birth(child, ouyang.household, relation="32", **here.how)
    corrected(here, baby, birth_date=date(2026, 5, 21))

    residence = baby.residences.get()
    assert residence.period.lower == residence.arrived_on == date(2026, 5, 21)
    assert baby.particulars.get().period.lower == date(2026, 5, 21)
    assert baby.held_numbers.get().period.lower == date(2026, 5, 21)


def test_nobody_is_corrected_to_be_born_after_they_were_registered(
    here: Station, ouyang: Family
) -> None:
    with pytest.raises(EventBeforeBirth):
        corrected(here, ouyang.father, birth_date=date(2011, 1, 1))


def test_a_corrected_birth_is_not_in_the_future(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventInFuture):
        corrected(here, ouyang.son, birth_date=clock.today() + timedelta(days=1))


@pytest.mark.parametrize("who", ["child", "mother"])
def test_a_birth_date_that_makes_the_parent_younger_is_refused(
    here: Station, ouyang: Family, who: str
) -> None:
    """Bad input: an age gap that cannot be; nothing is stored."""
    told = Newborn(name="欧阳小月", sex="2", birth_date=LATELY, mother_id=ouyang.mother.pk)
    child = register_birth(told, ouyang.household, relation="32", **here.how)
    wrong = {"child": (child, date(1976, 3, 7)), "mother": (ouyang.mother, LATELY)}
    person, born = wrong[who]
    with pytest.raises(AgesImpossible) as refusal:
        corrected(here, person, birth_date=born)
    assert refusal.value.facts["cite"] == {"document": "民法典", "clause": "第十五条"}
    assert not Entry.objects.filter(kind=EntryKind.PARTICULARS_CORRECTED).exists()


def test_a_correction_starts_from_the_live_record(here: Station) -> None:
    person = PersonFactory.create()
    corrected(here, person, name="张珊")
    corrected(here, person, name="张姗")
    old = [
        entry.details["items"][0]["old"]
        for entry in Entry.objects.filter(kind=EntryKind.PARTICULARS_CORRECTED).order_by("id")
    ]
    assert old == ["张三", "张珊"]
