"""Villages that become communities (row R17): a batch, a preview, a batch that undoes it."""

from datetime import date, timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Conversion,
    change_urban_rural_class,
    rename_division,
    turn_into_communities,
    undo_turning_into_communities,
)
from registry.errors import (
    ChangeAlreadyUndone,
    ChangeBuiltUpon,
    DivisionCodeTaken,
    DivisionNotThen,
    NoSuchDivision,
)
from registry.models import (
    Division,
    DivisionChange,
    Entry,
    HouseholdAddress,
    Residence,
    UrbanRuralCode,
)
from registry.queries import (
    affected_by,
    division_on,
    homes_on,
    household_on,
    is_urban,
    scope_of,
)
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, family, station
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
BEFORE = LATELY - timedelta(days=1)
LATER = LATELY + timedelta(days=30)
CODES = ("440199100001", "440199100002")


@pytest.fixture
def land() -> Country:
    found = country()
    for village in (found.village, found.other):
        change_urban_rural_class(village.code, to="220", **found.decided(date(2020, 1, 1)))
    return found


@pytest.fixture
def ouyang(land: Country) -> Family:
    folk = family(land.here.office)
    settle(folk.household, address_in(land.village, plate="1号"))
    return folk


def batch(land: Country, **more: Any) -> list[Conversion]:
    told: dict[str, Any] = {"urban_rural_class": "112"} | more
    return [
        Conversion(village=land.village, **{"name": "河东社区", "code": CODES[0]} | told),
        Conversion(village=land.other, name="河西社区", code=CODES[1], urban_rural_class="112"),
    ]


def turned(land: Country) -> DivisionChange:
    return turn_into_communities(batch(land), **land.decided(LATELY))


def test_name_code_and_class_change_on_the_day(land: Country) -> None:
    turned(land)

    assert [found.name for code in CODES if (found := division_on(code, on=LATELY))] == [
        "河东社区",
        "河西社区",
    ]
    assert division_on(land.village.code, on=LATELY) is None
    assert division_on(land.village.code, on=BEFORE) == land.village
    assert [is_urban(land.village.code, on=BEFORE), is_urban(CODES[0], on=LATELY)] == [False, True]
    assert is_urban(land.village.code, on=LATELY) is None


def test_a_rehearsal_knows_the_class_of_the_community(land: Country, ouyang: Family) -> None:
    turned(land)

    home = ouyang.household.pk
    told = [homes_on([home], on=on)[home] for on in (BEFORE, LATELY)]
    assert [each.urban_rural_class for each in told] == ["220", "112"]
    assert [each.address for each in told] == ["示例县示例镇河东村1号", "示例县示例镇河东社区1号"]


def test_nobodys_registration_is_written_again(land: Country, ouyang: Family) -> None:
    rows = [list(model.objects.values()) for model in (Residence, HouseholdAddress)]

    turned(land)

    assert [list(model.objects.values()) for model in (Residence, HouseholdAddress)] == rows
    scope = scope_of(land.here.officer, on=clock.today())
    then, now = (household_on(ouyang.household.pk, on=on, scope=scope) for on in (BEFORE, LATELY))
    assert then is not None
    assert now is not None
    assert (then.address, then.division_code) == ("示例县示例镇河东村1号", land.village.code)
    assert (now.address, now.division_code) == ("示例县示例镇河东社区1号", CODES[0])


def test_the_preview_tells_everybody_by_pages_and_counts(land: Country, ouyang: Family) -> None:
    settle(family(land.here.office).household, address_in(land.other))
    settle(family(station().office).household, address_in(land.other, plate="9号"))
    scope = scope_of(land.here.officer, on=clock.today())
    codes = [land.village.code, land.other.code]

    first = affected_by(codes, scope=scope, on=LATELY, limit=5)
    second = affected_by(codes, scope=scope, on=LATELY, limit=5, after=int(first.page.next or 0))

    assert (first.people, first.households) == (8, 2)
    assert [len(first.page.items), len(second.page.items)] == [5, 3]
    assert ouyang.father.pk in [each.person_id for each in first.page.items]


