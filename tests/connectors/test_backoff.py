"""How long a question waits after it found no answer (重试间隔)."""

from datetime import timedelta

import pytest

from applications.connectors import wait_after


@pytest.mark.parametrize(("attempts", "longest"), [(1, 2), (2, 4), (3, 8), (8, 256)])
def test_the_wait_doubles_less_up_to_half_by_chance(attempts: int, longest: int) -> None:
    for _ in range(50):
        assert timedelta(seconds=longest / 2) <= wait_after(attempts) <= timedelta(seconds=longest)


@pytest.mark.parametrize("attempts", [9, 10, 1_000, 32_767])
def test_nobody_waits_longer_than_five_minutes(attempts: int) -> None:
    assert timedelta(seconds=150) <= wait_after(attempts) <= timedelta(minutes=5)


def test_files_that_failed_together_do_not_come_back_together() -> None:
    assert len({wait_after(8) for _ in range(20)}) > 10


def test_an_agency_is_left_alone_for_as_long_as_it_asks() -> None:
    assert wait_after(1, retry_after=60) == timedelta(seconds=60)


def test_an_agency_cannot_send_a_file_away_for_ever() -> None:
    assert wait_after(1, retry_after=1e9) == timedelta(minutes=5)
