"""What `up` prints of the demonstration, on the first day and later (演示名单)."""

import io
from pathlib import Path

import pytest

from hukou.management.commands.prepare import SIGN_INS
from hukou.management.commands.up import Command
from hukou.stack.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / SIGN_INS).write_text("wangfang", encoding="utf-8")
    return House(tmp_path, port=1, demo=True, say=lambda _line: None)


def welcome(house: House, *, again: bool) -> str:
    told = io.StringIO()
    Command(stdout=told).welcome(house, again=again)
    return told.getvalue()


def test_a_first_start_prints_the_county(house: House) -> None:
    told = welcome(house, again=False)
    assert "wangfang" in told
    assert "as first loaded" not in told


def test_a_later_start_says_that_the_list_is_as_first_loaded(house: House) -> None:
    told = welcome(house, again=True)
    assert told.index("as first loaded") < told.index("wangfang")
