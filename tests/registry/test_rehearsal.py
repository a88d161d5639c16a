"""A change is tried and taken back (预演): two trees, who moves, is asked for, is alone."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from registry.actions import (
    Branch,
    Change,
    Rehearsal,
    change_head,
    make_as_rehearsed,
    merge_households,
    move_in,
    rehearse,
    split_household,
    transfer_member,
)
from registry.errors import (
    EverybodyLeaves,
    HeadIsMinor,
    RehearsalOutdated,
    RelationUnknown,
)
from registry.models import Entry, Household, Person, Residence
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import (
    AddressFactory,
    HouseholdFactory,
    PersonFactory,
    UrbanRuralCodeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def elder(here: Station) -> Person:
    """A grandmother in a household of her own."""
    told = {"name": "司马兰", "sex": "2", "birth_date": date(1948, 5, 1)}
    person: Person = PersonFactory.create(details=told)
    home = HouseholdFactory.create(office=here.office)
    how = here.how | {"on": date(2020, 1, 1)}
    move_in(person, home, relation="02", reason="loaded", **how)
    return person


def home_of(person: Person) -> Household:
    return Residence.objects.on(LATELY).select_related("household").get(person=person).household


def stored() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Household, Residence, Entry)]


def split(here: Station, ouyang: Family, *leaving: Person, **told: Any) -> Change[Household]:
    """The first of those who leave heads the new household."""
    chosen = {"leaving": [each.pk for each in leaving], "head": leaving[0], "address": None}
    return partial(split_household, ouyang.household, **here.how | chosen | told)


def of_split(here: Station, ouyang: Family, *leaving: Person, **told: Any) -> Rehearsal:
    change = split(here, ouyang, *leaving, **told)
    return rehearse(change, households=[ouyang.household.pk], on=LATELY)


def shown(branches: tuple[Branch, ...]) -> list[tuple[int, str, str]]:
    return [(each.person_id, each.before, each.after) for each in branches]


def test_both_trees_of_a_split_stand_side_by_side(here: Station, ouyang: Family) -> None:
    """Row H02."""
    old, new = of_split(here, ouyang, ouyang.mother, ouyang.son).trees
    father, mother, son, daughter = (
        each.pk for each in (ouyang.father, ouyang.mother, ouyang.son, ouyang.daughter)
    )

    assert shown(old.before) == [
        (father, "02", ""),
        (mother, "10", ""),
        (daughter, "30", ""),
        (son, "20", ""),
    ]
    assert shown(old.after) == [(father, "02", "02"), (daughter, "30", "30")]
    assert shown(new.after) == [(mother, "10", "02"), (son, "20", "20")]
    assert [each.moves for each in old.before] == [False, True, False, True]
    assert [(tree.opens, tree.empties) for tree in (old, new)] == [(False, False), (True, False)]
    assert [each.retold for each in new.after] == [True, False]


def test_a_rehearsal_leaves_nothing_behind(here: Station, ouyang: Family) -> None:
    before = stored()
    of_split(here, ouyang, ouyang.daughter)
    assert stored() == before


def test_it_does_what_saving_does(here: Station, ouyang: Family) -> None:
    change = split(here, ouyang, ouyang.mother, ouyang.son)
    old, new = of_split(here, ouyang, ouyang.mother, ouyang.son).trees
    opened = change(relations={})

    rows = Residence.objects.on(LATELY).filter(household__in=[ouyang.household, opened])
    saved = {(row.person_id, row.relation) for row in rows}
    assert saved == {(each.person_id, each.after) for each in (*old.after, *new.after)}


def test_an_emptied_household_is_shown_as_closing(
    here: Station, ouyang: Family, elder: Person
) -> None:
    change = partial(merge_households, home_of(elder), ouyang.household, **here.how)
    homes = [home_of(elder).pk, ouyang.household.pk]
    trees = rehearse(change, households=homes, on=LATELY, relations={elder.pk: "52"}).trees

    by_home = {tree.household_id: tree for tree in trees}
    gone = by_home[homes[0]]
    assert (gone.empties, gone.after) == (True, ())
    assert gone.address
    assert by_home[homes[1]].after[-1].moves


def test_who_must_be_asked_for_is_named_and_nothing_is_guessed(
    here: Station, ouyang: Family, elder: Person
) -> None:
    change = partial(merge_households, ouyang.household, home_of(elder), **here.how)
    homes = [ouyang.household.pk, home_of(elder).pk]
    unsaid = rehearse(change, households=homes, on=LATELY)
    said = rehearse(change, households=homes, on=LATELY, relations={ouyang.father.pk: "20"})

    assert len(unsaid.unknown) == 4
    asked = [each for tree in unsaid.trees for each in tree.after if each.asked]
    assert {each.after for each in asked} == {""}
    assert said.unknown == frozenset()
    told = {each.person_id: (each.asked, each.after) for each in said.trees[-1].after}
    assert told[ouyang.father.pk] == (True, "")
    assert told[ouyang.mother.pk] == (False, "38")


def test_a_child_left_without_any_adult_shows(here: Station, ouyang: Family) -> None:
    rehearsal = of_split(here, ouyang, ouyang.son)

    assert [(each.person_id, each.without_adult) for each in rehearsal.orphaned] == [
        (ouyang.son.pk, True)
    ]


def test_a_child_parted_from_both_parents_shows(here: Station, ouyang: Family) -> None:
    """With a sister of age there is an adult, but none of the parents."""
    rehearsal = of_split(here, ouyang, ouyang.daughter, ouyang.son)

    [child] = rehearsal.orphaned
    assert (child.person_id, child.without_adult, child.without_parent) == (
        ouyang.son.pk,
        False,
        True,
    )


def test_a_child_who_goes_with_one_parent_is_not_alone(here: Station, ouyang: Family) -> None:
    assert of_split(here, ouyang, ouyang.mother, ouyang.son).orphaned == []


def test_whoever_goes_from_a_town_to_a_village_shows(here: Station, ouyang: Family) -> None:
    """The statistical classes of the two places: 111 to 220."""
    village = AddressFactory.create()
    here.office.areas.add(village.division)
    town = ouyang.household.addresses.get().address.division
    for division, code in ((town, "111"), (village.division, "220")):
        UrbanRuralCodeFactory.create(division_code=division.code, urban_rural_class=code)

    there = of_split(here, ouyang, ouyang.daughter, address=village)
    at_home = of_split(here, ouyang, ouyang.daughter)

    assert [each.person_id for each in there.reverse] == [ouyang.daughter.pk]
    assert at_home.reverse == []


def test_a_change_of_head_and_a_transfer_are_rehearsed_alike(
    here: Station, ouyang: Family, elder: Person
) -> None:
    head = partial(change_head, ouyang.household, to=ouyang.mother, **here.how)
    [tree] = rehearse(head, households=[ouyang.household.pk], on=LATELY).trees
    moved = partial(transfer_member, ouyang.daughter, home_of(elder), **here.how)
    homes = [ouyang.household.pk, home_of(elder).pk]
    trees = rehearse(moved, households=homes, on=LATELY, relations={ouyang.daughter.pk: "42"})

    assert tree.after[0].leads
    assert (tree.after[0].before, tree.after[1].after) == ("10", "11")
    assert [len(each.after) for each in trees.trees] == [3, 2]


def test_what_is_refused_is_refused_in_the_rehearsal(here: Station, ouyang: Family) -> None:
    everybody = [ouyang.father, ouyang.mother, ouyang.son, ouyang.daughter]
    with pytest.raises(EverybodyLeaves):
        of_split(here, ouyang, *everybody)
    with pytest.raises(HeadIsMinor):
        of_split(here, ouyang, ouyang.son, ouyang.mother)


# --- saving what was read ----------------------------------------------------------------------


def saved(here: Station, ouyang: Family, *leaving: Person, seal: str, **told: Any) -> Household:
    change = split(here, ouyang, *leaving)
    homes = [ouyang.household.pk]
    made: Household = make_as_rehearsed(change, households=homes, on=LATELY, seal=seal, **told)
    return made


def test_what_was_read_is_saved(here: Station, ouyang: Family) -> None:
    seal = of_split(here, ouyang, ouyang.daughter).seal
    opened = saved(here, ouyang, ouyang.daughter, seal=seal)
    assert home_of(ouyang.daughter) == opened


def test_another_choice_or_a_changed_register_must_be_read_again(
    here: Station, ouyang: Family
) -> None:
    seal = of_split(here, ouyang, ouyang.daughter).seal
    with pytest.raises(RehearsalOutdated):
        saved(here, ouyang, ouyang.mother, seal=seal)

    friend = PersonFactory.create()
    yesterday = here.how | {"on": LATELY - timedelta(days=1)}
    move_in(friend, ouyang.household, relation="99", reason="join", **yesterday)
    before = stored()
    with pytest.raises(RehearsalOutdated):
        saved(here, ouyang, ouyang.daughter, seal=seal)
    assert stored() == before


def test_nothing_is_saved_while_a_relation_must_be_said(
    here: Station, ouyang: Family, elder: Person
) -> None:
    change = partial(merge_households, ouyang.household, home_of(elder), **here.how)
    told: dict[str, Any] = {
        "households": [ouyang.household.pk, home_of(elder).pk],
        "on": LATELY,
    }
    seal = rehearse(change, **told).seal
    with pytest.raises(RelationUnknown):
        make_as_rehearsed(change, seal=seal, **told)
