"""Periods and terms (期间)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hukou.kernel.periods import (
    HolidayCalendar,
    Period,
    add_months,
    add_years,
    full_years,
    merge,
    months_between,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
# An example of moved days, shorter than the festival was: 16 to 20 rest, Saturday 14th worked.
SPRING = HolidayCalendar(
    holidays=frozenset(date(2026, 2, day) for day in range(16, 21)),
    worked_weekends=frozenset({date(2026, 2, 14)}),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 5000))
    return Period(start, None if length is None else start + timedelta(days=length))


@pytest.mark.parametrize("end", ["2020-01-01", "2019-12-31"])
def test_a_period_without_a_day_is_refused(end: str) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(day("2020-01-01"), day(end))


def test_the_end_is_the_first_day_outside() -> None:
    period = Period(day("2020-01-01"), day("2020-02-01"))

    assert day("2020-01-31") in period
    assert day("2020-02-01") not in period
    assert period.days == 31


def test_an_open_period_holds_every_later_day() -> None:
    assert day("2999-01-01") in Period(day("2020-01-01"))
    assert Period(day("2020-01-01")).is_open
    assert Period(day("2020-01-01")).days is None


def test_leaving_and_arriving_on_one_day_is_no_overlap() -> None:
    before, after = (
        Period(day("2019-01-01"), day("2020-01-01")),
        Period(day("2020-01-01")),
    )

    assert not before.overlaps(after)
    assert before.abuts(after)
    assert before.intersection(after) is None


def test_closing_a_period_ends_it_on_the_first_day_outside() -> None:
    assert Period(day("2020-01-01")).closed(day("2020-05-01")).end == day("2020-05-01")


@given(periods(), periods(), DAYS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(a: Period, b: Period, on: date) -> None:
    both = a.intersection(b)

    assert (both is not None and on in both) == (on in a and on in b)
    assert (both is not None) == b.overlaps(a)


@given(st.lists(periods(), max_size=6), DAYS)
def test_merging_changes_no_day(some: list[Period], on: date) -> None:
    merged = merge(some)

    assert any(on in each for each in merged) == any(on in each for each in some)
    pairs = pairwise(merged)
    assert not any(a.overlaps(b) or a.abuts(b) for a, b in pairs)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
    ],
)
def test_a_month_without_the_corresponding_day_ends_the_term_on_its_last(
    start: str, months: int, expected: str
) -> None:
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2000-05-10", "2018-05-09", 17),
        ("2000-05-10", "2018-05-10", 18),
        ("2004-02-29", "2022-02-27", 17),
        ("2004-02-29", "2022-02-28", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2020-01-01", "2020-01-01", 0),
        ("2020-01-01", "2018-12-31", -1),
    ],
)
def test_a_year_of_age_is_reached_on_the_birthday(born: str, on: str, age: int) -> None:
    assert full_years(day(born), day(on)) == age


@given(DAYS, st.integers(-1500, 1500))
def test_months_counted_are_months_added(start: date, months: int) -> None:
    assume(months >= 0)

    assert months_between(start, add_months(start, months)) == months


@given(DAYS, DAYS)
def test_full_months_are_as_many_as_fit(start: date, on: date) -> None:
    assume(start <= on)
    months = months_between(start, on)

    assert add_months(start, months) <= on < add_months(start, months + 1)
    assert months_between(on, start) == -months


@given(DAYS, st.integers(0, 120))
def test_age_and_anniversary_agree(born: date, years: int) -> None:
    birthday = add_years(born, years)

    assert full_years(born, birthday) == years
    assert years == 0 or full_years(born, birthday - timedelta(days=1)) == years - 1


def test_a_term_of_working_days_leaps_weekends() -> None:
    assert HolidayCalendar().add_working_days(day("2026-11-20"), 1) == day("2026-11-23")


def test_moved_rest_days_are_not_counted_and_worked_saturdays_are() -> None:
    assert SPRING.add_working_days(day("2026-02-13"), 1) == day("2026-02-14")
    assert SPRING.add_working_days(day("2026-02-13"), 2) == day("2026-02-23")


def test_a_term_that_ends_on_a_rest_day_runs_on() -> None:
    assert SPRING.add_days(day("2026-02-10"), 7) == day("2026-02-23")
