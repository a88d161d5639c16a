"""Who is kin to whom, for the guard against deciding one's own family's cases."""

from datetime import date

import pytest
from django.db import connection
from psycopg.types.range import Range

from hukou.kernel.kinship import STRANGER
from registry.actions import Mover, Newborn, move_family, move_in, register_birth
from registry.models import EntryKind
from registry.queries import kin_of
from registry.queries.relations import KIN
from tests.cast import Family, Station, family, station
from tests.factories import (
    EntryFactory,
    HouseholdFactory,
    OfficeFactory,
    PersonFactory,
    ResidenceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def test_members_of_a_family_household_are_kin(ouyang: Family) -> None:
    assert kin_of(ouyang.son.pk) == {ouyang.father.pk, ouyang.mother.pk, ouyang.daughter.pk}


def test_they_stay_kin_after_one_moves_away(here: Station, ouyang: Family) -> None:
    alone = Mover(ouyang.daughter.pk, "02", "marriage")
    move_family([alone], HouseholdFactory.create(), **here.how)
    assert ouyang.daughter.pk in kin_of(ouyang.son.pk)


def test_a_lodger_is_no_kin(here: Station, ouyang: Family) -> None:
    lodger = PersonFactory.create()
    move_in(lodger, ouyang.household, relation="99", reason="work", **here.how)
    assert lodger.pk not in kin_of(ouyang.son.pk)
    assert kin_of(lodger.pk) == set()


def test_members_of_a_collective_household_are_no_kin(here: Station) -> None:
    collective = HouseholdFactory.create(collective=True)
    people = [PersonFactory.create() for _ in range(2)]
    for person in people:
        move_in(person, collective, relation="99", reason="work", **here.how)
    assert kin_of(people[0].pk) == set()


def test_a_parent_who_lives_elsewhere_is_kin(here: Station, ouyang: Family) -> None:
    father = PersonFactory.create()
    born = Newborn(name="小月", sex="2", birth_date=date(2026, 5, 20), father_id=father.pk)
    child = register_birth(born, ouyang.household, relation="40", **here.how)
    assert father.pk in kin_of(child.pk)


def test_who_has_a_child_registered_elsewhere_is_kin_to_it(here: Station, ouyang: Family) -> None:
    father = PersonFactory.create()
    born = Newborn(name="小月", sex="2", birth_date=date(2026, 5, 20), father_id=father.pk)
    child = register_birth(born, ouyang.household, relation="40", **here.how)
    assert child.pk in kin_of(father.pk)


def test_kin_are_followed_step_by_step_through_the_household_history(
    here: Station, ouyang: Family
) -> None:
    """A04: the grown daughter marries; who joins her is two steps from her father."""
    move_family(
        [Mover(ouyang.daughter.pk, "02", "marriage")], HouseholdFactory.create(), **here.how
    )
    home = ouyang.residence_of(ouyang.daughter).household
    husband, brother_in_law = PersonFactory.create(), PersonFactory.create()
    move_in(husband, home, relation="11", reason="marriage", **here.how)
    apart = HouseholdFactory.create()
    for person, relation in ((husband, "20"), (brother_in_law, "02")):
        ResidenceFactory.create(
            person=person,
            household=apart,
            relation=relation,
            period=Range(date(2001, 1, 1), date(2009, 1, 1)),
        )

    one, two, three = (kin_of(ouyang.father.pk, steps=steps) for steps in (1, 2, 3))

    assert husband.pk not in one
    assert husband.pk in two
    assert brother_in_law.pk not in two
    assert brother_in_law.pk in three


def test_who_lived_there_at_another_time_is_no_kin(ouyang: Family) -> None:
    before = PersonFactory.create()
    ResidenceFactory.create(
        person=before,
        household=ouyang.household,
        relation="02",
        period=Range(date(2001, 1, 1), date(2009, 1, 1)),
    )
    assert kin_of(before.pk, steps=3) == set()


def test_the_children_of_somebody_are_found_without_reading_every_birth() -> None:
    """A04: the guard asks at every step of every file."""
    office, child = OfficeFactory.create(), PersonFactory.create()
    for number in range(200):
        told = {"mother": number, "father": 1000 + number}
        EntryFactory.create(office=office, kind=EntryKind.BIRTH, person=child, details=told)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("analyze registry_entry")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain " + KIN, {"person": 1, "stranger": STRANGER, "steps": 3})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    for whose in ("mother", "father"):
        assert f"Index Cond: ((details ->> '{whose}'" in plan, plan
