"""Identity numbers given out (公民身份号码编发)."""

from datetime import date

import pytest

from registry.actions.numbers import allocate_number
from registry.errors import NumbersExhausted
from registry.models import IdentityNumberSeries
from tests.factories import HeldNumberFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def test_numbers_of_a_day_follow_each_other() -> None:
    given = [allocate_number("440199", born=DAY, sex="1").sequence for _ in range(3)]
    assert given == ["001", "003", "005"]


def test_a_number_somebody_holds_is_not_given_again() -> None:
    person = PersonFactory.create()
    person.held_numbers.all().delete()
    HeldNumberFactory.create(person=person, born=DAY, sex="2", place=0)

    assert allocate_number("440199", born=DAY, sex="2").sequence == "004"


def test_counties_count_for_themselves() -> None:
    allocate_number("440199", born=DAY, sex="1")
    assert allocate_number("330802", born=DAY, sex="1").sequence == "001"


def test_when_all_are_given_out_the_next_is_refused() -> None:
    IdentityNumberSeries.objects.create(region="440199", birth_date=DAY, sex="1", last=997)
    assert allocate_number("440199", born=DAY, sex="1").sequence == "999"
    with pytest.raises(NumbersExhausted):
        allocate_number("440199", born=DAY, sex="1")
