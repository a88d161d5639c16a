"""The working days of the country (法定节假日)."""

from datetime import date

import pytest

from hukou.kernel.working_days import last_announced_year, national


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-01", False),  # National Day, a Thursday
        ("2026-10-10", True),  # a Saturday worked in its place
        ("2026-10-11", False),
        ("2017-10-09", True),
        ("2018-02-15", False),
        ("2018-02-24", True),
        ("2026-11-23", True),
    ],
)
def test_a_day_is_worked_or_not_as_announced(day: str, works: bool) -> None:
    assert national().works(date.fromisoformat(day)) is works


def test_a_term_runs_over_the_spring_festival() -> None:
    assert national().add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_a_year_not_yet_announced_rests_on_weekends() -> None:
    after = last_announced_year() + 10

    assert national().works(date(after, 5, 1)) is (date(after, 5, 1).weekday() < 5)


def test_no_day_both_rests_and_is_worked() -> None:
    assert not national().holidays & national().worked_weekends
    assert all(day.weekday() < 5 for day in national().holidays)
    assert all(day.weekday() >= 5 for day in national().worked_weekends)
