"""The day of an application (申请日期): it never reaches for a text that does not speak today."""

from datetime import date, timedelta

import pytest

from applications.actions import draft
from applications.errors import NoPolicyInForce
from applications.models import Application
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import add_years
from tests.filing import SHIXING, Counter, Five, counter, family_of_five, settlement


@pytest.mark.parametrize(
    "day",
    [
        clock.today() + timedelta(days=1),
        add_years(clock.today(), -1) - timedelta(days=1),
        date(1018, 4, 11),
        date(9999, 12, 31),
    ],
)
def test_a_day_to_come_or_long_past_is_refused_by_field(
    here: Counter, five: Five, day: date
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five, applied_on=day), by=here.auxiliary)
    assert "applied_on" in {each["field"] for each in refusal.value.errors}
    assert not Application.objects.exists()


def test_a_day_within_the_year_is_taken(here: Counter, five: Five) -> None:
    day = add_years(clock.today(), -1)
    assert draft(settlement(five, applied_on=day), by=here.auxiliary).applied_on == day


@pytest.mark.django_db
def test_an_earlier_date_does_not_wake_a_regulation_that_has_run_out() -> None:
    """始兴's trial ended on 9 September 2021, give or take three days."""
    shixing, five = counter(at=SHIXING), family_of_five()
    there = {"regulation": "sx-2018", "channel": "SX-2", "address": SHIXING.address}
    request = settlement(five, applied_on=date(2021, 9, 1), **there)
    with clock.frozen(date(2021, 10, 1)), pytest.raises(NoPolicyInForce) as refusal:
        draft(request, by=shixing.auxiliary)
    assert (refusal.value.facts["reason"], refusal.value.facts["on"]) == ("expired", "2021-10-01")


def test_an_earlier_date_does_not_forestall_a_regulation_to_come(here: Counter, five: Five) -> None:
    """The final text of 衢州 is dated 2017-11-01 for the demonstration."""
    request = settlement(five, applied_on=date(2017, 10, 20))
    with clock.frozen(date(2017, 11, 20)), pytest.raises(NoPolicyInForce) as refusal:
        draft(request, by=here.auxiliary)
    assert (refusal.value.facts["reason"], refusal.value.facts["on"]) == ("not_yet", "2017-10-20")
