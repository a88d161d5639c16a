"""In a county with a text of its own, that text decides instead of the city's (L30)."""

from datetime import date
from pathlib import Path

import pytest

from applications.errors import NoPolicyInForce
from applications.queries.policy import regulation_in_force, regulations_in_force
from hukou.law.law import load_law
from tests.law.test_inheritance import AFTER, BEFORE, COUNTY, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    law = load_law(shelf(tmp_path))
    monkeypatch.setattr("applications.queries.policy.load_law", lambda: law)


def decides(division: str, *on: date, named: str = "") -> str:
    return regulation_in_force(named, division=division, on=on).id


def test_the_countys_text_is_taken_where_none_is_named() -> None:
    assert decides("449901", BEFORE) == "city-2020"
    assert decides("449901", AFTER) == COUNTY
    assert decides("449902", AFTER) == "city-2020"


def test_the_citys_text_cannot_be_named_where_the_county_took_it_over() -> None:
    assert decides("449901", BEFORE, named="city-2020") == "city-2020"
    with pytest.raises(NoPolicyInForce) as refused:
        decides("449901", AFTER, named="city-2020")
    assert refused.value.facts["reason"] == "taken_over"
    assert refused.value.facts["instead"] == COUNTY


def test_the_finder_asks_the_countys_text_only() -> None:
    speaking = regulations_in_force("449901001", on=AFTER, activated={})
    assert [each.id for each in speaking] == [COUNTY]
