"""Divisions over time (row R14): merged, split, renamed and abolished, with history kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    NewDivision,
    Part,
    abolish_division,
    find_or_add_address,
    merge_divisions,
    rename_division,
    split_division,
)
from registry.errors import (
    DivisionCodeTaken,
    DivisionLivedIn,
    DivisionNotThen,
    EventInFuture,
    LaterEventStands,
    NoPosting,
)
from registry.models import (
    Address,
    Division,
    DivisionChange,
    Entry,
    Household,
    HouseholdAddress,
    Residence,
)
from registry.queries import (
    Book,
    CollectiveSearch,
    addresses_of,
    division_changes,
    division_on,
    divisions_below,
    household_on,
    list_collectives,
    scope_of,
)
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, family
from tests.factories import AccountFactory, DivisionFactory, HouseholdFactory
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
BEFORE = LATELY - timedelta(days=1)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def ouyang(land: Country) -> Family:
    folk = family(land.here.office)
    settle(folk.household, address_in(land.village, plate="1号"))
    return folk


def book(land: Country, household: Household, on: date) -> Book:
    scope = scope_of(land.here.officer, on=clock.today())
    found = household_on(household.pk, on=on, scope=scope)
    assert found is not None
    return found


def names_on(on: date, *codes: str) -> list[str]:
    return [found.name if (found := division_on(code, on=on)) else "" for code in codes]


def test_a_renamed_village_has_each_name_on_its_days(land: Country, ouyang: Family) -> None:
    rename_division(land.village, name="河东新村", **land.decided(LATELY))

    assert names_on(BEFORE, land.village.code) == ["河东村"]
    assert names_on(LATELY, land.village.code) == ["河东新村"]
    assert book(land, ouyang.household, BEFORE).address == "示例县示例镇河东村1号"
    assert book(land, ouyang.household, LATELY).address == "示例县示例镇河东新村1号"


def test_a_printed_booklet_has_the_name_of_its_day(land: Country, ouyang: Family) -> None:
    rename_division(land.village, name="河东新村", **land.decided(LATELY))

    scope = scope_of(land.here.officer, on=LATELY)
    told = [
        [each.text for each in addresses_of(ouyang.household.pk, on=on, known_on=None, scope=scope)]
        for on in (BEFORE, LATELY)
    ]
    assert told == [["示例县示例镇河东村1号"], ["示例县示例镇河东新村1号"]]


@pytest.mark.usefixtures("ouyang")
def test_a_rename_writes_no_household_again(land: Country) -> None:
    lived = list(HouseholdAddress.objects.values())
    registered = list(Residence.objects.values())
    rename_division(land.village, name="河东新村", **land.decided(LATELY))
    assert list(HouseholdAddress.objects.values()) == lived
    assert list(Residence.objects.values()) == registered


def test_everything_below_a_renamed_town_lies_below_it_from_then_on(
    land: Country, ouyang: Family
) -> None:
    rename_division(land.town, name="新示例镇", code="440199101", **land.decided(LATELY))

    old, new = division_on("440199100", on=BEFORE), division_on("440199101", on=LATELY)
    assert old is not None
    assert new is not None
    assert [each.name for each in divisions_below(old, on=BEFORE)] == ["河东村", "河西村"]
    assert [each.name for each in divisions_below(new, on=LATELY)] == ["河东村", "河西村"]
    assert book(land, ouyang.household, LATELY).address == "示例县新示例镇河东村1号"
    assert book(land, ouyang.household, BEFORE).address == "示例县示例镇河东村1号"


@pytest.mark.usefixtures("ouyang")
def test_an_address_is_looked_for_by_the_latest_names(land: Country) -> None:
    rename_division(land.town, name="新示例镇", **land.decided(LATELY))
    assert Address.objects.get(plate="1号").full_text == "示例县新示例镇河东村1号"


def test_a_collective_household_is_listed_under_the_code_of_the_day(land: Country) -> None:
    home = HouseholdFactory.create(office=land.here.office, collective=True)
    settle(home, address_in(land.village))
    rename_division(land.village, name="河东新村", code="440199100209", **land.decided(LATELY))

    scope = scope_of(land.here.officer, on=LATELY)
    asked = CollectiveSearch(division="440199100209")
    [listed] = list_collectives(asked, scope=scope, on=LATELY).items
    assert (listed.id, listed.address) == (home.pk, "示例县示例镇河东新村1号")


def test_merged_villages_end_and_their_households_follow(land: Country, ouyang: Family) -> None:
    into = NewDivision(code="440199100203", name="两河村")
    merge_divisions([land.village, land.other], into=into, **land.decided(LATELY))

    codes = (land.village.code, land.other.code, "440199100203")
    assert names_on(BEFORE, *codes) == ["河东村", "河西村", ""]
    assert names_on(LATELY, *codes) == ["", "", "两河村"]
    after = book(land, ouyang.household, LATELY)
    assert (after.division_code, after.address) == ("440199100203", "示例县示例镇两河村1号")
    assert book(land, ouyang.household, BEFORE).division_code == land.village.code


def test_a_village_merged_into_its_neighbour_leaves_that_as_it_is(
    land: Country, ouyang: Family
) -> None:
    merge_divisions([land.village], into=land.other, **land.decided(LATELY))

    land.other.refresh_from_db()
    assert land.other.period.upper is None
    assert book(land, ouyang.household, LATELY).division_code == land.other.code


def test_merged_towns_hand_over_their_villages(land: Country) -> None:
    second = DivisionFactory.create(
        code="440199102", name="第二镇", level="township", parent=land.county
    )
    merge_divisions([land.town], into=second, **land.decided(LATELY))
    assert [each.name for each in divisions_below(second, on=LATELY)] == ["河东村", "河西村"]


def test_what_is_split_off_takes_its_addresses_along(land: Country, ouyang: Family) -> None:
    stays = settle(family(land.here.office).household, address_in(land.village, plate="2号"))
    moved = HouseholdAddress.objects.get(household=ouyang.household).address
    part = Part(code="440199100204", name="河岸村", addresses=[moved.pk])

    split_division(land.village, parts=[part], **land.decided(LATELY))

    assert book(land, ouyang.household, LATELY).address == "示例县示例镇河岸村1号"
    assert book(land, ouyang.household, BEFORE).address == "示例县示例镇河东村1号"
    assert book(land, stays, LATELY).division_code == land.village.code
    assert Entry.objects.filter(kind="address_changed", household=ouyang.household).count() == 1


def test_a_split_town_gives_villages_to_its_part(land: Country) -> None:
    part = Part(code="440199103", name="河西镇", children=[land.other.code])
    split_division(land.town, parts=[part], **land.decided(LATELY))

    begun = division_on("440199103", on=LATELY)
    assert begun is not None
    assert [each.code for each in divisions_below(begun, on=LATELY)] == [land.other.code]
    assert [each.code for each in divisions_below(land.town, on=LATELY)] == [land.village.code]


def test_a_split_takes_no_address_of_another_village(land: Country) -> None:
    strange = address_in(land.other)
    part = Part(code="440199100204", name="河岸村", addresses=[strange.pk])
    with pytest.raises(InvalidInput):
        split_division(land.village, parts=[part], **land.decided(LATELY))
    assert not Division.objects.filter(code="440199100204").exists()


def test_nobody_is_left_in_a_division_that_is_abolished(land: Country, ouyang: Family) -> None:
    with pytest.raises(DivisionLivedIn):
        abolish_division(land.village, **land.decided(LATELY))

    abolish_division(land.village, successor=land.other, **land.decided(LATELY))
    abolish_division(land.town, successor=_second(land), **land.decided(LATELY + timedelta(1)))
    assert book(land, ouyang.household, LATELY).division_code == land.other.code


def _second(land: Country) -> Division:
    town: Division = DivisionFactory.create(
        code="440199102", name="第二镇", level="township", parent=land.county
    )
    return town


def test_an_empty_division_just_ends(land: Country) -> None:
    abolish_division(land.other, **land.decided(LATELY))
    assert names_on(LATELY, land.other.code) == [""]


def test_each_change_is_recorded_with_paper_approver_officer_and_steps(land: Country) -> None:
    rename_division(land.village, name="河东新村", **land.decided(LATELY))

    [change] = division_changes([land.county.code])
    assert (change.kind, change.on, change.source) == ("renamed", LATELY, "示政发〔2026〕1号")
    assert (change.approver, change.account) == ("示例县人民政府", land.approver)
    [step] = change.steps.all()
    assert step.former is not None
    assert step.following is not None
    assert (step.former.name, step.following.name) == ("河东村", "河东新村")
    assert step.former.successor_id == step.following_id
    assert list(division_changes(["450000"])) == []


def test_the_change_stands_in_the_chain_of_the_acting_office(land: Country) -> None:
    change = rename_division(land.village, name="河东新村", **land.decided(LATELY))
    entry = Entry.objects.get(kind="division_changed")
    assert (entry.office_id, entry.details["change"]) == (land.bureau.pk, change.pk)
    assert not list(broken_links())


def test_an_office_keeps_its_area_when_that_is_renamed(land: Country) -> None:
    rename_division(land.town, name="新镇", code="440199101", **land.decided(LATELY))
    assert "440199101" in land.here.office.areas.values_list("code", flat=True)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"name": "河东村"}, InvalidInput),
        ({"name": " "}, InvalidInput),
        ({"name": "新", "code": "440199"}, InvalidInput),
        ({"name": "新", "code": "440199100202"}, DivisionCodeTaken),
        ({"name": "新", "on": date(2000, 1, 1)}, DivisionNotThen),
        ({"name": "新", "on": date(1999, 1, 1)}, DivisionNotThen),
        ({"name": "新", "on": date(2999, 1, 1)}, EventInFuture),
        ({"name": "新", "source": " "}, InvalidInput),
        ({"name": "新", "approver": ""}, InvalidInput),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    land: Country, told: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        rename_division(land.village, **land.decided(LATELY) | told)
    assert (DivisionChange.objects.count(), Entry.objects.count()) == (0, 0)
    assert Division.objects.count() == 4


def test_a_change_is_not_slipped_in_before_a_later_one(land: Country) -> None:
    rename_division(land.village, name="河东新村", **land.decided(LATELY))
    with pytest.raises(LaterEventStands):
        rename_division(land.village, name="中间村", **land.decided(BEFORE))


def test_somebody_without_a_post_changes_nothing(land: Country) -> None:
    with pytest.raises(NoPosting):
        rename_division(
            land.village, name="新", **land.decided(LATELY) | {"by": AccountFactory.create()}
        )


def test_divisions_of_two_levels_are_not_merged(land: Country) -> None:
    with pytest.raises(InvalidInput):
        merge_divisions([land.village], into=land.town, **land.decided(LATELY))


def test_a_code_never_has_two_names_on_one_day(land: Country) -> None:
    with pytest.raises(IntegrityError, match="division_one_name"), transaction.atomic():
        DivisionFactory.create(code=land.village.code, period=Range(LATELY, None))


def test_an_address_given_after_the_change_lies_in_the_new_division(land: Country) -> None:
    rename_division(land.village, name="河东新村", **land.decided(LATELY))
    now = division_on(land.village.code, on=LATELY)
    assert now is not None
    assert find_or_add_address(now, plate="5").full_text == "示例县示例镇河东新村5号"