def test_the_batch_is_all_or_nothing(land: Country) -> None:
    with pytest.raises(InvalidInput) as refused:
        turn_into_communities(batch(land, name=" ", code=CODES[0]), **land.decided(LATELY))
    assert [fault["field"] for fault in refused.value.errors] == ["villages.1"]
    assert DivisionChange.objects.count() == 0
    assert Division.objects.filter(code__in=CODES).count() == 0


@pytest.mark.parametrize("code", ["440199100201", "440199100000", "440199101001", "4401991000", ""])
def test_a_community_has_a_code_of_communities_in_the_same_town(land: Country, code: str) -> None:
    with pytest.raises(InvalidInput):
        turn_into_communities(batch(land, code=code), **land.decided(LATELY))
    assert DivisionChange.objects.count() == 0


def test_a_code_that_is_taken_refuses_the_batch(land: Country) -> None:
    rename_division(land.other, name="老社区", code=CODES[0], **land.decided(BEFORE))
    with pytest.raises(DivisionCodeTaken):
        turn_into_communities(batch(land)[:1], **land.decided(LATELY))
    assert DivisionChange.objects.count() == 1


def test_a_town_is_no_village(land: Country) -> None:
    wrong = Conversion(village=land.town, name="镇社区", code=CODES[0])
    with pytest.raises(NoSuchDivision):
        turn_into_communities([wrong], **land.decided(LATELY))


def test_a_class_left_out_is_handed_on(land: Country) -> None:
    turn_into_communities(batch(land, urban_rural_class=""), **land.decided(LATELY))
    assert UrbanRuralCode.objects.on(LATELY).get(division_code=CODES[0]).urban_rural_class == "220"


# --- undone ------------------------------------------------------------------------------------


def test_undone_they_are_villages_again_from_that_day_and_not_before(
    land: Country, ouyang: Family
) -> None:
    undo_turning_into_communities(turned(land), **land.decided(LATER))

    names = [
        [
            found.name if (found := division_on(code, on=day)) else ""
            for code in (land.village.code, CODES[0])
        ]
        for day in (BEFORE, LATELY, LATER)
    ]
    assert names == [["河东村", ""], ["", "河东社区"], ["河东村", ""]]
    assert [is_urban(land.village.code, on=day) for day in (BEFORE, LATELY, LATER)] == [
        False,
        None,
        False,
    ]
    scope = scope_of(land.here.officer, on=clock.today())
    now = household_on(ouyang.household.pk, on=LATER, scope=scope)
    assert now is not None
    assert (now.address, now.division_code) == ("示例县示例镇河东村1号", land.village.code)


def test_undoing_is_a_batch_of_its_own(land: Country) -> None:
    change = turned(land)
    undoing = undo_turning_into_communities(change, **land.decided(LATER))
    assert (undoing.kind, undoing.undoes) == ("undone", change)
    assert undoing.steps.count() == 2
    assert Entry.objects.filter(kind="division_changed", reason="undone").count() == 1
    assert not list(broken_links())


def test_a_batch_is_undone_once(land: Country) -> None:
    change = turned(land)
    undoing = undo_turning_into_communities(change, **land.decided(LATER))
    for each in (change, undoing):
        with pytest.raises(ChangeAlreadyUndone):
            undo_turning_into_communities(each, **land.decided(LATER + timedelta(days=1)))


def test_it_is_undone_on_a_later_day_only(land: Country) -> None:
    change = turned(land)
    with pytest.raises(DivisionNotThen):
        undo_turning_into_communities(change, **land.decided(LATELY))
    assert DivisionChange.objects.count() == 1


def test_what_was_built_upon_is_not_undone(land: Country) -> None:
    change = turned(land)
    community = division_on(CODES[0], on=LATELY)
    assert community is not None
    rename_division(community, name="东河社区", **land.decided(LATELY + timedelta(days=1)))
    with pytest.raises(ChangeBuiltUpon):
        undo_turning_into_communities(change, **land.decided(LATER))
    assert DivisionChange.objects.count() == 2
