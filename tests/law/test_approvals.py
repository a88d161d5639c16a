"""The table of powers (A01): each item has its level and its posts, by place and day."""

from datetime import date
from pathlib import Path

import pytest

from hukou.law import CatalogueStatus, Decider, PackError, Rank, load_law
from hukou.law.channels import APPROVALS
from hukou.law.registration import LEVELS
from tests.law.shelves import example_place

DAY = date(2026, 11, 1)
ROW = """
provenance: {source: s, quality: q}
rows:
- {id: own, transaction: event, approvals: [county_bureau], rank: county,
   decided_by: [county_approver], since: 2026-01-01, until: 2026-06-30,
   basis: b, provenance: confirmed, items: [ADOPTION]}
"""
CATALOGUE = """
provenance: {source: s, quality: q}
catalogue:
  status: assumed
  regulation: example-2020
  clause: one
  unsaid: u
  to: officer
  counts: {county: 1, station_chief: 0}
  items: [{item: ADOPTION, from: county}]
"""


def place(tmp_path: Path, text: str) -> Path:
    shelf = example_place(tmp_path, {})
    (shelf / "440199-example" / "approvals.yaml").write_text(text, encoding="utf-8")
    return shelf


def test_every_item_there_is_has_somebody_who_decides_it() -> None:
    approvals = load_law().approvals
    assert len(approvals.items) > 60
    assert [each for each in approvals.items if approvals.row(each, "330802", DAY) is None] == []


def test_every_level_a_text_may_demand_has_its_row() -> None:
    rows = load_law().approvals.rows
    assert {each for row in rows for each in row.approvals} == {*LEVELS, *APPROVALS}


def test_auxiliary_staff_stand_in_no_row() -> None:
    assert "auxiliary" not in {each for row in load_law().approvals.rows for each in row.decided_by}


def test_what_no_item_is_nobody_decides() -> None:
    assert load_law().approvals.row("TEA_PARTY", "330802", DAY) is None


@pytest.mark.parametrize(
    ("on", "division", "item", "posts"),
    [
        (date(2025, 12, 31), "440199", "ADOPTION", 2),
        (date(2026, 1, 1), "440199", "ADOPTION", 1),
        (date(2026, 6, 30), "440199", "ADOPTION", 1),
        (date(2026, 7, 1), "440199", "ADOPTION", 2),
        (date(2026, 3, 1), "440198", "ADOPTION", 2),
        (date(2026, 3, 1), "440199", "NUMBER_CHANGE", 2),
    ],
)
def test_a_place_may_say_otherwise_for_its_items_and_its_days(
    tmp_path: Path, on: date, division: str, item: str, posts: int
) -> None:
    row = load_law(place(tmp_path, ROW)).approvals.row(item, division, on)
    assert row is not None
    assert len(row.decided_by) == posts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW.replace("[county_approver]", "[auxiliary]"), "nobody else decides"),
        (ROW.replace("[ADOPTION]", "[TEA]"), "no such item"),
        (ROW.replace("[county_bureau]", "[mayor]"), "'approvals' lists some of"),
        (ROW.replace("since: 2026-01-01, ", ""), "'since' is missing"),
        (ROW.replace("rank: county", "rank: king"), "'rank' is one of"),
        (ROW + ROW[ROW.index("- {") :].replace("id: own", "id: twin"), "speak of the same"),
        (CATALOGUE.replace("county: 1", "county: 5"), "the text moves 5 items"),
        (CATALOGUE.replace("item: ADOPTION", "item: TEA"), "no such item of this place"),
        (CATALOGUE.replace("to: officer", "to: auxiliary"), "'to' is one of"),
        (CATALOGUE.replace("status: assumed", "status: certain"), "'status' is one of"),
        (CATALOGUE.replace("clause: one", "clause: nowhere"), "no clause"),
    ],
)
def test_an_unclear_table_is_refused_with_file_and_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(PackError, match=said) as refused:
        load_law(place(tmp_path, text))
    assert "approvals.yaml" in str(refused.value)


def test_the_catalogue_of_qiannan_is_assumed_and_counts_what_the_text_counts() -> None:
    """A02: five items of the county, fifteen of the chief; the list itself is not in the text."""
    catalogue = load_law().approvals.catalogue_at("522701")
    assert catalogue is not None
    assert catalogue.status is CatalogueStatus.ASSUMED
    assert catalogue.to is Decider.OFFICER
    ranks = [each.rank for each in catalogue.items]
    assert (ranks.count(Rank.COUNTY), ranks.count(Rank.STATION_CHIEF)) == (5, 15)
    assert load_law().approvals.catalogue_at("330802") is None


def test_an_assumed_item_gives_nobody_a_power() -> None:
    """What stands in the catalogue is decided in Qiannan by whom it is decided elsewhere."""
    approvals = load_law().approvals
    catalogue = approvals.catalogue_at("522701")
    assert catalogue is not None
    for each in catalogue.items:
        assert approvals.row(each.item, "522701", DAY) == approvals.row(each.item, "330802", DAY)
