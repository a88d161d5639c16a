"""The division tables the register starts from (区划数据), read with the kernel's rules."""

import csv
import gzip
from pathlib import Path

import pytest

from hukou.kernel.division_code import Level, level, parent, parse, prefecture, within

DATA = Path(__file__).parents[2] / "registry" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


COUNTRY, TOWNSHIPS, VILLAGES = rows("divisions"), rows("townships"), rows("villages")


@pytest.mark.parametrize(
    ("table", "count"),
    [(COUNTRY, 3355), (TOWNSHIPS, 479), (VILLAGES, 7456)],
    ids=["country", "townships", "villages"],
)
def test_a_table_is_whole_and_names_each_division_once(
    table: list[dict[str, str]], count: int
) -> None:
    assert len(table) == count
    assert len({row["code"] for row in table}) == count
    assert all(row["name"].strip() == row["name"] != "" for row in table)


def test_every_code_is_written_as_the_kernel_writes_it() -> None:
    assert all(parse(row["code"]) == row["code"] for row in [*COUNTRY, *TOWNSHIPS, *VILLAGES])


def test_the_tree_in_the_tables_is_the_tree_in_the_codes() -> None:
    known = {row["code"] for row in [*COUNTRY, *TOWNSHIPS]}
    for row in [*COUNTRY, *TOWNSHIPS, *VILLAGES]:
        assert (row["parent"] or None) == parent(row["code"])
        assert not row["parent"] or row["parent"] in known


@pytest.mark.parametrize(
    ("area", "townships", "villages"),
    [
        ("330800", 100, 1664),
        ("440700", 82, 1348),
        ("522700", 109, 1464),
        ("440100", 178, 2851),
        ("440222", 10, 129),
    ],
)
def test_the_five_jurisdictions_reach_down_to_the_village(
    area: str, townships: int, villages: int
) -> None:
    assert sum(within(row["code"], area) for row in TOWNSHIPS) == townships
    assert sum(within(row["code"], area) for row in VILLAGES) == villages


def test_levels_of_the_codes_are_levels_of_the_tables() -> None:
    assert {level(row["code"]) for row in TOWNSHIPS} == {Level.TOWNSHIP}
    assert {level(row["code"]) for row in VILLAGES} == {Level.VILLAGE}
    counties = [row["code"] for row in COUNTRY if row["level"] == "county"]
    assert {level(code) for code in counties} == {Level.COUNTY}


def test_the_region_of_made_up_people_was_never_assigned() -> None:
    ever = {row["code"] for row in [*COUNTRY, *rows("divisions_historical")]}

    assert "440199" not in ever
    assert {"440102", "330821", "440782", "440184"} <= ever
    assert prefecture("440199") == "4401"
