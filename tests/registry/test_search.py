"""Finding people: one box that knows what was typed, and one field each."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import compose
from registry.actions import PersonDetails, enrol_person, move_in, move_out
from registry.models import HouseholdAddress
from registry.queries import PersonHit, PersonSearch, Scope, search_people
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None, fields=frozenset({"address"}))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def found(scope: Scope = ALL, **query: str) -> list[PersonHit]:
    return search_people(PersonSearch(**query), scope=scope, on=LATELY).items


@pytest.mark.parametrize(
    "typed", ["欧阳修", "阳修", "ouyangxiu", "oyx", "OuYang Xiu", "Ōuyáng", "欧 阳修"]
)
def test_a_person_is_found_by_whatever_is_known_of_the_name(ouyang: Family, typed: str) -> None:
    assert ouyang.father.pk in [hit.person_id for hit in found(free=typed)]


def test_a_surname_is_read_as_a_surname(ouyang: Family) -> None:
    assert [hit.person_id for hit in found(free="shanxiongying")] == [ouyang.mother.pk]


@pytest.mark.parametrize("typed", ["shan", "dan", "dxy", "sxy", "danxiongying"])
def test_a_character_of_two_readings_is_found_by_either(here: Station, typed: str) -> None:
    number = compose("440199", date(1990, 1, 1), sequence=5).text
    details = PersonDetails(
        identity_number=number, name="单雄英", sex="1", birth_date=date(1990, 1, 1)
    )
    shan = enrol_person(details, **here.how)
    move_in(
        shan, HouseholdFactory.create(office=here.office), relation="02", reason="x", **here.how
    )

    assert shan.pk in [hit.person_id for hit in found(free=typed)]


def test_a_person_is_found_by_the_whole_number_however_it_is_typed(ouyang: Family) -> None:
    number = ouyang.son.held_numbers.get().number
    typed = f"{number[:6]} {number[6:14]} {number[14:]}".lower()

    [hit] = found(free=typed)
    assert hit.person_id == ouyang.son.pk
    assert "*" in hit.identity_number


def test_a_past_holder_of_a_number_is_found(ouyang: Family) -> None:
    held = ouyang.son.held_numbers.get()
    ouyang.son.held_numbers.update(period=(date(2010, 1, 2), date(2020, 1, 1)))
    assert [hit.person_id for hit in found(number=held.number)] == [ouyang.son.pk]


def test_a_household_number_finds_its_members(ouyang: Family) -> None:
    assert len(found(free=ouyang.household.number)) == 4


def test_part_of_an_address_finds_who_lives_there(ouyang: Family) -> None:
    address = HouseholdAddress.objects.get(household=ouyang.household).address
    assert len(found(free=address.full_text[2:])) == 4
    assert len(found(address=address.street)) == 4


def test_a_chinese_text_that_is_no_name_is_looked_for_in_addresses(ouyang: Family) -> None:
    assert [hit.household_id for hit in found(free="示例")] == [ouyang.household.pk] * 4


def test_several_fields_must_agree(ouyang: Family) -> None:
    assert [hit.person_id for hit in found(name="欧阳", pinyin="oyxs")] == [
        ouyang.son.pk,
        ouyang.daughter.pk,
    ]
    assert not found(name="单雄英", household_number="1")


@pytest.mark.usefixtures("ouyang")
def test_signs_of_patterns_mean_themselves() -> None:
    assert not found(name="%")
    assert not found(name="欧_修")


def test_nothing_asked_is_refused() -> None:
    with pytest.raises(InvalidInput):
        found(free="  ")


@pytest.mark.parametrize("signs", [{"pinyin": "%"}, {"pinyin": "山"}, {"free": "'"}, {"name": "·"}])
def test_what_leaves_nothing_to_look_for_does_not_find_everybody(signs: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        found(**signs)


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    people = [PersonFactory.create(details={"name": "王伟"}).pk for _ in range(5)]
    seen, cursor = [], None
    for _ in range(3):
        page = search_people(
            PersonSearch(name="王伟"), scope=ALL, on=LATELY, limit=2, cursor=cursor
        )
        seen += [hit.person_id for hit in page.items]
        cursor = page.next

    assert seen == people
    assert cursor is None


def test_a_made_up_cursor_is_refused() -> None:
    with pytest.raises(InvalidInput):
        search_people(PersonSearch(name="王伟"), scope=ALL, on=LATELY, cursor="1; drop")


def test_who_belongs_to_another_office_does_not_appear(here: Station, ouyang: Family) -> None:
    mine = Scope("test", office_ids=frozenset({here.office.pk}))
    elsewhere = Scope("test", office_ids=frozenset({station().office.pk}))
    number = ouyang.son.held_numbers.get().number

    for query in ({"free": "欧阳修"}, {"number": number}, {"free": ouyang.household.number}):
        assert found(mine, **query)
        assert not found(elsewhere, **query)


def test_who_once_belonged_here_is_still_found(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)

    [hit] = found(Scope("test", office_ids=frozenset({here.office.pk})), free="欧阳小山")
    assert (hit.person_id, hit.household_id) == (ouyang.son.pk, None)


@pytest.mark.usefixtures("ouyang")
def test_a_search_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found(free="欧阳")
