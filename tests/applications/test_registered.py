"""What the register says of an application's people, read by the same words as for one person."""

from datetime import date

import pytest
from psycopg.types.range import Range

from applications.queries.registered import registered
from hukou.kernel import clock
from registry.models import Division, DivisionLevel
from registry.queries import register_facts
from tests.factories import DivisionFactory
from tests.filing import Counter, Five, filed, settlement

pytestmark = pytest.mark.django_db


def test_an_application_reads_the_facts_that_are_read_of_each_person(
    here: Counter, five: Five
) -> None:
    application = filed(here, settlement(five))
    today = clock.today()

    people = registered(application.pk, on=today).values()

    assert {each.person_id for each in people} == {each.pk for each in five.people}
    for each in people:
        told = register_facts(each.person_id, on=today)
        del told["person.age"]
        assert each.facts() == told


def test_somebody_from_a_merged_division_is_placed_in_what_took_its_place(
    here: Counter, five: Five
) -> None:
    application = filed(here, settlement(five))
    merged_on = date(2021, 6, 1)
    heir = DivisionFactory.create(
        code="330803100001",
        name="并入村",
        level=DivisionLevel.VILLAGE,
        period=Range(merged_on, None),
    )
    Division.objects.filter(code="330824100001").update(
        period=Range(date(2000, 1, 1), merged_on), successor=heir
    )

    after = registered(application.pk, on=clock.today()).values()

    assert {each.facts()["person.hukou_place"] for each in after} == {"330803"}
