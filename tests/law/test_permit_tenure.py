"""How a permit stands on a day, and since when its years count (P02): by dates alone."""

import itertools
from datetime import date, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from hukou.law.permit_tenure import PermitStanding, PermitStatus, permit_standing

ISSUED: Final = date(2024, 3, 15)
FULL: Final = date(2025, 3, 15)
DAY: Final = timedelta(days=1)


def stands(on: date, *endorsed: date, ended_on: date | None = None) -> PermitStanding:
    return permit_standing(ISSUED, endorsed=endorsed, ended_on=ended_on, on=on)


def test_a_permit_is_good_for_a_full_year_and_the_day_of_the_full_year_belongs_to_it() -> None:
    assert stands(FULL).status is PermitStatus.VALID
    assert stands(FULL + DAY).status is PermitStatus.SUSPENDED
    assert stands(ISSUED - DAY).status is PermitStatus.NOT_YET


def test_it_is_to_be_endorsed_within_the_month_before_the_full_year() -> None:
    """居住每满一年之日前一个月内: both days belong to it."""
    assert (stands(ISSUED).endorse_from, stands(ISSUED).endorse_by) == (date(2025, 2, 15), FULL)
    assert [stands(day).is_due for day in (date(2025, 2, 14), date(2025, 2, 15), FULL)] == [
        False,
        True,
        True,
    ]


def test_endorsed_in_time_the_next_full_year_is_counted_from_the_issue() -> None:
    later = stands(date(2026, 3, 15), date(2025, 2, 20))

    assert later.status is PermitStatus.VALID
    assert later.endorse_by == date(2026, 3, 15)
    assert (later.counts_since, later.months) == (ISSUED, 24)


def test_a_late_endorsement_restores_it_and_counts_the_years_anew() -> None:
    """国令663 §10: from the day of the late endorsement."""
    late = date(2025, 3, 16)
    restored = stands(date(2026, 3, 16), late)

    assert stands(late).restarts
    assert (stands(late).counts_since, stands(late).months) == (None, None)
    assert restored.status is PermitStatus.VALID
    assert (restored.counts_since, restored.months) == (late, 12)
    assert restored.endorse_by == date(2026, 3, 16)


def test_a_permit_of_a_leap_day_is_full_on_the_last_of_february_and_finds_its_day_again() -> None:
    leap = date(2024, 2, 29)
    endorsed = [date(2025, 2, 28), date(2026, 2, 10), date(2027, 2, 10)]
    assert permit_standing(leap, on=leap).endorse_by == date(2025, 2, 28)
    last = permit_standing(leap, endorsed=endorsed, on=date(2028, 2, 1))
    assert last.endorse_by == leap.replace(year=2028)


def test_an_ended_permit_counts_no_years() -> None:
    ended = stands(date(2024, 9, 1), ended_on=date(2024, 9, 1))

    assert (ended.status, ended.months) == (PermitStatus.ENDED, None)
    assert stands(date(2024, 8, 31), ended_on=date(2024, 9, 1)).status is PermitStatus.VALID


def test_what_is_endorsed_later_says_nothing_about_an_earlier_day() -> None:
    assert stands(FULL + DAY, date(2025, 4, 1)).status is PermitStatus.SUSPENDED


@given(
    waits=st.lists(st.integers(min_value=1, max_value=500), max_size=6),
    asked=st.integers(min_value=0, max_value=3000),
)
def test_no_order_of_endorsements_leaves_a_day_without_an_answer(
    waits: list[int], asked: int
) -> None:
    """Years follow one another, and count without a break only where every one met the next."""
    days, day = [], ISSUED
    for wait in waits:
        day += timedelta(days=wait)
        days.append(day)
    found = stands(ISSUED + timedelta(days=asked), *days)
    years = found.years

    assert all(one.first <= one.last for one in years)
    assert all(one.last < two.first for one, two in itertools.pairwise(years))
    assert years[0].restarted
    if found.counts_since is not None:
        since = [each for each in years if each.first >= found.counts_since]
        assert all(two.first == one.last + DAY for one, two in itertools.pairwise(since))
