"""Who looked at whose data (查询日志)."""

import pytest
from pytest_django import DjangoAssertNumQueries

from registry.actions import note_disclosure
from registry.models import Disclosure
from registry.queries import Scope
from tests.cast import family

pytestmark = pytest.mark.django_db


def test_a_reading_is_noted_with_whom_which_fields_and_what_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    son = family().son
    with django_assert_num_queries(3):  # the INSERT, in its savepoint
        note_disclosure(
            scope=Scope("client:agency", client="agency"),
            kind="reveal",
            people=[son.pk],
            fields={"number", "name"},
            purpose="入学资格核验",
        )

    note = Disclosure.objects.get()
    assert (note.client, note.person, note.people) == ("agency", son, [son.pk])
    assert (note.fields, note.purpose) == (["name", "number"], "入学资格核验")


def test_a_reading_of_many_names_them_all() -> None:
    ouyang = family()
    people = [ouyang.father.pk, ouyang.mother.pk]
    note_disclosure(
        scope=Scope("test"),
        kind="book",
        people=people,
        fields={"name"},
        purpose="",
        household=ouyang.household.pk,
    )

    note = Disclosure.objects.get()
    assert (note.person, note.people, note.household) == (None, people, ouyang.household)
